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
    _ standard: PDFStandard = .ua1, after change: (inout PDFDraft) throws -> Void
  ) throws -> [String] {
    var draft = try PDFDraft(exported(standard))
    try change(&draft)
    // What is found in the making is what is found in the file.
    let found = try conformanceProblems(of: draft, standard: standard)
    let again = try PDFFile(draft.write(version: standard == .ua1 ? "1.7" : "2.0"))
    #expect(try conformanceProblems(of: again, standard: standard) == found)
    return found
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
    var change: @Sendable (inout PDFDraft) throws -> Void
    var testDescription: String { problem }

    init(_ problem: String, _ change: @escaping @Sendable (inout PDFDraft) throws -> Void) {
      self.problem = problem
      self.change = change
    }
  }

  static let breaches: [Breach] = [
    Breach("Figure without an alternative text") { file in
      for element in elements(of: file) { file.set("Alt", of: element, to: .null) }
    },
    Breach("Figure without its place on the page") { file in
      for element in elements(of: file) { file.set("A", of: element, to: .null) }
    },
    Breach("page 1: no way back from content 1") { file in
      let root = file.value(file.catalogNumber).entry("StructTreeRoot") ?? .null
      let tree = file.resolved(root).entry("ParentTree")?.reference
      file.set("Nums", of: try #require(tree), to: .array([]))
    },
    Breach("page 2: 1 things painted outside marks") { file in
      try replace("/Artifact BMC", by: "", inPage: 1, of: &file, ending: true)
    },
    Breach("page 2: marks or states do not end where they should") { file in
      try replace("/Artifact BMC", by: "", inPage: 1, of: &file)
    },
    Breach("page 2: unknown operators hello") { file in
      try replace("/Artifact BMC", by: "hello /Artifact BMC", inPage: 1, of: &file)
    },
    Breach("page 2: elements have content that is not there") { file in
      try replace("/MCID 2", by: "/MCID 0", inPage: 1, of: &file)
    },
    Breach("no header cell is named “header-19”") { file in
      for cell in cells(of: file) { file.set("ID", of: cell, to: .null) }
    },
    Breach("row 2 of a table has 2 columns, not 3") { file in
      for cell in cells(of: file) {
        guard let attributes = file.entry("A", of: file.value(cell)) else { continue }
        file.set("A", of: cell, to: .dictionary(attributes.entries.filter { $0.0 != "RowSpan" }))
      }
    },
    Breach("the document has no language") { file in file.set("Lang", of: file.catalogNumber, to: .null) },
    Breach("“deutsch, bitte” is no language tag") { file in
      file.set("Lang", of: file.catalogNumber, to: .text("deutsch, bitte"))
    },
    Breach("“auf Deutsch” of P is no language tag") { file in
      file.set("Lang", of: elements(of: file)[1], to: .text("auf Deutsch"))
    },
    Breach("TH without Scope") { file in
      for cell in cells(of: file) { file.set("A", of: cell, to: .null) }
    },
    Breach("row 2 of a table has 2 columns, not 1") { file in
      file.set("A", of: cells(of: file)[1], to: .dictionary([("O", .name("Table")), ("ColSpan", .integer(2))]))
    },
    Breach("TR in Document") { file in
      let all = elements(of: file)
      let table = all.map { file.value($0) }.first { $0.entry("S")?.name == "Table" }
      let rows = table.flatMap { file.entry("K", of: $0) }?.items ?? []
      let root = file.value(file.catalogNumber).entry("StructTreeRoot") ?? .null
      let top = file.resolved(root).entry("K")?.reference
      file.set("K", of: try #require(top), to: .array(all.map { .reference($0) } + rows))
    },
    Breach("TR holds P") { file in file.set("S", of: cells(of: file)[0], to: .name("P")) },
    Breach("H3 after H0") { file in file.set("S", of: elements(of: file)[0], to: .name("H3")) },
    Breach("“Headline” is no standard element") { file in
      file.set("S", of: elements(of: file)[0], to: .name("Headline"))
    },
    Breach("the metadata do not say pdfuaid:part 1") { file in
      try editMetadata(of: &file) { $0.replacing("<pdfuaid:part>1", with: "<pdfuaid:part>2") }
    },
    Breach("the metadata are no well-formed XML") { file in
      try editMetadata(of: &file) { $0.replacing("</rdf:RDF>", with: "") }
    },
    Breach("the metadata have no title") { file in
      try editMetadata(of: &file) { $0.replacing("Tags &amp; &lt;marks&gt;", with: "") }
    },
    Breach("the metadata are not marked as XML") { file in
      let metadata = file.value(file.catalogNumber).entry("Metadata")?.reference
      file.set("Subtype", of: try #require(metadata), to: .name("Text"))
    },
    Breach("font %: is not embedded") { file in
      for font in fonts(of: file) {
        guard let descriptor = file.value(font).entry("FontDescriptor")?.reference else { continue }
        for key in ["FontFile", "FontFile2", "FontFile3"] { file.set(key, of: descriptor, to: .null) }
      }
    },
    Breach("font %: does not say what its characters are") { file in
      for font in fonts(of: file) { file.set("ToUnicode", of: font, to: .null) }
    },
    Breach("page 1: an annotation without a description") { file in
      for annotation in annotations(of: file) { file.set("Contents", of: annotation, to: .null) }
    },
    Breach("page 1: an annotation is not printed") { file in
      for annotation in annotations(of: file) { file.set("F", of: annotation, to: .integer(2)) }
    },
    Breach("page 1: a link does JavaScript") { file in
      for annotation in annotations(of: file) {
        file.set("A", of: annotation, to: .dictionary([("S", .name("JavaScript")), ("JS", .text("alert(1)"))]))
      }
    },
    Breach("page 1: links are not in the order of the text") { file in
      file.set("Tabs", of: file.number(ofPage: 0), to: .null)
    },
    Breach("the catalogue does not say that the file is tagged") { file in
      file.set("MarkInfo", of: file.catalogNumber, to: .null)
    },
    Breach("viewers are not told to show the title") { file in
      file.set("ViewerPreferences", of: file.catalogNumber, to: .null)
    },
    Breach("the file does not say what its colours mean") { file in
      file.set("OutputIntents", of: file.catalogNumber, to: .null)
    },
    Breach("the colour profile of the file is none for screens of three colours") { file in
      let intents = file.entry("OutputIntents", of: file.value(file.catalogNumber))?.items ?? []
      let profile = file.resolved(try #require(intents.first)).entry("DestOutputProfile")?.reference
      file.set("N", of: try #require(profile), to: .integer(4))
    },
    Breach("attachment figure-1.csv does not say what it is to the document") { file in
      for attachment in attachments(of: file) { file.set("AFRelationship", of: attachment, to: .null) }
    },
    Breach("attachment observations.csv does not say its type") { file in
      for attachment in attachments(of: file) {
        let stream = file.entry("EF", of: file.value(attachment))?.entry("F")?.reference
        file.set("Subtype", of: try #require(stream), to: .null)
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

  @Test func compressedMetadataAreFound() throws {
    // What is no longer marked as metadata is compressed when it is written.
    var draft = try PDFDraft(exported())
    let metadata = draft.value(draft.catalogNumber).entry("Metadata")?.reference
    draft.set("Type", of: try #require(metadata), to: .null)
    let written = try PDFFile(draft.write(version: "1.7"))
    #expect(try conformanceProblems(of: written, standard: .ua1).contains("the metadata are compressed"))
  }

  @Test func linksToPlacesAreFoundWhereElementsAreAskedFor() throws {
    var tagged = Samples.document()
    tagged.structure = [.init(.document)]
    let bytes = try exportPDF(tagged, standard: .ua2, engine: TextEngine(fonts: Samples.fonts))
    var draft = try PDFDraft(bytes)
    for annotation in Self.annotations(of: draft) {
      guard let action = draft.entry("A", of: draft.value(annotation)) else { continue }
      draft.set("A", of: annotation, to: .dictionary(action.entries.filter { $0.0 != "SD" }))
    }
    #expect(
      try conformanceProblems(of: draft, standard: .ua2).contains(
        "page 1: a link leads to a place, not to an element"))
  }

  @Test func captionsStandInWhatTheyName() throws {
    let found = try problems(.ua2) { file in
      file.set("S", of: Self.elements(of: file)[1], to: .name("Caption"))
    }
    #expect(found.contains("Caption in Document"), "\(found)")
  }

  @Test func footnotesNameEverythingThatRefersToThem() throws {
    let found = try problems(.ua2) { file in
      let elements = Self.elements(of: file)
      file.set("S", of: elements[0], to: .name("FENote"))
      file.set("Ref", of: elements[1], to: .array([.reference(elements[0])]))
      file.set("Ref", of: elements[2], to: .array([.reference(elements[0])]))
      file.set("Ref", of: elements[0], to: .array([.reference(elements[1])]))
    }
    #expect(found.contains("a footnote does not name what refers to it"), "\(found)")
  }

  // MARK: Parts of the sample

  private static func elements(of file: borrowing PDFDraft) -> [Int] {
    let top = file.entry(["StructTreeRoot", "K", "K"], of: file.value(file.catalogNumber))
    return top?.items.compactMap(\.reference) ?? []
  }

  private static func cells(of file: borrowing PDFDraft) -> [Int] {
    var cells: [Int] = []
    for element in elements(of: file) {
      for row in file.entry("K", of: file.value(element))?.items ?? [] {
        let row = file.resolved(row)
        if row.entry("S")?.name == "TR" { cells += row.entry("K")?.list.compactMap(\.reference) ?? [] }
      }
    }
    return cells
  }

  private static func fonts(of file: borrowing PDFDraft) -> [Int] {
    let fonts = file.entry(["Resources", "Font"], of: file.value(file.number(ofPage: 0)))
    return fonts?.entries.compactMap(\.1.reference) ?? []
  }

  private static func annotations(of file: borrowing PDFDraft) -> [Int] {
    file.entry("Annots", of: file.value(file.number(ofPage: 0)))?.items.compactMap(\.reference) ?? []
  }

  private static func attachments(of file: borrowing PDFDraft) -> [Int] {
    file.entry(["Names", "EmbeddedFiles", "Names"], of: file.value(file.catalogNumber))?.items.compactMap(\.reference)
      ?? []
  }

  private static func replace(
    _ old: String, by new: String, inPage page: Int, of file: inout PDFDraft, ending: Bool = false
  ) throws {
    var content = String(decoding: try file.content(ofPage: page), as: UTF8.self)
    let place = try #require(content.firstRange(of: old))
    if ending, let end = content[place.upperBound...].firstRange(of: "EMC") { content.removeSubrange(end) }
    content.replaceSubrange(place, with: new)
    file.setContent(ofPage: page, to: Array(content.utf8))
  }

  private static func editMetadata(of file: inout PDFDraft, _ edit: (String) -> String) throws {
    let stream = try #require(file.value(file.catalogNumber).entry("Metadata")?.reference)
    let text = String(decoding: try file.data(ofStream: stream), as: UTF8.self)
    let new = edit(text)
    #expect(new != text)
    let changed = file.add(Array(new.utf8), [("Type", .name("Metadata")), ("Subtype", .name("XML"))])
    file.set("Metadata", of: file.catalogNumber, to: .reference(changed))
  }
}
