import Diagnostics
import Observations
import Testing

@testable import Analytics

@Suite struct DisagreementTests {
  private func answer(_ aggregate: Query.Aggregate, _ observations: [Observation]) -> QueryResult {
    evaluate(Query(measures: ["gdp"], aggregate: aggregate), over: observations, vocabulary: vocabulary)
  }

  private let disagreeing = [
    figure("CN-JL", "2023", "120", file: "a.csv"), figure("CN-JL", "2023", "130", file: "b.csv"),
  ]
  private let agreeing = [
    figure("CN-JL", "2023", "120", file: "a.csv"), figure("CN-JL", "2023", "120.3", file: "b.csv"),
  ]

  @Test func twoSourcesStandSideBySide() throws {
    let result = answer(.none, disagreeing)
    #expect(result.table.rows.count == 2)
    let warning = try #require(result.diagnostics.first { $0.code == "sources.disagree" })
    #expect(warning.headline.contains("120") && warning.headline.contains("130"))
    #expect(warning.headline.contains("a.csv") && warning.headline.contains("b.csv"))
  }

  @Test(arguments: [Query.Aggregate.sum, .mean, .median])
  func theyAreNeverAveraged(aggregate: Query.Aggregate) {
    let result = answer(aggregate, disagreeing)
    #expect(result.table.rows.isEmpty && result.diagnostics.hasErrors)
  }

  @Test(arguments: [Query.Aggregate.sum, .mean, .count])
  func whatAgreesCountsOnce(aggregate: Query.Aggregate) {
    for observations in [agreeing, agreeing.reversed()] {
      let result = answer(aggregate, observations)
      #expect(result.diagnostics.isEmpty)
      #expect(result.table.rows.first?.cells == [.number(aggregate == .count ? 1 : 120.3, exact: exact(aggregate))])
    }
  }

  private func exact(_ aggregate: Query.Aggregate) -> ExactDecimal? {
    switch aggregate {
    case .sum: ExactDecimal("120.3")
    case .count: ExactDecimal(1)
    default: nil
    }
  }

  @Test func otherPeriodsPlacesAndFilesAreNoDisagreement() {
    let index = ObservationIndex(
      agreeing + [
        figure("CN-JL", "2022", "99", file: "b.csv"), figure("CN-LN", "2023", "99", file: "b.csv"),
        figure("CN-JL", "2023", "99", status: .target, file: "b.csv"), figure("CN-BJ", "2023", "1", file: "a.csv"),
        figure("CN-BJ", "2023", "2", file: "a.csv"),
      ], vocabulary: vocabulary)
    #expect(index.disagreements(vocabulary).isEmpty)
    let found = ObservationIndex(disagreeing, vocabulary: vocabulary).disagreements(vocabulary)
    #expect(found.map { $0.observations.map(\.origin.file) } == [["a.csv", "b.csv"]])
  }

  @Test(arguments: [
    (Relation.Kind.conversion, "in another unit"), (.part, "a part of"),
  ])
  func whatIsContainedIsNotAddedToItsFigure(kind: Relation.Kind, words: String) throws {
    let whole = figure("CN-JL", "2023", "120", file: "a.csv")
    var part = figure("CN-JL", "2023", "31", unit: kind == .conversion ? "USD" : "CNY", sector: "Mining", file: "a.csv")
    part.relations = [Relation(kind, whole.id)]
    let result = answer(.sum, [whole, part])
    let refusal = try #require(result.diagnostics.first)
    #expect(result.table.rows.isEmpty && refusal.severity == .error)
    #expect(refusal.headline.contains(words) && refusal.headline.contains("31") && refusal.headline.contains("120"))
    part.relations = [Relation(.change, whole.id)]
    #expect(!answer(.sum, [whole, part]).diagnostics.contains { $0.headline.contains(words) })
  }
}
