import Diagnostics
import Export
import Foundation
import Frames
import Geometry
import PDFObjects
import Testing

@Suite(.enabled(if: Samples.fontsAreInstalled, "Inter, Noto Serif and Noto Sans CJK are needed"))
struct TaggingTests {
  /// A heading, a paragraph with a link over two pages, a table, a figure with a link and a transparent part.
  static func document() -> PagedDocument {
    var structure: [StructureElement] = [
      .init(.document), .init(.heading(level: 1), in: 0), .init(.paragraph, in: 0), .init(.link, in: 2),
      .init(.table, in: 0), .init(.row, in: 4), .init(.headerCell(of: .column, span: 1), in: 5), .init(.row, in: 4),
      .init(.cell(span: 1), in: 7), .init(.figure(alternative: "Three bars"), in: 0), .init(.link, in: 8),
    ]
    structure += [
      // Headers in two rows, and a group that names the row below it.
      .init(.table, in: 0), .init(.row, in: 11), .init(.headerCell(of: .column, span: 1), in: 12, rows: 2),
      .init(.headerCell(of: .column, span: 2), in: 12), .init(.row, in: 11),
      .init(.headerCell(of: .column, span: 1), in: 15), .init(.headerCell(of: .column, span: 1), in: 15),
      .init(.row, in: 11), .init(.headerCell(of: .row, span: 3), in: 18), .init(.row, in: 11),
      .init(.headerCell(of: .row, span: 1), in: 20, header: 19), .init(.cell(span: 1), in: 20),
      .init(.cell(span: 1), in: 20),
      // Words in another language within the link.
      .init(.span, in: 3, language: "de"),
    ]
    func text(_ text: String, _ y: Double, _ element: Int?) -> FrameItem {
      .text(TextRun(text, style: Samples.body, at: Point(10, y), width: 0, element: element))
    }
    let rule = FrameItem.shape(Shape(.line(Point(0, 5), Point(90, 5)), stroke: Stroke(.color(.black))))
    let there = Link(.address("https://example.org"), description: "Example")
    var inText = there
    inText.element = 24
    let bars = Group(
      opacity: 0.5, link: there,
      items: [.shape(Shape(.rect(Rect(x: 5, y: 100, width: 20, height: 30)), fill: .color(.black)))])
    let first = Frame(
      size: Size(200, 200),
      items: [
        rule, text("head", 8, nil), text("Heading", 20, 1), text("It grew ", 40, 2), text("by 6 ", 50, 3),
        text("(sechs)", 50, 24), rule,
        .link(Rect(x: 10, y: 42, width: 20, height: 8), inText), text(" in May and", 60, 2),
        .group(Group(element: 9, items: [.group(bars), text("3", 95, nil)])),
        .group(Group(opacity: 0.5, items: [rule])),
      ])
    let second = Frame(
      size: Size(200, 200),
      items: [text("in June.", 20, 2), text("Region", 40, 6), text("Jilin", 60, 8), rule]
        + [13, 14, 16, 17, 19, 21, 22, 23].map { text("Cell \($0)", 4.0 * Double($0), $0) })
    return PagedDocument(
      pages: [first, second, Frame(size: Size(200, 200))], metadata: .init(title: "Tags & <marks>"),
      structure: structure)
  }

  private func exported(_ document: PagedDocument = document(), standard: PDFStandard = .ua1) throws -> [UInt8] {
    try exportPDF(document, standard: standard, engine: TextEngine(fonts: Samples.fonts))
  }

  private func problems(of bytes: [UInt8], standard: PDFStandard = .ua1) throws -> [String] {
    let file = try PDFFile(bytes)
    return try conformanceProblems(of: file, standard: standard)
  }

  @Test func keepsTheRules() throws {
    #expect(try problems(of: exported()) == [])
    let chart = try exportPDF(
      Samples.bars(5), title: "", description: "", language: "en", engine: TextEngine(fonts: Samples.fonts))
    #expect(try problems(of: chart) == [])
  }

  /// Cairo drops what lies under something that covers the page.
  @Test func whatCoversThePageKeepsTheMarks() throws {
    let sheet = FrameItem.shape(
      Shape(.rect(Rect(x: 0, y: 0, width: 200, height: 200)), fill: .color(Color(hex: 0xFFFFFF))))
    var document = Self.document()
    document.pages[1].items.insert(sheet, at: 0)
    document.pages[1].items.insert(sheet, at: 3)
    document.pages[2].items = [.group(Group(element: 9, items: [sheet]))]
    #expect(try problems(of: exported(document)) == [])
  }

  @Test func anElementIsOneAcrossPages() throws {
    let file = try OpenPDF(exported())
    let elements = file.items(["StructTreeRoot", "K", "K"], of: file.catalog)
    #expect(elements.map { file.source(["S"], of: $0) } == ["/H1", "/P", "/Table", "/Figure", "/Table"])
    let paragraph = file.items(["K"], of: elements[1])
    #expect(
      paragraph.map { file.source(["S"], of: $0) ?? file.source(["Type"], of: $0) } == [nil, "/Link", nil, "/MCR"])
    #expect(file.source(["A", "BBox"], of: elements[3]) != nil)
    #expect(file.text(["Alt"], of: elements[3]) == "Three bars")
  }

  @Test func whatTaggedFilesNeedIsAskedFor() throws {
    var document = Self.document()
    document.metadata.title = ""
    document.metadata.language = ""
    document.structure[9].kind = .figure(alternative: "")
    document.structure[3].parent = 5
    let error = #expect(throws: DiagnosticError.self) { try exported(document) }
    #expect(
      error?.diagnostics.map(\.code) == [
        "export.missing-title", "export.missing-language", "export.bad-structure", "export.missing-alternative",
      ])
  }

  @Test func metadataNamesTheStandards() throws {
    let file = try OpenPDF(exported())
    let text = String(decoding: try file.data(["Metadata"], of: file.catalog), as: UTF8.self)
    #expect(text.contains("<pdfuaid:part>1</pdfuaid:part>") && text.contains("<pdfaid:part>3</pdfaid:part>"))
    #expect(text.contains("Tags &amp; &lt;marks&gt;"))
    #expect(text.contains("<xmp:CreateDate>2000-01-01T00:00:00Z</xmp:CreateDate>"))
    let intent = try #require(file.items(["OutputIntents"], of: file.catalog).first)
    let profile = try file.data(["DestOutputProfile"], of: intent)
    #expect(profile.count == 480)
    #expect(file.number(["DestOutputProfile", "N"], of: intent) == 3)
    #expect(profile[36..<40].elementsEqual("acsp".utf8))
  }

  @Test(.enabled(if: isInstalled("pdfinfo"), "pdfinfo is needed")) func othersReadTheTags() throws {
    try withFile(exported(), "pdf") { path in
      let result = try output(of: "pdfinfo", ["-struct-text", path])
      let lines = result.text.split(separator: "\n").map { $0.drop(while: { $0 == " " }) }
      #expect(lines.contains { $0.contains("in June.") }, "\(result.text)")
      #expect(lines.contains { $0.hasPrefix("TH") } && lines.contains { $0.hasPrefix("Figure") })
      #expect(!result.text.contains("head\""))
    }
  }
}
