// OpenDocument spreadsheets (OASIS OpenDocument 1.3 part 3, 9: tables, 19.385: office:value-type).

/// Reads the sheets of the content of a document.
func readODS(_ content: [UInt8]) throws(WorkbookFailure) -> [Workbook.Sheet] {
  var reader = ODSReader()
  try readXML(content, part: "content.xml") { reader.handle($0) }
  return reader.sheets
}

private struct ODSReader {
  private(set) var sheets: [Workbook.Sheet] = []
  private var grid = CellGrid()
  private var name = ""
  private var isHidden = false
  private var hiddenStyles: Set<String> = []
  private var styleName = ""
  private var row = 0
  private var column = 0
  private var rowsAlike = 1
  private var rowCells: [(column: Int, text: String)] = []
  private var cell: [String: String]?
  private var text = ""
  private var paragraphs = 0
  private var isText = false
  private var isRemark = false

  mutating func handle(_ event: XMLEvent) {
    switch event {
    case .start("style", let attributes): styleName = attributes["name"] ?? ""
    case .start("table-properties", let attributes):
      if attributes["display"] == "false" { hiddenStyles.insert(styleName) }
    case .start("table", let attributes):
      grid = CellGrid()
      name = attributes["name"] ?? ""
      isHidden = hiddenStyles.contains(attributes["style-name"] ?? "")
      row = 0
    case .end("table"): sheets.append(Workbook.Sheet(name: name, isHidden: isHidden, rows: grid.rows))
    case .start("table-row", let attributes):
      row += 1
      column = 0
      rowsAlike = attributes["number-rows-repeated"].flatMap { Int($0) } ?? 1
      rowCells = []
    case .end("table-row"):
      // Empty rows below a table are one row repeated a million times.
      if !rowCells.isEmpty {
        for i in 0..<min(rowsAlike, 10_000) { for (column, text) in rowCells { grid.set(row + i, column, text) } }
      }
      row += rowsAlike - 1
    case .start("table-cell", let attributes), .start("covered-table-cell", let attributes):
      cell = attributes
      (text, paragraphs) = ("", 0)
      let columns = attributes["number-columns-spanned"].flatMap { Int($0) } ?? 1
      let rows = attributes["number-rows-spanned"].flatMap { Int($0) } ?? 1
      if rows > 1 { grid.merge((row, column + 1), (row + rows - 1, column + columns)) }
    case .end("table-cell"), .end("covered-table-cell"):
      let alike = cell?["number-columns-repeated"].flatMap { Int($0) } ?? 1
      let content = content
      if !content.isEmpty { for i in 0..<min(alike, 10_000) { rowCells.append((column + 1 + i, content)) } }
      column += alike
      cell = nil
    case .start("annotation", _): isRemark = true
    case .end("annotation"): isRemark = false
    case .start("p", _) where cell != nil && !isRemark:
      if paragraphs > 0 { text += " " }
      paragraphs += 1
      isText = true
    case .end("p"): isText = false
    case .start("s", let attributes) where isText:
      text += String(repeating: " ", count: min(attributes["c"].flatMap { Int($0) } ?? 1, 100))
    case .start("tab", _) where isText, .start("line-break", _) where isText: text += " "
    case .text(let part) where isText && !isRemark: text += part
    default: break
    }
  }

  /// The value of the cell, else its text.
  private var content: String {
    guard let cell else { return "" }
    switch cell["value-type"] {
    case "float", "currency": return cell["value"].flatMap { decimalText($0) } ?? text
    case "percentage": return cell["value"].flatMap { decimalText($0, timesTenTo: 2) }.map { $0 + "%" } ?? text
    case "date": return cell["date-value"].map { String($0.prefix { $0 != "T" }) } ?? text
    case "boolean": return cell["boolean-value"] == "true" ? "TRUE" : "FALSE"
    default: return text
    }
  }
}
