/// Says in words what a chart shows, for readers who do not see it.
struct Describing {
  let built: BuiltView
  let scene: SceneContext

  /// At most 250 characters: kind, measure, range and extremes.
  var text: String {
    let layers = built.layers
    guard let unit = layers.first?.unit else { return "Empty chart" }
    let kind: String =
      switch unit.mark.type {
      case .bar: "Bar chart"
      case .line, .trail: "Line chart"
      case .area: "Area chart"
      case .arc: "Pie chart"
      case .rect: "Heat map"
      case .point, .circle, .square: "Scatter plot"
      default: "Chart"
      }
    let candidates = [unit.valueChannel, unit.dimensionChannel, .theta, .color]
    guard
      let measure = candidates.lazy.compactMap({ unit[$0] }).first(where: { $0.type == .quantitative && $0.hasField }),
      let column = measure.column
    else { return kind + (unit.table.rows.isEmpty ? " without data" : " of \(unit.table.rows.count) values") }
    let labels = Labels(scene: scene)
    var out = "\(kind) of \(measure.title)"
    let dimension = [Channel.x, .y, .color].lazy.compactMap { unit[$0] }.first {
      $0.channel != measure.channel && $0.hasField
    }
    if let dimension { out += " by \(dimension.title)" }
    let values = unit.table.rows.enumerated().compactMap { i, row in
      unit.table.path(column).value(in: row).asNumber.map { (i, $0) }
    }
    guard let low = values.min(by: { $0.1 < $1.1 }), let high = values.max(by: { $0.1 < $1.1 }) else {
      return out + ", without data"
    }
    func name(_ row: Int) -> String {
      guard let dimension, let column = dimension.column else { return "" }
      let value = unit.table.path(column).value(in: unit.table.rows[row])
      return " (\(labels.text(value, dimension)))"
    }
    out +=
      ". \(values.count) values from \(numberAsWritten(low.1))\(name(low.0)) to \(numberAsWritten(high.1))\(name(high.0))."
    return out.count <= 250 ? out : out.prefix(249) + "…"
  }
}
