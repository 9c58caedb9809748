import Notation
import OrderedCollections

extension Composite {
  /// Error bars and bands: a rule or area from the lower to the upper end, summed up from the rows where they are raw.
  func errorLayers(of view: ViewSpec, mark: MarkSpec, encoding: Encoding, told: [String]) -> [ViewSpec]? {
    let written = mark.properties["orient"]?.string
    let isVertical: Bool
    if encoding[.y2] != nil || encoding[.yError] != nil {
      isVertical = true
    } else if encoding[.x2] != nil || encoding[.xError] != nil {
      isVertical = false
    } else if let written {
      isVertical = written == "vertical"
    } else {
      func measures(_ channel: Channel) -> Bool {
        guard let spec = encoding[channel] else { return false }
        return spec.inferredType(primary: nil) == .quantitative && spec.bin == nil
      }
      isVertical = measures(.y) && !(measures(.x) && encoding[.y]?.aggregate == nil && encoding[.x]?.aggregate != nil)
    }
    let (channel, second, error): (Channel, Channel, Channel) = isVertical ? (.y, .y2, .yError) : (.x, .x2, .xError)
    guard let measured = encoding[channel], let field = measured.field else { return nil }
    var transforms: [Node] = []
    var shared = encoding
    for name in [channel, second, error, isVertical ? .yError2 : .xError2] { shared.channels[name] = nil }
    let (lower, upper) = ("lower_\(field)", "upper_\(field)")
    func reference(_ name: String) -> String { "datum[\(DataValue.string(name).quoted)]" }
    func calculate(_ expression: String, _ name: String) -> Node {
      ["calculate": Node(.string(expression)), "as": Node(.string(name))]
    }
    let axisTitle: Node = measured.node["title"] ?? Node(.string(measured.field ?? ""))
    if let end = encoding[second]?.field {
      transforms = [calculate(reference(field), lower), calculate(reference(end), upper)]
    } else if let spread = encoding[error]?.field {
      let other = encoding[isVertical ? .yError2 : .xError2]?.field
      let below = other.map { "\(reference(field)) + \(reference($0))" } ?? "\(reference(field)) - \(reference(spread))"
      transforms = [calculate(below, lower), calculate("\(reference(field)) + \(reference(spread))", upper)]
    } else {
      transforms = cutMoments(&shared)
      var groups = shared.groupColumns
      // What a tooltip tells of a row keeps the rows apart.
      groups.append(contentsOf: told)
      transforms.append(contentsOf: summaries(field, mark, Array(groups), lower, upper, reference, calculate))
    }
    func bound(_ channel: Channel, _ name: String) -> ChannelSpec {
      var spec = channel == measured.channel ? measured : ChannelSpec(channel: channel, node: [:], source: .none)
      spec.source = .field(name)
      spec.aggregate = nil
      spec.type = .quantitative
      if spec.node.mapping != nil { spec.node = spec.node.setting("title", to: axisTitle) }
      return spec
    }
    func layer(_ type: MarkType, _ properties: Node, _ ends: [(Channel, String)]) -> ViewSpec {
      var child = ViewSpec(
        node: view.node, content: .unit(MarkSpec(type: type, properties: properties, node: mark.node)))
      child.encoding = shared
      for (channel, name) in ends { child.encoding.channels[channel] = [bound(channel, name)] }
      child.transforms = transforms
      return child
    }
    var properties: Node = [:]
    for key in ["color", "opacity", "interpolate", "tension"] {
      if let node = mark.properties[key] { properties = properties.setting(key, to: node) }
    }
    func part(_ name: String, _ base: Node) -> Node? {
      guard let node = mark.properties[name] ?? scene.config.value(mark.type.rawValue, name) else { return nil }
      if node.bool == false { return nil }
      var result = base
      for (key, entry) in properties.mapping ?? [:] { result = result.setting(key, to: entry.node) }
      for (key, entry) in node.mapping ?? [:] { result = result.setting(key, to: entry.node) }
      return result
    }
    let ends = [(channel, lower), (second, upper)]
    if mark.type == .errorband {
      var band = properties
      if band["opacity"] == nil { band = band.setting("opacity", to: 0.3) }
      band = band.setting("orient", to: isVertical ? "vertical" : "horizontal")
      var layers = [layer(.area, band, ends)]
      if let borders = part("borders", [:]) {
        layers += [layer(.line, borders, [(channel, lower)]), layer(.line, borders, [(channel, upper)])]
      }
      return layers
    }
    var layers: [ViewSpec] = []
    if let ticks = part("ticks", ["orient": isVertical ? "horizontal" : "vertical"]) {
      layers += [layer(.tick, ticks, [(channel, lower)]), layer(.tick, ticks, [(channel, upper)])]
    }
    return layers + [layer(.rule, part("rule", [:]) ?? properties, ends)]
  }

  /// Takes the units of time of the channels into transforms, so that rows can be summed up by them.
  func cutMoments(_ encoding: inout Encoding) -> [Node] {
    var transforms: [Node] = []
    for spec in encoding.channels.values.joined() where spec.aggregate == nil {
      guard let name = spec.columnName, let unit = spec.timeUnit, !unit.isBinned, let source = spec.field else {
        continue
      }
      transforms.append([
        "timeUnit": spec.node["timeUnit"] ?? Node(.string(unit.name)), "field": Node(.string(source)),
        "as": Node(.string(name)),
      ])
      var cut = spec
      cut.source = .field(name)
      if cut.node["title"] == nil { cut.node = cut.node.setting("title", to: Node(.string(spec.defaultTitle))) }
      if cut.type == nil { cut.type = .temporal }
      if scene.habits.fitsFrame {
        cut.timeUnit?.isBinned = true
      } else {
        // Vega-Lite forgets the unit here, and labels the moments as it labels any.
        cut.timeUnit = nil
        if cut.type != .temporal, cut.node["axis"]?.isNull != true {
          let axis = cut.node["axis"] ?? [:]
          if axis["formatType"] == nil {
            cut.node = cut.node.setting("axis", to: axis.setting("formatType", to: "time"))
          }
        }
      }
      encoding.channels[spec.channel] = [cut]
    }
    return transforms
  }

  private func summaries(
    _ field: String, _ mark: MarkSpec, _ groups: [String], _ lower: String, _ upper: String,
    _ reference: (String) -> String, _ calculate: (String, String) -> Node
  ) -> [Node] {
    func text(_ value: String) -> Node { Node(.string(value)) }
    let center = mark.properties["center"]?.string
    let extent = mark.properties["extent"]?.string ?? (center == "median" ? "iqr" : "stderr")
    let by = Node(.sequence(groups.map(text)))
    func aggregate(_ list: [(String, String)]) -> Node {
      [
        "aggregate": Node(.sequence(list.map { ["op": text($0.0), "field": text(field), "as": text($0.1)] })),
        "groupby": by,
      ]
    }
    if extent == "iqr" || extent == "ci" {
      return [aggregate(extent == "iqr" ? [("q1", lower), ("q3", upper)] : [("ci0", lower), ("ci1", upper)])]
    }
    let (middle, spread) = ("center_\(field)", "extent_\(field)")
    return [
      aggregate([(center ?? "mean", middle), (extent, spread)]),
      ["filter": text("isValid(\(reference(middle)))")],
      calculate("\(reference(middle)) - \(reference(spread))", lower),
      calculate("\(reference(middle)) + \(reference(spread))", upper),
    ]
  }
}

extension Encoding {
  /// The columns that keep rows apart when they are summed up.
  var groupColumns: OrderedSet<String> {
    OrderedSet(channels.values.joined().compactMap { $0.aggregate == nil ? $0.columnName : nil })
  }
}

extension DataValue {
  /// A string as a literal of the expression language.
  var quoted: String {
    let escaped = plainText.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] }
    return "'" + String(escaped) + "'"
  }
}
