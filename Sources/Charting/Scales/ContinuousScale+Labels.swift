package import Formats

extension ContinuousScale {
  /// Writes a tick; the empty text for a log tick that carries no label.
  package typealias TickLabel = @Sendable (Double) -> String

  /// The labels of about `count` ticks. Without a specifier the digits follow from the distance of the ticks.
  package func tickFormat(count: Double = 10, specifier: String? = nil, locale: FormatLocale = .english)
    throws(FormatError) -> TickLabel
  {
    let (first, last) = (domain.first ?? 0, domain.last ?? 1)
    switch kind {
    case .linear, .power, .symlog:
      let format = try Self.numberFormat(first, last, count: count, specifier: specifier, locale: locale)
      return { format.format($0) }
    case .time(let zone):
      if let specifier {
        let format = try TimeFormat(specifier, locale: locale)
        return { format.format($0, zone: zone) }
      }
      let labels = try TimeLabels(locale: locale, zone: zone)
      return { labels.text($0) }
    case .log(let base):
      var format = try NumberFormat(specifier ?? (base == 10 ? "s" : ","), locale: locale)
      if format.precision == nil, format.type != nil { format.trim = true }
      let scale = self
      let ticks = ticks().count
      let written = format
      return {
        scale.labelsLogTick($0, base: base, tickCount: Swift.max(1, ticks), count: count) ? written.format($0) : ""
      }
    }
  }

  /// The number format of ticks from `start` to `stop`.
  package static func numberFormat(
    _ start: Double, _ stop: Double, count: Double, specifier: String? = nil, locale: FormatLocale = .english
  ) throws(FormatError) -> NumberFormat {
    var format = try NumberFormat(specifier ?? ",f", locale: locale)
    let step = Ticks.step(start, stop, count: count)
    let largest = Swift.max(start.magnitude, stop.magnitude)
    let known = step.isFinite && step != 0
    switch format.type {
    case "s":
      guard format.precision == nil else { return format }
      if known { format.precision = NumberFormat.precisionPrefix(step: step, value: largest) }
      return format.withPrefix(suiting: largest)
    case nil, "e", "g", "p", "r":
      if format.precision == nil, known {
        let digits = NumberFormat.precisionRound(step: step, maximum: largest)
        format.precision = Swift.max(0, digits - (format.type == "e" ? 1 : 0))
      }
    case "f" where !known && format.precision == nil:
      // One value alone has as many decimals as it needs.
      format.precision = numberAsWritten(start).split(separator: ".").dropFirst().first?.utf8.count ?? 0
    case "f", "%":
      if format.precision == nil, known {
        format.precision = Swift.max(0, NumberFormat.precisionFixed(step: step) - (format.type == "%" ? 2 : 0))
      }
    default: break
    }
    return format
  }
}

/// Labels of time ticks that name the largest unit which begins there: the year at New Year, the month on its first …
package struct TimeLabels: Sendable {
  private let formats: [TimeFormat]
  private let zone: TimeZoneRules

  package init(locale: FormatLocale = .english, zone: TimeZoneRules) throws(FormatError) {
    var formats: [TimeFormat] = []
    for specifier in ["%Y", "%B", "%b %d", "%a %d", "%I %p", "%I:%M", ":%S", ".%L"] {
      formats.append(try TimeFormat(specifier, locale: locale))
    }
    self.formats = formats
    self.zone = zone
  }

  package func text(_ milliseconds: Double) -> String {
    guard let time = CivilTime(milliseconds, in: zone) else { return "" }
    let index =
      if time.millisecond != 0 { 7 } else if time.second != 0 { 6 } else if time.minute != 0 {
        5
      } else if time.hour
        != 0
      { 4 } else if time.day != 1 { time.weekday == 0 ? 2 : 3 } else { time.month == 1 ? 0 : 1 }
    return formats[index].format(milliseconds, zone: zone)
  }
}
