internal import Frames
internal import PDFObjects

extension PagedDocument {
  /// Puts the attached files into a PDF, each associated with its element or with the document.
  ///
  /// - Parameters:
  ///   - elements: the structure elements as they stand in the file.
  ///   - date: of the files, as PDF writes it.
  func writeAttachments(to draft: inout PDFDraft, elements: [Int], date: String) {
    guard !attachments.isEmpty else { return }
    var ofDocument: [PDFValue] = []
    var ofElements: [Int: [PDFValue]] = [:]
    var named: [(name: String, specification: Int)] = []
    for attachment in attachments {
      let stream = draft.add(
        attachment.bytes,
        [
          ("Type", .name("EmbeddedFile")), ("Subtype", .name(attachment.mediaType)),
          ("Params", .dictionary([("Size", .integer(attachment.bytes.count)), ("ModDate", .bytes(date))])),
        ])
      let specification = draft.add([
        ("Type", .name("Filespec")), ("F", .text(attachment.name)), ("UF", .text(attachment.name)),
        ("Desc", .text(attachment.description)), ("AFRelationship", .name(attachment.relationship.rawValue)),
        ("EF", .dictionary([("F", .reference(stream)), ("UF", .reference(stream))])),
      ])
      named.append((attachment.name, specification))
      if let element = attachment.element, elements.indices.contains(element) {
        ofElements[element, default: []].append(.reference(specification))
      } else {
        ofDocument.append(.reference(specification))
      }
    }
    if !ofDocument.isEmpty { draft.set("AF", of: draft.catalogNumber, to: .array(ofDocument)) }
    for (element, files) in ofElements.sorted(by: { $0.key < $1.key }) {
      draft.set("AF", of: elements[element], to: .array(files))
    }
    named.sort { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    let tree = draft.add([("Names", .array(named.flatMap { [.text($0.name), .reference($0.specification)] }))])
    let names = draft.entry("Names", of: draft.value(draft.catalogNumber))?.entries ?? []
    draft.set(
      "Names", of: draft.catalogNumber, to: .dictionary(names + [("EmbeddedFiles", .reference(tree))]))
  }

  /// Attachments of one name, and those of elements that are not there.
  var repeatedAttachments: [String] {
    var seen: Set<String> = []
    return attachments.map(\.name).filter { !seen.insert($0).inserted }
  }
}
