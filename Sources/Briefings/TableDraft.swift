import Analytics
import Diagnostics
import Layout
import Notation
import OrderedCollections

/// A table on its way from the answer of a query to the page.
struct TableDraft {
  /// What a column shows, and how.
  struct Look {
    var scale: ValueText.Scale
    var decimals: Int
    var isNumeric: Bool
  }

  /// A column of the table.
  struct Column {
    var request: TableRequest.Column
    var look: Look
    /// The values of the pivot's columns that it stands for; nil outside a pivot.
    var head: [ResultTable.Cell]?
    /// Of cells with drawings and grounds.
    var drawings: TableDrawings?
    /// Whether it holds lines of all values of the pivot.
    var isSparkline = false
  }

  /// A row of the table: one of the answer, or in a pivot one for each head.
  struct Line {
    var group: ResultTable.Cell?
    /// What names it in a pivot.
    var key: [ResultTable.Cell]
    var first: ResultTable.Row
    var rows: [[ResultTable.Cell]: ResultTable.Row]
  }

  var table: Table
  let request: TableRequest
  let answer: ResultTable
  let node: Node
  var columns: [Column] = []
  var lines: [Line] = []
  /// Every value of the pivot, whether it has a column or not.
  var heads: [[ResultTable.Cell]] = []
  var remarks: TableRemarks
  /// How many values its sums leave out, each number once.
  var missingCounts: Set<Int> = []
  /// Where its values are from.
  var references: OrderedSet<Citations.Reference> = []

  init(_ table: Table, request: TableRequest, answer: ResultTable, node: Node) {
    self.table = table
    self.request = request
    self.answer = answer
    self.node = node
    remarks = TableRemarks(anchor: table.anchor)
    heads = Self.heads(request, answer)
  }

  /// The values of the pivot's columns that occur together: periods in order of time, others as they come.
  private static func heads(_ request: TableRequest, _ answer: ResultTable) -> [[ResultTable.Cell]] {
    guard let pivot = request.pivot else { return [] }
    let orders = pivot.columns.map { column -> OrderedSet<ResultTable.Cell> in
      let found = OrderedSet(answer.rows.map { $0.cells[column.position] })
      let periods = found.compactMap { if case .period(let period) = $0 { period } else { nil } }
      return periods.count == found.count ? OrderedSet(periods.sorted().map { .period($0) }) : found
    }
    return OrderedSet(answer.rows.map { row in pivot.columns.map { row.cells[$0.position] } }).sorted { a, b in
      for (order, (x, y)) in zip(orders, zip(a, b)) where x != y {
        return (order.firstIndex(of: x) ?? 0) < (order.firstIndex(of: y) ?? 0)
      }
      return false
    }
  }

  /// The heads that have columns: of the innermost values the last, where not all are asked for.
  var shownHeads: [[ResultTable.Cell]] {
    guard let last = request.pivot?.last else { return heads }
    let kept = Set(OrderedSet(heads.compactMap(\.last)).suffix(last))
    return heads.filter { $0.last.map(kept.contains) ?? false }
  }

  /// The columns of the answer that name rows.
  func isKey(_ column: TableRequest.Column) -> Bool {
    column.position >= 0 && answer.columns[column.position].kind == .dimension
  }

  /// Whether the table says the status of its values in a place of its own.
  var tellsStatus: Bool {
    (request.columns.map(\.name) + (request.pivot?.columns.map(\.name) ?? []) + [request.group?.name ?? ""])
      .contains("status")
  }
}
