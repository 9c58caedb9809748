import Diagnostics
import Frames
import Notation
import OrderedCollections

extension ChartLint {
  func zero() -> [Diagnostic] {
    var seen: Set<String> = []
    return layers.compactMap { layer in
      let unit = layer.unit
      guard unit.mark.type == .bar || unit.mark.type == .area, let name = layer.scales[unit.valueChannel],
        let model = models[name], model.type == .linear || model.type == .log, let bound = unit[unit.valueChannel],
        !bound.isBinned, bound.type == .quantitative, unit[unit.valueChannel.secondary ?? .x2] == nil
      else { return nil }
      let (low, high) = (model.numbers.min() ?? 0, model.numbers.max() ?? 0)
      guard low > 0 || high < 0, seen.insert(name).inserted else { return nil }
      let place = bound.spec.node["scale"] ?? bound.spec.node
      return finding(
        .zero, at: place,
        "\(unit.mark.type == .bar ? "bars" : "areas") start at \(numberAsWritten(low > 0 ? low : high)), not at zero",
        "their length is the value: leave `scale` out, or draw lines or points")
    }
  }

  func base() -> [Diagnostic] {
    guard spec.top.notes.isEmpty else { return [] }
    for layer in layers where layer.unit.mark.type == .line && !layer.isOverlay {
      let channel = layer.unit.valueChannel
      guard let name = layer.scales[channel], let model = models[name], model.type == .linear, !model.isReversed,
        let bound = layer.unit[channel], (model.numbers.min() ?? 0) > 0, bound.spec.node["axis"]?.isNull != true
      else { continue }
      return [
        finding(
          .base, at: bound.spec.node["scale"] ?? bound.spec.node,
          "the axis of the line starts at \(numberAsWritten(model.numbers.min() ?? 0)) and nothing says so",
          "start it at zero, or add a note such as “Axis does not start at zero”")
      ]
    }
    return []
  }

  func axes() -> [Diagnostic] {
    for plot in plots where plot.layers.count > 1 {
      for channel in [Channel.x, .y] {
        var names: OrderedSet<String> = []
        for layer in plot.layers {
          if let name = layer.scales[channel], models[name]?.type.isContinuous == true,
            layer.unit[channel]?.type == .quantitative
          {
            names.append(name)
          }
        }
        if names.count > 1 {
          return [
            finding(
              .axes, at: plot.view.resolve ?? plot.view.node, "two measures share one plot on different axes",
              "show both as an index, or in two charts below each other (`vconcat`)")
          ]
        }
      }
    }
    return []
  }

  func rates() -> [Diagnostic] {
    for layer in layers where layer.unit.mark.type == .geoshape {
      guard let bound = layer.unit[.color] ?? layer.unit[.fill], bound.type == .quantitative else { continue }
      return [
        finding(
          .rates, at: bound.spec.node, "areas of different size are coloured by “\(bound.title)”",
          "colour areas by rates only; where regions differ much in size use `mark: tilegrid`")
      ]
    }
    return []
  }

  func ticks() -> [Diagnostic] {
    for layer in layers {
      for channel in [Channel.x, .y] {
        guard let bound = layer.unit[channel], bound.type == .quantitative,
          let count = bound.spec.node["axis"]?["tickCount"], let n = count.number, n > 7
        else { continue }
        return [
          finding(
            .ticks, at: count, "the axis asks for \(numberAsWritten(n)) ticks",
            "four to six are enough: leave `tickCount` out")
        ]
      }
    }
    return []
  }

  func scales() -> [Diagnostic] {
    func find(_ view: BuiltView) -> Diagnostic? {
      guard case .grid(let grid) = view else { return nil }
      if grid.isFacet, let scale = grid.view.resolve?["scale"] {
        for channel in ["x", "y"] where scale[channel]?.string == "independent" {
          return finding(
            .scales, at: scale[channel], "the small multiples have different \(channel) axes",
            "share them, or show each as an index; where they must differ, ignore this rule with the reason")
        }
      }
      return grid.cells.lazy.compactMap { find($0.view) }.first
    }
    return find(built).map { [$0] } ?? []
  }

  func missing() -> [Diagnostic] {
    for layer in layers where !layer.isOverlay {
      let channel = layer.unit.valueChannel
      guard let bound = layer.unit[channel] else { continue }
      if let impute = bound.spec.node["impute"], impute["value"]?.number == 0 {
        return [finding(.missing, at: impute, "missing values are drawn as zero", "leave a gap: take `impute` out")]
      }
      if layer.unit.invalidMode(scene.config) == "show", let column = bound.column,
        layer.unit.table.values(column).contains(where: { !$0.isValid })
      {
        return [
          finding(
            .missing, at: layer.unit.mark.node, "missing values are drawn as zero",
            "leave a gap: take `invalid: null` out")
        ]
      }
    }
    return []
  }

  func uncertainty() -> [Diagnostic] {
    let endings = ["_lower", "_upper", "_low", "_high", "_lo", "_hi", "_ci", "_se", "_moe", "_error"]
    for layer in layers where !layer.isOverlay && spec.view.node["mark"] != nil {
      let used = Set(layers.flatMap { $0.unit.channels.values.compactMap(\.spec.field) })
      let field = layer.unit.source.fields.first { name in
        endings.contains { name.lowercased().hasSuffix($0) } && !used.contains(name) && !name.hasPrefix("form_")
      }
      guard let field else { continue }
      return [
        finding(
          .uncertainty, at: nil, "the data has “\(field)”, and the chart does not show it",
          "add a layer with `errorbar` or `errorband`, or say in the notes how certain the values are")
      ]
    }
    return []
  }
}
