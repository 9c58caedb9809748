import Analytics
import Briefings
import Diagnostics
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
}
