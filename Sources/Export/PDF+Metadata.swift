internal import Frames
internal import PDFObjects

extension PagedDocument.Metadata {
  /// Writes the document information, twice as the standards want it, the language and how a viewer shows the title.
  func write(to draft: inout PDFDraft, date: String, standard: PDFStandard, isTagged: Bool, hasFiles: Bool) {
    switch standard {
    case .ua1: writeInformation(to: &draft, date: date)
    case .ua2: draft.set("Info", of: 0, to: .null)
    }
    let catalog = draft.catalogNumber
    let identification = identification(standard: standard, isTagged: isTagged, hasFiles: hasFiles)
    let description = draft.add(
      Array(xmp(date: date, identification).utf8), [("Type", .name("Metadata")), ("Subtype", .name("XML"))])
    draft.set("Metadata", of: catalog, to: .reference(description))
    if !language.isEmpty { draft.set("Lang", of: catalog, to: .text(language)) }
    draft.set("ViewerPreferences", of: catalog, to: .dictionary([("DisplayDocTitle", .boolean(true))]))
  }

  private func writeInformation(to draft: inout PDFDraft, date: String) {
    var information: [(String, PDFValue)] = [("Title", .text(title))]
    if !author.isEmpty { information.append(("Author", .text(author))) }
    if !subject.isEmpty { information.append(("Subject", .text(subject))) }
    if !keywords.isEmpty { information.append(("Keywords", .text(keywords.joined(separator: ", ")))) }
    information.append(("Producer", .text("briefing")))
    information.append(("CreationDate", .bytes(date)))
    information.append(("ModDate", .bytes(date)))
    draft.set("Info", of: 0, to: .reference(draft.add(information)))
  }
}

/// `2024-05-31T10:00:00+08:00` as `D:20240531100000+08'00'`; time and zone may be left out. Nil if it is no date.
func pdfDate(_ text: String) -> String? {
  var rest = text.utf8[...]
  func number(_ digits: Int, _ range: ClosedRange<Int>) -> String? {
    let field = rest.prefix(digits)
    guard field.count == digits, field.allSatisfy({ (0x30...0x39).contains($0) }), let word = String(field),
      let value = Int(word), range.contains(value)
    else { return nil }
    rest = rest.dropFirst(digits)
    return word
  }
  func skip(_ character: Character) -> Bool {
    guard let byte = character.asciiValue, rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }
  guard let year = number(4, 1...9999), skip("-"), let month = number(2, 1...12), skip("-"),
    let day = number(2, 1...31)
  else { return nil }
  let date = "D:\(year)\(month)\(day)"
  if rest.isEmpty { return date + "000000Z" }
  guard skip("T"), let hour = number(2, 0...23), skip(":"), let minute = number(2, 0...59) else { return nil }
  var second = "00"
  if skip(":") {
    guard let given = number(2, 0...59) else { return nil }
    second = given
  }
  let time = date + hour + minute + second
  if rest.isEmpty { return time + "Z" }
  if skip("Z") { return rest.isEmpty ? time + "Z" : nil }
  guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
  rest = rest.dropFirst()
  guard let hours = number(2, 0...23), skip(":"), let minutes = number(2, 0...59), rest.isEmpty else { return nil }
  return "\(time)\(Character(Unicode.Scalar(sign)))\(hours)'\(minutes)'"
}
