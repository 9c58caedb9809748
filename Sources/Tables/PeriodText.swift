import Observations

/// What a text says about a period: a year, a part of a year, or both.
struct PeriodText {
  var year: Int?
  var frequency = TimePeriod.Unit.Frequency.annual
  var index = 1

  /// A part of a year, as in `Jan`, `Q1`, `1. Quartal`, `3月`.
  var isPart: Bool { year == nil && frequency != .annual }

  /// The period, in a year where the text names none.
  func period(inYear row: Int? = nil) -> TimePeriod? {
    (year ?? row).map { TimePeriod(TimePeriod.Unit(year: $0, frequency: frequency, index: index)) }
  }

  /// Reads `Q1 2024`, `2024 Q1`, `1. Quartal 2024`, `T1 2024`, `Quý I/2024`, `2024年1-3月`, `Jan 2024`, `2024 MAY`,
  /// `Tháng 1/2024`, `2024/01`, `H1 2024`; nil for anything in which a word is left over.
  init?(_ text: String) {
    guard text.utf8.count < 40 else { return nil }
    var numbers: [(text: Substring, value: Int)] = []
    var kind: TimePeriod.Unit.Frequency?
    var month: Int?
    var saysYear = false
    let lower = Self.withoutEra(text.lowercased())
    var rest = lower[...]
    var isRoman = false
    while let c = rest.first {
      if c.isASCII, c.isNumber {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest[digits.endIndex...]
        guard let value = Int(digits) else { return nil }
        if digits.count == 4, year == nil { year = value } else { numbers.append((digits, value)) }
      } else if c.isLetter {
        // Han characters stand without spaces between them.
        let isHan = ("\u{2E80}"..."\u{9FFF}").contains(c)
        let word = isHan ? rest.prefix(1) : rest.prefix { $0.isLetter && !("\u{2E80}"..."\u{9FFF}").contains($0) }
        rest = rest[word.endIndex...]
        let name = String(word)
        if let found = Self.kinds[name] {
          if found == .annual {
            saysYear = true
          } else if kind == nil {
            kind = found
          } else if kind != found {
            return nil
          }
        } else if let found = Self.months[name] {
          guard month == nil else { return nil }
          month = found
        } else if let found = Self.numerals[name] {
          numbers.append((word, found))
          isRoman = word.first == "i"
        } else if !Self.fillers.contains(name) {
          return nil
        }
      } else {
        guard " .,/-–～~'’\u{A0}".contains(c) else { return nil }
        rest.removeFirst()
      }
    }
    if let month {
      guard kind == nil || kind == .monthly, numbers.isEmpty else { return nil }
      (frequency, index) = (.monthly, month)
      return
    }
    switch (kind, numbers.count) {
    case (nil, 0): guard saysYear, year != nil else { return nil }
    case (nil, 1) where isRoman && year != nil:
      // Quarters go by Roman numbers.
      (frequency, index) = (.quarterly, numbers[0].value)
    case (nil, 2):
      // `2024 1/4`, the first of four quarters.
      guard year != nil, text.hasSuffix("/4"), text.count(where: { $0 == "/" }) == 1, numbers[1].value == 4,
        (1...4).contains(numbers[0].value)
      else {
        return nil
      }
      (frequency, index) = (.quarterly, numbers[0].value)
    case (nil, 1):
      // A month by its number alone, beside a year and a stroke.
      guard year != nil, text.contains("/"), (1...12).contains(numbers[0].value) else { return nil }
      (frequency, index) = (.monthly, numbers[0].value)
    case (.monthly?, 2):
      // The three months of a quarter.
      let (first, last) = (numbers[0].value, numbers[1].value)
      guard last == first + 2, first % 3 == 1, last <= 12 else { return nil }
      (frequency, index) = (.quarterly, last / 3)
    case (let kind?, 1):
      let most = [TimePeriod.Unit.Frequency.halfYearly: 2, .quarterly: 4, .monthly: 12][kind] ?? 0
      guard numbers[0].value >= 1, numbers[0].value <= most else { return nil }
      (frequency, index) = (kind, numbers[0].value)
    default: return nil
    }
  }

  private static let kinds: [String: TimePeriod.Unit.Frequency] = {
    var kinds: [String: TimePeriod.Unit.Frequency] = [:]
    let words: [(TimePeriod.Unit.Frequency, String)] = [
      (.annual, "year jahr année annee año anno ano năm 年 년 y a"),
      (.halfYearly, "h s half halbjahr semestre semester hy 半 반기"),
      (.quarterly, "q quarter quartal trimestre trim t qtr quý 季 분기 kvartal"),
      (.monthly, "m month monat mois mes mese tháng 月 월"),
    ]
    for (kind, names) in words {
      for name in names.split(separator: " ") { kinds[String(name)] = kind }
    }
    return kinds
  }()

  /// Years of the eras of Japan as years of the calendar: `令和5年` is 2023.
  private static func withoutEra(_ text: String) -> String {
    for (era, before) in [("令和", 2018), ("平成", 1988), ("昭和", 1925)] where text.hasPrefix(era) {
      let rest = text.dropFirst(era.count)
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      if rest.first == "元" { return "\(before + 1)\(rest.dropFirst())" }
      if let year = Int(digits), year > 0, year < 100 { return "\(before + year)\(rest.dropFirst(digits.count))" }
    }
    return text
  }

  private static let fillers: Set<String> = ["st", "nd", "rd", "th", "er", "º", "第", "度", "期", "份", "de", "of"]

  private static let numerals: [String: Int] = [
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3,
    "fourth": 4,
    "上": 1, "下": 2,
  ]

  static let months: [String: Int] = {
    // English, German, French, Spanish, Italian, Portuguese, in full and as they are cut short.
    let names = [
      "january jan januar jän jänner janvier janv enero ene gennaio gen janeiro",
      "february feb februar février fevrier févr fév febrero febbraio fevereiro fev",
      "march mar märz mär mrz mars marzo março",
      "april apr avril avr abril abr aprile", "may mai mayo maggio mag maio",
      "june jun juni juin junio giugno giu junho",
      "july jul juli juillet juil julio luglio lug julho", "august aug août aout agosto ago",
      "september sep sept septembre septiembre settembre set setembro",
      "october oct oktober okt octobre octubre ottobre ott outubro out", "november nov novembre noviembre novembro",
      "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
    ]
    var months: [String: Int] = [:]
    for (i, list) in names.enumerated() {
      for name in list.split(separator: " ") { months[String(name)] = i + 1 }
    }
    return months
  }()
}

/// The month of a name or a number; nil for other texts.
func monthNumber(_ text: String) -> Int? {
  if let number = Int(text) { return (1...12).contains(number) ? number : nil }
  return PeriodText.months[text.lowercased()]
}
