import Diagnostics
import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

@Suite struct TablesTests {
  func lay(_ table: Table, theme: PageTheme = .standard) -> [FrameItem] {
    let document = Document(metadata: PagedDocument.Metadata(title: "T"), blocks: [.table(table)])
    return layOut(document, theme: theme, measurer: FixedWidthMeasurer()).document.pages.flatMap { page in
      page.bodyGroups.flatMap(\.items)
    }
  }

  func position(_ text: String, _ items: [FrameItem]) -> (x: Double, end: Double)? {
    for case .text(let t) in items where t.text == text { return (t.position.x, t.position.x + t.width) }
    return nil
  }

  func column(_ texts: [String]) -> Table {
    Table(
      columns: [Table.Column(header: "Name"), Table.Column(header: "V", alignment: .decimal)],
      rows: texts.map { Table.Row(["Row", Table.Cell(RichText($0))]) })
  }

  @Test(arguments: [
    (PageTheme.Words.english, ["1,234.5", "0.25", "−3", "12 (p)", "48.2–50.1"]),
    (PageTheme.Words.german, ["1.234,5", "0,25", "−3", "12 (p)", "1 234,5"]),
  ])
  func numbersStandByTheirSeparator(words: PageTheme.Words, numbers: [String]) throws {
    let items = lay(column(numbers), theme: PageTheme(words: words))
    let places = try numbers.map { number in
      let x = try #require(position(number, items)).x
      let integer = number.prefix { $0 != words.decimalSeparator && $0 != "(" }
      let digits = integer.hasSuffix(" ") ? integer.dropLast() : integer
      return x + Double(digits.count) * 0.6 * PageTheme.standard.tableBody.style.size
    }
    #expect(places.allSatisfy { abs($0 - places[0]) < 0.01 }, "\(places)")
  }

  @Test func wordsAmongNumbersEndAtTheIntegerOrTheColumn() throws {
    let items = lay(column(["1,234.55", "–", "no data available"]))
    let end = PageTheme.standard.contentBox.minX + PageTheme.standard.halfWidth
    let digit = 0.6 * PageTheme.standard.tableBody.style.size
    #expect(abs(try #require(position("1,234.55", items)).end - end) < 0.01)
    #expect(abs(try #require(position("–", items)).end - (end - 3 * digit)) < 0.01)
    #expect(abs(try #require(position("no data available", items)).end - end) < 0.01)
  }

  @Test func onlyTheWidestColumnWraps() {
    let long = String(repeating: "many words ", count: 20)
    let table = Table(
      columns: [Table.Column(header: "A"), Table.Column(header: "B"), Table.Column(header: "C", alignment: .decimal)],
      rows: [Table.Row(["Two words", Table.Cell(RichText(long)), "1,000.0"])])
    let items = lay(table)
    #expect(position("Two words", items) != nil)
    #expect(position("1,000.0", items) != nil)
  }

  @Test func wordsBreakWhereTheFewestRowsGrow() {
    // One period is long, but every sector is: the period breaks.
    let sectors = ["New energy vehicles of all kinds", "Strategic emerging industries", "Electronic information goods"]
    let table = Table(
      columns: [
        .init(header: "Region"), .init(header: "Sector"), .init(header: "Period"),
        .init(header: "Value", alignment: .end),
      ],
      rows: sectors.enumerated().map { i, sector in
        Table.Row([
          "Guangdong", Table.Cell(RichText(sector)),
          i == 1 ? "March 2023–December 2024 and later" : "2023", "at least 100 billion yuan",
        ])
      })
    let items = lay(table)
    for sector in sectors { #expect(position(sector, items) != nil, "\(sector)") }
    #expect(position("at least 100 billion yuan", items) != nil)
    #expect(position("March 2023–December 2024 and later", items) == nil)
  }

  @Test func headersStandOnOneLineWhereThereIsRoom() {
    let table = Table(
      columns: [
        .init(header: "Period"), .init(header: "Growth on the year before", alignment: .decimal),
        .init(header: "Share of the United States", alignment: .decimal), .init(header: "Source"),
      ],
      rows: (2000...2020).map { Table.Row([Table.Cell(RichText("\($0)")), "+5.2", "13.3", "[1]"]) })
    let items = lay(table)
    #expect(position("Growth on the year before", items) != nil)
    #expect(position("Share of the United States", items) != nil)
  }

  @Test func aColumnThatBreaksAllTheSameLeavesItsRoomToOthers() throws {
    // The second column breaks in any case; what it does not take lets the words beside it stand in fewer lines.
    let words = "words that want more room than a third of it has"
    let table = Table(
      columns: [Table.Column(header: "A"), Table.Column(header: "B"), Table.Column(header: "C")],
      rows: [
        Table.Row([
          Table.Cell(RichText(String(repeating: "long words ", count: 20))), "Januaries–Decembers Januaries–Decembers ",
          Table.Cell(RichText(words)),
        ])
      ])
    let items = lay(table)
    let starts = ["A", "B", "C"].compactMap { position($0, items)?.x }
    let widest = items.reduce(0.0) { widest, item in
      if case .text(let run) = item, run.position.x == starts[1] { max(widest, run.width) } else { widest }
    }
    // The second column is about as wide as its lines, and a gap.
    #expect(starts[2] - starts[1] - widest < 20)
  }

  @Test func cellsBeyondTheColumnsAreReported() {
    let table = Table(columns: [Table.Column(header: "A")], rows: [Table.Row(["1", "2"])])
    let document = Document(metadata: PagedDocument.Metadata(title: "T"), blocks: [.table(table)])
    let result = layOut(document, theme: .standard, measurer: FixedWidthMeasurer())
    #expect(result.diagnostics.map(\.code) == ["layout.too-many-cells"])
  }

  @Test func sharesOfTheWidthAreKept() throws {
    let table = Table(
      columns: [
        Table.Column(header: "A", width: .fraction(0.25)), Table.Column(header: "B", width: .fraction(0.5)),
        Table.Column(header: "C"),
      ], rows: [Table.Row(["a", "b", "c"])])
    let items = lay(table)
    let a = try #require(position("a", items)).x
    let b = try #require(position("b", items)).x
    let c = try #require(position("c", items)).x
    #expect(abs((c - b - 12) / (b - a - 12) - 2) < 0.01)
  }

  @Test func aTallRowIsCutBetweenLines() {
    let long = RichText(String(repeating: "many words ", count: 2000))
    let table = Table(
      label: "Table 1", columns: [Table.Column(header: "A"), Table.Column(header: "B")],
      rows: [Table.Row([Table.Cell(long), "b"])])
    let document = Document(metadata: PagedDocument.Metadata(title: "T"), blocks: [.table(table)])
    let pages = layOut(document, theme: .standard, measurer: FixedWidthMeasurer()).document.pages
    #expect(pages.count > 2)
    #expect(pages.allSatisfy { $0.strays(from: PageTheme.standard.contentBox).isEmpty })
  }

  @Test func thousandsOfRows() {
    let pages = lay(column((0..<5000).map { "\($0).5" }))
    #expect(pages.count > 10_000)
  }
}
