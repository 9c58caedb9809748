import Formats
import Observations

/// Time periods in the words of a language.
struct PeriodText {
  /// Primary subtag of the language: `de`.
  private let language: String
  /// Whether the month stands before the day, as in the United States.
  private let monthFirst: Bool
  private let locale: FormatLocale

  /// - Parameter language: a BCP 47 tag; languages not known are written as English.
  init(language: String) {
    self.language = FormatLocale.primarySubtag(of: language)
    monthFirst = language.lowercased() == "en-us"
    locale = .forLanguage(language)
  }

  /// "2023", "Q1 2024", "November 2022", "first half of 2012", "Q1–Q3 2022", "2016–2020", "by 2035".
  func written(_ period: TimePeriod) -> String {
    let end = period.end
    guard let start = period.start else {
      let text = written(end)
      return switch language {
      case "de": "bis \(text)"
      case "fr": "d’ici \(text)"
      case "zh": "到\(text)"
      default: "by \(text)"
      }
    }
    if start == end { return written(start) }
    if start.year == end.year, start.frequency == end.frequency {
      switch start.frequency {
      case .quarterly: return quarters(start.index, end.index, year: start.year)
      case .monthly:
        if language == "zh" { return "\(start.year)年\(start.index)—\(end.index)月" }
        return "\(month(start.index))–\(month(end.index)) \(start.year)"
      default: break
      }
    }
    if language == "zh", start.frequency == .annual, end.frequency == .annual { return "\(start.year)—\(end.year)年" }
    return "\(written(start))\(language == "zh" ? "至" : "–")\(written(end))"
  }

  /// One unit in words.
  func written(_ unit: TimePeriod.Unit) -> String {
    let (year, index) = (unit.year, unit.index)
    switch (unit.frequency, language) {
    case (.annual, "zh"): return "\(year)年"
    case (.annual, _): return "\(year)"
    case (.halfYearly, "de"): return "\(index). Halbjahr \(year)"
    case (.halfYearly, "fr"): return "\(ordinal(index)) semestre \(year)"
    case (.halfYearly, "zh"): return "\(year)年\(index == 1 ? "上" : "下")半年"
    case (.halfYearly, _): return "\(index == 1 ? "first" : "second") half of \(year)"
    case (.quarterly, _): return quarters(index, index, year: year)
    case (.monthly, "zh"): return "\(year)年\(index)月"
    case (.monthly, _): return "\(month(index)) \(year)"
    case (.daily, "de"): return "\(unit.day). \(month(index)) \(year)"
    case (.daily, "fr"): return "\(unit.day == 1 ? "1er" : "\(unit.day)") \(month(index)) \(year)"
    case (.daily, "zh"): return "\(year)年\(index)月\(unit.day)日"
    case (.daily, _):
      return monthFirst ? "\(month(index)) \(unit.day), \(year)" : "\(unit.day) \(month(index)) \(year)"
    }
  }

  private func month(_ index: Int) -> String { locale.months[index - 1] }

  /// "1er", "2e".
  private func ordinal(_ index: Int) -> String { index == 1 ? "1er" : "\(index)e" }

  private func quarters(_ first: Int, _ last: Int, year: Int) -> String {
    let one = first == last
    switch language {
    case "de": return (one ? "\(first)." : "\(first).–\(last).") + " Quartal \(year)"
    case "fr": return (one ? ordinal(first) : "\(ordinal(first))–\(ordinal(last))") + " trimestre \(year)"
    case "zh":
      let names = ["一", "二", "三", "四"]
      // The usual word for what has passed of a year at the end of September.
      if first == 1, last == 3 { return "\(year)年前三季度" }
      return "\(year)年第\(names[first - 1])" + (one ? "季度" : "至第\(names[last - 1])季度")
    default: return (one ? "Q\(first)" : "Q\(first)–Q\(last)") + " \(year)"
    }
  }
}
