import Diagnostics
import Observations

/// Observations that share the values of the dimensions, and the statistic over them.
struct Group {
  enum Value: Hashable {
    case number(Double, exact: ExactDecimal?)
    case range(ExactDecimal, ExactDecimal)
    case missing(Observation.Missing)
  }

  /// Rows of the index in canonical order.
  var rows: [Int]
  var value: Value
  var unit: ObservationIndex.Unit
  var formula: Formula
  var isHedged = false
  var missingCount = 0
  /// The code of the period that all rows share.
  var period: Int32?
  /// Rows of another measure that weigh these.
  var weightRows: [Int] = []
  var unweightedCount = 0

  /// The number, where the value is one and no part of it is missing.
  var complete: Double? {
    if case .number(let number, _) = value, missingCount == 0 { number } else { nil }
  }

  /// The number in another unit of the same base.
  func complete(in other: ObservationIndex.Unit) -> Double? { number(in: other)?.double }

  /// The number in a unit of the same base with its decimal, where no part of it is missing.
  func number(in other: ObservationIndex.Unit) -> Number? {
    guard case .number(let double, let exact) = value, missingCount == 0, unit.base == other.base else { return nil }
    if unit.code == other.code { return Number(double: double, exact: exact) }
    let converted = exact?.converted(from: unit, to: other)
    return Number(double: converted?.double ?? double * (unit.factor.double / other.factor.double), exact: converted)
  }
}

extension Evaluation {
  /// Groups rows and computes the statistic of each group; groups that may not be computed are reported and left out.
  ///
  /// Groups come in the order of the dimensions, periods ascending and text by code points.
  mutating func aggregate(_ rows: [Int], by columns: [ObservationIndex.Column]) -> [Group] {
    let keys = index.packedKeys(rows, columns)
    let order = rows.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
    var groups: [Group] = []
    var refusals: [Refusal] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      if query.aggregate != .none {
        while end < order.count, keys[order[end]] == keys[order[start]] { end += 1 }
      }
      let members = order[start..<end].map { rows[$0] }
      start = end
      switch statistic(of: members) {
      case .success(let group): groups.append(group)
      case .failure(let refusal): refusals.append(refusal)
      }
    }
    report(refusals, doing: query.aggregate.name)
    let missing = groups.reduce(0) { $0 + ($1.rows.count > 1 ? $1.missingCount : 0) }
    if missing > 0, query.aggregate != .count, query.aggregate != .none {
      let total = groups.reduce(0) { $0 + $1.rows.count }
      note(
        query.aggregate.isConcentration
          ? Message.missingConcentration(missing, of: total, at: mark())
          : Message.missingLeftOut(missing, of: total, statistic: query.aggregate.name, at: mark()))
    }
    let unweighted = groups.reduce(0) { $0 + $1.unweightedCount }
    if unweighted > 0, case .weightedMean(let weight) = query.aggregate {
      note(Message.withoutWeight(unweighted, weight: weight, at: mark("measure \(weight)")))
    }
    if let group = groups.first(where: { $0.isHedged && $0.rows.count > 1 }),
      let row = group.rows.first(where: { index.observations[$0].qualifier != .exact })
    {
      let count = groups.count { $0.isHedged && $0.rows.count > 1 }
      note(Message.hedged(index.observations[row], groups: count, statistic: query.aggregate.name, at: mark()))
    }
    return groups
  }

  /// Adds a diagnostic unless it was given before.
  mutating func note(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  /// Errors for the first few refusals, and one for the rest.
  mutating func report(_ refusals: [Refusal], doing what: String) {
    for refusal in refusals.prefix(5) { note(Message.refused(refusal, doing: what, at: mark())) }
    if refusals.count > 5 { note(Message.furtherRefusals(refusals.count - 5, doing: what, at: mark())) }
  }

  /// The statistic that the query asks for, over rows in canonical order.
  func statistic(of rows: [Int]) -> Result<Group, Refusal> {
    let periods = index.column(.period).codes
    let units = index.column(.unit).codes
    let first = rows[0]
    var group = Group(
      rows: rows, value: .missing(.notAvailable), unit: index.units[Int(units[first])], formula: .single,
      period: periods[first])
    if rows.contains(where: { periods[$0] != periods[first] }) { group.period = nil }
    group.isHedged = rows.contains { index.observations[$0].qualifier != .exact }
    if query.aggregate == .count {
      let count = distinctFigures(among: rows)
      group.value = .number(Double(count), exact: ExactDecimal(count))
      group.unit = .counting
      group.formula = .statistic(.count)
      return .success(group)
    }
    if rows.count == 1, !query.aggregate.isConcentration {
      switch index.observations[first].value {
      case .number(let n): group.value = .number(n.double, exact: n)
      case .range(let low, let high): group.value = .range(low, high)
      case .missing(let reason):
        group.value = .missing(reason)
        group.missingCount = 1
      }
      return .success(group)
    }
    group.formula = .statistic(query.aggregate)
    if let refusal = refusal(of: rows, for: query.aggregate) { return .failure(refusal) }
    switch values(of: rows, mergingRepeats: !query.aggregate.picks) {
    case .failure(let refusal): return .failure(refusal)
    case .success(var values):
      var weights: [Number] = []
      if case .weightedMean = query.aggregate { weights = weigh(&values, in: &group) }
      group.unit =
        switch query.aggregate {
        case .concentration: .none
        case .concentrationRatio: .percent
        default: values.unit
        }
      group.missingCount = values.missing.count
      // The concentration of a part says nothing about the whole.
      let isIncomplete = query.aggregate.isConcentration && !values.missing.isEmpty
      if values.numbers.isEmpty || isIncomplete {
        let reasons = Set(values.missing)
        group.value = .missing(reasons.count == 1 ? values.missing[0] : .notAvailable)
      } else {
        group.value = query.aggregate.value(of: values.numbers, weights: weights)
      }
      return .success(group)
    }
  }

  /// Where groups differ only in the scale of their unit, brings them to one.
  mutating func unifyUnits(of groups: inout [Group]) {
    guard query.aggregate != .none, let first = groups.first?.unit,
      groups.contains(where: { $0.unit.code != first.code }),
      groups.allSatisfy({ $0.unit.base == first.base }), !query.by.contains(.unit)
    else { return }
    let unit = index.commonUnit(of: groups.map(\.unit))
    for i in groups.indices {
      if case .number(let number, let exact) = groups[i].value {
        let converted = exact.flatMap { $0.converted(from: groups[i].unit, to: unit) }
        groups[i].value = .number(
          converted?.double ?? number * (groups[i].unit.factor.double / unit.factor.double), exact: converted)
      }
      if case .range(let low, let high) = groups[i].value {
        guard let l = low.converted(from: groups[i].unit, to: unit),
          let h = high.converted(from: groups[i].unit, to: unit)
        else { continue }
        groups[i].value = .range(l, h)
      }
      groups[i].unit = unit
    }
  }
}

extension ObservationIndex.Unit {
  /// No unit at all.
  static var none: Self { Self(code: "", base: "", factor: ExactDecimal(1), isAdditive: false) }

  /// The unit of shares.
  static var percent: Self { Self(code: "%", base: "%", factor: ExactDecimal(1), isAdditive: false) }

  /// The unit of a number of observations.
  static var counting: Self { Self(code: "count", base: "count", factor: ExactDecimal(1), isAdditive: true) }
}
