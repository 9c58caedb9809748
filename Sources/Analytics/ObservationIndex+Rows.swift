import Observations

extension ObservationIndex {
  /// For each row a number that orders rows by their values in the columns, the first column first.
  func packedKeys(_ rows: [Int], _ columns: [ObservationIndex.Column]) -> [UInt64] {
    var keys = [UInt64](repeating: 0, count: rows.count)
    var size: UInt64 = 1
    for column in columns {
      let cardinality = UInt64(max(1, column.cardinality))
      if size.multipliedReportingOverflow(by: cardinality).overflow {
        // Only as many different keys as there are rows: count them anew.
        let distinct = Set(keys).sorted()
        let rank = Dictionary(uniqueKeysWithValues: zip(distinct, 0...))
        keys = keys.map { UInt64(rank[$0] ?? 0) }
        size = UInt64(distinct.count)
      }
      size *= cardinality
      for i in rows.indices { keys[i] = keys[i] * cardinality + UInt64(column.codes[rows[i]]) }
    }
    return keys
  }

  /// The stretches of rows whose places are in a mask.
  func rows(in range: Range<Int>, at mask: [Bool]) -> [Range<Int>] {
    // The last stretch that begins at the start of the range or before it.
    var (low, high) = (0, placeStarts.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if placeStarts[middle] <= range.lowerBound { low = middle } else { high = middle }
    }
    var found: [Range<Int>] = []
    while low + 1 < placeStarts.count, placeStarts[low] < range.upperBound {
      let stretch = (placeStarts[low]..<placeStarts[low + 1]).clamped(to: range)
      if !stretch.isEmpty, mask[Int(place.codes[stretch.lowerBound])] { found.append(stretch) }
      low += 1
    }
    return found
  }

  /// Whether numbers like this one may be added at all.
  func isAdditive(_ row: Int) -> Bool {
    let measure = measures[Int(column(.measure).codes[row])]
    let unit = units[Int(column(.unit).codes[row])]
    let observation = observations[row]
    switch measure.kind {
    case .ratio, .index, .rank: return false
    default: return observation.change == .level && unit.isAdditive
    }
  }
}
