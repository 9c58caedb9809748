import Diagnostics
public import Observations

/// A question about observations: which ones, in which groups, with which statistic and which comparisons.
///
/// One model for reports (YAML), for the command line and for Swift.
public struct Query: Hashable, Sendable {
  /// Names of the measures vocabulary; empty for every measure.
  public var measures: [String]
  public var filters: Filters
  /// The columns of the result before its value, and its order.
  public var by: [Dimension]
  public var aggregate: Aggregate
  public var comparisons: [Comparison]
  /// Empty for the order of the dimensions: periods ascending, text by code points.
  public var sort: [SortKey]
  /// Rows kept after sorting; nil for all.
  public var limit: Int?
  /// Where names were written, for messages; equal queries may stand in different places.
  package var places = Places()

  public init(
    measures: [String] = [], filters: Filters = Filters(), by: [Dimension] = [], aggregate: Aggregate = .none,
    comparisons: [Comparison] = [], sort: [SortKey] = [], limit: Int? = nil
  ) {
    self.measures = measures
    self.filters = filters
    self.by = by
    self.aggregate = aggregate
    self.comparisons = comparisons
    self.sort = sort
    self.limit = limit
  }

  /// A component of an observation that a result can be grouped by.
  public enum Dimension: String, Hashable, Sendable, CaseIterable {
    case region, regionCode = "region_code", sector, period, status, measure, unit, qualifier, document, quote
  }

  /// The statistic of a group.
  public enum Aggregate: String, Hashable, Sendable, CaseIterable {
    /// No grouping: one row per observation.
    case none
    case sum, mean, median, min, max
    /// The number of values that are not missing.
    case count
  }

  /// Another column, computed from the values of the result or from the same figure at another time.
  public enum Comparison: Hashable, Sendable {
    /// Percent of the total over the rows that differ only in dimension `over`, or of the figure with other dimension
    /// values (`of`), such as the national one. Column `share`.
    case share(of: [DimensionValue] = [], over: Dimension? = nil)
    /// 1 for the largest among the rows that differ only in dimension `over`; equal values share a rank. Column `rank`.
    case rank(over: Dimension? = nil)
    /// Against the same period one year earlier. Column `change` or `growth`.
    case changeOnYear(Form)
    /// Against the period just before. Column `change` or `growth`.
    case changeOnPeriod(Form)
    /// The value in `base` is 100. Column `index`.
    case index(base: TimePeriod)
    /// Compound annual growth rate in percent. Column `cagr`.
    case cagr(from: TimePeriod, to: TimePeriod)

    /// How a change is expressed.
    public enum Form: String, Hashable, Sendable {
      /// A difference in the unit of the value, for percentages in percentage points.
      case absolute
      /// A percentage; for values that are percentages themselves the difference in percentage points.
      case percent
    }
  }

  /// A value that a dimension is held at.
  public struct DimensionValue: Hashable, Sendable {
    public var dimension: Dimension
    public var value: String

    public init(_ dimension: Dimension, _ value: String) {
      self.dimension = dimension
      self.value = value
    }
  }

  /// A column to order rows by.
  public struct SortKey: Hashable, Sendable {
    public var column: String
    public var descending: Bool

    public init(_ column: String, descending: Bool = false) {
      self.column = column
      self.descending = descending
    }
  }
}

extension Query {
  /// Which observations take part. Empty lists ask for nothing.
  public struct Filters: Hashable, Sendable {
    /// Codes or names, each for the region itself and not for places in it.
    public var regions: [String] = []
    /// Codes or names, each for the region and every place in it.
    public var within: [String] = []
    /// Levels of the regions vocabulary: `country`, `subdivision`, `city`.
    public var levels: [String] = []
    public var sectors: [String] = []
    public var statuses: [Observation.Status] = []
    public var periods: PeriodFilter = .any
    public var changes: [Observation.Change] = []
    public var units: [String] = []
    /// Patterns with `*` and `?` for the name of the file, with or without its folders.
    public var documents: [String] = []
    public var source: Source = .any

    public init() {}
  }

  /// Which periods take part. Latest and last count periods with a value, for each measure, after the other filters.
  public enum PeriodFilter: Hashable, Sendable {
    case any
    case latest
    case last(Int)
    case only([TimePeriod])
    /// Single periods from one to the other, of the frequency of the first.
    case range(from: TimePeriod, to: TimePeriod)
  }

  /// What kind of file an observation was taken from.
  public enum Source: String, Hashable, Sendable, CaseIterable { case any, articles, tables }
}

/// Where the names of a query stand in its file. Two of them are always equal: a place is not part of a question.
package struct Places: Hashable, Sendable {
  package struct Mark: Sendable {
    var origin: Origin?
    var excerpt: String?
  }

  var marks: [String: Mark] = [:]
  /// Where the query as a whole stands.
  var whole = Mark()

  package static func == (a: Places, b: Places) -> Bool { true }
  package func hash(into hasher: inout Hasher) {}
}
