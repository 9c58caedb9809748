import Diagnostics
import Notation
import Observations
import Testing

@testable import Analytics

@Suite struct Aggregates {
  @Test(arguments: [
    ("sum", "701.25"), ("mean", "233.75"), ("median", "220.25"), ("min", "121.0"), ("max", "360"), ("count", "3"),
  ])
  func ofOneYear(aggregate: String, value: String) throws {
    let result = try ask("{measure: gdp, level: subdivision, period: 2022, aggregate: \(aggregate)}")
    // The nation is known and more than these three.
    #expect(result.codes == (aggregate == "sum" ? ["note query.gap"] : []))
    #expect(result.lines == [value])
    #expect(result.table.rows[0].derivation.observations.count == 3)
    #expect(result.table.rows[0].derivation.formula.description == aggregate)
    #expect(result.table.columns[0].measure == "gdp")
    #expect(result.table.columns[0].unit == (aggregate == "count" ? "count" : "CNY_100M"))
  }

  @Test func medianOfAnEvenNumber() throws {
    #expect(try ask("{region: [CN-JL, CN-LN], period: 2020, aggregate: median}").lines == ["150.0"])
  }

  @Test func groupsComeInTheOrderOfTheirDimensions() throws {
    let result = try ask("{measure: gdp, level: subdivision, by: [period, region], period: last 2, aggregate: sum}")
    #expect(
      result.lines == [
        "2021,Beijing,330", "2021,Jilin,110.5", "2021,Liaoning,190", "2022,Beijing,360", "2022,Jilin,121.0",
        "2022,Liaoning,220.25",
      ])
    #expect(result.table.columns.map(\.kind) == [.dimension, .dimension, .value])
  }

  @Test func withoutAnAggregateEveryFigureHasItsRow() throws {
    let result = try ask(
      "{region: CN-JL, by: [region, period, status, unit, qualifier], sort: -period, limit: 2}",
      provinces + [figure("CN-JL", "2025", "over 150", status: .target), figure("CN-JL", "2024", "130–140")])
    #expect(
      result.lines == ["Jilin,2025,target,CNY_100M,over,150,", "Jilin,2024,actual,CNY_100M,exact,130,140"])
    #expect(result.table.columns.map(\.name).suffix(2) == ["value", "value_high"])
  }

  @Test func sumsAreExactAndConvertUnits() throws {
    let result = try ask(
      "{by: [period], aggregate: sum}",
      [figure("CN-JL", "2022", "0.1"), figure("CN-LN", "2022", "0.2"), figure("CN-BJ", "2022", "5", unit: "CNY")])
    #expect(result.lines == ["2022,0.30000005"])
    #expect(result.table.columns[1].unit == "CNY_100M")
    let large = try ask(
      "{aggregate: sum}",
      [
        figure("CN-JL", "2022", "999999999999999999"), figure("CN-LN", "2022", "-999999999999999998"),
        figure("CN-BJ", "2022", "0.25"),
      ])
    #expect(large.lines == ["1.25"])
  }

  @Test func orderOfRowsChangesNothing() throws {
    let questions = [
      "{measure: gdp, by: [region, period], compare: [share, rank, {growth: year}]}",
      "{level: subdivision, by: [period], aggregate: sum, compare: [{index: 2020}]}",
      "{by: [sector], aggregate: count}",
    ]
    let observations = provinces + [figure("CN-JL", "2022", "121.0", file: "a.md"), figure("CN-JL", "2022", "about 7")]
    for question in questions {
      let expected = try ask(question, observations)
      var generator = Generator(state: 7)
      for _ in 0..<20 {
        let shuffled = try ask(question, observations.shuffled(using: &generator))
        #expect(shuffled.table == expected.table)
        #expect(shuffled.diagnostics == expected.diagnostics)
      }
    }
  }

  @Test func missingIsNotZero() throws {
    let observations = [figure("CN-JL", "2022", "5"), figure("CN-LN", "2022", "Q"), figure("CN-BJ", "2022", "M")]
    let sum = try ask("{aggregate: sum}", observations)
    #expect(sum.lines == ["5"])
    #expect(sum.codes == ["note query.missing"])
    #expect(sum.diagnostics[0].headline == "2 of 3 values are missing and not in the sum")
    #expect(sum.table.rows[0].derivation.missingCount == 2)
    #expect(try ask("{aggregate: count}", observations).lines == ["1"])
    let list = try ask("{by: [region], sort: value, compare: [share, rank]}", observations)
    #expect(
      list.table.rows.map { $0.cells[1] } == [
        .number(5, exact: ExactDecimal(5)), .missing(.notAvailable), .missing(.confidential),
      ])
    #expect(list.table.rows.allSatisfy { $0.cells[2] == .missing(.notAvailable) })
    #expect(list.table.rows.map { $0.cells[3] }[0] == .number(1, exact: ExactDecimal(1)))
    #expect(list.codes == ["note query.incomplete"])
    #expect(list.diagnostics[0].headline.contains("3 shares are missing because their total has a missing value"))
    let none = try ask("{aggregate: sum, region: [CN-LN, CN-BJ]}", observations)
    #expect(none.table.rows[0].cells == [.missing(.notAvailable)])
  }

  @Test func hedgedValuesAreAddedWithAWarning() throws {
    let result = try ask("{aggregate: sum}", [figure("CN-JL", "2022", "over 5"), figure("CN-LN", "2022", "7")])
    #expect(result.lines == ["12"] && result.codes == ["warning query.hedged"])
    #expect(result.table.rows[0].derivation.isHedged)
  }

  @Test func aFigureThatStandsTwiceCountsOnce() throws {
    let twice = [
      figure("CN-JL", "2022", "5"), figure("CN-JL", "2022", "5.0", file: "b.csv"), figure("CN-LN", "2022", "7"),
    ]
    #expect(try ask("{aggregate: sum}", twice).lines == ["12.0"])
  }
}

struct Generator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}

@Suite struct Refusals {
  static let cases: [(String, [Observation], String)] = [
    (
      "rates",
      [
        figure("CN-JL", "2022", "5", measure: "rate", unit: "%"),
        figure("CN-LN", "2022", "6", measure: "rate", unit: "%"),
      ],
      "rates, ratios, indices and ranks have no sum"
    ),
    (
      "indices",
      [
        figure("CN-JL", "2022", "101", measure: "price_index", unit: ""),
        figure("CN-LN", "2022", "102", measure: "price_index", unit: ""),
      ],
      "rates, ratios, indices and ranks have no sum"
    ),
    (
      "growth rates",
      [
        figure("CN-JL", "2022", "5", unit: "%", change: .growthRate),
        figure("CN-LN", "2022", "6", unit: "%", change: .growthRate),
      ],
      "rates, ratios, indices and ranks have no sum"
    ),
    (
      "targets", [figure("CN-JL", "2022", "5"), figure("CN-LN", "2022", "6", status: .target)],
      "one is actual, the other target"
    ),
    (
      "currencies", [figure("CN-JL", "2022", "5"), figure("CN-LN", "2022", "6", unit: "USD")],
      "CNY_100M and USD do not convert"
    ),
    (
      "measures", [figure("CN-JL", "2022", "5"), figure("CN-LN", "2022", "6", measure: "staff", unit: "")],
      "they measure different things"
    ),
    ("overlap", [figure("CN-JL", "2022", "5"), figure("CN-LN", "2022-Q1", "6")], "their periods overlap"),
    (
      "cumulative", [figure("CN-JL", "2022-01/2022-05", "5"), figure("CN-JL", "2022-01/2022-06", "6")],
      "their periods overlap"
    ),
    ("lengths", [figure("CN-JL", "2021", "5"), figure("CN-JL", "2022-Q1", "6")], "their periods are not equally long"),
    ("unknown period", [figure("CN-JL", "2021", "5"), figure("CN-LN", "", "6")], "the period of one is not known"),
    (
      "stocks",
      [
        figure("CN-JL", "2021", "5", measure: "staff", unit: ""),
        figure("CN-JL", "2022", "6", measure: "staff", unit: ""),
      ],
      "a stock has no sum over time"
    ),
    (
      "nation", [figure("CN", "2022", "50"), figure("CN-JL", "2022", "6")],
      "the second region is part of the first"
    ),
    (
      "city", [figure("CN-JL", "2022", "50"), figure("CN-JL", "2022", "6", place: "Changchun")],
      "the second region is part of the first"
    ),
    (
      "sectors",
      [figure("CN-JL", "2022", "50", sector: "Manufacturing"), figure("CN-JL", "2022", "6", sector: "Automotive")],
      "the second sector is part of the first"
    ),
    (
      "all sectors",
      [figure("CN-JL", "2022", "50", sector: "All sectors"), figure("CN-JL", "2022", "6", sector: "Mining")],
      "the second sector is part of the first"
    ),
    (
      "disagreement", [figure("CN-JL", "2022", "5"), figure("CN-JL", "2022", "6", file: "b.csv")],
      "the same figure stands twice with different values"
    ),
    ("ranges", [figure("CN-JL", "2022", "5–6"), figure("CN-LN", "2022", "6")], "one of them is a range"),
  ]

  @Test(arguments: cases)
  func whatCannotBeAddedIsNot(name: String, observations: [Observation], why: String) throws {
    let result = try ask("{aggregate: sum}", observations)
    #expect(result.table.rows.isEmpty, "\(name)")
    #expect(result.codes == ["error query.refused"], "\(name)")
    let headline = try #require(result.diagnostics.first).headline
    #expect(headline.hasSuffix("cannot be added: \(why)"), "\(headline)")
    #expect(headline.contains("at t.csv:1:1 and "))
    // Each alone is a figure like any other.
    #expect(try ask("{aggregate: sum}", [observations[0]]).table.rows.count == 1)
    #expect(try ask("{aggregate: count}", observations).diagnostics == [])
  }

  @Test func otherGroupsKeepTheirRows() throws {
    let result = try ask(
      "{by: [period], where: {period: 2021..2022}, aggregate: sum}",
      provinces.filter { $0.regionCode != "CN" || $0.period != TimePeriod(year: 2022) })
    #expect(result.lines == ["2022,701.25"])
    #expect(result.codes == ["error query.refused"])
  }

  @Test func whatCannotBeAddedMayStillBeAveraged() throws {
    let rates = [
      figure("CN-JL", "2022", "5", measure: "rate", unit: "%"),
      figure("CN-LN", "2022", "6", measure: "rate", unit: "%"),
    ]
    #expect(try ask("{aggregate: mean}", rates).lines == ["5.5"])
    #expect(try ask("{aggregate: max}", provinces).lines == ["1300"])
  }

  @Test func monthsMakeAQuarter() throws {
    let months = [figure("CN-JL", "2022-01", "5"), figure("CN-JL", "2022-02", "6"), figure("CN-JL", "2022-03", "7")]
    #expect(try ask("{aggregate: sum}", months).lines == ["18"])
  }

  @Test func provisionalFiguresAreActualOnes() throws {
    let both = [figure("CN-JL", "2022", "5", status: .provisional), figure("CN-LN", "2022", "6")]
    #expect(try ask("{aggregate: sum}", both).lines == ["11"])
  }
}
