public import Diagnostics
public import Notation
import Observations
import OrderedCollections

extension Query {
  /// The keys of a query in YAML. Conditions may stand at the top or under `where`.
  public static let keys = ["measure", "by", "where", "aggregate", "compare", "sort", "limit"] + conditionKeys
  static let conditionKeys = [
    "region", "within", "level", "sector", "status", "period", "change", "unit", "document", "source",
  ]

  /// Decodes a query as reports write it:
  /// `{measure: gdp, by: [region, period], where: {within: CN, period: last 10}, aggregate: sum, compare: [share],
  /// sort: -value, limit: 10}`.
  /// - Throws: every unknown key, dimension, statistic or comparison, and every value that does not fit, with its place.
  public init(_ node: Node) throws(DiagnosticError) {
    var decoder = QueryDecoder()
    self.init()
    places.whole = decoder.mark(node)
    guard let mapping = node.mapping else {
      throw DiagnosticError(
        Message.notAMapping(node, what: "a query", example: "{measure: gdp, by: [region], period: latest}"))
    }
    for (key, entry) in mapping {
      let value = entry.node
      switch key {
      case "measure":
        measures = decoder.texts(value, key, marking: "measure")
      case "by": by = decoder.words(value, what: "dimension")
      case "aggregate": aggregate = decoder.word(value, what: "aggregate") ?? .none
      case "compare": comparisons = decoder.items(value).compactMap { decoder.comparison($0) }
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
      case _ where Self.conditionKeys.contains(key): decoder.condition(key, value, into: &filters)
      default:
        decoder.problems.append(Message.unknownKey(key, in: node, what: "a query", among: Self.keys))
      }
    }
    places.marks = decoder.marks
    if !decoder.problems.isEmpty { throw DiagnosticError(decoder.problems) }
  }
}

/// Reads the parts of a query, collecting what is wrong with them.
private struct QueryDecoder {
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

  mutating func words<Word: RawRepresentable<String> & CaseIterable>(_ node: Node, what: String) -> [Word] {
    items(node).compactMap { word($0, what: what) }
  }

  mutating func period(_ node: Node) -> TimePeriod? {
    if let period = node.scalarText.flatMap({ TimePeriod($0) }) { return period }
    problems.append(Message.badPeriod(node, node.scalarText ?? node.kind))
    return nil
  }

  // MARK: Conditions

  mutating func conditions(
    _ node: Node, into filters: inout Query.Filters, beside query: OrderedDictionary<String, Node.Entry>
  ) {
    guard let mapping = node.mapping else {
      problems.append(Message.notAMapping(node, what: "“where”", example: "{region: CN-JL, period: latest}"))
      return
    }
    for (key, entry) in mapping {
      if !Query.conditionKeys.contains(key) {
        problems.append(Message.unknownKey(key, in: node, what: "“where”", among: Query.conditionKeys))
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
      let levels = ["country", "subdivision", "city"]
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
    default: filters.source = word(node, what: "source") ?? .any
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

  private func range(_ text: String) -> (TimePeriod, TimePeriod)? {
    let parts = text.split(separator: "..", omittingEmptySubsequences: false)
    guard parts.count == 2, let from = TimePeriod(parts[0]), let to = TimePeriod(parts[1]) else { return nil }
    return (from, to)
  }

  // MARK: Comparisons

  private static let comparisons = ["share", "rank", "change", "growth", "index", "cagr"]

  mutating func comparison(_ node: Node) -> Query.Comparison? {
    let name: String
    let value: Node?
    if let mapping = node.mapping, mapping.count == 1, let entry = mapping.elements.first {
      (name, value) = (entry.key, entry.value.node)
    } else if let text = node.scalarText {
      (name, value) = (text, nil)
    } else {
      problems.append(Message.wrongKind(node, key: "compare", wants: "a name such as rank, or {growth: year}"))
      return nil
    }
    switch name {
    case "share": return share(value)
    case "rank": return .rank(over: value.flatMap { over($0, of: "rank") })
    case "change", "growth":
      let form: Query.Comparison.Form = name == "change" ? .absolute : .percent
      switch value?.scalarText ?? "year" {
      case "year": return .changeOnYear(form)
      case "period": return .changeOnPeriod(form)
      case let other:
        problems.append(Message.unknownWord(value ?? node, other, what: "step of time", among: ["year", "period"]))
        return nil
      }
    case "index":
      guard let value else {
        problems.append(Message.wrongKind(node, key: "index", wants: "its base, as {index: 2015}"))
        return nil
      }
      return period(value).map { .index(base: $0) }
    case "cagr":
      let ends = value?.scalarText.flatMap { range($0) }
      if let (from, to) = ends, from < to { return .cagr(from: from, to: to) }
      if let list = value?.sequence, list.count == 2, let from = period(list[0]), let to = period(list[1]), from < to {
        return .cagr(from: from, to: to)
      }
      problems.append(
        Message.wrongKind(
          value ?? node, key: "cagr", wants: "two periods, the earlier one first, as {cagr: 2013..2022}"))
      return nil
    default:
      problems.append(Message.unknownWord(node, name, what: "comparison", among: Self.comparisons))
      return nil
    }
  }

  private mutating func share(_ value: Node?) -> Query.Comparison {
    guard let value else { return .share() }
    guard let of = value["of"] else { return .share(over: over(value, of: "share")) }
    var reference: [Query.DimensionValue] = []
    guard let mapping = of.mapping else {
      problems.append(Message.notAMapping(of, what: "“of”", example: "share: {of: {region: CN}}"))
      return .share()
    }
    let known: [Query.Dimension] = [.region, .regionCode, .sector, .status, .period, .unit, .document]
    for (key, entry) in mapping {
      if let dimension = known.first(where: { $0.rawValue == key }), let text = entry.node.scalarText {
        reference.append(Query.DimensionValue(dimension, text))
      } else {
        problems.append(Message.unknownKey(key, in: of, what: "“of”", among: known.map(\.rawValue)))
      }
    }
    return .share(of: reference)
  }

  private mutating func over(_ node: Node, of name: String) -> Query.Dimension? {
    guard let over = node["over"], node.mapping?.count == 1 else {
      let known = name == "share" ? ["over", "of"] : ["over"]
      if let mapping = node.mapping {
        for key in mapping.keys where !known.contains(key) {
          problems.append(Message.unknownKey(key, in: node, what: "“\(name)”", among: known))
        }
      } else {
        problems.append(Message.wrongKind(node, key: name, wants: "a mapping such as {over: region}"))
      }
      return nil
    }
    return word(over, what: "dimension")
  }
}
