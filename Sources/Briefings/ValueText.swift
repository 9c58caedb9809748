import Formats
import Observations
import OrderedCollections

/// How quantities are printed: one formatter for running text, tables, cards and chart labels.
struct ValueText {
  let vocabulary: Vocabulary
  let format: FigureFormat
  /// Periods in the language of the report.
  let periods: PeriodText
  /// Regions, sectors and measures in the language of the report.
  let terms: PrintedTerms
  private let words: BriefingWords
  /// Primary subtag of the language.
  private let language: String

  /// - Parameter language: a BCP 47 tag.
  init(vocabulary: Vocabulary, language: String) {
    self.vocabulary = vocabulary
    self.language = FormatLocale.primarySubtag(of: language)
    format = FigureFormat(language: language)
    periods = PeriodText(language: language)
    words = BriefingWords(language: language)
    terms = PrintedTerms(vocabulary: vocabulary, language: self.language)
  }

  /// A common scale of a column or an axis: values are divided by ten to the `exponent`.
  struct Scale: Hashable {
    var exponent: Int
    /// The unit all values share, in base units; nil when they do not share one.
    var unit: String?
    /// "billion yuan", "%", "" for mere counts.
    var words: String
  }

  /// In a sentence: "over 100 billion yuan", "10.4%", "$1.4 trillion".
  ///
  /// - Parameters:
  ///   - decimals: places after the point, all digits before it; nil for as many digits as are readable.
  ///   - signed: whether a plus stands before what is above zero.
  func prose(_ quantity: Quantity, decimals: Int? = nil, signed: Bool = false) -> String {
    if quantity.unit == "rank" { return "\(quantity.number.rounded(places: 0))" }
    let (value, unit) = inBaseUnit(quantity.number, unit: quantity.unit)
    let words = unitWords(unit)
    let word = hedge(quantity.qualifier)
    if let high = quantity.high {
      return format.text(
        from: value.description, to: inBaseUnit(high, unit: quantity.unit).0.description, unit: words,
        qualifierWord: word, decimals: decimals, exponent: decimals.map { _ in 0 })
    }
    let number = decimals == nil ? readable(value, quantity) : value
    return format.text(
      value: number.description, unit: words, qualifierWord: word, decimals: decimals,
      exponent: decimals.map { _ in 0 }, signed: signed)
  }

  /// The number and the words of its unit apart, for key-figure cards.
  func parts(_ quantity: Quantity) -> (number: String, unit: String) {
    let (value, unit) = inBaseUnit(quantity.number, unit: quantity.unit)
    let scale = scale(for: [quantity], least: 1)
    let shown = readable(value, quantity).scaled(byPowerOfTen: -scale.exponent)
    if unit == "%" || quantity.high != nil || unit == "rank" { return (prose(quantity), "") }
    let words = unitWords(unit)
    let inFront = words.symbolInProse && words.placement == .before
    let name = inFront ? format.scaleWord(exponent: scale.exponent) ?? "" : scale.words
    let number = (inFront ? words.symbol ?? "" : "") + format.text(value: trimmed(shown).description, style: .table)
    let hedge = hedge(quantity.qualifier)
    return (hedge.map { $0 + (language == "zh" ? "" : " ") + number } ?? number, name)
  }

  /// In a cell or label whose heading names the scale.
  func cell(_ quantity: Quantity, scale: Scale, decimals: Int, signed: Bool = false) -> String {
    if quantity.unit == "rank" { return "\(quantity.number.rounded(places: 0))" }
    let value = scaled(quantity.number, unit: quantity.unit, by: scale)
    let word = hedge(quantity.qualifier)
    if let high = quantity.high {
      return format.text(
        from: value.description, to: scaled(high, unit: quantity.unit, by: scale).description, qualifierWord: word,
        style: .table, decimals: decimals)
    }
    return format.text(
      value: value.description, qualifierWord: word, style: .table, decimals: decimals, signed: signed)
  }

  /// The scale that suits the largest of the quantities; without a common unit there is none.
  ///
  /// - Parameter least: how many units of a scale the largest value must make before the scale is used for trillions.
  func scale(for quantities: [Quantity], least: Double = 2) -> Scale {
    let bases = quantities.map { inBaseUnit($0.high ?? $0.number, unit: $0.unit) }
    guard let unit = bases.first?.1, bases.allSatisfy({ $0.1 == unit }) else {
      return Scale(exponent: 0, unit: nil, words: "")
    }
    let words = unitWords(unit)
    let largest = bases.map { $0.0.double.magnitude }.max() ?? 0
    let exponent =
      format.scaleExponents.first { exponent in
        let one = ExactDecimal(significand: 1, exponent: exponent).double
        return words.scales && largest >= (exponent == 12 ? least * one : one)
      } ?? 0
    return scale(exponent: exponent, unit: unit)
  }

  /// One scale for the cells of a column: that of the largest value, or a smaller one where more than a quarter of the
  /// cells would begin with zeros.
  func scale(forCells quantities: [Quantity]) -> Scale {
    var scale = scale(for: quantities)
    guard let unit = scale.unit, scale.exponent > 0 else { return scale }
    let sizes = quantities.map { scaled($0.number, unit: $0.unit, by: scale).double.magnitude }.filter { $0 > 0 }
    let fractions = sizes.count { $0 < 1 }
    if 4 * fractions > sizes.count,
      let smaller = format.headingExponents.first(where: { $0 < scale.exponent })
    {
      scale = self.scale(exponent: smaller, unit: unit)
    }
    return scale
  }

  /// The scale with a given exponent.
  func scale(exponent: Int, unit: String) -> Scale {
    let words = unitWords(unit)
    let name = words.symbolInProse ? words.symbol ?? words.plural : words.plural
    let number = format.scaleWord(exponent: exponent) ?? ""
    let inFront = words.placement == .before && words.symbolInProse
    let link = format.link(exponent: inFront ? 0 : exponent, unit: name)
    let text = [inFront ? name : number, inFront ? number : name].filter { !$0.isEmpty }.joined(separator: link)
    return Scale(exponent: exponent, unit: unit, words: text)
  }

  /// The scale word a report asks for: `billion` and its like, with its exponent.
  static let scaleNames: [(name: String, exponent: Int)] = [
    ("one", 0), ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12),
  ]

  /// The value on a scale, exactly.
  func scaled(_ number: ExactDecimal, unit: String, by scale: Scale) -> ExactDecimal {
    inBaseUnit(number, unit: unit).0.scaled(byPowerOfTen: -scale.exponent)
  }

  /// Decimal places that show three significant digits of the largest value and no more than the values have.
  func decimals(for quantities: [Quantity], scale: Scale) -> Int {
    let values = quantities.map { scaled($0.number, unit: $0.unit, by: scale) }
    let needed = values.map { trimmed($0).decimalPlaces }.max() ?? 0
    if quantities.contains(where: { $0.unit == "%" || $0.unit == "pp" }) { return min(needed, 1) }
    let largest = values.map { $0.double.magnitude }.max() ?? 0
    return min(needed, largest >= 100 ? 1 : largest >= 1 ? 2 : 3)
  }

  // MARK: Digits and units

  /// Values of articles as they are printed there unless they are longer than a sentence bears; those of tables and
  /// computed ones with three significant digits, percentages with one decimal.
  private func readable(_ value: ExactDecimal, _ quantity: Quantity) -> ExactDecimal {
    if quantity.unit == "share" { return value.rounded(places: 1) }
    if quantity.unit == "%" || quantity.unit == "pp" { return quantity.isComputed ? value.rounded(places: 1) : value }
    if quantity.unit == "count" { return quantity.isComputed ? value.rounded(significant: 3) : value }
    let digits = String(value.significand.magnitude)
    let significant = digits.count - digits.reversed().prefix { $0 == "0" }.count
    let isTabular = vocabulary.units[quantity.unit].map(isMultiple) ?? false
    return quantity.isComputed || isTabular || significant > 5 ? value.rounded(significant: 3) : value
  }

  private func trimmed(_ value: ExactDecimal) -> ExactDecimal {
    var (s, e) = (value.significand, value.exponent)
    while e < 0, s % 10 == 0, s != 0 {
      s /= 10
      e += 1
    }
    return ExactDecimal(significand: s, exponent: e)
  }

  /// A table's own multiple of a unit as that unit: 14361.22 CNY_100M is 1436122000000 CNY; a spoken fraction as per cent.
  private func inBaseUnit(_ number: ExactDecimal, unit: String) -> (ExactDecimal, String) {
    if unit == "share" { return (number.scaled(byPowerOfTen: 2), "%") }
    guard let definition = vocabulary.units[unit], isMultiple(definition), let power = definition.factor.powerOfTen
    else { return (number, unit) }
    return (number.scaled(byPowerOfTen: power), definition.base)
  }

  /// Whether a unit is so many of another only because a table counts in them: million dollars, thousand persons.
  private func isMultiple(_ unit: Vocabulary.Unit) -> Bool {
    unit.base != unit.code && ["currency", "count"].contains(unit.dimension)
  }

  private func unitWords(_ code: String) -> UnitWords {
    switch code {
    case "%": return .percent
    case "pp" where language == "en": return .percentagePoints
    case "count", "", "rank": return UnitWords(singular: "", scales: code == "count")
    case "share": return .none
    default: break
    }
    guard let unit = vocabulary.units[code] else { return UnitWords(singular: code) }
    let translated = vocabulary.translation(.unit, code, language)?.split(separator: "|").map(String.init)
    if unit.dimension == "currency" {
      // In front of the number as English has it; other languages write the word after it.
      let inFront = language == "en" && ["$", "€", "£"].contains(unit.symbol)
      let singular = translated?.first ?? unit.aliases.first ?? unit.label
      return UnitWords(
        singular: singular, plural: translated?.last ?? singular, symbol: unit.symbol, placement: .before,
        symbolInProse: inFront)
    }
    let singular = translated?.first ?? unit.label.lowercased()
    let symbolic = ["energy", "power", "speed"].contains(unit.dimension)
    return UnitWords(
      singular: singular, plural: translated?.last ?? plural(singular), symbol: unit.symbol, symbolInProse: symbolic,
      scales: !symbolic)
  }

  /// English plural of a unit: the first noun takes it ("kilometres per hour", "square metres").
  private func plural(_ singular: String) -> String {
    if singular == "mu" || singular.hasSuffix("s") { return singular }
    let words = singular.split(separator: " ")
    let head = words.firstIndex { $0 != "square" } ?? 0
    return words.enumerated().map { offset, word in
      offset == head ? word + (word.hasSuffix("ch") ? "es" : "s") : String(word)
    }.joined(separator: " ")
  }

  private func hedge(_ qualifier: Observation.Qualifier) -> String? { words.hedge(qualifier) }
}
