import Observations

extension Evaluation {
  /// Running totals: from the first period of the year, or of the series, to the period of the row.
  mutating func cumulative(_ groups: [Group], _ span: Query.Comparison.Span) -> Compared {
    var compared = Compared("cumulative", unit: commonUnitCode(groups), count: groups.count)
    guard canAddOverTime(groups, "cumulative") else { return compared }
    let periods = singlePeriods(groups, "cumulative")
    let present = index.periods.compactMap { $0 }.filter { $0.unit != nil }
    let wanted = periods.map { period in
      period.map { period in present.filter { $0.isSummed(into: period, span) } } ?? []
    }
    let others = others(groups, at: Set(wanted.joined()))
    var firsts: [TimePeriod?] = Array(repeating: nil, count: groups.count)
    for (i, group) in groups.enumerated() {
      guard let period = periods[i] else { continue }
      var terms: [Group] = []
      var isWhole = true
      for step in wanted[i] {
        let found = others.agreeing(with: i, at: index.periodCodes[step])
        // The series begins with its first figure; within the year it begins in January.
        if found.isEmpty, terms.isEmpty, span == .all { continue }
        guard let term = match(found, "cumulative"), term.complete != nil else {
          isWhole = false
          break
        }
        if terms.isEmpty { firsts[i] = step }
        terms.append(term)
      }
      let count = firsts[i].flatMap { $0.unit }.flatMap { first in period.unit.map { $0.ordinal - first.ordinal + 1 } }
      guard isWhole, terms.count == count, span == .all || firsts[i]?.unit?.index == 1 else { continue }
      let comparand = Derivation.Comparand(
        column: "cumulative", formula: .cumulative(from: firsts[i], to: period), expression: "Σy",
        observations: identifiers(terms.flatMap(\.rows)))
      set(&compared, i, total(terms, in: group.unit), comparand)
    }
    return compared
  }

  /// What each period adds to values that count from the beginning of the year, and how many months that covers.
  mutating func decumulated(_ groups: [Group]) -> [Compared] {
    var compared = Compared("decumulated", unit: commonUnitCode(groups), count: groups.count)
    var covered = Compared("decumulated_months", unit: "month", count: groups.count)
    guard canAddOverTime(groups, "decumulated") else { return [compared, covered] }
    let periods = groups.map { group in group.period.flatMap { index.periods[Int($0)] } }
    let earlier = periods.map { $0?.earlierInYear ?? [] }
    let others = others(groups, at: Set(earlier.joined()))
    var merged: [String] = []
    for (i, group) in groups.enumerated() {
      guard let period = periods[i], let now = group.number(in: group.unit), let position = period.positionInYear else {
        continue
      }
      // The last period of the same year with a value; months without one are covered by the next that has one.
      var base: (group: Group, period: TimePeriod)?
      for candidate in earlier[i] {
        if let found = match(others.agreeing(with: i, at: index.periodCodes[candidate]), "decumulated"),
          found.complete != nil
        {
          base = (found, candidate)
          break
        }
      }
      let steps = position - (base?.period.positionInYear ?? 0)
      let months = steps * period.end.monthCount
      if steps > 1, !merged.contains("\(period)") { merged.append("\(period)") }
      let comparand = Derivation.Comparand(
        column: "decumulated", formula: .decumulated(less: base?.period),
        expression: base == nil ? "x" : "x − y", observations: base.map { identifiers($0.group.rows) } ?? [])
      guard let then = base?.group.number(in: group.unit) else {
        guard base == nil else { continue }
        set(&compared, i, now, comparand)
        covered.cells[i] = .number(Double(months), exact: ExactDecimal(months))
        continue
      }
      set(&compared, i, difference(now, then), comparand)
      covered.cells[i] = .number(Double(months), exact: ExactDecimal(months))
    }
    if !merged.isEmpty { note(Message.mergedMonths(merged, at: mark())) }
    return [compared, covered]
  }

  /// Means of so many periods.
  mutating func movingAverage(_ groups: [Group], _ count: Int, isCentred: Bool) -> Compared {
    var compared = Compared("moving_average", unit: commonUnitCode(groups), count: groups.count)
    let periods = singlePeriods(groups, "moving_average")
    let last = isCentred ? count / 2 : 0
    let wanted = periods.map { period in
      period.map { period in ((last - count + 1)...last).compactMap { period.shifted(by: $0) } } ?? []
    }
    let others = others(groups, at: Set(wanted.joined()))
    for (i, group) in groups.enumerated() where wanted[i].count == count {
      var terms: [Group] = []
      for step in wanted[i] {
        if let term = match(others.agreeing(with: i, at: index.periodCodes[step]), "moving_average") {
          terms.append(term)
        }
      }
      guard terms.count == count, let sum = total(terms, in: group.unit) else { continue }
      let comparand = Derivation.Comparand(
        column: "moving_average", formula: .movingAverage(from: wanted[i][0], to: wanted[i][count - 1]),
        expression: "Σy / \(count)",
        observations: identifiers(terms.flatMap(\.rows)))
      set(&compared, i, sum.double / Double(count), comparand)
    }
    return compared
  }

  /// Warns where a sum over months takes values that look as if they count from January.
  mutating func checkWhetherCumulative(_ groups: [Group]) {
    guard query.aggregate == .sum else { return }
    let periods = index.column(.period).codes
    for group in groups where group.period == nil {
      let members = partitionRows(group.rows)
      let judged = members.compactMap { rows -> Bool? in
        countsFromJanuary(
          rows.compactMap { row in
            guard let unit = index.periods[Int(periods[row])]?.unit, unit.frequency == .monthly,
              let number = index.observations[row].number?.double
            else { return nil }
            return (unit, number)
          })
      }
      if judged.count(where: { $0 }) * 10 > judged.count * 9 {
        note(Message.looksCumulative(index.observations[group.rows[0]], at: mark()))
        return
      }
    }
  }

  /// Rows by what they are about, each in the order of time.
  private func partitionRows(_ rows: [Int]) -> [[Int]] {
    let keys = index.packedKeys(rows, [index.place, index.column(.sector), index.component])
    var position: [UInt64: Int] = [:]
    var partitions: [[Int]] = []
    for (row, key) in zip(rows, keys) {
      if let p = position[key] {
        partitions[p].append(row)
      } else {
        position[key] = partitions.count
        partitions.append([row])
      }
    }
    return partitions
  }

  /// Whether values rise through every year and fall by more than half at the beginning of each; nil where too few are
  /// known: four months in each of two years.
  private func countsFromJanuary(_ values: [(unit: TimePeriod.Unit, number: Double)]) -> Bool? {
    let years = Dictionary(grouping: values) { $0.unit.year }.filter { $0.value.count >= 4 }
    let order = years.keys.sorted()
    guard order.count >= 2 else { return nil }
    let series = order.map { year in (years[year] ?? []).sorted { $0.unit < $1.unit }.map(\.number) }
    let rises = series.allSatisfy { months in zip(months, months.dropFirst()).allSatisfy { $0 < $1 } }
    return rises
      && zip(series, series.dropFirst()).allSatisfy { last, next in (next.first ?? 0) < (last.last ?? 0) / 2 }
  }

  /// The unit that all groups share; empty for several.
  func commonUnitCode(_ groups: [Group]) -> String {
    let units = Set(groups.map(\.unit.code))
    return units.count == 1 ? units.first ?? "" : ""
  }

  /// The single periods of groups; nil, and told, where a group has none.
  private mutating func singlePeriods(_ groups: [Group], _ column: String) -> [TimePeriod?] {
    let periods = groups.map { group in
      group.period.flatMap { index.periods[Int($0)] }.flatMap { $0.unit == nil ? nil : $0 }
    }
    if periods.contains(nil) { note(Message.severalPeriods(column, at: mark())) }
    return periods
  }

  /// Whether values of the groups may be added over time; a refusal is reported where not.
  private mutating func canAddOverTime(_ groups: [Group], _ column: String) -> Bool {
    guard query.aggregate == .none || query.aggregate == .sum || query.aggregate == .count else {
      note(Message.noTotals(query.aggregate.name, column: column, at: mark()))
      return false
    }
    guard query.aggregate != .count else { return true }
    for group in groups {
      let row = group.rows[0]
      let kind = index.measures[Int(index.column(.measure).codes[row])].kind
      let other = index.observations[groups.last?.rows[0] ?? row]
      // A stock is not added, but what is new in it may be taken off.
      if !index.isAdditive(row) || kind == .stock && column == "cumulative" {
        report(
          [
            Refusal(
              reason: index.isAdditive(row) ? .stockOverTime : .notAdditive, first: index.observations[row],
              second: other)
          ], doing: "sum")
        return false
      }
    }
    return true
  }
}

extension TimePeriod {
  /// Whether a running total to the end of a period holds this one.
  fileprivate func isSummed(into period: TimePeriod, _ span: Query.Comparison.Span) -> Bool {
    guard let own = unit, let last = period.unit, own.frequency == last.frequency, own <= last else { return false }
    return span == .all || own.year == last.year
  }

  /// Where in its year the period ends, in steps of its own frequency, if it can count from the beginning of the year.
  fileprivate var positionInYear: Int? {
    guard let start, end.frequency != .daily, end.frequency != .annual, start.frequency == end.frequency,
      start == end || start.year == end.year && start.index == 1
    else { return nil }
    return end.index
  }

  /// The periods of the same year that may hold the value up to an earlier month, the latest first.
  fileprivate var earlierInYear: [TimePeriod] {
    guard positionInYear != nil, end.index > 1 else { return [] }
    return (1..<end.index).reversed().flatMap { index -> [TimePeriod] in
      var earlier = end
      earlier.index = index
      var first = end
      first.index = 1
      return unit == nil ? [TimePeriod(from: first, to: earlier)] : [TimePeriod(earlier)]
    }
  }
}

extension TimePeriod.Unit {
  fileprivate var monthCount: Int { lastMonth - firstMonth + 1 }

  /// Counts units of one frequency.
  fileprivate var ordinal: Int {
    switch frequency {
    case .annual: year
    case .halfYearly: year * 2 + index
    case .quarterly: year * 4 + index
    case .monthly: year * 12 + index
    case .daily: (year * 12 + index) * 31 + day
    }
  }
}
