import Diagnostics
import Testing

@Suite struct DiagnosticTests {
  let sample = Diagnostic(
    .error, code: "report.unknown-key", "unknown key “tittle”", at: Origin(file: "a.md", line: 12, column: 3),
    excerpt: "  tittle: x", help: "did you mean “title”?")

  @Test func humanFormShowsPlaceExcerptAndHelp() {
    #expect(
      sample.printed(.human) == """
        error: unknown key “tittle” [report.unknown-key]
          --> a.md:12:3
            |
         12 |   tittle: x
            |   ^
          help: did you mean “title”?

        """)
  }

  @Test func shortFormIsOneLine() {
    #expect(sample.printed(.short) == "a.md:12:3: error: unknown key “tittle” [report.unknown-key]\n")
  }

  @Test func jsonFormEscapes() {
    let d = Diagnostic(.note, code: "x", "a \"quoted\"\nline")
    #expect(d.printed(.json) == "{\"severity\":\"note\",\"code\":\"x\",\"message\":\"a \\\"quoted\\\"\\nline\"}\n")
  }

  @Test func controlCharactersDoNotReachTheTerminal() {
    let d = Diagnostic(
      .error, code: "x", "a\u{1B}[31mb", at: Origin(file: "f", line: 1, column: 1), excerpt: "\u{202E}c")
    for style in [Diagnostic.Style.human, .short] {
      #expect(!d.printed(style).unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    }
  }

  @Test func readingOrderIsByPlaceThenReport() {
    let a = Diagnostic(.note, code: "a", "a", at: Origin(file: "b.md", line: 1, column: 1))
    let b = Diagnostic(.note, code: "b", "b", at: Origin(file: "a.md", line: 9, column: 1))
    let c = Diagnostic(.note, code: "c", "c")
    #expect([c, a, b].inReadingOrder().map(\.code) == ["b", "a", "c"])
  }

  @Test(arguments: [("tittle", "title"), ("filed", "field"), ("zzz", nil), ("", nil)])
  func nearestMatchFindsTyposOnly(word: String, expected: String?) {
    #expect(nearestMatch(to: word, in: ["field", "title", "mark"]) == expected)
  }
}

@Suite struct SourceTextTests {
  let source = SourceText(name: "x", text: "ab\né-z\r\nlast")

  @Test func linesComeWithoutTheirEnds() {
    #expect(source.line(1) == "ab")
    #expect(source.line(2) == "é-z")
    #expect(source.line(3) == "last")
    #expect(source.line(4) == nil)
  }

  @Test func positionsCountCharacters() {
    #expect(source.position(ofByte: 0) == (1, 1))
    #expect(source.position(ofByte: 5) == (2, 2))
    #expect(source.position(ofByte: 6) == (2, 3))
  }

  @Test func invalidBytesAreReplacedNotLost() {
    #expect(SourceText(name: "x", bytes: [0xEF, 0xBB, 0xBF, 0x61, 0xFF]).text == "a\u{FFFD}")
  }
}
