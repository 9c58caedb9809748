import Frames
import Geometry
import Notation

/// Puts the views, the title, the legends and the source line together into one frame.
struct Compose {
  let scene: SceneContext
  let spec: ChartSpec
  let built: BuiltView
  let models: [String: ScaleModel]

  func frame() -> Frame {
    let layers = built.layers
    let gridForLegend = GridLayout(scene: scene, models: models)
    let first = gridForLegend.firstPlotSize(built)
    let legends = LegendResolver(
      scene: scene, plot: PlotFrame(scene: scene, width: first.width, height: first.height, models: models),
      layers: layers, except: built.ownScales
    ).legends()
    let padding = padding()
    let isOnTop = scene.habits.legendsOnTop
    let sides = isOnTop ? LegendSides() : LegendSides(legends, scene: scene)
    let least = layers.isEmpty || !layers.allSatisfy(\.unit.isBare) ? 40.0 : 4
    let width = (scene.context.width ?? fitted(.x, padding)).map { max(least, $0) }
    let height = (scene.context.height ?? fitted(.y, padding)).map { max(least, $0) }

    // Plot sizes that fill the given total: decoration depends on them, so they are found by repetition.
    var grid = GridLayout(scene: scene, models: models)
    let columns = built.columnsAcross
    let rows = built.rowsDown
    var block = draw(grid)
    func chrome(_ total: Double) -> (top: [FrameItem], topHeight: Double, bottom: [FrameItem], bottomHeight: Double) {
      self.chrome(legends: isOnTop ? legends : [], width: total)
    }
    func total(_ block: Block) -> Double {
      block.bounds.width + sides.room.width + padding.left + padding.right
    }
    for round in 0..<12 {
      var change = Size.zero
      if let width { change.width = (width - total(block)) / Double(columns) }
      if let height {
        let inner = (width ?? total(block)) - padding.left - padding.right
        let (_, a, _, b) = chrome(inner)
        change.height =
          (height - block.bounds.height - sides.room.height - a - b - padding.top - padding.bottom) / Double(rows)
      }
      // Labels that jump from one place to another may go to and fro: from then on plots only shrink.
      if round > 5 { change = Size(min(0, change.width), min(0, change.height)) }
      if change.width.magnitude < 0.01, change.height.magnitude < 0.01 { break }
      grid.extra = Size(grid.extra.width + change.width, grid.extra.height + change.height)
      block = draw(grid)
    }
    // What cannot shrink any further makes the frame grow; nothing is cut off.
    let needed = total(block)
    let fitsWidth = width.map { !scene.habits.fitsFrame || needed <= $0 + 0.5 } ?? true
    let frameWidth = fitsWidth ? width ?? needed.rounded(.up) : needed.rounded(.up)
    let inner = frameWidth - padding.left - padding.right
    let (top, topHeight, bottom, bottomHeight) = chrome(inner)
    for note in scene.passNotes { scene.report.add(note) }
    let plotX = padding.left + sides.left.depth.width + block.insets.left
    let plotY = padding.top + topHeight + sides.top.depth.height + block.insets.top
    let contentHeight = max(
      block.bounds.height + sides.room.height, max(sides.left.size.height, sides.right.size.height) + block.insets.top)
    let neededHeight = padding.top + topHeight + contentHeight + bottomHeight + padding.bottom
    let fitsHeight = height.map { !scene.habits.fitsFrame || neededHeight <= $0 + 0.5 } ?? true
    let frameHeight = fitsHeight ? height ?? neededHeight.rounded(.up) : neededHeight.rounded(.up)
    if scene.habits.fitsFrame, !fitsWidth || !fitsHeight {
      scene.report.add(Message.tooSmall(Size(frameWidth, frameHeight), at: spec.view.node))
    }
    var items: [FrameItem] = []
    if let color = backgroundColor {
      items.append(
        .shape(Shape(.rect(Rect(x: 0, y: 0, width: frameWidth, height: frameHeight)), fill: .color(color))))
    }
    items += top.map { $0.moved(x: padding.left, y: padding.top) }
    var printed = PrintedLinks(block.items)
    items.append(.group(Group(transform: .translation(plotX, plotY), items: printed.takeFromMarks(block.items))))
    items += sides.items(about: block, at: Point(plotX, plotY))
    items += bottom.map { $0.moved(x: padding.left, y: frameHeight - padding.bottom - bottomHeight) }
    return Frame(size: Size(frameWidth, frameHeight), items: items)
  }

  /// Draws all plots; only what is noticed the last time counts.
  private func draw(_ grid: GridLayout) -> Block {
    scene.passNotes = []
    var block = grid.block(built, isTop: true)
    if !scene.habits.fitsFrame {
      // The reference engine surrounds plots by whole pixels.
      let i = block.insets
      block.insets = Insets(
        top: i.top.rounded(.up), right: i.right.rounded(.up), bottom: i.bottom.rounded(.up), left: i.left.rounded(.up))
    }
    if let title, ![.top, .bottom].contains(Heading(title, scene: scene).side) { grid.add(title, to: &block) }
    return block
  }

  /// The title of the whole.
  private var title: Node? { spec.view.title ?? built.title }

  /// The total size that the specification asks to be filled with `autosize` or `container`.
  private func fitted(_ channel: Channel, _ padding: Insets) -> Double? {
    let node = spec.top.autosize ?? scene.config.value("autosize")
    let type = node?.string ?? node?["type"]?.string ?? "pad"
    let size = channel == .x ? spec.view.width : spec.view.height
    let isContainer = size?.string == "container"
    guard isContainer || type == "fit" || type == (channel == .x ? "fit-x" : "fit-y") else { return nil }
    // What is as wide as its categories need does not fit anything.
    if !isContainer, size?.number == nil, !scene.habits.fitsFrame, isSteppedAlong(channel) { return nil }
    let key = channel == .x ? "continuousWidth" : "continuousHeight"
    let asked = size?.number ?? scene.config.value("view", key)?.number ?? 300
    if node?["contains"]?.string == "padding" || (isContainer && node == nil) { return asked }
    return asked + (channel == .x ? padding.left + padding.right : padding.top + padding.bottom)
  }

  private func isSteppedAlong(_ channel: Channel) -> Bool {
    let discrete = scene.config.value("view", channel == .x ? "discreteWidth" : "discreteHeight")
    return discrete?.number == nil
      && built.layers.contains { $0.scales[channel].flatMap { models[$0] }?.type.isDiscrete == true }
  }

  private var backgroundColor: Color? {
    let node = spec.top.background ?? scene.config.value("background")
    if let node { return node.string.flatMap { $0 == "transparent" ? nil : Color(css: $0) } }
    return .white
  }

  private func padding() -> Insets {
    let node = spec.top.padding ?? scene.config.value("padding")
    if let n = node?.number { return Insets(top: n, right: n, bottom: n, left: n) }
    guard let node, node.mapping != nil else { return Insets(top: 5, right: 5, bottom: 5, left: 5) }
    func side(_ key: String) -> Double { node[key]?.number ?? 0 }
    return Insets(top: side("top"), right: side("right"), bottom: side("bottom"), left: side("left"))
  }

  /// Title and legend above, notes and source below.
  private func chrome(legends: [Legend], width: Double) -> (
    top: [FrameItem], topHeight: Double, bottom: [FrameItem], bottomHeight: Double
  ) {
    var top: [FrameItem] = []
    var y = 0.0
    let heading = title.map { Heading($0, scene: scene) }
    if let heading, heading.side == .top {
      let drawn = heading.items(left: 0, width: width)
      top += drawn.items
      y += drawn.height
    }
    if !legends.isEmpty {
      let room = scene.habits.fitsFrame ? (scene.context.height ?? 400) * 0.35 : .infinity
      let drawn = LegendDrawing(scene: scene).rows(legends, width: width, height: room)
      top += drawn.items.map { $0.moved(x: 0, y: y) }
      y += drawn.size.height + 4
    }
    var bottom: [FrameItem] = []
    var depth = 0.0
    if let heading, heading.side == .bottom {
      let drawn = heading.items(left: 0, width: width)
      bottom += drawn.items.map { $0.moved(x: 0, y: 6) }
      depth += drawn.height + 6
    }
    let style = TextStyle(
      family: scene.config.value("font")?.string ?? "sans-serif", size: scene.habits.fitsFrame ? 7.5 : 9)
    let metrics = scene.context.measurer.metrics(of: style)
    let texts = spec.top.notes + (spec.top.source.isEmpty ? [] : [scene.words.sourceLine(spec.top.source)])
    if !texts.isEmpty { depth += 6 }
    for text in texts {
      for line in wrapText(text, style: style, width: width, measurer: scene.context.measurer) {
        depth += metrics.ascent
        bottom.append(
          .text(
            TextRun(
              line, style: style, at: Point(0, depth), width: scene.context.measurer.advance(of: line, style: style),
              color: scene.muted)))
        depth += metrics.descent + 1
      }
    }
    let group = bottom.isEmpty ? [] : [FrameItem.group(Group(role: "source", items: bottom))]
    return (top, y, group, depth)
  }
}

extension BuiltView {
  /// All layers of all plots.
  var layers: [BuiltPlot.Layer] {
    switch self {
    case .plot(let plot): plot.layers
    case .grid(let grid): grid.cells.flatMap { $0.view.layers }
    }
  }

  /// For each cell of a grid the scales that only it has, which are explained beside it.
  var ownScalesByCell: [Set<String>] {
    guard case .grid(let grid) = self else { return [] }
    let used = grid.cells.map { cell in Set(cell.view.layers.flatMap { $0.scales.values.filter { $0.contains("@") } }) }
    return used.indices.map { i in
      guard case .plot = grid.cells[i].view else { return [] }
      return used.indices.reduce(into: used[i]) { if $1 != i { $0.subtract(used[$1]) } }
    }
  }

  /// All scales that are explained beside a cell.
  var ownScales: Set<String> {
    guard case .grid(let grid) = self else { return [] }
    return grid.cells.reduce(into: Set(ownScalesByCell.joined())) { $0.formUnion($1.view.ownScales) }
  }

  /// How many plots stand side by side.
  var columnsAcross: Int {
    switch self {
    case .plot: 1
    case .grid(let grid):
      max(
        1,
        Dictionary(grouping: grid.cells, by: \.row).values.map { $0.reduce(0) { $0 + $1.view.columnsAcross } }.max()
          ?? 1)
    }
  }

  /// How many plots stand below each other.
  var rowsDown: Int {
    switch self {
    case .plot: 1
    case .grid(let grid):
      max(
        1,
        Dictionary(grouping: grid.cells, by: \.column).values.map { $0.reduce(0) { $0 + $1.view.rowsDown } }.max() ?? 1)
    }
  }

  /// The title of the view itself.
  var title: Node? {
    switch self {
    case .plot(let plot): plot.view.title
    case .grid: nil
    }
  }
}

extension GridLayout {
  /// The size of the first plot, by which legends are scaled.
  func firstPlotSize(_ view: BuiltView) -> Size {
    switch view {
    case .plot(let plot): PlotLayout(scene: scene, models: models).size(plot)
    case .grid(let grid): grid.cells.first.map { firstPlotSize($0.view) } ?? Size(200, 200)
    }
  }
}
