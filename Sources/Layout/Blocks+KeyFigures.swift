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
      // A number is read with its label, its unit and its note, before the next.
      let row = figures[start..<min(start + perRow, figures.count)].enumerated().map { i, figure in
        let division = structure.add(.division)
        let parts = [figure.label, figure.value, figure.detail, figure.note].map {
          $0.isEmpty ? division : structure.add(.paragraph, in: division)
        }
        return (figure: figure, x: column.x + Double(i) * (width + gap), parts: parts)
      }
      var strips = [
        Strip(height: 0, items: row.map { rule(y: 0, from: $0.x, width: width, theme.strongRule, 0.8) })
      ]
      var labels = slices(
        row.map { (lines($0.figure.label, theme.keyLabel, width: width, as: $0.parts[0]), $0.x) }, theme.keyLabel)
      if !labels.isEmpty { labels[0].space = 5 }
      var values = slices(
        row.map { (lines($0.figure.value, value, width: width, as: $0.parts[1]), $0.x) }, value,
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
          values[0].items += structure.tag(text.detail, as: item.parts[2]).items(
            at: Point(x, ruler.baseline(of: value)), theme: theme, ruler: ruler, underlines: false)
        }
      }
      let below = slices(
        zip(row, texts).map { item, text in
          (
            (beside ? [] : structure.tag(text.lines, as: item.parts[2]))
              + lines(item.figure.note, theme.small, width: width, as: item.parts[3]), item.x
          )
        }, theme.small, underlines: false)
      strips += labels + values + below
      if start > 0 { strips[0].space = 3 * step }
      new += strips.inReadingOrder(columns: row.map(\.x), pageHeight: pageHeight).together()
    }
    add(new, role: "key-figures", above: 2 * step, below: 3 * step)
  }
}
