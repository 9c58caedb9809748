import PDFObjects
import Testing

@Suite struct ContentReaderTests {
  private func operators(_ text: String) -> [String] {
    var reader = ContentReader(Array(text.utf8))
    var found: [String] = []
    while reader.next() != nil {
      let operands = reader.operands.map { operand in
        switch operand.kind {
        case .number: "\(reader.number(operand) ?? .nan)"
        case .name: "/\(reader.name(operand) ?? "")"
        case .string, .hexadecimal: "(\(String(decoding: reader.string(operand), as: UTF8.self)))"
        case .open: "<"
        case .close: ">"
        }
      }
      found.append((operands + [reader.keyword]).joined(separator: " "))
    }
    return found
  }

  @Test func operandsStandBeforeTheirOperator() {
    #expect(
      operators("q 1 0 0 -1 .5 +3 cm % a (comment) Tj\n/Span<</MCID 3>>BDC [(a)-20<62>]TJ EMC")
        == ["q", "1.0 0.0 0.0 -1.0 0.5 3.0 cm", "/Span < /MCID 3.0 > BDC", "< (a) -20.0 (b) > TJ", "EMC"])
  }

  @Test func stringsAreUnescaped() {
    #expect(operators(#"(a\(b\) (in) \101\r\#n\\) Tj (never ended"#) == ["(a(b) (in) A\r\n\\) Tj"])
  }

  @Test func dataOfImagesArePassedOver() {
    #expect(operators("BI /W 1 ID (EI)x\u{1} EIx EI Q") == ["BI", "/W 1.0 ID", "Q"])
  }

  @Test func valuesAreFoundByName() {
    var reader = ContentReader(Array("/Span << /Lang (en) /MCID 12 >> BDC".utf8))
    #expect(reader.next() == .beginMarkedWithProperties)
    #expect(reader.value(after: "MCID").flatMap { reader.number($0) } == 12)
    #expect(reader.value(after: "ActualText") == nil)
  }

  /// Any bytes end, and nothing is read beyond them.
  @Test func anyBytesEnd() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
        Array("()<>[]/% \\ID EI1q".utf8).randomElement(using: &generator) ?? 0
      }
      var reader = ContentReader(bytes)
      var count = 0
      while reader.next() != nil { count += 1 }
      #expect(count <= bytes.count)
    }
  }
}
