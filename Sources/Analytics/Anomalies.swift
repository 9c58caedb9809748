import Glibc
import Observations
import Synchronization

/// What is unusual in series of figures, so that a change across it says nothing about growth.
///
/// Growth here is g = ln(x / x′) against the period before, or the same month or quarter of the year before. It is unusual
/// where it lies more than six robust standard deviations (1.4826 times the median absolute deviation; Rousseeuw and Croux
/// 1993) from its median and more than a factor of 1.5. The median is that of the series where that has six growths, else
/// that of the other regions at the same time where there are eight. A value whose neighbours agree without it is a
/// spike; any other is a jump.
struct Anomalies {
  enum Anomaly: Equatable {
    /// The source says so.
    case brokenSeries
    /// Out of line with the rows before and after; holds the row before.
    case spike(Int)
    /// Out of line with the row before, which it holds.
    case jump(Int)
    /// More than the region it is part of; holds that row.
    case exceedsWhole(Int)

    /// The word for it in a result.
    var name: String {
      switch self {
      case .brokenSeries: "break"
      case .spike: "spike"
      case .jump: "jump"
      case .exceedsWhole: "exceeds whole"
      }
    }
  }

  struct Found: Equatable {
    var row: Int
    var anomaly: Anomaly
  }

  private(set) var byRow: [Int: Anomaly] = [:]
  /// The series of each row, and its position there.
  private var places: [Int: (series: Int, position: Int)] = [:]
  private var series: [[Int]] = []

  /// What lies between rows of one time and rows of another, the later ones included: spikes only where one of them is
  /// compared, breaks and jumps also on the way.
  func between(_ earlier: [Int], _ later: [Int], in index: ObservationIndex) -> [Found] {
    guard !byRow.isEmpty else { return [] }
    var found: [Found] = []
    func add(_ row: Int) {
      if let anomaly = byRow[row], !found.contains(where: { $0.row == row }) {
        found.append(Found(row: row, anomaly: anomaly))
      }
    }
    var starts: [Int: Int] = [:]
    for row in earlier {
      guard let place = places[row] else { continue }
      starts[place.series] = min(starts[place.series] ?? .max, place.position)
      switch byRow[row] {
      case .spike, .exceedsWhole: add(row)
      default: break
      }
    }
    for row in later {
      switch byRow[row] {
      case .spike, .exceedsWhole, .brokenSeries: add(row)
      default: break
      }
      guard let place = places[row], let start = starts[place.series] else { continue }
      // Backwards in time a change crosses the same breaks.
      let (low, high) = (min(start, place.position), max(start, place.position))
      for between in series[place.series][(low + 1)..<(high + 1)] {
        switch byRow[between] {
        case .brokenSeries, .jump: add(between)
        default: break
        }
      }
    }
    return found
  }

  // MARK: Finding them

  private static let leastFactor = log(1.5)

  /// Looks through the series that rows make.
  ///
  /// - Parameters:
  ///   - keys: for each row what its series has and no other.
  ///   - peers: for each row what its series shares with those of other regions.
  init(_ rows: [Int], of index: ObservationIndex, keys: [UInt64], peers: [UInt64]) {
    // 1. Series by time.
    var position: [UInt64: Int] = [:]
    let periods = index.column(.period).codes
    for (row, key) in zip(rows, keys) {
      guard index.periods[Int(periods[row])]?.unit != nil, index.observations[row].number != nil else { continue }
      if let p = position[key] {
        series[p].append(row)
      } else {
        position[key] = series.count
        series.append([row])
      }
    }
    for (s, rows) in series.enumerated() {
      // A period that stands twice is taken once.
      var sorted: [Int] = []
      for row in rows.sorted(by: { (periods[$0], $0) < (periods[$1], $1) })
      where sorted.last.map({ periods[$0] != periods[row] }) ?? true { sorted.append(row) }
      series[s] = sorted
      for (p, row) in sorted.enumerated() {
        places[row] = (s, p)
        if index.observations[row].isBreak { byRow[row] = .brokenSeries }
      }
    }
    // 2. Growths, by series and among series at one time.
    let growths = series.map { Self.growths($0, index) }
    struct Peers: Hashable {
      var key: UInt64
      var period: Int32
    }
    let peer = Dictionary(zip(rows, peers), uniquingKeysWith: { first, _ in first })
    func peersOf(_ row: Int) -> Peers { Peers(key: peer[row] ?? 0, period: periods[row]) }
    var across: [Peers: [Double]] = [:]
    for list in growths {
      for growth in list { across[peersOf(growth.row), default: []].append(growth.value) }
    }
    let pooled = across.filter { $0.value.count >= 8 }.mapValues { Self.center($0) }
    // 3. Those out of line.
    for list in growths where !list.isEmpty {
      let own = list.count >= 6 ? Self.center(list.map(\.value)) : nil
      for (i, growth) in list.enumerated() where byRow[growth.row] == nil {
        guard let (median, deviation) = own ?? pooled[peersOf(growth.row)] else { continue }
        let distance = growth.value - median
        guard abs(distance) > max(6 * deviation, Self.leastFactor) else { continue }
        // The way back from a spike is none of its own.
        if case .spike? = byRow[growth.before] { continue }
        let back = list[(i + 1)...].first { $0.before == growth.row }.map { $0.value - median }
        if let back, back * distance < 0, abs(back + distance) < abs(distance) / 2 {
          byRow[growth.row] = .spike(growth.before)
        } else {
          byRow[growth.row] = .jump(growth.before)
        }
      }
    }
  }

  /// Marks amounts that are larger than those of the region they are part of.
  mutating func markThoseAboveTheirWhole(
    _ rows: [Int], of index: ObservationIndex, keys: [UInt64]
  ) {
    struct Key: Hashable {
      var identity: UInt64
      var place: Int32
    }
    var found: [Key: Int] = [:]
    for (row, key) in zip(rows, keys) {
      let key = Key(identity: key, place: index.place.codes[row])
      if found[key] == nil { found[key] = row }
    }
    for (row, key) in zip(rows, keys) where byRow[row] == nil && index.isAdditive(row) {
      guard let part = index.observations[row].number?.double, part > 0 else { continue }
      for container in index.placeContainers[Int(index.place.codes[row])] {
        guard let whole = found[Key(identity: key, place: container)],
          let value = index.observations[whole].number?.double,
          value > 0, part > value * 1.02, index.column(.unit).codes[whole] == index.column(.unit).codes[row]
        else { continue }
        byRow[row] = .exceedsWhole(whole)
        break
      }
    }
  }

  private static func growths(_ rows: [Int], _ index: ObservationIndex) -> [(row: Int, before: Int, value: Double)] {
    let periods = index.column(.period).codes
    var byPeriod: [TimePeriod: Int] = [:]
    var result: [(row: Int, before: Int, value: Double)] = []
    for row in rows {
      guard let period = index.periods[Int(periods[row])], let x = index.observations[row].number?.double, x > 0 else {
        continue
      }
      byPeriod[period] = row
      guard let before = byPeriod[period.years(-1)], let y = index.observations[before].number?.double else { continue }
      result.append((row, before, log(x / y)))
    }
    return result
  }

  /// The median and the robust standard deviation.
  private static func center(_ values: [Double]) -> (median: Double, deviation: Double) {
    func median(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
    let center = median(values)
    return (center, 1.4826 * median(values.map { abs($0 - center) }))
  }
}

/// What is unusual about each measure, found when a query first asks and kept for the others.
final class AnomalyStore: Sendable {
  private let found = Mutex<[Int: Anomalies]>([:])

  /// The anomalies of a measure, by its position.
  func ofMeasure(_ position: Int, find: () -> Anomalies) -> Anomalies {
    found.withLock { found in
      if let known = found[position] { return known }
      let anomalies = find()
      found[position] = anomalies
      return anomalies
    }
  }
}

extension ObservationIndex {
  /// What is unusual in the series of the measure that a row belongs to.
  func anomalies(around row: Int) -> Anomalies {
    let measure = Int(column(.measure).codes[row])
    return anomalyStore.ofMeasure(measure) { findAnomalies(Array(measures[measure].rows)) }
  }

  private func findAnomalies(_ rows: [Int]) -> Anomalies {
    // Only levels have growth; a series is one source's.
    let rows = rows.filter { observations[$0].change == .level }
    let frequencies = periods.map { Int32($0?.unit?.frequency.rawValue ?? -1) + 1 }
    let frequency = Column(codes: column(.period).codes.map { frequencies[Int($0)] }, cardinality: 7)
    let common = [standing, column(.sector), component, basis, column(.unit), column(.document)]
    // Regions that are compared with one another share everything but the place.
    var found = Anomalies(
      rows, of: self, keys: packedKeys(rows, common + [frequency, place]), peers: packedKeys(rows, common + [frequency])
    )
    let whole = packedKeys(rows, Array(common.dropLast()) + [column(.period)])
    found.markThoseAboveTheirWhole(rows, of: self, keys: whole)
    return found
  }
}

extension Evaluation {
  /// The column that names what is unusual about the values of a row.
  func flagged(_ groups: [Group]) -> Compared {
    var compared = Compared("flag", unit: "", count: groups.count)
    for (i, group) in groups.enumerated() {
      var names: [String] = []
      for row in group.rows {
        if let name = index.anomalies(around: row).byRow[row]?.name, !names.contains(name) { names.append(name) }
      }
      compared.cells[i] = .text(names.joined(separator: ", "))
    }
    return compared
  }
}
