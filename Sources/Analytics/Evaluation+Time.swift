import Glibc
import Observations

extension Evaluation {
  mutating func change(
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

  mutating func indexed(_ groups: [Group], base: TimePeriod) -> Compared {
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

  mutating func compoundGrowth(_ groups: [Group], from: TimePeriod, to: TimePeriod) -> Compared {
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
}

extension TimePeriod {
  /// The period of the same length just before; nil for intervals and days.
  var previous: TimePeriod? {
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
