internal import PDFObjects

/// Checks fonts, images and states of graphics, each once.
struct ResourceCheck {
  private var seen: Set<Int> = []

  mutating func checkPage<Source: PDFObjectSource & ~Copyable>(
    _ index: Int, of file: borrowing Source, _ findings: inout Findings
  ) {
    let page = file.value(file.number(ofPage: index))
    findings.expect(page.entry("AA") == nil, "a page has actions")
    if let resources = file.entry("Resources", of: page) { check(resources, of: file, &findings) }
  }

  private mutating func check<Source: PDFObjectSource & ~Copyable>(
    _ resources: PDFValue, of file: borrowing Source, _ findings: inout Findings
  ) {
    for (_, font) in file.entry("Font", of: resources)?.entries ?? [] where isNew(font) {
      checkFont(file.resolved(font), of: file, &findings)
    }
    for (_, state) in file.entry("ExtGState", of: resources)?.entries ?? [] where isNew(state) {
      let state = file.resolved(state)
      findings.expect(
        state.entry("TR") == nil && state.entry("HTP") == nil, "a graphics state transfers colours")
    }
    for (_, object) in file.entry("XObject", of: resources)?.entries ?? [] where isNew(object) {
      let object = file.resolved(object)
      switch file.name("Subtype", of: object) {
      case "Image":
        findings.expect(!(file.entry("Interpolate", of: object)?.boolean ?? false), "an image asks to be smoothed")
        findings.expect(
          object.entry("Alternates") == nil && object.entry("OPI") == nil, "an image stands for another")
        findings.expect(file.name("ColorSpace", of: object) != "DeviceCMYK", "an image has colours for print")
      case "Form":
        findings.expect(object.entry("Ref") == nil && object.entry("PS") == nil, "a drawing lies in another file")
        if let inner = file.entry("Resources", of: object) { check(inner, of: file, &findings) }
      default: findings.expect(false, "there is an object that is neither image nor drawing")
      }
    }
  }

  private mutating func isNew(_ object: PDFValue) -> Bool {
    guard let number = object.reference else { return true }
    return seen.insert(number).inserted
  }

  private func checkFont<Source: PDFObjectSource & ~Copyable>(
    _ font: PDFValue, of file: borrowing Source, _ findings: inout Findings
  ) {
    let kind = file.name("Subtype", of: font)
    let name = file.name("BaseFont", of: font)
    findings.expect(font.entry("ToUnicode") != nil, "font \(name) does not say what its characters are")
    switch kind {
    case "Type0":
      findings.expect(
        ["Identity-H", "Identity-V"].contains(file.name("Encoding", of: font)), "font \(name) has another encoding")
      for part in file.entry("DescendantFonts", of: font)?.items ?? [] {
        let part = file.resolved(part)
        findings.expect(isEmbedded(part, in: file), "font \(name) is not embedded")
        findings.expect(
          file.name("Subtype", of: part) != "CIDFontType2" || part.entry("CIDToGIDMap") != nil,
          "font \(name) does not map its characters to glyphs")
      }
    case "Type3": break
    case "TrueType":
      findings.expect(isEmbedded(font, in: file), "font \(name) is not embedded")
      let isSymbolic = (file.entry(["FontDescriptor", "Flags"], of: font)?.integer ?? 0) & 4 != 0
      findings.expect(
        isSymbolic == (font.entry("Encoding") == nil), "font \(name) has an encoding that its flags forbid")
    default: findings.expect(isEmbedded(font, in: file), "font \(name) is not embedded")
    }
  }

  private func isEmbedded<Source: PDFObjectSource & ~Copyable>(
    _ font: PDFValue, in file: borrowing Source
  ) -> Bool {
    guard let descriptor = file.entry("FontDescriptor", of: font) else { return false }
    return ["FontFile", "FontFile2", "FontFile3"].contains { key in
      descriptor.entry(key)?.reference.map { file.isStream($0) } ?? false
    }
  }
}
