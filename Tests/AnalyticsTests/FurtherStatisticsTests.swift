import Diagnostics
import Observations
import Testing

@testable import Analytics

@Suite struct FurtherStatistics {
  @Test func severalStatisticsStandSideBySide() throws {
    let result = try ask(
      "{measure: gdp, level: subdivision, by: [period], aggregate: [sum, mean, count, median, {quantile: 1}], period: last 2}"
    )
    #expect(result.table.columns.map(\.name) == ["period", "value", "mean", "count", "median", "quantile_1.0"])
    #expect(result.table.columns.map(\.unit) == ["", "CNY_100M", "CNY_100M", "count", "CNY_100M", "CNY_100M"])
    // 110.5 + 190 + 330 and 121 + 220.25 + 360, a third of them, and the middle ones.
    #expect(result.lines == ["2021,630.5,210.16666666666666,3,190,330", "2022,701.25,233.75,3,220.25,360"])
    let comparands = result.table.rows[0].derivation.comparands
    #expect(comparands.map(\.formula.description) == ["mean", "count", "median", "quantile"])
    #expect(comparands.allSatisfy { $0.observations.count == 3 })
  }

  @Test func comparisonsAreThoseOfTheFirst() throws {
    let result = try ask(
      "{measure: gdp, level: subdivision, by: [period], aggregate: [mean, sum], period: 2022, compare: [change]}")
    #expect(try column("change", result) == [(701.25 - 630.5) / 3].map { ($0 * 1e6).rounded() / 1e6 })
  }

  @Test func aRefusedStatisticLeavesItsColumnEmpty() throws {
    let rates = [
      figure("CN-JL", "2022", "5", measure: "rate", unit: "%"),
      figure("CN-LN", "2022", "7", measure: "rate", unit: "%"),
    ]
    let result = try ask("{aggregate: [mean, sum]}", rates)
    #expect(result.lines == ["6.0,"])
    #expect(result.codes == ["error query.refused"])
  }

  @Test func theRankOfAGrowth() throws {
    let result = try ask(
      "{measure: gdp, level: subdivision, by: [region], period: 2022, compare: [growth, {rank: {of: growth}}, rank], sort: rank}"
    )
    // Growth 9.502…, 15.921… and 9.0909… %, values 121, 220.25 and 360.
    #expect(result.lines.map { $0.split(separator: ",").first.map(String.init) } == ["Liaoning", "Jilin", "Beijing"])
    #expect(try column("rank", result) == [1, 2, 3])
    #expect(try column("rank_2", result) == [2, 3, 1])
    #expect(result.table.rows[0].derivation.comparands[1].formula.description == "rank of growth over region")
  }

  @Test func theRankOfAStatistic() throws {
    let result = try ask(
      "{measure: gdp, level: subdivision, by: [region], aggregate: [sum, min], compare: [{rank: {of: min, over: region}}], period: last 2}"
    )
    #expect(result.lines == ["Beijing,690,330,1", "Jilin,231.5,110.5,3", "Liaoning,410.25,190,2"])
  }

  @Test func aColumnThatIsNotThere() throws {
    let result = try ask("{measure: gdp, by: [region], period: 2022, compare: [{rank: {of: growht}}, growth]}")
    #expect(result.codes == ["error query.unknown-column"])
    #expect(throws: DiagnosticError.self) { try query("{aggregate: [sum, none]}") }
    #expect(throws: DiagnosticError.self) { try query("{compare: [{rank: {of: growth, ovr: region}}]}") }
  }
}

@Suite struct WholesAndParts {
  static func refused(_ sectors: [(String, [String])]) throws -> String {
    let result = try ask("{aggregate: sum}", sectors.map { figure("CN-JL", "2022", "5", sector: $0.0, notes: $0.1) })
    return result.diagnostics.first { $0.severity == .error }?.headline ?? result.lines.joined()
  }

  @Test(arguments: [
    ["10", "C"], ["10-12", "B-E"], ["C", "33"], ["B-E", "35.1"], ["Private industries", "Construction"],
    ["Zusammen", "Chemie"], ["合计", "制造业"],
  ]) func areNotAddedTogether(sectors: [String]) throws {
    #expect(try Self.refused(sectors.map { ($0, []) }).contains("part"), "\(sectors)")
  }

  @Test(arguments: [
    ["C", "41"], ["45", "H", "F"], ["Private industries", "Government"], ["34", "35"],
    // Numbers of lines are no codes.
    ["3", "34"],
  ]) func areAddedApart(sectors: [String]) throws {
    #expect(try Self.refused(sectors.map { ($0, []) }) == "\(5 * sectors.count)", "\(sectors)")
  }

  @Test func indentsSayWhatIsPartOfWhat() throws {
    let makers = ("Manufacturing", ["sector within Private"])
    let wood = ("Wood", ["sector within Manufacturing"])
    #expect(try Self.refused([("Private", []), wood, makers]).contains("part"))
    #expect(try Self.refused([("Private", []), wood]).contains("part") == false)
    #expect(try Self.refused([makers, wood]).contains("part"))
  }

  @Test func aTotalOfRegionsHoldsTheOthers() throws {
    let total = figure("", "2022", "5", place: "Insgesamt")
    #expect(try ask("{aggregate: sum}", [total, figure("CN-JL", "2022", "5")]).codes == ["error query.refused"])
  }

  @Test func whatTheTableSaysAboutItsBasisHoldsAlone() throws {
    let said = figure("CN-JL", "2022-03", "5", measure: "gdp_cumulative", notes: ["basis single month"])
    let other = figure("CN-LN", "2022-03", "6", measure: "gdp_cumulative", notes: ["basis single month"])
    #expect(try ask("{aggregate: sum}", [said, other]).lines == ["11"])
    let cumulative = figure("CN-LN", "2022-03", "6", measure: "gdp_cumulative", notes: ["basis cumulative"])
    #expect(try ask("{aggregate: sum}", [said, cumulative]).codes == ["error query.refused"])
  }
}
