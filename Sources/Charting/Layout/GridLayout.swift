import Frames
import Geometry
import Notation

/// Lays out views beside each other.
struct GridLayout {
  let scene: SceneContext
  let models: [String: ScaleModel]
  /// What is added to the width and height each plot asks for, to fit a given total.
  var extra = Size.zero

  func block(_ view: BuiltView, edges: AxisEdges = AxisEdges(), isTop: Bool = false, own: Set<String> = []) -> Block {
    switch view {
    case .plot(let plot):
      let layout = PlotLayout(scene: scene, models: models)
      let asked = layout.size(plot)
      // Without axes a plot may be as small as a cell of a table.
      let least = plot.isBare ? 4.0 : 20
      var size = Size(
        extra.width == 0 ? asked.width : max(least, asked.width + extra.width),
        extra.height == 0 ? asked.height : max(least, asked.height + extra.height))
      if plot.form == .tilegrid { size = squared(size, asked) }
      var block = layout.draw(plot, size: size, edges: edges)
      if !own.isEmpty { addLegends(plot, own, to: &block) }
      if !isTop, let title = plot.view.title { add(title, to: &block) }
      return block
    case .grid(let grid): return self.grid(grid, isTop: isTop)
    }
  }

  /// The largest size for square tiles; in a column of text they stay smaller than the column allows.
  private func squared(_ size: Size, _ asked: Size) -> Size {
    let (x, y) = (size.width / max(1, asked.width), size.height / max(1, asked.height))
    let share = scene.context.width == nil ? y : scene.context.height == nil ? min(x, 1.3) : min(x, y)
    return Size(asked.width * share, asked.height * share)
  }

  private func grid(_ grid: BuiltGrid, isTop: Bool) -> Block {
    let rows = (grid.cells.map(\.row).max() ?? 0) + 1
    let columns = max(1, min(grid.columns, (grid.cells.map(\.column).max() ?? 0) + 1))
    func shared(_ channel: String) -> Bool {
      grid.isFacet && grid.view.resolve?["scale"]?[channel]?.string != "independent"
        && grid.view.resolve?["axis"]?[channel]?.string != "independent"
    }
    let lastRows = Dictionary(grid.cells.map { ($0.column, $0.row) }, uniquingKeysWith: max)
    let own = BuiltView.grid(grid).ownScalesByCell
    var blocks: [(BuiltGrid.Cell, Block)] = grid.cells.enumerated().map { i, cell in
      let edges = AxisEdges(
        x: !shared("x") || cell.row == lastRows[cell.column], y: !shared("y") || cell.column == 0,
        verticalTitles: !(scene.habits.fitsFrame && grid.isFacet))
      return (cell, block(cell.view, edges: edges, own: own[i]))
    }
    if grid.isFacet {
      // Headers of a row stand on one line.
      for row in 0..<rows {
        let top = blocks.filter { $0.0.row == row }.map { $0.1.insets.top }.max() ?? 0
        for i in blocks.indices where blocks[i].0.row == row { blocks[i].1.insets.top = top }
      }
      for i in blocks.indices { addHeaders(grid, &blocks[i]) }
    }
    let spacing = spacing(grid)
    // Columns and rows as wide and high as their largest cell.
    func largest(_ count: Int, _ index: (BuiltGrid.Cell) -> Int, _ value: (Block) -> Double) -> [Double] {
      var result = [Double](repeating: 0, count: count)
      for (cell, block) in blocks { result[index(cell)] = max(result[index(cell)], value(block)) }
      return result
    }
    let lefts = largest(columns, \.column) { $0.insets.left }
    let rights = largest(columns, \.column) { $0.size.width + $0.insets.right }
    let tops = largest(rows, \.row) { $0.insets.top }
    let bottoms = largest(rows, \.row) { $0.size.height + $0.insets.bottom }
    var xs: [Double] = []
    var x = 0.0
    for c in 0..<columns {
      if c > 0 { x += lefts[c] }
      xs.append(x)
      x += rights[c] + (c < columns - 1 ? spacing.width : 0)
    }
    var ys: [Double] = []
    var y = 0.0
    for r in 0..<rows {
      if r > 0 { y += tops[r] }
      ys.append(y)
      y += bottoms[r] + (r < rows - 1 ? spacing.height : 0)
    }
    let center = grid.center
    let items = blocks.map { cell, block in
      let (c, r) = (cell.column, cell.row)
      let spare = Size(
        lefts[c] + rights[c] - block.bounds.width - 2 * (lefts[c] - block.insets.left),
        tops[r] + bottoms[r] - block.bounds.height - 2 * (tops[r] - block.insets.top))
      let place = Point(
        xs[c] + (center?.bool ?? center?["column"]?.bool == true ? spare.width / 2 : 0),
        ys[r] + (center?.bool ?? center?["row"]?.bool == true ? spare.height / 2 : 0))
      return FrameItem.group(Group(role: "cell", transform: .translation(place.x, place.y), items: block.items))
    }
    var result = Block(
      size: Size(x, y), insets: Insets(top: tops.first ?? 0, left: lefts.first ?? 0),
      items: [.group(Group(role: "mark-group role-scope", items: items))])
    addTitles(grid, &result)
    if !isTop, let title = grid.view.title { add(title, to: &result) }
    return result
  }

  /// Legends of scales that only this plot has: beside it, or above it.
  private func addLegends(_ plot: BuiltPlot, _ own: Set<String>, to block: inout Block) {
    let frame = PlotFrame(scene: scene, width: block.size.width, height: block.size.height, models: models)
    let legends = LegendResolver(scene: scene, plot: frame, layers: plot.layers, only: own).legends()
    guard !legends.isEmpty else { return }
    let drawing = LegendDrawing(scene: scene)
    if scene.habits.legendsOnTop {
      let rows = drawing.rows(legends, width: block.size.width)
      let y = -block.insets.top - rows.size.height - 4
      block.items += rows.items.map { $0.moved(x: 0, y: y) }
      block.insets.top = -y
    } else {
      let column = drawing.column(legends)
      let x = block.size.width + block.insets.right + 18
      block.items += column.items.map { $0.moved(x: x, y: 0) }
      block.insets.right += 18 + column.size.width
    }
  }

  private func spacing(_ grid: BuiltGrid) -> Size {
    let configured = scene.config.value(grid.isFacet ? "facet" : "concat", "spacing")?.number
    let standard = configured ?? (scene.habits.fitsFrame ? 14 : 20)
    if let n = grid.spacing?.number { return Size(n, n) }
    return Size(grid.spacing?["column"]?.number ?? standard, grid.spacing?["row"]?.number ?? standard)
  }

  private func header(_ node: Node?, _ key: String) -> Node? { node?[key] ?? scene.config.value("header", key) }

  private func style(_ node: Node?, _ prefix: String, size: Double, weight: Int) -> TextStyle {
    TextStyle(
      family: scene.config.value("font")?.string ?? "sans-serif",
      size: header(node, "\(prefix)FontSize")?.number ?? size,
      weight: header(node, "\(prefix)FontWeight").map { fontWeight($0) } ?? weight)
  }

  private func run(
    _ text: String, _ style: TextStyle, at p: Point, anchor: TextRun.Anchor, color: Color, angle: Double = 0
  ) -> FrameItem {
    .group(
      Group(
        role: "mark-text role-title-text",
        items: [
          .text(
            TextRun(
              text, style: style, at: p, anchor: anchor,
              width: scene.context.measurer.advance(of: text, style: style), color: color, angle: angle))
        ]))
  }

  private func color(_ node: Node?, _ key: String) -> Color {
    header(node, key)?.string.flatMap { Color(css: $0) } ?? .black
  }

  private func addHeaders(_ grid: BuiltGrid, _ pair: inout (BuiltGrid.Cell, Block)) {
    guard grid.isFacet else { return }
    let cell = pair.0
    func above(_ text: String, _ node: Node?) {
      guard !text.isEmpty, node?.isNull != true, header(node, "labels")?.bool != false else { return }
      let style = self.style(node, "label", size: 10, weight: 400)
      let metrics = scene.context.measurer.metrics(of: style)
      let isLeft = scene.habits.fitsFrame
      let fitting = AxisFitting(scene: scene, plot: PlotFrame(scene: scene, width: 0, height: 0, models: [:]))
      let limit = isLeft ? pair.1.size.width : header(node, "labelLimit")?.number ?? .infinity
      let shown = fitting.elided(text, to: limit, style)
      let y = -pair.1.insets.top - 4 - metrics.descent
      pair.1.items.append(
        run(
          shown, style, at: Point(isLeft ? 0 : pair.1.size.width / 2, y), anchor: isLeft ? .start : .middle,
          color: color(node, "labelColor")))
      pair.1.insets.top += 4 + metrics.ascent + metrics.descent
    }
    if cell.row == 0 || grid.isWrapped { above(cell.columnLabel, grid.columnHeader) }
    guard cell.column == 0, !cell.rowLabel.isEmpty, header(grid.rowHeader, "labels")?.bool != false,
      grid.rowHeader?.isNull != true
    else { return }
    if scene.habits.fitsFrame {
      above(cell.rowLabel, grid.rowHeader)
      return
    }
    let node = grid.rowHeader
    let style = self.style(node, "label", size: 10, weight: 400)
    let metrics = scene.context.measurer.metrics(of: style)
    let angle = node?["labelAngle"]?.number ?? -90
    let wide = scene.context.measurer.advance(of: cell.rowLabel, style: style)
    let position = Point(-pair.1.insets.left - 8 - (angle == -90 ? metrics.descent : 0), pair.1.size.height / 2)
    pair.1.items.append(
      run(
        cell.rowLabel, style, at: position, anchor: angle == -90 ? .middle : .end, color: color(node, "labelColor"),
        angle: angle))
    pair.1.insets.left += 10 + (angle == -90 ? metrics.ascent + metrics.descent : wide)
  }

  private func addTitles(_ grid: BuiltGrid, _ block: inout Block) {
    var top = grid.isWrapped ? grid.facetTitle : grid.columnTitle
    if scene.habits.fitsFrame, grid.isFacet {
      let facets = scene.words.and([top, grid.rowTitle].filter { !$0.isEmpty })
      let measure = valueTitle(grid)
      top = measure.isEmpty ? facets : facets.isEmpty ? measure : scene.words.by(measure, facets)
    }
    if !top.isEmpty {
      let style = self.style(grid.columnHeader, "title", size: 11, weight: 700)
      let metrics = scene.context.measurer.metrics(of: style)
      let isLeft = scene.habits.fitsFrame
      block.items.append(
        run(
          top, style,
          at: Point(isLeft ? -block.insets.left : block.size.width / 2, -block.insets.top - 4 - metrics.descent),
          anchor: isLeft ? .start : .middle, color: color(grid.columnHeader, "titleColor")))
      block.insets.top += 6 + metrics.ascent + metrics.descent
    }
    guard !grid.rowTitle.isEmpty, !scene.habits.fitsFrame else { return }
    let style = self.style(grid.rowHeader, "title", size: 11, weight: 700)
    let metrics = scene.context.measurer.metrics(of: style)
    block.items.append(
      run(
        grid.rowTitle, style, at: Point(-block.insets.left - 4 - metrics.descent, block.size.height / 2),
        anchor: .middle, color: color(grid.rowHeader, "titleColor"), angle: -90))
    block.insets.left += 6 + metrics.ascent + metrics.descent
  }

  /// What the vertical axes of the cells measure.
  private func valueTitle(_ grid: BuiltGrid) -> String {
    guard case .plot(let plot)? = grid.cells.first?.view else { return "" }
    let bounds = plot.layers.compactMap { layer in
      layer.unit[.y].flatMap {
        $0.spec.node["axis"]?.isNull == true || !($0.hasField || $0.isDatum) ? nil : (layer.unit, $0)
      }
    }
    return AxisTitles.title(bounds, bounds: bounds)
  }

  /// The title of a view, on the side it asks for.
  func add(_ title: Node, to block: inout Block) {
    let heading = Heading(title, scene: scene)
    let isUpright = heading.side == .top || heading.side == .bottom
    let drawn = heading.items(left: 0, width: isUpright ? block.size.width : block.size.height, isInner: true)
    let depth = drawn.height + 2
    func put(_ transform: Transform) { block.items.append(.group(Group(transform: transform, items: drawn.items))) }
    switch heading.side {
    case .top:
      block.items += drawn.items.map { $0.moved(x: 0, y: -block.insets.top - depth) }
      block.insets.top += depth
    case .bottom:
      block.items += drawn.items.map { $0.moved(x: 0, y: block.size.height + block.insets.bottom + 2) }
      block.insets.bottom += depth
    case .left:
      // Read from below.
      put(Transform(a: 0, b: -1, c: 1, d: 0, tx: -block.insets.left - depth, ty: block.size.height))
      block.insets.left += depth
    case .right:
      put(Transform(a: 0, b: 1, c: -1, d: 0, tx: block.size.width + block.insets.right + depth, ty: 0))
      block.insets.right += depth
    }
  }
}

extension FrameItem {
  /// The item in a group that is moved.
  func moved(x: Double, y: Double) -> FrameItem {
    .group(Group(transform: .translation(x, y), items: [self]))
  }
}
