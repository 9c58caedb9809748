internal import Frames
internal import PDFObjects

func checkCatalog<Source: PDFObjectSource & ~Copyable>(
  of file: borrowing Source, standard: PDFStandard, isWritten: Bool, _ findings: inout Findings
) {
  let catalog = file.value(file.catalogNumber)
  let marks = file.entry("MarkInfo", of: catalog) ?? .null
  findings.expect(
    file.entry("Marked", of: marks)?.boolean == true, "the catalogue does not say that the file is tagged")
  findings.expect(file.entry("Suspects", of: marks)?.boolean != true, "the tags are called suspect")
  findings.expect(
    file.entry(["ViewerPreferences", "DisplayDocTitle"], of: catalog)?.boolean == true,
    "viewers are not told to show the title")
  let language = file.entry("Lang", of: catalog)?.text ?? ""
  findings.expect(!language.isEmpty, "the document has no language")
  findings.expect(language.isEmpty || isLanguageTag(language), "“\(language)” is no language tag")
  findings.expect(file.entry("AA", of: catalog) == nil, "the catalogue has actions")
  findings.expect(file.entry(["Names", "JavaScript"], of: catalog) == nil, "the file has scripts")
  let trailer = file.trailerValue
  findings.expect(file.entry("Encrypt", of: trailer) == nil, "the file is encrypted")
  findings.expect(!isWritten || file.entry("ID", of: trailer) != nil, "the file has no identifier")
  switch standard {
  case .ua1:
    let title = file.entry(["Info", "Title"], of: trailer)?.text ?? ""
    findings.expect(!title.isEmpty, "the document information has no title")
  case .ua2: findings.expect(file.entry("Info", of: trailer) == nil, "the file has an information dictionary")
  }
}

func checkMetadata<Source: PDFObjectSource & ~Copyable>(
  of file: borrowing Source, standard: PDFStandard, _ findings: inout Findings
) {
  let catalog = file.value(file.catalogNumber)
  guard let number = catalog.entry("Metadata")?.reference, file.isStream(number) else {
    findings.expect(false, "the file has no metadata")
    return
  }
  let stream = file.value(number)
  findings.expect(
    file.name("Type", of: stream) == "Metadata" && file.name("Subtype", of: stream) == "XML",
    "the metadata are not marked as XML")
  findings.expect(stream.entry("Filter") == nil, "the metadata are compressed")
  guard let bytes = try? file.data(ofStream: number), let text = String(validating: bytes, as: UTF8.self) else {
    findings.expect(false, "the metadata cannot be read")
    return
  }
  findings.expect(isWellFormed(text), "the metadata are no well-formed XML")
  func expect(_ element: String, _ value: String, _ findings: inout Findings) {
    findings.expect(
      text.contains("<\(element)>\(value)</\(element)>"), "the metadata do not say \(element) \(value)")
  }
  switch standard {
  case .ua1:
    expect("pdfuaid:part", "1", &findings)
    expect("pdfaid:part", "3", &findings)
    expect("pdfaid:conformance", "A", &findings)
    findings.expect(
      text.contains("<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"),
      "the metadata do not describe the properties of PDF/UA")
  case .ua2:
    expect("pdfuaid:part", "2", &findings)
    expect("pdfuaid:rev", "2024", &findings)
    expect("pdfaid:part", "4", &findings)
    expect("pdfaid:rev", "2020", &findings)
    let hasFiles = file.entry(["Names", "EmbeddedFiles"], of: catalog) != nil
    findings.expect(
      text.contains("<pdfaid:conformance>F</pdfaid:conformance>") == hasFiles,
      "the metadata do not say whether files are attached")
  }
  let title =
    text.split(separator: "<dc:title>").dropFirst().first.map {
      $0.prefix(upTo: $0.firstRange(of: "</dc:title>")?.lowerBound ?? $0.startIndex)
    } ?? ""
  findings.expect(
    title.contains("</rdf:li>") && !title.contains("></rdf:li>"), "the metadata have no title")
}

/// Whether tags are closed in the order opened, and references end. Declarations and comments are passed over.
private func isWellFormed(_ text: String) -> Bool {
  var open: [Substring] = []
  var roots = 0
  var rest = text[...]
  while let start = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
    if rest[start] == "&" {
      let name = rest[start...].prefix(12)
      guard name.contains(";"), !name.dropFirst().prefix(while: { $0 != ";" }).contains(" ") else { return false }
      rest = rest[rest.index(after: start)...]
      continue
    }
    guard let end = rest[start...].firstIndex(of: ">") else { return false }
    let tag = rest[rest.index(after: start)..<end]
    rest = rest[rest.index(after: end)...]
    if tag.hasPrefix("?") || tag.hasPrefix("!") { continue }
    if tag.hasPrefix("/") {
      guard open.popLast() == tag.dropFirst() else { return false }
    } else if !tag.hasSuffix("/") {
      if open.isEmpty { roots += 1 }
      open.append(tag.prefix { !$0.isWhitespace })
    }
  }
  return open.isEmpty && roots == 1
}

func checkOutputIntent<Source: PDFObjectSource & ~Copyable>(of file: borrowing Source, _ findings: inout Findings) {
  var intents: [PDFValue] = []
  for item in file.entry("OutputIntents", of: file.value(file.catalogNumber))?.items ?? [] {
    intents.append(file.resolved(item))
  }
  guard let intent = intents.first(where: { $0.entry("S")?.name == "GTS_PDFA1" }),
    let stream = intent.entry("DestOutputProfile")?.reference, file.isStream(stream),
    let profile = try? file.data(ofStream: stream)
  else {
    findings.expect(false, "the file does not say what its colours mean")
    return
  }
  findings.expect(
    file.entry("N", of: file.value(stream))?.integer == 3 && profile.count >= 128
      && profile[16..<20].elementsEqual("RGB ".utf8)
      && profile[36..<40].elementsEqual("acsp".utf8) && profile[8] <= 4
      && profile.prefix(4).reduce(0) { $0 << 8 | Int($1) } == profile.count,
    "the colour profile of the file is none for screens of three colours")
}

func checkAttachments<Source: PDFObjectSource & ~Copyable>(
  of file: borrowing Source, standard: PDFStandard, _ findings: inout Findings
) {
  let catalog = file.value(file.catalogNumber)
  let pairs = file.entry(["Names", "EmbeddedFiles", "Names"], of: catalog)?.items ?? []
  for i in stride(from: 1, to: pairs.count, by: 2) {
    let name = file.resolved(pairs[i - 1]).text ?? ""
    let specification = file.resolved(pairs[i])
    findings.expect(
      specification.entry("F") != nil && specification.entry("UF") != nil, "attachment \(name) has no file name")
    findings.expect(
      ["Source", "Data", "Supplement"].contains(file.name("AFRelationship", of: specification)),
      "attachment \(name) does not say what it is to the document")
    findings.expect(specification.entry("Desc") != nil, "attachment \(name) has no description")
    guard let number = file.entry("EF", of: specification)?.entry("F")?.reference, file.isStream(number) else {
      findings.expect(false, "attachment \(name) has no content")
      continue
    }
    let stream = file.value(number)
    findings.expect(!file.name("Subtype", of: stream).isEmpty, "attachment \(name) does not say its type")
    findings.expect(file.entry(["Params", "ModDate"], of: stream) != nil, "attachment \(name) has no date")
  }
}
