import Frames
import Geometry
import Notation
import OrderedCollections

extension MarkDrawing {
  /// The look the status channels give a row: the first that is not plainly actual.
  func look(_ row: DataRow) -> StatusLook {
    var look = StatusLook.actual
    for bound in unit.lists[.status] ?? [] where bound.column != nil || bound.isDatum {
      let value = placement.datum(bound, row)
      guard value != .null else { continue }
      guard let found = StatusLook(value.plainText) else {
        scene.report.add(Message.unknownStatus(value.plainText, at: bound.spec.node["field"] ?? bound.spec.node))
        continue
      }
      if found != .actual { return found }
      look = found
    }
    return look
  }

  /// A shape in the look of its status.
  func styled(_ item: FrameItem, look: StatusLook) -> FrameItem {
    guard look != .actual, case .shape(let shape) = item else { return item }
    let pieces = StatusShapes(ground: scene.ground).shapes(shape, look)
    return pieces.count == 1 ? .shape(pieces[0]) : .group(Group(items: pieces.map { .shape($0) }))
  }
}

/// Draws shapes in the look of a status.
struct StatusShapes {
  let ground: Color

  /// The shape and what lies over it.
  func shapes(_ shape: Shape, _ look: StatusLook) -> [Shape] {
    guard let paint = shape.fill ?? shape.stroke?.paint, case .color(let color) = paint else { return [shape] }
    let edge = Stroke(.color(color), width: max(1, shape.stroke?.width ?? 1))
    switch look {
    case .actual, .missing, .target: return [shape]
    case .provisional:
      var edge = edge
      if case .rect = shape.outline { edge.dash = [3, 2] }
      return [Shape(inset(shape.outline, edge.width / 2), fill: .color(ground), stroke: edge)]
    case .plan:
      guard case .rect(let rect, _) = shape.outline else {
        return [Shape(shape.outline, fill: .color(ground), stroke: edge)]
      }
      return [
        Shape(inset(shape.outline, edge.width / 2), fill: .color(ground), stroke: edge),
        Shape(.path(hatch(rect, spacing: 4, rises: true)), stroke: Stroke(.color(color), width: 1)),
      ]
    case .hedged:
      guard case .rect(let rect, _) = shape.outline else {
        var dot = shape
        dot.outline = shrunk(shape.outline, 0.4)
        dot.fill = .color(ground)
        dot.stroke = nil
        return [shape, dot]
      }
      return [shape, Shape(.path(hatch(rect, spacing: 5, rises: false)), stroke: Stroke(.color(ground), width: 1.2))]
    }
  }

  private func inset(_ outline: Outline, _ by: Double) -> Outline {
    guard case .rect(let r, let radius) = outline, r.width > 2 * by, r.height > 2 * by else { return outline }
    return .rect(
      Rect(x: r.x + by, y: r.y + by, width: r.width - 2 * by, height: r.height - 2 * by), cornerRadius: radius)
  }

  private func shrunk(_ outline: Outline, _ factor: Double) -> Outline {
    switch outline {
    case .ellipse(let center, let radii):
      return .ellipse(center: center, radii: Size(radii.width * factor, radii.height * factor))
    case .path(let path):
      guard let box = path.controlBox else { return outline }
      let radius = min(box.width, box.height) / 2 * factor
      return .ellipse(center: Point(box.x + box.width / 2, box.y + box.height / 2), radii: Size(radius, radius))
    default: return outline
    }
  }

  /// Lines at 45° that end at the edges of the rectangle, `spacing` apart along an edge. At most 400.
  func hatch(_ r: Rect, spacing: Double, rises: Bool) -> Path {
    var path = Path()
    let reach = r.width + r.height
    guard reach > 0, reach.isFinite else { return path }
    let step = max(spacing * 1.4142, reach / 400)
    // Lines x + y = k, counted from the origin of the plot, so that neighbours share them.
    let first = ((r.minX + r.minY) / step).rounded(.up)
    for i in 0..<401 {
      let k = (first + Double(i)) * step - (r.minX + r.minY)
      if k >= reach { break }
      let (a, b) = (
        Point(min(k, r.width), max(0, k - r.width)), Point(max(0, k - r.height), min(k, r.height))
      )
      func at(_ p: Point) -> Point { Point(r.minX + p.x, rises ? r.minY + p.y : r.maxY - p.y) }
      path.elements += [.move(at(a)), .line(at(b))]
    }
    return path
  }
}

extension LegendResolver {
  /// One legend that explains the looks the marks show; nil where all are actual.
  func statusLegend() -> Legend? {
    var looks: Set<StatusLook> = []
    var symbol: (shape: Shape, isLine: Bool)?
    for layer in layers where !(layer.unit.lists[.status] ?? []).isEmpty {
      let drawing = MarkDrawing(plot, layer)
      for row in layer.unit.table.rows {
        looks.insert(drawing.look(row))
        if symbol == nil, let color = drawing.style.colors(row).fill ?? drawing.style.colors(row).stroke {
          let isColored = layer.unit.channels.values.contains { $0.channel.isColor && $0.hasField }
          let ink = isColored ? scene.muted : color
          let isLine = [.line, .trail, .rule].contains(layer.unit.mark.type)
          let box = Rect(x: -7, y: -4.5, width: 14, height: 9)
          let isPoint = [.point, .circle].contains(layer.unit.mark.type)
          symbol = (
            isLine
              ? Shape(.line(Point(-8, 0), Point(8, 0)), stroke: Stroke(.color(ink), width: 2))
              : Shape(
                isPoint ? .ellipse(center: .zero, radii: Size(4, 4)) : .rect(box), fill: .color(ink)), isLine
          )
        }
      }
    }
    guard looks.contains(where: { $0 != .actual }), let symbol else { return nil }
    var legend = Legend(title: "", lookup: LegendLookup(scene: scene, node: nil), key: "|status")
    for look in StatusLook.allCases where looks.contains(look) && look != .missing {
      var shapes = [symbol.shape]
      if symbol.isLine {
        shapes[0].stroke?.dash = look.dash
      } else if look == .target {
        shapes = [Shape(.line(Point(0, -5), Point(0, 5)), stroke: Stroke(.color(scene.ink), width: 2))]
      } else {
        shapes = StatusShapes(ground: scene.ground).shapes(symbol.shape, look)
      }
      legend.entries.append(
        Legend.Entry(label: scene.words.status(look), symbol: shapes[0], details: Array(shapes.dropFirst())))
    }
    return legend
  }
}
