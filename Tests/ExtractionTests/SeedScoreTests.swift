import Diagnostics
import Extraction
import Foundation
import Observations
import TestSupport
import Testing

/// Scores the extraction of the seed articles against their annotation, where both lie beside the checkout.
@Suite struct SeedScoreTests {
  @Test(.enabled(if: Checkout.shared != nil, "the annotated articles are not beside this checkout"))
  func seedsReachTheRequiredScores() throws {
    let shared = URL(fileURLWithPath: try #require(Checkout.shared))
    let extractor = try #require(Workbench.extractor)
    let folder = shared.appendingPathComponent("seeds")
    var observations: [Observation] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() where name.hasSuffix(".txt") {
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      let article = Article.read(SourceText(name: name, bytes: Array(data))).article
      observations += extractor.extract(article).observations
    }
    let output = FileManager.default.temporaryDirectory.appendingPathComponent("briefing-seed-score.csv")
    try observationsCSV(observations) { $0.origin.file }.write(to: output, atomically: true, encoding: .utf8)

    let python = "/usr/bin/python3"
    guard FileManager.default.isExecutableFile(atPath: python) else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [
      shared.appendingPathComponent("gold/score.py").path, shared.appendingPathComponent("gold/seeds.csv").path,
      output.path,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let printed = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    print(printed)
    #expect(try f1("value ", in: printed) >= 0.97)
    #expect(try f1("tuple", in: printed) >= 0.90)
  }

  private func f1(_ name: String, in report: String) throws -> Double {
    let line = try #require(report.split(separator: "\n").first { $0.hasPrefix(name) })
    return try #require(line.split(separator: " ").last.flatMap { Double($0) })
  }
}
