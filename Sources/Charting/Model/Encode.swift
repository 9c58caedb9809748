import Diagnostics
import Notation
import OrderedCollections

/// Binds the channels of one mark to columns: bins, cuts to units of time, aggregates, imputes and stacks.
struct Encode {
  let scene: SceneContext

  func unit(_ view: ViewSpec, mark: MarkSpec, encoding: Encoding, table: DataTable) -> EncodedUnit {
    var table = table
    // 1. Types, and moments where they are needed.
    var types: [Channel: FieldType] = [:]
    for (channel, specs) in encoding.channels {
      if let spec = specs.first { types[channel] = spec.inferredType(primary: nil) }
    }
    for (channel, specs) in encoding.channels {
      for spec in specs {
        guard let field = spec.field else { continue }
        checkField(field, spec, table)
        let type = spec.inferredType(primary: types[channel.primary])
        if type == .temporal || spec.timeUnit != nil, spec.aggregate == nil || type == .temporal {
          scene.parseMoments(field, in: &table)
        }
      }
    }
    // 2. Bins and units of time.
    prepare(encoding, &table)
    let source = table
    // 3. Aggregates.
    aggregate(encoding, &table)
    // 4. Channels bound to columns.
    var channels: OrderedDictionary<Channel, EncodedChannel> = [:]
    var lists: [Channel: [EncodedChannel]] = [:]
    for (channel, specs) in encoding.channels {
      let bound = specs.map { bind($0, primary: types[channel.primary]) }
      lists[channel] = bound
      if let first = bound.first { channels[channel] = first }
    }
    var unit = EncodedUnit(
      .init(view: view, mark: mark, table: table, source: source, channels: channels, lists: lists, orient: .vertical))
    unit.orient = orient(unit)
    // 5. Imputed and stacked values.
    impute(encoding, &unit)
    stack(&unit)
    // 6. Without rows that cannot be placed.
    filterInvalid(&unit)
    return unit
  }

  private func checkField(_ field: String, _ spec: ChannelSpec, _ table: DataTable) {
    guard !table.isEmpty, !table.has(field), spec.channel != .tooltip else { return }
    scene.report.add(Message.unknownField(field, at: spec.node["field"] ?? spec.node, among: table.fields))
  }

  /// Adds the columns of inline bins and units of time, unless an enclosing view has done so.
  func prepare(_ encoding: Encoding, _ table: inout DataTable) {
    for specs in encoding.channels.values {
      for spec in specs { prepare(spec, &table) }
    }
  }

  func prepare(_ spec: ChannelSpec, _ table: inout DataTable) {
    guard let field = spec.field, let name = spec.columnName else { return }
    if let bin = spec.bin, !bin.isBinned, spec.aggregate == nil, table.index(of: name) == nil {
      scene.bin(field, bin, start: name, end: name + "__end", table: &table)
    }
    if let unit = spec.timeUnit {
      let start = unit.isBinned ? field : "\(unit.key)_\(field)"
      if unit.isBinned || table.index(of: start) == nil {
        if unit.isBinned { scene.parseMoments(field, in: &table) }
        scene.cut(field, to: unit, start: start, end: "\(unit.key)_\(field)__end", table: &table)
      }
    }
  }

  private func aggregate(_ encoding: Encoding, _ table: inout DataTable) {
    let specs = encoding.channels.values.flatMap { $0 }
    guard specs.contains(where: { $0.aggregate != nil }) else { return }
    var groupFields: OrderedSet<String> = []
    var fields: OrderedSet<AggregateField> = []
    for spec in specs {
      if let operation = spec.aggregate {
        if let name = spec.columnName {
          let field = spec.timeUnit.map { "\($0.key)_\(spec.field ?? "")" } ?? spec.field
          fields.append(AggregateField(operation: operation, field: field, name: name))
        }
        continue
      }
      for name in [spec.columnName].compactMap({ $0 }) + [endColumn(spec)].compactMap({ $0 }) where table.has(name) {
        groupFields.append(name)
      }
      for condition in spec.conditions {
        if case .field(let name) = condition.source, table.has(name) { groupFields.append(name) }
      }
    }
    table = table.aggregated(Array(fields), by: Array(groupFields))
  }

  private func endColumn(_ spec: ChannelSpec) -> String? {
    guard let field = spec.field, spec.aggregate == nil else { return nil }
    if let bin = spec.bin, !bin.isBinned { return "bin_\(bin.key)_\(field)__end" }
    if let unit = spec.timeUnit { return "\(unit.key)_\(field)__end" }
    return nil
  }

  private func bind(_ spec: ChannelSpec, primary: FieldType?) -> EncodedChannel {
    let type = spec.inferredType(primary: primary)
    var title = spec.defaultTitle(scene.config)
    if let field = spec.field, let label = scene.context.columnLabels[field] { title = label }
    if let written = spec.node["title"] {
      title = written.sequence?.compactMap(\.scalarText).joined(separator: " ") ?? written.scalarText ?? ""
    }
    var channel = EncodedChannel.Content(channel: spec.channel, spec: spec, type: type, binding: .none, title: title)
    channel.isUntitled = spec.node["title"] == nil && spec.field.map(scene.context.untitledColumns.contains) ?? false
    switch spec.source {
    case .datum(let node):
      if let moment = moment(node, zone: scene.zone) {
        channel.binding = .datum(.time(moment))
      } else if type == .temporal, let moment = scene.milliseconds(DataValue(node)) {
        channel.binding = .datum(.time(moment))
      } else {
        channel.binding = .datum(DataValue(node))
      }
    case .value(let node): channel.binding = .value(node)
    case .field, .none: if let name = spec.columnName { channel.binding = .column(name) }
    }
    channel.end = endColumn(spec)
    channel.isBinned = spec.bin.map { !$0.isBinned } ?? false
    return EncodedChannel(channel)
  }

  /// Leaves out rows without a number where a continuous scale needs one. Lines and areas keep them as gaps, and so
  /// do categories in charts that show what is missing.
  private func filterInvalid(_ unit: inout EncodedUnit) {
    guard !unit.isPath, unit.invalidMode(scene.config) == "filter" else { return }
    let keepsCategories = scene.habits.fitsFrame && [.x, .y].contains { unit[$0]?.type.isDiscrete == true }
    guard !keepsCategories else { return }
    let resolver = ScaleResolver(scene: scene)
    let columns = unit.channels.values.compactMap { bound -> DataColumn? in
      let isEnd = [.x2, .y2, .theta2, .radius2].contains(bound.channel) && unit.mark.type != .rule
      guard bound.channel.hasScale || isEnd, let column = bound.column,
        bound.spec.node["scale"]?.isNull != true
      else { return nil }
      if case .named(.count)? = bound.spec.aggregate { return nil }
      let primary = unit[bound.channel.primary] ?? bound
      return resolver.type(primary, unit).isDiscrete || !unit.table.has(column) ? nil : unit.table.column(column)
    }
    guard !columns.isEmpty else { return }
    let valid = unit.table.rows.indices.filter { row in columns.allSatisfy { $0[row].asNumber != nil } }
    if valid.count < unit.table.count { unit.table = unit.table.picking(valid) }
  }

  private func impute(_ encoding: Encoding, _ unit: inout EncodedUnit) {
    for (channel, key) in [(Channel.y, Channel.x), (.x, .y)] {
      guard let node = encoding[channel]?.node["impute"], let column = unit[channel]?.column,
        let keyColumn = unit[key]?.column
      else { continue }
      let transforming = Transforming(scene: scene)
      transforming.impute(
        column, key: keyColumn, keyValues: transforming.keyValues(node["keyvals"]), by: unit.groupingColumns,
        method: node["method"]?.string ?? "value", value: node["value"].map { DataValue($0) } ?? .null,
        frame: node["frame"]?.sequence, with: unit[key]?.end, table: &unit.table)
    }
  }
}

extension EncodedUnit {
  /// The columns that split lines and areas into series.
  var groupingColumns: [String] {
    var columns: OrderedSet<String> = []
    let channels: [Channel] = [
      .color, .fill, .stroke, .opacity, .fillOpacity, .strokeOpacity, .strokeWidth, .strokeDash, .size, .shape, .detail,
      .key, .xOffset, .yOffset,
    ]
    for channel in channels {
      if channel == .size, mark.type == .trail { continue }
      for bound in lists[channel] ?? [] {
        if let column = bound.column, bound.spec.aggregate == nil { columns.append(column) }
        for condition in bound.spec.conditions {
          if case .field(let name) = condition.source { columns.append(name) }
        }
      }
    }
    return Array(columns)
  }
}
