import Diagnostics
import Notation
import OrderedCollections

extension Build {
  /// The facets written among the channels of a view.
  func facetFromEncoding(_ view: ViewSpec, _ encoding: Encoding) -> ViewSpec.FacetSpec? {
    func bound(_ channel: Channel) -> ChannelSpec? { encoding[channel].flatMap { $0.field == nil ? nil : $0 } }
    let (row, column, wrapped) = (bound(.row), bound(.column), bound(.facet))
    guard row != nil || column != nil || wrapped != nil else { return nil }
    var spec = ViewSpec.FacetSpec(row: row, column: column, wrapped: row == nil && column == nil ? wrapped : nil)
    spec.columns = wrapped?.node["columns"]?.number.map { Int(min(max($0, 1), 1e6)) }
    spec.spacing = (wrapped ?? column ?? row)?.node["spacing"]
    return spec
  }

  /// The view inside a facet that was written among its channels.
  func childOfFacet(_ view: ViewSpec, _ encoding: Encoding) -> ViewSpec {
    var child = view
    child.encoding = encoding
    for channel in [Channel.row, .column, .facet] { child.encoding.channels[channel] = nil }
    child.data = nil
    child.transforms = []
    child.title = nil
    child.resolve = nil
    return child
  }

  func facet(
    _ facets: ViewSpec.FacetSpec, in view: ViewSpec, child: ViewSpec, table: DataTable, scopes: [Channel: String],
    path: String
  ) throws(DiagnosticError) -> BuiltView {
    var table = table
    let encode = Encode(scene: scene)
    // Bins and units of time are cut over all rows, so that every cell has the same.
    for spec in [facets.row, facets.column, facets.wrapped].compactMap({ $0 }) {
      if let field = spec.field {
        if spec.type == .temporal || spec.timeUnit != nil { scene.parseMoments(field, in: &table) }
        if !table.has(field), !table.isEmpty {
          scene.report.add(Message.unknownField(field, at: spec.node["field"] ?? spec.node, among: table.fields))
        }
      }
      encode.prepare(spec, &table)
    }
    if child.transforms.isEmpty, child.data == nil { prepareInside(child, child.encoding, &table) }
    func split(_ spec: ChannelSpec?) -> (column: String?, values: [DataValue], title: String) {
      guard let spec, let column = spec.columnName else { return (nil, [.null], "") }
      let type = spec.inferredType(primary: nil)
      var bound = EncodedChannel(
        .init(channel: spec.channel, spec: spec, type: type, binding: .column(column), title: ""))
      bound.title = title(of: spec)
      let unit = EncodedUnit(
        .init(
          view: child, mark: MarkSpec(type: .point, properties: [:], node: spec.node), table: table, source: table,
          channels: [spec.channel: bound], lists: [:], orient: .vertical))
      let resolver = ScaleResolver(scene: scene)
      if !scene.habits.fitsFrame, sort(of: spec, isLostIn: child) {
        return (
          column, resolver.sorted(OrderedSet(table.values(column)), of: column, by: Node(.null), unit), bound.title
        )
      }
      return (column, resolver.discreteDomain(ScaleUse(unit: unit, bound: bound, type: .ordinal)), bound.title)
    }
    let limit = 400
    let row = split(facets.row)
    let column = split(facets.column)
    let wrapped = split(facets.wrapped)
    var grid = BuiltGrid(
      view: view, cells: [], columns: 1, isFacet: true, spacing: facets.spacing ?? view.node["spacing"])
    grid.rowTitle = row.title
    grid.columnTitle = column.title
    grid.facetTitle = wrapped.title
    grid.rowHeader = facets.row?.node["header"]
    grid.columnHeader = (facets.column ?? facets.wrapped)?.node["header"]
    func label(_ value: DataValue, _ spec: ChannelSpec?) -> String {
      guard let spec else { return "" }
      return Labels(scene: scene).header(value, spec)
    }
    func cell(_ keys: [(String, DataValue)], _ i: Int) throws(DiagnosticError) -> BuiltView {
      let columns = keys.map { (table.column($0.0), $0.1) }
      let part = table.picking(table.rows.indices.filter { row in columns.allSatisfy { $0.0[row] == $0.1 } })
      var inner = scopes
      for channel in Channel.allCases where channel.hasScale {
        let resolution = view.resolve?["scale"]?[channel.rawValue]?.string
        if resolution.map({ $0 == "independent" }) ?? (channel == .theta) { inner[channel] = "@\(path).\(i)" }
      }
      return try self.view(child, table: part, encoding: Encoding(), scopes: inner, path: "\(path).\(i)")
    }
    if let name = wrapped.column {
      grid.isWrapped = true
      grid.columns = max(1, facets.columns ?? wrapped.values.count)
      for (i, value) in wrapped.values.prefix(limit).enumerated() {
        grid.cells.append(
          BuiltGrid.Cell(
            view: try cell([(name, value)], i), row: i / grid.columns, column: i % grid.columns,
            columnLabel: label(value, facets.wrapped)))
      }
    } else {
      grid.columns = max(1, column.values.count)
      for (r, rowValue) in row.values.enumerated() {
        for (c, columnValue) in column.values.enumerated() where grid.cells.count < limit {
          let keys = [row.column.map { ($0, rowValue) }, column.column.map { ($0, columnValue) }].compactMap { $0 }
          grid.cells.append(
            BuiltGrid.Cell(
              view: try cell(keys, r * column.values.count + c), row: r, column: c,
              rowLabel: label(rowValue, facets.row), columnLabel: label(columnValue, facets.column)))
        }
      }
    }
    return .grid(grid)
  }

  /// Vega-Lite sorts cells after their rows were summed up. Fields that are gone by then sort nothing: the cells stand in
  /// the order of the data. Only where a channel is sorted by values of its own the rows themselves are kept for longer.
  /// Reports get the order they ask for.
  private func sort(of spec: ChannelSpec, isLostIn child: ViewSpec) -> Bool {
    guard let sort = spec.node["sort"], case .unit = child.content else { return false }
    let inner = child.encoding.channels.values.joined()
    let sortsByValues = inner.contains { spec in
      guard let sort = spec.node["sort"] else { return false }
      return sort.string.map { !["ascending", "descending"].contains($0) } ?? (sort.mapping != nil)
    }
    guard !sortsByValues, inner.contains(where: { $0.aggregate != nil }) else { return false }
    if sort.sequence != nil { return true }
    guard let field = sort["field"]?.string else { return false }
    return !inner.contains { $0.aggregate == nil && $0.columnName == field } && spec.columnName != field
  }

  private func prepareInside(_ view: ViewSpec, _ encoding: Encoding, _ table: inout DataTable) {
    for specs in encoding.channels.values {
      for spec in specs where spec.type == .temporal || spec.timeUnit != nil {
        if let field = spec.field { scene.parseMoments(field, in: &table) }
      }
    }
    Encode(scene: scene).prepare(encoding, &table)
    if case .layer(let views) = view.content {
      for child in views where child.transforms.isEmpty && child.data == nil {
        prepareInside(child, child.encoding.merged(over: encoding), &table)
      }
    }
  }

  private func title(of spec: ChannelSpec) -> String {
    if spec.node["header"]?.isNull == true { return "" }
    for node in [spec.node["header"]?["title"], spec.node["title"]] {
      if let node { return node.scalarText ?? "" }
    }
    if let field = spec.field, scene.context.untitledColumns.contains(field) { return "" }
    if let field = spec.field, let label = scene.context.columnLabels[field] { return label }
    return spec.defaultTitle
  }
}
