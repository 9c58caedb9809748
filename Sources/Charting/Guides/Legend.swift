import Formats
import Frames
import Geometry
import Notation

/// A legend: entries with symbols, or a gradient with labels.
struct Legend {
  var title: String
  var entries: [Entry] = []
  /// A ramp with labels at fractions of its length.
  var gradient: [GradientStop] = []
  var gradientLabels: [(fraction: Double, text: String)] = []
  var lookup: LegendLookup
  var key: String
  var hasWrittenTitle = false
  /// Says how many entries are not shown.
  var more: String?
  /// Of a ramp.
  var length = 200.0
  /// Whether colours are shown in a ramp or in boxes side by side.
  var isGradient = false
  /// The first channel and its scale.
  var channel = Channel.color
  var model: ScaleModel?

  struct Entry {
    var label: String
    var symbol: Shape
    var value: DataValue = .null
    /// What lies over the symbol, such as a hatch.
    var details: [Shape] = []
  }
}

extension Legend {
  /// Takes over what a further channel shows of the same field.
  mutating func merge(_ other: Legend, _ channel: Channel) {
    if other.hasWrittenTitle, !hasWrittenTitle {
      title = other.title
      hasWrittenTitle = true
    } else if hasWrittenTitle == other.hasWrittenTitle, !other.title.isEmpty, other.title != title,
      !title.split(separator: ", ").contains(Substring(other.title))
    {
      title = title.isEmpty ? other.title : "\(title), \(other.title)"
    }
    guard channel == .shape || channel == .size else { return }
    let looks = entries
    if channel == .size || entries.isEmpty { entries = other.entries }
    for i in entries.indices where i < looks.count && i < other.entries.count {
      entries[i].symbol = looks[i].symbol
      entries[i].symbol.outline = other.entries[i].symbol.outline
    }
  }
}

/// Finds the properties of a legend.
struct LegendLookup {
  let scene: SceneContext
  let node: Node?

  func value(_ key: String) -> Node? { node?[key] ?? scene.config.value("legend", key) }
  func number(_ key: String, _ standard: Double) -> Double { value(key)?.number ?? standard }
  func color(_ key: String, _ standard: Color) -> Color { value(key)?.string.flatMap { Color(css: $0) } ?? standard }

  func style(_ prefix: String, size: Double, weight: Int) -> TextStyle {
    TextStyle(
      family: value("\(prefix)Font")?.string ?? scene.config.value("font")?.string ?? "sans-serif",
      size: number("\(prefix)FontSize", size), weight: value("\(prefix)FontWeight").map { fontWeight($0) } ?? weight)
  }
}

/// Settles the legends of a plot: one for each field that a colour, shape, size or opacity stands for.
struct LegendResolver {
  let scene: SceneContext
  let plot: PlotFrame
  let layers: [BuiltPlot.Layer]
  /// The scales to explain; nil for all.
  var only: Set<String>?
  /// Scales that are explained elsewhere.
  var except: Set<String> = []

  func legends() -> [Legend] {
    var legends: [Legend] = []
    var seen: [String] = []
    for channel in [
      Channel.color, .fill, .stroke, .shape, .size, .opacity, .strokeDash, .strokeWidth, .fillOpacity, .strokeOpacity,
    ] {
      for layer in layers {
        guard let name = layer.scales[channel], !seen.contains(name), let model = plot.models[name],
          let bound = layer.unit[channel], bound.hasField || bound.isDatum
        else { continue }
        let uses = layers.filter { $0.scales[channel] == name }.compactMap { $0.unit[channel] }
        let nodes = uses.compactMap { $0.spec.node["legend"] }
        seen.append(name)
        if except.contains(name) || only.map({ !$0.contains(name) }) == true { continue }
        if !nodes.isEmpty, nodes.allSatisfy(\.isNull) { continue }
        if nodes.isEmpty, channel.isColor, isNamedDirectly(name, channel) { continue }
        if scene.config.value("legend", "disable")?.bool == true { continue }
        let titles = uses.map {
          ($0.spec.node["legend"]?["title"] ?? $0.spec.node["title"]).map { $0.scalarText ?? "" }
            ?? ($0.isUntitled ? "" : $0.title)
        }
        var title = ""
        for text in titles
        where !text.isEmpty && !title.split(separator: ", ").contains(Substring(text)) && title != text {
          title += title.isEmpty ? text : ", \(text)"
        }
        let written = nodes.lazy.compactMap({ $0["title"] }).first
        if let written {
          title = written.sequence?.compactMap(\.scalarText).joined(separator: " ") ?? written.scalarText ?? ""
        }
        let isGradient =
          channel.isColor && !model.type.isDiscrete
          && nodes.lazy.compactMap({ $0["type"]?.string }).first != "symbol"
        let scope = name.dropFirst(channel.rawValue.count)
        let key = "\(bound.column ?? "|\(title)")|\(scope)"
        // Two ramps stay two; a ramp and symbols of one field become symbols.
        let orient = nodes.lazy.compactMap { $0["orient"]?.string }.first
        let same = legends.firstIndex {
          $0.key == key && !(isGradient && $0.isGradient)
            && (orient == nil || $0.lookup.node?["orient"] == nil || $0.lookup.node?["orient"]?.string == orient)
        }
        let node = nodes.first { $0.mapping != nil } ?? same.flatMap { legends[$0].lookup.node }
        let lookup = LegendLookup(scene: scene, node: node)
        var legend = Legend(
          title: title, lookup: lookup, key: key,
          hasWrittenTitle: written != nil || uses.contains { $0.spec.node["title"] != nil })
        legend.isGradient = isGradient
        legend.length = lookup.number("gradientLength", gradientLength(legend))
        fill(&legend, channel, layer, model, bound)
        if let i = same {
          if legends[i].isGradient {
            legend.entries = colored(legend.entries, layer, legends[i].channel, legends[i].model)
            legends[i].entries = legend.entries
            legends[i].gradient = []
            legends[i].gradientLabels = []
            legends[i].isGradient = false
          }
          legends[i].merge(legend, channel)
          continue
        }
        legend.channel = channel
        legend.model = model
        if !legend.entries.isEmpty || !legend.gradient.isEmpty { legends.append(legend) }
      }
    }
    for i in legends.indices { relabel(&legends[i]) }
    if let status = statusLegend() { legends.append(status) }
    return legends
  }

  /// Labels as the author's expression makes them, no longer than the author allows.
  private func relabel(_ legend: inout Legend) {
    defer {
      let label = legend.lookup.style("label", size: 10, weight: 400)
      let limit = legend.lookup.number("labelLimit", scene.habits.fitsFrame ? 0 : 160)
      for i in legend.entries.indices {
        legend.entries[i].label = scene.elided(legend.entries[i].label, to: limit, label)
      }
      legend.title = scene.elided(
        legend.title, to: legend.lookup.number("titleLimit", scene.habits.fitsFrame ? 0 : 180),
        legend.lookup.style("title", size: 11, weight: 700))
    }
    if let expression = legend.lookup.value("labelExpr") {
      let labels = Labels(scene: scene)
      for (i, entry) in legend.entries.enumerated() {
        let text = labels.label(expression, value: entry.value, text: entry.label, index: Double(i))
        legend.entries[i].label = text ?? entry.label
      }
    }
    if let more = legend.more, let symbol = legend.entries.last?.symbol {
      legend.entries.append(Legend.Entry(label: more, symbol: Shape(symbol.outline)))
    }
  }

  /// Whether lines bear the names that the legend would explain.
  private func isNamedDirectly(_ name: String, _ channel: Channel) -> Bool {
    layers.contains { layer in
      guard layer.scales[channel] == name, let plan = LabelPlan(layer, scene: scene), !plan.hidesName,
        [.line, .trail, .area, .arc].contains(layer.unit.mark.type)
      else { return false }
      let shown = plan.field ?? layer.unit.groupingColumns.first
      return shown == layer.unit[channel]?.column
    }
  }

  private func text(_ value: DataValue, _ bound: EncodedChannel, _ lookup: LegendLookup) -> String {
    let labels = Labels(scene: scene)
    let format = lookup.value("format")?.string
    switch value {
    case .time(let t):
      return labels.moment(
        t, format ?? bound.spec.timeUnit?.format ?? "%b %d, %Y", utc: bound.spec.timeUnit?.isUTC ?? false)
    case .number(let n):
      if bound.isBinned, let bins = bound.column.flatMap({ scene.bins[$0] }) {
        return "\(Labels(scene: scene).ungrouped(n)) – \(Labels(scene: scene).ungrouped(n + bins.step))"
      }
      if let format { return labels.number(n, format) }
      return Labels(scene: scene).ungrouped(n)
    default: return value.plainText
    }
  }

  private func fill(
    _ legend: inout Legend, _ channel: Channel, _ layer: BuiltPlot.Layer, _ model: ScaleModel, _ bound: EncodedChannel
  ) {
    let style = MarkStyle(Placement(plot, layer))
    let chosen = legend.lookup.value("values")?.sequence?.map {
      ScaleResolver(scene: scene).value(of: $0, in: model)
    }
    if channel.isColor {
      let paint = PaintScale(model, scene: scene)
      if model.type.isDiscrete {
        for value in limited(chosen ?? model.values, &legend) {
          let color = paint.color(value) ?? Color(hex: 0x888888)
          legend.entries.append(
            Legend.Entry(
              label: text(value, bound, legend.lookup), symbol: symbol(layer, style, channel, color), value: value))
        }
      } else if legend.isGradient, !scene.habits.fitsFrame, let classes = paint.legendClasses, !classes.colors.isEmpty {
        boxes(&legend, classes, model)
      } else if let classes = paint.legendClasses, !classes.colors.isEmpty {
        let write = classLabels(model, classes.thresholds, bound, legend.lookup)
        for (i, color) in classes.colors.enumerated() {
          legend.entries.append(
            Legend.Entry(label: i < write.count ? write[i] : "", symbol: symbol(layer, style, channel, color)))
        }
      } else {
        let scale = model.continuous([0, 1], zone: scene.zone)
        let length = legend.length
        let standardCount = legend.isGradient ? max(2, 2 * (length / 100).rounded(.down)) : 10
        let count = legend.lookup.value("tickCount")?.number ?? standardCount
        var ticks = chosen?.compactMap(\.asNumber) ?? scale.ticks(count: count)
        if bound.isBinned, chosen == nil, let bins = bound.column.flatMap({ scene.bins[$0] }) {
          ticks = bins.boundaries
        }
        if ticks.count < 3, chosen == nil, legend.isGradient {
          ticks = [model.numbers.first ?? 0, model.numbers.last ?? 1]
        }
        let standard = model.type == .log ? scene.config.value("numberFormat")?.string ?? "," : nil
        let specifier = legend.lookup.value("format")?.string ?? standard
        let write = try? scale.tickFormat(count: count, specifier: specifier, locale: scene.locale)
        func label(_ tick: Double) -> String {
          model.type.isTime
            ? text(.time(tick), bound, legend.lookup) : write.map { $0(tick) } ?? Labels(scene: scene).ungrouped(tick)
        }
        if legend.isGradient { legend.gradient = paint.stops(20) }
        for tick in ticks where paint.fraction(tick) >= -1e-9 && paint.fraction(tick) <= 1 + 1e-9 {
          if legend.isGradient {
            legend.gradientLabels.append((paint.fraction(tick), label(tick)))
          } else {
            let color = paint.color(.number(tick)) ?? Color(hex: 0x888888)
            legend.entries.append(
              Legend.Entry(label: label(tick), symbol: symbol(layer, style, channel, color), value: .number(tick)))
          }
        }
      }
      return
    }
    var values: [DataValue]
    let lookup = legend.lookup
    var write: (DataValue) -> String = { self.text($0, bound, lookup) }
    if model.type.isDiscrete {
      values = model.values
    } else if model.type.isContinuous, bound.isBinned, let bins = bound.column.flatMap({ scene.bins[$0] }) {
      let write = edgeLabel(model, [], lookup)
      for (low, high) in zip(bins.boundaries, bins.boundaries.dropFirst()) {
        legend.entries.append(
          Legend.Entry(
            label: "\(write(low)) – \(write(high))",
            symbol: entrySymbol(channel, layer, style, model, .number((low + high) / 2))))
      }
      return
    } else if model.type.isContinuous {
      let scale = model.continuous([0, 1], zone: scene.zone)
      let count = lookup.value("tickCount")?.number ?? 5
      values = scale.ticks(count: count).filter { channel != .size || $0 != 0 || !scene.habits.fitsFrame }.map {
        .number($0)
      }
      if let format = try? scale.tickFormat(
        count: count, specifier: lookup.value("format")?.string, locale: scene.locale)
      {
        write = { format($0.asNumber ?? 0) }
      }
    } else {
      let thresholds: [Double]
      switch model.type {
      case .quantile: thresholds = ThresholdScale.quantile(model.numbers, classes: classCount(model)).thresholds
      case .threshold: thresholds = model.numbers
      default:
        thresholds =
          ThresholdScale.quantize(model.numbers.first ?? 0, model.numbers.last ?? 1, classes: classCount(model))
          .thresholds
      }
      let labels = classLabels(model, thresholds, bound, legend.lookup)
      let low = (thresholds.first ?? 0) - 1
      for (i, edge) in ([low] + thresholds).enumerated() {
        legend.entries.append(
          Legend.Entry(label: labels[i], symbol: entrySymbol(channel, layer, style, model, .number(edge))))
      }
      return
    }
    if let chosen { values = chosen }
    for value in limited(values, &legend) {
      legend.entries.append(
        Legend.Entry(label: write(value), symbol: entrySymbol(channel, layer, style, model, value), value: value))
    }
  }

  /// How long a ramp is where the author does not say.
  private func gradientLength(_ legend: Legend) -> Double {
    guard legend.isAcross else { return min(max(plot.height, 64), 200) }
    return ["top", "bottom"].contains(legend.orient) ? min(max(plot.width, 100), 200) : 100
  }

  /// As many values as a legend shows; how many more there are is said in a last entry.
  private func limited(_ values: [DataValue], _ legend: inout Legend) -> ArraySlice<DataValue> {
    let limit = Int(min(max(legend.lookup.number("symbolLimit", 30), 0), 10_000))
    guard limit > 0, values.count > limit else { return values[...] }
    legend.more = scene.words.moreEntries(values.count - limit + 1)
    return values.prefix(limit - 1)
  }

  /// Boxes of the colours side by side, labelled where one meets the next.
  private func boxes(_ legend: inout Legend, _ classes: (thresholds: [Double], colors: [Color]), _ model: ScaleModel) {
    let count = Double(classes.colors.count)
    for (i, color) in classes.colors.enumerated() {
      legend.gradient.append(GradientStop(offset: Double(i) / count, color: color))
      legend.gradient.append(GradientStop(offset: Double(i + 1) / count, color: color))
    }
    let write = edgeLabel(model, classes.thresholds, legend.lookup)
    for (i, edge) in classes.thresholds.enumerated() {
      legend.gradientLabels.append((Double(i + 1) / count, write(edge)))
    }
  }

  /// The entries in the colours that another scale gives their values.
  private func colored(_ entries: [Legend.Entry], _ layer: BuiltPlot.Layer, _ channel: Channel, _ model: ScaleModel?)
    -> [Legend.Entry]
  {
    guard let model else { return entries }
    let paint = PaintScale(model, scene: scene)
    let style = MarkStyle(Placement(plot, layer))
    return entries.map { entry in
      guard let color = paint.color(entry.value) else { return entry }
      var copy = entry
      copy.symbol = symbol(layer, style, channel, color)
      copy.symbol.outline = entry.symbol.outline
      return copy
    }
  }

  private func classCount(_ model: ScaleModel) -> Int {
    let written = model.properties["range"]?.sequence?.count ?? 0
    return written > 2 ? written : 4
  }

  /// Writes the edges of classes with as many decimals as a thirtieth of the closest of them needs.
  private func edgeLabel(_ model: ScaleModel, _ thresholds: [Double], _ lookup: LegendLookup) -> (Double) -> String {
    if let format = lookup.value("format")?.string { return { Labels(scene: scene).number($0, format) } }
    if model.type == .threshold { return { Labels(scene: scene).ungrouped($0) } }
    if model.isBinned {
      let ends = model.boundaries.isEmpty ? model.numbers : model.boundaries
      let scale = ContinuousScale(.linear, domain: [ends.first ?? 0, ends.last ?? 1])
      let write = try? scale.tickFormat(
        count: 5, specifier: scene.config.value("numberFormat")?.string, locale: scene.locale)
      return { n in write.map { $0(n) } ?? Labels(scene: scene).ungrouped(n) }
    }
    let edges = model.type == .quantile ? thresholds : [model.numbers.first ?? 0, model.numbers.last ?? 1]
    let closest = zip(edges, edges.dropFirst()).map { $1 - $0 }.min() ?? edges.first ?? 1
    let write = try? ContinuousScale(.linear, domain: [0, closest]).tickFormat(count: 30, locale: scene.locale)
    return { n in write.map { $0(n) } ?? Labels(scene: scene).ungrouped(n) }
  }

  /// Labels of classes: below the first edge, between edges, from the last on.
  private func classLabels(
    _ model: ScaleModel, _ thresholds: [Double], _ bound: EncodedChannel, _ lookup: LegendLookup
  ) -> [String] {
    let plain = edgeLabel(model, thresholds, lookup)
    if model.isBinned, model.boundaries.count > 1 {
      return zip(model.boundaries, model.boundaries.dropFirst()).map { "\(plain($0)) – \(plain($1))" }
    }
    guard let first = thresholds.first, let last = thresholds.last else { return ["all"] }
    return ["< \(plain(first))"] + zip(thresholds, thresholds.dropFirst()).map { "\(plain($0)) – \(plain($1))" }
      + ["≥ \(plain(last))"]
  }

  private func entrySymbol(
    _ channel: Channel, _ layer: BuiltPlot.Layer, _ style: MarkStyle, _ model: ScaleModel, _ value: DataValue
  ) -> Shape {
    var shape = symbol(layer, style, channel, .black)
    switch channel {
    case .shape:
      shape.outline = symbolOutline(
        ShapeScale(model).shape(value), at: .zero,
        size: LegendLookup(scene: scene, node: nil).number("symbolSize", 100))
    case .size:
      let size = NumberScale(model, range: style.sizeRange, scene: scene).number(value) ?? 30
      if [.point, .circle, .square].contains(layer.unit.mark.type) {
        shape.outline = symbolOutline(style.shape(.empty), at: .zero, size: min(size, 900))
      }
    default: break
    }
    return shape
  }

  /// The symbol of an entry, about the origin.
  private func symbol(_ layer: BuiltPlot.Layer, _ style: MarkStyle, _ channel: Channel, _ color: Color) -> Shape {
    let size = LegendLookup(scene: scene, node: nil).number("symbolSize", 100)
    let mark = layer.unit.mark.type
    let isLine = [.line, .rule, .trail].contains(mark)
    let name =
      isLine ? "stroke" : [.bar, .rect, .area, .arc, .square, .tick, .text].contains(mark) ? "square" : "circle"
    let outline = symbolOutline(name, at: .zero, size: size)
    let isFill = channel == .fill || (channel == .color && style.isFilled) || (!channel.isColor && style.isFilled)
    if isLine || !isFill { return Shape(outline, stroke: Stroke(.color(color), width: isLine ? 2 : 1.5)) }
    return Shape(outline, fill: .color(color))
  }
}

extension EncodedChannel {
  /// Whether the channel shows one value given in the specification.
  var isDatum: Bool {
    if case .datum = binding { true } else { false }
  }
}
