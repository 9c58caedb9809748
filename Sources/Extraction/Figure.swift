import Observations

/// A number with its unit on the way to an observation.
struct Figure {
  /// How the number is said.
  enum Form { case amount, fraction, vague, multiple, rank }

  /// Number, scale and unit, a currency in front included.
  var tokens: Range<Int>
  var form: Form = .amount
  var value: ExactDecimal
  /// Upper end of a range.
  var high: ExactDecimal?
  /// A code of the units vocabulary; empty while unknown.
  var unit = ""
  /// Whether the currency was not said.
  var impliedUnit = false
  /// Power of ten of the scale word.
  var scale = 0
  /// Whether it stands as an adjective: "100-billion-yuan".
  var hyphenated = false
  /// Whether the number is written in words.
  var spelled = false
  /// The counted thing, or what follows the unit.
  var noun: Range<Int>?
  var measure = ""
  var nounMeasure = ""
  var qualifier = Observation.Qualifier.exact
  var change = Observation.Change.level
  /// The hedge before and after, for the quote.
  var hedge: Range<Int>?
  var direction = ""
  var isBaseline = false
  /// "40% of the projects".
  var isShareOfCount = false
  var sector = ""
  var region = ""
  var regionCode = ""
  /// Whether the region holds the one the article is about.
  var isWider = false
  var period: TimePeriod?
  /// Whether the period was named in another sentence.
  var inheritsPeriod = false
  var status = Observation.Status.actual
  var confidence = 1.0
  var notes: [String] = []

  var isPercent: Bool { unit == "%" || unit == "pp" || unit == "share" }
}

extension Figure {
  /// A part of a whole, rounded to six places where it has more.
  init(fraction top: Int, of bottom: Int, tokens: Range<Int>, spelled: Bool) {
    let quotient = Double(top) / Double(bottom)
    var value = ExactDecimal(significand: Int64((quotient * 1_000_000).rounded()), exponent: -6)
    if let exact = ExactDecimal(quotient), exact.decimalPlaces <= 4 { value = exact }
    self.init(tokens: tokens, form: .fraction, value: value, unit: "share", spelled: spelled)
    change = .share
  }
}
