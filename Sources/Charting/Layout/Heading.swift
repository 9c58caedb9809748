import Frames
import Geometry
import Notation

/// The title and subtitle of a chart or a view.
struct Heading {
  let scene: SceneContext
  let node: Node
  var lines: [String]
  var subtitle: [String]

  init(_ node: Node, scene: SceneContext) {
    self.scene = scene
    self.node = node
    func texts(_ node: Node?) -> [String] {
      (node?.sequence ?? node.map { [$0] } ?? []).compactMap(\.scalarText).flatMap {
        $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
    }
    lines = texts(node.mapping == nil ? node : node["text"])
    subtitle = node.mapping == nil ? [] : texts(node["subtitle"])
  }

  private func value(_ key: String) -> Node? {
    (node.mapping != nil ? node[key] : nil) ?? scene.config.value("title", key)
  }

  /// The side of what it names where it stands.
  var side: Axis.Orient { value("orient")?.string.flatMap(Axis.Orient.init) ?? .top }

  /// Items from the top edge down.
  func items(left: Double, width: Double, isInner: Bool = false) -> (items: [FrameItem], height: Double) {
    let family = scene.config.value("font")?.string ?? "sans-serif"
    let style = TextStyle(
      family: family, size: value("fontSize")?.number ?? 13, weight: value("fontWeight").map { fontWeight($0) } ?? 700)
    let small = TextStyle(
      family: family, size: value("subtitleFontSize")?.number ?? 11,
      weight: value("subtitleFontWeight").map { fontWeight($0) } ?? 400)
    let anchor: TextRun.Anchor =
      switch value("anchor")?.string {
      case "start": .start
      case "end": .end
      default: .middle
      }
    let x =
      (anchor == .start ? left : anchor == .end ? left + width : left + width / 2) + (value("dx")?.number ?? 0)
    var y = value("dy")?.number ?? 0
    var items: [FrameItem] = []
    func add(_ texts: [String], _ style: TextStyle, _ color: Color, _ role: String) {
      let box = scene.textBox(style)
      var runs: [FrameItem] = []
      let limit = value("limit")?.number ?? 0
      let shown =
        limit > 0
        ? texts.map { scene.elided($0, to: limit, style) }
        : scene.habits.fitsFrame ? texts.flatMap { wrapped($0, style, width) } : texts
      for text in shown {
        if !scene.habits.fitsFrame, !runs.isEmpty { y += 2 }
        y += box.ascent
        runs.append(
          .text(
            TextRun(
              text, style: style, at: Point(x, y), anchor: anchor,
              width: scene.context.measurer.advance(of: text, style: style), color: color)))
        y += box.descent + (scene.habits.fitsFrame ? 1 : 0)
      }
      guard !runs.isEmpty else { return }
      if runs.count > 1 { runs = [.group(Group(role: Group.lines, items: runs))] }
      items.append(.group(Group(role: "mark-text \(role)", items: runs)))
    }
    func color(_ key: String, _ standard: Color) -> Color { value(key)?.string.flatMap { Color(css: $0) } ?? standard }
    add(lines, style, color("color", .black), "role-title-text")
    if !subtitle.isEmpty {
      y += max(0, (value("subtitlePadding")?.number ?? 3) - (scene.habits.fitsFrame ? 1 : 0))
      add(subtitle, small, color("subtitleColor", .black), "role-title-subtitle")
    }
    if !items.isEmpty { y += scene.habits.fitsFrame ? 6 : 9 }
    return (items, y)
  }

  func wrapped(_ text: String, _ style: TextStyle, _ width: Double) -> [String] {
    wrapText(text, style: style, width: width, measurer: scene.context.measurer)
  }
}

/// The text in lines no wider than a width; a word that is wider alone is elided.
func wrapText(_ text: String, style: TextStyle, width: Double, measurer: any TextMeasuring) -> [String] {
  let words = text.split(separator: " ").map(String.init)
  let whole = words.joined(separator: " ")
  if words.count > 1, measurer.advance(of: whole, style: style) <= width { return [whole] }
  var lines: [String] = []
  var line = ""
  for word in words {
    let longer = line.isEmpty ? word : line + " " + word
    if measurer.advance(of: longer, style: style) <= width {
      line = longer
      continue
    }
    if !line.isEmpty { lines.append(line) }
    line = word
    while line.count > 1, measurer.advance(of: line, style: style) > width {
      line = String(line.dropLast(line.hasSuffix("…") ? 2 : 1)) + "…"
    }
  }
  if !line.isEmpty { lines.append(line) }
  return lines
}

extension SceneContext {
  /// How far a line of text reaches above and below its baseline; for the reference engine it is as high as its size.
  func textBox(_ style: TextStyle) -> (ascent: Double, descent: Double) {
    guard habits.fitsFrame else { return (0.79 * style.size, 0.21 * style.size) }
    let metrics = context.measurer.metrics(of: style)
    return (metrics.ascent, metrics.descent)
  }

  /// A text that ends in an ellipsis where it is wider than a limit; whole where the limit is 0.
  func elided(_ text: String, to limit: Double, _ style: TextStyle) -> String {
    guard limit > 0, context.measurer.advance(of: text, style: style) > limit else { return text }
    guard habits.fitsFrame else { return cut(text, to: limit, style) }
    // At least one character, and no space before the ellipsis.
    var characters = Array(text)
    while characters.count > 1, context.measurer.advance(of: String(characters) + "…", style: style) > limit {
      characters.removeLast()
    }
    return String(characters).trimmedEnd + "…"
  }

  /// A text cut the way the reference engine does it: as many characters as fit beside the ellipsis, even none.
  func cut(
    _ text: String, to limit: Double, _ style: TextStyle, ellipsis: String = "…", atStart: Bool = false
  ) -> String {
    func width(_ text: String) -> Double { context.measurer.advance(of: text, style: style) }
    guard width(text) >= limit else { return text }
    let room = limit - width(ellipsis)
    let characters = Array(text)
    func part(_ count: Int) -> String { String(atStart ? characters.suffix(count) : characters.prefix(count)) }
    var (low, high) = (0, characters.count)
    while low < high {
      let middle = (low + high + 1) / 2
      if width(part(middle)) < room { low = middle } else { high = middle - 1 }
    }
    return atStart ? ellipsis + part(low) : part(low) + ellipsis
  }
}
