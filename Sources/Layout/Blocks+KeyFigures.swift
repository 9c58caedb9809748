import Frames
import Geometry

extension Galley {
  /// Rows of two to four numbers, whose links need no line under them: a rule, the label, the number on a common baseline, and what it is measured in.
  mutating func set(_ figures: [KeyFigure], in column: Column) {
    guard !figures.isEmpty else { return }
    let rows = (figures.count + 3) / 4
    let perRow = max(2, (figures.count + rows - 1) / rows)
    add(
      strips(of: figures, perRow: perRow, in: column).together(), role: "key-figures", above: 2 * step, below: 3 * step)
  }

  /// Numbers in rows of so many.
  func strips(of figures: [KeyFigure], perRow: Int, in column: Column) -> [Strip] {
    let gap = min(theme.figureGap, column.full / Double(2 * perRow))
    let width = (column.full - Double(perRow - 1) * gap) / Double(perRow)

    // One size for all numbers, the largest at which each fits on its line.
    var value = theme.keyValue
    let widest = figures.map { breaker.line($0.value, value).width }.max() ?? 0
    if widest > width { value.style.size *= max(0.5, width / widest * 0.99) }

    var new: [Strip] = []
    for start in stride(from: 0, to: figures.count, by: perRow) {
      let row = figures[start..<min(start + perRow, figures.count)]
      // The unit stands beside the number in every column of the row or in none.
      let beside = row.allSatisfy { figure in
        let used = breaker.line(figure.value, value).width + 4 + breaker.line(figure.detail, theme.small).width
        return used <= width && breaker.lines(figure.value, value, width: width).count <= 1
      }
      let cards = row.enumerated().map { i, figure in
        card(figure, x: column.x + Double(i) * (width + gap), width: width, value: value, beside: beside)
      }
      var strips = [Strip(height: 0, items: cards.map { rule(y: 0, from: $0.x, width: width, theme.strongRule, 0.8) })]
      var labels = slices(cards.map { ($0.label, $0.x) }, theme.keyLabel)
      if !labels.isEmpty { labels[0].space = 5 }
      var values = slices(cards.map { ($0.value, $0.x) }, value, underlines: false)
      if !values.isEmpty {
        values[0].space = 2
        for card in cards {
          let x = card.x + (card.value.first?.width ?? 0) + 4
          values[0].items +=
            card.unit?.items(
              at: Point(x, ruler.baseline(of: value)), theme: theme, ruler: ruler, underlines: false) ?? []
        }
      }
      strips += labels + values + slices(cards.map { ($0.below, $0.x) }, theme.small, underlines: false)
      if start > 0 { strips[0].space = perRow == 1 ? step : 3 * step }
      new += perRow == 1 ? strips : strips.inReadingOrder(columns: cards.map(\.x), pageHeight: pageHeight).together()
    }
    return new
  }

  /// A key figure as lines.
  private struct Card {
    var x: Double
    var label: [Line]
    var value: [Line]
    /// Beside the number.
    var unit: Line?
    var below: [Line]
  }

  /// A number is read with its label, its unit and its note, before the next.
  private func card(
    _ figure: KeyFigure, x: Double, width: Double, value: PageTheme.TextSetting, beside: Bool
  ) -> Card {
    let division = structure.add(.division)
    func set(_ text: RichText, _ setting: PageTheme.TextSetting) -> [Line] {
      lines(text, setting, width: width, of: .paragraph, in: division)
    }
    let label = set(figure.label, theme.keyLabel)
    let number = set(figure.value, value)
    var unit: Line?
    if beside, !figure.detail.isEmpty {
      unit = structure.tag(breaker.line(figure.detail, theme.small), as: structure.add(.paragraph, in: division))
    }
    let below = (beside ? [] : set(figure.detail, theme.small)) + set(figure.note, theme.small)
    return Card(x: x, label: label, value: number, unit: unit, below: below)
  }
}
