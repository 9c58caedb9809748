import Formats
import Frames
import Notation

/// A scale from values to colours.
struct PaintScale: Sendable {
  var model: ScaleModel
  private var ordinal: OrdinalScale<Color>?
  private var threshold: ThresholdScale?
  private var classes: [Color] = []
  private var ramp: Ramp?
  private var continuous: ContinuousScale?
  private var boundaries: [Double] = []
  /// Whether values beyond the domain have the colour of its end.
  private let isBounded: Bool

  private enum Ramp: Sendable {
    case scheme(ColorScheme, extent: (Double, Double), reversed: Bool)
    case stops([Color], ColorInterpolation)

    func color(at t: Double) -> Color {
      switch self {
      case .scheme(let scheme, let extent, let reversed): scheme.color(at: t, extent: extent, reversed: reversed)
      case .stops(let colors, let interpolation): interpolation.color(along: colors, at: t)
      }
    }

    func colors(count: Int) -> [Color] {
      switch self {
      case .scheme(let scheme, let extent, let reversed):
        return scheme.colors(count: count, extent: extent, reversed: reversed)
      case .stops(let colors, let interpolation):
        guard count > 1 else { return Array(colors.prefix(count)) }
        return (0..<count).map { interpolation.color(along: colors, at: Double($0) / Double(count - 1)) }
      }
    }
  }

  init(_ model: ScaleModel, scene: SceneContext) {
    self.model = model
    isBounded = scene.habits.fitsFrame
    let range = Self.range(model, scene: scene)
    let explicit = range.explicit
    if model.type.isDiscrete {
      var colors = explicit
      if colors.isEmpty, let ramp = range.ramp { colors = ramp.colors(count: model.values.count) }
      if colors.isEmpty { colors = [.black] }
      if model.isReversed { colors.reverse() }
      ordinal = OrdinalScale(domain: model.values, range: colors)
      return
    }
    let low = model.numbers.first ?? 0
    let high = model.numbers.last ?? 1
    switch model.type {
    case .quantize:
      classes = explicit.isEmpty ? range.ramp?.colors(count: range.count ?? 5) ?? [] : explicit
      threshold = .quantize(low, high, classes: max(1, classes.count))
    case .quantile:
      classes = explicit.isEmpty ? range.ramp?.colors(count: range.count ?? 5) ?? [] : explicit
      threshold = .quantile(model.numbers, classes: max(1, classes.count))
    case .threshold:
      classes = explicit.isEmpty ? range.ramp?.colors(count: model.numbers.count + 1) ?? [] : explicit
      threshold = ThresholdScale(thresholds: model.numbers)
    case .binOrdinal:
      boundaries = model.boundaries
      let count = max(1, boundaries.count - 1)
      classes = explicit.isEmpty ? range.ramp?.colors(count: count) ?? [] : explicit
      if model.isReversed { classes.reverse() }
    default:
      let interpolation = Self.interpolation(model)
      ramp = explicit.count > 1 ? .stops(explicit, interpolation) : range.ramp
      if model.type.isTime, let ends = ramp?.colors(count: 2), explicit.isEmpty {
        // Vega takes but two colours from a scheme for times and mixes the others.
        ramp = .stops(ends, interpolation)
      }
      // Every value of the domain has its place along the ramp, so that a middle can be pinned.
      var scale = model.continuous([0, 1], zone: scene.zone)
      scale.range = model.numbers.indices.map { Double($0) / Double(max(1, model.numbers.count - 1)) }
      if model.isReversed { scale.range.reverse() }
      continuous = scale
    }
  }

  /// How colours between those of a list are found: over hue and chroma where the author does not say.
  private static func interpolation(_ model: ScaleModel) -> ColorInterpolation {
    guard let node = model.properties["interpolate"] else {
      return ColorInterpolation(model.fieldType == .nominal ? .rgb : .hcl)
    }
    let name = node.string ?? node["type"]?.string ?? "rgb"
    return ColorInterpolation(ColorInterpolation.Space(rawValue: name) ?? .rgb, gamma: node["gamma"]?.number ?? 1)
  }

  /// How far along the ramp a value stands, 0…1, whichever way the ramp runs.
  func fraction(_ value: Double) -> Double {
    guard let t = continuous?.map(value) else { return .nan }
    return model.isReversed ? 1 - t : t
  }

  /// The colour of a value; nil for what the scale does not know.
  func color(_ value: DataValue) -> Color? {
    if let ordinal { return ordinal.map(value) }
    guard value.isValid, let n = value.asNumber else { return nil }
    if let threshold {
      return threshold.index(n).flatMap { classes.isEmpty ? nil : classes[min($0, classes.count - 1)] }
    }
    if !classes.isEmpty {
      return ThresholdScale.binOrdinal(n, boundaries: boundaries).map { classes[min(max($0, 0), classes.count - 1)] }
    }
    guard let ramp, let t = continuous?.map(n), t.isFinite else { return nil }
    return ramp.color(at: isBounded ? min(max(t, 0), 1) : t)
  }

  /// Classes with their thresholds, for legends.
  var legendClasses: (thresholds: [Double], colors: [Color])? {
    if let threshold { return (threshold.thresholds, classes) }
    if !classes.isEmpty { return (Array(boundaries.dropFirst().dropLast()), classes) }
    return nil
  }

  /// Evenly spread colours of a continuous scale, for legends.
  func stops(_ count: Int) -> [GradientStop] {
    guard let ramp else { return [] }
    return (0...count).map { i in
      let t = Double(i) / Double(count)
      return GradientStop(offset: t, color: ramp.color(at: model.isReversed ? 1 - t : t))
    }
  }

  private static func range(_ model: ScaleModel, scene: SceneContext) -> (explicit: [Color], ramp: Ramp?, count: Int?) {
    func colors(_ node: Node?) -> [Color] { node?.sequence?.compactMap { $0.string.flatMap { Color(css: $0) } } ?? [] }
    func scheme(_ node: Node) -> (explicit: [Color], ramp: Ramp?, count: Int?)? {
      let name = node.string ?? node["name"]?.string ?? node["scheme"]?.string ?? ""
      let listed = colors(node.sequence == nil ? node["scheme"] : node)
      if !listed.isEmpty { return (listed, nil, nil) }
      guard let scheme = ColorScheme(name: name) else { return nil }
      let count = node["count"]?.number.map { Int(min(max($0, 1), 1_000)) }
      if case .categorical(let list) = scheme {
        if let count, count < list.count { return (Array(list.prefix(count)), nil, count) }
        return (list, .stops(list, interpolation(model)), count)
      }
      let extent = node["extent"]?.sequence?.compactMap(\.number) ?? []
      return ([], .scheme(scheme, extent: extent.count == 2 ? (extent[0], extent[1]) : (0, 1), reversed: false), count)
    }
    /// The colours of a kind of scale: those of the configuration, else Vega-Lite's, whose diverging ones run backwards.
    func named(_ name: String) -> (explicit: [Color], ramp: Ramp?, count: Int?)? {
      if let set = scene.config.value("range", name) {
        let list = colors(set)
        if !list.isEmpty { return (list, nil, nil) }
        if let found = scheme(set) { return found }
      }
      let standard = [
        "category": "tableau10", "ordinal": "blues", "ramp": "blues", "heatmap": "yellowgreenblue",
        "diverging": "blueorange",
      ]
      guard let schemeName = standard[name] else { return nil }
      let node: Node = ["scheme": Node(.string(schemeName)), "extent": name == "diverging" ? [1, 0] : [0, 1]]
      return scheme(node)
    }
    if let node = model.properties["scheme"], let found = scheme(node) { return found }
    if let node = model.properties["range"] {
      let list = colors(node)
      if !list.isEmpty { return (list, nil, nil) }
      if let name = node.string, let found = named(name) { return found }
    }
    let name: String
    switch model.fieldType {
    case .nominal where model.type.isDiscrete: name = "category"
    case _ where model.type.isDiscrete: name = "ordinal"
    case _ where model.properties["domainMid"] != nil: name = "diverging"
    default: name = !model.markTypes.isDisjoint(with: [.rect, .geoshape]) ? "heatmap" : "ramp"
    }
    return named(name) ?? ([], nil, nil)
  }
}
