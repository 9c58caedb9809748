import Diagnostics
import Formats
import Frames
import Geometry
import Notation
import OrderedCollections

/// The look of the marks of one layer: constants, and what each row changes.
struct MarkStyle {
  let placement: Placement
  let paints: [Channel: PaintScale]
  let isFilled: Bool
  let scene: SceneContext
  /// Everything written for the mark, in its styles or in the configuration.
  private let properties: [String: Node]
  /// Whether rows differ in nothing but what the channel `color` gives them.
  let isPlain: Bool
  private let known = KnownPaints()

  private var unit: EncodedUnit { placement.unit }

  init(_ placement: Placement) {
    self.placement = placement
    let scene = placement.plot.scene
    self.scene = scene
    var paints: [Channel: PaintScale] = [:]
    for channel in [Channel.color, .fill, .stroke] {
      guard let name = placement.layer.scales[channel], let model = placement.plot.models[name] else { continue }
      paints[channel] = PaintScale(model, scene: scene)
    }
    self.paints = paints
    let mark = placement.unit.mark
    let configured = scene.config.block([mark.type.rawValue, "mark"])
    isFilled =
      (mark.properties["filled"] ?? configured["filled"])?.bool ?? ![.line, .point, .rule].contains(mark.type)
    var properties = configured.values
    properties.merge(scene.config.style(mark.type.rawValue).values) { _, strong in strong }
    for name in mark.properties["style"].map({ $0.sequence ?? [$0] }) ?? [] {
      guard let name = name.string else { continue }
      properties.merge(scene.config.style(name).values) { _, strong in strong }
    }
    for (key, entry) in mark.properties.mapping ?? [:] { properties[key] = entry.node }
    self.properties = properties.mapValues { placement.constant($0) }
    isPlain =
      Self.lookChannels.allSatisfy { placement.unit[$0] == nil }
      && self.properties.values.allSatisfy { $0["expr"] == nil }
  }

  /// The channels besides `color` that decide on the look.
  private static let lookChannels: [Channel] = [
    .fill, .stroke, .opacity, .fillOpacity, .strokeOpacity, .strokeWidth, .strokeDash, .size, .angle, .shape,
  ]

  /// Fill and stroke by the colour that the channel `color` gives.
  private final class KnownPaints {
    var latest: (color: Color??, paint: (fill: Paint?, stroke: Stroke?))?
    var others: [Color??: (fill: Paint?, stroke: Stroke?)] = [:]
  }

  /// A property of the mark: written, of its style, or of the configuration.
  func property(_ key: String) -> Node? { properties[key] }

  func number(_ key: String) -> Double? { property(key)?.number }

  /// A property for a row: expressions may look at its values.
  func property(_ key: String, _ row: DataRow) -> Node? { property(key).map { evaluated($0, row) } }

  func number(_ key: String, _ row: DataRow) -> Double? { property(key, row)?.number }

  /// A property of the mark itself.
  func written(_ key: String, _ row: DataRow) -> Node? { unit.mark.properties[key].map { evaluated($0, row) } }

  /// What an expression, `{expr: …}`, stands for in a row; any other node as it is.
  func evaluated(_ node: Node, _ row: DataRow) -> Node {
    guard let text = node["expr"] else { return node }
    return scene.value(of: text, table: unit.table, call: placement.call)(row).node
  }

  /// The value of a non-position channel: the condition that holds, the constant, or the field through its scale.
  func conditional(_ bound: EncodedChannel, _ row: DataRow) -> ChannelSpec.ConditionSpec? {
    if let guarded = bound.spec.guarded, !holds(guarded.definition, row) {
      let otherwise = guarded.otherwise
      return ChannelSpec.ConditionSpec(
        test: nil, definition: guarded.definition, source: otherwise.map { .value($0) } ?? .none)
    }
    return bound.spec.conditions.first { holds($0.definition, row) }
  }

  /// Whether a condition holds for a row: its test, or its parameter's selection.
  private func holds(_ definition: Node, _ row: DataRow) -> Bool {
    if let test = definition["test"] { return placement.plot.tests.value(of: test, unit, scene)?(row) ?? false }
    guard let name = (definition["param"] ?? definition["selection"])?.string else { return false }
    return scene.isSelected(name, row: row, in: unit, empty: definition["empty"]?.bool ?? true)
  }

  private func color(_ node: Node) -> Color?? {
    guard let text = node.string else { return node.isNull ? .some(nil) : nil }
    if text == "transparent" || text == "none" { return .some(nil) }
    return Color(css: text).map { .some($0) }
  }

  /// The colour a channel gives a row; the outer nil where the channel is not used.
  private func color(_ channel: Channel, _ row: DataRow) -> Color?? {
    guard let bound = unit[channel] else { return nil }
    if let condition = conditional(bound, row) {
      switch condition.source {
      case .value(let node): return color(evaluated(node, row))
      case .field(let name): return .some(paints[channel]?.color(placement.value(name, row)))
      default: return nil
      }
    }
    switch bound.binding {
    case .value(let node): return color(evaluated(node, row))
    case .column, .datum:
      let datum = placement.datum(bound, row)
      if placement.showsInvalid, case .column(let column) = bound.binding, !placement.value(column, row).isValid,
        let node = scene.config.value("scale", "invalid")?[channel.rawValue]?["value"]
      {
        return color(node)
      }
      // Without a scale the data holds the colours themselves.
      guard let paint = paints[channel] else { return .some(Color(css: datum.plainText)) }
      if bound.isBinned, paint.model.type.isContinuous, let a = datum.asNumber, let end = bound.end,
        let b = placement.value(end, row).asNumber
      {
        return .some(paint.color(.number((a + b) / 2)))
      }
      if bound.spec.timeUnit != nil, paint.model.type.isTime, let a = datum.asNumber, let end = bound.end,
        let b = placement.value(end, row).asNumber
      {
        let share = ScaleResolver(scene: scene).bandPosition(bound, unit)
        return .some(paint.color(.time(a + (b - a) * share)))
      }
      return .some(paint.color(datum))
    case .none: return nil
    }
  }

  private func written(_ key: String) -> Color?? { property(key).flatMap { color($0) } }

  /// The fill of a filled mark, the stroke of another. Vega-Lite looks only for `color` in named styles.
  private func writtenMain(_ key: String) -> Color?? {
    if scene.habits.fitsFrame || unit.mark.properties[key] != nil { return written(key) }
    return scene.config.value(in: [unit.mark.type.rawValue, "mark"], key).flatMap { color(placement.constant($0)) }
  }

  /// Fill and stroke colours of a row.
  func colors(_ row: DataRow) -> (fill: Color?, stroke: Color?) {
    let mark = unit.mark
    let shared = color(.color, row)
    let markColor = mark.properties["color"].flatMap { color($0) } ?? nil
    let standard: Color = [.text, .rule].contains(mark.type) ? .black : Color(hex: 0x4C78A8)
    let general = markColor ?? property("color").flatMap { color($0) }?.flatMap { $0 } ?? standard
    let main = shared ?? .some(general)
    var fill: Color?
    var stroke: Color?
    if let own = color(.fill, row) {
      fill = own
    } else if isFilled, shared == nil || mark.properties["fill"] == nil {
      fill = shared == nil ? (writtenMain("fill") ?? main) : main
    } else {
      fill = written("fill") ?? nil
    }
    if let own = color(.stroke, row) {
      stroke = own
    } else if !isFilled, shared == nil || mark.properties["stroke"] == nil {
      stroke = shared == nil ? (writtenMain("stroke") ?? main) : main
    } else {
      stroke = written("stroke") ?? nil
    }
    return (fill, stroke)
  }

  /// A number a channel gives a row.
  func number(_ channel: Channel, _ row: DataRow, range: () -> [Double]) -> Double? {
    guard let bound = unit[channel] else { return nil }
    if let condition = conditional(bound, row) {
      guard case .value(let node) = condition.source else { return nil }
      return evaluated(node, row).number
    }
    if case .value(let node) = bound.binding { return evaluated(node, row).number }
    guard bound.hasField || bound.isContinuous, let name = placement.layer.scales[channel],
      let model = placement.plot.models[name]
    else { return nil }
    let range = range()
    if placement.showsInvalid, channel == .size, let column = bound.column, !placement.value(column, row).isValid {
      return scene.config.value("scale", "invalid")?["size"]?["value"]?.number ?? max(4, range.first ?? 4)
    }
    let scale = NumberScale(model, range: range, scene: scene)
    let datum = placement.datum(bound, row)
    guard bound.isBinned, model.type.isContinuous, let end = bound.end, let a = datum.asNumber,
      let b = placement.value(end, row).asNumber
    else { return scale.number(datum) }
    return scale.number(.number((a + b) / 2))
  }

  /// The size a channel gives a row.
  func number(_ channel: Channel, _ row: DataRow) -> Double? { number(channel, row, range: { sizeRange }) }

  func opacity(_ row: DataRow) -> Double {
    if let n = number(.opacity, row, range: { [0.3, 0.8] }) { return n }
    if let n = number("opacity", row) { return n }
    let isAggregated = unit.channels.values.contains { $0.spec.aggregate != nil }
    return [.point, .tick, .circle, .square].contains(unit.mark.type) && !isAggregated ? 0.7 : 1
  }

  /// Fill paint and stroke of a row.
  func paint(_ row: DataRow) -> (fill: Paint?, stroke: Stroke?) {
    guard isPlain else { return ownPaint(row) }
    let color = color(.color, row)
    if let latest = known.latest, latest.color == color { return latest.paint }
    let paint = known.others[color] ?? ownPaint(row)
    known.others[color] = paint
    known.latest = (color, paint)
    return paint
  }

  private func ownPaint(_ row: DataRow) -> (fill: Paint?, stroke: Stroke?) {
    let colors = colors(row)
    let opacity = opacity(row)
    let fillOpacity = opacity * (number(.fillOpacity, row, range: { [0.3, 0.8] }) ?? number("fillOpacity") ?? 1)
    let strokeOpacity = opacity * (number(.strokeOpacity, row, range: { [0.3, 0.8] }) ?? number("strokeOpacity") ?? 1)
    let fill =
      gradient("fill", row, fillOpacity) ?? colors.fill.map { Paint.color($0.withAlpha($0.alpha * fillOpacity)) }
    let stroke = colors.stroke.map { color in
      Stroke(
        .color(color.withAlpha(color.alpha * strokeOpacity)), width: strokeWidth(row), dash: dash(row),
        dashOffset: number("strokeDashOffset") ?? 0,
        cap: property("strokeCap")?.string.flatMap(Stroke.Cap.init) ?? .butt,
        join: property("strokeJoin")?.string.flatMap(Stroke.Join.init) ?? .miter)
    }
    return (fill, stroke)
  }

  /// A gradient written for the mark, over the unit square; `spread` lays it over a shape.
  private func gradient(_ key: String, _ row: DataRow, _ opacity: Double) -> Paint? {
    guard isFilled, let node = property(key) ?? property("color"), node["gradient"] != nil, unit[.color] == nil,
      unit[.fill] == nil, let list = node["stops"]?.sequence
    else { return nil }
    let stops = list.compactMap { stop -> GradientStop? in
      guard let offset = stop["offset"]?.number, let color = stop["color"]?.string.flatMap({ Color(css: $0) }) else {
        return nil
      }
      return GradientStop(offset: offset, color: color.withAlpha(color.alpha * opacity))
    }
    guard let first = stops.first else { return nil }
    // A radial gradient is drawn in the colour of its middle.
    guard node["gradient"]?.string == "linear" else { return .color(first.color) }
    let start = Point(node["x1"]?.number ?? 0, node["y1"]?.number ?? 0)
    let end = Point(node["x2"]?.number ?? 1, node["y2"]?.number ?? 0)
    return .linearGradient(start: start, end: end, stops: stops)
  }

  func strokeWidth(_ row: DataRow) -> Double {
    if let n = number(.strokeWidth, row, range: { [1, 4] }) { return n }
    if [.line, .rule].contains(unit.mark.type) {
      if let n = number(.size, row) { return n }
      if let n = number("strokeWidth") ?? number("size") { return n }
    }
    return number("strokeWidth") ?? ([.line, .point].contains(unit.mark.type) ? 2 : 1)
  }

  private func dash(_ row: DataRow) -> [Double] {
    if let bound = unit[.strokeDash] {
      if let condition = conditional(bound, row), case .value(let node) = condition.source {
        return node.sequence?.compactMap(\.number) ?? []
      }
      if case .value(let node) = bound.binding { return node.sequence?.compactMap(\.number) ?? [] }
      if let name = placement.layer.scales[.strokeDash], let model = placement.plot.models[name],
        let i = model.values.firstIndex(of: placement.datum(bound, row))
      {
        if let range = model.properties["range"]?.sequence, !range.isEmpty {
          return range[i % range.count].sequence?.compactMap(\.number) ?? []
        }
        return Self.dashes[i % Self.dashes.count]
      }
    }
    return property("strokeDash")?.sequence?.compactMap(\.number) ?? []
  }

  static let dashes: [[Double]] = [[], [4, 2], [2, 1], [1, 1], [1, 2, 4, 2]]

  /// The shape of a symbol.
  func shape(_ row: DataRow) -> String {
    if let bound = unit[.shape] {
      if let condition = conditional(bound, row), case .value(let node) = condition.source {
        return node.string ?? "circle"
      }
      if case .value(let node) = bound.binding { return node.string ?? "circle" }
      if let name = placement.layer.scales[.shape], let model = placement.plot.models[name] {
        return ShapeScale(model).shape(placement.datum(bound, row))
      }
    }
    switch unit.mark.type {
    case .circle: return "circle"
    case .square: return "square"
    default: return property("shape")?.string ?? "circle"
    }
  }
}

/// A scale from values to shape names.
struct ShapeScale {
  let model: ScaleModel

  init(_ model: ScaleModel) { self.model = model }

  func shape(_ value: DataValue) -> String {
    guard let i = model.values.firstIndex(of: value) else { return "circle" }
    let written = model.properties["range"]?.sequence?.compactMap(\.string) ?? []
    let shapes = written.isEmpty ? Self.standard : written
    return shapes[i % shapes.count]
  }

  static let standard = [
    "circle", "square", "triangle-up", "cross", "diamond", "triangle-right", "triangle-down", "triangle-left",
  ]
}

/// A scale from values to sizes, widths and opacities.
struct NumberScale {
  let model: ScaleModel
  let range: [Double]
  let scene: SceneContext

  init(_ model: ScaleModel, range: [Double], scene: SceneContext) {
    self.model = model
    let written = model.properties["range"]?.sequence?.compactMap(\.number) ?? []
    var range = written.count > 1 ? written : range
    if let low = model.properties["rangeMin"]?.number { range[0] = low }
    if let high = model.properties["rangeMax"]?.number { range[range.count - 1] = high }
    self.range = range
    self.scene = scene
  }

  func number(_ value: DataValue) -> Double? {
    if model.type.isDiscrete {
      guard let i = model.values.firstIndex(of: value), let low = range.first, let high = range.last else { return nil }
      if range.count > 2 { return range[i % range.count] }
      guard model.values.count > 1 else { return model.type == .point ? (low + high) / 2 : low }
      return low + (high - low) * Double(i) / Double(model.values.count - 1)
    }
    guard value.isValid, let n = value.asNumber else { return nil }
    if model.type.isDiscretizing {
      let classes = model.type == .threshold ? model.numbers.count + 1 : 4
      let count = range.count > 2 ? range.count : max(2, classes)
      let steps =
        range.count > 2
        ? range : (0..<count).map { range[0] + (range[1] - range[0]) * Double($0) / Double(count - 1) }
      let threshold: ThresholdScale =
        switch model.type {
        case .quantile: .quantile(model.numbers, classes: count)
        case .threshold: ThresholdScale(thresholds: model.numbers)
        default: .quantize(model.numbers.first ?? 0, model.numbers.last ?? 1, classes: count)
        }
      return threshold.index(n).map { steps[min($0, count - 1)] }
    }
    let place = model.continuous(model.isReversed ? range.reversed() : range, zone: scene.zone).map(n)
    return place.isFinite ? place : nil
  }
}
