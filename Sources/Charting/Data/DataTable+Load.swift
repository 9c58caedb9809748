public import Diagnostics
import Notation
import OrderedCollections

extension DataTable {
  /// A table from nodes: mappings give fields in order of appearance, anything else a field `data`.
  init(nodes: [Node]) {
    var fields: OrderedSet<String> = []
    for node in nodes {
      if let mapping = node.mapping { fields.append(contentsOf: mapping.keys) } else { fields.append("data") }
    }
    self.init(fields: Array(fields))
    rows.reserveCapacity(nodes.count)
    for node in nodes {
      if let mapping = node.mapping {
        rows.append(self.fields.map { name in mapping[name].map { DataValue($0.node) } ?? .null })
      } else {
        rows.append(self.fields.map { $0 == "data" ? DataValue(node) : .null })
      }
    }
  }

  /// A table from delimited text: the first record names the fields, numbers and truth values are read as such where
  /// the whole column allows it; `asText` names columns to leave as they are.
  init(csv: CSVText, asText: Set<String> = []) {
    let header = csv.records.first?.fields ?? []
    self.init(fields: header)
    let records = csv.records.dropFirst()
    var columns: [[DataValue]] = []
    for column in header.indices {
      let texts = records.map { column < $0.fields.count ? $0.fields[column] : "" }
      let filled = texts.filter { !$0.isEmpty }
      if asText.contains(header[column]) {
        columns.append(texts.map { $0.isEmpty ? .null : .string($0) })
      } else if !filled.isEmpty, filled.allSatisfy({ $0 == "true" || $0 == "false" }) {
        columns.append(texts.map { $0.isEmpty ? .null : .bool($0 == "true") })
      } else if !filled.isEmpty, filled.allSatisfy({ DataTable.number($0) != nil }) {
        columns.append(texts.map { DataTable.number($0).map { .number($0) } ?? .null })
      } else {
        columns.append(texts.map { $0.isEmpty ? .null : .string($0) })
      }
    }
    rows = records.indices.map { i in columns.map { $0[i - records.startIndex] } }
  }

  /// A table from delimited text with commas: the first record names the fields.
  /// - Throws: text that is not CSV.
  public init(csv text: SourceText) throws(DiagnosticError) {
    self.init(csv: try parseCSV(text, delimiter: UInt8(ascii: ",")))
  }

  private static func number(_ text: String) -> Double? {
    guard let first = text.utf8.first, first < 0x3A, first != 0x20 else { return nil }
    return Double(text)
  }

  /// A table from the bytes of a file.
  init(bytes: [UInt8], name: String, format: Node?, asText: Set<String> = []) throws(DiagnosticError) {
    let source = SourceText(name: name, bytes: bytes)
    let lower = name.lowercased()
    let type = format?["type"]?.string ?? (lower.hasSuffix(".csv") ? "csv" : lower.hasSuffix(".tsv") ? "tsv" : "json")
    switch type {
    case "csv", "tsv", "dsv":
      let delimiter = type == "tsv" ? UInt8(ascii: "\t") : format?["delimiter"]?.string?.utf8.first ?? UInt8(ascii: ",")
      self.init(csv: try parseCSV(source, delimiter: delimiter), asText: asText)
    default:
      var node = try parseNotation(source)
      for name in format?["property"]?.string.map(fieldNames) ?? [] { node = node[name] ?? Node(.null) }
      self.init(nodes: node.sequence ?? (node.isNull ? [] : [node]))
    }
  }
}
