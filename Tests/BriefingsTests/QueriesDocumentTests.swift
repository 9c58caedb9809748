import Analytics
import Briefings
import Diagnostics
import Foundation
import Layout
import Notation
import TestSupport
import Testing

/// The examples of `Documentation/Queries.md`, run as they stand.
@Suite struct QueriesDocument {
  /// The fenced blocks below the heading "Examples", with what stands behind the fence.
  private let blocks: [(kind: String, text: String)]

  init() throws {
    let document = try String(contentsOfFile: Checkout.root + "/Documentation/Queries.md", encoding: .utf8)
    var blocks: [(kind: String, text: String)] = []
    var fence: String?
    var isBelow = false
    for line in document.components(separatedBy: "\n") {
      if line == "## Examples" { isBelow = true }
      if let open = fence {
        if line == open { fence = nil } else { blocks[blocks.count - 1].text += line + "\n" }
      } else if isBelow, line.hasPrefix("```") {
        fence = String(line.prefix { $0 == "`" })
        blocks.append((String(line.drop { $0 == "`" }), ""))
      }
    }
    self.blocks = blocks
  }

  @Test func answersAreAsPrinted() throws {
    let data = try #require(blocks.first { $0.kind == "csv" }).text
    let world = TestWorld(files: ["gdp.csv": data]).world
    let reference = Report.SourceReference(
      pattern: "gdp.csv", title: "", publisher: "", mapping: nil, node: Node(.null))
    let sources = try SourceSet([reference], folder: ".", world: world)
    var count = 0
    for (query, answer) in zip(blocks, blocks.dropFirst()) where query.kind == "yaml" && answer.kind == "csv" {
      let result = try sources.answer(try parseYAML(SourceText(name: "Queries.md", text: query.text)))
      #expect(result.diagnostics == [])
      #expect(resultCSV(result.table) == answer.text)
      count += 1
    }
    #expect(count == 2)
  }

  @Test func resultsStandInAReport() throws {
    let report = try #require(blocks.first { $0.kind == "markdown" }).text
    let data = try #require(blocks.first { $0.kind == "csv" }).text
    let briefing = try TestWorld(files: ["report.md": report, "gdp.csv": data]).assemble()
    #expect(briefing.diagnostics == [])
    guard case .paragraph(let text, _) = try #require(briefing.document.blocks.dropFirst().first) else {
      Issue.record("no paragraph")
      return
    }
    // 600 hundred million after 500.
    #expect(text.plain.hasPrefix("Together they made 60 billion yuan"), "\(text.plain)")
    #expect(text.plain.contains("that is 120"), "\(text.plain)")
  }

  @Test func everyComparisonIsDescribed() throws {
    let document = try String(contentsOfFile: Checkout.root + "/Documentation/Queries.md", encoding: .utf8)
    for column in Query.Comparison.columns { #expect(document.contains("`\(column)`"), "\(column)") }
  }
}
