import Formats
import Notation
import OrderedCollections

extension TimeUnitSpec {
  /// The start of the unit that holds a moment, and the start of the next one. Units without a year fall in 2012, which
  /// began on a Sunday and was a leap year.
  func cut(_ milliseconds: Double, zone localZone: TimeZoneRules) -> (start: Double, end: Double)? {
    let zone = isUTC ? TimeZoneRules.utc : localZone
    guard let time = CivilTime(milliseconds, in: zone) else { return nil }
    var cut = CivilTime(year: 2012)
    let step = Int(min(step, 1e6))
    func floored(_ value: Int, from first: Int = 0, last: Bool) -> Int {
      guard last, step > 1 else { return value }
      return (value - first) / step * step + first
    }
    let smallest = parts.last
    for part in parts {
      let isLast = part == smallest
      switch part {
      case .year: cut.year = floored(time.year, last: isLast)
      case .quarter: cut.month = floored(time.quarter, from: 1, last: isLast) * 3 - 2
      case .month: cut.month = floored(time.month, from: 1, last: isLast)
      case .week:
        let week = floored(time.week(startingOn: 0), last: isLast)
        let january = CivilTime(year: cut.year)
        cut.month = 1
        cut.day = 1 + (week - 1) * 7 + (7 - january.weekday) % 7
      case .day:
        cut.day = (parts.contains(.week) ? cut.day : 1) + time.weekday
      case .dayofyear:
        cut.month = 1
        cut.day = floored(time.dayOfYear, from: 1, last: isLast)
      case .date: cut.day = floored(time.day, from: 1, last: isLast)
      case .hours: cut.hour = floored(time.hour, last: isLast)
      case .minutes: cut.minute = floored(time.minute, last: isLast)
      case .seconds: cut.second = floored(time.second, last: isLast)
      case .milliseconds: cut.millisecond = floored(time.millisecond, last: isLast)
      }
    }
    // What is cut already stays where it is.
    if isBinned { return (milliseconds, advanced(time).utc(in: zone)) }
    return (cut.utc(in: zone), advanced(cut).utc(in: zone))
  }

  /// The clock one step of the smallest unit later.
  private func advanced(_ time: CivilTime) -> CivilTime {
    var next = time
    let step = Int(min(step, 1e6))
    switch parts.last {
    case .year: next.year += step
    case .quarter: next.month += 3 * step
    case .month: next.month += step
    case .week: next.day += 7 * step
    case .day, .dayofyear, .date, nil: next.day += step
    case .hours: next.hour += step
    case .minutes: next.minute += step
    case .seconds: next.second += step
    case .milliseconds: next.millisecond += step
    }
    return next
  }

  /// About the shortest length of a step, in milliseconds.
  var shortest: Double? {
    let day = 86_400_000.0
    let length: Double =
      switch parts.last {
      case .year: 365 * day
      case .quarter: 90 * day
      case .month: 31 * day
      case .week: 7 * day
      case .day, .dayofyear, .date: day
      case .hours: 3_600_000
      case .minutes: 60_000
      case .seconds: 1_000
      default: 1
      }
    return length * step
  }

  /// The format in which starts of the unit are written.
  var format: String {
    var out = ""
    var rest = parts[...]
    while let first = rest.first {
      let names = rest.prefix(3).map(\.rawValue).joined(separator: "-")
      if names == "year-month-date" {
        out += "%b %d, %Y "
        rest = rest.dropFirst(3)
      } else if names.hasPrefix("year-month") {
        out += "%b %Y "
        rest = rest.dropFirst(2)
      } else if names.hasPrefix("hours-minutes") {
        out += "%H:%M"
        rest = rest.dropFirst(2)
      } else {
        out += Self.formats[first] ?? ""
        rest = rest.dropFirst()
      }
    }
    while out.last == " " { out.removeLast() }
    return out
  }

  private static let formats: [Part: String] = [
    .year: "%Y ", .quarter: "Q%q ", .month: "%b ", .date: "%d ", .week: "W%U ", .day: "%a ", .dayofyear: "%j ",
    .hours: "%H:00", .minutes: "00:%M", .seconds: ":%S", .milliseconds: ".%L",
  ]
}

/// A moment written as a mapping of its parts, `{year: 2006, month: "jan"}`, in milliseconds since 1970.
func moment(_ node: Node, zone localZone: TimeZoneRules) -> Double? {
  guard let mapping = node.mapping else { return nil }
  func whole(_ key: String) -> Int? {
    mapping[key]?.node.number.flatMap { $0.magnitude < 1e7 ? Int($0) : nil }
  }
  func named(_ key: String, _ names: [String]) -> Int? {
    guard let text = mapping[key]?.node.string?.lowercased(), text.count >= 3 else { return nil }
    return names.firstIndex { $0.hasPrefix(text.prefix(3)) }
  }
  var time = CivilTime(year: whole("year") ?? 2012)
  if let quarter = whole("quarter") { time.month = quarter * 3 - 2 }
  let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  if let month = whole("month") ?? named("month", months).map({ $0 + 1 }) { time.month = month }
  let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
  if let day = whole("day").map({ $0 % 7 }) ?? named("day", days) { time.day = 1 + day }
  if let date = whole("date") { time.day = date }
  time.hour = whole("hours") ?? 0
  time.minute = whole("minutes") ?? 0
  time.second = whole("seconds") ?? 0
  time.millisecond = whole("milliseconds") ?? 0
  return time.utc(in: mapping["utc"]?.node.bool == true ? .utc : localZone)
}
