public import Observations

/// How the columns of a file become observations; decoded from YAML.
public struct TableMapping: Hashable, Sendable {
  /// Nil to tell it by the header.
  public var layout: Layout?
  /// Nil to detect it.
  public var delimiter: UInt8?
  /// Lines before the header; nil to leave out what looks like a preamble.
  public var skip: Int?
  /// How many lines the header has; their cells are joined by spaces.
  public var headerRows = 1
  /// Columns that each hold the values of a measure, or of a sector,, in the order of their names.
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
  /// The length of the periods that records are added up over; nil for those that the records state.
  public var frequency: TimePeriod.Unit.Frequency?

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
    case region, regionName = "region_name", sector, sectorName = "sector_name", period, measure, unit, value, status,
      obsStatus = "obs_status", note
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

  /// A value column with its measure.
  public struct MeasureColumn: Hashable, Sendable {
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
