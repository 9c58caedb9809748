import Diagnostics
import Extraction
import Foundation
import Observations
import TestSupport
import Testing

/// Short articles from many countries with every figure they must give: value, unit, qualifier, period, status, region
/// code, measure and sector.
@Suite struct GenreTests {
  struct Expected {
    var paragraph: Int
    var value: Double
    var fields: [String: String]
  }
  struct Case {
    var date: String
    var lines: [String]
    var figures: [Expected]
    /// Paragraph and value of what may be given or not: list names, thresholds of size classes.
    var optional: [(paragraph: Int, value: Double)] = []
  }

  /// The files with the least part of the tuples and of the whole records that must be right.
  static let files: [(name: String, tuples: Double, whole: Double)] = [
    ("genre", 0.96, 0.92), ("unseen", 0.95, 0.87), ("batch-1", 0.89, 0.80), ("batch-2", 0.94, 0.71),
    ("batch-3", 0.92, 0.78), ("batch-4", 0.86, 0.73), ("batch-5", 0.93, 0.73), ("batch-6", 0.85, 0.72),
    ("batch-7", 0.89, 0.71), ("batch-8", 0.94, 0.71), ("batch-9", 0.94, 0.82), ("batch-10", 0.93, 0.88),
    ("batch-11", 0.86, 0.78), ("batch-12", 0.69, 0.62), ("batch-13", 0.82, 0.70), ("batch-14", 0.86, 0.69),
    ("batch-15", 0.85, 0.68), ("batch-16", 0.77, 0.65), ("batch-17", 0.95, 0.91), ("batch-18", 0.96, 0.86),
    ("batch-19", 0.70, 0.49), ("batch-20", 0.86, 0.73),
  ]

  @Test(arguments: files)
  func articlesGiveTheirFigures(name: String, leastTuples: Double, leastWhole: Double) throws {
    let file = try #require(Workbench.read("Tests/ExtractionTests/Articles/\(name).txt"))
    var wanted = 0
    var found = 0
    var tuples = 0
    var whole = 0
    var given = 0
    for article in cases(file.text) {
      var got = Workbench.extract(article.lines.joined(separator: "\n"), date: article.date).observations
      given += got.count
      for figure in article.figures {
        wanted += 1
        let candidates = got.indices.filter {
          guard let value = got[$0].number?.double, paragraph(got[$0]) == figure.paragraph else { return false }
          return abs(value - figure.value) <= 1e-5 * abs(figure.value)
        }
        guard let best = candidates.max(by: { missed(figure, got[$0]).count > missed(figure, got[$1]).count }) else {
          print("\(article.lines[0]): \(figure.value) is missing")
          continue
        }
        let observation = got.remove(at: best)
        let wrong = missed(figure, observation)
        found += 1
        if wrong.isSubset(of: ["m", "v"]) { tuples += 1 }
        if wrong.isEmpty { whole += 1 } else { print("\(article.lines[0]): \(observation.quote): \(wrong.sorted())") }
      }
      for figure in article.optional {
        let match = got.firstIndex { paragraph($0) == figure.paragraph && $0.number?.double == figure.value }
        if let match {
          got.remove(at: match)
          given -= 1
        }
      }
      for rest in got { print("\(article.lines[0]): \(rest.quote): not asked for") }
    }
    print("\(name): \(found) of \(wanted) figures, \(tuples) tuples, \(whole) whole; \(given) given")
    #expect(Double(found) >= 0.96 * Double(wanted))
    #expect(Double(given) <= 1.03 * Double(wanted))
    #expect(Double(tuples) >= leastTuples * Double(wanted))
    #expect(Double(whole) >= leastWhole * Double(wanted))
  }

  private func missed(_ expected: Expected, _ o: Observation) -> Set<String> {
    let got = [
      "u": o.unit, "q": o.qualifier.rawValue, "p": o.period?.description ?? "", "s": o.status.rawValue,
      "r": o.regionCode, "m": o.measure, "v": o.sector.replacingOccurrences(of: " ", with: "_"),
    ]
    return Set(got.keys.filter { got[$0] != expected.fields[$0] })
  }

  private func paragraph(_ observation: Observation) -> Int {
    guard case .text(let span) = observation.origin.place else { return 0 }
    return span.paragraph ?? 0
  }

  private func cases(_ text: String) -> [Case] {
    var cases: [Case] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix("@ ") {
        let parts = line.dropFirst(2).split(separator: " ", maxSplits: 1).map(String.init)
        cases.append(Case(date: parts[0], lines: [parts[1]], figures: []))
      } else if line.hasPrefix("= ") {
        let parts = line.dropFirst(2).split(separator: " ").map(String.init)
        var fields = ["u": parts[1], "q": "exact", "p": "", "s": "actual", "r": "", "m": "", "v": ""]
        for part in parts.dropFirst(2) { fields[String(part.prefix(1))] = String(part.dropFirst(2)) }
        let figure = Expected(
          paragraph: cases[cases.count - 1].lines.count, value: Double(parts[0]) ?? .nan, fields: fields)
        cases[cases.count - 1].figures.append(figure)
      } else if line.hasPrefix("~ ") {
        let value = line.dropFirst(2).split(separator: " ").first.flatMap { Double($0) } ?? .nan
        cases[cases.count - 1].optional.append((cases[cases.count - 1].lines.count, value))
      } else {
        cases[cases.count - 1].lines.append(String(line))
      }
    }
    return cases
  }
}
