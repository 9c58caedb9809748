public import Diagnostics
import Notation
public import Observations

/// Reads a file of figures, each observation with the cell it was taken from.
///
/// Encoding and form are told by the content: delimited text, SDMX-CSV, Eurostat's TSV, JSON-stat. What cannot be read is
/// left out and reported, never read as zero; a marker such as `..` or `(D)` is a missing value with its reason.
public func readTable(
  file: String, bytes: [UInt8], mapping: TableMapping, vocabulary: Vocabulary
) -> TableResult {
  let decoded = DecodedText(file: file, bytes: bytes)
  var result = readTable(decoded.source, mapping: mapping, vocabulary: vocabulary)
  if let encoding = decoded.encoding {
    result.statement = "\(encoding.rawValue), \(result.statement)"
  } else {
    result.diagnostics.insert(Message.unknownEncoding(decoded.source), at: 0)
  }
  return result
}

/// Reads a file of figures that is decoded already.
public func readTable(_ source: SourceText, mapping: TableMapping, vocabulary: Vocabulary) -> TableResult {
  var problems = Problems(source: source)
  // 1. Records, without what stands before and after the table.
  let grid: Grid
  do {
    if isJSON(source) {
      grid = try Grid(jsonStat: source, problems: &problems)
    } else if let delimited = try Grid(source, mapping: mapping, vocabulary: vocabulary) {
      grid = delimited
    } else {
      return TableResult(diagnostics: [Message.empty(source)])
    }
  } catch {
    return TableResult(diagnostics: error.diagnostics)
  }
  let mapping = grid.completed(mapping)
  // 2. Which column is what.
  let header = Header(grid, mapping: mapping, source: source, problems: &problems)
  guard !problems.hasErrors else { return TableResult(diagnostics: problems.all) }
  if grid.rows.isEmpty { problems.add(Message.headerOnly(source, line: header.line)) }
  // 3. The rows asked for, and how they write numbers.
  var reader = TableReader(
    source: source, grid: grid, header: header, mapping: mapping, terms: Terms(vocabulary), problems: problems)
  let rows = reader.select(grid.rows)
  let habit = reader.habit(of: rows)
  // 4. Cells.
  reader.read(rows, habit: habit)
  reader.checkDimensions(rows)
  let first = [grid.form.rawValue, grid.statements.first ?? "", count(rows.count, "row"), header.layout.rawValue]
  return TableResult(
    observations: reader.observations, diagnostics: reader.problems.all,
    statement: (first + grid.statements.dropFirst()).filter { !$0.isEmpty }.joined(separator: ", "))
}

/// The records of a table: the header, and the rows below it.
struct TableBody {
  var header: Grid.Record
  var rows: ArraySlice<CSVText.Record>
  /// The first cells of the lines above the header.
  var preamble: [String]
  var notes: Int

  /// Nil for a file without a header.
  init?(_ text: CSVText, skip: Int?) {
    let records = text.records
    func filled(_ record: CSVText.Record) -> Int { record.fields.count { !$0.utf8.allSatisfy { $0 <= 0x20 } } }
    var start = records.startIndex
    if let skip {
      while start < records.endIndex, records[start].line <= skip { start += 1 }
    } else {
      // Lines of one field above records of several are titles.
      let width = records.prefix(60).map(\.fields.count).max() ?? 0
      while start < records.endIndex, width > 1, filled(records[start]) <= 1 { start += 1 }
    }
    guard start < records.endIndex else { return nil }
    let head = records[start]
    var end = records.endIndex
    if head.fields.count > 2 {
      while end > start + 1, Self.isNote(records[end - 1], width: head.fields.count, filled: filled(records[end - 1])) {
        end -= 1
      }
    }
    header = (head.line, head.fields)
    rows = records[(start + 1)..<end]
    preamble = records[..<start].map { record in record.fields.lazy.map(trimmed).first { !$0.isEmpty } ?? "" }
    notes = records.endIndex - end
  }

  /// Whether a record below the rows says something about them. A row that has a name and no values is none.
  private static func isNote(_ record: CSVText.Record, width: Int, filled: Int) -> Bool {
    // A remark that holds the delimiter has some more fields.
    let text = trimmed(record.fields[0]).lowercased()
    let isRemark =
      text.contains("：") || ["note", "source", "legend", "last updated", "注"].contains { text.hasPrefix($0) }
    if filled > 1 { return isRemark && record.fields.count != width }
    return filled == 0 || record.fields.count < width || isRemark
  }
}

/// Diagnostics of one file, of each kind only the first few and a count of the rest.
struct Problems {
  static let limit = 20

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

  /// In the order of the file, summaries last.
  var all: [Diagnostic] {
    listed.inReadingOrder()
      + counts.filter { $0.count > Self.limit }.map {
        Message.further(source, $0.count - Self.limit, what: $0.what, $0.severity)
      }
  }
}
