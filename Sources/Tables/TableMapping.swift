public import Notation
public import Observations

/// How the columns of a file become observations; decoded from YAML.
public struct TableMapping: Hashable, Sendable {
  /// Nil to tell it by the header.
  public var layout: Layout?
  /// Nil to detect it.
  public var delimiter: UInt8?
  /// Nil to tell it by the content.
  public var encoding: TextEncoding?
  /// Lines before the header; nil to leave out what looks like a preamble.
  public var skip: Int?
  /// How many lines the header has; their cells are joined by spaces. Without any, columns go by their positions from 1.
  public var headerRows = 1
  /// Columns that each hold the values of a measure, or of a sector, in the order of their names.
  public var measures: [MeasureColumn] = []
  /// The header of the column that plays a role; roles that are absent are found by well-known names.
  public var columns: [Role: String]
  /// What holds for every row that has no column for it.
  public var constants: [Role: String]
  /// Which columns of a wide table hold values.
  public var periods: PeriodColumns
  /// Cells that mean "no value", besides the usual ones.
  public var missing: [String]
  /// Rows kept: those whose cell is one of the values, for every column named.
  public var conditions: [Condition]
  /// Further columns that tell figures apart, kept as notes.
  public var dimensions: [String]
  /// The decimal sign, where the numbers leave it open.
  public var decimal: UInt8?
  /// What a row holds.
  public var rows: Rows
  /// The length of the periods that records are added up over, or that dates of figures stand for; nil for those that the
  /// rows state.
  public var frequency: TimePeriod.Unit.Frequency?
  /// Whether records stay in memory, so that queries may add them up over other periods.
  public var holdsRecords = false
  /// When the fiscal years begin that `2022/23` names; nil where no period is one.
  public var fiscalYear: FiscalYear?
  /// How dates such as 3/4/2024 are written; nil to tell it by the column.
  public var dates: DateOrder?
  /// What a number in brackets is; nil to refuse it.
  public var brackets: Brackets?
  /// The role of rows with a text alone, which stand above the rows it holds for.
  public var headings: Role?
  /// Columns of which an empty cell means that of the row above.
  public var fill: [String] = []
  /// Whether spaces before the name of a sector say which one it is part of.
  public var hasIndents = false
  /// Codes, or other names, of regions by the names that the file has for them.
  public var regions: [String: String] = [:]
  /// The role of the headers of those columns that have no other.
  public var across: Role?
  /// The key or the label of a dataset in a bundle, the name of a sheet in a workbook, or its number from 1; the first without
  /// it.
  public var dataset: String?

  /// Columns are found by their names.
  public init() {
    columns = [:]
    constants = [:]
    periods = .all
    missing = []
    conditions = []
    dimensions = []
    rows = .figures
  }

  /// One value a row, or one column a period.
  public enum Layout: String, Hashable, Sendable, CaseIterable { case tidy, wide }

  /// The month in which a fiscal year begins, and which of its two calendar years names it where only one is written.
  public struct FiscalYear: Hashable, Sendable {
    /// 1…12.
    public var month: Int
    /// `2023` or `FY2023`; nil where only `2022/23` is known to mean something.
    public var named: Name?

    /// The calendar year in which it begins or the one in which it ends.
    public enum Name: String, Hashable, Sendable, CaseIterable { case first, last }

    public init(month: Int, named: Name? = nil) {
      self.month = month
      self.named = named
    }
  }

  /// How dates are written: 31/12/2024, 12/31/2024, or 45657 as spreadsheets count the days.
  public enum DateOrder: String, Hashable, Sendable, CaseIterable {
    case dayFirst = "day_first", monthFirst = "month_first", excel
  }

  /// A number in brackets: a negative one, as accountants write, or one of little reliability, as the German offices do.
  public enum Brackets: String, Hashable, Sendable, CaseIterable { case negative, uncertain }

  /// Whether a row is a figure by itself.
  public enum Rows: String, Hashable, Sendable, CaseIterable {
    /// A row states a figure, so that two rows for one figure contradict or repeat each other.
    case figures
    /// A row is one of the records that a figure is made of, such as a sale or a firm: those that agree in everything but
    /// their value are added up.
    case records
  }

  /// What a column says about a figure.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case region, regionName = "region_name", sector, sectorName = "sector_name", year, period, measure, unit,
      unitMult = "unit_mult", value, status, obsStatus = "obs_status", basis, note

    /// Its position among all roles, which a table of columns is looked up by for every row.
    var position: Int {
      switch self {
      case .region: 0
      case .regionName: 1
      case .sector: 2
      case .sectorName: 3
      case .year: 4
      case .period: 5
      case .measure: 6
      case .unit: 7
      case .unitMult: 8
      case .value: 9
      case .status: 10
      case .obsStatus: 11
      case .basis: 12
      case .note: 13
      }
    }
  }

  /// The value columns of a wide table.
  public enum PeriodColumns: Hashable, Sendable {
    /// Every column whose header reads as a period.
    case all
    /// Those from one period to another.
    case range(TimePeriod, TimePeriod)
    case list([TimePeriod])
    /// Headers of this form, `{period}` standing for the period: `Value {period}`.
    case pattern(String)
  }

  /// A value column with its measure, or one for each period.
  public struct MeasureColumn: Hashable, Sendable {
    /// Its name; with `{period}` those of the columns of all periods.
    public var column: String
    public var measure: String
    /// Nil for the unit of the row, of the mapping or in parentheses behind the name of the column.
    public var unit: String?
    /// Nil for the sector of the row.
    public var sector: String?

    public init(column: String, measure: String, unit: String? = nil, sector: String? = nil) {
      self.column = column
      self.measure = measure
      self.unit = unit
      self.sector = sector
    }
  }

  /// A column and the values asked of it.
  public struct Condition: Hashable, Sendable {
    public var column: String
    public var values: [String]

    public init(column: String, values: [String]) {
      self.column = column
      self.values = values
    }
  }
}
