import Diagnostics
import Notation
import OrderedCollections

/// A view with its data prepared, before scales are settled.
indirect enum BuiltView {
  case plot(BuiltPlot)
  case grid(BuiltGrid)
}

/// One plot: marks over each other on the same area.
struct BuiltPlot {
  var view: ViewSpec
  var layers: [Layer]

  struct Layer {
    var unit: EncodedUnit
    /// For each channel the name of the scale it shares.
    var scales: [Channel: String]
    /// Points or a line over the mark the author wrote.
    var isOverlay = false
  }
}

/// Plots beside each other.
struct BuiltGrid {
  var view: ViewSpec
  var cells: [Cell]
  var columns: Int
  var isFacet: Bool
  var isWrapped = false
  var spacing: Node?
  /// Whether cells stand in the middle of their columns and rows.
  var center: Node?
  var rowTitle = ""
  var columnTitle = ""
  var facetTitle = ""
  var rowHeader: Node?
  var columnHeader: Node?

  struct Cell {
    var view: BuiltView
    var row: Int
    var column: Int
    var rowLabel = ""
    var columnLabel = ""
  }
}

/// Walks the specification, loads and prepares data and names the scales that marks share.
struct Build {
  let scene: SceneContext

  func view(
    _ view: ViewSpec, table outer: DataTable, encoding outerEncoding: Encoding, scopes: [Channel: String], path: String
  ) throws(DiagnosticError) -> BuiltView {
    var table = outer
    let encoding = view.encoding.merged(over: outerEncoding)
    let moments = momentFields(view, encoding)
    var transforms = view.transforms[...]
    if let data = view.data, !data.isNull {
      let loaded = try scene.load(data, asText: Set(moments))
      if let filter = transforms.first?["filter"], let rows = loaded.rows(keptBy: filter, except: moments) {
        table = loaded.table.picking(rows)
        transforms.removeFirst()
      } else {
        table = loaded.table
      }
    }
    for field in moments where table.index(of: field) != nil { scene.parseMoments(field, in: &table) }
    let transforming = Transforming(scene: scene)
    for node in transforms { try transforming.apply(node, to: &table) }
    switch view.content {
    case .unit(let mark):
      if let faceted = facetFromEncoding(view, encoding) {
        return try facet(
          faceted, in: view, child: childOfFacet(view, encoding), table: table, scopes: scopes, path: path)
      }
      var mark = mark
      if mark.type == .geoshape, view.data?["graticule"] != nil, mark.properties["filled"] == nil {
        mark.properties = mark.properties.setting("filled", to: false)
      }
      if let layers = Composite(scene: scene).layers(of: view, mark: mark, encoding: encoding) {
        return try layered(view, layers, table: table, encoding: Encoding(), scopes: scopes, path: path)
      }
      let unit = Encode(scene: scene).unit(view, mark: mark, encoding: encoding, table: table)
      let scaled = unit.channels.filter {
        $0.key.hasScale && !($0.key == .shape && mark.type == .geoshape) && $0.value.spec.node["scale"]?.isNull != true
      }.map(\.key)
      let names = scaled.map { ($0, "\($0.rawValue)\(scopes[$0] ?? "")") }
      let scales = Dictionary(names) { a, _ in a }
      let layers = Composite(scene: scene).overlays(of: unit).enumerated().map {
        BuiltPlot.Layer(unit: $0.element, scales: scales, isOverlay: $0.offset > 0)
      }
      return .plot(BuiltPlot(view: view, layers: layers))
    case .layer(let views):
      if let faceted = facetFromEncoding(view, encoding) {
        return try facet(
          faceted, in: view, child: childOfFacet(view, encoding), table: table, scopes: scopes, path: path)
      }
      return try layered(view, views, table: table, encoding: encoding, scopes: scopes, path: path)
    case .facet(let facets, let child):
      return try facet(facets, in: view, child: child, table: table, scopes: scopes, path: path)
    case .concat(let concat, let views):
      var cells: [BuiltGrid.Cell] = []
      let columns = max(1, concat.columns ?? max(1, views.count))
      for (i, child) in views.enumerated() {
        let inner = childScopes(view, scopes, "\(path).\(i)") {
          $0.isPosition || $0.isOffset || $0 == .theta || $0 == .radius
        }
        let built = try self.view(child, table: table, encoding: encoding, scopes: inner, path: "\(path).\(i)")
        cells.append(BuiltGrid.Cell(view: built, row: i / columns, column: i % columns))
      }
      return .grid(
        BuiltGrid(
          view: view, cells: cells, columns: columns, isFacet: false, spacing: concat.spacing, center: concat.center))
    }
  }

  private func layered(
    _ view: ViewSpec, _ views: [ViewSpec], table: DataTable, encoding: Encoding, scopes: [Channel: String],
    path: String
  ) throws(DiagnosticError) -> BuiltView {
    var plot = BuiltPlot(view: view, layers: [])
    for (i, child) in views.enumerated() {
      let inner = childScopes(view, scopes, "\(path).\(i)") { _ in false }
      var child = child
      child.width = child.width ?? view.width
      child.height = child.height ?? view.height
      let built = try self.view(child, table: table, encoding: encoding, scopes: inner, path: "\(path).\(i)")
      guard case .plot(let part) = built else {
        scene.report.add(Message.unsupported("a view that is not a mark inside `layer`", at: child.node))
        continue
      }
      plot.layers += part.layers
      if plot.view.width == nil { plot.view.width = child.width }
      if plot.view.height == nil { plot.view.height = child.height }
      if plot.view.title == nil { plot.view.title = child.title }
      if plot.view.viewStyle == nil { plot.view.viewStyle = part.view.viewStyle }
    }
    separate(&plot, path)
    return .plot(plot)
  }

  /// Layers whose scales cannot be one, such as a ramp and a list of colours, each keep their own.
  private func separate(_ plot: inout BuiltPlot, _ path: String) {
    let resolver = ScaleResolver(scene: scene)
    for channel in Channel.allCases where channel.hasScale && !channel.isPosition {
      var kinds: [String: Int] = [:]
      for i in plot.layers.indices {
        guard let name = plot.layers[i].scales[channel], let bound = plot.layers[i].unit[channel],
          bound.hasField || bound.isDatum
        else { continue }
        let kind = resolver.type(bound, plot.layers[i].unit).family
        if let first = kinds[name] {
          if first != kind { plot.layers[i].scales[channel] = "\(name)@\(path).\(kind)" }
        } else {
          kinds[name] = kind
        }
      }
    }
  }

  /// Scopes for a child: channels resolved as independent get their own.
  private func childScopes(
    _ view: ViewSpec, _ scopes: [Channel: String], _ path: String, independent: (Channel) -> Bool
  ) -> [Channel: String] {
    var result = scopes
    for channel in Channel.allCases where channel.hasScale {
      let written =
        view.resolve?["scale"]?[channel.rawValue]?.string
        ?? (channel.isOffset ? view.resolve?["scale"]?[channel == .xOffset ? "x" : "y"]?.string : nil)
      if written.map({ $0 == "independent" }) ?? independent(channel) { result[channel] = "@" + path }
    }
    return result
  }

  /// Fields of a view and those inside it that are used as moments.
  private func momentFields(_ view: ViewSpec, _ encoding: Encoding) -> [String] {
    var fields: OrderedSet<String> = []
    for spec in encoding.channels.values.joined() {
      guard let field = spec.field else { continue }
      if spec.type == .temporal || spec.timeUnit != nil { fields.append(field) }
    }
    for node in view.transforms {
      if node["timeUnit"] != nil, let field = node["field"]?.string { fields.append(field) }
      if let filter = node["filter"], filter["timeUnit"] != nil, let field = filter["field"]?.string {
        fields.append(field)
      }
    }
    switch view.content {
    case .unit: break
    case .layer(let views), .concat(_, let views):
      for child in views where child.data == nil {
        fields.append(contentsOf: momentFields(child, child.encoding.merged(over: encoding)))
      }
    case .facet(let facets, let child):
      for spec in [facets.row, facets.column, facets.wrapped] {
        if let spec, let field = spec.field, spec.type == .temporal || spec.timeUnit != nil { fields.append(field) }
      }
      if child.data == nil { fields.append(contentsOf: momentFields(child, child.encoding)) }
    }
    return Array(fields)
  }
}
