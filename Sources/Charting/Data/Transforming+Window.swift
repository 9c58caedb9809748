import Diagnostics
import Notation
import OrderedCollections

extension Transforming {
  func window(_ node: Node, _ items: Node, table: inout DataTable) throws(DiagnosticError) {
    let sort = sortKeys(node["sort"])
    let frame = node["frame"]?.sequence ?? []
    let back = frame.count == 2 ? frame[0].number.map { Int(max(-1e9, min(1e9, $0))) } : nil
    let ahead = frame.count == 2 ? frame[1].number.map { Int(max(-1e9, min(1e9, $0))) } : 0
    let includesPeers = !sort.isEmpty && node["ignorePeers"]?.bool != true
    let precedes = table.sorter(sort)
    let groups = table.groups(by: strings(node["groupby"]))
    for item in items.sequence ?? [] {
      guard let name = item["op"]?.string else { continue }
      check(item["field"], in: table)
      let column = item["field"]?.string.map { table.column($0) }
      let parameter = item["param"]?.number ?? 1
      let operation = AggregateOperation(rawValue: name)
      let windowOperation = WindowOperation(rawValue: name)
      guard operation != nil || windowOperation != nil else {
        throw DiagnosticError(
          Message.unknownWord(
            name, at: item, "window operation",
            among: WindowOperation.allCases.map(\.rawValue) + AggregateOperation.allCases.map(\.rawValue)))
      }
      let isRank = windowOperation?.isRank == true
      var ranks = [Double](repeating: 0, count: isRank ? table.count : 0)
      var results = [DataValue](repeating: .null, count: isRank ? 0 : table.count)
      for group in groups {
        let order = sort.isEmpty ? group : group.stablySorted(by: precedes)
        // Positions of the first and last row with the same sort key.
        var first = Array(order.indices)
        var last = first
        if includesPeers, windowOperation != .rowNumber {
          for i in order.indices.dropFirst() where !precedes(order[i - 1], order[i]) { first[i] = first[i - 1] }
          for i in order.indices.dropLast().reversed() where first[i + 1] == first[i] { last[i] = last[i + 1] }
        }
        if let windowOperation, isRank {
          var distinct = 0
          for (i, row) in order.enumerated() {
            if first[i] == i { distinct += 1 }
            ranks[row] = windowOperation.rank(
              at: i, of: order.count, first: first[i], last: last[i], distinct: distinct, parameter: parameter)
          }
          continue
        }
        let values = order.map { column?[$0] ?? .number(1) }
        var running: (end: Int, sum: Double, count: Int) = (0, 0, 0)
        for (i, row) in order.enumerated() {
          var low = back.map { max(0, i + $0) } ?? 0
          var high = ahead.map { min(order.count, i + $0 + 1) } ?? order.count
          if includesPeers {
            if low < order.count { low = min(low, first[low]) }
            if high > 0 { high = max(high, last[high - 1] + 1) }
          }
          if let operation {
            guard low < high else { continue }
            if low == 0, operation == .sum || operation == .count {
              while running.end < high {
                running.sum += values[running.end].asNumber ?? 0
                running.count += 1
                running.end += 1
              }
              if running.end == high {
                results[row] = .number(operation == .sum ? running.sum : Double(running.count))
                continue
              }
            }
            results[row] = operation.apply(Array(values[low..<high]))
          } else if let windowOperation {
            results[row] = windowOperation.value(
              at: i, of: values, parameter: parameter, frame: low..<max(low, high))
          }
        }
      }
      table.set(item["as"]?.string ?? name, isRank ? .numbers(ranks) : DataColumn(results))
    }
  }
}

/// What Vega works out from the place of a row among the others of its group.
enum WindowOperation: String, CaseIterable {
  case rowNumber = "row_number", rank, denseRank = "dense_rank", percentRank = "percent_rank", cumeDist = "cume_dist"
  case ntile, lag, lead, firstValue = "first_value", lastValue = "last_value", nthValue = "nth_value"

  /// Whether it numbers the rows; else it gives the value of one of them.
  fileprivate var isRank: Bool {
    switch self {
    case .rowNumber, .rank, .denseRank, .percentRank, .cumeDist, .ntile: true
    case .lag, .lead, .firstValue, .lastValue, .nthValue: false
    }
  }

  /// - Parameters:
  ///   - first, last: the positions of the first and last row with the same sort key
  ///   - distinct: how many different sort keys there are up to the row
  fileprivate func rank(
    at i: Int, of count: Int, first: Int, last: Int, distinct: Int, parameter: Double
  ) -> Double {
    switch self {
    case .rank: Double(first + 1)
    case .denseRank: Double(distinct)
    case .percentRank: count > 1 ? Double(first) / Double(count - 1) : 0
    case .cumeDist: Double(last + 1) / Double(max(1, count))
    case .ntile: (Double(max(1, whole(parameter))) * Double(last + 1) / Double(max(1, count))).rounded(.up)
    default: Double(i + 1)
    }
  }

  fileprivate func value(at i: Int, of values: [DataValue], parameter: Double, frame: Range<Int>) -> DataValue {
    func given(_ k: Int) -> DataValue { values.indices.contains(k) ? values[k] : .null }
    let n = whole(parameter)
    return switch self {
    case .lag: given(i - n)
    case .lead: given(i + n)
    case .firstValue: frame.isEmpty ? .null : given(frame.lowerBound)
    case .lastValue: frame.isEmpty ? .null : given(frame.upperBound - 1)
    default: n >= 1 && frame.count >= n ? given(frame.lowerBound + n - 1) : .null
    }
  }

  private func whole(_ parameter: Double) -> Int { Int(min(max(parameter, 0), 1e9)) }
}
