import Diagnostics
import Foundation
import Notation
import OrderedCollections
import TestSupport
import Testing

@testable import Briefings

/// The JSON Schema of reports takes the reports of the repository, front matter and blocks, and no misspelt key.
@Suite struct ReportSchemaTests {
  private func problems(_ yaml: String, as definition: String? = nil) throws -> [String] {
    let schema = Report.schema
    let part = definition.flatMap { schema["definitions"]?[$0] } ?? schema
    return schemaProblems(try parseYAML(SourceText(name: "report.md", text: yaml)), part, root: schema)
  }

  @Test func reportsFit() throws {
    let folder = Checkout.root + "/Reports"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".md") }.sorted()
    var blocks = 0
    for name in names {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      let parts = text.components(separatedBy: "\n---\n")
      let found = try problems(String(parts[0].dropFirst(4)))
      #expect(found.isEmpty, "\(name): \(found)")
      for match in text.matches(of: /\n```(chart|table|figures|summary|contents)\n((?s).*?)\n```/) {
        // Blocks with tags of their own become YAML only when those are filled in.
        guard !match.2.contains("{{#"), !match.2.contains("{{/") else { continue }
        let found = try problems(String(match.2), as: String(match.1))
        #expect(found.isEmpty, "\(name), \(match.1): \(found)\n\(match.2)")
        blocks += 1
      }
    }
    #expect(names.count >= 4 && blocks >= 15, "\(blocks) blocks")
  }

  @Test(
    arguments: [
      ("title: A\nsoruces: x", nil, "/soruces"), ("subtitle: A", nil, "/"), ("title: A\npaper: B5", nil, "/paper"),
      ("title: A\nsources: [{file: a.csv, mapping: {layuot: wide}}]", nil, "/sources/0/mapping/layuot"),
      ("title: A\nsources: [{file: a.csv, mapping: {columns: {regoin: a}}}]", nil, "/sources/0/mapping/columns/regoin"),
      ("title: A\nfigures: {a: {measure: gdp, aggregate: summ}}", nil, "/figures/a/aggregate"),
      ("title: A\nsets: {a: {query: {measure: gdp}, eech: {b: {measure: gdp}}}}", nil, "/sets/a"),
      ("title: A\ntheme: night", nil, "/theme"), ("title: A\ntheme: {page: {size: A3}}", nil, "/theme"),
      ("title: A\ntheme: {type: {body: {sise: 9}}}", nil, "/theme"),
      ("title: A\ntheme: {axis: {}, legned: {}}", nil, "/theme"),
      ("query: {measure: gdp}\ncolums: [region]", "table", "/colums"),
      ("query: {measure: gdp, compare: [grwoth]}", "table", "/query/compare"),
      ("data: {qeury: {measure: gdp}}\nmark: bar", "chart", "/data/qeury"),
      ("width: third\nmark: bar", "chart", "/width"),
      ("- {lable: A, value: B}", "figures", "/0/lable"), ("of: images", "contents", "/of"),
      ("{points: [a], cards: []}", "summary", "/cards"),
    ] as [(String, String?, String)]) func mistakesDoNot(_ yaml: String, definition: String?, place: String) throws
  {
    let found = try problems(yaml, as: definition)
    #expect(found.contains { $0.hasPrefix(place) }, "\(found)")
  }

  @Test func namesStandForWords() throws {
    #expect(try problems("title: $name\npaper: $paper\nfigures: {a: {measure: gdp, limit: $count}}").isEmpty)
  }

  @Test func themesFit() throws {
    let schema = BriefingTheme.schema
    for name in ["brand", "sober"] {
      let text = try String(contentsOfFile: "\(Checkout.root)/Reports/Themes/\(name).yaml", encoding: .utf8)
      let found = schemaProblems(try parseYAML(SourceText(name: name, text: text)), schema, root: schema)
      #expect(found.isEmpty, "\(name): \(found)")
    }
    for (text, fits) in [
      ("dark", true), ("{base: dark, colors: ['#123456'], axis: {grid: false}}", true), ("night", false),
      ("{base: night}", false), ("{header: false, charts: {bar: {}}}", true), ("{footer: {centre: a}}", false),
    ] {
      let node = try parseYAML(SourceText(name: "theme.yaml", text: text))
      #expect(schemaProblems(node, schema, root: schema).isEmpty == fits, "\(text)")
    }
  }
}
