import Observations

/// Two observations that may not enter one statistic, and why.
struct Refusal: Error {
  enum Reason: Equatable {
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
    case overlappingSectors
    /// They differ in a further dimension whose values overlap or say how the figure was made.
    case component(String)
    case cumulativeWithSingle
    case annualisedWithPlain
    /// Quarters at an annual rate, which have no sum over time.
    case annualisedOverTime
    case chained
    case chainedWithPlain
    case prices(String, String)
    case repeated
    case range
    /// One is the other in another currency or unit.
    case conversion
    /// One is what "of which" cuts off the other.
    case partOfFigure
    case negative
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
    if aggregate.adds, !index.isAdditive(first) { return refuse(.notAdditive, first, rows[rows.count - 1]) }
    if let other = differing(index.standing) { return refuse(.standing, first, other) }
    if aggregate != .min, aggregate != .max, let contained = contained(in: rows) { return contained }
    if let found = basisClash(rows, for: aggregate) { return refuse(found.reason, found.rows.0, found.rows.1) }
    let units = index.column(.unit).codes
    let base = index.units[Int(units[first])].base
    if let other = rows.first(where: { units[$0] != units[first] && index.units[Int(units[$0])].base != base }) {
      return refuse(.units, first, other)
    }
    if let range = rows.first(where: { index.observations[$0].value.isRange }) {
      return refuse(.range, range, range == first ? rows[1] : first)
    }
    guard !aggregate.picks else { return nil }
    if let found = componentClash(rows) { return refuse(found.reason, found.rows.0, found.rows.1) }
    if let found = periodClash(rows, for: aggregate) { return refuse(found.reason, found.rows.0, found.rows.1) }
    if let (whole, part) = nested(rows, index.place, index.placeContainers) {
      return refuse(.regionWithPart, whole, part)
    }
    if let (whole, part) = nested(rows, index.column(.sector), index.sectorContainers) {
      return refuse(.sectorWithPart, whole, part)
    }
    if let (a, b) = nested(rows, index.column(.sector), index.sectorOverlaps) {
      return refuse(.overlappingSectors, a, b)
    }
    if aggregate.isConcentration,
      let row = rows.first(where: { (index.observations[$0].number?.significand ?? 0) < 0 })
    {
      return refuse(.negative, row, row == first ? rows[rows.count - 1] : first)
    }
    return nil
  }

  private typealias Clash = (reason: Refusal.Reason, rows: (Int, Int))

  /// The first rows whose numbers are stated on bases that do not go together.
  private func basisClash(_ rows: [Int], for aggregate: Query.Aggregate) -> Clash? {
    let codes = index.basis.codes
    let first = rows[0]
    let basis = index.bases[Int(codes[first])]
    var last = codes[first]
    for row in rows where codes[row] != last {
      last = codes[row]
      if let reason = basis.conflict(with: index.bases[Int(last)]) { return (reason, (first, row)) }
    }
    if aggregate.adds, basis.isChained { return (.chained, (first, rows[rows.count - 1])) }
    return nil
  }

  /// The first rows that differ in a further dimension and count something twice.
  private func componentClash(_ rows: [Int]) -> Clash? {
    let codes = index.component.codes
    guard rows.contains(where: { codes[$0] != codes[rows[0]] }) else { return nil }
    var distinct: [(code: Int32, row: Int)] = []
    for row in rows where !distinct.contains(where: { $0.code == codes[row] }) { distinct.append((codes[row], row)) }
    for (i, a) in distinct.enumerated() {
      for b in distinct[(i + 1)...] {
        if let name = index.components[Int(a.code)].clash(with: index.components[Int(b.code)]) {
          return (.component(name), (a.row, b.row))
        }
      }
    }
    return nil
  }

  private func periodClash(_ rows: [Int], for aggregate: Query.Aggregate) -> Clash? {
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
    if aggregate.adds, index.bases[Int(index.basis.codes[rows[0]])].isAnnualised {
      return (.annualisedOverTime, (spans[0].row, spans[1].row))
    }
    let kind = index.measures[Int(index.column(.measure).codes[rows[0]])].kind
    if kind == .stock, aggregate.adds { return (.stockOverTime, (spans[0].row, spans[1].row)) }
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
    let identity = [index.place, index.column(.sector), index.column(.period), index.component]
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
        values.rows.removeLast()
      }
      values.numbers.append(number)
      values.rows.append(row)
      last = (row, number)
    }
    return .success(values)
  }
}

/// Numbers in one unit.
struct Values {
  var unit: ObservationIndex.Unit
  var numbers: [Number] = []
  /// The row of each number.
  var rows: [Int] = []
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
