import Observations
import OrderedCollections

extension Linker {
  /// The sector in what is counted, the topic of the sentence, the nearest one, or the last of the paragraph.
  func linkSector(_ passage: inout Passage, _ k: Int, _ sentence: Range<Int>) {
    let figure = passage.figures[k]
    let position = figure.tokens.lowerBound
    let clause = passage.clauses[position]
    var best: (score: Double, name: String)?
    for hit in passage.hits(.sector, in: sentence) {
      var score = 4.0 + 0.1 * Double(hit.tokens.count)
      let apart = Double(abs(passage.clauses[hit.tokens.lowerBound] - clause))
      score -= min(2.5, apart)
      if let noun = figure.noun, noun.contains(hit.tokens.lowerBound) { score += 3 }
      if hit.tokens.lowerBound > position, figure.noun == nil { score -= 0.8 }
      if hit.entry.value == "All industry" { score -= 1.2 }
      score -= min(1, Double(abs(hit.tokens.lowerBound - position)) * 0.03)
      if passage.hit(.topic, endingAt: hit.tokens.lowerBound) != nil
        || passage.hit(.topic, endingAt: hit.tokens.lowerBound - 1) != nil
      {
        score += 3
      }
      if score > (best?.score ?? 0.8) { best = (score, hit.entry.value) }
    }
    let stem = vocabulary.stem(ofMeasure: figure.measure)
    if ["attendees", "team_count", "trip_count", "event_count", "district_count"].contains(stem),
      !passage.hits(.sector, in: figure.noun ?? position..<position).contains(where: { $0.entry.value == best?.name })
    {
      best = nil
    } else if best == nil, passage.number == sectorPassage, !isMacroeconomic(stem) {
      best = (0, currentSector)
    }
    passage.figures[k].sector = best?.name ?? ""
  }

  /// Measures of a whole economy, which take no sector from the sentence before.
  private func isMacroeconomic(_ stem: String) -> Bool {
    [
      "gdp", "exports", "imports", "trade_balance", "fdi", "budget_revenue", "projects_signed", "investment_signed",
      "ipi", "land_area",
    ].contains(stem)
  }
}
