import Observations

/// A number, and its decimal where that is known exactly.
struct Number {
  var double: Double
  var exact: ExactDecimal?
}

extension Query.Aggregate {
  /// The statistic of at least one number, whatever their order. Weights go with the numbers for a weighted mean.
  func value(of numbers: [Number], weights: [Number] = []) -> Group.Value {
    switch self {
    case .sum:
      let sum = exactSum(numbers)
      return .number(sum.double, exact: sum.exact)
    case .mean: return .number(exactSum(numbers).double / Double(numbers.count), exact: nil)
    case .count: return .number(Double(numbers.count), exact: ExactDecimal(numbers.count))
    case .weightedMean:
      let products = zip(numbers, weights).map { $0 * $1 }
      let total = exactSum(weights).double
      return total > 0 ? .number(exactSum(products).double / total, exact: nil) : .missing(.notAvailable)
    case .concentration:
      let total = exactSum(numbers).double
      guard total > 0 else { return .missing(.notAvailable) }
      // One division, so that the last digit is right.
      return .number(10_000 * exactSum(numbers.map { $0 * $0 }).double / (total * total), exact: nil)
    case .concentrationRatio(let count):
      let total = exactSum(numbers).double
      guard total > 0 else { return .missing(.notAvailable) }
      let largest = numbers.sorted { $0.double > $1.double }.prefix(count)
      return .number(100 * exactSum(Array(largest)).double / total, exact: nil)
    case .quantile(let p, let type): return quantile(p, type: type, of: numbers)
    case .median: return quantile(0.5, type: 7, of: numbers)
    case .none, .min: return quantile(0, type: 7, of: numbers)
    case .max: return quantile(1, type: 7, of: numbers)
    }
  }

  /// A sample quantile by definition 1 to 9 of Hyndman and Fan (1996); a number itself is kept exactly.
  private func quantile(_ p: Double, type: Int, of numbers: [Number]) -> Group.Value {
    let sorted = numbers.sorted { $0.double < $1.double }
    let n = Double(sorted.count)
    // Position np + m, whose whole part counts the numbers below and whose fraction weighs the next one.
    let m: Double =
      switch type {
      case 1, 2, 4: 0
      case 3: -0.5
      case 5: 0.5
      case 6: p
      case 7: 1 - p
      case 8: (p + 1) / 3
      default: p / 4 + 0.375
      }
    let position = n * p + m
    // What falls short of a whole number by the rounding of np is that number.
    let whole = (position + 4 * position.ulp).rounded(.down)
    var fraction = Swift.max(0, position - whole)
    if fraction < 4 * position.ulp { fraction = 0 }
    let weight: Double =
      switch type {
      case 1: fraction > 0 ? 1 : 0
      case 2: fraction > 0 ? 1 : 0.5
      case 3: fraction > 0 || Int(whole) % 2 != 0 ? 1 : 0
      default: fraction
      }
    func number(_ position: Double) -> Number { sorted[Swift.min(Swift.max(Int(position), 1), sorted.count) - 1] }
    let (low, high) = (number(whole), number(whole + 1))
    if weight == 0 || low.double == high.double { return .number(low.double, exact: low.exact) }
    if weight == 1 { return .number(high.double, exact: high.exact) }
    if weight == 0.5 { return .number((low.double + high.double) / 2, exact: nil) }
    return .number(low.double + (high.double - low.double) * weight, exact: nil)
  }
}

extension Number {
  /// Exact where the product has at most 18 digits.
  static func * (a: Number, b: Number) -> Number {
    var exact: ExactDecimal?
    if let x = a.exact, let y = b.exact {
      let (product, overflow) = x.significand.multipliedReportingOverflow(by: y.significand)
      if !overflow, product.magnitude < 1_000_000_000_000_000_000 {
        exact = ExactDecimal(significand: product, exponent: x.exponent + y.exponent)
      }
    }
    return Number(double: exact?.double ?? a.double * b.double, exact: exact)
  }

  /// With the other sign.
  var negated: Number { Number(double: -double, exact: exact?.negated) }
}

/// The sum, exact where the decimals fit 128 bits at their smallest exponent, else compensated.
func exactSum(_ numbers: [Number]) -> Number {
  let decimals = numbers.compactMap(\.exact)
  if decimals.count == numbers.count, let exponent = decimals.map(\.exponent).min(),
    let sum = sum(decimals, at: exponent)
  {
    if let significand = Int64(exactly: sum), significand.magnitude < 1_000_000_000_000_000_000 {
      let exact = ExactDecimal(significand: significand, exponent: exponent)
      return Number(double: exact.double, exact: exact)
    }
    return Number(double: Double("\(sum)e\(exponent)") ?? Double(sum), exact: nil)
  }
  // Neumaier's sum, in an order that the input does not decide.
  var sum = 0.0
  var compensation = 0.0
  for x in numbers.map(\.double).sorted() {
    let next = sum + x
    compensation += abs(sum) >= abs(x) ? (sum - next) + x : (x - next) + sum
    sum = next
  }
  return Number(double: sum + compensation, exact: nil)
}

private func sum(_ decimals: [ExactDecimal], at exponent: Int) -> Int128? {
  var sum: Int128 = 0
  for decimal in decimals {
    guard decimal.exponent - exponent <= 18 else { return nil }
    var scaled = Int128(decimal.significand)
    for _ in 0..<(decimal.exponent - exponent) { scaled *= 10 }
    let (next, overflow) = sum.addingReportingOverflow(scaled)
    guard !overflow else { return nil }
    sum = next
  }
  return sum
}

extension ExactDecimal {
  /// The same quantity in another unit of the same base; nil where that has no short decimal.
  func converted(from unit: ObservationIndex.Unit, to other: ObservationIndex.Unit) -> ExactDecimal? {
    if unit.code == other.code { return self }
    if let power = unit.factor.powerOfTen, let otherPower = other.factor.powerOfTen {
      return scaled(byPowerOfTen: power - otherPower)
    }
    guard let otherPower = other.factor.powerOfTen else { return nil }
    let (product, overflow) = significand.multipliedReportingOverflow(by: unit.factor.significand)
    guard !overflow, product.magnitude < 1_000_000_000_000_000_000 else { return nil }
    return ExactDecimal(significand: product, exponent: exponent + unit.factor.exponent - otherPower)
  }

  /// The exponent n where this is 10ⁿ.
  var powerOfTen: Int? {
    var (s, e) = (significand, exponent)
    while s > 1, s % 10 == 0 {
      s /= 10
      e += 1
    }
    return s == 1 ? e : nil
  }
}

extension ObservationIndex {
  /// One unit for numbers in units of one base: theirs, the largest of several where they differ by powers of ten,
  /// else the base.
  func commonUnit(of units: [Unit]) -> Unit {
    guard units.contains(where: { $0.code != units[0].code }) else { return units[0] }
    if units.allSatisfy({ $0.factor.powerOfTen != nil }) {
      return units.max { ($0.factor, $1.code) < ($1.factor, $0.code) } ?? units[0]
    }
    return Unit(
      code: units[0].base, base: units[0].base, factor: ExactDecimal(1), isAdditive: units[0].isAdditive)
  }
}
