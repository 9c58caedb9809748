public import Diagnostics
public import Notation
import Observations
import OrderedCollections

extension Query {
  /// The keys of a query in YAML. Conditions may stand at the top or under `where`.
  public static let keys =
    ["measure", "by", "where", "aggregate", "compare", "sort", "limit", "breaks", "frequency"] + conditionKeys
  static let conditionKeys = [
    "region", "within", "level", "sector", "status", "period", "change", "unit", "document", "source",
  ]

  /// Decodes a query as reports write it:
  /// `{measure: gdp, by: [region, period], where: {within: CN, period: last 10}, aggregate: sum, compare: [share],
  /// sort: -value, limit: 10}`.
  /// - Parameter components: further dimensions of the tables asked, which may stand under `by` and as conditions.
  /// - Throws: every unknown key, dimension, statistic or comparison, and every value that does not fit, with its place.
  public init(_ node: Node, components: [String] = []) throws(DiagnosticError) {
    let (query, problems) = Query.decode(node, components: components)
    if !problems.isEmpty { throw DiagnosticError(problems) }
    self = query
  }

  /// What can be decoded of a query, and everything that cannot, of many problems the first twenty and their number.
  package static func decode(_ node: Node, components: [String] = []) -> (query: Query, problems: [Diagnostic]) {
    var decoder = QueryDecoder(components: components)
    var query = Query()
    query.decode(node, with: &decoder)
    query.places.marks = decoder.marks
    var problems = decoder.problems
    if problems.count > 20 {
      let further = Message.furtherProblems(problems.count - 20, node)
      problems = problems.prefix(20) + [further]
    }
    return (query, problems)
  }

  private mutating func decode(_ node: Node, with decoder: inout QueryDecoder) {
    places.whole = decoder.mark(node)
    guard let mapping = node.mapping else {
      decoder.problems.append(
        Message.notAMapping(node, what: "a query", example: "{measure: gdp, by: [region], period: latest}"))
      return
    }
    for (key, entry) in mapping {
      let value = entry.node
      switch key {
      case "measure":
        measures = decoder.texts(value, key, marking: "measure")
      case "by": by = decoder.items(value).compactMap { decoder.dimension($0) }
      case "aggregate":
        let wanted = decoder.items(value).map { decoder.aggregate($0) ?? .none }
        aggregate = wanted.first ?? .none
        statistics = Array(wanted.dropFirst())
        if wanted.count > 1, wanted.contains(.none), decoder.problems.isEmpty {
          decoder.problems.append(
            Message.wrongKind(value, key: key, wants: "statistics of groups, not none among them"))
        }
      case "compare": comparisons = decoder.items(value).compactMap { decoder.comparison($0) }
      case "frequency": frequency = decoder.frequency(value)
      case "breaks": keepsBreaks = decoder.breaks(value)
      case "sort":
        sort = decoder.texts(value, key).map { text in
          SortKey(text.hasPrefix("-") ? String(text.dropFirst()) : text, descending: text.hasPrefix("-"))
        }
        for (key, item) in zip(sort, decoder.items(value)) { decoder.marks["sort \(key.column)"] = decoder.mark(item) }
      case "limit":
        if let number = value.number.flatMap({ Int(exactly: $0) }), number > 0 {
          limit = number
        } else {
          decoder.problems.append(Message.wrongKind(value, key: key, wants: "a whole number above 0"))
        }
      case "where": decoder.conditions(value, into: &filters, beside: mapping)
      case _ where decoder.conditionKeys.contains(key): decoder.condition(key, value, into: &filters)
      default:
        decoder.problems.append(
          Message.unknownKey(key, in: node, what: "a query", among: Self.keys + decoder.components))
      }
    }
  }
}

/// Reads the parts of a query, collecting what is wrong with them.
struct QueryDecoder {
  /// Further dimensions of the tables asked.
  let components: [String]
  var problems: [Diagnostic] = []
  var marks: [String: Places.Mark] = [:]

  func mark(_ node: Node) -> Places.Mark {
    Places.Mark(origin: node.origin, excerpt: node.source?.line(node.line).map(String.init))
  }

  /// The elements of a list; a single value is a list of one.
  func items(_ node: Node) -> [Node] { node.sequence ?? (node.isNull ? [] : [node]) }

  mutating func texts(_ node: Node, _ key: String, marking dimension: String? = nil) -> [String] {
    var result: [String] = []
    for item in items(node) {
      guard let text = item.scalarText else {
        problems.append(Message.wrongKind(item, key: key, wants: "a name or a list of names"))
        continue
      }
      if let dimension { marks["\(dimension) \(text)"] = mark(item) }
      result.append(text)
    }
    return result
  }

  mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ node: Node, what: String) -> Word? {
    guard let text = node.scalarText else {
      problems.append(Message.wrongKind(node, key: what, wants: "a word"))
      return nil
    }
    if let word = Word(rawValue: text) { return word }
    problems.append(Message.unknownWord(node, text, what: what, among: Word.allCases.map(\.rawValue)))
    return nil
  }

  mutating func frequency(_ node: Node) -> TimePeriod.Unit.Frequency? {
    let text = node.scalarText ?? node.kind
    if let frequency = TimePeriod.Unit.Frequency(word: text) { return frequency }
    let words = TimePeriod.Unit.Frequency.words.map(\.word)
    problems.append(Message.unknownWord(node, text, what: "frequency", among: words))
    return nil
  }

  mutating func words<Word: RawRepresentable<String> & CaseIterable>(_ node: Node, what: String) -> [Word] {
    items(node).compactMap { word($0, what: what) }
  }

  mutating func period(_ node: Node) -> TimePeriod? {
    if let period = node.scalarText.flatMap({ TimePeriod($0) }) { return period }
    problems.append(Message.badPeriod(node, node.scalarText ?? node.kind))
    return nil
  }

  /// A dimension of every observation, or a further one of the tables asked.
  mutating func dimension(_ node: Node) -> Query.Dimension? {
    guard let text = node.scalarText else {
      problems.append(Message.wrongKind(node, key: "dimension", wants: "a word"))
      return nil
    }
    let known = Query.Dimension.allCases.map(\.rawValue) + components
    if known.contains(text) { return Query.Dimension(rawValue: text) }
    problems.append(Message.unknownWord(node, text, what: "dimension", among: known))
    return nil
  }

  // MARK: Conditions

  var conditionKeys: [String] { Query.conditionKeys + components.filter { !Query.keys.contains($0) } }

  mutating func conditions(
    _ node: Node, into filters: inout Query.Filters, beside query: OrderedDictionary<String, Node.Entry>
  ) {
    guard let mapping = node.mapping else {
      problems.append(Message.notAMapping(node, what: "“where”", example: "{region: CN-JL, period: latest}"))
      return
    }
    for (key, entry) in mapping {
      if !conditionKeys.contains(key) {
        problems.append(Message.unknownKey(key, in: node, what: "“where”", among: conditionKeys))
      } else if query[key] != nil {
        problems.append(Message.twice(key, in: node))
      } else {
        condition(key, entry.node, into: &filters)
      }
    }
  }

  mutating func condition(_ key: String, _ node: Node, into filters: inout Query.Filters) {
    switch key {
    case "region":
      // `{within: CN-JL}` is the region and every place in it.
      if node.mapping != nil {
        if let inner = node["within"], node.mapping?.count == 1 {
          filters.within = texts(inner, "within", marking: "region")
        } else {
          for other in node.mapping?.keys ?? [] where other != "within" {
            problems.append(Message.unknownKey(other, in: node, what: "“region”", among: ["within"]))
          }
        }
      } else {
        filters.regions = texts(node, key, marking: "region")
      }
    case "within": filters.within = texts(node, key, marking: "region")
    case "level":
      let levels = ["country", "subdivision", "city", "nuts1", "nuts2", "nuts3"]
      for item in items(node) {
        guard let text = item.scalarText, levels.contains(text) else {
          problems.append(Message.unknownWord(item, item.scalarText ?? item.kind, what: "level", among: levels))
          continue
        }
        filters.levels.append(text)
      }
    case "sector": filters.sectors = texts(node, key, marking: "sector")
    case "status": filters.statuses = words(node, what: "status")
    case "period": filters.periods = periods(node)
    case "change": filters.changes = words(node, what: "change")
    case "unit": filters.units = texts(node, key, marking: "unit")
    case "document": filters.documents = texts(node, key)
    case "source": filters.source = word(node, what: "source") ?? .any
    default:
      filters.components.append(Query.Component(key, texts(node, key, marking: key)))
      filters.components.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
  }

  mutating func periods(_ node: Node) -> Query.PeriodFilter {
    if let list = node.sequence { return .only(list.compactMap { period($0) }) }
    let text = node.scalarText ?? ""
    if text == "any" { return .any }
    if text == "latest" { return .latest }
    if text.hasPrefix("last "), let count = Int(text.dropFirst(5)), count > 0 { return .last(count) }
    if let period = TimePeriod(text) { return .only([period]) }
    if let (from, to) = range(text) { return .range(from: from, to: to) }
    problems.append(Message.badPeriod(node, node.scalarText ?? node.kind))
    return .any
  }

  func range(_ text: String) -> (TimePeriod, TimePeriod)? {
    let parts = text.split(separator: "..", omittingEmptySubsequences: false)
    guard parts.count == 2, let from = TimePeriod(parts[0]), let to = TimePeriod(parts[1]) else { return nil }
    return (from, to)
  }
}
