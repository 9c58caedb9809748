import Frames
import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A sector of a ring, the outline of the mark `arc`. Angles in radians from twelve o'clock, clockwise.
struct Sector {
  let center: Point
  let inner: Double
  let outer: Double
  let start: Double
  let end: Double
  /// The angle left free to the neighbours; the gap has parallel sides.
  private let padding: Double
  /// The rounding of the corners.
  private let corner: Double

  init(center: Point, inner: Double, outer: Double, start: Double, end: Double, padding: Double, corner: Double) {
    self.center = center
    self.inner = max(0, min(inner, outer))
    self.outer = max(0, max(inner, outer))
    // From here on angles as in geometry: from three o'clock.
    self.start = min(start, end) - Double.pi / 2
    self.end = max(start, end) - Double.pi / 2
    self.padding = padding
    self.corner = corner
  }

  var path: Path {
    var path = Path()
    guard start.isFinite, end.isFinite, inner.isFinite, outer.isFinite else { return path }
    let span = end - start
    if span > 2 * Double.pi - 1e-9 {
      path.appendArc(center: center, radius: outer, from: start, to: end)
      if inner > 0 {
        path.elements.append(.move(at(inner, end)))
        path.appendArc(center: center, radius: inner, from: end, to: start)
      }
      path.elements.append(.close)
      return path
    }
    let outerEnds = padded(outer)
    let innerEnds = padded(inner)
    let rounding = roundings(outerEnds, innerEnds)
    // 1. Along the outer edge.
    if rounding.outer > 1e-9, outerEnds.1 > outerEnds.0 {
      let first = corner(at: outerEnds.0, towards: at(inner, innerEnds.0), radius: outer, rounding.outer, side: 1)
      let last = corner(at: outerEnds.1, towards: at(inner, innerEnds.1), radius: outer, rounding.outer, side: -1)
      path.appendArc(center: first.center, radius: rounding.outer, from: first.side, to: after(first.side, first.edge))
      path.appendArc(
        center: center, radius: outer, from: first.touch, to: met(first.touch, after(first.touch, last.touch)))
      path.appendArc(center: last.center, radius: rounding.outer, from: last.edge, to: after(last.edge, last.side))
    } else {
      path.appendArc(center: center, radius: outer, from: outerEnds.0, to: outerEnds.1)
    }
    // 2. Back along the inner one.
    if inner < 1e-9 || innerEnds.1 <= innerEnds.0 {
      path.elements.append(.line(at(inner, innerEnds.1)))
    } else if rounding.inner > 1e-9 {
      let first = corner(at: innerEnds.1, towards: at(outer, outerEnds.1), radius: inner, -rounding.inner, side: -1)
      let last = corner(at: innerEnds.0, towards: at(outer, outerEnds.0), radius: inner, -rounding.inner, side: 1)
      path.appendArc(center: first.center, radius: rounding.inner, from: first.side, to: after(first.side, first.edge))
      path.appendArc(
        center: center, radius: inner, from: first.touch, to: met(first.touch, before(first.touch, last.touch)))
      path.appendArc(center: last.center, radius: rounding.inner, from: last.edge, to: after(last.edge, last.side))
    } else {
      path.appendArc(center: center, radius: inner, from: innerEnds.1, to: innerEnds.0)
    }
    path.elements.append(.close)
    return path
  }

  private func at(_ radius: Double, _ angle: Double) -> Point {
    Point(center.x + radius * cos(angle), center.y + radius * sin(angle))
  }

  /// The ends of an edge after the padding, which is the same distance at every radius.
  private func padded(_ radius: Double) -> (Double, Double) {
    guard padding > 0 else { return (start, end) }
    let reach = (inner * inner + outer * outer).squareRoot() * sin(padding / 2)
    let angle = radius > 0 ? asin(min(1, reach / radius)) : Double.pi / 2
    guard end - start - 2 * angle > 1e-12 else { return ((start + end) / 2, (start + end) / 2) }
    return (start + angle, end - angle)
  }

  /// How far the corners can be rounded: not beyond half the ring, nor where the sides meet.
  private func roundings(_ outerEnds: (Double, Double), _ innerEnds: (Double, Double)) -> (outer: Double, inner: Double)
  {
    let most = min((outer - inner) / 2, corner)
    guard most > 0, end - start < Double.pi else { return (max(0, most), max(0, most)) }
    // Where the two sides, made longer, cross.
    let (a, b) = (at(outer, outerEnds.0) - center, at(outer, outerEnds.1) - center)
    let (c, d) = (at(inner, innerEnds.0) - center, at(inner, innerEnds.1) - center)
    let (u, v) = (c - a, d - b)
    let determinant = v.y * u.x - v.x * u.y
    guard determinant * determinant > 1e-12 else { return (0, 0) }
    let t = (v.x * (a.y - b.y) - v.y * (a.x - b.x)) / determinant
    let meet = Point(a.x + t * u.x, a.y + t * u.y)
    let (p, q) = (a - meet, b - meet)
    let lengths = (p.x * p.x + p.y * p.y).squareRoot() * (q.x * q.x + q.y * q.y).squareRoot()
    let half = acos(max(-1, min(1, (p.x * q.x + p.y * q.y) / lengths))) / 2
    let k = 1 / sin(half)
    let distance = (meet.x * meet.x + meet.y * meet.y).squareRoot()
    return (
      max(0, min(most, (outer - distance) / (k + 1))), max(0, min(most, k == 1 ? most : (inner - distance) / (k - 1)))
    )
  }

  /// A circle that touches an edge of the ring and a straight side.
  private struct Corner {
    var center: Point
    /// The angle about its center where it touches the side, and where it touches the edge.
    var side: Double
    var edge: Double
    /// The angle about the center of the ring where it touches the edge.
    var touch: Double
  }

  /// - Parameter rounding: negative for corners outside of the edge, those of the inner one.
  /// - Parameter side: 1 when the sector lies clockwise of the side, −1 otherwise.
  private func corner(at angle: Double, towards other: Point, radius: Double, _ rounding: Double, side: Double)
    -> Corner
  {
    let from = at(radius, angle) - center
    let to = other - center
    let length = max(1e-12, ((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y)).squareRoot())
    // The direction from the inner to the outer end of the side, and the normal into the sector.
    let outward = rounding > 0 ? 1.0 : -1.0
    let (ux, uy) = ((from.x - to.x) / length * outward, (from.y - to.y) / length * outward)
    let (nx, ny) = (-uy * side, ux * side)
    let r = rounding.magnitude
    // The center lies r beside the side, and radius − rounding from the middle.
    let (ox, oy) = (from.x + nx * r, from.y + ny * r)
    let along = ox * ux + oy * uy
    let distance = radius - rounding
    let s = -along + max(0, along * along - (ox * ox + oy * oy) + distance * distance).squareRoot()
    let c = Point(ox + s * ux, oy + s * uy)
    let touch = atan2(c.y, c.x)
    return Corner(
      center: Point(center.x + c.x, center.y + c.y), side: atan2(-ny, -nx),
      edge: rounding > 0 ? touch : touch + Double.pi, touch: touch)
  }

  /// The end of the edge between two corners; none is left where they meet.
  private func met(_ first: Double, _ last: Double) -> Double {
    (last - first).magnitude > end - start ? first : last
  }

  /// The angle at or after another one, less than a turn later.
  private func after(_ first: Double, _ angle: Double) -> Double {
    var angle = angle
    while angle < first { angle += 2 * Double.pi }
    while angle >= first + 2 * Double.pi { angle -= 2 * Double.pi }
    return angle
  }

  /// The angle at or before another one, less than a turn earlier.
  private func before(_ first: Double, _ angle: Double) -> Double { -after(-first, -angle) }
}
