import Frames
import Geometry
import Notation

extension MarkDrawing {
  func rules() -> [FrameItem] {
    each { row in
      let (hasX, hasY) = (unit[.x] != nil, unit[.y] != nil)
      let (x2, y2) = (placement.isRanged(.x), placement.isRanged(.y))
      var (a, b) = (Point.zero, Point.zero)
      if x2 || y2 {
        guard let x = placement.center(.x, row), let y = placement.center(.y, row) else { return nil }
        // Without its end a rule is a point.
        let endX = x2 ? placement.second(.x, row) ?? x : x
        let endY = y2 ? placement.second(.y, row) ?? y : y
        (a, b) = (Point(x, y), Point(endX, endY))
      } else if hasX, !hasY || unit.orient == .vertical {
        guard let x = placement.center(.x, row) else { return nil }
        if hasY {
          guard let y = placement.center(.y, row) else { return nil }
          (a, b) = (Point(x, y), Point(x, placement.y?.base ?? plot.height))
        } else {
          (a, b) = (Point(x, plot.height), Point(x, 0))
        }
      } else if hasY {
        guard let y = placement.center(.y, row) else { return nil }
        if hasX {
          guard let x = placement.center(.x, row) else { return nil }
          (a, b) = (Point(x, y), Point(placement.x?.base ?? 0, y))
        } else {
          (a, b) = (Point(0, y), Point(plot.width, y))
        }
      } else {
        return nil
      }
      a = Point(a.x + (style.number("xOffset", row) ?? 0), a.y + (style.number("yOffset", row) ?? 0))
      b = Point(
        b.x + (style.number(x2 ? "x2Offset" : "xOffset", row) ?? 0),
        b.y + (style.number(y2 ? "y2Offset" : "yOffset", row) ?? 0))
      return .shape(Shape(.line(a, b), stroke: style.paint(row).stroke))
    }
  }

  /// Short strokes, drawn as thin rectangles.
  func ticks() -> [FrameItem] {
    let isVertical = unit.orient == .vertical
    let (along, across): (Channel, Channel) = isVertical ? (.y, .x) : (.x, .y)
    return each { row in
      guard let place = placement.center(across, row), var middle = placement.center(along, row) else { return nil }
      if let edges = placement.edges(along, row) { middle = (edges.0 + edges.1) / 2 }
      let thickness = style.number("thickness", row) ?? 1
      let written = style.number(.size, row) ?? style.written("size", row)?.number
      var length = written ?? style.number(isVertical ? "height" : "width") ?? 0
      if length == 0 {
        let key = isVertical ? "height" : "width"
        if placement.offsetScale(along)?.band != nil, let inner = placement.offsetScale(along)?.bandwidth {
          length = inner
        } else if let edges = placement.edges(along, row) {
          length = (edges.1 - edges.0).magnitude
        } else if let band = placement.scale(along)?.band {
          let share = style.property(key)?["band"]?.number
          length =
            share.map { $0 * band.bandwidth }
            ?? (band.bandwidth > 0 ? band.bandwidth : style.number("bandSize") ?? band.step * 0.75)
        } else {
          length = (unit[along] == nil ? plot.extent(along) * 0.75 : style.number("continuousBandSize") ?? 5)
        }
      }
      let rect =
        isVertical
        ? Rect(x: place - thickness / 2, y: middle - length / 2, width: thickness, height: length)
        : Rect(x: middle - length / 2, y: place - thickness / 2, width: length, height: thickness)
      let paint = style.paint(row)
      return .shape(Shape(.rect(rect), fill: paint.fill, stroke: paint.stroke))
    }
  }
}
