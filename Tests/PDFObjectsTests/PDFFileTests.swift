import PDFObjects
import Testing

@Suite struct PDFFileTests {
  /// The smallest file with a page.
  private let minimal: [UInt8] = {
    let objects = [
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    var text = "%PDF-1.5\n"
    var offsets: [Int] = []
    for (i, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(i + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 4\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text += "trailer <</Size 4/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }()

  private func expectNote<Source: PDFObjectSource & ~Copyable>(_ read: PDFValue, in file: borrowing Source) {
    #expect(read.entry("Says")?.text == "„Grüße“ (a) \\ 吉林")
    #expect(read.entry("Page")?.reference == file.number(ofPage: 0))
    #expect(read.entry("Name")?.name == "A-1")
    let numbers = read.entry("Numbers")?.items ?? []
    #expect(numbers.count == 6)
    #expect(numbers.map(\.number) == [-3, 1.25, nil, nil, nil, nil])
    #expect(numbers.last?.reference == file.number(ofPage: 0))
    #expect(read.entry("Inner")?.entry("Count")?.integer == 7)
    #expect(read.entry("Inner")?.entry("Gone") == nil)
    #expect(read.entry("Missing") == nil)
    let kind = file.resolved(.reference(file.number(ofPage: 0))).entry("Type")?.name
    #expect(kind == "Page")
    let none = file.value(99).entry("Type") == nil
    #expect(none)
  }

  @Test func objectsAreReadAsTheyWillBeWritten() throws {
    var draft = try PDFDraft(minimal)
    let page = draft.number(ofPage: 0)
    let note = draft.add([
      ("Says", .text("„Grüße“ (a) \\ 吉林")), ("Page", .reference(page)), ("Name", .name("A-1")),
      ("Numbers", .array([.integer(-3), .real(1.25), .boolean(true), .null, .array([]), .reference(page)])),
      ("Inner", .dictionary([("Count", .integer(7)), ("Gone", .null)])),
    ])
    draft.set("Note", of: draft.catalogNumber, to: .reference(note))
    expectNote(draft.value(note), in: draft)
    let file = try PDFFile(draft.write(version: "1.7"))
    let written = file.entry("Note", of: file.value(file.catalogNumber))
    expectNote(try #require(written), in: file)
  }

  @Test func changesAreSeenBeforeTheyAreWritten() throws {
    var draft = try PDFDraft(minimal)
    let page = draft.number(ofPage: 0)
    draft.set("MediaBox", of: page, to: .null)
    draft.set("Tabs", of: page, to: .name("S"))
    draft.set("Info", of: 0, to: .reference(draft.add([("Title", .text("T"))])))
    draft.setContent(ofPage: 0, to: Array("q Q".utf8))
    let stream = draft.add(Array("data".utf8), [("Type", .name("EmbeddedFile"))])
    draft.set("Data", of: draft.catalogNumber, to: .reference(stream))
    func expect<Source: PDFObjectSource & ~Copyable>(_ file: borrowing Source) throws {
      let page = file.value(file.number(ofPage: 0))
      #expect(page.entry("MediaBox") == nil)
      #expect(page.entry("Tabs")?.name == "S")
      let title = file.entry(["Info", "Title"], of: file.trailerValue)?.text
      #expect(title == "T")
      let content = try file.content(ofPage: 0)
      // qpdf ends content with a line feed where pages are read.
      #expect(content.starts(with: "q Q".utf8) && content.count <= 4)
      let number = file.value(file.catalogNumber).entry("Data")?.reference
      let stream = try #require(number)
      let isStream = file.isStream(stream)
      #expect(isStream)
      let data = try file.data(ofStream: stream)
      #expect(data == Array("data".utf8))
      let kind = file.value(stream).entry("Type")?.name
      #expect(kind == "EmbeddedFile")
    }
    try expect(draft)
    try expect(try PDFFile(draft.write(version: "1.7")))
  }

  @Test(arguments: ["<<", "[1 (a", "<4", "12 0", "/", ")", "<</A 1"]) func brokenObjectsEnd(_ source: String) {
    // Whatever it is read as, reading comes to an end.
    #expect(PDFValue(Array(source.utf8))?.entry("B") == nil)
  }

  @Test func valuesSurviveWriting() throws {
    func edited() throws -> [UInt8] {
      var draft = try PDFDraft(minimal)
      let note = draft.add([("Says", .text("„Grüße“ 吉林")), ("Page", .reference(draft.number(ofPage: 0)))])
      draft.set(
        "Test", of: draft.catalogNumber,
        to: .array([
          .reference(note), .integer(-3), .real(1.23456), .name("A"), .bytes("a(b)\\"), .boolean(true), .null,
          .real(.nan),
        ]))
      return try draft.write(version: "1.7")
    }
    let bytes = try edited()
    #expect(try edited() == bytes)
    #expect(String(decoding: bytes.prefix(8), as: UTF8.self) == "%PDF-1.7")
    let file = try PDFFile(bytes)
    let test = file.entry("Test", of: file.catalog)
    let items = test.map { file.items(of: $0) } ?? []
    try #require(items.count == 8)
    let says = file.entry("Says", of: items[0]).flatMap { file.text(of: $0) }
    let page = file.entry("Page", of: items[0]).flatMap { file.pageIndex(of: $0) }
    let numbers = items.map { file.number(of: $0) }
    let sources = items.map { file.source(of: $0) }
    #expect(says == "„Grüße“ 吉林")
    #expect(page == 0)
    #expect(numbers == [nil, -3, 1.235, nil, nil, nil, nil, 0])
    #expect(sources[3...6] == ["/A", "(a\\(b\\)\\\\)", "true", "null"])
  }

  @Test func whatIsMissingIsNil() throws {
    let file = try PDFFile(minimal)
    let absent = file.entry(["Outlines", "First"], of: file.catalog) == nil
    let text = file.text(of: file.catalog)
    let number = file.number(of: file.catalog)
    let items = file.items(of: file.catalog).count
    let page = file.pageIndex(of: file.catalog)
    #expect(absent)
    #expect(text == nil)
    #expect(number == nil)
    #expect(items == 0)
    #expect(page == nil)
  }

  @Test(arguments: ["", "no PDF", "%PDF-1.5\nstartxref\n5\n%%EOF\n"]) func damageIsThrown(_ text: String) {
    #expect(throws: PDFFailure.self) { _ = try PDFFile(Array(text.utf8)) }
  }
}
