import Geometry

extension Frame {
  /// A readable text of everything in the frame, for goldens: one item a line, groups indented.
  public func dump() -> String {
    var out = "frame \(numberText(size.width))×\(numberText(size.height))\n"
    for item in items { item.dump(indent: 1, to: &out) }
    return out
  }
}

extension FrameItem {
  fileprivate func dump(indent: Int, to out: inout String) {
    out += String(repeating: "  ", count: indent)
    switch self {
    case .group(let g):
      out += "group"
      if !g.role.isEmpty { out += " .\(g.role.split(separator: " ").joined(separator: "."))" }
      if g.transform != .identity { out += " \(g.transform.dumped)" }
      if let clip = g.clip { out += " clip \(clip.dumped)" }
      if g.opacity != 1 { out += " opacity \(numberText(g.opacity))" }
      if let link = g.link { out += " → \(link.dumped)" }
      if let label = g.label { out += " “\(label)”" }
      out += "\n"
      for item in g.items { item.dump(indent: indent + 1, to: &out) }
      return
    case .text(let t):
      out +=
        "text “\(t.text.drawingSoftHyphen)” at \(t.position.dumped) \(t.anchor.rawValue) width \(numberText(t.width, decimals: 2))"
      out += " \(t.style.family) \(numberText(t.style.size))/\(t.style.weight)\(t.style.italic ? " italic" : "")"
      if t.wordSpacing != 0 { out += " word-spacing \(numberText(t.wordSpacing, decimals: 2))" }
      if t.letterSpacing != 0 { out += " letter-spacing \(numberText(t.letterSpacing, decimals: 2))" }
      if t.color != .black { out += " \(t.color.dumped)" }
      if t.angle != 0 { out += " turned \(numberText(t.angle))" }
    case .shape(let s):
      out += "shape \(s.outline.dumped)"
      if let fill = s.fill { out += " fill \(fill.dumped)" }
      if let stroke = s.stroke {
        out += " stroke \(stroke.paint.dumped) \(numberText(stroke.width))"
        if !stroke.dash.isEmpty { out += " dash \(stroke.dash.map { numberText($0) }.joined(separator: ","))" }
      }
      if let label = s.label { out += " “\(label)”" }
    case .image(let i): out += "image \(i.rect.dumped) \(i.bytes.count) bytes “\(i.label)”"
    case .link(let rect, let link): out += "link \(rect.dumped) → \(link.dumped)"
    case .anchor(let name, let p): out += "anchor #\(name) at \(p.dumped)"
    }
    out += "\n"
  }
}

extension Point {
  fileprivate var dumped: String { "(\(numberText(x, decimals: 2)) \(numberText(y, decimals: 2)))" }
}

extension Rect {
  fileprivate var dumped: String {
    "[\([x, y, width, height].map { numberText($0, decimals: 2) }.joined(separator: " "))]"
  }
}

extension Transform {
  fileprivate var dumped: String {
    isTranslation
      ? "+(\(numberText(tx, decimals: 2)) \(numberText(ty, decimals: 2)))"
      : "×(\([a, b, c, d, tx, ty].map { numberText($0) }.joined(separator: " ")))"
  }
}

extension Link {
  fileprivate var dumped: String {
    switch destination {
    case .anchor(let name): "#\(name)"
    case .address(let address): address
    }
  }
}

extension Color {
  fileprivate var dumped: String { hexText + (alpha == 1 ? "" : "@\(numberText(alpha))") }
}

extension Paint {
  fileprivate var dumped: String {
    switch self {
    case .color(let c): c.dumped
    case .linearGradient(_, _, let stops):
      "gradient(\(stops.map { "\(numberText($0.offset)) \($0.color.dumped)" }.joined(separator: ", ")))"
    }
  }
}

extension Outline {
  fileprivate var dumped: String {
    switch self {
    case .rect(let r, let radius): "rect \(r.dumped)\(radius == 0 ? "" : " r\(numberText(radius))")"
    case .ellipse(let c, let r): "ellipse \(c.dumped) \(numberText(r.width))×\(numberText(r.height))"
    case .line(let a, let b): "line \(a.dumped)–\(b.dumped)"
    case .path(let p):
      "path "
        + p.elements.map { element in
          switch element {
          case .move(let p): "M\(p.dumped)"
          case .line(let p): "L\(p.dumped)"
          case .curve(let a, let b, let c): "C\(a.dumped)\(b.dumped)\(c.dumped)"
          case .close: "Z"
          }
        }.joined()
    }
  }
}
