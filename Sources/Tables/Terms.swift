import Observations
import OrderedCollections

/// The vocabulary as table cells need it: every text looked up once.
struct Terms {
  /// A region as an observation names it.
  struct Region {
    var name: String
    /// Reference area: for a city that of the subdivision it lies in.
    var area: String
    /// What tells it from others: its own code, else its name.
    var identity: String
    var isKnown: Bool
  }

  struct Measure {
    var name: String
    var change: Observation.Change
    var isKnown: Bool
  }

  struct Unit {
    var code: String
    var isKnown: Bool
    /// The power of ten that a scale before a known unit stands for: 6 for `Mio. EUR`.
    var power = 0
  }

  let vocabulary: Vocabulary
  private var regions: [String: Region] = [:]
  private var measures: [String: Measure] = [:]
  private var units: [String: Unit] = [:]
  /// Codes by lower-cased name or alias, made when the first name is met.
  private var codes: [String: String]?

  /// What a file calls the regions, by its own names.
  private let names: [String: String]

  init(_ vocabulary: Vocabulary, _ mapping: TableMapping) {
    self.vocabulary = vocabulary
    names = mapping.regions
  }

  /// The region of a code, or name, cell and of a name cell beside it.
  mutating func region(_ text: String, name: String?) -> (region: Region, isNew: Bool) {
    let key = name.map { "\(text)\u{1F}\($0)" } ?? text
    if let known = regions[key] { return (known, false) }
    let region = resolve(text, name: name)
    regions[key] = region
    return (region, true)
  }

  private mutating func resolve(_ text: String, name: String?) -> Region {
    let candidates = [text, name ?? ""].filter { !$0.isEmpty }
    if let given = candidates.compactMap({ names[$0] }).first, given != text {
      return resolve(given, name: nil)
    }
    let plainer = candidates.flatMap(plainNames)
    for candidate in candidates + plainer {
      guard let code = code(for: candidate), let known = vocabulary.regions[code] else { continue }
      let printed = name ?? (candidate == code ? known.name : candidate)
      let fits = printed == known.name || known.aliases.contains(printed)
      return Region(
        name: fits ? printed : known.name, area: known.level == "city" ? known.parent : code, identity: code,
        isKnown: true)
    }
    let printed = withoutLead(name.flatMap { $0.isEmpty ? nil : $0 } ?? text)
    return Region(
      name: printed, area: name == nil || name == text ? "" : text, identity: text.isEmpty ? printed : text,
      isKnown: text.isEmpty && printed.isEmpty)
  }

  /// What offices write around the name of a region, taken away step by step: `>> Zürich`, `01 Stockholms län`, `Utrecht (PV)`,
  /// `TR10 (İstanbul)`, `Bern / Berne`.
  private func plainNames(_ text: String) -> [String] {
    var found: [String] = []
    var name = withoutLead(text)
    found.append(name)
    // A number or a code, then the name.
    if let space = name.firstIndex(of: " ") {
      let first = name[..<space].drop { $0 == "(" }.prefix { $0 != "." && $0 != ")" && $0 != ":" }
      let rest = trimmed(String(name[space...]))
      let isCode =
        first.contains(where: \.isNumber) && first.count <= 6
        && first.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
      if isCode, !rest.isEmpty {
        if !first.allSatisfy(\.isNumber) { found.append(String(first)) }
        name = rest
        found.append(name)
      }
    }
    if name.last == ")", let open = name.lastIndex(of: "(") {
      found.append(trimmed(String(name[..<open])))
      found.append(trimmed(String(name[name.index(after: open)...].dropLast())))
    }
    // `Asturias, Principado de`.
    let parts = name.split(separator: ",").map { trimmed(String($0)) }
    if parts.count == 2 { found.append("\(parts[1]) \(parts[0])") }
    if name.contains("/") { found += name.split(separator: "/").map { trimmed(String($0)) } }
    return found.filter { !$0.isEmpty && $0 != text }
  }

  /// Without the signs that show how deep a name stands.
  private func withoutLead(_ name: String) -> String {
    let rest = name.drop { ">-–—.·•…*+ \u{A0}".contains($0) }
    return rest.isEmpty ? name : String(rest)
  }

  private mutating func code(for text: String) -> String? {
    if vocabulary.regions[text] != nil { return text }
    if codes == nil {
      var made: [String: String] = [:]
      for region in vocabulary.regions.values where region.level != "city" { add(region, to: &made) }
      for region in vocabulary.regions.values where region.level == "city" { add(region, to: &made) }
      codes = made
    }
    // Offices mark names with asterisks that refer to a note.
    var name = text.lowercased()
    while let last = name.last, last == "*" || last == " " { name.removeLast() }
    return codes?[name]
  }

  private func add(_ region: Vocabulary.Region, to codes: inout [String: String]) {
    for name in [region.name] + region.aliases {
      let folded = name.lowercased()
      if codes[folded] == nil { codes[folded] = region.code }
    }
  }

  /// The measures that articles call so; all of them where none is.
  func measures(called text: String) -> [String] {
    let folded = text.lowercased()
    let called = vocabulary.measures.values.filter { measure in
      measure.label.lowercased() == folded || measure.aliases.contains { $0.lowercased() == folded }
    }
    return called.isEmpty ? Array(vocabulary.measures.keys) : called.map(\.name)
  }

  mutating func measure(_ text: String) -> (measure: Measure, isNew: Bool) {
    if let known = measures[text] { return (known, false) }
    var measure = Measure(name: text, change: .level, isKnown: vocabulary.measures[text] != nil)
    let stem = vocabulary.stem(ofMeasure: text)
    if stem != text {
      measure.isKnown = vocabulary.measures[stem] != nil
      let changes: [(String, Observation.Change)] = [
        ("_growth", .growthRate), ("_share", .share), ("_rank", .rank), ("_multiple", .multiple),
      ]
      measure.change = changes.first { text.hasSuffix($0.0) }?.1 ?? .level
    }
    measures[text] = measure
    return (measure, true)
  }

  mutating func unit(_ text: String) -> (unit: Unit, isNew: Bool) {
    if let known = units[text] { return (known, false) }
    var unit = Unit(code: text, isKnown: false)
    if let code = unitCode(text) {
      unit = Unit(code: code, isKnown: true)
    } else if let (power, rest) = Scale.split(text), let code = unitCode(rest) {
      unit = Unit(code: code, isKnown: true, power: power)
    }
    units[text] = unit
    return (unit, true)
  }

  private func unitCode(_ text: String) -> String? {
    if vocabulary.units[text] != nil { return text }
    let folded = text.lowercased()
    return vocabulary.units.values.first { $0.aliases.contains { $0 == text || $0.lowercased() == folded } }?.code
  }
}
