import Charting
import Frames
import Geometry

/// A picture drawn in SVG: groups, paths and the basic shapes with plain colours. What it cannot draw is refused, so that
/// none comes out without a part of it.
struct VectorPicture {
  private(set) var size = Size(0, 0)
  private(set) var items: [FrameItem] = []

  /// Why a file is no such picture.
  struct Failure: Error {
    var line: Int
    var reason: String
  }

  /// What is painted unless an element says otherwise.
  fileprivate struct Style {
    var fill: Color? = .black
    var stroke: Color?
    var width = 1.0
    var transform = Transform.identity
  }

  /// - Throws: what is not well-formed, and the first thing that cannot be drawn.
  init(_ bytes: [UInt8]) throws(Failure) {
    var reader = MarkupReader(bytes)
    var styles = [Style()]
    var viewBox = Transform.identity
    /// Elements that paint nothing, with everything in them.
    var skipped = 0
    while let tag = try reader.next() {
      if tag.isEnd {
        if skipped > 0 { skipped -= 1 } else if styles.count > 1 { styles.removeLast() }
        continue
      }
      if skipped > 0 || Self.silent.contains(tag.name) || tag.name.contains(":") {
        if !tag.isEmpty { skipped += 1 }
        continue
      }
      func refuse(_ reason: String) -> Failure { Failure(line: tag.line, reason: reason) }
      var style = styles[styles.count - 1]
      do throws(Refusal) {
        try style.read(tag.attributes)
      } catch {
        throw refuse(error.reason)
      }
      switch tag.name {
      case "svg":
        guard styles.count == 1, size.width == 0 else { throw refuse("one svg lies in another") }
        (size, viewBox) = try Self.box(tag)
        style.transform = viewBox
      case "g": break
      case "path", "rect", "circle", "ellipse", "line", "polygon", "polyline":
        guard size.width > 0 else { throw refuse("it does not begin with svg") }
        guard let path = Self.path(tag) else { throw refuse("the \(tag.name) cannot be read") }
        items += style.paint(path)
      default: throw refuse("“\(tag.name)” cannot be drawn")
      }
      if !tag.isEmpty { styles.append(style) }
    }
    guard size.width > 0, size.height > 0, !items.isEmpty else {
      throw Failure(line: 1, reason: "it draws nothing")
    }
  }

  private static let silent: Set<String> = ["title", "desc", "metadata", "defs"]

  /// The size and the way from the coordinates of the drawing to it.
  private static func box(_ tag: MarkupReader.Tag) throws(Failure) -> (Size, Transform) {
    let box = (tag.attributes["viewBox"] ?? "").split { $0 == " " || $0 == "," }.compactMap { Double($0) }
    if box.count == 4, box[2] > 0, box[3] > 0 {
      return (Size(box[2], box[3]), Transform.translation(-box[0], -box[1]))
    }
    guard let width = number(tag.attributes["width"]), let height = number(tag.attributes["height"]), width > 0,
      height > 0
    else { throw Failure(line: tag.line, reason: "it says neither “viewBox” nor its width and height") }
    return (Size(width, height), .identity)
  }

  private static func path(_ tag: MarkupReader.Tag) -> Path? {
    func value(_ name: String) -> Double { number(tag.attributes[name]) ?? 0 }
    switch tag.name {
    case "path": return Path(svg: tag.attributes["d"] ?? "")
    case "rect":
      let (x, y, width, height) = (value("x"), value("y"), value("width"), value("height"))
      let rx = min(number(tag.attributes["rx"]) ?? value("ry"), width / 2)
      let ry = min(number(tag.attributes["ry"]) ?? rx, height / 2)
      guard width > 0, height > 0 else { return nil }
      if rx <= 0 || ry <= 0 { return Path(svg: "M\(x) \(y)h\(width)v\(height)h\(-width)z") }
      let corner = "a\(rx) \(ry) 0 0 1"
      return Path(
        svg: "M\(x + rx) \(y)h\(width - 2 * rx)\(corner) \(rx) \(ry)v\(height - 2 * ry)\(corner) \(-rx) \(ry)"
          + "h\(2 * rx - width)\(corner) \(-rx) \(-ry)v\(2 * ry - height)\(corner) \(rx) \(-ry)z")
    case "circle", "ellipse":
      let rx = tag.name == "circle" ? value("r") : value("rx")
      let ry = tag.name == "circle" ? value("r") : value("ry")
      guard rx > 0, ry > 0 else { return nil }
      return Path(
        svg: "M\(value("cx") - rx) \(value("cy"))a\(rx) \(ry) 0 1 1 \(2 * rx) 0a\(rx) \(ry) 0 1 1 \(-2 * rx) 0z")
    case "line": return Path(svg: "M\(value("x1")) \(value("y1"))L\(value("x2")) \(value("y2"))")
    default: return Path(svg: "M" + (tag.attributes["points"] ?? "") + (tag.name == "polygon" ? "z" : ""))
    }
  }

  /// A number of user units; a unit behind it must be px.
  fileprivate static func number(_ text: String?) -> Double? {
    guard let text else { return nil }
    return Double(text.hasSuffix("px") ? text.dropLast(2) : text[...])
  }

  fileprivate struct Refusal: Error { var reason: String }
}

extension VectorPicture.Style {
  /// Takes over what attributes say of colours, lines and the place.
  fileprivate mutating func read(_ attributes: [String: String]) throws(VectorPicture.Refusal) {
    var values = attributes
    for rule in (attributes["style"] ?? "").split(separator: ";") {
      let parts = rule.split(separator: ":", maxSplits: 1).map { $0.filter { $0 != " " } }
      if parts.count == 2 { values[parts[0]] = parts[1] }
    }
    for name in [
      "class", "clip-path", "mask", "filter", "opacity", "fill-opacity", "stroke-opacity", "stroke-dasharray",
    ] {
      if let value = values[name], !(name.hasSuffix("opacity") && value == "1"), value != "none" {
        throw VectorPicture.Refusal(reason: "“\(name)” is not known here")
      }
    }
    // Holes are where paths go around them the other way.
    if values["fill-rule"] == "evenodd" { throw VectorPicture.Refusal(reason: "“fill-rule” is not known here") }
    if let fill = values["fill"] { self.fill = try color(fill, self.fill) }
    if let stroke = values["stroke"] { self.stroke = try color(stroke, self.stroke) }
    if let width = values["stroke-width"] {
      guard let number = VectorPicture.number(width) else {
        throw VectorPicture.Refusal(reason: "a line is “\(width)” wide")
      }
      self.width = number
    }
    if let text = values["transform"] { transform = transform.applied(after: try own(text)) }
  }

  private func color(_ text: String, _ inherited: Color?) throws(VectorPicture.Refusal) -> Color? {
    if text == "none" { return nil }
    if text == "inherit" { return inherited }
    if text == "currentColor" { return .black }
    guard let color = Color(css: text) else { throw VectorPicture.Refusal(reason: "“\(text)” is no plain colour") }
    return color
  }

  /// `translate(…) scale(…) rotate(…) matrix(…)`, the last applied first.
  private func own(_ text: String) throws(VectorPicture.Refusal) -> Transform {
    var whole = Transform.identity
    for part in text.split(separator: ")") {
      let halves = part.split(separator: "(", maxSplits: 1)
      let name = (halves.first ?? "").filter { $0 != " " && $0 != "," && $0 != "\n" }
      let n = (halves.last ?? "").split { $0 == " " || $0 == "," || $0 == "\n" }.compactMap { Double($0) }
      let step: Transform
      switch (name, n.count) {
      case ("", _): continue
      case ("translate", 1...2): step = .translation(n[0], n.count > 1 ? n[1] : 0)
      case ("scale", 1...2): step = .scale(n[0], n.count > 1 ? n[1] : n[0])
      case ("matrix", 6): step = Transform(a: n[0], b: n[1], c: n[2], d: n[3], tx: n[4], ty: n[5])
      case ("rotate", 1), ("rotate", 3):
        let angle = n[0] * Double.pi / 180
        let turn = Transform(a: cosine(angle), b: sine(angle), c: -sine(angle), d: cosine(angle))
        let (x, y) = n.count == 3 ? (n[1], n[2]) : (0, 0)
        step = Transform.translation(x, y).applied(after: turn.applied(after: .translation(-x, -y)))
      default: throw VectorPicture.Refusal(reason: "“\(name)” is no transformation known here")
      }
      whole = whole.applied(after: step)
    }
    return whole
  }

  fileprivate func paint(_ path: Path) -> [FrameItem] {
    guard fill != nil || stroke != nil else { return [] }
    let shape = Shape(
      .path(path), fill: fill.map { .color($0) }, stroke: stroke.map { Stroke(.color($0), width: width) })
    return transform == .identity ? [.shape(shape)] : [.group(Group(transform: transform, items: [.shape(shape)]))]
  }
}

/// The tags of an XML file, one after the other; texts between them are passed over.
struct MarkupReader {
  struct Tag {
    var name: String
    var attributes: [String: String] = [:]
    /// Whether it is the end of an element, or an element without content.
    var isEnd = false
    var isEmpty = false
    var line: Int
  }

  private let text: [UInt8]
  private var position = 0
  private var line = 1

  init(_ bytes: [UInt8]) { text = bytes }

  /// - Throws: what is not well-formed.
  mutating func next() throws(VectorPicture.Failure) -> Tag? {
    while position < text.count {
      guard text[position] == UInt8(ascii: "<") else {
        advance()
        continue
      }
      if skip(from: "<!--", to: "-->") || skip(from: "<?", to: "?>") || skip(from: "<![CDATA[", to: "]]>")
        || skip(from: "<!", to: ">")
      {
        continue
      }
      return try tag()
    }
    return nil
  }

  private mutating func tag() throws(VectorPicture.Failure) -> Tag {
    var tag = Tag(name: "", line: line)
    advance()
    if peek() == UInt8(ascii: "/") {
      tag.isEnd = true
      advance()
    }
    tag.name = word()
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: ">"):
        advance()
        guard !tag.name.isEmpty else { break }
        return tag
      case UInt8(ascii: "/"):
        tag.isEmpty = true
        advance()
      case 0x20, 0x09, 0x0A, 0x0D: advance()
      default:
        let name = word()
        skipSpace()
        guard !name.isEmpty, peek() == UInt8(ascii: "=") else { throw malformed() }
        advance()
        skipSpace()
        guard let quote = peek(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw malformed() }
        advance()
        let start = position
        while let byte = peek(), byte != quote { advance() }
        tag.attributes[name] = String(decoding: text[start..<position], as: UTF8.self)
        advance()
      }
    }
    throw malformed()
  }

  private func malformed() -> VectorPicture.Failure {
    VectorPicture.Failure(line: line, reason: "it is not well-formed XML")
  }

  private func peek() -> UInt8? { position < text.count ? text[position] : nil }

  private mutating func advance() {
    if peek() == 0x0A { line += 1 }
    position = min(position + 1, text.count)
  }

  private mutating func skipSpace() {
    while let byte = peek(), [0x20, 0x09, 0x0A, 0x0D].contains(byte) { advance() }
  }

  private mutating func word() -> String {
    let start = position
    while let byte = peek(), !" \t\n\r/>=<\"'".utf8.contains(byte) { advance() }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func skip(from start: StaticString, to end: String) -> Bool {
    let start = Array("\(start)".utf8)
    guard text[position...].starts(with: start) else { return false }
    let end = Array(end.utf8)
    for _ in start { advance() }
    while position < text.count, !text[position...].starts(with: end) { advance() }
    for _ in end { advance() }
    return true
  }
}
