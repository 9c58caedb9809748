public import Observations

/// How a value came about.
///
/// `description` is the English text, which the attached data of a briefing keep in any language.
public indirect enum Formula: Hashable, Sendable, CustomStringConvertible {
  /// It stands in a source.
  case single
  case statistic(Query.Aggregate)
  /// A share of the sum over the rows that differ only in these dimensions.
  case shareOfTotal(over: [Query.Dimension])
  case share(of: [Query.DimensionValue])
  case rank(over: [Query.Dimension])
  /// By another column of the query.
  case rankOf(column: String, over: [Query.Dimension])
  /// Nil for "the period before", whichever it is.
  case growth(on: TimePeriod?)
  /// Nil for "the period before", whichever it is.
  case change(on: TimePeriod?)
  /// On a period that the query names.
  case comparison(Query.Comparison.Form, base: TimePeriod)
  case index(base: TimePeriod)
  case compoundGrowth(from: TimePeriod, to: TimePeriod)
  case contribution(over: Query.Dimension, on: TimePeriod?)
  /// To a figure with other dimension values, or to all regions.
  case locationQuotient(to: [Query.DimensionValue])
  case shiftShare(from: TimePeriod, to: TimePeriod)
  case cumulative(from: TimePeriod?, to: TimePeriod)
  /// What a period adds to the value up to an earlier one of its year; nil for the first of the year.
  case decumulated(less: TimePeriod?)
  case movingAverage(from: TimePeriod, to: TimePeriod)
  case target(for: TimePeriod)
  /// The sum of the parts that are known.
  case sumOfParts(Int, of: Int)
  case records
  case recordMean
  /// Paragraphs of articles that name something.
  case countOfParagraphs
  /// A column of a query that needs no further words.
  case column(String)
  /// Over the members that are known at both times.
  case matched(Formula, members: Int, of: Int)

  public var description: String {
    switch self {
    case .single: "single"
    case .statistic(let aggregate): aggregate.name
    case .shareOfTotal(let over): "share of the total over \(list(over))"
    case .share(let whole): "share of \(list(whole))"
    case .rank(let over): "rank over \(list(over))"
    case .rankOf(let column, let over): "rank of \(column) over \(list(over))"
    case .growth(let period): "growth on \(before(period))"
    case .change(let period): "change on \(before(period))"
    case .comparison(let form, let base): "\(form.column) on \(base)"
    case .index(let base): "index, \(base) = 100"
    case .compoundGrowth(let from, let to): "compound annual growth rate \(from)–\(to)"
    case .contribution(let over, let period):
      "contribution to growth over \(over.rawValue) on \(before(period))"
    case .locationQuotient(let whole): "location quotient" + (whole.isEmpty ? "" : " to \(list(whole))")
    case .shiftShare(let from, let to): "shift-share \(from)–\(to)"
    case .cumulative(let from, let to): "sum \(from.map { "\($0)" } ?? "")–\(to)"
    case .decumulated(let less): less.map { "less \($0)" } ?? "first of the year"
    case .movingAverage(let from, let to): "mean \(from)–\(to)"
    case .target(let period): "target for \(period)"
    case .sumOfParts(let known, let all): "sum of " + (known == all ? "" : "\(known) of ") + "\(all) parts"
    case .records: "number of records"
    case .recordMean: "mean over records"
    case .countOfParagraphs: "count of paragraphs"
    case .column(let name): name
    case .matched(let formula, let members, let all): "\(formula) over \(members) of \(all) members"
    }
  }

  private func list(_ dimensions: [Query.Dimension]) -> String {
    dimensions.map(\.rawValue).joined(separator: ", ")
  }

  private func list(_ values: [Query.DimensionValue]) -> String { values.map(\.value).joined(separator: ", ") }

  private func before(_ period: TimePeriod?) -> String { period.map { "\($0)" } ?? "the period before" }

  /// Without the period it was applied to, so that a column of growth rates has one formula.
  public var general: Formula {
    switch self {
    case .growth: .growth(on: nil)
    case .change: .change(on: nil)
    case .matched(let formula, let members, let all): .matched(formula.general, members: members, of: all)
    default: self
    }
  }
}
