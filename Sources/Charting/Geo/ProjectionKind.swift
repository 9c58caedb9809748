#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The map projections by the names of Vega-Lite. Formulas after Snyder, “Map Projections: A Working Manual” (1987);
/// Equal Earth after Šavrič, Patterson and Jenny (2018), Natural Earth after Šavrič et al. (2011).
enum ProjectionKind: String, Sendable, CaseIterable {
  case albers, albersUsa, azimuthalEqualArea, azimuthalEquidistant, conicConformal, conicEqualArea, conicEquidistant
  case equalEarth, equirectangular, gnomonic, identity, mercator, naturalEarth1, orthographic, stereographic
  case transverseMercator

  /// The standard parallels where none are given, in degrees.
  var parallels: (Double, Double) {
    switch self {
    case .albers, .albersUsa: (29.5, 45.5)
    case .conicConformal: (30, 30)
    default: (0, 60)
    }
  }

  /// The rotation of the globe where none is given, in degrees.
  var rotation: [Double] { self == .albers || self == .albersUsa ? [96, 0, 0] : [0, 0, 0] }

  /// The place in the middle where none is given, in degrees.
  var center: (Double, Double) {
    switch self {
    case .albers, .albersUsa: (-0.6, 38.7)
    case .conicEqualArea: (0, 33.6442)
    case .conicEquidistant: (0, 13.9389)
    default: (0, 0)
    }
  }

  /// How many points a radian takes where it is not given.
  var scale: Double {
    switch self {
    case .albers, .albersUsa: 1_070
    case .azimuthalEqualArea: 124.75
    case .azimuthalEquidistant: 79.4188
    case .conicConformal: 109.5
    case .conicEqualArea: 155.424
    case .conicEquidistant: 131.154
    case .equalEarth: 177.158
    case .equirectangular: 152.63
    case .gnomonic: 144.049
    case .identity: 1
    case .mercator: 961 / (2 * Double.pi)
    case .naturalEarth1: 175.295
    case .orthographic: 249.5
    case .stereographic: 250
    case .transverseMercator: 159.155
    }
  }

  /// How far from the middle the globe is seen, in degrees; nil for projections that are cut at a meridian.
  var horizon: Double? {
    switch self {
    case .azimuthalEqualArea, .azimuthalEquidistant: 179.999
    case .gnomonic: 60
    case .orthographic: 90
    case .stereographic: 142
    default: nil
    }
  }

  /// The plane of a place: x to the right, y up, for a globe of radius one. Angles in radians.
  func plane(_ x: Double, _ y: Double, parallels: (Double, Double)) -> (x: Double, y: Double) {
    switch self {
    case .identity, .equirectangular: return (x, y)
    case .mercator: return (x, mercatorHeight(y))
    case .transverseMercator: return (mercatorHeight(y), -x)
    case .equalEarth:
      let (a1, a2, a3, a4) = (1.340264, -0.081106, 0.000893, 0.003796)
      let m = 3.0.squareRoot() / 2
      let l = asin(m * sin(y))
      let l2 = l * l
      let l6 = l2 * l2 * l2
      return (
        x * cos(l) / (m * (a1 + 3 * a2 * l2 + l6 * (7 * a3 + 9 * a4 * l2))), l * (a1 + a2 * l2 + l6 * (a3 + a4 * l2))
      )
    case .naturalEarth1:
      let y2 = y * y
      let y4 = y2 * y2
      return (
        x * (0.8707 - 0.131979 * y2 + y4 * (-0.013791 + y4 * (0.003971 * y2 - 0.001529 * y4))),
        y * (1.007226 + y2 * (0.015085 + y4 * (-0.044475 + 0.028874 * y2 - 0.005916 * y4)))
      )
    case .albers, .albersUsa, .conicEqualArea: return equalAreaCone(x, y, parallels)
    case .conicConformal: return conformalCone(x, y, parallels)
    case .conicEquidistant: return equidistantCone(x, y, parallels)
    case .orthographic: return (cos(y) * sin(x), sin(y))
    case .gnomonic:
      let k = cos(y) * cos(x)
      return (cos(y) * sin(x) / k, sin(y) / k)
    case .stereographic:
      let k = 1 + cos(y) * cos(x)
      return (cos(y) * sin(x) / k, sin(y) / k)
    case .azimuthalEqualArea:
      let k = (2 / (1 + cos(x) * cos(y))).squareRoot()
      return k.isFinite ? (k * cos(y) * sin(x), k * sin(y)) : (2, 0)
    case .azimuthalEquidistant:
      let c = acos(max(-1, min(1, cos(x) * cos(y))))
      let k = c == 0 ? 1 : c / sin(c)
      return (k * cos(y) * sin(x), k * sin(y))
    }
  }

  private func mercatorHeight(_ y: Double) -> Double { log(tan((Double.pi / 2 + y) / 2)) }

  private func equalAreaCone(_ x: Double, _ y: Double, _ parallels: (Double, Double)) -> (x: Double, y: Double) {
    let sine = sin(parallels.0)
    let n = (sine + sin(parallels.1)) / 2
    guard n.magnitude > 1e-6 else { return (x * cos(parallels.0), sin(y) / cos(parallels.0)) }
    let c = 1 + sine * (2 * n - sine)
    let r = max(0, c - 2 * n * sin(y)).squareRoot() / n
    return (r * sin(n * x), c.squareRoot() / n - r * cos(n * x))
  }

  private func conformalCone(_ x: Double, _ y: Double, _ parallels: (Double, Double)) -> (x: Double, y: Double) {
    func t(_ y: Double) -> Double { tan((Double.pi / 2 + y) / 2) }
    let (a, b) = parallels
    let n = a == b ? sin(a) : log(cos(a) / cos(b)) / log(t(b) / t(a))
    guard n.magnitude > 1e-9 else { return (x, mercatorHeight(y)) }
    let f = cos(a) * pow(t(a), n) / n
    // The far pole lies infinitely far away.
    let end = Double.pi / 2 - 1e-6
    let y = f > 0 ? max(y, -end) : min(y, end)
    let r = f / pow(t(y), n)
    return (r * sin(n * x), f - r * cos(n * x))
  }

  private func equidistantCone(_ x: Double, _ y: Double, _ parallels: (Double, Double)) -> (x: Double, y: Double) {
    let (a, b) = parallels
    let n = a == b ? sin(a) : (cos(a) - cos(b)) / (b - a)
    guard n.magnitude > 1e-6 else { return (x, y) }
    let g = cos(a) / n + a
    return ((g - y) * sin(n * x), g - (g - y) * cos(n * x))
  }
}
