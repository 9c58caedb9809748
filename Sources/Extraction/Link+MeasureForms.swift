import Observations
import OrderedCollections

/// What the unit, the verb and the noun of a figure make of its measure.
extension Linker {
  /// What the verb of the sentence makes of a measure: projects that were signed, guests who attended.
  func refined(_ stem: String, _ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    if stem == "production" {
      let position = passage.figures[k].tokens.lowerBound
      let low = max(sentence.lowerBound, position - 5)
      if !passage.hits(.capacity, in: low..<position).isEmpty { return "production_capacity" }
    }
    // "3,000 robots work together", "2,360 trucks are running": there, not made.
    if stem == "production", passage.figures[k].nounMeasure == "production", passage.figures[k].change == .level,
      let verb = passage.verb(of: passage.figures[k], in: sentence), verb.tense == .present,
      verb.at > passage.figures[k].tokens.lowerBound || passage.text(verb.at).hasPrefix("host"),
      !passage.isAny(verb.at + 1, of: Words.made),
      passage.clauses[verb.at] == passage.clauses[passage.figures[k].tokens.lowerBound]
    {
      return "other"
    }
    // "A 16-million-ton refinery"
    if stem == "production", passage.figures[k].hyphenated, passage.figures[k].unit != "count",
      let noun = passage.nounPhrase(from: passage.figures[k].tokens.upperBound),
      !passage.hits(.asset, in: noun).isEmpty
    {
      return "production_capacity"
    }
    // What is installed in kilowatts is no output, unless something is made that has them.
    if stem == "production", vocabulary.units[passage.figures[k].unit]?.dimension == "power",
      passage.tokens[passage.figures[k].tokens.upperBound - 1].kind != .ideograph,
      passage.hits(
        .making,
        in: max(sentence.lowerBound, passage.figures[k].tokens.lowerBound - 8)..<passage.figures[k].tokens.lowerBound
      )
      .isEmpty
    {
      return "production_capacity"
    }
    // "A grinding unit of 1.5 million tonnes a year"
    let start = passage.figures[k].hedge?.lowerBound ?? passage.figures[k].tokens.lowerBound
    if stem == "production", passage.isWord(start - 1, Words.of),
      passage.hit(.asset, endingAt: start - 1) != nil || ["unit", "phase"].contains(passage.text(max(0, start - 2)))
    {
      return "production_capacity"
    }
    // "It can process 120,000 substrates a month"
    if ["other", "satellites", "product_count"].contains(stem), passage.figures[k].unit == "count",
      let cue = passage.hit(.capacity, endingAt: start),
      cue.tokens.count > 1
    {
      return "production_capacity"
    }
    if stem.hasPrefix("investment"), isForeign(passage, k) { return "fdi" }
    for hit in passage.hits(.refine, in: sentence) {
      for rule in hit.entry.value.split(separator: "|") {
        let sides = rule.split(separator: ">")
        guard sides.count == 2, sides[0] == stem else { continue }
        if stem == "other", vocabulary.units[passage.figures[k].unit]?.dimension != "currency" { continue }
        if stem == "production", !governs(hit, passage, k) { continue }
        return String(sides[1])
      }
    }
    return stem
  }

  /// "Of which 31 billion was foreign", "90% of which came from abroad".
  func isForeign(_ passage: Passage, _ k: Int) -> Bool {
    let end = passage.figures[k].tokens.upperBound
    let words = (end..<min(passage.tokens.count, end + 5)).prefix {
      !passage.isSign($0, ",") && !passage.isSign($0, ".")
    }
    guard let foreign = words.first(where: { ["foreign", "abroad"].contains(passage.text($0)) }) else { return false }
    return (end..<foreign).allSatisfy { passage.hit(.stop, at: $0) != nil || passage.text($0) == "came" }
  }

  /// "Sold 1.4 million vehicles and exported 231,000": a verb speaks of the next figure, or of the one right before it.
  func governs(_ verb: PhraseTable.Hit, _ passage: Passage, _ k: Int) -> Bool {
    let figure = passage.figures[k]
    if verb.tokens.upperBound <= figure.tokens.lowerBound {
      return !passage.figures[..<k].contains { $0.tokens.lowerBound >= verb.tokens.upperBound && !$0.isPercent }
    }
    let end = figure.noun?.upperBound ?? figure.tokens.upperBound
    let gap = end..<max(end, verb.tokens.lowerBound)
    return gap.count <= 3 && !passage.crossesComma(gap.lowerBound, gap.upperBound)
      && !gap.contains { passage.isAny($0, of: Words.listing) }
      && !passage.figures.dropFirst(k + 1).contains { $0.tokens.lowerBound < verb.tokens.lowerBound }
  }

  /// Whether a measure can carry the unit of a figure.
  func fits(_ name: String, _ figure: Figure) -> Bool {
    guard let measure = vocabulary.measures[name], name != "other" else { return false }
    let dimension = vocabulary.units[figure.unit]?.dimension ?? ""
    switch figure.change {
    case .growthRate, .multiple: return ["currency", "physical", "index", "count"].contains(measure.unitClass)
    case .share where name == "export_volume": return false
    case .share:
      return measure.unitClass == "percent" || measure.unitClass == "currency" || measure.unitClass == "physical"
    case .rank: return measure.unitClass == "rank"
    case .level: break
    }
    switch measure.unitClass {
    case "currency": return dimension == "currency"
    case "count": return figure.unit == "count"
    case "percent": return figure.unit == "%"
    case "area": return dimension == "area" && (figure.unit != "m2" || name == "floor_area")
    case "time": return dimension == "time"
    case "speed": return dimension == "speed"
    case "length": return dimension == "length"
    case "physical": return ["mass", "energy", "power", "count", "volume"].contains(dimension)
    case "index": return figure.unit == "%" || figure.unit.isEmpty
    default: return false
    }
  }

  /// What the unit alone suggests.
  func fallback(_ figure: Figure, in passage: Passage, _ sentence: Range<Int>) -> String {
    if figure.unit == "count", figure.change == .level,
      (max(sentence.lowerBound, figure.tokens.lowerBound - 5)..<figure.tokens.lowerBound).contains(where: {
        ["employ", "employs", "employed", "employing"].contains(passage.text($0))
      })
    {
      return "jobs"
    }
    // "Account for 50 percent of the chemical industry"
    if figure.change == .share, figure.isPercent, passage.isWord(figure.tokens.upperBound, Words.of) {
      let object = complement(of: figure.tokens.upperBound, passage, sentence)
      if let head = object.last, passage.isAny(head, of: Words.trades) { return "gross_output" }
    }
    // "Make a third of the world's vaccines"
    if figure.change == .share,
      !passage.hits(.making, in: max(sentence.lowerBound, figure.tokens.lowerBound - 6)..<figure.tokens.lowerBound)
        .isEmpty
    {
      return "production"
    }
    // "The line produces 1.44 million substrates"
    if figure.unit == "count", figure.change == .level, figure.noun != nil,
      let verb = passage.verb(before: figure.tokens.lowerBound, in: sentence),
      figure.tokens.lowerBound - verb.at <= 4, passage.hit(.making, at: verb.at) != nil
    {
      return "production"
    }
    switch vocabulary.units[figure.unit]?.dimension ?? "" {
    case "area": return figure.unit == "m2" ? "floor_area" : "land_area"
    case "speed": return "speed"
    case "currency":
      let before = sentence.lowerBound..<figure.tokens.lowerBound
      let industry = passage.hits(.measure, in: before).contains {
        $0.entry.value == "cluster_count" || $0.entry.value == "sector_count"
      }
      // "The base produced petrochemicals worth 123.6 billion yuan"
      let clause = passage.clauses[figure.tokens.lowerBound]
      if passage.text(max(0, (figure.hedge?.lowerBound ?? figure.tokens.lowerBound) - 1)) == "worth",
        passage.hits(.making, in: before).contains(where: { passage.clauses[$0.tokens.lowerBound] == clause })
      {
        return "gross_output"
      }
      // "A Rs 2,750-crore battery unit"
      if figure.hyphenated, let noun = passage.nounPhrase(from: figure.tokens.upperBound),
        let head = noun.last, passage.hit(.asset, at: head) != nil || passage.text(head) == "unit"
      {
        return "investment"
      }
      if figure.hyphenated || industry { return "industry_scale" }
      // "Chip production was worth 1.4 trillion yen"
      if passage.text(max(0, (figure.hedge?.lowerBound ?? figure.tokens.lowerBound) - 1)) == "for",
        !passage.hits(.plan, in: before).isEmpty
      {
        return "investment"
      }
      if passage.hits(.measure, in: before).contains(where: {
        $0.entry.value == "production" && passage.marks[$0.tokens.lowerBound] != .figure
      }),
        passage.hits(.asset, in: sentence).isEmpty
      {
        return "gross_output"
      }
      return passage.hits(.asset, in: sentence).isEmpty ? "other" : "investment"
    case "length": return figure.unit == "inch" ? "product_size" : "distance"
    case "power": return "production_capacity"
    case "mass", "energy", "volume": return "production"
    case "rank": return "industry_rank"
    default: return "other"
    }
  }
}
