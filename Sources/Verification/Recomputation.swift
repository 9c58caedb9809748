import Observations

/// A value computed again from the observations it rests on, where the formula says how and the observations are enough.
struct Recomputation {
  let formula: String
  let observations: [AttachedData.Observation]

  /// Nil when it cannot be computed from this alone.
  var value: Double? {
    let values = observations.compactMap { $0.value?.double }
    guard !values.isEmpty, values.count == observations.count, observations.allSatisfy({ $0.high == nil }) else {
      return nil
    }
    switch formula {
    case "sum": return values.reduce(0, +)
    case "mean": return values.reduce(0, +) / Double(values.count)
    case "min": return values.min()
    case "max": return values.max()
    case "count": return Double(values.count)
    default: break
    }
    guard values.count == 2 else { return nil }
    if formula.hasPrefix("growth on ") { return values[1] == 0 ? nil : (values[0] / values[1] - 1) * 100 }
    if formula.hasPrefix("change on ") { return values[0] - values[1] }
    return nil
  }
}
