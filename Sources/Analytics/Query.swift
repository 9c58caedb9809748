import Diagnostics
public import Observations

/// A question about observations: which ones, in which groups, with which statistic and which comparisons.
///
/// One model for reports (YAML), for the command line and for Swift.
public struct Query: Hashable, Sendable {
  /// Names of the measures vocabulary; empty for every measure.
  public var measures: [String]
  public var filters: Filters
  /// The periods that held records are added up over; nil for those that the mapping of their table names.
  public var frequency: TimePeriod.Unit.Frequency?
  /// The columns of the result before its value, and its order.
  public var by: [Dimension]
  /// The statistic of the column `value`, which comparisons take.
  public var aggregate: Aggregate
  /// Further statistics of the same groups, in columns by their names.
  public var statistics: [Aggregate]
  public var comparisons: [Comparison]
  /// Empty for the order of the dimensions: periods ascending, text by code points.
  public var sort: [SortKey]
  /// Rows kept after sorting; nil for all.
  public var limit: Int?
  /// Whether a change across a break in the series or an outlier is computed all the same.
  public var keepsBreaks: Bool
  /// Where names were written, for messages; equal queries may stand in different places.
  package var places = Places()

  public init(
    measures: [String] = [], filters: Filters = Filters(), by: [Dimension] = [], aggregate: Aggregate = .none,
    statistics: [Aggregate] = [], comparisons: [Comparison] = [], sort: [SortKey] = [], limit: Int? = nil,
    keepsBreaks: Bool = false
  ) {
    self.measures = measures
    self.filters = filters
    self.by = by
    self.aggregate = aggregate
    self.statistics = statistics
    self.comparisons = comparisons
    self.sort = sort
    self.limit = limit
    self.keepsBreaks = keepsBreaks
  }

  /// A component of an observation that a result can be grouped by: one of those below, or a further dimension of a
  /// table by its name, such as `age`.
  public struct Dimension: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public static let region = Dimension(rawValue: "region")
    public static let regionCode = Dimension(rawValue: "region_code")
    public static let sector = Dimension(rawValue: "sector")
    public static let period = Dimension(rawValue: "period")
    public static let status = Dimension(rawValue: "status")
    public static let measure = Dimension(rawValue: "measure")
    public static let unit = Dimension(rawValue: "unit")
    public static let qualifier = Dimension(rawValue: "qualifier")
    public static let document = Dimension(rawValue: "document")
    public static let quote = Dimension(rawValue: "quote")
    /// The dimensions that every observation has.
    public static let allCases: [Dimension] = [
      .region, .regionCode, .sector, .period, .status, .measure, .unit, .qualifier, .document, .quote,
    ]
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
    /// Levels of the regions vocabulary: `country`, `subdivision`, `city`; and `nuts1`, `nuts2`, `nuts3`.
    public var levels: [String] = []
    public var sectors: [String] = []
    public var statuses: [Observation.Status] = []
    public var periods: PeriodFilter = .any
    public var changes: [Observation.Change] = []
    public var units: [String] = []
    /// Patterns with `*` and `?` for the name of the file, with or without its folders.
    public var documents: [String] = []
    public var source: Source = .any
    /// Further dimensions of tables and the values asked of them, in the order of their names.
    public var components: [Component] = []

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

  /// A further dimension of a table and the values asked of it.
  public struct Component: Hashable, Sendable {
    public var name: String
    public var values: [String]

    public init(_ name: String, _ values: [String]) {
      self.name = name
      self.values = values
    }
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
