/// The one visual code for what kind of figure a value is, the same in every chart.
enum StatusLook: String, Sendable, CaseIterable {
  /// What was reached: solid.
  case actual
  /// What was aimed at: a line across.
  case target
  /// What is planned or forecast: hatched on the ground, lines dashed.
  case plan
  /// What may still change: hollow with a dashed edge.
  case provisional
  /// What a source says only about: "nearly", "over"; solid with light stripes.
  case hedged
  /// What is not known: a gap with a mark.
  case missing

  /// The look that a word of the data asks for; nil for words that are no status.
  init?(_ word: String) {
    let key = word.lowercased().filter { $0 != "_" && $0 != " " && $0 != "-" }
    guard let look = Self.words.first(where: { $0.value.contains(key) })?.key else { return nil }
    self = look
  }

  /// Statuses and hedges of observations, and the codes of SDMX's observation status (CL_OBS_STATUS).
  private static let words: KeyValuePairs<StatusLook, Set<String>> = [
    .actual: ["actual", "a", "exact", "final", "background", ""],
    .target: ["target", "goal", "objective"],
    .plan: ["plan", "planned", "forecast", "f", "projection", "projected", "capacity"],
    .provisional: ["provisional", "p", "preliminary", "estimate", "estimated", "e"],
    .hedged: ["nearly", "over", "about", "under", "atleast", "upto", "approximate", "approximately", "hedged"],
    .missing: ["missing", "m", "nodata", "l", "q", "null"],
  ]

  /// Every word that is understood, for suggestions.
  static var known: [String] {
    ["actual", "target", "plan", "forecast", "provisional", "estimate", "nearly", "over", "about", "missing"]
  }

  /// How a line that leads to such a value is dashed.
  var dash: [Double] {
    switch self {
    case .plan, .target: [6, 3]
    case .provisional: [2, 2.5]
    default: []
    }
  }
}
