import Analytics
import Charting
import Diagnostics
import Extraction
import Formats
import Frames
import Notation
import Observations
import OrderedCollections

/// A value as it was printed, with its source.
struct PrintedRecord: Hashable {
  var text: String
  /// The label of the entry in the list of sources.
  var source: String
  var value: PrintedValue
}

/// The observations a briefing rests on.
struct CitedObservations {
  var list: [Observation]
  /// As CSV.
  var file: [UInt8]
  /// The row of each observation in the CSV by its identifier, counted from 1 below the header.
  var rows: [String: Int]
}

extension Assembler {
  /// Everything cited, in the order of the index.
  func citedObservations() -> CitedObservations {
    let observations = sources.observations(citations.observations)
    var rows: [String: Int] = [:]
    rows.reserveCapacity(observations.count)
    for (offset, observation) in observations.enumerated() where rows[observation.id] == nil {
      rows[observation.id] = offset + 1
    }
    var names: [String: String] = [:]
    let file = observationsCSV(observations) { observation in
      let path = observation.origin.file
      if let known = names[path] { return known }
      let name = fileName(of: path)
      names[path] = name
      return name
    }
    return CitedObservations(list: observations, file: Array(file.utf8), rows: rows)
  }

  /// The files that come with the whole document: what it rests on, and every printed value with what it rests on.
  func attachments(observations: CitedObservations) -> [PagedDocument.Attachment] {
    guard !citations.isEmpty else { return [] }
    return [
      PagedDocument.Attachment(
        name: "observations.csv", mediaType: "text/csv", description: words.observationsFile, relationship: .source,
        bytes: observations.file),
      PagedDocument.Attachment(
        name: "values.csv", mediaType: "text/csv", description: words.valuesFile, relationship: .supplement,
        bytes: valuesCSV(rows: observations.rows)),
    ]
  }

  /// The printed values: the text, the number of its source, the exact value in its unit, how it was computed, and the
  /// rows of the observations it rests on.
  private func valuesCSV(rows: [String: Int]) -> [UInt8] {
    var out = CSVWriter()
    out.add(record: [
      "text", "source", "value", "value_high", "unit", "qualifier", "formula", "observations", "documents",
    ])
    for record in printed {
      let quantity = record.value.quantity
      out.add(record: [
        record.text, record.source, quantity?.number.description ?? "", quantity?.high?.description ?? "",
        quantity?.unit ?? "", quantity?.qualifier.rawValue ?? "", record.value.formula?.description ?? "",
        ranges(of: record.value.observations.compactMap { rows[$0] }),
        record.value.documents.map { fileName(of: $0) }.joined(separator: " "),
      ])
    }
    return out.bytes
  }

  /// What a chart shows: its rows as they were drawn, with the number of the source of each.
  func chartCSV(_ data: DataTable) -> [UInt8] {
    let hasSources = data.anchors.contains { $0 != nil }
    var out = CSVWriter()
    out.add(record: data.fields + (hasSources ? ["source"] : []))
    for (index, row) in data.rows.enumerated() {
      for value in row { out.add(value.csvText) }
      if hasSources {
        let anchor = index < data.anchors.count ? data.anchors[index] : nil
        out.add(anchor.map(label(ofAnchor:)) ?? "")
      }
      out.endRecord()
    }
    return out.bytes
  }
}

/// The number of a source: what stands behind the last hyphen of its anchor.
private func label(ofAnchor anchor: String) -> String {
  guard let hyphen = anchor.utf8.lastIndex(of: UInt8(ascii: "-")) else { return anchor }
  return String(anchor[anchor.utf8.index(after: hyphen)...])
}

/// Numbers in the order given, unbroken runs as `3-7`, separated by spaces.
private func ranges(of numbers: [Int]) -> String {
  var runs: [(first: Int, last: Int)] = []
  for number in numbers {
    if let last = runs.last, last.last + 1 == number {
      runs[runs.count - 1].last = number
    } else {
      runs.append((number, number))
    }
  }
  return runs.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }.joined(separator: " ")
}

extension DataValue {
  /// As a field of CSV: numbers as they are, times as dates, nothing for what is missing.
  fileprivate var csvText: String {
    switch self {
    case .null: ""
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number):
      number.magnitude < 1e15 && number.rounded() == number ? "\(Int(number))" : decimalText(number)
    case .string(let text): text
    case .time(let milliseconds): dateText(milliseconds)
    case .list(let items): items.map(\.csvText).joined(separator: " ")
    case .object(let entries): entries.map { "\($0.name): \($0.value.csvText)" }.joined(separator: " ")
    }
  }
}

/// The shortest decimal that reads back as the number, without an exponent; empty for what is no number.
private func decimalText(_ number: Double) -> String {
  let text = "\(number)"
  let isPlain = text.utf8.allSatisfy { $0 < UInt8(ascii: "A") }
  return isPlain ? text : ExactDecimal(number)?.description ?? ""
}

/// A date, with a time unless that is midnight.
private func dateText(_ milliseconds: Double) -> String {
  guard let time = CivilTime(milliseconds: milliseconds) else { return "" }
  func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let date = "\(time.year)-\(padded(time.month))-\(padded(time.day))"
  guard time.hour != 0 || time.minute != 0 || time.second != 0 else { return date }
  return "\(date)T\(padded(time.hour)):\(padded(time.minute)):\(padded(time.second))"
}
