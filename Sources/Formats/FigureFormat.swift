/// The words and the sign of a unit as figures carry them.
public struct UnitWords: Hashable, Sendable {
  /// Where the symbol stands.
  public enum Placement: Hashable, Sendable {
    case before, after, afterSpace
  }

  /// After one: `enterprise`; empty for a bare number.
  public var singular: String
  /// After any other number: `enterprises`.
  public var plural: String
  /// `¥`, `%`, `km²`; nil where only the word exists.
  public var symbol: String?
  public var placement: Placement
  /// Whether the symbol replaces the word in sentences, as `%` does.
  public var symbolInProse: Bool
  /// Whether large values take `million` and its like.
  public var scales: Bool

  public init(
    singular: String, plural: String? = nil, symbol: String? = nil, placement: Placement = .afterSpace,
    symbolInProse: Bool = false, scales: Bool = true
  ) {
    self.singular = singular
    self.plural = plural ?? singular
    self.symbol = symbol
    self.placement = placement
    self.symbolInProse = symbolInProse
    self.scales = scales
  }

  /// A bare number.
  public static let none = UnitWords(singular: "")
  /// Per cent, written with the sign everywhere.
  public static let percent = UnitWords(
    singular: "percent", symbol: "%", placement: .after, symbolInProse: true, scales: false)
  /// The difference of two percentages.
  public static let percentagePoints = UnitWords(
    singular: "percentage point", plural: "percentage points", symbol: "pp", scales: false)
}

/// The one formatter of printed figures, for sentences, tables and labels: a value with its unit, its scale word and
/// its hedge, the digits as the source wrote them.
public struct FigureFormat: Hashable, Sendable {
  /// Where the figure is printed.
  public enum Style: Hashable, Sendable {
    /// `over 48 billion yuan`
    case prose
    /// `48,000,000,000`, the unit being in the heading; per cent keeps its sign.
    case table
    /// `50bn`, at most three significant digits unless decimals are given.
    case compact
  }

  public var locale: FormatLocale
  public let language: String
  private let primaryLanguage: String

  public init(locale: FormatLocale? = nil, language: String = "en") {
    self.locale = locale ?? .forLanguage(language)
    self.language = language
    primaryLanguage = FormatLocale.primarySubtag(of: language)
  }

  /// Writes a figure.
  ///
  /// - Parameters:
  ///   - value: plain decimal text; its digits are kept. Text that is no number is returned as it is.
  ///   - qualifierWord: the hedge before it; with `…` in it, the figure takes that place.
  ///   - decimals: places after the point, counted after scaling; nil for those of the source.
  ///   - exponent: the power of ten of the scale, nil for the one that suits the value. In a table the heading names it.
  ///   - signed: whether positive values carry a plus sign.
  public func text(
    value: String, unit: UnitWords = .none, qualifierWord: String? = nil, style: Style = .prose, decimals: Int? = nil,
    exponent: Int? = nil, signed: Bool = false
  ) -> String {
    guard let number = Magnitude(value) else { return value }
    let scale = scale(for: [number.decimal], unit: unit, style: style, exponent: exponent)
    let digits = number.written(scale, decimals: decimals, style: style, locale: locale)
    let sign = number.negative ? locale.minus : signed && !number.decimal.digits.isEmpty ? "+" : ""
    let one = isSingular(digits, scale: scale)
    return hedged(
      figure(sign: sign, digits: digits, scale: scale, unit: unit, style: style, singular: one), qualifierWord)
  }

  /// Writes two figures as one range, `75–165 inch`.
  public func text(
    from low: String, to high: String, unit: UnitWords = .none, qualifierWord: String? = nil, style: Style = .prose,
    decimals: Int? = nil, exponent: Int? = nil
  ) -> String {
    guard let a = Magnitude(low), let b = Magnitude(high) else { return hedged("\(low)–\(high)", qualifierWord) }
    let scale = scale(for: [a.decimal, b.decimal], unit: unit, style: style, exponent: exponent)
    func signed(_ m: Magnitude) -> String {
      (m.negative ? locale.minus : "") + m.written(scale, decimals: decimals, style: style, locale: locale)
    }
    let dash = a.negative || b.negative ? " – " : "–"
    let digits = signed(a) + dash + signed(b)
    return hedged(
      figure(sign: "", digits: digits, scale: scale, unit: unit, style: style, singular: false), qualifierWord)
  }

  /// The powers of ten that the language has words for in sentences, the largest first: 12, 9, 6; in Chinese 12, 8, 4.
  public var scaleExponents: [Int] { words.filter(\.inProse).map(\.exponent) }

  /// The powers of ten that the language has words for in headings, the largest first, with 0 for none.
  public var headingExponents: [Int] { words.map(\.exponent) + [0] }

  /// The scale word of a power of ten for a table heading, `billion`; nil where the language has none.
  public func scaleWord(exponent: Int) -> String? {
    words.first { $0.exponent == exponent }.map { $0.plural }
  }

  private func hedged(_ figure: String, _ word: String?) -> String {
    guard let word, !word.isEmpty else { return figure }
    if let place = word.firstIndex(of: "…") { return word[..<place] + figure + word[word.index(after: place)...] }
    return word + space + figure
  }

  var words: [ScaleWord] { ScaleWord.words(primaryLanguage) }
  private var space: String { primaryLanguage == "zh" ? "" : " " }

  private func isSingular(_ digits: String, scale: ScaleWord?) -> Bool {
    guard scale == nil else { return false }
    if primaryLanguage == "fr" { return digits.first == "0" || digits == "1" || digits.hasPrefix("1" + locale.decimal) }
    return digits == "1"
  }

  private func scale(for values: [DecimalDigits], unit: UnitWords, style: Style, exponent: Int?) -> ScaleWord? {
    if let exponent {
      guard exponent != 0 else { return nil }
      return words.first { $0.exponent == exponent }
        ?? ScaleWord(exponent: exponent, singular: "", plural: "", short: "")
    }
    guard unit.scales, style != .table, let largest = values.max(by: { $0.point < $1.point }) else { return nil }
    return words.first { word in
      guard largest.point > word.exponent else { return false }
      if style == .compact { return true }
      // A scale that asks for four decimals reads worse than the plain digits.
      return word.inProse && values.allSatisfy { $0.significantCount - ($0.point - word.exponent) <= 3 }
    }
  }

  private func figure(
    sign: String, digits: String, scale: ScaleWord?, unit: UnitWords, style: Style, singular: Bool
  ) -> String {
    let percent = unit.symbol == "%"
    if style == .table { return sign + digits + (percent ? locale.percent : "") }
    var body = digits
    if let scale, !scale.plural.isEmpty {
      if style == .compact {
        body += scale.short
      } else {
        let isOne = digits == "1" || (primaryLanguage == "fr" && digits.hasPrefix("1" + locale.decimal))
        body += space + (isOne ? scale.singular : scale.plural)
      }
    }
    if let symbol = unit.symbol, style == .compact || unit.symbolInProse {
      switch unit.placement {
      case .before: return sign + symbol + body
      case .after: return sign + body + (percent ? locale.percent : symbol)
      case .afterSpace: return sign + body + space + symbol
      }
    }
    let word = singular ? unit.singular : unit.plural
    guard style == .prose, !word.isEmpty else { return sign + body }
    return sign + body + link(exponent: scale?.exponent ?? 0, unit: word) + word
  }

  /// What stands between a scale word and the unit: a space, nothing in Chinese, "de" after French nouns.
  public func link(exponent: Int, unit: String) -> String {
    guard primaryLanguage == "fr", exponent >= 6 else { return space }
    return "aeéèiouh".contains(unit.lowercased().first ?? " ") ? " d’" : " de "
  }
}
