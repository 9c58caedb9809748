import Observations
import OrderedCollections

extension Linker {
  /// What a figure measures: the nearest word that fits its unit, the figure before it, or the unit alone.
  func linkMeasure(_ passage: inout Passage, _ k: Int, _ sentence: Range<Int>) {
    let figure = passage.figures[k]
    var stem = figure.measure
    if stem.isEmpty, figure.change == .share {
      stem = whole(passage, k, sentence)
      passage.figures[k].isShareOfCount = !stem.isEmpty
    }
    if stem.isEmpty, figure.change == .rank { stem = ranked(passage, k, sentence) }
    if figure.change == .share, figure.isPercent, stem.isEmpty {
      stem = sharing(figure, passage, sentence)
      if stem.isEmpty { stem = wholeValue(figure, passage, sentence) }
    }
    if stem.isEmpty { stem = figure.nounMeasure }
    if stem.isEmpty { stem = continued(passage, k, sentence) }
    if stem.isEmpty { stem = nearest(passage, k, sentence) }
    if stem.isEmpty { stem = repeated(passage, k, sentence) }
    if stem.isEmpty { stem = fallback(figure, in: passage, sentence) }
    stem = refined(stem, passage, k, sentence)
    var measure = stem
    switch figure.change {
    case .growthRate where figure.unit != "pp": measure = stem + "_growth"
    case .share where figure.isPercent && stem == "gdp": measure = "gdp_share"
    case .share where figure.isPercent && !stem.hasSuffix("_share"):
      measure = (stem.hasSuffix("_count") ? String(stem.dropLast(6)) : stem) + "_share"
    case .multiple: measure = stem + "_multiple"
    case .rank where !stem.hasSuffix("_rank"): measure = stem + "_rank"
    default: break
    }
    passage.figures[k].measure = measure
    // "Coal output fell 1.2 percent to 1.1 billion tonnes" is no value.
    if stem == "production", k > 0, passage.figures[k - 1].measure == "gross_output_growth",
      passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound,
      passage.isWord((figure.hedge?.lowerBound ?? figure.tokens.lowerBound) - 1, Words.to)
    {
      passage.figures[k - 1].measure = "production_growth"
    }
  }

  /// "Exports, which account for two thirds of sales": what has the share.
  private func sharing(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> String {
    let low = max(sentence.lowerBound, figure.tokens.lowerBound - 8)
    guard let verb = passage.hits(.share, in: low..<figure.tokens.lowerBound).last else { return "" }
    let subject = max(sentence.lowerBound, verb.tokens.lowerBound - 5)..<verb.tokens.lowerBound
    let measure = passage.hits(.measure, in: subject).last { fits($0.entry.value, figure) }
    guard let measure, verb.tokens.lowerBound - measure.tokens.upperBound <= 2 else { return "" }
    return measure.entry.value
  }

  /// "27 percent of GDP", "80 percent of its exports": what the share is one of, where it is a value.
  private func wholeValue(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> String {
    let end = figure.tokens.upperBound
    guard passage.isWord(end, Words.of) else { return "" }
    let object = end..<min(sentence.upperBound, end + 8)
    let first = passage.hits(.measure, in: object).first {
      passage.clauses[end] == passage.clauses[$0.tokens.lowerBound]
    }
    return first.map { $0.entry.value == "gdp" || fits($0.entry.value, figure) ? $0.entry.value : "" } ?? ""
  }

  /// "Korean firms led with $0.9 billion": an amount in a sentence without a measure is of the kind of the last one.
  private func repeated(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    let figure = passage.figures[k]
    let pronoun = (sentence.lowerBound..<figure.tokens.lowerBound).contains {
      passage.isAny($0, of: Words.pronouns)
    }
    if k > 0, figure.change == .growthRate && figure.unit == "%" || figure.change == .multiple && pronoun,
      sentence.lowerBound > 0,
      passage.sentence(of: sentence.lowerBound - 1).contains(passage.figures[k - 1].tokens.lowerBound)
    {
      return vocabulary.stem(ofMeasure: passage.figures[k - 1].measure)
    }
    guard k > 0, figure.change == .level, vocabulary.units[figure.unit]?.dimension == "currency", !figure.hyphenated
    else { return "" }
    let last = passage.figures[k - 1]
    let stem = vocabulary.stem(ofMeasure: last.measure)
    let near =
      sentence.lowerBound > 0 && passage.sentence(of: sentence.lowerBound - 1).contains(last.tokens.lowerBound)
    guard near, fits(stem, figure), passage.hits(.asset, in: sentence).isEmpty else { return "" }
    return stem
  }

  /// "40% of the projects", "among the new projects … 40%": what the share is one of, where it is counted.
  private func whole(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    let figure = passage.figures[k]
    let object = complement(of: figure.noun?.upperBound ?? figure.tokens.upperBound, passage, sentence)
    let counted = passage.hits(.measure, in: object).filter { passage.isCount($0.entry.value) }
    if let head = counted.last(where: { $0.tokens.upperBound == object.upperBound }) ?? counted.last,
      passage.hits(.measure, in: object).allSatisfy({ passage.isCount($0.entry.value) })
    {
      return head.entry.value
    }
    guard passage.isAny(sentence.lowerBound, of: Words.opening) else { return "" }
    let opening = sentence.prefix { passage.clauses[$0] == passage.clauses[sentence.lowerBound] }
    return passage.hits(.measure, in: opening).last { passage.isCount($0.entry.value) }?.entry.value ?? ""
  }

  /// "Ranked third in exports", "output ranked first": the flow that is ranked.
  private func ranked(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    let end = passage.figures[k].tokens.upperBound
    let start = passage.figures[k].tokens.lowerBound
    func flow(_ range: Range<Int>) -> String? {
      passage.hits(.measure, in: range).last {
        ["currency", "physical"].contains(vocabulary.measures[$0.entry.value]?.unitClass ?? "")
      }?.entry.value
    }
    if passage.figures[k].qualifier == .upTo,
      let noun = passage.nounPhrase(from: end), noun.upperBound <= sentence.upperBound,
      passage.hits(.measure, in: noun).contains(where: { $0.entry.value == "company_count" })
    {
      return "company_rank"
    }
    let behind = passage.text(min(end, passage.tokens.count - 1))
    if end < sentence.upperBound {
      // A place may stand between: "first in China by production".
      let window = end..<min(sentence.upperBound, end + 7)
      if ["in", "by", "for", "nationwide", "globally"].contains(behind),
        let found = passage.hits(.measure, in: window).first(where: {
          ["currency", "physical"].contains(vocabulary.measures[$0.entry.value]?.unitClass ?? "")
            && ["in", "by", "for", "of"].contains(passage.text($0.tokens.lowerBound - 1))
        })
      {
        return found.entry.value
      }
    }
    let clause = passage.clauses[start]
    // "A surplus of 21 billion, the second-largest in the country"
    if k > 0, passage.figures[k - 1].change == .level, passage.isSign(passage.figures[k - 1].tokens.upperBound, ","),
      start - passage.figures[k - 1].tokens.upperBound <= 3
    {
      let stem = vocabulary.stem(ofMeasure: passage.figures[k - 1].measure)
      if ["exports", "imports", "trade_balance"].contains(stem) { return "trade" }
      if vocabulary.measures[stem]?.unitClass == "currency" { return stem }
    }
    return flow((max(sentence.lowerBound, start - 6)..<start).filter { passage.clauses[$0] == clause }.range) ?? ""
  }

  /// "92 billion yuan, an increase of 17.6%": a rate right after a level is that of the level.
  ///
  /// "142 GWh, accounting for 15 percent of the total": so is a share. "Three times the $8 billion of 2022": so is a base.
  private func continued(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    guard k > 0 else { return "" }
    let previous = passage.figures[k - 1].tokens
    let position = passage.figures[k].tokens.lowerBound
    if passage.figures[k - 1].change == .multiple, passage.figures[k].change == .level,
      (0...2).contains(position - previous.upperBound), passage.figures[k].noun == nil
    {
      return vocabulary.stem(ofMeasure: passage.figures[k - 1].measure)
    }
    guard passage.figures[k - 1].change == .level else { return "" }
    switch passage.figures[k].change {
    case .growthRate, .multiple: break
    case .share:
      let between = previous.upperBound..<max(previous.upperBound, position)
      let object = complement(of: passage.figures[k].tokens.upperBound, passage, sentence)
      guard
        !passage.hits(.share, in: between).isEmpty || between.contains(where: { passage.isWord($0, Words.or) }),
        !passage.hits(.measure, in: object).contains(where: { fits($0.entry.value, passage.figures[k]) })
      else { return "" }
    default: return ""
    }
    guard previous.lowerBound >= sentence.lowerBound, previous.upperBound < position,
      position - previous.upperBound < 14
    else { return "" }
    let between = previous.upperBound..<position
    guard
      !passage.hits(.measure, in: between).contains(where: {
        fits($0.entry.value, passage.figures[k])
          && (vocabulary.measures[$0.entry.value]?.unitClass != "count" || $0.entry.value == "jobs")
      })
    else {
      return ""
    }
    let after = passage.figures[k].tokens.upperBound
    if passage.hit(.change, at: after) != nil, passage.isWord(after + 1, Words.in) { return "" }
    // "12.1 billion dollars of ships … a surplus of …, the second-largest": no share of what is only near.
    if passage.figures[k].change == .share, (between.first.map { !passage.isSign($0, ",") } ?? true) { return "" }
    return vocabulary.stem(ofMeasure: passage.figures[k - 1].measure)
  }

  /// What the verb of the sentence makes of a measure: projects that were signed, guests who attended.
  private func refined(_ stem: String, _ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    if stem == "production" {
      let position = passage.figures[k].tokens.lowerBound
      let low = max(sentence.lowerBound, position - 5)
      if !passage.hits(.capacity, in: low..<position).isEmpty { return "production_capacity" }
    }
    for hit in passage.hits(.refine, in: sentence) {
      for rule in hit.entry.value.split(separator: "|") {
        let sides = rule.split(separator: ">")
        guard sides.count == 2, sides[0] == stem else { continue }
        if stem == "other", vocabulary.units[passage.figures[k].unit]?.dimension != "currency" { continue }
        return String(sides[1])
      }
    }
    return stem
  }

  private func nearest(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    let figure = passage.figures[k]
    let position = figure.tokens.lowerBound
    let clause = passage.clauses[position]
    var best: (score: Double, name: String)?
    for hit in passage.hits(.measure, in: sentence) {
      guard fits(hit.entry.value, figure), passage.marks[hit.tokens.lowerBound] != .figure,
        !passage.isInside(hit.tokens, .share), !passage.isInside(hit.tokens, .measure, value: "other")
      else { continue }
      // "vehicles" in "new energy vehicles" names the sector.
      if hit.entry.value == "production", figure.unit != "count",
        let sector = passage.hit(.sector, endingAt: hit.tokens.upperBound),
        sector.tokens.lowerBound <= hit.tokens.lowerBound
      {
        continue
      }
      // A counted thing of its own is not what is counted elsewhere in the sentence.
      if figure.unit == "count", figure.noun != nil, vocabulary.measures[hit.entry.value]?.unitClass == "count" {
        continue
      }
      let at = hit.tokens.lowerBound
      var score = 4.0 + 0.25 * Double(min(3, hit.tokens.count))
      let apart = Double(abs(passage.clauses[at] - clause))
      // What grows is rarely a number of things unless "the number of" says so.
      if figure.change == .growthRate || figure.change == .multiple,
        vocabulary.measures[hit.entry.value]?.unitClass == "count",
        !["production", "jobs"].contains(hit.entry.value), passage.text(max(0, at - 2)) != "number"
      {
        continue
      }
      score -= apart * 0.8
      if at > position {
        // After the figure only right behind it: "10.4 percent growth in value added", "50 billion yuan of output".
        let gap = at - figure.tokens.upperBound
        score -= gap <= 6 ? 0.5 : 3
        if apart > 0 { score -= 1 }
      } else {
        score -= min(2, Double(position - at) * 0.05)
        let start = figure.hedge?.lowerBound ?? position
        if passage.isWord(start - 1, Words.of), hit.tokens.upperBound == start - 1 { score += 0.8 }
      }
      if score > (best?.score ?? 0) { best = (score, hit.entry.value) }
    }
    if let best { return best.name }
    if k > 0, passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound {
      let previous = vocabulary.stem(ofMeasure: passage.figures[k - 1].measure)
      if fits(previous, figure) { return previous }
    }
    return ""
  }

  /// Whether a measure can carry the unit of a figure.
  private func fits(_ name: String, _ figure: Figure) -> Bool {
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
  private func fallback(_ figure: Figure, in passage: Passage, _ sentence: Range<Int>) -> String {
    switch vocabulary.units[figure.unit]?.dimension ?? "" {
    case "area": return figure.unit == "m2" ? "floor_area" : "land_area"
    case "speed": return "speed"
    case "currency":
      let before = sentence.lowerBound..<figure.tokens.lowerBound
      let industry = passage.hits(.measure, in: before).contains {
        $0.entry.value == "cluster_count" || $0.entry.value == "sector_count"
      }
      if figure.hyphenated || industry { return "industry_scale" }
      // "Chip production was worth 1.4 trillion yen"
      if passage.hits(.measure, in: before).contains(where: { $0.entry.value == "production" }),
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

extension [Int] {
  /// From the first to the last of consecutive indices.
  fileprivate var range: Range<Int> { isEmpty ? 0..<0 : self[0]..<self[count - 1] + 1 }
}
