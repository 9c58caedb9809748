import Notation
import OrderedCollections

/// What a chart is made of: marks, in the words of Apple's Swift Charts.
public protocol ChartContent: Sendable {
  /// The mark with its values.
  var mark: ChartMark { get }
}

/// A mark of a chart: one bar, one point of a line, one rule.
public struct ChartMark: ChartContent {
  /// The mark definition; marks with the same one are a layer.
  var properties: Node
  /// Values by channel.
  var values: OrderedDictionary<String, PlottableValue> = [:]
  /// Further properties of the channels, such as `stack`.
  var channels: OrderedDictionary<String, Node> = [:]
  /// A text drawn at the mark.
  var label: PlottableValue?

  init(_ type: String, _ values: [(String, PlottableValue?)]) {
    properties = ["type": Node(.string(type))]
    for (channel, value) in values { if let value { self.values[channel] = value } }
  }

  public var mark: ChartMark { self }

  func stacked(_ method: MarkStackingMethod?) -> ChartMark {
    guard let method else { return self }
    let channel = values["y"].map { $0.measurement == "quantitative" } ?? false ? "y" : "x"
    return with { $0.channels[channel] = ["stack": method.node] }
  }
}

extension ChartContent {
  fileprivate func with(_ change: (inout ChartMark) -> Void) -> ChartMark {
    var copy = mark
    change(&copy)
    return copy
  }

  private func property(_ key: String, _ node: Node) -> ChartMark {
    with { $0.properties = $0.properties.setting(key, to: node) }
  }

  /// Colours the mark by a value.
  public func foregroundStyle(by value: PlottableValue) -> ChartMark { with { $0.values["color"] = value } }

  /// Colours the mark with a CSS colour.
  public func foregroundStyle(_ color: String) -> ChartMark { property("color", Node(.string(color))) }

  /// Shapes points by a value.
  public func symbol(by value: PlottableValue) -> ChartMark { with { $0.values["shape"] = value } }

  /// Gives points a shape of Vega, such as `diamond`.
  public func symbol(_ shape: String) -> ChartMark { property("shape", Node(.string(shape))) }

  /// Sizes the mark by a value.
  public func symbolSize(by value: PlottableValue) -> ChartMark { with { $0.values["size"] = value } }

  /// The area of points, in square points.
  public func symbolSize(_ area: Double) -> ChartMark { property("size", Node(.number(area))) }

  /// Dashes lines by a value.
  public func lineStyle(by value: PlottableValue) -> ChartMark { with { $0.values["strokeDash"] = value } }

  /// The width of lines, in points.
  public func lineWidth(_ width: Double) -> ChartMark { property("strokeWidth", Node(.number(width))) }

  /// 0…1.
  public func opacity(_ opacity: Double) -> ChartMark { property("opacity", Node(.number(opacity))) }

  /// How the points of lines and areas are joined: an interpolation of Vega-Lite, such as `monotone` or `step`.
  public func interpolationMethod(_ method: String) -> ChartMark { property("interpolate", Node(.string(method))) }

  /// The rounding of bars, in points.
  public func cornerRadius(_ radius: Double) -> ChartMark { property("cornerRadius", Node(.number(radius))) }

  /// Bars of one category beside each other instead of on each other.
  public func position(by value: PlottableValue) -> ChartMark {
    with { mark in
      let isHorizontal = mark.values["y"].map { $0.measurement != "quantitative" } ?? false
      mark.values[isHorizontal ? "yOffset" : "xOffset"] = value
    }
  }

  /// A text at the mark.
  public func annotation(_ text: PlottableValue) -> ChartMark { with { $0.label = text } }
}

/// How bars and areas of one place are piled up.
public enum MarkStackingMethod: String, Sendable {
  case standard, normalized, center, unstacked

  var node: Node {
    switch self {
    case .standard: "zero"
    case .normalized: "normalize"
    case .center: "center"
    case .unstacked: false
    }
  }
}

/// A bar. With a number on one axis it grows from zero, with a start and an end it spans them.
public struct BarMark: ChartContent {
  public let mark: ChartMark

  /// A bar from zero.
  public init(x: PlottableValue, y: PlottableValue, stacking: MarkStackingMethod? = nil) {
    mark = ChartMark("bar", [("x", x), ("y", y)]).stacked(stacking)
  }

  /// A bar from a start to an end along x.
  public init(xStart: PlottableValue, xEnd: PlottableValue, y: PlottableValue) {
    mark = ChartMark("bar", [("x", xStart), ("x2", xEnd), ("y", y)])
  }

  /// A bar from a start to an end along y.
  public init(x: PlottableValue, yStart: PlottableValue, yEnd: PlottableValue) {
    mark = ChartMark("bar", [("x", x), ("y", yStart), ("y2", yEnd)])
  }
}

/// A point of a line.
public struct LineMark: ChartContent {
  public let mark: ChartMark

  /// Lines are told apart by `series`, or by the value that colours or dashes them.
  public init(x: PlottableValue, y: PlottableValue, series: PlottableValue? = nil) {
    mark = ChartMark("line", [("x", x), ("y", y), ("detail", series)])
  }
}

/// A point of an area.
public struct AreaMark: ChartContent {
  public let mark: ChartMark

  /// A point of an area that grows from zero.
  public init(
    x: PlottableValue, y: PlottableValue, series: PlottableValue? = nil, stacking: MarkStackingMethod? = nil
  ) {
    mark = ChartMark("area", [("x", x), ("y", y), ("detail", series)]).stacked(stacking)
  }

  /// A point of a band.
  public init(x: PlottableValue, yStart: PlottableValue, yEnd: PlottableValue) {
    mark = ChartMark("area", [("x", x), ("y", yStart), ("y2", yEnd)])
  }
}

/// A symbol.
public struct PointMark: ChartContent {
  public let mark: ChartMark

  /// A symbol at a place.
  public init(x: PlottableValue, y: PlottableValue) { mark = ChartMark("point", [("x", x), ("y", y)]) }
}

/// A rule across the plot at a value of x or of y, or between two values.
public struct RuleMark: ChartContent {
  public let mark: ChartMark

  /// A vertical rule, or the part of it between two values of y.
  public init(x: PlottableValue, yStart: PlottableValue? = nil, yEnd: PlottableValue? = nil) {
    mark = ChartMark("rule", [("x", x), ("y", yStart), ("y2", yEnd)])
  }

  /// A horizontal rule, or the part of it between two values of x.
  public init(xStart: PlottableValue? = nil, xEnd: PlottableValue? = nil, y: PlottableValue) {
    mark = ChartMark("rule", [("x", xStart), ("x2", xEnd), ("y", y)])
  }
}

/// A cell of a grid.
public struct RectangleMark: ChartContent {
  public let mark: ChartMark

  /// A cell at a place.
  public init(x: PlottableValue, y: PlottableValue) { mark = ChartMark("rect", [("x", x), ("y", y)]) }
}

/// A slice of a pie, or of a ring.
public struct SectorMark: ChartContent {
  public let mark: ChartMark

  /// A slice as wide as its value, of a ring where there is an inner radius, in points.
  public init(angle: PlottableValue, innerRadius: Double? = nil) {
    var mark = ChartMark("arc", [("theta", angle)])
    if let innerRadius { mark.properties = mark.properties.setting("innerRadius", to: Node(.number(innerRadius))) }
    self.mark = mark
  }
}
