import Diagnostics
import Formats
import Frames
import Notation
import OrderedCollections

/// Checks a drawn chart against editorial rules.
struct ChartLint {
  let scene: SceneContext
  let spec: ChartSpec
  let built: BuiltView
  let models: [String: ScaleModel]
  let frame: Frame
  let description: String

  /// Every rule that is broken and not ignored, in the order of the rules.
  func diagnostics() -> [Diagnostic] {
    var found: [(LintRule, Diagnostic)] = []
    for rule in LintRule.allCases {
      found += check(rule).map { (rule, $0) }
    }
    let (ignored, problems) = ignored()
    return problems + found.filter { !ignored.contains($0.0) }.map(\.1)
  }

  private func check(_ rule: LintRule) -> [Diagnostic] {
    switch rule {
    case .title: title()
    case .subtitle: subtitle()
    case .source: source()
    case .notes: notes()
    case .zero: zero()
    case .base: base()
    case .hues: hues()
    case .legend: legend()
    case .horizontal: horizontal()
    case .size: size()
    case .contrast: contrast()
    case .color: color()
    case .order: order()
    case .slices: slices()
    case .axes: axes()
    case .rates: rates()
    case .numbers: numbers()
    case .ticks: ticks()
    case .periods: periods()
    case .missing: missing()
    case .uncertainty: uncertainty()
    case .scales: scales()
    case .description: longDescription()
    case .greyscale: greyscale()
    case .highlight: highlight()
    case .leader: leader()
    case .page: page()
    }
  }

  /// What `lint` may hold.
  static let keys = ["ignore", "reason"]

  /// The rules that `lint: {ignore: […], reason: …}` turns off, and what is wrong in it.
  private func ignored() -> (Set<LintRule>, [Diagnostic]) {
    guard let node = spec.top.lint else { return ([], []) }
    var problems: [Diagnostic] = []
    var rules: Set<LintRule> = []
    for item in node["ignore"].map({ $0.sequence ?? [$0] }) ?? [] {
      if let rule = LintRule(rawValue: item.scalarText ?? "") {
        rules.insert(rule)
      } else {
        problems.append(Message.unknownRule(item.scalarText ?? "", at: item, among: LintRule.allCases.map(\.rawValue)))
      }
    }
    for key in node.mapping?.keys ?? [] where !Self.keys.contains(key) {
      problems.append(Message.unknownKey(key, in: node, of: "lint", among: Self.keys))
    }
    if node["reason"]?.scalarText?.isEmpty ?? true { problems.append(Message.lintWithoutReason(node)) }
    return (rules, problems)
  }

  /// A finding at a node, or at the chart where the node has no place.
  func finding(_ rule: LintRule, at node: Node?, _ headline: String, _ help: String) -> Diagnostic {
    let place = node.flatMap { $0.origin == nil ? nil : $0 } ?? spec.view.node
    return Message.lint(rule, at: place, headline, help: help)
  }

  // MARK: What rules look at

  var layers: [BuiltPlot.Layer] { built.layers }

  /// The plots, however they stand.
  var plots: [BuiltPlot] {
    func all(_ view: BuiltView) -> [BuiltPlot] {
      switch view {
      case .plot(let plot): [plot]
      case .grid(let grid): grid.cells.flatMap { all($0.view) }
      }
    }
    return all(built)
  }

  /// Each scale of categories that colours stand for: its values, colours and the first layer that uses it.
  var colorScales: [(layer: BuiltPlot.Layer, bound: EncodedChannel, values: [DataValue], colors: [Color])] {
    var seen: Set<String> = []
    return layers.flatMap { layer in
      [Channel.color, .fill, .stroke].compactMap { channel in
        guard let name = layer.scales[channel], let model = models[name], model.type.isDiscrete,
          let bound = layer.unit[channel], bound.hasField, model.fieldType == .nominal, seen.insert(name).inserted
        else { return nil }
        let paint = PaintScale(model, scene: scene)
        return (layer, bound, model.values, model.values.compactMap { paint.color($0) })
      }
    }
  }

  /// Every visible text with the role of the group it stands in.
  var texts: [(run: TextRun, role: String)] {
    var found: [(TextRun, String)] = []
    func walk(_ items: [FrameItem], _ role: String) {
      for item in items {
        switch item {
        case .group(let group): walk(group.items, group.role.isEmpty ? role : group.role)
        case .text(let run): if run.color.alpha > 0 { found.append((run, role)) }
        default: break
        }
      }
    }
    walk(frame.items, "")
    return found
  }

  /// Words of the title.
  var titleText: String {
    (spec.view.title ?? built.title).map { Heading($0, scene: scene).lines.joined(separator: " ") } ?? ""
  }
}
