/// A moment on the Gregorian calendar and the clock of one place.
public struct CivilTime: Hashable, Sendable {
  public var year: Int
  /// 1…12.
  public var month: Int
  /// 1…31.
  public var day: Int
  public var hour: Int
  public var minute: Int
  public var second: Int
  public var millisecond: Int

  public init(
    year: Int, month: Int = 1, day: Int = 1, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.millisecond = millisecond
  }

  /// From milliseconds since 1970 as that place's clock counts them; nil beyond the range of ECMAScript dates.
  public init?(milliseconds: Double) {
    guard milliseconds.isFinite, milliseconds.magnitude <= 8.64e15 + 86_400_000 else { return nil }
    let total = Int(milliseconds.rounded(.down))
    let days = Self.floorDivide(total, 86_400_000)
    let rest = total - days * 86_400_000
    let (year, month, day) = Self.date(ofDay: days)
    self.init(
      year: year, month: month, day: day, hour: rest / 3_600_000, minute: rest / 60_000 % 60,
      second: rest / 1_000 % 60, millisecond: rest % 1_000)
  }

  /// A moment on the clock of a zone; nil beyond the range of ECMAScript dates.
  public init?(_ milliseconds: Double, in zone: TimeZoneRules) {
    guard milliseconds.isFinite else { return nil }
    self.init(milliseconds: milliseconds + zone.offset(atUTC: milliseconds))
  }

  /// Milliseconds since 1970 on this clock; parts beyond their range carry over, as month 13 into the next year.
  public var milliseconds: Double {
    let days = Double(Self.days(year: year, month: month, day: 1)) + Double(day - 1)
    let clock = Double(hour) * 3_600_000 + Double(minute) * 60_000 + Double(second) * 1_000 + Double(millisecond)
    return days * 86_400_000 + clock
  }

  /// The moment when this is what the clock shows in a zone.
  public func utc(in zone: TimeZoneRules) -> Double { zone.utc(fromLocal: milliseconds) }

  /// Days since 1970-01-01 of a date; the month may lie outside 1…12.
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let carried = floorDivide(month - 1, 12)
    let month = month - carried * 12
    // Years from March, so that the leap day is the last of its year.
    let y = year + carried - (month <= 2 ? 1 : 0)
    let era = floorDivide(y, 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date that many days after 1970-01-01.
  public static func date(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * dayOfYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
  }

  static func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }
}

extension CivilTime {
  /// Days since 1970-01-01.
  public var dayNumber: Int { Self.days(year: year, month: month, day: day) }

  /// 0 for Sunday … 6 for Saturday.
  public var weekday: Int {
    let shifted = dayNumber + 4
    return shifted - Self.floorDivide(shifted, 7) * 7
  }

  /// 1 for January 1.
  public var dayOfYear: Int { dayNumber - Self.days(year: year, month: 1, day: 1) + 1 }

  /// 1…4.
  public var quarter: Int { (month - 1) / 3 + 1 }

  /// Weeks begun in the year, the first on its first such weekday; the days before it are in week 0.
  public func week(startingOn first: Int) -> Int { (dayOfYear + 6 - (weekday - first + 7) % 7) / 7 }

  /// The ISO 8601 week and the year it belongs to.
  public var isoWeek: (year: Int, week: Int) {
    // The week belongs to the year of its Thursday.
    let thursday = dayNumber - (weekday + 6) % 7 + 3
    let year = Self.date(ofDay: thursday).year
    return (year, (thursday - Self.days(year: year, month: 1, day: 1)) / 7 + 1)
  }
}
