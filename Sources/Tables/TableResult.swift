public import Diagnostics
public import Observations

/// What a file of figures holds.
public struct TableResult: Sendable {
  /// In the order of the file.
  public var observations: [Observation]
  public var diagnostics: [Diagnostic]
  /// How the file was read: "comma-delimited, 31 rows, tidy".
  public var statement: String
  /// The sheet that was read, where the file is a workbook.
  public var sheet: String?
  /// The records that the figures are made of, where the mapping holds them.
  public var records: HeldRecords?

  public init(observations: [Observation] = [], diagnostics: [Diagnostic] = [], statement: String = "") {
    self.observations = observations
    self.diagnostics = diagnostics
    self.statement = statement
  }
}
