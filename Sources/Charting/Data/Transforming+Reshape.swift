import Diagnostics
import Notation
import OrderedCollections

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Transforming {
  /// Fills in rows for keys that a group lacks, and values that are missing.
  func impute(_ node: Node, table: inout DataTable) throws(DiagnosticError) {
    guard let field = node["impute"]?.string, let key = node["key"]?.string else {
      throw DiagnosticError(Message.badTransform(node, "impute needs the field and `key`"))
    }
    impute(
      field, key: key, keyValues: keyValues(node["keyvals"]), by: strings(node["groupby"]),
      method: node["method"]?.string ?? "value", value: node["value"].map { DataValue($0) } ?? .null,
      frame: node["frame"]?.sequence, table: &table)
  }

  func keyValues(_ node: Node?) -> [DataValue] {
    guard let node else { return [] }
    if let items = node.sequence { return items.map { DataValue($0) } }
    guard let stop = node["stop"]?.number else { return [] }
    let start = node["start"]?.number ?? 0
    let step = node["step"]?.number ?? 1
    guard step != 0, ((stop - start) / step).magnitude < 100_000 else { return [] }
    return stride(from: start, to: stop, by: step).map { .number($0) }
  }

  /// - Parameter companion: a column that is the same wherever the key is.
  func impute(
    _ field: String, key: String, keyValues extra: [DataValue] = [], by groupFields: [String], method: String,
    value: DataValue, frame: [Node]? = nil, with companion: String? = nil, table: inout DataTable
  ) {
    let keyPath = table.path(key)
    let path = table.path(field)
    guard let keyColumn = keyPath.column, let column = path.column else { return }
    let keyValues = table.columns[keyColumn]
    var keys = OrderedSet(keyValues.distinct)
    keys.append(contentsOf: extra)
    let groupPaths = groupFields.map { table.path($0) }
    let companionColumn = companion.flatMap { table.path($0).column }
    var companions: [DataValue: DataValue] = [:]
    if let companionColumn {
      for (i, row) in table.rows.enumerated() { companions[keyValues[i]] = row[companionColumn] }
    }
    var filled: [[DataValue]] = []
    var missing: Set<Int> = []
    for indices in table.groups(by: groupFields) {
      let present = Set(indices.map { keyValues[$0] })
      for key in keys where !present.contains(key) {
        var row = [DataValue](repeating: .null, count: table.fields.count)
        for groupPath in groupPaths {
          if let c = groupPath.column { row[c] = table.rows[indices[0]][c] }
        }
        row[keyColumn] = key
        if let companionColumn { row[companionColumn] = companions[key] ?? .null }
        missing.insert(table.count + filled.count)
        filled.append(row)
      }
    }
    if !table.anchors.isEmpty { table.anchors += filled.map { _ in nil } }
    table.append(DataTable(fields: table.fields, rows: filled))
    let (allKeys, values) = (table.columns[keyColumn], table.columns[column])
    let operation = AggregateOperation(rawValue: method)
    // A fixed value stands for rows that lack; one that is computed for missing values too.
    if operation != nil, method != "value" {
      for i in table.rows.indices where !values[i].isValid { missing.insert(i) }
    }
    let low = frame?.first?.number
    let high = frame?.last?.number
    var results = values.values
    for indices in table.groups(by: groupFields) {
      let order = indices.stablySorted { DataValue.precedes(allKeys[$0], allKeys[$1]) }
      for (position, i) in order.enumerated() where missing.contains(i) {
        guard let operation, method != "value" else {
          results[i] = value
          continue
        }
        let from = low.map { max(0, position + Int($0)) } ?? 0
        let to = high.map { min(order.count - 1, position + Int($0)) } ?? order.count - 1
        guard from <= to else { continue }
        results[i] = operation.apply(order[from...to].filter { !missing.contains($0) }.map { values[$0] })
      }
    }
    table.set(table.fields[column], DataColumn(results))
  }

  func pivot(_ node: Node, table: inout DataTable) {
    guard let field = node["pivot"]?.string, let valueField = node["value"]?.string else { return }
    let operation = node["op"]?.string.flatMap(AggregateOperation.init) ?? .sum
    let groupFields = strings(node["groupby"])
    let (names, values) = (table.column(field), table.column(valueField))
    var keys = names.distinct.sorted(by: DataValue.precedes)
    if let limit = node["limit"]?.number, limit > 0 { keys = Array(keys.prefix(Int(limit))) }
    var result = DataTable(fields: groupFields + keys.map(\.plainText))
    let groupPaths = groupFields.map { table.path($0) }
    for indices in table.groups(by: groupFields) {
      let cells = keys.map { key -> DataValue in
        let rows = indices.filter { names[$0] == key }
        return rows.isEmpty ? operation == .sum ? .number(0) : .null : operation.apply(values, rows: rows)
      }
      result.append(groupPaths.map { $0.value(in: table.rows[indices[0]]) } + cells)
    }
    table = result
  }

  /// A kernel density estimate with a normal kernel.
  func density(_ node: Node, table: inout DataTable) {
    guard let field = node["density"]?.string else { return }
    check(node["density"], in: table)
    let groupFields = strings(node["groupby"])
    let names = names(node, default: ["value", "density"])
    let path = table.path(field)
    let groupPaths = groupFields.map { table.path($0) }
    var result = DataTable(fields: groupFields + names.prefix(2))
    let all = table.values(field).compactMap(\.asNumber)
    let given = node["extent"]?.sequence?.compactMap(\.number) ?? []
    let steps = Int(min(max(node["steps"]?.number ?? node["maxsteps"]?.number ?? 200, 2), 2_000))
    for indices in table.groups(by: groupFields) {
      let numbers = indices.compactMap { path.value(in: table.rows[$0]).asNumber }
      guard !numbers.isEmpty, let least = all.min(), let most = all.max() else { continue }
      let shared = node["resolve"]?.string != "independent"
      let low = given.count == 2 ? given[0] : shared ? least : numbers.min() ?? least
      let high = given.count == 2 ? given[1] : shared ? most : numbers.max() ?? most
      let bandwidth = node["bandwidth"]?.number.flatMap { $0 > 0 ? $0 : nil } ?? Self.bandwidth(numbers)
      // A share of all rows: those without a value lower the curve.
      let share = (node["counts"]?.bool == true ? Double(indices.count) : 1) / Double(indices.count)
      let isCumulative = node["cumulative"]?.bool == true
      for i in 0...steps {
        let x = low + (high - low) * Double(i) / Double(steps)
        let sum = numbers.reduce(0.0) { sum, n in
          let z = (x - n) / bandwidth
          return sum + (isCumulative ? 0.5 * erfc(-z / 2.0.squareRoot()) : exp(-0.5 * z * z))
        }
        let scale = isCumulative ? share : share / (bandwidth * (2 * Double.pi).squareRoot())
        result.append(
          groupPaths.map { $0.value(in: table.rows[indices[0]]) } + [.number(x), .number(sum * scale)])
      }
    }
    table = result
  }

  /// Scott's rule with the smaller of deviation and scaled interquartile range.
  private static func bandwidth(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    let count = Double(numbers.count)
    let deviation = AggregateOperation.stdev.apply(numbers.map { .number($0) }).asNumber ?? 0
    let range = ((quantile(sorted, 0.75) ?? 0) - (quantile(sorted, 0.25) ?? 0)) / 1.34
    let spread = min(deviation, range) > 0 ? min(deviation, range) : max(deviation, range)
    return spread > 0 ? 1.06 * spread * pow(count, -0.2) : 1
  }

  func quantiles(_ node: Node, table: inout DataTable) {
    guard let field = node["quantile"]?.string else { return }
    check(node["quantile"], in: table)
    let groupFields = strings(node["groupby"])
    let names = names(node, default: ["prob", "value"])
    let path = table.path(field)
    let groupPaths = groupFields.map { table.path($0) }
    var probabilities = node["probs"]?.sequence?.compactMap(\.number) ?? []
    let step = min(max(node["step"]?.number ?? 0.01, 0.0001), 1)
    if probabilities.isEmpty { probabilities = Array(stride(from: step / 2, to: 1, by: step)) }
    var result = DataTable(fields: groupFields + names.prefix(2))
    for indices in table.groups(by: groupFields) {
      let sorted = indices.compactMap { path.value(in: table.rows[$0]).asNumber }.sorted()
      for p in probabilities {
        guard let value = quantile(sorted, p) else { continue }
        result.append(
          groupPaths.map { $0.value(in: table.rows[indices[0]]) } + [.number(p), .number(value)])
      }
    }
    table = result
  }
}
