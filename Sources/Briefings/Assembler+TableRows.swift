import Analytics
import Diagnostics
import Layout
import Notation
import Observations
import OrderedCollections

/// The rows of a table, the names of their groups and their sums.
extension Assembler {
  mutating func addRows(to draft: inout TableDraft) throws(DiagnosticError) {
    addLines(to: &draft)
    let total = try draft.request.total.map { (sum) throws(DiagnosticError) in try sums(sum, in: draft) }
    let subtotals = try draft.request.subtotal.map { (sum) throws(DiagnosticError) in
      try sums(sum, in: draft, by: draft.request.group?.name)
    }
    for row in draft.answer.rows + (total?.rows ?? []) + (subtotals?.rows ?? []) where row.derivation.missingCount > 0 {
      draft.missingCounts.insert(row.derivation.missingCount)
    }
    let sourceColumn = draft.columns.firstIndex { $0.request.name == "source" }
    for (i, line) in draft.lines.enumerated() {
      let opens = i == 0 || draft.lines[i - 1].group != line.group
      if opens, let group = line.group {
        let name = RichText(text(of: group, column: draft.request.group?.name ?? ""))
        draft.table.rows.append(Table.Row([Table.Cell(name, span: draft.columns.count)], kind: .group))
      }
      let cells = cells(of: line, in: &draft)
      if draft.request.pivot == nil {
        merge(cells, into: &draft.table, sourceColumn: sourceColumn)
      } else {
        draft.table.rows.append(Table.Row(cells))
      }
      let closes = i + 1 == draft.lines.count || draft.lines[i + 1].group != line.group
      if closes, let subtotals, let sum = draft.request.subtotal {
        let title = sum.title ?? words.subtotal
        addSum(subtotals, group: line.group, title: title, kind: .subtotal, to: &draft)
      }
    }
    if let total, let sum = draft.request.total {
      addSum(total, group: nil, title: sum.title ?? words.total, kind: .total, to: &draft)
    }
    addRemarks(to: &draft)
  }

  /// The rows of the answer, in a pivot those that differ only in its columns as one.
  private mutating func addLines(to draft: inout TableDraft) {
    guard let pivot = draft.request.pivot else {
      draft.lines = draft.answer.rows.map { row in
        TableDraft.Line(group: draft.request.group.map { row.cells[$0.position] }, key: [], first: row, rows: [:])
      }
      return
    }
    let keys = draft.columns.filter { $0.head == nil && !$0.isSparkline }.map(\.request.position)
    var lines: OrderedDictionary<[ResultTable.Cell], TableDraft.Line> = [:]
    var overlaps = 0
    var overlap = ""
    for row in draft.answer.rows {
      let group = draft.request.group.map { row.cells[$0.position] }
      let key = (group.map { [$0] } ?? []) + keys.map { row.cells[$0] }
      let head = pivot.columns.map { row.cells[$0.position] }
      var line = lines[key] ?? TableDraft.Line(group: group, key: key, first: row, rows: [:])
      if line.rows[head] == nil {
        line.rows[head] = row
      } else {
        overlaps += 1
        if overlap.isEmpty { overlap = (key + head).map(\.plainText).joined(separator: ", ") }
      }
      lines[key] = line
    }
    if overlaps > 0 { problems.append(Message.overlappingCells(overlaps, first: overlap, draft.node)) }
    // What has one heading stands together under it.
    let groups = OrderedDictionary(grouping: lines.values) { $0.group }
    draft.lines = groups.values.flatMap { $0 }
  }

  private mutating func cells(of line: TableDraft.Line, in draft: inout TableDraft) -> [Table.Cell] {
    var cells: [Table.Cell] = []
    for column in draft.columns {
      if column.isSparkline {
        cells.append(sparkline(of: line, column: column, of: draft.answer, in: draft))
      } else if let head = column.head {
        cells.append(line.rows[head].map { cell($0, column: column, of: draft.answer, in: &draft) } ?? "–")
      } else {
        cells.append(cell(line.first, column: column, of: draft.answer, in: &draft))
      }
    }
    return cells
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

  private mutating func cell(
    _ row: ResultTable.Row, column: TableDraft.Column, of result: ResultTable, in draft: inout TableDraft
  ) -> Table.Cell {
    let request = column.request
    if request.name == "source" {
      if let paths = articles[row] {
        let references = paths.map { citations.cite(document: $0) }
        return Table.Cell(citations.line(references))
      }
      let value = result.columns.indices.first { result.columns[$0].kind == .value }
        .flatMap { result.printedValue(row: row, column: $0, sources: sources, valueText: valueText) }
      guard let reference = value.flatMap({ cite($0) }) else { return "" }
      return Table.Cell(
        RichText(spans: [.init("[\(reference.label)]", link: citations.link(to: reference), muted: true)]))
    }
    guard let position = result.index(of: request.name) else { return "" }
    var cell = Table.Cell()
    switch row.cells[position] {
    case .text, .period: return Table.Cell(RichText(text(of: row.cells[position], column: request.name)))
    case .missing(let reason):
      // What cannot be compared is not a gap in the source.
      let isComparison = result.columns[position].kind == .comparison
      let isSaid = isComparison || reason == .confidential || reason == .negligible
      cell.text = RichText(isSaid ? "–" : words.missing(reason))
      if isSaid, !isComparison { cell.text.spans.append(draft.remarks.mark(RichText(words.reason(reason)))) }
      if isComparison, observations(row).contains(where: \.isBreak) {
        cell.text.spans.append(draft.remarks.mark(RichText(words.acrossBreak)))
      }
    case .number:
      guard
        let printed = result.printedValue(row: row, column: position, sources: sources, valueText: valueText),
        let quantity = printed.quantity
      else { return "" }
      let text =
        column.look.isNumeric
        ? valueText.cell(
          quantity, scale: column.look.scale, decimals: column.look.decimals, signed: request.signed)
        : printed.text.unbroken
      cell.text = RichText(spans: spans(for: printed, text: text, numbered: false))
      if let reference = cite(printed) { draft.references.append(reference) }
      if result.columns[position].kind == .value { addMarks(row, to: &cell, in: &draft) }
      let value = quantity.number.double
      // What sums others is on no scale with them.
      if result == draft.answer {
        if request.cells == .heat { cell.fill = column.drawings?.ground(of: value) }
        if request.cells == .bar { cell.image = column.drawings?.bar(of: value) }
      }
    }
    return cell
  }

  /// Marks on a value: what it is, if the table says it nowhere else, and what keeps it from being compared.
  private mutating func addMarks(_ row: ResultTable.Row, to cell: inout Table.Cell, in draft: inout TableDraft) {
    let observations = observations(row)
    if row.derivation.formula != .single {
      if row.derivation.isHedged { cell.text.spans.append(draft.remarks.mark(RichText(words.hedgedSum))) }
      if row.derivation.missingCount > 0 {
        // One remark for all, where each would say another number.
        let count = draft.missingCounts.count > 2 ? nil : row.derivation.missingCount
        cell.text.spans.append(draft.remarks.mark(RichText(words.withoutMissing(count))))
      }
      return
    }
    guard let observation = observations.first else { return }
    if observation.status != .actual, !draft.tellsStatus, commonStatus(of: draft) == nil {
      cell.text.spans.append(draft.remarks.mark(RichText(words.status(observation.status.rawValue) + ".")))
    }
    if observation.isBreak { cell.text.spans.append(draft.remarks.mark(RichText(words.seriesBreak))) }
  }

  private func observations(_ row: ResultTable.Row) -> [Observation] {
    row.derivation.observations.compactMap { sources.observation($0) }
  }

  /// The status of all values, where none of them happened and the table says it nowhere else.
  func commonStatus(of draft: TableDraft) -> String? {
    guard !draft.tellsStatus else { return nil }
    var common: Observation.Status?
    for row in draft.answer.rows {
      for observation in observations(row) {
        if observation.status == .actual || (common ?? observation.status) != observation.status { return nil }
        common = observation.status
      }
    }
    return common.map { words.status($0.rawValue) }
  }

  /// A line of all values of a row over the pivot, and in its place the first, the last, the lowest and the highest.
  private func sparkline(
    of line: TableDraft.Line, column: TableDraft.Column, of result: ResultTable, in draft: TableDraft
  ) -> Table.Cell {
    let position = result.index(of: column.request.name) ?? column.request.position
    let quantities = draft.heads.map { head in
      line.rows[head].flatMap {
        result.quantity(row: $0, column: position, sources: sources)
      }
    }
    let numbers = quantities.map { $0?.number.double }
    guard let drawings = TableDrawings(numbers.compactMap { $0 }, theme: theme) else { return "–" }
    let name = draft.request.pivot?.columns[0].name ?? ""
    let known = numbers.indices.filter { numbers[$0] != nil }
    func said(_ i: Int) -> String {
      let value = quantities[i].map {
        valueText.cell($0, scale: column.look.scale, decimals: column.look.decimals)
      }
      return "\(value ?? "–") (\(text(of: draft.heads[i][0], column: name)))"
    }
    let lowest = known.min { (numbers[$0] ?? 0) < (numbers[$1] ?? 0) } ?? 0
    let highest = known.max { (numbers[$0] ?? 0) < (numbers[$1] ?? 0) } ?? 0
    let alternative = words.course(
      first: said(known[0]), last: said(known[known.count - 1]), lowest: said(lowest), highest: said(highest),
      unit: column.look.scale.words)
    return Table.Cell(image: drawings.sparkline(numbers), alternative: alternative)
  }

  // MARK: Sums

  /// The answer to the query of the table with all rows of a group, or of the table, as one.
  ///
  /// - Throws: what cannot be added.
  private mutating func sums(
    _ sum: TableRequest.Sum, in draft: TableDraft, by group: String? = nil
  ) throws(DiagnosticError) -> ResultTable {
    guard var query = draft.node["query"] else { throw DiagnosticError(Message.sumOfMentions(sum.node)) }
    if let own = query["aggregate"].map({ $0.scalarText ?? $0.mapping?.keys.first ?? "several" }),
      own != "none", own != sum.statistic
    {
      throw DiagnosticError(Message.sumOfStatistics(own, sum.node))
    }
    if draft.columns.first.map({ $0.look.isNumeric }) ?? true {
      throw DiagnosticError(Message.sumWithoutName(sum.node))
    }
    let dimensions = (group.map { [$0] } ?? []) + (draft.request.pivot?.columns.map(\.name) ?? [])
    // A sum grows as its parts do; ranks and shares are those of the rows.
    let kept = (query["compare"]?.sequence ?? query["compare"].map { [$0] } ?? []).filter {
      ["growth", "change", "value", "index", "cagr"].contains($0.scalarText ?? $0.mapping?.keys.first ?? "")
    }
    query = query.removing(["sort", "limit", "compare"])
    query = query.setting("aggregate", to: Node(.string(sum.statistic), text: sum.statistic))
    query = query.setting("by", to: Node(.sequence(dimensions.map { Node(.string($0), text: $0) })))
    if !kept.isEmpty { query = query.setting("compare", to: Node(.sequence(kept))) }
    let result = try sources.answer(query)
    if result.diagnostics.hasErrors { throw DiagnosticError(result.diagnostics.filter { $0.severity == .error }) }
    // What sums leave out is marked in their cells.
    problems += result.toldInBlocks.filter { !["query.missing", "query.hedged"].contains($0.code) }
    return result.table
  }

  private mutating func addSum(
    _ sums: ResultTable, group: ResultTable.Cell?, title: String, kind: Table.Row.Kind, to draft: inout TableDraft
  ) {
    let heads = draft.request.pivot?.columns.compactMap { sums.index(of: $0.name) } ?? []
    let rows = sums.rows.filter { row in group.map { row.cells[0] == $0 } ?? true }
    let byHead = Dictionary(rows.map { row in (heads.map { row.cells[$0] }, row) }, uniquingKeysWith: { a, _ in a })
    guard let first = rows.first else { return }
    let line = TableDraft.Line(group: group, key: [], first: first, rows: byHead)
    var cells: [Table.Cell] = []
    for (place, column) in draft.columns.enumerated() {
      if place == 0 {
        cells.append(Table.Cell(RichText(title)))
      } else if column.isSparkline {
        cells.append(sparkline(of: line, column: column, of: sums, in: draft))
      } else {
        let row = column.head.map { line.rows[$0] } ?? first
        cells.append(
          draft.isKey(column.request)
            ? "" : row.map { self.cell($0, column: column, of: sums, in: &draft) } ?? "–")
      }
    }
    draft.table.rows.append(Table.Row(cells, kind: kind))
  }

  // MARK: Texts

  /// The remarks of the author on rows.
  private mutating func addRemarks(to draft: inout TableDraft) {
    for (name, (remark, node)) in draft.request.remarks {
      let rows = draft.table.rows.indices.filter { draft.table.rows[$0].cells.first?.text.plain == name }
      if rows.isEmpty {
        let known = draft.table.rows.compactMap { $0.cells.first?.text.plain }
        problems.append(Message.unknownRow(name, node, known: known))
      }
      let mark = rows.isEmpty ? nil : draft.remarks.mark(rich(remark))
      for row in rows { if let mark { draft.table.rows[row].cells[0].text.spans.append(mark) } }
    }
  }

  func text(of cell: ResultTable.Cell, column: String) -> String {
    switch cell {
    case .period(let period): valueText.periods.written(period)
    case .text(let text):
      column == "document" ? sources.title(ofDocument: text) : valueText.terms.text(text, column: column)
    case .number(let number, _): "\(number)"
    case .missing(let reason): words.missing(reason)
    }
  }
}

extension String {
  /// With no-break spaces: a value of a narrow column stays on its line.
  fileprivate var unbroken: String { String(map { $0 == " " ? "\u{A0}" : $0 }) }
}
