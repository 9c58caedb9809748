/// Classes of a continuous value: class `i` lies from threshold `i - 1` up to threshold `i`.
package struct ThresholdScale: Hashable, Sendable {
  /// Ascending.
  package var thresholds: [Double]

  package init(thresholds: [Double]) { self.thresholds = thresholds }

  /// `classes` equal parts of an interval.
  package static func quantize(_ low: Double, _ high: Double, classes: Int) -> ThresholdScale {
    let n = Double(classes)
    return ThresholdScale(
      thresholds: (1..<max(1, classes)).map { (Double($0) * high - (Double($0) - n) * low) / n })
  }

  /// Classes with equally many of the given values.
  package static func quantile(_ values: [Double], classes: Int) -> ThresholdScale {
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return ThresholdScale(thresholds: []) }
    return ThresholdScale(
      thresholds: (1..<max(1, classes)).map { quantile(sorted, Double($0) / Double(classes)) })
  }

  /// A quantile of sorted values, interpolated between neighbours.
  package static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    guard let last = sorted.last else { return .nan }
    let position = Double(sorted.count - 1) * p
    let i = Int(position)
    if position <= 0 { return sorted[0] }
    if i >= sorted.count - 1 { return last }
    return sorted[i] + (sorted[i + 1] - sorted[i]) * (position - Double(i))
  }

  /// The class of a value, nil for not-a-number.
  package func index(_ value: Double) -> Int? {
    guard !value.isNaN else { return nil }
    var (low, high) = (0, thresholds.count)
    while low < high {
      let middle = (low + high) / 2
      if thresholds[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The bin of a value between boundaries; values outside fall into the first or last.
  package static func binOrdinal(_ value: Double, boundaries: [Double]) -> Int? {
    guard boundaries.count > 1 else { return nil }
    return ThresholdScale(thresholds: Array(boundaries.dropFirst().dropLast())).index(value)
  }
}

/// Values of a range handed out in turn to the values of a domain.
package struct OrdinalScale<Value: Hashable & Sendable>: Sendable {
  package private(set) var domain: [DataValue] = []
  package var range: [Value]
  private var positions: [DataValue: Int] = [:]

  package init(domain: [DataValue], range: [Value]) {
    self.range = range
    for value in domain where positions[value] == nil {
      positions[value] = self.domain.count
      self.domain.append(value)
    }
  }

  package func map(_ value: DataValue) -> Value? {
    guard !range.isEmpty else { return nil }
    return positions[value].map { range[$0 % range.count] }
  }
}
