public import Observations

/// Observations encoded by column, made once and shared by many queries.
public struct ObservationIndex: Sendable {
  /// In canonical order, which does not depend on the order they were given in.
  public let observations: [Observation]

  public init(_ observations: [Observation], vocabulary: Vocabulary) {
    self.observations = observations
  }
}
