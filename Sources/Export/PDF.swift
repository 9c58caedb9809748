internal import Cairo
public import Diagnostics
public import Frames
internal import Geometry
internal import PDFObjects

/// The document as a PDF 1.7 file: pages with embedded fonts, links, bookmarks and metadata. A document with a structure
/// becomes a tagged file that says of itself to be PDF/UA-1 and PDF/A-3a, one without a file of PDF/A-3u.
///
/// The same document gives the same bytes, whatever else the engine has set. A link or bookmark that leads nowhere is
/// an error; what can be left out with a warning is told by the engine's `takeDiagnostics`.
public func exportPDF(_ document: PagedDocument, engine: TextEngine) throws(DiagnosticError) -> [UInt8] {
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
  do {
    let file = try PDFFile(drawn)
    let annotations = navigation.write(to: file)
    if let marks {
      try marks.rewrite(file)
      var tree = TaggedStructure(document.structure, boxes: navigation.boxes)
      tree.add(marks)
      tree.add(annotations)
      tree.write(to: file)
    }
    document.metadata.write(to: file, date: date ?? "", isTagged: marks != nil)
    writeColorProfile(to: file)
    completeResources(of: file)
    return try file.write()
  } catch {
    throw DiagnosticError(finishingFailed(error))
  }
}

/// One drawing as a PDF of one page, with the description as its subject and alternative text.
public func exportPDF(
  _ frame: Frame, title: String, description: String, language: String, engine: TextEngine
) throws(DiagnosticError) -> [UInt8] {
  let title = title.isEmpty ? description.isEmpty ? "Chart" : description : title
  let metadata = PagedDocument.Metadata(title: title, subject: description, language: language)
  let figure = StructureElement(.figure(alternative: description.isEmpty ? title : description), in: 0)
  let page = Frame(size: frame.size, items: [.group(Group(element: 1, items: frame.items))])
  return try exportPDF(
    PagedDocument(pages: [page], metadata: metadata, structure: [StructureElement(.document), figure]), engine: engine)
}

extension Size {
  fileprivate var isDrawable: Bool { width > 0 && height > 0 && width <= 14_400 && height <= 14_400 }
}
