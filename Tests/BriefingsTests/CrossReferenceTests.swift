import Diagnostics
import Frames
import Layout
import Testing

@testable import Briefings

@Suite struct CrossReferenceTests {
  private func world(_ body: String) -> TestWorld {
    TestWorld(files: [
      "report.md": """
      ---
      title: Test
      sources: [{file: gdp.csv, title: GDP, publisher: Office}]
      ---
      \(body)
      """,
      "gdp.csv": table,
    ])
  }

  private let blocks = """
    # Growth {#sec-growth}

    @fig-growth follows, and @tbl-all (page @tbl-all.page) after it; see @sec-growth. Mail a@fig-b.org.

    ```chart
    id: growth
    title: Growth
    data: { query: { measure: gdp, by: [region], period: 2023 } }
    mark: bar
    encoding: { x: {field: value}, y: {field: region} }
    ```

    ```table
    id: tbl-all
    title: All
    query: { measure: gdp, by: [region], period: 2023 }
    ```
    """

  private func paragraph(_ document: Document) -> RichText? {
    document.blocks.lazy.compactMap { if case .paragraph(let text, _) = $0 { text } else { nil } }.first
  }

  @Test func referencesPrintTheNumberAndLeadThere() throws {
    let briefing = try world(blocks).assemble()
    let text = try #require(paragraph(briefing.document))
    #expect(
      text.plain
        == "Figure\u{A0}1 follows, and Table\u{A0}1 (page 00) after it; see Growth. Mail a@fig-b.org.")
    let destinations = text.spans.compactMap(\.link?.destination)
    #expect(destinations.contains(.anchor("figure-1")))
    #expect(destinations.contains(.anchor("table-1")))
    #expect(destinations.contains(.anchor("growth")))
    guard case .heading(let heading)? = briefing.document.blocks.dropFirst().first else {
      Issue.record("no heading")
      return
    }
    #expect(heading.text.plain == "Growth")
  }

  @Test func anUnknownReferenceIsAnErrorWithItsPlace() throws {
    let briefing = try world("See @fig-grwth.\n\n" + blocks).assemble()
    let problem = try #require(briefing.diagnostics.first { $0.code == "report.unknown-reference" })
    #expect(problem.severity == .error)
    #expect(problem.origin?.line == 5)
    #expect(problem.help?.contains("fig-growth") == true)
  }

  @Test func aNameStandsForOneThing() throws {
    let briefing = try world(blocks + "\n\n" + blocks).assemble()
    #expect(briefing.diagnostics.count { $0.code == "report.repeated-id" } == 3)
  }
}
