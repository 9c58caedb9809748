public import Diagnostics
public import Notation

/// A chart as its author wrote it: a Vega-Lite specification (version 5 or 6), checked and decoded, nothing filled in.
///
/// Beyond Vega-Lite the top level may hold `source` and `notes`, texts laid out under the plot.
public struct ChartSpec: Sendable {
  /// The specification as written.
  public let node: Node
  var view: ViewSpec
  let top: TopLevel
  /// What was noticed while decoding and does not stop the chart: unknown keys, ignored interaction.
  public let diagnostics: [Diagnostic]

  /// Decodes a specification.
  /// - Throws: every problem that keeps the chart from being drawn, with its place.
  public init(_ node: Node) throws(DiagnosticError) {
    self.node = node
    let report = DiagnosticSink()
    let decoder = SpecDecoder(report: report)
    top = TopLevel(node, report: report)
    view = decoder.view(node, isTop: true)
    diagnostics = report.diagnostics
    if report.diagnostics.hasErrors { throw DiagnosticError(report.diagnostics) }
  }

  /// What only the outermost view has.
  struct TopLevel: Sendable {
    var background: Node?
    var padding: Node?
    var config: Node?
    var datasets: Node?
    var autosize: Node?
    var description: String
    var source: String
    var notes: [String]
    /// Which editorial rules do not hold here, and why.
    var lint: Node?

    init(_ node: Node, report: DiagnosticSink) {
      background = node["background"]
      padding = node["padding"]
      config = node["config"]
      datasets = node["datasets"]
      autosize = node["autosize"]
      description = node["description"]?.scalarText ?? ""
      lint = node["lint"]
      source = node["source"]?.scalarText ?? ""
      notes = node["notes"].map { $0.sequence ?? [$0] }?.compactMap(\.scalarText) ?? []
    }
  }
}

extension ChartSpec: Equatable {
  /// The specification as JSON text, which reads back as the same specification.
  public var json: String { node.json }

  /// Equal specifications, wherever they stand.
  public static func == (a: ChartSpec, b: ChartSpec) -> Bool { a.node == b.node }
}

/// Where the phases leave what they notice.
final class DiagnosticSink {
  var diagnostics: [Diagnostic] = []

  func add(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }
}
