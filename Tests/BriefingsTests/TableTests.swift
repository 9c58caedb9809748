import Briefings
import Diagnostics
import Frames
import Geometry
import Layout
import TestSupport
import Testing

/// Tables of reports: columns from a pivot, sums, remarks, and what cells show besides digits.
@Suite struct TableTests {
  static let csv = """
    region,sector,period,measure,unit,value,status,obs_status
    CN-JL,Manufacturing,2022,gdp,CNY_100M,100,actual,A
    CN-JL,Mining,2022,gdp,CNY_100M,50,actual,A
    CN-LN,Manufacturing,2022,gdp,CNY_100M,200,actual,A
    CN-LN,Mining,2022,gdp,CNY_100M,150,actual,A
    CN-JL,Manufacturing,2023,gdp,CNY_100M,130,actual,A
    CN-JL,Mining,2023,gdp,CNY_100M,45,provisional,A
    CN-LN,Manufacturing,2023,gdp,CNY_100M,260,actual,B
    CN-LN,Mining,2023,gdp,CNY_100M,,actual,Q
    CN-JL,Manufacturing,2022,gdp_growth,%,5.5,actual,A
    CN-LN,Manufacturing,2022,gdp_growth,%,-2.5,actual,A
    """

  private func world(_ block: String) -> TestWorld {
    TestWorld(files: [
      "report.md": """
      ---
      title: Test
      sources: [{file: gdp.csv, title: GDP, publisher: Office}]
      ---
      ```table
      \(block)
      ```
      """,
      "gdp.csv": Self.csv,
    ])
  }

  private func table(_ block: String) throws -> Table {
    let briefing = try world(block).assemble()
    #expect(!briefing.diagnostics.contains { $0.severity == .error }, "\(briefing.diagnostics)")
    for case .table(let table) in briefing.document.blocks { return table }
    throw DiagnosticError([Diagnostic(.error, code: "test", "no table: \(briefing.diagnostics)")])
  }

  private func problems(_ block: String) -> [String] { world(block).problems().map(\.headline) }

  private func texts(_ table: Table) -> [[String]] { table.rows.map { $0.cells.map(\.text.plain) } }

  @Test func aPivotHasItsUnitAboveItsColumns() throws {
    let table = try table(
      "query: {measure: gdp, by: [region, sector, period], period: 2022}\npivot: sector\ncolumns: [region, value]")
    #expect(table.columns.map(\.header.plain) == ["Region", "Manufacturing", "Mining"])
    #expect(table.spanners.map { $0.map(\.header.plain) } == [["GDP, billion yuan"]])
    #expect(table.spanners[0][0].columns == 1..<3)
    #expect(texts(table) == [["Jilin", "10", "5"], ["Liaoning", "20", "15"]])
  }

  @Test func periodsOfAPivotStandInOrderOfTime() throws {
    let table = try table(
      "query: {measure: gdp, sector: Manufacturing, by: [region, period], sort: -period}\npivot: period\n"
        + "columns: [region, value]")
    #expect(table.columns.dropFirst().map(\.header.plain) == ["2022", "2023"])
  }

  @Test func outerValuesOfAPivotAndSeveralValuesAreSpanners() throws {
    let nested = try table(
      "query: {measure: gdp, by: [region, sector, period]}\npivot: [sector, period]\ncolumns: [region, value]")
    #expect(
      nested.spanners.map { $0.map(\.header.plain) } == [["GDP, billion yuan"], ["Manufacturing", "Mining"]])
    #expect(nested.spanners[1].map(\.columns) == [1..<3, 3..<5])
    let several = try table(
      "query: {measure: gdp, sector: Manufacturing, by: [region, period], compare: [{growth: year}], breaks: keep}\n"
        + "pivot: period\ncolumns: [region, value, growth]")
    #expect(several.spanners.map { $0.map(\.header.plain) } == [["2022", "2023"]])
    #expect(several.columns.map(\.header.plain) == ["Region", "GDP", "Change on year", "GDP", "Change on year"])
    #expect(several.columns.map(\.unit) == [nil, "billion yuan", "%", "billion yuan", "%"])
  }

  @Test func sumsAreComputedForTheTableAndItsGroups() throws {
    let table = try table(
      "query: {measure: gdp, period: 2022, by: [sector, region]}\ngroup: sector\ncolumns: [region, value]\n"
        + "total: Both\nsubtotal: true")
    #expect(table.rows.map(\.kind) == [.group, .body, .body, .subtotal, .group, .body, .body, .subtotal, .total])
    #expect(
      texts(table) == [
        ["Manufacturing"], ["Jilin", "10"], ["Liaoning", "20"], ["Subtotal", "30"], ["Mining"], ["Jilin", "5"],
        ["Liaoning", "15"], ["Subtotal", "20"], ["Both", "50"],
      ])
  }

  @Test func aSumOverAPivotIsMadeForEachColumnAndSaysWhatItLacks() throws {
    let table = try table(
      "query: {measure: gdp, sector: Mining, by: [region, period]}\npivot: period\ncolumns: [region, value]\ntotal: true"
    )
    #expect(texts(table) == [["Jilin", "5.0", "4.5a"], ["Liaoning", "15.0", "–b"], ["Total", "20.0", "4.5c"]])
    #expect(
      table.remarks.map(\.text.plain) == [
        "Provisional.", "Withheld by the source.", "Without one value that is missing.",
      ])
    #expect(table.remarks.map(\.mark) == ["a", "b", "c"])
  }

  @Test func anotherStatisticIsAskedForByName() throws {
    let table = try table(
      "query: {measure: gdp_growth, period: 2022, by: [region]}\ncolumns: [region, value]\n"
        + "total: { statistic: mean, title: Mean }")
    #expect(texts(table).last == ["Mean", "1.5"])
  }

  @Test(arguments: [
    ("query: {measure: gdp_growth, period: 2022, by: [region]}\ntotal: true", "add"),
    ("query: {measure: gdp, period: 2022, by: [region], limit: 1}\ntotal: true", "`limit`"),
    ("query: {measure: gdp, period: 2022, by: [region], aggregate: mean}\ntotal: true", "statistic"),
    ("query: {measure: gdp, period: 2022, by: [region]}\nsubtotal: true", "no groups"),
    ("query: {measure: gdp, period: 2022, by: [region]}\ncolumns: [value, region]\ntotal: true", "its name"),
    ("query: {measure: gdp, period: 2022, by: [region]}\ncolumns: [{field: region, cells: heat}]", "no numbers"),
    (
      "query: {measure: gdp, period: 2022, by: [region, sector]}\n"
        + "spanners: [{title: A, columns: [region, value]}]", "side by side"
    ),
    (
      "query: {measure: gdp, by: [region, sector, period]}\ncolumns: [region, value]\n"
        + "pivot: {columns: [sector, period], sparkline: true}", "one pivot column"
    ),
    ("query: {measure: gdp, by: [region, sector, period]}\ncolumns: [region, value]\npivot: period", "left out"),
    ("query: {measure: gdp, by: [region]}\npivot: {column: period}", "no key “column”"),
    ("query: {measure: gdp, period: 2022, sector: Mining, by: [region]}\nnotes: {Jilinn: x}", "begins with “Jilinn”"),
  ])
  func whatCannotBeIsTold(block: String, said: String) {
    let found = problems(block)
    #expect(found.contains { $0.contains(said) }, "\(found)")
  }

  @Test func breaksAndChangesAcrossThemAreMarked() throws {
    let table = try table(
      "query: {measure: gdp, region: CN-LN, sector: Manufacturing, period: 2023, by: [region], "
        + "compare: [{growth: year}]}\ncolumns: [region, value, growth]")
    #expect(texts(table) == [["Liaoning", "26a", "–b"]])
    #expect(table.remarks.map(\.text.plain).map { $0.prefix(5) } == ["Break", "Not c"])
  }

  @Test func oneStatusOfAllIsSaidOnce() throws {
    let table = try table(
      "query: {measure: gdp, status: provisional, by: [region, period]}\ncolumns: [region, period, value]")
    #expect(table.remarks.isEmpty)
    #expect(table.note?.plain == "Status of all values: provisional.")
    let told = try self.table("query: {measure: gdp, by: [region, sector, period, status]}")
    #expect(!told.remarks.contains { $0.text.plain.contains("Provisional") })
  }

  @Test func remarksOfTheAuthorStandOnHeadersAndRows() throws {
    let table = try table(
      "query: {measure: gdp, sector: Manufacturing, period: 2022, by: [region]}\n"
        + "columns: [region, {field: value, note: At current prices.}]\nnotes: {Liaoning: Revised.}")
    #expect(table.columns.map(\.header.plain) == ["Region", "Valuea"])
    #expect(texts(table).map(\.first) == ["Jilin", "Liaoningb"])
    #expect(table.remarks.map(\.text.plain) == ["At current prices.", "Revised."])
  }

  @Test func groundsLeaveTextReadableAndBarsShareAScale() throws {
    let table = try table(
      "query: {measure: gdp_growth, period: 2022, by: [region]}\ncolumns: [region, {field: value, cells: heat}]")
    let ink = PageTheme.standard.tableBody.color
    let fills = table.rows.compactMap { $0.cells[1].fill }
    #expect(fills.count == 2 && fills[0] != fills[1])
    #expect(fills.allSatisfy { $0.contrast(with: ink) >= 4.5 })
    let bars = try self.table(
      "query: {measure: gdp, sector: Mining, by: [region, period]}\npivot: period\n"
        + "columns: [region, {field: value, cells: bar}]")
    let widths = bars.rows.flatMap(\.cells).compactMap(\.image).map { frame -> Double in
      guard case .shape(let shape)? = frame.items.first, case .rect(let box, _) = shape.outline else { return 0 }
      return box.width
    }
    #expect(widths.count == 3)
    #expect(widths.max() == bars.rows[0].cells[1].image?.size.width)
    #expect(abs(widths[0] * 3 - (widths.max() ?? 0)) < 0.01)
  }

  @Test func aLineInACellSaysItsCourse() throws {
    let table = try table(
      "query: {measure: gdp, sector: Manufacturing, by: [region, period]}\n"
        + "pivot: {columns: period, last: 1, sparkline: true}\ncolumns: [region, value]")
    #expect(table.columns.map(\.header.plain) == ["Region", "2023", "2022–2023"])
    #expect(table.rows[0].cells[2].alternative.hasPrefix("From 10 (2022) to 13 (2023), lowest 10 (2022)"))
    #expect(table.rows[0].cells[2].image != nil)
  }

  @Test func totalsHaveLinesOfTheirOwn() throws {
    let table = try table(
      "query: {measure: gdp, sector: Manufacturing, by: [region, period]}\n"
        + "pivot: {columns: period, last: 1, sparkline: true}\ncolumns: [region, value]\ntotal: true")
    let total = try #require(table.rows.last)
    #expect(total.kind == .total)
    // What is added is not what a row shows.
    #expect(total.cells[2].image != nil && total.cells[2].alternative != table.rows[0].cells[2].alternative)
  }

  @Test func whereValuesAreFromIsSaidBelow() throws {
    let without = try table("query: {measure: gdp, sector: Mining, period: 2022, by: [region]}")
    #expect(without.source?.plain == "[1]")
    let with = try table(
      "query: {measure: gdp, sector: Mining, period: 2022, by: [region]}\ncolumns: [region, value, source]")
    #expect(with.source == nil)
  }
}
