import Frames
import Geometry
import Notation

extension MarkDrawing {
  func arcs() -> [FrameItem] {
    each { row in
      let paint = style.paint(row)
      return .shape(Shape(.path(sector(row).path), fill: paint.fill, stroke: paint.stroke))
    }
  }

  /// The part of a ring that stands for a row.
  func sector(_ row: DataRow) -> Sector {
    let center = Point(plot.width / 2, plot.height / 2)
    let full = min(plot.width, plot.height) / 2
    var (start, end) = (style.number("theta2") ?? 0, style.number("theta") ?? 2 * Double.pi)
    if let bound = unit[.theta], let scale = plot.position(.theta, placement.layer) {
      if let stackEnd = bound.stackEnd {
        start = scale.map(placement.value(bound.stackStart, row)) ?? 0
        end = scale.map(placement.value(stackEnd, row)) ?? 0
      } else if let band = scale.band {
        start = band.map(placement.datum(bound, row)) ?? 0
        end = start + band.bandwidth
      } else {
        start = unit[.theta2].flatMap { scale.map(placement.datum($0, row)) } ?? 0
        end = placement.fixed(bound) ?? scale.map(placement.datum(bound, row)) ?? 0
        if let last = bound.end, let edge = scale.map(placement.value(last, row)) { (start, end) = (end, edge) }
      }
    }
    var inner = style.number("innerRadius") ?? style.number("radius2") ?? 0
    var outer = style.number("outerRadius") ?? style.number("radius") ?? full
    if let bound = unit[.radius] {
      if let fixed = placement.fixed(bound) {
        outer = fixed
      } else if let scale = radiusScale(bound, full) {
        if let stackEnd = bound.stackEnd {
          inner = scale.map(placement.value(bound.stackStart, row)) ?? 0
          outer = scale.map(placement.value(stackEnd, row)) ?? 0
        } else if let band = scale.band {
          inner = band.map(placement.datum(bound, row)) ?? 0
          outer = inner + band.bandwidth
        } else {
          outer = scale.map(placement.datum(bound, row)) ?? 0
        }
      }
    }
    let isPiled = unit[.theta]?.stackStart != nil
    let isRingPiled = unit[.radius]?.stackStart != nil
    start += style.number(isPiled ? "thetaOffset" : "theta2Offset", row) ?? 0
    end += style.number("thetaOffset", row) ?? 0
    inner += style.number(isRingPiled ? "radiusOffset" : "radius2Offset", row) ?? 0
    outer += style.number("radiusOffset", row) ?? 0
    return Sector(
      center: center, inner: inner, outer: outer, start: start, end: end,
      padding: style.number("padAngle", row) ?? 0, corner: style.number("cornerRadius", row) ?? 0)
  }

  private func radiusScale(_ bound: EncodedChannel, _ full: Double) -> PositionScale? {
    guard let name = placement.layer.scales[.radius], let model = plot.models[name] else { return nil }
    let low = model.properties["rangeMin"]?.number ?? model.properties["range"]?.sequence?.first?.number ?? 0
    let high = model.properties["rangeMax"]?.number ?? model.properties["range"]?.sequence?.last?.number ?? full
    return model.position(low, high, zone: scene.zone)
  }
}
