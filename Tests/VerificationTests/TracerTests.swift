import Diagnostics
import Observations
import Testing

@testable import Verification

/// A small document with the data that came with it, then the same with one thing changed.
@Suite struct TracerTests {
  static let observations = """
    document,quote,value,value_high,unit,line,start,end
    article.md,10.4%,10.4,,%,3,10,15
    table.csv,,110,,CNY,2,,
    table.csv,,100,,CNY,3,,
    article.md,1/6 of output,0.166667,,share,4,20,33

    """
  static let values = """
    text,source,value,value_high,unit,qualifier,formula,observations
    10.4%,1,10.4,,%,exact,,1
    10 %,2,10,,%,exact,growth on 2023,2-3
    16.7%,3,0.166667,,share,exact,,4

    """
  static let chart = "region,value,label,source\nJilin,10.4,10.4%,1\nHebei,6.3,6.3%,1\n"

  private func data(
    observations: String = observations, values: String = values, chart: String = chart
  ) throws -> AttachedData {
    try AttachedData(
      [
        "observations.csv": Array(observations.utf8), "values.csv": Array(values.utf8),
        "figure-1.csv": Array(chart.utf8),
      ], name: "x.pdf")
  }

  private func link(_ text: String, to source: String) -> TaggedDocument.Part {
    .element(.init(kind: "Link", page: 1, parts: [.text(text)], destinations: ["source-\(source)"]))
  }

  private func paragraph(_ parts: TaggedDocument.Part...) -> TaggedDocument.Element {
    .init(kind: "P", page: 1, parts: parts)
  }

  private func entry(_ label: String, _ text: String) -> TaggedDocument.Part {
    .element(
      .init(
        kind: "LI", page: 2,
        parts: [
          .element(.init(kind: "Lbl", page: 2, parts: [.text("[\(label)]")])),
          .element(.init(kind: "LBody", page: 2, parts: [.text(text)])),
        ]))
  }

  private func traced(
    _ element: TaggedDocument.Element, _ data: AttachedData, source: @escaping (String) -> [UInt8]? = { _ in nil }
  ) -> [String] {
    var tracer = Tracer(data: data, readSource: source)
    tracer.visit(element)
    tracer.checkQuotes(in: element)
    return tracer.result.values.map { "\($0.text): \($0.status)" + ($0.reason.isEmpty ? "" : ": \($0.reason)") }
  }

  @Test func whatAgreesIsTraced() throws {
    let text = paragraph(
      .text("In May 2024 Jilin grew "), link("10.4\u{A0}%", to: "1"), link("[1]", to: "1"), .text(" and "),
      link("10 %", to: "2"), .text(", see Figure 1; "), link("16.7%", to: "3"))
    #expect(try traced(text, data()) == ["10.4 %: traced", "10 %: traced", "16.7%: traced"])
  }

  @Test func aChangedTextIsContradicted() throws {
    let text = paragraph(link("19.4%", to: "1"), link("10.4%", to: "2"))
    #expect(
      try traced(text, data()) == [
        "19.4%: contradicted: source 1 has no such value", "10.4%: contradicted: source 2 has no such value",
      ])
  }

  @Test func aTextChangedInTheFileToIsContradictedByItsValue() throws {
    let values = Self.values.replacing("10.4%,1,", with: "19.4%,1,")
    #expect(
      try traced(paragraph(link("19.4%", to: "1")), data(values: values))
        == ["19.4%: contradicted: it is printed as 19.4, but its value is 10.4"])
  }

  @Test func aValueThatIsNotItsObservationIsContradicted() throws {
    let values = Self.values.replacing("10.4%,1,10.4", with: "19.4%,1,19.4")
    #expect(
      try traced(paragraph(link("19.4%", to: "1")), data(values: values))
        == ["19.4%: contradicted: its observation says 10.4"])
  }

  @Test func anObservationThatIsNotItsQuoteIsContradicted() throws {
    let values = Self.values.replacing("10.4%,1,10.4", with: "19.4%,1,19.4")
    let observations = Self.observations.replacing("10.4%,10.4", with: "10.4%,19.4")
    #expect(
      try traced(paragraph(link("19.4%", to: "1")), data(observations: observations, values: values))
        == ["19.4%: contradicted: its observation says 19.4, but quotes “10.4%”"])
  }

  @Test func aQuoteThatTheSourceLacksIsContradicted() throws {
    let text = paragraph(link("10.4%", to: "1"))
    let source = Array("It grew a\n10.4% in May.".utf8)
    #expect(try traced(text, data(), source: { $0 == "article.md" ? source : nil }) == ["10.4%: traced"])
    #expect(
      try traced(text, data(), source: { _ in Array("It grew by 9.3%.".utf8) })
        == ["10.4%: contradicted: “10.4%” does not stand in article.md, line 3"])
  }

  @Test func aComputedValueIsComputedAgain() throws {
    let values = Self.values.replacing("10 %,2,10,", with: "12 %,2,12,")
    let found = try traced(paragraph(link("12 %", to: "2")), data(values: values))
    #expect(found.count == 1 && found[0].hasPrefix("12 %: contradicted: growth on 2023 of what it rests on is 10.0"))
  }

  @Test func whatRestsOnNothingIsUntraced() throws {
    let values = Self.values.replacing(",,1\n", with: ",,77\n")
    #expect(
      try traced(paragraph(link("10.4%", to: "1")), data(values: values))
        == ["10.4%: untraced: the observations it rests on are not attached"])
  }

  @Test func numbersOutsideLinksAreListed() throws {
    let text = paragraph(.text("Of 31 provinces "), link("10.4%", to: "1"), .text(" are 2024."))
    #expect(
      try traced(text, data()) == ["31: untraced: it leads to no source: “Of 31 provinces”", "10.4%: traced"])
  }

  @Test func numbersOfAChartAreThoseOfItsData() throws {
    func figure(_ text: String, _ files: [String]) -> TaggedDocument.Element {
      .init(kind: "Figure", page: 1, parts: [.text(text)], attachments: files)
    }
    #expect(
      try traced(figure("0\n4\n8\nJilin\n10.4%\nHebei\n6.3%\n2024", ["figure-1.csv"]), data())
        == ["10.4: traced", "6.3: traced"])
    #expect(
      try traced(figure("Jilin\n13.7%", ["figure-1.csv"]), data())
        == ["13.7: untraced: it is not among the data of the drawing"])
    #expect(try traced(figure("13.7", []), data()) == ["13.7: untraced: no data are attached to the drawing"])
  }

  @Test func entriesQuoteTheirObservations() throws {
    let list = TaggedDocument.Element(
      kind: "L", page: 2, parts: [entry("1", "“grew 10.4% in”  [A] paragraph 3"), entry("3", "“1/6 of output”")])
    #expect(try traced(list, data()).isEmpty)
    let changed = TaggedDocument.Element(kind: "L", page: 2, parts: [entry("1", "“grew 19.4% in”")])
    #expect(try traced(changed, data()) == ["[1]: contradicted: the entry does not quote “10.4%”"])
  }

  @Test func filesWithoutObservationsAreRefused() {
    #expect(throws: DiagnosticError.self) { try AttachedData([:], name: "x.pdf") }
    let error = #expect(throws: DiagnosticError.self) { try verify(Array("no PDF".utf8), name: "x.pdf") }
    #expect(error?.diagnostics.map(\.code) == ["verify.unreadable"])
  }
}
