/// A date format in the directives of d3-time-format, `%Y-%m-%d`.
public struct TimeFormat: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case text(String)
    /// A directive letter with its padding, nil for none.
    case field(Unicode.Scalar, padding: Character?)
  }

  package var parts: [Part]
  package var locale: FormatLocale

  /// Reads a specifier.
  public init(_ specifier: String, locale: FormatLocale = .english) throws(FormatError) {
    self.locale = locale
    parts = try Self.parts(of: specifier, locale: locale)
  }

  private static func parts(of specifier: String, locale: FormatLocale) throws(FormatError) -> [Part] {
    var parts: [Part] = []
    var text = ""
    let scalars = Array(specifier.unicodeScalars)
    var i = 0
    func flush() {
      if !text.isEmpty { parts.append(.text(text)) }
      text = ""
    }
    while i < scalars.count {
      guard scalars[i] == "%" else {
        text.unicodeScalars.append(scalars[i])
        i += 1
        continue
      }
      let start = i
      i += 1
      var padding: Character??
      if i < scalars.count, let chosen = paddings[scalars[i]] {
        padding = .some(chosen)
        i += 1
      }
      guard i < scalars.count, known.contains(scalars[i]) else {
        let rest = scalars[(start + 1)..<min(i + 1, scalars.count)]
        throw .unknownDirective(String(String.UnicodeScalarView(rest)), at: start)
      }
      let letter = scalars[i]
      i += 1
      switch letter {
      case "%": text += "%"
      case "c", "x", "X":
        flush()
        let nested = letter == "c" ? locale.dateTime : letter == "x" ? locale.date : locale.time
        guard !nested.contains("%\(letter)") else { throw .unknownDirective(String(letter), at: start) }
        parts += try Self.parts(of: nested, locale: locale)
      default:
        flush()
        parts.append(.field(letter, padding: padding ?? (letter == "e" ? " " : "0")))
      }
    }
    flush()
    return parts
  }

  private static let paddings: [Unicode.Scalar: Character?] = ["-": nil, "_": " ", "0": "0"]
  private static let known = Set("aAbBcdefgGHIjLmMpqQsSuUVwWxXyYZ%".unicodeScalars)

  /// Writes a moment, milliseconds since 1970 in UTC, as the clock of a zone shows it; empty for one beyond all dates.
  public func format(_ milliseconds: Double, zone: TimeZoneRules = .utc) -> String {
    guard let time = CivilTime(milliseconds, in: zone) else { return "" }
    var out = ""
    for part in parts {
      switch part {
      case .text(let text): out += text
      case .field(let letter, let padding):
        out += field(letter, padding: padding, time: time, milliseconds: milliseconds, zone: zone)
      }
    }
    return out
  }

  private func field(
    _ letter: Unicode.Scalar, padding: Character?, time: CivilTime, milliseconds: Double, zone: TimeZoneRules
  ) -> String {
    func pad(_ value: Int, _ width: Int) -> String {
      let digits = String(value.magnitude)
      let missing = width - digits.count
      return (value < 0 ? "-" : "") + (missing > 0 ? padding.map { String(repeating: $0, count: missing) } ?? "" : "")
        + digits
    }
    switch letter {
    case "a": return locale.shortDays[time.weekday]
    case "A": return locale.days[time.weekday]
    case "b": return locale.shortMonths[time.month - 1]
    case "B": return locale.months[time.month - 1]
    case "d", "e": return pad(time.day, 2)
    case "f": return pad(time.millisecond, 3) + "000"
    case "g": return pad(time.isoWeek.year % 100, 2)
    case "G": return pad(time.isoWeek.year % 10_000, 4)
    case "H": return pad(time.hour, 2)
    case "I": return pad(time.hour % 12 == 0 ? 12 : time.hour % 12, 2)
    case "j": return pad(time.dayOfYear, 3)
    case "L": return pad(time.millisecond, 3)
    case "m": return pad(time.month, 2)
    case "M": return pad(time.minute, 2)
    case "p": return locale.periods[time.hour >= 12 ? 1 : 0]
    case "q": return String(time.quarter)
    case "Q": return ScriptNumber.text(milliseconds)
    case "s": return ScriptNumber.text((milliseconds / 1_000).rounded(.down))
    case "S": return pad(time.second, 2)
    case "u": return String(time.weekday == 0 ? 7 : time.weekday)
    case "U": return pad(time.week(startingOn: 0), 2)
    case "V": return pad(time.isoWeek.week, 2)
    case "w": return String(time.weekday)
    case "W": return pad(time.week(startingOn: 1), 2)
    case "y": return pad(time.year % 100, 2)
    case "Y": return pad(time.year % 10_000, 4)
    case "Z":
      let minutes = Int(zone.offset(atUTC: milliseconds) / 60_000)
      let hours = String(minutes.magnitude / 60 + 100).dropFirst()
      return (minutes < 0 ? "-" : "+") + hours + String(minutes.magnitude % 60 + 100).dropFirst()
    default: return ""
    }
  }
}
