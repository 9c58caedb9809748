public import Observations

extension Query {
  /// The statistic of a group. Formulas and references stand in `Documentation/Queries.md`.
  public enum Aggregate: Hashable, Sendable {
    /// No grouping: one row per observation.
    case none
    case sum, mean, median, min, max
    /// The number of values that are not missing.
    case count
    /// Σwx / Σw, the weights w being another measure of the same region, sector and period.
    case weightedMean(weight: String)
    /// The quantile for a probability, by one of the nine definitions of Hyndman and Fan (1996).
    case quantile(Double, type: Int = 7)
    /// Herfindahl–Hirschman index: the sum of the squared percentages that the values are of their sum, up to 10 000.
    case concentration
    /// Concentration ratio: the percentage of their sum that so many of the largest values make up.
    case concentrationRatio(Int)

    /// Those that are written as one word.
    static let plain: [(name: String, aggregate: Aggregate)] = [
      ("none", .none), ("sum", .sum), ("mean", .mean), ("median", .median), ("min", .min), ("max", .max),
      ("count", .count), ("hhi", .concentration),
    ]

    /// Those that are written as a mapping of one; a mean has weights.
    static let written = ["mean", "quantile", "concentration_ratio"]

    /// The word for it in a query, in derivations and in messages.
    public var name: String {
      switch self {
      case .none: "none"
      case .sum: "sum"
      case .mean: "mean"
      case .median: "median"
      case .min: "min"
      case .max: "max"
      case .count: "count"
      case .weightedMean: "weighted mean"
      case .quantile: "quantile"
      case .concentration: "hhi"
      case .concentrationRatio: "concentration ratio"
      }
    }

    /// The name of its column where it is not the first statistic of a query: `mean`, `weighted_mean`, `quantile_0.9`,
    /// `concentration_ratio_3`.
    public var column: String {
      switch self {
      case .weightedMean: "weighted_mean"
      case .quantile(let p, _): "quantile_\(p)"
      case .concentrationRatio(let count): "concentration_ratio_\(count)"
      default: name
      }
    }

    /// Whether the values are added up on the way, so that only amounts may enter.
    var adds: Bool { self == .sum || isConcentration }
    /// Whether it says how unevenly a whole is spread over its parts.
    var isConcentration: Bool {
      switch self {
      case .concentration, .concentrationRatio: true
      default: false
      }
    }
    /// Whether one value alone is the statistic, so that no part is counted twice.
    var picks: Bool { self == .min || self == .max }
  }

  /// Another column, computed from the values of the result or from the same figure at another time.
  public enum Comparison: Hashable, Sendable {
    /// Percent of the total over the rows that differ only in dimension `over`, or of the figure with other dimension
    /// values (`of`), such as the national one. Column `share`.
    case share(of: [DimensionValue] = [], over: [Dimension] = [])
    /// Percent of the figure for the region, or the sector, directly above in the hierarchy. Column `share`.
    case shareOfParent(Hierarchy)
    /// 1 for the largest among the rows that differ only in dimension `over`; equal values share a rank. It goes by the value,
    /// or by an earlier column `of` the query. Column `rank`.
    case rank(over: [Dimension] = [], of: String? = nil)
    /// How many records of the sources the value is made of: 1 for a figure that a source states itself. Column `records`.
    case records
    /// The value divided by the number of its records. Column `record_mean`.
    case recordMean
    /// Against the same period one year earlier. Column `change` or `growth`.
    case changeOnYear(Form)
    /// Against the period just before. Column `change` or `growth`.
    case changeOnPeriod(Form)
    /// Against a period that is named. Column `change_2022` or `growth_2022`.
    case changeOn(TimePeriod, Form)
    /// The same figure at another period. Column `value_2022`.
    case value(at: TimePeriod)
    /// The value in `base` is 100. Column `index`.
    case index(base: TimePeriod)
    /// Compound annual growth rate in percent. Column `cagr`.
    case cagr(from: TimePeriod, to: TimePeriod)
    /// What a row adds to the growth of the total over the rows that differ only in `over`, in percentage points.
    /// Column `contribution`.
    case contribution(over: Dimension? = nil, on: Step = .year)
    /// The sum of all values from January, or from the first of the series, to the period of the row. Column
    /// `cumulative`.
    case cumulative(Span = .year)
    /// What the period adds to a value that counts from January. Columns `decumulated` and `decumulated_months`, the
    /// number of months it covers: 2 for a February where January was not published.
    case decumulated
    /// The mean of so many periods, the last or the middle one being the row's. Column `moving_average`.
    case movingAverage(Int, isCentred: Bool = false)
    /// The share of the sector in the region over the share of the sector in all regions, or in those of the reference;
    /// 1 where they are alike. `total` holds the dimensions of published totals over sectors. Column
    /// `location_quotient`.
    case locationQuotient(of: [DimensionValue] = [], total: [DimensionValue] = [])
    /// The change between two periods as the sum of three effects: of the whole economy, of the sectors and of the
    /// region itself. Columns `national_effect`, `mix_effect`, `regional_effect`.
    case shiftShare(from: TimePeriod, to: TimePeriod, of: [DimensionValue] = [])
    /// What happened against the target for the same period, or for the next later one. Columns `target`,
    /// `target_period` and `achievement` in percent.
    case achievement
    /// The sum of the parts of a region or a sector, and by how much they miss the value in percent. Columns `parts` and
    /// `gap`.
    case gap(Hierarchy)
    /// What is unusual about the value: `break`, `spike`, `jump` or `exceeds whole`. Column `flag`.
    case flag

    /// The names that comparisons give to their columns.
    public static let columns = [
      "share", "rank", "change", "growth", "index", "cagr", "contribution", "cumulative", "decumulated",
      "decumulated_months", "moving_average", "location_quotient", "national_effect", "mix_effect", "regional_effect",
      "target", "target_period", "achievement", "parts", "gap", "flag", "records", "record_mean",
    ]

    /// The columns that say how much more or less something is, so that a sign belongs to them.
    public static let changes = [
      "change", "growth", "contribution", "national_effect", "mix_effect", "regional_effect", "gap",
    ]

    /// What a column such as `growth_2022` or `value_2022` is about, and the period it names.
    public static func parts(ofColumn name: String) -> (stem: String, period: TimePeriod)? {
      for stem in ["value", "growth", "change"] where name.hasPrefix("\(stem)_") {
        return TimePeriod(String(name.dropFirst(stem.count + 1))).map { (stem, $0) }
      }
      return nil
    }

    /// Whether a column says how much more or less something is.
    public static func isChange(column name: String) -> Bool {
      changes.contains(name) || parts(ofColumn: name).map { changes.contains($0.stem) } ?? false
    }

    /// How a change is expressed.
    public enum Form: String, Hashable, Sendable {
      /// A difference in the unit of the value, for percentages in percentage points.
      case absolute
      /// A percentage; for values that are percentages themselves the difference in percentage points.
      case percent

      var column: String { self == .absolute ? "change" : "growth" }
    }

    /// How far back a change looks.
    public enum Step: String, Hashable, Sendable, CaseIterable { case year, period }

    /// Where a running total starts anew.
    public enum Span: String, Hashable, Sendable, CaseIterable { case year, all }

    /// A dimension whose values are parts of each other.
    public enum Hierarchy: String, Hashable, Sendable, CaseIterable {
      case region, sector

      var dimension: Dimension { self == .region ? .region : .sector }
    }
  }
}
