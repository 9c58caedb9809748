import Formats
import Frames
import Geometry
import Notation
import OrderedCollections

/// An axis with everything settled: what is drawn where along the plot's edge.
struct Axis {
  var channel: Channel
  var orient: Orient
  var scale: PositionScale
  var ticks: [Tick]
  var title: String
  var look: Look
  var labelAngle: Double
  /// The grid, the axis itself or both.
  var showsGrid: Bool
  var offset: Double

  enum Orient: String, Sendable { case left, right, top, bottom }

  struct Tick {
    var value: DataValue
    var place: Double
    var lines: [String]
    var isHidden = false
    /// The gridline is that of zero.
    var isZero = false
  }

  /// Sizes and colours.
  struct Look {
    var showsLabels: Bool
    var showsTicks: Bool
    var showsDomain: Bool
    var tickSize: Double
    var labelPadding: Double
    var titlePadding: Double
    var label: TextStyle
    var labelColor: Color
    var titleStyle: TextStyle
    var titleColor: Color
    var domainStroke: Stroke
    var tickStroke: Stroke
    var gridStroke: Stroke
    var zeroStroke: Stroke
    var labelLimit: Double
    /// 0 for none.
    var titleLimit: Double
    var titlePlace: TitlePlace
    var isFlush: Bool
  }

  /// Where the title stands, as far as the author says so.
  struct TitlePlace {
    /// `start`, `middle` or `end` of the axis.
    var anchor: String?
    var align: String?
    var baseline: String?
    /// Clockwise, in degrees.
    var angle: Double?
    /// From the corner where the axis starts.
    var x: Double?
    var y: Double?
    var isFree: Bool { x != nil || y != nil }
  }

  var isHorizontal: Bool { orient == .bottom || orient == .top }
}

/// Settles the axes of a plot.
struct AxisResolver {
  let scene: SceneContext
  let plot: PlotFrame
  let layers: [BuiltPlot.Layer]
  /// Which guides the layers share.
  var resolve: Node?

  func axes() -> [Axis] {
    var axes: [Axis] = []
    for channel in [Channel.x, .y] {
      let isApart = resolve?["axis"]?[channel.rawValue]?.string == "independent"
      var sharers: OrderedDictionary<String, [BuiltPlot.Layer]> = [:]
      for (i, layer) in layers.enumerated() {
        guard let name = layer.scales[channel], plot.models[name] != nil else { continue }
        // Points over a line have the axis of the line.
        let own = layer.isOverlay ? sharers.keys.last : isApart ? "\(name)|\(i)" : nil
        sharers[own ?? name, default: []].append(layer)
      }
      for layers in sharers.values {
        let others = axes.filter { $0.channel == channel }.map(\.orient)
        if let axis = axis(channel, layers, others: others) { axes.append(axis) }
      }
    }
    return axes
  }

  private func axis(_ channel: Channel, _ sharers: [BuiltPlot.Layer], others: [Axis.Orient]) -> Axis? {
    guard let name = sharers.first?.scales[channel], let model = plot.models[name] else { return nil }
    let bounds = sharers.compactMap { layer in layer.unit[channel].map { (layer, $0) } }
    let drawn = bounds.filter { bound in
      if case .value = bound.1.binding { return false }
      return bound.1.spec.node["axis"].map { !$0.isNull } ?? true
    }
    guard !drawn.isEmpty else { return nil }
    // Layers of one view often have an axis in common.
    var nodes: [Node] = []
    for node in drawn.compactMap({ $0.1.spec.node["axis"] }) where nodes.last != node { nodes.append(node) }
    let written = nodes.lazy.compactMap { $0["orient"]?.string.flatMap(Axis.Orient.init) }.first
    let sides: (first: Axis.Orient, second: Axis.Orient) = channel == .x ? (.bottom, .top) : (.left, .right)
    let isCrowded = others.count { $0 == sides.first } > others.count { $0 == sides.second }
    let orient = written ?? (isCrowded ? sides.second : sides.first)
    let lookup = AxisLookup(
      scene: scene, nodes: nodes, blocks: AxisLookup.blocks(channel, orient, model))
    if lookup.node("disable")?.bool == true { return nil }
    guard let scale = sharers.first.flatMap({ plot.position(channel, $0) }) else { return nil }
    let isDiscrete = model.type.isDiscrete
    var grid = lookup.node("grid")?.bool ?? (!isDiscrete && !model.isBinned)
    if scene.habits.gridAcrossValuesOnly, lookup.written("grid") == nil, grid {
      // Where one axis has categories or time, only the other one measures values.
      let other = plot.models.values.contains {
        $0.channel != channel && $0.channel.isPosition && ($0.type.isDiscrete || $0.type.isTime || $0.isBinned)
      }
      grid = !(model.type.isTime || (channel == .x && !other)) || other && !model.type.isTime
    }
    let angle: Double
    if let node = lookup.node("labelAngle")?.number {
      angle = node
    } else if channel == .x, isDiscrete, !scene.habits.wrapsLabels,
      drawn.contains(where: { $0.1.type.isDiscrete && $0.1.spec.timeUnit == nil })
    {
      angle = 270
    } else {
      angle = 0
    }
    if scene.habits.fitsFrame, channel == .y {
      // The title stands above the axis.
      for key in ["titleAngle", "titleX", "titleY"] {
        guard let node = drawn.lazy.compactMap({ $0.1.spec.node["axis"]?[key] }).first, !node.isNull else { continue }
        scene.passNotes.append(Message.unsupported("“\(key)” of a vertical axis in this theme", at: node))
      }
    }
    var title = AxisTitles.title(drawn.map { ($0.0.unit, $0.1) }, bounds: bounds.map { ($0.0.unit, $0.1) })
    if let configured = lookup.configuredTitle, !drawn.contains(where: { $0.1.hasWrittenTitle }) {
      title = configured.scalarText ?? ""
    }
    var axis = Axis(
      channel: channel, orient: orient, scale: scale, ticks: [], title: title,
      look: lookup.look(isFlush: !isDiscrete && channel == .x),
      labelAngle: angle, showsGrid: grid, offset: lookup.node("offset")?.number ?? 0)
    axis.ticks = ticks(scale, lookup, drawn.map(\.1), channel)
    AxisFitting(scene: scene, plot: plot).fit(&axis, overlaps: lookup.node("labelOverlap"))
    if let mark = scene.config.value("lineBreak")?.string, !mark.isEmpty {
      for i in axis.ticks.indices { axis.ticks[i].lines = axis.ticks[i].lines.flatMap { $0.lines(brokenAt: mark) } }
    }
    return axis
  }

  private func ticks(_ scale: PositionScale, _ lookup: AxisLookup, _ bounds: [EncodedChannel], _ channel: Channel)
    -> [Axis.Tick]
  {
    let model = scale.model
    let size = plot.extent(channel)
    let labels = Labels(scene: scene)
    var format = lookup.node("format")?.string
    if format == nil,
      layers.contains(where: { $0.unit.stack?.offset == .normalize && $0.unit.stack?.channel == channel })
    {
      format = ".0%"
    }
    if format == nil, model.type == .log { format = scene.config.value("numberFormat")?.string ?? "," }
    let expression = lookup.node("labelExpr")
    var values: [DataValue] = []
    var text: (DataValue) -> String = { $0.plainText }
    let unit = bounds.lazy.compactMap { $0.spec.timeUnit }.first
    let utc = unit?.isUTC == true || model.type == .utc
    let resolver = ScaleResolver(scene: scene)
    if let written = lookup.node("values")?.sequence {
      values = written.map { resolver.value(of: $0, in: model) }
    }
    if let band = scale.band {
      if values.isEmpty { values = band.domain }
      let bound = bounds[0]
      text = { value in
        if case .time(let t) = value {
          if format == nil, unit == nil, lookup.node("formatType")?.string == "time",
            let general = try? TimeLabels(locale: scene.locale, zone: utc ? .utc : scene.zone)
          {
            return general.text(t)
          }
          guard let specifier = format ?? unit?.format ?? (bound.type == .temporal ? "%b %d, %Y" : nil) else {
            return labels.scriptDate(t)
          }
          return labels.moment(t, specifier, utc: utc)
        }
        if bound.isBinned, let bins = bound.column.flatMap({ scene.bins[$0] }), let n = value.asNumber {
          return "\(labels.ungrouped(n)) – \(labels.ungrouped(n + bins.step))"
        }
        if let format, let n = value.asNumber {
          return format.contains("%") && (model.isTemporal || lookup.node("formatType")?.string == "time")
            ? labels.moment(n, format, utc: utc) : labels.number(n, format)
        }
        return value.plainText
      }
    } else if let continuous = scale.continuous {
      var count = lookup.node("tickCount")?.number
      let small = unit.map { [[.month], [.hours], [.day], [.quarter]].contains($0.parts) } ?? false
      if count == nil, model.type != .log, !small {
        count = (size / (model.isBinned ? 10 : 40)).rounded(.up)
        if scene.habits.fitsFrame { count = min(max(2, count ?? 5), channel == .x ? 6 : 5) }
      }
      let minimumStep =
        lookup.node("tickMinStep")?.number
        ?? (format == "d" ? 1 : unit.flatMap { unit in unit.shortest.map { $0 / unit.step } })
      if let least = minimumStep, least > 0, let a = continuous.domain.first, let b = continuous.domain.last {
        var most = min(count ?? 10, max(1, ((b - a).magnitude / least).rounded(.down)))
        if !model.type.isTime {
          while most > 1, Ticks.step(a, b, count: most).magnitude < least * (1 - 1e-9) { most -= 1 }
        }
        count = most
      }
      if values.isEmpty {
        if let bins = writtenBins(model) {
          values = bins.map { .number($0) }
        } else if model.isBinned, !model.boundaries.isEmpty,
          let bins = bounds.lazy.compactMap({ $0.column.flatMap { scene.bins[$0] } }).first
        {
          values = bins.boundaries.map { .number($0) }
        } else if let step = bounds.lazy.compactMap({ $0.spec.bin?.isBinned == true ? $0.spec.bin : nil }).first?
          .parameters["step"]?.number, step > 0, let a = continuous.domain.first, let b = continuous.domain.last,
          (b - a).magnitude / step < 1_000
        {
          values = stride(from: min(a, b), through: max(a, b) + step * 1e-9, by: step).map { .number($0) }
        } else if let step = lookup.node("tickCount").flatMap(CalendarInterval.init),
          let moments = interval(step, continuous)
        {
          values = moments.map { .time($0) }
        } else {
          values = continuous.ticks(count: count ?? 10).map { model.type.isTime ? .time($0) : .number($0) }
        }
      }
      if model.type.isTime {
        if let specifier = format ?? unit?.format {
          text = { labels.moment($0.asNumber ?? 0, specifier, utc: utc) }
        } else if let format = try? TimeLabels(locale: scene.locale, zone: utc ? .utc : scene.zone) {
          text = { format.text($0.asNumber ?? 0) }
        }
      } else if lookup.node("formatType")?.string == "time" || unit != nil, let format = format ?? unit?.format {
        text = { labels.moment($0.asNumber ?? 0, format, utc: utc) }
      } else {
        let specifier = format ?? scene.config.value("numberFormat")?.string
        if let write = try? continuous.tickFormat(count: count ?? 10, specifier: specifier, locale: scene.locale) {
          text = { write($0.asNumber ?? 0) }
        }
      }
    }
    return values.enumerated().compactMap { i, value in
      guard let place = scale.map(value), place.isFinite, place >= -0.5, place <= size + 0.5 else { return nil }
      let plain = text(value)
      let share = Double(i) / Double(max(1, values.count - 1))
      let shown = expression.flatMap { labels.label($0, value: value, text: plain, index: share) } ?? plain
      return Axis.Tick(
        value: value, place: place, lines: [shown],
        isZero: value.asNumber == 0 && !model.type.isTime && !model.type.isDiscrete)
    }
  }

  /// The edges of bins that the author wrote for a scale: a list, or `{start, stop, step}`.
  private func writtenBins(_ model: ScaleModel) -> [Double]? {
    guard let node = model.properties["bins"] else { return nil }
    if let list = node.sequence { return list.compactMap(\.number) }
    guard let step = node["step"]?.number, step > 0 else { return nil }
    let (low, high) = (model.numbers.min() ?? 0, model.numbers.max() ?? 0)
    let (start, stop) = (node["start"]?.number ?? low, node["stop"]?.number ?? high)
    guard (stop - start) / step < 1_000 else { return nil }
    return Array(stride(from: start, through: stop + step * 1e-9, by: step))
  }

  private func interval(_ interval: CalendarInterval, _ scale: ContinuousScale) -> [Double]? {
    guard case .time(let zone) = scale.kind, let a = scale.domain.first, let b = scale.domain.last,
      (b - a).magnitude / interval.duration < 5_000
    else { return nil }
    return interval.moments(from: min(a, b), through: max(a, b), zone: zone)
  }
}

extension CalendarInterval {
  /// An interval as written: `month`, or `{interval: month, step: 3}`.
  init?(_ node: Node) {
    let names: [String: Unit] = [
      "millisecond": .millisecond, "second": .second, "minute": .minute, "hour": .hour, "day": .day, "week": .week,
      "month": .month, "year": .year,
    ]
    guard let unit = (node.string ?? node["interval"]?.string).flatMap({ names[$0] }) else { return nil }
    self.init(unit, step: Int(min(max(node["step"]?.number ?? 1, 1), 1e6)))
  }
}

extension EncodedChannel {
  /// The title the author wrote for the axis or the channel.
  var writtenTitle: Node? { spec.node["axis"]?["title"] ?? spec.node["title"] }
  var hasWrittenTitle: Bool { writtenTitle != nil }
}

/// Titles of axes and legends from the fields they show.
enum AxisTitles {
  static func title(
    _ drawn: [(EncodedUnit, EncodedChannel)], bounds: [(EncodedUnit, EncodedChannel)]
  ) -> String {
    var explicit: [String] = []
    var implied: [String] = []
    func add(_ text: String, to list: inout [String]) { if !text.isEmpty, !list.contains(text) { list.append(text) } }
    var isSilenced = false
    for (unit, bound) in drawn {
      if let node = bound.writtenTitle {
        let text = node.sequence?.compactMap(\.scalarText).joined(separator: " ") ?? node.scalarText ?? ""
        if text.isEmpty { isSilenced = true }
        add(text, to: &explicit)
        continue
      }
      if !bound.isUntitled { add(bound.title, to: &implied) }
      if let secondary = bound.channel.secondary, let second = unit[secondary], second.hasField, !second.isUntitled {
        add(second.title, to: &implied)
      }
    }
    if !explicit.isEmpty { return explicit.joined(separator: ", ") }
    return isSilenced ? "" : implied.joined(separator: ", ")
  }
}
