public import Diagnostics
import Frames
import Geometry
import Notation
import OrderedCollections

extension ChartSpec {
  /// Draws the chart.
  /// - Throws: what keeps it from being drawn: data that cannot be read, transforms and expressions that make no sense.
  public func render(_ context: ChartContext) throws(DiagnosticError) -> RenderedChart {
    let report = DiagnosticSink()
    report.diagnostics = diagnostics
    let scene = SceneContext(context, top: top, report: report)
    scene.readParameters(view)
    var spec = self
    // The words of briefing forms are chosen when the language is known.
    if scene.words.language != ChartWords.english.language {
      spec.view = SpecDecoder(report: report, words: scene.words).view(node, isTop: true)
    }
    spec.view = scene.settled(spec.view)
    return try spec.render(scene)
  }

  private func render(_ scene: SceneContext) throws(DiagnosticError) -> RenderedChart {
    let (context, report) = (scene.context, scene.report)
    // 1. Load and prepare the data of every mark.
    let built = try Build(scene: scene).view(
      view, table: DataTable(fields: []), encoding: Encoding(), scopes: [:], path: "0")
    // 2. Settle the scales that marks share.
    let models = settleScales(built, scene)
    // 3. Lay out plots, axes, legends and texts.
    let frame = Compose(scene: scene, spec: self, built: built, models: models).frame()
    // 4. Say what there is to see.
    let heading = (view.title ?? built.title).map { Heading($0, scene: scene) }
    let description = top.description.isEmpty ? Describing(built: built, scene: scene).text : top.description
    // 5. Check it against editorial rules.
    if context.lints {
      let lint = ChartLint(
        scene: scene, spec: self, built: built, models: models, frame: frame, description: description)
      for finding in lint.diagnostics() { report.add(finding) }
    }
    let drawn = built.layers.first?.unit.table ?? DataTable(fields: [])
    if report.diagnostics.contains(where: { $0.severity == .error && !$0.code.hasPrefix("lint.") }) {
      throw DiagnosticError(report.diagnostics)
    }
    return RenderedChart(
      frame: frame, title: heading?.lines.joined(separator: " ") ?? "",
      subtitle: heading?.subtitle.joined(separator: " ") ?? "",
      description: description, data: drawn,
      diagnostics: report.diagnostics)
  }

  private func settleScales(_ built: BuiltView, _ scene: SceneContext) -> [String: ScaleModel] {
    let resolver = ScaleResolver(scene: scene)
    var uses: OrderedDictionary<String, (Channel, [ScaleUse])> = [:]
    for layer in built.layers {
      for (channel, bound) in layer.unit.channels where channel.hasScale {
        guard let name = layer.scales[channel], bound.hasField || bound.isDatum else { continue }
        uses[name, default: (channel, [])].1.append(
          ScaleUse(unit: layer.unit, bound: bound, type: resolver.type(bound, layer.unit)))
      }
      // A second end alone still needs its scale.
      for secondary in [Channel.x2, .y2] {
        guard layer.unit[secondary.primary] == nil, var bound = layer.unit[secondary] else { continue }
        bound.channel = secondary.primary
        if let name = built.layers.lazy.compactMap({ $0.scales[secondary.primary] }).first,
          bound.hasField || bound.isDatum
        {
          uses[name, default: (secondary.primary, [])].1.append(
            ScaleUse(unit: layer.unit, bound: bound, type: resolver.type(bound, layer.unit)))
        }
      }
    }
    var models: [String: ScaleModel] = [:]
    for (name, use) in uses { models[name] = resolver.resolve(use.0, use.1) }
    return models
  }
}
