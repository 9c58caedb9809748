import Export
import Frames
import PDFObjects
import Testing

/// Files that break one rule each, made from one that keeps them all: the check has to notice.
@Suite(.enabled(if: Samples.fontsAreInstalled, "Inter, Noto Serif and Noto Sans CJK are needed"))
struct ConformanceTests {
  private func exported(_ standard: PDFStandard = .ua1) throws -> [UInt8] {
    var document = TaggingTests.document()
    document.attachments = [
      .init(
        name: "figure-1.csv", mediaType: "text/csv", description: "Values of figure 1", relationship: .data,
        bytes: Array("a,b\n1,2\n".utf8), element: 9),
      .init(
        name: "observations.csv", mediaType: "text/csv", description: "Everything", relationship: .source,
        bytes: Array("x\n".utf8)),
    ]
    return try exportPDF(document, standard: standard, engine: TextEngine(fonts: Samples.fonts))
  }

  private func problems(
    _ standard: PDFStandard = .ua1, after change: (borrowing PDFFile) throws -> Void
  ) throws -> [String] {
    let file = try PDFFile(exported(standard))
    try change(file)
    let again = try PDFFile(file.write(version: standard == .ua1 ? "1.7" : "2.0"))
    return try conformanceProblems(of: again, standard: standard)
  }

  @Test(arguments: PDFStandard.allCases) func whatIsWrittenKeepsTheRules(_ standard: PDFStandard) throws {
    #expect(try problems(standard) { _ in } == [])
  }

  @Test func standardsAreNotMixedUp() throws {
    let first = try PDFFile(exported(.ua1))
    #expect(try conformanceProblems(of: first, standard: .ua2).contains("P is in another namespace"))
    let second = try PDFFile(exported(.ua2))
    #expect(try conformanceProblems(of: second, standard: .ua1).contains("the document information has no title"))
  }

  /// A change to a file and what is to be said of it.
  struct Breach: Sendable, CustomTestStringConvertible {
    var problem: String
    var change: @Sendable (borrowing PDFFile) throws -> Void
    var testDescription: String { problem }

    init(_ problem: String, _ change: @escaping @Sendable (borrowing PDFFile) throws -> Void) {
      self.problem = problem
      self.change = change
    }
  }

  static let breaches: [Breach] = [
    Breach("Figure without an alternative text") { file in
      for element in elements(of: file) { file.remove("Alt", of: element) }
    },
    Breach("Figure without its place on the page") { file in
      for element in elements(of: file) { file.remove("A", of: element) }
    },
    Breach("page 1: no way back from content 1") { file in
      if let tree = file.entry(["StructTreeRoot", "ParentTree"], of: file.catalog) {
        file.set("Nums", of: tree, to: .array([]))
      }
    },
    Breach("page 2: 1 things painted outside marks") { file in
      try replace("/Artifact BMC", by: "", inPage: 1, of: file, ending: true)
    },
    Breach("page 2: marks or states do not end where they should") { file in
      try replace("/Artifact BMC", by: "", inPage: 1, of: file)
    },
    Breach("page 2: unknown operators hello") { file in
      try replace("/Artifact BMC", by: "hello /Artifact BMC", inPage: 1, of: file)
    },
    Breach("page 2: elements have content that is not there") { file in
      try replace("/MCID 2", by: "/MCID 0", inPage: 1, of: file)
    },
    Breach("no header cell is named “header-19”") { file in
      for cell in cells(of: file) { file.remove("ID", of: cell) }
    },
    Breach("row 2 of a table has 2 columns, not 3") { file in
      for cell in cells(of: file) {
        if let attributes = file.entry("A", of: cell) { file.remove("RowSpan", of: attributes) }
      }
    },
    Breach("the document has no language") { file in file.remove("Lang", of: file.catalog) },
    Breach("“deutsch, bitte” is no language tag") { file in
      file.set("Lang", of: file.catalog, to: .text("deutsch, bitte"))
    },
    Breach("“auf Deutsch” of P is no language tag") { file in
      file.set("Lang", of: elements(of: file)[1], to: .text("auf Deutsch"))
    },
    Breach("TH without Scope") { file in
      for cell in cells(of: file) { file.remove("A", of: cell) }
    },
    Breach("row 2 of a table has 2 columns, not 1") { file in
      if cells(of: file).count > 1 {
        file.set("A", of: cells(of: file)[1], to: .dictionary([("O", .name("Table")), ("ColSpan", .integer(2))]))
      }
    },
    Breach("TR in Document") { file in
      if let table = elements(of: file).first(where: { file.entry("S", of: $0).map { file.source(of: $0) } == "/Table" }
      ),
        let rows = file.entry("K", of: table), let top = file.entry(["StructTreeRoot", "K"], of: file.catalog)
      {
        let kids = elements(of: file) + file.items(of: rows)
        file.set("K", of: top, to: .array(kids.map { .object($0) }))
      }
    },
    Breach("TR holds P") { file in
      if let cell = cells(of: file).first { file.set("S", of: cell, to: .name("P")) }
    },
    Breach("H3 after H0") { file in file.set("S", of: elements(of: file)[0], to: .name("H3")) },
    Breach("“Headline” is no standard element") { file in
      file.set("S", of: elements(of: file)[0], to: .name("Headline"))
    },
    Breach("the metadata do not say pdfuaid:part 1") { file in
      try editMetadata(of: file) { $0.replacing("<pdfuaid:part>1", with: "<pdfuaid:part>2") }
    },
    Breach("the metadata are no well-formed XML") { file in
      try editMetadata(of: file) { $0.replacing("</rdf:RDF>", with: "") }
    },
    Breach("the metadata have no title") { file in
      try editMetadata(of: file) { $0.replacing("Tags &amp; &lt;marks&gt;", with: "") }
    },
    Breach("the metadata are compressed") { file in
      // What is no longer marked as metadata is compressed when it is written.
      if let metadata = file.entry("Metadata", of: file.catalog) { file.set("Type", of: metadata, to: .null) }
    },
    Breach("font %: is not embedded") { file in
      for font in fonts(of: file) {
        if let descriptor = file.entry("FontDescriptor", of: font) {
          for key in ["FontFile", "FontFile2", "FontFile3"] { file.remove(key, of: descriptor) }
        }
      }
    },
    Breach("font %: does not say what its characters are") { file in
      for font in fonts(of: file) { file.remove("ToUnicode", of: font) }
    },
    Breach("page 1: an annotation without a description") { file in
      for annotation in annotations(of: file) { file.remove("Contents", of: annotation) }
    },
    Breach("page 1: an annotation is not printed") { file in
      for annotation in annotations(of: file) { file.set("F", of: annotation, to: .integer(2)) }
    },
    Breach("page 1: a link does JavaScript") { file in
      for annotation in annotations(of: file) {
        file.set("A", of: annotation, to: .dictionary([("S", .name("JavaScript")), ("JS", .text("alert(1)"))]))
      }
    },
    Breach("page 1: links are not in the order of the text") { file in file.remove("Tabs", of: file.page(0)) },
    Breach("the catalogue does not say that the file is tagged") { file in file.remove("MarkInfo", of: file.catalog) },
    Breach("viewers are not told to show the title") { file in file.remove("ViewerPreferences", of: file.catalog) },
    Breach("the file does not say what its colours mean") { file in file.remove("OutputIntents", of: file.catalog) },
    Breach("the colour profile of the file is none for screens of three colours") { file in
      let intents = file.entry("OutputIntents", of: file.catalog).map { file.items(of: $0) } ?? []
      if let profile = intents.first.flatMap({ file.entry("DestOutputProfile", of: $0) }) {
        file.set("N", of: profile, to: .integer(4))
      }
    },
    Breach("attachment figure-1.csv does not say what it is to the document") { file in
      for attachment in attachments(of: file) { file.remove("AFRelationship", of: attachment) }
    },
    Breach("attachment observations.csv does not say its type") { file in
      for attachment in attachments(of: file) {
        if let stream = file.entry(["EF", "F"], of: attachment) { file.set("Subtype", of: stream, to: .null) }
      }
    },
  ]

  @Test(arguments: breaches) func aBreachIsFound(_ breach: Breach) throws {
    let found = try problems(after: breach.change)
    if let gap = breach.problem.firstRange(of: "%:") {
      let (start, end) = (breach.problem[..<gap.lowerBound], breach.problem[gap.upperBound...])
      #expect(found.contains { $0.hasPrefix(start) && $0.hasSuffix(end) }, "\(found)")
    } else {
      #expect(found.contains(breach.problem), "\(found)")
    }
  }

  @Test func linksToPlacesAreFoundWhereElementsAreAskedFor() throws {
    let document = Samples.document()
    var tagged = document
    tagged.structure = [.init(.document)]
    let bytes = try exportPDF(tagged, standard: .ua2, engine: TextEngine(fonts: Samples.fonts))
    let file = try PDFFile(bytes)
    for annotation in Self.annotations(of: file) {
      if let action = file.entry("A", of: annotation) { file.remove("SD", of: action) }
    }
    #expect(
      try conformanceProblems(of: file, standard: .ua2).contains(
        "page 1: a link leads to a place, not to an element"))
  }

  @Test func captionsStandInWhatTheyName() throws {
    let found = try problems(.ua2) { file in
      let paragraph = try #require(Self.elements(of: file).dropFirst().first)
      file.set("S", of: paragraph, to: .name("Caption"))
    }
    #expect(found.contains("Caption in Document"), "\(found)")
  }

  @Test func footnotesNameEverythingThatRefersToThem() throws {
    let found = try problems(.ua2) { file in
      let elements = Self.elements(of: file)
      file.set("S", of: elements[0], to: .name("FENote"))
      file.set("Ref", of: elements[1], to: .array([.object(elements[0])]))
      file.set("Ref", of: elements[2], to: .array([.object(elements[0])]))
      file.set("Ref", of: elements[0], to: .array([.object(elements[1])]))
    }
    #expect(found.contains("a footnote does not name what refers to it"), "\(found)")
  }

  // MARK: Parts of the sample

  private static func elements(of file: borrowing PDFFile) -> [PDFObject] {
    file.entry(["StructTreeRoot", "K", "K"], of: file.catalog).map { file.items(of: $0) } ?? []
  }

  private static func cells(of file: borrowing PDFFile) -> [PDFObject] {
    var cells: [PDFObject] = []
    for element in elements(of: file) {
      for row in file.entry("K", of: element).map({ file.items(of: $0) }) ?? [] {
        if file.entry("S", of: row).map({ file.source(of: $0) }) == "/TR", let held = file.entry("K", of: row) {
          cells += file.items(of: held).isEmpty ? [held] : file.items(of: held)
        }
      }
    }
    return cells
  }

  private static func fonts(of file: borrowing PDFFile) -> [PDFObject] {
    file.entry(["Resources", "Font"], of: file.page(0)).map { file.values(of: $0) } ?? []
  }

  private static func annotations(of file: borrowing PDFFile) -> [PDFObject] {
    file.entry("Annots", of: file.page(0)).map { file.items(of: $0) } ?? []
  }

  private static func attachments(of file: borrowing PDFFile) -> [PDFObject] {
    let names = file.entry(["Names", "EmbeddedFiles", "Names"], of: file.catalog).map { file.items(of: $0) } ?? []
    return stride(from: 1, to: names.count, by: 2).map { names[$0] }
  }

  private static func replace(
    _ old: String, by new: String, inPage page: Int, of file: borrowing PDFFile, ending: Bool = false
  ) throws {
    var content = String(decoding: try file.content(of: file.page(page)), as: UTF8.self)
    let place = try #require(content.firstRange(of: old))
    if ending, let end = content[place.upperBound...].firstRange(of: "EMC") { content.removeSubrange(end) }
    content.replaceSubrange(place, with: new)
    file.setContent(of: file.page(page), to: Array(content.utf8))
  }

  private static func editMetadata(of file: borrowing PDFFile, _ edit: (String) -> String) throws {
    let found = file.entry("Metadata", of: file.catalog)
    let stream = try #require(found)
    let text = String(decoding: try file.data(of: stream), as: UTF8.self)
    let new = edit(text)
    #expect(new != text)
    let changed = file.add(Array(new.utf8), [("Type", .name("Metadata")), ("Subtype", .name("XML"))])
    file.set("Metadata", of: file.catalog, to: .object(changed))
  }
}
