/// How one figure stands to another one.
///
/// A figure that says in another way, or for a part, what its partner says is never added to it.
public struct Relation: Hashable, Sendable {
  /// Read as "this figure is the … of the other".
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The same amount in another currency or unit: "(about $950 million)".
    case conversion = "conversion_of"
    /// What "of which" and "including" cut off.
    case part = "part_of"
    /// The rate or amount by which the other came about: "rose 10.4% to 48 billion".
    case change = "change_of"
    /// What the other started from: "from 9 to 21".
    case baseline = "baseline_of"
    /// What came of the other, a target, by a later source.
    case outcome = "outcome_of"
  }

  public var kind: Kind
  /// The identifier of the other figure.
  public var other: Observation.ID

  public init(_ kind: Kind, _ other: Observation.ID) {
    self.kind = kind
    self.other = other
  }
}

extension Relation.Kind {
  /// Whether a figure that stands so to another may not enter one sum with it.
  public var excludesSum: Bool { self == .conversion || self == .part }
}

extension Relation: CustomStringConvertible {
  /// `part_of 0abc…`
  public var description: String { "\(kind.rawValue) \(other)" }
}
