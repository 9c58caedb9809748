import Frames
import Geometry
import Notation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A map projection onto a plot: the globe turned, cut, laid flat, scaled and moved.
struct Projection: Sendable {
  /// The projections side by side: one, or the mainland, Alaska and Hawaii of `albersUsa`.
  private var parts: [ProjectionPart]
  /// The radius of places, in points.
  let pointRadius: Double

  /// The projection a specification asks for; `scale` and `translate` are those written, or what fills the plot.
  init(_ node: Node?, fitting geometries: [GeoGeometry], size: Size) {
    let kind = node?["type"]?.string.flatMap(ProjectionKind.init) ?? .equalEarth
    func numbers(_ key: String) -> [Double]? { node?[key]?.sequence?.compactMap(\.number) }
    pointRadius = node?["pointRadius"]?.number ?? 4.5
    let scale = node?["scale"]?.number
    let offset = numbers("translate").flatMap { $0.count == 2 ? Point($0[0], $0[1]) : nil }
    var part = ProjectionPart(kind)
    if let list = numbers("rotate"), list.count >= 2 { part.rotation = list + (list.count == 2 ? [0] : []) }
    if let list = numbers("center"), list.count == 2 { part.center = (list[0], list[1]) }
    if let list = numbers("parallels"), list.count == 2 { part.parallels = (list[0], list[1]) }
    if let angle = node?["clipAngle"]?.number, angle > 0 { part.horizon = min(angle, 179.999) }
    part.turn = node?["angle"]?.number ?? 0
    part.mirrorsX = node?["reflectX"]?.bool ?? false
    part.mirrorsY = node?["reflectY"]?.bool ?? false
    if let list = node?["clipExtent"]?.sequence?.flatMap({ $0.sequence?.compactMap(\.number) ?? [] }), list.count == 4 {
      part.window = Rect(x: list[0], y: list[1], width: list[2] - list[0], height: list[3] - list[1])
    }
    func placed(_ scale: Double, _ offset: Point) -> [ProjectionPart] {
      kind == .albersUsa ? part.unitedStates(scale, offset) : [part.placed(scale, offset)]
    }
    guard scale == nil, offset == nil else {
      parts = placed(scale ?? kind.scale, offset ?? Point(size.width / 2, size.height / 2))
      return
    }
    // What there is to see fills the plot.
    parts = placed(150, .zero)
    var box: Rect?
    for geometry in geometries {
      if let r = path(geometry, radius: 0).controlBox { box = box?.union(r) ?? r }
    }
    let middle = Point(size.width / 2, size.height / 2)
    guard let box, box.width > 0 || box.height > 0 else {
      parts = placed(kind.scale, middle)
      return
    }
    let k = min(
      box.width > 0 ? size.width / box.width : .infinity, box.height > 0 ? size.height / box.height : .infinity)
    parts = placed(150 * k, Point(middle.x - k * (box.minX + box.maxX) / 2, middle.y - k * (box.minY + box.maxY) / 2))
  }

  /// Where a place lies; nil where it is not to be seen.
  func point(_ place: Coordinate) -> Point? { parts.lazy.compactMap { $0.point(place) }.first }

  /// The outline of a geometry.
  func path(_ geometry: GeoGeometry, radius: Double? = nil) -> Path {
    var path = Path()
    for part in parts {
      switch geometry {
      case .points(let places):
        for p in places.compactMap({ part.point($0) }) {
          let radius = radius ?? pointRadius
          guard radius > 0 else {
            path.elements.append(.move(p))
            continue
          }
          path.elements.append(.move(Point(p.x + radius, p.y)))
          path.appendArc(center: p, radius: radius, from: 0, to: 2 * Double.pi)
          path.elements.append(.close)
        }
      case .lines(let lines): for line in lines { part.append(line: line, to: &path) }
      case .polygons(let polygons): for ring in polygons.joined() { part.append(ring: ring, to: &path) }
      case .sphere: part.appendSphere(to: &path)
      }
    }
    return path
  }
}
