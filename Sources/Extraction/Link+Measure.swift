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
    if stem.isEmpty, figure.change == .share { stem = ofThem(passage, k) }
    if stem.isEmpty, figure.change == .rank { stem = ranked(passage, k, sentence) }
    if figure.change == .share, figure.isPercent, stem.isEmpty {
      stem = sharing(figure, passage, sentence)
      // "Trucks account for 5 percent of the exports"
      let whole = wholeValue(figure, passage, sentence)
      if stem.isEmpty || stem == "production" && vocabulary.measures[whole]?.unitClass == "currency" { stem = whole }
      if stem.isEmpty { stem = alsoShared(passage, k, sentence) }
    }
    if stem.isEmpty { stem = figure.nounMeasure }
    if stem.isEmpty, isMade(figure, passage, sentence) { stem = "production" }
    if stem.isEmpty { stem = qualified(figure, passage) }
    if stem.isEmpty { stem = continued(passage, k, sentence) }
    if stem.isEmpty { stem = reached(passage, k, sentence) }
    if stem.isEmpty { stem = nearest(passage, k, sentence) }
    if stem.isEmpty { stem = repeated(passage, k, sentence) }
    if stem.isEmpty, figure.change == .level, vocabulary.units[figure.unit]?.dimension == "currency",
      passage.number - amountPassage <= 1,
      ["with", "contributed", "contributing"].contains(
        passage.text(max(0, (figure.hedge?.lowerBound ?? figure.tokens.lowerBound) - 1))),
      !passage.isWord(figure.tokens.upperBound, Words.to),
      passage.hits(.asset, in: sentence).isEmpty
    {
      stem = amountStem
    }
    if stem.isEmpty { stem = fallback(figure, in: passage, sentence) }
    stem = refined(stem, passage, k, sentence)
    // "The index rose 15 percent, of which manufacturing grew 17 and power production 11"
    if figure.change == .growthRate, ["production", "gross_output", "other"].contains(stem),
      passage.figures[..<k].contains(where: {
        $0.tokens.lowerBound >= sentence.lowerBound && $0.measure == "ipi_growth"
      })
    {
      stem = "ipi"
    }
    passage.figures[k].measure = measure(stem, of: figure)
    // "Accounted for 49.6%, 1.8 percentage points more": points of the share.
    if figure.unit == "pp", k > 0, passage.figures[k - 1].change == .share, passage.figures[k - 1].unit == "%",
      passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound,
      figure.tokens.lowerBound - passage.figures[k - 1].tokens.upperBound <= 10,
      passage.hits(
        .measure,
        in: passage.figures[k - 1].tokens.upperBound
          + 1..<max(passage.figures[k - 1].tokens.upperBound + 1, figure.tokens.lowerBound)
      ).isEmpty
    {
      passage.figures[k].measure = passage.figures[k - 1].measure
    }
    // "Coal output fell 1.2 percent to 1.1 billion tonnes" is no value.
    if stem == "production", k > 0, passage.figures[k - 1].measure == "gross_output_growth",
      passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound,
      passage.isWord((figure.hedge?.lowerBound ?? figure.tokens.lowerBound) - 1, Words.to)
    {
      passage.figures[k - 1].measure = "production_growth"
    }
  }

  /// The name of a measure with the ending for what a figure says of it.
  func measure(_ stem: String, of figure: Figure) -> String {
    switch figure.change {
    case .growthRate where figure.unit != "pp": return stem + "_growth"
    case .share where figure.isPercent && stem == "gdp": return "gdp_share"
    case .share where figure.isPercent && !stem.hasSuffix("_share"):
      return (stem.hasSuffix("_count") ? String(stem.dropLast(6)) : stem) + "_share"
    case .multiple: return stem + "_multiple"
    case .rank where !stem.hasSuffix("_rank"): return stem + "_rank"
    default: return stem
    }
  }

  /// What a measure's phrase means for a figure: a share of the output of something is of what is produced, a share of
  /// the output of an industry is of its value.
  func stem(of hit: PhraseTable.Hit, for figure: Figure, _ passage: Passage) -> String {
    let start = hit.tokens.lowerBound
    // "The output of the electronics industry" is a value.
    if hit.entry.value == "production", passage.isWord(hit.tokens.upperBound - 1, Words.of), figure.unit != "count",
      let noun = passage.nounPhrase(
        from: hit.tokens.upperBound + (passage.isAny(hit.tokens.upperBound, of: Words.determiners) ? 1 : 0)),
      noun.contains(where: { passage.isAny($0, of: Words.trades) })
    {
      return "gross_output"
    }
    guard hit.entry.value == "gross_output", hit.tokens.count == 1, passage.text(start) == "output",
      figure.change == .share || figure.change == .rank,
      start > 0, passage.tokens[start - 1].kind == .word, !passage.isAny(start - 1, of: Words.ofIndustries)
    else { return hit.entry.value }
    return passage.hit(.measure, endingAt: start) == nil ? "production" : hit.entry.value
  }

  /// "A 2-billion-yuan fund", "a 100 billion yuan carbon fibre cluster": what an amount stands before as an adjective.
  private func qualified(_ figure: Figure, _ passage: Passage) -> String {
    guard figure.hyphenated, figure.change == .level, vocabulary.units[figure.unit]?.dimension == "currency",
      let noun = passage.nounPhrase(from: figure.tokens.upperBound)
    else { return "" }
    let head = passage.hits(.measure, in: noun).last {
      $0.tokens.upperBound == noun.upperBound && fits($0.entry.value, figure)
    }
    if let head { return head.entry.value }
    // "A 300-billion-level new material cluster", "a 200-billion-yuan photovoltaic city"
    let whole = passage.isAny(noun.upperBound - 1, of: Words.trades) || passage.text(noun.upperBound - 1) == "city"
    return whole ? "industry_scale" : ""
  }

  /// "Revenue soared by 82 percent to 906 million yuan": the level a rate leads to.
  private func reached(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    let figure = passage.figures[k]
    let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
    guard k > 0, figure.change == .level, passage.figures[k - 1].change == .growthRate,
      passage.isWord(start - 1, Words.to),
      passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound,
      start - passage.figures[k - 1].tokens.upperBound <= 4
    else { return "" }
    let stem = vocabulary.stem(ofMeasure: passage.figures[k - 1].measure)
    return fits(stem, figure) ? stem : ""
  }

  /// "One in five pairs of shoes comes from here", "supplied 31% of the power": a share of what is made.
  private func isMade(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    guard figure.change == .share, passage.isWord(figure.tokens.upperBound, Words.of) || figure.form == .fraction else {
      return false
    }
    let clause = passage.clauses[figure.tokens.lowerBound]
    let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
    if figure.unit == "%", passage.isAny(figure.tokens.upperBound + 1, of: Words.determiners),
      passage.hit(.making, endingAt: start) != nil
    {
      return true
    }
    return passage.hits(.making, in: figure.tokens.upperBound..<max(figure.tokens.upperBound, sentence.upperBound))
      .contains {
        passage.clauses[$0.tokens.lowerBound] == clause
          && (passage.isAny($0.tokens.lowerBound - 1, of: Words.progressive)
            || passage.text($0.tokens.lowerBound).hasPrefix("come"))
      }
  }

  /// "Korean firms led with $0.9 billion": an amount in a sentence without a measure is of the kind of the last one.
  private func repeated(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    let figure = passage.figures[k]
    let pronoun = (sentence.lowerBound..<figure.tokens.lowerBound).contains {
      passage.isAny($0, of: Words.pronouns)
    }
    if figure.change == .growthRate && figure.unit == "%" || figure.change == .multiple && pronoun,
      sentence.lowerBound > 0
    {
      // "… grew by 5.9 percent and ranked 12th. The liquor industry grew 7.9 percent": a rank between says nothing.
      let before = passage.sentence(of: sentence.lowerBound - 1)
      let last = passage.figures[..<k].last {
        $0.change != .rank && $0.unit != "pp"
          && ($0.unit != "count" || ["production", "jobs", "export_volume"].contains($0.measure))
      }
      if let last, before.lowerBound <= last.tokens.lowerBound {
        return vocabulary.stem(ofMeasure: last.measure)
      }
    }
    // "Power equipment grew 8 percent": what grew in the paragraph before was counted alike.
    if figure.change == .growthRate, figure.unit == "%", passage.number - growthPassage <= 1 { return growthStem }
    guard k > 0, figure.change == .level, vocabulary.units[figure.unit]?.dimension == "currency", !figure.hyphenated
    else { return "" }
    let last = passage.figures[k - 1]
    let stem = vocabulary.stem(ofMeasure: last.measure)
    let near =
      sentence.lowerBound > 0 && passage.sentence(of: sentence.lowerBound - 1).contains(last.tokens.lowerBound)
    guard near, fits(stem, figure), passage.hits(.asset, in: sentence).isEmpty else { return "" }
    return stem
  }

  /// "92 billion yuan, an increase of 17.6%": a rate right after a level is that of the level.
  ///
  /// "142 GWh, accounting for 15 percent of the total": so is a share. "Three times the $8 billion of 2022": so is a base.
  private func continued(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    guard k > 0 else { return "" }
    var previous = passage.figures[k - 1].tokens
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
        !passage.hits(.share, in: between).isEmpty || between.contains(where: { passage.isWord($0, Words.or) })
          || isApposed(passage, k, between),
        !passage.hits(.measure, in: object).contains(where: { fits($0.entry.value, passage.figures[k]) })
      else { return "" }
    default: return ""
    }
    guard previous.lowerBound >= sentence.lowerBound, previous.upperBound < position,
      position - previous.upperBound < 14,
      !(previous.upperBound..<position).contains(where: { passage.isSign($0, ";") })
        || passage.figures[k].change != .share
    else { return "" }
    if let noun = passage.figures[k - 1].noun, noun.upperBound < position {
      previous = previous.lowerBound..<max(previous.upperBound, noun.upperBound)
    }
    let between = previous.upperBound..<position
    guard
      !passage.hits(.measure, in: between).contains(where: {
        fits($0.entry.value, passage.figures[k]) && !passage.isInside($0.tokens, .measure)
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

  /// "60,000 tonnes, more than a third of the country's total": nothing but a comma and a hedge between.
  func isApposed(_ passage: Passage, _ k: Int, _ between: Range<Int>) -> Bool {
    let start = passage.figures[k].hedge?.lowerBound ?? passage.figures[k].tokens.lowerBound
    return passage.isSign(between.lowerBound, ",") && start - between.lowerBound <= 2
      && passage.isWord(passage.figures[k].tokens.upperBound, Words.of)
  }

  private func nearest(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    let figure = passage.figures[k]
    let position = figure.tokens.lowerBound
    let clause = passage.clauses[position]
    var best: (score: Double, name: String)?
    for hit in passage.hits(.measure, in: sentence) {
      // "Electricity consumption", "the interest rate": a quantity of its own, though no measure has its name.
      if hit.entry.value == "other", passage.hit(.quantity, at: hit.tokens.lowerBound)?.tokens == hit.tokens,
        (passage.hit(.change, endingAt: hit.tokens.upperBound)?.tokens.count ?? 0) < 2,
        isNamed(by: hit.tokens, figure, passage)
      {
        return "other"
      }
      if hit.entry.value == "other", figure.change == .growthRate || vocabulary.units[figure.unit]?.dimension == "mass",
        (0...3).contains(position - hit.tokens.upperBound), passage.clauses[hit.tokens.lowerBound] == clause
      {
        return "other"
      }
      guard fits(hit.entry.value, figure), passage.marks[hit.tokens.lowerBound] != .figure,
        !passage.isInside(hit.tokens, .share), !passage.isInside(hit.tokens, .measure, value: "other")
      else { continue }
      // "Revenue of the whole industrial chain" is no size of a chain.
      if hit.entry.value == "industry_scale",
        passage.hits(.measure, in: max(sentence.lowerBound, hit.tokens.lowerBound - 7)..<hit.tokens.lowerBound)
          .contains(
            where: { passage.isWord($0.tokens.upperBound, Words.of) && fits($0.entry.value, figure) })
      {
        continue
      }
      // "vehicles" in "new energy vehicles" names the sector.
      if hit.entry.value == "production", figure.unit != "count",
        let sector = passage.hit(.sector, endingAt: hit.tokens.upperBound),
        sector.tokens.lowerBound <= hit.tokens.lowerBound
      {
        continue
      }
      // "34 coal faces were built", beside the output of coal.
      if figure.unit == "count", figure.noun != nil, hit.entry.value == "production",
        passage.clauses[hit.tokens.lowerBound] != clause
      {
        continue
      }
      // A counted thing of its own is not what is counted elsewhere in the sentence.
      if figure.unit == "count", figure.noun != nil, vocabulary.measures[hit.entry.value]?.unitClass == "count" {
        continue
      }
      // "12 stations with a daily capacity of 12 tons": named for the next one.
      if hit.tokens.lowerBound > position, figure.noun != nil, passage.isWord(hit.tokens.upperBound, Words.of),
        passage.figures.indices.contains(k + 1), passage.figures[k + 1].tokens.lowerBound <= hit.tokens.upperBound + 3
      {
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
        // "… and its net profit", "… and set up a fund": of what comes next.
        let between = figure.tokens.upperBound..<max(figure.tokens.upperBound, at)
        if between.contains(where: {
          passage.isWord($0, Words.and)
            && (passage.isAny($0 + 1, of: Words.determiners) || passage.hasVerb($0 + 1..<max($0 + 1, at)))
        }) {
          score -= 2
        }
        if apart > 0 { score -= 1 }
      } else {
        score -= min(2, Double(position - at) * 0.05)
        let start = figure.hedge?.lowerBound ?? position
        if passage.isWord(start - 1, Words.of), hit.tokens.upperBound == start - 1 { score += 0.8 }
      }
      if score > (best?.score ?? 0) { best = (score, stem(of: hit, for: figure, passage)) }
    }
    if let best { return best.name }
    if k > 0, passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound {
      let previous = vocabulary.stem(ofMeasure: passage.figures[k - 1].measure)
      // What is counted has a name of its own: "200 companies, which employ 10,000 professionals".
      let another = figure.unit == "count" && figure.noun != nil && passage.isCount(previous)
      // "Of the 12 chains, 9 grew; that of chips was up 28 percent": no number of chains grew.
      let counted =
        figure.change == .growthRate && vocabulary.measures[previous]?.unitClass == "count"
        && !["production", "jobs"].contains(previous)
      if fits(previous, figure), !another, !counted { return previous }
    }
    return ""
  }

  /// Whether a phrase stands close before a figure, with no other measure that fits between, or right behind it with "in"
  /// or "of".
  private func isNamed(by phrase: Range<Int>, _ figure: Figure, _ passage: Passage) -> Bool {
    let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
    let end = figure.tokens.upperBound
    if phrase.lowerBound >= end {
      return phrase.lowerBound - end <= 3 && passage.isAny(end, of: Words.attaching)
    }
    guard phrase.upperBound <= start, start - phrase.upperBound <= 9, !passage.crossesComma(phrase.upperBound, start),
      !passage.figures.contains(where: { (phrase.upperBound..<start).contains($0.tokens.lowerBound) })
    else { return false }
    return !passage.hits(.measure, in: phrase.upperBound..<start).contains { fits($0.entry.value, figure) }
  }
}
