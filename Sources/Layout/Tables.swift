import Frames
import Geometry

extension Galley {
  /// Sets a table across the page, or in a part of it when it has so little to show that the eye would lose its row. Where
  /// the words and numbers of its columns do not fit side by side it stands on a page turned by a quarter, or in parts
  /// one under the other.
  mutating func set(_ table: Table, in column: Column) {
    guard !table.columns.isEmpty else { return }
    let rows = table.rows.enumerated().map { normalized($0.element, row: $0.offset, of: table) }
    let measures = widened(
      table.columns.indices.map { measure(column: $0, of: table, rows: rows) }, for: table)
    for (i, header) in table.columns.dropFirst().map({ Self.header(of: $0) }).enumerated() where header.isEmpty {
      diagnostics.append(.emptyHeader(table, column: i + 2))
    }
    let gap = 0.4 * theme.gutter
    let leasts = measures.map(\.least)
    func least(_ columns: [Int]) -> Double { columns.reduce(-gap) { $0 + leasts[$1] + gap } }
    let all = [TablePart(columns: Array(table.columns.indices))]
    let needed = least(all[0].columns)
    let turned = column.x == 0 && theme.turned.contentWidth > 1.2 * column.full
    if needed <= column.full || column.full <= 0 {
      set(table, rows: rows, measures, parts: all, in: column)
    } else if turned, table.wide == .turned, needed <= theme.turned.contentWidth {
      onTurnedPages { $0.set(table, rows: rows, measures, parts: all, in: $1) }
    } else if let parts = table.parts(fitting: column.full, least: least) {
      set(table, rows: rows, measures, parts: parts, in: column)
    } else if turned {
      onTurnedPages { galley, column in
        let parts = table.parts(fitting: column.full, least: least)
        galley.set(table, rows: rows, measures, parts: parts ?? all, in: column)
      }
    } else {
      set(table, rows: rows, measures, parts: all, in: column)
    }
  }

  private mutating func set(
    _ table: Table, rows: [Table.Row], _ measures: [ColumnMeasure], parts: [TablePart], in column: Column
  ) {
    structure.begin(.table)
    var new: [Strip] = []
    // The rows as parts of the document: one each, in however many parts of the table they stand.
    var headerRows: [Int] = []
    var bodyRows: [Int] = []
    // The cell that names the group of each row, and the rows with the names of groups.
    var groups: [Int?] = []
    for (number, part) in parts.enumerated() {
      // 1. The widths of the columns.
      let columns = part.columns.map { table.columns[$0] }
      let asked = part.columns.map { measures[$0] }
      let width = parts.count > 1 ? column.full : width(of: table, measures, in: column)
      let widths = economical(asked, of: table, rows: rows, part: part, width: width)
      let isMirrored = (table.direction ?? breaker.scripts.direction) == .rightToLeft
      let grid = TableGrid(
        x: isMirrored ? max(column.x, textX(isMirrored, in: column) + column.text - width) : column.x, width: width,
        columns: columns, measures: widths, isMirrored: isMirrored, theme: theme)
      if grid.cramped { diagnostics.append(.tableTooWide(table)) }

      // 2. Title and header, which stand again on every further page.
      let title = titleStrips(table, isFirst: number == 0, in: column)
      if number == 0 { headerRows = (0...table.spanners.count).map { _ in structure.add(.row) } }
      var header = headerStrips(table, part: part, grid: grid, rows: headerRows)
      if !title.isEmpty { header[0].space = step / 2 }
      let repeated = repeatedStrips(table, header: header, in: column)
      var strips = title + header.together().keptWithNext()
      if number == 0 {
        strips[0].items.insert(contentsOf: anchor(table.anchor, x: column.x), at: 0)
        bodyRows = rows.map { _ in structure.add(.row) }
      } else {
        strips[0].space = 2 * step
      }

      // 3. The rows, held to their neighbours where they belong together.
      for (i, row) in rows.enumerated() {
        let group = number == 0 ? groups.last ?? nil : groups[i]
        var (set, name) = rowStrips(
          row, part: part, grid: grid, element: bodyRows[i], group: group, isLast: i == rows.count - 1)
        if number == 0 { groups.append(row.kind == .group ? name : row.kind == .total ? nil : group) }
        for k in set.indices { set[k].repeated = repeated }
        let next = i + 1 < rows.count ? rows[i + 1].kind : nil
        let opens = i == 0 || (i == 1 && rows[0].kind == .group)
        let isSummed = next == .total || next == .subtotal
        if row.kind == .group || isSummed || (next != nil && (opens || i == rows.count - 2)) {
          set = set.keptWithNext()
        }
        // A page rather ends between groups than within one, and least before a single row and its sum.
        set[0].cutCost = row.kind == .group ? 1 : isSummed ? 4 : 2
        strips += set
      }
      new += strips
    }
    structure.end()

    // 4. What is said about the table.
    let words = wordStrips(table, in: column)
    if !words.isEmpty { new = new.keptWithNext() }
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

  /// The title; over further parts of a table that it goes on, as decoration.
  private func titleStrips(_ table: Table, isFirst: Bool, in column: Column) -> [Strip] {
    let lines =
      isFirst
      ? lines(Self.named(table.label, table.title), theme.captionTitle, width: column.full, of: .caption)
      : breaker.lines(continuedTitle(of: table), theme.captionTitle, width: column.full)
    let strips = strips(lines, theme.captionTitle, x: column.x, together: true).keptWithNext()
    return isFirst ? strips : strips.map { $0.untagged() }
  }

  /// What the marks mean, the note and the source.
  private mutating func wordStrips(_ table: Table, in column: Column) -> [Strip] {
    var words: [Strip] = []
    for remark in table.remarks {
      let mark = RichText(
        spans: [RichText.Span(remark.mark, strong: true, superscript: true), RichText.Span("\u{2009}")])
      var set = strips(
        lines(mark + remark.text, theme.caption, width: column.text, of: .paragraph), theme.caption,
        x: column.x, together: true)
      if !set.isEmpty { set[0].items.insert(contentsOf: anchor(remark.anchor, x: column.x), at: 0) }
      words += set.keptWithNext()
    }
    let note = Self.introduced(theme.words.note, by: theme.words.colon, table.note)
    let source = Self.introduced(theme.words.source, by: theme.words.colon, table.source)
    var below = lines(note, theme.caption, width: column.text, of: .paragraph)
    below += lines(source, theme.caption, width: column.text, of: .paragraph)
    words += strips(below, theme.caption, x: column.x)
    if let last = words.indices.last { words[last].keep = .no }
    if !words.isEmpty { words[0].space = 5 }
    return words
  }

  private func width(of table: Table, _ measures: [ColumnMeasure], in column: Column) -> Double {
    guard table.columns.allSatisfy({ $0.width == .natural }) else { return column.full }
    let natural = measures.reduce(0) { $0 + $1.natural + 1.2 * theme.gutter }
    return [min(theme.halfWidth, column.full), column.text].first { natural <= 0.6 * $0 } ?? column.full
  }

  /// The title with the word for "continued", and the header; nothing when a page has no room for them.
  private func repeatedStrips(_ table: Table, header: [Strip], in column: Column) -> [Strip] {
    let title = breaker.lines(continuedTitle(of: table), theme.captionTitle, width: column.full)
    var repeated = (strips(title, theme.captionTitle, x: column.x) + header).map { $0.untagged() }
    for i in repeated.indices { repeated[i].role = "table-repeated" }
    repeated[0].space = 0
    let noted = repeated.flatMap(\.notes).flatMap { footnotes.notes[$0 - 1].lines }
    return (repeated + noted).reduce(0) { $0 + $1.space + $1.height } < pageHeight / 2 ? repeated : []
  }

  private func continuedTitle(of table: Table) -> RichText {
    let continued = " (\(theme.words.continued))"
    return table.label.isEmpty && !(table.title?.isEmpty ?? true)
      ? Self.named("", table.title) + RichText(spans: [RichText.Span(continued, muted: true)])
      : Self.named(table.label.isEmpty ? "" : table.label + continued, table.title)
  }

  /// The cells of a row that stand in a part of the table.
  ///
  /// - Parameters:
  ///   - element: the row as a part of the document.
  ///   - group: the cell that names the group the row is in.
  /// - Returns: the strips, and the cell that names the row.
  private func rowStrips(
    _ row: Table.Row, part: TablePart, grid: TableGrid, element: Int, group: Int?, isLast: Bool
  ) -> (strips: [Strip], name: Int?) {
    var cells: [SetCell] = []
    var name: Int?
    for (cell, first) in zip(row.cells, Table.firstColumns(of: row.cells)) {
      let range = part.places(of: first..<first + cell.span)
      guard !range.isEmpty else { continue }
      var own: Int?
      if part.isNew(first) {
        // Words that begin a row name it.
        let names =
          first == 0 && grid.columns[0].alignment == .start && !cell.text.isEmpty
          && (row.cells.count > 1 || row.kind == .group)
        own =
          names
          ? structure.add(
            .headerCell(of: .row, span: cell.span), in: element, header: row.kind == .group ? nil : group)
          : structure.add(.cell(span: cell.span), in: element)
        if names { name = own }
      }
      cells.append(setCell(cell, in: range, grid: grid, as: own))
    }
    var strips = strips(of: cells, theme.tableBody, top: row.kind == .group ? 6 : 3, bottom: 3, alignBottom: false)
    if strips.count == 1 { strips[0].slack = 3 }
    if row.kind == .total || row.kind == .subtotal {
      strips[0].items.append(
        rule(y: 0, from: grid.x, width: grid.width, theme.strongRule, row.kind == .total ? 0.5 : 0.3))
    }
    let last = strips.count - 1
    strips[last].items.append(
      rule(
        y: strips[last].height, from: grid.x, width: grid.width, isLast ? theme.strongRule : theme.lightRule,
        isLast ? 0.8 : 0.4))
    return (strips, name)
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
        cell.text = cell.text.strengthened
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
}
