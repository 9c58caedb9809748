/// A place on the globe, in degrees.
struct Coordinate: Hashable, Sendable {
  var longitude: Double
  var latitude: Double
}

/// What a GeoJSON object draws (RFC 7946).
enum GeoGeometry: Sendable {
  case points([Coordinate])
  case lines([[Coordinate]])
  /// Each with its outer ring and its holes.
  case polygons([[[Coordinate]]])
  /// The whole globe.
  case sphere

  /// All parts of a GeoJSON geometry, feature or collection; nothing for anything else.
  static func parts(of value: DataValue) -> [GeoGeometry] {
    guard case .string(let type) = value.member("type") else { return [] }
    let coordinates = value.member("coordinates")
    switch type {
    case "Feature": return parts(of: value.member("geometry"))
    case "FeatureCollection": return list(value.member("features")).flatMap(parts)
    case "GeometryCollection": return list(value.member("geometries")).flatMap(parts)
    case "Point": return [.points([coordinate(coordinates)].compactMap { $0 })]
    case "MultiPoint": return [.points(line(coordinates))]
    case "LineString": return [.lines([line(coordinates)])]
    case "MultiLineString": return [.lines(list(coordinates).map(line))]
    case "Polygon": return [.polygons([list(coordinates).map(line)])]
    case "MultiPolygon": return [.polygons(list(coordinates).map { list($0).map(line) })]
    case "Sphere": return [.sphere]
    default: return []
    }
  }

  private static func list(_ value: DataValue) -> [DataValue] { if case .list(let items) = value { items } else { [] } }

  private static func line(_ value: DataValue) -> [Coordinate] { list(value).compactMap(coordinate) }

  private static func coordinate(_ value: DataValue) -> Coordinate? {
    guard case .list(let items) = value, items.count >= 2, let x = items[0].asNumber, let y = items[1].asNumber else {
      return nil
    }
    return Coordinate(longitude: x, latitude: y)
  }
}
