import Formats
import Notation

extension FormatLocale {
  /// With what a configuration says under `locale`: `number` and `time`, in the words of d3-format and d3-time-format.
  func changed(by config: Config) -> FormatLocale {
    guard let written = config.value("locale") else { return self }
    var locale = self
    if let number = written["number"] {
      locale.decimal = number["decimal"]?.string ?? locale.decimal
      locale.thousands = number["thousands"]?.string ?? locale.thousands
      locale.minus = number["minus"]?.string ?? locale.minus
      locale.percent = number["percent"]?.string ?? locale.percent
      locale.notANumber = number["nan"]?.string ?? locale.notANumber
      if let sizes = number["grouping"]?.sequence?.compactMap(\.number), sizes.allSatisfy({ $0 >= 1 && $0 < 100 }) {
        locale.grouping = sizes.map { Int($0) }
      }
      if let currency = number["currency"]?.sequence?.compactMap(\.string), currency.count == 2 {
        (locale.currencyPrefix, locale.currencySuffix) = (currency[0], currency[1])
      }
    }
    if let time = written["time"] {
      locale.dateTime = time["dateTime"]?.string ?? locale.dateTime
      locale.date = time["date"]?.string ?? locale.date
      locale.time = time["time"]?.string ?? locale.time
      func names(_ key: String, _ old: [String]) -> [String] {
        guard let names = time[key]?.sequence?.compactMap(\.string), names.count == old.count else { return old }
        return names
      }
      locale.periods = names("periods", locale.periods)
      locale.days = names("days", locale.days)
      locale.shortDays = names("shortDays", locale.shortDays)
      locale.months = names("months", locale.months)
      locale.shortMonths = names("shortMonths", locale.shortMonths)
    }
    return locale
  }
}
