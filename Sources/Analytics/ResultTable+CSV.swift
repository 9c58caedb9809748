import Notation

/// The table as CSV (RFC 4180, line feeds), exact where the numbers are; a missing value is an empty field.
public func resultCSV(_ table: ResultTable) -> String {
  var out = table.columns.map { csvField($0.name) }.joined(separator: ",") + "\n"
  for row in table.rows {
    out +=
      row.cells.map { cell in
        switch cell {
        case .text(let text): csvField(text)
        case .period(let period): "\(period)"
        case .number(_, let exact?): "\(exact)"
        case .number(let number, nil): "\(number)"
        case .missing: ""
        }
      }.joined(separator: ",") + "\n"
  }
  return out
}
