import Frames
import Geometry

extension Galley {
  /// The rows of headers, the spanners over the columns they name and a rule between.
  ///
  /// - Parameter headerRows: the parts of the document that the rows are, from the first part of the table on.
  func headerStrips(_ table: Table, part: TablePart, grid: TableGrid, rows headerRows: [Int]) -> [Strip] {
    let cells = headerElements(table, part: part, rows: headerRows)
    var strips: [Strip] = []
    for (level, spanners) in table.spanners.enumerated() {
      var set: [SetCell] = []
      var rules: [FrameItem] = []
      for (number, spanner) in spanners.enumerated() {
        let places = part.places(of: spanner.columns)
        guard !places.isEmpty else { continue }
        let (start, end) = grid.span(places)
        let lines = cellLines(
          spanner.header.strengthened, theme.tableHead, width: end - start, as: cells.spanners[level][number])
        set.append(SetCell(lines: lines, xs: lines.map { max(start, (start + end - $0.width) / 2) }))
        rules.append(rule(y: 0, from: start, width: end - start, theme.strongRule, 0.4))
      }
      var row = self.strips(of: set, theme.tableHead, top: level == 0 ? 4 : 3, bottom: 3, alignBottom: true)
      let last = row.count - 1
      row[last].items += rules.map { $0.moved(by: Point(0, row[last].height)) }
      strips += row
    }
    let columns = part.columns.enumerated().map { place, column in
      let lines = cellLines(
        Self.header(of: table.columns[column]), theme.tableHead, width: grid.inner(place),
        as: cells.columns[place])
      return SetCell(lines: lines, xs: lines.map { grid.x(of: $0, in: place..<place + 1) })
    }
    strips += self.strips(
      of: columns, theme.tableHead, top: strips.isEmpty ? 4 : 3, bottom: 4, alignBottom: true)
    strips[0].items.append(rule(y: 0, from: grid.x, width: grid.width, theme.strongRule, 0.8))
    let last = strips.count - 1
    strips[last].items.append(
      rule(y: strips[last].height, from: grid.x, width: grid.width, theme.strongRule, 0.4))
    return strips
  }

  /// Header cells in their rows. A column's own reaches up as far as nothing spans it; what is spanned by a lower row
  /// only has an empty cell above.
  ///
  /// - Returns: for each spanner and each column of the part its element; nil where it stands in a part before.
  private func headerElements(
    _ table: Table, part: TablePart, rows: [Int]
  ) -> (spanners: [[Int?]], columns: [Int?]) {
    var spanners = table.spanners.map { [Int?](repeating: nil, count: $0.count) }
    var columns = [Int?](repeating: nil, count: part.columns.count)
    for (level, row) in rows.enumerated() {
      for (place, column) in part.columns.enumerated() where part.isNew(column) {
        let above =
          level < table.spanners.count ? table.spanners[level].firstIndex { $0.columns.contains(column) } : nil
        if let above {
          let range = table.spanners[level][above].columns
          if range.lowerBound == column {
            spanners[level][above] = structure.add(.headerCell(of: .column, span: range.count), in: row)
          }
          continue
        }
        let top =
          (table.spanners.lastIndex { $0.contains { $0.columns.contains(column) } } ?? -1) + 1
        if top == level {
          columns[place] = structure.add(.headerCell(of: .column, span: 1), in: row, rows: rows.count - level)
        } else if top > level {
          structure.add(.cell(span: 1), in: row)
        }
      }
    }
    return (spanners, columns)
  }

  /// Text as lines of an element; as decoration that leads nowhere without one.
  func cellLines(_ text: RichText, _ setting: PageTheme.TextSetting, width: Double, as element: Int?) -> [Line] {
    // Where they stand is up to the column.
    func unset(_ lines: [Line]) -> [Line] {
      lines.map { line in
        var line = line
        line.inset = 0
        return line
      }
    }
    if let element { return unset(lines(text, setting, width: width, as: element)) }
    let plain = text.spans.filter { $0.footnote == nil }.map { span in
      var span = span
      span.link = nil
      return span
    }
    return unset(breaker.lines(RichText(spans: plain, direction: text.direction), setting, width: width))
  }

  /// The header of a column, strong, over its unit.
  static func header(of column: Table.Column) -> RichText {
    var text = column.header.strengthened
    if let unit = column.unit, !unit.isEmpty {
      text.spans.append(RichText.Span((text.spans.isEmpty ? "" : "\n") + unit, muted: true))
    }
    return text
  }
}

extension RichText {
  /// The text in a heavier weight.
  var strengthened: RichText {
    RichText(
      spans: spans.map { span in
        var span = span
        span.strong = true
        return span
      }, direction: direction)
  }
}
