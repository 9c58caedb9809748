import Observations

extension Evaluation {
  /// What each row adds to the growth of the total over rows that differ in one dimension, in percentage points.
  mutating func contribution(_ groups: [Group], over: Query.Dimension?, on step: Query.Comparison.Step) -> Compared {
    var compared = Compared("contribution", unit: "pp", count: groups.count)
    guard canBeShared("contribution"), let over = comparedDimension(over, for: "contribution") else { return compared }
    let targets = groups.map { group in
      group.period.flatMap { index.periods[Int($0)] }.flatMap { step == .year ? $0.years(-1) : $0.shifted(by: -1) }
    }
    if groups.contains(where: { $0.period == nil }) { note(Message.severalPeriods("contribution", at: mark())) }
    let others = lookUp(groups, at: targets)
    var refusals: [Refusal] = []
    for members in partitions(groups, over: over) {
      let pairs = pairs(members, groups, "contribution") { others[$0] }
      guard let unit = pairs.first?.pair.then.unit, let base = total(pairs.map(\.pair.then), in: unit), base.double > 0
      else { continue }
      if let refusal = refusal(of: pairs.flatMap(\.pair.now.rows).sorted(), for: .sum) {
        refusals.append(refusal)
        continue
      }
      let rows = pairs.flatMap(\.pair.then.rows)
      for (i, pair) in pairs {
        guard let now = pair.now.number(in: unit), let then = pair.then.number(in: unit) else { continue }
        let comparand = Derivation.Comparand(
          column: "contribution",
          formula: pair.formula(.contribution(over: over, on: targets[i])),
          expression: "100 (x − y) / Σy", observations: identifiers(rows))
        set(&compared, i, 100 * difference(now, then).double / base.double, comparand)
      }
    }
    report(refusals, doing: "sum")
    return compared
  }

  /// The groups of a partition whose figures are known at two times; the others are named.
  private mutating func pairs(
    _ members: [Int], _ groups: [Group], _ column: String, then: (Int) -> [Group], now: ((Int) -> [Group])? = nil
  ) -> [(group: Int, pair: Pair)] {
    var pairs: [(group: Int, pair: Pair)] = []
    for i in members {
      let current = now.map { match($0(i), column) } ?? groups[i]
      let known = leftOut.count
      if let current, current.complete != nil, let pair = pair(current, then(i), column), pair.then.complete != nil {
        pairs.append((i, pair))
      } else if leftOut.count == known, groups[i].period != nil {
        let o = index.observations[groups[i].rows[0]]
        leaveOut(
          [[o.region, o.sector].filter { !$0.isEmpty }.joined(separator: ", ")], because: .unmatched, from: column)
      }
    }
    return pairs
  }

  /// How much more of a region is in a sector than of the whole.
  mutating func locationQuotient(
    _ groups: [Group], of reference: [Query.DimensionValue], total: [Query.DimensionValue]
  ) -> Compared {
    var compared = Compared("location_quotient", unit: "", count: groups.count)
    guard canBeShared("location_quotient"), hasRegionsAndSectors("location_quotient") else { return compared }
    let wholeSector = reference.isEmpty ? nil : lookUp(groups, reference, "location_quotient")
    let wholeRegion = total.isEmpty ? nil : lookUp(groups, total, "location_quotient")
    let whole =
      reference.isEmpty || total.isEmpty ? nil : lookUp(groups, reference + total, "location_quotient")
    var refusals: [Refusal] = []
    var gap: Observation??
    for members in partitions(groups, overAnyOf: [.region, .sector]) {
      if let refusal = refusal(of: members.flatMap { groups[$0].rows }.sorted(), for: .sum) {
        refusals.append(refusal)
        continue
      }
      let unit = groups[members[0]].unit
      let cells = members.map { i in Cell(i, groups[i], index, unit) }
      /// The sum over cells, nil where one of them is missing.
      func sum(_ cells: [Cell]) -> Double? {
        let numbers = cells.compactMap(\.number)
        return numbers.count == cells.count ? exactSum(numbers).double : nil
      }
      let regions = Dictionary(grouping: cells, by: \.place).mapValues { sum($0) }
      let sectors = Dictionary(grouping: cells, by: \.sector)
      let sectorSums = sectors.mapValues { sum($0) }
      let all = sum(cells)
      for cell in cells {
        let inRegion = wholeRegion.map { $0[cell.group]?.complete(in: unit) } ?? regions[cell.place] ?? nil
        let inSector = wholeSector.map { $0[cell.group]?.complete(in: unit) } ?? sectorSums[cell.sector] ?? nil
        let inAll: Double?
        if let whole {
          inAll = whole[cell.group]?.complete(in: unit)
        } else if let wholeSector {
          // One figure of the reference for each sector.
          let parts = sectors.keys.sorted().map {
            wholeSector[sectors[$0]?.first?.group ?? cell.group]?.complete(in: unit)
          }
          inAll =
            parts.contains(nil) ? nil : exactSum(parts.compactMap { $0.map { Number(double: $0, exact: nil) } }).double
        } else if let wholeRegion {
          let firsts = Dictionary(cells.map { ($0.place, $0.group) }, uniquingKeysWith: min)
          let parts = firsts.keys.sorted().map { wholeRegion[firsts[$0] ?? cell.group]?.complete(in: unit) }
          inAll =
            parts.contains(nil) ? nil : exactSum(parts.compactMap { $0.map { Number(double: $0, exact: nil) } }).double
        } else {
          inAll = all
        }
        guard let x = cell.number?.double else { continue }
        guard let inRegion, let inSector, let inAll else {
          let missing = cells.first { $0.number == nil }.map { index.observations[groups[$0.group].rows[0]] }
          gap = gap ?? .some(missing)
          continue
        }
        guard inRegion > 0, inSector > 0, inAll > 0 else { continue }
        let used =
          members.flatMap { groups[$0].rows }
          + [wholeSector, wholeRegion, whole].flatMap { $0?[cell.group]?.rows ?? [] }
        let comparand = Derivation.Comparand(
          column: "location_quotient",
          formula: .locationQuotient(to: reference),
          expression: "(x / Σx of the region) / (Σx of the sector / Σx)", observations: identifiers(used.uniqued()))
        set(&compared, cell.group, (x * inAll) / (inRegion * inSector), comparand)
      }
    }
    report(refusals, doing: "sum")
    if let gap { note(Message.incompleteQuotients(gap, at: mark())) }
    return compared
  }

  /// The change between two periods as the effects of the whole, of the sectors and of the region itself.
  mutating func shiftShare(
    _ groups: [Group], from: TimePeriod, to: TimePeriod, of reference: [Query.DimensionValue]
  ) -> [Compared] {
    let unit = commonUnitCode(groups)
    var effects = ["national_effect", "mix_effect", "regional_effect"].map {
      Compared($0, unit: unit, count: groups.count)
    }
    guard canBeShared("shift_share"), hasRegionsAndSectors("shift_share") else { return effects }
    let starts = lookUp(groups, at: groups.map { _ in from })
    let ends = lookUp(groups, at: groups.map { _ in to })
    let wholeStarts = reference.isEmpty ? nil : lookUp(groups, reference, "shift_share", at: from)
    let wholeEnds = reference.isEmpty ? nil : lookUp(groups, reference, "shift_share", at: to)
    var refusals: [Refusal] = []
    for members in partitions(groups, overAnyOf: [.region, .sector]) {
      let pairs = pairs(members, groups, "shift_share", then: { starts[$0] }, now: { ends[$0] })
      guard let unit = pairs.first?.pair.now.unit else { continue }
      if let refusal = refusal(of: pairs.flatMap(\.pair.now.rows).sorted(), for: .sum) {
        refusals.append(refusal)
        continue
      }
      // Each sector, and all together, at the two times, in the reference or in all regions.
      struct Ends {
        var then: [Number] = []
        var now: [Number] = []
        var sums: (then: Double, now: Double, change: Double)? {
          let (base, end) = (exactSum(then), exactSum(now))
          return base.double > 0 ? (base.double, end.double, exactSum([end, base.negated]).double) : nil
        }
      }
      var sectors: [Int32: Ends] = [:]
      for (i, pair) in pairs {
        let sector = index.column(.sector).codes[groups[i].rows[0]]
        let then = wholeStarts.map { $0[i]?.number(in: unit) } ?? pair.then.number(in: unit)
        let now = wholeEnds.map { $0[i]?.number(in: unit) } ?? pair.now.number(in: unit)
        // The reference has one figure for each sector.
        guard let then, let now, wholeStarts == nil || sectors[sector] == nil else { continue }
        sectors[sector, default: Ends()].then.append(then)
        sectors[sector, default: Ends()].now.append(now)
      }
      let all = Ends(then: sectors.values.flatMap(\.then), now: sectors.values.flatMap(\.now))
      for (i, pair) in pairs {
        let sector = index.column(.sector).codes[groups[i].rows[0]]
        guard let whole = all.sums, let part = sectors[sector]?.sums,
          let then = pair.then.complete(in: groups[i].unit), let now = pair.now.complete(in: groups[i].unit)
        else { continue }
        // y G, y (Gᵢ − G) and z − y (1 + Gᵢ) with one division each, so that the last digit is right.
        let values = [
          then * whole.change / whole.then,
          then * (part.change * whole.then - whole.change * part.then) / (part.then * whole.then),
          (now * part.then - then * part.now) / part.then,
        ]
        let expressions = ["y G", "y (Gᵢ − G)", "z − y (1 + Gᵢ)"]
        for (e, value) in values.enumerated() {
          let comparand = Derivation.Comparand(
            column: effects[e].column.name, formula: .shiftShare(from: from, to: to), expression: expressions[e],
            observations: identifiers(pair.then.rows + pair.now.rows))
          set(&effects[e], i, value, comparand)
        }
      }
    }
    report(refusals, doing: "sum")
    return effects
  }

  // MARK: What they need

  /// A group as a cell of the table region by sector.
  private struct Cell {
    var group: Int
    var place: Int32
    var sector: Int32
    var number: Number?

    init(_ i: Int, _ group: Group, _ index: ObservationIndex, _ unit: ObservationIndex.Unit) {
      self.group = i
      place = index.place.codes[group.rows[0]]
      sector = index.column(.sector).codes[group.rows[0]]
      number = group.number(in: unit)
    }
  }

  /// For each group the one figure with other dimension values.
  private mutating func lookUp(
    _ groups: [Group], _ reference: [Query.DimensionValue], _ column: String, at period: TimePeriod? = nil
  ) -> [Group?] {
    var (filters, held) = filters(for: reference)
    if let period {
      filters.periods = .only([period])
    } else if !held.contains(.period) {
      filters.periods = .only(Set(groups.compactMap(\.period)).sorted().compactMap { index.periods[Int($0)] })
    }
    let others = others(groups, filters, holding: held)
    return groups.indices.map { i in
      let code = period.map { index.periodCodes[$0] } ?? groups[i].period
      return match(held.contains(.period) ? others.agreeing(with: i) : others.agreeing(with: i, at: code), column)
    }
  }

  private mutating func canBeShared(_ column: String) -> Bool {
    if [.none, .sum].contains(query.aggregate) { return true }
    note(Message.noTotals(query.aggregate.name, column: column, at: mark()))
    return false
  }

  private mutating func hasRegionsAndSectors(_ column: String) -> Bool {
    let hasRegion = query.by.contains(.region) || query.by.contains(.regionCode)
    if hasRegion, query.by.contains(.sector) { return true }
    note(Message.wantsRegionsAndSectors(column, at: mark()))
    return false
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it first stands.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
