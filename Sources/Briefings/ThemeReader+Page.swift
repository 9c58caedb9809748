import Frames
import Geometry
import Layout
import Notation

extension ThemeReader {
  /// `page: { size: Letter, orientation: landscape, margins: 20mm, gutter: 10pt, text: 10 }`
  mutating func readPage(_ node: Node) {
    nodes.rejectUnknown(in: node, known: Self.pageKeys, what: "the page")
    if let size = node["size"] { readSize(size, in: node) }
    if let orientation = nodes.choice("orientation", in: node, of: Orientation.allCases) {
      page.landscape = orientation == .landscape
    }
    if let gutter = length(node["gutter"], "gutter", in: 0...60) { page.gutter = gutter }
    if let columns = nodes.count("text", in: node, most: 12) {
      if columns < 3, let place = node["text"] {
        nodes.wrongKind(place, "text", wanted: "how many of twelve columns running text takes, from 3")
      } else {
        page.textColumns = columns
      }
    }
    guard let margins = node["margins"] else { return }
    givesMargins = true
    if margins.mapping != nil {
      nodes.rejectUnknown(in: margins, known: Self.marginKeys, what: "margins")
      if let top = length(margins["top"], "top", in: 0...400) { page.margins.top = top }
      if let right = length(margins["right"], "right", in: 0...400) { page.margins.right = right }
      if let bottom = length(margins["bottom"], "bottom", in: 0...400) { page.margins.bottom = bottom }
      if let left = length(margins["left"], "left", in: 0...400) { page.margins.left = left }
      if let inside = length(margins["inside"], "inside", in: 0...400) { page.margins.left = inside }
      if let outside = length(margins["outside"], "outside", in: 0...400) { page.margins.right = outside }
      let isBound = margins["inside"] != nil || margins["outside"] != nil
      let isSided = margins["left"] != nil || margins["right"] != nil
      if isBound, isSided { nodes.problems.append(Message.marginsOfBothKinds(margins)) }
      if isBound || isSided { page.isDuplex = isBound }
    } else if let all = length(margins, "margins", in: 0...400) {
      page.margins = Insets(top: all, right: all, bottom: all, left: all)
    }
    let box = page.contentBox
    if box.width < 170 || box.height < 170 {
      nodes.problems.append(Message.marginsTooWide(margins, width: box.width, height: box.height))
    }
  }

  private mutating func readSize(_ node: Node, in parent: Node) {
    if node.mapping != nil {
      nodes.rejectUnknown(in: node, known: Self.sizeKeys, what: "a size of paper")
      if let width = length(node["width"], "width", in: 200...2000),
        let height = length(node["height"], "height", in: 200...2000)
      {
        page.paper = .custom(Size(width, height))
      } else if node["width"] == nil || node["height"] == nil {
        nodes.wrongKind(node, "size", wanted: "a name, or a mapping with “width” and “height”")
      }
      return
    }
    switch nodes.choice("size", in: parent, of: PaperName.allCases) {
    case .a4?: page.paper = .a4
    case .a5?: page.paper = .a5
    case .letter?: page.paper = .letter
    case nil: break
    }
  }

  enum Orientation: String, CaseIterable { case portrait, landscape }

  enum PaperName: String, CaseIterable {
    case a4 = "A4"
    case a5 = "A5"
    case letter = "Letter"
  }

  /// `header: { left: "{title}", center: …, right: "{heading}", rule: true }`, or `header: false`.
  mutating func readLine(_ node: Node, _ key: String, _ path: WritableKeyPath<PageTheme, PageTheme.RunningLine>) {
    if case .bool(let wanted) = node.value {
      if !wanted { page[keyPath: path] = PageTheme.RunningLine() }
      return
    }
    guard node.mapping != nil else {
      nodes.wrongKind(node, key, wanted: "a mapping with “left”, “center” and “right”, or false")
      return
    }
    nodes.rejectUnknown(in: node, known: Self.lineKeys, what: "the \(key)")
    let old = page[keyPath: path]
    page[keyPath: path] = PageTheme.RunningLine(
      left: runningText("left", in: node) ?? old.left, center: runningText("center", in: node) ?? old.center,
      right: runningText("right", in: node) ?? old.right, hasRule: nodes.flag("rule", in: node) ?? old.hasRule)
  }

  /// A text whose words in braces are known.
  private mutating func runningText(_ key: String, in node: Node) -> String? {
    guard let text = nodes.text(key, in: node), let place = node[key] else { return nil }
    let known = ["title", "issuer", "heading", "date", "kicker", "page", "n", "m"]
    for part in text.split(separator: "{").dropFirst(text.hasPrefix("{") ? 0 : 1) {
      guard let end = part.firstIndex(of: "}") else { continue }
      let name = String(part[..<end])
      if !known.contains(name) { nodes.problems.append(Message.unknownRunningWord(name, place, known: known)) }
    }
    return text
  }

  /// A length in points: `12pt`, `20mm`, `2cm`, `0.8in`, or a bare number of points.
  mutating func length(_ node: Node?, _ key: String, in range: ClosedRange<Double>) -> Double? {
    guard let node else { return nil }
    var value = node.number
    if value == nil, let text = node.scalarText {
      for (unit, points) in [("pt", 1), ("mm", 72 / 25.4), ("cm", 72 / 2.54), ("in", 72)] where text.hasSuffix(unit) {
        value = Double(text.dropLast(2).filter { $0 != " " }).map { $0 * points }
      }
    }
    if let value, range.contains(value) { return value }
    nodes.problems.append(Message.noLength(key, node, range: range))
    return nil
  }
}
