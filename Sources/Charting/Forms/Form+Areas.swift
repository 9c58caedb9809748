import Notation

/// Forms made of rectangles: treemaps and maps of tiles.
extension Form {
  /// Rectangles whose area is the value (`size`), one for each name (`detail`), grouped by `color`.
  func treemap() -> Node {
    let value = field("size")
    let groups = encoding("color").flatMap { node -> String? in
      let isMeasure = node["type"]?.string == "quantitative" || node["aggregate"] != nil
      return isMeasure ? nil : node["field"]?.scalarText
    }
    var layout: Node = [
      "treemap": Form.text(value), "as": ["form_x", "form_x2", "form_y", "form_y2"],
    ]
    if let groups { layout = layout.setting("groupby", to: Form.names([groups])) }
    for key in ["width", "height"] { if let node = view[key] { layout = layout.setting(key, to: node) } }
    func edge(_ name: String, isPrimary: Bool) -> Node {
      guard isPrimary else { return ["field": Form.text(name)] }
      return [
        "field": Form.text(name), "type": "quantitative", "axis": Node(.null),
        "scale": ["domain": [0, 1], "nice": false, "zero": false],
      ]
    }
    var color = encoding("color").map { typed($0) }
    // Every rectangle bears its name; a legend is needed only for the groups.
    if groups == nil, color?["type"]?.string != "quantitative" { color = nil }
    let name = field("detail")
    return layered(
      [
        layer(
          part("rect", "rect"),
          [
            ("x", edge("form_x", isPrimary: true)), ("x2", edge("form_x2", isPrimary: false)),
            ("y", edge("form_y", isPrimary: true)), ("y2", edge("form_y2", isPrimary: false)),
            ("color", color), ("detail", encoding("detail")), ("status", encoding("status")),
          ],
          labels: labels([
            "type": "direct", "field": Form.text(name), "value": Form.text(value), "position": "corner",
          ]))
      ], transforms: transforms(measuring: "size") + [layout])
  }

  /// A square of equal size for each region, where it about lies; `key` holds the region, `mark.grid` names the grid.
  func tileGrid() -> Node {
    guard let grid = mark["grid"] else {
      report.add(Message.tileGridNeedsGrid(view["mark"] ?? view))
      return layered([], transforms: [])
    }
    let key = field("key")
    let lookup: Node = [
      "tilegrid": grid, "key": Form.text(key), "value": Form.text(field("color")),
      "as": ["form_column", "form_row", "form_code", "form_name"],
    ]
    func place(_ name: String) -> Node {
      [
        "field": Form.text(name), "type": "ordinal", "axis": Node(.null),
        "scale": ["paddingInner": 0.06, "paddingOuter": 0],
      ]
    }
    var color = measure("color")
    if encoding("color")?["type"] == nil, encoding("color")?["scale"]?["type"] == nil {
      // A few classes read better than a ramp where tiles lie apart.
      color = color.setting("scale", to: (color["scale"] ?? [:]).setting("type", to: "quantize"))
    }
    let missing = "!isValid(\(Form.datum(field("color"))))"
    var result = layered(
      [
        layer(
          part("missing", "rect"), [("x", place("form_column")), ("y", place("form_row"))],
          transforms: [["filter": Form.text(missing)]]),
        layer(
          part("rect", "rect"),
          [
            ("x", place("form_column")), ("y", place("form_row")), ("color", color),
            ("status", encoding("status")),
          ],
          labels: labels([
            "type": "direct", "field": "form_code", "value": Form.text(field("color")), "position": "middle",
          ])),
      ], transforms: transforms(measuring: "color") + [lookup])
    for key in ["width", "height"] where view[key] == nil { result = result.setting(key, to: ["step": 28]) }
    return result
  }
}
