import Notation
import OrderedCollections

/// A large value that many hold and few change.
private final class Box<Content: Sendable>: Sendable {
  let content: Content

  init(_ content: Content) { self.content = content }

  func changed(_ change: (inout Content) -> Void) -> Box {
    var copy = content
    change(&copy)
    return Box(copy)
  }
}

/// One mark with its data prepared: every channel bound to a column of the table that is drawn. Copies share it all.
struct EncodedUnit: Sendable {
  struct Content: Sendable {
    var view: ViewSpec
    var mark: MarkSpec
    /// What is drawn: binned, cut, aggregated and stacked.
    var table: DataTable
    /// The rows before they were aggregated, by which categories are sorted.
    var source: DataTable
    var channels: OrderedDictionary<Channel, EncodedChannel>
    /// Channels that may hold several fields.
    var lists: [Channel: [EncodedChannel]]
    var orient: Orient
    var stack: Stack?
  }

  private var box: Box<Content>

  init(_ content: Content) { box = Box(content) }

  var view: ViewSpec { box.content.view }
  var mark: MarkSpec {
    get { box.content.mark }
    set { box = box.changed { $0.mark = newValue } }
  }
  var table: DataTable {
    get { box.content.table }
    set { box = box.changed { $0.table = newValue } }
  }
  var source: DataTable {
    get { box.content.source }
    set { box = box.changed { $0.source = newValue } }
  }
  var channels: OrderedDictionary<Channel, EncodedChannel> {
    get { box.content.channels }
    set { box = box.changed { $0.channels = newValue } }
  }
  var lists: [Channel: [EncodedChannel]] { box.content.lists }
  var orient: Orient {
    get { box.content.orient }
    set { box = box.changed { $0.orient = newValue } }
  }
  var stack: Stack? {
    get { box.content.stack }
    set { box = box.changed { $0.stack = newValue } }
  }

  enum Orient: String, Sendable { case vertical, horizontal }

  /// What was piled up.
  struct Stack: Sendable {
    var channel: Channel
    var offset: StackOffset
    var by: [String]
    var isExplicit: Bool
  }

  subscript(channel: Channel) -> EncodedChannel? { channels[channel] }

  /// Whether one item joins many rows.
  var isPath: Bool { [.line, .area, .trail].contains(mark.type) }

  /// What happens to values that are missing: `filter`, `show` or one of the ways to break a path.
  func invalidMode(_ config: Config) -> String {
    let standard = isPath ? "break-paths-show-path-domains" : "filter"
    guard let node = mark.properties["invalid"] ?? config.value(in: [mark.type.rawValue, "mark"], "invalid") else {
      return standard
    }
    let mode = node.isNull ? "show" : node.string ?? standard
    return !isPath && mode.hasPrefix("break-paths") ? "filter" : mode
  }

  /// The channel along which values are measured in bars, areas and lines.
  var valueChannel: Channel { orient == .vertical ? .y : .x }
  /// The channel of the categories or moments.
  var dimensionChannel: Channel { orient == .vertical ? .x : .y }
}

/// A channel definition resolved against the data. Copies share it all.
struct EncodedChannel: Sendable {
  struct Content: Sendable {
    var channel: Channel
    /// What the author wrote.
    var spec: ChannelSpec
    var type: FieldType
    var binding: Binding
    /// The column of the second edge of a bin or unit of time.
    var end: String?
    var isBinned = false
    /// The columns of the edges where values are piled up.
    var stackStart: String?
    var stackEnd: String?
    var title: String
    /// Whether axes and legends do without the title, unless it is written.
    var isUntitled = false
  }

  private var box: Box<Content>

  init(_ content: Content) { box = Box(content) }

  var type: FieldType { box.content.type }
  var spec: ChannelSpec { box.content.spec }
  var channel: Channel {
    get { box.content.channel }
    set { box = box.changed { $0.channel = newValue } }
  }
  var binding: Binding { box.content.binding }
  var end: String? { box.content.end }
  var isBinned: Bool { box.content.isBinned }
  var stackStart: String? {
    get { box.content.stackStart }
    set { box = box.changed { $0.stackStart = newValue } }
  }
  var stackEnd: String? {
    get { box.content.stackEnd }
    set { box = box.changed { $0.stackEnd = newValue } }
  }
  var title: String {
    get { box.content.title }
    set { box = box.changed { $0.title = newValue } }
  }
  var isUntitled: Bool { box.content.isUntitled }

  enum Binding: Sendable {
    case column(String)
    case datum(DataValue)
    case value(Node)
    case none
  }

  var column: String? {
    if case .column(let name) = binding { name } else { nil }
  }

  /// A continuous measure: quantitative and not binned, or a moment.
  var isContinuous: Bool {
    switch binding {
    case .column: !type.isDiscrete && type != .geojson && !isBinned
    case .datum: type == .quantitative || type == .temporal
    default: false
    }
  }

  var isUnbinnedQuantitative: Bool {
    switch binding {
    case .column, .datum: type == .quantitative && !isBinned
    default: false
    }
  }

  var hasField: Bool { column != nil }

  /// Whether it shows anything: not where only a scale or an axis is written for other layers.
  var isBound: Bool {
    if case .none = binding { false } else { true }
  }
}

extension ChannelSpec {
  /// The type Vega-Lite takes where none is written.
  func inferredType(primary: FieldType?) -> FieldType {
    if let type { return type }
    switch source {
    case .datum(let node):
      if node.number != nil { return .quantitative }
      return node.mapping != nil ? .temporal : .nominal
    default: break
    }
    if channel.primary != channel, let primary { return primary }
    switch channel {
    case .latitude, .longitude, .latitude2, .longitude2, .xError, .yError, .xError2, .yError2: return .quantitative
    case .row, .column, .facet, .shape, .strokeDash: return .nominal
    default: break
    }
    if node["sort"]?.sequence != nil { return .ordinal }
    if case .named? = aggregate { return .quantitative }
    if bin != nil { return .quantitative }
    if timeUnit != nil { return .temporal }
    switch node["scale"]?["type"]?.string {
    case "linear", "log", "pow", "sqrt", "symlog", "quantile", "quantize", "threshold", "bin-linear", "bin-ordinal":
      return .quantitative
    case "time", "utc": return .temporal
    default: break
    }
    return channel == .order ? .ordinal : .nominal
  }

  /// The column of the prepared data that holds the values.
  var columnName: String? {
    if let aggregate {
      switch aggregate {
      case .named(.count): return "__count"
      case .named(let operation): return field.map { "\(operation.rawValue)_\($0)" }
      case .argument(let operation, let by): return field.map { "\(operation.rawValue)_\(by)_\($0)" }
      case .exponential(let weight): return field.map { "exponential_\(numberAsWritten(weight))_\($0)" }
      }
    }
    guard let field else { return nil }
    if let bin, !bin.isBinned { return "bin_\(bin.key)_\(field)" }
    if let timeUnit, !timeUnit.isBinned { return "\(timeUnit.key)_\(field)" }
    return field
  }

  /// The title Vega-Lite gives a field where none is written.
  var defaultTitle: String { defaultTitle(Config(layers: [])) }

  /// The title of a field in the style of `fieldTitle`: verbal, functional or plain.
  func defaultTitle(_ config: Config) -> String {
    let style = config.value("fieldTitle")?.string ?? "verbal"
    if case .named(.count)? = aggregate { return config.value("countTitle")?.string ?? "Count of Records" }
    let name = field ?? ""
    if style == "plain" { return name }
    if let aggregate {
      switch aggregate {
      case .argument(let operation, let by):
        return "\(name) for \(operation == .argmin ? "min" : "max") \(by)"
      case .exponential: return "Exponential of \(name)"
      case .named(let operation):
        let word = operation.rawValue
        if style == "functional" { return "\(word.uppercased())(\(name))" }
        return word.prefix(1).uppercased() + word.dropFirst() + " of \(name)"
      }
    }
    if let bin, !bin.isBinned { return style == "functional" ? "BIN(\(name))" : "\(name) (binned)" }
    if let timeUnit, !timeUnit.isBinned, !timeUnit.parts.isEmpty {
      let parts = timeUnit.parts.map(\.rawValue)
      if style == "functional" { return "\(timeUnit.name.uppercased())(\(name))" }
      return "\(name) (\(parts.joined(separator: "-")))"
    }
    return name
  }
}

extension BinSpec {
  /// A name for the parameters, part of column names.
  var key: String {
    guard let mapping = parameters.mapping, !mapping.isEmpty else { return "maxbins_10" }
    return mapping.map { "\($0.key)_\(DataValue($0.value.node).plainText)" }.joined(separator: "_")
  }
}

extension TimeUnitSpec {
  /// A name for the unit with its step, part of column names.
  var key: String { step == 1 ? name : "\(name)_step_\(numberAsWritten(step))" }
}
