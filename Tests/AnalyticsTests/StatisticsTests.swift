import Diagnostics
import Observations
import Testing

@testable import Analytics

@Suite struct Statistics {
  /// Nine definitions for p = 0.3 of eight numbers, computed by hand from the formulas of Hyndman and Fan.
  @Test(arguments: [
    (1, 9.0), (2, 9), (3, 4), (4, 6), (5, 8.5), (6, 7.5), (7, 9.7), (8, 8.166667), (9, 8.25),
  ])
  func quantiles(type: Int, value: Double) throws {
    let numbers = ["64", "1", "36", "4", "25", "9", "49", "16"]
    let regions = numbers.enumerated().map { i, n in figure("R\(i)", "2022", n) }
    #expect(try column("value", ask("{aggregate: {quantile: {p: 0.3, type: \(type)}}}", regions)) == [value])
  }

  /// Where np is whole the definitions with steps differ in which side they take.
  @Test(arguments: [(1, 4.0), (2, 6.5), (3, 4), (7, 7.75)])
  func quantilesAtAStep(type: Int, value: Double) throws {
    let numbers = ["1", "4", "9", "16", "25", "36", "49", "64"]
    let regions = numbers.enumerated().map { i, n in figure("R\(i)", "2022", n) }
    #expect(try column("value", ask("{aggregate: {quantile: {p: 0.25, type: \(type)}}}", regions)) == [value])
  }

  @Test func quantilesOfRatesAreAllowedAndExactWhereTheyAreAValue() throws {
    let rates = ["5.50", "6", "7"].enumerated().map { i, n in figure("R\(i)", "2022", n, measure: "rate", unit: "%") }
    #expect(try ask("{aggregate: {quantile: 0}}", rates).lines == ["5.50"])
    #expect(try ask("{aggregate: {quantile: 0.5}}", rates).table.rows[0].derivation.formula.description == "quantile")
  }

  @Test func meanWithWeightsOfAnotherMeasure() throws {
    let values = [
      figure("CN-JL", "2022", "5", measure: "rate", unit: "%"),
      figure("CN-LN", "2022", "8", measure: "rate", unit: "%"),
      figure("CN-JL", "2022", "10", measure: "staff", unit: ""),
      figure("CN-LN", "2022", "20", measure: "staff", unit: ""),
    ]
    let result = try ask("{measure: rate, aggregate: {mean: {weight: staff}}}", values)
    #expect(result.lines == ["7.0"] && result.diagnostics == [])
    #expect(result.table.rows[0].derivation.formula.description == "weighted mean")
    #expect(result.table.rows[0].derivation.observations.count == 4)
    // A value without a weight is left out, and told.
    let more = values + [figure("CN-BJ", "2022", "50", measure: "rate", unit: "%")]
    let without = try ask("{measure: rate, aggregate: {mean: {weight: staff}}}", more)
    #expect(without.lines == ["7.0"] && without.codes == ["warning query.weight"])
    let unknown = try ask("{measure: rate, aggregate: {mean: {weight: stuff}}}", values)
    #expect(unknown.diagnostics.first?.help == "did you mean “staff”?")
  }

  @Test func concentrationOfSectors() throws {
    // 50² + 30² + 20².
    let parts = [
      figure("CN-JL", "2022", "500", sector: "Mining"), figure("CN-JL", "2022", "300", sector: "Manufacturing"),
      figure("CN-JL", "2022", "200", sector: "Trade"),
    ]
    let result = try ask("{by: [region], aggregate: hhi}", parts)
    #expect(result.lines == ["Jilin,3800.0"] && result.table.columns[1].unit == "")
    #expect(try ask("{by: [region], aggregate: hhi}", parts.map { $0.with("M", sector: "Trade") }).lines == ["Jilin,"])
    let negative = try ask("{by: [region], aggregate: hhi}", parts.map { $0.with("-1", sector: "Trade") })
    #expect(negative.codes == ["error query.refused"])
    #expect(try ask("{by: [region], aggregate: hhi}", [parts[0]]).lines == ["Jilin,10000.0"])
    let rates = ["5", "6"].map { figure("CN-JL", "2022", $0, measure: "rate", unit: "%", sector: $0) }
    #expect(try ask("{by: [region], aggregate: hhi}", rates).codes == ["error query.refused"])
  }

  @Test func shareOfTheLargest() throws {
    let parts = [("Mining", "500"), ("Manufacturing", "300"), ("Trade", "150"), ("Transport", "50")].map {
      figure("CN-JL", "2022", $0.1, sector: $0.0)
    }
    let result = try ask("{by: [region], aggregate: {concentration_ratio: 2}}", parts)
    #expect(result.lines == ["Jilin,80.0"] && result.table.columns[1].unit == "%")
    #expect(result.table.rows[0].derivation.observations.count == 4)
    #expect(try ask("{by: [region], aggregate: {concentration_ratio: 9}}", parts).lines == ["Jilin,100.0"])
    // The largest of what is known need not be the largest.
    let gap = try ask(
      "{by: [region], aggregate: {concentration_ratio: 2}}", parts.map { $0.with("M", sector: "Trade") })
    #expect(gap.lines == ["Jilin,"] && gap.codes == ["note query.missing"])
    let error = #expect(throws: DiagnosticError.self) { try query("{aggregate: {concentration_ratio: 0}}") }
    #expect(error?.diagnostics.map(\.headline).first?.contains("{concentration_ratio: 3}") == true)
  }

  @Test func mistakesInStatistics() throws {
    let error = #expect(throws: DiagnosticError.self) {
      try query(
        "{aggregate: {quantile: 2}, breaks: maybe, compare: [{moving_average: 1}, {shift_share: 2020}, {gap: x}]}")
    }
    #expect(
      error?.diagnostics.map(\.headline) == [
        "“quantile” wants a probability from 0 to 1, or {p: 0.9, type: 7} with a type from 1 to 9, not a number",
        "“breaks” wants keep or leave out, not text",
        "“moving_average” wants a number of periods from 2 to 1000, as {moving_average: 12}; an odd one where it is "
          + "centred, not a number",
        "“shift_share” wants two periods, the earlier one first, as {shift_share: 2013..2022}, not a number",
        "“x” is no hierarchy",
      ])
  }
}

extension Observation {
  /// Another value for one sector.
  fileprivate func with(_ value: String, sector: String) -> Observation {
    guard self.sector == sector else { return self }
    var copy = self
    copy.value = Missing(rawValue: value).map { .missing($0) } ?? ExactDecimal(value).map { .number($0) } ?? copy.value
    return copy
  }
}

@Suite struct SeriesComparisons {
  static let months = [
    figure("CN-JL", "2022-02", "10.5"), figure("CN-JL", "2022-03", "16"), figure("CN-JL", "2022-04", "20.25"),
    figure("CN-JL", "2022-06", "30"), figure("CN-JL", "2023-01", "4"), figure("CN-JL", "2023-02", "12"),
  ]

  @Test func valuesCountedFromJanuaryAreTakenApart() throws {
    let result = try ask("{by: [period], compare: [decumulated]}", Self.months)
    // February stands for January too, June for May.
    #expect(
      result.lines == [
        "2022-02,10.5,10.5,2", "2022-03,16,5.5,1", "2022-04,20.25,4.25,1", "2022-06,30,9.75,2", "2023-01,4,4,1",
        "2023-02,12,8,1",
      ])
    #expect(result.codes == ["note query.merged"])
    let june = try #require(result.table.rows[3].derivation.comparands.first)
    #expect(june.formula.description == "less 2022-04" && june.observations == [Self.months[2].id])
  }

  @Test func intervalsFromJanuaryAreTakenApart() throws {
    let spans = [
      figure("CN-JL", "2022-01", "2"), figure("CN-JL", "2022-01/2022-02", "5"), figure("CN-JL", "2022-01/2022-03", "9"),
      figure("CN-JL", "2022-Q1/2022-Q3", "30"),
    ]
    let result = try ask("{by: [period], compare: [decumulated]}", spans)
    #expect(try column("decumulated", result) == [2, 3, 4, 30])
    #expect(try column("decumulated_months", result) == [1, 1, 1, 9])
  }

  @Test func runningTotals() throws {
    let months = ["1.5", "2", "3.25"].enumerated().map { i, v in figure("CN-JL", "2022-0\(i + 1)", v) }
    let next = [figure("CN-JL", "2023-01", "7"), figure("CN-JL", "2023-03", "9")]
    let result = try ask("{by: [period], compare: [cumulative, {cumulative: all}]}", months + next)
    #expect(
      result.lines == [
        "2022-01,1.5,1.5,1.5", "2022-02,2,3.5,3.5", "2022-03,3.25,6.75,6.75", "2023-01,7,7,", "2023-03,9,,",
      ])
    let stock = try ask(
      "{by: [period], compare: [cumulative]}", [figure("CN-JL", "2022-01", "5", measure: "staff", unit: "")])
    #expect(stock.codes == ["error query.refused"])
  }

  @Test func sumsOfValuesThatSeemToCountFromJanuaryAreWarnedOf() throws {
    func months(_ values: [String]) -> [Observation] {
      values.enumerated().map { i, v in figure("CN-JL", "\(2021 + i / 4)-0\(i % 4 + 1)", v) }
    }
    let toDate = try ask("{by: [region], aggregate: sum}", months(["1", "3", "4", "6", "2", "4", "5", "9"]))
    #expect(toDate.codes == ["warning query.cumulative"])
    let single = try ask("{by: [region], aggregate: sum}", months(["1", "3", "2", "6", "2", "4", "5", "9"]))
    #expect(single.diagnostics == [])
  }

  @Test func aColumnWithoutAnyValueIsTold() throws {
    let result = try ask("{region: CN-JL, period: 2020, by: [region], compare: [growth]}")
    #expect(result.codes == ["note query.no-comparand"])
  }

  @Test func movingAverages() throws {
    let years = yearly("CN-JL", from: 2018, ["1", "2", "6", "7", "M"])
    let result = try ask(
      "{by: [period], compare: [{moving_average: 3}, {moving_average: {periods: 3, centred: true}}]}", years)
    #expect(try column("moving_average", result) == [nil, nil, 3, 5, nil])
    #expect(try column("moving_average_2", result) == [nil, 3, 5, nil, nil])
    #expect(result.table.rows[2].derivation.comparands.first?.observations.count == 3)
  }

  @Test func onlyMembersOfBothTimesAreCompared() throws {
    let gap = provinces.filter {
      $0.regionCode != "CN" && !($0.regionCode == "CN-JL" && $0.period == TimePeriod(year: 2021))
    }
    let result = try ask("{by: [period], period: 2022, aggregate: sum, compare: [growth, change]}", gap)
    // Beijing and Liaoning: 580.25 after 520.
    #expect(result.lines == ["2022,701.25,11.586538461538462,60.25"])
    #expect(result.codes == ["note query.unmatched", "note query.unmatched"])
    #expect(
      result.diagnostics.first?.headline == "“growth” is without Jilin, which has no value at one of the two times")
    #expect(
      result.table.rows[0].derivation.comparands.first?.formula.description
        == "growth on 2021 over 2 of 3 members")
    // A missing value is no member either.
    let missing = gap + [figure("CN-JL", "2021", "M")]
    #expect(
      try column("growth", ask("{by: [period], period: 2022, aggregate: sum, compare: [growth]}", missing)) == [
        11.586538
      ])
  }
}

@Suite struct Structure {
  /// Two regions, two sectors, two years.
  static let table: [Observation] = [
    ("CN-JL", "Manufacturing", "100", "130"), ("CN-JL", "Mining", "50", "45"), ("CN-LN", "Manufacturing", "200", "260"),
    ("CN-LN", "Mining", "150", "165"),
  ].flatMap { region, sector, then, now in
    [figure(region, "2020", then, sector: sector), figure(region, "2022", now, sector: sector)]
  }

  @Test func contributionsAddUpToGrowth() throws {
    let result = try ask("{level: subdivision, by: [region], period: 2022, compare: [contribution]}")
    // Beijing 30, Jilin 10.5 and Liaoning 30.25 of 630.5.
    #expect(try column("contribution", result) == [4.758128, 1.665345, 4.79778])
    #expect(result.table.columns.last?.unit == "pp" && result.diagnostics == [])
    let growth = try ask("{level: subdivision, period: 2022, aggregate: sum, compare: [growth]}")
    let sum = try column("contribution", result).reduce(0) { $0 + ($1 ?? 0) }
    let total = try #require(column("growth", growth)[0])
    #expect(abs(sum - total) < 1e-5)
  }

  @Test func locationQuotients() throws {
    let result = try ask("{by: [region, sector], period: 2022, compare: [location_quotient]}", Self.table)
    // (130/175)/(390/600), (45/175)/(210/600), (260/425)/(390/600), (165/425)/(210/600).
    #expect(try column("location_quotient", result) == [1.142857, 0.734694, 0.941176, 1.109244])
  }

  @Test func locationQuotientsToAReference() throws {
    let nation = [
      figure("CN", "2022", "800", sector: "Manufacturing"), figure("CN", "2022", "200", sector: "Mining"),
      figure("CN", "2022", "1250", sector: "Total"), figure("CN-JL", "2022", "200", sector: "Total"),
      figure("CN-LN", "2022", "500", sector: "Total"),
    ]
    func quotients(_ options: String) throws -> [Double?] {
      try column(
        "location_quotient",
        ask(
          "{level: subdivision, by: [region, sector], period: 2022, sector: [Manufacturing, Mining], "
            + "compare: [{location_quotient: {\(options)}}]}", Self.table + nation))
    }
    // (130/175)/(800/1000) and its like.
    #expect(try quotients("of: {region: CN}") == [0.928571, 1.285714, 0.764706, 1.941176])
    // (130/200)/(800/1250).
    #expect(try quotients("of: {region: CN}, total: {sector: Total}") == [1.015625, 1.40625, 0.8125, 2.0625])
    // (130/200)/(390/700).
    #expect(try quotients("total: {sector: Total}") == [1.166667, 0.75, 0.933333, 1.1])
  }

  @Test func quotientsWithAGapAreMissingAndSayWhy() throws {
    let gap =
      Self.table.filter { $0.regionCode != "CN-LN" || $0.sector != "Mining" }
      + [figure("CN-LN", "2022", "Q", sector: "Mining")]
    let result = try ask("{by: [region, sector], period: 2022, compare: [location_quotient]}", gap)
    #expect(try column("location_quotient", result) == [nil, nil, nil, nil])
    #expect(result.codes == ["note query.incomplete"])
    #expect(result.diagnostics[0].headline.contains("Liaoning, Mining, 2022"))
  }

  @Test func shiftShare() throws {
    let result = try ask("{by: [region, sector], period: 2022, compare: [{shift_share: 2020..2022}]}", Self.table)
    #expect(result.diagnostics == [])
    // All grew by 20 %, manufacturing by 30 %, mining by 5 %.
    #expect(try column("national_effect", result) == [20, 10, 40, 30])
    #expect(try column("mix_effect", result) == [10, -7.5, 20, -22.5])
    #expect(try column("regional_effect", result) == [0, -7.5, 0, 7.5])
    #expect(result.table.columns.last?.unit == "CNY_100M")
  }

  @Test func shiftShareToAReference() throws {
    let nation = [("Manufacturing", "4000", "4800"), ("Mining", "1000", "1200")].flatMap { sector, then, now in
      [figure("CN", "2020", then, sector: sector), figure("CN", "2022", now, sector: sector)]
    }
    let result = try ask(
      "{level: subdivision, by: [region, sector], period: 2022, "
        + "compare: [{shift_share: {periods: 2020..2022, of: {region: CN}}}]}", Self.table + nation)
    #expect(result.diagnostics == [])
    #expect(try column("national_effect", result) == [20, 10, 40, 30])
    #expect(try column("mix_effect", result) == [0, 0, 0, 0])
    #expect(try column("regional_effect", result) == [10, -15, 20, -15])
  }

  @Test func whatThereIsNoShareOfIsRefused() throws {
    for comparison in ["contribution", "location_quotient", "{shift_share: 2020..2022}", "gap"] {
      let result = try ask("{by: [region, sector], aggregate: mean, compare: [\(comparison)]}", Self.table)
      #expect(result.codes == ["error query.totals"], "\(comparison)")
    }
    #expect(try ask("{by: [region], compare: [location_quotient]}", Self.table).codes == ["error query.over"])
  }

  @Test func targetsAndWhatHappened() throws {
    let targets = [
      figure("CN-JL", "2025", "150", status: .target), figure("CN-JL", "2030", "300", status: .target),
      figure("CN-LN", "2022", "200", status: .target), figure("CN-LN", "2025", "400", status: .plan),
    ]
    let result = try ask(
      "{level: subdivision, by: [region], period: 2022, status: actual, compare: [achievement]}", provinces + targets)
    #expect(try column("target", result) == [nil, 150, 200])
    #expect(try column("achievement", result) == [nil, 80.666667, 110.125])
    #expect(result.lines[1].hasPrefix("Jilin,121.0,150,2025,"))
    let rates = [
      figure("CN-JL", "2022", "4.8", measure: "rate", unit: "%"),
      figure("CN-JL", "2022", "5.5", measure: "rate", unit: "%", status: .target),
    ]
    let points = try ask("{by: [region], status: actual, compare: [achievement]}", rates)
    #expect(points.lines == ["Jilin,4.8,5.5,2022,-0.7"] && points.table.columns.last?.unit == "pp")
  }
}

@Suite struct Hierarchies {
  @Test func sharesOfTheParent() throws {
    let result = try ask("{level: subdivision, by: [region], period: 2022, compare: [{share: {of: parent}}]}")
    #expect(try column("share", result) == [27.692308, 9.307692, 16.942308])
    #expect(result.table.rows[0].derivation.comparands.first?.formula.description == "share of China")
    let sectors = [
      figure("CN-JL", "2022", "50", sector: "Manufacturing"), figure("CN-JL", "2022", "6", sector: "Automotive"),
      figure("CN-JL", "2022", "100", sector: "Total"),
    ]
    let nested = try ask("{by: [sector], compare: [{share: {of: {parent: sector}}}]}", sectors)
    #expect(try column("share", nested) == [12, 50, nil])
  }

  @Test func partsAndTheirGap() throws {
    let result = try ask("{region: CN, by: [region, period], period: 2022, compare: [gap]}")
    #expect(result.lines == ["China,2022,1300,701.25,-46.05769230769231"])
    #expect(result.table.rows[0].derivation.comparands.first?.observations.count == 3)
    // A city is no part of the country beside its province.
    let city = provinces + [figure("CN-JL", "2022", "40", place: "Changchun")]
    #expect(try column("parts", ask("{region: CN, by: [region], period: 2022, compare: [gap]}", city)) == [701.25])
    let sectors = [
      figure("CN-JL", "2022", "100", sector: "Total"), figure("CN-JL", "2022", "50", sector: "Manufacturing"),
      figure("CN-JL", "2022", "6", sector: "Automotive"), figure("CN-JL", "2022", "49", sector: "Mining"),
    ]
    #expect(
      try ask("{by: [sector], compare: [{gap: sector}]}", sectors).lines == [
        "Automotive,6,,", "Manufacturing,50,6,-88.0", "Mining,49,,", "Total,100,99,-1.0",
      ])
  }

  @Test func aTotalInTheDataIsComparedWithItsParts() throws {
    let result = try ask("{level: subdivision, by: [period], period: [2021, 2022], aggregate: sum}")
    #expect(result.codes == ["note query.gap"])
    #expect(
      result.diagnostics[0].headline
        == "the parts sum to 701.25, 46.1 % less than 1300 CNY_100M (China, 2022) at t.csv:1:1, and 1 more sum misses its total"
    )
    // A choice of regions has no total to meet.
    #expect(try ask("{region: [CN-JL, CN-LN], by: [period], aggregate: sum}").diagnostics == [])
    let close = provinces.map { o in
      var o = o
      if o.regionCode == "CN", o.period == TimePeriod(year: 2022) { o.value = .number(ExactDecimal(702)) }
      return o
    }
    #expect(try ask("{level: subdivision, by: [period], period: 2022, aggregate: sum}", close).diagnostics == [])
  }

  @Test func codesOfRegionsSayWhatTheyArePartOf() throws {
    func sum(_ codes: [String]) throws -> QueryResult {
      try ask("{aggregate: sum}", codes.map { figure("", "2022", "5", place: $0) })
    }
    for nested in [["DE", "DE1"], ["DE1", "DE11"], ["DEA", "DEA1"], ["DE11", "DE111"], ["EL", "EL30"]] {
      let result = try sum(nested)
      #expect(result.codes == ["error query.refused"], "\(nested)")
      #expect(result.diagnostics.first?.headline.hasSuffix("the second region is part of the first") == true)
    }
    #expect(try sum(["DE11", "DE12", "EL30"]).lines == ["15"])
    let levels = ["DE", "DE1", "DE11", "DE111"].map { figure("", "2022", "5", place: $0) }
    #expect(try ask("{level: nuts2, by: [region]}", levels).lines == ["DE11,5"])
    #expect(try ask("{within: DE1, by: [region]}", levels).lines == ["DE1,5", "DE11,5", "DE111,5"])
    // GB/T 2260 and FIPS.
    for (whole, part) in [("220000", "220100"), ("220100", "220102"), ("06000", "06037"), ("00000", "06000")] {
      let result = try ask("{aggregate: sum}", [figure(whole, "2022", "9"), figure(part, "2022", "5")])
      #expect(result.codes == ["error query.refused"], "\(whole) \(part)")
    }
  }

  @Test(arguments: [
    ("31-33", "311", true, true), ("31-33", "321,327-339", true, true), ("31-33", "48-49", false, false),
    ("31-33,51", "31-33", true, true), ("11,21,23,31-33", "31-33,51", false, true), ("C", "C10-C12", true, true),
    ("B-E", "C", true, true), ("B-E", "F", false, false), ("M_N", "N", true, true), ("G-I", "I55", true, true),
    ("44-45", "42", false, false), ("C10-12", "C11", true, true),
  ])
  func codesOfSectors(whole: String, part: String, contains: Bool, overlaps: Bool) throws {
    let (a, b) = (try #require(ClassificationCode(whole)), try #require(ClassificationCode(part)))
    #expect(a.contains(b) == contains)
    #expect(!b.contains(a))
    #expect(a.overlaps(b) == overlaps && b.overlaps(a) == overlaps)
  }

  @Test func wordsAreNoCodes() {
    for text in ["", "Mining", "NRP", "TOTAL", "31-", "…"] { #expect(ClassificationCode(text) == nil, "\(text)") }
  }

  @Test func sectorsThatOverlapAreNotAdded() throws {
    func sum(_ codes: [String]) throws -> QueryResult {
      try ask(
        "{aggregate: sum}",
        codes.map { figure("CN-JL", "2022", "5", sector: "sector \($0)", notes: ["sector code \($0)"]) })
    }
    #expect(try sum(["31-33", "42", "44-45"]).lines == ["15"])
    #expect(
      try sum(["31-33", "321,327-339"]).diagnostics[0].headline.hasSuffix("the second sector is part of the first"))
    #expect(try sum(["11,21,23,31-33", "31-33,51"]).diagnostics[0].headline.hasSuffix("their sectors overlap"))
  }
}
