import Diagnostics
import OrderedCollections
import Testing

@testable import Observations

private let vocabulary: Vocabulary = {
  var vocabulary = Vocabulary()
  let file =
    "code,label,symbol,dimension,base,factor,aliases\nCNY,yuan,,currency,CNY,1,\nCNY_100M,,,currency,CNY,1e8,\n"
  try? vocabulary.add(SourceText(name: "units.csv", text: file))
  return vocabulary
}()

private func figure(
  _ value: String, _ qualifier: Observation.Qualifier = .exact, unit: String = "CNY", period: String = "2024",
  status: Observation.Status = .actual, file: String = "a.md", measure: String = "gdp", region: String = "CN-JL"
) -> Observation {
  Observation(
    id: "\(file) \(value) \(period)", measure: measure, value: .number(ExactDecimal(value) ?? ExactDecimal(0)),
    unit: unit, qualifier: qualifier, region: region, regionCode: region, period: TimePeriod(period), status: status,
    origin: Origin(file: file))
}

@Suite struct AgreementTests {
  @Test func aChangedCopyLeavesTheOther() {
    let first = figure("48e9")
    var second = first
    #expect(first == second)
    second.notes.append("flag b")
    second.region = "CN-LN"
    #expect(first.notes == [])
    #expect(first.region == "CN-JL")
    #expect(second.isBreak)
    #expect(first != second)
    #expect(Set([first, second, first]).count == 2)
  }

  @Test func termsAreAllButValueAndPeriod() {
    #expect(figure("48e9").hasTerms(of: figure("7", period: "2023")))
    for other in [
      figure("48e9", .over), figure("48e9", unit: "CNY_100M"), figure("48e9", status: .target),
      figure("48e9", file: "b.md"), figure("48e9", measure: "profit"), figure("48e9", region: "CN-LN"),
    ] {
      #expect(!figure("48e9").hasTerms(of: other))
    }
  }

  @Test(arguments: [
    (figure("48e9"), figure("48.3e9")), (figure("480.3", unit: "CNY_100M"), figure("48.03e9")),
    (figure("80e9", .over), figure("85.2e9")), (figure("1.2e12", .nearly), figure("1.17e12")),
    (figure("50e9", .about), figure("47e9")), (figure("7", .atLeast), figure("7")), (figure("9", .upTo), figure("8.5")),
  ])
  func theSameAmountToldDifferently(a: Observation, b: Observation) {
    #expect(a.agrees(with: b, vocabulary) && b.agrees(with: a, vocabulary))
  }

  @Test(arguments: [
    (figure("48.0e9"), figure("48.3e9")), (figure("5"), figure("6")), (figure("80e9", .over), figure("95e9")),
    (figure("80e9", .over), figure("78.9e9")), (figure("1.2e12", .nearly), figure("1.3e12")),
    (figure("480.3", unit: "CNY_100M"), figure("480.3")),
  ])
  func differentAmounts(a: Observation, b: Observation) {
    #expect(!a.agrees(with: b, vocabulary) && !b.agrees(with: a, vocabulary))
  }

  @Test func theExactOneIsFiner() {
    #expect(figure("85.2e9").isFiner(than: figure("80e9", .over), vocabulary))
    #expect(figure("48.27e9").isFiner(than: figure("48e9"), vocabulary))
    #expect(!figure("48e9").isFiner(than: figure("48.27e9"), vocabulary))
  }
}

@Suite struct OutcomesTests {
  private let published = ["old.md": "2024-03-01", "new.md": "2025-02-01", "older.md": "2023-01-01"]

  private func outcomes(_ observations: [Observation]) -> [String] {
    var linked = observations
    linkOutcomes(in: &linked, vocabulary) { published[$0].flatMap { TimePeriod.Unit($0) } }
    return linked.flatMap { o in o.relations.map { "\(o.id) \($0)" } }
  }

  private let target = figure("60e9", period: "2024", status: .target, file: "old.md")

  @Test func aLaterActualIsTheOutcome() {
    let actual = figure("57e9", file: "new.md")
    #expect(outcomes([target, actual]) == ["new.md 57e9 2024 outcome_of old.md 60e9 2024"])
    #expect(outcomes([actual, target]) == outcomes([target, actual]))
  }

  @Test func aTableGivesTheOutcomeForTheVeryPeriod() {
    #expect(outcomes([target, figure("57e9", file: "t.csv")]).count == 1)
    #expect(outcomes([target, figure("57e9", period: "2023", file: "t.csv")]).isEmpty)
  }

  @Test(arguments: [
    figure("57e9", file: "older.md"), figure("57e9", file: "old.md"), figure("57e9", period: "2023", file: "new.md"),
    figure("57e9", period: "2025", file: "new.md"), figure("57e9", file: "new.md", region: "CN-LN"),
    figure("57e9", file: "new.md", measure: "exports"), figure("57e9", status: .plan, file: "new.md"),
    figure("57e9", unit: "USD", file: "new.md"),
  ])
  func otherFiguresAreNot(other: Observation) {
    #expect(outcomes([target, other]).isEmpty)
  }

  @Test func theNearestTargetIsTaken() {
    let far = figure("90e9", period: "2030", status: .target, file: "old.md")
    #expect(
      outcomes([far, target, figure("57e9", file: "new.md")]) == ["new.md 57e9 2024 outcome_of old.md 60e9 2024"])
  }
}
