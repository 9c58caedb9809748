import Diagnostics
import Frames
import Geometry

/// Blocks set one under the other in a single column without end, before it is made up into pages.
struct Galley {
  private(set) var theme: PageTheme
  let breaker: LineBreaker
  let structure = StructureTree()
  let footnotes = Footnotes()
  var strips: [Strip] = []
  var outline: [PagedDocument.OutlineEntry] = []
  /// Every heading for the contents, in order.
  let headings: [Heading]
  /// The numbered figures and tables, in order.
  private(set) var listed: [Listing: [ContentsEntry]] = [:]
  /// Names that texts and drawings outside the sources link to.
  let mentioned: Set<String>
  var diagnostics: [Diagnostic] = []
  /// The files of the figures.
  var attachments: [PagedDocument.Attachment] = []
  /// Names given so far.
  var anchors: Set<String> = []
  /// Space asked for below the last block.
  var spaceBelow = 0.0
  /// What the last block left over of the half-baseline rhythm.
  var remainder = 0.0
  var blockNumber = 0
  var headingNumber = 0
  var pageBreakPending = false
  var pageStartPreferred = false

  var ruler: Ruler { breaker.ruler }
  var pageHeight: Double { theme.contentBox.height }
  /// Half a body line: what all spaces between blocks are multiples of.
  var step: Double { theme.baseline / 2 }

  /// Draws a figure at another height, where that can be done.
  let redraw: (Figure, Double) -> Frame?

  init(
    _ document: Document, theme: PageTheme, ruler: Ruler,
    hyphenators: @escaping (String) -> (any Hyphenating)? = { _ in nil },
    redraw: @escaping (Figure, Double) -> Frame? = { _, _ in nil }
  ) {
    self.theme = theme
    self.redraw = redraw
    breaker = LineBreaker(
      theme: theme, ruler: ruler, language: document.metadata.language, hyphenators: hyphenators)
    var found: [Heading] = []
    Self.collectHeadings(in: document.blocks, into: &found)
    headings = found
    mentioned = document.linkedAnchors
    for block in document.blocks.flattened { list(block) }
    for block in document.blocks { set(block, in: Column(x: 0, text: theme.textWidth, full: theme.contentWidth)) }
  }

  /// Notes what a list of figures or tables names.
  private mutating func list(_ block: Block) {
    func note(_ listing: Listing, _ label: String, _ title: RichText?, _ anchor: String) {
      guard !label.isEmpty, !anchor.isEmpty else { return }
      let text = RichText(label) + (title.map { RichText("\u{2002}") + $0 } ?? "")
      listed[listing, default: []].append(ContentsEntry(text: text, anchor: anchor, level: 1))
    }
    switch block {
    case .figure(let figure): note(.figures, figure.label, figure.title, figure.anchor)
    case .figures(let figures): for figure in figures { note(.figures, figure.label, figure.title, figure.anchor) }
    case .table(let table): note(.tables, table.label, table.title, table.anchor)
    default: break
    }
  }

  /// Where blocks are set: running text in the narrower measure, tables and figures in the full one.
  struct Column {
    var x: Double
    var text: Double
    var full: Double

    /// The column with room on the left.
    ///
    /// - Parameter isRightToLeft: whether the room is on the right instead.
    func indented(by inset: Double, isRightToLeft: Bool = false) -> Column {
      let inset = min(inset, text / 2, full / 2)
      return Column(x: isRightToLeft ? x : x + inset, text: text - inset, full: full - inset)
    }
  }

  /// Sets what stands on pages of its own, turned by a quarter, with the headings just before it.
  mutating func onTurnedPages(_ set: (inout Galley, Column) -> Void) {
    var first = strips.count
    while first > 0, strips[first - 1].keep == .next { first -= 1 }
    let upright = theme
    theme = theme.turned
    set(&self, Column(x: 0, text: theme.textWidth, full: theme.contentWidth))
    theme = upright
    for i in first..<strips.count { strips[i].isTurned = true }
  }

  /// Adds the strips of one block, with `above` and `below` as spaces around them; the greater of two spaces that meet
  /// counts.
  mutating func add(_ new: [Strip], role: String, above: Double, below: Double) {
    guard !new.isEmpty else { return }
    var new = new
    new[0].space += strips.isEmpty ? 0 : max(spaceBelow, above) + remainder
    if pageBreakPending {
      new[0].startsPage = true
      pageBreakPending = false
    }
    if pageStartPreferred {
      new[0].prefersPage = true
      pageStartPreferred = false
    }
    blockNumber += 1
    new[0].above = above
    for i in new.indices {
      new[i].block = blockNumber
      new[i].below = below
      if new[i].role.isEmpty { new[i].role = role }
    }
    strips += new
    spaceBelow = below
    settle(from: strips.count - new.count)
  }

  /// Notes how much is missing from the strips since `start` to a multiple of half a body line.
  mutating func settle(from start: Int) {
    guard start < strips.count, step > 0 else { return }
    let height = strips[start...].reduce(-strips[start].space) { $0 + $1.space + $1.height }
    let over = height.truncatingRemainder(dividingBy: step)
    remainder = over > 0.01 && step - over > 0.01 ? step - over : 0
  }

  /// Lines of text as strips that leave no line of a paragraph alone.
  func strips(
    _ lines: [Line], _ setting: PageTheme.TextSetting, x: Double, underlines: Bool = true, together: Bool = false
  ) -> [Strip] {
    let baseline = ruler.baseline(of: setting)
    return lines.enumerated().map { i, line in
      let last = i == lines.count - 1
      let tied = together || i == 0 || i == lines.count - 2
      return Strip(
        height: setting.leading,
        items: line.items(at: Point(x, baseline), theme: theme, ruler: ruler, underlines: underlines),
        keep: !last && tied ? .next : .no, cutCost: i == 0 ? 0 : 0.5, notes: line.notes)
    }
  }

  /// Text of an element as strips.
  func strips(
    _ text: RichText, _ setting: PageTheme.TextSetting, x: Double, width: Double, as element: Int,
    underlines: Bool = true, together: Bool = false
  ) -> [Strip] {
    strips(
      lines(text, setting, width: width, as: element), setting, x: x, underlines: underlines, together: together)
  }

  /// Text as lines of a new element; no element for no text.
  func lines(
    _ text: RichText, _ setting: PageTheme.TextSetting, width: Double, of kind: StructureElement.Kind,
    in parent: Int? = nil
  ) -> [Line] {
    text.isEmpty ? [] : lines(text, setting, width: width, as: structure.add(kind, in: parent))
  }

  /// Texts side by side as strips, the first lines of all in the first strip.
  func slices(
    _ columns: [(lines: [Line], x: Double)], _ setting: PageTheme.TextSetting, underlines: Bool = true
  ) -> [Strip] {
    let baseline = ruler.baseline(of: setting)
    return (0..<(columns.map(\.lines.count).max() ?? 0)).map { i in
      Strip(
        height: setting.leading,
        items: columns.flatMap { column in
          i < column.lines.count
            ? column.lines[i].items(
              at: Point(column.x, baseline), theme: theme, ruler: ruler, underlines: underlines) : []
        }, notes: columns.flatMap { i < $0.lines.count ? $0.lines[i].notes : [] })
    }
  }

  /// An anchor at the top left of a strip, unless the name is empty or taken.
  mutating func anchor(_ name: String, x: Double = 0) -> [FrameItem] {
    guard !name.isEmpty else { return [] }
    guard anchors.insert(name).inserted else {
      diagnostics.append(.repeatedAnchor(name))
      return []
    }
    return [.anchor(name, Point(x, 0))]
  }

  /// A horizontal line.
  func rule(y: Double, from x: Double, width: Double, _ color: Color, _ thickness: Double) -> FrameItem {
    .shape(
      Shape(.line(Point(x, y), Point(x + width, y)), stroke: Stroke(.color(color), width: thickness)))
  }
}

extension [Strip] {
  /// Strips of things side by side as one strip, what starts in one column before what starts in the next, as it is to
  /// be read; unchanged where a page cannot hold it.
  func inReadingOrder(columns: [Double], pageHeight: Double) -> [Strip] {
    let height = reduce(0) { $0 + $1.space + $1.height }
    guard height <= pageHeight, columns.count > 1, let first else { return self }
    var byColumn = [[FrameItem]](repeating: [], count: columns.count)
    var y = -first.space
    for strip in self {
      y += strip.space
      for item in strip.items {
        let column = columns.lastIndex { $0 <= item.left + 0.01 } ?? 0
        byColumn[column].append(item.moved(by: Point(0, y)))
      }
      y += strip.height
    }
    return [Strip(height: y, space: first.space, items: byColumn.flatMap { $0 }, notes: flatMap(\.notes))]
  }

  /// The same strips, none parted from the next.
  func together() -> [Strip] {
    var strips = self
    for i in strips.indices.dropLast() { strips[i].keep = .next }
    return strips
  }

  /// The same strips, the last one held to what follows.
  func keptWithNext() -> [Strip] {
    var strips = self
    if let last = strips.indices.last { strips[last].keep = .next }
    return strips
  }
}
