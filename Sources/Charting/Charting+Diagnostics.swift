import Diagnostics
import Frames
import Geometry
import Notation

/// Every message of this module.
enum Message {
  static func notAMapping(_ node: Node, _ what: String) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.shape", "\(what) must be a mapping, this is \(node.kind)",
      help: "write `key: value` entries as in a Vega-Lite specification")
  }

  static func unknownKey(_ key: String, in node: Node, of what: String, among known: [String]) -> Diagnostic {
    node.diagnostic(
      .warning, code: "chart.unknown-key", atKey: key, "\(what) has no property “\(key)”; it is ignored",
      help: suggestionHelp(for: key, among: known))
  }

  static func unknownChannel(_ name: String, in node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.unknown-channel", atKey: name, "there is no encoding channel “\(name)”",
      help: suggestionHelp(for: name, among: Channel.allCases.map(\.rawValue)))
  }

  static func unknownMark(_ name: String, at node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.unknown-mark", "there is no mark “\(name)”",
      help: suggestionHelp(for: name, among: MarkType.allCases.map(\.rawValue) + FormType.allCases.map(\.rawValue)))
  }

  static func markWithoutType(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.mark-type", "the mark has no type",
      help: "write `mark: bar`, or `mark: {type: bar, …}` with properties")
  }

  static func nothingToDraw(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.no-mark", "the view says nothing about what to draw",
      help: "give it one of: mark, layer, facet with spec, concat, hconcat, vconcat, repeat with spec")
  }

  static func missingSpec(_ node: Node, _ key: String) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.no-spec", atKey: key, "“\(key)” needs a `spec`: the view that is repeated",
      help: "put mark and encoding under `spec`")
  }

  static func unknownWord(_ word: String, at node: Node, _ what: String, among known: [String]) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.unknown-word", "there is no \(what) “\(word)”", help: suggestionHelp(for: word, among: known)
    )
  }

  static func interactionIgnored(_ node: Node, _ key: String) -> Diagnostic {
    node.diagnostic(
      .note, code: "chart.interaction", atKey: key, "interaction is left out: the chart is a still picture")
  }

  static func unknownField(_ name: String, at node: Node, among fields: [String]) -> Diagnostic {
    node.diagnostic(
      .warning, code: "chart.unknown-field", "the data has no field “\(name)”",
      help: suggestionHelp(for: name, among: fields))
  }

  static func noData(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "chart.no-data", "there are no values to draw",
      help: "check the data, and the filters in `transform`")
  }

  static func dataNotLoaded(_ address: String, at node: Node, reason: String) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.data-not-read", "the data “\(address)” could not be read: \(reason)",
      help: "check the path; it is taken relative to the file of the chart")
  }

  static func unknownDataName(_ name: String, at node: Node, among names: [String]) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.unknown-data", "there is no data named “\(name)”",
      help: suggestionHelp(for: name, among: names))
  }

  static func badData(_ node: Node, _ problem: String) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.bad-data", "the data cannot be used: \(problem)",
      help: "data is `values` (a list of mappings), `url`, `name` or `sequence`")
  }

  static func badTransform(_ node: Node, _ problem: String, help: String? = nil) -> Diagnostic {
    node.diagnostic(.error, code: "chart.bad-transform", problem, help: help)
  }

  static func unsupported(_ what: String, at node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "chart.unsupported", "\(what) is not supported; it is left out",
      help: "Documentation/Unsupported.md lists what is not")
  }

  static func badExpression(_ text: String, at node: Node, _ problem: String) -> Diagnostic {
    node.diagnostic(.error, code: "chart.bad-expression", "the expression “\(text)” cannot be used: \(problem)")
  }

  static func tooManyCategories(_ count: Int, shown: Int, at node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "chart.too-many-categories", "\(count) categories do not fit; labels of \(shown) are shown",
      help: "filter or group the data, or give the chart more room")
  }

  static func needsPositive(_ field: String, at node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "chart.log-of-zero", "a logarithmic scale leaves out values of “\(field)” that are not positive",
      help: "use `scale: {type: symlog}`, or filter the values")
  }

  // MARK: Briefing forms

  static func formNeeds(_ channels: [String], of mark: String, at node: Node) -> Diagnostic {
    let names = channels.map { "`\($0)`" }.joined(separator: " and ")
    return node.diagnostic(
      .error, code: "chart.form-channel", "the mark “\(mark)” needs the encoding \(names)",
      help: "add it under `encoding`, for example `\(channels[0]): {field: …}`")
  }

  static func divergingNeedsOrder(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.form-order", "the mark “diverging” needs the order of the answers",
      help: "write them from one side to the other: `color: {field: …, scale: {domain: [Disagree, Neutral, Agree]}}`")
  }

  static func tileGridNeedsGrid(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.form-grid", "the mark “tilegrid” needs a grid",
      help:
        "write `mark: {type: tilegrid, grid: china-provinces}`, or `grid: {url: grid.csv}` with row, col, code, name")
  }

  static func badGrid(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.form-grid", "the grid cannot be used",
      help: "it needs the columns `row` and `col` with numbers, and `code`; `name` is optional")
  }

  static func notInGrid(_ region: String, _ grid: String, at node: Node, among known: [String]) -> Diagnostic {
    node.diagnostic(
      .warning, code: "chart.not-in-grid", "“\(region)” has no tile in the grid \(grid); it is left out",
      help: suggestionHelp(for: region, among: known))
  }

  static func negativeArea(_ count: Int, _ field: String, at node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "chart.negative-area",
      "\(count) negative \(count == 1 ? "value" : "values") of “\(field)” cannot be an area and \(count == 1 ? "is" : "are") left out",
      help: "show values that may be negative as bars")
  }

  static func unknownStatus(_ word: String, at node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "chart.unknown-status", "“\(word)” is no status; the value is drawn as actual",
      help: suggestionHelp(for: word, among: StatusLook.known))
  }

  // MARK: Labels

  static func labelsDropped(_ labels: [String], at node: Node) -> Diagnostic {
    let shown = labels.prefix(6).joined(separator: ", ") + (labels.count > 6 ? ", …" : "")
    return node.diagnostic(
      .warning, code: "chart.labels-dropped",
      "\(labels.count) \(labels.count == 1 ? "label finds" : "labels find") no place: \(shown)",
      help: "give the chart more room, shorten the names, or show fewer values")
  }

  static func noDirectLabels(_ mark: String, at node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "chart.no-direct-labels", "the mark “\(mark)” bears no direct labels; they are left out",
      help: "bars, lines, points and rectangles do")
  }

  static func legendCut(_ count: Int, at node: Node?) -> Diagnostic {
    (node ?? Node(.null)).diagnostic(
      .warning, code: "chart.legend-cut", "\(count) entries of the legend find no place",
      help: "show fewer series, split them into small multiples, or label the lines with `labels: direct`")
  }

  static func tooSmall(_ size: Size, at node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "chart.too-small",
      "the chart does not fit the size it is given; it takes \(numberAsWritten(size.width)) × \(numberAsWritten(size.height)) points",
      help: "give it more room, show fewer categories or fewer small multiples")
  }

  // MARK: Themes

  static func noColor(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "chart.no-color", "“\(node.scalarText ?? node.kind)” is no colour",
      help: "write it as `\"#12436D\"`, or by a CSS name")
  }

  static func colorChanged(_ from: Color, _ to: Color, ratio: Double, at node: Node) -> Diagnostic {
    node.diagnostic(
      .note, code: "chart.brand-contrast",
      "\(from.hexText) contrasts with the ground by \(numberAsWritten((ratio * 10).rounded() / 10)):1; charts use \(to.hexText)",
      help: "marks need 3:1")
  }

  // MARK: Editorial rules

  static func lint(_ rule: LintRule, at node: Node, _ headline: String, help: String) -> Diagnostic {
    node.diagnostic(rule.misleads ? .error : .warning, code: "lint.\(rule.rawValue)", headline, help: help)
  }

  static func unknownRule(_ name: String, at node: Node, among known: [String]) -> Diagnostic {
    node.diagnostic(
      .warning, code: "lint.unknown-rule", "there is no editorial rule “\(name)”",
      help: suggestionHelp(for: name, among: known))
  }

  static func lintWithoutReason(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "lint.reason", "`lint` turns rules off without a reason",
      help: "write `lint: {ignore: [order], reason: …}`")
  }
}
