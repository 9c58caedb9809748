import Diagnostics
import Notation
import OrderedCollections

/// Applies the `transform` list of a view to its data.
struct Transforming {
  let scene: SceneContext

  func apply(_ node: Node, to table: inout DataTable) throws(DiagnosticError) {
    if let filter = node["filter"] {
      table = table.picking(try scene.rows(of: table, where: filter))
    } else if let expression = node["calculate"] {
      table.set(name(node, default: "calculate"), try scene.column(expression, of: table))
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
    guard let field, let name = field.string, !table.has(name), !table.isEmpty else { return }
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
    let groups = table.groups(by: groupFields)
    var places = [Int](repeating: 0, count: table.count)
    for (group, rows) in groups.enumerated() { for row in rows { places[row] = group } }
    let columns = fields.map { table.aggregate($0, over: groups).picking(places) }
    for (field, column) in zip(fields, columns) { table.set(field.name, column) }
  }

  func fold(_ fields: [String], names: [String], table: inout DataTable) {
    let columns = fields.map { table.column($0) }
    let count = table.count
    table = table.picking((0..<count).flatMap { row in fields.map { _ in row } })
    table.set(names[0], DataColumn((0..<count).flatMap { _ in fields.map { .string($0) } }))
    table.set(names[1], DataColumn((0..<count).flatMap { row in columns.map { $0[row] } }))
  }

  func flatten(_ fields: [String], names: [String], table: inout DataTable) {
    let paths = fields.map { table.path($0) }
    let targets = fields.enumerated().map { $0.offset < names.count ? names[$0.offset] : $0.element }
    var places: [Int] = []
    var flat = targets.map { _ in [DataValue]() }
    for (i, row) in table.rows.enumerated() {
      let lists = paths.map { path -> [DataValue] in
        if case .list(let items) = path.value(in: row) { items } else { [] }
      }
      for k in 0..<(lists.map(\.count).max() ?? 0) {
        places.append(i)
        for (target, list) in lists.enumerated() { flat[target].append(k < list.count ? list[k] : .null) }
      }
    }
    table = table.picking(places)
    for (target, values) in zip(targets, flat) { table.set(target, DataColumn(values)) }
  }

  /// Every n-th row, spread evenly: a sample that is the same each time.
  func sample(_ size: Int, table: inout DataTable) {
    let count = table.count
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
    var byKey: [DataValue: Int] = [:]
    for (i, value) in other.values(key).enumerated() where byKey[value] == nil { byKey[value] = i }
    let matches = table.values(field).map { byKey[$0] }
    let fallback = node["default"].map { DataValue($0) } ?? .null
    if from["fields"] == nil, let name = node["as"]?.string {
      table.set(
        name,
        DataColumn(
          matches.map {
            $0.map { .object(zip(other.fields, other.rows[$0]).map { DataValue.Entry($0, $1) }) } ?? fallback
          }))
      return
    }
    let fields = strings(from["fields"])
    for (name, field) in zip(names(node, default: fields), fields) {
      let column = other.column(field)
      table.set(name, DataColumn(matches.map { $0.map { column[$0] } ?? fallback }))
    }
  }
}
