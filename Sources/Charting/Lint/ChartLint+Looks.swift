import Diagnostics
import Frames
import Notation
import OrderedCollections

extension ChartLint {
  func hues() -> [Diagnostic] {
    colorScales.filter { Set($0.colors).count > 4 }.map { scale in
      finding(
        .hues, at: scale.bound.spec.node, "\(Set(scale.colors).count) colours stand for \(scale.bound.title)",
        "use four at most: split them into small multiples (`mark: multiples`), or grey with one highlight")
    }
  }

  func legend() -> [Diagnostic] {
    for layer in layers where layer.unit.mark.type == .line && !layer.isOverlay {
      guard let bound = layer.unit[.color], bound.hasField, bound.type.isDiscrete,
        bound.spec.node["legend"]?.isNull != true,
        let name = layer.scales[.color], (models[name]?.values.count ?? 0) > 1, LabelPlan(layer, scene: scene) == nil
      else { continue }
      return [
        finding(
          .legend, at: bound.spec.node, "lines are explained by a legend",
          "write `labels: direct` to name each line at its end")
      ]
    }
    return []
  }

  func horizontal() -> [Diagnostic] {
    guard let turned = texts.first(where: { $0.run.angle != 0 && $0.role.contains("role-axis-label") }) else {
      return []
    }
    return [
      finding(
        .horizontal, at: nil, "labels are turned, such as “\(turned.run.text)”",
        "swap `x` and `y`: names of horizontal bars stand upright")
    ]
  }

  func size() -> [Diagnostic] {
    guard let small = texts.first(where: { $0.run.style.size < 7 }) else { return [] }
    return [
      finding(
        .size, at: nil, "“\(small.run.text)” is set in \(numberAsWritten(small.run.style.size)) points",
        "set nothing smaller than 7 points")
    ]
  }

  func contrast() -> [Diagnostic] {
    let ground = scene.ground
    var found: [Diagnostic] = []
    func ratio(_ color: Color) -> String { numberAsWritten((color.contrast(with: ground) * 10).rounded() / 10) }
    let weak = texts.first { text in
      !text.role.contains("role-mark") && text.run.color.contrast(with: ground) < 4.5
    }
    if let weak {
      found.append(
        finding(
          .contrast, at: nil, "“\(weak.run.text)” contrasts with its ground by \(ratio(weak.run.color)):1",
          "text needs 4.5:1"))
    }
    for scale in colorScales {
      guard let color = scale.colors.first(where: { $0.contrast(with: ground) < 3 }) else { continue }
      found.append(
        finding(
          .contrast, at: scale.bound.spec.node["scale"] ?? scale.bound.spec.node,
          "the colour \(color.hexText) contrasts with its ground by \(ratio(color)):1",
          "marks need 3:1; \(color.legible(on: ground, ratio: 3).hexText) has it"))
    }
    for layer in layers where layer.unit[.color]?.hasField != true && !layer.isOverlay {
      guard let node = layer.unit.mark.properties["color"], let color = node.string.flatMap({ Color(css: $0) }),
        color.contrast(with: ground) < 3, layer.unit.mark.type != .text,
        layer.unit.mark.properties["style"]?.string?.hasSuffix("-band") != true
      else { continue }
      found.append(
        finding(
          .contrast, at: node, "the colour \(color.hexText) contrasts with its ground by \(ratio(color)):1",
          "marks need 3:1; \(color.legible(on: ground, ratio: 3).hexText) has it"))
    }
    return found
  }

  func color() -> [Diagnostic] {
    for scale in colorScales where scale.values.count > 1 {
      let unit = scale.layer.unit
      let hasLabels = LabelPlan(scale.layer, scene: scene) != nil
      let second: Bool =
        switch unit.mark.type {
        case .line, .trail: unit[.strokeDash]?.hasField == true || layers.contains { $0.unit[.shape]?.hasField == true }
        case .point: unit[.shape]?.hasField == true
        case .circle, .square: false
        default: true
        }
      // Marks that stand in a row of their own are told apart by where they stand.
      let position = [Channel.x, .y, .xOffset, .yOffset].contains { unit[$0]?.column == scale.bound.column }
      if !second, !hasLabels, !position {
        return [
          finding(
            .color, at: scale.bound.spec.node,
            "only the colour tells the \(unit.mark.type == .line ? "lines" : "points") apart",
            unit.mark.type == .line
              ? "add `labels: direct` or `strokeDash`" : "use `mark: point` with `shape` on the same field, or `labels`"
          )
        ]
      }
    }
    return []
  }

  func greyscale() -> [Diagnostic] {
    for scale in colorScales where [.bar, .area, .arc, .rect].contains(scale.layer.unit.mark.type) {
      for (a, b) in zip(scale.colors, scale.colors.dropFirst()) where a != b && a.contrast(with: b) < 1.25 {
        return [
          finding(
            .greyscale, at: scale.bound.spec.node["scale"] ?? scale.bound.spec.node,
            "\(a.hexText) and \(b.hexText) beside it look alike in greyscale",
            "choose colours that alternate in lightness")
        ]
      }
    }
    return []
  }

  func highlight() -> [Diagnostic] {
    let title = titleText.lowercased()
    for scale in colorScales where Set(scale.colors).count > 4 {
      guard
        let named = scale.values.first(where: { $0.plainText.count > 2 && title.contains($0.plainText.lowercased()) })
      else { continue }
      return [
        finding(
          .highlight, at: scale.bound.spec.node,
          "the title names “\(named.plainText)”, and the chart does not highlight it",
          "give it one colour and the others grey with `condition`")
      ]
    }
    return []
  }

  func order() -> [Diagnostic] {
    for plot in plots {
      for layer in plot.layers where layer.unit.mark.type == .bar {
        let unit = layer.unit
        guard let dimension = unit[unit.dimensionChannel], dimension.type == .nominal,
          dimension.spec.node["sort"] == nil,
          unit[unit.dimensionChannel.offset ?? .xOffset] == nil, unit[.facet] == nil,
          let column = dimension.column, let name = layer.scales[unit.dimensionChannel], let model = models[name],
          model.values.count > 2, let measure = unit[unit.valueChannel]?.column
        else { continue }
        let words = model.values.map(\.plainText)
        guard !words.allSatisfy({ $0.contains(where: \.isNumber) }) else { continue }
        var sums: [DataValue: Double] = [:]
        let (key, value) = (unit.table.path(column), unit.table.path(measure))
        for row in unit.table.rows { sums[key.value(in: row), default: 0] += value.value(in: row).asNumber ?? 0 }
        let ordered = model.values.map { sums[$0] ?? 0 }
        let isSorted =
          zip(ordered, ordered.dropFirst()).allSatisfy { $0 >= $1 }
          || zip(ordered, ordered.dropFirst()).allSatisfy { $0 <= $1 }
        if !isSorted {
          let axis = unit.valueChannel == .x ? "-x" : "-y"
          return [
            finding(
              .order, at: dimension.spec.node, "bars stand in the order of their names",
              "sort them by value with `sort: \(axis)`; for an order of their own write `type: ordinal` or `sort: null`"
            )
          ]
        }
      }
    }
    return []
  }

  func slices() -> [Diagnostic] {
    for layer in layers
    where layer.unit.mark.type == .arc && layer.unit.table.rows.count > 3 && layer.unit[.theta] != nil {
      return [
        finding(
          .slices, at: layer.unit.mark.node, "the pie has \(layer.unit.table.rows.count) slices",
          "three are as many as can be compared: use `mark: ranked`")
      ]
    }
    return []
  }
}
