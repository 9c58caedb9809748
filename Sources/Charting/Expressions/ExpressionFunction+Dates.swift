import Formats

extension ExpressionFunction {
  static let dates: [String: Body] = {
    let parts: [(String, @Sendable (CivilTime) -> Int)] = [
      ("year", { $0.year }), ("quarter", { $0.quarter }), ("month", { $0.month - 1 }), ("date", { $0.day }),
      ("day", { $0.weekday }), ("dayofyear", { $0.dayOfYear }), ("week", { $0.week(startingOn: 0) }),
      ("hours", { $0.hour }), ("minutes", { $0.minute }), ("seconds", { $0.second }),
      ("milliseconds", { $0.millisecond }),
    ]
    var table: [String: Body] = [:]
    for (name, part) in parts {
      table[name] = { arguments in value(of: part, arguments, zone: arguments.context.zone) }
      table["utc" + name] = { arguments in value(of: part, arguments, zone: .utc) }
    }
    table["time"] = { .number(moment($0[0], $0.context).number) }
    table["timezoneoffset"] = { arguments in
      let moment = moment(arguments[0], arguments.context).number
      return .number(-arguments.context.zone.offset(atUTC: moment) / 60_000)
    }
    table["datetime"] = { arguments in
      if arguments.count == 1 { return .data(.time(moment(arguments[0], arguments.context).number)) }
      return .data(.time(arguments.context.zone.utc(fromLocal: civil(arguments))))
    }
    table["utc"] = { .number(civil($0)) }
    table["timeOffset"] = { offset($0, zone: $0.context.zone) }
    table["utcOffset"] = { offset($0, zone: .utc) }
    return table
  }()

  /// Milliseconds of what is given as a date: a time, a number, or text.
  static func moment(_ value: ScriptValue, _ context: ExpressionContext) -> ScriptValue {
    if case .data(.string(let text)) = value { return .number(parseTime(text, zone: context.zone) ?? .nan) }
    return .number(value.number)
  }

  private static func value(
    of part: (CivilTime) -> Int, _ arguments: ExpressionArguments, zone: TimeZoneRules
  ) -> ScriptValue {
    guard let time = CivilTime(moment(arguments[0], arguments.context).number, in: zone) else { return .number(.nan) }
    return .number(Double(part(time)))
  }

  private static func civil(_ arguments: ExpressionArguments) -> Double {
    let parts = (0..<7).map { arguments.count > $0 ? arguments.number($0) : $0 == 2 ? 1 : 0 }
    guard parts.allSatisfy({ $0.isFinite && $0.magnitude < 1e9 }) else { return .nan }
    let whole = parts.map { Int($0) }
    return CivilTime(
      year: (0...99).contains(whole[0]) ? 1_900 + whole[0] : whole[0], month: whole[1] + 1, day: whole[2],
      hour: whole[3], minute: whole[4], second: whole[5], millisecond: whole[6]
    ).milliseconds
  }

  private static func offset(_ arguments: ExpressionArguments, zone: TimeZoneRules) -> ScriptValue {
    let moment = moment(arguments[1], arguments.context).number
    guard var time = CivilTime(moment, in: zone) else { return .number(.nan) }
    let step = max(-1_000_000, min(1_000_000, arguments.whole(2, absent: 1)))
    switch arguments.text(0) {
    case "year": time.year += step
    case "quarter": time.month += 3 * step
    case "month": time.month += step
    case "week": time.day += 7 * step
    case "date", "day", "dayofyear": time.day += step
    case "hours": return .data(.time(moment + Double(step) * 3_600_000))
    case "minutes": return .data(.time(moment + Double(step) * 60_000))
    case "seconds": return .data(.time(moment + Double(step) * 1_000))
    case "milliseconds": return .data(.time(moment + Double(step)))
    default: return .undefined
    }
    return .data(.time(time.utc(in: zone)))
  }

  static let formats: [String: Body] = [
    "timeUnitSpecifier": { .text(timeUnitSpecifier($0[0].list ?? [$0[0].dataValue], $0[1].dataValue)) },
    "format": { arguments in
      guard let format = try? NumberFormat(arguments.text(1), locale: arguments.context.locale) else {
        return .undefined
      }
      return .text(format.format(arguments.number(0)))
    },
    "timeFormat": { written($0, zone: $0.context.zone) }, "utcFormat": { written($0, zone: .utc) },
    "timeParse": { parsed($0, zone: $0.context.zone) }, "utcParse": { parsed($0, zone: .utc) },
    "monthFormat": { name($0, \.months) }, "monthAbbrevFormat": { name($0, \.shortMonths) },
    "dayFormat": { name($0, \.days) }, "dayAbbrevFormat": { name($0, \.shortDays) },
  ]

  private static func written(_ arguments: ExpressionArguments, zone: TimeZoneRules) -> ScriptValue {
    let specifier = arguments.count > 1 ? arguments.text(1) : "%c"
    guard let format = try? TimeFormat(specifier, locale: arguments.context.locale) else { return .undefined }
    return .text(format.format(moment(arguments[0], arguments.context).number, zone: zone))
  }

  private static func parsed(_ arguments: ExpressionArguments, zone: TimeZoneRules) -> ScriptValue {
    guard let format = try? TimeFormat(arguments.text(1), locale: arguments.context.locale),
      let moment = format.parse(arguments.text(0), zone: zone)
    else { return .null }
    return .data(.time(moment))
  }

  private static func name(
    _ arguments: ExpressionArguments, _ names: KeyPath<FormatLocale, [String]>
  ) -> ScriptValue {
    let list = arguments.context.locale[keyPath: names]
    let index = arguments.number(0)
    guard index.isFinite else { return .text("") }
    let i = Int(max(-1e6, min(1e6, index))) % list.count
    return .text(list[i < 0 ? i + list.count : i])
  }
}

/// The time format that shows the given units, from specifiers of single units and of units joined by hyphens; the
/// longest run of units that has a specifier wins.
private func timeUnitSpecifier(_ units: [DataValue], _ own: DataValue) -> String {
  var specifiers = standardSpecifiers
  if case .object(let entries) = own { for entry in entries { specifiers[entry.name] = entry.value.plainText } }
  let units = units.map(\.plainText)
  var format = ""
  var start = 0
  while start < units.count {
    let run = (start + 1...units.count).reversed().lazy.compactMap { end in
      specifiers[units[start..<end].joined(separator: "-")].map { (end, $0) }
    }.first
    format += run?.1 ?? ""
    start = run?.0 ?? start + 1
  }
  while format.last == " " { format.removeLast() }
  return format
}

private let standardSpecifiers = [
  "year": "%Y ", "quarter": "Q%q ", "month": "%b ", "date": "%d ", "week": "W%U ", "day": "%a ", "dayofyear": "%j ",
  "hours": "%H:00", "minutes": "00:%M", "seconds": ":%S", "milliseconds": ".%L", "year-month": "%Y-%m ",
  "year-month-date": "%Y-%m-%d ", "hours-minutes": "%H:%M",
]
