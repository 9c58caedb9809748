import Diagnostics
import Observations
import Testing

@testable import Analytics

@Suite struct BasesAndComponents {
  /// Two figures with notes or units that say on what basis they stand, and why they have no sum.
  static let cases: [(String, [Observation], String)] = [
    (
      "chained", [noted("CN-JL", "prices=chained 2017"), noted("CN-LN", "prices=chained 2017")],
      "chain-linked volumes do not add up"
    ),
    (
      "chained unit",
      [figure("CN-JL", "2022", "5", unit: "CLV10_MEUR"), figure("CN-LN", "2022", "6", unit: "CLV10_MEUR")],
      "chain-linked volumes do not add up"
    ),
    (
      "annual rates over time",
      [
        figure("CN-JL", "2022-Q1", "5", notes: ["seasonally adjusted at annual rates"]),
        figure("CN-JL", "2022-Q2", "6", notes: ["seasonally adjusted at annual rates"]),
      ], "figures at an annual rate have no sum over time"
    ),
    (
      "annual and plain",
      [figure("CN-JL", "2022-Q1", "5", notes: ["at annual rates"]), figure("CN-LN", "2022-Q1", "6")],
      "one is at an annual rate, the other is not"
    ),
    (
      "cumulative and single",
      [figure("CN-JL", "2022-03", "5", notes: ["cumulative"]), figure("CN-LN", "2022-03", "6")],
      "one counts from the beginning of the year, the other does not"
    ),
    (
      "price bases", [noted("CN-JL", "constant 2015 prices"), noted("CN-LN", "current prices")],
      "one is in constant 2015 prices, the other in current prices"
    ),
    (
      "base years", [noted("CN-JL", "constant 2015 prices"), noted("CN-LN", "constant 2010 prices")],
      "one is in constant 2015 prices, the other in constant 2010 prices"
    ),
    (
      "ages", [noted("CN-JL", "age=Y15-64"), noted("CN-JL", "age=Y20-64")],
      "their values of age overlap or are made differently"
    ),
    (
      "age and total", [noted("CN-JL", "age=Y15-24"), noted("CN-JL", "age=TOTAL")],
      "their values of age overlap or are made differently"
    ),
    (
      "open ages", [noted("CN-JL", "age=Y_GE15"), noted("CN-JL", "age=Y65-74")],
      "their values of age overlap or are made differently"
    ),
    (
      "sexes", [noted("CN-JL", "sex=F"), noted("CN-JL", "sex=T")], "their values of sex overlap or are made differently"
    ),
    (
      "adjustment", [noted("CN-JL", "s_adj=NSA"), noted("CN-LN", "s_adj=SA")],
      "their values of s_adj overlap or are made differently"
    ),
    (
      "one without", [noted("CN-JL", "age=Y15-24"), figure("CN-LN", "2022", "6")],
      "their values of age overlap or are made differently"
    ),
  ]

  static func noted(_ region: String, _ note: String) -> Observation { figure(region, "2022", "5", notes: [note]) }

  @Test(arguments: cases)
  func whatCannotBeAddedIsNot(name: String, observations: [Observation], why: String) throws {
    let result = try ask("{aggregate: sum}", observations)
    #expect(result.table.rows.isEmpty, "\(name)")
    #expect(result.codes == ["error query.refused"], "\(name)")
    let headline = try #require(result.diagnostics.first).headline
    #expect(headline.hasSuffix("cannot be added: \(why)"), "\(headline)")
    #expect(try ask("{aggregate: count}", observations).diagnostics == [])
  }

  @Test func partsThatDoNotOverlapAreAdded() throws {
    let ages = [
      Self.noted("CN-JL", "age=Y15-24"), Self.noted("CN-JL", "age=Y25-64"), Self.noted("CN-JL", "age=Y_GE65"),
    ]
    #expect(try ask("{aggregate: sum}", ages).lines == ["15"])
    #expect(try ask("{aggregate: sum}", [Self.noted("CN-JL", "sex=F"), Self.noted("CN-JL", "sex=M")]).lines == ["10"])
    // Quarters at annual rates add up over regions.
    let quarters = ["CN-JL", "CN-LN"].map { figure($0, "2022-Q1", "5", notes: ["at annual rates"]) }
    #expect(try ask("{aggregate: sum}", quarters).lines == ["10"])
    #expect(
      try ask("{aggregate: mean}", [Self.noted("CN-JL", "chained"), Self.noted("CN-LN", "chained")]).lines == ["5.0"])
  }

  @Test func furtherDimensionsGroupAndFilter() throws {
    let ages = [
      figure("CN-JL", "2021", "3", notes: ["age=Y15-24"]), figure("CN-JL", "2022", "4", notes: ["age=Y15-24"]),
      figure("CN-JL", "2021", "7", notes: ["age=Y15-64"]), figure("CN-JL", "2022", "8", notes: ["age=Y15-64"]),
    ]
    #expect(
      try ask("{by: [age], period: 2022, aggregate: sum, compare: [change]}", ages).lines == [
        "Y15-24,4,1", "Y15-64,8,1",
      ])
    #expect(try ask("{age: Y15-64, by: [period], compare: [change]}", ages).lines == ["2021,7,", "2022,8,1"])
    // Without a choice every figure is compared with its own age.
    #expect(try ask("{period: 2022, compare: [change]}", ages).lines == ["4,1", "8,1"])
    let unknown = try ask("{where: {age: Y15-63}}", ages)
    #expect(unknown.diagnostics.first?.help == "did you mean “Y15-64”?")
    let error = #expect(throws: DiagnosticError.self) { try ask("{by: [ages]}", ages) }
    #expect(error?.diagnostics.first?.help == "did you mean “age”?")
  }
}

@Suite struct Outliers {
  static let spike = yearly("CN-JL", from: 2010, ["100", "105", "110", "300", "121", "127", "133", "140"])
  static let jump = yearly("CN-JL", from: 2010, ["100", "105", "110", "300", "315", "330", "347", "364"])

  @Test func aSpikeIsNoGrowth() throws {
    let result = try ask("{by: [period], compare: [growth, flag]}", Self.spike)
    #expect(try column("growth", result) == [nil, 5, 4.761905, nil, nil, 4.958678, 4.724409, 5.263158])
    #expect(result.codes == ["warning query.break"])
    #expect(
      result.diagnostics[0].headline == "“growth” is missing across Jilin, 2013 (300 after 110 in 2012 at t.csv:1:1)")
    #expect(result.lines[3].hasSuffix("spike") && result.lines[4].hasSuffix(","))
    // What does not rest on it stands.
    let over = try ask("{by: [period], period: 2017, compare: [{cagr: 2010..2017}, {index: 2012}]}", Self.spike)
    #expect(over.diagnostics == [])
    #expect(try column("index", over) == [127.272727])
  }

  @Test func aJumpCannotBeCrossed() throws {
    let result = try ask("{by: [period], compare: [growth, {index: 2010}, flag]}", Self.jump)
    #expect(try column("growth", result) == [nil, 5, 4.761905, nil, 5, 4.761905, 5.151515, 4.899135])
    #expect(try column("index", result) == [100, 105, 110, nil, nil, nil, nil, nil])
    #expect(result.lines[3].hasSuffix("jump"))
    let kept = try ask("{by: [period], compare: [growth], breaks: keep}", Self.jump)
    #expect(try column("growth", kept)[3] == 172.727273)
    #expect(kept.diagnostics == [])
  }

  @Test func steadyFastGrowthIsNoOutlier() throws {
    let doubling = yearly("CN-JL", from: 2010, ["1", "2", "4", "8", "16", "32", "64", "128"])
    #expect(
      try column("growth", ask("{by: [period], compare: [growth]}", doubling)).dropFirst().allSatisfy { $0 == 100 })
    // Too little is known about a short series.
    let short = yearly("CN-JL", from: 2020, ["1", "9", "4"])
    #expect(try column("growth", ask("{by: [period], compare: [growth]}", short))[1] == 800)
  }

  @Test func regionsAreJudgedByTheOthersWhereTheSeriesIsShort() throws {
    let others = (0..<8).flatMap { yearly("R\($0)", from: 2021, ["10\($0)", "11\($0)"]) }
    let result = try ask(
      "{by: [region], period: 2022, compare: [growth, flag]}", others + yearly("CN-JL", from: 2021, ["100", "490"]))
    #expect(result.lines.filter { $0.hasSuffix("jump") } == ["Jilin,490,,jump"])
  }

  @Test func aBreakInTheSeriesIsNotCrossed() throws {
    let series = yearly("CN-JL", from: 2020, ["100", "110", "121", "133"], notes: [2022: "flag b"])
    let result = try ask("{by: [period], compare: [growth, {index: 2020}, flag]}", series)
    #expect(try column("growth", result) == [nil, 10, nil, 9.917355])
    #expect(try column("index", result) == [100, 110, nil, nil])
    #expect(result.lines[2].hasSuffix("break"))
    #expect(result.diagnostics[0].headline.contains("Jilin, 2022 (a break in the series at t.csv:1:1)"))
    // So is a sum over a region with one.
    let sums = try ask(
      "{by: [period], aggregate: sum, compare: [growth]}", series + yearly("CN-LN", from: 2020, ["1", "1", "1", "1"]))
    #expect(try column("growth", sums)[2] == nil)
  }

  @Test func aPartLargerThanItsWhole() throws {
    let wrong =
      provinces + [
        figure("CN-JL", "2022", "2000", place: "Changchun"), figure("CN-JL", "2021", "60", place: "Changchun"),
      ]
    let result = try ask("{region: Changchun, by: [region, period], compare: [growth, flag]}", wrong)
    #expect(result.lines == ["Changchun,2021,60,,", "Changchun,2022,2000,,exceeds whole"])
    #expect(result.diagnostics[0].headline.contains("2000 is more than 121.0 of Jilin"))
  }
}

@Suite struct OrderOfRows {
  @Test(arguments: [
    "{measure: gdp, by: [region, period], compare: [contribution, cumulative, decumulated, {moving_average: 2}, gap, flag]}",
    "{measure: gdp, by: [region, sector, period], compare: [location_quotient, {shift_share: 2020..2022}, achievement]}",
    "{measure: gdp, by: [period], level: subdivision, aggregate: {mean: {weight: staff}}, compare: [growth, {index: 2020}]}",
    "{measure: gdp, by: [period], level: subdivision, aggregate: {quantile: 0.3}}",
    "{measure: gdp, by: [period], level: subdivision, aggregate: hhi, compare: [change, {cagr: 2020..2022}]}",
    "{measure: gdp, by: [region], period: 2022, compare: [{share: {of: parent}}]}",
  ])
  func changesNothing(question: String) throws {
    let observations =
      provinces + Structure.table + Outliers.spike
      + [
        figure("CN-JL", "2022", "10.1", measure: "staff", unit: ""),
        figure("CN-LN", "2022", "20", measure: "staff", unit: ""),
        figure("CN-JL", "2025", "150", status: .target),
        figure("CN-BJ", "2022", "0.1", sector: "Mining", file: "b.csv"),
        figure("CN-BJ", "2022", "0.2", sector: "Mining", notes: ["age=Y15-64"]),
      ]
    let expected = try ask(question, observations)
    #expect(!expected.table.rows.isEmpty)
    var generator = Generator(state: 11)
    for _ in 0..<10 {
      let shuffled = try ask(question, observations.shuffled(using: &generator))
      #expect(shuffled.table == expected.table)
      #expect(shuffled.diagnostics == expected.diagnostics)
    }
  }
}
