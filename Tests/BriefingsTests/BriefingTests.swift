import Analytics
import Briefings
import Charting
import Diagnostics
import Frames
import Geometry
import Layout
import Observations
import Testing

@Suite struct BriefingTests {
  private func world(header: String = "", _ body: String) -> TestWorld {
    TestWorld(files: [
      "report.md": """
      ---
      title: Test
      sources: [{file: gdp.csv, title: GDP, publisher: Office}]
      \(header)
      ---
      \(body)
      """,
      "gdp.csv": table,
    ])
  }

  @Test func picturesAreFigures() throws {
    var world = world(
      """
      As @fig-mark shows.

      ![A red disc](disc.svg "The *mark*") <!-- a comment -->

      ```image
      file: disc.svg
      alternative: The same disc
      caption: Drawn for a test.
      source: Office
      width: half
      id: mark
      ```
      """)
    world.files["disc.svg"] =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'><circle cx='20' cy='10' r='9' fill='#c00'/></svg>"
    let briefing = try world.assemble()
    #expect(briefing.diagnostics == [])
    let figures = briefing.document.blocks.compactMap { block -> Figure? in
      if case .figure(let figure) = block { figure } else { nil }
    }
    #expect(figures.map(\.alternative) == ["A red disc", "The same disc"])
    #expect(figures.map(\.label) == ["Figure 1", "Figure 2"])
    // At its own size, and as wide as half the page.
    #expect(figures[0].frame.size == Size(40, 20) && figures[1].frame.size.width > 100)
    #expect(figures[1].source?.plain == "Office" && figures[1].caption.plain == "Drawn for a test.")
  }

  private func text(_ block: Block?) -> String {
    switch block {
    case .paragraph(let text, _): text.plain
    case .heading(let heading): heading.text.plain
    default: ""
    }
  }

  @Test func valuesAreLinkedToTheirSource() throws {
    let briefing = try world(
      header: "figures: {gdp: {measure: gdp, region: CN-JL, period: 2023}}", "Output was {{gdp}}."
    ).assemble()
    guard case .paragraph(let paragraph, _) = try #require(briefing.document.blocks.dropFirst().first) else {
      Issue.record("no paragraph")
      return
    }
    #expect(paragraph.plain == "Output was 1.35 trillion yuan[1].")
    #expect(paragraph.spans[1].link?.destination == .anchor("source-1"))
    guard case .sources(let entries) = try #require(briefing.document.blocks.last) else {
      Issue.record("no sources")
      return
    }
    #expect(entries[0].anchor == "source-1")
    #expect(entries[0].text.plain == "GDP  [A] column value: Jilin: line\u{A0}3")
    #expect(briefing.observations.map(\.value) == [.number(ExactDecimal(significand: 1_353_119, exponent: -2))])
  }

  @Test func passagesInOtherLanguagesAreMarked() throws {
    let blocks = try world(
      """
      A <span lang="de">Mittelstand</span> firm.<br>Next **line <span lang='fr'>rue</span>**.

      <div lang="ar" dir="rtl">

      ## مرحبا

      | ا | ب |
      |---|---|
      | ج | <span lang="en">d</span> |

      </div>

      After.
      """
    ).assemble().document.blocks
    func spans(_ text: RichText) -> [String] { text.spans.map { $0.text + ($0.language.map { " = \($0)" } ?? "") } }
    guard case .paragraph(let first, _) = blocks[1], case .heading(let heading) = blocks[2],
      case .table(let table) = blocks[3], case .paragraph(let last, _) = blocks[4]
    else {
      Issue.record("other blocks: \(blocks)")
      return
    }
    #expect(spans(first) == ["A ", "Mittelstand = de", " firm.", "\n", "Next ", "line ", "rue = fr", "."])
    #expect(first.direction == nil && last.direction == nil)
    #expect(spans(heading.text) == ["مرحبا = ar"] && heading.text.direction == .rightToLeft)
    #expect(table.direction == .rightToLeft)
    #expect(table.rows[0].cells.map { spans($0.text) } == [["ج = ar"], ["d = en"]])
    #expect(spans(last) == ["After."])
  }

  @Test func aFigureWithoutDataSaysWhatThereWouldBe() throws {
    func help(_ query: String) throws -> String {
      let briefing = try world(header: "figures: {x: \(query)}", "{{x}}").assemble()
      return try #require(briefing.diagnostics.first { $0.code == "report.no-data" }).help ?? ""
    }
    #expect(
      try help("{measure: gdp, region: CN-JL, period: 2001}").hasSuffix(
        "with another `period` there is an answer: 2022, 2023"))
    #expect(try help("{measure: gdp, region: CN-JL, period: 2023, status: target}").contains("another `status`"))
  }

  @Test func apostrophesAreTypeset() throws {
    let blocks = try world(
      header: "subtitle: \"L'emploi\"",
      """
      ```table
      title: "L'industrie d'Alsace, '24"
      query: {measure: gdp, by: [region]}
      ```
      """
    ).assemble().document.blocks
    guard case .title(let title) = blocks[0], case .table(let table) = blocks[1] else {
      Issue.record("other blocks")
      return
    }
    #expect(title.subtitle == "L’emploi")
    #expect(table.title?.plain == "L’industrie d’Alsace, '24")
  }

  @Test func quotesHaveTheLanguageOfTheirArticle() throws {
    let world = TestWorld(files: [
      "report.md": """
      ---
      title: Test
      language: de
      sources: [a.md]
      figures: {gdp: {measure: value_added_growth, region: CN-JL}}
      ---
      {{gdp}}
      """,
      "a.md":
        "Title: Growth in Jilin\nDate: 2024-05-02\n\nThe industrial value added of Jilin grew by 10.4 percent in the first quarter of 2024, and that of the city with it.\n",
    ])
    let blocks = try world.assemble().document.blocks
    let entries = blocks.flatMap { if case .sources(let entries) = $0 { entries } else { [] as [SourceEntry] } }
    #expect(entries[0].text.spans[0].language == "en")
    #expect(entries[1].text.spans.map(\.language) == ["en", "en", "en", nil, nil, nil])
  }

  @Test func fieldsOfAQueryNeedNoType() throws {
    let briefing = try world(
      """
      ```chart
      data: { query: { measure: gdp, by: [region, period] } }
      mark: bar
      encoding: { x: {field: value}, y: {field: region, sort: -x}, color: {field: period} }
      ```
      """
    ).assemble()
    let typed = try world(
      """
      ```chart
      data: { query: { measure: gdp, by: [region, period] } }
      mark: bar
      encoding:
        x: {field: value, type: quantitative}
        y: {field: region, type: nominal, sort: -x}
        color: {field: period, type: ordinal, sort: null}
      ```
      """
    ).assemble()
    let chart = try #require(briefing.charts.first?.rendered)
    #expect(chart.frame.dump() == typed.charts.first?.rendered.frame.dump())
    // A quantity has round ticks from zero; a name would have one for each value.
    #expect(chart.frame.dump().contains("“4”"))
    // Names of regions and years say what they are.
    #expect(chart.frame.dump().contains("trillion yuan") && !chart.frame.dump().contains("Region"))
  }

  @Test func computedValuesNameTheirFormula() throws {
    let briefing = try world(
      header: "figures: {growth: {measure: gdp, region: CN-JL, period: 2023, compare: [{growth: year}], show: growth}}",
      "{{#growth.rose}}Up {{growth.magnitude}}.{{/growth.rose}}"
    ).assemble()
    #expect(text(briefing.document.blocks[1]) == "Up 12.8%[1].")
    guard case .sources(let entries) = try #require(briefing.document.blocks.last) else {
      Issue.record("no sources")
      return
    }
    #expect(entries[0].text.plain == "Computed: GDP, growth on the period before  [A] lines\u{A0}2–3")
  }

  @Test func figuresMayCountRowsAndPickThemByNumbers() throws {
    let briefing = try world(
      header: """
        figures:
          all: {measure: gdp, period: 2023, by: [region], compare: [growth], show: rows}
          fast: {measure: gdp, period: 2023, by: [region], compare: [growth], at: {growth: "> 5"}, show: rows}
          none: {measure: gdp, period: 2023, by: [region], compare: [growth], at: {growth: ">= 100"}, show: rows}
          second: {measure: gdp, period: 2023, by: [region], compare: [rank], at: {rank: 2}}
          whole: {measure: gdp, region: CN-LN, period: 2023, decimals: 0}
          more: {measure: gdp, region: CN-LN, period: 2023, compare: [growth], show: growth, signed: true, decimals: 2}
        """, "{{all}} {{fast}} {{none}} {{second.region}} {{whole}} {{more}}"
    ).assemble()
    #expect(text(briefing.document.blocks[1]) == "3 1[1] 0 Jilin 3,020,940,000,000 yuan[2] +4.26%[3]")
    let problems = world(
      header: "figures: {fast: {measure: gdp, by: [region], compare: [growth], at: {growth: \"> five\"}, show: rows}}",
      "{{fast}}"
    ).problems()
    #expect(problems.map(\.code) == ["report.condition"])
  }

  @Test func tablesShowOtherYearsBesideAYear() throws {
    let briefing = try world(
      """
      ```table
      query: { measure: gdp, region: [CN-JL, CN-LN], period: 2023, by: [region], compare: [{ value: 2022 }, { growth: 2022 }] }
      columns: [region, value_2022, value, growth_2022]
      ```
      """
    ).assemble()
    guard case .table(let table) = briefing.document.blocks[1] else {
      Issue.record("no table")
      return
    }
    #expect(table.columns.map(\.header.plain) == ["Region", "2022", "Value", "Change on 2022"])
    #expect(table.rows.map { $0.cells.map(\.text.plain) }[0] == ["Jilin", "1.20", "1.35", "+12.8"])
    // Both years stand in the source: one entry for them, one for the growth on the base that is named.
    guard case .sources(let entries) = try #require(briefing.document.blocks.last) else {
      Issue.record("no sources")
      return
    }
    #expect(entries.count == 2 && entries[1].text.plain.hasPrefix("Computed: GDP, growth on 2022"))
  }

  @Test func loopsKeepTheLinesOfTheReport() throws {
    let problems = world(
      header: "sets: {rows: {query: {measure: gdp, period: 2023, by: [region]}}}",
      "{{#rows}}\n## {{region}}\n\n```tabel\nx: 1\n```\n{{/rows}}\n"
    ).problems()
    // Three times round the loop, told once.
    #expect(problems.map(\.code) == ["report.unknown-block"])
    #expect(problems[0].origin?.line == 9)
    #expect(problems[0].help == "did you mean “table”?")
  }

  @Test func anEmptySetIsNoMistake() throws {
    let briefing = try world(
      header: """
        sets: {rows: {query: {measure: gdp, period: 1999, by: [region]}, each: {then: {measure: gdp, region: $region}}}}
        """, "{{#rows}}{{region}} {{value}} {{then.magnitude}}{{/rows}}{{^rows}}Nothing.{{/rows}}"
    ).assemble()
    #expect(text(briefing.document.blocks[1]) == "Nothing.")
  }

  @Test func missingIsSaidAndNotZero() throws {
    let briefing = try world(
      header: "figures: {gdp: {measure: gdp, region: CN-HL, period: 2023}}",
      "{{gdp}}{{^gdp}} (nothing){{/gdp}}\n\n```table\nquery: {measure: gdp, region: CN-HL, by: [region]}\n```\n"
    ).assemble()
    #expect(text(briefing.document.blocks[1]) == "no data (nothing)")
    guard case .table(let table) = briefing.document.blocks[2] else {
      Issue.record("no table")
      return
    }
    #expect(table.rows[0].cells[1].text.plain == "n/a")
  }

  @Test func anEmptyBlockSaysSo() throws {
    let briefing = try world("```table\nquery: {measure: gdp, period: 1999, by: [region]}\nempty: Nothing yet.\n```\n")
      .assemble()
    #expect(text(briefing.document.blocks[1]) == "Nothing yet.")
    #expect(briefing.diagnostics.isEmpty)
  }

  @Test func tablesShareOneScale() throws {
    let briefing = try world(
      "```table\nquery: {measure: gdp, period: 2023, by: [region], sort: -value}\nin: billion\n```\n"
    ).assemble()
    guard case .table(let table) = briefing.document.blocks[1] else {
      Issue.record("no table")
      return
    }
    #expect(table.columns.map(\.unit) == [nil, "billion yuan"])
    #expect(table.rows.map { $0.cells.map(\.text.plain) }.contains(["Liaoning", "3,020.9"]))
  }

  @Test func parametersReachQueriesAndText() throws {
    let world = world(
      header: """
        parameters: {region: {type: region, default: CN-JL, values: {measure: gdp, period: 2023, by: [region_code]}}}
        figures: {gdp: {measure: gdp, region: $region, period: 2023}}
        """, "{{region}} ({{region.code}}): {{gdp}}")
    #expect(text(try world.assemble().document.blocks[1]) == "Jilin (CN-JL): 1.35 trillion yuan[1]")
    let other = try world.assemble(settings: [("region", "CN-LN")])
    #expect(text(other.document.blocks[1]) == "Liaoning (CN-LN): 3.02 trillion yuan[1]")
    #expect(world.problems(settings: [("regoin", "CN-LN")]).first?.help == "did you mean “region”?")
  }

  @Test func chartsGetTheirDataAndAStandaloneForm() throws {
    let briefing = try world(
      """
      ```chart
      name: sizes
      title: Liaoning leads
      subtitle: GDP 2023
      data: {query: {measure: gdp, period: 2023, by: [region], sort: -value}}
      mark: bar
      encoding: {y: {field: region, type: nominal}, x: {field: value, type: quantitative}}
      ```
      """
    ).assemble()
    let chart = try #require(briefing.charts.first)
    #expect(chart.name == "sizes")
    #expect(chart.rendered.title == "Liaoning leads")
    guard case .figure(let figure) = briefing.document.blocks[1] else {
      Issue.record("no figure")
      return
    }
    #expect(figure.label == "Figure 1")
    #expect(figure.title?.plain == "Liaoning leads")
    #expect(figure.source?.plain == "[1]")
    #expect(!figure.alternative.isEmpty)
  }

  @Test func chartsOfALoopKeepTheirOwnFiles() throws {
    let briefing = try world(
      header: "sets: {rows: {query: {measure: gdp, period: 2022, by: [region]}}}",
      """
      {{#rows}}
      ```chart
      name: ../size
      data: {query: {measure: gdp, region: "{{region}}", by: [period]}}
      mark: bar
      encoding: {y: {field: period, type: nominal}, x: {field: value, type: quantitative}}
      ```
      {{/rows}}
      """
    ).assemble()
    #expect(briefing.charts.map(\.name) == ["-size", "-size-2"])
  }

  @Test func orderOfSourcesDoesNotMatter() throws {
    let lines = table.split(separator: "\n")
    var first = world("```table\nquery: {measure: gdp, by: [region, period]}\n```\n")
    let a = try first.assemble().document
    first.files["gdp.csv"] = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    let b = try first.assemble().document
    guard case .table(let x) = a.blocks[1], case .table(let y) = b.blocks[1] else {
      Issue.record("no table")
      return
    }
    #expect(x.rows.map { $0.cells.map(\.text.plain) } == y.rows.map { $0.cells.map(\.text.plain) })
  }
}
