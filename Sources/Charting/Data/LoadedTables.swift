import Notation

/// Tables read from files, kept for the charts that ask for them again. One of them serves one thread.
public final class LoadedTables {
  private var tables: [String: LoadedTable] = [:]

  /// Nothing loaded yet.
  public init() {}

  subscript(key: String) -> LoadedTable? {
    get { tables[key] }
    set { tables[key] = newValue }
  }
}

/// A table as it came from its file, and where in it the texts of a column stand.
final class LoadedTable {
  let table: DataTable
  private var places: [Int: [String: [Int]]] = [:]

  init(_ table: DataTable) { self.table = table }

  /// The rows that a filter for one text, `{field: sector, equal: Trade}`, keeps; nil for any other filter. Looked up in
  /// an index, so that many charts of one file need not search all of it.
  /// - Parameter moments: fields whose texts are about to be read as moments.
  func rows(keptBy filter: Node, except moments: [String]) -> [Int]? {
    guard let field = filter["field"]?.string, let text = filter["equal"]?.string, filter["timeUnit"] == nil,
      let column = table.index(of: field), !moments.contains(field)
    else { return nil }
    if places[column] == nil {
      var found: [String: [Int]] = [:]
      // Rows of one text often stand together: they are added at once.
      var run: (text: String, rows: Range<Int>)?
      for (i, row) in table.rows.enumerated() {
        guard case .string(let text) = row[column] else { continue }
        if let same = run, same.rows.upperBound == i, same.text == text {
          run?.rows = same.rows.lowerBound..<i + 1
          continue
        }
        if let run { found[run.text, default: []] += run.rows }
        run = (text, i..<i + 1)
      }
      if let run { found[run.text, default: []] += run.rows }
      places[column] = found
    }
    return places[column]?[text] ?? []
  }
}
