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
    return apply(valid.compactMap(\.asNumber), areTimes: valid.allSatisfy(\.isTime))
  }

  /// The value for some rows of a column.
  func apply(_ column: DataColumn, rows: [Int]) -> DataValue {
    let (all, areTimes): ([Double], Bool)
    switch (column, self) {
    case (_, .count), (_, .valid), (_, .missing), (_, .distinct), (_, .values), (_, .argmin), (_, .argmax):
      return apply(rows.map { column[$0] })
    case (.numbers(let numbers), _): (all, areTimes) = (numbers, false)
    case (.times(let times), _): (all, areTimes) = (times, true)
    default: return apply(rows.map { column[$0] })
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(rows.count)
    for row in rows where all[row].isFinite { numbers.append(all[row]) }
    return apply(numbers, areTimes: areTimes)
  }

  /// A measure of finite numbers.
  private func apply(_ numbers: [Double], areTimes: Bool) -> DataValue {
    guard !numbers.isEmpty else { return .null }
    func make(_ n: Double?) -> DataValue { n.map { areTimes ? .time($0) : .number($0) } ?? .null }
    let count = Double(numbers.count)
    func mean() -> Double { numbers.reduce(0, +) / count }
    func squares() -> Double {
      let mean = mean()
      return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    // One value alone has no spread of a sample.
    func variance() -> Double { count > 1 ? squares() / (count - 1) : .nan }
    switch self {
    case .sum: return .number(numbers.reduce(0, +))
    case .product: return .number(numbers.reduce(1, *))
    case .mean, .average: return make(stableMean(numbers))
    case .variance: return .number(variance())
    case .variancep: return .number(squares() / count)
    case .stdev: return .number(variance().squareRoot())
    case .stdevp: return .number((squares() / count).squareRoot())
    case .stderr: return .number((variance() / count).squareRoot())
    // A normal interval where Vega draws bootstrap samples: the same picture each time.
    case .ci0: return .number(mean() - 1.959964 * (variance() / count).squareRoot())
    case .ci1: return .number(mean() + 1.959964 * (variance() / count).squareRoot())
    case .median: return make(quantile(numbers.sorted(), 0.5))
    case .q1: return make(quantile(numbers.sorted(), 0.25))
    case .q3: return make(quantile(numbers.sorted(), 0.75))
    case .min: return make(numbers.min())
    case .max: return make(numbers.max())
    default: return make(mean())
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
  /// One aggregated value for each group of rows.
  func aggregate(_ field: AggregateField, over groups: [[Int]]) -> DataColumn {
    let column = field.field.map(column)
    switch field.operation {
    case .named(.count): return .numbers(groups.map { Double($0.count) })
    case .named(let operation):
      guard let name = field.field, let column else { return DataColumn(repeating: .null, count: groups.count) }
      if operation == .argmin || operation == .argmax {
        return DataColumn(groups.map { extreme(operation, of: name, rows: $0) })
      }
      return DataColumn(groups.map { operation.apply(column, rows: $0) })
    case .exponential(let weight):
      guard let column else { return DataColumn(repeating: .null, count: groups.count) }
      return DataColumn(
        groups.map { group -> DataValue in
          let numbers = group.map { column[$0] }.filter(\.isValid).compactMap(\.asNumber)
          // Σ wⁿ⁻ⁱ xᵢ over the sum of the weights.
          let sum = numbers.reduce(0) { weight * $0 + $1 }
          let total = numbers.reduce(0) { total, _ in weight * total + 1 }
          return numbers.isEmpty ? .null : .number(sum / total)
        })
    case .argument(let operation, let by):
      return DataColumn(
        groups.map { group in
          let row = extreme(operation, of: by, rows: group)
          return field.field.map { row.member($0) } ?? row
        })
    }
  }

  /// The row in which a field is smallest or largest, as an object.
  private func extreme(_ operation: AggregateOperation, of field: String, rows indices: [Int]) -> DataValue {
    let column = column(field)
    var best: (row: Int, value: Double)?
    for i in indices {
      guard let n = column[i].asNumber else { continue }
      if best.map({ operation == .argmin ? n < $0.value : n > $0.value }) ?? true { best = (i, n) }
    }
    guard let best else { return .null }
    return .object(zip(fields, rows[best.row]).map { DataValue.Entry($0, $1) })
  }

  /// One row a group, the grouping fields first.
  func aggregated(_ aggregates: [AggregateField], by groupFields: [String]) -> DataTable {
    let groups = groups(by: groupFields)
    let firsts = groups.map { $0[0] }
    return DataTable(
      fields: groupFields + aggregates.map(\.name),
      columns: groupFields.map { column($0).picking(firsts) } + aggregates.map { aggregate($0, over: groups) },
      count: groups.count, anchors: anchors.isEmpty ? [] : groups.map { anchor(of: $0) })
  }
}
