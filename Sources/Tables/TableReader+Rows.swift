import Notation
import Observations

// Which rows of a table are read.

extension TableReader {
  /// The columns that conditions stand for, with the values asked of them.
  mutating func conditions() -> [(column: Int, values: Set<String>)] {
    var conditions: [(column: Int, values: Set<String>)] = []
    for condition in mapping.conditions {
      guard let column = header.names.firstIndex(of: condition.column) else {
        problems.add(Message.unknownColumn(source, line: header.line, name: condition.column, among: header.names))
        continue
      }
      conditions.append((column, Set(condition.values)))
    }
    return conditions
  }

  /// The rows of full length that fit the conditions.
  mutating func select(_ rows: ArraySlice<CSVText.Record>) -> [CSVText.Record] {
    if mapping.hasIndents, let column = header.roles[.sectorName] ?? header.roles[.sector] {
      indents = Indents(rows, column: column)
    }
    let width = header.names.count
    let conditions = conditions()
    let filled = filledColumns()
    var above: [Int: String] = [:]
    var selected: [CSVText.Record] = []
    selected.reserveCapacity(rows.count)
    for var row in rows {
      if row.fields.count != width {
        // Delimiters at the end of a line do no harm.
        guard row.fields.count > width, row.fields[width...].allSatisfy({ trimmed($0).isEmpty }) else {
          reportRagged(row)
          continue
        }
      }
      guard row.fields.contains(where: { !trimmed($0).isEmpty }) else { continue }
      for column in filled {
        if trimmed(row.fields[column]).isEmpty {
          row.fields[column] = above[column] ?? ""
        } else {
          above[column] = row.fields[column]
        }
      }
      let fits = conditions.allSatisfy { condition in
        if condition.values.contains(trimmed(row.fields[condition.column])) { return true }
        return grid.labels[condition.column].map { condition.values.contains(trimmed(row.fields[$0])) } ?? false
      }
      if fits { selected.append(row) }
    }
    if selected.isEmpty, !rows.isEmpty, !conditions.isEmpty {
      problems.add(Message.conditionsLeaveNothing(source, line: header.line))
    }
    return selected
  }

  /// The columns whose empty cells mean the cell above, by their names or roles.
  private mutating func filledColumns() -> [Int] {
    mapping.fill.compactMap { name in
      if let column = header.names.firstIndex(of: name)
        ?? TableMapping.Role(rawValue: name).flatMap({ header.roles[$0] })
      {
        return column
      }
      problems.add(Message.unknownColumn(source, line: header.line, name: name, among: header.names))
      return nil
    }
  }

  mutating func reportRagged(_ row: CSVText.Record) {
    problems.add(
      oneOf: Problems.ragged,
      Message.ragged(source, line: row.line, has: row.fields.count, wants: header.names.count))
  }
}
