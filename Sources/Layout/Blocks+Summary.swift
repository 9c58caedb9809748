import Frames
import Geometry

extension Galley {
  /// What a document says in short: its points on the left in the type of leads, key figures one under the other on the
  /// right, both ending at one height. Where the two are too unlike in height, or the column is narrow, the figures stand in
  /// rows below the points.
  mutating func set(_ summary: Summary, in column: Column) {
    let points = summary.points.filter { !$0.isEmpty }
    guard !points.isEmpty, !summary.figures.isEmpty else {
      add(pointStrips(points, in: column, width: column.full), role: "summary", above: 2 * step, below: 3 * step)
      set(summary.figures, in: column)
      return
    }
    let gap = 1.5 * theme.figureGap
    let narrow = ((column.full - gap) * 0.29).rounded()
    let beside = Column(x: column.x + column.full - narrow, text: narrow, full: narrow)
    // How tall either would be is seen from a trial that leaves no trace.
    let fits = narrow >= 100 && areAlike(points, summary.figures, width: column.full - narrow - gap, beside: narrow)
    guard fits else {
      add(
        pointStrips(points, in: column, width: column.full).keptWithNext(), role: "summary", above: 2 * step,
        below: 3 * step)
      set(summary.figures, in: column)
      return
    }
    let left = pointStrips(points, in: column, width: column.full - narrow - gap)
    let right = strips(of: summary.figures, perRow: 1, in: beside)
    let height = max(left.height, right.height)
    let set = [left, right].map { $0.spread(to: height) }
    let strip = Strip(
      height: height, items: set.flatMap { $0.placed }, notes: set.flatMap { $0.flatMap(\.notes) })
    add([strip], role: "summary", above: 2 * step, below: 3 * step)
  }

  /// Whether points and figures side by side are about as tall, and no taller than a good part of a page.
  private func areAlike(_ points: [RichText], _ figures: [KeyFigure], width: Double, beside narrow: Double) -> Bool {
    func lines(_ text: RichText, _ setting: PageTheme.TextSetting, _ width: Double) -> Double {
      Double(breaker.lines(text, setting, width: width).count) * setting.leading
    }
    let left = points.reduce(0) { $0 + lines($1, theme.lead, width) + 2 * step }
    let right = figures.reduce(0) { sum, figure in
      sum + lines(figure.label, theme.keyLabel, narrow) + theme.keyValue.leading
        + lines(figure.note, theme.small, narrow) + 2 * step
    }
    return max(left, right) < 0.6 * pageHeight && max(left, right) < 1.6 * min(left, right)
  }

  /// Points one under the other with hairlines between them, the first under the rule that also stands over key figures.
  private mutating func pointStrips(_ points: [RichText], in column: Column, width: Double) -> [Strip] {
    guard !points.isEmpty else { return [] }
    let list = structure.add(.list(ordered: false))
    var new: [Strip] = []
    for (i, point) in points.enumerated() {
      let body = structure.add(.listBody, in: structure.add(.listItem, in: list))
      let (color, thickness) = i == 0 ? (theme.strongRule, 0.8) : (theme.lightRule, 0.4)
      new.append(
        Strip(
          height: 0, space: i == 0 ? 0 : step,
          items: [rule(y: 0, from: column.x, width: width, color, thickness)], keep: .next))
      var lines = strips(point, theme.lead, x: column.x, width: width, as: body, together: true)
      guard !lines.isEmpty else { continue }
      lines[0].space = i == 0 ? 5 : step * 0.7
      new += lines
    }
    return new
  }
}

extension [Strip] {
  fileprivate var height: Double { reduce(0) { $0 + $1.space + $1.height } }

  /// The strips with more room around the rules between them, so that they take up a height.
  fileprivate func spread(to height: Double) -> [Strip] {
    let places = indices.filter { $0 > 0 && self[$0].height == 0 }
    guard !places.isEmpty else { return self }
    let more = Swift.max(0, height - self.height) / Double(places.count)
    var strips = self
    for i in places {
      strips[i].space += 0.55 * more
      if i + 1 < strips.count { strips[i + 1].space += 0.45 * more }
    }
    return strips
  }

  /// Their items, the strips one under the other from the top.
  fileprivate var placed: [FrameItem] {
    var y = 0.0
    return flatMap { strip -> [FrameItem] in
      y += strip.space
      defer { y += strip.height }
      return strip.items.map { $0.moved(by: Point(0, y)) }
    }
  }
}
