import Diagnostics
import Notation
import Observations

/// What a briefing carries about its values.
struct AttachedData {
  /// A printed value and what it rests on.
  struct PrintedValue {
    var text: String
    var source: String
    var value: ExactDecimal?
    var high: ExactDecimal?
    var unit: String
    /// Empty for a value that stands in a source as it is printed.
    var formula: String
    /// Rows of `observations`, from 0.
    var observations: [Int]
    /// The documents in which something was counted that is no observation.
    var documents: String
  }

  /// An observation as far as it is looked at here.
  struct Observation {
    var document: String
    var quote: String
    var value: ExactDecimal?
    var high: ExactDecimal?
    var unit: String
    var line: Int?
    /// Where the quote stands in the bytes of its document.
    var bytes: Range<Int>?

    /// "article.md, line 12".
    var origin: String { line.map { "\(document), line \($0)" } ?? document }
  }

  var observations: [Observation] = []
  /// By their text without spaces and their source.
  var values: [Key: PrintedValue] = [:]
  /// The cells of each chart's file that hold a number, and the texts of the others.
  var charts: [String: Chart] = [:]

  struct Key: Hashable {
    var text: String
    var source: String
  }

  struct Chart {
    var numbers: [ExactDecimal] = []
    var texts: Set<String> = []
    /// The digits of every number that stands in a text.
    var digitsInTexts: Set<String> = []
  }

  init(_ files: [String: [UInt8]], name: String) throws(DiagnosticError) {
    guard let observed = files["observations.csv"], let printed = files["values.csv"] else {
      throw DiagnosticError(Message.withoutObservations(name))
    }
    let observationRows = try Rows(observed, name: "\(name): observations.csv")
    for row in observationRows.records {
      func field(_ column: String) -> String { observationRows.field(column, of: row) }
      let (start, end) = (Int(field("start")), Int(field("end")))
      observations.append(
        Observation(
          document: field("document"), quote: field("quote"), value: ExactDecimal(field("value")),
          high: ExactDecimal(field("value_high")), unit: field("unit"), line: Int(field("line")),
          bytes: start.flatMap { start in end.flatMap { start <= $0 ? start..<$0 : nil } }))
    }
    let valueRows = try Rows(printed, name: "\(name): values.csv")
    for row in valueRows.records {
      func field(_ column: String) -> String { valueRows.field(column, of: row) }
      let value = PrintedValue(
        text: field("text"), source: field("source"), value: ExactDecimal(field("value")),
        high: ExactDecimal(field("value_high")), unit: field("unit"), formula: field("formula"),
        observations: numbers(inRanges: field("observations")), documents: field("documents"))
      values[Key(text: withoutSpaces(value.text), source: value.source)] = value
    }
    for (file, bytes) in files where file.hasSuffix(".csv") && file != "observations.csv" && file != "values.csv" {
      let rows = try Rows(bytes, name: "\(name): \(file)")
      var chart = Chart()
      // Where marks begin and the numbers of sources are not what a chart says.
      let shown = rows.header.indices.filter { index in
        rows.header[index] != "source" && !rows.header[index].hasSuffix("_start")
      }
      for cell in rows.records.flatMap({ record in shown.filter { $0 < record.count }.map { record[$0] } })
        + rows.header
      {
        if let number = ExactDecimal(cell) { chart.numbers.append(number) } else { chart.texts.insert(cell) }
        for number in printedNumbers(in: cell) { chart.digitsInTexts.insert(number.digits) }
      }
      charts[file] = chart
    }
  }
}

/// The records of a CSV under the names of its header.
private struct Rows {
  var header: [String]
  var records: [[String]]

  init(_ bytes: [UInt8], name: String) throws(DiagnosticError) {
    let csv = try parseCSV(SourceText(name: name, bytes: bytes), delimiter: UInt8(ascii: ","))
    header = csv.records.first?.fields ?? []
    records = csv.records.dropFirst().map(\.fields)
  }

  func field(_ column: String, of record: [String]) -> String {
    guard let index = header.firstIndex(of: column), index < record.count else { return "" }
    return record[index]
  }
}

/// `3-5 9` as 2, 3, 4, 8: rows are counted from 1 in the file and from 0 here. What is no range is left out.
private func numbers(inRanges text: String) -> [Int] {
  text.split(separator: " ").flatMap { part -> [Int] in
    let ends = part.split(separator: "-").compactMap { Int($0) }
    guard let first = ends.first, let last = ends.last, first >= 1, first <= last, last < 10_000_000 else { return [] }
    return Array(first - 1..<last)
  }
}

/// The text as it is compared: without spaces of any kind, and without the hyphens of broken words.
func withoutSpaces(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.filter { !$0.properties.isWhitespace && $0.value != 0xAD && $0.value != 0x2060 && $0 != "-" })
  )
}
