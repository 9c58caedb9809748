import Notation
import OrderedCollections

/// What a field of the data can be bound to.
enum Channel: String, Sendable, CaseIterable, Hashable {
  case x, y, x2, y2, xOffset, yOffset
  case color, fill, stroke, opacity, fillOpacity, strokeOpacity, strokeWidth, strokeDash, size, shape, angle
  case theta, theta2, radius, radius2
  case text, order, detail, tooltip, href, url, description, key
  case row, column, facet
  case latitude, longitude, latitude2, longitude2
  case xError, xError2, yError, yError2
  case time
  /// Beyond Vega-Lite: whether a figure is actual, a target, planned, provisional.
  case status

  var isPosition: Bool { self == .x || self == .y }
  var isOffset: Bool { self == .xOffset || self == .yOffset }
  var isColor: Bool { self == .color || self == .fill || self == .stroke }
  var isFacet: Bool { self == .row || self == .column || self == .facet }

  /// Whether values go through a scale.
  var hasScale: Bool {
    switch self {
    case .x, .y, .xOffset, .yOffset, .color, .fill, .stroke, .opacity, .fillOpacity, .strokeOpacity, .strokeWidth,
      .strokeDash, .size, .shape, .angle, .theta, .radius:
      true
    default: false
    }
  }

  /// The channel whose scale a second end shares.
  var primary: Channel {
    switch self {
    case .x2: .x
    case .y2: .y
    case .theta2: .theta
    case .radius2: .radius
    default: self
    }
  }

  /// The channel of the other end.
  var secondary: Channel? {
    switch self {
    case .x: .x2
    case .y: .y2
    case .theta: .theta2
    case .radius: .radius2
    default: nil
    }
  }

  /// The offset inside a band of this channel.
  var offset: Channel? {
    switch self {
    case .x: .xOffset
    case .y: .yOffset
    default: nil
    }
  }
}

/// The levels of measurement.
enum FieldType: String, Sendable, CaseIterable {
  case quantitative, temporal, ordinal, nominal, geojson

  var isDiscrete: Bool { self == .ordinal || self == .nominal }
}

/// One channel definition, as written.
struct ChannelSpec: Sendable {
  var channel: Channel
  var node: Node
  var source: Source
  var aggregate: AggregateSpec?
  var bin: BinSpec?
  var timeUnit: TimeUnitSpec?
  /// nil where the author gave none.
  var type: FieldType?
  var conditions: [ConditionSpec] = []
  /// Where the field stands in a condition: the condition, outside of which `otherwise` holds.
  var guarded: Guard?

  /// What the channel shows.
  enum Source: Sendable {
    case field(String)
    case datum(Node)
    case value(Node)
    /// Nothing but an aggregate that needs no field, or only a scale, axis or title for other layers.
    case none
  }

  /// A value or field used where a test holds.
  struct ConditionSpec: Sendable {
    var test: Node?
    var definition: Node
    /// The condition as a definition of its own.
    var source: Source
    var type: FieldType?
  }

  /// A condition on a field, and the value of the rows it does not hold for.
  struct Guard: Sendable {
    var definition: Node
    var otherwise: Node?
  }

  var field: String? {
    if case .field(let name) = source { name } else { nil }
  }

  /// Whether it has values of its own.
  var bindsData: Bool {
    if case .none = source { return aggregate != nil || !conditions.isEmpty }
    return true
  }

  /// Whether properties of the enclosing view's definition hold here too: not for fixed values.
  var canInherit: Bool {
    if case .value = source { return false }
    return conditions.isEmpty && guarded == nil
  }

  /// The definition of an outer view with this one's properties on top.
  func completed(from outer: ChannelSpec) -> ChannelSpec {
    var base = outer.node
    // A datum takes the place of a field, and the other way round.
    switch source {
    case .field: base = base.without(["datum", "value", "condition"])
    case .datum: base = base.without(["field", "aggregate", "bin", "timeUnit", "value", "condition"])
    default: break
    }
    let merged = node.mapping?.reduce(base) { $0.setting($1.key, to: $1.value.node) } ?? base
    var result = SpecDecoder(report: DiagnosticSink()).channel(channel, merged)
    if result.type == nil { result.type = type ?? outer.type }
    return result
  }
}

/// An aggregate operation.
enum AggregateSpec: Sendable, Hashable {
  case named(AggregateOperation)
  /// The value of the field in the row where another field is smallest or largest.
  case argument(AggregateOperation, of: String)
  /// A mean in which every value counts `weight` times as much as the next one.
  case exponential(weight: Double)
}

/// The aggregate operations of Vega.
enum AggregateOperation: String, Sendable, CaseIterable {
  case count, valid, missing, distinct, sum, product, mean, average, variance, variancep, stdev, stdevp, stderr
  case median, q1, q3, ci0, ci1, min, max, argmin, argmax, values, exponential, exponentialb
}

/// How a field is binned.
struct BinSpec: Sendable {
  /// The parameters, a mapping; empty for the defaults.
  var parameters: Node
  /// The data is binned already: the field and the second end hold the edges.
  var isBinned: Bool
}

/// A unit of time to which moments are cut.
struct TimeUnitSpec: Sendable, Hashable {
  var parts: [Part]
  var isUTC: Bool
  /// The data is cut already.
  var isBinned: Bool
  var step: Double
  var maxBins: Int?

  /// One part of a date.
  enum Part: String, Sendable, CaseIterable, Comparable {
    case year, quarter, month, week, day, dayofyear, date, hours, minutes, seconds, milliseconds

    static func < (a: Part, b: Part) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }

  /// The name as Vega-Lite writes it, such as `yearmonth`.
  var name: String { (isUTC ? "utc" : "") + parts.map(\.rawValue).joined() }
}

extension Node {
  /// A mapping without some of its keys.
  func without(_ keys: [String]) -> Node {
    guard case .mapping(let mapping) = value else { return self }
    var copy = self
    copy.value = .mapping(mapping.filter { !keys.contains($0.key) })
    return copy
  }
}
