import Observations

/// The cells that mean "no value", each with its reason.
struct MissingMarkers {
  private var reasons: [String: Observation.Missing]
  /// Whether a marker such as 9999 begins like a number.
  private let hasNumeric: Bool

  /// The usual ones and those a mapping adds.
  init(adding listed: [String]) {
    reasons = Self.usual
    hasNumeric = listed.contains { ($0.utf8.first ?? 0) &- 48 < 10 }
    for marker in listed { reasons[marker] = Self.usual[marker] ?? Self.whenListed[marker] ?? .notAvailable }
  }

  /// The reason why a cell has no value; nil for any other cell.
  func reason(for cell: String) -> Observation.Missing? {
    if !hasNumeric, let first = cell.utf8.first, first &- 48 < 10 { return nil }
    return reasons[cell]
  }

  private static let usual: [String: Observation.Missing] = [
    "": .notAvailable, ":": .notAvailable, "..": .notAvailable, "…": .notAvailable, "...": .notAvailable,
    "NA": .notAvailable, "N/A": .notAvailable, "n/a": .notAvailable, "(NA)": .notAvailable, "#N/A": .notAvailable,
    "NaN": .notAvailable, "nan": .notAvailable, "null": .notAvailable, "NULL": .notAvailable, ": u": .notAvailable,
    "na": .notAvailable, "n.a.": .notAvailable, "n.d.": .notAvailable, "nd": .notAvailable, "n/d": .notAvailable,
    "N/D": .notAvailable, "s/d": .notAvailable, "#N/D": .notAvailable, "/": .notAvailable, "***": .notAvailable,
    "-": .notApplicable, "–": .notApplicable, "—": .notApplicable, ".": .notApplicable,
    "--": .notApplicable, "*": .notApplicable, "(X)": .notApplicable,
    "(D)": .confidential, "c": .confidential, ": c": .confidential, "(S)": .confidential, "x": .confidential,
    "X": .confidential, "χ": .confidential, "Χ": .confidential,
    "(L)": .negligible, "(Z)": .negligible,
  ]

  /// Letters that mean something else in other files.
  private static let whenListed: [String: Observation.Missing] = [
    "D": .confidential, "S": .confidential, "Q": .confidential, "L": .negligible,
    "N": .negligible, "Z": .negligible,
  ]
}
