import Observations

/// What the records of one figure add up to.
struct RecordSum {
  private var sum: Int128 = 0
  private var exponent = 0
  /// Records with a number.
  private(set) var count = 0
  /// Records without one.
  private(set) var missing = 0
  private var reason: Observation.Missing?
  private var isTooLarge = false

  /// Adds a number that so many records make together.
  mutating func add(_ number: ExactDecimal, count records: Int) {
    if count == 0 { exponent = number.exponent }
    count += records
    let common = min(exponent, number.exponent)
    guard let a = Self.scaled(sum, by: exponent - common),
      let b = Self.scaled(Int128(number.significand), by: number.exponent - common)
    else {
      isTooLarge = true
      return
    }
    exponent = common
    let (total, overflow) = a.addingReportingOverflow(b)
    if overflow { isTooLarge = true } else { sum = total }
  }

  /// Takes note of records without a number.
  mutating func add(_ reason: Observation.Missing, count records: Int) {
    missing += records
    // Whichever comes first among the reasons, so that the order of the records changes nothing.
    let all = Observation.Missing.allCases
    self.reason = all.first { $0 == reason || $0 == self.reason }
  }

  /// The sum; nil where it has more than 18 digits.
  var value: Observation.Value? {
    guard count > 0 else { return .missing(reason ?? .notAvailable) }
    guard !isTooLarge, let significand = Int64(exactly: sum), significand.magnitude < 1_000_000_000_000_000_000 else {
      return nil
    }
    return .number(ExactDecimal(significand: significand, exponent: exponent))
  }

  private static func scaled(_ number: Int128, by power: Int) -> Int128? {
    guard number != 0 else { return 0 }
    guard power <= 38 else { return nil }
    var number = number
    for _ in 0..<power {
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      number = product
    }
    return number
  }
}
