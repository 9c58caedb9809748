public import Diagnostics
import Notation
public import Observations
import Workbooks

/// Reads a file of figures, each observation with the cell it was taken from.
///
/// Encoding and form are told by the content: delimited text, SDMX, Eurostat's TSV, JSON-stat, workbooks. What cannot be read is
/// left out and reported, never read as zero; a marker such as `..` or `(D)` is a missing value with its reason.
public func readTable(
  file: String, bytes: [UInt8], mapping: TableMapping, vocabulary: Vocabulary
) -> TableResult {
  if Workbook.isLikely(bytes) {
    return readWorkbook(file: file, bytes: bytes, mapping: mapping, vocabulary: vocabulary)
  }
  return scanTable(file: file, ByteSource(bytes), mapping: mapping, vocabulary: vocabulary, settings: ScanSettings())
    ?? readWholeTable(file: file, bytes: bytes, mapping: mapping, vocabulary: vocabulary)
}

/// Reads a file of figures without holding more of it in memory than needed, large tidy files by so many workers at once.
/// The result does not depend on their number.
/// - Returns: nil where the file cannot be read.
public func readTable(
  file: String, from bytes: ByteSource, mapping: TableMapping, vocabulary: Vocabulary, workers: Int
) -> TableResult? {
  let settings = ScanSettings(workers: workers)
  if let start = bytes.bytes(0..<min(4, bytes.size)), Workbook.isLikely(start) {
    return bytes.bytes(0..<bytes.size).map {
      readWorkbook(file: file, bytes: $0, mapping: mapping, vocabulary: vocabulary)
    }
  }
  if let result = scanTable(file: file, bytes, mapping: mapping, vocabulary: vocabulary, settings: settings) {
    return result
  }
  return bytes.bytes(0..<bytes.size).map {
    readWholeTable(file: file, bytes: $0, mapping: mapping, vocabulary: vocabulary)
  }
}

/// Reads a file of any form, all of it at once.
func readWholeTable(file: String, bytes: [UInt8], mapping: TableMapping, vocabulary: Vocabulary) -> TableResult {
  let decoded =
    mapping.encoding.map { DecodedText(file: file, bytes: bytes, encoding: $0) }
    ?? DecodedText(file: file, bytes: bytes)
  var result = readTable(decoded.source, mapping: mapping, vocabulary: vocabulary)
  if mapping.holdsRecords { result.diagnostics.append(Message.recordsNotHeld(decoded.source)) }
  if let encoding = decoded.encoding {
    result.statement = result.statement.isEmpty ? encoding.rawValue : "\(encoding.rawValue), \(result.statement)"
  } else {
    result.diagnostics.insert(Message.unknownEncoding(decoded.source), at: 0)
  }
  return result
}

/// Reads a file of figures that is decoded already.
public func readTable(_ source: SourceText, mapping: TableMapping, vocabulary: Vocabulary) -> TableResult {
  readTable(source, mapping: mapping, vocabulary: vocabulary) { problems throws(DiagnosticError) in
    isJSON(source)
      ? try Grid(json: source, dataset: mapping.dataset, problems: &problems)
      : try Grid(source, mapping: mapping, vocabulary: vocabulary)
  }
}

/// Reads a table whose records a closure finds; nil from it for a file without any.
func readTable(
  _ source: SourceText, mapping: TableMapping, vocabulary: Vocabulary,
  _ makeGrid: (inout Problems) throws(DiagnosticError) -> Grid?
) -> TableResult {
  var problems = Problems(source: source)
  // 1. Records, without what stands before and after the table.
  let grid: Grid
  do {
    guard let made = try makeGrid(&problems) else { return TableResult(diagnostics: [Message.empty(source)]) }
    grid = made
  } catch {
    return TableResult(diagnostics: error.diagnostics)
  }
  var mapping = grid.completed(mapping)
  // 2. Which column is what.
  let header = Header(grid, mapping: mapping, source: source, problems: &problems)
  guard !problems.hasErrors else { return TableResult(diagnostics: problems.all) }
  if mapping.dates == nil, let column = header.roles[.period] {
    mapping.dates = TableMapping.order(
      ofDates: grid.rows.lazy.compactMap { $0.fields.count > column ? trimmed($0.fields[column]) : nil })
  }
  if grid.rows.isEmpty { problems.add(Message.headerOnly(source, line: header.line)) }
  // 3. The rows asked for, and how they write numbers.
  var reader = TableReader(
    source: source, grid: grid, header: header, mapping: mapping, terms: Terms(vocabulary, mapping), problems: problems)
  var rows = reader.select(grid.rows)
  if reader.areLabels(rows) {
    rows.removeFirst()
    reader.grid.statements.append("1 line of labels below the header left out")
  }
  let habit = reader.habit(of: rows)
  // 4. Cells.
  reader.read(rows, habit: habit)
  reader.checkDimensions(rows)
  return TableResult(
    observations: reader.observations, diagnostics: reader.problems.all,
    statement: reader.grid.statement(rows: rows.count, layout: header.layout, notes: grid.notes))
}

extension Grid {
  /// How a file was read: "comma-delimited, 31 rows, tidy".
  func statement(
    encoding: TextEncoding? = nil, rows: Int, layout: TableMapping.Layout, notes: Int
  ) -> String {
    let first = [encoding?.rawValue ?? "", form.rawValue, statements.first ?? "", count(rows, "row"), layout.rawValue]
    let last = notes > 0 ? ["\(count(notes, "line")) of notes below left out"] : []
    return (first + statements.dropFirst() + last).filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

/// The records of a table: the header, and the rows below it.
struct TableBody {
  var header: Grid.Record
  var rows: ArraySlice<CSVText.Record>
  /// The first cells of the lines above the header.
  var preamble: [String]
  var notes: Int

  /// Nil for a file without a header.
  ///
  /// - Parameter names: columns that the header has, by which it is found.
  init?(_ text: CSVText, skip: Int?, headerRows: Int, names: Set<String>) {
    let records = text.records
    var start = records.startIndex
    if let skip {
      while start < records.endIndex, records[start].line <= skip { start += 1 }
    } else if let found = Self.header(with: names, rows: headerRows, in: records) {
      start = found
    } else {
      // Lines of one field above records of several are titles.
      let width = records.prefix(60).map(\.fields.count).max() ?? 0
      while start < records.endIndex, width > 1, Self.filled(records[start]) <= 1 { start += 1 }
    }
    guard start < records.endIndex else { return nil }
    guard start + headerRows <= records.endIndex else { return nil }
    var head = CSVText.Record(line: records[start].line, fields: Self.joined(records[start..<start + headerRows]))
    if headerRows == 0 {
      let width = records[start...].prefix(60).map(\.fields.count).max() ?? 0
      head.fields = (0..<width).map { "\($0 + 1)" }
    }
    var end = records.endIndex
    if head.fields.count > 2 || headerRows == 0 {
      if let below = Self.remarksBelowGap(records[(start + headerRows)...]) { end = below }
      while end > start + headerRows, Self.isNote(records[end - 1], width: head.fields.count) { end -= 1 }
    }
    header = (head.line, head.fields)
    rows = records[(start + headerRows)..<end]
    preamble = records[..<start].map { record in record.fields.lazy.map(trimmed).first { !$0.isEmpty } ?? "" }
    notes = records.endIndex - end
  }

  /// Where the first lines begin that hold the most of some names.
  private static func header(with names: Set<String>, rows: Int, in records: [CSVText.Record]) -> Int? {
    guard !names.isEmpty, rows > 0 else { return nil }
    var best: (start: Int, count: Int)?
    for start in records.indices.prefix(60) where start + rows <= records.endIndex {
      let count = names.intersection(joined(records[start..<start + rows]).map(trimmed)).count
      if count > best?.count ?? 0 { best = (start, count) }
    }
    return best?.start
  }

  /// The header of several rows: a name above empty cells holds for these as well.
  private static func joined(_ records: ArraySlice<CSVText.Record>) -> [String] {
    guard records.count > 1, let width = records.map(\.fields.count).max() else { return records.first?.fields ?? [] }
    var names = Array(repeating: "", count: width)
    for record in records {
      var above = ""
      for column in 0..<width {
        let own = column < record.fields.count ? trimmed(record.fields[column]) : ""
        if !own.isEmpty { above = own }
        let part = own.isEmpty && record.line != records.last?.line ? above : own
        guard !part.isEmpty, names[column] != part else { continue }
        names[column] += names[column].isEmpty ? part : " \(part)"
      }
    }
    return names
  }

  /// How many fields of a record hold something.
  private static func filled(_ record: CSVText.Record) -> Int {
    record.fields.count { !$0.utf8.allSatisfy { $0 <= 0x20 } }
  }

  /// Where remarks begin that a gap sets apart from the rows, down to the end: no numbers, but sentences, or words where values
  /// would stand, as in a legend. Nil where there are none.
  private static func remarksBelowGap(_ rows: ArraySlice<CSVText.Record>) -> Int? {
    func isNumber(_ field: String) -> Bool { field.contains(where: \.isNumber) && !field.contains(where: \.isLetter) }
    let last = rows.reversed().prefix { !$0.fields.contains(where: isNumber) || isSentence($0) }.count
    guard
      let start = rows.indices.suffix(last).first(where: { i in
        i > rows.startIndex
          && (filled(rows[i]) == 0
            || rows[i].line - rows[i - 1].line > 1 && !rows[i - 1].fields.contains { $0.contains { $0.isNewline } })
      })
    else { return nil }
    let isWordy = rows[start...].contains { row in
      isSentence(row) || row.fields.dropFirst().contains { $0.count { $0.isLetter } > 3 }
    }
    return isWordy ? start : nil
  }

  /// Whether a record is words alone that end with a full stop or begin with a number: `1 Without mining`.
  private static func isSentence(_ record: CSVText.Record) -> Bool {
    let words = record.fields.lazy.map(trimmed).filter { !$0.isEmpty }
    guard words.count == 1, let text = words.first, text.contains(" ") else { return false }
    return text.last == "." || text.last == "。" || text.first.map { $0.isNumber } ?? false
  }

  /// How remarks begin, in the languages of the offices read so far.
  private static let remarks = [
    "note", "source", "legend", "last updated", "footnote", "copyright", "(c)", "1)", "(1)", "[1]", "p =", "r =", "p=",
    "r=",
    "quelle", "anmerkung", "hinweis", "stand:", "fußnote", "nota", "fuente", "fonte", "champ", "lecture", "nguồn",
    "ghi chú",
    "注", "来源", "資料", "出典", "备注",
  ]

  /// Whether a record below the rows says something about them. A row that has a name and no values is none.
  static func isNote(_ record: CSVText.Record, width: Int) -> Bool {
    let filled = filled(record)
    // A remark that holds the delimiter has some more fields.
    let text = trimmed(record.fields[0]).lowercased()
    let isRemark =
      text.contains("：") || isExplanation(text) || remarks.contains { text.hasPrefix($0) }
      || text.first.map { "*†‡©_".contains($0) } ?? false
    if filled > 1 { return isRemark && record.fields.count != width }
    // Words alone in another column than the first.
    if let only = record.fields.lazy.map(trimmed).first(where: { !$0.isEmpty }), text.isEmpty,
      !only.contains(where: \.isNumber) || only.contains(where: { $0.isLetter })
    {
      return true
    }
    return filled == 0 || record.fields.count < width || isRemark
  }
}

extension TableBody {
  /// `p = provisional`, `n.d. : non disponible`.
  private static func isExplanation(_ text: String) -> Bool {
    guard let sign = text.firstIndex(where: { $0 == "=" || $0 == ":" }), sign > text.startIndex else { return false }
    let word = trimmed(String(text[..<sign]))
    return word.count <= 4 && text[sign...].dropFirst().first == " " && word.contains { !$0.isNumber }
  }
}

/// Diagnostics of one file, of each kind only the first few and a count of the rest.
struct Problems {
  static let limit = 20
  // Kinds that may be many.
  static let ragged = "rows do not fit the header"
  static let badPeriods = "cells hold no period"
  static let badStatuses = "cells hold no status"
  static let badNumbers = "cells hold no number"

  let source: SourceText
  private var listed: [Diagnostic] = []
  private var counts: [(what: String, severity: Diagnostic.Severity, count: Int)] = []
  private(set) var hasErrors = false

  init(source: SourceText) { self.source = source }

  mutating func add(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { hasErrors = true }
    listed.append(diagnostic)
  }

  /// Adds one of a kind that may be many, named by `what` in the plural.
  mutating func add(oneOf what: String, _ diagnostic: @autoclosure () -> Diagnostic) {
    if let i = counts.firstIndex(where: { $0.what == what }) {
      counts[i].count += 1
      // A kind with one error among warnings stays an error.
      if counts[i].count > Self.limit, counts[i].severity == .error { return }
      let diagnostic = diagnostic()
      counts[i].severity = max(counts[i].severity, diagnostic.severity)
      if counts[i].count <= Self.limit { add(diagnostic) }
      return
    }
    let first = diagnostic()
    counts.append((what, first.severity, 1))
    add(first)
  }

  /// Counts more of a kind of which the first ones are listed.
  mutating func count(_ count: Int, more what: String) {
    if let i = counts.firstIndex(where: { $0.what == what }) { counts[i].count += count }
  }

  /// In the order of the file, summaries last.
  var all: [Diagnostic] {
    listed.inReadingOrder()
      + counts.filter { $0.count > Self.limit }.map {
        Message.further(source, $0.count - Self.limit, what: $0.what, $0.severity)
      }
  }
}
