import Diagnostics
import Notation
import OrderedCollections

/// Reads geometries that share their borders: the TopoJSON format (Bostock and Metcalf, version 1).
struct TopoJSON {
  private let root: Node
  private let arcs: [[DataValue]]

  init(_ root: Node) {
    self.root = root
    let scale = root["transform"]?["scale"]?.sequence?.compactMap(\.number)
    let origin = root["transform"]?["translate"]?.sequence?.compactMap(\.number)
    arcs = (root["arcs"]?.sequence ?? []).map { arc in
      var (x, y) = (0.0, 0.0)
      return (arc.sequence ?? []).compactMap { node -> DataValue? in
        guard let pair = node.sequence, pair.count >= 2, let a = pair[0].number, let b = pair[1].number else {
          return nil
        }
        guard let scale, let origin, scale.count == 2, origin.count == 2 else {
          return .list([.number(a), .number(b)])
        }
        x += a
        y += b
        return .list([.number(x * scale[0] + origin[0]), .number(y * scale[1] + origin[1])])
      }
    }
  }

  /// The names of what it holds.
  var names: [String] { root["objects"]?.mapping.map { Array($0.keys) } ?? [] }

  /// One row a feature of an object; nil where there is no such object.
  func features(_ name: String) -> DataTable? {
    guard let object = root["objects"]?[name] else { return nil }
    var table = DataTable(fields: ["type", "id", "properties", "geometry"])
    for geometry in object["geometries"]?.sequence ?? [object] {
      table.append([
        .string("Feature"), geometry["id"].map { DataValue($0) } ?? .null,
        geometry["properties"].map { DataValue($0) } ?? .object([]), self.geometry(geometry),
      ])
    }
    return table
  }

  /// One row with the borders of an object, each once: all, those between two parts (`interior`) or the others.
  func mesh(_ name: String, filter: String?) -> DataTable? {
    guard let object = root["objects"]?[name] else { return nil }
    var uses: OrderedDictionary<Int, Int> = [:]
    for geometry in object["geometries"]?.sequence ?? [object] {
      var own: OrderedSet<Int> = []
      collect(geometry["arcs"], into: &own)
      for arc in own { uses[arc, default: 0] += 1 }
    }
    let kept = uses.filter { filter == nil || (filter == "interior") == ($0.value > 1) }
    let lines = kept.keys.compactMap { arcs.indices.contains($0) ? DataValue.list(arcs[$0]) : nil }
    return DataTable(fields: ["type", "coordinates"], rows: [[.string("MultiLineString"), .list(lines)]])
  }

  private func collect(_ node: Node?, into found: inout OrderedSet<Int>) {
    if let items = node?.sequence { for item in items { collect(item, into: &found) } }
    if let n = node?.number, n.magnitude < 1e9 { found.append(n < 0 ? ~Int(n) : Int(n)) }
  }

  private func geometry(_ node: Node) -> DataValue {
    guard let type = node["type"]?.string else { return .null }
    func made(_ coordinates: DataValue) -> DataValue {
      .object([DataValue.Entry("type", .string(type)), DataValue.Entry("coordinates", coordinates)])
    }
    func each(_ node: Node?, _ make: (Node) -> DataValue) -> DataValue { .list((node?.sequence ?? []).map(make)) }
    switch type {
    case "GeometryCollection":
      return .object([
        DataValue.Entry("type", .string(type)), DataValue.Entry("geometries", each(node["geometries"], geometry)),
      ])
    case "Point", "MultiPoint": return made(node["coordinates"].map { DataValue($0) } ?? .null)
    case "LineString": return made(node["arcs"].map(line) ?? .list([]))
    case "MultiLineString", "Polygon": return made(each(node["arcs"], line))
    case "MultiPolygon": return made(each(node["arcs"]) { each($0, line) })
    default: return .null
    }
  }

  /// The points of arcs one after the other; a negative number is an arc backwards.
  private func line(_ node: Node) -> DataValue {
    var points: [DataValue] = []
    for item in node.sequence ?? [] {
      guard let n = item.number, n.magnitude < 1e9 else { continue }
      let index = n < 0 ? ~Int(n) : Int(n)
      guard arcs.indices.contains(index) else { continue }
      let arc = n < 0 ? arcs[index].reversed() : arcs[index]
      points += points.isEmpty ? arc : Array(arc.dropFirst())
    }
    return .list(points)
  }
}

extension DataTable {
  /// A net of meridians and parallels, one row: every `step` degrees up to 80° north and south, four meridians to the
  /// poles.
  static func graticule(_ node: Node) -> DataTable {
    func pair(_ key: String) -> (Double, Double)? {
      guard let list = node[key]?.sequence?.compactMap(\.number), list.count == 2, list.allSatisfy({ $0 > 0 }) else {
        return nil
      }
      return (max(list[0], 0.1), max(list[1], 0.1))
    }
    func box(_ key: String) -> [Double]? {
      let list = node[key]?.sequence?.flatMap { $0.sequence?.compactMap(\.number) ?? [] } ?? []
      return list.count == 4 ? list : nil
    }
    let minorStep = pair("stepMinor") ?? pair("step") ?? (10, 10)
    let majorStep = pair("stepMajor") ?? pair("step") ?? (90, 360)
    let minor = box("extentMinor") ?? box("extent") ?? [-180, -80 - 1e-6, 180, 80 + 1e-6]
    let major = box("extentMajor") ?? box("extent") ?? [-180, -90 + 1e-6, 180, 90 - 1e-6]
    func multiples(_ low: Double, _ high: Double, _ step: Double) -> [Double] {
      Array(stride(from: (low / step).rounded(.up) * step, to: high, by: step))
    }
    func along(_ low: Double, _ high: Double, _ point: (Double) -> (Double, Double)) -> DataValue {
      let count = max(1, Int(((high - low) / 2.5).rounded(.up)))
      return .list(
        (0...count).map {
          let (x, y) = point(low + (high - low) * Double($0) / Double(count))
          return .list([.number(x), .number(y)])
        })
    }
    var lines: [DataValue] = []
    for x in multiples(major[0], major[2], majorStep.0) { lines.append(along(major[1], major[3]) { (x, $0) }) }
    for y in multiples(major[1], major[3], majorStep.1) { lines.append(along(major[0], major[2]) { ($0, y) }) }
    for x in multiples(minor[0], minor[2], minorStep.0)
    where x.truncatingRemainder(dividingBy: majorStep.0).magnitude > 1e-6 {
      lines.append(along(minor[1], minor[3]) { (x, $0) })
    }
    for y in multiples(minor[1] - 1e-6, minor[3] + 1e-6, minorStep.1)
    where majorStep.1 >= 180 || y.truncatingRemainder(dividingBy: majorStep.1).magnitude > 1e-6 {
      lines.append(along(minor[0], minor[2]) { ($0, y) })
    }
    return DataTable(fields: ["type", "coordinates"], rows: [[.string("MultiLineString"), .list(lines)]])
  }

  /// The whole globe, one row.
  static let sphere = DataTable(fields: ["type"], rows: [[.string("Sphere")]])
}
