internal import Cairo
public import Diagnostics
public import Frames
internal import Geometry
internal import PDFObjects

/// The document as a PDF 1.7 file: pages with embedded fonts, links, bookmarks and metadata.
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
  if date == nil { problems.append(badDate(document.metadata.date)) }
  guard problems.isEmpty else { throw DiagnosticError(problems) }
  // 2. Cairo draws the pages.
  let painter = Painter(engine: engine, images: images)
  let drawn: [UInt8]
  do {
    let surface = try PDFSurface()
    for page in document.pages {
      try surface.page(size: page.size) { painter.draw(page.items, on: $0) }
    }
    drawn = try surface.finish()
  } catch {
    throw DiagnosticError(drawingFailed(error))
  }
  // 3. qpdf adds what a reader navigates by.
  do {
    let file = try PDFFile(drawn)
    navigation.write(to: file)
    document.metadata.write(to: file, date: date ?? "")
    return try file.write()
  } catch {
    throw DiagnosticError(finishingFailed(error))
  }
}

/// One drawing as a PDF of one page, with the description as its subject.
public func exportPDF(
  _ frame: Frame, title: String, description: String, language: String, engine: TextEngine
) throws(DiagnosticError) -> [UInt8] {
  let metadata = PagedDocument.Metadata(title: title, subject: description, language: language)
  return try exportPDF(PagedDocument(pages: [frame], metadata: metadata), engine: engine)
}

extension Size {
  fileprivate var isDrawable: Bool { width > 0 && height > 0 && width <= 14_400 && height <= 14_400 }
}
