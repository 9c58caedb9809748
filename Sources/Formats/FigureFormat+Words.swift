/// A word for a power of ten.
struct ScaleWord: Hashable, Sendable {
  var exponent: Int
  var singular: String
  var plural: String
  /// As glued to the digits of a short label.
  var short: String
  var inProse = true

  /// Those of a language, the largest first; English for a language not known.
  static func words(_ language: String) -> [ScaleWord] {
    switch language {
    case "de": german
    case "fr": french
    case "zh": chinese
    default: english
    }
  }

  private static let english = [
    ScaleWord(exponent: 12, singular: "trillion", plural: "trillion", short: "trn"),
    ScaleWord(exponent: 9, singular: "billion", plural: "billion", short: "bn"),
    ScaleWord(exponent: 6, singular: "million", plural: "million", short: "m"),
    ScaleWord(exponent: 3, singular: "thousand", plural: "thousand", short: "k", inProse: false),
  ]
  private static let german = [
    ScaleWord(exponent: 12, singular: "Billion", plural: "Billionen", short: " Bio."),
    ScaleWord(exponent: 9, singular: "Milliarde", plural: "Milliarden", short: " Mrd."),
    ScaleWord(exponent: 6, singular: "Million", plural: "Millionen", short: " Mio."),
    ScaleWord(exponent: 3, singular: "Tausend", plural: "Tausend", short: " Tsd.", inProse: false),
  ]
  private static let french = [
    ScaleWord(exponent: 12, singular: "billion", plural: "billions", short: " bn"),
    ScaleWord(exponent: 9, singular: "milliard", plural: "milliards", short: " Md"),
    ScaleWord(exponent: 6, singular: "million", plural: "millions", short: " M"),
    ScaleWord(exponent: 3, singular: "mille", plural: "mille", short: " k", inProse: false),
  ]
  private static let chinese = [
    ScaleWord(exponent: 12, singular: "万亿", plural: "万亿", short: "万亿"),
    ScaleWord(exponent: 8, singular: "亿", plural: "亿", short: "亿"),
    ScaleWord(exponent: 4, singular: "万", plural: "万", short: "万"),
  ]
}

/// A signed decimal of a source.
struct Magnitude {
  var negative = false
  var decimal: DecimalDigits

  init?(_ text: String) {
    var rest = text[...]
    if let c = rest.first, c == "-" || c == "\u{2212}" || c == "+" {
      negative = c != "+"
      rest = rest.dropFirst()
    }
    guard let decimal = DecimalDigits(text: rest) else { return nil }
    self.decimal = decimal
    if decimal.digits.allSatisfy({ $0 == 0 }) { negative = false }
  }

  func written(_ scale: ScaleWord?, decimals: Int?, style: FigureFormat.Style, locale: FormatLocale) -> String {
    var scaled = DecimalDigits(digits: decimal.digits, point: decimal.point - (scale?.exponent ?? 0))
    if scale != nil { scaled.trim() }
    var places = decimals ?? max(0, scaled.digits.count - scaled.point)
    if decimals == nil, style == .compact {
      scaled.round(toDigits: 3)
      scaled.trim()
      places = max(0, scaled.digits.count - scaled.point)
    } else if decimals != nil {
      scaled.round(toPlaces: places)
    }
    let fixed = scaled.fixed(places: places)
    guard places > 0, let point = fixed.utf8.firstIndex(of: UInt8(ascii: ".")) else { return locale.grouped(fixed) }
    return locale.grouped(String(fixed[..<point])) + locale.decimal + fixed[fixed.utf8.index(after: point)...]
  }
}

extension DecimalDigits {
  /// Digits without trailing zeros.
  var significantCount: Int { digits.count - digits.reversed().prefix { $0 == 0 }.count }
}
