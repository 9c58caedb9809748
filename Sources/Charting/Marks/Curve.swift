import Frames
import Geometry

/// How points are joined.
struct Curve {
  let kind: String
  let tension: Double

  init(_ kind: String, tension: Double) {
    self.kind = kind
    self.tension = tension
  }

  /// Appends the curve through a run of points; `joined` leads on from the end of the path.
  func append(_ points: [Point], to path: inout Path, joined: Bool = false) {
    guard let first = points.first, let last = points.last else { return }
    path.elements.append(joined ? .line(first) : .move(first))
    guard points.count > 1 else {
      if !joined { path.elements.append(.line(first)) }
      return
    }
    switch kind {
    case "step", "step-before", "step-after":
      let at = kind == "step" ? 0.5 : kind == "step-before" ? 0 : 1
      for (a, b) in zip(points, points.dropFirst()) {
        let x = a.x + (b.x - a.x) * (joined ? 1 - at : at)
        path.elements += [.line(Point(x, a.y)), .line(Point(x, b.y))]
        if x != b.x { path.elements.append(.line(b)) }
      }
    case "monotone": monotone(points, &path)
    case "basis" where points.count > 2:
      func mix(_ a: Point, _ b: Point, _ c: Point, _ wa: Double, _ wb: Double, _ wc: Double) -> Point {
        Point((a.x * wa + b.x * wb + c.x * wc) / 6, (a.y * wa + b.y * wb + c.y * wc) / 6)
      }
      path.elements.append(.line(mix(points[0], points[1], points[1], 5, 1, 0)))
      let padded = points + [last]
      for i in 1..<points.count {
        let (a, b, c) = (padded[i - 1], padded[i], padded[i + 1])
        path.elements.append(.curve(mix(a, b, b, 4, 2, 0), mix(a, b, b, 2, 4, 0), mix(a, b, c, 1, 4, 1)))
      }
      path.elements.append(.line(last))
    case "cardinal", "catmull-rom", "natural", "bundle":
      let k = (1 - tension) / 6
      for i in 0..<(points.count - 1) {
        let before = points[max(0, i - 1)]
        let (a, b) = (points[i], points[i + 1])
        let after = points[min(points.count - 1, i + 2)]
        path.elements.append(
          .curve(
            Point(a.x + (b.x - before.x) * k, a.y + (b.y - before.y) * k),
            Point(b.x - (after.x - a.x) * k, b.y - (after.y - a.y) * k), b))
      }
    default: path.elements += points.dropFirst().map { .line($0) }
    }
  }

  /// A cubic curve that never overshoots between points ascending or descending in x (Steffen 1990).
  private func monotone(_ points: [Point], _ path: inout Path) {
    guard points.count > 2 else {
      path.elements += points.dropFirst().map { .line($0) }
      return
    }
    let slopes = zip(points, points.dropFirst()).map { a, b in b.x == a.x ? 0 : (b.y - a.y) / (b.x - a.x) }
    var tangents = [Double](repeating: 0, count: points.count)
    for i in 1..<(points.count - 1) {
      let (h0, h1) = (points[i].x - points[i - 1].x, points[i + 1].x - points[i].x)
      let (s0, s1) = (slopes[i - 1], slopes[i])
      guard h0 + h1 != 0 else { continue }
      let p = (s0 * h1 + s1 * h0) / (h0 + h1)
      let sign = (s0 < 0 ? -1.0 : 1) + (s1 < 0 ? -1.0 : 1)
      tangents[i] = sign * min(s0.magnitude, s1.magnitude, 0.5 * p.magnitude)
    }
    tangents[0] = (3 * slopes[0] - tangents[1]) / 2
    tangents[points.count - 1] = (3 * slopes[slopes.count - 1] - tangents[points.count - 2]) / 2
    for i in 0..<(points.count - 1) {
      let (a, b) = (points[i], points[i + 1])
      let dx = (b.x - a.x) / 3
      path.elements.append(
        .curve(Point(a.x + dx, a.y + dx * tangents[i]), Point(b.x - dx, b.y - dx * tangents[i + 1]), b))
    }
  }
}
