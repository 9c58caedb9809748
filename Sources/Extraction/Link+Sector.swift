import Observations
import OrderedCollections

extension Linker {
  /// The sector in what is counted, the topic of the sentence, the nearest one, or the last of the paragraph.
  func linkSector(
    _ passage: inout Passage, _ k: Int, _ sentence: Range<Int>, _ mentions: ArraySlice<SectorMention>,
    _ subject: SentenceSubject
  ) {
    let figure = passage.figures[k]
    if let sector = sectorOfWhole(passage, k, sentence, mentions) {
      passage.figures[k].sector = sector
      return
    }
    let stem = vocabulary.stem(ofMeasure: figure.measure)
    // The product of a region is of no sector; a share of it may be one's.
    if comesAlong(passage, k, sentence) { return }
    if stem == "gdp", figure.change != .share,
      passage.hits(.share, in: sentence.lowerBound..<figure.tokens.lowerBound).isEmpty
    {
      return
    }
    let phrase = counted(figure, passage, sentence)
    let counts = passage.isCount(stem) || stem.hasSuffix("project")
    // A share of a value is that of its subject; a share of counted things is one of them.
    let complement =
      figure.change == .share && !figure.isShareOfCount && stem != "production"
      ? phrase.upperBound..<phrase.upperBound
      : complement(of: phrase.upperBound, passage, sentence)
    let opening =
      figure.isShareOfCount && !isOpen(complement, passage)
      ? sentence.lowerBound..<sentence.lowerBound
        + sentence.prefix { passage.clauses[$0] == passage.clauses[sentence.lowerBound] }.count : 0..<0
    var best: (score: Double, name: String)?
    var weak: String?
    var isOfAnyKind = false
    for mention in mentions {
      let at = mention.tokens.lowerBound
      if mention.isWeak {
        weak = mention.name
        isOfAnyKind = isOfAnyKind || phrase.contains(at)
        continue
      }
      // What was signed for several sectors is of none of them.
      if mention.listed, isMacroeconomic(stem), figure.change == .level, !phrase.contains(at) { continue }
      if mention.inMeasure, !isOf(mention, stem, figure, passage) { continue }
      let inPhrase = phrase.contains(at) || complement.contains(at) || opening.contains(at)
      if mention.name == "All industry", isSaidOfBusiness(mention, passage, subject, sentence) { continue }
      if isBoundToPhrase(stem), !inPhrase, !mention.topic { continue }
      if mention.isGeneric, !inPhrase, !passage.figures[..<k].contains(where: { $0.noun?.contains(at) ?? false }) {
        continue
      }
      if mention.name == "All industry", !inPhrase, stem == "project_duration" || counts && at > phrase.upperBound {
        continue
      }
      let score =
        inPhrase
        ? 7.5 + 0.1 * Double(mention.tokens.count) - Double(at - phrase.lowerBound) * 0.01
          - (mention.name == "All industry" ? 1 : 0)
        : nearness(of: mention, to: k, passage, sentence)
      if score > (best?.score ?? 0.8) { best = (score, mention.name) }
    }
    if !topicSector.isEmpty, topicPassage == passage.number, (best?.score ?? 0) < 3.6, !isMacroeconomic(stem),
      !isBoundToPhrase(stem)
    {
      best = (3.6, topicSector)
    }
    // "Vehicles" of an electric vehicle plant are electric.
    if let wide = best?.name, wide != "All industry", wide != "Manufacturing",
      let narrow = mentions.last(where: {
        !$0.isCompany && $0.tokens.lowerBound < figure.tokens.lowerBound
          && vocabulary.sectors[$0.name]?.parent == wide
      })?.tokens.lowerBound,
      passage.clauses[narrow] == passage.clauses[figure.tokens.lowerBound]
        || stem == "production_capacity"
          && !passage.figures[..<k].contains(where: { $0.noun?.contains(narrow) ?? false })
    {
      best?.name = mentions.first { $0.tokens.lowerBound == narrow }?.name ?? wide
    }
    if best == nil, !isBoundToPhrase(stem) {
      let passed = inherited(passage, k, sentence, stem, subject)
      // "38,837 factories" are of all kinds, unless the title says what the article is about.
      best = (isOfAnyKind && passed == articleSector && !titleIsSector ? weak ?? passed : passed ?? weak).map {
        (0, $0)
      }
    }
    passage.figures[k].sector = best?.name ?? ""
    // Gigawatt-hours are made where batteries are, whatever cars they are for.
    if figure.unit == "GWh", stem.hasPrefix("production"),
      vocabulary.isKin(passage.figures[k].sector, "New energy vehicles")
    {
      passage.figures[k].sector = "Power batteries"
    }
  }

  /// "391,000 cars, a third of the country's": a share of what stands before is of the same sector.
  private func sectorOfWhole(
    _ passage: Passage, _ k: Int, _ sentence: Range<Int>, _ mentions: ArraySlice<SectorMention>
  ) -> String? {
    guard k > 0, passage.figures[k].change == .share, !passage.figures[k].isShareOfCount else { return nil }
    let whole = passage.figures[k - 1]
    let between = whole.tokens.upperBound..<max(whole.tokens.upperBound, passage.figures[k].tokens.lowerBound)
    guard whole.tokens.lowerBound >= sentence.lowerBound, whole.change == .level, !whole.sector.isEmpty,
      vocabulary.stem(ofMeasure: whole.measure) == vocabulary.stem(ofMeasure: passage.figures[k].measure),
      between.count < 12, !passage.hits(.share, in: between).isEmpty,
      !mentions.contains(where: {
        between.contains($0.tokens.lowerBound) && !(whole.noun?.overlaps($0.tokens) ?? false)
      })
    else { return nil }
    return whole.sector
  }

  private func nearness(
    of mention: SectorMention, to k: Int, _ passage: Passage, _ sentence: Range<Int>
  ) -> Double {
    let figure = passage.figures[k]
    let position = figure.tokens.lowerBound
    let at = mention.tokens.lowerBound
    var score = 4.0 + 0.1 * Double(mention.tokens.count)
    // What a sentence is about is no farther from its last clause than from its first.
    let subject =
      lead.contains(at) && passage.tokens[at].kind == .word
      && !(at..<max(at, position)).contains { passage.isSign($0, ";") || passage.isAny($0, of: Words.contrast) }
    score -= min(subject ? 1 : 2.5, Double(abs(passage.clauses[at] - passage.clauses[position])))
    if at > position {
      if (figure.tokens.upperBound..<max(figure.tokens.upperBound, at)).contains(where: { passage.isSign($0, ";") }) {
        score -= 3
      }
      score -= figure.change == .share && !figure.isShareOfCount ? 2.3 : 0.8
      // "Supplied 400 sets to steelworks"
      if passage.hit(.oblique, endingAt: at) != nil { score -= 1.5 }
      if mention.name == "All industry" { score -= 2 }
      // What stands before the next figure and behind "and" is the next one's.
      if passage.figures.indices.contains(k + 1), passage.figures[k + 1].tokens.lowerBound < sentence.upperBound {
        let next = passage.figures[k + 1].tokens.lowerBound
        let joint = (figure.tokens.upperBound..<max(at, figure.tokens.upperBound)).contains {
          passage.isWord($0, Words.and) || passage.isSign($0, ",") || passage.isSign($0, ";")
        }
        if at > next { score -= 2 } else if joint { score -= 2 }
      }
    } else {
      // What another figure counts is not what this one is about.
      for other in passage.figures[..<k].reversed() {
        guard other.tokens.lowerBound >= sentence.lowerBound else { break }
        if other.noun?.contains(at) ?? false, other.unit == "count", figure.unit == "count" {
          score -= figure.noun == nil ? 1.5 : 3
        }
      }
      let before = at - 1
      // "… and wood products $2.2 billion"
      let lead = figure.hedge?.lowerBound ?? position
      if mention.name != "All industry", k > 0, passage.figures[k - 1].tokens.upperBound <= at,
        lead - mention.tokens.upperBound <= 2
      {
        score += 1.2
      }
      if passage.hit(.measure, endingAt: at) != nil
        || (before - 3..<at).contains(where: {
          passage.isWord($0, Words.of) && passage.hit(.measure, endingAt: $0) != nil
        })
        || passage.hit(.measure, at: mention.tokens.upperBound) != nil
      {
        score += 0.6
      }
    }
    for other in passage.figures[k...].dropFirst().prefix(while: { $0.tokens.lowerBound < sentence.upperBound })
    where other.noun?.contains(at) ?? false {
      score -= 4
    }
    if passage.hasContrast(min(at, position)..<max(at, position)) {
      score -= 3
    }
    if mention.name == "All industry" { score -= 1.2 }
    if mention.inName { score -= 2.2 }
    // "Hyundai will spend 2 trillion won on a battery plant": what is said outweighs what a company is known for.
    if mention.isCompany { score -= isSaidBeside(position, by: mention, passage, sentence) ? 2.5 : 0.8 }
    if mention.member { score -= 2.5 }
    if mention.topic { score += 3 }
    return score - min(1, Double(abs(at - position)) * 0.03)
  }

  /// Whether the clause of a token or one beside it names a sector in so many words.
  private func isSaidBeside(
    _ position: Int, by company: SectorMention, _ passage: Passage, _ sentence: Range<Int>
  ) -> Bool {
    passage.hits(.sector, in: sentence).contains {
      $0.entry.value != company.name && !Passage.wide.contains($0.entry.value)
        && ($0.tokens.lowerBound < position
          || passage.clauses[$0.tokens.lowerBound] - passage.clauses[position] <= 1)
        && $0.entry.value != "-"
    }
  }

  /// The figure with what it counts, or the noun its unit qualifies: "100-billion-yuan carbon fiber cluster".
  private func counted(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> Range<Int> {
    if let noun = figure.noun { return min(noun.lowerBound, figure.tokens.lowerBound)..<noun.upperBound }
    var start = figure.tokens.upperBound
    if figure.hyphenated {
      // "a 10,000-acre, 100-billion-yuan platform"
      while start < sentence.upperBound,
        passage.isSign(start, ",") || passage.isSign(start, "\"") || passage.marks[start] == .figure
      {
        start += 1
      }
    }
    guard let noun = passage.nounPhrase(from: start), noun.upperBound <= sentence.upperBound else {
      return figure.tokens
    }
    return figure.tokens.lowerBound..<noun.upperBound
  }

  private func isOpen(_ range: Range<Int>, _ passage: Passage) -> Bool {
    passage.hits(.measure, in: range).contains { passage.isCount($0.entry.value) }
  }

  /// "… of industrial land", "a cluster for new energy storage", "growth in value added": what hangs on it.
  func complement(of start: Int, _ passage: Passage, _ sentence: Range<Int>) -> Range<Int> {
    var end = start
    // "Double the output value of industry"
    if passage.isAny(start, of: Words.determiners), let noun = passage.nounPhrase(from: start + 1) {
      end = min(noun.upperBound, sentence.upperBound)
    }
    if let change = passage.hit(.change, at: end) { end = change.tokens.upperBound }
    for _ in 0..<2 {
      guard end < sentence.upperBound, passage.isAny(end, of: Words.attaching) else { break }
      let article = passage.isAny(end + 1, of: Words.determiners)
      guard let noun = passage.nounPhrase(from: article ? end + 2 : end + 1), noun.upperBound <= sentence.upperBound
      else { break }
      end = noun.upperBound
      if passage.isSign(end, "\"") { end += 1 }
    }
    return start..<max(start, end)
  }
}
