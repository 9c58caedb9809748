import Glibc
import Observations

extension Evaluation {
  /// - Parameters:
  ///   - base: the period to compare with, where the query names one.
  ///   - shift: the period to compare with by that of the group.
  mutating func change(
    _ groups: [Group], _ form: Query.Comparison.Form, on base: TimePeriod? = nil, _ shift: (TimePeriod) -> TimePeriod?
  ) -> Compared {
    let column = base.map { "\(form.column)_\($0)" } ?? form.column
    let units = Set(groups.map { $0.unit.isPercentage ? "pp" : form == .percent ? "%" : $0.unit.code })
    var compared = Compared(column, unit: units.count == 1 ? units.first ?? "" : "", count: groups.count)
    let targets = groups.map { group in group.period.flatMap { index.periods[Int($0)] }.flatMap(shift) }
    if groups.contains(where: { $0.period.flatMap { index.periods[Int($0)] } == nil }) {
      note(Message.severalPeriods(column, at: mark()))
    }
    let others = lookUp(groups, at: targets)
    for (i, group) in groups.enumerated() {
      guard let pair = pair(group, others[i], column), let now = pair.now.number(in: pair.now.unit),
        let then = pair.then.number(in: pair.now.unit)
      else { continue }
      let isDifference = form == .absolute || group.unit.isPercentage
      let formula: Formula =
        base.map { .comparison(form, base: $0) }
        ?? (form == .absolute ? .change(on: targets[i]) : .growth(on: targets[i]))
      let comparand = Derivation.Comparand(
        column: column, formula: pair.formula(formula),
        expression: isDifference ? "x − y" : "100 (x − y) / y", observations: identifiers(pair.then.rows))
      if isDifference {
        set(&compared, i, difference(now, then), comparand)
      } else {
        // A growth rate on nothing, or on a loss, says nothing.
        set(
          &compared, i, then.double > 0 ? 100 * difference(now, then).double / then.double : nil, comparand)
      }
    }
    return compared
  }

  mutating func value(_ groups: [Group], at period: TimePeriod) -> Compared {
    let units = Set(groups.map(\.unit.code))
    var compared = Compared(
      "value_\(period)", unit: units.count == 1 ? units.first ?? "" : "", count: groups.count)
    let others = lookUp(groups, at: groups.map { _ in period })
    for (i, group) in groups.enumerated() {
      guard let then = match(others[i], compared.column.name) else { continue }
      let comparand = Derivation.Comparand(
        column: compared.column.name, formula: then.formula, expression: "y", observations: identifiers(then.rows),
        isAlone: true)
      set(&compared, i, then.number(in: group.unit), comparand)
    }
    return compared
  }

  mutating func indexed(_ groups: [Group], base: TimePeriod) -> Compared {
    var compared = Compared("index", unit: "", count: groups.count)
    let others = lookUp(groups, at: groups.map { _ in base })
    for (i, group) in groups.enumerated() {
      guard let pair = pair(group, others[i], "index"), let now = pair.now.complete,
        let then = pair.then.complete(in: pair.now.unit), then > 0
      else { continue }
      let comparand = Derivation.Comparand(
        column: "index", formula: pair.formula(.index(base: base)), expression: "100 x / y",
        observations: identifiers(pair.then.rows))
      set(&compared, i, 100 * now / then, comparand)
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
      guard let end = match(ends[i], "cagr"), let pair = pair(end, starts[i], "cagr"), !group.unit.isPercentage,
        let a = pair.then.complete(in: group.unit), let b = pair.now.complete(in: group.unit), a > 0, b >= 0
      else { continue }
      let comparand = Derivation.Comparand(
        column: "cagr", formula: pair.formula(.compoundGrowth(from: from, to: to)),
        expression: "100 ((z / y)^(12 / \(months)) − 1)", observations: identifiers(pair.then.rows + pair.now.rows))
      set(&compared, i, (pow(b / a, 12 / Double(months)) - 1) * 100, comparand)
    }
    return compared
  }
}

extension TimePeriod {
  /// The period of the same length so many periods later or, with a negative count, earlier; nil for intervals and days.
  func shifted(by count: Int) -> TimePeriod? {
    guard var unit else { return nil }
    let inYear: Int
    switch unit.frequency {
    case .annual: return years(count)
    case .halfYearly: inYear = 2
    case .quarterly: inYear = 4
    case .monthly: inYear = 12
    case .daily: return nil
    }
    let position = unit.year * inYear + unit.index - 1 + count
    (unit.year, unit.index) = (position / inYear, position % inYear + 1)
    return TimePeriod(unit)
  }
}
