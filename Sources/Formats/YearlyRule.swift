/// Standard and summer time repeating every year, as a POSIX `TZ` string such as `CET-1CEST,M3.5.0,M10.5.0/3` states.
struct YearlyRule: Hashable, Sendable {
  enum Day: Hashable, Sendable {
    /// Week 1…5 (5 the last) of a month, weekday from Sunday.
    case weekday(month: Int, week: Int, weekday: Int)
    /// 1…365, February 29 never counted.
    case julian(Int)
    /// 0…365, February 29 counted.
    case ordinal(Int)
  }

  struct Change: Hashable, Sendable {
    var day: Day
    /// Seconds after midnight on the clock before the change.
    var time: Int

    /// Seconds since 1970 on the clock before the change.
    func second(year: Int) -> Int {
      let january = CivilTime.days(year: year, month: 1, day: 1)
      let number: Int
      switch day {
      case .julian(let n):
        let leap = CivilTime.days(year: year + 1, month: 1, day: 1) - january == 366
        number = january + n - 1 + (leap && n >= 60 ? 1 : 0)
      case .ordinal(let n): number = january + n
      case .weekday(let month, let week, let weekday):
        let first = CivilTime(year: year, month: month)
        var candidate = first.dayNumber + (weekday - first.weekday + 7) % 7 + (week - 1) * 7
        if candidate >= CivilTime.days(year: year, month: month + 1, day: 1) { candidate -= 7 }
        number = candidate
      }
      return number * 86_400 + time
    }
  }

  /// Seconds east of UTC.
  var standard: Int
  var summer: Int
  var changes: (toSummer: Change, toStandard: Change)? {
    get { toSummer.flatMap { a in toStandard.map { (a, $0) } } }
    set { (toSummer, toStandard) = (newValue?.toSummer, newValue?.toStandard) }
  }
  private var toSummer: Change?
  private var toStandard: Change?

  func offset(atSecond second: Int) -> Int {
    guard let changes else { return standard }
    let year = CivilTime.date(ofDay: CivilTime.floorDivide(second + standard, 86_400)).year
    let begin = changes.toSummer.second(year: year) - standard
    let end = changes.toStandard.second(year: year) - summer
    let isSummer = begin < end ? second >= begin && second < end : second >= begin || second < end
    return isSummer ? summer : standard
  }
}

extension YearlyRule {
  /// Reads a POSIX `TZ` string; nil when it is empty or not one.
  init?(posix text: String) {
    var rest = Array(text.utf8)[...]
    func name() -> Bool {
      if rest.first == UInt8(ascii: "<") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
        rest = rest[(end + 1)...]
        return true
      }
      let count = rest.prefix { ($0 | 32) >= 97 && ($0 | 32) <= 122 }.count
      rest = rest.dropFirst(count)
      return count >= 3
    }
    func number() -> Int? {
      let digits = rest.prefix { $0 >= 48 && $0 <= 57 }
      rest = rest.dropFirst(digits.count)
      return digits.count > 5 ? nil : Int(String(decoding: digits, as: UTF8.self))
    }
    func take(_ c: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: c) else { return false }
      rest = rest.dropFirst()
      return true
    }
    func seconds() -> Int? {
      let negative = take("-")
      if !negative { _ = take("+") }
      guard var total = number().map({ $0 * 3_600 }) else { return nil }
      if take(":") { total += (number() ?? 0) * 60 }
      if take(":") { total += number() ?? 0 }
      return negative ? -total : total
    }
    func change() -> Change? {
      let day: Day
      if take("M") {
        guard let month = number(), take("."), let week = number(), take("."), let weekday = number(),
          (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
        else { return nil }
        day = .weekday(month: month, week: week, weekday: weekday)
      } else if take("J") {
        guard let n = number() else { return nil }
        day = .julian(n)
      } else {
        guard let n = number() else { return nil }
        day = .ordinal(n)
      }
      guard take("/") else { return Change(day: day, time: 7_200) }
      return seconds().map { Change(day: day, time: $0) }
    }
    guard name(), let west = seconds() else { return nil }
    standard = -west
    summer = standard + 3_600
    if rest.isEmpty { return }
    guard name() else { return nil }
    if rest.first != UInt8(ascii: ",") {
      guard let west = seconds() else { return nil }
      summer = -west
    }
    guard take(","), let first = change(), take(","), let second = change() else { return nil }
    changes = (first, second)
  }
}
