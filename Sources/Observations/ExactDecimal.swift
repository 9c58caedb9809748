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
    let bytes = text.utf8
    var i = bytes.startIndex
    if let first = bytes.first {
      if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
        negative = first == UInt8(ascii: "-")
        i = bytes.index(after: i)
      } else if bytes.starts(with: "\u{2212}".utf8) {
        negative = true
        i = bytes.index(i, offsetBy: 3)
      }
    }
    while i < bytes.endIndex {
      let byte = bytes[i]
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        seenDigit = true
        if significand != 0 || byte != UInt8(ascii: "0") { digits += 1 }
        guard digits <= 18 else { return nil }
        significand = significand * 10 + Int64(byte - UInt8(ascii: "0"))
        if seenPoint { exponent -= 1 }
      } else {
        break
      }
      i = bytes.index(after: i)
    }
    guard seenDigit else { return nil }
    if i < bytes.endIndex {
      guard bytes[i] | 0x20 == UInt8(ascii: "e"), let power = Int(text[bytes.index(after: i)...]), abs(power) < 300
      else { return nil }
      exponent += power
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
    // From the last digit on.
    var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var count = 0
    var rest = significand.magnitude
    repeat {
      digits[count] += UInt8(rest % 10)
      rest /= 10
      count += 1
    } while rest > 0
    let places = decimalPlaces
    let zeros = significand == 0 ? 0 : max(0, exponent)
    let whole = max(1, count - places)
    let length = (significand < 0 ? 1 : 0) + whole + zeros + (places > 0 ? 1 + places : 0)
    return unsafe String(unsafeUninitializedCapacity: length) { text in
      var end = 0
      func put(_ byte: UInt8) {
        unsafe text[end] = byte
        end += 1
      }
      func put(digitsAt places: Range<Int>) {
        for place in places.reversed() { put(place < count ? digits[place] : UInt8(ascii: "0")) }
      }
      if significand < 0 { put(UInt8(ascii: "-")) }
      put(digitsAt: places..<places + whole)
      for _ in 0..<zeros { put(UInt8(ascii: "0")) }
      if places > 0 {
        put(UInt8(ascii: "."))
        put(digitsAt: 0..<places)
      }
      return end
    }
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
