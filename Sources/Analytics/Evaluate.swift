public import Diagnostics
public import Observations

/// Answers a query over an index that several queries share.
///
/// - Parameter origin: where the query stands, for messages about it; the place kept from its YAML where nil.
public func evaluate(_ query: Query, over index: ObservationIndex, vocabulary: Vocabulary, origin: Origin? = nil)
  -> QueryResult
{
  QueryResult(table: ResultTable())
}

/// Answers one query; for several over the same observations make the index once.
public func evaluate(
  _ query: Query, over observations: [Observation], vocabulary: Vocabulary, origin: Origin? = nil
) -> QueryResult {
  evaluate(
    query, over: ObservationIndex(observations, vocabulary: vocabulary), vocabulary: vocabulary, origin: origin)
}
