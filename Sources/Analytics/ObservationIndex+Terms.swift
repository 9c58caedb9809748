import Observations
import OrderedCollections

extension ObservationIndex.Place {
  /// With what the vocabulary knows about it.
  func resolved(_ vocabulary: Vocabulary) -> Self {
    var place = self
    // A table may hold codes of areas that the vocabulary does not know.
    if place.code.isEmpty, Self.isAreaCode(place.name, vocabulary) { place.code = place.name }
    let known = vocabulary.regions[place.code]
    let isArea =
      !place.code.isEmpty
      && (name.isEmpty || name == place.code || known.map { $0.name == name || $0.aliases.contains(name) } ?? true)
    place.chain = Self.chain(from: place.code, vocabulary)
    place.own = isArea ? place.code : ""
    place.level = ""
    if isArea {
      place.level = known?.level ?? Vocabulary.nutsLevel(ofCode: place.code) ?? ""
    } else if !place.code.isEmpty || !name.isEmpty {
      place.level = "city"
    }
    return place
  }

  private static func chain(from code: String, _ vocabulary: Vocabulary) -> [String] {
    var chain: [String] = []
    var next = code
    while !next.isEmpty, !chain.contains(next) {
      chain.append(next)
      next = vocabulary.regions[next]?.parent ?? parent(ofCode: next)
    }
    return chain
  }

  /// The area that an unknown code lies in by its form: CN-JL in CN (ISO 3166-2), DE11 in DE1 (NUTS), 220102 in 220100
  /// (GB/T 2260), 06037 in 06000 (FIPS); empty for none.
  private static func parent(ofCode code: String) -> String {
    if code.contains("-") { return code.split(separator: "-").dropLast().joined(separator: "-") }
    if Vocabulary.nutsLevel(ofCode: code) != nil { return String(code.dropLast()) }
    guard code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return "" }
    switch code.utf8.count {
    case 6 where !code.hasSuffix("00"): return code.dropLast(2) + "00"
    case 6 where !code.hasSuffix("0000"): return code.dropLast(4) + "0000"
    case 5 where !code.hasSuffix("000"): return code.dropLast(3) + "000"
    case 5 where code != "00000": return "00000"
    default: return ""
    }
  }

  /// Whether a name is a NUTS code, or one of the two letters that Eurostat writes where ISO 3166 has others.
  private static func isAreaCode(_ name: String, _ vocabulary: Vocabulary) -> Bool {
    if vocabulary.regions[name] != nil || name == "EL" || name == "UK" { return true }
    guard Vocabulary.nutsLevel(ofCode: name) != nil else { return false }
    let country = String(name.prefix(2))
    return vocabulary.regions[country] != nil || country == "EL" || country == "UK"
  }

  /// For each place the positions of the others it lies in.
  static func containers(in places: [Self]) -> [[Int32]] {
    var named: [String: [Int32]] = [:]
    let totals = places.indices.filter { places[$0].isTotal }.map(Int32.init)
    for (i, place) in places.enumerated() where !place.own.isEmpty { named[place.own, default: []].append(Int32(i)) }
    return places.map { place in
      place.chain.filter { $0 != place.own }.flatMap { named[$0] ?? [] }
        + (place.isTotal || place.name.isEmpty && place.code.isEmpty ? [] : totals)
    }
  }
}

extension ObservationIndex.Place {
  /// Whether it is all regions of its table, by its name.
  private var isTotal: Bool { code.isEmpty && isTotalName(name.lowercased()) }
}

/// Whether a name, in lower case, says that something is the whole of its table, in the languages of the offices read so far.
private func isTotalName(_ name: String) -> Bool {
  [
    "total", "grand total", "all sectors", "all industries", "all branches", "all activities", "all regions",
    "whole economy",
    "zusammen", "insgesamt", "gesamt", "alle branchen", "ensemble", "total général", "total general", "totale", "razem",
    "ogółem", "合计", "总计", "合計", "総計", "합계", "전체", "tổng số", "totaal",
  ].contains(name)
}

extension ObservationIndex.Unit {
  init(_ code: String, vocabulary: Vocabulary) {
    let unit = vocabulary.units[code]
    self.code = code
    base = unit?.base ?? code
    factor = unit?.factor ?? ExactDecimal(1)
    let dimension = unit?.dimension ?? ""
    isAdditive =
      !["ratio", "ratio_difference", "share", "multiple", "rank", "index", "percent"].contains(dimension)
      && !["%", "pp"].contains(code)
  }

  /// Whether its numbers are percentages, so that their differences are percentage points.
  var isPercentage: Bool { code == "%" || code == "pp" }
}

extension ObservationIndex.Sector {
  /// The sectors of those names, with the codes that observations give them.
  static func all(_ names: [String], of observations: [Observation], vocabulary: Vocabulary) -> [Self] {
    var codes: [String: Substring] = [:]
    var parents: [String: Substring] = [:]
    for observation in observations where !observation.notes.isEmpty {
      if let code = observation.sectorCode {
        codes[observation.sector] = codes[observation.sector].map { min($0, code) } ?? code
      }
      if let parent = observation.sectorParent {
        parents[observation.sector] = parents[observation.sector].map { min($0, parent) } ?? parent
      }
    }
    return names.map { name in
      Self(name, code: codes[name].map(String.init), vocabulary: vocabulary, parents: parents)
    }
  }

  private init(_ name: String, code: String?, vocabulary: Vocabulary, parents: [String: Substring]) {
    self.name = name
    self.code = ClassificationCode(code ?? name)
    ancestors = []
    var above = parents[name].map(String.init) ?? ""
    while !above.isEmpty, above != name, !ancestors.contains(above) {
      ancestors.append(above)
      above = parents[above].map(String.init) ?? ""
    }
    var next = vocabulary.sectors[name]?.parent ?? ""
    while !next.isEmpty, !ancestors.contains(next) {
      ancestors.append(next)
      next = vocabulary.sectors[next]?.parent ?? ""
    }
    let plain = name.lowercased()
    isTotal =
      plain.isEmpty || isTotalName(plain) || plain.hasPrefix("all industry total")
      || plain == "all industry" && vocabulary.sectors[name] == nil
    isPrivate = ["private industries", "all private industries", "total private", "private sector"].contains(plain)
    isPublic = ["government", "federal", "military", "state and local", "public "].contains { plain.hasPrefix($0) }
  }

  /// For each sector the positions of the others it is part of, and of those it shares only some part with.
  static func relations(in sectors: [Self]) -> (containers: [[Int32]], overlaps: [[Int32]]) {
    let position = Dictionary(zip(sectors.map(\.name), Int32(0)...), uniquingKeysWith: { a, _ in a })
    let totals = sectors.indices.filter { sectors[$0].isTotal }.map(Int32.init)
    let privates = sectors.indices.filter { sectors[$0].isPrivate }.map(Int32.init)
    var containers = sectors.enumerated().map { i, sector in
      var containers = sector.isTotal ? [] : totals
      if !sector.isTotal, !sector.isPublic, !sector.isPrivate { containers += privates }
      for ancestor in sector.ancestors.compactMap({ position[$0] }) where !containers.contains(ancestor) {
        containers.append(ancestor)
      }
      return containers.filter { $0 != Int32(i) }
    }
    var overlaps = [[Int32]](repeating: [], count: sectors.count)
    var coded = sectors.indices.compactMap { i in sectors[i].isTotal ? nil : sectors[i].code.map { (i, $0) } }
    // Beside letters, digits are divisions within them.
    if coded.contains(where: { $0.1.hasLetters }) { coded = coded.map { ($0, $1.withLetters) } }
    for (i, code) in coded {
      for (j, other) in coded where i != j && code.overlaps(other) {
        if other.contains(code) {
          if !containers[i].contains(Int32(j)) { containers[i].append(Int32(j)) }
        } else if !code.contains(other) {
          overlaps[i].append(Int32(j))
        }
      }
    }
    return (containers, overlaps)
  }
}
