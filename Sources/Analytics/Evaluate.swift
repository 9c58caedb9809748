public import Diagnostics
public import Observations

/// Answers a query over an index that several queries share.
///
/// What cannot be added is not: a group of such values has no row and an error says which two do not fit and why.
/// - Parameter origin: where the query stands, for messages about it; the place it was decoded from where nil.
public func evaluate(_ query: Query, over index: ObservationIndex, vocabulary: Vocabulary, origin: Origin? = nil)
  -> QueryResult
{
  var evaluation = Evaluation(query: query, index: index, vocabulary: vocabulary, origin: origin)
  // 1. Select the observations.
  let rows = evaluation.select(query.filters)
  evaluation.reportDisagreements(among: rows)
  // 2. Group them and compute the statistic of each group.
  evaluation.prepareWeights()
  var groups = evaluation.aggregate(rows, by: query.by.map { index.column($0) })
  evaluation.unifyUnits(of: &groups)
  evaluation.checkTotals(groups)
  evaluation.checkWhetherCumulative(groups)
  // 3. Compute further statistics, compare groups with each other and with other times.
  let comparisons = evaluation.compare(groups, after: evaluation.furtherStatistics(groups))
  evaluation.tellWhatWasLeftOut()
  // 4. Order and print.
  let table = evaluation.tabulate(groups, comparisons)
  return QueryResult(table: table, diagnostics: evaluation.diagnostics)
}

/// Answers one query; for several over the same observations make the index once.
public func evaluate(
  _ query: Query, over observations: [Observation], vocabulary: Vocabulary, origin: Origin? = nil
) -> QueryResult {
  evaluate(
    query, over: ObservationIndex(observations, vocabulary: vocabulary), vocabulary: vocabulary, origin: origin)
}

/// One query on its way to a table.
struct Evaluation {
  var query: Query
  let index: ObservationIndex
  let vocabulary: Vocabulary
  let origin: Origin?
  var diagnostics: [Diagnostic] = []
  var weights = Weights()
  /// What comparisons leave out, told once for each column.
  var leftOut: [LeftOut] = []

  init(query: Query, index: ObservationIndex, vocabulary: Vocabulary, origin: Origin?) {
    self.query = query
    self.index = index
    self.vocabulary = vocabulary
    self.origin = origin
  }

  /// Where a name of the query stands.
  func mark(_ name: String = "") -> Places.Mark {
    if let mark = query.places.marks[name] { return mark }
    return origin.map { Places.Mark(origin: $0) } ?? query.places.whole
  }
}
