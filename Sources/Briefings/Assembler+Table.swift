import Analytics
import Diagnostics
import Layout
import Notation
import Observations
import OrderedCollections

extension Assembler {
  /// A `table` block: the rows of a query under chosen columns.
  mutating func table(_ node: Node, line: Int) throws(DiagnosticError) -> [Block] {
    // 1. The rows.
    var reader = NodeReader()
    let emptyText = reader.text("empty", in: node)
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }
    let result = try tableRows(node)
    // Cells of mixed units carry each its own.
    problems += result.toldInBlocks.filter { $0.code != "query.mixed-units" }
    let request = try TableRequest(node, of: result.table, words: words)
    guard !result.table.rows.isEmpty else {
      if emptyText == nil { problems.append(Message.emptyBlock("table", node)) }
      return [.paragraph(noData(title: node["title"], text: emptyText), .body)]
    }
    // 2. Title and number.
    let (title, subtitle) = titles(of: node)
    tableCount += 1
    let table = Table(
      label: "\(words.table) \(tableCount)", title: title.isEmpty ? nil : rich(title), columns: [], wide: request.wide,
      rows: [], direction: passages.last?.direction, anchor: "table-\(tableCount)", origin: node.origin)
    identify(node["id"], kind: "tbl", label: table.label, anchor: table.anchor)
    var draft = TableDraft(table, request: request, answer: result.table, node: node)
    // 3. Columns and their headers, rows and their sums.
    try addColumns(to: &draft)
    try addRows(to: &draft)
    // 4. What is said below.
    let note = [subtitle, reader.text("note", in: node) ?? ""].filter { !$0.isEmpty }
    let common = commonStatus(of: draft).map { words.allAre($0) }
    let texts = note.map { rich($0) } + (common.map { [RichText($0)] } ?? [])
    if let first = texts.first {
      draft.table.note = texts.dropFirst().reduce(first) { $0 + RichText(" ") + $1 }
    }
    draft.table.remarks = draft.remarks.list
    if !draft.references.isEmpty, !draft.columns.contains(where: { $0.request.name == "source" }) {
      draft.table.source = citations.line(draft.references)
    }
    return [.table(draft.table)]
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
    return Table(
      columns: columns, rows: rows, direction: passages.last?.direction,
      origin: Origin(file: report.source.name, line: line, column: 1))
  }
}
