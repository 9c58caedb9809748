import Observations
import OrderedCollections

extension ObservationIndex.Place {
  /// With what the vocabulary knows about it.
  func resolved(_ vocabulary: Vocabulary) -> Self {
    var place = self
    let known = vocabulary.regions[code]
    let isArea =
      !code.isEmpty
      && (name.isEmpty || name == code || known.map { $0.name == name || $0.aliases.contains(name) } ?? true)
    place.chain = Self.chain(from: code, vocabulary)
    place.own = isArea ? code : ""
    place.level = isArea ? known?.level ?? "" : code.isEmpty && name.isEmpty ? "" : "city"
    return place
  }

  private static func chain(from code: String, _ vocabulary: Vocabulary) -> [String] {
    var chain: [String] = []
    var next = code
    while !next.isEmpty, !chain.contains(next) {
      chain.append(next)
      // The parent by the vocabulary, else by the form of ISO 3166-2: CN-JL lies in CN.
      next = vocabulary.regions[next]?.parent ?? next.split(separator: "-").dropLast().joined(separator: "-")
    }
    return chain
  }

  /// For each place the positions of the others it lies in.
  static func containers(in places: [Self]) -> [[Int32]] {
    var named: [String: [Int32]] = [:]
    for (i, place) in places.enumerated() where !place.own.isEmpty { named[place.own, default: []].append(Int32(i)) }
    return places.map { place in
      place.chain.filter { $0 != place.own }.flatMap { named[$0] ?? [] }
    }
  }
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
  init(_ name: String, vocabulary: Vocabulary) {
    self.name = name
    ancestors = []
    var next = vocabulary.sectors[name]?.parent ?? ""
    while !next.isEmpty, !ancestors.contains(next) {
      ancestors.append(next)
      next = vocabulary.sectors[next]?.parent ?? ""
    }
    let plain = name.lowercased()
    let totals = ["", "total", "all sectors", "all industries", "all activities", "whole economy"]
    isTotal =
      totals.contains(plain) || plain.hasPrefix("all industry total")
      || plain == "all industry" && vocabulary.sectors[name] == nil
  }

  /// For each sector the positions of the others it is part of.
  static func containers(in sectors: [Self]) -> [[Int32]] {
    let position = Dictionary(zip(sectors.map(\.name), Int32(0)...), uniquingKeysWith: { a, _ in a })
    let totals = sectors.indices.filter { sectors[$0].isTotal }.map(Int32.init)
    return sectors.map { sector in (sector.isTotal ? [] : totals) + sector.ancestors.compactMap { position[$0] } }
  }
}
