import OrderedCollections

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension AggregateOperation {
  /// The value for a group; `values` are those of the field, one a row of the group.
  func apply(_ values: [DataValue]) -> DataValue {
    let valid = values.filter(\.isValid)
    switch self {
    case .count: return .number(Double(values.count))
    case .valid: return .number(Double(valid.count))
    case .missing: return .number(Double(values.count { $0 == .null }))
    case .distinct: return .number(Double(Set(values).count))
    case .values: return .list(values)
    case .argmin, .argmax: return .null
    default: break
    }
    let numbers = valid.compactMap(\.asNumber)
    guard !numbers.isEmpty else { return .null }
    let isTime = valid.allSatisfy(\.isTime)
    func make(_ n: Double?) -> DataValue { n.map { isTime ? .time($0) : .number($0) } ?? .null }
    let count = Double(numbers.count)
    let mean = numbers.reduce(0, +) / count
    func squares() -> Double { numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } }
    // One value alone has no spread of a sample.
    let variance = count > 1 ? squares() / (count - 1) : .nan
    switch self {
    case .sum: return .number(numbers.reduce(0, +))
    case .product: return .number(numbers.reduce(1, *))
    case .mean, .average: return make(stableMean(numbers))
    case .variance: return .number(variance)
    case .variancep: return .number(squares() / count)
    case .stdev: return .number(variance.squareRoot())
    case .stdevp: return .number((squares() / count).squareRoot())
    case .stderr: return .number((variance / count).squareRoot())
    // A normal interval where Vega draws bootstrap samples: the same picture each time.
    case .ci0: return .number(mean - 1.959964 * (variance / count).squareRoot())
    case .ci1: return .number(mean + 1.959964 * (variance / count).squareRoot())
    case .median: return make(quantile(numbers.sorted(), 0.5))
    case .q1: return make(quantile(numbers.sorted(), 0.25))
    case .q3: return make(quantile(numbers.sorted(), 0.75))
    case .min: return make(numbers.min())
    case .max: return make(numbers.max())
    default: return make(mean)
    }
  }
}

/// The mean by updates, which stays exact for equal values.
private func stableMean(_ numbers: [Double]) -> Double {
  var mean = 0.0
  for (i, n) in numbers.enumerated() { mean += (n - mean) / Double(i + 1) }
  return mean
}

/// The quantile of sorted numbers by linear interpolation (type 7 of Hyndman and Fan).
func quantile(_ sorted: [Double], _ p: Double) -> Double? {
  guard let last = sorted.last else { return nil }
  let position = Double(sorted.count - 1) * min(max(p, 0), 1)
  let i = Int(position)
  guard i + 1 < sorted.count else { return last }
  return sorted[i] + (sorted[i + 1] - sorted[i]) * (position - Double(i))
}

/// One aggregate to compute.
struct AggregateField: Sendable, Hashable {
  var operation: AggregateSpec
  var field: String?
  var name: String
}

extension DataTable {
  /// One aggregated value over rows.
  func aggregate(_ field: AggregateField, rows indices: [Int]) -> DataValue {
    switch field.operation {
    case .named(let operation):
      guard let name = field.field, operation != .count else {
        return operation == .count ? .number(Double(indices.count)) : .null
      }
      let path = path(name)
      if operation == .argmin || operation == .argmax { return extreme(operation, of: name, rows: indices) }
      return operation.apply(indices.map { path.value(in: rows[$0]) })
    case .exponential(let weight):
      guard let name = field.field else { return .null }
      let path = path(name)
      let numbers = indices.map { path.value(in: rows[$0]) }.filter(\.isValid).compactMap(\.asNumber)
      // Σ wⁿ⁻ⁱ xᵢ over the sum of the weights.
      let sum = numbers.reduce(0) { weight * $0 + $1 }
      let total = numbers.reduce(0) { total, _ in weight * total + 1 }
      return numbers.isEmpty ? .null : .number(sum / total)
    case .argument(let operation, let by):
      let row = extreme(operation, of: by, rows: indices)
      guard let name = field.field else { return row }
      return row.member(name)
    }
  }

  /// The row in which a field is smallest or largest, as an object.
  private func extreme(_ operation: AggregateOperation, of field: String, rows indices: [Int]) -> DataValue {
    let path = path(field)
    var best: (row: Int, value: Double)?
    for i in indices {
      guard let n = path.value(in: rows[i]).asNumber else { continue }
      if best.map({ operation == .argmin ? n < $0.value : n > $0.value }) ?? true { best = (i, n) }
    }
    guard let best else { return .null }
    return .object(zip(fields, rows[best.row]).map { DataValue.Entry($0, $1) })
  }

  /// One row a group, the grouping fields first.
  func aggregated(_ aggregates: [AggregateField], by groupFields: [String]) -> DataTable {
    let paths = groupFields.map(path)
    var result = DataTable(fields: groupFields + aggregates.map(\.name))
    for (_, indices) in groups(by: groupFields) {
      let first = rows[indices[0]]
      result.rows.append(paths.map { $0.value(in: first) } + aggregates.map { aggregate($0, rows: indices) })
      if !anchors.isEmpty { result.anchors.append(anchor(of: indices)) }
    }
    return result
  }
}
