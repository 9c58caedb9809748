import Diagnostics
import Extraction
import Observations
import OrderedCollections
import TestSupport
import Testing

@Suite struct CorrectionsTests {
  private let text = "Jilin opened 23 parks. Exports of Jilin reached 4 billion yuan, an increase of 21%."

  /// Extracts the text and applies a corrections file in which `@23` stands for the identifier of the figure quoted so.
  private func corrected(
    _ csv: String, in text: String? = nil, isWholeFolder: Bool = true
  ) -> (extraction: Extraction, problems: [Diagnostic]) {
    let extraction = Workbench.extract(text ?? self.text)
    var csv = csv
    for figure in Workbench.extract(self.text).observations {
      csv = csv.split(separator: "@\(figure.quote)@", omittingEmptySubsequences: false).joined(separator: figure.id)
    }
    let corrections = Corrections(SourceText(name: "corrections.csv", text: csv), vocabulary: Workbench.vocabulary)
    var all: OrderedDictionary = ["case.md": extraction]
    let problems = corrections.diagnostics + corrections.apply(to: &all, isWholeFolder: isWholeFolder)
    return (all["case.md"] ?? Extraction(), problems)
  }

  @Test func acceptedFiguresAreCertain() throws {
    let (extraction, problems) = corrected("id,action,note\n@4 billion yuan@,accept,seen\n")
    let figure = try #require(extraction.observations.first { $0.quote == "4 billion yuan" })
    #expect(problems.isEmpty)
    #expect(figure.confidence == 1)
    #expect(figure.corrections.map(\.description) == ["corrections.csv:2 accepted: seen"])
  }

  @Test func changedFiguresHaveBothOrigins() throws {
    let (extraction, problems) = corrected(
      "id,action,value,region,period,sector\n@4 billion yuan@,change,4.5e9,Suzhou,2022,none\n")
    let figure = try #require(extraction.observations.first { $0.quote == "4 billion yuan" })
    #expect(problems.isEmpty)
    #expect(figure.number == ExactDecimal(4_500_000_000))
    #expect(figure.region == "Suzhou" && figure.regionCode == "CN-JS" && figure.period == TimePeriod(year: 2022))
    #expect(figure.origin.line == 4)
    #expect(figure.corrections.first?.origin.line == 2)
    #expect(figure.corrections.first?.changed.contains("value") == true)
  }

  @Test func rejectedFiguresAreRejectionsAndNobodysPartner() throws {
    let (extraction, problems) = corrected("id,action\n@4 billion yuan@,reject\n")
    #expect(problems.isEmpty)
    #expect(extraction.observations.map(\.quote) == ["23 parks", "21%"])
    #expect(extraction.observations.flatMap(\.relations).isEmpty)
    let rejection = try #require(extraction.rejections.first { $0.reason == .rejected })
    #expect(rejection.quote == "4 billion yuan" && rejection.correction?.line == 2)
  }

  @Test func correctionsSurviveEditsElsewhere() {
    let edited = "# New\n\nHunan opened 23 parks, 9 of them large.\n\n" + text + " More follows in 2024."
    let (extraction, problems) = corrected("id,action\n@23 parks@,reject\n", in: edited)
    #expect(problems.isEmpty)
    #expect(extraction.observations.contains { $0.quote == "23 parks" && $0.region == "Hunan" })
    #expect(!extraction.observations.contains { $0.quote == "23 parks" && $0.region == "Jilin" })
  }

  @Test func aVanishedFigureIsReportedWithItsNewName() throws {
    let (extraction, problems) = corrected(
      "id,action,quote,document\n@23 parks@,reject,23 parks,case.md\n", in: "Last year Jilin opened 23 parks.")
    let problem = try #require(problems.first)
    #expect(problems.map(\.code) == ["corrections.vanished"])
    #expect(problem.origin?.line == 2)
    #expect(problem.help?.contains(try #require(extraction.observations.first).id) == true)
    #expect(extraction.observations.count == 1)
  }

  @Test func aFigureOfAnArticleThatWasNotReadIsNotMissed() {
    let row = "id,action,document\n0000000000000,reject,other.md\n"
    #expect(corrected(row, isWholeFolder: false).problems.isEmpty)
    #expect(corrected(row).problems.map(\.code) == ["corrections.vanished"])
  }

  @Test func anotherQuoteIsReportedAndAppliedOnlyWithTheSameDigits() {
    let hedge = corrected("id,action,quote\n@23 parks@,reject,some 23 parks\n")
    #expect(hedge.problems.map(\.code) == ["corrections.quote"] && hedge.extraction.observations.count == 2)
    let other = corrected("id,action,quote\n@23 parks@,reject,24 parks\n")
    #expect(other.problems.map(\.code) == ["corrections.quote"] && other.extraction.observations.count == 3)
  }

  @Test func whatWasAcceptedIsHeldAgainstWhatIsRead() {
    let (extraction, problems) = corrected("id,action,value,unit\n@23 parks@,accept,24,count\n")
    #expect(problems.map(\.code) == ["corrections.differs"])
    #expect(problems.first?.headline.contains("another value") == true)
    #expect(extraction.observations.flatMap(\.corrections).isEmpty)
  }

  @Test(arguments: [
    ("id,action\n,accept", "corrections.id"), ("id,action\na,delete", "corrections.action"),
    ("id,action\na", "corrections.ragged"), ("id,action\na,change", "corrections.change"),
    ("id,action,value\na,change,many", "corrections.number"),
    ("id,action,period\na,change,May", "corrections.period"), ("id,action,unit\na,change,yuan", "corrections.term"),
    ("id,action,region\na,change,Jilim", "corrections.term"),
    ("id,action,status\na,change,goal", "corrections.term"), ("id,action\na,\na,", "corrections.twice"),
    ("id,action,valu\na,accept,1", "corrections.column"), ("id,note\na,x", "corrections.column"),
    ("id,action\n\"a,accept", "csv.open-quote"),
  ])
  func aRowThatCannotBeUsedHasOneDiagnosticWithItsLine(csv: String, code: String) {
    let problems = corrected(csv, isWholeFolder: false).problems
    #expect(problems.map(\.code) == [code])
    #expect(problems.allSatisfy { $0.severity == .error && $0.origin?.line != nil && $0.help != nil })
  }

  @Test func rowsWithoutActionAreLeftAlone() {
    let (extraction, problems) = corrected("id,action\n@23 parks@,\nnothing,\n")
    #expect(problems.isEmpty && extraction.observations.count == 3)
  }

  @Test func theTemplateKeepsWhatIsThereAndReadsBack() throws {
    let figures = Workbench.extract(text).observations
    let source = "id,action,value,note,quote\n\(figures[0].id),change,24,\"so, counted\",23 parks\ngone,reject,,,old\n"
    let old = Corrections(SourceText(name: "corrections.csv", text: source), vocabulary: Workbench.vocabulary)
    let csv = Corrections.csv(for: figures, keeping: [old]) { $0.origin.file }
    let lines = csv.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[1].hasPrefix("\(figures[0].id),change,24,"))
    #expect(lines[2].hasPrefix("\(figures[1].id),,"))
    #expect(lines[4].hasPrefix("gone,reject,"))
    let again = Corrections(SourceText(name: "corrections.csv", text: csv), vocabulary: Workbench.vocabulary)
    #expect(again.diagnostics.isEmpty)
    #expect(Corrections.csv(for: figures, keeping: [again]) { $0.origin.file } == csv)
  }

  @Test func theCSVOfTheFiguresMayBeEditedAndKept() {
    let figures = Workbench.extract(text).observations
    let lines = observationsCSV(figures) { $0.origin.file }.split(separator: "\n")
    let csv = ["\(lines[0]),action"] + lines.dropFirst().map { "\($0),accept" }
    let (extraction, problems) = corrected(csv.joined(separator: "\n"))
    #expect(problems.isEmpty)
    #expect(extraction.observations.allSatisfy { $0.corrections.count == 1 && $0.confidence == 1 })
  }
}
