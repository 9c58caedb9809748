internal import PDFObjects

/// Writes what the standard asks of fonts and images and Cairo leaves out.
func completeResources(of file: borrowing PDFFile) {
  var seen: Set<Int> = []
  for index in 0..<file.pageCount {
    if let resources = file.entry("Resources", of: file.page(index)) { complete(resources, of: file, seen: &seen) }
  }
}

private func complete(_ resources: PDFObject, of file: borrowing PDFFile, seen: inout Set<Int>) {
  for font in file.entry("Font", of: resources).map({ file.values(of: $0) }) ?? [] {
    guard seen.insert(file.number(ofObject: font)).inserted, let parts = file.entry("DescendantFonts", of: font)
    else { continue }
    for part in file.items(of: parts) {
      guard let kind = file.entry("Subtype", of: part), file.source(of: kind) == "/CIDFontType2",
        file.entry("CIDToGIDMap", of: part) == nil
      else { continue }
      file.set("CIDToGIDMap", of: part, to: .name("Identity"))
    }
  }
  for object in file.entry("XObject", of: resources).map({ file.values(of: $0) }) ?? [] {
    guard seen.insert(file.number(ofObject: object)).inserted else { continue }
    let dictionary = file.dictionary(ofStream: object)
    if file.entry("Interpolate", of: dictionary) != nil {
      file.set("Interpolate", of: object, to: .boolean(false))
    }
    if let mask = file.entry("SMask", of: dictionary) { file.set("Interpolate", of: mask, to: .boolean(false)) }
    if let inner = file.entry("Resources", of: dictionary) { complete(inner, of: file, seen: &seen) }
  }
}
