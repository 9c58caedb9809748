import Glibc

/// The evaluated arguments of a call.
struct ExpressionArguments {
  var values: [ScriptValue]
  var context: ExpressionContext

  var count: Int { values.count }
  subscript(_ i: Int) -> ScriptValue { i < values.count ? values[i] : .undefined }
  func number(_ i: Int) -> Double { self[i].number }
  func text(_ i: Int) -> String { self[i].text }
  /// A whole number, `absent` when the argument is not there.
  func whole(_ i: Int, absent: Int) -> Int {
    guard i < values.count else { return absent }
    let value = values[i].number
    return value.isNaN ? 0 : Int(max(-1e15, min(1e15, value.rounded(.towardZero))))
  }
}

/// A function of the expression language.
struct ExpressionFunction: Sendable {
  typealias Body = @Sendable (ExpressionArguments) -> ScriptValue

  var body: Body

  /// All by name.
  static let table: [String: ExpressionFunction] = {
    var table: [String: ExpressionFunction] = [:]
    for (name, body) in mathematics.merging(texts, uniquingKeysWith: { a, _ in a })
      .merging(lists, uniquingKeysWith: { a, _ in a }).merging(types, uniquingKeysWith: { a, _ in a })
      .merging(dates, uniquingKeysWith: { a, _ in a }).merging(formats, uniquingKeysWith: { a, _ in a })
    {
      table[name] = ExpressionFunction(body: body)
    }
    return table
  }()

  /// Those only the drawer of the chart can answer.
  static let external: Set<String> = [
    "scale", "invert", "bandwidth", "domain", "range", "bandspace", "gradient", "data", "indata", "width", "height",
    "random",
  ]

  static let constants: [String: Double] = [
    "NaN": .nan, "Infinity": .infinity, "PI": .pi, "E": M_E, "LN2": M_LN2, "LN10": M_LN10, "LOG2E": M_LOG2E,
    "LOG10E": M_LOG10E, "SQRT2": 2.0.squareRoot(), "SQRT1_2": 0.5.squareRoot(), "MIN_VALUE": .leastNonzeroMagnitude,
    "MAX_VALUE": .greatestFiniteMagnitude,
  ]

  private static func one(_ f: @escaping @Sendable (Double) -> Double) -> Body { { .number(f($0.number(0))) } }

  private static let mathematics: [String: Body] = [
    "abs": one { $0.magnitude }, "acos": one { acos($0) }, "asin": one { asin($0) }, "atan": one { atan($0) },
    "ceil": one { $0.rounded(.up) }, "cos": one { cos($0) }, "exp": one { exp($0) },
    "floor": one { $0.rounded(.down) }, "log": one { log($0) }, "round": one { Ticks.jsRound($0) },
    "sin": one { sin($0) }, "sqrt": one { $0.squareRoot() }, "tan": one { tan($0) },
    "log10": one { log10($0) }, "log2": one { log2($0) }, "cbrt": one { cbrt($0) },
    "sign": one { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }, "trunc": one { $0.rounded(.towardZero) },
    "atan2": { .number(atan2($0.number(0), $0.number(1))) }, "pow": { .number(pow($0.number(0), $0.number(1))) },
    "hypot": { .number(hypot($0.number(0), $0.number(1))) },
    "max": { arguments in
      .number(arguments.values.reduce(-.infinity) { $0.isNaN || $1.number.isNaN ? .nan : max($0, $1.number) })
    },
    "min": { arguments in
      .number(arguments.values.reduce(.infinity) { $0.isNaN || $1.number.isNaN ? .nan : min($0, $1.number) })
    },
    "clamp": { .number(max($0.number(1), min($0.number(2), $0.number(0)))) },
    "isNaN": { .truth($0.number(0).isNaN) }, "isFinite": { .truth($0.number(0).isFinite) },
    "cumulativeNormal": { .number(0.5 * erfc(-$0.deviate / 2.0.squareRoot())) },
    "densityNormal": { arguments in
      let z = arguments.deviate
      return .number(exp(-0.5 * z * z) / (arguments.deviation * (2 * Double.pi).squareRoot()))
    },
    "quantileNormal": { arguments in
      .number(arguments.mean + arguments.deviation * normalQuantile(arguments.number(0)))
    },
    "cumulativeLogNormal": { arguments in
      let x = arguments.number(0)
      guard x > 0 else { return .number(0) }
      return .number(0.5 * erfc(-(log(x) - arguments.mean) / arguments.deviation / 2.0.squareRoot()))
    },
    "densityLogNormal": { arguments in
      let x = arguments.number(0)
      guard x > 0 else { return .number(0) }
      let z = (log(x) - arguments.mean) / arguments.deviation
      return .number(exp(-0.5 * z * z) / (x * arguments.deviation * (2 * Double.pi).squareRoot()))
    },
    "quantileLogNormal": { arguments in
      .number(exp(arguments.mean + arguments.deviation * normalQuantile(arguments.number(0))))
    },
    "cumulativeUniform": { arguments in
      let (low, high) = arguments.interval
      return .number(max(0, min(1, (arguments.number(0) - low) / (high - low))))
    },
    "densityUniform": { arguments in
      let (low, high) = arguments.interval
      let x = arguments.number(0)
      return .number(x >= low && x <= high ? 1 / (high - low) : 0)
    },
    "quantileUniform": { arguments in
      let (low, high) = arguments.interval
      let p = arguments.number(0)
      return .number(p >= 0 && p <= 1 ? low + p * (high - low) : .nan)
    },
    "lerp": { arguments in
      guard let list = arguments[0].list, let first = list.first, let last = list.last else { return .undefined }
      return .number(first.number + (last.number - first.number) * arguments.number(1))
    },
  ]
}

extension ExpressionArguments {
  /// The parameters of a distribution: mean and standard deviation after the value, 0 and 1 where they are not given.
  fileprivate var mean: Double { count > 1 ? number(1) : 0 }
  fileprivate var deviation: Double { count > 2 ? number(2) : 1 }
  fileprivate var deviate: Double { (number(0) - mean) / deviation }
  /// The ends of a uniform distribution: one argument is the upper end.
  fileprivate var interval: (Double, Double) { count > 2 ? (number(1), number(2)) : (0, count > 1 ? number(1) : 1) }
}

/// The value below which a share of a standard normal distribution lies, by bisection.
private func normalQuantile(_ p: Double) -> Double {
  guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
  var (low, high) = (-40.0, 40.0)
  for _ in 0..<100 {
    let middle = (low + high) / 2
    if 0.5 * erfc(-middle / 2.0.squareRoot()) < p { low = middle } else { high = middle }
  }
  return (low + high) / 2
}
