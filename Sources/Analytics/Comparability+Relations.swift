import Observations

/// Figures that may not enter one sum because one is contained in the other, by their rows.
struct Exclusion {
  var kind: Relation.Kind
  var other: Int
}

extension ObservationIndex {
  /// For each row the rows that it is a part or a conversion of.
  static func exclusions(among observations: [Observation]) -> [Int: [Exclusion]] {
    var wanted: Set<String> = []
    for observation in observations where !observation.relations.isEmpty {
      for relation in observation.relations where relation.kind.excludesSum { wanted.insert(relation.other) }
    }
    guard !wanted.isEmpty else { return [:] }
    var rows: [String: Int] = [:]
    for (row, observation) in observations.enumerated() where wanted.contains(observation.id) {
      rows[observation.id] = row
    }
    var exclusions: [Int: [Exclusion]] = [:]
    for (row, observation) in observations.enumerated() where !observation.relations.isEmpty {
      for relation in observation.relations where relation.kind.excludesSum {
        if let other = rows[relation.other] {
          exclusions[row, default: []].append(Exclusion(kind: relation.kind, other: other))
        }
      }
    }
    return exclusions
  }
}

extension Evaluation {
  /// A figure among the rows and one that it is a part or a conversion of.
  func contained(in rows: [Int]) -> Refusal? {
    guard !index.exclusions.isEmpty else { return nil }
    let present = Set(rows)
    for row in rows {
      guard let exclusion = index.exclusions[row]?.first(where: { present.contains($0.other) }) else { continue }
      return Refusal(
        reason: exclusion.kind == .conversion ? .conversion : .partOfFigure, first: index.observations[row],
        second: index.observations[exclusion.other])
    }
    return nil
  }
}
