import Diagnostics
import Notation
import OrderedCollections

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Transforming {
  /// Curves fitted by least squares, as points along them or as their coefficients.
  func regression(_ node: Node, table: inout DataTable) {
    guard let yField = node["regression"]?.string, let xField = node["on"]?.string else { return }
    check(node["regression"], in: table)
    check(node["on"], in: table)
    let groupFields = strings(node["groupby"])
    let givesParameters = node["params"]?.bool ?? false
    let names = givesParameters ? ["coef", "rSquared"] : names(node, default: [xField, yField])
    let method = node["method"]?.string ?? "linear"
    let order = method == "quad" ? 2 : Int(min(max(node["order"]?.number ?? 3, 0), 12))
    let extent = node["extent"]?.sequence?.compactMap(\.number) ?? []
    var result = DataTable(fields: groupFields + names.prefix(2))
    let groupPaths = groupFields.map { table.path($0) }
    for indices in table.groups(by: groupFields) {
      let points = pairs(xField, yField, indices, table)
      let key = groupPaths.map { $0.value(in: table.rows[indices[0]]) }
      guard points.count > 1, let low = points.first?.x, let high = points.last?.x,
        let fit = RegressionFit(method, order: order, points)
      else { continue }
      if givesParameters {
        let determination = fit.determination(points)
        result.append(key + [.list(fit.coefficientsAtZero.map { .number($0) }), .number(determination)])
        continue
      }
      let (from, to) = extent.count == 2 ? (extent[0], extent[1]) : (low, high)
      let steps = method == "linear" ? 1 : 50
      for i in 0...steps {
        let x = from + (to - from) * Double(i) / Double(steps)
        result.append(key + [.number(x), .number(fit.value(x))])
      }
    }
    table = result
  }

  /// A curve through local lines: each value is weighted by its nearness (Cleveland's method, with two rounds that make
  /// outliers count less).
  func loess(_ node: Node, table: inout DataTable) {
    guard let yField = node["loess"]?.string, let xField = node["on"]?.string else { return }
    check(node["loess"], in: table)
    check(node["on"], in: table)
    let groupFields = strings(node["groupby"])
    let names = names(node, default: [xField, yField])
    let bandwidth = min(max(node["bandwidth"]?.number ?? 0.3, 0.01), 1)
    var result = DataTable(fields: groupFields + names.prefix(2))
    let groupPaths = groupFields.map { table.path($0) }
    for indices in table.groups(by: groupFields) {
      let points = pairs(xField, yField, indices, table)
      let key = groupPaths.map { $0.value(in: table.rows[indices[0]]) }
      let smoothed = smoothed(points, bandwidth)
      for i in points.indices where i == 0 || points[i].x != points[i - 1].x {
        let same = points.indices.filter { points[$0].x == points[i].x }
        let mean = same.reduce(0) { $0 + smoothed[$1] } / Double(same.count)
        result.append(key + [.number(points[i].x), .number(mean)])
      }
    }
    table = result
  }

  private func pairs(_ x: String, _ y: String, _ indices: [Int], _ table: DataTable) -> [(x: Double, y: Double)] {
    let (xs, ys) = (table.column(x), table.column(y))
    let points = indices.compactMap { i -> (x: Double, y: Double)? in
      let (x, y) = (xs[i], ys[i])
      guard x.isValid, y.isValid, let a = x.asNumber, let b = y.asNumber else { return nil }
      return (a, b)
    }
    return points.stablySorted { $0.x < $1.x }
  }

  private func smoothed(_ points: [(x: Double, y: Double)], _ bandwidth: Double) -> [Double] {
    let count = points.count
    guard count > 2 else { return points.map(\.y) }
    let near = max(2, Int(bandwidth * Double(count)))
    var robustness = [Double](repeating: 1, count: count)
    var fitted = points.map(\.y)
    for round in 0...2 {
      var (start, end) = (0, near - 1)
      for i in 0..<count {
        let x = points[i].x
        while end < count - 1, points[end + 1].x - x < x - points[start].x {
          start += 1
          end += 1
        }
        let reach = max(x - points[start].x, points[end].x - x)
        var (w, wx, wy, wxx, wxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for k in start...end {
          let distance = reach > 0 ? (points[k].x - x).magnitude / reach : 0
          let tricube = pow(max(0, 1 - distance * distance * distance), 3)
          let weight = (reach > 0 ? tricube : 1) * robustness[k]
          let dx = points[k].x - x
          w += weight
          wx += weight * dx
          wy += weight * points[k].y
          wxx += weight * dx * dx
          wxy += weight * dx * points[k].y
        }
        guard w > 0 else { continue }
        let (meanX, meanY) = (wx / w, wy / w)
        let spread = wxx / w - meanX * meanX
        let slope = spread > 1e-12 ? (wxy / w - meanX * meanY) / spread : 0
        fitted[i] = meanY - slope * meanX
      }
      guard round < 2 else { break }
      let residuals = points.indices.map { (points[$0].y - fitted[$0]).magnitude }
      guard let median = quantile(residuals.sorted(), 0.5), median > 1e-12 else { break }
      robustness = residuals.map { residual in
        let share = min(1, residual / (6 * median))
        return (1 - share * share) * (1 - share * share)
      }
    }
    return fitted
  }
}

/// A curve fitted to points by least squares.
struct RegressionFit {
  var coefficients: [Double]
  private let method: String
  /// What x is moved by before powers are taken, which keeps them small.
  private var center = 0.0

  init?(_ method: String, order: Int, _ points: [(x: Double, y: Double)]) {
    self.method = method
    switch method {
    case "log":
      guard points.allSatisfy({ $0.x > 0 }), let line = Self.solve(points.map { (log($0.x), $0.y, 1) }, order: 1) else {
        return nil
      }
      coefficients = line
    case "exp":
      // Weighted by y, so that the fit in logarithms is one of the values.
      guard points.allSatisfy({ $0.y > 0 }),
        let line = Self.solve(points.map { ($0.x, log($0.y), $0.y) }, order: 1)
      else { return nil }
      coefficients = [exp(line[0]), line[1]]
    case "pow":
      guard points.allSatisfy({ $0.x > 0 && $0.y > 0 }),
        let line = Self.solve(points.map { (log($0.x), log($0.y), 1) }, order: 1)
      else { return nil }
      coefficients = [exp(line[0]), line[1]]
    default:
      let degree = method == "quad" || method == "poly" ? order : 1
      center = degree > 1 ? points.reduce(0) { $0 + $1.x } / Double(points.count) : 0
      let middle = center
      guard let curve = Self.solve(points.map { ($0.x - middle, $0.y, 1) }, order: degree) else { return nil }
      coefficients = curve
    }
  }

  func value(_ x: Double) -> Double {
    switch method {
    case "log": coefficients[0] + coefficients[1] * log(x)
    case "exp": coefficients[0] * exp(coefficients[1] * x)
    case "pow": coefficients[0] * pow(x, coefficients[1])
    default: coefficients.reversed().reduce(0) { $0 * (x - center) + $1 }
    }
  }

  /// The coefficients of the powers of x itself.
  var coefficientsAtZero: [Double] {
    guard center != 0 else { return coefficients }
    var result = [Double](repeating: 0, count: coefficients.count)
    for coefficient in coefficients.reversed() {
      for i in result.indices.reversed() { result[i] = (i > 0 ? result[i - 1] : 0) - center * result[i] }
      result[0] += coefficient
    }
    return result
  }

  /// The share of the variance that the curve explains.
  func determination(_ points: [(x: Double, y: Double)]) -> Double {
    let mean = points.reduce(0) { $0 + $1.y } / Double(points.count)
    let total = points.reduce(0) { $0 + ($1.y - mean) * ($1.y - mean) }
    let rest = points.reduce(0) { $0 + ($1.y - value($1.x)) * ($1.y - value($1.x)) }
    return total == 0 ? 0 : 1 - rest / total
  }

  /// The polynomial with the least weighted squares, by Gauss's elimination; nil where the points leave it open.
  private static func solve(_ points: [(x: Double, y: Double, weight: Double)], order: Int) -> [Double]? {
    let size = order + 1
    var rows = [[Double]](repeating: [Double](repeating: 0, count: size + 1), count: size)
    for point in points {
      var powers = [1.0]
      for _ in 0..<(2 * order) { powers.append(powers[powers.count - 1] * point.x) }
      for i in 0..<size {
        for k in 0..<size { rows[i][k] += point.weight * powers[i + k] }
        rows[i][size] += point.weight * powers[i] * point.y
      }
    }
    for column in 0..<size {
      guard let pivot = (column..<size).max(by: { rows[$0][column].magnitude < rows[$1][column].magnitude }),
        rows[pivot][column].magnitude > 1e-300
      else { return nil }
      rows.swapAt(column, pivot)
      for other in 0..<size where other != column {
        let factor = rows[other][column] / rows[column][column]
        if factor != 0 { for k in column...size { rows[other][k] -= factor * rows[column][k] } }
      }
    }
    let result = (0..<size).map { rows[$0][size] / rows[$0][$0] }
    return result.allSatisfy(\.isFinite) ? result : nil
  }
}
