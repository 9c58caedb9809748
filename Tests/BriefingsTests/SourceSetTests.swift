import Analytics
import Briefings
import Diagnostics
import Foundation
import Layout
import Notation
import Observations
import OrderedCollections
import TestSupport
import Testing

@Suite struct SourceSetTests {
  private func article(_ text: String, published: String = "2024-03-01") -> String {
    "---\ntitle: Exports\npublisher: Daily\npublished: \(published)\n---\n\(text)\n"
  }

  private func world(_ files: [String: String], body: String = "Text.") -> TestWorld {
    let report = """
      ---
      title: Test
      sources: [news/*.md]
      figures: {exports: {measure: exports, region: CN-JL, period: 2023}}
      ---
      \(body)
      """
    return TestWorld(files: files.merging(["report.md": report]) { a, _ in a })
  }

  private func sources(_ files: [String: String]) throws -> SourceSet {
    let world = world(files).world
    let report = try Report(SourceText(name: "report.md", text: self.world(files).files["report.md"] ?? ""))
    return try SourceSet(report.sources, folder: report.folder, world: world)
  }

  // MARK: Held records

  private static let sales =
    "region,sector,period,value\nCN-JL,Trade,2023-01,1.5\nCN-JL,Trade,2023-04,2\nCN-JL,Trade,2024-01,7\nCN-LN,Trade,2023-01,4\n"

  private func sales(_ mapping: String) throws -> SourceSet {
    let references = [
      Report.SourceReference(pattern: "sales.csv", mapping: try parseYAML(SourceText(name: "m", text: mapping)))
    ]
    return try SourceSet(references, folder: ".", world: TestWorld(files: ["sales.csv": Self.sales]).world)
  }

  private func query(_ text: String) throws -> Node { try parseYAML(SourceText(name: "q", text: text)) }

  @Test func queriesAddHeldRecordsUpOverTheirOwnPeriods() throws {
    let held = try sales("{rows: records, hold: true, constants: {measure: exports, unit: CNY}}")
    let annual = try query("{frequency: annual, by: [region_code, period], compare: [records, growth], breaks: keep}")
    let result = try held.answer(annual)
    #expect(
      result.table.rows.map { $0.cells.map(\.plainText) } == [
        ["CN-JL", "2023", "3.5", "2", "–"], ["CN-JL", "2024", "7", "1", "100.0"], ["CN-LN", "2023", "4", "1", "–"],
      ])
    // Each rests on an observation that can be found, other than those of the mapping's own periods.
    for row in result.table.rows {
      let id = try #require(row.derivation.observations.first)
      #expect(held.observation(id)?.period?.unit?.frequency == .annual)
    }
    #expect(held.unasked.observation(result.table.rows[0].derivation.observations[0]) == nil)
    let quarters = try held.answer(try query("{frequency: quarterly, by: [period], region: CN-JL}"))
    #expect(quarters.table.rows.map { $0.cells[0].plainText } == ["2023-Q1", "2023-Q2", "2024-Q1"])
    #expect(try held.answer(try query("{by: [period], region: CN-JL}")).table.rows.count == 3)
    // The same from a table whose mapping names the periods.
    let read = try sales("{rows: records, frequency: annual, constants: {measure: exports, unit: CNY}}")
    let expected = try read.answer(try query("{by: [region_code, period], compare: [records, growth], breaks: keep}"))
    #expect(expected.table.rows.map(\.cells) == result.table.rows.map(\.cells))
  }

  @Test func frequenciesThatCannotBeAsked() throws {
    func code(_ mapping: String, _ text: String) throws -> [String] {
      let sources = try sales(mapping)
      let node = try query(text)
      do throws(DiagnosticError) { return try sources.answer(node).diagnostics.map(\.code) } catch {
        return error.diagnostics.map(\.code)
      }
    }
    let (held, plain) = (
      "{rows: records, hold: true, constants: {measure: exports}}", "{constants: {measure: exports}}"
    )
    #expect(try code(held, "{frequency: yearly}") == ["query.unknown-frequency"])
    #expect(try code(plain, "{frequency: annual}") == ["query.frequency"])
    let annual = Self.sales.replacing("-01", with: "").replacing("-04", with: "")
    let world = TestWorld(files: ["sales.csv": annual]).world
    let reference = Report.SourceReference(pattern: "sales.csv", mapping: try query(held))
    let sources = try SourceSet([reference], folder: ".", world: world)
    let error = #expect(throws: DiagnosticError.self) { try sources.answer(try self.query("{frequency: monthly}")) }
    #expect(error?.diagnostics.map(\.code) == ["query.frequency"])
  }

  @Test func aReportCitesHeldRecords() throws {
    let report = """
      ---
      title: Test
      sources: [{file: sales.csv, title: Sales, mapping: {rows: records, hold: true, constants: {measure: exports, unit: CNY}}}]
      figures: {year: {measure: exports, frequency: annual, region: CN-JL, period: 2023}}
      ---
      Exports: {{year}}.
      """
    let briefing = try TestWorld(files: ["report.md": report, "sales.csv": Self.sales]).assemble()
    #expect(briefing.observations.map { "\($0.number.map { "\($0)" } ?? "") \($0.records)" } == ["3.5 2"])
  }

  private let plain = "Exports of Jilin reached 4 billion yuan in 2023."

  @Test func aCorrectedFigureIsPrintedWithBothOrigins() throws {
    let id = try #require(try sources(["news/a.md": article(plain)]).figuresInOrder.first).id
    let files = [
      "news/a.md": article(plain), "news/corrections.csv": "id,action,value\n\(id),change,4200000000\n",
    ]
    let briefing = try world(files, body: "Exports: {{exports}}.").assemble()
    guard case .paragraph(let paragraph, _) = briefing.document.blocks[1],
      case .sources(let entries) = try #require(briefing.document.blocks.last)
    else {
      Issue.record("no text or no sources")
      return
    }
    #expect(paragraph.plain == "Exports: 4.2 billion yuan[1].")
    #expect(entries[0].text.plain.contains("value changed in corrections.csv, line\u{A0}2"))
    #expect(entries[0].text.plain.contains("4 billion yuan"))
  }

  @Test func aBrokenCorrectionStopsTheBriefing() throws {
    let files = ["news/a.md": article(plain), "news/corrections.csv": "id,action\nx,remove\n"]
    let problems = world(files).problems()
    #expect(problems.map(\.code) == ["corrections.action"])
    #expect(problems.first?.origin?.description == "news/corrections.csv:2:1")
  }

  @Test func aLostCorrectionIsToldWithTheSources() throws {
    let found = try sources(["news/a.md": article(plain), "news/corrections.csv": "id,action\nx,reject\n"])
    #expect(found.diagnostics.map(\.code) == ["corrections.vanished"])
    #expect(found.figuresInOrder.count == 1)
  }

  @Test func disagreeingArticlesAreToldTogetherOnce() throws {
    let found = try sources([
      "news/a.md": article(plain), "news/b.md": article("In 2023 exports of Jilin reached 5.5 billion yuan."),
    ])
    let warning = try #require(found.diagnostics.first)
    #expect(found.diagnostics.count == 1 && warning.code == "sources.disagree")
    for words in ["news/a.md", "news/b.md", "4000000000", "5500000000"] { #expect(warning.headline.contains(words)) }
    #expect(found.disagreements.count == 1)
  }

  @Test func aLaterArticleTellsWhatCameOfATarget() throws {
    let found = try sources([
      "news/a.md": article("Jilin aims at exports of 6 billion yuan in 2024."),
      "news/b.md": article("In 2024 exports of Jilin reached 5.5 billion yuan.", published: "2025-02-01"),
    ])
    let figures = found.figuresInOrder
    #expect(figures.map(\.status) == [.target, .actual])
    #expect(figures[1].relations == [Relation(.outcome, figures[0].id)])
    #expect(found.summary().contains("linked: 1 outcome of a target"))
  }

  @Test func aTableOfMentionsNamesItsArticles() throws {
    let files = ["news/a.md": article("Fujian develops advanced manufacturing. \(plain)")]
    let body = "```table\nmentions: {by: [region, sector]}\ncolumns: [region, sector, count, source]\n```"
    let briefing = try world(files, body: body).assemble()
    let table = try #require(
      briefing.document.blocks.compactMap { block -> Table? in if case .table(let table) = block { table } else { nil }
      }
      .first)
    #expect(table.columns.map(\.header.plain) == ["Region", "Sector", "Paragraphs", "Source"])
    #expect(table.rows.first?.cells.map(\.text.plain) == ["Fujian", "Manufacturing", "1", "[A]"])
    let answer = try sources(files).answer(
      try parseYAML(SourceText(name: "q", text: "{mentions: {by: [sector], region: Fujian}}")))
    #expect(answer.table.rows.map(\.cells) == [[.text("Manufacturing"), .number(1, exact: ExactDecimal(1))]])
  }

  @Test(arguments: [
    ("$period", ["news/b.md"]), ("{until: $period}", ["news/a.md", "news/b.md"]), ("{from: $period}", ["news/b.md"]),
    ("{from: 2023, until: 2024-02}", ["news/a.md"]), ("2022", []),
  ])
  func thePeriodChoosesTheArticles(published: String, taken: [String]) throws {
    let files = [
      "news/a.md": article(plain, published: "2024-02-28"), "news/b.md": article(plain, published: "2024-03-01"),
    ]
    let text = "---\ntitle: T\nperiod: 2020\nsources: [{file: news/*.md, published: \(published)}]\n---\nText.\n"
    let report = try Report(SourceText(name: "report.md", text: text), settings: [("period", "2024-03")])
    let found = try SourceSet(report.sources, folder: ".", world: TestWorld(files: files).world)
    #expect(found.documents.keys.elements == taken)
    #expect(found.diagnostics.map(\.code) == (taken.isEmpty ? ["report.published"] : []))
    let other = try Report(SourceText(name: "report.md", text: text))
    #expect(report.readsSameSources(as: other) == !published.contains("$"))
  }

  @Test func groupedMentionsHaveEachHeadingOnce() throws {
    let files = [
      "news/a.md": article(
        "Automotive grows in Fujian.\n\nAutomotive grows in Fujian.\n\nAutomotive grows in Fujian.\n\nManufacturing grows in Fujian."
      ),
      "news/b.md": article("Jilin develops automotive.\n\nJilin develops automotive.").replacing(
        "Exports\n", with: "B\n"),
    ]
    let body = "```table\nmentions: {by: [document, sector]}\ngroup: document\n```"
    let briefing = try world(files, body: body).assemble()
    let rows = briefing.document.blocks.compactMap { block -> Table? in
      if case .table(let table) = block { table } else { nil }
    }.flatMap(\.rows)
    // By their counts alone the second article would come between the rows of the first.
    #expect(rows.map { $0.kind == .group } == [true, false, false, true, false])
    #expect(rows.filter { $0.kind != .group }.map { $0.cells[1].text.plain } == ["3", "1", "2"])
  }

  @Test func aBrokenLexiconIsToldOnce() throws {
    var world = TestWorld(files: ["news/a.md": article(plain), "news/b.md": article(plain)]).world
    world.lexicons = [SourceText(name: "lexicon.csv", text: "phrase,role,value\nx,nonsense,\n")]
    let text = "---\ntitle: T\nsources: [{file: news/*.md, published: 2024}]\n---\nText.\n"
    let report = try Report(SourceText(name: "report.md", text: text))
    do {
      _ = try SourceSet(report.sources, folder: ".", world: world)
      Issue.record("accepted")
    } catch {
      #expect(error.diagnostics.map(\.code) == ["lexicon.role"])
    }
  }

  @Test func articlesWithoutDateAreNamedWhereTheDateCounts() throws {
    let text = "---\ntitle: T\nsources: [{file: news/*.md, published: 2024}]\n---\nText.\n"
    let report = try Report(SourceText(name: "report.md", text: text))
    let found = try SourceSet(
      report.sources, folder: ".",
      world: TestWorld(files: ["news/a.md": "Exports of Jilin rose.\n", "news/b.md": article(plain)]).world)
    #expect(found.documents.keys.elements == ["news/b.md"])
    #expect(found.diagnostics.contains { $0.code == "report.published" && $0.headline.contains("news/a.md") })
    let wrong = "---\ntitle: T\nsources: [{file: a.md, published: {till: 2024, until: soon}}]\n---\n"
    do {
      _ = try Report(SourceText(name: "report.md", text: wrong))
      Issue.record("accepted")
    } catch {
      #expect(error.diagnostics.map(\.code) == ["report.unknown-key", "report.period"])
    }
  }

  @Test func anArticleWithoutFiguresSaysWhatItIsAbout() throws {
    let found = try sources(["news/a.md": article("Fujian develops advanced manufacturing.")])
    #expect(found.summary().contains("no figure in a.md, which is about"))
    #expect(found.focusCSV().hasPrefix("document,region,region_code,sector,paragraphs\na.md,Fujian,CN-FJ,"))
  }

  @Test func sheetsOfOneWorkbook() throws {
    let file = Checkout.root + "/Tests/WorkbooksTests/Files/office.xlsx"
    var world = TestWorld(files: [:]).world
    world.read = { FileManager.default.contents(atPath: $0).map { Array($0) } }
    let report = try Report(
      SourceText(
        name: "report.md",
        text: """
          ---
          title: T
          sources:
            - file: \(file)
              mapping: {header: 2, measures: {"Million euro {period}": {measure: value_added, unit: EUR_M}}, columns: {sector: Industry}}
            - file: \(file)
              mapping: {sheet: Monthly, columns: {region: Land, period: Monat}, measures: {"Betriebe": company_count}, where: {Land: Bayern}}
          ---
          Text.
          """))
    let found = try SourceSet(report.sources, folder: "", world: world)
    #expect(found.documents.keys.elements == ["\(file)#Table 1", "\(file)#Monthly"])
    let table = try found.answer(try query("{measure: company_count, period: 2024-02}")).table
    #expect(resultCSV(table).hasSuffix("121\n"))
  }
}
