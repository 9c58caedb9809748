public import Analytics
public import Diagnostics
public import Notation
import Observations
import OrderedCollections

/// The names that rows of any set and values of any figure may have.
let rowNames: Set<String> = Set(Query.Dimension.allCases.map(\.rawValue)).union(Query.Comparison.columns).union([
  "region_name", "value", "value_high", "count", "magnitude", "rose", "fell", "source",
])

/// Answers the queries of a report's front matter and makes them into names for its text.
struct Figures {
  let sources: SourceSet
  let valueText: ValueText
  let words: BriefingWords
  var store = ValueStore()
  var problems: [Diagnostic] = []

  /// What the tags of the body may name: parameters, figures and sets.
  mutating func names(for report: Report) -> [String: TemplateValue] {
    var names: [String: TemplateValue] = [:]
    for parameter in report.parameters { names[parameter.name] = self.parameter(parameter) }
    for figure in report.figures { names[figure.name] = self.figure(figure) }
    for set in report.sets { names[set.name] = self.set(set) }
    return names
  }

  private mutating func parameter(_ parameter: Report.Parameter) -> TemplateValue {
    switch parameter.kind {
    case .text: return .text(parameter.initial)
    case .period:
      guard let period = TimePeriod(parameter.initial) else {
        problems.append(Message.badPeriod(parameter.initial, parameter.node))
        return .text(parameter.initial)
      }
      return .record(
        ["code": .text(parameter.initial), "year": .text("\(period.end.year)")],
        printed: valueText.periods.written(period))
    case .region:
      guard let code = sources.vocabulary.regionCode(for: parameter.initial),
        let region = sources.vocabulary.regions[code]
      else {
        problems.append(
          Message.unknownRegion(
            parameter.initial, parameter.node, known: sources.vocabulary.regions.values.map(\.name)))
        return .text(parameter.initial)
      }
      let name = valueText.terms.region(region.name)
      return .record(["code": .text(code), "name": .text(name)], printed: name)
    }
  }

  /// What the query would have to ask for instead in one of its conditions to get an answer: the key and what it may be.
  private func otherAnswers(to node: Node) -> (key: String, values: [String])? {
    for key in ["measure", "period", "sector", "status"] where node[key] != nil {
      let loosened = node.removing([key, "at", "show", "sort", "limit", "compare"])
      let dimensions: [Query.Dimension] = [.region, .measure, .sector, .period, .status, .qualifier]
      guard let answer = try? sources.answer(loosened, needs: dimensions) else { continue }
      let found = answer.table.rows.flatMap(\.derivation.observations).compactMap { sources.observation($0) }
      let values = found.compactMap { observation in
        switch key {
        case "measure": observation.measure
        case "period": observation.period.map { "\($0)" }
        case "sector": observation.sector
        default: observation.status.rawValue
        }
      }.filter { !$0.isEmpty }
      if !values.isEmpty { return (key, Set(values).sorted()) }
    }
    return nil
  }

  /// One value: the query must lead to one row, or say with `limit: 1` and `sort` which one it means.
  private mutating func figure(_ named: Report.NamedQuery) -> TemplateValue {
    var node = named.node
    let column = node["show"]?.string ?? "value"
    var reader = NodeReader()
    let decimals = reader.count("decimals", in: node, most: 9)
    let signed = reader.flag("signed", in: node) ?? false
    problems += reader.problems
    node = node.removing(Self.printingKeys)
    let known = problems.count
    // A statistic over several regions or sectors is one value.
    let isStatistic = node["aggregate"].map { $0.string != "none" } ?? false
    let dimensions: [Query.Dimension] = isStatistic ? [] : [.region, .sector, .period, .status, .qualifier]
    guard let table = answer(node, needs: dimensions) else { return missing }
    if column == Self.rowCount { return count(of: table) }
    guard let row = table.rows.first else {
      if problems.count == known {
        problems.append(Message.figureWithoutData(named.name, others: otherAnswers(to: node), named.node))
      }
      return missing
    }
    guard let position = table.index(of: column) else {
      problems.append(
        Message.unknownColumn(column, in: named.node["show"] ?? named.node, known: table.columns.map(\.name)))
      return missing
    }
    let distinct = Set(table.rows.map { $0.cells[position] })
    if distinct.count > 1 { problems.append(Message.ambiguousFigure(named.name, named.node, count: table.rows.count)) }
    return value(in: row, column: position, of: table, decimals: decimals, signed: signed)
  }

  /// What a figure may hold besides its query: which column is printed, and how.
  static let printingKeys = ["show", "decimals", "signed"]

  /// What `show` names for the number of rows instead of a value of one.
  static let rowCount = "rows"

  /// How many rows an answer has, resting on all that they rest on.
  private mutating func count(of table: ResultTable) -> TemplateValue {
    var observations: OrderedSet<String> = []
    for row in table.rows {
      observations.formUnion(row.derivation.observations)
      for comparand in row.derivation.comparands { observations.formUnion(comparand.observations) }
    }
    let quantity = Quantity(number: ExactDecimal(table.rows.count), unit: "count", isComputed: true)
    return .record(
      [:],
      printed: store.token(
        for: PrintedValue(
          quantity: quantity, text: valueText.prose(quantity), observations: observations.elements,
          formula: .statistic(.count))))
  }

  private var missing: TemplateValue { .record([:], printed: words.noData, absent: true) }

  /// Rows to loop over; each has its columns as names, and the figures and sets under `each`, whose queries may name a
  /// column of the row as `$column`.
  private mutating func set(_ named: Report.NamedQuery) -> TemplateValue {
    if let mentions = named.node["mentions"] { return mentionSet(mentions, each: named.node["each"]) }
    let nested = named.node["query"] != nil
    guard let table = answer(nested ? named.node["query"] ?? named.node : named.node, needs: []) else {
      return .list([], names: names(under: named.node["each"]))
    }
    let each = nested ? named.node["each"]?.mapping ?? [:] : [:]
    let rows = table.rows.map { row -> TemplateValue in
      var fields: [String: TemplateValue] = [:]
      var columns: [String: Node] = [:]
      for (position, column) in table.columns.enumerated() {
        switch row.cells[position] {
        case .text(let text):
          fields[column.name] = .text(column.name == "status" ? text : valueText.terms.text(text, column: column.name))
          columns[column.name] = Node(.string(text), text: text)
        case .period(let period):
          fields[column.name] = .text(valueText.periods.written(period))
          columns[column.name] = Node(.string(period.description), text: period.description)
        case .number, .missing:
          fields[column.name] = value(in: row, column: position, of: table)
        }
      }
      let name = sources.regionName(of: row)
      fields["region_name"] = .text(valueText.terms.region(name))
      columns["region_name"] = Node(.string(name), text: name)
      add(each, columns: columns, to: &fields)
      return .record(fields, printed: "")
    }
    return .list(rows, names: names(under: named.node["each"]))
  }

  /// The names that each row of a set has besides its columns, at any depth.
  private func names(under each: Node?) -> Set<String> {
    (each?.mapping ?? [:]).reduce(into: []) { found, entry in
      found.insert(entry.key)
      found.formUnion(names(under: entry.value.node["each"]))
    }
  }

  private mutating func mentionSet(_ node: Node, each: Node?) -> TemplateValue {
    do throws(DiagnosticError) {
      let mentions = try MentionTable(node, sources: sources)
      return .list(
        mentions.rows.map { row in
          var fields: [String: TemplateValue] = [:]
          var columns: [String: Node] = [:]
          for (name, text) in zip(mentions.columns, row.cells) {
            fields[name] = .text(valueText.terms.text(text, column: name))
            columns[name] = Node(.string(text), text: text)
          }
          fields["count"] = .text(
            store.token(
              for: PrintedValue(
                quantity: Quantity(number: ExactDecimal(row.count), unit: "count", isComputed: true),
                text: "\(row.count)", observations: [], formula: .countOfParagraphs,
                documents: Array(row.documents))))
          add(each?.mapping ?? [:], columns: columns, to: &fields)
          return .record(fields, printed: "")
        }, names: names(under: each))
    } catch {
      problems += error.diagnostics
      return .list([], names: names(under: each))
    }
  }

  /// The figures and sets under `each`, with the columns of a row filled in.
  private mutating func add(
    _ each: OrderedDictionary<String, Node.Entry>, columns: [String: Node],
    to fields: inout [String: TemplateValue]
  ) {
    for (name, entry) in each {
      let query = Report.NamedQuery(name: name, node: entry.node.substituting(columns))
      let isSet = entry.node["query"] != nil || entry.node["mentions"] != nil
      fields[name] = isSet ? set(query) : figure(query)
    }
  }

  /// A value as a name: printed as a linked figure, with parts that prose asks for.
  private mutating func value(
    in row: ResultTable.Row, column: Int, of table: ResultTable, decimals: Int? = nil, signed: Bool = false
  ) -> TemplateValue {
    guard var printed = table.printedValue(row: row, column: column, sources: sources, valueText: valueText) else {
      return missing
    }
    if decimals != nil || signed, let quantity = printed.quantity {
      printed.text = valueText.prose(quantity, decimals: decimals, signed: signed)
    }
    var fields: [String: TemplateValue] = [:]
    if let quantity = printed.quantity {
      let negative = quantity.number.significand < 0
      fields["rose"] = .flag(quantity.number.significand > 0)
      fields["fell"] = .flag(negative)
      var magnitude = printed
      var positive = quantity
      positive.isChange = false
      if negative { positive.number = quantity.number.negated }
      magnitude.quantity = positive
      magnitude.text = valueText.prose(positive, decimals: decimals)
      fields["magnitude"] = .text(store.token(for: magnitude))
    }
    let observations = row.derivation.observations.compactMap { sources.observation($0) }
    if !observations.isEmpty {
      // What all agree in; of a sum over regions no one region is the region.
      func common(_ component: (Observation) -> String) -> TemplateValue {
        let first = component(observations[0])
        return .text(observations.allSatisfy { component($0) == first } ? first : "")
      }
      fields["region"] = common { valueText.terms.region($0.region) }
      fields["region_code"] = common(\.regionCode)
      fields["sector"] = common { valueText.terms.sector($0.sector) }
      fields["period"] = common { $0.period.map { valueText.periods.written($0) } ?? "" }
      fields["status"] = common(\.status.rawValue)
      fields["source"] = common { sources.documents[$0.origin.file]?.title ?? "" }
    }
    return .record(fields, printed: store.token(for: printed))
  }

  /// Runs a query written in short form; nil when it cannot be decoded, which is then reported.
  private mutating func answer(_ node: Node, needs dimensions: [Query.Dimension]) -> ResultTable? {
    do throws(DiagnosticError) {
      let result = try sources.answer(node, needs: dimensions)
      // A count of hedged values is exact.
      let counts = node["aggregate"]?.string == "count"
      problems += result.toldInBlocks.filter { !(counts && $0.code == "query.hedged") }
      return result.table
    } catch {
      problems += error.diagnostics
      return nil
    }
  }
}

extension ResultTable {
  /// A cell as a printed value; nil where it is missing or text.
  func printedValue(row: Row, column: Int, sources: SourceSet, valueText: ValueText) -> PrintedValue? {
    guard let quantity = quantity(row: row, column: column, sources: sources) else { return nil }
    return PrintedValue(
      quantity: quantity, text: valueText.prose(quantity), observations: observations(row: row, column: column),
      formula: formula(row: row, column: column))
  }
}

extension QueryResult {
  /// What is to be said of an answer in a report; that it is empty is told with the name of the block, that sources
  /// disagree with the sources.
  var toldInBlocks: [Diagnostic] { diagnostics.filter { !["query.empty", "sources.disagree"].contains($0.code) } }
}

extension SourceSet {
  /// Runs a query as reports write it. Under `at` stand the values of columns that choose rows after ranks and shares
  /// were made: `at: {region_code: CN-JL}`. A query may also ask for what articles name: `mentions: {by: [region, sector]}`.
  /// - Throws: everything that is wrong with the query.
  public func answer(_ node: Node) throws(DiagnosticError) -> QueryResult {
    guard let mentions = node["mentions"] else { return try answer(node, needs: []) }
    var reader = NodeReader()
    reader.rejectUnknown(in: node, known: ["mentions"], what: "a query for mentions")
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }
    return QueryResult(table: try MentionTable(mentions, sources: self).answer)
  }

  /// Runs a query that has certain columns whatever it asks for.
  func answer(_ node: Node, needs dimensions: [Query.Dimension]) throws(DiagnosticError) -> QueryResult {
    var (query, problems) = Query.decode(node.removing(["at"]), components: index.componentNames)
    guard problems.isEmpty else {
      // Names that no figure has are mistakes as well.
      let others = evaluate(query, over: index, vocabulary: vocabulary, origin: node.origin).diagnostics
      let names = ["query.unknown-measure", "query.unknown-region", "query.unknown-sector", "query.unknown-unit"]
      throw DiagnosticError(problems + others.filter { names.contains($0.code) })
    }
    for dimension in dimensions where !query.by.contains(dimension) { query.by.append(dimension) }
    var (asked, added) = (index, [Diagnostic]())
    if let frequency = query.frequency {
      (asked, added) = try figures(frequency, askedAt: node["frequency"] ?? node)
    }
    var result = answers.answer(Answers.Question(query: query, origin: node.origin)) {
      evaluate(query, over: asked, vocabulary: vocabulary, origin: node.origin)
    }
    result.diagnostics = added + result.diagnostics
    // Of a list of measures some may be without figures.
    if query.measures.count > 1 { result.diagnostics.removeAll { $0.code == "query.no-measure" } }
    if let at = node["at"] {
      var conditions: [RowCondition] = []
      for (name, entry) in at.mapping ?? [:] {
        guard let column = result.table.index(of: name), let text = entry.node.scalarText else {
          throw DiagnosticError(
            Message.unknownColumn(name, in: at, known: result.table.columns.map(\.name)))
        }
        guard let condition = RowCondition(text, on: column, of: result.table) else {
          throw DiagnosticError(Message.badCondition(text, entry.node))
        }
        conditions.append(condition)
      }
      result.table.rows = result.table.rows(at: conditions)
    }
    return result
  }
}

extension Node {
  /// The mapping without some keys.
  func removing(_ keys: [String]) -> Node {
    guard case .mapping(var entries) = value else { return self }
    for key in keys { entries[key] = nil }
    var copy = self
    copy.value = .mapping(entries)
    return copy
  }
}
