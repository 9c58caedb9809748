public import Geometry

extension Path {
  /// A path in SVG's path language (SVG 1.1, chapter 8.3); nil for text that is none.
  public init?(svg text: some StringProtocol) {
    var reader = PathReader(Array(text.utf8))
    guard reader.read(), !reader.path.elements.isEmpty else { return nil }
    self = reader.path
  }

  /// The path with every point put through a function that keeps lines straight.
  public func mapPoints(_ change: (Point) -> Point) -> Path {
    Path(
      elements.map { element in
        switch element {
        case .move(let p): .move(change(p))
        case .line(let p): .line(change(p))
        case .curve(let a, let b, let c): .curve(change(a), change(b), change(c))
        case .close: .close
        }
      })
  }
}

/// Reads commands and their numbers; a command goes on as long as numbers follow.
private struct PathReader {
  let bytes: [UInt8]
  var path = Path()
  private var position = 0
  private var current = Point.zero
  private var start = Point.zero
  /// The last control point of a curve, which smooth ones mirror.
  private var cubic: Point?
  private var quadratic: Point?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() -> Bool {
    var command: UInt8?
    while true {
      skipSpace()
      guard position < bytes.count else { return true }
      let byte = bytes[position]
      let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
      if isLetter {
        position += 1
        command = byte
        if byte | 0x20 == UInt8(ascii: "z") {
          path.elements.append(.close)
          current = start
          (cubic, quadratic, command) = (nil, nil, nil)
          continue
        }
      }
      guard let letter = command, step(letter) else { return false }
      // Points after the first of a move are lines.
      if letter == UInt8(ascii: "m") { command = UInt8(ascii: "l") }
      if letter == UInt8(ascii: "M") { command = UInt8(ascii: "L") }
    }
  }

  private mutating func step(_ letter: UInt8) -> Bool {
    let origin = letter & 0x20 != 0 ? current : .zero
    let known = (cubic, quadratic)
    (cubic, quadratic) = (nil, nil)
    switch letter | 0x20 {
    case UInt8(ascii: "m"):
      guard let p = point(origin) else { return false }
      path.elements.append(.move(p))
      (current, start) = (p, p)
    case UInt8(ascii: "l"):
      guard let p = point(origin) else { return false }
      line(to: p)
    case UInt8(ascii: "h"):
      guard let x = number() else { return false }
      line(to: Point(origin.x + x, current.y))
    case UInt8(ascii: "v"):
      guard let y = number() else { return false }
      line(to: Point(current.x, origin.y + y))
    case UInt8(ascii: "c"):
      guard let a = point(origin), let b = point(origin), let p = point(origin) else { return false }
      curve(a, b, to: p)
    case UInt8(ascii: "s"):
      guard let b = point(origin), let p = point(origin) else { return false }
      curve(mirrored(known.0), b, to: p)
    case UInt8(ascii: "q"):
      guard let a = point(origin), let p = point(origin) else { return false }
      quadraticCurve(a, to: p)
    case UInt8(ascii: "t"):
      guard let p = point(origin) else { return false }
      quadraticCurve(mirrored(known.1), to: p)
    case UInt8(ascii: "a"):
      guard let rx = number(), let ry = number(), let turn = number(), let large = flag(), let sweep = flag(),
        let p = point(origin)
      else { return false }
      arc(rx: rx, ry: ry, turn: turn * Double.pi / 180, large: large, sweep: sweep, to: p)
    default: return false
    }
    return true
  }

  private func mirrored(_ control: Point?) -> Point {
    control.map { Point(2 * current.x - $0.x, 2 * current.y - $0.y) } ?? current
  }

  private mutating func line(to p: Point) {
    path.elements.append(.line(p))
    current = p
  }

  private mutating func curve(_ a: Point, _ b: Point, to p: Point) {
    path.elements.append(.curve(a, b, p))
    (current, cubic) = (p, b)
  }

  private mutating func quadraticCurve(_ a: Point, to p: Point) {
    func between(_ from: Point) -> Point { Point(from.x + 2 / 3 * (a.x - from.x), from.y + 2 / 3 * (a.y - from.y)) }
    path.elements.append(.curve(between(current), between(p), p))
    (current, quadratic) = (p, a)
  }

  /// An elliptical arc (SVG 1.1, appendix F.6) as cubic curves of at most a quarter turn.
  private mutating func arc(rx: Double, ry: Double, turn: Double, large: Bool, sweep: Bool, to p: Point) {
    var (rx, ry) = (rx.magnitude, ry.magnitude)
    guard rx > 0, ry > 0, p != current else { return line(to: p) }
    let (c, s) = (cosine(turn), sine(turn))
    // In the frame of the ellipse, from the middle of the chord.
    let dx = (current.x - p.x) / 2
    let dy = (current.y - p.y) / 2
    let (x, y) = (c * dx + s * dy, c * dy - s * dx)
    let grown = (x * x) / (rx * rx) + (y * y) / (ry * ry)
    if grown > 1 {
      rx *= grown.squareRoot()
      ry *= grown.squareRoot()
    }
    let rest = max(0, (rx * rx * ry * ry - rx * rx * y * y - ry * ry * x * x) / (rx * rx * y * y + ry * ry * x * x))
    let factor = rest.squareRoot() * (large == sweep ? -1 : 1)
    let (cx, cy) = (factor * rx * y / ry, -factor * ry * x / rx)
    let center = Point(c * cx - s * cy + (current.x + p.x) / 2, s * cx + c * cy + (current.y + p.y) / 2)
    let from = arcTangent((y - cy) / ry, (x - cx) / rx)
    var span = arcTangent((-y - cy) / ry, (-x - cx) / rx) - from
    if sweep, span < 0 { span += 2 * Double.pi }
    if !sweep, span > 0 { span -= 2 * Double.pi }
    let steps = max(1, Int((span.magnitude / (Double.pi / 2) - 1e-9).rounded(.up)))
    let part = span / Double(steps)
    let k = 4 / 3 * sine(part / 4) / cosine(part / 4)
    func at(_ x: Double, _ y: Double) -> Point {
      Point(center.x + c * rx * x - s * ry * y, center.y + s * rx * x + c * ry * y)
    }
    for i in 0..<steps {
      let (a, b) = (from + Double(i) * part, from + Double(i + 1) * part)
      let end = i + 1 == steps ? p : at(cosine(b), sine(b))
      path.elements.append(
        .curve(
          at(cosine(a) - k * sine(a), sine(a) + k * cosine(a)), at(cosine(b) + k * sine(b), sine(b) - k * cosine(b)),
          end
        ))
    }
    current = p
  }

  // MARK: Characters

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ",")].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func point(_ origin: Point) -> Point? {
    guard let x = number(), let y = number() else { return nil }
    return Point(origin.x + x, origin.y + y)
  }

  /// A flag of an arc, a single digit.
  private mutating func flag() -> Bool? {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "0") || bytes[position] == UInt8(ascii: "1") else {
      return nil
    }
    position += 1
    return bytes[position - 1] == UInt8(ascii: "1")
  }

  private mutating func number() -> Double? {
    skipSpace()
    let first = position
    func isDigit() -> Bool {
      position < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
    }
    func isSign() -> Bool {
      position < bytes.count && (bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+"))
    }
    if isSign() { position += 1 }
    while isDigit() { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      while isDigit() { position += 1 }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if isSign() { position += 1 }
      while isDigit() { position += 1 }
    }
    return Double(String(decoding: bytes[first..<position], as: UTF8.self))
  }
}
