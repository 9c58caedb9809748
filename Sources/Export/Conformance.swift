package import PDFObjects

/// What of the rules of its standard a file breaks, one line each; empty for a file that keeps them.
///
/// The rules are those of PDF/UA and PDF/A that what this program writes could break: what the catalogue and the metadata
/// say, the tree of the structure and its ways to the content and back, marks on everything painted, links, fonts,
/// images, attached files. The check reads the objects and the content anew and shares nothing with the code that wrote
/// them. It does not look at what Cairo answers for, such as the widths of glyphs.
///
/// - Parameter isWritten: whether the file was read from bytes; one still in the making has no identifier yet.
/// - Throws: content that cannot be decoded.
package func conformanceProblems(
  of file: borrowing PDFFile, standard: PDFStandard, isWritten: Bool = true
) throws(PDFFailure) -> [String] {
  var findings = Findings()
  // 1. What the file says of itself.
  checkCatalog(of: file, standard: standard, isWritten: isWritten, &findings)
  checkMetadata(of: file, standard: standard, &findings)
  checkOutputIntent(of: file, &findings)
  // 2. The elements under their parents.
  var structure = StructureCheck(standard: standard)
  structure.check(file, &findings)
  // 3. The content of the pages, and the ways between it and the elements.
  var resources = ResourceCheck()
  for index in 0..<file.pageCount {
    let mark = file.mark()
    try structure.checkPage(index, of: file, &findings)
    resources.checkPage(file.page(index), of: file, &findings)
    file.release(since: mark)
  }
  // 4. The files that come with it.
  checkAttachments(of: file, standard: standard, &findings)
  return findings.problems
}

/// Problems in the order found.
struct Findings {
  private(set) var problems: [String] = []

  mutating func expect(_ holds: Bool, _ problem: @autoclosure () -> String) {
    if !holds, problems.count < 100 { problems.append(problem()) }
  }
}

extension PDFFile {
  /// The name that the keys lead to, or an empty text.
  func nameText(_ keys: [String], of object: PDFObject) -> String {
    entry(keys, of: object).flatMap { name(of: $0) } ?? ""
  }

  /// The whole number under a key, or nil.
  func integer(_ key: String, of object: PDFObject) -> Int? {
    entry(key, of: object).flatMap { number(of: $0) }.map { Int($0) }
  }

  /// An array's items, or the object alone.
  func list(of object: PDFObject) -> [PDFObject] { isArray(object) ? items(of: object) : [object] }
}
