public import Diagnostics
public import Observations

/// The answer to a query: rows under named columns, each row with the observations behind it.
public struct ResultTable: Hashable, Sendable {
  public var columns: [Column]
  public var rows: [Row]

  public init(columns: [Column] = [], rows: [Row] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// What a column holds.
  public struct Column: Hashable, Sendable {
    /// Whether a column says what a row is about, holds its value or compares it.
    public enum Kind: String, Hashable, Sendable { case dimension, value, comparison }

    /// A dimension, `value`, `value_high` (upper end of a range) or the name of a comparison such as `share`.
    public var name: String
    public var kind: Kind
    /// A code of the units vocabulary; empty if mixed or none.
    public var unit: String
    /// A name of the measures vocabulary; empty if mixed or none.
    public var measure: String

    public init(name: String, kind: Kind, unit: String = "", measure: String = "") {
      self.name = name
      self.kind = kind
      self.unit = unit
      self.measure = measure
    }
  }

  /// As many cells as there are columns.
  public struct Row: Hashable, Sendable {
    public var cells: [Cell]
    public var derivation: Derivation

    public init(cells: [Cell], derivation: Derivation) {
      self.cells = cells
      self.derivation = derivation
    }
  }

  /// One cell.
  public enum Cell: Hashable, Sendable {
    case text(String)
    case period(TimePeriod)
    /// A number, and its exact decimal where it is printed in a source or a sum of such.
    case number(Double, exact: ExactDecimal?)
    case missing(Observation.Missing)
  }

  /// The position of a column.
  public func index(of column: String) -> Int? { columns.firstIndex { $0.name == column } }
}

/// How the value of a row and its comparisons came about.
public struct Derivation: Hashable, Sendable {
  public var formula: Formula
  /// Identifiers of the observations that the value is made of, in a fixed order.
  public var observations: [String]
  /// What each comparison of the row rests on besides its value.
  public var comparands: [Comparand]
  /// Whether a source hedges one of the values ("over", "nearly").
  public var isHedged: Bool
  /// Values that are missing and therefore not in the statistic.
  public var missingCount: Int

  public init(
    formula: Formula, observations: [String], comparands: [Comparand] = [], isHedged: Bool = false,
    missingCount: Int = 0
  ) {
    self.formula = formula
    self.observations = observations
    self.comparands = comparands
    self.isHedged = isHedged
    self.missingCount = missingCount
  }

  /// What a value is compared with: a total, the figure of the year before.
  public struct Comparand: Hashable, Sendable {
    /// The name of the comparison's column.
    public var column: String
    public var formula: Formula
    /// How the cell is computed: `100 (x − y) / y`, x being the value of the row and y that of the observations below.
    public var expression: String
    /// Identifiers of the observations it is made of, in a fixed order.
    public var observations: [String]
    /// Whether the cell rests on these alone, and not on the value of the row as well.
    public var isAlone: Bool

    public init(
      column: String, formula: Formula, expression: String = "", observations: [String], isAlone: Bool = false
    ) {
      self.column = column
      self.formula = formula
      self.expression = expression
      self.observations = observations
      self.isAlone = isAlone
    }
  }
}

/// A table and what is to be said about it.
public struct QueryResult: Sendable {
  public var table: ResultTable
  public var diagnostics: [Diagnostic]

  public init(table: ResultTable, diagnostics: [Diagnostic] = []) {
    self.table = table
    self.diagnostics = diagnostics
  }
}
