import Diagnostics
import Notation
import OrderedCollections
import Testing

@Suite struct YAMLTests {
  private func parse(_ text: String) throws -> Node { try parseYAML(SourceText(name: "a.yaml", text: text)) }

  @Test func scalarsFollowTheCoreSchema() throws {
    let node = try parse("a: no\nb: 2024-05\nc: 2.50\nd: true\ne: '1'\nf: ~\ng: 1e3\nh: .5\n")
    #expect(node["a"]?.string == "no")
    #expect(node["b"]?.string == "2024-05")
    #expect(node["c"]?.number == 2.5)
    #expect(node["c"]?.text == "2.50")
    #expect(node["d"]?.bool == true)
    #expect(node["e"]?.string == "1")
    #expect(node["f"]?.isNull == true)
    #expect(node["g"]?.number == 1000)
    #expect(node["h"]?.number == 0.5)
  }

  @Test func placesAreThoseOfTheFile() throws {
    let source = SourceText(name: "r.md", text: "---\ntitle: x\nsub:\n  key: 1\n---\n")
    let node = try parseYAML(source, text: "title: x\nsub:\n  key: 1\n", bodyLine: 2)
    #expect(node["sub"]?["key"]?.origin == Origin(file: "r.md", line: 4, column: 8))
    #expect(node["sub"]?.keyOrigin("key") == Origin(file: "r.md", line: 4, column: 3))
  }

  @Test func syntaxErrorsSayWhere() {
    let error = #expect(throws: DiagnosticError.self) { try parse("a: [1, 2\nb: 3\n") }
    #expect(error?.diagnostics.first?.code == "yaml.syntax")
    #expect(error?.diagnostics.first?.origin?.line == 2)
  }

  @Test func controlCharactersAreASyntaxError() {
    let error = #expect(throws: DiagnosticError.self) { try parse("a: 1\nb: \u{1}\n") }
    #expect(error?.diagnostics.first?.code == "yaml.syntax")
    #expect(error?.diagnostics.first?.origin?.line == 2)
    #expect((error?.diagnostics.first?.headline.count ?? 999) < 120)
  }

  @Test func duplicateKeysAreRefused() {
    let error = #expect(throws: DiagnosticError.self) { try parse("a: 1\nb: 2\na: 3\n") }
    #expect(error?.diagnostics.first?.headline.contains("“a” stands twice") == true)
  }
}

@Suite struct JSONTests {
  private func parse(_ text: String) throws -> Node { try parseJSON(SourceText(name: "a.json", text: text)) }

  @Test func keepsOrderPlacesAndEscapes() throws {
    let node = try parse("{\"b\": 1.50,\n \"a\": [true, null, \"\\u00e9\\ud83d\\ude00\\n\"]}")
    #expect(node.mapping?.keys.elements == ["b", "a"])
    #expect(node["b"]?.text == "1.50")
    #expect(node["a"]?.sequence?[2].string == "é😀\n")
    #expect(node["a"]?.origin == Origin(file: "a.json", line: 2, column: 7))
  }

  @Test(arguments: ["", "{", "[1,]", "{\"a\" 1}", "\"a", "nul", "1 2", "[\"\\x\"]", "-"])
  func brokenTextIsADiagnostic(text: String) {
    #expect(throws: DiagnosticError.self) { try parse(text) }
  }

  @Test func deepNestingIsRefusedNotFatal() {
    #expect(throws: DiagnosticError.self) { try parse(String(repeating: "[", count: 100_000)) }
  }

  @Test func yamlFlowStyleIsReadAsYAML() throws {
    let node = try parseNotation(SourceText(name: "a", text: "{a: 1, b: [x, y]}"))
    #expect(node["b"]?.sequence?.count == 2)
  }
}

@Suite struct CSVTests {
  private func parse(_ text: String) throws -> CSVText { try parseCSV(SourceText(name: "a.csv", text: text)) }

  @Test func quotesNewlinesAndLineNumbers() throws {
    let csv = try parse("a,b\r\n\"x, \"\"y\"\"\nz\",2\r\n\r\n3,\n")
    #expect(csv.records.map(\.fields) == [["a", "b"], ["x, \"y\"\nz", "2"], ["3", ""]])
    #expect(csv.records.map(\.line) == [1, 2, 5])
  }

  @Test(arguments: [("a;b\n1,5;2\n", 0x3B), ("a\tb\n1,5\t2\n", 0x09), ("a,b\n1,2\n", 0x2C), ("a|b\n", 0x7C)])
  func delimiterIsDetected(text: String, delimiter: Int) throws {
    #expect(Int(try parse(text).delimiter) == delimiter)
  }

  @Test func openQuoteNamesItsLine() {
    let error = #expect(throws: DiagnosticError.self) { try parse("a\n\"b\nc\n") }
    #expect(error?.diagnostics.first?.origin?.line == 2)
  }

  @Test func fieldsRoundTrip() throws {
    for text in ["", "plain", "a,b", "say \"x\"", "two\nlines"] {
      #expect(try parse("h,i\n\(csvField(text)),1\n").records[1].fields[0] == text)
    }
  }
}
