extension ExactDecimal {
  /// To at most so many decimal places, ties away from zero.
  public func rounded(places: Int) -> ExactDecimal {
    var drop = -exponent - places
    guard drop > 0 else { return self }
    guard drop <= 18 else { return ExactDecimal(significand: 0, exponent: -places) }
    var power: Int64 = 1
    while drop > 0 {
      power *= 10
      drop -= 1
    }
    let (quotient, remainder) = significand.quotientAndRemainder(dividingBy: power)
    let up = remainder.magnitude >= (power.magnitude + 1) / 2
    return ExactDecimal(significand: quotient + (up ? significand.signum() : 0), exponent: -places)
  }

  /// To at most so many significant digits, ties away from zero.
  public func rounded(significant digits: Int) -> ExactDecimal {
    let count = String(significand.magnitude).count
    guard count > digits else { return self }
    let drop = count - digits
    let scaled = ExactDecimal(significand: significand, exponent: -drop).rounded(places: 0)
    return ExactDecimal(significand: scaled.significand, exponent: exponent + drop)
  }

  /// The exponent if this is a power of ten, such as 8 for 100000000.
  public var powerOfTen: Int? {
    var (s, e) = (significand, exponent)
    guard s > 0 else { return nil }
    while s % 10 == 0 {
      s /= 10
      e += 1
    }
    return s == 1 ? e : nil
  }
}
