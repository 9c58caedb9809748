import Diagnostics
import Glibc
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
}

extension Evaluation {
  /// The columns of the comparisons asked for, named apart where two would have one name.
  mutating func compare(_ groups: [Group]) -> [Compared] {
    var result: [Compared] = []
    for comparison in query.comparisons {
      var compared =
        switch comparison {
        case .share(of: let reference, over: let over):
          reference.isEmpty ? shareOfTotal(groups, over: over) : share(groups, of: reference)
        case .rank(let over): rank(groups, over: over)
        case .changeOnYear(let form): change(groups, form, name: "year") { $0.years(-1) }
        case .changeOnPeriod(let form): change(groups, form, name: "period") { $0.previous }
        case .index(let base): indexed(groups, base: base)
        case .cagr(let from, let to): compoundGrowth(groups, from: from, to: to)
        }
      let taken = result.map(\.column.name)
      if taken.contains(compared.column.name) {
        let name = compared.column.name
        let number = (2...).first { !taken.contains("\(name)_\($0)") } ?? 2
        compared.column.name = "\(name)_\(number)"
        for i in compared.comparands.indices { compared.comparands[i]?.column = compared.column.name }
      }
      result.append(compared)
    }
    return result
  }

  // MARK: Among the rows

  private mutating func shareOfTotal(_ groups: [Group], over: Query.Dimension?) -> Compared {
    var compared = Compared("share", unit: "%", count: groups.count)
    guard [.none, .sum, .count].contains(query.aggregate) else {
      diagnostics.append(Message.noShareOf(query.aggregate.rawValue, at: mark()))
      return compared
    }
    guard let over = comparedDimension(over, for: "share") else { return compared }
    var refusals: [Refusal] = []
    var incomplete = 0
    for members in partitions(groups, over: over) {
      let rows = members.flatMap { groups[$0].rows }.sorted()
      let total: Group
      if query.aggregate == .count {
        total = Group(
          rows: rows, value: .number(members.reduce(0) { $0 + (groups[$1].complete ?? 0) }, exact: nil),
          unit: .counting, formula: "count")
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
            unit: values.unit, formula: "sum", missingCount: values.missing.count)
        }
      }
      guard total.missingCount == 0 else {
        incomplete += members.count
        continue
      }
      let comparand = Derivation.Comparand(
        column: "share", formula: "share of the total over \(over.rawValue)", observations: identifiers(rows))
      for i in members { set(&compared, i, share(of: groups[i], in: total), comparand) }
    }
    report(refusals, doing: "share")
    if incomplete > 0 { diagnostics.append(Message.incompleteTotal(incomplete, at: mark())) }
    return compared
  }

  private mutating func share(_ groups: [Group], of reference: [Query.DimensionValue]) -> Compared {
    var compared = Compared("share", unit: "%", count: groups.count)
    var filters = query.filters
    var held: Set<Query.Dimension> = []
    for item in reference {
      held.insert(item.dimension)
      switch item.dimension {
      case .region, .regionCode:
        held.formUnion([.region, .regionCode])
        (filters.regions, filters.within, filters.levels) = ([item.value], [], [])
      case .sector: filters.sectors = [item.value]
      case .status: filters.statuses = Observation.Status(rawValue: item.value).map { [$0] } ?? []
      case .period: filters.periods = TimePeriod(item.value).map { .only([$0]) } ?? filters.periods
      case .unit: filters.units = [item.value]
      case .document: filters.documents = [item.value]
      case .measure, .qualifier, .quote: break
      }
    }
    if !held.contains(.period) {
      filters.periods = .only(Set(groups.compactMap(\.period)).sorted().compactMap { index.periods[Int($0)] })
    }
    let words = reference.map(\.value).joined(separator: ", ")
    let others = lookUp(groups, filters, holding: held)
    var refusals: [Refusal] = []
    for (i, group) in groups.enumerated() {
      guard let found = match(others[i], "share") else { continue }
      guard query.aggregate == .count || isAdditive(group.rows[0]) else {
        refusals.append(
          Refusal(
            reason: .notAdditive, first: index.observations[group.rows[0]], second: index.observations[found.rows[0]]))
        continue
      }
      let comparand = Derivation.Comparand(
        column: "share", formula: "share of \(words)", observations: identifiers(found.rows))
      set(&compared, i, share(of: group, in: found), comparand)
    }
    report(refusals, doing: "share")
    return compared
  }

  private func share(of part: Group, in total: Group) -> Double? {
    guard let part = part.complete(in: total.unit), let whole = total.complete, whole != 0 else { return nil }
    return part / whole * 100
  }

  private mutating func rank(_ groups: [Group], over: Query.Dimension?) -> Compared {
    var compared = Compared("rank", unit: "", count: groups.count)
    guard let over = comparedDimension(over, for: "rank") else { return compared }
    var refusals: [Refusal] = []
    for members in partitions(groups, over: over) {
      let unit = groups[members[0]].unit
      if let other = members.first(where: { groups[$0].unit.base != unit.base }) {
        refusals.append(
          Refusal(
            reason: .units, first: index.observations[groups[members[0]].rows[0]],
            second: index.observations[groups[other].rows[0]]))
        continue
      }
      let present = members.compactMap { i in groups[i].complete(in: unit).map { (group: i, value: $0) } }
        .sorted { $0.value > $1.value }
      let comparand = Derivation.Comparand(
        column: "rank", formula: "rank over \(over.rawValue)",
        observations: identifiers(members.map { groups[$0].rows[0] }))
      var rank = 0
      for (position, item) in present.enumerated() {
        if position == 0 || item.value != present[position - 1].value { rank = position + 1 }
        compared.cells[item.group] = .number(Double(rank), exact: ExactDecimal(rank))
        compared.comparands[item.group] = comparand
      }
    }
    report(refusals, doing: "rank")
    return compared
  }

  /// The dimension over which rows are compared: the first of `by` that is no property of the figure itself.
  private mutating func comparedDimension(_ over: Query.Dimension?, for name: String) -> Query.Dimension? {
    let found = over ?? query.by.first { [.region, .regionCode, .sector, .document, .quote].contains($0) }
    if found == nil { diagnostics.append(Message.nothingToCompareOver(name, at: mark())) }
    return found
  }

  /// Groups that differ in one dimension only, by their positions.
  private func partitions(_ groups: [Group], over: Query.Dimension) -> [[Int]] {
    var varying: Set<Query.Dimension> = [over, .quote, .qualifier]
    if over == .region || over == .regionCode { varying.formUnion([.region, .regionCode]) }
    var columns = identity(holding: varying.union([.period]))
    columns.append(index.column(.period))
    let keys = packedKeys(groups.map { $0.rows[0] }, columns)
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

  // MARK: At another time

  private mutating func change(
    _ groups: [Group], _ form: Query.Comparison.Form, name: String, _ shift: (TimePeriod) -> TimePeriod?
  ) -> Compared {
    let column = form == .absolute ? "change" : "growth"
    let units = Set(groups.map { $0.unit.isPercentage ? "pp" : form == .percent ? "%" : $0.unit.code })
    var compared = Compared(column, unit: units.count == 1 ? units.first ?? "" : "", count: groups.count)
    let targets = groups.map { group in group.period.flatMap { index.periods[Int($0)] }.flatMap(shift) }
    if groups.contains(where: { $0.period.flatMap { index.periods[Int($0)] } == nil }) {
      note(Message.severalPeriods(column, at: mark()))
    }
    let others = lookUp(groups, at: targets)
    for (i, group) in groups.enumerated() {
      guard let found = match(others[i], column), let now = group.complete,
        let then = found.complete(in: group.unit)
      else { continue }
      let comparand = Derivation.Comparand(
        column: column, formula: "\(column) on \(targets[i].map { "\($0)" } ?? name)",
        observations: identifiers(found.rows))
      if form == .absolute || group.unit.isPercentage {
        let exact = exactDifference(group, found)
        compared.cells[i] = .number(exact?.double ?? now - then, exact: exact)
        compared.comparands[i] = comparand
      } else {
        // A growth rate on nothing, or on a loss, says nothing.
        set(&compared, i, then > 0 ? (now - then) / then * 100 : nil, comparand)
      }
    }
    return compared
  }

  private func exactDifference(_ a: Group, _ b: Group) -> ExactDecimal? {
    guard case .number(_, let x?) = a.value, case .number(_, let y?) = b.value,
      let converted = y.converted(from: b.unit, to: a.unit)
    else { return nil }
    let terms = [x, converted.negated].map { Number(double: $0.double, exact: $0) }
    return exactSum(terms).exact
  }

  private mutating func indexed(_ groups: [Group], base: TimePeriod) -> Compared {
    var compared = Compared("index", unit: "", count: groups.count)
    let others = lookUp(groups, at: groups.map { _ in base })
    for (i, group) in groups.enumerated() {
      guard let found = match(others[i], "index"), let now = group.complete,
        let then = found.complete(in: group.unit), then > 0
      else { continue }
      let comparand = Derivation.Comparand(
        column: "index", formula: "index, \(base) = 100", observations: identifiers(found.rows))
      set(&compared, i, now / then * 100, comparand)
    }
    return compared
  }

  private mutating func compoundGrowth(_ groups: [Group], from: TimePeriod, to: TimePeriod) -> Compared {
    var compared = Compared("cagr", unit: "%", count: groups.count)
    let months = (to.end.year - from.end.year) * 12 + to.end.lastMonth - from.end.lastMonth
    guard months > 0 else { return compared }
    let starts = lookUp(groups, at: groups.map { _ in from })
    let ends = lookUp(groups, at: groups.map { _ in to })
    for (i, group) in groups.enumerated() {
      guard let start = match(starts[i], "cagr"), let end = match(ends[i], "cagr"), !group.unit.isPercentage,
        let a = start.complete(in: group.unit), let b = end.complete(in: group.unit), a > 0, b >= 0
      else { continue }
      let comparand = Derivation.Comparand(
        column: "cagr", formula: "compound annual growth rate \(from)–\(to)",
        observations: identifiers(start.rows + end.rows))
      set(&compared, i, (pow(b / a, 12 / Double(months)) - 1) * 100, comparand)
    }
    return compared
  }

  // MARK: Looking up

  /// For each group the groups that agree with it and stand at another period.
  private mutating func lookUp(_ groups: [Group], at periods: [TimePeriod?]) -> [[Group]] {
    var filters = query.filters
    filters.periods = .only(periods.compactMap { $0 }.uniqued())
    return lookUp(groups, filters, holding: [], at: periods)
  }

  /// For each group the groups of other observations that agree with it in all dimensions but those held.
  private mutating func lookUp(
    _ groups: [Group], _ filters: Query.Filters, holding held: Set<Query.Dimension>, at periods: [TimePeriod?]? = nil
  ) -> [[Group]] {
    let by = query.by.filter { !held.contains($0) && $0 != .period } + [.period]
    let others = aggregate(select(filters, quietly: true), by: by)
    let columns = identity(holding: held.union([.period, .quote, .qualifier]))
    let keys = packedKeys(groups.map { $0.rows[0] } + others.map { $0.rows[0] }, columns)
    struct Key: Hashable {
      var identity: UInt64
      var period: Int32?
    }
    let anyPeriod = held.contains(.period)
    var found: [Key: [Group]] = [:]
    for (i, other) in others.enumerated() {
      found[Key(identity: keys[groups.count + i], period: anyPeriod ? nil : other.period), default: []].append(other)
    }
    return groups.indices.map { i in
      if anyPeriod { return found[Key(identity: keys[i], period: nil)] ?? [] }
      let period = periods.map { $0[i].flatMap { index.periodCodes[$0] } } ?? groups[i].period
      return period.flatMap { found[Key(identity: keys[i], period: $0)] } ?? []
    }
  }

  /// The columns in which groups agree that say the same of the same thing, but for the dimensions held.
  private func identity(holding held: Set<Query.Dimension>) -> [ObservationIndex.Column] {
    var columns = query.by.filter { !held.contains($0) }.map { index.column($0) }
    guard query.aggregate != .count else { return columns }
    columns += [index.column(.measure), index.change]
    if !held.contains(.status) { columns.append(index.standing) }
    if query.aggregate == .none {
      if !held.contains(.region) { columns.append(index.place) }
      if !held.contains(.sector) { columns.append(index.column(.sector)) }
    }
    return columns
  }

  /// The one group to compare with; several that agree in their value count as one.
  private mutating func match(_ found: [Group], _ comparison: String) -> Group? {
    guard let first = found.first else { return nil }
    if found.dropFirst().contains(where: { $0.complete(in: first.unit) != first.complete }) {
      note(Message.ambiguousBase(index.observations[first.rows[0]], comparison, at: mark()))
      return nil
    }
    return first
  }

  private func identifiers(_ rows: [Int]) -> [String] { rows.map { index.observations[$0].id } }

  private func set(_ compared: inout Compared, _ i: Int, _ value: Double?, _ comparand: Derivation.Comparand) {
    guard let value, value.isFinite else { return }
    compared.cells[i] = .number(value, exact: nil)
    compared.comparands[i] = comparand
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it first stands.
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension TimePeriod {
  /// The period of the same length just before; nil for intervals and days.
  fileprivate var previous: TimePeriod? {
    guard var unit else { return nil }
    let count: Int
    switch unit.frequency {
    case .annual: return years(-1)
    case .halfYearly: count = 2
    case .quarterly: count = 4
    case .monthly: count = 12
    case .daily: return nil
    }
    if unit.index > 1 {
      unit.index -= 1
    } else {
      unit.index = count
      unit.year -= 1
    }
    return TimePeriod(unit)
  }
}
