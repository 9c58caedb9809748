import Frames
import Geometry

extension Galley {
  /// Rows of two to four numbers, whose links need no line under them: a rule, the label, the number on a common baseline, and what it is measured in.
  mutating func set(_ figures: [KeyFigure], in column: Column) {
    guard !figures.isEmpty else { return }
    let rows = (figures.count + 3) / 4
    let perRow = max(2, (figures.count + rows - 1) / rows)
    let gap = min(theme.figureGap, column.full / Double(2 * perRow))
    let width = (column.full - Double(perRow - 1) * gap) / Double(perRow)

    // One size for all numbers, the largest at which each fits on its line.
    var value = theme.keyValue
    let widest = figures.map { breaker.line($0.value, value).width }.max() ?? 0
    if widest > width { value.style.size *= max(0.5, width / widest * 0.99) }

    var new: [Strip] = []
    for start in stride(from: 0, to: figures.count, by: perRow) {
      let row = figures[start..<min(start + perRow, figures.count)].enumerated().map {
        (figure: $0.element, x: column.x + Double($0.offset) * (width + gap))
      }
      var strips = [
        Strip(height: 0, items: row.map { rule(y: 0, from: $0.x, width: width, theme.strongRule, 0.8) })
      ]
      var labels = slices(
        row.map { (breaker.lines($0.figure.label, theme.keyLabel, width: width), $0.x) }, theme.keyLabel)
      if !labels.isEmpty { labels[0].space = 5 }
      var values = slices(
        row.map { (breaker.lines($0.figure.value, value, width: width), $0.x) }, value,
        underlines: false)
      if !values.isEmpty { values[0].space = 2 }
      // The unit stands beside the number in every column of the row or in none.
      let texts = row.map { item -> (beside: Bool, lines: [Line], detail: Line) in
        let detail = breaker.line(item.figure.detail, theme.small)
        let used = breaker.line(item.figure.value, value).width
        return (used + 4 + detail.width <= width, breaker.lines(item.figure.detail, theme.small, width: width), detail)
      }
      let beside = values.count == 1 && texts.allSatisfy(\.beside)
      if beside {
        for (item, text) in zip(row, texts) {
          let x = item.x + breaker.line(item.figure.value, value).width + 4
          values[0].items += text.detail.items(
            at: Point(x, ruler.baseline(of: value)), theme: theme, ruler: ruler, underlines: false)
        }
      }
      let below = slices(
        zip(row, texts).map { item, text in
          ((beside ? [] : text.lines) + breaker.lines(item.figure.note, theme.small, width: width), item.x)
        }, theme.small, underlines: false)
      strips += labels + values + below
      if start > 0 { strips[0].space = 3 * step }
      new += inReadingOrder(strips, columns: row.map(\.x)).together()
    }
    add(new, role: "key-figures", above: 2 * step, below: 3 * step)
  }
}
