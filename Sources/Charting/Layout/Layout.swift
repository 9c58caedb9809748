import Diagnostics
import Formats
import Frames
import Geometry
import Notation

/// A drawn view: its plot area starts at the origin, its decoration reaches beyond by the insets.
struct Block {
  var size: Size
  var insets: Insets
  var items: [FrameItem]

  /// The area it covers.
  var bounds: Rect {
    Rect(
      x: -insets.left, y: -insets.top, width: size.width + insets.left + insets.right,
      height: size.height + insets.top + insets.bottom)
  }
}

/// Which edges of a plot carry axes: cells of a facet leave them to the outer ones.
struct AxisEdges {
  var x = true
  var y = true
  /// The title of the value axis is drawn once for all cells.
  var verticalTitles = true
}

/// Gives plots their sizes and draws them with their axes.
struct PlotLayout {
  let scene: SceneContext
  let models: [String: ScaleModel]

  /// The size a view asks for.
  func size(_ plot: BuiltPlot) -> Size {
    Size(length(.x, plot), length(.y, plot))
  }

  private func length(_ channel: Channel, _ plot: BuiltPlot) -> Double {
    let node = channel == .x ? plot.view.width : plot.view.height
    if let n = node?.number, n >= 0 { return min(n, 20_000) }
    let names = plot.layers.compactMap { $0.scales[channel] }
    let model = names.lazy.compactMap { models[$0] }.first
    let continuous = scene.config.value("view", channel == .x ? "continuousWidth" : "continuousHeight")?.number ?? 300
    if node?.string == "container" { return continuous }
    let hasPolar = plot.layers.contains {
      $0.unit.mark.type == .arc || $0.unit[.theta] != nil || $0.unit[.radius] != nil
    }
    let hasGeo = plot.layers.contains { $0.unit.mark.type == .geoshape || $0.unit[.latitude] != nil }
    let discrete = scene.config.value("view", channel == .x ? "discreteWidth" : "discreteHeight")
    let step = node?["step"]?.number ?? discrete?["step"]?.number ?? scene.config.value("view", "step")?.number ?? 20
    guard let model else {
      if hasPolar || hasGeo { return continuous }
      return node?["step"]?.number ?? discrete?.number ?? step
    }
    guard model.type.isDiscrete else { return continuous }
    // Without a single category there is still a plot to say so in.
    if model.extent(step: step) <= 0 { return 3 * step }
    if node?["step"] == nil, let n = discrete?.number { return n }
    if node == nil, channel == .x, scene.habits.wrapsLabels, let wide = labelStep(model, plot), wide > step {
      return min(model.extent(step: wide), 20_000)
    }
    if let offset = offsetModel(channel, plot), offset.type.isDiscrete,
      node?["step"] == nil || node?["for"]?.string != "position"
    {
      let band = offset.extent(step: step)
      return model.extent(step: band / max(0.01, 1 - model.paddingInner))
    }
    return min(model.extent(step: step), 20_000)
  }

  /// The step that the names of vertical bars need.
  private func labelStep(_ model: ScaleModel, _ plot: BuiltPlot) -> Double? {
    guard model.type == .band, model.values.count <= 24, offsetModel(.x, plot) == nil else { return nil }
    let nodes = plot.layers.compactMap { $0.unit[.x]?.spec.node["axis"] }
    guard !nodes.contains(where: { $0.isNull || $0["labelAngle"] != nil || $0["labels"]?.bool == false }) else {
      return nil
    }
    let names = model.values.compactMap { value in
      if case .string(let text) = value { text } else { nil }
    }
    guard names.contains(where: { $0.contains(where: \.isLetter) }) else { return nil }
    let frame = PlotFrame(scene: scene, width: 0, height: 0, models: [:])
    let style = AxisLookup(scene: scene, nodes: nodes, blocks: AxisLookup.blocks(.x, .bottom, model))
      .style("label", size: 10, weight: 400)
    return AxisFitting(scene: scene, plot: frame).step(for: names, style)
  }

  private func offsetModel(_ channel: Channel, _ plot: BuiltPlot) -> ScaleModel? {
    guard let offset = channel.offset else { return nil }
    let model = plot.layers.lazy.compactMap { $0.scales[offset] }.compactMap { models[$0] }.first
    return model?.type.isDiscrete == true ? model : nil
  }

  /// Draws a plot at a size.
  func draw(_ built: BuiltPlot, size: Size, edges: AxisEdges) -> Block {
    var plot = PlotFrame(scene: scene, width: size.width, height: size.height, models: models)
    plot.projection = built.projection(size, config: scene.config)
    var axes = AxisResolver(scene: scene, plot: plot, layers: built.layers, resolve: built.view.resolve).axes()
    if !edges.verticalTitles { for i in axes.indices where !axes[i].isHorizontal { axes[i].title = "" } }
    let drawing = AxisDrawing(scene: scene, width: size.width, height: size.height)
    var insets = Insets()
    var back: [FrameItem] = [background(built, size)]
    back += axes.compactMap { drawing.grid($0) }
    let drawn = built.layers.map { MarkDrawing(plot, $0).group() }
    let hasGrid = axes.contains { $0.showsGrid }
    var marks = built.layers.indices.map { i -> FrameItem in
      let layer = built.layers[i]
      var group = drawn[i]
      if scene.habits.fitsFrame, hasGrid, layer.unit.mark.type == .text {
        group.items = Grounding(measurer: scene.context.measurer, ground: scene.ground, others: drawn).grounded(
          group.items)
      }
      // Values outside a domain the author set do not leave the plot.
      if scene.habits.fitsFrame, layer.unit.mark.type != .text, isCut(layer) {
        group.clip = Rect(x: 0, y: 0, width: size.width, height: size.height)
      }
      return .group(group)
    }
    var labeling = Labeling(scene: scene, plot: plot, layers: built.layers)
    if var labels = labeling.group(over: drawn) {
      if hasGrid {
        labels.items = Grounding(measurer: scene.context.measurer, ground: scene.ground, others: drawn).grounded(
          labels.items)
      }
      marks.append(.group(labels))
    }
    var reach = Overhang(measurer: scene.context.measurer)
    for case .group(let group) in marks where group.clip == nil { reach.add(.group(group)) }
    reach.widen(&insets, size: size)
    var front: [FrameItem] = []
    var above: [FrameItem] = []
    for axis in axes {
      guard axis.isHorizontal ? edges.x : edges.y else { continue }
      let (item, extent) = drawing.axis(axis)
      front.append(item)
      switch axis.orient {
      case .left: insets.left = max(insets.left, extent)
      case .right: insets.right = max(insets.right, extent)
      case .top: insets.top = max(insets.top, extent)
      case .bottom: insets.bottom = max(insets.bottom, extent)
      }
      overhang(axis, size, &insets)
      if axis.isHorizontal, !scene.habits.fitsFrame, !axis.look.titlePlace.isFree {
        let spare = (scene.context.measurer.advance(of: axis.title, style: axis.look.titleStyle) - size.width) / 2
        insets.left = max(insets.left, spare)
        insets.right = max(insets.right, spare)
      }
      if axis.look.titlePlace.isFree {
        var reach = Overhang(measurer: scene.context.measurer)
        reach.add(item)
        reach.widen(&insets, size: size)
      }
      if !axis.isHorizontal, scene.habits.fitsFrame, !axis.title.isEmpty {
        above.append(titleAbove(axis, size, &insets))
      }
    }
    let isEmpty = built.layers.allSatisfy { $0.unit.table.isEmpty }
    if isEmpty { front.append(emptyNote(built, size)) }
    // Bars cover gridlines; axes cover bars, so that the base line stays visible.
    return Block(size: size, insets: insets, items: back + marks + front + above)
  }

  private func isCut(_ layer: BuiltPlot.Layer) -> Bool {
    [Channel.x, .y].contains { channel in
      guard let properties = layer.scales[channel].flatMap({ models[$0] })?.properties else { return false }
      return ["domain", "domainMin", "domainMax"].contains { properties[$0] != nil }
    }
  }

  /// Labels at the ends of an axis stick out sideways.
  private func overhang(_ axis: Axis, _ size: Size, _ insets: inout Insets) {
    let box = scene.textBox(axis.look.label)
    let line = (box.ascent + box.descent) / 2
    for tick in axis.ticks where !tick.isHidden {
      if axis.isHorizontal {
        let wide = tick.lines.map { scene.context.measurer.advance(of: $0, style: axis.look.label) }.max() ?? 0
        if axis.labelAngle == 0 {
          let isFirst = axis.look.isFlush && tick.place <= 1
          let isLast = axis.look.isFlush && tick.place >= size.width - 1
          insets.left = max(insets.left, isFirst ? 0 : isLast ? wide - tick.place : wide / 2 - tick.place)
          insets.right = max(
            insets.right, isLast ? 0 : isFirst ? tick.place + wide - size.width : tick.place + wide / 2 - size.width)
        } else if axis.labelAngle == -45 {
          insets.left = max(insets.left, wide * 0.71 + line - tick.place)
          insets.right = max(insets.right, tick.place + line - size.width)
        } else {
          insets.left = max(insets.left, line - tick.place)
          insets.right = max(insets.right, tick.place + line - size.width)
        }
      } else {
        let half = line * Double(tick.lines.count)
        insets.top = max(insets.top, half - tick.place)
        insets.bottom = max(insets.bottom, tick.place + half - size.height)
      }
    }
  }

  private func titleAbove(_ axis: Axis, _ size: Size, _ insets: inout Insets) -> FrameItem {
    let style = axis.look.titleStyle
    let metrics = scene.context.measurer.metrics(of: style)
    let room = size.width + insets.left + insets.right
    let fitting = AxisFitting(
      scene: scene, plot: PlotFrame(scene: scene, width: size.width, height: size.height, models: [:]))
    let text = fitting.elided(axis.title, to: max(20, axis.orient == .left ? room : room * 0.45), style)
    let y = -max(insets.top, 4) - metrics.descent - 2
    insets.top = -y + metrics.ascent
    let wide = scene.context.measurer.advance(of: text, style: style)
    let x = axis.orient == .left ? -insets.left : size.width + insets.right
    return .group(
      Group(
        role: "mark-text role-axis-title",
        items: [
          .text(
            TextRun(
              text, style: style, at: Point(x, y), anchor: axis.orient == .left ? .start : .end, width: wide,
              color: axis.look.titleColor))
        ]))
  }

  private func background(_ built: BuiltPlot, _ size: Size) -> FrameItem {
    func property(_ key: String) -> Node? { built.view.viewStyle?[key] ?? scene.config.value("view", key) }
    func color(_ node: Node?) -> Color? {
      node?.string.flatMap { $0 == "transparent" ? nil : Color(css: $0) }
    }
    let stroke = property("stroke").map { color($0) } ?? Color(hex: 0xDDDDDD)
    let shape = Shape(
      .rect(Rect(x: 0, y: 0, width: size.width, height: size.height)), fill: color(property("fill")).map { .color($0) },
      stroke: stroke.map { Stroke(.color($0)) })
    return .group(
      Group(role: "mark-group role-frame root", items: shape.fill == nil && shape.stroke == nil ? [] : [.shape(shape)]))
  }

  private func emptyNote(_ built: BuiltPlot, _ size: Size) -> FrameItem {
    scene.report.add(Message.noData(built.view.node))
    let style = TextStyle(family: scene.config.value("font")?.string ?? "sans-serif", size: 10)
    let text = "No data"
    return .text(
      TextRun(
        text, style: style, at: Point(size.width / 2, size.height / 2), anchor: .middle,
        width: scene.context.measurer.advance(of: text, style: style), color: scene.muted))
  }
}
