import Frames
import Geometry
import Notation

extension MarkDrawing {
  func symbols() -> [FrameItem] {
    let plotSize = symbolSizeLimit
    return each { row in
      guard let x = placement.center(.x, row), let y = placement.center(.y, row) else { return nil }
      let lowest = style.unitScale(.size)?.includesZero == true ? 0 : 9.0
      let size = style.number(.size, row, range: { [lowest, plotSize] }) ?? style.number("size") ?? 30
      if unit[.size]?.hasField == true, style.number(.size, row, range: { [lowest, plotSize] }) == nil { return nil }
      let paint = style.paint(row)
      let dx = style.number("xOffset") ?? 0
      let dy = style.number("yOffset") ?? 0
      return .shape(
        Shape(
          symbolOutline(style.shape(row), at: Point(x + dx, y + dy), size: size), fill: paint.fill,
          stroke: paint.stroke))
    }
  }

  /// The largest symbol a size scale makes: it fits the narrowest band.
  var symbolSizeLimit: Double {
    let steps = [placement.x, placement.y].compactMap { scale -> Double? in
      if let band = scale?.band { return band.step }
      guard let scale, scale.model.isBinned, scale.model.boundaries.count > 1 else { return nil }
      return plot.extent(scale.model.channel) / Double(scale.model.boundaries.count - 1)
    }
    guard let step = steps.min() else { return 361 }
    return 0.95 * step * step
  }
}

extension MarkStyle {
  /// The settled scale of a channel.
  func unitScale(_ channel: Channel) -> ScaleModel? {
    placement.layer.scales[channel].flatMap { placement.plot.models[$0] }
  }
}

/// A symbol of Vega about a point; `size` is the area of its square.
func symbolOutline(_ shape: String, at c: Point, size: Double) -> Outline {
  let r = max(0, size).squareRoot() / 2
  func polygon(_ points: [(Double, Double)]) -> Outline {
    .path(Path(polyline: points.map { Point(c.x + $0.0, c.y + $0.1) }, closed: true))
  }
  let h = r * 0.8660254
  switch shape {
  case "square": return .rect(Rect(x: c.x - r, y: c.y - r, width: 2 * r, height: 2 * r))
  case "diamond": return polygon([(-r, 0), (0, -r), (r, 0), (0, r)])
  case "cross":
    let s = r / 2.5
    return polygon([
      (-r, -s), (-r, s), (-s, s), (-s, r), (s, r), (s, s), (r, s), (r, -s), (s, -s), (s, -r), (-s, -r), (-s, -s),
    ])
  case "triangle-up", "triangle": return polygon([(0, -h), (-r, h), (r, h)])
  case "triangle-down": return polygon([(0, h), (-r, -h), (r, -h)])
  case "triangle-right": return polygon([(h, 0), (-h, -r), (-h, r)])
  case "triangle-left": return polygon([(-h, 0), (h, -r), (h, r)])
  case "stroke": return .line(Point(c.x - r, c.y), Point(c.x + r, c.y))
  default:
    if let first = shape.utf8.first, first == UInt8(ascii: "M") || first == UInt8(ascii: "m"),
      let path = Path(svg: shape, scale: r, at: c)
    {
      return .path(path)
    }
    return .ellipse(center: c, radii: Size(r, r))
  }
}
