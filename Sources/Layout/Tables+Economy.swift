import Frames
import Geometry

extension Galley {
  /// What columns ask for where not all of it fits: words are broken where that makes the fewest rows taller for the room
  /// it gives, so that a column with one long cell yields before one whose cells are all a little too long.
  func economical(
    _ measures: [ColumnMeasure], of table: Table, rows: [Table.Row], part: TablePart, width: Double
  ) -> [ColumnMeasure] {
    let gaps = Double(part.columns.count - 1) * TableGrid.closeGap(theme)
    var missing = measures.reduce(gaps - width) { $0 + $1.natural }
    guard missing > 0.01 else { return measures }
    // 1. How wide the cells are, the header first, and how they break.
    var counter = LineCounter(breaker: breaker)
    let columns = part.columns.enumerated().map { place, column -> [LineCounter.Text] in
      guard table.columns[column].width == .natural, table.columns[column].alignment != .decimal else { return [] }
      let header = counter.text(Self.header(of: table.columns[column]), theme.tableHead)
      return [header]
        + rows.map { row in
          guard let cell = Self.cell(at: column, in: row), cell.span == 1 else { return LineCounter.Text() }
          let image = cell.image.map { $0.size.width + (cell.text.isEmpty ? 0 : 6) } ?? 0
          return counter.text(cell.text, theme.tableBody, beside: image)
        }
    }
    // 2. The column that yields is always the one whose rows grow least for what it gives.
    var measures = measures
    var heights = (0...rows.count).map { row in
      columns.enumerated().reduce(1) {
        max($0, $1.element.isEmpty ? 1 : $1.element[row].lines(measures[$1.offset].inner))
      }
    }
    while missing > 0.01 {
      var best: (place: Int, width: Double, heights: [Int], price: Double)?
      for (place, texts) in columns.enumerated() where !texts.isEmpty {
        let measure = measures[place]
        let inset = 2 * measure.inset
        // The widths at which another of its cells breaks, and the one that would be enough.
        let widths = Set(texts.flatMap(\.widths).map { $0 + inset }).sorted(by: >)
        let steps = widths.filter { $0 < measure.natural - 0.5 && $0 > measure.least - 0.01 }.prefix(4)
        let enough = max(measure.least, measure.natural - missing)
        for step in steps + [enough] where step < measure.natural - 0.5 {
          let now = texts.map { $0.lines(step - inset) }
          let broken = zip(now, texts).reduce(0) { $0 + $1.0 - $1.1.lines(measure.inner) }
          let grown = zip(now, heights).reduce(0) { $0 + max(0, $1.0 - $1.1) }
          let price = (Double(grown) + 0.25 * Double(broken) + 0.01) / min(measure.natural - step, missing)
          if price < best?.price ?? .infinity { best = (place, step, zip(heights, now).map { max($0, $1) }, price) }
        }
      }
      guard let best else { break }
      missing -= measures[best.place].natural - best.width
      measures[best.place].natural = best.width
      heights = best.heights
    }
    return measures
  }

  static func cell(at column: Int, in row: Table.Row) -> Table.Cell? {
    var first = 0
    for cell in row.cells {
      if first == column { return cell }
      first += cell.span
      if first > column { return nil }
    }
    return nil
  }
}

extension ColumnMeasure {
  /// The width that its words have of what it asks for.
  fileprivate var inner: Double { natural - 2 * inset }
}

/// Tells how many lines texts take in columns of different widths, without choosing where they break best.
private struct LineCounter {
  let breaker: LineBreaker
  private var known: [RichText: Text] = [:]

  init(breaker: LineBreaker) { self.breaker = breaker }

  /// A text as the widths of its words.
  struct Text {
    /// What stands beside it.
    var beside = 0.0
    /// Each with the space before it; nil starts a line.
    var words: [(width: Double, space: Double?)] = []

    /// The widths at which it breaks differently: that of all, and of each beginning of a line.
    var widths: [Double] {
      guard !words.isEmpty else { return [] }
      var found: [Double] = []
      for start in words.indices where start == 0 || words.count <= 8 {
        var width = 0.0
        for (i, word) in words[start...].enumerated() {
          if i > 0, word.space == nil { break }
          width += (i == 0 ? 0 : word.space ?? 0) + word.width
          found.append(width + beside + 0.01)
        }
      }
      return found
    }

    func lines(_ width: Double) -> Int {
      var count = 1
      var used = 0.0
      for (i, word) in words.enumerated() {
        if i == 0 {
          used = word.width
        } else if let space = word.space, used + space + word.width <= width - beside + 0.01 {
          used += space + word.width
        } else {
          count += 1
          used = word.width
        }
      }
      return count
    }
  }

  mutating func text(_ text: RichText, _ setting: PageTheme.TextSetting, beside: Double = 0) -> Text {
    var counted: Text
    if let found = known[text], setting == breaker.theme.tableBody {
      counted = found
    } else {
      counted = Text()
      let prepared = breaker.prepared(text, setting)
      let looks = prepared.spans.map { Look($0, in: setting, theme: breaker.theme) }
      var space: Double? = 0
      for word in breaker.split(prepared, looks) {
        counted.words.append((word.width, counted.words.isEmpty ? 0 : space.map { $0 + word.gap }))
        space = word.endsLine ? nil : word.spaceWidth
      }
      if setting == breaker.theme.tableBody { known[text] = counted }
    }
    counted.beside = beside
    return counted
  }
}
