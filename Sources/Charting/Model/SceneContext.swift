import Diagnostics
import Formats
import Frames
import Notation
import OrderedCollections

/// What all phases of one chart share.
final class SceneContext {
  let context: ChartContext
  let report: DiagnosticSink
  let config: Config
  let datasets: Node?
  /// What the chart prints of its own accord.
  let words: ChartWords
  /// The bins of inline binned columns, for ticks.
  var bins: [String: Binning] = [:]
  /// The values parameters start with.
  var constants: [String: DataValue] = [:]
  /// What the parameters that select marks start with.
  var selections: [String: Selection] = [:]
  /// What was noticed while drawing at the size that is tried at the moment.
  var passNotes: [Diagnostic] = []

  private var numberFormats: [String: NumberFormat?] = [:]
  private var timeFormats: [String: TimeFormat?] = [:]

  init(_ context: ChartContext, top: ChartSpec.TopLevel, report: DiagnosticSink) {
    self.context = context
    self.report = report
    config = Config(layers: (top.config.map { [$0] } ?? []) + context.theme.configs)
    datasets = top.datasets
    var words = ChartWords(language: context.language)
    words.locale = words.locale.changed(by: config)
    self.words = words
  }

  /// The format of a specifier, read once; nil for one that makes no sense.
  func numberFormat(_ specifier: String) -> NumberFormat? {
    if let known = numberFormats[specifier] { return known }
    let format = try? NumberFormat(specifier, locale: locale)
    numberFormats[specifier] = .some(format)
    return format
  }

  /// The format of a specifier, read once; nil for one that makes no sense.
  func timeFormat(_ specifier: String) -> TimeFormat? {
    if let known = timeFormats[specifier] { return known }
    let format = try? TimeFormat(specifier, locale: locale)
    timeFormats[specifier] = .some(format)
    return format
  }

  var zone: TimeZoneRules { context.zone }
  /// How numbers and dates are written: as the language does, or as the configuration says.
  var locale: FormatLocale { words.locale }
  var habits: ChartTheme.Habits { context.theme.habits }

  /// The table behind a `data` block.
  func load(_ node: Node, asText: Set<String> = []) throws(DiagnosticError) -> LoadedTable {
    let loaded = try read(node, asText: asText)
    guard let types = node["format"]?["parse"]?.mapping else { return loaded }
    var table = loaded.table
    for (field, entry) in types where table.index(of: field) != nil {
      guard let type = entry.node.string else { continue }
      table.set(field, table.column(field).map { parsed($0, as: type) })
    }
    return LoadedTable(table)
  }

  /// A value read as the type a `parse` gives: `number`, `boolean`, `string`, `date`, `date:'%d/%m/%Y'`, `utc:…`.
  private func parsed(_ value: DataValue, as type: String) -> DataValue {
    guard value.isValid else { return value }
    switch type {
    case "number": return value.asNumber.map { .number($0) } ?? .null
    case "boolean": return .bool(value.plainText == "true" || value.asNumber.map { $0 != 0 } == true)
    case "string": return .string(value.plainText)
    case "date": return milliseconds(value).map { .time($0) } ?? .null
    default:
      let parts = type.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, ["date", "utc"].contains(parts[0]) else { return value }
      let specifier = parts[1].filter { $0 != "'" && $0 != "\"" }
      let zone = parts[0] == "utc" ? TimeZoneRules.utc : zone
      return (try? TimeFormat(specifier))?.parse(value.plainText, zone: zone).map { .time($0) } ?? .null
    }
  }

  private func read(_ node: Node, asText: Set<String>) throws(DiagnosticError) -> LoadedTable {
    guard node["graticule"].map({ $0.bool == false }) ?? true, node["sphere"] == nil, node["values"] == nil,
      let address = node["url"]?.string
    else { return LoadedTable(try inline(node, asText: asText)) }
    let format = node["format"].map { "\(DataValue($0))" } ?? ""
    let key = "\(address)|\(asText.sorted().joined(separator: "|"))|\(format)"
    if let table = context.memory.tables[key] { return table }
    let bytes: [UInt8]
    do { bytes = try context.loadData(address) } catch {
      throw DiagnosticError(Message.dataNotLoaded(address, at: node["url"] ?? node, reason: "\(error)"))
    }
    let table = LoadedTable(
      node["format"]?["type"]?.string == "topojson"
        ? try topology(parseNotation(SourceText(name: address, bytes: bytes)), node)
        : try DataTable(bytes: bytes, name: address, format: node["format"], asText: asText))
    context.memory.tables[key] = table
    return table
  }

  /// A table that stands in the specification, is made from it, or is given by name.
  private func inline(_ node: Node, asText: Set<String>) throws(DiagnosticError) -> DataTable {
    if let graticule = node["graticule"], graticule.bool != false { return .graticule(graticule) }
    if node["sphere"] != nil { return .sphere }
    if let values = node["values"] {
      if node["format"]?["type"]?.string == "topojson" { return try topology(values, node) }
      if let items = values.sequence { return DataTable(nodes: items) }
      if let text = values.string {
        return try DataTable(bytes: Array(text.utf8), name: "data", format: node["format"], asText: asText)
      }
      var inner = values
      for name in node["format"]?["property"]?.string.map(fieldNames) ?? [] { inner = inner[name] ?? Node(.null) }
      return DataTable(nodes: inner.sequence ?? [inner])
    }
    if let name = node["name"]?.string {
      if let table = context.namedData[name] { return table }
      if let items = datasets?[name]?.sequence { return DataTable(nodes: items) }
      throw DiagnosticError(
        Message.unknownDataName(
          name, at: node["name"] ?? node,
          among: context.namedData.keys.sorted() + (datasets?.mapping.map { Array($0.keys) } ?? [])))
    }
    if let sequence = node["sequence"] {
      let start = sequence["start"]?.number ?? 0
      let step = sequence["step"]?.number ?? 1
      guard let stop = sequence["stop"]?.number, step != 0, (stop - start) / step < 1e6 else {
        throw DiagnosticError(Message.badData(sequence, "a sequence needs `stop`, and a step that leads there"))
      }
      let name = sequence["as"]?.string ?? "data"
      return DataTable(fields: [name], rows: stride(from: start, to: stop, by: step).map { [.number($0)] })
    }
    throw DiagnosticError(Message.badData(node, "it says nothing about where the values are"))
  }

  /// The features, or the borders, of an object of a topology.
  private func topology(_ root: Node, _ node: Node) throws(DiagnosticError) -> DataTable {
    let topology = TopoJSON(root)
    let format = node["format"]
    let isMesh = format?["mesh"] != nil
    guard let nameNode = format?["feature"] ?? format?["mesh"], let name = nameNode.string else {
      throw DiagnosticError(Message.badData(node, "a topology needs `feature` or `mesh`, the name of an object in it"))
    }
    let filter = format?["filter"]?.string
    guard let table = isMesh ? topology.mesh(name, filter: filter) : topology.features(name) else {
      throw DiagnosticError(Message.unknownDataName(name, at: nameNode, among: topology.names))
    }
    return table
  }

  /// Milliseconds since 1970 of a value used as a moment.
  func milliseconds(_ value: DataValue) -> Double? {
    switch value {
    case .time(let t): t
    case .number(let n): n.isFinite ? n : nil
    case .string(let s): parseTime(s, zone: zone)
    default: nil
    }
  }

  /// Turns the values of a field into moments where they read as such.
  func parseMoments(_ field: String, in table: inout DataTable) {
    let path = table.path(field)
    guard let column = path.column, path.rest.isEmpty else { return }
    if case .times = table.columns[column] { return }
    table.set(
      field,
      table.columns[column].map { value in
        if value.isTime { value } else { milliseconds(value).map { .time($0) } ?? .null }
      })
  }

  /// Adds the start and the end of the unit of time that holds each moment.
  func cut(_ field: String, to unit: TimeUnitSpec, start: String, end: String, table: inout DataTable) {
    var unit = unit
    let moments = table.values(field).map(milliseconds)
    if unit.parts.isEmpty { unit = unit.chosen(for: moments.compactMap { $0 }) }
    let cuts = moments.map { $0.flatMap { unit.cut($0, zone: zone) } }
    table.set(start, DataColumn(cuts.map { $0.map { .time($0.start) } ?? .null }))
    table.set(end, DataColumn(cuts.map { $0.map { .time($0.end) } ?? .null }))
  }
}

extension TimeUnitSpec {
  /// The unit that cuts moments into at most `maxBins` steps, where the author named none.
  func chosen(for moments: [Double]) -> TimeUnitSpec {
    var result = self
    let span = (moments.max() ?? 0) - (moments.min() ?? 0)
    let goal = span / Double(maxBins ?? 40)
    let day = 86_400_000.0
    let choices: [(Double, [Part], Double)] = [
      (1_000, [.year, .month, .date, .hours, .minutes, .seconds], 1),
      (60_000, [.year, .month, .date, .hours, .minutes], 1),
      (3_600_000, [.year, .month, .date, .hours], 1), (day, [.year, .month, .date], 1), (30 * day, [.year, .month], 1),
      (91 * day, [.year, .month], 3), (365 * day, [.year], 1), (1_826 * day, [.year], 5),
    ]
    let choice = choices.first { $0.0 >= goal } ?? (0, [.year], max(1, (goal / (365 * day)).rounded(.up)))
    result.parts = choice.1
    result.step = choice.2
    return result
  }
}
