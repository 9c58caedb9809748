import Notation
import OrderedCollections

/// What a parameter that selects marks starts with: the picture is still, so nobody changes it.
struct Selection: Sendable {
  /// Rows that agree with one of these entries, field or channel to value.
  var points: [[String: DataValue]] = []
  /// Rows within all of these ranges, by field or channel.
  var ranges: [String: [DataValue]] = [:]
  /// The fields of the channels where the parameter was written.
  var fields: [String: String] = [:]

  var isEmpty: Bool { points.isEmpty && ranges.isEmpty }
}

extension SceneContext {
  /// Takes in the parameters of a view and those inside it.
  func readParameters(_ view: ViewSpec, _ outer: Encoding = Encoding()) {
    let encoding = view.encoding.merged(over: outer)
    for node in view.node["params"]?.sequence ?? [] {
      guard let name = node["name"]?.string else { continue }
      guard node["select"] != nil else {
        readConstant(name, node)
        continue
      }
      var selection = Selection()
      for (channel, specs) in encoding.channels {
        if let column = specs.first?.columnName { selection.fields[channel.rawValue] = column }
      }
      let entries = node["value"].map { $0.sequence ?? [$0] } ?? []
      for entry in entries {
        guard let mapping = entry.mapping else { continue }
        if node["select"]?.string == "interval" || node["select"]?["type"]?.string == "interval" {
          for (key, range) in mapping { selection.ranges[key] = (range.node.sequence ?? []).map { selected($0) } }
        } else {
          selection.points.append(mapping.reduce(into: [:]) { $0[$1.key] = selected($1.value.node) })
        }
      }
      selections[name] = selection
    }
    switch view.content {
    case .unit: break
    case .layer(let views), .concat(_, let views): for child in views { readParameters(child, encoding) }
    case .facet(_, let child): readParameters(child, encoding)
    }
  }

  private func selected(_ node: Node) -> DataValue { moment(node, zone: zone).map { .time($0) } ?? DataValue(node) }

  private func readConstant(_ name: String, _ node: Node) {
    if let value = node["value"] {
      constants[name] = DataValue(value)
    } else if let text = node["expr"]?.scalarText, let compiled = try? context.memory.expression(text) {
      constants[name] = compiled.evaluate(ExpressionContext(constants: constants, zone: zone, locale: locale))
    }
  }

  /// Whether a parameter's selection holds a row; a selection of nothing holds all or none, as `empty` says.
  func isSelected(_ name: String, row: DataRow, in unit: EncodedUnit, empty: Bool) -> Bool {
    isSelected(name, row: row, fields: unit.table, empty: empty)
  }

  func isSelected(_ name: String, row: DataRow, fields table: DataTable, empty: Bool) -> Bool {
    guard let selection = selections[name] else {
      switch constants[name] {
      case .bool(let truth): return truth
      case .number(let n): return n != 0
      default: return empty
      }
    }
    guard !selection.isEmpty else { return empty }
    func value(_ key: String) -> DataValue { table.path(selection.fields[key] ?? key).value(in: row) }
    func agrees(_ key: String, _ wanted: DataValue) -> Bool {
      let value = value(key)
      return value == wanted || (value.asNumber != nil && value.asNumber == wanted.asNumber)
    }
    if !selection.ranges.isEmpty {
      return selection.ranges.allSatisfy { key, range in
        if range.count == 2, let low = range[0].asNumber, let high = range[1].asNumber, let n = value(key).asNumber {
          return n >= min(low, high) && n <= max(low, high)
        }
        return range.contains { agrees(key, $0) }
      }
    }
    return selection.points.contains { $0.allSatisfy { agrees($0.key, $0.value) } }
  }
}
