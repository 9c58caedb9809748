import Analytics
import Diagnostics
import Layout
import Notation
import Observations
import OrderedCollections

extension Assembler {
  /// A `table` block: the rows of a query under chosen columns.
  mutating func table(_ node: Node, line: Int) throws(DiagnosticError) -> [Block] {
    var reader = NodeReader()
    reader.rejectUnknown(
      in: node,
      known: [
        "title", "subtitle", "query", "mentions", "columns", "group", "pivot", "in", "note", "empty", "numbered", "id",
      ],
      what: "a table")
    let emptyText = reader.text("empty", in: node)
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }
    let result = try tableRows(node)
    // Cells of mixed units carry each its own.
    problems += result.toldInBlocks.filter { $0.code != "query.mixed-units" }
    guard !result.table.rows.isEmpty else {
      if emptyText == nil { problems.append(Message.emptyBlock("table", node)) }
      return [.paragraph(noData(title: node["title"], text: emptyText), .body)]
    }
    let columns = try tableColumns(node, of: result.table)
    let (title, subtitle) = titles(of: node)
    tableCount += 1
    var table = Table(
      label: "\(words.table) \(tableCount)", title: title.isEmpty ? nil : rich(title), columns: [], rows: [],
      anchor: "table-\(tableCount)", origin: node.origin)
    identify(node["id"], kind: "tbl", label: table.label, anchor: table.anchor)
    var notes = subtitle.isEmpty ? [] : [subtitle]
    if let note = reader.text("note", in: node) { notes.append(note) }
    if !notes.isEmpty { table.note = rich(notes.joined(separator: " ")) }
    if let pivot = reader.text("pivot", in: node) {
      try fill(&table, pivoting: pivot, columns: columns, result: result.table, node: node)
    } else {
      try fill(&table, columns: columns, result: result.table, node: node, group: reader.text("group", in: node))
    }
    return [.table(table)]
  }

  /// The rows of a query, or of what the articles name.
  private mutating func tableRows(_ node: Node) throws(DiagnosticError) -> QueryResult {
    if let query = node["mentions"] {
      let mentions = try MentionTable(query, sources: sources)
      var answer = mentions.answer
      articles = Dictionary(zip(answer.rows, mentions.rows.map(\.documents)), uniquingKeysWith: { a, _ in a })
      // They come by their counts; what has one heading stands together under it.
      if let group = node["group"]?.string.flatMap({ answer.index(of: $0) }) {
        let groups = OrderedDictionary(grouping: answer.rows) { $0.cells[group] }
        answer.rows = groups.values.flatMap { $0 }
      }
      return QueryResult(table: answer)
    }
    guard let query = node["query"] else { throw DiagnosticError(Message.tableWithoutQuery(node)) }
    return try sources.answer(query)
  }

  /// A column as asked for.
  private struct ColumnRequest {
    var name: String
    var position: Int
    var title: String
    var signed: Bool
    var decimals: Int?
  }

  /// What a column shows, and how.
  private struct ColumnLook {
    var scale: ValueText.Scale
    var decimals: Int
    var isNumeric: Bool
  }

  private func tableColumns(_ node: Node, of table: ResultTable) throws(DiagnosticError) -> [ColumnRequest] {
    var reader = NodeReader()
    let items = node["columns"]?.sequence ?? table.columns.map { Node(.string($0.name), text: $0.name) }
    var requests: [ColumnRequest] = []
    for item in items {
      let name = item.string ?? reader.text("field", in: item) ?? ""
      if item.mapping != nil {
        reader.rejectUnknown(in: item, known: ["field", "title", "signed", "decimals"], what: "a column")
      }
      guard name == "source" || table.index(of: name) != nil else {
        reader.problems.append(
          Message.unknownColumn(name, in: item, known: table.columns.map(\.name) + ["source"]))
        continue
      }
      requests.append(
        ColumnRequest(
          name: name, position: table.index(of: name) ?? -1,
          title: reader.text("title", in: item) ?? words.heading(of: name),
          signed: item["signed"]?.bool ?? (name == "growth" || name == "change"),
          decimals: item["decimals"]?.number.map { Int($0) }))
    }
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }
    return requests
  }

  private mutating func look(
    of column: ColumnRequest, in result: ResultTable, node: Node
  ) throws(DiagnosticError) -> ColumnLook {
    guard column.position >= 0, result.columns[column.position].kind != .dimension else {
      return ColumnLook(scale: .init(exponent: 0, unit: nil, words: ""), decimals: 0, isNumeric: false)
    }
    let quantities = result.rows.compactMap {
      result.quantity(row: $0, column: column.position, sources: sources)
    }
    var scale = valueText.scale(for: quantities)
    // What is in the unit of the value is on its scale.
    let own = result.columns[column.position]
    let unit = result.columns.first { $0.kind == .value }?.unit ?? ""
    if let wanted = node["in"], own.kind == .value || own.unit == unit && !unit.isEmpty {
      scale = try self.scale(named: wanted, unit: scale.unit ?? "")
    }
    return ColumnLook(
      scale: scale, decimals: column.decimals ?? valueText.decimals(for: quantities, scale: scale),
      isNumeric: scale.unit != nil)
  }

  private mutating func fill(
    _ table: inout Table, columns: [ColumnRequest], result: ResultTable, node: Node, group: String?
  ) throws(DiagnosticError) {
    let shown = columns.filter { $0.name != group }
    var looks: [ColumnLook] = []
    for column in shown {
      let look = try look(of: column, in: result, node: node)
      looks.append(look)
      let isValue = column.position >= 0 && result.columns[column.position].kind != .dimension
      let title = RichText(column.title)
      table.columns.append(
        Table.Column(
          header: title, unit: look.isNumeric && !look.scale.words.isEmpty ? look.scale.words : nil,
          alignment: look.isNumeric ? .decimal : isValue ? .end : .start))
    }
    let groupPosition = try group.map { name throws(DiagnosticError) in
      guard let position = result.index(of: name) else {
        throw DiagnosticError(
          Message.unknownColumn(name, in: node["group"] ?? node, known: result.columns.map(\.name)))
      }
      return position
    }
    var lastGroup: ResultTable.Cell?
    for row in result.rows {
      if let groupPosition, row.cells[groupPosition] != lastGroup {
        lastGroup = row.cells[groupPosition]
        table.rows.append(
          Table.Row(
            [Table.Cell(RichText(text(of: row.cells[groupPosition], column: group ?? "")), span: shown.count)],
            kind: .group))
      }
      var cells: [Table.Cell] = []
      for (column, look) in zip(shown, looks) {
        cells.append(Table.Cell(cell(row, column: column, look: look, of: result)))
      }
      merge(cells, into: &table, sourceColumn: shown.firstIndex { $0.name == "source" })
    }
  }

  /// Adds a row; one that repeats the row before it but for its source adds only that.
  private func merge(_ cells: [Table.Cell], into table: inout Table, sourceColumn: Int?) {
    guard let sourceColumn, let last = table.rows.last, last.kind == .body,
      cells.indices.allSatisfy({ $0 == sourceColumn || cells[$0].text.plain == last.cells[$0].text.plain })
    else {
      table.rows.append(Table.Row(cells))
      return
    }
    let known = last.cells[sourceColumn].text
    guard !known.plain.contains(cells[sourceColumn].text.plain) else { return }
    table.rows[table.rows.count - 1].cells[sourceColumn].text =
      known + RichText(spans: [.init(" ", muted: true)]) + cells[sourceColumn].text
  }

  /// Spreads the values of one dimension over columns; the other dimensions name the rows.
  private mutating func fill(
    _ table: inout Table, pivoting pivot: String, columns: [ColumnRequest], result: ResultTable, node: Node
  ) throws(DiagnosticError) {
    guard let position = result.index(of: pivot), result.columns[position].kind == .dimension else {
      throw DiagnosticError(
        Message.unknownColumn(
          pivot, in: node["pivot"] ?? node,
          known: result.columns.filter { $0.kind == .dimension }.map(\.name)))
    }
    let keys = columns.filter {
      $0.position >= 0 && result.columns[$0.position].kind == .dimension && $0.name != pivot
    }
    guard let value = columns.first(where: { $0.position >= 0 && result.columns[$0.position].kind != .dimension })
    else { throw DiagnosticError(Message.pivotWithoutValue(node)) }
    let look = try look(of: value, in: result, node: node)
    let heads = OrderedSet(result.rows.map { $0.cells[position] })
    for key in keys { table.columns.append(Table.Column(header: RichText(key.title))) }
    for head in heads {
      table.columns.append(
        Table.Column(header: RichText(text(of: head, column: pivot)), alignment: look.isNumeric ? .decimal : .end))
    }
    if look.isNumeric, !look.scale.words.isEmpty {
      table.note = RichText("\(value.title), \(look.scale.words). ") + (table.note ?? "")
    }
    var rows: OrderedDictionary<[ResultTable.Cell], [ResultTable.Cell: ResultTable.Row]> = [:]
    for row in result.rows { rows[keys.map { row.cells[$0.position] }, default: [:]][row.cells[position]] = row }
    for (key, found) in rows {
      var cells = zip(key, keys).map { Table.Cell(RichText(text(of: $0, column: $1.name))) }
      for head in heads {
        cells.append(Table.Cell(found[head].map { cell($0, column: value, look: look, of: result) } ?? "–"))
      }
      table.rows.append(Table.Row(cells))
    }
  }

  private mutating func cell(
    _ row: ResultTable.Row, column: ColumnRequest, look: ColumnLook, of result: ResultTable
  ) -> RichText {
    if column.name == "source" {
      if let paths = articles[row] {
        let references = paths.map { citations.cite(document: $0) }
        return citations.line(references)
      }
      let value = result.columns.indices.first { result.columns[$0].kind == .value }
        .flatMap { result.printedValue(row: row, column: $0, sources: sources, valueText: valueText) }
      guard let reference = value.flatMap({ cite($0) }) else { return "" }
      return RichText(spans: [.init("[\(reference.label)]", link: citations.link(to: reference), muted: true)])
    }
    switch row.cells[column.position] {
    case .text, .period: return RichText(text(of: row.cells[column.position], column: column.name))
    case .missing(let reason):
      // What cannot be compared is not a gap in the source.
      return RichText(result.columns[column.position].kind == .comparison ? "–" : words.missing(reason))
    case .number:
      guard
        let printed = result.printedValue(row: row, column: column.position, sources: sources, valueText: valueText),
        let quantity = printed.quantity
      else { return "" }
      let text =
        look.isNumeric
        ? valueText.cell(quantity, scale: look.scale, decimals: look.decimals, signed: column.signed)
        : printed.text.unbroken
      return RichText(spans: spans(for: printed, text: text, numbered: false))
    }
  }

  private func text(of cell: ResultTable.Cell, column: String) -> String {
    switch cell {
    case .period(let period): valueText.periods.written(period)
    case .text(let text):
      column == "document" ? sources.title(ofDocument: text) : valueText.terms.text(text, column: column)
    case .number(let number, _): "\(number)"
    case .missing(let reason): words.missing(reason)
    }
  }

  /// A table written in Markdown.
  mutating func table(
    header: [[MarkdownInline]], rows: [[[MarkdownInline]]], alignments: [Character], line: Int
  ) -> Table {
    let columns = header.enumerated().map { index, cell in
      let alignment = index < alignments.count ? alignments[index] : " "
      return Table.Column(
        header: inline(cell), alignment: alignment == "r" ? .end : alignment == "c" ? .center : .start)
    }
    let rows = rows.map { row in Table.Row(row.map { Table.Cell(inline($0)) }) }
    return Table(columns: columns, rows: rows, origin: Origin(file: report.source.name, line: line, column: 1))
  }
}

extension String {
  /// With no-break spaces: a value of a narrow column stays on its line.
  fileprivate var unbroken: String { String(map { $0 == " " ? "\u{A0}" : $0 }) }
}
