import Analytics
import Diagnostics
import Extraction
import Notation
import Observations
import OrderedCollections

/// What the articles write about, counted in paragraphs: the answer to `mentions: {by: [region_name, sector]}`.
struct MentionTable {
  /// One group.
  struct Row {
    /// One text for each of `columns`.
    var cells: [String]
    var count: Int
    /// Paths of the articles.
    var documents: OrderedSet<String>
  }

  var columns: [String]
  /// The most often named first, equal ones by their texts.
  var rows: [Row]

  static let keys = ["by", "level", "least", "limit"] + dimensions
  static let dimensions = ["region", "region_code", "region_name", "sector", "document"]

  /// Counts mentions.
  ///
  /// `by` names the columns; any column may also stand as a condition, `level: subdivision` keeps regions of a level, and
  /// `least: 2` drops what is named in fewer paragraphs.
  /// - Throws: unknown keys and columns.
  init(_ node: Node, sources: SourceSet) throws(DiagnosticError) {
    var reader = NodeReader()
    reader.rejectUnknown(in: node, known: Self.keys, what: "mentions")
    columns = reader.texts("by", in: node)
    for (offset, column) in columns.enumerated() where !Self.dimensions.contains(column) {
      let place = node["by"]?.sequence.map { $0[min(offset, $0.count - 1)] } ?? node
      reader.problems.append(Message.unknownColumn(column, in: place, known: Self.dimensions))
    }
    var conditions: [(column: String, texts: [String])] = []
    for column in Self.dimensions where node[column] != nil {
      conditions.append((column, reader.texts(column, in: node)))
    }
    let levels = reader.texts("level", in: node)
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }

    var groups: OrderedDictionary<[String], Row> = [:]
    for document in sources.documents.values {
      for mention in document.mentions {
        let region = sources.vocabulary.regions[mention.regionCode]
        if !levels.isEmpty, !levels.contains(region?.level ?? "") { continue }
        let values = [
          "region": mention.region, "region_code": mention.regionCode, "region_name": region?.name ?? mention.region,
          "sector": mention.sector, "document": document.title,
        ]
        guard conditions.allSatisfy({ $0.texts.contains(values[$0.column] ?? "") }) else { continue }
        let cells = columns.map { values[$0] ?? "" }
        if cells.contains("") { continue }
        groups[cells, default: Row(cells: cells, count: 0, documents: [])].count += mention.count
        groups[cells]?.documents.append(document.path)
      }
    }
    let least = Int(node["least"]?.number ?? 1)
    rows = groups.values.filter { $0.count >= least }.sorted { a, b in
      a.count != b.count ? a.count > b.count : a.cells.lexicographicallyPrecedes(b.cells)
    }
    if let limit = node["limit"]?.number { rows = Array(rows.prefix(Int(limit))) }
  }

  /// The rows as the answer to a query, the number of paragraphs under `count`.
  var answer: ResultTable {
    ResultTable(
      columns: columns.map { ResultTable.Column(name: $0, kind: .dimension) } + [.init(name: "count", kind: .value)],
      rows: rows.map { row in
        ResultTable.Row(
          cells: row.cells.map { .text($0) } + [.number(Double(row.count), exact: ExactDecimal(row.count))],
          derivation: Derivation(formula: .countOfParagraphs, observations: []))
      })
  }
}
