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
      var results = [DataValue](repeating: .null, count: table.count)
      for group in groups {
        let order = sort.isEmpty ? group : group.stablySorted(by: precedes)
        let values = order.map { column?[$0] ?? .number(1) }
        // Positions of the first and last row with the same sort key.
        var first = Array(order.indices)
        var last = first
        if includesPeers {
          for i in order.indices.dropFirst() where !precedes(order[i - 1], order[i]) { first[i] = first[i - 1] }
          for i in order.indices.dropLast().reversed() where first[i + 1] == first[i] { last[i] = last[i + 1] }
        }
        var running: (end: Int, sum: Double, count: Int) = (0, 0, 0)
        var distinct = 0
        for (i, row) in order.enumerated() {
          if first[i] == i { distinct += 1 }
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
              at: i, of: order.count, first: first[i], last: last[i], parameter: parameter, values: values,
              frame: low..<max(low, high), distinct: distinct)
          }
        }
      }
      table.set(item["as"]?.string ?? name, DataColumn(results))
    }
  }
}

/// What Vega works out from the place of a row among the others of its group.
enum WindowOperation: String, CaseIterable {
  case rowNumber = "row_number", rank, denseRank = "dense_rank", percentRank = "percent_rank", cumeDist = "cume_dist"
  case ntile, lag, lead, firstValue = "first_value", lastValue = "last_value", nthValue = "nth_value"

  /// - Parameters:
  ///   - first, last: the positions of the first and last row with the same sort key
  ///   - distinct: how many different sort keys there are up to the row
  fileprivate func value(
    at i: Int, of count: Int, first: Int, last: Int, parameter: Double, values: [DataValue], frame: Range<Int>,
    distinct: Int
  ) -> DataValue {
    func given(_ k: Int) -> DataValue { values.indices.contains(k) ? values[k] : .null }
    var n: Int { Int(min(max(parameter, 0), 1e9)) }
    switch self {
    case .rowNumber: return .number(Double(i + 1))
    case .rank: return .number(Double(first + 1))
    case .denseRank: return .number(Double(distinct))
    case .percentRank: return .number(count > 1 ? Double(first) / Double(count - 1) : 0)
    case .cumeDist: return .number(Double(last + 1) / Double(max(1, count)))
    case .ntile: return .number((Double(max(1, n)) * Double(last + 1) / Double(max(1, count))).rounded(.up))
    case .lag: return given(i - n)
    case .lead: return given(i + n)
    case .firstValue: return frame.isEmpty ? .null : given(frame.lowerBound)
    case .lastValue: return frame.isEmpty ? .null : given(frame.upperBound - 1)
    case .nthValue: return n >= 1 && frame.count >= n ? given(frame.lowerBound + n - 1) : .null
    }
  }
}
