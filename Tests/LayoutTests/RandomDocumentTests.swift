import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

/// Random documents: nothing is lost, repeated, reordered or set outside its page.
@Suite struct RandomDocumentTests {
  static let seeds = (1...60).map { UInt64($0) &* 0x9E37_79B9 } + [UInt64.random(in: 0...UInt64(UInt32.max))]

  @Test(arguments: seeds)
  func layoutLosesNothing(seed: UInt64) {
    var random = RandomBlocks(seed: seed)
    let sizes = [PageTheme.Paper.a4, .letter, .custom(Size(420, 420)), .custom(Size(300, 280))]
    let theme = PageTheme(paper: sizes[Int(seed % 4)], landscape: seed % 3 == 0)
    let (blocks, words) = random.document(theme: theme)
    let result = layOut(
      Document(metadata: PagedDocument.Metadata(title: "T"), blocks: blocks, runningHead: "Head", runningFoot: "Foot"),
      theme: theme, measurer: FixedWidthMeasurer())
    let pages = result.document.pages
    #expect(!pages.isEmpty)

    // Every word once. In order, too, but for paragraphs that passed a figure and the cells of a row side by side.
    let groups = pages.flatMap(\.bodyGroups).filter { !["contents", "table-repeated"].contains($0.role) }
    let set = groups.flatMap { $0.items.compactMap(\.words) }.joined(separator: " ")
    let found = set.split(whereSeparator: { !$0.isLetter }).filter { $0.hasPrefix("w") }.map(String.init)
    #expect(found.sorted() == words.sorted(), "seed \(seed)")
    let moved = zip(found, words).filter { $0 != $1 }.count
    let hasFigures = blocks.contains { block in
      switch block {
      case .figure, .figures: true
      default: false
      }
    }
    #expect(moved == 0 || hasFigures, "seed \(seed)")

    for (number, page) in pages.enumerated() {
      #expect(page.strays(from: theme.contentBox).isEmpty, "seed \(seed), page \(number + 1)")
      #expect(!page.bodyGroups.isEmpty, "seed \(seed): page \(number + 1) is empty")
    }
  }

  /// No line of a longer paragraph stands alone on a page, no heading at its end.
  @Test(arguments: seeds)
  func pagesBreakWell(seed: UInt64) {
    var random = RandomBlocks(seed: seed)
    let theme = PageTheme(paper: seed % 2 == 0 ? .a4 : .custom(Size(420, 420)))
    let (blocks, _) = random.document(theme: theme)
    let galley = Galley(
      Document(metadata: PagedDocument.Metadata(title: "T"), blocks: blocks), theme: theme,
      ruler: Ruler(FixedWidthMeasurer()))
    #expect(galley.strips.allSatisfy { $0.height >= 0 && $0.space >= 0 })
    let lines = Dictionary(grouping: galley.strips, by: \.block).mapValues(\.count)
    let pages = PageMaker(galley).pages()
    for (number, page) in pages.enumerated() {
      #expect((page.strips.last.map { $0.y + $0.strip.height } ?? 0) <= theme.contentBox.height + 0.1, "seed \(seed)")
      let counts = Dictionary(grouping: page.strips.filter { $0.strip.role == "paragraph" }, by: \.strip.block)
      for (block, strips) in counts {
        #expect(strips.count > 1 || lines[block] == 1, "seed \(seed): a line alone")
      }
      if number + 1 < pages.count, let next = pages[number + 1].strips.first, !next.strip.startsPage {
        #expect(!(page.strips.last?.strip.role.hasPrefix("heading") ?? true), "seed \(seed)")
      }
    }
  }

  /// Every text belongs to one element, and the elements do not depend on where pages break.
  @Test(arguments: seeds)
  func theStructureDoesNotDependOnThePages(seed: UInt64) {
    func structure(height: Double) -> PagedDocument {
      var random = RandomBlocks(seed: seed)
      let blocks = random.document(theme: PageTheme(paper: .custom(Size(500, 700)))).0
      let document = Document(metadata: PagedDocument.Metadata(title: "T"), blocks: blocks)
      let theme = PageTheme(paper: .custom(Size(500, height)))
      let result = layOut(document, theme: theme, measurer: FixedWidthMeasurer()).document
      for item in result.pages.flatMap(\.bodyGroups).filter({ $0.role != "table-repeated" }).flatMap(\.items) {
        if case .text(let run) = item { #expect(run.element != nil, "seed \(seed): “\(run.text)”") }
      }
      return result
    }
    let whole = structure(height: 700)
    for height in [380.0, 14_000] {
      let other = structure(height: height)
      #expect(other.structure == whole.structure, "seed \(seed)")
      // What each element says is the same as well, but for the pages that contents name.
      func said(_ document: PagedDocument) -> [Substring] {
        document.structureDump().split(separator: "\n").filter { !$0.contains("  link “") }
      }
      #expect(said(other) == said(whole), "seed \(seed)")
    }
    for (index, element) in whole.structure.enumerated() where index > 0 { #expect(element.parent ?? index < index) }
  }

  /// Footnotes, columns, tables over several pages and turned pages: the structure and what its parts say are the same on
  /// pages of any size.
  @Test(arguments: 1...8)
  func theStructureOfNotesColumnsAndTurnedPagesDoesNotDependOnThePages(seed: Int) {
    func words(_ count: Int, _ name: String) -> String { (0..<count).map { "\(name)\($0)" }.joined(separator: " ") }
    func noted(_ count: Int, _ name: String, note: Int) -> RichText {
      RichText(spans: [
        .init(words(count / 2, name + "a")), .init(footnote: RichText(words(note, name + "n"))),
        .init(" " + words(count / 2, name + "b")),
      ])
    }
    let wide = Table(
      title: "Wide", columns: (0..<14).map { Table.Column(header: RichText("head \($0)"), alignment: .decimal) },
      rows: (0..<20 * seed).map { row in Table.Row((0..<14).map { Table.Cell(RichText("\(row * 1000 + $0).5")) }) })
    let blocks: [Block] = [
      .heading(Heading(level: 1, text: "Notes")), .paragraph(noted(30 * seed, "p", note: 40 * seed)),
      .columns([.paragraph(noted(40 * seed, "c", note: 9 * seed)), .paragraph(noted(9, "d", note: 30))]),
      .table(
        Table(
          title: noted(4, "t", note: 8),
          columns: [Table.Column(header: noted(2, "h", note: 5)), Table.Column(header: "B")],
          rows: (0..<15 * seed).map { Table.Row([Table.Cell(noted(8, "r\($0)x", note: $0 % 7)), "1"]) },
          note: "About the table.")),
      .list(List(items: [[.paragraph(noted(30, "l", note: 20))], [.paragraph("Another.")]])),
      .table(wide),
      .figure(
        Figure(frame: Frame(size: Size(200, 150)), caption: noted(8, "f", note: 12), alternative: "A drawing.")),
      .paragraph(noted(60, "q", note: 5)),
    ]
    func laid(_ size: Size) -> (said: [Substring], pages: Int) {
      let result = layOut(
        Document(metadata: PagedDocument.Metadata(title: "T"), blocks: blocks), theme: PageTheme(paper: .custom(size)),
        measurer: FixedWidthMeasurer()
      ).document
      return (result.structureDump().split(separator: "\n"), result.pages.count)
    }
    let whole = laid(Size(500, 700))
    for size in [Size(500, 420), Size(500, 1200), Size(500, 20_000), Size(640, 500), Size(900, 640)] {
      let other = laid(size)
      let difference = zip(other.said, whole.said).first { $0 != $1 }
      #expect(difference == nil && other.said.count == whole.said.count, "\(size)")
    }
    #expect(whole.pages > 2)
  }

  @Test func sameInputSamePages() {
    var (a, b) = (RandomBlocks(seed: 7), RandomBlocks(seed: 7))
    let theme = PageTheme.standard
    let results = [a.document(theme: theme).0, b.document(theme: theme).0].map {
      layOut(
        Document(metadata: PagedDocument.Metadata(title: "T"), blocks: $0), theme: theme, measurer: FixedWidthMeasurer()
      ).document
    }
    #expect(results[0] == results[1])
  }
}

/// Blocks with words that are all different: waa, wab, …
struct RandomBlocks {
  private var state: UInt64
  private var words: [String] = []

  init(seed: UInt64) { state = seed }

  private mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  private mutating func text(_ count: Int) -> RichText {
    var spans: [RichText.Span] = []
    for _ in 0..<count {
      var n = words.count
      var word = ""
      repeat {
        word.append(Character(Unicode.Scalar(UInt8(97 + n % 20))))
        n /= 20
      } while n > 0
      words.append("w" + word)
      let linked = next(9) == 0
      spans.append(
        RichText.Span(
          "w\(word)", strong: next(12) == 0,
          link: linked ? Link(.address("https://example.org"), description: "Example") : nil))
      spans.append(RichText.Span(" "))
    }
    return RichText(spans: spans)
  }

  mutating func document(theme: PageTheme) -> ([Block], [String]) {
    words = []
    var blocks: [Block] = []
    if next(3) == 0 {
      blocks.append(.title(TitleBlock(title: text(1 + next(6)).plain, date: "May", lead: [text(9), text(next(20))])))
    }
    for i in 0..<(3 + next(25)) {
      switch next(15) {
      case 14: blocks.append(.columns((0...next(6)).map { _ in .paragraph(text(1 + next(90))) }))
      case 12:
        let points = next(2) == 0 ? [] : (0...next(5)).map { _ in text(1 + next(30)) }
        let figures = (0...next(5)).map { _ in KeyFigure(label: text(1), value: text(1), detail: text(next(2))) }
        blocks.append(points.isEmpty ? .keyFigures(figures) : .summary(Summary(points: points, figures: figures)))
      case 13:
        blocks.append(
          .figures(
            (0...next(2)).map { _ in
              Figure(
                frame: Frame(size: Size(50 + Double(next(300)), 50 + Double(next(300)))), caption: text(1),
                alternative: "A figure.")
            }))
      case 0:
        blocks.append(.heading(Heading(level: 1 + next(3), text: text(1 + next(9)), pageBreakBefore: next(6) == 0)))
      case 1:
        blocks.append(
          .list(List(ordered: next(2) == 0, items: (0...next(4)).map { _ in [.paragraph(text(1 + next(20)))] })))
      case 2:
        let columns = (0...next(3)).map { _ in Table.Column(header: "c") }
        blocks.append(
          .table(
            Table(
              title: next(2) == 0 ? nil : "Title", columns: columns,
              rows: (0..<next(50)).map { r in
                Table.Row(columns.map { _ in Table.Cell(text(1)) }, kind: r % 11 == 10 ? .group : .body)
              })))
      case 3, 4:
        blocks.append(
          .figure(
            Figure(
              frame: Frame(size: Size(100 + Double(next(300)), 50 + Double(next(500)))), label: "Figure \(i)",
              caption: text(next(12)), alternative: "A figure.")))
      case 5: blocks.append(.sources([SourceEntry(anchor: "s\(i)", number: "[1]", text: text(1 + next(40)))]))
      case 6: blocks.append([.rule, .spacer(Double(next(40))), .pageBreak, .contents(title: "", depth: 2)][next(4)])
      default: blocks.append(.paragraph(text(1 + next(120)), Paragraph.Style.allCases[next(8) == 0 ? next(4) : 0]))
      }
    }
    return (blocks, words)
  }
}
