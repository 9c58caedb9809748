/// Where stacked values start.
enum StackOffset: String, Sendable, CaseIterable {
  case zero, normalize, center
}

extension DataTable {
  /// Piles values up within groups: adds the columns `start` and `end`.
  mutating func stack(
    _ field: String, by groupFields: [String], sort: [SortKey], offset: StackOffset, start: String, end: String
  ) {
    let amounts = column(field).numbersOrZero
    var starts = [Double](repeating: 0, count: count)
    var ends = starts
    let groups = groups(by: groupFields)
    let order = sorter(sort)
    let totals = groups.map { $0.reduce(0) { $0 + amounts[$1].magnitude } }
    let largest = totals.max() ?? 0
    for (group, indices) in groups.enumerated() {
      let sorted = sort.isEmpty ? indices : indices.stablySorted(by: order)
      switch offset {
      case .center:
        var edge = (largest - totals[group]) / 2
        for i in sorted {
          starts[i] = edge
          edge += amounts[i].magnitude
          ends[i] = edge
        }
      case .normalize:
        let scale = totals[group] > 0 ? 1 / totals[group] : 1
        var edge = 0.0
        var sum = 0.0
        for i in sorted {
          starts[i] = edge
          sum += amounts[i].magnitude
          edge = scale * sum
          ends[i] = edge
        }
      case .zero:
        var above = 0.0
        var below = 0.0
        for i in sorted {
          let n = amounts[i]
          if n < 0 {
            starts[i] = below
            below += n
            ends[i] = below
          } else {
            starts[i] = above
            above += n
            ends[i] = above
          }
        }
      }
    }
    set(start, .numbers(starts))
    set(end, .numbers(ends))
  }
}

/// One key of a sort order.
struct SortKey: Sendable, Hashable {
  var field: String
  var descending = false
}

extension DataTable {
  /// A comparison of row indices by keys.
  func sorter(_ keys: [SortKey]) -> (Int, Int) -> Bool {
    let columns = keys.map { SortColumn(column($0.field), descending: $0.descending) }
    if columns.count == 1, case .numbers(let numbers) = columns[0].values {
      return columns[0].descending ? { numbers[$0] > numbers[$1] } : { numbers[$0] < numbers[$1] }
    }
    return { a, b in
      for column in columns {
        let c = column.compare(a, b)
        if c != 0 { return column.descending ? c > 0 : c < 0 }
      }
      return false
    }
  }
}

/// The values of a key by which rows are sorted.
private struct SortColumn {
  enum Values {
    /// All of them finite.
    case numbers([Double])
    case mixed(DataColumn)
  }

  let values: Values
  let descending: Bool

  init(_ column: DataColumn, descending: Bool) {
    self.descending = descending
    switch column {
    case .numbers(let numbers) where numbers.allSatisfy(\.isFinite): values = .numbers(numbers)
    case .coded(let codes, let list) where list.count <= codes.count:
      // Each row by the rank of its text.
      var ranks = [Double](repeating: 0, count: list.count)
      for (rank, place) in list.indices.stablySorted(by: { DataValue.precedes(list[$0], list[$1]) }).enumerated() {
        ranks[place] = Double(rank)
      }
      values = .numbers(codes.map { ranks[Int($0)] })
    default: values = .mixed(column)
    }
  }

  func compare(_ a: Int, _ b: Int) -> Int {
    switch values {
    case .numbers(let numbers): numbers[a] < numbers[b] ? -1 : numbers[a] > numbers[b] ? 1 : 0
    case .mixed(let column): DataValue.compare(column[a], column[b])
    }
  }
}

extension Sequence {
  /// Sorted, equal elements in their old order: that is what sorting in Swift's library does, said by the name.
  func stablySorted(by precedes: (Element, Element) -> Bool) -> [Element] {
    sorted(by: precedes)
  }
}
