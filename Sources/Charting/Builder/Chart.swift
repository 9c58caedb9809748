public import Diagnostics
public import Notation
import OrderedCollections

/// Collects the marks of a chart.
@resultBuilder
public enum ChartBuilder {
  public static func buildExpression(_ content: some ChartContent) -> [ChartMark] { [content.mark] }
  public static func buildExpression(_ marks: [ChartMark]) -> [ChartMark] { marks }
  public static func buildBlock(_ parts: [ChartMark]...) -> [ChartMark] { Array(parts.joined()) }
  public static func buildArray(_ parts: [[ChartMark]]) -> [ChartMark] { Array(parts.joined()) }
  public static func buildOptional(_ part: [ChartMark]?) -> [ChartMark] { part ?? [] }
  public static func buildEither(first part: [ChartMark]) -> [ChartMark] { part }
  public static func buildEither(second part: [ChartMark]) -> [ChartMark] { part }
}

/// A chart written in Swift, in the words of Apple's Swift Charts; it stands for a Vega-Lite specification.
///
///     let chart = Chart {
///       for row in rows {
///         BarMark(x: .value("Output", row.output), y: .value("Region", row.region))
///           .foregroundStyle(by: .value("Sector", row.sector))
///       }
///     }
///     .chartTitle("Two regions make half of it", subtitle: "Output, billion yuan")
///     let drawing = try chart.spec().render(context)
///
/// Categories keep the order in which they appear.
public struct Chart: Sendable {
  private let marks: [ChartMark]
  private var top: OrderedDictionary<String, Node> = [:]
  private var channels: OrderedDictionary<String, Node> = [:]

  /// A chart of marks.
  public init(@ChartBuilder _ marks: () -> [ChartMark]) { self.marks = marks() }

  /// A chart with marks for each element of a collection.
  public init<Data: Collection>(_ data: Data, @ChartBuilder _ marks: (Data.Element) -> [ChartMark]) {
    self.marks = data.flatMap(marks)
  }

  // MARK: Around the plot

  /// The finding, and the measure with its unit, place and period.
  public func chartTitle(_ title: String, subtitle: String? = nil) -> Chart {
    var node: Node = ["text": Node(.string(title))]
    if let subtitle { node = node.setting("subtitle", to: Node(.string(subtitle))) }
    return setting("title", node)
  }

  /// Where the values come from.
  public func chartSource(_ source: String) -> Chart { setting("source", Node(.string(source))) }

  /// What a reader has to know.
  public func chartNotes(_ notes: [String]) -> Chart {
    setting("notes", Node(.sequence(notes.map { Node(.string($0)) })))
  }

  /// The size of the plot, in points.
  public func frame(width: Double? = nil, height: Double? = nil) -> Chart {
    var copy = self
    if let width { copy.top["width"] = Node(.number(width)) }
    if let height { copy.top["height"] = Node(.number(height)) }
    return copy
  }

  private func setting(_ key: String, _ node: Node) -> Chart {
    var copy = self
    copy.top[key] = node
    return copy
  }

  // MARK: Axes, scales and legends

  /// The title of the horizontal axis.
  public func chartXAxisLabel(_ title: String) -> Chart { channel("x", "title", Node(.string(title))) }

  /// The title of the vertical axis.
  public func chartYAxisLabel(_ title: String) -> Chart { channel("y", "title", Node(.string(title))) }

  /// Properties of Vega-Lite's `axis` of a channel, null for no axis.
  public func chartAxis(_ channel: String, _ axis: Node) -> Chart { self.channel(channel, "axis", axis) }

  /// Properties of Vega-Lite's `scale` of a channel.
  public func chartScale(_ channel: String, _ scale: Node) -> Chart { self.channel(channel, "scale", scale) }

  /// The colours of values, as CSS colours in the order of the domain.
  public func chartForegroundStyleScale(domain: [String], range: [String]) -> Chart {
    func list(_ texts: [String]) -> Node { Node(.sequence(texts.map { Node(.string($0)) })) }
    return channel("color", "scale", ["domain": list(domain), "range": list(range)])
  }

  /// Properties of Vega-Lite's `legend` of the colours, null for none.
  public func chartLegend(_ legend: Node) -> Chart { channel("color", "legend", legend) }

  private func channel(_ name: String, _ key: String, _ node: Node) -> Chart {
    var copy = self
    copy.channels[name] = (copy.channels[name] ?? [:]).setting(key, to: node)
    return copy
  }

  // MARK: Lowering

  /// The specification the chart stands for.
  /// - Throws: what makes no sense, as for a specification that is read.
  public func spec() throws(DiagnosticError) -> ChartSpec { try ChartSpec(node) }

  /// The Vega-Lite specification.
  public var node: Node {
    var layers: [Layer] = []
    for mark in marks {
      if let i = layers.firstIndex(where: { $0.takes(mark) }) {
        layers[i].marks.append(mark)
      } else {
        layers.append(Layer(marks: [mark]))
      }
    }
    let views = layers.flatMap { $0.views(channels) }
    var result = top
    if views.count == 1 {
      for (key, entry) in views[0].mapping ?? [:] { result[key] = entry.node }
    } else {
      result["layer"] = Node(.sequence(views))
    }
    return Node(.mapping(result.mapValues { Node.Entry(keyLine: 0, keyColumn: 0, node: $0) }))
  }

  /// Marks that differ in their values only.
  private struct Layer {
    var marks: [ChartMark]

    func takes(_ mark: ChartMark) -> Bool {
      guard let first = marks.first else { return false }
      return first.properties == mark.properties && Array(first.values.keys) == Array(mark.values.keys)
        && first.values.values.map(\.label) == mark.values.values.map(\.label) && first.channels == mark.channels
        && (first.label == nil) == (mark.label == nil)
    }

    /// The view of the marks and, where they are labelled, that of the texts.
    func views(_ settings: OrderedDictionary<String, Node>) -> [Node] {
      guard let first = marks.first else { return [] }
      let rows = marks.map { mark -> Node in
        var row: Node = [:]
        for value in Array(mark.values.values) + [mark.label].compactMap({ $0 }) {
          row = row.setting(value.label, to: value.value.node)
        }
        return row
      }
      var encoding: Node = [:]
      for (channel, value) in first.values {
        var node: Node = ["field": Node(.string(Self.escaped(value.label))), "type": Node(.string(value.measurement))]
        if value.measurement == "nominal", !["detail", "x2", "y2"].contains(channel) {
          node = node.setting("sort", to: Node(.null))
        }
        if value.label.contains(where: { ".[]".contains($0) }) {
          node = node.setting("title", to: Node(.string(value.label)))
        }
        if ["x2", "y2"].contains(channel) { node = node.without(["type"]) }
        for settings in [first.channels[channel], settings[channel]] {
          for (key, entry) in settings?.mapping ?? [:] { node = node.setting(key, to: entry.node) }
        }
        encoding = encoding.setting(channel, to: node)
      }
      let data: Node = ["values": Node(.sequence(rows))]
      let view: Node = ["data": data, "mark": first.properties, "encoding": encoding]
      guard let label = first.label else { return [view] }
      let isHorizontal = first.values["y"].map { $0.measurement != "quantitative" } ?? false
      let place: Node =
        isHorizontal
        ? ["type": "text", "align": "left", "dx": 4] : ["type": "text", "baseline": "bottom", "dy": -3]
      let text: Node = ["field": Node(.string(Self.escaped(label.label))), "type": Node(.string(label.measurement))]
      return [
        view,
        [
          "data": data, "mark": place,
          "encoding": encoding.without(["color", "shape", "size"]).setting("text", to: text),
        ],
      ]
    }

    /// A name that is no path.
    private static func escaped(_ name: String) -> String {
      String(name.flatMap { ".[]\\".contains($0) ? ["\\", $0] : [$0] })
    }
  }
}
