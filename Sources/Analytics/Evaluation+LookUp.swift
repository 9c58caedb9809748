import Observations

extension Evaluation {
  /// For each group the groups that agree with it and stand at another period.
  mutating func lookUp(_ groups: [Group], at periods: [TimePeriod?]) -> [[Group]] {
    var filters = query.filters
    filters.periods = .only(periods.compactMap { $0 }.uniqued())
    return lookUp(groups, filters, holding: [], at: periods)
  }

  /// For each group the groups of other observations that agree with it in all dimensions but those held.
  mutating func lookUp(
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
  func identity(holding held: Set<Query.Dimension>) -> [ObservationIndex.Column] {
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
  mutating func match(_ found: [Group], _ comparison: String) -> Group? {
    guard let first = found.first else { return nil }
    if found.dropFirst().contains(where: { $0.complete(in: first.unit) != first.complete }) {
      note(Message.ambiguousBase(index.observations[first.rows[0]], comparison, at: mark()))
      return nil
    }
    return first
  }

  func identifiers(_ rows: [Int]) -> [String] { rows.map { index.observations[$0].id } }

  func set(_ compared: inout Compared, _ i: Int, _ value: Double?, _ comparand: Derivation.Comparand) {
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
