internal import PDFObjects

/// Writes what the standard asks of fonts and images and Cairo leaves out.
func completeResources(of draft: inout PDFDraft) {
  var seen: Set<Int> = []
  for index in 0..<draft.pageCount {
    let page = draft.value(draft.number(ofPage: index))
    if let resources = page.entry("Resources") { complete(draft.resolved(resources), of: &draft, seen: &seen) }
  }
}

private func complete(_ resources: PDFValue, of draft: inout PDFDraft, seen: inout Set<Int>) {
  for (_, font) in draft.entry("Font", of: resources)?.entries ?? [] {
    guard let number = font.reference, seen.insert(number).inserted,
      let parts = draft.value(number).entry("DescendantFonts")
    else { continue }
    for number in draft.resolved(parts).items.compactMap(\.reference) {
      let part = draft.value(number)
      guard part.entry("Subtype")?.name == "CIDFontType2", part.entry("CIDToGIDMap") == nil else { continue }
      draft.set("CIDToGIDMap", of: number, to: .name("Identity"))
    }
  }
  for (_, object) in draft.entry("XObject", of: resources)?.entries ?? [] {
    guard let number = object.reference, seen.insert(number).inserted else { continue }
    let dictionary = draft.value(number)
    if dictionary.entry("Interpolate") != nil { draft.set("Interpolate", of: number, to: .boolean(false)) }
    if let mask = dictionary.entry("SMask")?.reference { draft.set("Interpolate", of: mask, to: .boolean(false)) }
    if let inner = dictionary.entry("Resources") { complete(draft.resolved(inner), of: &draft, seen: &seen) }
  }
}
