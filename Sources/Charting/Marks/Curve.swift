import Frames
import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How points are joined: the interpolations of Vega.
struct Curve {
  let kind: String
  /// Of `cardinal` (0 straightest to 1), `catmull-rom` (the exponent of the distances) and `bundle`; nil for the usual.
  let tension: Double?
  /// Whether the points run along y, which `monotone` has to know.
  var isHorizontal = false

  init(_ kind: String, tension: Double?, isHorizontal: Bool = false) {
    self.kind = kind
    self.tension = tension
    self.isHorizontal = isHorizontal
  }

  /// Appends the curve through a run of points; `joined` leads on from the end of the path, backwards along the run.
  func append(_ points: [Point], to path: inout Path, joined: Bool = false) {
    guard let first = points.first else { return }
    var pen = Pen(path: path, joined: joined)
    switch kind {
    case "step", "step-before", "step-after":
      let at = kind == "step" ? 0.5 : kind == "step-before" ? 0 : 1
      step(points, joined ? 1 - at : at, &pen)
    case "monotone": monotone(points, &pen)
    case "natural": natural(points, &pen)
    case "basis": basis(points, &pen)
    case "basis-open": basisOpen(points, &pen)
    case "basis-closed": basisClosed(points, &pen)
    case "bundle": basis(straightened(points), &pen)
    case "cardinal": cardinal(points, closed: false, open: false, &pen)
    case "cardinal-open": cardinal(points, closed: false, open: true, &pen)
    case "cardinal-closed": cardinal(points, closed: true, open: false, &pen)
    case "catmull-rom": catmullRom(points, &pen)
    case "linear-closed":
      pen.polyline(points)
      if points.count > 1 { pen.path.elements.append(.close) }
    default: pen.polyline(points)
    }
    if pen.isEmpty, !joined { pen.polyline([first, first]) }
    // One point alone is a dot under round or square caps.
    if points.count == 1, !joined { pen.line(first) }
    path = pen.path
  }

  /// Draws, beginning with a move or, where the path goes on, a line.
  private struct Pen {
    var path: Path
    var joined: Bool
    var isEmpty = true

    init(path: Path, joined: Bool) {
      self.path = path
      self.joined = joined
    }

    mutating func line(_ p: Point) {
      path.elements.append(isEmpty && !joined ? .move(p) : .line(p))
      isEmpty = false
    }

    mutating func curve(_ a: Point, _ b: Point, _ c: Point) { path.elements.append(.curve(a, b, c)) }

    mutating func polyline(_ points: [Point]) { for p in points { line(p) } }
  }

  private func mix(_ a: Point, _ b: Point, _ t: Double) -> Point { Point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t) }

  /// Steps at a share of the way between points.
  private func step(_ points: [Point], _ at: Double, _ pen: inout Pen) {
    pen.line(points[0])
    for (a, b) in zip(points, points.dropFirst()) {
      if isHorizontal {
        let y = a.y + (b.y - a.y) * at
        pen.line(Point(a.x, y))
        pen.line(Point(b.x, y))
        if y != b.y { pen.line(b) }
      } else {
        let x = a.x + (b.x - a.x) * at
        pen.line(Point(x, a.y))
        pen.line(Point(x, b.y))
        if x != b.x { pen.line(b) }
      }
    }
  }

  // MARK: B-splines

  /// One piece of a uniform cubic B-spline, from the knot between the first three points to that between the last.
  private func splinePiece(_ a: Point, _ b: Point, _ c: Point, _ pen: inout Pen) {
    pen.curve(mix(a, b, 1 / 3), mix(a, b, 2 / 3), knot(a, b, c))
  }

  private func knot(_ a: Point, _ b: Point, _ c: Point) -> Point {
    Point((a.x + 4 * b.x + c.x) / 6, (a.y + 4 * b.y + c.y) / 6)
  }

  private func basis(_ points: [Point], _ pen: inout Pen) {
    guard points.count > 2, let last = points.last else { return pen.polyline(points) }
    pen.line(points[0])
    pen.line(knot(points[0], points[0], points[1]))
    for i in 1..<points.count { splinePiece(points[i - 1], points[i], points[min(i + 1, points.count - 1)], &pen) }
    pen.line(last)
  }

  private func basisOpen(_ points: [Point], _ pen: inout Pen) {
    guard points.count > 2 else { return }
    pen.line(knot(points[0], points[1], points[2]))
    for i in 2..<max(2, points.count - 1) { splinePiece(points[i - 1], points[i], points[i + 1], &pen) }
  }

  private func basisClosed(_ points: [Point], _ pen: inout Pen) {
    guard points.count > 2 else {
      pen.polyline(points)
      if points.count == 2 { pen.path.elements.append(.close) }
      return
    }
    let n = points.count
    pen.line(knot(points[0], points[1], points[2]))
    for i in 2..<(n + 2) { splinePiece(points[(i - 1) % n], points[i % n], points[(i + 1) % n], &pen) }
  }

  /// The points moved towards the straight line between the ends, as hierarchical edge bundling does (Holten 2006).
  private func straightened(_ points: [Point]) -> [Point] {
    guard points.count > 1, let first = points.first, let last = points.last else { return points }
    let beta = tension ?? 0.85
    return points.enumerated().map { i, p in
      let straight = mix(first, last, Double(i) / Double(points.count - 1))
      return mix(straight, p, beta)
    }
  }

  // MARK: Splines through the points

  private func cardinal(_ points: [Point], closed: Bool, open: Bool, _ pen: inout Pen) {
    let k = (1 - (tension ?? 0)) / 6
    let n = points.count
    func piece(_ before: Point, _ a: Point, _ b: Point, _ after: Point) {
      pen.curve(
        Point(a.x + (b.x - before.x) * k, a.y + (b.y - before.y) * k),
        Point(b.x - (after.x - a.x) * k, b.y - (after.y - a.y) * k), b)
    }
    if open {
      guard n > 2 else { return }
      pen.line(points[1])
      for i in 1..<max(1, n - 2) { piece(points[i - 1], points[i], points[i + 1], points[i + 2]) }
      return
    }
    guard n > 2 else {
      pen.polyline(points)
      if closed, n == 2 { pen.path.elements.append(.close) }
      return
    }
    if closed {
      pen.line(points[1])
      for i in 1...n { piece(points[(i - 1) % n], points[i % n], points[(i + 1) % n], points[(i + 2) % n]) }
      return
    }
    pen.line(points[0])
    for i in 0..<(n - 1) {
      piece(points[i == 0 ? 1 : i - 1], points[i], points[i + 1], points[i + 2 < n ? i + 2 : n - 2])
    }
  }

  /// A spline whose parameter grows with a power of the distances (Catmull and Rom 1974; centripetal at 0.5).
  private func catmullRom(_ points: [Point], _ pen: inout Pen) {
    let alpha = tension ?? 0.5
    guard points.count > 2, alpha > 0 else { return cardinal(points, closed: false, open: false, &pen) }
    func length(_ a: Point, _ b: Point) -> (Double, Double) {
      let square = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
      return (pow(square, alpha / 2), pow(square, alpha))
    }
    pen.line(points[0])
    for i in 0..<(points.count - 1) {
      let (a, b) = (points[i], points[i + 1])
      let before = i > 0 ? length(points[i - 1], a) : (0, 0)
      let here = length(a, b)
      let after = i + 2 < points.count ? length(b, points[i + 2]) : (0, 0)
      var (p, q) = (a, b)
      if before.0 > 1e-12 {
        let o = points[i - 1]
        let w = 2 * before.1 + 3 * before.0 * here.0 + here.1
        let n = 3 * before.0 * (before.0 + here.0)
        p = Point(
          (a.x * w - o.x * here.1 + b.x * before.1) / n, (a.y * w - o.y * here.1 + b.y * before.1) / n)
      }
      if after.0 > 1e-12 {
        let c = points[i + 2]
        let w = 2 * after.1 + 3 * after.0 * here.0 + here.1
        let n = 3 * after.0 * (after.0 + here.0)
        q = Point((b.x * w + a.x * after.1 - c.x * here.1) / n, (b.y * w + a.y * after.1 - c.y * here.1) / n)
      }
      pen.curve(p, q, b)
    }
  }

  /// The cubic spline with continuous curvature and none at its ends.
  private func natural(_ points: [Point], _ pen: inout Pen) {
    guard points.count > 2 else { return pen.polyline(points) }
    let (ax, bx) = controls(points.map(\.x))
    let (ay, by) = controls(points.map(\.y))
    pen.line(points[0])
    for i in 0..<(points.count - 1) {
      pen.curve(Point(ax[i], ay[i]), Point(bx[i], by[i]), points[i + 1])
    }
  }

  /// The control values of a natural spline, by elimination along the diagonal of its equations.
  private func controls(_ x: [Double]) -> ([Double], [Double]) {
    let n = x.count - 1
    var first = [Double](repeating: 0, count: n)
    var second = first
    var diagonal = first
    var right = first
    diagonal[0] = 2
    right[0] = x[0] + 2 * x[1]
    for i in 1..<max(1, n - 1) {
      first[i] = 1
      diagonal[i] = 4
      right[i] = 4 * x[i] + 2 * x[i + 1]
    }
    first[n - 1] = 2
    diagonal[n - 1] = 7
    right[n - 1] = 8 * x[n - 1] + x[n]
    for i in 1..<n {
      let m = first[i] / diagonal[i - 1]
      diagonal[i] -= m
      right[i] -= m * right[i - 1]
    }
    first[n - 1] = right[n - 1] / diagonal[n - 1]
    for i in stride(from: n - 2, through: 0, by: -1) { first[i] = (right[i] - first[i + 1]) / diagonal[i] }
    second[n - 1] = (x[n] + first[n - 1]) / 2
    for i in 0..<(n - 1) { second[i] = 2 * x[i + 1] - first[i + 1] }
    return (first, second)
  }

  /// A cubic curve that never overshoots between points ascending or descending in x (Steffen 1990).
  private func monotone(_ given: [Point], _ pen: inout Pen) {
    func turned(_ p: Point) -> Point { isHorizontal ? Point(p.y, p.x) : p }
    let points = given.map(turned)
    guard points.count > 2 else { return pen.polyline(given) }
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
    pen.line(given[0])
    for i in 0..<(points.count - 1) {
      let (a, b) = (points[i], points[i + 1])
      let dx = (b.x - a.x) / 3
      pen.curve(
        turned(Point(a.x + dx, a.y + dx * tangents[i])), turned(Point(b.x - dx, b.y - dx * tangents[i + 1])),
        given[i + 1]
      )
    }
  }
}
