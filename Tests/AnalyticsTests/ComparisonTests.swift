import Observations
import Testing

@testable import Analytics

@Suite struct Comparisons {
  @Test func shareOfTheTotal() throws {
    let result = try ask("{level: subdivision, by: [region, period], period: [2020, 2021], compare: [share]}")
    #expect(result.diagnostics == [])
    // Beijing 300 of 600, 330 of 630.5; Jilin; Liaoning.
    #expect(try column("share", result) == [50, 52.339413, 16.666667, 17.525773, 33.333333, 30.134814])
    #expect(result.table.columns.last?.unit == "%")
    #expect(result.table.rows[0].derivation.comparands.first?.formula.description == "share of the total over region")
    #expect(result.table.rows[0].derivation.comparands.first?.observations.count == 3)
  }

  @Test func shareOfAGivenFigure() throws {
    let result = try ask("{level: subdivision, by: [region], period: latest, compare: [{share: {of: {region: CN}}}]}")
    #expect(try column("share", result) == [27.692308, 9.307692, 16.942308])
    #expect(result.table.rows[0].derivation.comparands.first?.observations == ["CN///2022/gdp/1300/actual/t.csv"])
  }

  @Test func aTotalWithItsPartsHasNoShares() throws {
    let result = try ask("{by: [region], period: latest, compare: [share]}")
    #expect(try column("share", result) == [nil, nil, nil, nil])
    #expect(result.codes == ["error query.refused"])
  }

  @Test func rank() throws {
    let observations = provinces + [figure("CN-XX", "2022", "360")]
    let result = try ask(
      "{level: subdivision, by: [region, period], period: [2021, 2022], compare: [rank]}", observations)
    #expect(
      result.lines == [
        "Beijing,2021,330,1", "Beijing,2022,360,1", "Jilin,2021,110.5,3", "Jilin,2022,121.0,3", "Liaoning,2021,190,2",
        "Liaoning,2022,220.25,2",
      ])
    let tie = try ask(
      "{region: [CN-BJ, CN-XX, CN-JL], by: [region_code], period: 2022, compare: [rank], sort: rank}", observations)
    #expect(tie.lines == ["CN-BJ,360,1", "CN-XX,360,1", "CN-JL,121.0,3"])
  }

  @Test func sumsOverSeveralPeriodsAreRankedTogether() throws {
    let months = [
      figure("CN-JL", "2022-01", "5"), figure("CN-JL", "2022-02", "6"), figure("CN-LN", "2022-02", "7"),
      figure("CN-LN", "2022-03", "8"),
    ]
    let result = try ask("{by: [region], aggregate: sum, compare: [rank, share]}", months)
    #expect(try column("rank", result) == [2, 1])
    #expect(try column("share", result) == [42.307692, 57.692308])
  }

  @Test func changeOnTheYear() throws {
    let result = try ask(
      "{region: CN-JL, by: [period], compare: [change, {growth: year}, {index: 2020}, {cagr: 2020..2022}]}")
    #expect(try column("change", result) == [nil, 10.5, 10.5])
    #expect(try column("growth", result) == [nil, 10.5, 9.502262])
    #expect(try column("index", result) == [100, 110.5, 121])
    #expect(try column("cagr", result) == [10, 10, 10])
    #expect(result.table.columns.map(\.unit) == ["", "CNY_100M", "CNY_100M", "%", "", "%"])
    let change = try #require(result.table.index(of: "change"))
    #expect(result.table.rows[1].cells[change] == .number(10.5, exact: ExactDecimal("10.5")))
  }

  @Test func aNamedPeriodMayBeComparedWith() throws {
    let result = try ask(
      "{region: CN-JL, by: [region], period: 2022, compare: [{value: 2020}, {value: 2021}, {growth: 2020}, {change: 2020}]}"
    )
    #expect(
      result.table.columns.map(\.name) == ["region", "value", "value_2020", "value_2021", "growth_2020", "change_2020"])
    #expect(result.table.columns.map(\.unit) == ["", "CNY_100M", "CNY_100M", "CNY_100M", "%", "CNY_100M"])
    #expect(result.lines == ["Jilin,121.0,100.0,110.5,21.0,21.0"])
    // The earlier value rests on itself alone and stands in the source as it is; the growth on it says which.
    let comparands = result.table.rows[0].derivation.comparands
    #expect(comparands.map(\.isAlone) == [true, true, false, false])
    #expect(comparands.map(\.formula.description) == ["single", "single", "growth on 2020", "change on 2020"])
    #expect(comparands[2].formula.general == comparands[2].formula)
    // Of a sum it is the sum.
    let sum = try ask("{level: subdivision, period: 2022, aggregate: sum, compare: [{value: 2021}]}")
    #expect(sum.table.rows[0].derivation.comparands.first?.formula == .statistic(.sum))
  }

  @Test func theYearBeforeNeedNotBeInTheResult() throws {
    let result = try ask("{level: subdivision, by: [region], period: latest, compare: [growth], sort: -growth}")
    #expect(try column("growth", result) == [15.921053, 9.502262, 9.090909])
    let sum = try ask("{level: subdivision, period: latest, aggregate: sum, compare: [growth]}")
    #expect(try column("growth", sum) == [11.221253])
  }

  @Test func changeOnThePeriod() throws {
    let quarters = [
      figure("CN-JL", "2021-Q4", "10"), figure("CN-JL", "2022-Q1", "12"), figure("CN-JL", "2022-Q3", "13"),
    ]
    let result = try ask("{by: [period], compare: [{growth: period}, {change: period}]}", quarters)
    #expect(try column("growth", result) == [nil, 20, nil])
    #expect(try column("change", result) == [nil, 2, nil])
  }

  @Test func ratesChangeInPercentagePoints() throws {
    let rates = [
      figure("CN-JL", "2021", "5.5", measure: "rate", unit: "%"),
      figure("CN-JL", "2022", "5.0", measure: "rate", unit: "%"),
    ]
    let result = try ask("{by: [period], compare: [growth]}", rates)
    #expect(result.table.columns.last?.unit == "pp")
    #expect(result.lines == ["2021,5.5,", "2022,5.0,-0.5"])
  }

  @Test func unlikeFiguresAreNotCompared() throws {
    let unlike = [
      figure("CN-JL", "2021", "5"), figure("CN-JL", "2022", "6", status: .target),
      figure("CN-LN", "2021", "5", unit: "USD"), figure("CN-LN", "2022", "6"), figure("CN-BJ", "2021", "0"),
      figure("CN-BJ", "2022", "7"),
    ]
    #expect(try column("growth", ask("{by: [region], period: 2022, compare: [growth]}", unlike)) == [nil, nil, nil])
    let twice = [
      figure("CN-JL", "2021", "5"), figure("CN-JL", "2021", "6", file: "b.csv"), figure("CN-JL", "2022", "7"),
    ]
    let result = try ask("{by: [region], period: 2022, compare: [growth]}", twice)
    #expect(try column("growth", result) == [nil])
    #expect(result.codes == ["warning query.ambiguous"])
  }

  @Test func scalesOfOneUnitAreCompared() throws {
    let scales = [figure("CN-JL", "2021", "200000000", unit: "CNY"), figure("CN-JL", "2022", "3")]
    #expect(try column("growth", ask("{by: [region], period: 2022, compare: [growth]}", scales)) == [50])
  }

  @Test func aShareOfRatesIsRefused() throws {
    let rates = [
      figure("CN-JL", "2022", "5.5", measure: "rate", unit: "%"),
      figure("CN-LN", "2022", "5", measure: "rate", unit: "%"),
    ]
    let result = try ask("{by: [region], compare: [share, rank]}", rates)
    #expect(try column("share", result) == [nil, nil])
    #expect(try column("rank", result) == [1, 2])
    #expect(result.codes == ["error query.refused"])
  }
}
