internal import Cairo
public import Diagnostics
public import Frames
internal import Geometry
internal import PDFObjects

/// The document as a PDF file: pages with embedded fonts, links, bookmarks, metadata and attached files. A document with a
/// structure becomes a tagged file that keeps the standard, which is checked before it is handed out; one without
/// becomes a file of PDF/A-3u.
///
/// The same document gives the same bytes, whatever else the engine has set. A link or bookmark that leads nowhere is
/// an error; what can be left out with a warning is told by the engine's `takeDiagnostics`.
public func exportPDF(
  _ document: PagedDocument, standard: PDFStandard = .ua1, engine: TextEngine
) throws(DiagnosticError) -> [UInt8] {
  guard !document.pages.isEmpty else { throw DiagnosticError(noPages()) }
  var problems: [Diagnostic] = []
  for (index, page) in document.pages.enumerated() where !(page.size.isDrawable) {
    problems.append(badSize(width: page.size.width, height: page.size.height, page: index + 1))
  }
  // 1. What can be found out before anything is drawn.
  let images = DecodedImages()
  for page in document.pages { problems += images.add(page.items) }
  let navigation = Navigation(document, engine: engine)
  problems += navigation.problems
  let date = pdfDate(document.metadata.date)
  problems += document.structureProblems
  problems += document.repeatedAttachments.map { repeatedAttachment($0) }
  if date == nil { problems.append(badDate(document.metadata.date)) }
  guard problems.isEmpty else { throw DiagnosticError(problems) }
  // 2. Cairo draws the pages.
  let marks = document.structure.isEmpty ? nil : Marks(elements: document.structure.count)
  let painter = Painter(engine: engine, images: images, marks: marks)
  let drawn: [UInt8]
  do {
    let surface = try PDFSurface()
    for page in document.pages {
      marks?.beginPage()
      try surface.page(size: page.size) { painter.draw(page.items, on: $0) }
    }
    drawn = try surface.finish()
  } catch {
    throw DiagnosticError(drawingFailed(error))
  }
  // 3. qpdf adds what a reader navigates by, and what the file says of itself.
  let finished: Finished
  do {
    finished = try finish(drawn, document, standard: standard, marks: marks, navigation: navigation, date: date ?? "")
  } catch {
    throw DiagnosticError(finishingFailed(error))
  }
  switch finished {
  case .written(let bytes): return bytes
  case .unfit(let problems): throw DiagnosticError(problems.map { notConformant($0, standard: standard) })
  }
}

private enum Finished {
  case written([UInt8])
  /// What of the rules the file would break.
  case unfit([String])
}

private func finish(
  _ drawn: [UInt8], _ document: PagedDocument, standard: PDFStandard, marks: Marks?, navigation: Navigation,
  date: String
) throws(PDFFailure) -> Finished {
  var draft = try PDFDraft(drawn)
  var elements: [Int] = []
  if let marks {
    try marks.rewrite(&draft)
    var tree = TaggedStructure(
      document.structure, marks: marks, boxes: navigation.boxes, standard: standard, to: &draft)
    tree.add(navigation.write(to: &draft, elements: standard == .ua2 ? tree.objects : []), to: &draft)
    tree.finish(&draft)
    elements = tree.objects
  } else {
    _ = navigation.write(to: &draft, elements: [])
  }
  document.writeAttachments(to: &draft, elements: elements, date: date)
  document.metadata.write(
    to: &draft, date: date, standard: standard, isTagged: marks != nil, hasFiles: !document.attachments.isEmpty)
  writeColorProfile(to: &draft)
  completeResources(of: &draft)
  // Nothing leaves that breaks its standard.
  if marks != nil {
    let problems = try conformanceProblems(of: draft, standard: standard, isWritten: false)
    if !problems.isEmpty { return .unfit(problems) }
  }
  return .written(try draft.write(version: standard.version))
}

/// One drawing as a PDF of one page, with the description as its subject and alternative text.
public func exportPDF(
  _ frame: Frame, title: String, description: String, language: String, standard: PDFStandard = .ua1,
  engine: TextEngine
) throws(DiagnosticError) -> [UInt8] {
  let title = title.isEmpty ? description.isEmpty ? "Chart" : description : title
  let metadata = PagedDocument.Metadata(title: title, subject: description, language: language)
  let figure = StructureElement(.figure(alternative: description.isEmpty ? title : description), in: 0)
  let page = Frame(size: frame.size, items: [.group(Group(element: 1, items: frame.items))])
  return try exportPDF(
    PagedDocument(pages: [page], metadata: metadata, structure: [StructureElement(.document), figure]),
    standard: standard, engine: engine)
}

extension Size {
  fileprivate var isDrawable: Bool { width > 0 && height > 0 && width <= 14_400 && height <= 14_400 }
}
