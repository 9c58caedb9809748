import Notation
import OrderedCollections

/// Forms made of lines and points: slopes, dumbbells, sparklines, small multiples.
extension Form {
  /// Lines between a few periods, named at both ends in place of an axis.
  func slope() -> Node {
    let (value, name) = axes
    var amount = measure(value)
    if amount["axis"] == nil { amount = amount.setting("axis", to: Node(.null)) }
    if amount["scale"]?["zero"] == nil {
      amount = amount.setting("scale", to: (amount["scale"] ?? [:]).setting("zero", to: false))
    }
    var place = dimension(name, type: "ordinal")
    if place["type"]?.string == "ordinal", place["title"] == nil { place = place.setting("title", to: "") }
    let color = encoding("color").map { $0["legend"] == nil ? $0.setting("legend", to: Node(.null)) : $0 }
    let channels: [(String, Node?)] = [
      (name, place), (value, amount), ("color", color.map { typed($0) }), ("detail", encoding("detail")),
    ]
    var result = layered(
      [
        layer(
          part("line", "line"), channels + [("status", encoding("status"))],
          labels: labels([
            "type": "direct", "ends": "both", "value": true, "field": Form.text(field("color")),
          ])),
        layer(part("point", "point", ["filled": true, "opacity": 1]), channels),
      ], transforms: transforms(measuring: value))
    // Two periods side by side would be too steep to compare.
    if view["width"] == nil { result = result.setting("width", to: ["step": 110]) }
    return result
  }

  /// Two or more values of a category joined by a line, such as then and now.
  func dumbbell() -> Node {
    let (value, name) = axes
    let field = field(value)
    var place = dimension(name)
    if place["sort"] == nil {
      place = place.setting("sort", to: ["field": Form.text(field), "op": "max", "order": "descending"])
    }
    var amount = measure(value)
    if amount["scale"]?["zero"] == nil {
      amount = amount.setting("scale", to: (amount["scale"] ?? [:]).setting("zero", to: false))
    }
    let by = Form.names(
      [self.field(name)] + ["row", "column", "facet"].compactMap { encoding($0)?["field"]?.scalarText })
    let ends: Node = [
      "joinaggregate": [
        ["op": "min", "field": Form.text(field), "as": "form_low"],
        ["op": "max", "field": Form.text(field), "as": "form_high"],
      ],
      "groupby": by,
    ]
    let order = typed(encoding("color") ?? [:])
    let bound: Node = ["field": "form_high", "title": ""]
    return layered(
      [
        layer(
          part("rule", "rule", ["strokeWidth": 2]),
          [
            (name, place),
            (
              value,
              measure(value, field: "form_low").setting("title", to: "").setting("scale", to: amount["scale"] ?? [:])
            ), (value + "2", bound),
          ]),
        layer(
          part("point", "point", ["filled": true, "opacity": 1, "size": 60]),
          [
            (name, place), (value, amount), ("color", order), ("shape", order.without(["scale"])),
            ("status", encoding("status")),
          ],
          labels: labels([
            "type": "direct", "field": Form.text(field),
            "outwards": Form.text(value == "x" ? "horizontal" : "vertical"),
          ])),
      ], transforms: transforms(measuring: value) + [ends])
  }

  /// A line without axes, with its last value; small enough for a line of text or a cell.
  func sparkline() -> Node {
    let (value, name) = axes
    let bare = Node(.null)
    var amount = measure(value).setting("axis", to: bare)
    if amount["scale"] == nil { amount = amount.setting("scale", to: ["zero": false, "nice": false]) }
    let place = dimension(name, type: "ordinal").setting("axis", to: bare)
    let channels: [(String, Node?)] = [(name, place), (value, amount)]
    var layers: [Node] = []
    if mark["area"] != nil, mark["area"]?.bool != false {
      layers.append(layer(part("area", "area"), channels))
    }
    layers.append(
      layer(
        part("line", "line", ["strokeWidth": 1.25]), channels + [("status", encoding("status"))],
        labels: labels(["type": "direct", "value": true, "field": Node(.null)])))
    let last: [Node] = [
      ["filter": Form.text("isValid(\(Form.datum(field(value))))")],
      [
        "window": [["op": "row_number", "as": "form_place"]],
        "sort": [["field": Form.text(field(name)), "order": "descending"]],
      ],
      ["filter": "datum.form_place == 1"],
    ]
    layers.append(
      layer(part("point", "point", ["filled": true, "opacity": 1, "size": 14]), channels, transforms: last))
    var result = layered(layers, transforms: transforms(measuring: value))
    if view["width"] == nil { result = result.setting("width", to: 90) }
    if view["height"] == nil { result = result.setting("height", to: 18) }
    return result
  }

  /// One small chart a series, all on the same scales; `of` names the mark that is repeated.
  func multiples() -> Node {
    let split = encoding("facet") ?? encoding("color") ?? [:]
    let repeated = mark["of"] ?? "line"
    var unit: Node = ["mark": repeated]
    var channels: Node = [:]
    for (name, entry) in view["encoding"]?.mapping ?? [:]
    where name != "facet" && !(name == "color" && encoding("facet") == nil) {
      channels = channels.setting(name, to: entry.node)
    }
    let (value, _) = axes
    if let node = channels[value], node["type"] == nil {
      channels = channels.setting(value, to: node.setting("type", to: "quantitative"))
    }
    unit = unit.setting("encoding", to: channels)
    for key in ["width", "height", "labels"] { if let node = view[key] { unit = unit.setting(key, to: node) } }
    if unit["width"] == nil { unit = unit.setting("width", to: 120) }
    if unit["height"] == nil { unit = unit.setting("height", to: 80) }
    var facet = typed(split.without(["scale", "legend"]))
    if facet["header"] == nil { facet = facet.setting("header", to: ["title": Node(.null)]) }
    var result = view.without(["mark", "encoding", "width", "height", "labels"])
    result = result.setting("facet", to: facet).setting("spec", to: unit)
    return result.setting("columns", to: mark["columns"] ?? 3)
  }

  /// The definition with a type where none is written.
  func typed(_ node: Node) -> Node { node["type"] == nil ? node.setting("type", to: "nominal") : node }
}
