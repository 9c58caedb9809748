import Diagnostics
import Frames
import Geometry
import Notation

/// Puts names and values beside the marks of a plot: no label covers another or leaves the room it is given, and what
/// finds no place is told.
struct Labeling {
  let scene: SceneContext
  let plot: PlotFrame
  let layers: [BuiltPlot.Layer]
  private(set) var taken = Occupancy()
  private(set) var dropped: [String] = []
  var items: [FrameItem] = []
  /// Boxes of labels, which other labels may not touch even inside a mark.
  var labelBoxes: [Rect] = []
  let style: TextStyle
  let metrics: FontMetrics

  init(scene: SceneContext, plot: PlotFrame, layers: [BuiltPlot.Layer]) {
    self.scene = scene
    self.plot = plot
    self.layers = layers
    style = TextStyle(
      family: scene.config.value("font")?.string ?? "sans-serif",
      size: scene.config.style("label", "fontSize")?.number ?? scene.config.value("text", "fontSize")?.number ?? 10,
      tabularFigures: false)
    metrics = scene.context.measurer.metrics(of: style)
  }

  /// The labels of all layers as one group; nil where there are none.
  mutating func group(over drawn: [Group]) -> Group? {
    let plans = layers.map { LabelPlan($0, scene: scene) }
    let showsGaps = scene.habits.fitsFrame && layers.contains { $0.unit.mark.type == .bar }
    guard plans.contains(where: { $0 != nil }) || showsGaps else { return nil }
    // 1. What is taken by marks.
    for (i, group) in drawn.enumerated() where !isGround(layers[i]) {
      for item in group.items { taken.take(item, measurer: scene.context.measurer) }
    }
    // 2. Gaps where values are missing.
    for (i, layer) in layers.enumerated() where layer.unit.mark.type == .bar && showsGaps {
      noData(MarkDrawing(plot, layer), hasPlan: plans[i] != nil)
    }
    // 3. Labels, layer by layer.
    for (layer, plan) in zip(layers, plans) {
      guard let plan else { continue }
      let drawing = MarkDrawing(plot, layer)
      switch layer.unit.mark.type {
      case .line, .trail: lineEnds(drawing, plan)
      case .area: lineEnds(drawing, plan)
      case .bar: bars(drawing, plan)
      case .rect: rects(drawing, plan)
      case .point, .circle, .square, .tick: points(drawing, plan)
      case .arc: arcs(drawing, plan)
      default: scene.report.add(Message.noDirectLabels(layer.unit.mark.type.rawValue, at: layer.unit.mark.node))
      }
    }
    if !dropped.isEmpty {
      let node = zip(layers, plans).first { $0.1 != nil }?.0.unit.view.node
      scene.passNotes.append(Message.labelsDropped(dropped, at: node?["labels"] ?? node ?? Node(.null)))
    }
    return items.isEmpty ? nil : Group(role: "mark-text role-mark labels", items: items)
  }

  /// Marks that labels may stand on: rectangles of a plane, and the bands of a bullet chart.
  private func isGround(_ layer: BuiltPlot.Layer) -> Bool {
    layer.unit.mark.type == .rect || layer.unit.mark.properties["style"]?.string?.hasSuffix("-band") == true
  }

  // MARK: Text

  func width(_ text: String) -> Double { scene.context.measurer.advance(of: text, style: style) }
  var lineHeight: Double { metrics.ascent + metrics.descent }

  /// The widest a label may be.
  var limit: Double { max(48, min(160, (scene.context.width ?? plot.width * 1.4) * 0.3)) }

  /// The label of a row in one or two lines.
  func lines(_ text: String, to limit: Double) -> [String] {
    AxisFitting(scene: scene, plot: plot).broken(text, to: limit, style)
  }

  /// What a row is called in messages.
  mutating func drop(_ text: String) { if !dropped.contains(text) { dropped.append(text) } }

  /// Adds lines with the box's top left corner at a point; the box is taken.
  mutating func add(
    _ lines: [String], in box: Rect, anchor: TextRun.Anchor, color: Color, row: Int, _ drawing: MarkDrawing
  ) {
    taken.take(box)
    labelBoxes.append(box)
    let x = anchor == .start ? box.minX : anchor == .end ? box.maxX : (box.minX + box.maxX) / 2
    let runs = lines.enumerated().map { i, line -> FrameItem in
      .text(
        TextRun(
          line, style: style, at: Point(x, box.minY + metrics.ascent + Double(i) * lineHeight), anchor: anchor,
          width: width(line), color: color))
    }
    let item: FrameItem = runs.count == 1 ? runs[0] : .group(Group(items: runs))
    items.append(row < 0 ? item : drawing.linked(item, row: row))
  }

  mutating func addLeader(from a: Point, to b: Point, color: Color) {
    items.insert(.shape(Shape(.line(a, b), stroke: Stroke(.color(color), width: 0.6))), at: 0)
  }

  /// The size of lines of text.
  func extent(_ lines: [String]) -> Size {
    Size(lines.map(width).max() ?? 0, lineHeight * Double(lines.count))
  }

  // MARK: Gaps

  /// Says that there are no data where a category has no value.
  private mutating func noData(_ drawing: MarkDrawing, hasPlan: Bool) {
    let unit = drawing.unit
    guard let bound = unit[unit.valueChannel], let column = bound.column, !unit.isPiled,
      unit[unit.dimensionChannel]?.type.isDiscrete == true, let scale = drawing.placement.scale(unit.valueChannel)
    else { return }
    let path = unit.table.path(column)
    for row in unit.table.rows where !path.value(in: row).isValid {
      guard let sides = drawing.breadth(unit.dimensionChannel, row) else { continue }
      let text = scene.words.noData
      let size = extent([text])
      let middle = (sides.0 + sides.1) / 2
      let box =
        unit.orient == .horizontal
        ? Rect(x: scale.base + 3, y: middle - size.height / 2, width: size.width, height: size.height)
        : Rect(
          // Beside the plot stand the labels of the axis.
          x: min(max(middle - size.width / 2, 0), max(plot.width - size.width, 0)), y: scale.base - size.height - 1,
          width: size.width, height: size.height)
      let step = drawing.placement.scale(unit.dimensionChannel)?.band?.step ?? size.width
      if unit.orient == .vertical, step < size.width + 2 {
        // A dash says it where the words have no room.
        let dash = extent(["–"])
        let small = Rect(
          x: middle - dash.width / 2, y: scale.base - dash.height - 1, width: dash.width, height: dash.height)
        if taken.isFree(small) { add(["–"], in: small, anchor: .middle, color: scene.muted, row: -1, drawing) }
        continue
      }
      guard taken.isFree(box) else { continue }
      add([text], in: box, anchor: .middle, color: scene.muted, row: -1, drawing)
    }
  }
}

extension EncodedUnit {
  /// Whether several marks of one category stand on each other.
  var isPiled: Bool { !(stack?.by.isEmpty ?? true) }
}
