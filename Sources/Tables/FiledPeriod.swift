import Observations

// Periods as files write them: what every file means by a text, and what only the mapping can say about it.

extension TableMapping {
  /// The period that a text names; nil where there is none.
  func read(_ text: String) -> TimePeriod? {
    if let fiscalYear, let period = fiscalYear.period(text) { return period }
    if let period = readPeriod(text) { return period }
    guard let dates else { return nil }
    return dates == .excel
      ? spreadsheetDay(text).map { TimePeriod($0) } : strokedDay(text, dates).map { TimePeriod($0) }
  }

  /// Whether a text is a date of which nothing but the order of its numbers is unknown.
  static func isStrokedDate(_ text: String) -> Bool {
    strokedDay(text, .dayFirst) != nil || strokedDay(text, .monthFirst) != nil
  }

  /// The order of day and month that the dates of a column leave possible; nil for both or none.
  static func order(ofDates texts: some Sequence<String>) -> DateOrder? {
    var possible: [DateOrder] = [.dayFirst, .monthFirst]
    var isAny = false
    for text in texts where isStrokedDate(text) {
      isAny = true
      possible.removeAll { strokedDay(text, $0) == nil }
    }
    return isAny && possible.count == 1 ? possible[0] : nil
  }
}

extension TableMapping.FiscalYear {
  /// The twelve months that `2022/23`, `2022-2023`, `FY2022-23` or, where the mapping says by which year they go, `2022`
  /// and `FY 2022` name.
  func period(_ text: String) -> TimePeriod? {
    var rest = text[...]
    for prefix in ["FY", "fy", "Fy"] where rest.hasPrefix(prefix) { rest = rest.dropFirst(2) }
    for suffix in ["年度", " FY"] where rest.hasSuffix(suffix) { rest = rest.dropLast(suffix.count) }
    rest = rest.drop { $0 == " " }
    let parts = rest.split(omittingEmptySubsequences: false) { "-/–".contains($0) }.map { trimmed(String($0)) }
    guard let first = parts.first, first.utf8.count == 4, let year = Int(first), year > 0 else { return nil }
    switch parts.count {
    case 1:
      guard let named else { return nil }
      return period(from: named == .first || month == 1 ? year : year - 1)
    case 2:
      let (last, whole) = (parts[1], year + 1)
      guard last.utf8.count == 4 ? Int(last) == whole : last.utf8.count == 2 && Int(last) == whole % 100 else {
        return nil
      }
      return period(from: year)
    default: return nil
    }
  }

  private func period(from year: Int) -> TimePeriod {
    guard month > 1 else { return TimePeriod(year: year) }
    return TimePeriod(
      from: TimePeriod.Unit(year: year, frequency: .monthly, index: month),
      to: TimePeriod.Unit(year: year + 1, frequency: .monthly, index: month - 1))
  }
}

/// Weeks and durations of ISO 8601: `2024-W05`, `2024W05`, and `2024-01-01/P3M`, which is the first quarter of 2024.
func readDuration(_ text: String) -> TimePeriod? {
  if let w = text.firstIndex(of: "W"), !text.contains("/") {
    let year = text[..<w].filter { $0 != "-" }
    guard year.count == 4, let year = Int(year), let week = Int(text[w...].dropFirst()), (1...53).contains(week) else {
      return nil
    }
    // The week of the 4th of January is the first; day 0 is a Saturday, the 1st of January of the year 0.
    let fourth = dayNumber(year, 1, 4)
    let monday = fourth - (fourth + 5) % 7 + 7 * (week - 1)
    let thursday = day(numbered: monday + 3)
    guard thursday.year == year else { return nil }
    return TimePeriod(from: day(numbered: monday), to: day(numbered: monday + 6))
  }
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  guard parts.count == 2, parts[1].first == "P" else { return nil }
  guard let start = TimePeriod.Unit(parts[0].prefix { $0 != "T" }),
    start.frequency == .daily || start.frequency == .monthly,
    let letter = parts[1].last, let count = Int(parts[1].dropFirst().dropLast()), (1...1200).contains(count)
  else { return nil }
  switch letter {
  case "D" where start.frequency == .daily:
    let first = dayNumber(start.year, start.index, start.day)
    return TimePeriod(from: start, to: day(numbered: first + count - 1))
  case "W" where start.frequency == .daily:
    let first = dayNumber(start.year, start.index, start.day)
    return TimePeriod(from: start, to: day(numbered: first + 7 * count - 1))
  case "M", "Y":
    guard start.day == 1 else { return nil }
    return months(from: start, count: letter == "Y" ? 12 * count : count)
  default: return nil
  }
}

/// So many months from one on, as a year, half year or quarter where they are one.
private func months(from start: TimePeriod.Unit, count: Int) -> TimePeriod {
  let first = TimePeriod.Unit(year: start.year, frequency: .monthly, index: start.index)
  let last = start.year * 12 + start.index - 1 + count - 1
  let period = TimePeriod(from: first, to: TimePeriod.Unit(year: last / 12, frequency: .monthly, index: last % 12 + 1))
  let whole: [Int: TimePeriod.Unit.Frequency] = [12: .annual, 6: .halfYearly, 3: .quarterly]
  guard let frequency = whole[count], let unit = period.unit(of: frequency) else { return period }
  return TimePeriod(unit)
}

/// `31.12.2024`, which is written in this order alone, and dates with a time behind them.
func readDottedDay(_ text: String) -> TimePeriod? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count == 3 else {
    // 2024-01-31T00:00:00 and 2024-01-31 00:00:00.
    guard let end = text.firstIndex(where: { $0 == "T" || $0 == " " }), text[end...].contains(":") else { return nil }
    return TimePeriod.Unit(text[..<end]).flatMap { $0.frequency == .daily ? TimePeriod($0) : nil }
  }
  return unit(day: parts[0], month: parts[1], year: parts[2]).map { TimePeriod($0) }
}

/// `31/12/2024` or, months first, `12/31/2024`.
private func strokedDay(_ text: String, _ order: TableMapping.DateOrder) -> TimePeriod.Unit? {
  let parts = text.prefix { $0 != " " }.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" }
  guard parts.count == 3 else { return nil }
  return order == .monthFirst
    ? unit(day: parts[1], month: parts[0], year: parts[2]) : unit(day: parts[0], month: parts[1], year: parts[2])
}

private func unit(day: Substring, month: Substring, year: Substring) -> TimePeriod.Unit? {
  guard day.utf8.count <= 2, month.utf8.count <= 2, year.utf8.count == 4, let d = Int(day), let m = Int(month),
    let y = Int(year), y > 0, (1...12).contains(m), d >= 1, d <= daysInMonth(y, m)
  else { return nil }
  return TimePeriod.Unit(year: y, frequency: .daily, index: m, day: d)
}

/// A count of days since 1900 as spreadsheets keep dates, which take 1900 for a leap year.
private func spreadsheetDay(_ text: String) -> TimePeriod.Unit? {
  let whole = text.hasSuffix(".0") ? text.dropLast(2) : text[...]
  guard whole.utf8.count == 5, let count = Int(whole), (10_000...99_999).contains(count) else { return nil }
  return day(numbered: dayNumber(1899, 12, 30) + count)
}

private func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

private func daysInMonth(_ year: Int, _ month: Int) -> Int {
  month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
}

/// Days since the 1st of January of the year 0 of the Gregorian calendar, which is a Saturday.
private func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
  let before = year > 0 ? (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1 : 0
  return 365 * year + before + (1..<month).reduce(0) { $0 + daysInMonth(year, $1) } + day - 1
}

private func day(numbered number: Int) -> TimePeriod.Unit {
  var year = number / 366
  while dayNumber(year + 1, 1, 1) <= number { year += 1 }
  var (month, rest) = (1, number - dayNumber(year, 1, 1))
  while rest >= daysInMonth(year, month) {
    rest -= daysInMonth(year, month)
    month += 1
  }
  return TimePeriod.Unit(year: year, frequency: .daily, index: month, day: rest + 1)
}
