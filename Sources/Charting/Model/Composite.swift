import Notation
import OrderedCollections

/// Marks that stand for several: lines with points, areas with lines, and the composite marks.
struct Composite {
  let scene: SceneContext

  /// The layers a composite mark stands for; nil for a plain mark.
  func layers(of view: ViewSpec, mark: MarkSpec, encoding: Encoding) -> [ViewSpec]? {
    guard [.boxplot, .errorband, .errorbar].contains(mark.type) else { return nil }
    var encoding = encoding
    let told = (encoding.channels[.tooltip] ?? []).compactMap { $0.aggregate == nil ? $0.field : nil }
    for channel in [Channel.tooltip, .href, .url, .description] { encoding.channels[channel] = nil }
    let layers =
      mark.type == .boxplot
      ? boxLayers(of: view, mark: mark, encoding: encoding)
      : errorLayers(of: view, mark: mark, encoding: encoding, told: told)
    if let layers { return layers }
    scene.report.add(Message.unsupported("the mark “\(mark.type.rawValue)”", at: mark.node))
    return []
  }

  /// The mark itself and the line and points that are to be drawn over it.
  func overlays(of unit: EncodedUnit) -> [EncodedUnit] {
    guard unit.mark.type == .line || unit.mark.type == .area else { return [unit] }
    func overlay(_ key: String) -> Node? {
      guard let node = unit.mark.properties[key] ?? scene.config.value(unit.mark.type.rawValue, key) else { return nil }
      switch node.value {
      case .bool(true): return [:]
      case .mapping: return node
      case .string("transparent"): return ["opacity": 0]
      default: return nil
      }
    }
    var units = [unit]
    func add(_ type: MarkType, _ base: Node, _ written: Node) {
      var properties = base
      for (key, entry) in written.mapping ?? [:] { properties = properties.setting(key, to: entry.node) }
      // Vega-Lite leaves the colour of the mark behind; in reports a line and its points go together.
      let inherited =
        ["clip", "orient"] + (type == .line ? ["interpolate", "tension"] : [])
        + (scene.habits.fitsFrame ? ["color", "fill", "stroke"] : [])
      for key in inherited {
        guard properties[key] == nil, let node = unit.mark.properties[key] else { continue }
        properties = properties.setting(key, to: node)
      }
      var copy = unit
      copy.mark = MarkSpec(type: type, properties: properties, node: unit.mark.node)
      if type == .line, let stack = unit.stack, var bound = copy.channels[stack.channel] {
        bound.channel = stack.channel
        copy.channels[stack.channel] = bound
      }
      units.append(copy)
    }
    if unit.mark.type == .area, let line = overlay("line") { add(.line, [:], line) }
    if let point = overlay("point") { add(.point, ["opacity": 1, "filled": true], point) }
    if units.count > 1, unit.mark.type == .area, unit.mark.properties["opacity"] == nil,
      unit.mark.properties["fillOpacity"] == nil
    {
      units[0].mark.properties = units[0].mark.properties.setting("opacity", to: 0.7)
    }
    return units
  }
}
