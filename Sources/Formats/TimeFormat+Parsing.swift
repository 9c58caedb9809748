extension TimeFormat {
  /// Reads text written in this format; nil unless all of it matches. What the format leaves out is the start of 1900.
  public func parse(_ text: String, zone: TimeZoneRules = .utc) -> Double? {
    var fields = ParsedFields()
    var rest = text[...]
    for part in parts {
      switch part {
      case .text(let literal):
        guard rest.hasPrefix(literal) else { return nil }
        rest = rest.dropFirst(literal.count)
      case .field(let letter, _):
        guard read(letter, from: &rest, into: &fields) else { return nil }
      }
    }
    return rest.isEmpty ? fields.moment(in: zone) : nil
  }

  private func read(_ letter: Unicode.Scalar, from rest: inout Substring, into fields: inout ParsedFields) -> Bool {
    func name(_ names: [String]) -> Int? {
      let matches = names.enumerated().filter { rest.lowercased().hasPrefix($0.element.lowercased()) }
      guard let best = matches.max(by: { $0.element.count < $1.element.count }) else { return nil }
      rest = rest.dropFirst(best.element.count)
      return best.offset
    }
    func number(_ width: Int = 16) -> Int? {
      let spaces = rest.prefix { $0 == " " }.count
      let digits = rest.dropFirst(spaces).prefix(width).prefix { $0.isASCII && $0.isNumber }
      guard let value = Int(digits) else { return nil }
      rest = rest.dropFirst(spaces + digits.count)
      return value
    }
    func set(_ path: WritableKeyPath<ParsedFields, Int?>, _ value: Int?) -> Bool {
      guard let value else { return false }
      fields[keyPath: path] = value
      return true
    }
    switch letter {
    case "a": return set(\.weekday, name(locale.shortDays))
    case "A": return set(\.weekday, name(locale.days))
    case "b": return set(\.month, name(locale.shortMonths).map { $0 + 1 })
    case "B": return set(\.month, name(locale.months).map { $0 + 1 })
    case "d", "e": return set(\.day, number(2))
    case "f": return set(\.millisecond, number(6).map { $0 / 1_000 })
    case "g": return set(\.year, number(2).map { $0 + ($0 > 68 ? 1_900 : 2_000) })
    case "G", "Y": return set(\.year, number(4))
    case "H", "I": return set(\.hour, number(2))
    case "j":
      fields.month = 1
      return set(\.day, number(3))
    case "L": return set(\.millisecond, number(3))
    case "m": return set(\.month, number(2))
    case "M": return set(\.minute, number(2))
    case "p": return set(\.half, name(locale.periods))
    case "q": return set(\.month, number(1).map { $0 * 3 - 2 })
    case "Q": return set(\.epoch, number())
    case "s": return set(\.epoch, number().map { $0 * 1_000 })
    case "S": return set(\.second, number(2))
    case "u": return set(\.weekday, number(1).map { $0 % 7 })
    case "U": return set(\.sundayWeek, number(2))
    case "V": return set(\.isoWeek, number(2))
    case "w": return set(\.weekday, number(1))
    case "W": return set(\.mondayWeek, number(2))
    case "y": return set(\.year, number(2).map { $0 + ($0 > 68 ? 1_900 : 2_000) })
    case "Z":
      guard let (minutes, after) = zoneOffset(rest) else { return false }
      rest = after
      fields.minutesEast = minutes
      return true
    default: return false
    }
  }
}

/// A zone written `Z`, `+02`, `+0200` or `+02:00` at the start of some text: minutes east, and what follows.
func zoneOffset(_ text: Substring) -> (minutes: Int, rest: Substring)? {
  if text.first == "Z" || text.first == "z" { return (0, text.dropFirst()) }
  guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
  var rest = text.dropFirst()
  guard rest.prefix(2).count == 2, let hours = Int(rest.prefix(2)), hours >= 0 else { return nil }
  rest = rest.dropFirst(2)
  let tail = rest.first == ":" ? rest.dropFirst() : rest
  var minutes = 0
  if tail.prefix(2).allSatisfy({ $0.isASCII && $0.isNumber }), let value = Int(tail.prefix(2)),
    tail.prefix(2).count == 2
  {
    minutes = value
    rest = tail.dropFirst(2)
  }
  return ((hours * 60 + minutes) * (sign == "-" ? -1 : 1), rest)
}

private struct ParsedFields {
  var year: Int?
  var month: Int?
  var day: Int?
  var hour: Int?
  var minute: Int?
  var second: Int?
  var millisecond: Int?
  /// 0 before noon, 1 after.
  var half: Int?
  var weekday: Int?
  var sundayWeek: Int?
  var mondayWeek: Int?
  var isoWeek: Int?
  var minutesEast: Int?
  var epoch: Int?

  func moment(in zone: TimeZoneRules) -> Double? {
    if let epoch { return Double(epoch) }
    var time = CivilTime(
      year: year ?? 1900, month: month ?? 1, day: day ?? 1, hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0,
      millisecond: millisecond ?? 0)
    if let half { time.hour = time.hour % 12 + half * 12 }
    let january = CivilTime(year: time.year)
    if let isoWeek {
      guard (1...53).contains(isoWeek) else { return nil }
      let fourth = CivilTime(year: time.year, day: 4)
      let monday = fourth.dayNumber - (fourth.weekday + 6) % 7
      (time.month, time.day) = (1, monday + (isoWeek - 1) * 7 + ((weekday ?? 1) + 6) % 7 - january.dayNumber + 1)
    } else if let week = mondayWeek ?? sundayWeek {
      let first = mondayWeek != nil ? 1 : 0
      let ahead = ((weekday ?? first) - first + 7) % 7
      (time.month, time.day) = (1, 1 + ahead + week * 7 - (january.weekday - first + 6) % 7 - 1)
    }
    if let minutesEast { return time.milliseconds - Double(minutesEast) * 60_000 }
    return time.utc(in: zone)
  }
}
