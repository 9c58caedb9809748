import Formats

/// What a chart can show: text, numbers, truth values, moments.
public protocol Plottable {
  /// The value as a chart holds it.
  var plotted: DataValue { get }
  /// Vega-Lite's name for the level of measurement: `nominal`, `quantitative` or `temporal`.
  static var measurement: String { get }
}

extension String: Plottable {
  public var plotted: DataValue { .string(self) }
  public static var measurement: String { "nominal" }
}

extension Bool: Plottable {
  public var plotted: DataValue { .bool(self) }
  public static var measurement: String { "nominal" }
}

extension Double: Plottable {
  public var plotted: DataValue { isFinite ? .number(self) : .null }
  public static var measurement: String { "quantitative" }
}

extension Int: Plottable {
  public var plotted: DataValue { .number(Double(self)) }
  public static var measurement: String { "quantitative" }
}

extension Optional: Plottable where Wrapped: Plottable {
  /// Nothing is a missing value.
  public var plotted: DataValue { self?.plotted ?? .null }
  public static var measurement: String { Wrapped.measurement }
}

/// A moment on the axis of time.
public struct Moment: Plottable, Hashable, Sendable {
  /// Since 1970-01-01T00:00:00Z.
  public var milliseconds: Double

  /// A moment by its distance from the start of 1970.
  public init(milliseconds: Double) { self.milliseconds = milliseconds }

  /// The start of a day, in UTC; months and days count from 1.
  public init(year: Int, month: Int = 1, day: Int = 1) {
    milliseconds = CivilTime(year: year, month: month, day: day).utc(in: .utc)
  }

  public var plotted: DataValue { .time(milliseconds) }
  public static var measurement: String { "temporal" }
}

/// A value with the name of what it is: the title of the axis or legend it stands on.
public struct PlottableValue: Hashable, Sendable {
  /// The name, which is the field of the specification too.
  public var label: String
  /// The value.
  public var value: DataValue
  /// Vega-Lite's level of measurement.
  public var measurement: String

  /// A named value.
  public static func value<Value: Plottable>(_ label: String, _ value: Value) -> PlottableValue {
    PlottableValue(label: label, value: value.plotted, measurement: Value.measurement)
  }
}
