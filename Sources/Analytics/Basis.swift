import Observations

/// On what basis a figure is stated, as its measure, its unit and its notes say: what must agree before figures are added.
struct Basis: Hashable, Sendable {
  /// Chain-linked volumes: their parts do not sum to their total away from the reference year.
  var isChained = false
  /// A quarter or month at an annual rate.
  var isAnnualised = false
  /// Counted from the beginning of the year.
  var isCumulative = false
  /// `current`, `constant 2015`; empty where nothing is said.
  var prices = ""

  /// The words that say it; few in many observations.
  struct Words: Hashable {
    var measure: String
    var unit: String
    var notes: [String]
  }

  /// The basis of an observation, looked up among those read before.
  init(_ observation: Observation, known: inout [Words: Basis]) {
    let words = Words(measure: observation.measure, unit: observation.unit, notes: observation.notes)
    if let basis = known[words] {
      self = basis
    } else {
      self.init(words)
      known[words] = self
    }
  }

  private init(_ stated: Words) {
    // What a table says in so many words holds alone.
    let said = stated.notes.filter { $0.hasPrefix("basis ") }
    let words = (said.isEmpty ? [stated.measure, stated.unit] + stated.notes : said).joined(separator: " ").lowercased()
    func says(_ terms: String...) -> Bool { terms.contains { words.contains($0) } }
    isChained = says("chain", "clv")
    isAnnualised = says("annual rate", "annual_rate", "annualised", "annualized", "saar", "年率")
    isCumulative = says("cumulative", "year to date", "year-to-date", "year_to_date", "ytd", "累计")
    if says("current price", "current_price", "current dollar", "basis current", "现价", "当年价") {
      prices = "current"
    } else if isChained || says("constant", "不变价", "可比价") || says(" prices") && Self.year(in: words) != nil {
      prices = "constant" + (Self.year(in: words).map { " \($0)" } ?? "")
    }
  }

  /// The first number from 1900 to 2099.
  private static func year(in text: String) -> Substring? {
    text.split { !("0"..."9").contains($0) }.first { $0.count == 4 && ($0.hasPrefix("19") || $0.hasPrefix("20")) }
  }

  /// Why figures on two bases have no common statistic.
  func conflict(with other: Basis) -> Refusal.Reason? {
    if isCumulative != other.isCumulative { return .cumulativeWithSingle }
    if isAnnualised != other.isAnnualised { return .annualisedWithPlain }
    if !prices.isEmpty, !other.prices.isEmpty, prices != other.prices { return .prices(prices, other.prices) }
    return isChained == other.isChained ? nil : .chainedWithPlain
  }
}

/// The values that a figure has in the further dimensions of its table.
struct Components: Hashable, Sendable {
  /// In the order of the names.
  var values: [Value]

  struct Value: Hashable, Sendable {
    var name: String
    var code: String
  }

  init(_ observation: Observation) {
    values = observation.components.map { Value(name: $0.name, code: $0.value) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The first dimension in which two figures count something twice, or are stated in different ways.
  func clash(with other: Components) -> String? {
    let names = Set(values.map(\.name)).union(other.values.map(\.name))
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.first { name in
      let a = values.first { $0.name == name }?.code
      let b = other.values.first { $0.name == name }?.code
      guard a != b else { return false }
      guard let a, let b else { return true }
      return Self.isManner(name) || Self.overlap(a, b)
    }
  }

  /// Dimensions that say how a figure was made rather than which part of the whole it counts.
  private static func isManner(_ name: String) -> Bool {
    let plain = name.lowercased()
    return [
      "s_adj", "adjust", "season", "price", "statistic", "transformation", "accumulation", "cumulation", "valuation",
      "concept", "freq", "unit", "content",
    ].contains { plain.contains($0) }
  }

  /// Whether two codes of one dimension count something twice: a total and a part, two spans such as `Y15-64` and
  /// `Y20-64`, or a code and a longer one that begins with it.
  static func overlap(_ a: String, _ b: String) -> Bool {
    if isTotal(a) || isTotal(b) { return true }
    if let x = span(a), let y = span(b) { return x.overlaps(y) }
    if let x = ClassificationCode(a), let y = ClassificationCode(b) { return x.overlaps(y) }
    return false
  }

  private static func isTotal(_ code: String) -> Bool {
    let plain = code.lowercased()
    return ["t", "_t", "total", "tot", "all", "both", "both sexes", "all ages"].contains(plain)
      || plain.hasPrefix("total ") || plain.hasPrefix("all ")
  }

  /// The ages of `Y15-64`, `15–24 years`, `Y_GE15`, `65+`, `Y_LT15`, `Y20`.
  private static func span(_ code: String) -> ClosedRange<Int>? {
    let upper = code.uppercased()
    let numbers = upper.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
    let words = upper.split { !$0.isLetter }.map(String.init)
    guard
      words.allSatisfy({
        ["Y", "GE", "GT", "LT", "LE", "YEARS", "YEAR", "TO", "AND", "OVER", "UNDER", "MORE"].contains($0)
      })
    else { return nil }
    switch numbers.count {
    case 2 where numbers[0] <= numbers[1]: return numbers[0]...numbers[1]
    case 1:
      let number = numbers[0]
      if words.contains("LT") || words.contains("UNDER") { return 0...max(0, number - 1) }
      if words.contains("LE") { return 0...number }
      if words.contains("GT") { return (number + 1)...999 }
      if words.contains("GE") || words.contains("OVER") || words.contains("MORE") || upper.hasSuffix("+") {
        return min(number, 999)...999
      }
      // A lone number is a code unless it says that it counts years.
      return words.isEmpty ? nil : number...number
    default: return nil
    }
  }
}
