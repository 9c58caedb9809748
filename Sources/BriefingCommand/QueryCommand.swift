import Analytics
import ArgumentParser
import Briefings
import Diagnostics
import Notation
import Observations

struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Answers a query over articles and tables: an aligned table, CSV or JSON.",
    discussion: """
      briefing query 'measure: gdp, period: latest, by: [region], compare: [rank], sort: -value, limit: 5' seeds/tables/china-provincial-gdp.csv
      briefing query 'measure: value_added_growth, by: [region, period]' seeds/articles --format csv
      briefing query 'mentions: {by: [region, sector], least: 2}' seeds/articles
      briefing query 'measure: gdp, period: latest, aggregate: sum, compare: [growth]' seeds/tables --explain

      The query is written as in a report, without braces; see Documentation/Queries.md.
      """)

  @Argument(help: "The query, in YAML's flow style.")
  var query: String

  @Argument(help: "Articles and tables, or folders of them.", completion: .file())
  var sources: [String]

  @Option(
    help: "How the tables are to be read, as a mapping in YAML's flow style: see Documentation/Tables.md.")
  var mapping: String?

  @Option(help: "How the answer is written: table, csv or json.")
  var format: Format = .table

  @Flag(help: "Below the table, or in JSON with each row: the formulas and the observations behind every value.")
  var explain = false

  @Option(
    name: .customLong("and"), parsing: .singleValue,
    help: ArgumentHelp(
      "Another query over the same sources, which are read once. May stand several times.", valueName: "query"))
  var further: [String] = []

  @Option(
    help: ArgumentHelp(
      "Answer every query so many times, and tell on standard error how long reading took and the median of the answers.",
      valueName: "times"))
  var time: Int?

  @OptionGroup var common: CommonOptions

  /// How an answer is written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, json }

  func run() throws {
    try common.run {
      let system = try SystemWorld(vocabularies: common.vocabularies)
      let nodes = try ([query] + further).enumerated().map { i, text in
        try flowMapping(text, name: i == 0 ? "query" : "query \(i + 1)")
      }
      let tables = try mapping.map { try flowMapping($0, name: "mapping") }
      let references = sources.flatMap { FileSystem.isFolder($0) ? FileSystem.files(below: $0) : [$0] }
        .filter { path in SourceSet.readableEndings.contains { path.hasSuffix($0) } || sources.contains(path) }
        .map { Report.SourceReference(pattern: $0, mapping: tables) }
      var world = system.world
      world.open = { FileSystem.open($0) }
      world.workers = FileSystem.processorCount
      let clock = ContinuousClock()
      let start = clock.now
      let set = try SourceSet(references, folder: ".", world: world)
      if time != nil { tell("reading", start.duration(to: clock.now)) }
      let results = try nodes.map { node in
        let durations = try (0..<max(0, time ?? 0)).map { _ in try clock.measure { _ = try set.unasked.answer(node) } }
          .sorted()
        if !durations.isEmpty { tell(node.source?.name ?? "query", durations[durations.count / 2]) }
        return try set.answer(node)
      }
      // Of what the sources disagree on, only that counts which the query asks for.
      let diagnostics = results.flatMap(\.diagnostics)
      common.report(set.diagnostics.filter { $0.code != "sources.disagree" } + diagnostics)
      if diagnostics.hasErrors { throw ExitCode(1) }
      let texts = results.map { result in
        switch format {
        case .csv: resultCSV(result.table)
        case .table:
          aligned(result.table) + (explain ? "\n" + explanation(of: result.table, sources: set) : "")
        case .json: json(result.table, sources: set)
        }
      }
      let text =
        format == .json && texts.count > 1 ? "[\n\(texts.joined(separator: ",\n"))]\n" : texts.joined(separator: "\n")
      FileSystem.writeStandardOutput(Array(text.utf8))
    }
  }

  private func tell(_ what: String, _ duration: Duration) {
    let microseconds = duration / .microseconds(1)
    FileSystem.writeStandardError("\(what): \((microseconds / 10).rounded() / 100) ms\n")
  }

  /// A mapping whose braces may be left out.
  private func flowMapping(_ text: String, name: String) throws -> Node {
    try parseYAML(SourceText(name: name, text: text.hasPrefix("{") ? text : "{\(text)}"))
  }

  private func aligned(_ table: ResultTable) -> String {
    let header = table.columns.map { $0.unit.isEmpty ? $0.name : "\($0.name) (\($0.unit))" }
    let rows = table.rows.map { $0.cells.map(text) }
    let numeric = table.columns.map { $0.kind != .dimension }
    let widths = header.indices.map { column in
      ([header[column]] + rows.map { $0[column] }).map(displayWidth).max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - displayWidth(cells[column]))
        return numeric[column] ? space + cells[column] : cells[column] + space
      }
      var text = padded.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }
    return line(header) + line(widths.map { String(repeating: "-", count: $0) }) + rows.map(line).joined()
  }

  /// Columns of a terminal: East Asian wide characters take two.
  private func displayWidth(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ((0x2E80..<0xFF61).contains($1.value) ? 2 : 1) }
  }

  /// A computed number with six digits: as many as a reader takes in.
  private func text(_ cell: ResultTable.Cell) -> String {
    guard case .number(let number, nil) = cell, let decimal = ExactDecimal(number) else { return cell.plainText }
    return "\(decimal.rounded(significant: 6))"
  }

  private func json(_ table: ResultTable, sources: SourceSet) -> String {
    let rows = table.rows.map { row in
      var fields = zip(table.columns, row.cells).map { column, cell in
        let value =
          switch cell {
          case .text, .period: jsonString(cell.plainText)
          case .number: cell.plainText
          case .missing: "null"
          }
        return "\(jsonString(column.name)): \(value)"
      }
      if explain { fields.append("\"derivation\": \(json(row.derivation, sources: sources))") }
      return "  {\(fields.joined(separator: ", "))}"
    }
    return rows.isEmpty ? "[]\n" : "[\n\(rows.joined(separator: ",\n"))\n]\n"
  }

  private func json(_ derivation: Derivation, sources: SourceSet) -> String {
    func list(_ identifiers: [String]) -> String {
      let observations = identifiers.map { id in
        let place = sources.observation(id).map { jsonString("\($0.origin)") } ?? "null"
        return "{\"id\": \(jsonString(id)), \"place\": \(place)}"
      }
      return "[\(observations.joined(separator: ", "))]"
    }
    let comparisons = derivation.comparands.map { comparand in
      let fields = [
        "\"column\": \(jsonString(comparand.column))", "\"formula\": \(jsonString(comparand.formula.description))",
        "\"expression\": \(jsonString(comparand.expression))", "\"observations\": \(list(comparand.observations))",
      ]
      return "{\(fields.joined(separator: ", "))}"
    }
    let fields = [
      "\"formula\": \(jsonString(derivation.formula.description))", "\"hedged\": \(derivation.isHedged)",
      "\"missing\": \(derivation.missingCount)", "\"observations\": \(list(derivation.observations))",
      "\"comparisons\": [\(comparisons.joined(separator: ", "))]",
    ]
    return "{\(fields.joined(separator: ", "))}"
  }
}
