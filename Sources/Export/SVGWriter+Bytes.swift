internal import Frames
internal import Geometry

extension SVGWriter {
  @inline(__always) mutating func add(_ text: StaticString) {
    unsafe out.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { unsafe out.append(contentsOf: $0) }
  }

  mutating func add(_ number: Double) { appendNumber(number, to: &out) }

  /// A number as an attribute; `start` ends with the opening quote.
  mutating func add(_ start: StaticString, _ number: Double) {
    add(start)
    appendNumber(number, to: &out)
    out.append(UInt8(ascii: "\""))
  }

  mutating func addAttribute(_ start: StaticString, _ value: String) {
    add(start)
    add(value)
    out.append(UInt8(ascii: "\""))
  }

  mutating func addPair(_ p: Point) {
    appendNumber(p.x, to: &out)
    out.append(UInt8(ascii: ","))
    appendNumber(p.y, to: &out)
  }

  /// A closed rectangle as path data.
  mutating func addBox(_ rect: Rect) {
    let width = rect.maxX - rect.minX
    add("M")
    addPair(Point(rect.minX, rect.minY))
    add("h")
    add(width)
    add("v")
    add(rect.maxY - rect.minY)
    add("h")
    add(-width)
    add("Z")
  }

  /// A step of path data, as short as it goes.
  mutating func addLine(from a: Point, to b: Point) {
    if a.y == b.y {
      add("H")
      add(b.x)
    } else if a.x == b.x {
      add("V")
      add(b.y)
    } else {
      add("L")
      addPair(b)
    }
  }

  mutating func addPath(_ path: Path) {
    var at = Point.zero
    var start = Point.zero
    for element in path.elements {
      switch element {
      case .move(let p):
        add("M")
        addPair(p)
        at = p
        start = p
      case .line(let p):
        addLine(from: at, to: p)
        at = p
      case .curve(let a, let b, let p):
        add("C")
        addPair(a)
        add(",")
        addPair(b)
        add(",")
        addPair(p)
        at = p
      case .close:
        add("Z")
        at = start
      }
    }
  }

  mutating func addTransform(_ t: Transform) {
    if t.isTranslation {
      add("translate(")
      addPair(Point(t.tx, t.ty))
    } else {
      add("matrix(")
      for part in [t.a, t.b, t.c, t.d] {
        appendNumber(part, decimals: 6, to: &out)
        add(",")
      }
      addPair(Point(t.tx, t.ty))
    }
    add(")")
  }

  /// A colour as its author named it, or by its digits.
  mutating func addColor(_ color: Color) {
    if let name = color.cssName { return add(name) }
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
    let parts = (color.red, color.green, color.blue)
    out.append(UInt8(ascii: "#"))
    let short = parts.0 % 17 == 0 && parts.1 % 17 == 0 && parts.2 % 17 == 0
    func append(_ part: UInt8) {
      out.append(digit(part >> 4))
      if !short { out.append(digit(part & 15)) }
    }
    append(parts.0)
    append(parts.1)
    append(parts.2)
  }

  /// Text for content and attributes. What XML cannot hold becomes a space.
  mutating func addEscaped(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      // Bytes up to here are in `out`.
      var written = 0
      var i = 0
      func flush(_ writer: inout SVGWriter) {
        unsafe writer.out.append(contentsOf: bytes[written..<i])
      }
      while i < bytes.count {
        let byte = unsafe bytes[i]
        var length = 1
        let replacement: StaticString
        switch byte {
        case UInt8(ascii: "&"): replacement = "&amp;"
        case UInt8(ascii: "<"): replacement = "&lt;"
        case UInt8(ascii: ">"): replacement = "&gt;"
        case UInt8(ascii: "\""): replacement = "&quot;"
        case 0..<0x20: replacement = " "
        case 0xEF where unsafe i + 2 < bytes.count && bytes[i + 1] == 0xBF && bytes[i + 2] >= 0xBE:
          // U+FFFE and U+FFFF.
          replacement = " "
          length = 3
        default:
          i += 1
          continue
        }
        flush(&self)
        add(replacement)
        i += length
        written = i
      }
      flush(&self)
    }
  }

  mutating func addBase64(_ bytes: [UInt8]) {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var i = 0
    while i < bytes.count {
      let left = min(3, bytes.count - i)
      var group = UInt32(bytes[i]) << 16
      if left > 1 { group |= UInt32(bytes[i + 1]) << 8 }
      if left > 2 { group |= UInt32(bytes[i + 2]) }
      for k in 0..<4 {
        out.append(k <= left ? digits[Int(group >> UInt32(18 - 6 * k)) & 63] : UInt8(ascii: "="))
      }
      i += 3
    }
  }
}
