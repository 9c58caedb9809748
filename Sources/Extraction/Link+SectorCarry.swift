import Observations
import OrderedCollections

extension Linker {
  /// From the figure it continues, the sentence before, or the heading of the section.
  func inherited(
    _ passage: Passage, _ k: Int, _ sentence: Range<Int>, _ stem: String, _ subject: SentenceSubject
  ) -> String? {
    if k > 0, passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound,
      vocabulary.stem(ofMeasure: passage.figures[k - 1].measure) == stem,
      !isListed(passage, k),
      !passage.hasContrast(passage.figures[k - 1].tokens.upperBound..<passage.figures[k].tokens.lowerBound)
    {
      return passage.figures[k - 1].sector
    }
    if k > 0, passage.figures[k].change == .growthRate, passage.figures[k].measure == passage.figures[k - 1].measure,
      passage.figures[k - 1].tokens.lowerBound < sentence.lowerBound
    {
      return passage.figures[k - 1].sector
    }
    // "246 of them started construction"
    if passage.figures[k].notes.contains("part of the figure before"),
      let whole = passage.figures[..<k].last(where: { $0.unit == "count" })
    {
      return whole.sector
    }
    if !passage.hits(.sectorAnaphor, in: sentence).isEmpty, !articleSector.isEmpty || !lastSector.isEmpty {
      return articleSector.isEmpty || passage.number - sectorPassage <= 1 && currentSector == lastSector
        ? lastSector : articleSector
    }
    let near = passage.number == sectorPassage && sentence.lowerBound <= sectorReach
    // What a company exports or signs is of its trade, what a region does is not.
    if isMacroeconomic(stem) {
      if subject == .business, !["gdp", "budget_revenue"].contains(stem) {
        if near, !Passage.wide.contains(currentSector) { return currentSector }
        if !articleSector.isEmpty { return articleSector }
      }
      return ofEconomy(passage, k, sentence, stem, subject)
    }
    // The share of several clusters together is not that of the cluster named last.
    if passage.figures[k].change == .share,
      (sentence.lowerBound..<passage.figures[k].tokens.lowerBound).contains(where: {
        passage.isWord($0, Words.clusters)
      })
    {
      return "All industry"
    }
    // "The company employs 8,000": of the trade of the one the sentence before was about.
    if subject == .business, near, !subjectSector.isEmpty, passage.namesAgain(in: lead) { return subjectSector }
    // "123 drone makers, whose products are exported to 60 countries"
    if k > 0, passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound, !isListed(passage, k),
      !Passage.wide.contains(passage.figures[k - 1].sector),
      subject != .region || !Self.general.contains(stem)
        || passage.opensRelative(before: passage.figures[k].tokens.lowerBound),
      !passage.hasContrast(passage.figures[k - 1].tokens.upperBound..<passage.figures[k].tokens.lowerBound)
    {
      return passage.figures[k - 1].sector
    }
    // What a company does says nothing of a sentence that is not about it.
    if near, !sectorIsOfCompany || subject == .business,
      sectionSector.isEmpty || !Passage.wide.contains(currentSector), subject != .region || !Self.general.contains(stem)
    {
      return currentSector
    }
    // "The factory works with 100 suppliers", of the one the paragraph before was about.
    if subject == .business, passage.number - sectorPassage == 1, !Passage.wide.contains(currentSector),
      passage.namesAgain(in: lead)
    {
      return currentSector
    }
    // What a title names is not the sector of everything that is invested or employed.
    if !articleSector.isEmpty, sectionOpens <= 1 || sectionSector.isEmpty,
      subject != .region || !Self.general.contains(stem)
    {
      return articleSector
    }
    if sectionOpens == 1, Self.general.contains(stem) { return nil }
    return sectionSector.isEmpty ? nil : sectionSector
  }

  /// "10,100 high-tech enterprises and 81 listed companies": each counted thing has its own adjectives.
  func isListed(_ passage: Passage, _ k: Int) -> Bool {
    let (a, b) = (passage.figures[k - 1], passage.figures[k])
    guard !passage.opensRelative(before: b.tokens.lowerBound), a.unit == "count", b.unit == "count", a.change == .level,
      b.change == .level, let first = a.noun,
      b.noun != nil
    else { return false }
    return !passage.hits(.sector, in: first).isEmpty
  }

  /// "Growth of 10 percent in industrial added value and 150 projects": what a measure is called is of that measure only.
  func isOf(_ mention: SectorMention, _ stem: String, _ figure: Figure, _ passage: Passage) -> Bool {
    let at = mention.tokens.lowerBound
    let named = (max(0, at - 1)...at).lazy.compactMap { passage.hit(.measure, at: $0) }
      .first { $0.tokens.overlaps(mention.tokens) }
    guard let named, figure.change == .level, passage.isCount(stem) else { return true }
    return named.entry.value == stem
  }

  /// "Industrial output value" in a sentence on a plant, "the industry's output" where one was named: the measure is
  /// called so, or the industry is that one.
  func isSaidOfBusiness(
    _ mention: SectorMention, _ passage: Passage, _ subject: SentenceSubject, _ sentence: Range<Int>
  ) -> Bool {
    let known = !Passage.wide.contains(currentSector) && passage.number == sectorPassage
    let at = mention.tokens.lowerBound
    if !lastSector.isEmpty, (max(0, at - 1)...at).contains(where: { passage.hit(.sectorAnaphor, at: $0) != nil }) {
      return true
    }
    guard subject == .business else { return false }
    if mention.inMeasure { return known && sentence.lowerBound <= sectorReach }
    // "The lithium industry, with 181 enterprises above designated size"
    return mention.tokens.contains { passage.text($0) == "above" } && passage.namesSector(in: lead)
  }

  /// What is measured of whole economies has a sector where the title names one for what is signed or built there,
  /// where a company does it, and as a share of what stands before.
  private func ofEconomy(
    _ passage: Passage, _ k: Int, _ sentence: Range<Int>, _ stem: String, _ subject: SentenceSubject
  ) -> String? {
    if titleIsSector, subject != .region, ["projects_signed", "investment_signed", "land_area"].contains(stem) {
      return articleSector
    }
    guard k > 0 else { return nil }
    let figure = passage.figures[k]
    let last = passage.figures[k - 1]
    let isPart =
      figure.change == .share && figure.unit == "%" && vocabulary.stem(ofMeasure: last.measure) != stem
    let ofCompany =
      subject != .region && (last.tokens.lowerBound >= sentence.lowerBound || figure.change == .share)
      && (sentence.lowerBound..<figure.tokens.lowerBound).contains { passage.isAny($0, of: Words.companies) }
    return isPart || ofCompany ? last.sector : nil
  }

  static let general: Set = [
    "project_count", "jobs", "investment", "investment_approved", "registered_capital", "credit",
    "company_registrations",
  ]

  /// Measures of a whole economy, which take no sector from the sentence before.
  func isMacroeconomic(_ stem: String) -> Bool {
    [
      "gdp", "exports", "imports", "trade_balance", "fdi", "budget_revenue", "projects_signed", "investment_signed",
      "ipi", "land_area", "fund_size",
    ].contains(stem)
  }

  /// Things that have a sector only where they are named with it.
  func isBoundToPhrase(_ stem: String) -> Bool {
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
    if let leading = mentions.first(where: { lead.contains($0.tokens.lowerBound) && !$0.isGeneric && !$0.isWeak }) {
      subjectSector = Passage.wide.contains(leading.name) ? "" : leading.name
    } else if !passage.namesAgain(in: lead) {
      subjectSector = ""
    }
    let named = mentions.filter { !$0.name.isEmpty && !$0.inName && !$0.member }
    // What a sentence says outright outweighs what its companies are known for.
    let leading =
      named.first { !$0.isCompany && $0.name != "All industry" } ?? named.first { $0.name != "All industry" }
    if let sector = leading ?? named.first {
      currentSector = sector.name == "All industry" ? "" : sector.name
      if !currentSector.isEmpty { lastSector = currentSector }
      sectorIsOfCompany = sector.isCompany
      sectorPassage = passage.number
      sectorReach = sentence.upperBound
    }
    if let last = figures.last(where: { !passage.figures[$0].sector.isEmpty }) {
      if passage.figures[last].sector != currentSector { sectorIsOfCompany = false }
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
