import Diagnostics
import Notation
import OrderedCollections

/// A view whose mark is a briefing form, on its way to becoming layers of ordinary marks.
///
/// Lowering turns one specification into another, both in the language of Vega-Lite; every node that the author wrote
/// keeps its place, so that what is wrong in it is told where it stands.
struct Form {
  let report: DiagnosticSink
  let words: ChartWords
  let type: FormType
  /// The view as written.
  let view: Node
  /// The mark definition; an empty mapping where only a name was written.
  let mark: Node

  /// The view in ordinary marks; as it is where its mark is none of the forms.
  static func lowered(_ view: Node, words: ChartWords = .english, report: DiagnosticSink) -> Node {
    guard let mark = view["mark"], let name = (mark.mapping == nil ? mark : mark["type"])?.string,
      let type = FormType(rawValue: name)
    else { return view }
    return Form(report: report, words: words, type: type, view: view, mark: mark.mapping == nil ? [:] : mark)
      .lowered()
  }

  private func lowered() -> Node {
    for key in mark.mapping?.keys ?? [] where !type.properties.contains(key) {
      report.add(Message.unknownKey(key, in: mark, of: "the mark “\(type.rawValue)”", among: type.properties))
    }
    let missing = type.needed.filter { encoding($0) == nil && !(type == .multiples && encoding("color") != nil) }
    guard missing.isEmpty else {
      report.add(Message.formNeeds(missing, of: type.rawValue, at: view["encoding"] ?? view["mark"] ?? view))
      return view.without(["mark", "encoding"]).setting("layer", to: [])
    }
    return switch type {
    case .bullet: bullet()
    case .diverging: diverging()
    case .dumbbell: dumbbell()
    case .multiples: multiples()
    case .ranked: ranked()
    case .slope: slope()
    case .sparkline: sparkline()
    case .tilegrid: tileGrid()
    case .treemap: treemap()
    case .waterfall: waterfall()
    }
  }

  // MARK: What was written

  /// A channel definition, unless it is absent or null.
  func encoding(_ channel: String) -> Node? { view["encoding"]?[channel].flatMap { $0.isNull ? nil : $0 } }

  /// The axis that measures and the axis of categories, as channel names.
  var axes: (measure: String, dimension: String) {
    func isMeasure(_ channel: String) -> Bool {
      guard let node = encoding(channel) else { return false }
      return node["type"]?.string == "quantitative" || node["aggregate"] != nil
    }
    func isDimension(_ channel: String) -> Bool {
      ["nominal", "ordinal", "temporal"].contains(encoding(channel)?["type"]?.string ?? "")
        || encoding(channel)?["timeUnit"] != nil
    }
    let standard = type.measured
    let other = standard == "x" ? "y" : "x"
    if isMeasure(standard) || isDimension(other) { return (standard, other) }
    if isMeasure(other) || isDimension(standard) { return (other, standard) }
    return (standard, other)
  }

  /// The name of the field of a channel: of its aggregate where it has one.
  func field(_ channel: String) -> String {
    guard let node = encoding(channel) else { return "" }
    let name = node["field"]?.scalarText ?? ""
    guard let operation = node["aggregate"]?.string else { return name }
    return name.isEmpty ? operation : "\(operation)_\(name)"
  }

  /// The transforms of the view, and the aggregation that its measure asks for.
  func transforms(measuring channel: String) -> [Node] {
    let written = view["transform"].map { $0.sequence ?? [$0] } ?? []
    guard let node = encoding(channel), let operation = node["aggregate"] else { return written }
    var groups: OrderedSet<String> = []
    for (name, entry) in view["encoding"]?.mapping ?? [:] where name != channel {
      for item in entry.node.sequence ?? [entry.node] {
        if let field = item["field"]?.scalarText { groups.append(field) }
      }
    }
    var aggregate: Node = ["op": operation, "as": Form.text(field(channel))]
    if let field = node["field"] { aggregate = aggregate.setting("field", to: field) }
    return written + [
      ["aggregate": [aggregate], "groupby": Form.list(groups.map { Form.text($0) })]
    ]
  }

  /// The definition of a measuring channel without its aggregate, which a transform has made.
  func measure(_ channel: String, field name: String? = nil) -> Node {
    guard let node = encoding(channel) else { return [:] }
    var result = node.without(["aggregate"]).setting("field", to: Form.text(name ?? field(channel)))
    if result["type"] == nil { result = result.setting("type", to: "quantitative") }
    if node["aggregate"] != nil, node["title"] == nil {
      result = result.setting("title", to: node["field"] ?? Form.text(words.count))
    }
    return result
  }

  /// The definition of a channel of categories, with the type it needs.
  func dimension(_ channel: String, type: String = "nominal") -> Node {
    guard let node = encoding(channel) else { return [:] }
    return node["type"] == nil && node["timeUnit"] == nil ? node.setting("type", to: Form.text(type)) : node
  }

  /// The properties of a part: its defaults, a style that themes may change, and what the author wrote.
  func part(_ name: String, _ type: String, _ defaults: Node = [:]) -> Node {
    var result: Node = ["type": Form.text(type), "style": Form.text("\(self.type.rawValue)-\(name)")]
    for node in [defaults, mark[name]] {
      for (key, entry) in node?.mapping ?? [:] { result = result.setting(key, to: entry.node) }
    }
    return result
  }

  // MARK: What is made

  /// The view with layers in place of its mark; channels that split it into small multiples stay on it.
  func layered(_ layers: [Node], transforms: [Node], facets: Bool = true) -> Node {
    var outer: Node = [:]
    for channel in ["row", "column", "facet"] {
      if facets, let node = encoding(channel) { outer = outer.setting(channel, to: node) }
    }
    var result = view.without(["mark", "encoding", "transform", "labels"]).setting("layer", to: Form.list(layers))
    if outer.mapping?.isEmpty == false { result = result.setting("encoding", to: outer) }
    if !transforms.isEmpty { result = result.setting("transform", to: Form.list(transforms)) }
    return result
  }

  /// One layer; channels without a definition are left out.
  func layer(
    _ mark: Node, _ channels: [(String, Node?)], transforms: [Node] = [], labels: Node? = nil
  ) -> Node {
    var encoding: Node = [:]
    for (name, node) in channels { if let node { encoding = encoding.setting(name, to: node) } }
    var result: Node = ["mark": mark, "encoding": encoding]
    if !transforms.isEmpty { result = result.setting("transform", to: Form.list(transforms)) }
    if let labels { result = result.setting("labels", to: labels) }
    return result
  }

  /// What the author wrote under `labels`, else the form's own; nil where labels are turned off.
  func labels(_ standard: Node) -> Node? {
    guard let written = view["labels"] else {
      return mark["format"].map { standard.setting("format", to: $0) } ?? standard
    }
    if written.string == "none" || written.bool == false { return nil }
    var result = standard
    for (key, entry) in written.mapping ?? [:] { result = result.setting(key, to: entry.node) }
    return result
  }

  static func text(_ value: String) -> Node { Node(.string(value), text: value) }
  static func list(_ items: [Node]) -> Node { Node(.sequence(items)) }
  static func names(_ items: [String]) -> Node { list(items.map(text)) }
  /// A field in an expression.
  static func datum(_ field: String) -> String { "datum[\(DataValue.string(field).quoted)]" }
  static func calculate(_ expression: String, as name: String) -> Node {
    ["calculate": text(expression), "as": text(name)]
  }
}
