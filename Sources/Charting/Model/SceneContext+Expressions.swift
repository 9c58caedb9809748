import Diagnostics
import Formats
import Notation
import OrderedCollections

extension SceneContext {
  /// The expression as a function of a row.
  func expression(_ node: Node, table: DataTable, call: ((String, [DataValue]) -> DataValue?)? = nil)
    throws(DiagnosticError) -> (DataRow) -> DataValue
  {
    let (compiled, context) = try compiled(node, table: table, call: call)
    return compiled.function(of: table.places, context: context)
  }

  /// The value of an expression for every row.
  func column(_ node: Node, of table: DataTable) throws(DiagnosticError) -> DataColumn {
    let (compiled, context) = try compiled(node, table: table)
    if let column = compiled.tree.column(over: table, context: context) { return column }
    let function = compiled.function(of: table.places, context: context)
    return DataColumn(table.rows.map { function($0) })
  }

  /// The rows that a filter keeps.
  func rows(of table: DataTable, where filter: Node) throws(DiagnosticError) -> [Int] {
    if filter.string != nil {
      switch try column(filter, of: table) {
      case .truths(let truths): return truths.indices.filter { truths[$0] }
      case let column: return table.rows.indices.filter { Self.isTrue(column[$0]) }
      }
    }
    let test = try predicate(filter, table: table)
    return table.rows.indices.filter { test(table.rows[$0]) }
  }

  private func compiled(_ node: Node, table: DataTable, call: ((String, [DataValue]) -> DataValue?)? = nil)
    throws(DiagnosticError) -> (Expression, ExpressionContext)
  {
    let text = node.scalarText ?? ""
    let compiled: Expression
    do { compiled = try context.memory.expression(text) } catch {
      var diagnostic = Message.badExpression(text, at: node, error.message)
      diagnostic.help = error.help
      throw DiagnosticError(diagnostic)
    }
    for field in compiled.fields ?? [] where table.index(of: field) == nil && !table.isEmpty {
      guard nearest(field, table) else { continue }
      report.add(Message.unknownField(field, at: node, among: table.fields))
    }
    let (zone, locale) = (zone, locale)
    let constants = constants(call)
    let chance = Chance()
    let call: (String, [DataValue]) -> DataValue? = { name, arguments in
      name == "random" ? .number(chance.next()) : call?(name, arguments)
    }
    return (compiled, ExpressionContext(constants: constants, zone: zone, locale: locale, call: call))
  }

  /// The value of an expression in an encoding or a property; null, and a message, where it makes no sense.
  func value(of node: Node, table: DataTable, call: ((String, [DataValue]) -> DataValue?)? = nil)
    -> (DataRow) -> DataValue
  {
    do { return try expression(node, table: table, call: call) } catch {
      for diagnostic in error.diagnostics { report.add(diagnostic) }
      return { _ in .null }
    }
  }

  /// What an expression that looks at no row stands for; any other node as it is.
  func constant(_ node: Node, call: ((String, [DataValue]) -> DataValue?)? = nil) -> Node {
    guard let text = node["expr"]?.scalarText, let compiled = try? context.memory.expression(text),
      compiled.fields == []
    else {
      return node
    }
    return compiled.evaluate(ExpressionContext(constants: constants(call), zone: zone, locale: locale, call: call)).node
  }

  /// A view with the values of those expressions in their places that look at nothing but parameters.
  func settled(_ view: ViewSpec) -> ViewSpec {
    guard !constants.isEmpty else { return view }
    let node = settled(view.node)
    return node == view.node ? view : SpecDecoder(report: report).view(node, isTop: true)
  }

  private func settled(_ node: Node) -> Node {
    var copy = node
    switch node.value {
    case .sequence(let items): copy.value = .sequence(items.map(settled))
    case .mapping(var entries):
      if entries.count == 1, entries["expr"] != nil {
        let value = constant(node)
        return value.isNull ? node : value
      }
      for key in entries.keys where !["data", "datasets", "params"].contains(key) {
        entries[key].map { entries[key]?.node = settled($0.node) }
      }
      copy.value = .mapping(entries)
    default: break
    }
    return copy
  }

  /// The parameters, and the size of the plot where there is one.
  private func constants(_ call: ((String, [DataValue]) -> DataValue?)?) -> [String: DataValue] {
    guard let call else { return constants }
    var all = constants
    for name in ["width", "height"] where all[name] == nil { all[name] = call(name, []) }
    return all
  }

  /// Whether a field is close enough to one of the table to be a misspelling; others may be missing on purpose.
  private func nearest(_ field: String, _ table: DataTable) -> Bool { nearestMatch(to: field, in: table.fields) != nil }

  /// A filter or test as a function of a row.
  func predicate(_ node: Node, table: DataTable) throws(DiagnosticError) -> (DataRow) -> Bool {
    if node.string != nil {
      let value = try expression(node, table: table)
      return { Self.isTrue(value($0)) }
    }
    if let parts = node["and"]?.sequence {
      var tests: [(DataRow) -> Bool] = []
      for part in parts { tests.append(try predicate(part, table: table)) }
      return { row in tests.allSatisfy { $0(row) } }
    }
    if let parts = node["or"]?.sequence {
      var tests: [(DataRow) -> Bool] = []
      for part in parts { tests.append(try predicate(part, table: table)) }
      return { row in tests.contains { $0(row) } }
    }
    if let part = node["not"] {
      let test = try predicate(part, table: table)
      return { !test($0) }
    }
    if let name = (node["param"] ?? node["selection"])?.string {
      let empty = node["empty"]?.bool ?? true
      return { row in self.isSelected(name, row: row, fields: table, empty: empty) }
    }
    guard let field = node["field"]?.string else {
      throw DiagnosticError(
        Message.badTransform(
          node, "this is no filter", help: "write an expression, or a field with equal, range, oneOf, lt, gt …"))
    }
    if !table.has(field), !table.isEmpty {
      report.add(Message.unknownField(field, at: node["field"] ?? node, among: table.fields))
    }
    let path = table.path(field)
    let unit = node["timeUnit"].flatMap { SpecDecoder(report: report).timeUnit($0) }
    let zone = zone
    func value(_ row: DataRow) -> DataValue {
      let value = path.value(in: row)
      guard let unit, let moment = self.milliseconds(value) else { return value }
      return unit.cut(moment, zone: zone).map { .time($0.start) } ?? .null
    }
    func wanted(_ node: Node) -> DataValue {
      if let moment = moment(node, zone: zone) {
        guard let unit, let cut = unit.cut(moment, zone: zone) else { return .time(moment) }
        return .time(cut.start)
      }
      if let unit, let part = unit.parts.last, node.number != nil || node.string != nil,
        let m = moment([part.rawValue: node], zone: unit.isUTC ? .utc : zone)
      {
        return .time(m)
      }
      return DataValue(node)
    }
    if let node = node["equal"] {
      let wanted = wanted(node)
      return { Self.equal(value($0), wanted) }
    }
    for (key, test) in Self.comparisons {
      guard let node = node[key] else { continue }
      let bound = wanted(node)
      return { row in
        let v = value(row)
        return v.isValid && test(DataValue.compare(v, bound))
      }
    }
    if let range = node["range"]?.sequence, range.count == 2 {
      let low = range[0].isNull ? nil : wanted(range[0])
      let high = range[1].isNull ? nil : wanted(range[1])
      return { row in
        let v = value(row)
        guard v.isValid else { return false }
        return low.map { DataValue.compare(v, $0) >= 0 } ?? true && high.map { DataValue.compare(v, $0) <= 0 } ?? true
      }
    }
    if let list = (node["oneOf"] ?? node["in"])?.sequence {
      let choices = list.map(wanted)
      return { row in
        let v = value(row)
        return choices.contains { Self.equal(v, $0) }
      }
    }
    if let valid = node["valid"]?.bool { return { value($0).isValid == valid } }
    return { _ in true }
  }

  /// A test inside an encoding; what is wrong with it goes to the report.
  func test(_ node: Node, table: DataTable) -> ((DataRow) -> Bool)? {
    do { return try predicate(node, table: table) } catch {
      for diagnostic in error.diagnostics { report.add(diagnostic) }
      return nil
    }
  }

  private static let comparisons: [(String, @Sendable (Int) -> Bool)] = [
    ("lt", { $0 < 0 }), ("lte", { $0 <= 0 }), ("gt", { $0 > 0 }), ("gte", { $0 >= 0 }),
  ]

  private static func equal(_ a: DataValue, _ b: DataValue) -> Bool {
    if a == b { return true }
    switch (a, b) {
    case (.time(let x), .number(let y)), (.number(let x), .time(let y)), (.time(let x), .time(let y)): return x == y
    default: return false
    }
  }

  private static func isTrue(_ value: DataValue) -> Bool {
    switch value {
    case .null: false
    case .bool(let b): b
    case .number(let n), .time(let n): n != 0 && !n.isNaN
    case .string(let s): !s.isEmpty
    default: true
    }
  }

  /// Adds the edges of the bin that holds each value.
  func bin(_ field: String, _ spec: BinSpec, start: String, end: String, table: inout DataTable) {
    let values = table.values(field).map(\.asNumber)
    let given = spec.parameters["extent"]?.sequence?.compactMap(\.number) ?? []
    let numbers = values.compactMap { $0 }
    let low = given.count == 2 ? given[0] : numbers.min() ?? 0
    let high = given.count == 2 ? given[1] : numbers.max() ?? 1
    var options = Binning.Options()
    options.maximumBins = min(max(spec.parameters["maxbins"]?.number ?? 10, 1), 10_000)
    if let base = spec.parameters["base"]?.number, base > 1 { options.base = base }
    if let divide = spec.parameters["divide"]?.sequence { options.divide = divide.compactMap(\.number) }
    if let least = spec.parameters["minstep"]?.number { options.minimumStep = least }
    if let step = spec.parameters["step"]?.number, step > 0 { options.step = step }
    if let steps = spec.parameters["steps"]?.sequence { options.steps = steps.compactMap(\.number) }
    if let nice = spec.parameters["nice"]?.bool { options.nice = nice }
    if let anchor = spec.parameters["anchor"]?.number { options.anchor = anchor }
    let binning = Binning(low, high, options)
    let lower = values.map { $0.map { binning.lower($0) } }
    table.set(start, DataColumn(lower.map { $0.flatMap { $0.isFinite ? .number($0) : nil } ?? .null }))
    table.set(end, DataColumn(lower.map { $0.flatMap { $0.isFinite ? .number($0 + binning.step) : nil } ?? .null }))
    bins[start] = binning
  }
}

/// Numbers that look like chance and are the same each time (SplitMix64).
private final class Chance {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// 0 up to, not including, 1.
  func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }
}
