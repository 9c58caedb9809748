import Briefings
import Diagnostics
import Frames
import Layout
import TestSupport
import Testing

/// Covers, numbers of sections and the appendix.
@Suite struct FrontMatterTests {
  private func briefing(header: String, _ body: String) throws -> Briefing {
    try TestWorld(files: [
      "report.md": """
      ---
      title: Test
      sources: [{file: gdp.csv, title: GDP, publisher: Office}]
      figures: {gdp: {measure: gdp, region: CN-JL, period: 2023}}
      \(header)
      ---
      \(body)
      """,
      "gdp.csv": table,
    ]).assemble()
  }

  private func headings(_ briefing: Briefing) -> [String] {
    briefing.document.blocks.compactMap { if case .heading(let heading) = $0 { heading.text.plain } else { nil } }
  }

  @Test func sectionsAreNumberedAndAppendicesLettered() throws {
    let briefing = try briefing(
      header: "numbering: true",
      """
      # Output
      ## By year
      ## By region
      # Prices

      As @sec-by-region and @sec-method say.

      <!-- appendix -->

      # Method {#sec-method}
      ## Sums
      # Data
      """)
    #expect(briefing.diagnostics.isEmpty)
    #expect(
      headings(briefing).map { $0.replacing("\u{2002}", with: " ") } == [
        "1 Output", "1.1 By year", "1.2 By region", "2 Prices", "A Method", "A.1 Sums", "B Data",
      ])
    let texts = briefing.document.blocks.compactMap { block -> String? in
      if case .paragraph(let text, _) = block { text.plain } else { nil }
    }
    #expect(texts == ["As Section\u{A0}1.2 and Appendix\u{A0}A say."])
  }

  @Test func withoutNumbersAReferencePrintsTheHeading() throws {
    let briefing = try briefing(
      header: "language: de", "# Preise\n\nSiehe @sec-preise und @sec-methode.\n\n<!-- appendix -->\n\n# Methode\n")
    #expect(headings(briefing) == ["Preise", "A\u{2002}Methode"])
    guard case .paragraph(let text, _) = briefing.document.blocks[2] else {
      Issue.record("no paragraph")
      return
    }
    #expect(text.plain == "Siehe Preise und Anhang\u{A0}A.")
  }

  @Test func aCoverHasItsKeyFiguresWithTheirSources() throws {
    let briefing = try briefing(
      header: "cover: { figures: [{ label: Output, value: \"{{gdp}}\", note: current prices }] }", "Text.")
    guard case .title(let title) = briefing.document.blocks[0] else {
      Issue.record("no title")
      return
    }
    #expect(title.isCover)
    #expect(title.figures.map(\.value.plain) == ["1.35"])
    #expect(title.figures[0].value.spans[0].link != nil)
  }

  @Test(arguments: [("cover: { cards: [] }", "“cards”"), ("cover: 3", "“cover”"), ("numbering: maybe", "“numbering”")])
  func mistakesAreTold(header: String, said: String) {
    let error = #expect(throws: DiagnosticError.self) { try briefing(header: header, "Text.") }
    #expect(error?.diagnostics.contains { $0.headline.contains(said) } ?? false)
  }
}
