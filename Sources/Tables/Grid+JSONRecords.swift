import Diagnostics
import Notation
import OrderedCollections

extension Grid {
  /// The grid of a list of objects with the same keys: `[{"region": "Jilin", "value": 1}]`, also inside an object, as
  /// `{"data": […]}`. Objects inside a record give their keys behind a point: `area.name`.
  ///
  /// Nil for other JSON.
  init?(jsonRecords root: Node) {
    guard let records = recordList(root) else { return nil }
    var columns: OrderedSet<String> = []
    let cells = records.map { node in
      var cells: [String: String] = [:]
      collect(node, "", &cells, &columns)
      return cells
    }
    header = (root.line, Array(columns))
    form = .jsonRecords
    statements = [count(columns.count, "key")]
    rows = ArraySlice(
      zip(records, cells).map { node, cells in
        CSVText.Record(line: node.line, fields: columns.map { cells[$0] ?? "" })
      })
  }
}

/// The list of objects that a document is, or that one of its members is.
private func recordList(_ root: Node) -> [Node]? {
  func isList(_ node: Node) -> Bool {
    node.sequence.map { !$0.isEmpty && $0.allSatisfy { $0.mapping != nil } } ?? false
  }
  if isList(root) { return root.sequence }
  let lists = root.mapping?.values.map(\.node).filter(isList) ?? []
  return lists.count == 1 ? lists[0].sequence : root["data"].flatMap { isList($0) ? $0.sequence : nil }
}

private func collect(
  _ node: Node, _ prefix: String, _ cells: inout [String: String], _ columns: inout OrderedSet<String>
) {
  for (key, entry) in node.mapping ?? [:] {
    let name = prefix + key
    if entry.node.mapping != nil {
      collect(entry.node, name + ".", &cells, &columns)
    } else {
      columns.append(name)
      cells[name] = entry.node.scalarText ?? ""
    }
  }
}
