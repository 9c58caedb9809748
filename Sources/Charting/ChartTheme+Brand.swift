public import Diagnostics
import Frames
public import Notation
import OrderedCollections

extension ChartTheme {
  /// A theme as its author wrote it: the name of one that comes with the program, or a mapping with `base` (such a
  /// name), `colors` (the colours of the house, the most important first), `font`, and any keys of a Vega-Lite `config`.
  ///
  /// Colours that contrast with the ground by less than 3:1 (WCAG 2.2, 1.4.11) are made darker or lighter.
  /// - Parameter notes: receives what was changed.
  /// - Throws: unknown names, and colours that are none.
  public init(_ node: Node, notes: inout [Diagnostic]) throws(DiagnosticError) {
    guard node.mapping != nil else {
      self = try Self.find(node)
      return
    }
    var base = ChartTheme.standard
    if let name = node["base"] { base = try Self.find(name) }
    let config = node.without(["base", "colors"])
    guard let colors = node["colors"] else {
      self.init(config: config, base: base)
      return
    }
    let ground = ChartTheme(config: config, base: base).ground
    var problems: [Diagnostic] = []
    var shown: [Color] = []
    for item in colors.sequence ?? [colors] {
      guard let text = item.scalarText, let color = Color(css: text) else {
        problems.append(Message.noColor(item))
        continue
      }
      let legible = color.legible(on: ground, ratio: 3)
      if legible != color {
        notes.append(Message.colorChanged(color, legible, ratio: color.contrast(with: ground), at: item))
      }
      shown.append(legible)
    }
    if !problems.isEmpty { throw DiagnosticError(problems) }
    guard let first = shown.first else {
      self.init(config: config, base: base)
      return
    }
    self.init(config: config, base: ChartTheme(config: Self.brand(shown, first: first, ground: ground), base: base))
  }

  /// What the marks are painted on.
  private var ground: Color {
    configs.lazy.compactMap { $0["background"]?.string }.first.flatMap { Color(css: $0) } ?? .white
  }

  private static func find(_ node: Node) throws(DiagnosticError) -> ChartTheme {
    let name = node.scalarText ?? ""
    guard let theme = named.first(where: { $0.key == name })?.value else {
      throw DiagnosticError(Message.unknownWord(name, at: node, "theme", among: named.map(\.key)))
    }
    return theme
  }

  /// The colours of a house as a config: after them come greys, and ramps lead from a tint of the first to it.
  private static func brand(_ colors: [Color], first: Color, ground: Color) -> Node {
    func text(_ color: Color) -> Node { Node(.string(color.hexText), text: color.hexText) }
    let greys = [Color(hex: 0x595959), Color(hex: 0x8C8C8C)].map { $0.legible(on: ground, ratio: 3) }
    let ramp = Node(.sequence([0.75, 0.56, 0.38, 0.19, 0].map { text(first.mixed(with: ground, $0)) }))
    let last = colors.count > 1 ? colors[1] : greys[0]
    return [
      "range": [
        "category": Node(.sequence((colors + greys).map(text))), "ordinal": ramp, "ramp": ramp, "heatmap": ramp,
        "waterfall": Node(.sequence([first, last, greys[0]].map(text))),
      ],
      "mark": ["color": text(first)],
    ]
  }
}

extension Color {
  /// The colour with a share of another.
  func mixed(with other: Color, _ share: Double) -> Color {
    func part(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8((Double(a) + (Double(b) - Double(a)) * share).rounded()) }
    return Color(red: part(red, other.red), green: part(green, other.green), blue: part(blue, other.blue))
  }
}
