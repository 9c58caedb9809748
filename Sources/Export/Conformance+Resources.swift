internal import PDFObjects

/// Checks fonts, images and states of graphics, each once.
struct ResourceCheck {
  private var seen: Set<Int> = []

  mutating func checkPage(_ page: PDFObject, of file: borrowing PDFFile, _ findings: inout Findings) {
    findings.expect(file.entry("AA", of: page) == nil, "a page has actions")
    if let resources = file.entry("Resources", of: page) { check(resources, of: file, &findings) }
  }

  private mutating func check(_ resources: PDFObject, of file: borrowing PDFFile, _ findings: inout Findings) {
    for font in file.entry("Font", of: resources).map({ file.values(of: $0) }) ?? [] where isNew(font, in: file) {
      checkFont(font, of: file, &findings)
    }
    for state in file.entry("ExtGState", of: resources).map({ file.values(of: $0) }) ?? [] where isNew(state, in: file)
    {
      findings.expect(
        file.entry("TR", of: state) == nil && file.entry("HTP", of: state) == nil, "a graphics state transfers colours")
    }
    for object in file.entry("XObject", of: resources).map({ file.values(of: $0) }) ?? [] where isNew(object, in: file)
    {
      switch file.nameText(["Subtype"], of: object) {
      case "Image":
        let interpolates = file.entry("Interpolate", of: object).flatMap { file.boolean(of: $0) } ?? false
        findings.expect(!interpolates, "an image asks to be smoothed")
        findings.expect(
          file.entry("Alternates", of: object) == nil && file.entry("OPI", of: object) == nil,
          "an image stands for another")
        findings.expect(file.nameText(["ColorSpace"], of: object) != "DeviceCMYK", "an image has colours for print")
      case "Form":
        findings.expect(
          file.entry("Ref", of: object) == nil && file.entry("PS", of: object) == nil, "a drawing lies in another file")
        if let inner = file.entry("Resources", of: object) { check(inner, of: file, &findings) }
      default: findings.expect(false, "there is an object that is neither image nor drawing")
      }
    }
  }

  private mutating func isNew(_ object: PDFObject, in file: borrowing PDFFile) -> Bool {
    let number = file.number(ofObject: object)
    return number == 0 || seen.insert(number).inserted
  }

  private func checkFont(_ font: PDFObject, of file: borrowing PDFFile, _ findings: inout Findings) {
    let kind = file.nameText(["Subtype"], of: font)
    let name = file.nameText(["BaseFont"], of: font)
    findings.expect(file.entry("ToUnicode", of: font) != nil, "font \(name) does not say what its characters are")
    switch kind {
    case "Type0":
      findings.expect(
        ["Identity-H", "Identity-V"].contains(file.nameText(["Encoding"], of: font)),
        "font \(name) has another encoding")
      for part in file.entry("DescendantFonts", of: font).map({ file.items(of: $0) }) ?? [] {
        findings.expect(isEmbedded(part, in: file), "font \(name) is not embedded")
        findings.expect(
          file.nameText(["Subtype"], of: part) != "CIDFontType2" || file.entry("CIDToGIDMap", of: part) != nil,
          "font \(name) does not map its characters to glyphs")
      }
    case "Type3": break
    case "TrueType":
      findings.expect(isEmbedded(font, in: file), "font \(name) is not embedded")
      let isSymbolic = (file.entry("FontDescriptor", of: font).flatMap { file.integer("Flags", of: $0) } ?? 0) & 4 != 0
      findings.expect(
        isSymbolic == (file.entry("Encoding", of: font) == nil), "font \(name) has an encoding that its flags forbid")
    default: findings.expect(isEmbedded(font, in: file), "font \(name) is not embedded")
    }
  }

  private func isEmbedded(_ font: PDFObject, in file: borrowing PDFFile) -> Bool {
    guard let descriptor = file.entry("FontDescriptor", of: font) else { return false }
    return ["FontFile", "FontFile2", "FontFile3"].contains { key in
      file.entry(key, of: descriptor).map { file.isStream($0) } ?? false
    }
  }
}
