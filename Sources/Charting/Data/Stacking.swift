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
    let paths = keys.map { (path($0.field), $0.descending) }
    return { a, b in
      for (path, descending) in paths {
        let c = DataValue.compare(path.value(in: rows[a]), path.value(in: rows[b]))
        if c != 0 { return descending ? c > 0 : c < 0 }
      }
      return false
    }
  }
}

extension Array {
  /// Sorted, equal elements in their old order.
  func stablySorted(by precedes: (Element, Element) -> Bool) -> [Element] {
    enumerated().sorted { a, b in
      if precedes(a.element, b.element) { return true }
      if precedes(b.element, a.element) { return false }
      return a.offset < b.offset
    }.map(\.element)
  }
}
