import Diagnostics
import Observations

/// A comparison computed for every group.
struct Compared {
  var column: ResultTable.Column
  var cells: [ResultTable.Cell]
  var comparands: [Derivation.Comparand?]

  init(_ name: String, unit: String, count: Int) {
    column = ResultTable.Column(name: name, kind: .comparison, unit: unit)
    cells = Array(repeating: .missing(.notAvailable), count: count)
    comparands = Array(repeating: nil, count: count)
  }

  /// Whether some row has a value.
  var isAnything: Bool {
    cells.contains { if case .missing = $0 { false } else { true } }
  }
}

extension Evaluation {
  /// The columns of the comparisons asked for, named apart where two would have one name.
  ///
  /// - Parameter columns: those that stand before them, of further statistics.
  mutating func compare(_ groups: [Group], after columns: [Compared]) -> [Compared] {
    var result: [Compared] = []
    add(columns, to: &result)
    for comparison in query.comparisons {
      let (told, left) = (diagnostics.count, leftOut.count)
      let columns = self.columns(of: comparison, groups, earlier: result)
      if diagnostics.count == told, leftOut.count == left, let first = columns.first, !first.isAnything,
        groups.contains(where: { $0.complete != nil })
      {
        note(Message.nothingToCompareWith(first.column.name, at: mark()))
      }
      add(columns, to: &result)
    }
    return result
  }

  private func add(_ columns: [Compared], to result: inout [Compared]) {
    for var compared in columns {
      let taken = result.map(\.column.name)
      if taken.contains(compared.column.name) {
        let name = compared.column.name
        let number = (2...).first { !taken.contains("\(name)_\($0)") } ?? 2
        compared.column.name = "\(name)_\(number)"
        for i in compared.comparands.indices { compared.comparands[i]?.column = compared.column.name }
      }
      result.append(compared)
    }
  }

  private mutating func columns(
    of comparison: Query.Comparison, _ groups: [Group], earlier: [Compared]
  ) -> [Compared] {
    switch comparison {
    case .share(of: let reference, over: let over):
      [reference.isEmpty ? shareOfTotal(groups, over: over) : share(groups, of: reference)]
    case .shareOfParent(let hierarchy): [shareOfParent(groups, hierarchy)]
    case .rank(let over, of: nil): [rank(groups, over: over)]
    case .rank(let over, of: let name?):
      if let column = earlier.first(where: { $0.column.name == name }) {
        [rank(groups, over: over, of: column)]
      } else {
        [unknownColumn(name, among: earlier, count: groups.count)]
      }
    case .changeOnYear(let form): [change(groups, form) { $0.years(-1) }]
    case .changeOnPeriod(let form): [change(groups, form) { $0.shifted(by: -1) }]
    case .changeOn(let base, let form): [change(groups, form, on: base) { _ in base }]
    case .value(at: let period): [value(groups, at: period)]
    case .index(let base): [indexed(groups, base: base)]
    case .cagr(let from, let to): [compoundGrowth(groups, from: from, to: to)]
    case .contribution(let over, let step): [contribution(groups, over: over, on: step)]
    case .cumulative(let span): [cumulative(groups, span)]
    case .decumulated: decumulated(groups)
    case .movingAverage(let count, let isCentred): [movingAverage(groups, count, isCentred: isCentred)]
    case .locationQuotient(let reference, let total): [locationQuotient(groups, of: reference, total: total)]
    case .shiftShare(let from, let to, let reference): shiftShare(groups, from: from, to: to, of: reference)
    case .achievement: achievement(groups)
    case .gap(let hierarchy): gap(groups, hierarchy)
    case .flag: [flagged(groups)]
    case .records: [records(groups)]
    case .recordMean: [recordMean(groups)]
    }
  }

  private mutating func unknownColumn(_ name: String, among earlier: [Compared], count: Int) -> Compared {
    diagnostics.append(
      Message.unknownColumn(name, among: earlier.map(\.column.name), at: mark("rank of \(name)")))
    return Compared("rank", unit: "", count: count)
  }

  // MARK: Among the rows

  private mutating func shareOfTotal(_ groups: [Group], over: [Query.Dimension]) -> Compared {
    var compared = Compared("share", unit: "%", count: groups.count)
    guard [.none, .sum, .count].contains(query.aggregate) else {
      diagnostics.append(Message.noShareOf(query.aggregate.name, at: mark()))
      return compared
    }
    let over = over.isEmpty ? [comparedDimension(nil, for: "share")].compactMap { $0 } : over
    guard !over.isEmpty else { return compared }
    var refusals: [Refusal] = []
    var incomplete = 0
    var gap: Observation?
    for members in partitions(groups, overAnyOf: over) {
      let rows = members.flatMap { groups[$0].rows }.sorted()
      let total: Group
      if query.aggregate == .count {
        total = Group(
          rows: rows, value: .number(members.reduce(0) { $0 + (groups[$1].complete ?? 0) }, exact: nil),
          unit: .counting, formula: .statistic(.count))
      } else {
        if let refusal = refusal(of: rows, for: .sum) {
          refusals.append(refusal)
          continue
        }
        switch values(of: rows, mergingRepeats: true) {
        case .failure(let refusal):
          refusals.append(refusal)
          continue
        case .success(let values):
          total = Group(
            rows: rows,
            value: values.numbers.isEmpty ? .missing(.notAvailable) : Query.Aggregate.sum.value(of: values.numbers),
            unit: values.unit, formula: .statistic(.sum), missingCount: values.missing.count)
        }
      }
      guard total.missingCount == 0 else {
        incomplete += members.count
        gap = gap ?? rows.first { index.observations[$0].number == nil }.map { index.observations[$0] }
        continue
      }
      let comparand = Derivation.Comparand(
        column: "share", formula: .shareOfTotal(over: over),
        expression: "100 x / Σx",
        observations: identifiers(rows))
      for i in members { set(&compared, i, share(of: groups[i], in: total), comparand) }
    }
    report(refusals, doing: "share")
    if incomplete > 0 { diagnostics.append(Message.incompleteTotal(incomplete, without: gap, at: mark())) }
    return compared
  }

  private mutating func share(_ groups: [Group], of reference: [Query.DimensionValue]) -> Compared {
    var compared = Compared("share", unit: "%", count: groups.count)
    var (filters, held) = filters(for: reference)
    if !held.contains(.period) {
      filters.periods = .only(Set(groups.compactMap(\.period)).sorted().compactMap { index.periods[Int($0)] })
    }
    if !held.contains(.period), groups.contains(where: { $0.period == nil }) {
      note(Message.severalPeriods("share", at: mark()))
    }
    let others = others(groups, filters, holding: held)
    var refusals: [Refusal] = []
    for (i, group) in groups.enumerated() {
      let candidates = held.contains(.period) ? others.agreeing(with: i) : others.agreeing(with: i, at: group.period)
      guard let found = match(candidates, "share") else { continue }
      guard query.aggregate == .count || index.isAdditive(group.rows[0]) else {
        refusals.append(
          Refusal(
            reason: .notAdditive, first: index.observations[group.rows[0]], second: index.observations[found.rows[0]]))
        continue
      }
      let comparand = Derivation.Comparand(
        column: "share", formula: .share(of: reference), expression: "100 x / y", observations: identifiers(found.rows))
      set(&compared, i, share(of: group, in: found), comparand)
    }
    report(refusals, doing: "share")
    return compared
  }

  func share(of part: Group, in total: Group) -> Double? {
    guard let part = part.complete(in: total.unit), let whole = total.complete, whole != 0 else { return nil }
    return 100 * part / whole
  }

  private mutating func rank(_ groups: [Group], over: [Query.Dimension]) -> Compared {
    var compared = Compared("rank", unit: "", count: groups.count)
    let over = over.isEmpty ? [comparedDimension(nil, for: "rank")].compactMap { $0 } : over
    guard !over.isEmpty else { return compared }
    var refusals: [Refusal] = []
    for members in partitions(groups, overAnyOf: over) {
      let unit = groups[members[0]].unit
      if let other = members.first(where: { groups[$0].unit.base != unit.base }) {
        refusals.append(
          Refusal(
            reason: .units, first: index.observations[groups[members[0]].rows[0]],
            second: index.observations[groups[other].rows[0]]))
        continue
      }
      let present = members.compactMap { i in groups[i].complete(in: unit).map { (group: i, value: $0) } }
      setRanks(of: present, formula: .rank(over: over), members.map { groups[$0].rows[0] }, in: &compared)
    }
    report(refusals, doing: "rank")
    return compared
  }

  /// 1 for the group with the largest value; equal values share a rank.
  func setRanks(
    of values: [(group: Int, value: some Comparable)], formula: Formula, _ rows: [Int], in compared: inout Compared
  ) {
    let comparand = Derivation.Comparand(
      column: "rank", formula: formula, expression: "1 + number of larger values", observations: identifiers(rows))
    let descending = values.sorted { $0.value > $1.value }
    var rank = 0
    for (position, item) in descending.enumerated() {
      if position == 0 || item.value != descending[position - 1].value { rank = position + 1 }
      compared.cells[item.group] = .number(Double(rank), exact: ExactDecimal(rank))
      compared.comparands[item.group] = comparand
    }
  }

  /// The dimension over which rows are compared: the first of `by` that is no property of the figure itself.
  mutating func comparedDimension(_ over: Query.Dimension?, for name: String) -> Query.Dimension? {
    let properties: [Query.Dimension] = [.period, .status, .measure, .unit, .qualifier]
    let found = over ?? query.by.first { !properties.contains($0) }
    if found == nil { diagnostics.append(Message.nothingToCompareOver(name, at: mark())) }
    return found
  }

  /// Groups that differ in one dimension only, by their positions.
  func partitions(_ groups: [Group], over: Query.Dimension) -> [[Int]] { partitions(groups, overAnyOf: [over]) }

  /// Groups that differ in some dimensions only, by their positions.
  func partitions(_ groups: [Group], overAnyOf dimensions: [Query.Dimension]) -> [[Int]] {
    var varying: Set<Query.Dimension> = [.quote, .qualifier]
    varying.formUnion(dimensions)
    if varying.contains(.region) || varying.contains(.regionCode) { varying.formUnion([.region, .regionCode]) }
    var columns = identity(holding: varying.union([.period]))
    // Sums over several periods are compared as they are.
    if groups.allSatisfy({ $0.period != nil }) { columns.append(index.column(.period)) }
    let keys = index.packedKeys(groups.map { $0.rows[0] }, columns)
    var position: [UInt64: Int] = [:]
    var partitions: [[Int]] = []
    for (i, key) in keys.enumerated() {
      if let p = position[key] {
        partitions[p].append(i)
      } else {
        position[key] = partitions.count
        partitions.append([i])
      }
    }
    return partitions
  }
}
