import Diagnostics
import Foundation
import Notation
import TestSupport
import Testing

@testable import Charting

/// The JSON Schema of charts takes what the program draws and no misspelt key.
@Suite struct SchemaTests {
  static func problems(_ text: String, name: String = "chart.yaml") throws -> [String] {
    let schema = ChartSpec.schema
    return schemaProblems(try parseNotation(SourceText(name: name, text: text)), schema, root: schema)
  }

  @Test(arguments: ["Documentation/Gallery", "Tests/ChartingTests/Forms"]) func examplesFit(_ folder: String) throws {
    let path = Checkout.root + "/" + folder
    let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".yaml") }
    #expect(names.count > 10)
    for name in names.sorted() {
      let found = try Self.problems(String(contentsOfFile: "\(path)/\(name)", encoding: .utf8))
      #expect(found.isEmpty, "\(name): \(found)")
    }
  }

  @Test func specificationsOfTheLanguageFit() throws {
    guard let shared = Checkout.shared else { return print("skipped: ../shared is absent") }
    let folder = shared + "/vega-lite/specs"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let found = try Self.problems(String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8), name: name)
      #expect(found.isEmpty, "\(name): \(found)")
    }
  }

  @Test(arguments: [
    ("mark: bar, encodng: {}", "/encodng"), ("mark: bra", "/mark"),
    ("mark: {type: bullet, band: [1], bnads: [2]}", "/mark"),
    ("mark: bar, encoding: {z: {field: a}}", "/encoding/z"),
    ("mark: bar, encoding: {x: {filed: a}}", "/encoding/x/filed"),
    ("mark: bar, encoding: {x: {field: a, type: quantitive}}", "/encoding/x/type"),
    ("mark: bar, labels: {ends: middle}", "/labels/ends"),
    ("mark: bar, labels: {posiiton: inside}", "/labels/posiiton"),
    ("mark: bar, lint: {ignore: [titel], reason: short}", "/lint/ignore"), ("mark: bar, sources: a", "/sources"),
    ("layer: [{mark: bar, source: a}]", "/layer/0/source"), ("mark: bar, transform: [{filtr: a}]", "/transform"),
  ]) func mistakesDoNot(_ text: String, place: String) throws {
    let found = try Self.problems("{\(text)}")
    #expect(found.contains { $0.hasPrefix(place) }, "\(found)")
  }
}
