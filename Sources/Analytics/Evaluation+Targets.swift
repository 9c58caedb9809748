import Observations

extension Evaluation {
  /// What happened against the target for the same period, else for the next later one that has a target.
  mutating func achievement(_ groups: [Group]) -> [Compared] {
    let percentages = Set(groups.map { $0.unit.isPercentage ? "pp" : "%" })
    var target = Compared("target", unit: commonUnitCode(groups), count: groups.count)
    var when = Compared("target_period", unit: "", count: groups.count)
    var achievement = Compared(
      "achievement", unit: percentages.count == 1 ? percentages.first ?? "" : "", count: groups.count)
    var filters = query.filters
    filters.statuses = [.target, .plan]
    filters.periods = .any
    let others = others(groups, filters, holding: [.status])
    for (i, group) in groups.enumerated() {
      guard let own = group.period.flatMap({ index.periods[Int($0)] }) else { continue }
      let later = others.agreeing(with: i).compactMap { other -> (period: TimePeriod, group: Group)? in
        guard let period = other.period.flatMap({ index.periods[Int($0)] }), other.complete != nil,
          period == own || own.end.year <= period.end.year && period.end.frequency == own.end.frequency && own < period
        else { return nil }
        return (period, other)
      }
      guard let end = later.map(\.period).min(by: { ($0 == own ? 0 : 1, $0) < ($1 == own ? 0 : 1, $1) }),
        let found = match(later.filter { $0.period == end }.map(\.group), "achievement"),
        let aim = found.number(in: group.unit)
      else { continue }
      var comparand = Derivation.Comparand(
        column: "target", formula: .target(for: end), expression: "y", observations: identifiers(found.rows))
      set(&target, i, aim, comparand)
      when.cells[i] = .period(end)
      guard let now = group.number(in: group.unit) else { continue }
      comparand.column = "achievement"
      if group.unit.isPercentage {
        comparand.expression = "x − y"
        set(&achievement, i, difference(now, aim), comparand)
      } else {
        comparand.expression = "100 x / y"
        set(&achievement, i, aim.double > 0 ? 100 * now.double / aim.double : nil, comparand)
      }
    }
    return [target, when, achievement]
  }
}
