import Frames
import Geometry

extension Galley {
  /// Sets one block.
  mutating func set(_ block: Block, in column: Column) {
    switch block {
    case .title(let title): set(title, in: column)
    case .heading(let heading): set(heading, in: column)
    case .paragraph(let text, let style): set(text, style, in: column)
    case .list(let list): set(list, in: column)
    case .table(let table): set(table, in: column)
    case .figure(let figure): set([figure], in: column)
    case .figures(let figures): set(figures, in: column)
    case .keyFigures(let figures): set(figures, in: column)
    case .summary(let summary): set(summary, in: column)
    case .contents(let title, let depth): setContents(title: title, depth: depth, in: column)
    case .listing(let listing, let title): set(listing, title: title, in: column)
    case .sources(let entries): inColumns(column) { $0.set(entries, in: $1) }
    case .columns(let blocks):
      inColumns(column) { galley, column in
        for block in blocks { galley.set(block, in: column) }
      }
    case .pageBreak: pageBreakPending = !strips.isEmpty
    case .rule:
      add(
        // It parts what stands under it from what is above, and is not left at the end of a page.
        [
          Strip(
            height: 0, items: [rule(y: 0, from: column.x, width: column.full, theme.lightRule, 0.5)], keep: .next)
        ],
        role: "rule", above: 2 * step, below: 2 * step)
    case .spacer(let height): spaceBelow = max(0, spaceBelow + height)
    }
  }

  private mutating func set(_ text: RichText, _ style: Paragraph.Style, in column: Column) {
    switch style {
    case .body:
      var lines = strips(
        text, theme.body, x: textX(of: text, in: column), width: column.text, as: structure.add(.paragraph))
      if let last = lines.indices.last {
        // What announces something stays with it, and a short paragraph with the figure it leads to.
        let announces = text.plain.last.map { ":：".contains($0) } ?? false
        lines[last].keep = announces ? .next : lines.count <= 3 ? .nextFigure : .no
      }
      add(lines, role: "paragraph", above: 0, below: step)
    case .lead:
      add(
        strips(
          text, theme.lead, x: textX(of: text, in: column), width: column.text, as: structure.add(.paragraph)),
        role: "paragraph-lead", above: step, below: 2 * step)
    case .small:
      add(
        strips(
          text, theme.small, x: textX(of: text, in: column), width: column.text, as: structure.add(.paragraph)),
        role: "paragraph-small", above: 0, below: step)
    case .quote:
      let inner = column.indented(by: 2 * step)
      let quoted = structure.add(.paragraph, in: structure.add(.quote))
      add(
        strips(text, theme.quote, x: textX(of: text, in: inner), width: inner.text - 2 * step, as: quoted),
        role: "quote",
        above: 2 * step, below: 2 * step)
    }
  }

  private mutating func set(_ heading: Heading, in column: Column) {
    let level = min(max(heading.level, 1), theme.headings.count)
    let setting = theme.headings[level - 1]
    let name = Self.anchorName(heading, number: headingNumber)
    headingNumber += 1
    guard !heading.text.isEmpty else { return }
    let isForeign = breaker.direction(of: heading.text) != breaker.scripts.direction
    var lines = strips(
      heading.text, setting, x: column.x, width: isForeign ? column.text : column.full,
      as: structure.addHeading(level: level),
      underlines: false, together: true)
    guard !lines.isEmpty else { return }
    let mark = anchor(name, x: column.x)
    lines[0].items.insert(contentsOf: mark, at: 0)
    if level == 1 { lines[0].runningHeading = heading.text.plain }
    if level <= 3, !mark.isEmpty {
      outline.append(PagedDocument.OutlineEntry(title: heading.text.plain, level: level, anchor: name))
    }
    if heading.pageBreakBefore, !strips.isEmpty { pageStartPreferred = true }
    let (above, below): (Double, Double) =
      switch level {
      case 1: (5, 2)
      case 2: (4, 1)
      case 3: (3, 0)
      default: (2, 0)
      }
    // Headings that follow each other belong together.
    let follows = strips.last.map { $0.role.hasPrefix("heading") } ?? false
    add(
      lines.keptWithNext(), role: "heading-\(level)", above: (follows ? min(above, 2) : above) * step,
      below: below * step)
  }

  private mutating func set(_ list: List, in column: Column) {
    let start = strips.count
    let direction = direction(of: list.items.first ?? [])
    let isRightToLeft = direction == .rightToLeft
    let markers = list.items.indices.map { i in
      let text = RichText.Span(list.ordered ? "\(list.start &+ i)." : "•")
      return breaker.line(RichText(spans: [text], direction: direction), theme.body)
    }
    let inset = max(2 * step, (markers.map(\.width).max() ?? 0) + 5)
    let inner = column.indented(by: inset, isRightToLeft: isRightToLeft)
    let right = textX(isRightToLeft, in: column) + column.text
    let baseline = ruler.baseline(of: theme.body)
    if !list.items.isEmpty { structure.begin(.list(ordered: list.ordered)) }
    for (i, item) in list.items.enumerated() {
      let first = strips.count
      structure.begin(.listItem)
      let label = structure.add(.label)
      structure.begin(.listBody)
      for (k, block) in item.enumerated() {
        if k > 0 { spaceBelow = min(spaceBelow, step / 2) }
        set(block, in: inner)
      }
      structure.end()
      structure.end()
      let width = markers[i].width
      let x =
        isRightToLeft
        ? (list.ordered ? right - inset + 5 : right - 2 - width)
        : max(column.x, list.ordered ? inner.x - 5 - width : column.x + 2)
      let marker = structure.tag(markers[i], as: label).items(
        at: Point(x, baseline), theme: theme, ruler: ruler)
      if first < strips.count {
        strips[first].items.insert(contentsOf: marker, at: 0)
        if i > 0 { strips[first].space = min(strips[first].space, step / 2) }
      } else {
        add([Strip(height: theme.body.leading, items: marker)], role: "list", above: step / 2, below: step / 2)
      }
      for k in first..<strips.count where strips[k].role == "paragraph" {
        strips[k].role = "list"
        if strips[k].keep == .nextFigure { strips[k].keep = .no }
      }
      if i == 0, list.items.count > 1, strips.count == first + 1 { strips[first].keep = .next }
    }
    if !list.items.isEmpty { structure.end() }
    settle(from: start)
    spaceBelow = max(spaceBelow, step)
  }

  /// Where text stands in its column: on its right side where it runs from right to left as the document does.
  func textX(of text: RichText, in column: Column) -> Double {
    textX(breaker.direction(of: text) == .rightToLeft, in: column)
  }

  func textX(_ isRightToLeft: Bool, in column: Column) -> Double {
    isRightToLeft && breaker.scripts.direction == .rightToLeft ? column.x + column.full - column.text : column.x
  }

  /// Which way the first text among blocks runs.
  private func direction(of blocks: [Block]) -> TextDirection {
    for case .paragraph(let text, _) in blocks { return breaker.direction(of: text) }
    return breaker.scripts.direction
  }

  /// The name of a heading, made from its place among the headings where it has none.
  static func anchorName(_ heading: Heading, number: Int) -> String {
    heading.anchor.isEmpty ? "section-\(number + 1)" : heading.anchor
  }

  /// Adds the headings in `blocks` to those found, each with its name.
  static func collectHeadings(in blocks: [Block], into found: inout [Heading]) {
    for block in blocks {
      switch block {
      case .heading(var heading):
        heading.anchor = anchorName(heading, number: found.count)
        found.append(heading)
      case .list(let list):
        for item in list.items { collectHeadings(in: item, into: &found) }
      case .columns(let blocks): collectHeadings(in: blocks, into: &found)
      default: break
      }
    }
  }
}
