import Diagnostics
import Notation
import OrderedCollections

extension SpecDecoder {
  func channel(_ channel: Channel, _ node: Node) -> ChannelSpec {
    var spec = ChannelSpec(channel: channel, node: node, source: .none)
    guard let mapping = node.mapping else {
      if node.scalarText != nil {
        // A bare word would be a field in other grammars; Vega-Lite wants it said.
        report.add(Message.notAMapping(node, "the channel “\(channel.rawValue)”"))
      }
      return spec
    }
    for key in mapping.keys where !Self.channelKeys.contains(key) {
      report.add(
        Message.unknownKey(key, in: node, of: "the channel “\(channel.rawValue)”", among: Self.channelKeys))
    }
    spec.source = source(node)
    if let aggregate = node["aggregate"] { spec.aggregate = self.aggregate(aggregate) }
    if let bin = node["bin"] {
      spec.bin = self.bin(bin)
      if let limit = Self.standardBins[channel], let given = spec.bin, !given.isBinned,
        given.parameters["maxbins"] == nil
      {
        spec.bin?.parameters = given.parameters.setting("maxbins", to: limit)
      }
    }
    if let unit = node["timeUnit"] { spec.timeUnit = timeUnit(unit) }
    spec.type = node["type"].flatMap(fieldType)
    if let condition = node["condition"], let field = guardedField(channel, node, condition) { return field }
    if let condition = node["condition"] {
      for definition in condition.sequence ?? [condition] {
        spec.conditions.append(
          ChannelSpec.ConditionSpec(
            test: definition["test"], definition: definition, source: source(definition),
            type: definition["type"].flatMap(fieldType)))
      }
    }
    return spec
  }

  /// `{condition: {test: …, field: …}, value: …}` is the field, guarded by the test.
  private func guardedField(_ channel: Channel, _ node: Node, _ condition: Node) -> ChannelSpec? {
    guard node["field"] == nil, node["datum"] == nil, condition.mapping != nil,
      condition["field"] != nil || condition["datum"] != nil || condition["aggregate"] != nil
    else { return nil }
    var merged = condition.without(["test", "param", "selection", "empty"])
    for key in ["title", "scale", "legend", "axis"] where merged[key] == nil {
      if let value = node[key] { merged = merged.setting(key, to: value) }
    }
    var spec = self.channel(channel, merged)
    spec.guarded = ChannelSpec.Guard(definition: condition, otherwise: node["value"])
    return spec
  }

  private func source(_ node: Node) -> ChannelSpec.Source {
    if let field = node["field"] {
      if let name = field.scalarText { return .field(name) }
      return .none
    }
    if let datum = node["datum"] { return .datum(datum) }
    if let value = node["value"] { return .value(value) }
    return .none
  }

  private func fieldType(_ node: Node) -> FieldType? {
    guard let word = node.string else { return nil }
    let known = FieldType.allCases.map(\.rawValue)
    // Vega-Lite 1 abbreviated the types to a letter, and Altair's short forms still do.
    guard
      let type = FieldType.allCases.first(where: {
        $0.rawValue == word || (word.count == 1 && $0.rawValue.hasPrefix(word.lowercased()))
      })
    else {
      report.add(Message.unknownWord(word, at: node, "type of field", among: known))
      return nil
    }
    return type
  }

  func aggregate(_ node: Node) -> AggregateSpec? {
    for operation in [AggregateOperation.argmin, .argmax] {
      if let field = node[operation.rawValue]?.string { return .argument(operation, of: field) }
    }
    if let weight = node["exponential"]?.number { return .exponential(weight: weight) }
    guard let word = node.string else { return nil }
    guard let operation = AggregateOperation(rawValue: word) else {
      report.add(
        Message.unknownWord(word, at: node, "aggregate operation", among: AggregateOperation.allCases.map(\.rawValue)))
      return nil
    }
    return .named(operation)
  }

  func bin(_ node: Node) -> BinSpec? {
    switch node.value {
    case .bool(true): return BinSpec(parameters: [:], isBinned: false)
    case .mapping: return BinSpec(parameters: node, isBinned: node["binned"]?.bool ?? false)
    case .string("binned"): return BinSpec(parameters: [:], isBinned: true)
    default: return nil
    }
  }

  func timeUnit(_ node: Node) -> TimeUnitSpec? {
    let nameNode = node.mapping == nil ? node : node["unit"] ?? node
    var step = 1.0
    if let value = node["step"]?.number, value >= 1 { step = value }
    let maxBins = node["maxbins"]?.number.map { Int(min(max($0, 1), 1e6)) }
    guard let name = nameNode.string else {
      return TimeUnitSpec(parts: [], isUTC: node["utc"]?.bool ?? false, isBinned: false, step: step, maxBins: maxBins)
    }
    var rest = name[...]
    let isBinned = rest.hasPrefix("binned")
    if isBinned { rest = rest.dropFirst(6) }
    var isUTC = node["utc"]?.bool ?? false
    if rest.hasPrefix("utc") {
      isUTC = true
      rest = rest.dropFirst(3)
    }
    var parts: [TimeUnitSpec.Part] = []
    let byLength = TimeUnitSpec.Part.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
    while !rest.isEmpty, let part = byLength.first(where: { rest.hasPrefix($0.rawValue) }) {
      parts.append(part)
      rest = rest.dropFirst(part.rawValue.count)
    }
    guard rest.isEmpty, !parts.isEmpty else {
      report.add(
        Message.unknownWord(name, at: nameNode, "time unit", among: Self.timeUnits))
      return nil
    }
    return TimeUnitSpec(parts: parts.sorted(), isUTC: isUTC, isBinned: isBinned, step: step, maxBins: maxBins)
  }

  /// How many bins there are at most where the author does not say: fewer than along an axis.
  private static let standardBins: [Channel: Node] = [
    .row: 6, .column: 6, .size: 6, .color: 6, .fill: 6, .stroke: 6, .strokeWidth: 6, .opacity: 6, .fillOpacity: 6,
    .strokeOpacity: 6, .shape: 6, .strokeDash: 4,
  ]

  static let timeUnits = [
    "year", "quarter", "month", "week", "day", "dayofyear", "date", "hours", "minutes", "seconds", "milliseconds",
    "yearquarter", "yearmonth", "yearmonthdate", "yearweek", "monthdate", "hoursminutes", "yearmonthdatehours",
    "yearmonthdatehoursminutes", "yearmonthdatehoursminutesseconds", "binnedyear", "binnedyearmonth",
    "binnedyearquarter", "binnedyearmonthdate",
  ]

  static let channelKeys = [
    "field", "type", "aggregate", "bin", "timeUnit", "value", "datum", "title", "scale", "axis", "legend", "sort",
    "stack", "condition", "header", "impute", "bandPosition", "band", "format", "formatType", "columns", "spacing",
    "align", "bounds", "center", "labelExpr",
  ]
}
