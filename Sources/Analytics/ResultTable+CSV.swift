/// The table as CSV (RFC 4180, line feeds), exact where the numbers are; a missing value is an empty field.
public func resultCSV(_ table: ResultTable) -> String {
  ""
}
