import Notation
import OrderedCollections

extension Composite {
  /// Box plots: a box between the quartiles with the median, whiskers, and the rows beyond them as points.
  func boxLayers(of view: ViewSpec, mark: MarkSpec, encoding: Encoding) -> [ViewSpec]? {
    func measures(_ channel: Channel) -> Bool {
      guard let spec = encoding[channel], spec.field != nil else { return false }
      return spec.inferredType(primary: nil) == .quantitative && spec.bin == nil
    }
    guard measures(.x) || measures(.y) else { return nil }
    let isVertical = measures(.y) && !(measures(.x) && mark.properties["orient"]?.string == "horizontal")
    let (channel, second): (Channel, Channel) = isVertical ? (.y, .y2) : (.x, .x2)
    guard let measured = encoding[channel], let field = measured.field else { return nil }
    var shared = encoding
    shared.channels[channel] = nil
    shared.channels[.size] = nil
    let cuts = cutMoments(&shared)
    var plain = shared
    for channel in [Channel.color, .fill, .stroke] { plain.channels[channel] = nil }
    let groups = shared.groupColumns
    func text(_ value: String) -> Node { Node(.string(value)) }
    func names(_ list: [String]) -> Node { Node(.sequence(list.map(text))) }
    func operation(_ op: String, _ name: String) -> Node { ["op": text(op), "field": text(field), "as": text(name)] }
    let (q1, q3, median) = ("lower_box_\(field)", "upper_box_\(field)", "mid_box_\(field)")
    let (low, high) = ("lower_whisker_\(field)", "upper_whisker_\(field)")
    let by = names(Array(groups))
    let isWhole = mark.properties["extent"]?.string == "min-max"
    let reach = mark.properties["extent"]?.number ?? scene.config.value("boxplot", "extent")?.number ?? 1.5
    let quartiles: Node = ["joinaggregate": [operation("q1", q1), operation("q3", q3)], "groupby": by]
    func datum(_ name: String) -> String { "datum[\(DataValue.string(name).quoted)]" }
    let range = "\(reach) * (\(datum(q3)) - \(datum(q1)))"
    let inside = "\(datum(field)) >= \(datum(q1)) - \(range) && \(datum(field)) <= \(datum(q3)) + \(range)"
    var whiskers: [Node] = [quartiles]
    if !isWhole { whiskers.append(["filter": text(inside)]) }
    whiskers.append([
      "aggregate": [operation("min", low), operation("max", high)], "groupby": names(Array(groups) + [q1, q3]),
    ])
    let box: [Node] = [
      ["aggregate": [operation("q1", q1), operation("median", median), operation("q3", q3)], "groupby": by]
    ]
    let title: Node = measured.node["title"] ?? text(field)
    func layer(
      _ type: MarkType, _ properties: Node, _ base: Encoding, _ transforms: [Node], _ ends: [(Channel, String)]
    ) -> ViewSpec {
      var child = ViewSpec(
        node: view.node, content: .unit(MarkSpec(type: type, properties: properties, node: mark.node)))
      child.encoding = base
      for (end, name) in ends {
        var spec = end == channel ? measured : ChannelSpec(channel: end, node: [:], source: .none)
        spec.source = .field(name)
        spec.aggregate = nil
        spec.type = .quantitative
        spec.node = spec.node.setting("title", to: title)
        child.encoding.channels[end] = [spec]
      }
      child.transforms = cuts + transforms
      return child
    }
    func part(_ name: String, _ base: Node) -> Node? {
      let node = mark.properties[name] ?? scene.config.value("boxplot", name)
      if node?.bool == false { return nil }
      var result = base
      for (key, entry) in node?.mapping ?? [:] { result = result.setting(key, to: entry.node) }
      return result
    }
    var size: Node = mark.properties["size"] ?? scene.config.value("boxplot", "size") ?? 14
    if let value = encoding[.size]?.node["value"] { size = value }
    let orient: Node = isVertical ? "vertical" : "horizontal"
    var colored: Node = ["size": size, "orient": orient]
    for key in ["color", "opacity"] {
      if let node = mark.properties[key] { colored = colored.setting(key, to: node) }
    }
    var layers: [ViewSpec] = []
    if !isWhole, let points = part("outliers", [:]) {
      layers.append(layer(.point, points, shared, [quartiles, ["filter": text("!(\(inside))")]], [(channel, field)]))
    }
    if let rule = part("rule", [:]) {
      layers.append(layer(.rule, rule, plain, whiskers, [(channel, low), (second, q1)]))
      layers.append(layer(.rule, rule, plain, whiskers, [(channel, q3), (second, high)]))
    }
    if mark.properties["ticks"]?.bool == true || mark.properties["ticks"]?.mapping != nil,
      let tick = part("ticks", ["orient": isVertical ? "horizontal" : "vertical", "color": "black"])
    {
      layers.append(layer(.tick, tick, plain, whiskers, [(channel, low)]))
      layers.append(layer(.tick, tick, plain, whiskers, [(channel, high)]))
    }
    if let bar = part("box", colored) {
      layers.append(layer(.bar, bar, shared, box, [(channel, q1), (second, q3)]))
    }
    let across: Node = isVertical ? "horizontal" : "vertical"
    if let tick = part("median", ["color": "white", "size": size, "orient": across]) {
      // A box without height would leave a white line on white: there the line has the colour of the box.
      let flat: Node = ["filter": text("\(datum(q1)) >= \(datum(q3))")]
      let open: Node = ["filter": text("\(datum(q1)) < \(datum(q3))")]
      layers.append(layer(.tick, tick, plain, box + [open], [(channel, median)]))
      var line: Node = ["size": size, "orient": across]
      if let color = mark.properties["color"] { line = line.setting("color", to: color) }
      layers.append(layer(.tick, part("median", line) ?? line, shared, box + [flat], [(channel, median)]))
    }
    return layers
  }
}
