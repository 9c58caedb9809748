import Notation
import Observations
import OrderedCollections

extension QueryDecoder {
  // MARK: The statistic of a group

  mutating func aggregate(_ node: Node) -> Query.Aggregate? {
    let names = Query.Aggregate.plain.map(\.name) + Query.Aggregate.written.dropFirst()
    if let text = node.scalarText {
      if let found = Query.Aggregate.plain.first(where: { $0.name == text }) { return found.aggregate }
      problems.append(Message.unknownWord(node, text, what: "aggregate", among: names))
      return nil
    }
    guard let (name, value) = single(node) else {
      problems.append(Message.wrongKind(node, key: "aggregate", wants: "a word, or {quantile: 0.9}"))
      return nil
    }
    switch name {
    case "mean":
      guard let weight = value["weight"]?.scalarText, value.mapping?.count == 1 else {
        problems.append(Message.wrongKind(value, key: "mean", wants: "a measure to weight by, as {weight: jobs}"))
        return nil
      }
      marks["measure \(weight)"] = value["weight"].map { mark($0) }
      return .weightedMean(weight: weight)
    case "quantile":
      let type = value["type"].flatMap { $0.number.flatMap { Int(exactly: $0) } } ?? (value["type"] == nil ? 7 : 0)
      guard let p = value.number ?? value["p"]?.number, (0...1).contains(p), (1...9).contains(type) else {
        problems.append(
          Message.wrongKind(
            value, key: "quantile", wants: "a probability from 0 to 1, or {p: 0.9, type: 7} with a type from 1 to 9"))
        return nil
      }
      return .quantile(p, type: type)
    case "concentration_ratio":
      guard let count = value.number.flatMap({ Int(exactly: $0) }), count > 0 else {
        problems.append(
          Message.wrongKind(value, key: name, wants: "how many of the largest, as {concentration_ratio: 3}"))
        return nil
      }
      return .concentrationRatio(count)
    default:
      problems.append(Message.unknownWord(node, name, what: "aggregate", among: names))
      return nil
    }
  }

  mutating func breaks(_ node: Node) -> Bool {
    guard let text = node.scalarText, ["keep", "leave out"].contains(text) else {
      problems.append(Message.wrongKind(node, key: "breaks", wants: "keep or leave out"))
      return false
    }
    return text == "keep"
  }

  /// The key and the value of a mapping of one.
  private func single(_ node: Node) -> (String, Node)? {
    guard let mapping = node.mapping, mapping.count == 1, let entry = mapping.elements.first else { return nil }
    return (entry.key, entry.value.node)
  }

  // MARK: Comparisons

  static let comparisons = [
    "share", "rank", "change", "growth", "value", "index", "cagr", "contribution", "cumulative", "decumulated",
    "moving_average", "location_quotient", "shift_share", "achievement", "gap", "flag", "records", "record_mean",
  ]

  mutating func comparison(_ node: Node) -> Query.Comparison? {
    let name: String
    var value: Node?
    if let found = single(node) {
      (name, value) = found
    } else if let text = node.scalarText {
      name = text
    } else {
      problems.append(Message.wrongKind(node, key: "compare", wants: "a name such as rank, or {growth: year}"))
      return nil
    }
    switch name {
    case "share": return share(value)
    case "rank":
      let of = value?["of"]
      if let of, of.scalarText == nil {
        problems.append(Message.wrongKind(of, key: "of", wants: "the name of an earlier column, as growth"))
      }
      if let of { marks["rank of \(of.scalarText ?? "")"] = mark(of) }
      // The column alone: {rank: {of: growth}}.
      let isOver = value.map { of == nil || $0.mapping?.keys.contains { $0 != "of" } ?? true } ?? false
      return .rank(over: isOver ? value.map { over($0, of: "rank") } ?? [] : [], of: of?.scalarText)
    case "records": return .records
    case "record_mean": return .recordMean
    case "change", "growth":
      let form: Query.Comparison.Form = name == "change" ? .absolute : .percent
      if let period = value?.scalarText.flatMap({ TimePeriod($0) }) { return .changeOn(period, form) }
      return step(value).map { $0 == .year ? .changeOnYear(form) : .changeOnPeriod(form) }
    case "value":
      guard let value else {
        problems.append(Message.wrongKind(node, key: "value", wants: "its period, as {value: 2022}"))
        return nil
      }
      return period(value).map { .value(at: $0) }
    case "index":
      guard let value else {
        problems.append(Message.wrongKind(node, key: "index", wants: "its base, as {index: 2015}"))
        return nil
      }
      return period(value).map { .index(base: $0) }
    case "cagr":
      return twoPeriods(value ?? node, of: name, example: "{cagr: 2013..2022}").map { .cagr(from: $0, to: $1) }
    case "contribution": return contribution(value)
    case "cumulative":
      guard let value else { return .cumulative() }
      return word(value, what: "span").map { .cumulative($0) }
    case "decumulated": return .decumulated
    case "moving_average": return movingAverage(value ?? node)
    case "location_quotient":
      guard let value else { return .locationQuotient() }
      check(value, of: name, keys: ["of", "total"])
      return .locationQuotient(
        of: value["of"].map { reference($0, of: "of") } ?? [],
        total: value["total"].map { reference($0, of: "total") } ?? [])
    case "shift_share":
      if let value, value.mapping != nil {
        check(value, of: name, keys: ["periods", "of"])
        let of = value["of"].map { reference($0, of: "of") } ?? []
        return twoPeriods(value["periods"] ?? value, of: "periods", example: "2013..2022")
          .map { .shiftShare(from: $0, to: $1, of: of) }
      }
      return twoPeriods(value ?? node, of: name, example: "{shift_share: 2013..2022}")
        .map { .shiftShare(from: $0, to: $1) }
    case "achievement": return .achievement
    case "gap": return value.map { word($0, what: "hierarchy").map { .gap($0) } } ?? .gap(.region)
    case "flag": return .flag
    default:
      problems.append(Message.unknownWord(node, name, what: "comparison", among: Self.comparisons))
      return nil
    }
  }

  private mutating func step(_ value: Node?) -> Query.Comparison.Step? {
    guard let value else { return .year }
    return word(value, what: "step of time")
  }

  private mutating func contribution(_ value: Node?) -> Query.Comparison? {
    guard let value, value.mapping != nil else { return step(value).map { .contribution(on: $0) } }
    check(value, of: "contribution", keys: ["over", "on"])
    let over = value["over"].flatMap { dimension($0) }
    return step(value["on"]).map { .contribution(over: over, on: $0) }
  }

  private mutating func movingAverage(_ value: Node) -> Query.Comparison? {
    let count = value.number ?? value["periods"]?.number
    if value.mapping != nil { check(value, of: "moving_average", keys: ["periods", "centred"]) }
    let isCentred = value["centred"]?.bool ?? false
    guard let count = count.flatMap({ Int(exactly: $0) }), (2...1000).contains(count), !isCentred || count % 2 == 1
    else {
      problems.append(
        Message.wrongKind(
          value, key: "moving_average",
          wants: "a number of periods from 2 to 1000, as {moving_average: 12}; an odd one where it is centred"))
      return nil
    }
    return .movingAverage(count, isCentred: isCentred)
  }

  /// Two periods, the earlier one first: `2013..2022` or `[2013, 2022]`.
  private mutating func twoPeriods(_ node: Node, of name: String, example: String) -> (TimePeriod, TimePeriod)? {
    if let (from, to) = node.scalarText.flatMap({ range($0) }), from < to { return (from, to) }
    if let list = node.sequence, list.count == 2, let from = period(list[0]), let to = period(list[1]), from < to {
      return (from, to)
    }
    problems.append(
      Message.wrongKind(node, key: name, wants: "two periods, the earlier one first, as \(example)"))
    return nil
  }

  private mutating func share(_ value: Node?) -> Query.Comparison {
    guard let value else { return .share() }
    guard let of = value["of"] else { return .share(over: over(value, of: "share")) }
    if of.scalarText == "parent" { return .shareOfParent(.region) }
    if let parent = of["parent"], of.mapping?.count == 1 {
      return .shareOfParent(word(parent, what: "hierarchy") ?? .region)
    }
    return .share(of: reference(of, of: "of"))
  }

  /// The dimension values of a figure to compare with.
  private mutating func reference(_ node: Node, of name: String) -> [Query.DimensionValue] {
    guard let mapping = node.mapping else {
      problems.append(Message.notAMapping(node, what: "“\(name)”", example: "\(name): {region: CN}"))
      return []
    }
    var reference: [Query.DimensionValue] = []
    let known: [Query.Dimension] = [.region, .regionCode, .sector, .status, .period, .unit, .document]
    for (key, entry) in mapping {
      if let dimension = known.first(where: { $0.rawValue == key }), let text = entry.node.scalarText {
        reference.append(Query.DimensionValue(dimension, text))
      } else {
        problems.append(Message.unknownKey(key, in: node, what: "“\(name)”", among: known.map(\.rawValue)))
      }
    }
    return reference
  }

  private mutating func over(_ node: Node, of name: String) -> [Query.Dimension] {
    let isAlone = node.mapping?.keys.allSatisfy { $0 == "over" || $0 == "of" && name == "rank" } ?? false
    guard let over = node["over"], isAlone else {
      if node.mapping != nil {
        check(node, of: name, keys: ["over", "of"])
      } else {
        problems.append(Message.wrongKind(node, key: name, wants: "a mapping such as {over: region}"))
      }
      return []
    }
    return items(over).compactMap { dimension($0) }
  }

  /// Reports the keys of a mapping that are not among those known, and what is no mapping.
  private mutating func check(_ node: Node, of name: String, keys: [String]) {
    guard let mapping = node.mapping else {
      problems.append(
        Message.wrongKind(node, key: name, wants: "a mapping with \(keys.joined(separator: " or "))"))
      return
    }
    for key in mapping.keys where !keys.contains(key) {
      problems.append(Message.unknownKey(key, in: node, what: "“\(name)”", among: keys))
    }
  }
}
