// Office Open XML workbooks (ECMA-376 part 1, 18: SpreadsheetML).

/// Reads the sheets of a workbook.
func readXLSX(_ archive: borrowing Archive) throws(WorkbookFailure) -> [Workbook.Sheet] {
  // 1. Where the parts are.
  let root = try relationships(of: "", in: archive)
  let main = root.values.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
  guard let bytes = try archive.part(main) else {
    throw WorkbookFailure("it is an archive without a workbook of the kinds XLSX and ODS")
  }
  guard !main.hasSuffix(".bin") else { throw WorkbookFailure("it is a binary workbook (XLSB)") }
  let parts = try relationships(of: main, in: archive)
  // 2. The sheets and what they share.
  var listed: [(name: String, id: String, isHidden: Bool)] = []
  var since1904 = false
  try readXML(bytes, part: main) { event in
    guard case .start(let name, let attributes) = event else { return }
    if name == "sheet" {
      let isHidden = attributes["state"].map { $0 != "visible" } ?? false
      listed.append((attributes["name"] ?? "", attributes["id"] ?? "", isHidden))
    } else if name == "workbookPr" {
      since1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
    }
  }
  func shared(_ kind: String) throws(WorkbookFailure) -> (part: String, bytes: [UInt8])? {
    guard let part = parts.values.first(where: { $0.kind == kind })?.target else { return nil }
    return try archive.part(part).map { (part, $0) }
  }
  var strings: [String] = []
  if let (part, bytes) = try shared("sharedStrings") { strings = try readSharedStrings(bytes, part: part) }
  var styles: [CellStyle] = []
  if let (part, bytes) = try shared("styles") { styles = try readStyles(bytes, part: part) }
  // 3. Their cells. Sheets of charts have none.
  var sheets: [Workbook.Sheet] = []
  for (name, id, isHidden) in listed {
    guard let part = parts[id], part.kind == "worksheet" else { continue }
    guard let bytes = try archive.part(part.target) else {
      throw WorkbookFailure("the part of its sheet “\(name)” is missing")
    }
    var reader = SheetReader(strings: strings, styles: styles, since1904: since1904)
    try readXML(bytes, part: part.target) { reader.handle($0) }
    sheets.append(Workbook.Sheet(name: name, isHidden: isHidden, rows: reader.finished))
  }
  return sheets
}

/// What a part refers to, by identifiers; the kind is the last word of its type.
private func relationships(
  of part: String, in archive: borrowing Archive
) throws(WorkbookFailure) -> [String: (kind: String, target: String)] {
  let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
  let name = "\(folder)_rels/\(part.dropFirst(folder.count)).rels"
  var found: [String: (kind: String, target: String)] = [:]
  guard let bytes = try archive.part(name) else { return found }
  try readXML(bytes, part: name) { event in
    guard case .start("Relationship", let attributes) = event, let id = attributes["Id"],
      let target = attributes["Target"]
    else { return }
    let kind = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
    found[id] = (kind, target.hasPrefix("/") ? String(target.dropFirst()) : folder + target)
  }
  return found
}

/// The texts that cells refer to by their positions.
private func readSharedStrings(_ bytes: [UInt8], part: String) throws(WorkbookFailure) -> [String] {
  var strings: [String] = []
  var text = RichText()
  try readXML(bytes, part: part) { event in
    if case .start("si", _) = event { text = RichText() }
    text.handle(event)
    if case .end("si") = event { strings.append(text.text) }
  }
  return strings
}

/// A text made of runs; raised ones become raised letters, so that a footnote mark stays one.
private struct RichText {
  private(set) var text = ""
  private var isText = false
  private var isRaised = false
  /// Readings above Chinese signs are no part of a text.
  private var isReading = false

  mutating func handle(_ event: XMLEvent) {
    switch event {
    case .start("t", _): isText = !isReading
    case .end("t"): isText = false
    case .start("r", _): isRaised = false
    case .start("vertAlign", let attributes): isRaised = attributes["val"] == "superscript"
    case .end("r"): isRaised = false
    case .start("rPh", _): isReading = true
    case .end("rPh"): isReading = false
    case .text(let part) where isText: text += isRaised ? raised(part) : part
    default: break
    }
  }

  private static let letters = Dictionary(
    uniqueKeysWithValues: zip("0123456789()abcdefprs", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ᵃᵇᶜᵈᵉᶠᵖʳˢ"))

  private func raised(_ text: String) -> String { String(text.map { Self.letters[$0] ?? $0 }) }
}

/// What the style of a cell says about its content.
private struct CellStyle {
  var format: CellFormat
  /// Steps that its text is moved in.
  var indent: Int
}

private func readStyles(_ bytes: [UInt8], part: String) throws(WorkbookFailure) -> [CellStyle] {
  var codes: [Int: String] = [:]
  var styles: [CellStyle] = []
  var isCellFormats = false
  try readXML(bytes, part: part) { event in
    switch event {
    case .start("numFmt", let attributes):
      if let id = attributes["numFmtId"].flatMap({ Int($0) }) { codes[id] = attributes["formatCode"] }
    case .start("cellXfs", _): isCellFormats = true
    case .end("cellXfs"): isCellFormats = false
    case .start("xf", let attributes) where isCellFormats:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      let format = codes[id].map { CellFormat(code: $0) } ?? CellFormat(builtIn: id)
      styles.append(CellStyle(format: format, indent: 0))
    case .start("alignment", let attributes) where isCellFormats && !styles.isEmpty:
      styles[styles.count - 1].indent = attributes["indent"].flatMap { Int($0) } ?? 0
    default: break
    }
  }
  return styles
}

/// Reads the cells of one sheet.
private struct SheetReader {
  let strings: [String]
  let styles: [CellStyle]
  let since1904: Bool
  private var grid = CellGrid()
  private var row = 0
  private var column = 0
  private var kind = ""
  private var style: CellStyle?
  private var value = ""
  private var formula = ""
  private var inline = RichText()
  private var element = ""

  init(strings: [String], styles: [CellStyle], since1904: Bool) {
    self.strings = strings
    self.styles = styles
    self.since1904 = since1904
  }

  mutating func handle(_ event: XMLEvent) {
    if kind == "inlineStr" { inline.handle(event) }
    switch event {
    case .start("row", let attributes):
      row = attributes["r"].flatMap { Int($0) } ?? row + 1
      column = 0
    case .start("c", let attributes):
      column = attributes["r"].flatMap { CellGrid.place($0)?.column } ?? column + 1
      kind = attributes["t"] ?? "n"
      style = attributes["s"].flatMap { Int($0) }.flatMap { styles.indices.contains($0) ? styles[$0] : nil }
      (value, formula, inline) = ("", "", RichText())
    case .start(let name, let attributes):
      element = name
      if name == "mergeCell", let reference = attributes["ref"] { grid.merge(reference) }
    case .text(let part):
      if element == "v" { value += part } else if element == "f" { formula += part }
    case .end("c"): grid.set(row, column, content)
    case .end: element = ""
    }
  }

  /// What the cell shows, but for its rounding.
  private var content: String {
    switch kind {
    case "s": return indented(Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? "")
    case "inlineStr": return indented(inline.text)
    case "str": return indented(value)
    case "b": return value == "1" ? "TRUE" : "FALSE"
    case "d": return String(value.prefix { $0 != "T" })
    case "e": return value
    default:
      // A formula that was never computed is no empty cell.
      if value.isEmpty { return formula.isEmpty ? "" : "=" + formula }
      return (style?.format ?? .number).text(value, since1904: since1904)
    }
  }

  private func indented(_ text: String) -> String {
    guard let indent = style?.indent, indent > 0 else { return text }
    return String(repeating: "  ", count: min(indent, 15)) + text
  }

  var finished: [Workbook.Row] { grid.rows }
}
