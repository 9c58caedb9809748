public import Diagnostics
import Notation
public import Observations

/// Reads a delimited file of figures, each observation with the cell it was taken from.
///
/// What cannot be read is left out and reported, never read as zero; a marker such as `..` or `(D)` is a missing value
/// with its reason.
public func readTable(_ source: SourceText, mapping: TableMapping, vocabulary: Vocabulary) -> TableResult {
  var problems = Problems(source: source)
  // 1. Records, without what stands before and after the table.
  let text: CSVText
  do {
    text = try parseCSV(source, delimiter: mapping.delimiter)
  } catch {
    return TableResult(diagnostics: error.diagnostics)
  }
  guard let body = TableBody(text, skip: mapping.skip) else {
    return TableResult(diagnostics: [Message.empty(source)])
  }
  // 2. Which column is what.
  let header = Header(body.header, mapping: mapping, source: source, problems: &problems)
  guard !problems.hasErrors else { return TableResult(diagnostics: problems.all) }
  if body.rows.isEmpty { problems.add(Message.headerOnly(source, line: header.line)) }
  // 3. The rows asked for, and how they write numbers.
  var reader = TableReader(
    source: source, header: header, mapping: mapping, terms: Terms(vocabulary), problems: problems)
  let rows = reader.select(body.rows)
  let habit = reader.habit(of: rows)
  // 4. Cells.
  reader.read(rows, habit: habit)
  return TableResult(
    observations: reader.observations, diagnostics: reader.problems.all,
    statement: body.statement(delimiter: text.delimiter, rows: rows.count, layout: header.layout))
}

/// The records of a table: the header, and the rows below it.
struct TableBody {
  typealias Record = (line: Int, fields: [String])

  var header: Record
  var rows: ArraySlice<CSVText.Record>
  var preamble: Int
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
    preamble = start
    notes = records.endIndex - end
  }

  /// Whether a record below the rows says something about them. A row that has a name and no values is none.
  private static func isNote(_ record: CSVText.Record, width: Int, filled: Int) -> Bool {
    guard filled == 1, record.fields.count >= width else { return filled <= 1 }
    let text = trimmed(record.fields[0]).lowercased()
    return text.contains("：") || ["note", "source", "legend", "last updated", "注"].contains { text.hasPrefix($0) }
  }

  /// How the file was read, in a few words.
  func statement(delimiter: UInt8, rows: Int, layout: TableMapping.Layout) -> String {
    func count(_ n: Int, _ thing: String) -> String { "\(n) \(thing)\(n == 1 ? "" : "s")" }
    let name =
      switch delimiter {
      case UInt8(ascii: ","): "comma"
      case UInt8(ascii: "\t"): "tab"
      case UInt8(ascii: ";"): "semicolon"
      case UInt8(ascii: "|"): "bar"
      default: "“\(UnicodeScalar(delimiter))”"
      }
    var parts = ["\(name)-delimited", count(rows, "row"), layout.rawValue]
    if preamble > 0 { parts.append("\(count(preamble, "line")) above the header left out") }
    if notes > 0 { parts.append("\(count(notes, "line")) of notes below left out") }
    return parts.joined(separator: ", ")
  }
}

/// Diagnostics of one file, of each kind only the first few and a count of the rest.
struct Problems {
  static let limit = 20

  let source: SourceText
  private var listed: [Diagnostic] = []
  private var counts: [(what: String, count: Int)] = []
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
      if counts[i].count > Self.limit { return }
    } else {
      counts.append((what, 1))
    }
    add(diagnostic())
  }

  /// In the order of the file, summaries last.
  var all: [Diagnostic] {
    listed.inReadingOrder()
      + counts.filter { $0.count > Self.limit }.map { Message.further(source, $0.count - Self.limit, what: $0.what) }
  }
}
