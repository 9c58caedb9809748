import Observations

/// Groups of other observations, found by what they have in common with the groups of a result.
struct Others {
  let groups: [Group]
  private let keys: [UInt64]
  private let positions: [UInt64: [Int]]
  private let byPeriod: [Key: [Int]]

  private struct Key: Hashable {
    var identity: UInt64
    var period: Int32?
  }

  init(_ groups: [Group], keys: ArraySlice<UInt64>, asked: ArraySlice<UInt64>) {
    self.groups = groups
    self.keys = Array(asked)
    var positions: [UInt64: [Int]] = [:]
    var byPeriod: [Key: [Int]] = [:]
    for (i, key) in keys.enumerated() {
      positions[key, default: []].append(i)
      byPeriod[Key(identity: key, period: groups[i].period), default: []].append(i)
    }
    self.positions = positions
    self.byPeriod = byPeriod
  }

  /// All that agree with a group of the result.
  func agreeing(with i: Int) -> [Group] { (positions[keys[i]] ?? []).map { groups[$0] } }

  /// Those that agree with a group of the result and stand at a period.
  func agreeing(with i: Int, at period: Int32?) -> [Group] {
    guard let period else { return [] }
    return (byPeriod[Key(identity: keys[i], period: period)] ?? []).map { groups[$0] }
  }
}

extension Evaluation {
  /// For each group the groups that agree with it and stand at another period.
  mutating func lookUp(_ groups: [Group], at periods: [TimePeriod?]) -> [[Group]] {
    let others = others(groups, at: periods.lazy.compactMap { $0 })
    return groups.indices.map { i in
      others.agreeing(with: i, at: periods[i].flatMap { index.periodCodes[$0] })
    }
  }

  /// The groups of the same figures at other periods.
  mutating func others(_ groups: [Group], at periods: some Sequence<TimePeriod>) -> Others {
    var filters = query.filters
    filters.periods = .only(Set(periods).sorted())
    return others(groups, filters, holding: [])
  }

  /// The groups of other observations that agree with those of the result in all dimensions but those held.
  ///
  /// - Parameter splitting: whether groups keep the places, or the sectors, apart that are held.
  mutating func others(
    _ groups: [Group], _ filters: Query.Filters, holding held: Set<Query.Dimension>,
    splitting: ObservationIndex.Column? = nil
  ) -> Others {
    var by = query.by.filter { !held.contains($0) && $0 != .period }.map { index.column($0) }
    by.append(index.column(.period))
    if let splitting { by.append(splitting) }
    let others = aggregate(select(filters, quietly: true), by: by)
    let columns = identity(holding: held.union([.period, .quote, .qualifier]))
    let keys = index.packedKeys(groups.map { $0.rows[0] } + others.map { $0.rows[0] }, columns)
    return Others(others, keys: keys[groups.count...], asked: keys[..<groups.count])
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
      if held.allSatisfy({ Query.Dimension.allCases.contains($0) }) { columns.append(index.component) }
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

  /// The filters of the query for a figure with other dimension values, and the dimensions those hold.
  func filters(for reference: [Query.DimensionValue]) -> (filters: Query.Filters, held: Set<Query.Dimension>) {
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
      default: break
      }
    }
    return (filters, held)
  }

  func identifiers(_ rows: [Int]) -> [String] { rows.map { index.observations[$0].id } }

  func set(_ compared: inout Compared, _ i: Int, _ value: Double?, _ comparand: Derivation.Comparand) {
    set(&compared, i, value.map { Number(double: $0, exact: nil) }, comparand)
  }

  func set(_ compared: inout Compared, _ i: Int, _ value: Number?, _ comparand: Derivation.Comparand) {
    guard let value, value.double.isFinite else { return }
    compared.cells[i] = .number(value.double, exact: value.exact)
    compared.comparands[i] = comparand
  }

  /// The sum of complete groups in one unit; nil where one is incomplete or there is none.
  func total(_ groups: [Group], in unit: ObservationIndex.Unit) -> Number? {
    let numbers = groups.compactMap { $0.number(in: unit) }
    return numbers.count == groups.count && !numbers.isEmpty ? exactSum(numbers) : nil
  }

  /// The first number less the second, exact where both are.
  func difference(_ a: Number, _ b: Number) -> Number { exactSum([a, b.negated]) }
}
