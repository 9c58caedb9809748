import Charting
import Notation
import OrderedCollections

extension Assembler {
  /// The Vega-Lite type of a column of a query's answer, for fields whose author names none.
  enum FieldType: String {
    case quantitative, temporal, ordinal, nominal
  }

  /// Completes the channels of every `encoding`: a field of a known column takes the column's type, where Vega-Lite would
  /// take any field for a name. What the author says, and what an aggregate, a bin or a time unit makes of the field, stays.
  /// Periods keep the order of the query.
  func withFieldTypes(_ node: Node, types: OrderedDictionary<String, FieldType>) -> Node {
    switch node.value {
    case .sequence(let items):
      var copy = node
      copy.value = .sequence(items.map { withFieldTypes($0, types: types) })
      return copy
    case .mapping(let entries):
      var copy = node
      for (key, entry) in entries {
        if key == "encoding", let channels = entry.node.mapping {
          var encoding = entry.node
          for (name, channel) in channels {
            encoding = encoding.setting(name, to: typed(channel.node, types: types))
          }
          copy = copy.setting(key, to: encoding)
        } else if entry.node.mapping != nil || entry.node.sequence != nil {
          copy = copy.setting(key, to: withFieldTypes(entry.node, types: types))
        }
      }
      return copy
    default: return node
    }
  }

  /// Names up to six lines at their ends instead of in a legend, where the author says nothing about either.
  func withLinesNamed(_ spec: Node, tables: [DataTable]) -> Node {
    let mark = spec["mark"]?.string ?? spec["mark"]?["type"]?.string
    guard mark == "line", spec["labels"] == nil, let encoding = spec["encoding"],
      let color = encoding["color"], let field = color["field"]?.string, color["legend"] == nil,
      color["type"]?.string != "quantitative", color["scale"] == nil,
      ["row", "column", "facet"].allSatisfy({ encoding[$0] == nil })
    else { return spec }
    let columns = tables.compactMap { table in
      table.fields.firstIndex(of: field).map { position in Set(table.rows.map { $0[position] }) }
    }
    guard let names = columns.first, columns.count == 1, (2...6).contains(names.count) else { return spec }
    return spec.setting("labels", to: Node(.string("direct"), text: "direct"))
  }

  private func typed(_ channel: Node, types: OrderedDictionary<String, FieldType>) -> Node {
    if let items = channel.sequence {
      var copy = channel
      copy.value = .sequence(items.map { typed($0, types: types) })
      return copy
    }
    guard channel.mapping != nil else { return channel }
    var copy = channel
    if let condition = channel["condition"] { copy = copy.setting("condition", to: typed(condition, types: types)) }
    guard let field = channel["field"]?.string, let type = types[field],
      ["type", "aggregate", "bin", "timeUnit"].allSatisfy({ channel[$0] == nil })
    else { return copy }
    copy = copy.setting("type", to: Node(.string(type.rawValue), text: type.rawValue))
    if field == "period", channel["sort"] == nil { copy = copy.setting("sort", to: Node(.null)) }
    return copy
  }
}
