import Diagnostics
import Foundation
import Notation
import Observations
import TestSupport
import Testing

@testable import Tables

/// Files laid out as statistical offices lay them out, with invented figures, each with the mapping that reads it.
@Suite struct OfficeFileTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Offices")

  static let files: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? [])
    .filter { !$0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()

  @Test func areAllThere() { #expect(Self.files.count >= 25) }

  @Test(arguments: files) func readsThroughItsMapping(file: String) throws {
    let name = String(file.prefix { $0 != "." })
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: file)))
    let text = try String(contentsOf: Self.folder.appending(path: "\(name).yaml"), encoding: .utf8)
    let result: TableResult
    do throws(DiagnosticError) {
      let mapping = try TableMapping(try parseYAML(SourceText(name: "\(name).yaml", text: text)))
      result = readTable(file: file, bytes: bytes, mapping: mapping, vocabulary: Published.vocabulary)
    } catch {
      result = TableResult(diagnostics: error.diagnostics)
    }
    expectGolden(result.listing, "\(name).txt")
  }
}

extension TableResult {
  /// How the file was read, a line a figure, and what was said.
  fileprivate var listing: String {
    let figures = observations.map { o in
      let value =
        switch o.value {
        case .number(let n): "\(n)"
        case .missing(let reason): "missing \(reason.rawValue)"
        case .range(let low, let high): "\(low)–\(high)"
        }
      let place = "\(o.origin)".drop { $0 != ":" }.dropFirst()
      let region = o.regionCode.isEmpty ? o.region : "\(o.region) = \(o.regionCode)"
      return [
        String(place), region, o.sector, o.measure, o.period.map { "\($0)" } ?? "no period", value, o.unit,
        o.status.rawValue, o.notes.joined(separator: "; "),
      ].joined(separator: " | ")
    }
    let said = diagnostics.map { "\($0.severity) \($0.code) \($0.origin.map { "\($0)" } ?? ""): \($0.headline)" }
    return ([statement] + figures + said).joined(separator: "\n") + "\n"
  }
}
