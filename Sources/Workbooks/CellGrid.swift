/// The cells of a sheet while it is read.
struct CellGrid {
  /// The limits of spreadsheet programs; cells outside are left out.
  static let largest = (rows: 1_048_576, columns: 16_384)

  private var numbers: [Int] = []
  private var cells: [[String]] = []
  private var merged: [(first: (row: Int, column: Int), last: (row: Int, column: Int))] = []

  /// Puts a text into a cell, both numbers from 1; rows come in order.
  mutating func set(_ row: Int, _ column: Int, _ text: String) {
    guard !text.isEmpty, (1...Self.largest.rows).contains(row), (1...Self.largest.columns).contains(column) else {
      return
    }
    if numbers.last != row {
      if let last = numbers.last, last > row { return }
      numbers.append(row)
      cells.append([])
    }
    let line = cells.count - 1
    while cells[line].count < column { cells[line].append("") }
    cells[line][column - 1] = text
  }

  /// Notes that cells are joined: `A3:A7`.
  mutating func merge(_ reference: String) {
    let ends = reference.split(separator: ":").compactMap { Self.place(String($0)) }
    if ends.count == 2 { merge(ends[0], ends[1]) }
  }

  mutating func merge(_ first: (row: Int, column: Int), _ last: (row: Int, column: Int)) {
    merged.append((first, last))
  }

  /// The rows that hold something. A cell that reaches down holds for each of its rows that has something to the right of it.
  var rows: [Workbook.Row] {
    var cells = cells
    let lines = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
    for (first, last) in merged where last.row > first.row && last.row - first.row < 100_000 {
      guard let top = lines[first.row], first.column <= cells[top].count else { continue }
      let text = cells[top][first.column - 1]
      for row in (first.row + 1)...last.row {
        guard let line = lines[row], cells[line].count > last.column else { continue }
        cells[line][first.column - 1] = text
      }
    }
    return zip(numbers, cells).map { Workbook.Row(number: $0, cells: $1) }
  }

  /// Row and column of `AB12`, both from 1.
  static func place(_ reference: String) -> (row: Int, column: Int)? {
    var column = 0
    var row = 0
    for sign in reference.utf8 {
      switch sign {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0 && column < largest.columns:
        column = column * 26 + Int(sign - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0 && row <= largest.rows:
        row = row * 10 + Int(sign - UInt8(ascii: "0"))
      case UInt8(ascii: "$"): continue
      default: return nil
      }
    }
    return row > 0 && column > 0 ? (row, column) : nil
  }
}
