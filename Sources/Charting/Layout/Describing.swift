import Notation

/// Says in words what a chart shows, for readers who do not see it.
struct Describing {
  let built: BuiltView
  let scene: SceneContext

  /// At most 250 characters: kind, measure, range and extremes.
  var text: String {
    let layers = built.layers
    let words = scene.words
    let form = layers.lazy.compactMap { $0.unit.form }.first
    // What counts in a form is its bars, lines or points, not what lies behind them.
    let main = layers.first { ["bar", "line", "rect", "point"].contains($0.unit.form?.part) } ?? layers.first
    guard let unit = main?.unit else { return words.emptyChart }
    let kind = form.map { words.kind($0.type) } ?? words.kind(unit.mark.type)
    let candidates = [unit.valueChannel, unit.dimensionChannel, .theta, .color]
    guard
      let measure = candidates.lazy.compactMap({ unit[$0] }).first(where: { $0.type == .quantitative && $0.hasField }),
      let column = measure.column
    else {
      let count = unit.table.count
      return count == 0 ? words.withoutData(kind) : words.chart(kind, ofValues: count)
    }
    let labels = Labels(scene: scene)
    let dimension = [Channel.x, .y, .color].lazy.compactMap { unit[$0] }.first {
      $0.channel != measure.channel && $0.hasField
    }
    var out = words.chart(kind, of: measure.title, by: dimension.flatMap { $0.title.isEmpty ? nil : $0.title })
    let values = unit.table.values(column).enumerated().compactMap { i, value in value.asNumber.map { (i, $0) } }
    guard let low = values.min(by: { $0.1 < $1.1 }), let high = values.max(by: { $0.1 < $1.1 }) else {
      return words.withoutData(out)
    }
    func name(_ row: Int) -> String {
      guard let dimension, let column = dimension.column else { return "" }
      let value = unit.table.path(column).value(in: unit.table.rows[row])
      return labels.text(value, dimension)
    }
    out += words.range(
      values.count, from: (labels.plain(low.1), name(low.0)), to: (labels.plain(high.1), name(high.0)))
    return out.count <= 250 ? out : out.prefix(249) + "…"
  }
}
