/// Reads a date as ECMAScript's `Date.parse` does: ISO 8601, where a date alone is in UTC and a date with a time but no
/// zone is local, and the informal forms browsers agree on (`Jan 1 2000`, `2000/01/02`, `1 Jan 2000 12:00`), local
/// unless they name a zone.
public func parseTime(_ text: String, zone: TimeZoneRules = .utc) -> Double? {
  let trimmed = text.drop { $0 == " " }
  let moment = ISODate.parse(trimmed, zone: zone) ?? InformalDate.parse(trimmed, zone: zone)
  return moment.flatMap { $0.magnitude <= 8.64e15 ? $0 : nil }
}

private enum ISODate {
  static func parse(_ text: Substring, zone: TimeZoneRules) -> Double? {
    var rest = text
    func number(_ width: Int) -> Int? {
      let digits = rest.prefix(width)
      guard digits.count == width, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
      rest = rest.dropFirst(width)
      return Int(digits)
    }
    func take(_ c: Character) -> Bool {
      guard rest.first == c else { return false }
      rest = rest.dropFirst()
      return true
    }
    let year: Int
    if take("+") {
      guard let y = number(6) else { return nil }
      year = y
    } else if take("-") {
      guard let y = number(6), y != 0 else { return nil }
      year = -y
    } else {
      guard let y = number(4) else { return nil }
      year = y
    }
    var time = CivilTime(year: year)
    if take("-") {
      guard let month = number(2), (1...12).contains(month) else { return nil }
      time.month = month
      if take("-") {
        guard let day = number(2), (1...31).contains(day) else { return nil }
        time.day = day
      }
    }
    if rest.isEmpty { return time.milliseconds }
    guard take("T") || take("t"), let hour = number(2), take(":"), let minute = number(2), hour <= 24, minute < 60
    else { return nil }
    (time.hour, time.minute) = (hour, minute)
    if take(":") {
      guard let second = number(2), second < 60 else { return nil }
      time.second = second
      if take(".") {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, let value = Int((digits + "00").prefix(3)) else { return nil }
        time.millisecond = value
        rest = rest.dropFirst(digits.count)
      }
    }
    guard hour < 24 || time.minute + time.second + time.millisecond == 0 else { return nil }
    if rest.isEmpty { return time.utc(in: zone) }
    guard let (minutes, after) = zoneOffset(rest), after.isEmpty else { return nil }
    return time.milliseconds - Double(minutes) * 60_000
  }
}

/// The forms without a standard: numbers, month names and a clock in nearly any order.
private struct InformalDate {
  private var numbers: [Int] = []
  private var month: Int?
  private var clock: [Int] = []
  private var millisecond = 0
  private var half: Int?
  private var minutesEast: Int?

  static func parse(_ text: Substring, zone: TimeZoneRules) -> Double? {
    var date = InformalDate()
    return date.read(text) ? date.moment(in: zone) : nil
  }

  private mutating func read(_ text: Substring) -> Bool {
    var rest = text
    while let c = rest.first {
      if c.isASCII, c.isNumber {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 9, let value = Int(digits) else { return false }
        rest = rest.dropFirst(digits.count)
        if rest.first == ":", clock.isEmpty {
          guard readClock(hour: value, &rest) else { return false }
        } else {
          guard numbers.count < 3 else { return false }
          numbers.append(value)
        }
      } else if c.isLetter {
        let word = rest.prefix { $0.isLetter }.lowercased()
        rest = rest.dropFirst(word.count)
        guard readWord(word) else { return false }
      } else if c == "+" || c == "-", !clock.isEmpty {
        guard let (minutes, after) = zoneOffset(rest) else { return false }
        minutesEast = minutes
        rest = after
      } else if c == "(" {
        guard let end = rest.firstIndex(of: ")") else { return false }
        rest = rest[rest.index(after: end)...]
      } else if c == " " || c == "/" || c == "-" || c == "," || c == "." {
        rest = rest.dropFirst()
      } else {
        return false
      }
    }
    return true
  }

  private mutating func readClock(hour: Int, _ rest: inout Substring) -> Bool {
    clock = [hour]
    while rest.first == ":", clock.count < 3 {
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard digits.count <= 2, let value = Int(digits), value < 60 else { return false }
      clock.append(value)
      rest = rest.dropFirst(digits.count + 1)
    }
    if rest.first == ".", clock.count == 3 {
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      millisecond = Int((digits + "000").prefix(3)) ?? 0
      rest = rest.dropFirst(digits.count + 1)
    }
    return hour < 24 || (hour == 24 && clock.dropFirst().allSatisfy { $0 == 0 } && millisecond == 0)
  }

  private mutating func readWord(_ word: String) -> Bool {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    if let index = names.firstIndex(of: String(word.prefix(3))) {
      month = index + 1
    } else if word == "am" || word == "pm" {
      half = word == "pm" ? 1 : 0
    } else if word == "utc" || word == "gmt" || word == "z" {
      minutesEast = minutesEast ?? 0
    } else if word != "t" || numbers.isEmpty {
      // Names of weekdays and the like may come first.
      return numbers.isEmpty && clock.isEmpty
    }
    return true
  }

  private func moment(in zone: TimeZoneRules) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let parts = numbers + Array(repeating: 1, count: 3 - numbers.count)
    let startsWithYear = !(1...31).contains(parts[0])
    var time: CivilTime
    if let month {
      time =
        startsWithYear
        ? CivilTime(year: parts[0], month: month, day: parts[1])
        : CivilTime(year: parts[1], month: month, day: parts[0])
    } else {
      time =
        startsWithYear
        ? CivilTime(year: parts[0], month: parts[1], day: parts[2])
        : CivilTime(year: parts[2], month: parts[0], day: parts[1])
    }
    if time.year < 50 { time.year += 2_000 } else if time.year < 100 { time.year += 1_900 }
    guard (1...12).contains(time.month), (1...31).contains(time.day) else { return nil }
    if !clock.isEmpty {
      time.hour = clock[0]
      if let half {
        guard (1...12).contains(clock[0]) else { return nil }
        time.hour = clock[0] % 12 + half * 12
      }
      time.minute = clock.count > 1 ? clock[1] : 0
      time.second = clock.count > 2 ? clock[2] : 0
      time.millisecond = millisecond
    }
    if let minutesEast { return time.milliseconds - Double(minutesEast) * 60_000 }
    return time.utc(in: zone)
  }
}
