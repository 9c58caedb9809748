public import Diagnostics
public import Observations
import OrderedCollections

/// One figure to which different sources give different values.
public struct Disagreement: Hashable, Sendable {
  /// At least two, from at least two files, in the order of their places.
  public var observations: [Observation]

  /// A warning that names every value with its place.
  public var diagnostic: Diagnostic { Message.disagreement(observations) }
}

extension ObservationIndex {
  /// Every figure to which different sources give different values.
  public func disagreements(_ vocabulary: Vocabulary) -> [Disagreement] {
    disagreements(among: Array(observations.indices), vocabulary)
  }

  /// The disagreements among rows in canonical order: figures alike in measure, place, sector, period, status and kind
  /// of unit, where no value of one file agrees with a value of another.
  func disagreements(among rows: [Int], _ vocabulary: Vocabulary) -> [Disagreement] {
    guard column(.document).cardinality > 1 else { return [] }
    let columns = [column(.measure), change, place, column(.sector), column(.period), column(.status)].map(\.codes)
    var found: [Disagreement] = []
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, columns.allSatisfy({ $0[rows[end]] == $0[rows[start]] }) { end += 1 }
      if end - start > 1, isComparable(rows[start], vocabulary) {
        found += disagreements(inGroup: rows[start..<end], vocabulary)
      }
      start = end
    }
    return found
  }

  /// Whether a row says what it is about well enough to be held against others.
  private func isComparable(_ row: Int, _ vocabulary: Vocabulary) -> Bool {
    let observation = observations[row]
    return !["", "other"].contains(vocabulary.stem(ofMeasure: observation.measure)) && !observation.regionCode.isEmpty
      && observation.period?.start != nil
  }

  private func disagreements(inGroup rows: ArraySlice<Int>, _ vocabulary: Vocabulary) -> [Disagreement] {
    let unitCodes = column(.unit).codes
    var byBase: [(base: String, observations: [Observation])] = []
    for row in rows {
      let observation = observations[row]
      guard observation.number != nil, !observation.isPartial else { continue }
      let base = units[Int(unitCodes[row])].base
      if let k = byBase.firstIndex(where: { $0.base == base }) {
        byBase[k].observations.append(observation)
      } else {
        byBase.append((base, [observation]))
      }
    }
    return byBase.compactMap { _, observations in
      let others = observations.filter { o in observations.contains { $0.origin.file != o.origin.file } }
      guard !others.isEmpty else { return nil }
      let agree = others.contains { a in
        others.contains { b in a.origin.file < b.origin.file && a.agrees(with: b, vocabulary) }
      }
      return agree ? nil : Disagreement(observations: others.sorted { $0.origin < $1.origin })
    }
  }
}

extension Observation {
  /// Whether it is no figure of its own: a part, a conversion, an increment or a vague amount.
  fileprivate var isPartial: Bool {
    relations.contains { $0.kind.excludesSum } || notes.contains("vague") || notes.contains("increment")
  }
}

extension Evaluation {
  /// Warns of the rows in which sources disagree; each value stays a row of its own. Sums and means are refused instead,
  /// and a count is none of either source.
  mutating func reportDisagreements(among rows: [Int]) {
    guard [.none, .min, .max].contains(query.aggregate) else { return }
    for disagreement in index.disagreements(among: rows, vocabulary) { note(disagreement.diagnostic) }
  }
}

extension Evaluation {
  /// How many figures rows in canonical order hold that are not missing; one that two files give alike counts once.
  func distinctFigures(among rows: [Int]) -> Int {
    let columns = [
      index.column(.measure), index.change, index.place, index.column(.sector), index.column(.period),
      index.column(.status),
    ].map(\.codes)
    var count = 0
    var seen: [Observation] = []
    var last: Int?
    for row in rows where index.observations[row].number != nil {
      let observation = index.observations[row]
      if let last, columns.allSatisfy({ $0[row] == $0[last] }) {
        // Of rows alike few come from several files; a file means what it repeats.
        if seen.suffix(16).contains(where: { isRepeat(observation, of: $0) }) { continue }
      } else {
        seen.removeAll(keepingCapacity: true)
      }
      last = row
      seen.append(observation)
      count += 1
    }
    return count
  }

  private func isRepeat(_ observation: Observation, of other: Observation) -> Bool {
    let base = { (unit: String) in vocabulary.units[unit]?.base ?? unit }
    return observation.origin.file != other.origin.file && base(observation.unit) == base(other.unit)
      && observation.period != nil && observation.agrees(with: other, vocabulary)
  }
}
