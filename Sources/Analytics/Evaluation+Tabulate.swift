import Diagnostics
import Observations

extension Evaluation {
  /// The groups as rows, ordered and cut.
  mutating func tabulate(_ groups: [Group], _ comparisons: [Compared]) -> ResultTable {
    let units = Set(groups.map(\.unit.code))
    if units.count > 1, !query.by.contains(.unit) {
      diagnostics.append(
        Message.mixedUnits(units.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, at: mark()))
    }
    let measureCodes = index.column(.measure).codes
    let measures = Set(groups.lazy.map { measureCodes[$0.rows[0]] })
    let measure = measures.count == 1 ? measures.first.map { index.measures[Int($0)].name } ?? "" : ""
    let unit = units.count == 1 ? units.first ?? "" : ""
    let hasRange = groups.contains { if case .range = $0.value { true } else { false } }

    var columns = query.by.map { ResultTable.Column(name: $0.rawValue, kind: .dimension) }
    columns.append(.init(name: "value", kind: .value, unit: unit, measure: measure))
    if hasRange { columns.append(.init(name: "value_high", kind: .value, unit: unit, measure: measure)) }
    columns += comparisons.map { compared in
      var column = compared.column
      column.measure = measure
      return column
    }

    let dimensions = query.by.map { ($0, index.column($0).codes, index.texts[$0] ?? []) }
    let rows = order(groups, columns, comparisons).map { i in
      let group = groups[i]
      var cells: [ResultTable.Cell] = []
      cells.reserveCapacity(columns.count)
      for (dimension, codes, texts) in dimensions {
        let code = Int(codes[group.rows[0]])
        if dimension == .period {
          cells.append(index.periods[code].map { .period($0) } ?? .text(""))
        } else {
          cells.append(.text(texts[code]))
        }
      }
      switch group.value {
      case .number(let number, let exact):
        cells.append(.number(number, exact: exact))
        if hasRange { cells.append(.missing(.notApplicable)) }
      case .range(let low, let high):
        cells.append(.number(low.double, exact: low))
        cells.append(.number(high.double, exact: high))
      case .missing(let reason):
        cells.append(.missing(reason))
        if hasRange { cells.append(.missing(reason)) }
      }
      for compared in comparisons { cells.append(compared.cells[i]) }
      return ResultTable.Row(
        cells: cells,
        derivation: Derivation(
          formula: group.formula, observations: identifiers(group.rows + group.weightRows),
          comparands: comparisons.compactMap { $0.comparands[i] }, isHedged: group.isHedged,
          missingCount: group.missingCount))
    }
    return ResultTable(columns: columns, rows: rows)
  }

  /// The positions of the groups in the order asked for, as many as asked for.
  private mutating func order(_ groups: [Group], _ columns: [ResultTable.Column], _ comparisons: [Compared]) -> [Int] {
    var keys: [(values: [SortValue], descending: Bool)] = []
    for key in query.sort {
      if let dimension = query.by.first(where: { $0.rawValue == key.column }) {
        let codes = index.column(dimension).codes
        keys.append((groups.map { .number(Double(codes[$0.rows[0]])) }, key.descending))
      } else if key.column == "value" {
        keys.append((groups.map { SortValue($0) }, key.descending))
      } else if let compared = comparisons.first(where: { $0.column.name == key.column }) {
        keys.append((compared.cells.map { SortValue($0) }, key.descending))
      } else {
        diagnostics.append(
          Message.unknownSort(key.column, among: columns.map(\.name), at: mark("sort \(key.column)")))
      }
    }
    var order = Array(groups.indices)
    if !keys.isEmpty {
      order.sort { a, b in
        for (values, descending) in keys {
          switch (values[a], values[b]) {
          case (.missing, .missing): continue
          case (.number, .missing): return true
          case (.missing, .number): return false
          case (.number(let x), .number(let y)):
            if x != y { return descending ? x > y : x < y }
          }
        }
        return a < b
      }
    }
    return query.limit.map { Array(order.prefix(max(0, $0))) } ?? order
  }
}

/// What rows are ordered by; what is missing comes last either way.
private enum SortValue {
  case number(Double)
  case missing

  init(_ cell: ResultTable.Cell) {
    if case .number(let number, _) = cell { self = .number(number) } else { self = .missing }
  }

  init(_ group: Group) {
    switch group.value {
    // In the base unit, so that 3 billion comes after 200 million.
    case .number(let number, _): self = .number(number * group.unit.factor.double)
    case .range(let low, _): self = .number(low.double * group.unit.factor.double)
    case .missing: self = .missing
    }
  }
}
