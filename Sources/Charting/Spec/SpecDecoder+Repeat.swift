import Notation
import OrderedCollections

extension SpecDecoder {
  /// A repeated view is the concatenation (or layering) of copies in which `{repeat: …}` is replaced by a field.
  func repeated(_ node: Node) -> ViewSpec.Content {
    guard let spec = node["spec"], let what = node["repeat"] else {
      report.add(Message.missingSpec(node, "repeat"))
      return .layer([])
    }
    func names(_ node: Node?) -> [Node] { node?.sequence ?? [] }
    if let layers = what["layer"]?.sequence, what["row"] == nil, what["column"] == nil {
      return .layer(layers.map { view(substitute(spec, ["layer": $0])) })
    }
    var concat = ViewSpec.ConcatSpec(
      columns: node["columns"]?.number.map { Int($0) }, spacing: node["spacing"], align: node["align"],
      bounds: node["bounds"], center: node["center"], isRepeat: true)
    if let fields = what.sequence {
      if concat.columns == nil { concat.columns = 3 }
      return .concat(concat, fields.map { view(substitute(spec, ["repeat": $0])) })
    }
    let rows: [Node?] = what["row"] == nil ? [nil] : names(what["row"])
    let columns: [Node?] = what["column"] == nil ? [nil] : names(what["column"])
    concat.columns = max(1, columns.count)
    var views: [ViewSpec] = []
    for row in rows {
      for column in columns {
        var fields: [String: Node] = [:]
        fields["row"] = row
        fields["column"] = column
        if let layers = what["layer"]?.sequence {
          var layered = spec
          layered.value = .mapping([
            "layer": Node.Entry(
              keyLine: spec.line, keyColumn: spec.column,
              node: Node(
                .sequence(layers.map { substitute(spec, fields.merging(["layer": $0]) { $1 }) }), line: spec.line,
                column: spec.column, source: spec.source))
          ])
          views.append(view(layered))
        } else {
          views.append(view(substitute(spec, fields)))
        }
      }
    }
    return .concat(concat, views)
  }

  /// The node with every `{repeat: name}` replaced; references to names of other repeaters stay.
  func substitute(_ node: Node, _ fields: [String: Node]) -> Node {
    var result = node
    switch node.value {
    case .mapping(let mapping):
      if mapping.count == 1, let name = node["repeat"]?.string, let field = fields[name] { return field }
      result.value = .mapping(
        mapping.mapValues {
          Node.Entry(keyLine: $0.keyLine, keyColumn: $0.keyColumn, node: substitute($0.node, fields))
        })
    case .sequence(let items): result.value = .sequence(items.map { substitute($0, fields) })
    default: break
    }
    return result
  }
}
