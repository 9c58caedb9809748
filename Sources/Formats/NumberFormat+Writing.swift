import Glibc

extension NumberFormat {
  /// Writes a number.
  public func format(_ value: Double) -> String {
    if let fixedPrefixExponent {
      var plain = self
      plain.fixedPrefixExponent = nil
      return plain.format(value * pow(10, Double(-fixedPrefixExponent))) + Self.prefixes[8 + fixedPrefixExponent / 3]
    }
    var prefix = symbolPrefix
    var suffix = symbolSuffix
    var body: String
    if type == "c" {
      suffix = ScriptNumber.text(value) + suffix
      body = ""
    } else {
      var negative = value < 0 || (value == 0 && value.sign == .minus)
      var siPrefix = ""
      body = value.isNaN ? locale.notANumber : digits(of: value.magnitude, siPrefix: &siPrefix)
      if trim || type == nil { body = Self.trimmed(body) }
      if negative, sign != .plus, !value.isNaN, Self.isZero(body) { negative = false }
      let mark =
        negative
        ? (sign == .parentheses ? "(" : locale.minus)
        : (sign == .minus || sign == .parentheses ? "" : String(sign.rawValue))
      prefix = mark + prefix
      suffix = siPrefix + suffix + (negative && sign == .parentheses ? ")" : "")
      if type == nil || "defgprs%".contains(type ?? "g") {
        if let cut = body.utf8.firstIndex(where: { $0 < 48 || $0 > 57 }) {
          let rest = body[cut...]
          suffix = (rest.first == "." ? locale.decimal + rest.dropFirst() : String(rest)) + suffix
          body = String(body[..<cut])
        }
      }
    }
    return padded(prefix, body, suffix)
  }

  private func padded(_ prefix: String, _ digits: String, _ suffix: String) -> String {
    var body = digits
    if comma, !zero { body = locale.grouped(body) }
    if width == nil, !(comma && zero) { return prefix + body + suffix }
    let length = prefix.count + body.count + suffix.count
    var padding = width.map { length < $0 ? String(repeating: fill, count: $0 - length) : "" } ?? ""
    if comma, zero {
      body = locale.grouped(padding + body, width: padding.isEmpty ? .max : (width ?? 0) - suffix.count)
      padding = ""
    }
    switch alignment {
    case .left: return prefix + body + suffix + padding
    case .afterSign: return prefix + padding + body + suffix
    case .center:
      let half = padding.count / 2
      return padding.prefix(half) + prefix + body + suffix + padding.dropFirst(half)
    case .right: return padding + prefix + body + suffix
    }
  }

  private var symbolPrefix: String {
    switch symbol {
    case "$": locale.currencyPrefix
    case "#": type.map { "boxX".contains($0) ? "0" + $0.lowercased() : "" } ?? ""
    default: ""
    }
  }

  private var symbolSuffix: String {
    if symbol == "$" { return locale.currencySuffix }
    return type == "%" || type == "p" ? locale.percent : ""
  }

  private func digits(of value: Double, siPrefix: inout String) -> String {
    let significant = max(1, min(21, precision ?? 6))
    let places = max(0, min(20, precision ?? 6))
    switch type {
    case nil: return ScriptNumber.precision(value, digits: max(1, min(21, precision ?? 12)))
    case "%": return ScriptNumber.fixed(value * 100, places: places)
    case "b": return ScriptNumber.whole(Self.rounded(value), radix: 2)
    case "o": return ScriptNumber.whole(Self.rounded(value), radix: 8)
    case "x": return ScriptNumber.whole(Self.rounded(value), radix: 16)
    case "X": return ScriptNumber.whole(Self.rounded(value), radix: 16, uppercase: true)
    case "d":
      let whole = Self.rounded(value)
      if whole.isInfinite { return "∞" }
      return whole.isFinite && whole >= 1e21 ? DecimalDigits(shortest: whole).plain : ScriptNumber.text(whole)
    case "e": return ScriptNumber.exponential(value, places: places)
    case "f": return ScriptNumber.fixed(value, places: places)
    case "p": return Self.significant(value * 100, digits: significant)
    case "r": return Self.significant(value, digits: significant)
    case "s": return Self.prefixed(value, digits: significant, prefix: &siPrefix)
    default: return ScriptNumber.precision(value, digits: significant)
    }
  }

  /// `Math.round`: ties up, which for a magnitude is away from zero.
  private static func rounded(_ value: Double) -> Double { value.rounded(.toNearestOrAwayFromZero) }

  /// Rounded to significant digits, written without an exponent.
  private static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite, value != 0 else { return ScriptNumber.text(value) }
    var decimal = DecimalDigits(exactly: value)
    decimal.round(toDigits: digits)
    return decimal.fixed(places: max(0, digits - decimal.point))
  }

  private static func prefixed(_ value: Double, digits: Int, prefix: inout String) -> String {
    guard value.isFinite, value != 0 else { return ScriptNumber.precision(value, digits: digits) }
    let exact = DecimalDigits(exactly: value)
    var decimal = exact
    decimal.round(toDigits: digits)
    let power = max(-8, min(8, Int((Double(decimal.point - 1) / 3).rounded(.down)))) * 3
    prefix = prefixes[8 + power / 3]
    var point = decimal.point - power
    if point <= 0 {
      // Smaller than the smallest prefix: the leading zeros count as digits.
      decimal = exact
      decimal.round(toDigits: max(1, digits + point - 1))
      point = decimal.point - power
      return DecimalDigits(digits: decimal.digits, point: point).fixed(places: max(1, digits + point - 1) - point)
    }
    return DecimalDigits(digits: decimal.digits, point: point).fixed(places: max(0, digits - point))
  }

  private static func isZero(_ text: String) -> Bool {
    for byte in text.utf8 {
      switch byte {
      case 48, UInt8(ascii: "."): continue
      case UInt8(ascii: "e"): return true
      default: return false
      }
    }
    return true
  }

  /// Without insignificant trailing zeros after the decimal point.
  static func trimmed(_ text: String) -> String {
    guard let point = text.firstIndex(of: ".") else { return text }
    let end = text[point...].dropFirst().firstIndex { !("0"..."9").contains($0) } ?? text.endIndex
    var fraction = text[text.index(after: point)..<end]
    while fraction.last == "0" { fraction = fraction.dropLast() }
    return text[..<point] + (fraction.isEmpty ? "" : "." + fraction) + text[end...]
  }

  static let prefixes = ["y", "z", "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y"]
}
