import Diagnostics
import Notation
import Observations
import Workbooks

/// Reads the table of one sheet of a workbook: the sheet that the mapping names, else the first that has the columns which the
/// mapping names, else the first with a table.
func readWorkbook(file: String, bytes: [UInt8], mapping: TableMapping, vocabulary: Vocabulary) -> TableResult {
  let workbook: Workbook
  do {
    workbook = try Workbook(bytes)
  } catch {
    return TableResult(diagnostics: [Message.unreadableWorkbook(file, error.reason)])
  }
  var notes: [Diagnostic] = []
  let sheet: Workbook.Sheet
  if let wanted = mapping.dataset {
    let numbered = Int(wanted).flatMap { workbook.sheets.indices.contains($0 - 1) ? workbook.sheets[$0 - 1] : nil }
    guard let found = workbook.sheets.first(where: { $0.name == wanted }) ?? numbered else {
      return TableResult(diagnostics: [Message.unknownSheet(wanted, file, among: workbook.sheets.map(\.name))])
    }
    sheet = found
  } else {
    let visible = workbook.sheets.filter { !$0.isHidden }
    let tables = visible.filter(\.hasFigures)
    let fitting = tables.filter { sheet in
      Grid(sheet.records(file: file), form: .plain, mapping: mapping, vocabulary: vocabulary, statement: "")
        .map { mapping.fits(Set($0.header.fields.map(trimmed))) } ?? false
    }
    guard let found = fitting.first ?? tables.first ?? visible.first else {
      return TableResult(diagnostics: [Message.unreadableWorkbook(file, "none of its sheets can be seen")])
    }
    let others = (fitting.isEmpty ? tables : fitting).filter { $0.name != found.name }
    if !others.isEmpty { notes.append(Message.furtherSheets(file, read: found.name, others: others.map(\.name))) }
    sheet = found
  }
  let source = SourceText(name: "\(file)#\(sheet.name)", text: sheet.text)
  let statement = "sheet “\(sheet.name)”" + (workbook.sheets.count > 1 ? " of \(workbook.sheets.count)" : "")
  var result = readTable(source, mapping: mapping, vocabulary: vocabulary) { _ throws(DiagnosticError) in
    Grid(
      sheet.records(file: source.name), form: Grid.Form.told(byFirstLine: source.line(1) ?? "").form, mapping: mapping,
      vocabulary: vocabulary, statement: statement)
  }
  if mapping.holdsRecords { result.diagnostics.append(Message.recordsNotHeld(source)) }
  result.statement = "\(workbook.format.rawValue), \(result.statement)"
  result.diagnostics = notes + result.diagnostics
  result.sheet = sheet.name
  return result
}

extension TableMapping {
  /// Whether a header has all columns that this names.
  fileprivate func fits(_ header: Set<String>) -> Bool {
    headerNames.isSubset(of: header)
      && measures.allSatisfy { measure in
        !measure.column.contains("{period}")
          || header.contains { period(ofColumn: $0, pattern: measure.column) != nil }
      }
  }
}

extension Workbook.Sheet {
  /// Whether there are rows with a number to the right of something else, as there are in a table and not in a list of contents.
  fileprivate var hasFigures: Bool {
    rows.count { row in row.cells.dropFirst(row.cells.prefix { $0.isEmpty }.count + 1).contains { Double($0) != nil } }
      > 1
  }

  /// A line for each row of the sheet, cells between tabs, so that messages can show them.
  fileprivate var text: String {
    var lines: [String] = []
    for row in rows {
      while lines.count < row.number - 1 { lines.append("") }
      lines.append(row.cells.map(Self.onOneLine).joined(separator: "\t"))
    }
    return lines.joined(separator: "\n")
  }

  private static func onOneLine(_ cell: String) -> String {
    let isPlain = cell.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x80 }
    return isPlain ? cell : String(cell.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  /// The rows as records of one width.
  fileprivate func records(file: String) -> CSVText {
    let width = width
    let records = rows.map { row in
      CSVText.Record(
        line: row.number, fields: row.cells + Array(repeating: "", count: width - row.cells.count))
    }
    return CSVText(file: file, delimiter: UInt8(ascii: "\t"), records: records)
  }
}
