import Diagnostics
import Export
import Foundation
import Frames
import Geometry
import Testing

@Suite(.enabled(if: Samples.fontsAreInstalled, "Inter, Noto Serif and Noto Sans CJK are needed"))
struct PDFTests {
  private func sample() throws -> [UInt8] {
    try exportPDF(Samples.document(), engine: TextEngine(fonts: Samples.fonts))
  }

  @Test(.enabled(if: isInstalled("qpdf"), "qpdf is needed")) func isWellFormed() throws {
    try withFile(sample(), "pdf") { path in
      let result = try output(of: "qpdf", ["--check", path])
      #expect(result.status == 0, "\(result.text)")
      #expect(result.text.contains("PDF Version: 1.7"))
    }
  }

  @Test func givesTheSameBytesFromAnyEngine() throws {
    let engine = try TextEngine(fonts: Samples.fonts)
    let first = try exportPDF(Samples.document(), engine: engine)
    _ = try exportPDF(Samples.bars(5), title: "t", description: "", language: "en", engine: engine)
    let second = try exportPDF(Samples.document(), engine: engine)
    #expect(first == second)
    #expect(try sample() == first)
    #expect(engine.takeDiagnostics().isEmpty)
  }

  @Test func threadsDoNotDisturbEachOther() async throws {
    let expected = try sample()
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<6 {
        group.addTask { try exportPDF(Samples.document(), engine: TextEngine(fonts: Samples.fonts)) }
      }
      for try await bytes in group { #expect(bytes == expected) }
    }
  }

  /// Engines that load their fonts at the same moment must not see each other's half-made faces: Cairo keeps those of a
  /// file in one list for the whole process, without a lock.
  @Test func enginesMadeAtTheSameMomentGiveTheSameBytes() async throws {
    let items = (0..<24).map { i -> FrameItem in
      let family = i % 2 == 0 ? "Noto Serif" : "Inter"
      let style = TextStyle(family: family, size: 6 + Double(i) / 2, weight: i % 3 == 0 ? 600 : 400, italic: i % 5 == 0)
      return .text(TextRun("Nothing shared \(i)", style: style, at: Point(10, 20 + Double(i) * 15), width: 100))
    }
    let document = PagedDocument(pages: [Frame(size: Size(300, 400), items: items)], metadata: .init(title: "Same"))
    let expected = try exportPDF(document, engine: TextEngine(fonts: Samples.fonts))
    for _ in 0..<40 {
      try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for _ in 0..<4 { group.addTask { try exportPDF(document, engine: TextEngine(fonts: Samples.fonts)) } }
        for try await bytes in group { #expect(bytes == expected) }
      }
    }
  }

  @Test func namesWithOddCharactersStillLand() throws {
    let name = "a (b) \\ ä\u{1}吉"
    let frame = Frame(
      size: Size(10, 10),
      items: [
        .anchor(name, .zero), .link(Rect(x: 1, y: 1, width: 2, height: 2), Link(.anchor(name), description: name)),
      ])
    let document = PagedDocument(
      pages: [frame], outline: [.init(title: name, level: 1, anchor: name)], metadata: .init(title: name))
    let file = try OpenPDF(exportPDF(document, engine: TextEngine(fonts: Samples.fonts)))
    let link = try #require(file.items(["Annots"], of: file.page(0)).first)
    let names = file.items(["Names", "Dests", "Names"], of: file.catalog)
    #expect(file.text(["Contents"], of: link) == name)
    #expect(file.source(["Dest"], of: link) == names.first.map { file.source($0) })
    #expect(file.text(["Outlines", "First", "Title"], of: file.catalog) == name)
    #expect(file.text(["Info", "Title"], of: file.trailer) == name)
  }

  @Test func composedAndDecomposedNamesAreTheSame() throws {
    let frame = Frame(
      size: Size(10, 10),
      items: [
        .anchor("é", .zero), .link(Rect(x: 1, y: 1, width: 2, height: 2), Link(.anchor("e\u{301}"), description: "")),
      ])
    let document = PagedDocument(pages: [frame], metadata: .init(title: "t"))
    let file = try OpenPDF(exportPDF(document, engine: TextEngine(fonts: Samples.fonts)))
    let link = try #require(file.items(["Annots"], of: file.page(0)).first)
    let names = file.items(["Names", "Dests", "Names"], of: file.catalog)
    #expect(file.source(["Dest"], of: link) == names.first.map { file.source($0) })
  }

  @Test func textIsDrawnAsSpelt() throws {
    func draw(_ texts: [String]) throws -> [UInt8] {
      let engine = try TextEngine(fonts: Samples.fonts)
      for text in texts.dropLast() { _ = engine.advance(of: text, style: Samples.body) }
      let run = TextRun(texts.last ?? "", style: Samples.body, at: Point(5, 20), width: 0)
      return try exportPDF(
        Frame(size: Size(50, 50), items: [.text(run)]), title: "t", description: "", language: "en", engine: engine)
    }
    #expect(try draw(["é", "e\u{301}"]) == draw(["e\u{301}"]))
  }

  @Test(.enabled(if: isInstalled("pdftotext"), "pdftotext is needed")) func textComesBack() throws {
    try withFile(sample(), "pdf") { path in
      let result = try output(of: "pdftotext", ["-layout", path, "-"])
      for text in [
        "Regional briefing", "An efficient office offers staff coffee.", "吉林省汽车产业", "1,111.10", "The end",
      ] {
        #expect(result.text.contains(text), "\(text) in \(result.text)")
      }
    }
  }

  @Test(.enabled(if: isInstalled("pdffonts"), "pdffonts is needed")) func fontsAreEmbedded() throws {
    try withFile(sample(), "pdf") { path in
      let result = try output(of: "pdffonts", [path])
      let lines = result.text.split(separator: "\n").dropFirst(2)
      #expect(lines.count >= 4)
      for line in lines { #expect(line.contains(" yes yes yes "), "\(line)") }
      for name in ["Inter-SemiBold", "Inter-Regular", "NotoSerif", "NotoSansCJKsc"] {
        #expect(result.text.contains(name), "\(name) in \(result.text)")
      }
    }
  }

  @Test func linksLand() throws {
    let file = try OpenPDF(sample())
    let annotations = file.items(["Annots"], of: file.page(0))
    try #require(annotations.count == 2)
    #expect(file.text(["Dest"], of: annotations[0]) == "end")
    let names = file.items(["Names", "Dests", "Names"], of: file.catalog)
    try #require(names.count == 6)
    #expect(file.text(names[0]) == "end")
    let destination = file.items(names[1])
    try #require(destination.count == 5)
    #expect(file.pageIndex(destination[0]) == 1)
    #expect(file.number(destination[3]) == 50)
    #expect(file.text(["Contents"], of: annotations[0]) == "To the end")
    #expect(file.number(["F"], of: annotations[0]) == 4)
    #expect(file.numbers(["Rect"], of: annotations[0]) == [20, 228, 120, 240])
    #expect(file.text(["A", "URI"], of: annotations[1]) == "https://example.org/%C3%A4?a=1&b=2")
    #expect(file.numbers(["Rect"], of: annotations[1]) == [20, 150, 70, 180])
    for page in 0..<file.pageCount { #expect(file.source(["Tabs"], of: file.page(page)) == "/S") }
  }

  @Test func bookmarksAreNested() throws {
    let file = try OpenPDF(sample())
    func title(_ steps: String...) -> String? { file.text(["Outlines"] + steps + ["Title"], of: file.catalog) }
    #expect(title("First") == "Überblick")
    #expect(title("First", "First") == "中间")
    #expect(title("First", "First", "First") == "End")
    #expect(title("First", "Next") == "Again")
    #expect(title("Last", "Prev") == "Überblick")
    #expect(title("First", "First", "Parent") == "Überblick")
    #expect(file.text(["Outlines", "First", "First", "Dest"], of: file.catalog) == "middle")
    #expect(file.number(["Outlines", "Count"], of: file.catalog) == 2)
  }

  @Test func metadataIsWritten() throws {
    let file = try OpenPDF(sample())
    func text(_ key: String) -> String? { file.text(["Info", key], of: file.trailer) }
    #expect(text("Title") == "Monthly “briefing”")
    #expect(text("Author") == "A. Nobody")
    #expect(text("Keywords") == "a, b")
    #expect(text("CreationDate") == "D:20240531100000+08'00'")
    #expect(text("ModDate") == text("CreationDate"))
    #expect(file.text(["Lang"], of: file.catalog) == "en-GB")
    #expect(file.source(["ViewerPreferences", "DisplayDocTitle"], of: file.catalog) == "true")
  }

  @Test func whatIsLeftOutIsTold() throws {
    let rect = Rect(x: 0, y: 0, width: 5, height: 5)
    let items: [FrameItem] = [
      .anchor("a", .zero), .anchor("a", Point(1, 1)), .link(rect, Link(.address("notes.md"), description: "Notes")),
    ]
    let engine = try TextEngine(fonts: Samples.fonts)
    _ = try exportPDF(
      Frame(size: Size(9, 9), items: items), title: "t", description: "", language: "en", engine: engine)
    #expect(engine.takeDiagnostics().map(\.code) == ["export.repeated-anchor", "export.unsupported-address"])
  }

  @Test func missingAnchorIsAnError() throws {
    var document = Samples.document(linkingTo: "nowhere")
    document.outline.append(.init(title: "Lost", level: 1, anchor: "lost"))
    let engine = try TextEngine(fonts: Samples.fonts)
    let error = #expect(throws: DiagnosticError.self) { try exportPDF(document, engine: engine) }
    #expect(
      error?.diagnostics.map(\.headline) == [
        "page 1: the link “To the end” leads to “nowhere”, which does not exist",
        "the bookmark “Lost” leads to “lost”, which does not exist",
      ])
  }

  @Test(arguments: ["", "2024", "2024-13-01", "2024-05-31T10", "2024-05-31T10:00:00+0800", "yesterday"])
  func badDateIsAnError(_ date: String) throws {
    var document = Samples.document()
    document.metadata.date = date
    let engine = try TextEngine(fonts: Samples.fonts)
    let error = #expect(throws: DiagnosticError.self) { try exportPDF(document, engine: engine) }
    #expect(error?.diagnostics.map(\.code) == ["export.bad-date"])
  }

  @Test func unusableInputIsAnError() throws {
    let engine = try TextEngine(fonts: Samples.fonts)
    func codes(_ pages: [Frame]) -> [String]? {
      let document = PagedDocument(pages: pages, metadata: .init(title: "t"))
      return #expect(throws: DiagnosticError.self) { try exportPDF(document, engine: engine) }?.diagnostics.map(\.code)
    }
    #expect(codes([]) == ["export.no-pages"])
    #expect(codes([Frame(size: Size(0, .nan))]) == ["export.bad-size"])
    let image = Image(rect: Rect(x: 0, y: 0, width: 1, height: 1), bytes: [1, 2, 3], label: "map")
    #expect(codes([Frame(size: Size(10, 10), items: [.image(image)])]) == ["export.bad-image"])
  }

  @Test func oddNumbersAreDrawnAround() throws {
    let stroke = Stroke(.color(.black), dash: [0, 0])
    let frame = Frame(
      size: Size(50, 50),
      items: [
        .shape(Shape(.line(Point(0, 0), Point(10, 10)), stroke: stroke)),
        .group(Group(transform: .scale(0, 1), items: [.shape(Shape(.line(.zero, Point(1, 1)), stroke: stroke))])),
        .text(TextRun("a\u{0}b\nc", style: Samples.body, at: Point(.nan, 1), width: 0)),
        .text(TextRun("a\u{0}b\nc", style: Samples.body, at: Point(5, 20), width: 0)),
      ])
    let engine = try TextEngine(fonts: Samples.fonts)
    _ = try exportPDF(frame, title: "t", description: "d", language: "en", engine: engine)
    #expect(engine.takeDiagnostics().isEmpty)
  }
}
