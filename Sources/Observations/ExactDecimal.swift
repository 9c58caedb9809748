/// A decimal number kept exactly: `significand` × 10^`exponent`.
///
/// What a source prints survives to the printed digit; arithmetic beyond comparison and scaling by powers of ten is done
/// in `Double`. Numbers that do not fit 18 digits are refused by the parser.
public struct ExactDecimal: Sendable {
  public let significand: Int64
  /// Power of ten; negative for decimal places, which are kept as written ("2.50" has two).
  public let exponent: Int

  public init(significand: Int64, exponent: Int) {
    self.significand = significand
    self.exponent = exponent
  }

  /// A whole number.
  public init(_ value: Int) { self.init(significand: Int64(value), exponent: 0) }

  /// From ASCII text: sign (also U+2212), digits, one decimal point, optional exponent. No grouping, no spaces.
  public init?(_ text: some StringProtocol) {
    var negative = false
    var digits = 0
    var significand: Int64 = 0
    var exponent = 0
    var seenPoint = false
    var seenDigit = false
    var rest = text.unicodeScalars[...]
    if let first = rest.first, first == "-" || first == "+" || first == "\u{2212}" {
      negative = first != "+"
      rest = rest.dropFirst()
    }
    while let c = rest.first {
      if c == ".", !seenPoint {
        seenPoint = true
      } else if ("0"..."9").contains(c) {
        seenDigit = true
        if significand != 0 || c != "0" { digits += 1 }
        guard digits <= 18 else { return nil }
        significand = significand * 10 + Int64(c.value - 48)
        if seenPoint { exponent -= 1 }
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    guard seenDigit else { return nil }
    if let e = rest.first, e == "e" || e == "E" {
      guard let power = Int(String(String.UnicodeScalarView(rest.dropFirst()))), abs(power) < 300 else { return nil }
      exponent += power
    } else if !rest.isEmpty {
      return nil
    }
    self.init(significand: negative ? -significand : significand, exponent: exponent)
  }

  /// The shortest decimal that reads back as this double; nil unless finite.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.init("\(value)")
  }

  /// The nearest double.
  public var double: Double {
    // Both factors are exact up to 2^53 and 10^22, so one correctly rounded operation gives the nearest double.
    if significand.magnitude < 1 << 53, abs(exponent) <= 22 {
      let power = Self.powers[abs(exponent)]
      return exponent < 0 ? Double(significand) / power : Double(significand) * power
    }
    return Double("\(significand)e\(exponent)") ?? .nan
  }

  /// Times a power of ten, exactly.
  public func scaled(byPowerOfTen power: Int) -> ExactDecimal {
    ExactDecimal(significand: significand, exponent: exponent + power)
  }

  /// With the other sign.
  public var negated: ExactDecimal { ExactDecimal(significand: -significand, exponent: exponent) }

  /// Number of decimal places as written.
  public var decimalPlaces: Int { max(0, -exponent) }

  private static let powers: [Double] = (0...22).map { n in (0..<n).reduce(1.0) { p, _ in p * 10 } }
}

extension ExactDecimal: CustomStringConvertible {
  /// Plain decimal notation with the places as written: `2550000000000`, `39.302`, `-1.90`.
  public var description: String {
    let digits = String(significand.magnitude)
    let sign = significand < 0 ? "-" : ""
    if exponent >= 0 { return significand == 0 ? "0" : sign + digits + String(repeating: "0", count: exponent) }
    let places = -exponent
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }
}

extension ExactDecimal: Hashable, Comparable {
  /// Without trailing zeros, so that equal numbers look equal.
  private var normalized: (significand: Int64, exponent: Int) {
    guard significand != 0 else { return (0, 0) }
    var (s, e) = (significand, exponent)
    while s % 10 == 0 {
      s /= 10
      e += 1
    }
    return (s, e)
  }

  /// Equal as numbers: 2.5 is 2.50.
  public static func == (a: ExactDecimal, b: ExactDecimal) -> Bool { a.normalized == b.normalized }

  public func hash(into hasher: inout Hasher) {
    let n = normalized
    hasher.combine(n.significand)
    hasher.combine(n.exponent)
  }

  /// Less as numbers.
  public static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
    guard a != b else { return false }
    let (x, y) = (a.double, b.double)
    if x != y { return x < y }
    // Too close for doubles: then the exponents are alike and a common one cannot overflow by much.
    let common = min(a.exponent, b.exponent)
    let (p, pOver) = a.significand.multipliedReportingOverflow(by: tenTo(a.exponent - common))
    let (q, qOver) = b.significand.multipliedReportingOverflow(by: tenTo(b.exponent - common))
    return !pOver && !qOver ? p < q : a.significand.signum() < b.significand.signum()
  }

  private static func tenTo(_ power: Int) -> Int64 { power > 18 ? Int64.max : (0..<power).reduce(1) { p, _ in p * 10 } }
}
