/// A number format in the mini language of d3-format: `[[fill]align][sign][symbol][0][width][,][.precision][~][type]`.
public struct NumberFormat: Hashable, Sendable {
  /// Where the padding goes.
  package enum Alignment: Character, Hashable, Sendable {
    case left = "<"
    case right = ">"
    case center = "^"
    case afterSign = "="
  }

  /// What marks the sign of a number.
  package enum Sign: Character, Hashable, Sendable {
    case minus = "-"
    case plus = "+"
    case parentheses = "("
    case space = " "
  }

  package var fill: Character = " "
  package var alignment: Alignment = .right
  package var sign: Sign = .minus
  /// `$` for currency, `#` for the radix prefix.
  package var symbol: Character?
  package var zero = false
  package var width: Int?
  package var comma = false
  package var precision: Int?
  package var trim = false
  package var type: Character?
  package var locale: FormatLocale
  /// Power of ten of the SI prefix every value is written with, nil when each value chooses its own.
  package var fixedPrefixExponent: Int?

  /// Reads a specifier; the empty one stands for twelve significant digits, trailing zeros removed.
  public init(_ specifier: String, locale: FormatLocale = .english) throws(FormatError) {
    self.locale = locale
    let text = Array(specifier)
    var i = 0
    func peek(_ k: Int = 0) -> Character? { i + k < text.count ? text[i + k] : nil }
    if let align = peek(1).flatMap(Alignment.init) {
      fill = text[0]
      alignment = align
      i = 2
    } else if let align = peek().flatMap(Alignment.init) {
      alignment = align
      i = 1
    }
    if let sign = peek().flatMap(Sign.init) {
      self.sign = sign
      i += 1
    }
    if let c = peek(), c == "$" || c == "#" {
      symbol = c
      i += 1
    }
    if peek() == "0" {
      zero = true
      i += 1
    }
    func number() -> Int? {
      let start = i
      while let c = peek(), c.isASCII, c.isNumber { i += 1 }
      return start == i ? nil : min(Int(String(text[start..<i])) ?? 1_000, 1_000)
    }
    width = number()
    if peek() == "," {
      comma = true
      i += 1
    }
    if peek() == "." {
      i += 1
      guard let digits = number() else { throw .malformedNumberFormat(specifier, at: i) }
      precision = digits
    }
    if peek() == "~" {
      trim = true
      i += 1
    }
    if let c = peek() {
      guard i == text.count - 1 else { throw .malformedNumberFormat(specifier, at: i) }
      guard "efgrs%pbodxXcn".contains(c) else { throw .unknownNumberType(c, at: i) }
      type = c
    }
    if type == "n" {
      comma = true
      type = "g"
    }
    if zero || (fill == "0" && alignment == .afterSign) {
      zero = true
      fill = "0"
      alignment = .afterSign
    }
  }

  /// The same format writing every value with the SI prefix that suits `reference`.
  package func withPrefix(suiting reference: Double) -> NumberFormat {
    var copy = self
    copy.type = "f"
    copy.fixedPrefixExponent = Self.prefixExponent(of: reference)
    return copy
  }

  static func prefixExponent(of value: Double) -> Int {
    guard let exponent = exponent(of: value) else { return 0 }
    return max(-8, min(8, Int((Double(exponent) / 3).rounded(.down)))) * 3
  }

  /// The power of ten of the first digit; nil for zero and what is not finite.
  package static func exponent(of value: Double) -> Int? {
    guard value.isFinite, value != 0 else { return nil }
    return DecimalDigits(shortest: value.magnitude).point - 1
  }
}

extension NumberFormat {
  /// Decimal places that tell values `step` apart in fixed notation.
  package static func precisionFixed(step: Double) -> Int { max(0, -(exponent(of: step.magnitude) ?? 0)) }

  /// Decimal places that tell values `step` apart when written with the SI prefix of `value`.
  package static func precisionPrefix(step: Double, value: Double) -> Int {
    max(0, prefixExponent(of: value) - (exponent(of: step.magnitude) ?? 0))
  }

  /// Significant digits that tell values `step` apart up to `maximum`.
  package static func precisionRound(step: Double, maximum: Double) -> Int {
    let step = step.magnitude
    return max(0, (exponent(of: maximum.magnitude - step) ?? 0) - (exponent(of: step) ?? 0)) + 1
  }
}
