import Observations
import OrderedCollections

extension Linker {
  /// The sector in what is counted, the topic of the sentence, the nearest one, or the last of the paragraph.
  ///
  /// `ofRegion`: whether the sentence starts with a region, "the state attracted".
  func linkSector(
    _ passage: inout Passage, _ k: Int, _ sentence: Range<Int>, _ mentions: ArraySlice<SectorMention>, ofRegion: Bool
  ) {
    let figure = passage.figures[k]
    if let sector = sectorOfWhole(passage, k, sentence, mentions) {
      passage.figures[k].sector = sector
      return
    }
    let stem = vocabulary.stem(ofMeasure: figure.measure)
    let phrase = counted(figure, passage, sentence)
    let counts = passage.isCount(stem) || stem.hasSuffix("project")
    // A share of a value is that of its subject; a share of counted things is one of them.
    let complement =
      figure.change == .share && !figure.isShareOfCount
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
      let inPhrase = phrase.contains(at) || complement.contains(at) || opening.contains(at)
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
        $0.tokens.lowerBound < figure.tokens.lowerBound && vocabulary.sectors[$0.name]?.parent == wide
      })?.tokens.lowerBound,
      passage.clauses[narrow] == passage.clauses[figure.tokens.lowerBound]
        || stem == "production_capacity"
          && !passage.figures[..<k].contains(where: { $0.noun?.contains(narrow) ?? false })
    {
      best?.name = mentions.first { $0.tokens.lowerBound == narrow }?.name ?? wide
    }
    if best == nil, !isBoundToPhrase(stem) {
      let passed = inherited(passage, k, sentence, stem, ofRegion: ofRegion)
      // "38,837 factories" are of all kinds, unless the title says what the article is about.
      best = (isOfAnyKind && passed == subject && !titleIsSubject ? weak ?? passed : passed ?? weak).map { (0, $0) }
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
    score -= min(2.5, Double(abs(passage.clauses[at] - passage.clauses[position])))
    if at > position {
      score -= figure.change == .share && !figure.isShareOfCount ? 2.3 : 0.8
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
        if other.noun?.contains(at) ?? false, other.unit == "count", figure.unit == "count" { score -= 1.5 }
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
    if mention.member { score -= 2.5 }
    if mention.topic { score += 3 }
    return score - min(1, Double(abs(at - position)) * 0.03)
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

  /// From the figure it continues, the sentence before, or the heading of the section.
  private func inherited(
    _ passage: Passage, _ k: Int, _ sentence: Range<Int>, _ stem: String, ofRegion: Bool
  ) -> String? {
    if k > 0, passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound,
      vocabulary.stem(ofMeasure: passage.figures[k - 1].measure) == stem,
      !passage.hasContrast(passage.figures[k - 1].tokens.upperBound..<passage.figures[k].tokens.lowerBound)
    {
      return passage.figures[k - 1].sector
    }
    if k > 0, passage.figures[k].change == .growthRate, passage.figures[k].measure == passage.figures[k - 1].measure,
      passage.figures[k - 1].tokens.lowerBound < sentence.lowerBound
    {
      return passage.figures[k - 1].sector
    }
    if !lastSector.isEmpty, !passage.hits(.sectorAnaphor, in: sentence).isEmpty { return lastSector }
    if isMacroeconomic(stem) { return ofEconomy(passage, k, sentence, stem, ofRegion: ofRegion) }
    // The share of several clusters together is not that of the cluster named last.
    if passage.figures[k].change == .share,
      (sentence.lowerBound..<passage.figures[k].tokens.lowerBound).contains(where: {
        passage.isWord($0, Words.clusters)
      })
    {
      return "All industry"
    }
    let near = passage.number == sectorPassage && sentence.lowerBound <= sectorReach
    if near, sectionSector.isEmpty || !Passage.wide.contains(currentSector) { return currentSector }
    // What a title names is not the sector of everything that is invested or employed.
    if !subject.isEmpty, sectionOpens <= 1 || sectionSector.isEmpty, !ofRegion || !Self.general.contains(stem) {
      return subject
    }
    if sectionOpens == 1, Self.general.contains(stem) { return nil }
    return sectionSector.isEmpty ? nil : sectionSector
  }

  /// What is measured of whole economies has a sector where the title names one for what is signed or built there,
  /// where a company does it, and as a share of what stands before.
  private func ofEconomy(
    _ passage: Passage, _ k: Int, _ sentence: Range<Int>, _ stem: String, ofRegion: Bool
  ) -> String? {
    if titleIsSubject, !ofRegion, ["projects_signed", "investment_signed", "land_area"].contains(stem) {
      return subject
    }
    guard k > 0 else { return nil }
    let figure = passage.figures[k]
    let last = passage.figures[k - 1]
    let isPart =
      figure.change == .share && figure.unit == "%" && vocabulary.stem(ofMeasure: last.measure) != stem
    let ofCompany =
      !ofRegion && (last.tokens.lowerBound >= sentence.lowerBound || figure.change == .share)
      && (sentence.lowerBound..<figure.tokens.lowerBound).contains { passage.isAny($0, of: Words.companies) }
    return isPart || ofCompany ? last.sector : nil
  }

  private static let general: Set = [
    "project_count", "jobs", "investment", "investment_approved", "registered_capital", "credit",
    "company_registrations",
  ]

  /// Measures of a whole economy, which take no sector from the sentence before.
  private func isMacroeconomic(_ stem: String) -> Bool {
    [
      "gdp", "exports", "imports", "trade_balance", "fdi", "budget_revenue", "projects_signed", "investment_signed",
      "ipi", "land_area", "fund_size",
    ].contains(stem)
  }

  /// Things that have a sector only where they are named with it.
  private func isBoundToPhrase(_ stem: String) -> Bool {
    [
      "attendees", "team_count", "trip_count", "event_count", "district_count", "park_count", "history_length",
      "event_duration",
    ].contains(stem)
  }

  /// Keeps the sector a sentence was about for the next one; a topic lasts to the end of the paragraph.
  mutating func carrySector(
    _ passage: Passage, _ figures: [Int], _ sentence: Range<Int>, _ mentions: ArraySlice<SectorMention>
  ) {
    if let topic = mentions.first(where: { $0.topic && !$0.name.isEmpty }),
      !passage.text(sentence.lowerBound).hasPrefix("focus"),
      topic.tokens.lowerBound < sentence.lowerBound + 9
    {
      topicSector = topic.name
      topicPassage = passage.number
    }
    let named = mentions.filter { !$0.name.isEmpty && !$0.inName && !$0.member }
    if let sector = named.first(where: { $0.name != "All industry" }) ?? named.first {
      currentSector = sector.name == "All industry" ? "" : sector.name
      if !currentSector.isEmpty { lastSector = currentSector }
      sectorPassage = passage.number
      sectorReach = sentence.upperBound
    }
    if let last = figures.last(where: { !passage.figures[$0].sector.isEmpty }) {
      currentSector = passage.figures[last].sector == "All industry" ? "" : passage.figures[last].sector
      sectorPassage = passage.number
      sectorReach = sentence.upperBound
    }
  }

  /// A heading with one sector names that of its section.
  mutating func readHeading(_ passage: Passage, _ mentions: [SectorMention]) {
    guard passage.isHeading else { return }
    var names: [String] = []
    for mention in mentions where !mention.isGeneric && !mention.member && !names.contains(mention.name) {
      names.append(mention.name)
    }
    sectionOpens = passage.number
    sectionSector = names.count == 1 && !["", "All industry", "Manufacturing"].contains(names[0]) ? names[0] : ""
  }
}

extension Passage {
  /// A short line without a full stop.
  var isHeading: Bool {
    guard let last = tokens.last, tokens.count <= 18, sentences.count <= 1 else { return false }
    if last.isSign(".") || last.isSign(":") || last.isSign("?") || last.isSign("!") || last.isSign("\"") {
      return false
    }
    // "Home > News", "Source: Daily | 2023-05-12"
    return !periods.contains { $0.use == .event }
      && !tokens.contains { $0.isSign(">") || $0.isSign("|") || $0.isSign("[") }
  }
}
