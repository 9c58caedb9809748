import Observations
import OrderedCollections

// Rows that are records: those that agree in everything but their value make one figure.

extension TableReader {
  /// Adds the value of so many records to what an observation has.
  mutating func addRecords(_ value: Observation.Value, _ records: Int, to i: Int) {
    switch value {
    case .number(let number), .range(let number, _): sums[i].add(number, count: records)
    case .missing(let reason): sums[i].add(reason, count: records)
    }
  }

  /// Gives an observation the status of its least certain record and the remarks on all of them.
  mutating func combine(_ i: Int, _ status: Observation.Status, _ notes: [String]) {
    let order: [Observation.Status] = [.actual, .provisional, .estimate]
    if let own = order.firstIndex(of: observations[i].status), let other = order.firstIndex(of: status), other > own {
      observations[i].status = status
    }
    if observations[i].notes != notes {
      observations[i].notes = Set(observations[i].notes + notes).sorted {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      }
    }
  }

  /// Gives the observations their sums, and reports those that have none.
  mutating func finishRecords() {
    guard mapping.rows == .records else { return }
    var kept: [Observation] = []
    kept.reserveCapacity(observations.count)
    swap(&kept, &observations)
    for (var observation, sum) in zip(kept, sums) {
      guard let value = sum.value else {
        problems.add(oneOf: "sums are too large", Message.sumTooLarge(observation, records: sum.count))
        continue
      }
      if sum.count > 1, !isAdditive(observation) {
        problems.add(oneOf: "figures cannot be added", Message.recordsNotAdditive(observation, records: sum.count))
        continue
      }
      observation.value = value
      observation.records = max(1, sum.count)
      if sum.missing > 0, sum.count > 0 { observation.notes.append("\(count(sum.missing, "record")) without a value") }
      observations.append(observation)
    }
    let missing = sums.reduce(0) { $0 + ($1.count > 0 ? $1.missing : 0) }
    if missing > 0 { problems.add(Message.recordsMissing(source, missing, of: sums.reduce(missing) { $0 + $1.count })) }
  }

  /// Whether figures like this one have a sum at all.
  private func isAdditive(_ observation: Observation) -> Bool {
    let vocabulary = terms.vocabulary
    let kind = vocabulary.measures[vocabulary.stem(ofMeasure: observation.measure)]?.kind
    return observation.change == .level && ![.ratio, .index, .rank].contains(kind)
      && !["%", "pp"].contains(observation.unit)
  }
}
