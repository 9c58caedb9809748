import Diagnostics
import Formats
import Frames
import Geometry
import Notation

/// Draws the marks of one layer.
struct MarkDrawing {
  let placement: Placement
  let style: MarkStyle
  let scene: SceneContext

  init(_ plot: PlotFrame, _ layer: BuiltPlot.Layer) {
    placement = Placement(plot, layer)
    style = MarkStyle(placement)
    scene = plot.scene
  }

  var unit: EncodedUnit { placement.unit }
  var plot: PlotFrame { placement.plot }

  /// The group of all items of the layer.
  func group() -> Group {
    let (kind, items): (String, [FrameItem]) =
      switch unit.mark.type {
      case .bar: ("rect", bars())
      case .rect: ("rect", rects())
      case .tick: ("rect", ticks())
      case .rule: ("rule", rules())
      case .line: ("line", lines())
      case .area: ("area", areas())
      case .trail: ("trail", trails())
      case .text: ("text", texts())
      case .arc: ("arc", arcs())
      case .image: ("image", images())
      case .geoshape: ("shape", geoshapes())
      case .point, .circle, .square: ("symbol", symbols())
      default: (unit.mark.type.rawValue, [])
      }
    var group = Group(role: "mark-\(kind) role-mark marks", items: items.map(spread))
    if style.property("clip")?.bool == true { group.clip = Rect(x: 0, y: 0, width: plot.width, height: plot.height) }
    return group
  }

  /// A gradient over the unit square laid over the shape that it fills.
  private func spread(_ item: FrameItem) -> FrameItem {
    guard case .shape(var shape) = item, case .linearGradient(let start, let end, let stops)? = shape.fill else {
      return item
    }
    let box: Rect
    switch shape.outline {
    case .rect(let rect, _): box = rect
    case .ellipse(let c, let radii):
      box = Rect(x: c.x - radii.width, y: c.y - radii.height, width: 2 * radii.width, height: 2 * radii.height)
    case .line: return item
    case .path(let path): box = path.controlBox ?? Rect(x: 0, y: 0, width: 1, height: 1)
    }
    func place(_ p: Point) -> Point { Point(box.x + p.x * box.width, box.y + p.y * box.height) }
    shape.fill = .linearGradient(start: place(start), end: place(end), stops: stops)
    return .shape(shape)
  }

  /// One item a row that can be placed, in a link where the row has an anchor.
  func each(_ make: (DataRow) -> FrameItem?) -> [FrameItem] {
    let hasStatus = !(unit.lists[.status] ?? []).isEmpty
    return unit.table.rows.indices.compactMap { i in
      let row = unit.table.rows[i]
      let look = hasStatus ? look(row) : .actual
      guard look != .missing, let item = make(row) else { return nil }
      return linked(styled(item, look: look), row: i)
    }
  }

  func linked(_ item: FrameItem, row: Int) -> FrameItem {
    guard row < unit.table.anchors.count, let anchor = unit.table.anchors[row] else { return item }
    let what = measured.map { placement.datum($0, unit.table.rows[row]).plainText } ?? "–"
    return .group(Group(link: Link(.anchor(anchor), description: plot.scene.words.source(of: what)), items: [item]))
  }
  /// The channel of the number that a mark shows: a text says its own, if it is one.
  private var measured: EncodedChannel? {
    let channels = (unit.mark.type == .text ? [.text] : []) + [unit.valueChannel, unit.dimensionChannel]
    return channels.lazy.compactMap { unit[$0] }.first { $0.type == .quantitative } ?? unit[unit.valueChannel]
  }
}
