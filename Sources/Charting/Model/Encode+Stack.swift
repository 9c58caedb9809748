import Notation
import OrderedCollections

extension Encode {
  /// Which way bars grow and lines run, from what the axes measure.
  func orient(_ unit: EncodedUnit) -> EncodedUnit.Orient {
    let (x, y) = (unit[.x], unit[.y])
    let specified = unit.mark.properties["orient"]?.string.flatMap(EncodedUnit.Orient.init)
    func isBinnedData(_ channel: EncodedChannel?) -> Bool {
      channel?.spec.bin?.isBinned == true || channel?.spec.timeUnit?.isBinned == true
    }
    func aggregated(_ channel: EncodedChannel?) -> Bool { channel?.spec.aggregate != nil }
    let (x2, y2) = (unit[.x2] != nil, unit[.y2] != nil)
    switch unit.mark.type {
    case .point, .circle, .square, .text, .image, .rect, .geoshape, .arc: return .vertical
    case .bar:
      if let x, x.hasField, isBinnedData(x) || (aggregated(y) && !aggregated(x)) { return .vertical }
      if let y, y.hasField, isBinnedData(y) || (aggregated(x) && !aggregated(y)) { return .horizontal }
      if x2 || y2 {
        if let specified { return specified }
        if !x2 {
          if x?.isUnbinnedQuantitative == true, isBinnedData(y) { return .horizontal }
          return .vertical
        }
        if !y2 {
          if y?.isUnbinnedQuantitative == true, isBinnedData(x) { return .vertical }
          return .horizontal
        }
      }
    default: break
    }
    if [.bar, .rule, .area].contains(unit.mark.type) {
      if unit.mark.type != .area, x2, y2, !isBinnedData(x), !isBinnedData(y) { return specified ?? .vertical }
      if y2 { return isBinnedData(y) ? .horizontal : .vertical }
      if x2 { return isBinnedData(x) ? .vertical : .horizontal }
      if unit.mark.type == .rule {
        if x != nil, y == nil { return .vertical }
        if y != nil, x == nil { return .horizontal }
      }
    }
    if let specified { return specified }
    let isTick = unit.mark.type == .tick
    let (along, across): (EncodedUnit.Orient, EncodedUnit.Orient) =
      isTick ? (.horizontal, .vertical) : (.vertical, .horizontal)
    let xMeasures = x?.isContinuous ?? false
    let yMeasures = y?.isContinuous ?? false
    if xMeasures, !yMeasures { return across }
    if !xMeasures, yMeasures { return along }
    if xMeasures, yMeasures {
      let (xTime, yTime) = (x?.type == .temporal, y?.type == .temporal)
      if xTime != yTime { return xTime ? along : across }
      if aggregated(x) != aggregated(y) { return aggregated(y) ? along : across }
    }
    return .vertical
  }

  /// Piles values up where the mark and the channels ask for it.
  func stack(_ unit: inout EncodedUnit) {
    guard let stack = stacking(unit), var measured = unit[stack.channel], let column = measured.column else { return }
    let dimensions = dimensionColumns(unit, of: stack.channel)
    if [.line, .area].contains(unit.mark.type), let key = dimensions.first, !stack.by.isEmpty {
      Transforming(scene: scene).impute(
        column, key: key, by: stack.by, method: "value", value: .number(0),
        with: unit.channels.values.first { $0.column == key }?.end, table: &unit.table)
    }
    // Vertical stacks read like the legend, the first entry on top.
    let isDescending = stack.channel == .y || stack.channel == .radius
    var sort = stack.by.map { field in
      SortKey(field: rank(field, &unit) ?? field, descending: isDescending)
    }
    if let order = unit.lists[.order], order.contains(where: \.hasField) {
      sort = order.compactMap { bound in
        bound.column.map { SortKey(field: $0, descending: bound.spec.node["sort"]?.string == "descending") }
      }
    }
    let (start, end) = (column + "_start", column + "_end")
    unit.table.stack(column, by: dimensions, sort: sort, offset: stack.offset, start: start, end: end)
    measured.stackStart = start
    measured.stackEnd = end
    unit.channels[stack.channel] = measured
    unit.stack = stack
  }

  /// A column with the position of each value in the domain or order the author wrote; nil where there is none.
  private func rank(_ field: String, _ unit: inout EncodedUnit) -> String? {
    for bound in unit.channels.values where bound.column == field && bound.channel.isColor {
      let scale = bound.spec.node["scale"]
      // Vega-Lite stacks by name whatever order the legend has; in reports the two agree.
      let sort = scene.habits.fitsFrame ? bound.spec.node["sort"]?.sequence : nil
      guard let order = scale?["domain"]?.sequence ?? sort else { continue }
      let ranks = order.map { DataValue($0) }
      let name = "\(field)_rank"
      unit.table.set(
        name, unit.table.column(field).map { .number(Double(ranks.firstIndex(of: $0) ?? ranks.count)) })
      return name
    }
    return nil
  }

  private func dimensionColumns(_ unit: EncodedUnit, of channel: Channel) -> [String] {
    let dimension: Channel =
      switch channel {
      case .x: .y
      case .y: .x
      case .theta: .radius
      default: .theta
      }
    var columns: [String] = []
    if let column = unit[dimension]?.column, column != unit[channel]?.column { columns.append(column) }
    if let offset = dimension.offset, let column = unit[offset]?.column { columns.append(column) }
    return columns
  }

  private func stacking(_ unit: EncodedUnit) -> EncodedUnit.Stack? {
    let stackable: [MarkType] = [.arc, .bar, .area, .rule, .point, .circle, .square, .line, .text, .tick]
    guard stackable.contains(unit.mark.type) else { return nil }
    let pair: (Channel, Channel) = unit[.theta] != nil || unit[.radius] != nil ? (.theta, .radius) : (.x, .y)
    guard let channel = stackedChannel(unit, pair.0, pair.1), let measured = unit[channel] else { return nil }
    if let secondary = channel.secondary, unit[secondary] != nil { return nil }
    let dimensions = Set(dimensionColumns(unit, of: channel))
    let by = unit.stackColumns.filter { !dimensions.contains($0) }
    // A target stands beside what was reached, not on top of it.
    if by.isEmpty, unit[.status]?.hasField == true { return nil }
    var offset: StackOffset?
    let written = measured.spec.node["stack"]
    if let written {
      offset = written.bool == true ? .zero : written.string.flatMap(StackOffset.init)
    } else if [.bar, .area, .arc].contains(unit.mark.type) {
      offset = .zero
    }
    guard let offset else { return nil }
    let isAggregated = unit.channels.values.contains { $0.spec.aggregate != nil }
    if isAggregated, by.isEmpty { return nil }
    if let type = measured.spec.node["scale"]?["type"]?.string, type != "linear", written == nil || offset == .zero {
      return nil
    }
    if case .datum = measured.binding { return nil }
    return EncodedUnit.Stack(channel: channel, offset: offset, by: by, isExplicit: written != nil)
  }

  private func stackedChannel(_ unit: EncodedUnit, _ first: Channel, _ second: Channel) -> Channel? {
    let a = unit[first].flatMap { $0.hasField && $0.isUnbinnedQuantitative ? $0 : nil }
    let b = unit[second].flatMap { $0.hasField && $0.isUnbinnedQuantitative ? $0 : nil }
    if [.bar, .area].contains(unit.mark.type), unit.mark.properties["orient"] != nil, a == nil || b == nil, first == .x
    {
      let channel = a == nil ? second : first
      return channel == unit.valueChannel ? channel : nil
    }
    guard let a else { return b.map { _ in second } }
    guard let b else { return first }
    func asks(_ channel: EncodedChannel) -> Bool {
      channel.spec.node["stack"].map { $0.bool == true || $0.string != nil } ?? false
    }
    if asks(a) { return first }
    if asks(b) { return second }
    let (aggregatedA, aggregatedB) = (a.spec.aggregate != nil, b.spec.aggregate != nil)
    if aggregatedA != aggregatedB { return aggregatedA ? first : second }
    if first == .theta { return first }
    if [.bar, .area].contains(unit.mark.type) { return unit.orient == .vertical ? second : first }
    return nil
  }
}

extension EncodedUnit {
  /// The columns whose values are piled on each other.
  var stackColumns: [String] {
    var columns: OrderedSet<String> = []
    let channels: [Channel] = [
      .color, .fill, .stroke, .opacity, .fillOpacity, .strokeOpacity, .strokeWidth, .strokeDash, .size, .shape, .angle,
      .text, .order, .detail, .key, .url, .href, .description,
    ]
    for channel in channels {
      for bound in lists[channel] ?? [] {
        guard let column = bound.column, bound.spec.aggregate == nil else { continue }
        columns.append(column)
      }
    }
    return Array(columns)
  }
}
