import Formats
import Notation

/// Writes values as text.
struct Labels {
  let scene: SceneContext

  func number(_ value: Double, _ specifier: String) -> String {
    guard let format = scene.numberFormat(specifier) else { return numberAsWritten(value) }
    return format.format(value)
  }

  /// A number with all its digits, as the language writes it.
  func plain(_ value: Double) -> String {
    let text = numberAsWritten(value)
    guard value.magnitude < 1e15, let point = text.firstIndex(of: ".") else { return number(value, ",.0f") }
    return text.contains("e") ? text : number(value, ",.\(text.distance(from: point, to: text.endIndex) - 1)f")
  }

  /// A number with all its digits, none grouped: a year, a number that is a name.
  func ungrouped(_ value: Double) -> String {
    let text = numberAsWritten(value)
    return scene.locale.decimal == "." ? text : text.replacing(".", with: scene.locale.decimal)
  }

  func moment(_ value: Double, _ specifier: String, utc: Bool = false) -> String {
    guard let format = scene.timeFormat(specifier) else { return "" }
    return format.format(value, zone: utc ? .utc : scene.zone)
  }

  /// A moment as ECMAScript writes it, where nothing says how.
  func scriptDate(_ value: Double) -> String {
    let minutes = scene.zone.offset(atUTC: value) / 60_000
    let sign = minutes < 0 ? "-" : "+"
    let whole = Int(minutes.magnitude)
    let offset = [whole / 60, whole % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    let text = (try? TimeFormat("%a %b %d %Y %H:%M:%S GMT"))?.format(value, zone: scene.zone) ?? ""
    return text + sign + offset
  }

  /// A value of a text channel.
  func text(_ value: DataValue, _ bound: EncodedChannel) -> String {
    text(value, format: bound.spec.node["format"], type: bound.spec.node["formatType"]?.string, bound.spec, bound.type)
  }

  /// A value of a facet's header.
  func header(_ value: DataValue, _ spec: ChannelSpec) -> String {
    let header = spec.node["header"]
    if let bin = spec.bin, !bin.isBinned, let n = value.asNumber,
      let step = spec.columnName.flatMap({ scene.bins[$0] })?.step
    {
      return "\(ungrouped(n)) – \(ungrouped(n + step))"
    }
    let plain = text(
      value, format: header?["format"], type: header?["formatType"]?.string, spec, spec.inferredType(primary: nil))
    guard let expression = header?["labelExpr"] else { return plain }
    return label(expression, value: value, text: plain, index: 0) ?? plain
  }

  private func text(_ value: DataValue, format: Node?, type: String?, _ spec: ChannelSpec, _ fieldType: FieldType)
    -> String
  {
    switch value {
    case .null: return "null"
    case .time(let t):
      let isUTC = spec.timeUnit?.isUTC ?? false
      if let specifier = format?.string { return moment(t, specifier, utc: isUTC) }
      if let unit = spec.timeUnit { return moment(t, unit.format, utc: isUTC) }
      return moment(t, "%b %d, %Y", utc: isUTC)
    case .number(let n):
      if type == "time" || (fieldType == .temporal && format != nil), let specifier = format?.string {
        return moment(n, specifier)
      }
      if let specifier = format?.string { return number(n, specifier) }
      return fieldType == .quantitative && (spec.channel == .text || spec.bin != nil)
        ? defaultNumber(n) : ungrouped(n)
    default: return value.plainText
    }
  }

  /// A number where no format is given.
  private func defaultNumber(_ n: Double) -> String {
    if let specifier = scene.config.value("numberFormat")?.string { return number(n, specifier) }
    let text = numberAsWritten(n)
    if scene.locale.decimal != ".", !text.contains("e") { return number(n, ",") }
    return text.hasPrefix("-") ? "\u{2212}" + text.dropFirst() : text
  }

  /// The text of an expression over a label: `datum.value`, `datum.label`, `datum.index`, which runs from 0 to 1 along
  /// an axis and counts the entries of a legend.
  func label(_ expression: Node, value: DataValue, text: String, index: Double) -> String? {
    guard let compiled = try? scene.context.memory.expression(expression.scalarText ?? "") else { return nil }
    let entries: [String: DataValue] = [
      "value": value, "label": .string(text), "index": .number(index),
    ]
    let result = compiled.evaluate(
      ExpressionContext(constants: scene.constants, zone: scene.zone, locale: scene.locale, field: { entries[$0] }))
    if case .list(let items) = result { return items.map(\.plainText).filter { !$0.isEmpty }.joined(separator: " ") }
    if case .null = result { return "" }
    return result.plainText
  }
}
