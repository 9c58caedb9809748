import Frames
import Geometry
import Notation

extension MarkDrawing {
  func bars() -> [FrameItem] {
    let radii = CornerRadii(style, unit)
    let isVertical = unit.orient == .vertical
    return each { row in
      guard let bar = barBox(row) else { return nil }
      if !(unit.lists[.status] ?? []).isEmpty, look(row) == .target { return targetLine(bar) }
      let paint = style.paint(row)
      let outline = radii.outline(bar.box, isVertical: isVertical, isForward: bar.isForward)
      return .shape(Shape(outline, fill: paint.fill, stroke: paint.stroke))
    }
  }

  /// A line across the band where a bar would end.
  private func targetLine(_ bar: BarBox) -> FrameItem {
    let box = bar.box
    let isVertical = unit.orient == .vertical
    let end = isVertical ? (bar.isForward ? box.minY : box.maxY) : (bar.isForward ? box.maxX : box.minX)
    let (a, b) =
      isVertical ? (Point(box.minX, end), Point(box.maxX, end)) : (Point(end, box.minY), Point(end, box.maxY))
    // The edge keeps it visible on a dark bar.
    return .group(
      Group(
        items: [(scene.ground, 4.0), (scene.ink, 2)].map {
          .shape(Shape(.line(a, b), stroke: Stroke(.color($0.0), width: $0.1)))
        }))
  }

  /// The rectangle of a row's bar.
  func barBox(_ row: DataRow) -> BarBox? {
    let isVertical = unit.orient == .vertical
    guard let value = span(unit.valueChannel, row), var dimension = breadth(unit.dimensionChannel, row) else {
      return nil
    }
    let (first, second) = isVertical ? ("xOffset", "x2Offset") : ("yOffset", "y2Offset")
    if unit[unit.dimensionChannel] != nil, style.number(first) != nil || style.number(second) != nil {
      let isRanged = placement.isRanged(unit.dimensionChannel)
      let (one, other) = (style.number(first, row) ?? 0, style.number(second, row) ?? 0)
      let isCut = placement.edges(unit.dimensionChannel, row) != nil
      dimension.0 += isCut ? other : one
      dimension.1 += isRanged ? other : one
    }
    let (x, y) = isVertical ? (dimension, value) : (value, dimension)
    return BarBox(
      box: Rect(x: min(x.0, x.1), y: min(y.0, y.1), width: (x.1 - x.0).magnitude, height: (y.1 - y.0).magnitude),
      isForward: isVertical ? y.1 <= y.0 : x.1 >= x.0)
  }

  func rects() -> [FrameItem] {
    each { row in
      guard let rect = rectBox(row) else { return nil }
      let paint = style.paint(row)
      return .shape(
        Shape(.rect(rect, cornerRadius: style.number("cornerRadius") ?? 0), fill: paint.fill, stroke: paint.stroke))
    }
  }

  /// The rectangle of a row.
  func rectBox(_ row: DataRow) -> Rect? {
    guard let x = extent(.x, row), let y = extent(.y, row) else { return nil }
    return Rect(x: min(x.0, x.1), y: min(y.0, y.1), width: (x.1 - x.0).magnitude, height: (y.1 - y.0).magnitude)
  }

  /// Both edges of a rectangle along a channel.
  private func extent(_ channel: Channel, _ row: DataRow) -> (Double, Double)? {
    if placement.isRanged(channel) {
      guard let a = placement.center(channel, row), let b = placement.second(channel, row) else { return nil }
      return (a, b)
    }
    if unit[channel] == nil {
      if let size = style.number(channel == .x ? "width" : "height") {
        let middle = plot.extent(channel) / 2
        return (middle - size / 2, middle + size / 2)
      }
      return (0, plot.extent(channel))
    }
    return breadth(channel, row)
  }

  /// The two ends of a bar along its value.
  private func span(_ channel: Channel, _ row: DataRow) -> (Double, Double)? {
    guard unit[channel] != nil else {
      let size = plot.extent(channel)
      return channel == .y ? (size, 0) : (0, size)
    }
    if placement.scale(channel)?.band != nil, !placement.isRanged(channel) { return breadth(channel, row) }
    if let edges = placement.edges(channel, row), !placement.isRanged(channel) { return edges }
    guard let end = edge(channel, row) else { return nil }
    if placement.isRanged(channel) {
      guard let start = placement.second(channel, row) else { return nil }
      let isPiled = unit[channel]?.stackStart != nil
      let key = channel == .x ? (isPiled ? "xOffset" : "x2Offset") : isPiled ? "yOffset" : "y2Offset"
      let shift = style.number(key) ?? 0
      return (start + shift, end + (style.number(channel == .x ? "xOffset" : "yOffset") ?? 0))
    }
    return (placement.scale(channel)?.base ?? 0, end)
  }

  private func edge(_ channel: Channel, _ row: DataRow) -> Double? { placement.center(channel, row) }

  /// The two sides of a bar across its value.
  func breadth(_ channel: Channel, _ row: DataRow) -> (Double, Double)? {
    guard let bound = unit[channel] else {
      let size = plot.extent(channel)
      if let offsets = placement.offsetScale(channel), offsets.band != nil, let offsetChannel = channel.offset,
        let offsetBound = unit[offsetChannel], offsetBound.hasField
      {
        guard let start = offsets.bandStart(placement.datum(offsetBound, row)) else { return nil }
        return (start, start + offsets.bandwidth)
      }
      let written = thickness(channel, band: size, row) ?? sizeWithoutScale(channel)
      let middle = (placement.center(channel, row) ?? size / 2)
      return (middle - written / 2, middle + written / 2)
    }
    if let secondary = channel.secondary, unit[secondary] != nil {
      guard var a = placement.scale(channel)?.map(placement.datum(bound, row)), var b = placement.second(channel, row)
      else { return nil }
      if bound.spec.bin?.isBinned == true || bound.spec.timeUnit != nil { (a, b) = spaced(a, b) }
      return (a, b)
    }
    if let scale = placement.scale(channel), scale.band != nil {
      guard let start = scale.bandStart(placement.datum(bound, row)) else { return nil }
      if let offsetChannel = channel.offset, let offsetBound = unit[offsetChannel], offsetBound.hasField,
        let offsets = placement.offsetScale(channel)
      {
        let datum = placement.datum(offsetBound, row)
        if offsets.band != nil {
          guard let inner = offsets.bandStart(datum) else { return nil }
          let size = thickness(channel, band: offsets.bandwidth, row) ?? offsets.bandwidth
          let shift = (offsets.bandwidth - size) / 2
          return (start + inner + shift, start + inner + shift + size)
        }
        guard let inner = offsets.map(datum) else { return nil }
        if offsetBound.isUnbinnedQuantitative, unit.mark.type == .bar { return (start + offsets.base, start + inner) }
        let size = thickness(channel, band: scale.bandwidth, row) ?? 5
        return (start + inner - size / 2, start + inner + size / 2)
      }
      let shift = placement.offset(channel, row)
      if scale.model.type == .point {
        let size = thickness(channel, band: 0, row) ?? sizeWithoutScale(channel)
        return (start + shift - size / 2, start + shift + size / 2)
      }
      let size = thickness(channel, band: scale.bandwidth, row) ?? max(0.25, scale.bandwidth)
      let inset = (scale.bandwidth - size) / 2
      return (start + inset + shift, start + inset + size + shift)
    }
    if let edges = placement.edges(channel, row) {
      let band = edges.1 - edges.0
      let (a, b) = edges
      if let size = thickness(channel, band: band.magnitude, row), size != band.magnitude || hasBand(channel) {
        let middle = (a + b) / 2
        return (middle - size / 2, middle + size / 2)
      }
      if let offsetChannel = channel.offset, let offsetBound = unit[offsetChannel], offsetBound.hasField,
        let name = placement.layer.scales[offsetChannel], let model = plot.models[name]
      {
        let (whole, gap) = (unitExtent(channel) ?? band.magnitude, nestedGap)
        let offsets = model.position(whole * gap / 2, whole * (1 - gap / 2), zone: scene.zone)
        guard let inner = offsets.bandStart(placement.datum(offsetBound, row)) else { return nil }
        let start = min(a, b) + inner
        return (start, start + offsets.bandwidth)
      }
      return spaced(a, b)
    }
    guard let middle = placement.center(channel, row) else { return nil }
    let size = thickness(channel, band: 0, row) ?? continuousSize
    return (middle - size / 2, middle + size / 2)
  }

  /// How long a step of the unit of time is along the axis: that which began in January 2001.
  private func unitExtent(_ channel: Channel) -> Double? {
    guard let spec = unit[channel]?.spec.timeUnit, let scale = placement.scale(channel),
      let moment = moment(["year": 2001], zone: scene.zone), let step = spec.cut(moment, zone: scene.zone),
      let a = scale.map(.time(step.start)), let b = scale.map(.time(step.end))
    else { return nil }
    return (b - a).magnitude
  }

  private var nestedGap: Double { scene.config.value("scale", "bandWithNestedOffsetPaddingInner")?.number ?? 0.2 }

  private func hasBand(_ channel: Channel) -> Bool {
    style.property(channel == .x ? "width" : "height")?["band"] != nil
  }

  /// The edges drawn closer by the gap between bins.
  private func spaced(_ a: Double, _ b: Double) -> (Double, Double) {
    let gap = style.number("binSpacing") ?? (unit.mark.type == .bar ? 1 : 0)
    let least = style.number("minBandSize") ?? 0.25
    let width = (b - a).magnitude
    guard gap != 0 else { return (a, b) }
    if width - gap < least {
      let middle = (a + b) / 2
      return (middle - least / 2, middle + least / 2)
    }
    return a < b ? (a + gap / 2, b - gap / 2) : (a - gap / 2, b + gap / 2)
  }

  private var continuousSize: Double {
    scene.config.value(unit.mark.type.rawValue, "continuousBandSize")?.number ?? 5
  }

  private func sizeWithoutScale(_ channel: Channel) -> Double {
    // Without categories the one bar takes the room of a band.
    guard unit[channel] == nil || placement.scale(channel)?.model.type == .point else { return continuousSize }
    let step = scene.config.value("view", "step")?.number ?? 20
    return unit[channel] == nil ? plot.extent(channel) * 0.9 : step - 2
  }

  /// The thickness a channel or property asks for.
  private func thickness(_ channel: Channel, band: Double, _ row: DataRow) -> Double? {
    if unit[.size] != nil, let n = style.number(.size, row) { return n }
    let keys = [channel == .x ? "width" : "height", "size"]
    for key in keys {
      let written = unit.mark.properties[key].map { style.evaluated(placement.constant($0), row) }
      guard let node = written ?? (key == "size" ? nil : style.property(key)) else { continue }
      if let n = node.number { return n }
      if let share = node["band"]?.number, band > 0 { return band * share }
    }
    if unit[channel]?.spec.timeUnit != nil, unit[channel]?.end != nil, placement.scale(channel)?.band == nil, band > 0,
      let share = scene.config.value(in: [unit.mark.type.rawValue, "mark"], "timeUnitBandSize")?.number, share != 1
    {
      return max(0.25, band * share - (style.number("binSpacing") ?? (unit.mark.type == .bar ? 1 : 0)))
    }
    if placement.scale(channel)?.band != nil, let n = style.property("discreteBandSize") {
      if let size = n.number { return size }
      if let share = n["band"]?.number { return band * share }
    }
    return nil
  }
}

/// The rounding of bars.
struct CornerRadii {
  private let all: Double
  private let end: Double
  /// Top left, top right, bottom right, bottom left.
  private let corners: [Double?]

  init(_ style: MarkStyle, _ unit: EncodedUnit) {
    all = style.number("cornerRadius") ?? 0
    end = style.number("cornerRadiusEnd") ?? 0
    corners = ["cornerRadiusTopLeft", "cornerRadiusTopRight", "cornerRadiusBottomRight", "cornerRadiusBottomLeft"].map {
      style.number($0)
    }
  }

  func outline(_ rect: Rect, isVertical: Bool, isForward: Bool) -> Outline {
    guard end > 0 || corners.contains(where: { ($0 ?? 0) > 0 }) else { return .rect(rect, cornerRadius: all) }
    var radii = corners.map { $0 ?? all }
    if end > 0 {
      let ends = isVertical ? (isForward ? [0, 1] : [2, 3]) : (isForward ? [1, 2] : [0, 3])
      for i in ends { radii[i] = end }
    }
    let limit = min(rect.width, rect.height) / 2
    radii = radii.map { min($0, limit) }
    // 0.448 = 1 − 0.552, the share of a corner a quarter circle's control points leave free.
    let k = 0.4477
    let (l, t, r, b) = (rect.minX, rect.minY, rect.maxX, rect.maxY)
    return .path(
      Path([
        .move(Point(l + radii[0], t)), .line(Point(r - radii[1], t)),
        .curve(Point(r - radii[1] * k, t), Point(r, t + radii[1] * k), Point(r, t + radii[1])),
        .line(Point(r, b - radii[2])),
        .curve(Point(r, b - radii[2] * k), Point(r - radii[2] * k, b), Point(r - radii[2], b)),
        .line(Point(l + radii[3], b)),
        .curve(Point(l + radii[3] * k, b), Point(l, b - radii[3] * k), Point(l, b - radii[3])),
        .line(Point(l, t + radii[0])),
        .curve(Point(l, t + radii[0] * k), Point(l + radii[0] * k, t), Point(l + radii[0], t)), .close,
      ]))
  }
}
