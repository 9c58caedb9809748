import Analytics
import Diagnostics
import Layout
import Notation
import Observations
import OrderedCollections

/// The columns of a table and what stands over them.
extension Assembler {
  mutating func addColumns(to draft: inout TableDraft) throws(DiagnosticError) {
    let pivoted = draft.request.pivot?.columns.map(\.name) ?? []
    let shown = draft.request.columns.filter { $0.name != draft.request.group?.name && !pivoted.contains($0.name) }
    guard draft.request.pivot != nil else {
      for request in shown {
        draft.columns.append(TableDraft.Column(request: request, look: try look(of: request, in: draft)))
      }
      addHeaders(to: &draft)
      try addSpanners(to: &draft)
      return
    }
    // Names of rows, then for every value of the pivot the columns with values.
    let values = shown.filter { $0.position >= 0 && !draft.isKey($0) }
    guard let first = values.first else { throw DiagnosticError(Message.pivotWithoutValue(draft.node)) }
    for key in shown where draft.isKey(key) {
      draft.columns.append(TableDraft.Column(request: key, look: try look(of: key, in: draft)))
    }
    let looks = try values.map { (value) throws(DiagnosticError) in try look(of: value, in: draft) }
    for head in draft.shownHeads {
      for (value, look) in zip(values, looks) {
        draft.columns.append(TableDraft.Column(request: value, look: look, head: head))
      }
    }
    addHeaders(to: &draft)
    addPivotSpanners(to: &draft, values: values, look: looks[0])
    try addSpanners(to: &draft)
    guard var title = draft.request.pivot?.sparkline else { return }
    guard pivoted.count == 1, looks[0].isNumeric else {
      throw DiagnosticError(Message.sparklineWithoutSeries(draft.node["pivot"] ?? draft.node))
    }
    if title.isEmpty {
      title = [draft.heads.first, draft.heads.last].compactMap { $0?.first }.map { text(of: $0, column: pivoted[0]) }
        .joined(separator: "–")
    }
    draft.columns.append(TableDraft.Column(request: first, look: looks[0], isSparkline: true))
    draft.table.columns.append(Table.Column(header: RichText(title)))
  }

  private func look(of column: TableRequest.Column, in draft: TableDraft) throws(DiagnosticError) -> TableDraft.Look {
    let result = draft.answer
    guard column.position >= 0, result.columns[column.position].kind != .dimension else {
      return TableDraft.Look(scale: .init(exponent: 0, unit: nil, words: ""), decimals: 0, isNumeric: false)
    }
    let quantities = result.rows.compactMap {
      result.quantity(row: $0, column: column.position, sources: sources)
    }
    var scale = valueText.scale(forCells: quantities)
    // What is in the unit of the value is on its scale.
    let own = result.columns[column.position]
    let unit = result.columns.first { $0.kind == .value }?.unit ?? ""
    if let wanted = draft.node["in"], own.kind == .value || own.unit == unit && !unit.isEmpty {
      scale = try self.scale(named: wanted, unit: scale.unit ?? "")
    }
    return TableDraft.Look(
      scale: scale, decimals: column.decimals ?? valueText.decimals(for: quantities, scale: scale),
      isNumeric: scale.unit != nil)
  }

  /// The headers of the columns and the scales of what their cells show.
  private mutating func addHeaders(to draft: inout TableDraft) {
    let several = Set(draft.columns.filter { $0.head != nil }.map(\.request.position)).count > 1
    let innermost = draft.request.pivot?.columns.last?.name ?? ""
    var scales: [Int: TableDrawings] = [:]
    var stub = 0
    for i in draft.columns.indices {
      let column = draft.columns[i]
      let look = column.look
      let isValue = column.request.position >= 0 && !draft.isKey(column.request)
      let names = column.head != nil && !several
      var header =
        names
        ? RichText(text(of: column.head?.last ?? .text(""), column: innermost))
        : RichText(column.head == nil ? column.request.title : title(of: column.request, in: draft))
      if let remark = column.request.remark { header.spans.append(draft.remarks.mark(rich(remark))) }
      draft.table.columns.append(
        Table.Column(
          header: header, unit: look.isNumeric && !names && !look.scale.words.isEmpty ? look.scale.words : nil,
          alignment: look.isNumeric ? .decimal : isValue ? .end : .start))
      if draft.isKey(column.request), stub == i { stub += 1 }
      guard column.request.cells != nil else { continue }
      let position = column.request.position
      if scales[position] == nil {
        scales[position] = TableDrawings(
          draft.answer.rows.compactMap { number(in: $0, column: position, of: draft.answer) }, theme: theme)
      }
      draft.columns[i].drawings = scales[position]
    }
    draft.table.stub = max(1, stub)
  }

  /// Over the columns of a pivot: what they show and in which unit, then the outer values of the pivot.
  private func addPivotSpanners(to draft: inout TableDraft, values: [TableRequest.Column], look: TableDraft.Look) {
    guard let pivot = draft.request.pivot, let first = draft.columns.firstIndex(where: { $0.head != nil }) else {
      return
    }
    if values.count == 1 {
      let text = [title(of: values[0], in: draft), look.isNumeric ? look.scale.words : ""].filter { !$0.isEmpty }
        .joined(separator: words.comma)
      draft.table.spanners.append([Table.Spanner(RichText(text), over: first..<draft.columns.count)])
    }
    // Values that stand side by side under the same outer ones have one header.
    for level in 0..<(pivot.columns.count - (values.count == 1 ? 1 : 0)) {
      var spanners: [Table.Spanner] = []
      var start = first
      while start < draft.columns.count {
        let head = draft.columns[start].head.map { Array($0.prefix(level + 1)) }
        var end = start + 1
        while end < draft.columns.count, draft.columns[end].head.map({ Array($0.prefix(level + 1)) }) == head {
          end += 1
        }
        if let cell = head?.last {
          spanners.append(
            Table.Spanner(RichText(text(of: cell, column: pivot.columns[level].name)), over: start..<end))
        }
        start = end
      }
      draft.table.spanners.append(spanners)
    }
  }

  /// What a column of values is called: by its measure, where the author calls it nothing.
  private func title(of column: TableRequest.Column, in draft: TableDraft) -> String {
    let own = draft.answer.columns[column.position]
    return column.isTitled || own.kind != .value || own.measure.isEmpty
      ? column.title : valueText.terms.measure(own.measure)
  }

  /// The headers that the author put over columns.
  private mutating func addSpanners(to draft: inout TableDraft) throws(DiagnosticError) {
    var own: [Table.Spanner] = []
    var problems: [Diagnostic] = []
    for (title, names, node) in draft.request.spanners {
      let known = draft.columns.map(\.request.name)
      let places = names.compactMap { known.firstIndex(of: $0) }.sorted()
      for name in names where !known.contains(name) {
        problems.append(Message.unknownColumn(name, in: node["columns"] ?? node, known: known))
      }
      guard let first = places.first, let last = places.last, places.count == names.count else { continue }
      if last - first + 1 != places.count || own.contains(where: { $0.columns.overlaps(first..<last + 1) }) {
        problems.append(Message.tornSpanner(title, node))
      } else {
        own.append(Table.Spanner(rich(title), over: first..<last + 1))
      }
    }
    if !problems.isEmpty { throw DiagnosticError(problems) }
    if !own.isEmpty { draft.table.spanners.append(own.sorted { $0.columns.lowerBound < $1.columns.lowerBound }) }
  }

  /// The number in a cell of the answer.
  func number(in row: ResultTable.Row, column: Int, of result: ResultTable) -> Double? {
    result.quantity(row: row, column: column, sources: sources)?.number.double
  }
}
