import Diagnostics
import Frames
import Geometry
import Notation
import OrderedCollections
import TestSupport
import Testing

@testable import Charting

@Suite struct ProjectionTests {
  private static let square = GeoGeometry.polygons([
    [[(0.0, 0.0), (10, 0), (10, 10), (0, 10), (0, 0)].map { Coordinate(longitude: $0.0, latitude: $0.1) }]
  ])

  @Test(arguments: ProjectionKind.allCases) func fillsThePlot(_ kind: ProjectionKind) throws {
    let node: Node = ["type": Node(.string(kind.rawValue)), "rotate": [-5, -5]]
    let written: Node = kind == .albersUsa || kind == .identity ? ["type": Node(.string(kind.rawValue))] : node
    let shape: GeoGeometry =
      kind == .albersUsa
      ? .polygons([
        [
          [(-100.0, 35.0), (-100, 45), (-90, 45), (-90, 35), (-100, 35)].map {
            Coordinate(longitude: $0.0, latitude: $0.1)
          }
        ]
      ]) : Self.square
    let projection = Projection(written, fitting: [shape], size: Size(200, 100))
    let box = try #require(projection.path(shape).controlBox)
    #expect(box.minX > -0.01 && box.maxX < 200.01 && box.minY > -0.01 && box.maxY < 100.01)
    #expect((box.height - 100).magnitude < 0.01 || (box.width - 200).magnitude < 0.01)
  }

  /// Values from the tables and formulas of Snyder (1987), for a globe of radius one.
  @Test func agreesWithTheBooks() {
    let degree = Double.pi / 180
    func at(_ kind: ProjectionKind, _ x: Double, _ y: Double) -> (Double, Double) {
      let p = kind.plane(x * degree, y * degree, parallels: (29.5 * degree, 45.5 * degree))
      return ((p.x * 1e5).rounded() / 1e5, (p.y * 1e5).rounded() / 1e5)
    }
    #expect(at(.mercator, 0, 35) == (0, 0.65284))
    #expect(at(.orthographic, 30, 40) == (0.38302, 0.64279))
    #expect(at(.stereographic, 90, 0) == (1, 0))
    #expect(at(.equirectangular, 90, 45) == (1.5708, 0.7854))
  }

  @Test func leavesOutWhatLiesBehindTheGlobe() {
    let projection = Projection(["type": "orthographic", "scale": 100], fitting: [], size: Size(200, 200))
    #expect(projection.point(Coordinate(longitude: 0, latitude: 0)) == Point(100, 100))
    #expect(projection.point(Coordinate(longitude: 180, latitude: 0)) == nil)
  }

  @Test func cutsAtTheMeridian() throws {
    // A band across the date line becomes two parts, one at each side.
    let band = GeoGeometry.polygons([
      [
        [(170.0, -10.0), (170, 10), (-170, 10), (-170, -10), (170, -10)].map {
          Coordinate(longitude: $0.0, latitude: $0.1)
        }
      ]
    ])
    let projection = Projection(
      ["type": "equirectangular", "scale": 57.29578, "translate": [180, 90]],
      fitting: [], size: Size(360, 180))
    let path = projection.path(band)
    #expect(path.elements.count { $0 == .close } == 2)
    for case .line(let p) in path.elements { #expect(p.x <= 10.01 || p.x >= 349.99) }
  }

  @Test func readsTopologies() throws {
    let json = """
      {"type": "Topology", "transform": {"scale": [1, 1], "translate": [0, 0]},
       "arcs": [[[0, 0], [0, 10]], [[0, 10], [10, 0], [0, -10], [-10, 0]], [[0, 10], [-10, 0], [0, -10], [10, 0]]],
       "objects": {"lands": {"type": "GeometryCollection", "geometries": [
         {"type": "Polygon", "id": 1, "properties": {"name": "East"}, "arcs": [[0, 1]]},
         {"type": "Polygon", "id": 2, "arcs": [[0, 2]]}]}}}
      """
    let topology = TopoJSON(try parseNotation(SourceText(name: "t.json", text: json)))
    let table = try #require(topology.features("lands"))
    #expect(table.rows.count == 2)
    #expect(table.values("properties.name")[0] == .string("East"))
    guard case .polygons(let polygons)? = GeoGeometry.parts(of: table.values("geometry")[0]).first else {
      Issue.record("no polygon")
      return
    }
    #expect(polygons[0][0].count == 5)
    #expect(topology.features("seas") == nil)
    func lines(_ filter: String?) -> Int {
      guard let mesh = topology.mesh("lands", filter: filter), case .list(let lines) = mesh.values("coordinates")[0]
      else {
        return 0
      }
      return lines.count
    }
    #expect(lines(nil) == 3)
    #expect(lines("interior") == 1)
    #expect(lines("exterior") == 2)
  }
}
