import Observations

/// Time periods in words.
enum PeriodText {
  /// "2023", "Q1 2024", "November 2022", "first half of 2012", "Q1–Q3 2022", "2016–2020", "by 2035".
  static func english(_ period: TimePeriod) -> String {
    guard let start = period.start else { return "by \(english(period.end))" }
    if start == period.end { return english(start) }
    if start.year == period.end.year, start.frequency == period.end.frequency {
      switch start.frequency {
      case .quarterly: return "Q\(start.index)–Q\(period.end.index) \(start.year)"
      case .monthly: return "\(months[start.index - 1])–\(months[period.end.index - 1]) \(start.year)"
      default: break
      }
    }
    return "\(english(start))–\(english(period.end))"
  }

  /// One unit in words.
  static func english(_ unit: TimePeriod.Unit) -> String {
    switch unit.frequency {
    case .annual: "\(unit.year)"
    case .halfYearly: "\(unit.index == 1 ? "first" : "second") half of \(unit.year)"
    case .quarterly: "Q\(unit.index) \(unit.year)"
    case .monthly: "\(months[unit.index - 1]) \(unit.year)"
    case .daily: "\(unit.day) \(months[unit.index - 1]) \(unit.year)"
    }
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}
