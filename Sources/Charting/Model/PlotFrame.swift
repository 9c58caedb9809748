import Formats
import Frames
import Geometry
import Notation

/// A plot with a size: its scales have ranges and marks can be placed.
struct PlotFrame {
  let scene: SceneContext
  let width: Double
  let height: Double
  /// All settled scales by name.
  let models: [String: ScaleModel]
  /// Of a map.
  var projection: Projection?
  /// The tests of conditions, compiled once.
  let tests = CompiledTests()
  private let positions = Positions()

  init(scene: SceneContext, width: Double, height: Double, models: [String: ScaleModel]) {
    self.scene = scene
    self.width = width
    self.height = height
    self.models = models
  }

  /// The scale along an axis for a layer.
  func position(_ channel: Channel, _ layer: BuiltPlot.Layer) -> PositionScale? {
    guard let name = layer.scales[channel.primary], let model = models[name] else { return nil }
    if let known = positions.known[name] { return known }
    let scale = position(model)
    positions.known[name] = scale
    return scale
  }

  /// The scales along axes by name, made once.
  private final class Positions {
    var known: [String: PositionScale] = [:]
  }

  func position(_ model: ScaleModel) -> PositionScale {
    var (low, high): (Double, Double) =
      switch model.channel {
      case .x: (0, width)
      case .y: model.type.isDiscrete ? (0, height) : (height, 0)
      case .theta: (0, 2 * Double.pi)
      default: (0, min(width, height) / 2)
      }
    func place(_ node: Node?) -> Double? {
      node?.string == "width" ? width : node?.string == "height" ? height : node?.number
    }
    if let range = model.properties["range"]?.sequence, let first = place(range.first), let last = place(range.last) {
      (low, high) = (first, last)
    }
    // Bands and points fill all of their range.
    if !model.type.isDiscrete {
      low = place(model.properties["rangeMin"]) ?? low
      high = place(model.properties["rangeMax"]) ?? high
    }
    return model.position(low, high, zone: scene.zone)
  }

  func extent(_ channel: Channel) -> Double { channel.primary == .x ? width : height }
}

/// Tests of conditions by the place they are written at and the data they look at.
final class CompiledTests {
  private var known: [(node: Node, fields: [String], test: ((DataRow) -> Bool)?)] = []

  func value(of node: Node, _ unit: EncodedUnit, _ scene: SceneContext) -> ((DataRow) -> Bool)? {
    if let found = known.first(where: { $0.node == node && $0.fields == unit.table.fields }) { return found.test }
    let test = scene.test(node, table: unit.table)
    known.append((node, unit.table.fields, test))
    return test
  }
}

extension Placement {
  /// What an expression that looks at no row stands for, `{expr: "width / 2"}`; any other node as it is.
  func constant(_ node: Node) -> Node { node["expr"] == nil ? node : plot.scene.constant(node, call: call) }

  /// Answers the functions of an expression that need the plot: `scale`, `bandwidth`, `width`, `height`.
  func call(_ name: String, _ arguments: [DataValue]) -> DataValue? {
    switch name {
    case "width": return .number(plot.width)
    case "height": return .number(plot.height)
    default: break
    }
    guard case .string(let word)? = arguments.first, let channel = Channel(rawValue: word) else { return nil }
    if channel.isColor, let scale = layer.scales[channel], let model = plot.models[scale] {
      guard name == "scale", arguments.count > 1 else { return nil }
      return PaintScale(model, scene: plot.scene).color(arguments[1]).map { .string($0.hexText) }
    }
    let shared = plot.models.keys.sorted().first { plot.models[$0]?.channel == channel }
    guard let key = layer.scales[channel] ?? shared, let model = plot.models[key] else { return nil }
    let scale = plot.position(model)
    switch name {
    case "scale": return arguments.count > 1 ? scale.map(arguments[1]).map { .number($0 - scale.bandwidth / 2) } : nil
    case "bandwidth": return .number(scale.bandwidth)
    case "invert":
      return arguments.count > 1
        ? arguments[1].asNumber.flatMap { n in scale.continuous.map { .number($0.invert(n)) } } : nil
    case "domain":
      return .list(scale.band?.domain ?? (scale.continuous?.domain ?? []).map { .number($0) })
    case "range": return .list((scale.continuous?.range ?? []).map { .number($0) })
    default: return nil
    }
  }
}

/// Looks up where the rows of one layer stand.
struct Placement {
  let plot: PlotFrame
  let layer: BuiltPlot.Layer
  let x: PositionScale?
  let y: PositionScale?
  let xOffset: PositionScale?
  let yOffset: PositionScale?
  private let bandPositions: [Channel: Double]
  /// Where the values of the axes lie in a row, for channels whose marks stand at them and nowhere else.
  private let plain: (x: FieldPath?, y: FieldPath?)
  /// Missing values stand where zero does.
  let showsInvalid: Bool

  var unit: EncodedUnit { layer.unit }

  init(_ plot: PlotFrame, _ layer: BuiltPlot.Layer) {
    self.plot = plot
    self.layer = layer
    let (x, y) = (plot.position(.x, layer), plot.position(.y, layer))
    self.x = x
    self.y = y
    func offset(_ channel: Channel, in band: PositionScale?, extent: Double) -> PositionScale? {
      guard let name = layer.scales[channel], let model = plot.models[name] else { return nil }
      let size = band?.band != nil ? band?.bandwidth ?? extent : band == nil ? extent : 20
      let isUpward = channel == .yOffset && model.type.isContinuous && band?.band != nil
      return model.position(isUpward ? size : 0, isUpward ? 0 : size, zone: plot.scene.zone)
    }
    xOffset = offset(.xOffset, in: x, extent: plot.width)
    yOffset = offset(.yOffset, in: y, extent: plot.height)
    let resolver = ScaleResolver(scene: plot.scene)
    var positions: [Channel: Double] = [:]
    for channel in [Channel.x, .y] {
      if let bound = layer.unit[channel] { positions[channel] = resolver.bandPosition(bound, layer.unit) }
    }
    bandPositions = positions
    let showsInvalid = layer.unit.invalidMode(plot.scene.config) == "show"
    self.showsInvalid = showsInvalid
    func plainPath(_ channel: Channel, _ scale: PositionScale?) -> FieldPath? {
      guard plot.projection == nil, !showsInvalid, let scale, let bound = layer.unit[channel],
        case .column(let name) = bound.binding, channel.offset.map({ layer.unit[$0] == nil }) ?? true,
        bound.stackEnd == nil, bound.spec.node["bandPosition"] == nil
      else { return nil }
      guard scale.band != nil || (positions[channel] ?? 0) == 0 && bound.spec.bin?.isBinned != true else { return nil }
      return layer.unit.table.path(name)
    }
    plain = (plainPath(.x, x), plainPath(.y, y))
  }

  func scale(_ channel: Channel) -> PositionScale? { channel.primary == .x ? x : y }
  func offsetScale(_ channel: Channel) -> PositionScale? { channel.primary == .x ? xOffset : yOffset }

  func value(_ column: String?, _ row: DataRow) -> DataValue {
    guard let column else { return .null }
    return unit.table.path(column).value(in: row)
  }

  /// The datum of a channel in a row.
  func datum(_ bound: EncodedChannel, _ row: DataRow) -> DataValue {
    switch bound.binding {
    case .column(let name):
      let value = value(name, row)
      guard showsInvalid, !value.isValid, let scale = layer.scales[bound.channel.primary],
        let model = plot.models[scale], model.type.isContinuous
      else { return value }
      return .number(zeroOrMinimum(model))
    case .datum(let value): return value
    default: return .null
    }
  }

  /// Where missing values go: to zero, or to the end of a domain without it.
  private func zeroOrMinimum(_ model: ScaleModel) -> Double {
    let (low, high) = (model.numbers.min() ?? 0, model.numbers.max() ?? 0)
    return low <= 0 && high >= 0 ? 0 : low
  }

  /// A fixed place given with `value`.
  func fixed(_ bound: EncodedChannel) -> Double? {
    guard case .value(let written) = bound.binding else { return nil }
    let node = constant(written)
    if node.string == "width" { return plot.width }
    if node.string == "height" { return plot.height }
    return node.number
  }

  /// The offset within a band, to the middle of the sub-band.
  func offset(_ channel: Channel, _ row: DataRow) -> Double {
    guard let offsetChannel = channel.offset, let bound = unit[offsetChannel] else { return 0 }
    if let fixed = fixed(bound) { return fixed }
    guard let scale = offsetScale(channel), let place = scale.map(datum(bound, row)) else { return 0 }
    guard let base = self.scale(channel) else { return place - plot.extent(channel) / 2 }
    return place - (base.band == nil ? 10 : base.bandwidth / 2)
  }

  /// The place of the middle of a mark along a channel; nil where the value has none.
  func center(_ channel: Channel, _ row: DataRow) -> Double? {
    if let path = channel == .x ? plain.x : channel == .y ? plain.y : nil, let scale = scale(channel) {
      let value = path.value(in: row)
      return scale.band != nil || value.isValid ? scale.map(value) : nil
    }
    if let projection = plot.projection, channel.isPosition, let place = unit.place(of: row) {
      return projection.point(place).map { channel == .x ? $0.x : $0.y }
    }
    guard let bound = unit[channel], bound.isBound else {
      if let node = unit.mark.properties[channel.rawValue] {
        return node.string == "width" ? plot.width : node.string == "height" ? plot.height : node.number
      }
      let other = plot.extent(channel) / 2
      return other + offset(channel, row)
    }
    if let fixed = fixed(bound) { return fixed }
    guard let scale = scale(channel) else {
      // Without a scale the data holds places.
      if bound.spec.node["scale"]?.isNull == true { return datum(bound, row).asNumber }
      return plot.extent(channel) / 2
    }
    let shift = offset(channel, row)
    if let end = bound.stackEnd {
      // A missing value is a gap in an area, not a zero.
      if unit.isPath || unit.mark.type == .point, !datum(bound, row).isValid { return nil }
      let at = bound.spec.node["bandPosition"]?.number ?? (unit.mark.type == .text ? 0.5 : 1)
      let position = unit.mark.type == .text && bound.spec.node["bandPosition"] == nil ? 1 : at
      guard let b = scale.map(value(end, row)) else { return nil }
      guard position != 1, let a = scale.map(value(bound.stackStart, row)) else { return b + shift }
      return a + (b - a) * position + shift
    }
    let datum = datum(bound, row)
    if scale.band != nil {
      guard let middle = scale.map(datum) else { return nil }
      let at = bound.spec.node["bandPosition"]?.number ?? 0.5
      return middle + (at - 0.5) * scale.bandwidth + shift
    }
    guard datum.isValid, let start = scale.map(datum) else { return nil }
    let position = bandPositions[channel] ?? 0
    if position != 0, let end = bound.end, let last = scale.map(value(end, row)) {
      return start + (last - start) * position + shift
    }
    if bound.spec.bin?.isBinned == true, let secondary = channel.secondary, let second = unit[secondary],
      unit.mark.type != .bar, let last = scale.map(self.datum(second, row))
    {
      return (start + last) / 2 + shift
    }
    return start + shift
  }

  /// The place of the middle of the mark of each row.
  func centers(_ channel: Channel) -> [Double?] {
    if let path = channel == .x ? plain.x : channel == .y ? plain.y : nil, let column = path.column, path.rest.isEmpty,
      let scale = scale(channel)
    {
      return scale.map(unit.table.columns[column])
    }
    return unit.table.rows.map { center(channel, $0) }
  }

  /// The second end of a ranged mark: the second channel, the start of a stack, or nil.
  func second(_ channel: Channel, _ row: DataRow) -> Double? {
    if let projection = plot.projection, channel.isPosition, let place = unit.place(of: row, second: true) {
      return projection.point(place).map { channel == .x ? $0.x : $0.y }
    }
    if let secondary = channel.secondary, let bound = unit[secondary] {
      if let fixed = fixed(bound) { return fixed }
      let datum = datum(bound, row)
      guard datum.isValid else { return nil }
      guard let scale = scale(channel), let place = scale.map(datum) else { return nil }
      let at = scale.band == nil ? 0.5 : bound.spec.node["bandPosition"]?.number ?? 0.5
      return place + (at - 0.5) * scale.bandwidth + offset(channel, row)
    }
    if let bound = unit[channel], let start = bound.stackStart, let place = scale(channel)?.map(value(start, row)) {
      return place + offset(channel, row)
    }
    return nil
  }

  /// Whether the channel has two ends.
  func isRanged(_ channel: Channel) -> Bool {
    (channel.secondary.map { unit[$0] != nil } ?? false) || unit[channel]?.stackStart != nil
      || (channel.isPosition && (unit[.longitude2] != nil || unit[.latitude2] != nil))
  }

  /// The edges of a bin or unit of time.
  func edges(_ channel: Channel, _ row: DataRow) -> (Double, Double)? {
    guard let bound = unit[channel], let end = bound.end, let scale = scale(channel), scale.band == nil,
      let a = scale.map(datum(bound, row))
    else { return nil }
    guard let b = scale.map(value(end, row)) else { return showsInvalid ? (a, a) : nil }
    return (a, b)
  }
}
