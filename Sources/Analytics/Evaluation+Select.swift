import Diagnostics
import Observations
import OrderedCollections

extension Evaluation {
  /// The rows of the index that the filters let through, in canonical order.
  ///
  /// - Parameter quietly: whether to leave messages to an earlier pass over the same names.
  mutating func select(_ filters: Query.Filters, quietly: Bool = false) -> [Int] {
    var stretches: [Range<Int>] = []
    if query.measures.isEmpty {
      stretches = [index.observations.indices]
    } else {
      for (code, name) in measureCodes() {
        if let code {
          stretches.append(index.measures[code].rows)
        } else if !quietly {
          diagnostics.append(
            Message.unknownMeasure(
              name, known: vocabulary.measures[vocabulary.stem(ofMeasure: name)] != nil,
              among: index.measures.map(\.name), at: mark("measure \(name)")))
        }
      }
      stretches.sort { $0.lowerBound < $1.lowerBound }
    }
    var stage = ""
    let hadRows = stretches.contains { !$0.isEmpty }
    if hadRows, let mask = placeMask(filters, quietly: quietly) {
      stretches = stretches.flatMap { index.rows(in: $0, at: mask) }
      if stretches.isEmpty { stage = "region" }
    }
    var rows = Array(stretches.joined())
    func keep(_ name: String, _ column: ObservationIndex.Column, _ mask: [Bool]?) {
      guard let mask, !rows.isEmpty else { return }
      rows.removeAll { !mask[Int(column.codes[$0])] }
      if rows.isEmpty { stage = name }
    }
    keep("sector", index.column(.sector), mask(.sector, filters.sectors, quietly: quietly))
    keep("status", index.column(.status), mask(.status, filters.statuses.map(\.rawValue), quietly: true))
    keep("unit", index.column(.unit), mask(.unit, filters.units, quietly: quietly))
    if !filters.documents.isEmpty {
      let mask = (index.texts[.document] ?? []).map { file in filters.documents.contains { matches(file, glob: $0) } }
      keep("document", index.column(.document), mask)
    }
    for component in filters.components {
      let dimension = Query.Dimension(rawValue: component.name)
      keep(component.name, index.column(dimension), mask(dimension, component.values, quietly: quietly))
    }
    if !filters.changes.isEmpty {
      rows.removeAll { !filters.changes.contains(index.observations[$0].change) }
      if rows.isEmpty, stage.isEmpty { stage = "change" }
    }
    if filters.source != .any {
      rows.removeAll { index.observations[$0].isFromTable != (filters.source == .tables) }
      if rows.isEmpty, stage.isEmpty { stage = "source" }
    }
    rows = select(filters.periods, from: rows)
    if rows.isEmpty, stage.isEmpty { stage = "period" }
    if rows.isEmpty, hadRows, !quietly { diagnostics.append(Message.nothingLeft(by: stage, at: mark())) }
    return rows
  }

  private func measureCodes() -> [(Int?, String)] {
    query.measures.map { name in (index.measures.firstIndex { $0.name == name }, name) }
  }

  /// Which values of a dimension are asked for; nil for all.
  private mutating func mask(_ dimension: Query.Dimension, _ wanted: [String], quietly: Bool) -> [Bool]? {
    guard !wanted.isEmpty else { return nil }
    let values = index.texts[dimension] ?? []
    if !quietly {
      for name in wanted where !values.contains(name) {
        diagnostics.append(
          Message.unknownValue(dimension.rawValue, name, among: values, at: mark("\(dimension.rawValue) \(name)")))
      }
    }
    return values.map { wanted.contains($0) }
  }

  private mutating func placeMask(_ filters: Query.Filters, quietly: Bool) -> [Bool]? {
    guard !filters.regions.isEmpty || !filters.within.isEmpty || !filters.levels.isEmpty else { return nil }
    func code(_ text: String) -> String {
      if vocabulary.regions[text] != nil || index.places.contains(where: { $0.own == text }) { return text }
      if let place = index.places.first(where: { $0.name == text && !$0.own.isEmpty }) { return place.own }
      // A city is found by its name.
      if index.places.contains(where: { $0.name == text }) { return text }
      return vocabulary.regionCode(for: text) ?? text
    }
    /// Whether a place is a city of the vocabulary under one of its other names.
    func isCity(_ place: ObservationIndex.Place, _ code: String) -> Bool {
      guard place.own.isEmpty, let city = vocabulary.regions[code], city.level == "city" else { return false }
      return place.chain.contains(city.parent) && (city.name == place.name || city.aliases.contains(place.name))
    }
    let own = filters.regions.map { (text: $0, code: code($0)) }
    let within = filters.within.map { (text: $0, code: code($0)) }
    var mask = index.places.map { place in
      (filters.regions.isEmpty && filters.within.isEmpty)
        || own.contains {
          isCity(place, $0.code) || (!place.own.isEmpty && place.own == $0.code)
            || place.name == $0.text && $0.code == $0.text
        }
        || within.contains { place.chain.contains($0.code) }
    }
    if !quietly {
      for (text, code) in own + within
      where vocabulary.regions[code] == nil
        && !index.places.contains(where: { $0.name == text || $0.chain.contains(code) })
      {
        diagnostics.append(
          Message.unknownValue(
            "region", text, among: index.places.flatMap { [$0.own, $0.name] }.filter { !$0.isEmpty },
            at: mark("region \(text)")))
      }
    }
    if !filters.levels.isEmpty {
      for (i, place) in index.places.enumerated() where !filters.levels.contains(place.level) { mask[i] = false }
    }
    return mask
  }

  private func select(_ filter: Query.PeriodFilter, from rows: [Int]) -> [Int] {
    let codes = index.column(.period).codes
    switch filter {
    case .any: return rows
    case .only(let wanted):
      let mask = index.periods.map { $0.map { wanted.contains($0) } ?? false }
      return rows.filter { mask[Int(codes[$0])] }
    case .range(let from, let to):
      let mask = index.periods.map { period in
        guard let unit = period?.unit, let start = from.start, unit.frequency == start.frequency else { return false }
        return !(unit < start) && !(to.end < unit)
      }
      return rows.filter { mask[Int(codes[$0])] }
    case .latest: return selectLast(1, from: rows)
    case .last(let count): return selectLast(count, from: rows)
    }
  }

  /// The rows of the last periods with a value, measure by measure; all rows of a measure that has no periods at all.
  private func selectLast(_ count: Int, from rows: [Int]) -> [Int] {
    let codes = index.column(.period).codes
    let measures = index.column(.measure).codes
    var result: [Int] = []
    var start = 0
    while start < rows.count {
      var end = start
      var isPresent = [Bool](repeating: false, count: index.periods.count)
      while end < rows.count, measures[rows[end]] == measures[rows[start]] {
        let code = Int(codes[rows[end]])
        if !isPresent[code], index.periods[code] != nil, index.observations[rows[end]].number != nil {
          isPresent[code] = true
        }
        end += 1
      }
      let last = isPresent.indices.filter { isPresent[$0] }.suffix(max(0, count))
      if isPresent.contains(true) {
        let mask = isPresent.indices.map { last.contains($0) }
        result.append(contentsOf: rows[start..<end].lazy.filter { mask[Int(codes[$0])] })
      } else {
        result.append(contentsOf: rows[start..<end].lazy.filter { self.index.periods[Int(codes[$0])] == nil })
      }
      start = end
    }
    return result
  }
}

extension Observation {
  fileprivate var isFromTable: Bool {
    if case .cell = origin.place { true } else { false }
  }
}

/// Whether a file name, with its folders or without them, has the form of a pattern with `*` and `?`.
func matches(_ file: String, glob: String) -> Bool {
  let pattern = Array(glob)
  func fits(_ text: [Character]) -> Bool {
    // The last star and the text it has swallowed so far: only that one ever needs to be reconsidered.
    var (t, p) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == "*" {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let s = star {
        star = (s.pattern, s.text + 1)
        p = s.pattern + 1
        t = s.text + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
  return fits(Array(file)) || fits(Array(file.split(separator: "/").last ?? ""))
}
