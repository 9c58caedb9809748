/// Numbers written as ECMAScript writes them, on which formats of charts rely.
package enum ScriptNumber {
  /// `String(value)`: the shortest digits that read back, exponents from 1e21 and below 1e-6.
  package static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53 { return String(whole) }
    let decimal = DecimalDigits(shortest: value.magnitude)
    let sign = value < 0 ? "-" : ""
    if decimal.point > 21 || decimal.point < -5 { return sign + scientific(decimal, places: nil) }
    return sign + decimal.plain
  }

  /// `value.toFixed(places)`.
  package static func fixed(_ value: Double, places: Int) -> String {
    guard value.isFinite, value.magnitude < 1e21 else { return text(value) }
    if places == 0, value.magnitude < 1e15 {
      // Rounding to a whole number is exact: ties go up, away from zero.
      let whole = Int(value.magnitude.rounded(.toNearestOrAwayFromZero))
      return value < 0 ? "-\(whole)" : "\(whole)"
    }
    var decimal = DecimalDigits(exactly: value.magnitude)
    decimal.round(toPlaces: places)
    return (value < 0 ? "-" : "") + decimal.fixed(places: places)
  }

  /// `value.toExponential(places)`; nil places for as many as necessary.
  package static func exponential(_ value: Double, places: Int?) -> String {
    guard value.isFinite else { return text(value) }
    var decimal: DecimalDigits
    if let places {
      decimal = DecimalDigits(exactly: value.magnitude)
      decimal.round(toDigits: places + 1)
    } else {
      decimal = DecimalDigits(shortest: value.magnitude)
    }
    return (value < 0 ? "-" : "") + scientific(decimal, places: places)
  }

  /// `value.toPrecision(digits)`.
  package static func precision(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return text(value) }
    var decimal = DecimalDigits(exactly: value.magnitude)
    decimal.round(toDigits: digits)
    let sign = value < 0 ? "-" : ""
    let exponent = decimal.digits.isEmpty ? 0 : decimal.point - 1
    if exponent < -6 || exponent >= digits { return sign + scientific(decimal, places: digits - 1) }
    return sign + decimal.fixed(places: digits - 1 - exponent)
  }

  /// `value.toString(radix)` of a whole magnitude.
  package static func whole(_ value: Double, radix: Int, uppercase: Bool = false) -> String {
    guard value.isFinite else { return text(value) }
    if let small = UInt64(exactly: value) { return String(small, radix: radix, uppercase: uppercase) }
    var digits: [Character] = []
    var rest = value
    let base = Double(radix)
    while rest >= 1 {
      let digit = rest.truncatingRemainder(dividingBy: base)
      digits.append(Character(String(Int(digit), radix: radix, uppercase: uppercase)))
      rest = (rest - digit) / base
    }
    return String(digits.reversed())
  }

  private static func scientific(_ decimal: DecimalDigits, places: Int?) -> String {
    let exponent = decimal.digits.isEmpty ? 0 : decimal.point - 1
    let mantissa = DecimalDigits(digits: decimal.digits, point: decimal.digits.isEmpty ? 0 : 1)
    let written = mantissa.fixed(places: places ?? max(0, decimal.digits.count - 1))
    return "\(written)e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
  }
}
