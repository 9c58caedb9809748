import Diagnostics
import Notation
import OrderedCollections

/// Decodes views; every problem goes to the report and the decoder carries on.
struct SpecDecoder {
  let report: DiagnosticSink
  /// The words of briefing forms.
  var words = ChartWords.english

  func view(_ written: Node, isTop: Bool = false) -> ViewSpec {
    let node = Form.lowered(written, words: words, report: report)
    var view = ViewSpec(node: node, content: .layer([]))
    guard let mapping = node.mapping else {
      report.add(Message.notAMapping(node, "a chart"))
      return view
    }
    let known = isTop ? Self.viewKeys + Self.topKeys : Self.viewKeys
    for key in mapping.keys where !known.contains(key) && !key.hasPrefix("$") {
      report.add(Message.unknownKey(key, in: node, of: "the chart", among: known))
    }
    for key in ["params", "selection"] where node[key] != nil { report.add(Message.interactionIgnored(node, key)) }
    view.data = node["data"]
    view.transforms = node["transform"].map { $0.sequence ?? [$0] } ?? []
    view.title = node["title"].flatMap { $0.isNull ? nil : $0 }
    view.width = node["width"]
    view.height = node["height"]
    view.resolve = node["resolve"]
    view.viewStyle = node["view"]
    view.projection = node["projection"]
    if let encoding = node["encoding"] { view.encoding = self.encoding(encoding) }
    view.content = content(node)
    return view
  }

  private func content(_ node: Node) -> ViewSpec.Content {
    if node["repeat"] != nil { return repeated(node) }
    if let mark = node["mark"] { return .unit(self.mark(mark)) }
    if let layers = node["layer"]?.sequence { return .layer(layers.map { view($0) }) }
    if let facet = node["facet"] {
      guard let spec = node["spec"] else {
        report.add(Message.missingSpec(node, "facet"))
        return .layer([])
      }
      var facets = ViewSpec.FacetSpec(
        columns: node["columns"]?.number.map { Int($0) }, spacing: node["spacing"], align: node["align"])
      if facet["row"] != nil || facet["column"] != nil {
        facets.row = facet["row"].map { channel(.row, $0) }
        facets.column = facet["column"].map { channel(.column, $0) }
      } else {
        facets.wrapped = channel(.facet, facet)
      }
      return .facet(facets, view(spec))
    }
    for (key, columns) in [("hconcat", nil), ("vconcat", 1), ("concat", node["columns"]?.number.map { Int($0) })] {
      guard let views = node[key]?.sequence else { continue }
      return .concat(concatSpec(node, columns: columns), views.map { view($0) })
    }
    report.add(Message.nothingToDraw(node))
    return .layer([])
  }

  private func concatSpec(_ node: Node, columns: Int?) -> ViewSpec.ConcatSpec {
    ViewSpec.ConcatSpec(
      columns: columns, spacing: node["spacing"], align: node["align"], bounds: node["bounds"], center: node["center"])
  }

  func mark(_ node: Node) -> MarkSpec {
    let properties: Node = node.mapping == nil ? [:] : node
    guard let nameNode = node.mapping == nil ? node : node["type"], let name = nameNode.string else {
      report.add(Message.markWithoutType(node))
      return MarkSpec(type: .point, properties: properties, node: node)
    }
    guard let type = MarkType(rawValue: name) else {
      report.add(Message.unknownMark(name, at: nameNode))
      return MarkSpec(type: .point, properties: properties, node: node)
    }
    return MarkSpec(type: type, properties: properties, node: node)
  }

  func encoding(_ node: Node) -> Encoding {
    var encoding = Encoding()
    guard let mapping = node.mapping else {
      report.add(Message.notAMapping(node, "encoding"))
      return encoding
    }
    for (name, entry) in mapping {
      guard let channel = Channel(rawValue: name) else {
        report.add(Message.unknownChannel(name, in: node))
        continue
      }
      if entry.node.isNull {
        encoding.channels[channel] = []
        continue
      }
      let definitions = (entry.node.sequence ?? [entry.node]).map { self.channel(channel, $0) }
      encoding.channels[channel] = definitions
    }
    return encoding
  }

  static let viewKeys = [
    "name", "description", "title", "data", "transform", "mark", "encoding", "width", "height", "view", "projection",
    "layer", "facet", "spec", "columns", "concat", "hconcat", "vconcat", "repeat", "resolve", "params", "selection",
    "spacing", "align", "bounds", "center", "labels",
  ]
  static let topKeys = [
    "config", "datasets", "background", "padding", "autosize", "usermeta", "source", "notes", "lint",
  ]
}
