import Diagnostics
import Foundation
import Testing
import TestSupport

/// Small broken reports, one problem a file. The expected diagnostic stands in a comment on the line it is about:
/// `# expect: code` in YAML and `<!-- expect: code -->` in Markdown; a file without one has no problem. Charts of files named
/// `lint-…` are checked against the editorial rules.
@Suite struct AnnotatedReportTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Reports")
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".md") }.sorted()

  @Test func thereAreReports() { #expect(Self.names.count >= 12) }

  @Test(arguments: names)
  func expectedDiagnostics(name: String) throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    var expected: [String] = []
    for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let range = line.range(of: "expect: ") else { continue }
      let code = line[range.upperBound...].prefix { !$0.isWhitespace }
      expected.append("\(offset + 1) \(code)")
    }
    let world = TestWorld(files: ["report.md": text, "gdp.csv": table])
    let found = world.problems(lints: name.hasPrefix("lint-")).map { "\($0.origin?.line ?? 0) \($0.code)" }
    #expect(found.sorted() == expected.sorted())
  }
}
