package import PDFObjects

/// What of the rules of its standard a file breaks, one line each; empty for a file that keeps them.
///
/// The rules are those of PDF/UA and PDF/A that what this program writes could break: what the catalogue and the metadata
/// say, the tree of the structure and its ways to the content and back, marks on everything painted, links, fonts,
/// images, attached files. The check looks at the objects and the content as they will be or are in the file and shares
/// nothing with the code that made them. It does not look at what Cairo answers for, such as the widths of glyphs.
///
/// - Parameters:
///   - file: one that was read, or one in the making.
///   - isWritten: whether the file was read from bytes; one still in the making has no identifier yet.
/// - Throws: content that cannot be decoded.
package func conformanceProblems<Source: PDFObjectSource & ~Copyable>(
  of file: borrowing Source, standard: PDFStandard, isWritten: Bool = true
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
    try structure.checkPage(index, of: file, &findings)
    resources.checkPage(index, of: file, &findings)
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

extension PDFObjectSource where Self: ~Copyable {
  /// The name that a key leads to, or an empty text.
  func name(_ key: String, of value: PDFValue) -> String { entry(key, of: value)?.name ?? "" }
}
