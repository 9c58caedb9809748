import Observations
import OrderedCollections

extension Lexicon {
  /// Adds the names and aliases of regions, sectors, measures and units.
  mutating func add(_ vocabulary: Vocabulary) {
    for region in vocabulary.regions.values {
      // "Suzhou, Anhui", "Georgia (country)": the plain name too; the article tells which of the namesakes is meant.
      let name = region.name.split(whereSeparator: { $0 == "," || $0 == "(" }).first.map(String.init) ?? region.name
      for alias in [name.hasSuffix(" ") ? String(name.dropLast()) : name] + region.aliases where !alias.isEmpty {
        // Names count only as they are capitalised.
        add((alias.utf8.first ?? 0) < 0x80 ? "=" + alias : alias, .region, region.code)
      }
    }
    for sector in vocabulary.sectors.values {
      for alias in [sector.name] + sector.aliases { add(guarded(alias), .sector, sector.name) }
    }
    for measure in vocabulary.measures.values {
      for alias in measure.aliases { add(guarded(alias), .measure, measure.name) }
    }
    // In prose "million dollars" and "thousand persons" are a number and a unit.
    for unit in vocabulary.units.values
    where unit.base == unit.code || !["currency", "count"].contains(unit.dimension) {
      for alias in [unit.code] + unit.aliases {
        let text = alias.hasPrefix("-") ? String(alias.dropFirst()) : alias
        add(guarded(text), unit.dimension == "currency" ? .currency : .unit, unit.code)
      }
    }
  }

  /// Abbreviations in capitals count only in capitals, so that "IT" is not "it".
  private func guarded(_ alias: String) -> String {
    let letters = alias.utf8.filter { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    let capitals = !letters.isEmpty && letters.allSatisfy { $0 <= 0x5A }
    return capitals && letters.count <= 4 ? "=" + alias : alias
  }
}
