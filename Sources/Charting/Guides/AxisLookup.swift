import Frames
import Notation

/// Finds the properties of an axis: what the author wrote, then the blocks of the configuration.
struct AxisLookup {
  let scene: SceneContext
  let nodes: [Node]
  /// What the configuration says about axes like this one.
  private let configured: Config.Block

  init(scene: SceneContext, nodes: [Node], blocks: [String]) {
    self.scene = scene
    self.nodes = nodes
    configured = scene.config.block(blocks)
  }

  static func blocks(_ channel: Channel, _ orient: Axis.Orient, _ model: ScaleModel) -> [String] {
    let type: String =
      switch model.type {
      case .band: "Band"
      case .point: "Point"
      case .time, .utc: "Temporal"
      default: "Quantitative"
      }
    let side = channel == .x ? "X" : "Y"
    let edge = orient.rawValue.prefix(1).uppercased() + orient.rawValue.dropFirst()
    var blocks = ["axis\(side)\(type)"]
    if model.type.isDiscrete { blocks.append("axis\(side)Discrete") }
    blocks.append("axis\(type)")
    if model.type.isDiscrete { blocks.append("axisDiscrete") }
    return blocks + ["axis\(side)", "axis\(edge)", "axis"]
  }

  func written(_ key: String) -> Node? {
    for node in nodes { if let value = node[key] { return value } }
    return nil
  }

  func node(_ key: String) -> Node? { written(key) ?? configured[key] }

  /// What the configuration has all axes of a kind called; null for nothing.
  var configuredTitle: Node? { configured["title"] }

  func number(_ key: String, _ standard: Double) -> Double { node(key)?.number ?? standard }

  func color(_ key: String, _ standard: Color) -> Color {
    node(key)?.string.flatMap { Color(css: $0) } ?? standard
  }

  /// The properties of one of the lines.
  private struct LineKeys {
    var color, opacity, width, dash: String

    init(_ prefix: String) {
      (color, opacity, width, dash) = (prefix + "Color", prefix + "Opacity", prefix + "Width", prefix + "Dash")
    }

    static let grid = LineKeys("grid")
    static let domain = LineKeys("domain")
    static let tick = LineKeys("tick")
  }

  private func stroke(_ keys: LineKeys, _ standard: Color) -> Stroke {
    var color = color(keys.color, standard)
    if let opacity = node(keys.opacity)?.number { color = color.withAlpha(opacity) }
    return Stroke(
      .color(color), width: number(keys.width, 1), dash: node(keys.dash)?.sequence?.compactMap(\.number) ?? [])
  }

  func style(_ prefix: String, size: Double, weight: Int) -> TextStyle {
    TextStyle(
      family: node("\(prefix)Font")?.string ?? scene.config.value("font")?.string ?? "sans-serif",
      size: number("\(prefix)FontSize", size),
      weight: node("\(prefix)FontWeight").map { fontWeight($0) } ?? weight,
      italic: node("\(prefix)FontStyle")?.string == "italic")
  }

  func look(isFlush: Bool) -> Axis.Look {
    let line = Color(hex: 0x888888)
    let grid = stroke(.grid, Color(hex: 0xDDDDDD))
    let zero = scene.habits.fitsFrame ? Stroke(.color(Color(hex: 0x8A8A8A)), width: 0.75) : grid
    let showsTicks = node("ticks")?.bool ?? true
    return Axis.Look(
      showsLabels: node("labels")?.bool ?? true, showsTicks: showsTicks, showsDomain: node("domain")?.bool ?? true,
      tickSize: showsTicks ? number("tickSize", 5) : 0, labelPadding: number("labelPadding", 2),
      titlePadding: number("titlePadding", 4), label: style("label", size: 10, weight: 400),
      labelColor: color("labelColor", .black), titleStyle: style("title", size: 11, weight: 700),
      titleColor: color("titleColor", .black), domainStroke: stroke(.domain, line), tickStroke: stroke(.tick, line),
      gridStroke: grid, zeroStroke: zero, labelLimit: number("labelLimit", 180),
      titleLimit: number("titleLimit", 0),
      titlePlace: Axis.TitlePlace(
        anchor: node("titleAnchor")?.string, align: node("titleAlign")?.string,
        baseline: node("titleBaseline")?.string, angle: node("titleAngle")?.number, x: node("titleX")?.number,
        y: node("titleY")?.number),
      isFlush: node("labelFlush")?.bool ?? isFlush)
  }
}
