import Frames
import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One projection of one globe onto one place of the plot.
struct ProjectionPart: Sendable {
  let kind: ProjectionKind
  /// About the three axes, in degrees.
  var rotation: [Double]
  /// In degrees.
  var center: (Double, Double)
  /// In degrees.
  var parallels: (Double, Double)
  /// How far from the middle the globe is seen, in degrees.
  var horizon: Double?
  /// A turn of the plane, in degrees.
  var turn = 0.0
  var mirrorsX = false
  var mirrorsY = false
  /// What is seen of the plane.
  var window: Rect?
  private var scale = 1.0
  private var offset = Point.zero
  private var origin: (x: Double, y: Double) = (0, 0)

  init(_ kind: ProjectionKind) {
    self.kind = kind
    rotation = kind.rotation
    center = kind.center
    parallels = kind.parallels
    horizon = kind.horizon
  }

  func placed(_ scale: Double, _ offset: Point) -> ProjectionPart {
    var part = self
    part.scale = scale
    part.offset = offset
    if kind != .identity {
      let (x, y) = kind == .transverseMercator ? (-center.1, center.0) : center
      part.origin = part.flat(x * Self.radian, y * Self.radian)
    }
    return part
  }

  /// The mainland of the United States with Alaska, at 0.35 of its size, and Hawaii in the corner below.
  func unitedStates(_ k: Double, _ at: Point) -> [ProjectionPart] {
    func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> Rect {
      Rect(x: at.x + x0 * k, y: at.y + y0 * k, width: (x1 - x0) * k, height: (y1 - y0) * k)
    }
    var mainland = ProjectionPart(.albers)
    mainland.window = box(-0.455, -0.238, 0.455, 0.238)
    var alaska = ProjectionPart(.conicEqualArea)
    (alaska.rotation, alaska.center, alaska.parallels) = ([154, 0, 0], (-2, 58.5), (55, 65))
    alaska.window = box(-0.425, 0.12, -0.214, 0.234)
    var hawaii = ProjectionPart(.conicEqualArea)
    (hawaii.rotation, hawaii.center, hawaii.parallels) = ([157, 0, 0], (-3, 19.9), (8, 18))
    hawaii.window = box(-0.214, 0.166, -0.115, 0.234)
    return [
      mainland.placed(k, at), alaska.placed(0.35 * k, Point(at.x - 0.307 * k, at.y + 0.201 * k)),
      hawaii.placed(k, Point(at.x - 0.205 * k, at.y + 0.212 * k)),
    ]
  }

  private static let radian = Double.pi / 180
  /// What Mercator's projections show is a square: beyond this latitude they are cut.
  private static let mercatorLimit = atan(sinh(Double.pi))

  /// Where a place lies; nil where it is not to be seen.
  func point(_ place: Coordinate) -> Point? {
    let (x, y) = turned(place)
    if let horizon, cos(x) * cos(y) < cos(horizon * Self.radian) { return nil }
    let p = planar(wrapped(x), y)
    guard p.x.isFinite, p.y.isFinite else { return nil }
    if let window, p.x < window.minX || p.x > window.maxX || p.y < window.minY || p.y > window.maxY { return nil }
    return p
  }

  // MARK: From the globe to the plane

  private func flat(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    var y = y
    if kind == .mercator || kind == .transverseMercator { y = max(-Self.mercatorLimit, min(Self.mercatorLimit, y)) }
    return kind.plane(x, y, parallels: (parallels.0 * Self.radian, parallels.1 * Self.radian))
  }

  private func planar(_ x: Double, _ y: Double) -> Point {
    let p = flat(x, y)
    var (u, v) = (scale * (p.x - origin.x), scale * (kind == .identity ? p.y : origin.y - p.y))
    if mirrorsX { u = -u }
    if mirrorsY { v = -v }
    if turn != 0 {
      let a = turn * Self.radian
      (u, v) = (u * cos(a) + v * sin(a), v * cos(a) - u * sin(a))
    }
    return Point(offset.x + u, offset.y + v)
  }

  /// A place on the globe after its rotation, in radians.
  private func turned(_ place: Coordinate) -> (Double, Double) {
    if kind == .identity { return (place.longitude, place.latitude) }
    let (x, y) = (place.longitude * Self.radian, place.latitude * Self.radian)
    let more = kind == .transverseMercator ? 90.0 : 0
    let (a, b, c) = (rotation[0] * Self.radian, rotation[1] * Self.radian, (rotation[2] + more) * Self.radian)
    let l = wrapped(x + a)
    guard b != 0 || c != 0 else { return (l, y) }
    let (px, py, pz) = (cos(l) * cos(y), sin(l) * cos(y), sin(y))
    let k = pz * cos(b) + px * sin(b)
    return (
      atan2(py * cos(c) - k * sin(c), px * cos(b) - pz * sin(b)), asin(max(-1, min(1, k * cos(c) + py * sin(c))))
    )
  }

  /// Within −π…π.
  private func wrapped(_ x: Double) -> Double {
    kind == .identity || x.magnitude <= Double.pi ? x : x - 2 * Double.pi * (x / (2 * Double.pi)).rounded()
  }

  // MARK: Lines and rings

  func append(line: [Coordinate], to path: inout Path) {
    let places = arcs(line.map(turned))
    let runs: [[(Double, Double)]]
    if kind == .identity {
      runs = [places]
    } else if let horizon {
      runs = visible(places, horizon)
    } else {
      runs = strips(unwrapped(places), closed: false)
    }
    for run in runs {
      for piece in cut(line: run.map { planar($0.0, $0.1) }) where piece.count > 1 {
        path.elements += Path(polyline: piece).elements
      }
    }
  }

  func append(ring: [Coordinate], to path: inout Path) {
    guard ring.count > 2 else { return }
    let places = arcs(ring.map(turned))
    let rings: [[(Double, Double)]]
    if kind == .identity {
      rings = [places]
    } else if let horizon {
      rings = [bridged(places, horizon)]
    } else {
      rings = strips(aroundPole(unwrapped(places)), closed: true)
    }
    for ring in rings where ring.count > 2 {
      let outline = cut(ring: along(ring).map { planar($0.0, $0.1) })
      if outline.count > 2 { path.elements += Path(polyline: outline, closed: true).elements }
    }
  }

  func appendSphere(to path: inout Path) {
    let end = Double.pi
    let outline: [(Double, Double)]
    if let horizon {
      outline = circle(from: 0, to: 2 * end, horizon)
    } else {
      // A hair before the meridian, so that both sides keep apart.
      let side = end - 1e-9
      outline = along([
        (-side, -end / 2), (-side, end / 2), (0, end / 2), (side, end / 2), (side, -end / 2), (0, -end / 2),
      ])
    }
    let points = cut(ring: outline.map { planar($0.0, $0.1) })
    path.elements += Path(polyline: points, closed: true).elements
  }

  /// Great circles between places more than two degrees apart, as short steps.
  private func arcs(_ places: [(Double, Double)]) -> [(Double, Double)] {
    guard kind != .identity, let first = places.first else { return places }
    var result = [first]
    for (a, b) in zip(places, places.dropFirst()) {
      let cosine = sin(a.1) * sin(b.1) + cos(a.1) * cos(b.1) * cos(b.0 - a.0)
      if cosine < 0.9993, cosine > -0.9999 {
        let angle = acos(cosine)
        let count = Int((angle / (2 * Self.radian)).rounded(.up))
        for i in 1..<count {
          let t = Double(i) / Double(count)
          let (u, v) = (sin((1 - t) * angle) / sin(angle), sin(t * angle) / sin(angle))
          let x = u * cos(a.1) * cos(a.0) + v * cos(b.1) * cos(b.0)
          let y = u * cos(a.1) * sin(a.0) + v * cos(b.1) * sin(b.0)
          let z = u * sin(a.1) + v * sin(b.1)
          result.append((atan2(y, x), atan2(z, (x * x + y * y).squareRoot())))
        }
      }
      result.append(b)
    }
    return result
  }

  /// Steps of at most two degrees along straight lines of longitude and latitude: the sides of the map.
  private func along(_ places: [(Double, Double)]) -> [(Double, Double)] {
    guard kind != .identity else { return places }
    var result: [(Double, Double)] = []
    for (i, a) in places.enumerated() {
      result.append(a)
      let b = places[(i + 1) % places.count]
      let far = max((b.0 - a.0).magnitude, (b.1 - a.1).magnitude)
      let count = Int((far / (2 * Self.radian)).rounded(.up))
      guard count > 1 else { continue }
      for k in 1..<count {
        let t = Double(k) / Double(count)
        result.append((a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t))
      }
    }
    return result
  }

  // MARK: Cut at the meridian

  /// Longitudes that go on beyond ±π instead of leaping.
  private func unwrapped(_ places: [(Double, Double)]) -> [(Double, Double)] {
    var result = places
    for i in result.indices.dropFirst() {
      let step = result[i].0 - result[i - 1].0
      result[i].0 -= 2 * Double.pi * (step / (2 * Double.pi)).rounded()
    }
    return result
  }

  /// A ring that goes once around the globe is closed over the pole on its right.
  private func aroundPole(_ ring: [(Double, Double)]) -> [(Double, Double)] {
    guard let first = ring.first, let last = ring.last, (last.0 - first.0).magnitude > Double.pi else { return ring }
    let pole = last.0 > first.0 ? -Double.pi / 2 : Double.pi / 2
    return ring + [(last.0, pole), (first.0, pole)]
  }

  /// The parts of a line or ring in each turn of the globe, moved back to −π…π.
  private func strips(_ places: [(Double, Double)], closed: Bool) -> [[(Double, Double)]] {
    let full = 2 * Double.pi
    let low = places.map(\.0).min() ?? 0
    let high = places.map(\.0).max() ?? 0
    if low >= -Double.pi, high <= Double.pi { return [places] }
    var result: [[(Double, Double)]] = []
    let first = Int(((low + Double.pi) / full).rounded(.down))
    let last = Int(((high + Double.pi) / full - 1e-12).rounded(.down))
    guard first <= last, last - first < 100 else { return [places] }
    for turn in first...last {
      let shift = full * Double(turn)
      let points = places.map { Point($0.0 - shift, $0.1) }
      let box = Rect(x: -Double.pi, y: -10, width: full, height: 20)
      let parts = closed ? [Self.cut(ring: points, to: box)] : Self.cut(line: points, to: box)
      result += parts.map { $0.map { ($0.x, $0.y) } }
    }
    return result
  }

  // MARK: Cut at the horizon

  private func circle(from start: Double, to end: Double, _ horizon: Double) -> [(Double, Double)] {
    let r = horizon * Self.radian - 1e-6
    let count = max(1, Int(((end - start).magnitude / (2 * Self.radian)).rounded(.up)))
    return (0...count).map { i in
      let a = start + (end - start) * Double(i) / Double(count)
      return (atan2(sin(r) * cos(a), cos(r)), asin(sin(r) * sin(a)))
    }
  }

  private func isSeen(_ p: (Double, Double), _ horizon: Double) -> Bool {
    cos(p.0) * cos(p.1) > cos(horizon * Self.radian)
  }

  /// Where the way between two close places meets the horizon.
  private func crossing(_ a: (Double, Double), _ b: (Double, Double), _ horizon: Double) -> (Double, Double) {
    let far = b.0 - a.0
    let step = far - 2 * Double.pi * (far / (2 * Double.pi)).rounded()
    var (low, high) = (0.0, 1.0)
    let start = isSeen(a, horizon)
    func at(_ t: Double) -> (Double, Double) { (a.0 + step * t, a.1 + (b.1 - a.1) * t) }
    for _ in 0..<30 {
      let middle = (low + high) / 2
      if isSeen(at(middle), horizon) == start { low = middle } else { high = middle }
    }
    return at(start ? low : high)
  }

  /// The runs of a line before the horizon.
  private func visible(_ places: [(Double, Double)], _ horizon: Double) -> [[(Double, Double)]] {
    var runs: [[(Double, Double)]] = []
    var run: [(Double, Double)] = []
    for (i, p) in places.enumerated() {
      let seen = isSeen(p, horizon)
      if i > 0, isSeen(places[i - 1], horizon) != seen { run.append(crossing(places[i - 1], p, horizon)) }
      if seen {
        run.append(p)
      } else if !run.isEmpty {
        runs.append(run)
        run = []
      }
    }
    if !run.isEmpty { runs.append(run) }
    return runs
  }

  /// A ring whose part beyond the horizon is replaced by the way along it.
  private func bridged(_ ring: [(Double, Double)], _ horizon: Double) -> [(Double, Double)] {
    guard let start = ring.firstIndex(where: { isSeen($0, horizon) }) else { return [] }
    var places = Array(ring[start...]) + Array(ring[..<start])
    places.append(places[0])
    var result: [(Double, Double)] = []
    var left: (Double, Double)?
    func bearing(_ p: (Double, Double)) -> Double { atan2(sin(p.1), cos(p.1) * sin(p.0)) }
    for (i, p) in places.enumerated() {
      let seen = isSeen(p, horizon)
      if i > 0, isSeen(places[i - 1], horizon) != seen {
        let edge = crossing(places[i - 1], p, horizon)
        if seen, let from = left {
          let a = bearing(from)
          var way = bearing(edge) - a
          way -= 2 * Double.pi * (way / (2 * Double.pi)).rounded()
          result += circle(from: a, to: a + way, horizon)
          left = nil
        }
        result.append(edge)
        if !seen { left = edge }
      }
      if seen { result.append(p) }
    }
    return result
  }

  // MARK: Cut in the plane

  private func cut(line: [Point]) -> [[Point]] {
    let finite = line.filter { $0.x.isFinite && $0.y.isFinite }
    return window.map { Self.cut(line: finite, to: $0) } ?? [finite]
  }

  private func cut(ring: [Point]) -> [Point] {
    let finite = ring.filter { $0.x.isFinite && $0.y.isFinite }
    return window.map { Self.cut(ring: finite, to: $0) } ?? finite
  }

  /// A ring within a box (Sutherland and Hodgman 1974).
  private static func cut(ring: [Point], to box: Rect) -> [Point] {
    var points = ring
    let sides: [(Point) -> Double] = [
      { $0.x - box.minX }, { box.maxX - $0.x }, { $0.y - box.minY }, { box.maxY - $0.y },
    ]
    for side in sides {
      guard let last = points.last else { return [] }
      var kept: [Point] = []
      var before = last
      for p in points {
        let (a, b) = (side(before), side(p))
        if (a >= 0) != (b >= 0) {
          let t = a / (a - b)
          kept.append(Point(before.x + (p.x - before.x) * t, before.y + (p.y - before.y) * t))
        }
        if b >= 0 { kept.append(p) }
        before = p
      }
      points = kept
    }
    return points
  }

  /// The parts of a line within a box (Liang and Barsky 1984).
  private static func cut(line: [Point], to box: Rect) -> [[Point]] {
    var parts: [[Point]] = []
    var run: [Point] = []
    for (a, b) in zip(line, line.dropFirst()) {
      var (from, to) = (0.0, 1.0)
      for (p, q) in [
        (a.x - b.x, a.x - box.minX), (b.x - a.x, box.maxX - a.x), (a.y - b.y, a.y - box.minY),
        (b.y - a.y, box.maxY - a.y),
      ] {
        if p == 0 { if q < 0 { from = 2 } } else if p < 0 { from = max(from, q / p) } else { to = min(to, q / p) }
      }
      guard from <= to else {
        if !run.isEmpty { parts.append(run) }
        run = []
        continue
      }
      func at(_ t: Double) -> Point { Point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t) }
      if run.isEmpty { run.append(at(from)) }
      run.append(at(to))
      if to < 1 {
        parts.append(run)
        run = []
      }
    }
    if !run.isEmpty { parts.append(run) }
    return parts
  }
}
