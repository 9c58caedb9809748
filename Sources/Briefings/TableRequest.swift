import Analytics
import Diagnostics
import Layout
import Notation
import OrderedCollections

/// What a `table` block asks for, its names held against the columns of the answer.
struct TableRequest {
  /// A column as asked for.
  struct Column {
    var name: String
    /// In the answer; below 0 for the number of the source.
    var position: Int
    var title: String
    /// Whether the author gave the title.
    var isTitled: Bool
    /// Whether a plus stands before what is above zero.
    var signed: Bool
    var decimals: Int?
    /// How its values are shown beside their digits.
    var cells: Cells?
    /// A remark on the column.
    var remark: String?
  }

  /// What a cell shows besides its digits.
  enum Cells: String, CaseIterable {
    /// A ground that is the stronger the larger the value.
    case heat
    /// A bar as long as the value.
    case bar
  }

  /// Values of columns of the answer that become columns of the table.
  struct Pivot {
    /// The first ones head groups of columns.
    var columns: [(name: String, position: Int)]
    /// How many columns are shown, counted from the last; nil for all.
    var last: Int?
    /// The header of a column with a line of all values of the row; empty for the first and the last of the pivot's values.
    var sparkline: String?
  }

  /// A row that sums others.
  struct Sum {
    /// A statistic of queries.
    var statistic: String
    /// What it is called; nil for the fixed word.
    var title: String?
    var node: Node
  }

  var columns: [Column]
  var pivot: Pivot?
  /// The column of the answer whose values head groups of rows.
  var group: (name: String, position: Int)?
  var total: Sum?
  var subtotal: Sum?
  /// Headers over columns by their names.
  var spanners: [(title: String, columns: [String], node: Node)]
  var wide: Table.Wide
  /// Remarks on rows by what stands in their first cell.
  var remarks: OrderedDictionary<String, (text: String, node: Node)>

  static let keys = [
    "title", "subtitle", "query", "mentions", "columns", "group", "pivot", "in", "note", "notes", "empty", "id",
    "total",
    "subtotal", "spanners", "wide",
  ]
  static let spannerKeys = ["title", "columns"]
  static let columnKeys = ["field", "title", "signed", "decimals", "cells", "note"]
  static let pivotKeys = ["columns", "last", "sparkline"]
  static let sumKeys = ["statistic", "title"]
}

extension TableRequest {
  /// Reads a block.
  ///
  /// - Throws: every key, column and word that is not known.
  init(_ node: Node, of table: ResultTable, words: BriefingWords) throws(DiagnosticError) {
    var reader = NodeReader()
    reader.rejectUnknown(in: node, known: Self.keys, what: "a table")
    let items = node["columns"]?.sequence ?? table.columns.map { Node(.string($0.name), text: $0.name) }
    columns = items.compactMap { reader.column($0, of: table, words: words) }
    pivot = node["pivot"].flatMap { reader.pivot($0, of: table) }
    group = node["group"].flatMap { reader.dimension($0, of: table) }
    total = node["total"].flatMap { reader.sum($0, "total") }
    subtotal = node["subtotal"].flatMap { reader.sum($0, "subtotal") }
    wide = reader.choice("wide", in: node, of: Table.Wide.allCases) ?? .turned
    spanners = []
    for item in node["spanners"]?.sequence ?? [] {
      reader.rejectUnknown(in: item, known: Self.spannerKeys, what: "a spanner")
      spanners.append((reader.text("title", in: item) ?? "", reader.texts("columns", in: item), item))
    }
    if let list = node["spanners"], list.sequence == nil {
      reader.wrongKind(list, "spanners", wanted: "a list of mappings with “title” and “columns”")
    }
    remarks = [:]
    if let notes = node["notes"], notes.mapping == nil {
      reader.wrongKind(notes, "notes", wanted: "a mapping of names of rows to remarks")
    }
    for (name, entry) in node["notes"]?.mapping ?? [:] {
      if let text = entry.node.scalarText { remarks[name] = (text, entry.node) }
    }
    if let subtotal, group == nil { reader.problems.append(Message.subtotalWithoutGroup(subtotal.node)) }
    for sum in [total, subtotal].compactMap({ $0 }) {
      if node["mentions"] != nil { reader.problems.append(Message.sumOfMentions(sum.node)) }
      if node["query"]?["limit"] != nil { reader.problems.append(Message.sumOfPart(sum.node)) }
    }
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }
  }
}

extension NodeReader {
  fileprivate mutating func column(
    _ item: Node, of table: ResultTable, words: BriefingWords
  ) -> TableRequest.Column? {
    if item.mapping != nil {
      rejectUnknown(in: item, known: TableRequest.columnKeys, what: "a column")
    }
    let name = item.string ?? text("field", in: item) ?? ""
    let title = text("title", in: item)
    let position = table.index(of: name)
    guard name == "source" || position != nil else {
      problems.append(Message.unknownColumn(name, in: item, known: table.columns.map(\.name) + ["source"]))
      return nil
    }
    let cells = choice("cells", in: item, of: TableRequest.Cells.allCases)
    if cells != nil, position.map({ table.columns[$0].kind == .dimension }) ?? true {
      problems.append(Message.cellsWithoutValues(name, item["cells"] ?? item))
    }
    return TableRequest.Column(
      name: name, position: position ?? -1, title: title ?? words.heading(of: name), isTitled: title != nil,
      signed: flag("signed", in: item)
        ?? ["growth", "change"].contains(Query.Comparison.parts(ofColumn: name)?.stem ?? name),
      decimals: count("decimals", in: item, most: 9), cells: cells, remark: text("note", in: item))
  }

  /// The name of a dimension of the answer.
  fileprivate mutating func dimension(_ node: Node, of table: ResultTable) -> (name: String, position: Int)? {
    let name = node.scalarText ?? ""
    if let position = table.index(of: name), table.columns[position].kind == .dimension { return (name, position) }
    problems.append(
      Message.unknownColumn(
        name, in: node, known: table.columns.filter { $0.kind == .dimension }.map(\.name)))
    return nil
  }

  /// `pivot: period`, `pivot: [sector, period]` or `pivot: { columns: period, last: 2, sparkline: true }`.
  fileprivate mutating func pivot(_ node: Node, of table: ResultTable) -> TableRequest.Pivot? {
    var names = node
    var pivot = TableRequest.Pivot(columns: [])
    if node.mapping != nil {
      rejectUnknown(in: node, known: TableRequest.pivotKeys, what: "a pivot")
      names = node["columns"] ?? Node(.null)
      pivot.last = count("last", in: node, most: 1000)
      if case .bool(let wanted)? = node["sparkline"]?.value {
        pivot.sparkline = wanted ? "" : nil
      } else {
        pivot.sparkline = text("sparkline", in: node)
      }
    }
    let items = names.sequence ?? [names]
    pivot.columns = items.compactMap { dimension($0, of: table) }
    return pivot.columns.isEmpty ? nil : pivot
  }

  /// `total: true`, `total: All provinces` or `total: { statistic: mean, title: Mean }`.
  fileprivate mutating func sum(_ node: Node, _ key: String) -> TableRequest.Sum? {
    switch node.value {
    case .bool(let wanted): return wanted ? TableRequest.Sum(statistic: "sum", title: nil, node: node) : nil
    case .mapping:
      rejectUnknown(in: node, known: TableRequest.sumKeys, what: "a \(key)")
      return TableRequest.Sum(
        statistic: text("statistic", in: node) ?? "sum", title: text("title", in: node), node: node)
    case .string(let title): return TableRequest.Sum(statistic: "sum", title: title, node: node)
    default:
      wrongKind(node, key, wanted: "true, a title, or a mapping with “statistic” and “title”")
      return nil
    }
  }
}
