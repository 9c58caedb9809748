import Observations

/// A scale in words or as a power of ten, as `UNIT_MULT` of SDMX and the columns of other offices give it.
enum Scale {
  /// The power of ten of `6`, `millions`, `Mio.`, `百万`; nil for other texts.
  static func power(_ text: String) -> Int? {
    if let power = Int(text) { return abs(power) <= 18 ? power : nil }
    return words[text.lowercased()]
  }

  /// A unit that begins with a scale, or in East Asia ends with one, taken apart: `Mio. EUR`, `Millions of dollars`,
  /// `1 000 t`, `億円`. Nil for other texts.
  static func split(_ text: String) -> (power: Int, unit: String)? {
    let lower = text.lowercased()
    for (word, power) in inOrder where lower.hasPrefix(word) {
      var rest = text.dropFirst(word.count)
      // A word ends where letters end, but for signs that are words by themselves.
      if let last = word.last, last.isASCII, last.isLetter, let next = rest.first, next.isLetter { continue }
      rest = rest.drop { $0 == " " || $0 == "." || $0 == "\u{A0}" }
      for article in ["of ", "de ", "d'", "d’"] where rest.lowercased().hasPrefix(article) {
        rest = rest.dropFirst(article.count)
      }
      if !rest.isEmpty { return (power, String(rest)) }
    }
    return nil
  }

  private static let words: [String: Int] = {
    var words: [String: Int] = [:]
    let lists: [(Int, String)] = [
      (0, "unit units ones one"), (1, "tens"), (2, "hundreds 百"),
      (3, "thousand thousands tausend tsd tsd. ths thous millier milliers mille miles mil tys tys. 千 천"),
      (4, "万 萬 만"), (5, "lakh lakhs"),
      (6, "million millions mio mio. mill mill. mln mln. millionen milliones millones millón milhões milioni 百万 백만"),
      (7, "crore crores 千万"), (8, "億 亿 억"),
      (9, "billion billions bn mrd mrd. mld mld. milliard milliards milliarden 十億 十亿 십억"),
      (12, "trillion trillions 兆 조 万亿"),
    ]
    for (power, list) in lists {
      for word in list.split(separator: " ") { words[String(word)] = power }
    }
    words["1 000"] = 3
    words["1,000"] = 3
    words["1.000"] = 3
    words["1000"] = 3
    return words
  }()

  /// Longer words first.
  private static let inOrder: [(String, Int)] = words.filter { $0.value > 0 }.sorted {
    ($1.key.count, $0.key) < ($0.key.count, $1.key)
  }.map { ($0.key, $0.value) }
}

/// A number with signs around it that say more than its digits: `$1,204.5`, `4.5%`, `(310)`.
struct DressedNumber {
  var number: ExactDecimal
  /// The sign of a unit; empty for none.
  var unit: String
  var isUncertain: Bool

  /// Nil for any other text, and for brackets of which nobody said what they mean.
  init?(_ text: String, _ habit: NumberHabit, brackets: TableMapping.Brackets?) {
    var rest = text[...]
    unit = ""
    var isBracketed = false
    func trim() { rest = Substring(trimmed(String(rest))) }
    if rest.last == "%" {
      unit = "%"
      rest.removeLast()
      trim()
    }
    if rest.first == "(", rest.last == ")" {
      isBracketed = true
      rest = rest.dropFirst().dropLast()
      trim()
    }
    if rest.last == "%", unit.isEmpty {
      unit = "%"
      rest.removeLast()
      trim()
    }
    var isNegative = false
    if let first = rest.first, "-−".contains(first), let second = rest.dropFirst().first, Self.signs.contains(second) {
      isNegative = true
      rest.removeFirst()
    }
    if let first = rest.first, Self.signs.contains(first), unit.isEmpty {
      unit = String(first)
      rest.removeFirst()
      trim()
    } else if let last = rest.last, Self.signs.contains(last), unit.isEmpty {
      unit = String(last)
      rest.removeLast()
      trim()
    }
    guard isBracketed || !unit.isEmpty, !(isBracketed && brackets == nil), let found = habit.read(String(rest)) else {
      return nil
    }
    if isBracketed, brackets == .negative { isNegative.toggle() }
    number = isNegative ? ExactDecimal(significand: -found.significand, exponent: found.exponent) : found
    isUncertain = isBracketed && brackets == .uncertain
  }

  private static let signs = "$€£¥￥₩₹"

  /// Whether a cell is a number in brackets, of which a mapping has to say what it is.
  static func isBracketed(_ text: String, _ habit: NumberHabit) -> Bool {
    DressedNumber(text, habit, brackets: nil) == nil && DressedNumber(text, habit, brackets: .negative) != nil
  }
}

/// The mark of a footnote behind a name: `Bavaria 1)`, `Farms 2/`, `Hessen²`, `United States *`.
struct LabelMark {
  var name: String
  var mark: String

  init?(_ text: String) {
    guard let last = text.utf8.last, last == 0x29 || last == 0x2F || last == 0x2A || last >= 0x80 else { return nil }
    var rest = text[...]
    let signs = "*†‡⁰¹²³⁴⁵⁶⁷⁸⁹⁾ᵃᵇᶜᵈᵉ"
    if let end = rest.last, signs.contains(end) {
      while let end = rest.last, signs.contains(end) { rest.removeLast() }
      mark = String(text[rest.endIndex...])
    } else {
      rest.removeLast()
      let digits = rest.reversed().prefix { $0.isASCII && $0.isNumber }.count
      guard (1...2).contains(digits), last != 0x80 else { return nil }
      mark = String(rest.suffix(digits))
      rest.removeLast(digits)
      // `2/` stands apart; `(28)` and `NACE 10/` are something else.
      guard let before = rest.last, last == 0x29 ? before.isLetter || before == " " : before == " " else { return nil }
    }
    name = trimmed(String(rest))
    guard !name.isEmpty, name.last != "(" else { return nil }
  }
}
