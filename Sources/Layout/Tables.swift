import Frames
import Geometry

extension Galley {
  /// Sets a table across the page, or in a part of it when it has so little to show that the eye would lose its row, or on
  /// a page turned by a quarter when the words and numbers of its columns fit only there.
  mutating func set(_ table: Table, in column: Column) {
    guard !table.columns.isEmpty else { return }
    let rows = table.rows.enumerated().map { normalized($0.element, row: $0.offset, of: table) }
    let measures = table.columns.indices.map { measure(column: $0, of: table, rows: rows) }
    let least = measures.reduce(-0.4 * theme.gutter) { $0 + $1.least + 0.4 * theme.gutter }
    if column.x == 0, least > column.full, theme.turned.contentWidth > 1.2 * column.full {
      onTurnedPages { $0.set(table, rows: rows, measures, in: $1) }
    } else {
      set(table, rows: rows, measures, in: column)
    }
  }

  private mutating func set(_ table: Table, rows: [Table.Row], _ measures: [ColumnMeasure], in column: Column) {
    // 1. The widths of the columns.
    let grid = TableGrid(
      x: column.x, width: width(of: table, measures, in: column), columns: table.columns, measures: measures,
      theme: theme)
    for (i, header) in table.columns.dropFirst().map({ Self.header(of: $0) }).enumerated() where header.isEmpty {
      diagnostics.append(.emptyHeader(table, column: i + 2))
    }
    if grid.cramped { diagnostics.append(.tableTooWide(table)) }

    // 2. Title and header, which stand again on every further page.
    structure.begin(.table)
    let caption = lines(Self.named(table.label, table.title), theme.captionTitle, width: column.full, of: .caption)
    var title = strips(caption, theme.captionTitle, x: column.x, together: true).keptWithNext()
    var header = headerStrips(table, grid: grid)
    if !title.isEmpty { header[0].space = step / 2 }
    let repeated = repeatedStrips(table, header: header, in: column)
    if title.isEmpty {
      header[0].items.insert(contentsOf: anchor(table.anchor, x: column.x), at: 0)
    } else {
      title[0].items.insert(contentsOf: anchor(table.anchor, x: column.x), at: 0)
    }

    // 3. The rows, held to their neighbours where they belong together.
    var new = title + header.together().keptWithNext()
    for (i, row) in rows.enumerated() {
      var strips = rowStrips(row, grid: grid, isLast: i == rows.count - 1)
      for k in strips.indices { strips[k].repeated = repeated }
      let next = i + 1 < rows.count ? rows[i + 1].kind : nil
      let opens = i == 0 || (i == 1 && rows[0].kind == .group)
      if row.kind == .group || next == .total || (next != nil && (opens || i == rows.count - 2)) {
        strips = strips.keptWithNext()
      }
      // A page rather ends between groups than within one.
      strips[0].cutCost = row.kind == .group ? 1 : 2
      new += strips
    }
    structure.end()

    // 4. What is said about the table.
    let note = Self.introduced(theme.words.note, by: theme.words.colon, table.note)
    let source = Self.introduced(theme.words.source, by: theme.words.colon, table.source)
    var below = lines(note, theme.caption, width: column.text, of: .paragraph)
    below += lines(source, theme.caption, width: column.text, of: .paragraph)
    var words = strips(below, theme.caption, x: column.x)
    if !words.isEmpty {
      words[0].space = 5
      new = new.keptWithNext()
    }
    new += words
    // A small table is not worth parting.
    let whole = new.reduce(0) { $0 + $1.space + $1.height }
    if whole < pageHeight / 4 { new = new.together() }
    if whole < pageHeight / 2 {
      for i in new.indices { new[i].cutCost += 6 }
      new[0].cutCost = 0
    }
    add(new, role: "table", above: 2 * step, below: 3 * step)
  }

  private func width(of table: Table, _ measures: [ColumnMeasure], in column: Column) -> Double {
    guard table.columns.allSatisfy({ $0.width == .natural }) else { return column.full }
    let natural = measures.reduce(0) { $0 + $1.natural + 1.2 * theme.gutter }
    return [min(theme.halfWidth, column.full), column.text].first { natural <= 0.6 * $0 } ?? column.full
  }

  /// The title with the word for "continued", and the header; nothing when a page has no room for them.
  private func repeatedStrips(_ table: Table, header: [Strip], in column: Column) -> [Strip] {
    let continued = " (\(theme.words.continued))"
    let named =
      table.label.isEmpty && !(table.title?.isEmpty ?? true)
      ? Self.named("", table.title) + RichText(spans: [RichText.Span(continued, muted: true)])
      : Self.named(table.label.isEmpty ? "" : table.label + continued, table.title)
    let title = breaker.lines(named, theme.captionTitle, width: column.full)
    var repeated = (strips(title, theme.captionTitle, x: column.x) + header).map { $0.untagged() }
    for i in repeated.indices { repeated[i].role = "table-repeated" }
    repeated[0].space = 0
    let noted = repeated.flatMap(\.notes).flatMap { footnotes.notes[$0 - 1].lines }
    return (repeated + noted).reduce(0) { $0 + $1.space + $1.height } < pageHeight / 2 ? repeated : []
  }

  private func headerStrips(_ table: Table, grid: TableGrid) -> [Strip] {
    let row = structure.add(.row)
    let cells = table.columns.enumerated().map { i, column in
      let lines = lines(
        Self.header(of: column), theme.tableHead, width: grid.widths[i],
        as: structure.add(.headerCell(of: .column, span: 1), in: row))
      return SetCell(lines: lines, xs: lines.map { grid.x(of: $0, in: i..<i + 1) })
    }
    var strips = strips(of: cells, theme.tableHead, top: 4, bottom: 4, alignBottom: true)
    strips[0].items.append(rule(y: 0, from: grid.x, width: grid.width, theme.strongRule, 0.8))
    let last = strips.count - 1
    strips[last].items.append(
      rule(y: strips[last].height, from: grid.x, width: grid.width, theme.strongRule, 0.4))
    return strips
  }

  private func rowStrips(_ row: Table.Row, grid: TableGrid, isLast: Bool) -> [Strip] {
    var cells: [SetCell] = []
    var first = 0
    let element = structure.add(.row)
    for cell in row.cells {
      let range = first..<min(first + cell.span, grid.widths.count)
      // Words that begin a row name it.
      let names = first == 0 && grid.columns[0].alignment == .start && !cell.text.isEmpty && row.cells.count > 1
      let kind = names ? StructureElement.Kind.headerCell(of: .row, span: cell.span) : .cell(span: cell.span)
      cells.append(setCell(cell, in: range, grid: grid, as: structure.add(kind, in: element)))
      first = range.upperBound
    }
    var strips = strips(of: cells, theme.tableBody, top: row.kind == .group ? 6 : 3, bottom: 3, alignBottom: false)
    if row.kind == .total {
      strips[0].items.append(rule(y: 0, from: grid.x, width: grid.width, theme.strongRule, 0.5))
    }
    let last = strips.count - 1
    strips[last].items.append(
      rule(
        y: strips[last].height, from: grid.x, width: grid.width, isLast ? theme.strongRule : theme.lightRule,
        isLast ? 0.8 : 0.4))
    return strips
  }

  /// The row with as many cells as columns; names of groups run across, groups and totals are strong.
  private mutating func normalized(_ row: Table.Row, row number: Int, of table: Table) -> Table.Row {
    var row = row
    var cells: [Table.Cell] = []
    var taken = 0
    for var cell in row.cells {
      guard taken < table.columns.count else {
        if !cell.text.isEmpty || cell.image != nil { diagnostics.append(.tooManyCells(table, row: number)) }
        break
      }
      cell.span = min(max(1, cell.span), table.columns.count - taken)
      taken += cell.span
      if row.kind != .body {
        for i in cell.text.spans.indices { cell.text.spans[i].strong = true }
      }
      cells.append(cell)
    }
    if row.kind == .group, let first = cells.first,
      cells.dropFirst().allSatisfy({ $0.text.isEmpty && $0.image == nil })
    {
      cells = [Table.Cell(first.text, image: first.image, span: table.columns.count)]
    } else if taken < table.columns.count {
      cells += Array(repeating: Table.Cell(), count: table.columns.count - taken)
    }
    row.cells = cells
    return row
  }

  /// The header of a column, strong, over its unit.
  static func header(of column: Table.Column) -> RichText {
    var spans = column.header.spans.map { span in
      var span = span
      span.strong = true
      return span
    }
    if let unit = column.unit, !unit.isEmpty {
      spans.append(RichText.Span((spans.isEmpty ? "" : "\n") + unit, muted: true))
    }
    return RichText(spans: spans)
  }
}
