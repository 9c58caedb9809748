/// The columns of a table that stand side by side: all of them, or those that fit.
struct TablePart {
  /// Positions of columns in the table, in order; after the repeated ones they follow each other.
  var columns: [Int]
  /// How many columns at the start stand in the part before as well.
  var repeated = 0

  /// Whether a column stands here and in no part before.
  func isNew(_ column: Int) -> Bool { columns.dropFirst(repeated).contains(column) }

  /// The places in the part of columns that follow each other in the table.
  func places(of range: Range<Int>) -> Range<Int> {
    guard let first = columns.firstIndex(where: { range.contains($0) }),
      let last = columns.lastIndex(where: { range.contains($0) })
    else { return 0..<0 }
    return first..<last + 1
  }
}

extension Table {
  /// Parts whose columns fit into a width, about as many columns in each; nil where no column fits beside those that name
  /// the rows, or where none does.
  ///
  /// - Parameter least: the least width of columns side by side.
  func parts(fitting width: Double, least: ([Int]) -> Double) -> [TablePart]? {
    let names = Array(0..<min(max(stub, 0), columns.count - 1))
    let others = Array(names.count..<columns.count)
    guard !names.isEmpty, others.allSatisfy({ least(names + [$0]) <= width }) else { return nil }
    // 1. As few parts as can be.
    func fill(most: Int) -> [[Int]] {
      var parts: [[Int]] = []
      for column in others {
        if let last = parts.last, last.count < most, least(names + last + [column]) <= width {
          parts[parts.count - 1].append(column)
        } else {
          parts.append([column])
        }
      }
      return parts
    }
    let greedy = fill(most: others.count)
    // 2. Of equal length, where that takes no more.
    let even = fill(most: (others.count + greedy.count - 1) / greedy.count)
    return (even.count == greedy.count ? even : greedy).enumerated().map {
      TablePart(columns: names + $0.element, repeated: $0.offset == 0 ? 0 : names.count)
    }
  }

  /// Where a row's cells begin.
  static func firstColumns(of cells: [Cell]) -> [Int] {
    var first = 0
    return cells.map { cell in
      defer { first += cell.span }
      return first
    }
  }
}
