import Diagnostics
import Notation
import Observations
import Testing

@testable import Analytics

@Suite struct Queries {
  @Test func isReadFromYAML() throws {
    let read = try query(
      """
      measure: gdp
      by: [region, period]
      where: {region: CN-JL, status: [actual, target], period: last 10, source: tables}
      aggregate: sum
      compare: [share, rank, {growth: year}, {share: {of: {region: CN}}}, {cagr: [2013, 2022]}, {rank: {over: sector}}]
      sort: [-value, region]
      limit: 10
      """)
    var filters = Query.Filters()
    filters.regions = ["CN-JL"]
    filters.statuses = [.actual, .target]
    filters.periods = .last(10)
    filters.source = .tables
    let expected = Query(
      measures: ["gdp"], filters: filters, by: [.region, .period], aggregate: .sum,
      comparisons: [
        .share(), .rank(), .changeOnYear(.percent), .share(of: [.init(.region, "CN")]),
        .cagr(from: TimePeriod(year: 2013), to: TimePeriod(year: 2022)), .rank(over: [.sector]),
      ], sort: [.init("value", descending: true), .init("region")], limit: 10)
    #expect(read == expected)
  }

  @Test func statisticsAreReadFromYAML() throws {
    let read = try query(
      """
      compare: [{share: {of: parent}}, {share: {of: {parent: sector}}}, {contribution: {over: sector, on: period}},
        cumulative, {cumulative: all}, decumulated, {moving_average: {periods: 5, centred: true}}, {moving_average: 4},
        {location_quotient: {of: {region: US}, total: {sector: All}}}, {shift_share: [2013, 2022]}, achievement, gap,
        {gap: sector}, flag, {change: period}]
      aggregate: {mean: {weight: staff}}
      breaks: keep
      """)
    let (from, to) = (TimePeriod(year: 2013), TimePeriod(year: 2022))
    let expected = Query(
      aggregate: .weightedMean(weight: "staff"),
      comparisons: [
        .shareOfParent(.region), .shareOfParent(.sector), .contribution(over: .sector, on: .period), .cumulative(),
        .cumulative(.all), .decumulated, .movingAverage(5, isCentred: true), .movingAverage(4),
        .locationQuotient(of: [.init(.region, "US")], total: [.init(.sector, "All")]), .shiftShare(from: from, to: to),
        .achievement, .gap(.region), .gap(.sector), .flag, .changeOnPeriod(.absolute),
      ], keepsBreaks: true)
    #expect(read == expected)
    #expect(try query("{aggregate: hhi}").aggregate == .concentration)
    #expect(try query("{aggregate: {concentration_ratio: 3}}").aggregate == .concentrationRatio(3))
    #expect(
      try query("{compare: [{growth: 2020}, {change: 2020-Q1}, {value: 2020}]}").comparisons == [
        .changeOn(TimePeriod(year: 2020), .percent), .changeOn(try #require(TimePeriod("2020-Q1")), .absolute),
        .value(at: TimePeriod(year: 2020)),
      ])
    #expect(throws: DiagnosticError.self) { try query("{compare: [value]}") }
    #expect(try query("{aggregate: {quantile: 0.9}}").aggregate == .quantile(0.9))
  }

  @Test(arguments: [
    ("latest", "2022"), ("last 2", "2021,2022"), ("2021", "2021"), ("2020..2021", "2020,2021"),
    ("[2020, 2022]", "2020,2022"),
    ("any", "2020,2021,2022"),
  ])
  func periods(filter: String, found: String) throws {
    let result = try ask("{region: CN-JL, period: \(filter), by: [period]}")
    #expect(result.lines.map { String($0.prefix(4)) }.joined(separator: ",") == found)
  }

  @Test func latestIsTheLastPeriodWithAValueOfEachMeasure() throws {
    let observations = [
      figure("CN-JL", "2021", "5"), figure("CN-JL", "2022", "M"),
      figure("CN-JL", "2019", "7", measure: "staff", unit: ""),
    ]
    #expect(
      try ask("{period: latest, by: [measure, period, unit]}", observations).lines == [
        "gdp,2021,CNY_100M,5", "staff,2019,,7",
      ])
  }

  @Test func regionsAndPlacesInThem() throws {
    let observations = [
      figure("CN", "2022", "9"), figure("CN-JL", "2022", "5"), figure("CN-JL", "2022", "2", place: "Changchun"),
      figure("CN-LN", "2022", "3"),
    ]
    func found(_ condition: String) throws -> [String] {
      try ask("{where: {\(condition)}, by: [region]}", observations).lines
    }
    #expect(try found("region: CN-JL") == ["Jilin,5"])
    #expect(try found("region: Jilin") == ["Jilin,5"])
    #expect(try found("region: Changchun") == ["Changchun,2"])
    let printed = [figure("CN-JL", "2022", "2", place: "长春市"), figure("CN-LN", "2022", "3", place: "长春市")]
    for name in ["Changchun", "CN-220100", "长春"] {
      #expect(try ask("{region: \(name), by: [region]}", printed).lines == ["长春市,2"], "\(name)")
    }
    #expect(try found("within: CN-JL") == ["Changchun,2", "Jilin,5"])
    #expect(try found("region: {within: CN-JL}") == ["Changchun,2", "Jilin,5"])
    #expect(try found("within: CN, level: subdivision") == ["Jilin,5", "Liaoning,3"])
  }

  @Test func documentsAndSources() throws {
    let observations = [
      figure("CN-JL", "2022", "5", file: "seeds/a-1.md"), figure("CN-LN", "2022", "3", file: "b.csv"),
    ]
    #expect(try ask("{document: 'a-*.md'}", observations).lines == ["5"])
    #expect(try ask("{source: tables}", observations).lines == ["3"])
    #expect(try ask("{source: articles, by: [document]}", observations).lines == ["seeds/a-1.md,5"])
  }

  @Test(arguments: [
    ("a.md", "*.md", true), ("x/a.md", "a.md", true), ("x/a.md", "x/*", true), ("a.md", "?.md", true),
    ("ab.md", "?.md", false), ("a.md", "*b*", false), ("aXbXc", "a*b*c", true), ("", "*", true),
  ])
  func patterns(file: String, glob: String, fits: Bool) { #expect(matches(file, glob: glob) == fits) }

  @Test func everyMistakeHasItsPlace() throws {
    let yaml = """
      mesure: gdp
      by: [regoin]
      agregate: sum
      aggregate: summ
      where: {statuz: actual, status: actul, period: soon}
      compare: [shares, {growth: decade}, {index: x}, cagr, {share: {off: {region: CN}}}]
      limit: 0
      status: actual
      """
    let error = #expect(throws: DiagnosticError.self) { try query(yaml) }
    let found = (error?.diagnostics ?? []).map { "\($0.origin.map { "\($0)" } ?? "") \($0.help ?? $0.headline)" }
    #expect(
      found == [
        "report.md:1:1 did you mean “measure”?", "report.md:2:6 did you mean “region”?",
        "report.md:3:1 did you mean “aggregate”?", "report.md:4:12 did you mean “sum”?",
        "report.md:5:9 did you mean “status”?", "report.md:5:25 keep one of them",
        "report.md:5:48 write 2022, 2024-Q1, 2024-05, 2013..2022, latest or last 10",
        "report.md:6:11 did you mean “share”?", "report.md:6:28 use one of: year, period",
        "report.md:6:45 write 2022, 2024-Q1, 2024-05, 2013..2022, latest or last 10",
        "report.md:6:49 “cagr” wants two periods, the earlier one first, as {cagr: 2013..2022}, not text",
        "report.md:6:64 did you mean “of”?",
        "report.md:7:8 “limit” wants a whole number above 0, not a number",
      ])
  }

  @Test func ofManyMistakesTheFirstAreToldAndTheOthersCounted() throws {
    let error = #expect(throws: DiagnosticError.self) {
      try query("{" + (1...23).map { "key\($0): 1" }.joined(separator: ", ") + "}")
    }
    #expect(error?.diagnostics.count == 21)
    #expect(error?.diagnostics.last?.headline == "3 more mistakes in this query")
  }

  @Test func namesThatNothingHasAreSaidWithTheirPlace() throws {
    let result = try ask("measure: [gdp, gpd]\nregion: Jilni\nsort: valeu\n")
    #expect(
      result.diagnostics.map { "\($0.origin.map { "\($0)" } ?? "") \($0.help ?? "")" } == [
        "report.md:1:16 did you mean “gdp”?", "report.md:2:9 did you mean “Jilin”?",
        "report.md:1:1 the condition on “region” leaves none; loosen it or look at the figures with `briefing query`",
        "report.md:3:7 did you mean “value”?",
      ])
    #expect(result.table.rows.isEmpty)
  }

  @Test func emptyInputsDoNotTrap() throws {
    for question in ["{}", "{measure: gdp, aggregate: sum, by: [region], compare: [share, rank, growth]}"] {
      #expect(try ask(question, []).table.rows.isEmpty)
    }
  }

  @Test func valuesInUnlikeUnitsAreNamed() throws {
    let result = try ask("{by: [region]}", [figure("CN-JL", "2022", "5"), figure("CN-LN", "2022", "3", unit: "CNY")])
    #expect(result.codes == ["warning query.mixed-units"])
    #expect(result.table.columns.last?.unit == "")
  }
}
