import Diagnostics
import Notation
import OrderedCollections

/// Applies the `transform` list of a view to its data.
struct Transforming {
  let scene: SceneContext

  func apply(_ transforms: [Node], to table: DataTable, fields: inout Set<String>) throws(DiagnosticError) -> DataTable
  {
    var table = table
    for node in transforms { try apply(node, to: &table) }
    return table
  }

  func apply(_ node: Node, to table: inout DataTable) throws(DiagnosticError) {
    if let filter = node["filter"] {
      let predicate = try scene.predicate(filter, table: table)
      table = table.picking(table.rows.indices.filter { predicate(table.rows[$0]) })
    } else if let expression = node["calculate"] {
      let value = try scene.expression(expression, table: table)
      let values = table.rows.map { value($0) }
      table.set(name(node, default: "calculate"), values)
    } else if let fields = node["aggregate"] {
      table = table.aggregated(try aggregates(fields, table: table), by: strings(node["groupby"]))
    } else if let fields = node["joinaggregate"] {
      joinAggregate(try aggregates(fields, table: table), by: strings(node["groupby"]), table: &table)
    } else if let bin = node["bin"], let field = node["field"]?.string {
      check(node["field"], in: table)
      let names = names(node, default: ["bin_" + field])
      scene.bin(
        field, BinSpec(parameters: bin.mapping == nil ? [:] : bin, isBinned: false), start: names[0],
        end: names.count > 1 ? names[1] : names[0] + "_end", table: &table)
    } else if let unit = node["timeUnit"], let field = node["field"]?.string {
      check(node["field"], in: table)
      guard let spec = SpecDecoder(report: scene.report).timeUnit(unit) else { return }
      let names = names(node, default: [spec.name + "_" + field])
      scene.cut(
        field, to: spec, start: names[0], end: names.count > 1 ? names[1] : names[0] + "_end", table: &table)
    } else if let stack = node["stack"]?.string {
      check(node["stack"], in: table)
      let names = names(node, default: ["stack", "stack_end"])
      table.stack(
        stack, by: strings(node["groupby"]), sort: sortKeys(node["sort"]),
        offset: node["offset"]?.string.flatMap(StackOffset.init) ?? .zero, start: names[0],
        end: names.count > 1 ? names[1] : names[0] + "_end")
    } else if let fold = node["fold"] {
      self.fold(strings(fold), names: names(node, default: ["key", "value"]), table: &table)
    } else if let flatten = node["flatten"] {
      self.flatten(strings(flatten), names: names(node, default: []), table: &table)
    } else if let window = node["window"] {
      try self.window(node, window, table: &table)
    } else if let lookup = node["lookup"]?.string {
      try self.lookup(node, lookup, table: &table)
    } else if let size = node["sample"]?.number {
      sample(Int(min(max(size, 0), 1e9)), table: &table)
    } else if node["impute"] != nil {
      try impute(node, table: &table)
    } else if node["pivot"] != nil {
      pivot(node, table: &table)
    } else if node["density"] != nil {
      density(node, table: &table)
    } else if node["quantile"] != nil {
      quantiles(node, table: &table)
    } else if node["regression"] != nil {
      regression(node, table: &table)
    } else if node["loess"] != nil {
      loess(node, table: &table)
    } else if let field = node["extent"]?.string {
      check(node["extent"], in: table)
      let numbers = table.values(field).filter(\.isValid).compactMap(\.asNumber)
      guard let name = node["param"]?.string, let low = numbers.min(), let high = numbers.max() else { return }
      scene.constants[name] = .list([.number(low), .number(high)])
    } else if node["treemap"] != nil {
      try treemap(node, table: &table)
    } else if node["tilegrid"] != nil {
      try tileGrid(node, table: &table)
    } else {
      let key = node.mapping?.keys.first ?? ""
      throw DiagnosticError(
        Message.badTransform(node, "there is no transform “\(key)”", help: suggestionHelp(for: key, among: Self.names)))
    }
  }

  /// The keys by which transforms are told apart.
  static let names = [
    "filter", "calculate", "aggregate", "joinaggregate", "bin", "timeUnit", "stack", "fold", "flatten", "window",
    "lookup", "sample", "impute", "pivot", "density", "quantile", "regression", "loess", "extent",
    "treemap", "tilegrid",
  ]

  // MARK: Reading parameters

  func name(_ node: Node, default fallback: String) -> String { names(node, default: [fallback])[0] }

  func names(_ node: Node, default fallback: [String]) -> [String] {
    let given = strings(node["as"])
    return given.count < fallback.count ? given + fallback.dropFirst(given.count) : given
  }

  func strings(_ node: Node?) -> [String] {
    guard let node else { return [] }
    return (node.sequence ?? [node]).compactMap(\.scalarText)
  }

  func sortKeys(_ node: Node?) -> [SortKey] {
    guard let node else { return [] }
    return (node.sequence ?? [node]).compactMap { key in
      key["field"]?.string.map { SortKey(field: $0, descending: key["order"]?.string == "descending") }
    }
  }

  func check(_ field: Node?, in table: DataTable) {
    guard let field, let name = field.string, !table.has(name), !table.rows.isEmpty else { return }
    scene.report.add(Message.unknownField(name, at: field, among: table.fields))
  }

  func aggregates(_ node: Node, table: DataTable) throws(DiagnosticError) -> [AggregateField] {
    var fields: [AggregateField] = []
    for item in node.sequence ?? [] {
      guard let operation = item["op"].flatMap({ SpecDecoder(report: scene.report).aggregate($0) }) else { continue }
      check(item["field"], in: table)
      var name = item["as"]?.string ?? ""
      if name.isEmpty, case .named(let op) = operation {
        name = [op.rawValue, item["field"]?.string].compactMap { $0 }.joined(separator: "_")
      }
      fields.append(AggregateField(operation: operation, field: item["field"]?.string, name: name))
    }
    return fields
  }

  // MARK: Simple transforms

  func joinAggregate(_ fields: [AggregateField], by groupFields: [String], table: inout DataTable) {
    var columns = fields.map { _ in [DataValue](repeating: .null, count: table.rows.count) }
    for indices in table.groups(by: groupFields).values {
      for (f, field) in fields.enumerated() {
        let value = table.aggregate(field, rows: indices)
        for i in indices { columns[f][i] = value }
      }
    }
    for (f, field) in fields.enumerated() { table.set(field.name, columns[f]) }
  }

  func fold(_ fields: [String], names: [String], table: inout DataTable) {
    let paths = fields.map { table.path($0) }
    var result = DataTable(fields: table.fields + names.prefix(2))
    for (i, row) in table.rows.enumerated() {
      for (field, path) in zip(fields, paths) {
        result.rows.append(row + [.string(field), path.value(in: row)])
        if !table.anchors.isEmpty { result.anchors.append(table.anchors[i]) }
      }
    }
    table = result
  }

  func flatten(_ fields: [String], names: [String], table: inout DataTable) {
    let paths = fields.map { table.path($0) }
    let targets = fields.enumerated().map { $0.offset < names.count ? names[$0.offset] : $0.element }
    var result = DataTable(fields: table.fields)
    for target in targets where result.index(of: target) == nil { result.fields.append(target) }
    for (i, row) in table.rows.enumerated() {
      let lists = paths.map { path -> [DataValue] in
        if case .list(let items) = path.value(in: row) { items } else { [] }
      }
      for k in 0..<(lists.map(\.count).max() ?? 0) {
        var flat = row + [DataValue](repeating: .null, count: result.fields.count - row.count)
        for (target, list) in zip(targets, lists) {
          if let column = result.index(of: target) { flat[column] = k < list.count ? list[k] : .null }
        }
        result.rows.append(flat)
        if !table.anchors.isEmpty { result.anchors.append(table.anchors[i]) }
      }
    }
    table = result
  }

  /// Every n-th row, spread evenly: a sample that is the same each time.
  func sample(_ size: Int, table: inout DataTable) {
    let count = table.rows.count
    guard size < count else { return }
    table = table.picking((0..<size).map { $0 * count / size })
  }

  func lookup(_ node: Node, _ field: String, table: inout DataTable) throws(DiagnosticError) {
    guard let from = node["from"], let key = from["key"]?.string, let data = from["data"] else {
      throw DiagnosticError(
        Message.badTransform(node, "lookup needs `from` with `data` and `key`", help: "see Vega-Lite, lookup transform")
      )
    }
    let other = try scene.load(data).table
    let keyPath = other.path(key)
    var byKey: [DataValue: Int] = [:]
    for (i, row) in other.rows.enumerated() where byKey[keyPath.value(in: row)] == nil {
      byKey[keyPath.value(in: row)] = i
    }
    let matches = table.values(field).map { byKey[$0] }
    let fallback = node["default"].map { DataValue($0) } ?? .null
    if from["fields"] == nil, let name = node["as"]?.string {
      table.set(
        name,
        matches.map {
          $0.map { .object(zip(other.fields, other.rows[$0]).map { DataValue.Entry($0, $1) }) } ?? fallback
        })
      return
    }
    let fields = strings(from["fields"])
    for (name, field) in zip(names(node, default: fields), fields) {
      let path = other.path(field)
      table.set(name, matches.map { $0.map { path.value(in: other.rows[$0]) } ?? fallback })
    }
  }
}
