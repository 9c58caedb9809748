import Diagnostics
import OrderedCollections

/// Links what came of targets to them: actual figures of the same measure, region and sector that a later source gives.
///
/// An article must have come out after the one with the target, and its figure must lie between that and the end of the
/// target's period. A source without a date, such as a table, must give the very period. The nearest target is taken
/// where there are several.
/// - Parameter published: when the file with a name came out; nil when nothing says.
public func linkOutcomes(
  in observations: inout [Observation], _ vocabulary: Vocabulary, published: (String) -> TimePeriod.Unit?
) {
  struct Key: Hashable {
    var measure: String
    var change: Observation.Change
    var region: String
    var regionCode: String
    var sector: String
    var unit: String
    init(_ o: Observation, _ vocabulary: Vocabulary) {
      (measure, change, region, regionCode, sector) = (o.measure, o.change, o.region, o.regionCode, o.sector)
      unit = vocabulary.units[o.unit]?.base ?? o.unit
    }
  }
  var targets: [Key: [Int]] = [:]
  var measures: Set<String> = []
  for (i, o) in observations.enumerated() where o.status == .target && o.period != nil && !o.measure.isEmpty {
    targets[Key(o, vocabulary), default: []].append(i)
    measures.insert(o.measure)
  }
  guard !targets.isEmpty else { return }
  for (i, o) in observations.enumerated() {
    guard [.actual, .provisional, .estimate].contains(o.status), let period = o.period, o.number != nil,
      measures.contains(o.measure), let candidates = targets[Key(o, vocabulary)]
    else { continue }
    let own = published(o.origin.file)
    let fitting = candidates.filter { k in
      let target = observations[k]
      guard let aim = target.period, target.origin.file != o.origin.file else { return false }
      guard let own, let set = published(target.origin.file) else { return aim.unit != nil && aim.unit == period.unit }
      return set < own && period.end.isNotBefore(set) && !aim.end.endsBefore(period.end)
    }
    let nearest = fitting.min { a, b in
      let (x, y) = (observations[a].period?.end, observations[b].period?.end)
      if let x, let y, x.endsBefore(y) != y.endsBefore(x) { return x.endsBefore(y) }
      return observations[a].id < observations[b].id
    }
    if let nearest { observations[i].relations.append(Relation(.outcome, observations[nearest].id)) }
  }
}

extension TimePeriod.Unit {
  /// Whether the last month of this unit lies before that of another one.
  fileprivate func endsBefore(_ other: Self) -> Bool { (year, lastMonth) < (other.year, other.lastMonth) }

  /// Whether this unit ends in the month another one starts in, or later.
  fileprivate func isNotBefore(_ other: Self) -> Bool { (year, lastMonth) >= (other.year, other.firstMonth) }
}
