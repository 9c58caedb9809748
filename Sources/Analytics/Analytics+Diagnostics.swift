import Diagnostics
import Notation
import Observations

enum Message {
  // MARK: A query as written

  static func notAMapping(_ node: Node, what: String, example: String) -> Diagnostic {
    node.diagnostic(
      .error, code: "query.form", "\(what) is a mapping, not \(node.kind)", help: "write for example \(example)")
  }

  static func unknownKey(_ key: String, in node: Node, what: String, among known: [String]) -> Diagnostic {
    node.diagnostic(
      .error, code: "query.unknown-key", atKey: key, "\(what) has no key “\(key)”",
      help: suggestionHelp(for: key, among: known))
  }

  static func unknownWord(_ node: Node, _ word: String, what: String, among known: [String]) -> Diagnostic {
    node.diagnostic(
      .error, code: "query.unknown-\(what.split(separator: " ").last ?? "word")", "“\(word)” is no \(what)",
      help: suggestionHelp(for: word, among: known))
  }

  static func wrongKind(_ node: Node, key: String, wants: String) -> Diagnostic {
    node.diagnostic(.error, code: "query.value", "“\(key)” wants \(wants), not \(node.kind)", help: nil)
  }

  static func badPeriod(_ node: Node, _ text: String) -> Diagnostic {
    node.diagnostic(
      .error, code: "query.period", "“\(text)” is no period",
      help: "write 2022, 2024-Q1, 2024-05, 2013..2022, latest or last 10")
  }

  static func twice(_ key: String, in node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "query.twice", atKey: key, "“\(key)” stands both in the query and under “where”",
      help: "keep one of them")
  }

  static func furtherProblems(_ count: Int, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "query.further", "\(count) more \(count == 1 ? "mistake" : "mistakes") in this query",
      help: "correct those above first")
  }

  // MARK: A query over observations

  private static func at(
    _ mark: Places.Mark, _ severity: Diagnostic.Severity, _ code: String, _ headline: String, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      severity, code: "query.\(code)", headline, at: mark.origin, excerpt: mark.excerpt, help: help)
  }

  static func unknownMeasure(_ name: String, known: Bool, among present: [String], at mark: Places.Mark) -> Diagnostic {
    let choice = present.filter { !$0.isEmpty }
    return known
      ? at(
        mark, .warning, "no-measure", "the sources hold no figure of “\(name)”",
        help: suggestionHelp(for: name, among: choice))
      : at(
        mark, .error, "unknown-measure", "there is no measure “\(name)”", help: suggestionHelp(for: name, among: choice)
      )
  }

  static func unknownValue(_ dimension: String, _ name: String, among present: [String], at mark: Places.Mark)
    -> Diagnostic
  {
    at(
      mark, .warning, "unknown-\(dimension)", "no figure has the \(dimension) “\(name)”",
      help: suggestionHelp(for: name, among: present.filter { !$0.isEmpty }))
  }

  static func nothingLeft(by filter: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .warning, "empty", "no figure is left for this query",
      help: "the condition on “\(filter)” leaves none; loosen it or look at the figures with `briefing query`")
  }

  static func refused(_ refusal: Refusal, doing what: String, at mark: Places.Mark) -> Diagnostic {
    let doing =
      switch what {
      case "sum", "share": "added"
      case "rank": "ranked together"
      case "hhi": "put into one Herfindahl–Hirschman index"
      case "concentration ratio": "put into one concentration ratio"
      default: "put into one \(what)"
      }
    let (why, help): (String, String) =
      switch refusal.reason {
      case .measures: ("they measure different things", "ask for one measure, or add `measure` to `by`")
      case .notAdditive:
        ("rates, ratios, indices and ranks have no sum", "use mean, median, min or max, or list the values")
      case .standing:
        (
          "one is \(refusal.first.status.rawValue), the other \(refusal.second.status.rawValue)",
          "ask for one status, or add `status` to `by`"
        )
      case .units:
        ("\(refusal.first.unit) and \(refusal.second.unit) do not convert", "ask for one unit, or add `unit` to `by`")
      case .unknownPeriod: ("the period of one is not known", "add `period` to `by`")
      case .overlappingPeriods: ("their periods overlap", "add `period` to `by`, or choose periods that do not overlap")
      case .periodLengths: ("their periods are not equally long", "add `period` to `by`, or choose one frequency")
      case .stockOverTime: ("a stock has no sum over time", "add `period` to `by`, or use mean")
      case .regionWithPart: ("the second region is part of the first", "choose a level, or add `region` to `by`")
      case .sectorWithPart: ("the second sector is part of the first", "choose sectors, or add `sector` to `by`")
      case .overlappingSectors: ("their sectors overlap", "choose sectors, or add `sector` to `by`")
      case .component(let name):
        ("their values of \(name) overlap or are made differently", "choose one value of \(name), or add it to `by`")
      case .cumulativeWithSingle:
        ("one counts from the beginning of the year, the other does not", "choose one of the two series")
      case .annualisedWithPlain: ("one is at an annual rate, the other is not", "choose one of the two series")
      case .annualisedOverTime: ("figures at an annual rate have no sum over time", "add `period` to `by`, or use mean")
      case .chained: ("chain-linked volumes do not add up", "use mean, or figures in current prices")
      case .chainedWithPlain: ("one is a chain-linked volume, the other is not", "choose one of the two series")
      case .prices(let a, let b): ("one is in \(a) prices, the other in \(b) prices", "choose one price base")
      case .negative: ("a negative value has no share", "leave it out")
      case .repeated:
        ("the same figure stands twice with different values", "choose a `document`, or reject one in corrections.csv")
      case .range: ("one of them is a range", "list the values, or leave ranges out")
      case .conversion: ("the first is the second in another unit", "ask for one unit")
      case .partOfFigure: ("the first is a part of the second", "list the values, or choose by sector or document")
      }
    return at(
      mark, .error, "refused",
      "\(describe(refusal.first)) and \(describe(refusal.second)) cannot be \(doing): \(why)", help: help)
  }

  static func furtherRefusals(_ count: Int, doing what: String, at mark: Places.Mark) -> Diagnostic {
    at(mark, .error, "refused", "\(count) more groups have no \(what) for such reasons")
  }

  static func missingLeftOut(_ count: Int, of total: Int, statistic: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .note, "missing",
      "\(count) of \(total) values \(count == 1 ? "is" : "are") missing and not in the \(statistic)")
  }

  static func missingConcentration(_ count: Int, of total: Int, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .note, "missing",
      "\(count) of \(total) values \(count == 1 ? "is" : "are") missing, and with them the concentration they belong to",
      help: "leave those parts out, or take larger ones")
  }

  static func incompleteQuotients(_ part: Observation?, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .note, "incomplete",
      "“location_quotient” is missing where a total has \(part.map(describe) ?? "a gap")",
      help: "compare with published totals, as location_quotient: {of: {region: …}, total: {sector: …}}")
  }

  static func hedged(_ first: Observation, groups: Int, statistic: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .warning, "hedged",
      "\(describe(first)) is “\(first.qualifier.rawValue)”, so the \(statistic) is rough"
        + (groups > 1 ? ", as are \(groups - 1) more" : ""))
  }

  static func mixedUnits(_ units: [String], at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .warning, "mixed-units", "one column holds values in \(units.joined(separator: ", "))",
      help: "add `unit` to `by`, or ask for one unit")
  }

  static func unknownSort(_ column: String, among columns: [String], at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .error, "unknown-column", "there is no column “\(column)” to sort by",
      help: suggestionHelp(for: column, among: columns))
  }

  static func unknownColumn(_ column: String, among columns: [String], at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .error, "unknown-column", "there is no earlier column “\(column)” to rank by",
      help: columns.isEmpty
        ? "name it under `aggregate` or `compare` before the rank" : suggestionHelp(for: column, among: columns))
  }

  static func noShareOf(_ statistic: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .error, "share", "a \(statistic) has no share of a total", help: "use the aggregate sum, or list the values"
    )
  }

  static func nothingToCompareOver(_ comparison: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .error, "over", "“\(comparison)” compares rows over a dimension, and `by` has none",
      help: "add region or sector to `by`, or write \(comparison): {over: …}")
  }

  static func incompleteTotal(_ count: Int, without part: Observation?, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .note, "incomplete",
      "\(count) \(count == 1 ? "share is" : "shares are") missing because their total has \(part.map(describe) ?? "a gap")",
      help: "compare with a published total, as share: {of: {region: …}}, or leave that part out")
  }

  static func severalPeriods(_ comparison: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .warning, "periods", "“\(comparison)” is missing where a row covers several periods or none",
      help: "add `period` to `by`")
  }

  static func ambiguousBase(_ observation: Observation, _ comparison: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .warning, "ambiguous",
      "“\(comparison)” is missing where there are two values to compare with, as \(describe(observation))",
      help: "choose a document, or add a dimension to `by`")
  }

  static func disagreement(_ observations: [Observation]) -> Diagnostic {
    let first = observations[0]
    let about = [first.measure, first.region, first.sector, first.period.map { "\($0)" } ?? "", first.status.rawValue]
    let values = observations.map { o in
      let hedge = o.qualifier == .exact ? "" : o.qualifier.rawValue + " "
      return "\(hedge)\(number(o)) \(o.unit) at \(o.origin)"
    }
    return Diagnostic(
      .warning, code: "sources.disagree",
      "sources disagree on \(about.filter { !$0.isEmpty }.joined(separator: ", ")): \(values.joined(separator: ", "))",
      at: first.origin,
      help: "reject or change one in corrections.csv beside the articles, or ask for one `document`")
  }

  private static func number(_ o: Observation) -> String {
    switch o.value {
    case .number(let n): "\(n)"
    case .range(let a, let b): "\(a)–\(b)"
    case .missing: "a missing value"
    }
  }

  static func withoutWeight(_ count: Int, weight: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .warning, "weight",
      "\(count) \(count == 1 ? "value has" : "values have") no “\(weight)” to weigh by and \(count == 1 ? "is" : "are") left out",
      help: "weights stand at the same region, sector and period as the values")
  }

  static func nothingToCompareWith(_ column: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .note, "no-comparand", "“\(column)” is missing in every row: the sources hold nothing to compare with",
      help: "look at the figures with `briefing query`")
  }

  static func looksCumulative(_ first: Observation, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .warning, "cumulative",
      "the values look as if they count from January: they rise within each year and fall at its beginning, from "
        + describe(first),
      help: "if so, add `period` to `by` and take them apart with compare: [decumulated]")
  }

  static func noTotals(_ statistic: String, column: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .error, "totals", "“\(column)” adds up, which a \(statistic) does not",
      help: "use the aggregate sum, or list the values")
  }

  static func wantsRegionsAndSectors(_ column: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .error, "over", "“\(column)” compares sectors of regions, and `by` does not hold both",
      help: "write by: [region, sector]")
  }

  static func wantsDimension(_ dimension: String, column: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .warning, "over", "“\(column)” of the parent is missing where a row covers several \(dimension)s",
      help: "add `\(dimension)` to `by`")
  }

  static func unmatched(_ names: [String], column: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .note, "unmatched",
      "“\(column)” is without \(list(names)), which \(names.count == 1 ? "has" : "have") no value at one of the two times"
    )
  }

  static func anomalies(_ found: [String], column: String, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .warning, "break", "“\(column)” is missing across \(list(found))",
      help: "check the source; `breaks: keep` computes it all the same")
  }

  static func mergedMonths(_ periods: [String], at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .note, "merged",
      "the values de-cumulated for \(list(periods)) cover several periods, as “decumulated_months” says",
      help: "no value was published for the months before")
  }

  static func missingParts(_ first: Observation, others: Int, at mark: Places.Mark) -> Diagnostic {
    at(
      mark, .note, "missing",
      "“parts” leaves out \(describe(first))\(others == 0 ? "" : ", and \(others) more missing values")")
  }

  static func gapToTotal(
    _ total: Observation, sum: String, percent: Double, others: Int, at mark: Places.Mark
  ) -> Diagnostic {
    let tenths = (abs(percent) * 10).rounded() / 10
    let further = others == 0 ? "" : ", and \(others) more \(others == 1 ? "sum misses its" : "sums miss their") total"
    return at(
      mark, .note, "gap",
      "the parts sum to \(sum), \(tenths) % \(percent < 0 ? "less" : "more") than \(describe(total))\(further)",
      help: "compare: [gap] shows the difference for every total")
  }

  /// The first few of a list.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(5).joined(separator: "; ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }

  /// A figure in a few words and its place.
  private static func describe(_ o: Observation) -> String {
    let about = [o.region, o.sector, o.period.map { "\($0)" } ?? "", o.status == .actual ? "" : o.status.rawValue]
    let words = about.filter { !$0.isEmpty }.joined(separator: ", ")
    return "\(number(o)) \(o.unit)\(words.isEmpty ? "" : " (\(words))") at \(o.origin)"
  }
}
