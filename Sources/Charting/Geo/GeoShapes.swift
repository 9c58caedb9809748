import Frames
import Geometry
import Notation
import OrderedCollections

extension MarkDrawing {
  /// Countries, states, nets of meridians: one outline a row.
  func geoshapes() -> [FrameItem] {
    guard let projection = plot.projection else { return [] }
    return each { row in
      var path = Path()
      for part in unit.geometries(of: row) { path.elements += projection.path(part).elements }
      guard !path.elements.isEmpty else { return nil }
      let paint = style.paint(row)
      return .shape(Shape(.path(path), fill: paint.fill, stroke: paint.stroke))
    }
  }
}

extension EncodedUnit {
  /// Whether it draws on a map.
  var isGeographic: Bool { mark.type == .geoshape || self[.longitude] != nil || self[.latitude] != nil }

  /// What a row draws: the field of the channel `shape`, or the row itself.
  func geometries(of row: DataRow) -> [GeoGeometry] {
    if let column = self[.shape]?.column { return GeoGeometry.parts(of: table.path(column).value(in: row)) }
    return GeoGeometry.parts(of: .object(zip(table.fields, row).map { DataValue.Entry($0, $1) }))
  }

  /// The place of a row, or its second one.
  func place(of row: DataRow, second: Bool = false) -> Coordinate? {
    func number(_ channel: Channel) -> Double? {
      guard let bound = self[channel] else { return nil }
      switch bound.binding {
      case .column(let column): return table.path(column).value(in: row).asNumber
      case .datum(let value): return value.asNumber
      case .value(let node): return node.number
      case .none: return nil
      }
    }
    guard let x = number(second ? .longitude2 : .longitude) ?? (second ? number(.longitude) : nil),
      let y = number(second ? .latitude2 : .latitude) ?? (second ? number(.latitude) : nil)
    else { return nil }
    return Coordinate(longitude: x, latitude: y)
  }
}

extension BuiltPlot {
  /// The projection of a map that fills the plot with everything its layers show; nil for other charts.
  func projection(_ size: Size, config: Config) -> Projection? {
    let maps = layers.filter(\.unit.isGeographic)
    guard !maps.isEmpty else { return nil }
    var node = view.projection ?? maps.lazy.compactMap(\.unit.view.projection).first ?? [:]
    for layer in config.layers {
      for (key, entry) in layer["projection"]?.mapping ?? [:] where node[key] == nil {
        node = node.setting(key, to: entry.node)
      }
    }
    var geometries: [GeoGeometry] = []
    for layer in maps {
      for row in layer.unit.table.rows {
        if layer.unit.mark.type == .geoshape {
          geometries += layer.unit.geometries(of: row)
        } else {
          let places =
            [layer.unit.place(of: row)]
            + (layer.unit[.longitude2] == nil ? [] : [layer.unit.place(of: row, second: true)])
          geometries.append(.points(places.compactMap { $0 }))
        }
      }
    }
    return Projection(node, fitting: geometries, size: size)
  }
}
