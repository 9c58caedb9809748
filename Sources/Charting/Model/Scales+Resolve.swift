import Diagnostics
import Formats
import Notation
import OrderedCollections

/// One use of a scale by a mark.
struct ScaleUse {
  var unit: EncodedUnit
  var bound: EncodedChannel
  var type: ScaleType
}

/// Settles the scales that several marks share.
struct ScaleResolver {
  let scene: SceneContext

  /// The type of scale a channel of a mark asks for.
  func type(_ bound: EncodedChannel, _ unit: EncodedUnit) -> ScaleType {
    if let written = bound.spec.node["scale"]?["type"]?.string {
      if let type = ScaleType(rawValue: written) { return type }
      if written == "bin-linear" { return .linear }
      scene.report.add(
        Message.unknownWord(
          written, at: bound.spec.node["scale"]?["type"] ?? bound.spec.node, "type of scale",
          among: ScaleType.allCases.map(\.rawValue)))
    }
    let channel = bound.channel
    if channel.isPosition || channel.isOffset || channel == .theta || channel == .radius {
      switch bound.type {
      case .quantitative: return .linear
      case .temporal: return bound.spec.timeUnit?.isUTC == true ? .utc : .time
      default:
        if channel.isOffset || channel == .theta || channel == .radius { return .band }
        let size: Node? = unit.mark.properties[channel == .x ? "width" : "height"]
        if [.bar, .rect, .image, .rule, .tick, .arc].contains(unit.mark.type) || size?["band"] != nil
          || bound.spec.node["axis"]?["tickBand"]?.string != nil
          || bound.channel.offset.flatMap({ unit[$0] })?.hasField == true
        {
          return channel.isOffset && unit.mark.type != .bar ? .point : .band
        }
        return .point
      }
    }
    if channel == .shape || channel == .strokeDash { return .ordinal }
    switch bound.type {
    case .quantitative:
      if bound.isBinned, channel.isColor { return .binOrdinal }
      return .linear
    case .temporal: return bound.spec.timeUnit?.isUTC == true ? .utc : .time
    default: return channel.isColor ? .ordinal : .point
    }
  }

  /// The scale of a channel from everything that uses it.
  func resolve(_ channel: Channel, _ uses: [ScaleUse]) -> ScaleModel? {
    guard let first = uses.first else { return nil }
    let explicit = uses.first { $0.bound.spec.node["scale"]?["type"] != nil }
    let type = explicit?.type ?? uses.map(\.type).max { $0.precedence < $1.precedence } ?? first.type
    var properties: Node = [:]
    for use in uses.reversed() {
      for (key, entry) in use.bound.spec.node["scale"]?.mapping ?? [:] {
        properties = properties.setting(key, to: entry.node)
      }
    }
    var model = ScaleModel(channel: channel, type: type, properties: properties)
    model.isReversed =
      properties["reverse"]?.bool ?? (first.bound.spec.node["sort"]?.string == "descending" && !type.isDiscrete)
    model.markTypes = Set(uses.map(\.unit.mark.type))
    model.timeUnit = uses.lazy.compactMap { $0.bound.spec.timeUnit }.first
    model.isBinned = uses.contains { $0.bound.isBinned }
    model.fieldType = first.bound.type
    model.isTemporal = type.isTime || uses.contains { $0.bound.type == .temporal || $0.bound.spec.timeUnit != nil }
    if type.isDiscrete { resolveDiscrete(&model, uses) } else { resolveContinuous(&model, uses) }
    return model
  }

  // MARK: Discrete

  private func resolveDiscrete(_ model: inout ScaleModel, _ uses: [ScaleUse]) {
    if let written = model.properties["domain"]?.sequence {
      model.values = written.map { value(of: $0, in: model) }
    } else {
      var values: OrderedSet<DataValue> = []
      let common = combined(uses)
      if let common { values.append(contentsOf: discreteDomain(common)) }
      for use in uses { values.append(contentsOf: discreteDomain(use)) }
      if let common, let order = sortNode(common.bound), order.sequence != nil, let column = common.bound.column {
        values = OrderedSet(sorted(values, of: column, by: order, common.unit))
      }
      // Values written in the specification keep their order.
      if uses.count > 1, uses.contains(where: \.bound.hasField), !uses.contains(where: { sortNode($0.bound) != nil }) {
        values = OrderedSet(Array(values).stablySorted(by: DataValue.precedes))
      }
      if model.channel.isOffset, let unit = uses.first?.unit, let column = uses.first?.bound.column {
        let order = unit.channels.values.first { $0.channel.isColor && $0.column == column }?.spec.node["scale"]?[
          "domain"]
        if let order = order?.sequence?.map({ DataValue($0) }) {
          values = OrderedSet(order.filter(values.contains) + values.filter { !order.contains($0) })
        }
      }
      let more = model.properties["domain"]?["unionWith"]?.sequence?.map { value(of: $0, in: model) }
      if let more { values = OrderedSet(more + values) }
      model.values = Array(values)
    }
    let isBand = model.type == .band
    let padding = model.properties["padding"]?.number
    let isOffset = model.channel.isOffset
    func config(_ key: String) -> Double? { scene.config.value("scale", key)?.number }
    if isBand {
      // The first layer decides, as in Vega-Lite; reports never let bars touch because points lie under them.
      let first = scene.habits.fitsFrame ? uses.first { $0.type == .band } : nil
      let mark = (first ?? uses.first)?.unit.mark.type
      let nested = uses.contains { use in
        guard let offset = model.channel.offset else { return false }
        return use.unit[offset]?.hasField == true
      }
      let standardInner =
        isOffset || !model.channel.isPosition
        ? config("offsetBandPaddingInner") ?? 0
        : nested
          ? config("bandWithNestedOffsetPaddingInner") ?? 0.2
          : config("bandPaddingInner")
            ?? (mark == .bar
              ? config("barBandPaddingInner") ?? 0.1
              : mark == .tick ? config("tickBandPaddingInner") ?? 0.25 : config("rectBandPaddingInner") ?? 0)
      model.paddingInner = model.properties["paddingInner"]?.number ?? padding ?? standardInner
      let standardOuter =
        isOffset || !model.channel.isPosition
        ? config("offsetBandPaddingOuter") ?? 0
        : nested
          ? config("bandWithNestedOffsetPaddingOuter") ?? 0.2
          : config("bandPaddingOuter") ?? model.paddingInner / 2
      model.paddingOuter = model.properties["paddingOuter"]?.number ?? padding ?? standardOuter
    } else {
      model.paddingOuter =
        model.properties["paddingOuter"]?.number ?? padding ?? config("pointPadding") ?? 0.5
    }
  }

  /// All uses of one field as one, so that categories are sorted over the rows of every cell.
  private func combined(_ uses: [ScaleUse]) -> ScaleUse? {
    guard var use = uses.first(where: { sortNode($0.bound) != nil }), uses.count > 1 else { return nil }
    for other in uses where other.bound.column == use.bound.column {
      if other.unit.source.fields == use.unit.source.fields, other.unit.source != use.unit.source {
        use.unit.source.append(other.unit.source)
      }
      guard let column = use.bound.column, other.unit.table.fields == use.unit.table.fields,
        other.unit.table != use.unit.table
      else { continue }
      let known = Set(use.unit.table.column(column).distinct)
      let more = other.unit.table.column(column)
      let new = Set(more.distinct.filter { !known.contains($0) })
      if new.isEmpty { continue }
      use.unit.table.append(other.unit.table.picking((0..<more.count).filter { new.contains(more[$0]) }))
    }
    return use
  }

  /// A value written for a scale: of a single unit of time it may be the number or name of one, such as `6` or `mar`.
  func value(of node: Node, in model: ScaleModel) -> DataValue {
    if let unit = model.timeUnit, !unit.isUTC, unit.parts.count == 1, let part = unit.parts.first,
      node.number.map({ $0 < 10_000 }) ?? (node.string.map { parseTime($0, zone: scene.zone) == nil } ?? false),
      let moment = moment([part.rawValue: Node(node.value)], zone: scene.zone)
    {
      return .time(moment)
    }
    return value(of: node, isTemporal: model.isTemporal)
  }

  func value(of node: Node, isTemporal: Bool) -> DataValue {
    if let moment = moment(node, zone: scene.zone) { return .time(moment) }
    if isTemporal, let text = node.string, let moment = parseTime(text, zone: scene.zone) { return .time(moment) }
    return DataValue(node)
  }

  func sortNode(_ bound: EncodedChannel) -> Node? { bound.spec.node["sort"] }

  /// The values of a discrete channel in their order.
  func discreteDomain(_ use: ScaleUse) -> [DataValue] {
    let bound = use.bound
    if case .datum(let value) = bound.binding { return [value] }
    guard let column = bound.column else { return [] }
    var columns = [column]
    if let secondary = bound.channel.secondary, let second = use.unit[secondary]?.column { columns.append(second) }
    var seen: OrderedSet<DataValue> = []
    for name in columns { seen.append(contentsOf: use.unit.table.column(name).distinct) }
    return sorted(seen, of: column, by: sortNode(bound), use.unit)
  }

  func sorted(
    _ values: OrderedSet<DataValue>, of column: String, by sort: Node?, _ unit: EncodedUnit
  ) -> [DataValue] {
    guard let sort else { return Array(values).stablySorted(by: DataValue.precedes) }
    if sort.isNull { return Array(values) }
    if let order = sort.sequence {
      let wanted = order.map { node -> DataValue in
        if values.contains(where: \.isTime) {
          if let m = moment(node, zone: scene.zone) { return .time(m) }
          if let name = node.string {
            let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
            let part = days.contains(String(name.lowercased().prefix(3))) ? "day" : "month"
            if let m = moment([part: Node(.string(name))], zone: scene.zone) { return .time(m) }
          }
        }
        return DataValue(node)
      }
      return wanted.filter { values.contains($0) } + values.filter { !wanted.contains($0) }
    }
    var field: String?
    var operation = AggregateSpec.named(.min)
    var descending = sort["order"]?.string == "descending"
    if let word = sort.string {
      if word == "ascending" { return Array(values).stablySorted(by: DataValue.precedes) }
      if word == "descending" { return Array(values).stablySorted { DataValue.precedes($1, $0) } }
      let name = word.hasPrefix("-") ? String(word.dropFirst()) : word
      descending = word.hasPrefix("-")
      guard let channel = Channel(rawValue: name), let other = unit[channel] else {
        return Array(values).stablySorted(by: DataValue.precedes)
      }
      field = other.spec.field
      if let aggregate = other.spec.aggregate { operation = aggregate }
    } else if let name = sort["encoding"]?.string, let channel = Channel(rawValue: name), let other = unit[channel] {
      field = other.spec.field
      if let aggregate = other.spec.aggregate { operation = aggregate }
    } else {
      field = sort["field"]?.string
      if let op = sort["op"]?.string.flatMap(AggregateOperation.init) {
        operation = .named(op)
      } else if unit.stack != nil {
        operation = .named(.sum)
      }
      if field == nil, sort["op"] == nil {
        return Array(values).stablySorted { descending ? DataValue.precedes($1, $0) : DataValue.precedes($0, $1) }
      }
    }
    let groups = unit.source.groups(by: [column])
    let aggregate = AggregateField(operation: operation, field: field, name: "")
    var keys: [DataValue: DataValue] = [:]
    let (names, measures) = (unit.source.column(column), unit.source.aggregate(aggregate, over: groups))
    for (group, rows) in groups.enumerated() { keys[names[rows[0]]] = measures[group] }
    let keyed = values.map { (value: $0, key: keys[$0] ?? .null) }
    return keyed.stablySorted {
      let c = DataValue.compare($0.key, $1.key)
      return descending ? c > 0 : c < 0
    }.map(\.value)
  }

  // MARK: Continuous

  private func resolveContinuous(_ model: inout ScaleModel, _ uses: [ScaleUse]) {
    guard let first = uses.first else { return }
    var low = Double.infinity
    var high = -Double.infinity
    var all: [Double] = []
    for use in uses {
      for value in continuousValues(use) {
        guard let n = value.asNumber else { continue }
        if model.type == .log, n <= 0 { continue }
        low = min(low, n)
        high = max(high, n)
        if model.type == .quantile { all.append(n) }
      }
      if model.type == .binOrdinal || use.bound.isBinned, let column = use.bound.column, let end = use.bound.end {
        let edges = use.unit.table.values(column) + use.unit.table.values(end)
        model.boundaries = Array(Set(model.boundaries + edges.compactMap(\.asNumber))).sorted()
      }
    }
    if low > high { (low, high) = model.type == .log ? (1, 10) : (0, 1) }
    for node in model.properties["domain"]?["unionWith"]?.sequence ?? [] {
      guard let n = value(of: node, in: model).asNumber else { continue }
      low = min(low, n)
      high = max(high, n)
    }
    let written = model.properties["domain"]?.sequence
    let explicit = written?.compactMap { value(of: $0, in: model).asNumber } ?? []
    if model.type == .threshold {
      model.numbers = explicit.isEmpty ? [0] : explicit
      return
    }
    if model.type == .quantile {
      model.numbers = explicit.isEmpty ? (all.isEmpty ? [0, 1] : all) : explicit
      return
    }
    let minimum = model.properties["domainMin"].flatMap { value(of: $0, in: model).asNumber }
    let maximum = model.properties["domainMax"].flatMap { value(of: $0, in: model).asNumber }
    model.numbers = explicit.count >= 2 ? explicit : [low, high]
    let zero = wantsZero(model, uses, explicit: explicit.count >= 2)
    model.includesZero = zero
    var scale = model.continuous([0, 1], zone: scene.zone)
    if zero, explicit.count < 2 { scale.includeZero() }
    if let minimum { scale.domain[0] = minimum }
    if let maximum { scale.domain[scale.domain.count - 1] = maximum }
    if let middle = model.properties["domainMid"].flatMap({ value(of: $0, in: model).asNumber }),
      scale.domain.count == 2
    {
      scale.domain.insert(middle, at: 1)
    }
    let isPosition = model.channel.isPosition
    let niceNode = model.properties["nice"]
    let nice =
      niceNode?.bool ?? niceNode.map { _ in true }
      ?? (isPosition && explicit.isEmpty && minimum == nil && maximum == nil && !model.type.isTime
        && first.bound.spec.bin == nil)
    if let domain = scale.domain.first, domain == scale.domain.last, scale.domain.count == 2 {
      // One value: the plot still needs an extent.
      let wide = model.type.isTime ? 0 : domain == 0 ? 1 : domain.magnitude / 10
      if scene.habits.fitsFrame, !zero || domain == 0 {
        scale.domain = domain == 0 ? [0, 1] : [domain - wide, domain + wide]
      }
    }
    pad(&scale, model, uses)
    if nice, model.type.isContinuous {
      if let interval = niceNode.flatMap(CalendarInterval.init) {
        scale.nice(interval)
      } else {
        scale.nice(count: niceNode?.number ?? 10)
      }
    }
    model.numbers = scale.domain
  }

  /// Room at the ends of an axis, in points: bars that stand at numbers or moments need half their width.
  private func pad(_ scale: inout ContinuousScale, _ model: ScaleModel, _ uses: [ScaleUse]) {
    guard model.channel.isPosition, model.type == .linear || model.type.isTime, scale.domain.count == 2 else { return }
    var padding =
      model.properties["padding"]?.number ?? scene.config.value("scale", "continuousPadding")?.number ?? 0
    let hasLooseBars = uses.contains { use in
      let bound = use.bound
      return use.unit.mark.type == .bar && bound.spec.bin == nil && bound.spec.timeUnit == nil
        && bound.channel == use.unit.dimensionChannel && use.unit[bound.channel.secondary ?? .x2] == nil
    }
    if padding == 0, hasLooseBars, model.properties["domain"] == nil {
      padding = scene.config.value("bar", "continuousBandSize")?.number ?? 5
    }
    let isX = model.channel == .x
    let view = uses.first?.unit.view
    let written = (isX ? view?.width : view?.height)?.number
    let extent = written ?? scene.config.value("view", isX ? "continuousWidth" : "continuousHeight")?.number ?? 300
    guard padding > 0, extent > 2 * padding + 1 else { return }
    let factor = extent / (extent - 2 * padding)
    let middle = (scale.domain[0] + scale.domain[1]) / 2
    scale.domain = scale.domain.map { middle + ($0 - middle) * factor }
  }

  private func wantsZero(_ model: ScaleModel, _ uses: [ScaleUse], explicit: Bool) -> Bool {
    if model.type == .quantize { return model.properties["zero"]?.bool ?? false }
    guard model.type == .linear || model.type == .pow || model.type == .sqrt || model.type == .symlog else {
      return false
    }
    if let written = model.properties["zero"]?.bool { return written }
    if explicit { return false }
    return uses.prefix(1).contains { use in
      let bound = use.bound
      if bound.channel == .size { return bound.type == .quantitative }
      if bound.channel.isOffset { return use.unit.mark.type == .bar && bound.type == .quantitative }
      guard [.x, .y, .theta, .radius].contains(bound.channel), !bound.isBinned, bound.spec.bin == nil else {
        return false
      }
      let isFree = use.unit[.x2] != nil && use.unit[.y2] != nil
      if [.bar, .area, .line, .trail].contains(use.unit.mark.type), bound.channel == use.unit.dimensionChannel, !isFree
      {
        return false
      }
      if [.bar, .area].contains(use.unit.mark.type), let other = bound.channel.secondary, use.unit[other] == nil {
        return true
      }
      return scene.config.value("scale", "zero")?.bool ?? true
    }
  }

  /// Everything of a mark that lies along a scale.
  private func continuousValues(_ use: ScaleUse) -> [DataValue] {
    let bound = use.bound
    var values: [DataValue] = []
    if case .datum(let value) = bound.binding { values.append(value) }
    if use.unit.stack?.offset == .normalize, use.unit.stack?.channel == bound.channel {
      values += [.number(0), .number(1)]
    } else if let start = bound.stackStart, let end = bound.stackEnd {
      values += use.unit.table.values(start) + use.unit.table.values(end)
    } else if let column = bound.column {
      if let field = bound.spec.field, isUnaggregated(bound) { return use.unit.source.values(field) }
      let at = bandPosition(bound, use.unit)
      let isRanged = bound.channel.secondary.map { use.unit[$0] != nil } ?? false
      if bound.channel.isPosition, [.bar, .rect, .image].contains(use.unit.mark.type), bound.spec.timeUnit != nil,
        at != 0.5, !isRanged, let end = bound.end
      {
        // The mark is moved by the share, and the domain with it.
        for (start, end) in zip(use.unit.table.values(column), use.unit.table.values(end)) {
          guard let a = start.asNumber, let b = end.asNumber else { continue }
          values += [.time(a + (at - 0.5) * (b - a)), .time(b + (at - 0.5) * (b - a))]
        }
        return values
      }
      values += use.unit.table.values(column)
      if bound.isBinned, bound.channel.isPosition || bound.channel.isColor, let bins = scene.bins[column] {
        values += [.number(bins.start), .number(bins.axisStop ?? bins.stop)]
      }
      if let end = bound.end,
        bound.isBinned || at > 0 || (!isRanged && [.bar, .rect, .image].contains(use.unit.mark.type))
      {
        values += use.unit.table.values(end)
      }
    }
    if let secondary = bound.channel.secondary, let second = use.unit[secondary] {
      if let column = second.column { values += use.unit.table.values(column) }
      if case .datum(let value) = second.binding { values.append(value) }
    }
    return values
  }

  /// Whether the domain spans the rows before they were summed up.
  private func isUnaggregated(_ bound: EncodedChannel) -> Bool {
    guard case .named(let operation)? = bound.spec.aggregate,
      [.mean, .average, .median, .q1, .q3, .min, .max].contains(operation)
    else { return false }
    let written = bound.spec.node["scale"]?["domain"]
    return written?.string == "unaggregated"
      || (written == nil && scene.config.value("scale", "useUnaggregatedDomain")?.bool == true)
  }

  /// Where in its bin or unit of time a mark stands, 0…1.
  func bandPosition(_ bound: EncodedChannel, _ unit: EncodedUnit) -> Double {
    if let written = bound.spec.node["bandPosition"]?.number { return written }
    if bound.isBinned { return 0.5 }
    if bound.spec.timeUnit != nil, bound.channel.secondary.map({ unit[$0] == nil }) ?? true {
      if let written = scene.config.value(in: [unit.mark.type.rawValue, "mark"], "timeUnitBandPosition")?.number {
        return written
      }
      return [.bar, .rect, .image].contains(unit.mark.type) ? 0.5 : 0
    }
    return 0
  }
}
