import Diagnostics
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
      help: suggestionHelp(for: name, among: MarkType.allCases.map(\.rawValue)))
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
      help: "Documentation/charts.md lists what is")
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
}
