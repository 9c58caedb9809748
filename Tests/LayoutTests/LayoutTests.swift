import Diagnostics
import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

@Suite struct LayoutTests {
  func lay(_ blocks: [Block], theme: PageTheme = .standard) -> LayoutResult {
    layOut(
      Document(metadata: PagedDocument.Metadata(title: "T"), blocks: blocks, runningHead: "Head", runningFoot: "Foot"),
      theme: theme, measurer: FixedWidthMeasurer())
  }

  @Test func briefing() {
    let theme = PageTheme.standard
    let result = layOut(SampleDocument.document(theme: theme), theme: theme, measurer: FixedWidthMeasurer())
    #expect(result.diagnostics.isEmpty)
    let outline = result.document.outline.map { "\($0.level) \($0.title) #\($0.anchor)\n" }.joined()
    expectGolden(result.document.structureDump(), "structure.txt")
    expectGolden(outline + result.document.pages.map { $0.dump() }.joined(), "briefing.txt")
  }

  @Test func emptyDocumentHasOnePage() {
    let result = lay([])
    #expect(result.document.pages.count == 1)
    #expect(result.diagnostics.isEmpty)
  }

  @Test(arguments: [Size(0, 0), Size(20, 20), Size(150, 150), Size(130, 800)])
  func tooSmallAPageIsAnError(size: Size) {
    let theme = PageTheme(paper: .custom(size))
    let result = lay([.paragraph("Some words.")], theme: theme)
    #expect(result.document.pages.count == 1)
    #expect(result.diagnostics.map(\.code) == ["layout.page-too-small"])
  }

  @Test func contentsNameThePages() {
    let result = lay([
      .contents(title: "", depth: 1), .pageBreak, .heading(Heading(level: 1, text: "One")),
      .paragraph("Text."), .pageBreak, .heading(Heading(level: 1, text: "Two")), .paragraph("Text."),
    ])
    #expect(result.document.pages.count == 3)
    #expect(result.document.pages[0].words(in: "contents") == ["Contents", "One", "2", "Two", "3"])
    #expect(result.document.pages[2].words(in: "running-head") == ["Head", "Two"])
    #expect(result.document.pages[2].words(in: "running-foot") == ["Foot", "Page 3 of 3"])
    #expect(result.document.pages[0].words(in: "running-head") == [])
  }

  @Test func aFigureLetsTheParagraphAfterItPass() {
    let long = RichText(String(repeating: "word ", count: 300))
    let figure = Block.figure(
      Figure(frame: Frame(size: Size(200, 400)), label: "Figure 1", alternative: "Nothing."))
    let passing = lay([.paragraph(long), figure, .paragraph("After the figure.")]).document.pages
    #expect(passing.map { $0.roles } == [["paragraph", "paragraph"], ["figure"]])
    // Without a paragraph to pass, and where it leaves little white, the order stays.
    let kept = lay([.paragraph(long), figure, .heading(Heading(level: 2, text: "Next"))]).document.pages
    #expect(kept.map { $0.roles } == [["paragraph"], ["figure", "heading-2"]])
  }

  @Test func aTableOfSomeRowsStaysWhole() {
    let lead = RichText(String(repeating: "word ", count: 540))
    let pages = lay([.paragraph(lead)] + SampleDocument.table(rows: 9)).document.pages
    #expect(pages.map { $0.roles } == [["paragraph"], ["table"]])
  }

  @Test func aHeadingStaysWithWhatFollows() {
    for count in stride(from: 450, through: 620, by: 5) {
      let pages = lay([
        .paragraph(RichText(String(repeating: "word ", count: count))), .heading(Heading(level: 2, text: "Heading")),
        .paragraph(RichText(String(repeating: "text ", count: 60))),
      ]).document.pages
      for page in pages { #expect(page.roles.last != "heading-2", "\(count) words") }
    }
  }

  @Test func totalsStayWithTheRowsAboveAndHeadersReturn() {
    for count in 30...50 {
      let pages: [Frame] = lay(SampleDocument.table(rows: count)).document.pages
      for page in pages.dropFirst() {
        #expect(page.words(in: "table-repeated").first == "Table 1 (continued)")
        #expect(page.words(in: "table").first != "Total")
      }
    }
  }

  @Test func noDeadLinksOrRepeatedNames() {
    let link = RichText(spans: [RichText.Span("5 %", link: Link(.anchor("nowhere"), description: "Source"))])
    let result = lay([
      .paragraph(link), .heading(Heading(level: 1, text: "A", anchor: "a")),
      .heading(Heading(level: 1, text: "B", anchor: "a")),
    ])
    #expect(result.diagnostics.map(\.code) == ["layout.repeated-anchor", "layout.dead-link"])
  }

  @Test func aTableTooWideIsReportedAndStaysOnThePage() {
    let columns = (0..<24).map { Table.Column(header: RichText("Incomprehensible \($0)"), alignment: .decimal) }
    let row = Table.Row(columns.indices.map { Table.Cell(RichText("1,234,567.\($0)")) })
    let result = lay([.table(Table(label: "Table 9", columns: columns, stub: 0, rows: [row]))])
    #expect(result.diagnostics.map(\.code) == ["layout.table-too-wide"])
    // The page is turned, and still there is no room.
    #expect(result.document.pages.allSatisfy { $0.strays(from: PageTheme.standard.turned.contentBox).isEmpty })
  }
}

extension Frame {
  /// The groups of the page, running heads and feet left out.
  var bodyGroups: [Group] {
    items.compactMap { if case .group(let g) = $0, !g.role.hasPrefix("running") { g } else { nil as Group? } }
  }

  var roles: [String] { bodyGroups.map(\.role) }

  /// The texts in groups of a role.
  func words(in role: String) -> [String] {
    items.flatMap { item -> [String] in
      if case .group(let g) = item, g.role == role { g.items.compactMap(\.words) } else { [] }
    }
  }

  /// What of the body lies outside a box.
  func strays(from box: Rect) -> [FrameItem] {
    bodyGroups.flatMap(\.items).filter { item -> Bool in
      switch item {
      case .text(let t):
        !box.contains(Rect(x: t.position.x, y: t.position.y, width: t.width, height: 0), tolerance: 0.1)
      case .shape(let s):
        switch s.outline {
        case .line(let a, let b):
          !box.contains(Rect(x: a.x, y: a.y, width: b.x - a.x, height: b.y - a.y), tolerance: 0.1)
        default: false
        }
      default: false
      }
    }
  }
}

extension FrameItem {
  var words: String? { if case .text(let t) = self { t.text } else { nil } }
}
