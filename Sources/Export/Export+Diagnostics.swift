internal import Cairo
internal import Diagnostics
internal import PDFObjects

func noFonts(families: [String]) -> Diagnostic {
  Diagnostic(
    .error, code: "export.no-fonts", "no font files for \(families.joined(separator: ", "))",
    help: "install the fonts of the theme, such as fonts-inter and fonts-noto-core, or name their folder")
}

func missingFamily(_ family: String, substitute: String, available: [String]) -> Diagnostic {
  Diagnostic(
    .warning, code: "export.missing-family",
    "font family “\(family)” is not at hand; \(substitute.isEmpty ? "text in it is left out" : "“\(substitute)” is used instead")",
    help: suggestionHelp(for: family, among: available))
}

func missingGlyphs(_ scalars: [Unicode.Scalar], family: String, text: String) -> Diagnostic {
  let named = scalars.map { scalar in
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return "U+\(String(repeating: "0", count: max(0, 4 - hex.count)))\(hex) “\(scalar)”"
  }
  return Diagnostic(
    .warning, code: "export.missing-glyphs", "no font at hand has \(named.joined(separator: ", ")), met in “\(text)”",
    help: "add a family with these characters to the theme's fonts after “\(family)”, or write the text without them")
}

func missingAnchor(_ name: String, from description: String, page: Int) -> Diagnostic {
  Diagnostic(
    .error, code: "export.missing-anchor",
    "page \(page): the link “\(description)” leads to “\(name)”, which does not exist",
    help: "give the target this name, or remove the link")
}

func missingOutlineAnchor(_ name: String, title: String) -> Diagnostic {
  Diagnostic(
    .error, code: "export.missing-anchor", "the bookmark “\(title)” leads to “\(name)”, which does not exist",
    help: "give the target this name, or remove the bookmark")
}

func repeatedAnchor(_ name: String, page: Int) -> Diagnostic {
  Diagnostic(
    .warning, code: "export.repeated-anchor", "page \(page): “\(name)” names a second place; links lead to the first",
    help: "give each place a name of its own")
}

func unsupportedAddress(_ address: String) -> Diagnostic {
  Diagnostic(
    .warning, code: "export.unsupported-address", "“\(address)” is not a web or mail address, so it is not linked",
    help: "begin the address with https://, http:// or mailto:")
}

func badDate(_ date: String) -> Diagnostic {
  Diagnostic(
    .error, code: "export.bad-date", "“\(date)” is not a date and time", help: "write it as 2024-05-31T00:00:00Z")
}

func missingTitle() -> Diagnostic {
  Diagnostic(
    .error, code: "export.missing-title", "the document has no title",
    help: "a tagged PDF needs one: give the report a title")
}

func missingLanguage() -> Diagnostic {
  Diagnostic(
    .error, code: "export.missing-language", "the document does not say its language",
    help: "a tagged PDF needs one: write it like en-GB")
}

func missingAlternative(figure: Int) -> Diagnostic {
  Diagnostic(
    .error, code: "export.missing-alternative", "figure \(figure) has no alternative text",
    help: "say what it shows, for readers who do not see it")
}

func badParent(of element: Int) -> Diagnostic {
  Diagnostic(
    .error, code: "export.bad-structure", "element \(element) of the structure does not follow what it is part of",
    help: "the document comes first, and every other element after its parent")
}

func badImage(_ label: String, _ failure: CairoFailure) -> Diagnostic {
  Diagnostic(
    .error, code: "export.bad-image", "the image “\(label)” cannot be read: \(failure.reason)",
    help: "give it as a PNG file, or for a PDF as JPEG")
}

func jpegWithoutPixels(_ label: String) -> Diagnostic {
  Diagnostic(
    .error, code: "export.bad-image", "the image “\(label)” is a JPEG, which only a PDF or an SVG takes",
    help: "give it as a PNG file")
}

func badSize(width: Double, height: Double, page: Int?) -> Diagnostic {
  Diagnostic(
    .error, code: "export.bad-size", "\(page.map { "page \($0)" } ?? "the drawing") is \(width) × \(height) in size",
    help: "both sides must be above zero, at most 14,400 points in a PDF and 32,767 pixels in a PNG")
}

func noPages() -> Diagnostic {
  Diagnostic(.error, code: "export.no-pages", "the document has no pages")
}

func drawingFailed(_ failure: CairoFailure) -> Diagnostic {
  Diagnostic(.error, code: "export.drawing-failed", "drawing failed: \(failure.reason)")
}

func finishingFailed(_ failure: PDFFailure) -> Diagnostic {
  Diagnostic(.error, code: "export.finishing-failed", "finishing the PDF failed: \(failure.reason)")
}

func repeatedAttachment(_ name: String) -> Diagnostic {
  Diagnostic(
    .error, code: "export.repeated-attachment", "two attached files are called “\(name)”",
    help: "give each a name of its own")
}

func badLanguage(_ language: String) -> Diagnostic {
  Diagnostic(
    .error, code: "export.bad-language", "“\(language)” is not a language tag", help: "write it like en-GB")
}

func notConformant(_ problem: String, standard: PDFStandard) -> Diagnostic {
  Diagnostic(
    .error, code: "export.not-conformant", "the PDF would break \(standard.rawValue): \(problem)",
    help: "this is a fault of the program: please report it with the report file")
}
