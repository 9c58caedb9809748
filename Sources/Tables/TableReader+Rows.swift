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

  /// Whether the first row explains the header in words, as in files of the American census: no number stands in it where the second
  /// row has one, and no period. In workbooks of Eurostat it names the regions below `TIME`.
  func areLabels(_ rows: [CSVText.Record]) -> Bool {
    guard rows.count > 1, grid.form == .plain, !values.isEmpty else { return false }
    if header.layout == .wide, let column = header.roles[.region] ?? header.roles[.sector],
      header.names[column] == "TIME"
    {
      return rows[0].fields.indices.allSatisfy { $0 == column || trimmed(rows[0].fields[$0]).isEmpty }
    }
    func isWord(_ text: String) -> Bool {
      !text.contains(where: \.isNumber) && text.contains(where: \.isLetter) || text.contains("(")
    }
    let (first, second) = (rows[0].fields, rows[1].fields)
    if let period = header.roles[.period] ?? header.roles[.year], mapping.read(trimmed(first[period])) != nil {
      return false
    }
    return values.allSatisfy { trimmed(first[$0.column]).count > 2 && isWord(trimmed(first[$0.column])) }
      && values.contains { trimmed(second[$0.column]).first?.isNumber ?? false }
      && (header.roles[.period] ?? header.roles[.year]) != nil
  }

  /// Tells whether all sectors but totals begin with their code.
  mutating func tellSectors(_ rows: [CSVText.Record]) {
    guard header.roles[.sectorName] == nil, let column = header.roles[.sector] else { return }
    let sectors = Set(rows.lazy.map { trimmed($0.fields[column]) }).filter { !$0.isEmpty }
    let coded = sectors.count { codeAndName($0) != nil }
    sectorsBeginWithCodes = coded > 0 && sectors.count - coded <= 1
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
