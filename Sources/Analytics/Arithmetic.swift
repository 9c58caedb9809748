import Observations

/// A number, and its decimal where that is known exactly.
struct Number {
  var double: Double
  var exact: ExactDecimal?
}

extension Query.Aggregate {
  /// The statistic of at least one number, whatever their order.
  func value(of numbers: [Number]) -> Group.Value {
    switch self {
    case .sum:
      let sum = exactSum(numbers)
      return .number(sum.double, exact: sum.exact)
    case .mean: return .number(exactSum(numbers).double / Double(numbers.count), exact: nil)
    case .count: return .number(Double(numbers.count), exact: ExactDecimal(numbers.count))
    case .none, .min, .max, .median:
      let sorted = numbers.sorted { $0.double < $1.double }
      let middle = sorted.count / 2
      switch self {
      case .median where sorted.count % 2 == 0:
        return .number((sorted[middle - 1].double + sorted[middle].double) / 2, exact: nil)
      case .median: return .number(sorted[middle].double, exact: sorted[middle].exact)
      case .max: return .number(sorted[sorted.count - 1].double, exact: sorted[sorted.count - 1].exact)
      default: return .number(sorted[0].double, exact: sorted[0].exact)
      }
    }
  }
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
