import Notation

/// Forms made of bars: target against actual, ranking, steps of a sum, answers about a middle.
extension Form {
  /// Bullet bars: a bar for what was reached, a tick for the target (`x2` or `y2`), grey bands behind them.
  func bullet() -> Node {
    let (value, name) = axes
    let second = value + "2"
    let place = dimension(name)
    let isHorizontal = value == "x"
    let across = isHorizontal ? "height" : "width"
    var layers: [Node] = []
    let bands = mark["bands"]?.sequence?.compactMap(\.number).sorted() ?? []
    for (i, edge) in bands.enumerated().reversed() {
      // The lowest band is the darkest; grey that shines through suits any ground.
      let share = bands.count == 1 ? 0.5 : Double(i) / Double(bands.count - 1)
      let opacity = Node(.number(0.36 - 0.24 * share))
      layers.append(
        layer(
          part("band", "bar", ["color": "#808080", "opacity": opacity, across: ["band": 0.95]]),
          [(name, place), (value, ["datum": Node(.number(edge), text: "\(edge)"), "type": "quantitative"])]))
    }
    layers.append(
      layer(
        part("bar", "bar", [across: ["band": encoding(second) == nil ? 0.7 : 0.5]]),
        [(name, place), (value, measure(value)), ("color", encoding("color")), ("status", encoding("status"))],
        labels: labels(["type": "direct"])))
    if var target = encoding(second) {
      if target["field"] != nil, target["type"] == nil { target = target.setting("type", to: "quantitative") }
      layers.append(
        layer(
          part("target", "tick", [across: ["band": 0.85], "thickness": 3.5]), [(name, place), (value, target)]))
    }
    return layered(layers, transforms: transforms(measuring: value))
  }

  /// Bars by size with value and share of the whole; `top` keeps the largest and adds up the rest.
  func ranked() -> Node {
    let (value, name) = axes
    let (field, label) = (field(value), self.field(name))
    var steps = transforms(measuring: value)
    let rank = "form_rank"
    let others = mark["others"]?.scalarText ?? words.others
    var order: Node = ["field": Form.text(field), "order": "descending"]
    if let top = mark["top"]?.number, top >= 1 {
      let number = numberAsWritten(top.rounded())
      let kept = "\(Form.datum(rank)) <= \(number)"
      steps += [
        ["window": [["op": "row_number", "as": Form.text(rank)]], "sort": [order]],
        Form.calculate("\(kept) ? \(Form.datum(label)) : \(DataValue.string(others).quoted)", as: label),
        Form.calculate("\(kept) ? \(Form.datum(rank)) : \(number) + 1", as: rank),
        [
          "aggregate": [["op": "sum", "field": Form.text(field), "as": Form.text(field)]],
          "groupby": Form.names([label, rank] + (encoding("color").map { _ in [self.field("color")] } ?? [])),
        ],
      ]
      order = ["field": Form.text(rank), "order": "ascending"]
    }
    steps.append(["joinaggregate": [["op": "sum", "field": Form.text(field), "as": "form_total"]]])
    let format = DataValue.string(mark["format"]?.string ?? ",").quoted
    let amount = "replace(format(\(Form.datum(field)), \(format)), '-', '\u{2212}')"
    let share = "format(\(Form.datum(field)) / datum.form_total, '.0%')"
    let isShared = mark["share"]?.bool != false
    let both = isShared ? "datum.form_total > 0 ? \(amount) + ' (' + \(share) + ')' : \(amount)" : amount
    steps.append(
      Form.calculate("isValid(\(Form.datum(field))) ? (\(both)) : null", as: "form_label"))
    var place = dimension(name)
    if place["sort"] == nil { place = place.setting("sort", to: order) }
    return layered(
      [
        layer(
          part("bar", "bar"),
          [(name, place), (value, measure(value)), ("color", encoding("color")), ("status", encoding("status"))],
          labels: labels(["type": "direct", "field": "form_label"]).map { $0.without(["format"]) })
      ], transforms: steps)
  }

  /// Steps of a sum: each bar starts where the last one ended; categories named by `total` start at zero and show the
  /// sum so far, the first of them its own value.
  func waterfall() -> Node {
    let (value, name) = axes
    let (field, label) = (field(value), self.field(name))
    let totals = (mark["total"].map { $0.sequence ?? [$0] } ?? []).compactMap(\.scalarText)
    let isTotal =
      totals.isEmpty
      ? "false" : totals.map { "\(Form.datum(label)) == \(DataValue.string($0).quoted)" }.joined(separator: " || ")
    var steps = transforms(measuring: value)
    let kind = words.steps
    let format = DataValue.string(mark["format"]?.string ?? ",").quoted
    let (amount, change) = ("format(datum.form_end, \(format))", "format(datum.form_amount, \(format))")
    steps += [
      ["window": [["op": "row_number", "as": "form_place"]]],
      Form.calculate(Form.datum(field), as: "form_amount"),
      // The first total sets the level; later ones only show it.
      Form.calculate("(\(isTotal)) && datum.form_place > 1 ? 0 : \(Form.datum(field))", as: "form_step"),
      [
        "window": [
          ["op": "sum", "field": "form_step", "as": "form_end"],
          ["op": "lead", "field": Form.text(label), "as": "form_next"],
        ]
      ],
      Form.calculate("(\(isTotal)) ? 0 : datum.form_end - datum.form_step", as: "form_start"),
      Form.calculate(
        "(\(isTotal)) ? '\(kind.total)' : datum.form_amount < 0 ? '\(kind.decrease)' : '\(kind.increase)'",
        as: "form_kind"),
      Form.calculate("(\(isTotal)) || isValid(datum.form_amount) ? datum.form_end : null", as: field),
      Form.calculate(
        "replace((\(isTotal)) ? \(amount) : isValid(datum.form_amount) ? (datum.form_amount > 0 ? '+' : '') + \(change) : '', '-', '\u{2212}')",
        as: "form_label"),
      Form.calculate("isValid(datum.form_next) ? datum.form_next : \(Form.datum(label))", as: "form_next"),
    ]
    var place = dimension(name, type: "ordinal")
    if place["sort"] == nil { place = place.setting("sort", to: Node(.null)) }
    if place["scale"] == nil { place = place.setting("scale", to: ["paddingInner": 0.25]) }
    let kinds = Form.names([kind.increase, kind.decrease] + (totals.isEmpty ? [] : [kind.total]))
    let color: Node = [
      "field": "form_kind", "type": "nominal", "title": "",
      "scale": ["domain": kinds, "range": "waterfall"],
    ]
    let end: Node = ["field": "form_end", "type": "quantitative", "axis": Node(.null)]
    return layered(
      [
        layer(
          part("rule", "rule", ["strokeWidth": 0.75]),
          // From the far edge of a bar to the near edge of the next.
          [
            (name, place.setting("bandPosition", to: 1)), (name + "2", ["field": "form_next", "bandPosition": 0]),
            (value, end),
          ],
          transforms: [["filter": Form.text("datum.form_next != \(Form.datum(label))")]]),
        layer(
          part("bar", "bar"),
          [
            (name, place), (value, measure(value)), (value + "2", ["field": "form_start", "title": ""]),
            ("color", encoding("color") ?? color), ("status", encoding("status")),
          ], labels: labels(["type": "direct", "field": "form_label"]).map { $0.without(["format"]) }),
      ], transforms: steps)
  }

  /// Answers to questions as stacked shares about a middle; the order of the answers is that of `color.scale.domain`.
  func diverging() -> Node {
    let (value, name) = axes
    let (field, label, answer) = (field(value), self.field(name), self.field("color"))
    guard let color = encoding("color"), let order = color["scale"]?["domain"]?.sequence ?? color["sort"]?.sequence,
      order.count > 1
    else {
      report.add(Message.divergingNeedsOrder(encoding("color") ?? view))
      return layered([], transforms: [])
    }
    let neutral = mark["neutral"]?.scalarText
    let neutralPlace = neutral.flatMap { name in order.firstIndex { $0.scalarText == name } }
    if let neutral, neutralPlace == nil, let node = mark["neutral"] {
      report.add(
        Message.unknownWord(neutral, at: node, "answer", among: order.compactMap(\.scalarText)))
    }
    let middle =
      neutralPlace.map(Double.init) ?? (order.count % 2 == 1 ? Double(order.count / 2) : Double(order.count) / 2 - 0.5)
    let answers = order.compactMap { $0.scalarText.map { DataValue.string($0).quoted } }.joined(separator: ", ")
    let (rank, center) = ("datum.form_rank", numberAsWritten(middle))
    let left = "\(rank) < \(center) ? datum.form_share : \(rank) == \(center) ? datum.form_share / 2 : 0"
    var steps = transforms(measuring: value)
    let by = Form.names([label])
    steps += [
      Form.calculate("indexof([\(answers)], \(Form.datum(answer)))", as: "form_rank"),
      ["joinaggregate": [["op": "sum", "field": Form.text(field), "as": "form_total"]], "groupby": by],
      Form.calculate("datum.form_total > 0 ? \(Form.datum(field)) / datum.form_total : 0", as: "form_share"),
      [
        "stack": "form_share", "as": ["form_start", "form_end"], "groupby": by,
        "sort": [["field": "form_rank", "order": "ascending"]],
      ],
      Form.calculate(left, as: "form_left"),
      ["joinaggregate": [["op": "sum", "field": "form_left", "as": "form_shift"]], "groupby": by],
      Form.calculate("datum.form_start - datum.form_shift", as: "form_start"),
      Form.calculate("datum.form_end - datum.form_shift", as: "form_end"),
    ]
    var scale = color["scale"] ?? [:]
    if scale["domain"] == nil { scale = scale.setting("domain", to: Form.list(order)) }
    if scale["range"] == nil, scale["scheme"] == nil {
      scale = scale.setting(
        "range", to: Form.list(Form.divergingColors(order.count, neutral: neutralPlace).map(Form.text)))
    }
    var paint = color.without(["sort"]).setting("scale", to: scale)
    if paint["type"] == nil { paint = paint.setting("type", to: "ordinal") }
    if paint["title"] == nil { paint = paint.setting("title", to: "") }
    var axis = encoding(value)?["axis"] ?? [:]
    if axis.mapping != nil, axis["labelExpr"] == nil {
      axis = axis.setting("labelExpr", to: "format(abs(datum.value), '.0%')")
    }
    let amount: Node = [
      "field": "form_start", "type": "quantitative", "axis": axis,
      "title": encoding(value)?["title"] ?? Form.text(words.share),
    ]
    return layered(
      [
        layer(
          part("bar", "bar"),
          [
            (name, dimension(name)), (value, amount), (value + "2", ["field": "form_end", "title": ""]),
            ("color", paint),
          ], labels: labels(["type": "direct", "field": "form_share", "format": ".0%", "position": "middle"]))
      ], transforms: steps)
  }

  /// Colours from one side over grey to the other, strongest at the ends, which stand out on light and on dark grounds.
  static func divergingColors(_ count: Int, neutral: Int?) -> [String] {
    let sides = (["#A8407A", "#CF8FB2", "#E6C3D5"], ["#2F6FAB", "#7FAAD0", "#BAD2E6"])
    let middle = neutral.map(Double.init) ?? (Double(count) - 1) / 2
    return (0..<count).map { i in
      let distance = Double(i) - middle
      if distance == 0 { return "#BFBFBF" }
      let reach = distance < 0 ? middle : Double(count - 1) - middle
      let side = distance < 0 ? sides.0 : sides.1
      let steps = max(1, Int(reach.rounded(.up)))
      let fromEnd = steps - Int(distance.magnitude.rounded(.up))
      return side[min(side.count - 1, max(0, fromEnd))]
    }
  }
}
