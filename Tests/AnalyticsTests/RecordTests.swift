import Observations
import Testing

@testable import Analytics

/// Figures that are sums of records, and comparisons over several dimensions at once.
@Suite struct RecordTests {
  private var sales: [Observation] {
    var figures = [
      figure("Jilin", "2023", "10", sector: "Mining"), figure("Jilin", "2024", "12", sector: "Mining"),
      figure("Jilin", "2024", "6", sector: "Trade"), figure("Liaoning", "2024", "6", sector: "Trade"),
    ]
    for (i, count) in [4, 3, 2, 1].enumerated() { figures[i].records = count }
    return figures
  }

  @Test func recordsAndTheirMean() throws {
    let result = try ask("{by: [region, sector, period], compare: [records, record_mean]}", sales)
    #expect(
      result.lines == [
        "Jilin,Mining,2023,10,4,2.5", "Jilin,Mining,2024,12,3,4.0", "Jilin,Trade,2024,6,2,3.0",
        "Liaoning,Trade,2024,6,1,6.0",
      ])
    #expect(result.table.columns.suffix(2).map(\.unit) == ["count", "CNY_100M"])
  }

  @Test func recordsOfASum() throws {
    let result = try ask(
      "{by: [region, period], period: 2024, aggregate: sum, compare: [records, record_mean]}", sales)
    #expect(result.lines == ["Jilin,2024,18,5,3.6", "Liaoning,2024,6,1,6.0"])
  }

  @Test func shareAndRankOverSeveralDimensions() throws {
    let result = try ask(
      "{by: [region, sector, period], period: 2024, compare: [{share: {over: [region, sector]}}, {rank: {over: [region, sector]}}]}",
      sales)
    #expect(
      result.lines == ["Jilin,Mining,2024,12,50.0,1", "Jilin,Trade,2024,6,25.0,2", "Liaoning,Trade,2024,6,25.0,2"])
    #expect(
      result.table.rows[0].derivation.comparands[0].formula.description
        == "share of the total over region, sector")
  }
}
