internal import Frames
internal import PDFObjects

extension PagedDocument {
  /// Puts the attached files into a PDF, each associated with its element or with the document.
  ///
  /// - Parameters:
  ///   - elements: the structure elements as they stand in the file.
  ///   - date: of the files, as PDF writes it.
  func writeAttachments(to file: borrowing PDFFile, elements: [PDFObject], date: String) {
    guard !attachments.isEmpty else { return }
    var ofDocument: [PDFValue] = []
    var ofElements: [Int: [PDFValue]] = [:]
    var named: [(name: String, specification: PDFObject)] = []
    for attachment in attachments {
      let stream = file.add(
        attachment.bytes,
        [
          ("Type", .name("EmbeddedFile")), ("Subtype", .name(attachment.mediaType)),
          ("Params", .dictionary([("Size", .integer(attachment.bytes.count)), ("ModDate", .bytes(date))])),
        ])
      let specification = file.add(
        .dictionary([
          ("Type", .name("Filespec")), ("F", .text(attachment.name)), ("UF", .text(attachment.name)),
          ("Desc", .text(attachment.description)), ("AFRelationship", .name(attachment.relationship.rawValue)),
          ("EF", .dictionary([("F", .object(stream)), ("UF", .object(stream))])),
        ]))
      named.append((attachment.name, specification))
      if let element = attachment.element, elements.indices.contains(element) {
        ofElements[element, default: []].append(.object(specification))
      } else {
        ofDocument.append(.object(specification))
      }
    }
    if !ofDocument.isEmpty { file.set("AF", of: file.catalog, to: .array(ofDocument)) }
    for (element, files) in ofElements.sorted(by: { $0.key < $1.key }) {
      file.set("AF", of: elements[element], to: .array(files))
    }
    named.sort { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    let tree = file.add(
      .dictionary([("Names", .array(named.flatMap { [.text($0.name), .object($0.specification)] }))]))
    if let names = file.entry("Names", of: file.catalog) {
      file.set("EmbeddedFiles", of: names, to: .object(tree))
    } else {
      file.set("Names", of: file.catalog, to: .dictionary([("EmbeddedFiles", .object(tree))]))
    }
  }

  /// Attachments of one name, and those of elements that are not there.
  var repeatedAttachments: [String] {
    var seen: Set<String> = []
    return attachments.map(\.name).filter { !seen.insert($0).inserted }
  }
}
