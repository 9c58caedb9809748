import Notation

/// The marks that briefings need and Vega-Lite has no word for. Each lowers to layers of ordinary marks.
enum FormType: String, Sendable, CaseIterable {
  case bullet, diverging, dumbbell, multiples, ranked, slope, sparkline, tilegrid, treemap, waterfall

  /// The channels without which there is nothing to draw.
  var needed: [String] {
    switch self {
    case .bullet, .ranked, .sparkline, .waterfall: ["x", "y"]
    case .diverging, .dumbbell, .slope: ["x", "y", "color"]
    case .multiples: ["x", "y", "facet"]
    case .tilegrid: ["key", "color"]
    case .treemap: ["size", "detail"]
    }
  }

  /// What may be written beside `type`.
  var properties: [String] {
    let own: [String] =
      switch self {
      case .bullet: ["bands", "bar", "target", "band"]
      case .diverging: ["neutral", "bar"]
      case .dumbbell: ["rule", "point"]
      case .multiples: ["of", "columns"]
      case .ranked: ["top", "others", "share", "bar"]
      case .slope: ["line", "point"]
      case .sparkline: ["line", "point", "area"]
      case .tilegrid: ["grid", "rect", "missing"]
      case .treemap: ["rect"]
      case .waterfall: ["total", "bar", "rule"]
      }
    return ["type", "format"] + own
  }

  /// The axis along which values are measured where neither is said to be quantitative.
  var measured: String {
    switch self {
    case .slope, .sparkline, .waterfall, .multiples: "y"
    default: "x"
    }
  }
}

extension EncodedUnit {
  /// The briefing form that the mark is a part of, and the name of the part.
  var form: (type: FormType, part: String)? {
    guard let style = mark.properties["style"]?.string, let dash = style.firstIndex(of: "-"),
      let type = FormType(rawValue: String(style[..<dash]))
    else { return nil }
    return (type, String(style[style.index(after: dash)...]))
  }

  /// Whether the mark has neither axes nor labels of its own.
  var isBare: Bool {
    [Channel.x, .y].allSatisfy { channel in self[channel].map { $0.spec.node["axis"]?.isNull == true } ?? true }
      && mark.type != .text
  }
}

extension BuiltPlot {
  var form: FormType? { layers.lazy.compactMap { $0.unit.form?.type }.first }
  var isBare: Bool { layers.allSatisfy(\.unit.isBare) }
}
