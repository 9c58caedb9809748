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
    let columns = fields.map { name in
      DataColumn(
        nodes.map { node in
          guard let mapping = node.mapping else { return name == "data" ? DataValue(node) : .null }
          return mapping[name].map { DataValue($0.node) } ?? .null
        })
    }
    self.init(fields: Array(fields), columns: columns, count: nodes.count)
  }

  /// A table from delimited text with commas: the first record names the fields.
  /// - Throws: text that is not CSV.
  public init(csv text: SourceText) throws(DiagnosticError) {
    self.init(try CSVCells(text, delimiter: UInt8(ascii: ",")))
  }

  /// A table from the bytes of a file.
  init(bytes: [UInt8], name: String, format: Node?, asText: Set<String> = []) throws(DiagnosticError) {
    let source = SourceText(name: name, bytes: bytes)
    let lower = name.lowercased()
    let type = format?["type"]?.string ?? (lower.hasSuffix(".csv") ? "csv" : lower.hasSuffix(".tsv") ? "tsv" : "json")
    switch type {
    case "csv", "tsv", "dsv":
      let delimiter = type == "tsv" ? UInt8(ascii: "\t") : format?["delimiter"]?.string?.utf8.first ?? UInt8(ascii: ",")
      self.init(try CSVCells(source, delimiter: delimiter), asText: asText)
    default:
      var node = try parseNotation(source)
      for name in format?["property"]?.string.map(fieldNames) ?? [] { node = node[name] ?? Node(.null) }
      self.init(nodes: node.sequence ?? (node.isNull ? [] : [node]))
    }
  }
}
