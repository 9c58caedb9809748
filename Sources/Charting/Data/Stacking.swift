import OrderedCollections

/// Where stacked values start.
enum StackOffset: String, Sendable, CaseIterable {
  case zero, normalize, center
}

extension DataTable {
  /// Piles values up within groups: adds the columns `start` and `end`.
  mutating func stack(
    _ field: String, by groupFields: [String], sort: [SortKey], offset: StackOffset, start: String, end: String
  ) {
    let path = path(field)
    var starts = [DataValue](repeating: .number(0), count: rows.count)
    var ends = starts
    let groups = groups(by: groupFields)
    let order = sorter(sort)
    func amount(_ i: Int) -> Double { path.value(in: rows[i]).asNumber ?? 0 }
    let totals = groups.values.map { $0.reduce(0) { $0 + amount($1).magnitude } }
    let largest = totals.max() ?? 0
    for (group, indices) in groups.values.enumerated() {
      let sorted = sort.isEmpty ? indices : indices.stablySorted(by: order)
      switch offset {
      case .center:
        var edge = (largest - totals[group]) / 2
        for i in sorted {
          starts[i] = .number(edge)
          edge += amount(i).magnitude
          ends[i] = .number(edge)
        }
      case .normalize:
        let scale = totals[group] > 0 ? 1 / totals[group] : 1
        var edge = 0.0
        var sum = 0.0
        for i in sorted {
          starts[i] = .number(edge)
          sum += amount(i).magnitude
          edge = scale * sum
          ends[i] = .number(edge)
        }
      case .zero:
        var above = 0.0
        var below = 0.0
        for i in sorted {
          let n = amount(i)
          if n < 0 {
            starts[i] = .number(below)
            below += n
            ends[i] = .number(below)
          } else {
            starts[i] = .number(above)
            above += n
            ends[i] = .number(above)
          }
        }
      }
    }
    set(start, starts)
    set(end, ends)
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
    let columns = keys.map { SortColumn(values($0.field), descending: $0.descending) }
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
    case mixed([DataValue])
  }

  let values: Values
  let descending: Bool

  init(_ values: [DataValue], descending: Bool) {
    self.descending = descending
    var numbers: [Double] = []
    numbers.reserveCapacity(values.count)
    for value in values {
      guard case .number(let n) = value, n.isFinite else { break }
      numbers.append(n)
    }
    self.values = numbers.count == values.count ? .numbers(numbers) : .mixed(values)
  }

  func compare(_ a: Int, _ b: Int) -> Int {
    switch values {
    case .numbers(let numbers): numbers[a] < numbers[b] ? -1 : numbers[a] > numbers[b] ? 1 : 0
    case .mixed(let values): DataValue.compare(values[a], values[b])
    }
  }
}

extension Array {
  /// Sorted, equal elements in their old order: that is what sorting in Swift's library does, said by the name.
  func stablySorted(by precedes: (Element, Element) -> Bool) -> [Element] {
    sorted(by: precedes)
  }
}
