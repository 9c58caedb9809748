package import Formats
import Glibc

/// A recurring moment of clock and calendar: every 15 minutes, every week, every 3 months.
package struct CalendarInterval: Hashable, Sendable {
  package enum Unit: Int, Hashable, Sendable {
    case millisecond, second, minute, hour, day, week, month, year
  }

  package var unit: Unit
  package var step: Int

  package init(_ unit: Unit, step: Int = 1) {
    self.unit = unit
    self.step = step
  }

  /// About how long it is, in milliseconds.
  package var duration: Double {
    let unitDuration: Double =
      switch unit {
      case .millisecond: 1
      case .second: 1_000
      case .minute: 60_000
      case .hour: 3_600_000
      case .day: 86_400_000
      case .week: 604_800_000
      case .month: 2_592_000_000
      case .year: 31_536_000_000
      }
    return unitDuration * Double(step)
  }

  /// The last such moment at or before another.
  package func floor(_ milliseconds: Double, zone: TimeZoneRules) -> Double {
    guard var time = CivilTime(milliseconds, in: zone) else { return .nan }
    func down(_ value: Int, from first: Int = 0) -> Int { value - ((value - first) % step + step) % step }
    switch unit {
    case .millisecond: return (milliseconds / Double(step)).rounded(.down) * Double(step)
    case .second: return milliseconds - Double(time.millisecond + (time.second % step) * 1_000)
    case .minute:
      return milliseconds - Double(time.millisecond + time.second * 1_000 + (time.minute % step) * 60_000)
    case .hour:
      if step == 1 { return milliseconds - Double(time.millisecond + time.second * 1_000 + time.minute * 60_000) }
      time = CivilTime(year: time.year, month: time.month, day: time.day, hour: down(time.hour))
    case .day: time = CivilTime(year: time.year, month: time.month, day: down(time.day, from: 1))
    case .week:
      let weeks = Int((Double(time.dayNumber + 4) / 7).rounded(.down))
      let (year, month, day) = CivilTime.date(ofDay: down(weeks) * 7 - 4)
      time = CivilTime(year: year, month: month, day: day)
    case .month: time = CivilTime(year: time.year, month: down(time.month, from: 1))
    case .year: time = CivilTime(year: down(time.year))
    }
    return time.utc(in: zone)
  }

  /// The moment that many intervals later, for one that is such a moment itself.
  package func next(_ milliseconds: Double, zone: TimeZoneRules) -> Double {
    guard var time = CivilTime(milliseconds, in: zone) else { return .nan }
    switch unit {
    case .millisecond, .second, .minute: return milliseconds + duration
    case .hour:
      if step == 1 { return milliseconds + duration }
      time.hour += step
    case .day:
      time.day += step
      // Every second day counts anew from the first of a month.
      if step > 1 {
        let first = CivilTime(year: time.year, month: time.month + 1)
        if CivilTime.days(year: time.year, month: time.month, day: time.day)
          >= CivilTime.days(year: first.year, month: first.month, day: 1)
        {
          time = first
        }
      }
    case .week: time.day += 7 * step
    case .month:
      // Every fifth month counts anew from January.
      let january = CivilTime(year: time.year + 1)
      time.month += step
      if (time.month - 1) % 12 % step != 0 || step > 11 { time = january }
    case .year: time.year += step
    }
    return time.utc(in: zone)
  }

  /// The first such moment at or after another.
  package func ceiling(_ milliseconds: Double, zone: TimeZoneRules) -> Double {
    let below = floor(milliseconds, zone: zone)
    return below == milliseconds ? below : next(below, zone: zone)
  }

  /// All such moments from `start` to `stop`, both included.
  package func moments(from start: Double, through stop: Double, zone: TimeZoneRules) -> [Double] {
    var moments: [Double] = []
    var moment = ceiling(start, zone: zone)
    while moment <= stop, moments.count < 100_000 {
      moments.append(moment)
      let following = next(moment, zone: zone)
      guard following > moment else { break }
      moment = following
    }
    return moments
  }
}

/// Ticks of time scales.
package enum TimeTicks {
  private static let intervals: [CalendarInterval] = [
    CalendarInterval(.second), CalendarInterval(.second, step: 5), CalendarInterval(.second, step: 15),
    CalendarInterval(.second, step: 30), CalendarInterval(.minute), CalendarInterval(.minute, step: 5),
    CalendarInterval(.minute, step: 15), CalendarInterval(.minute, step: 30), CalendarInterval(.hour),
    CalendarInterval(.hour, step: 3),
    CalendarInterval(.hour, step: 6), CalendarInterval(.hour, step: 12), CalendarInterval(.day),
    CalendarInterval(.day, step: 2),
    CalendarInterval(.week), CalendarInterval(.month), CalendarInterval(.month, step: 3), CalendarInterval(.year),
  ]

  /// The interval that gives about `count` ticks.
  package static func interval(_ start: Double, _ stop: Double, count: Double) -> CalendarInterval? {
    let target = (stop - start).magnitude / count
    guard target.isFinite, target > 0 else { return nil }
    guard let above = intervals.firstIndex(where: { $0.duration > target }) else {
      let year = CalendarInterval(.year).duration
      return CalendarInterval(.year, step: max(1, Int(Ticks.step(start / year, stop / year, count: count).magnitude)))
    }
    if above == 0 {
      return CalendarInterval(.millisecond, step: max(1, Int(Ticks.step(start, stop, count: count).magnitude)))
    }
    let (low, high) = (intervals[above - 1], intervals[above])
    return target / low.duration < high.duration / target ? low : high
  }

  package static func values(_ start: Double, _ stop: Double, count: Double, zone: TimeZoneRules) -> [Double] {
    if start == stop { return [start] }
    guard let interval = interval(start, stop, count: count) else { return [] }
    let moments = interval.moments(from: min(start, stop), through: max(start, stop), zone: zone)
    return stop < start ? moments.reversed() : moments
  }

  package static func nice(_ start: Double, _ stop: Double, count: Double, zone: TimeZoneRules) -> (Double, Double) {
    guard let interval = interval(start, stop, count: count) else { return (start, stop) }
    let low = interval.floor(min(start, stop), zone: zone)
    let high = interval.ceiling(max(start, stop), zone: zone)
    return stop < start ? (high, low) : (low, high)
  }
}
