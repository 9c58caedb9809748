import Observations

/// Two observations that may not enter one statistic, and why.
struct Refusal: Error {
  enum Reason {
    case measures
    /// Rates, ratios, indices and ranks say nothing about a total.
    case notAdditive
    case standing
    case units
    case unknownPeriod
    case overlappingPeriods
    case periodLengths
    case stockOverTime
    case regionWithPart
    case sectorWithPart
    case repeated
    case range
    /// One is the other in another currency or unit.
    case conversion
    /// One is what "of which" cuts off the other.
    case partOfFigure
  }

  var reason: Reason
  var first: Observation
  var second: Observation
}

extension Evaluation {
  /// Why a statistic over rows in canonical order would mean nothing; nil where it is sound.
  func refusal(of rows: [Int], for aggregate: Query.Aggregate) -> Refusal? {
    func refuse(_ reason: Refusal.Reason, _ a: Int, _ b: Int) -> Refusal {
      Refusal(reason: reason, first: index.observations[a], second: index.observations[b])
    }
    let first = rows[0]
    func differing(_ column: ObservationIndex.Column) -> Int? {
      let code = column.codes[first]
      return rows.first { column.codes[$0] != code }
    }
    if let other = differing(index.column(.measure)) { return refuse(.measures, first, other) }
    if let other = differing(index.change) { return refuse(.measures, first, other) }
    if aggregate == .sum, !isAdditive(first) { return refuse(.notAdditive, first, rows[rows.count - 1]) }
    if let other = differing(index.standing) { return refuse(.standing, first, other) }
    if aggregate != .min, aggregate != .max, let contained = contained(in: rows) { return contained }
    let units = index.column(.unit).codes
    let base = index.units[Int(units[first])].base
    if let other = rows.first(where: { units[$0] != units[first] && index.units[Int(units[$0])].base != base }) {
      return refuse(.units, first, other)
    }
    if let range = rows.first(where: { index.observations[$0].value.isRange }) {
      return refuse(.range, range, range == first ? rows[1] : first)
    }
    guard aggregate != .min, aggregate != .max else { return nil }
    if let found = periodClash(rows, for: aggregate) { return refuse(found.reason, found.rows.0, found.rows.1) }
    if let (whole, part) = nested(rows, index.place, index.placeContainers) {
      return refuse(.regionWithPart, whole, part)
    }
    if let (whole, part) = nested(rows, index.column(.sector), index.sectorContainers) {
      return refuse(.sectorWithPart, whole, part)
    }
    return nil
  }

  /// Whether numbers like this one may be added at all.
  func isAdditive(_ row: Int) -> Bool {
    let measure = index.measures[Int(index.column(.measure).codes[row])]
    let unit = index.units[Int(index.column(.unit).codes[row])]
    let observation = index.observations[row]
    switch measure.kind {
    case .ratio, .index, .rank: return false
    default: return observation.change == .level && unit.isAdditive
    }
  }

  private func periodClash(_ rows: [Int], for aggregate: Query.Aggregate)
    -> (reason: Refusal.Reason, rows: (Int, Int))?
  {
    let codes = index.column(.period).codes
    guard rows.contains(where: { codes[$0] != codes[rows[0]] }) else { return nil }
    var firstRow: [Int32: Int] = [:]
    for row in rows where firstRow[codes[row]] == nil { firstRow[codes[row]] = row }
    var spans: [(start: Int, end: Int, frequency: TimePeriod.Unit.Frequency, row: Int)] = []
    for (code, row) in firstRow.sorted(by: { $0.key < $1.key }) {
      guard let period = index.periods[Int(code)], let start = period.start else {
        let other = rows.first { codes[$0] != code } ?? row
        return (.unknownPeriod, (row, other))
      }
      spans.append((start.firstDay, period.end.lastDay, period.end.frequency, row))
    }
    spans.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    for (a, b) in zip(spans, spans.dropFirst()) {
      if b.start <= a.end { return (.overlappingPeriods, (a.row, b.row)) }
      if a.frequency != b.frequency || a.end - a.start != b.end - b.start { return (.periodLengths, (a.row, b.row)) }
    }
    let kind = index.measures[Int(index.column(.measure).codes[rows[0]])].kind
    if kind == .stock, aggregate == .sum { return (.stockOverTime, (spans[0].row, spans[1].row)) }
    return nil
  }

  /// A whole and a part of it among the rows.
  private func nested(_ rows: [Int], _ column: ObservationIndex.Column, _ containers: [[Int32]]) -> (Int, Int)? {
    let codes = column.codes
    guard rows.contains(where: { codes[$0] != codes[rows[0]] }) else { return nil }
    var present = [Bool](repeating: false, count: column.cardinality)
    for row in rows { present[Int(codes[row])] = true }
    for row in rows {
      for container in containers[Int(codes[row])] where present[Int(container)] {
        if let whole = rows.first(where: { codes[$0] == container }) { return (whole, row) }
      }
    }
    return nil
  }

  /// The numbers of rows in one unit, what is missing apart, a figure that stands twice taken once.
  func values(of rows: [Int], mergingRepeats: Bool) -> Result<Values, Refusal> {
    let unitCodes = index.column(.unit).codes
    let unit = index.commonUnit(of: rows.map { index.units[Int(unitCodes[$0])] })
    let identity = [index.place, index.column(.sector), index.column(.period)]
    var values = Values(unit: unit)
    var last: (row: Int, number: Number)?
    for row in rows {
      let observation = index.observations[row]
      guard let exact = observation.number else {
        if case .missing(let reason) = observation.value { values.missing.append(reason) }
        continue
      }
      let own = index.units[Int(unitCodes[row])]
      let converted = exact.converted(from: own, to: unit)
      let number = Number(
        double: converted?.double ?? exact.double * (own.factor.double / unit.factor.double), exact: converted)
      if mergingRepeats, let last, identity.allSatisfy({ $0.codes[last.row] == $0.codes[row] }) {
        if last.number.double == number.double { continue }
        let first = index.observations[last.row]
        guard first.agrees(with: observation, vocabulary) else {
          return .failure(Refusal(reason: .repeated, first: first, second: observation))
        }
        // Told twice, once more exactly.
        guard observation.isFiner(than: first, vocabulary) else { continue }
        values.numbers.removeLast()
      }
      values.numbers.append(number)
      last = (row, number)
    }
    return .success(values)
  }
}

/// Numbers in one unit.
struct Values {
  var unit: ObservationIndex.Unit
  var numbers: [Number] = []
  var missing: [Observation.Missing] = []
}

extension Observation.Value {
  fileprivate var isRange: Bool {
    if case .range = self { true } else { false }
  }
}

extension TimePeriod.Unit {
  /// Ordinals in which every month has 31 days, so that months are equally long.
  fileprivate var firstDay: Int { (year * 12 + firstMonth) * 31 + (frequency == .daily ? day - 1 : 0) }
  fileprivate var lastDay: Int { (year * 12 + lastMonth) * 31 + (frequency == .daily ? day - 1 : 30) }
}
