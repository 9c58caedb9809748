import Notation

/// What a chart leaves for those that follow it: tables read from files, expressions compiled. One of them serves one
/// thread.
public final class ChartMemory {
  /// By their addresses and how they were read.
  var tables: [String: LoadedTable] = [:]
  private var expressions: [String: Expression] = [:]

  /// Nothing known yet.
  public init() {}

  /// An expression, compiled once.
  func expression(_ source: String) throws(ExpressionError) -> Expression {
    if let known = expressions[source] { return known }
    let compiled = try Expression(source)
    if expressions.count >= 1_000 { expressions = [:] }
    expressions[source] = compiled
    return compiled
  }
}

/// A table as it came from its file, and where in it the texts of a column stand.
final class LoadedTable {
  let table: DataTable
  private var places: [Int: [DataValue: [Int]]] = [:]

  init(_ table: DataTable) { self.table = table }

  /// The rows that a filter for one text, `{field: sector, equal: Trade}`, keeps; nil for any other filter. Looked up in
  /// an index, so that many charts of one file need not search all of it.
  /// - Parameter moments: fields whose texts are about to be read as moments.
  func rows(keptBy filter: Node, except moments: [String]) -> [Int]? {
    guard let field = filter["field"]?.string, let text = filter["equal"]?.string, filter["timeUnit"] == nil,
      let column = table.index(of: field), !moments.contains(field)
    else { return nil }
    if places[column] == nil {
      let groups = table.groups(by: [table.fields[column]])
      places[column] = Dictionary(groups.map { (table.columns[column][$0[0]], $0) }) { first, _ in first }
    }
    return places[column]?[.string(text)] ?? []
  }
}
