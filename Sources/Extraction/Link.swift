import Observations
import OrderedCollections

/// What an article is about, learnt from all its paragraphs before any figure is linked.
struct Focus: Sendable {
  /// Most named city, subdivision and country, by code.
  var city = ""
  var subdivision = ""
  var country = ""
  /// The region of figures that name none.
  var region = ""
  /// Every place named.
  var named: Set<String> = []
}

/// A region named in a paragraph.
struct RegionMention {
  var tokens: Range<Int>
  var code: String
  /// Part of the name of an organisation or of a larger area.
  var inName = false
  /// After "from", "to", "with": not what the sentence is about.
  var oblique = false
  var possessive = false
  var anaphor = false
  /// "Taiwanese", "German": no place but a nationality.
  var demonym = false
  /// "provincial", "national": an anaphor that is no subject.
  var adjective = false
  /// The province behind its city, the country before its state.
  var explains = false
  /// A city in the name of a company, which is likely to be there.
  var company = false
}

/// Links figures to measures, sectors, regions and periods: clause, sentence, paragraph, section, document, with less
/// confidence at each step.
struct Linker {
  let vocabulary: Vocabulary
  let context: DocumentContext
  let focus: Focus
  /// The region the text speaks of, carried from sentence to sentence.
  var currentRegion = ""
  var currentSector = ""
  /// The sector of the company or industry a sentence was about, for "the company" and "its".
  var subjectSector = ""
  /// Whether it is only that of a company named.
  var sectorIsOfCompany = false
  /// The last sector named at all, for "the industry".
  var lastSector = ""
  /// The paragraph in which that sector was named.
  var sectorPassage = 0
  /// Where the sentence after the one that named it starts.
  var sectorReach = 0
  /// The sector named after "in terms of" and its paragraph.
  var topicSector = ""
  var topicPassage = 0
  /// The sector the whole article is about, if it is one.
  var articleSector = ""
  /// Whether the title names that sector and no other.
  var titleIsSector = false
  /// The sector of the last heading.
  var sectionSector = ""
  /// The paragraph of that heading; 1 for the title.
  var sectionOpens = 0
  /// The measure of the last rate of growth and its paragraph.
  var growthStem = ""
  var growthPassage = 0
  /// The measure of the last amount of money and its paragraph.
  var amountStem = ""
  var amountPassage = 0
  /// What stands before the first verb of the sentence in hand.
  var lead = 0..<0
  /// What the sentence before spoke of.
  var previousSubject = SentenceSubject.open
  var currentPeriod: TimePeriod?
  /// The last period named in any paragraph.
  var lastPeriod: TimePeriod?
  var lastPeriodPassage = 0
  var lastCity = ""
  var lastSubdivision = ""

  mutating func link(_ passage: inout Passage, mentions: [RegionMention], sectors: [SectorMention]) {
    currentPeriod = nil
    // A paragraph on the whole country does not make the next one so.
    if isWider(currentRegion, than: focus.region) { currentRegion = focus.region }
    // Nor does a place abroad, where the article is about a part of this country.
    if focus.region != focus.country, !currentRegion.isEmpty, country(currentRegion) != focus.country {
      currentRegion = focus.region
    }
    readHeading(passage, sectors)
    var sectorsLeft = sectors[...]
    var sentenceOf: [[Int]] = Array(repeating: [], count: passage.sentences.count)
    var s = 0
    for k in passage.figures.indices {
      while s + 1 < passage.sentences.count, passage.sentences[s].upperBound <= passage.figures[k].tokens.lowerBound {
        s += 1
      }
      if !sentenceOf.isEmpty { sentenceOf[s].append(k) }
    }
    var rest = mentions[...]
    var periodsLeft = passage.periods[...]
    for (index, sentence) in passage.sentences.enumerated() {
      let here = rest.prefix { $0.tokens.lowerBound < sentence.upperBound }
      rest = rest.dropFirst(here.count)
      let periods = Array(periodsLeft.prefix { $0.tokens.lowerBound < sentence.upperBound })
      periodsLeft = periodsLeft.dropFirst(periods.count)
      let named = sectorsLeft.prefix { $0.tokens.lowerBound < sentence.upperBound }
      sectorsLeft = sectorsLeft.dropFirst(named.count)
      let resolved = here.map { resolve($0) }
      lead = passage.lead(of: sentence)
      let subject = subject(of: sentence, passage, resolved, named)
      for k in sentenceOf[index] {
        linkMeasure(&passage, k, sentence)
        linkSector(&passage, k, sentence, named, subject)
        linkRegion(&passage, k, sentence, resolved)
        linkPeriod(&passage, k, sentence, periods)
      }
      pair(&passage, sentenceOf[index], sentence, resolved, named)
      carry(passage, sentenceOf[index], sentence, resolved, periods)
      carrySector(passage, sentenceOf[index], sentence, named)
      previousSubject = subject
    }
  }

  private mutating func carry(
    _ passage: Passage, _ figures: [Int], _ sentence: Range<Int>, _ mentions: [RegionMention],
    _ periods: [Passage.PeriodMention]
  ) {
    let subject = mentions.first {
      !$0.inName && !$0.oblique && !$0.code.isEmpty && !isStray($0.code) && opens($0, passage, sentence)
    }
    if let subject { currentRegion = subject.code }
    for mention in mentions where !mention.inName && !mention.code.isEmpty {
      // "A rival to Guangdong" does not make that "the province".
      if !mention.oblique || lastSubdivision.isEmpty || mention.explains { remember(mention.code) }
    }
    let past = periods.filter {
      $0.use == .plain && !($0.isCloseOf && $0.period.end.frequency > .annual)
        && $0.period.end.year <= context.year ?? Int.max
    }
    if let last = figures.last(where: {
      passage.figures[$0].change == .level
        && vocabulary.units[passage.figures[$0].unit]?.dimension == "currency"
    }) {
      amountStem = vocabulary.stem(ofMeasure: passage.figures[last].measure)
      amountPassage = passage.number
    }
    if let last = figures.last(where: {
      passage.figures[$0].change == .growthRate && passage.figures[$0].unit == "%"
    }) {
      let stem = vocabulary.stem(ofMeasure: passage.figures[last].measure)
      if ["value_added", "gross_output", "ipi", "revenue"].contains(stem) {
        (growthStem, growthPassage) = (stem, passage.number)
      }
    }
    // The first figure says when; what comes after it is often there to compare.
    let leading = figures.lazy.map { passage.figures[$0] }.first { $0.period != nil && !$0.inheritsPeriod }?.period
    if let period = past.first(where: { $0.period == leading }) ?? past.last {
      currentPeriod = period.period
      // "Since 2020" holds for its paragraph only.
      guard period.period.start?.year == period.period.end.year else { return }
      // A month of the year a report is on does not end the year.
      if let last = lastPeriod, lastPeriodPassage < passage.number, last.end.frequency == .annual,
        period.period.end.frequency > .annual, last.start?.year == period.period.end.year,
        last.end.year == period.period.end.year
      {
        lastPeriodPassage = passage.number
        return
      }
      lastPeriod = period.period
      lastPeriodPassage = passage.number
    }
  }

  /// Whether a mention is what its sentence or clause speaks of: at its start, after "in", or owner of something.
  private func opens(_ mention: RegionMention, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    let start = mention.tokens.lowerBound
    if start <= sentence.lowerBound + 1, !mention.explains { return true }
    if mention.code == focus.country, focus.region != focus.country { return false }
    if mention.explains || mention.adjective { return false }
    if mention.code == focus.region || mention.possessive || mention.anaphor { return true }
    return passage.isSign(start - 1, ",") || passage.isWord(start - 1, Words.in) || start - sentence.lowerBound < 5
  }

  private mutating func remember(_ code: String) {
    guard let region = vocabulary.regions[code] else { return }
    if region.level == "city" {
      lastCity = code
      lastSubdivision = region.parent
    } else if region.level == "subdivision" {
      lastSubdivision = code
      if Self.cityStates.contains(code) { lastCity = code }
    }
  }

  /// Cities that are subdivisions of their countries.
  private static let cityStates: Set = [
    "CN-BJ", "CN-SH", "CN-TJ", "CN-CQ", "CN-HK", "CN-MO", "DE-BE", "DE-HB", "DE-HH", "AT-9", "RU-MOW", "RU-SPE",
    "IN-DL", "IN-CH", "US-DC", "VN-HN", "VN-SG", "VN-DN", "VN-HP", "VN-CT", "MY-14", "TH-10", "KR-11", "KR-26",
    "KR-27", "KR-28", "KR-29", "KR-30", "KR-31",
  ]

  /// "The city" is the one named last, or the one the article is about.
  private func resolve(_ mention: RegionMention) -> RegionMention {
    guard mention.anaphor else { return mention }
    var resolved = mention
    switch mention.code {
    case "city": resolved.code = !lastCity.isEmpty ? lastCity : focus.city
    case "subdivision": resolved.code = !lastSubdivision.isEmpty ? lastSubdivision : focus.subdivision
    default: resolved.code = focus.country
    }
    if resolved.code.isEmpty { resolved.code = mention.code == "country" ? "" : currentRegion }
    return resolved
  }

  /// "Rayong and Chonburi took 45% and 30% respectively": regions and sectors in the order of the figures.
  private func pair(
    _ passage: inout Passage, _ figures: [Int], _ sentence: Range<Int>, _ mentions: [RegionMention],
    _ sectors: ArraySlice<SectorMention>
  ) {
    var group: [Int] = []
    for (n, k) in figures.enumerated() {
      guard passage.figures[k].notes.contains("respectively") else { continue }
      if group.isEmpty,
        let first = figures[..<n].last(where: { passage.figures[$0].isPercent == passage.figures[k].isPercent })
      {
        group = [first]
      }
      group.append(k)
      let next = n + 1 < figures.count ? figures[n + 1] : k
      if next == k || !passage.figures[next].notes.contains("respectively")
        || passage.figures[next].isPercent != passage.figures[k].isPercent
      {
        pair(&passage, group: group, sentence, mentions, sectors)
        group = []
      }
    }
  }

  private func pair(
    _ passage: inout Passage, group: [Int], _ sentence: Range<Int>, _ mentions: [RegionMention],
    _ sectors: ArraySlice<SectorMention>
  ) {
    guard let first = group.first else { return }
    let start = passage.figures[first].tokens.lowerBound
    let regions = mentions.filter { $0.tokens.lowerBound < start && !$0.inName && !$0.code.isEmpty }
    if regions.count == group.count, isList(regions.map(\.tokens), passage) {
      for (k, mention) in zip(group, regions) { setRegion(&passage.figures[k], mention.code) }
    }
    pairMeasures(&passage, group, sentence)
    let before = sectors.filter { $0.tokens.lowerBound < start }
    let list = before.suffix(group.count)
    if list.count == group.count, before.count == group.count || isList(list.map(\.tokens), passage) {
      for (k, sector) in zip(group, list) { passage.figures[k].sector = sector.name }
    }
  }

  /// Whether a comma or "and" stands between each phrase and the next.
  private func isList(_ phrases: [Range<Int>], _ passage: Passage) -> Bool {
    zip(phrases, phrases.dropFirst()).allSatisfy { a, b in
      (a.upperBound..<max(a.upperBound, b.lowerBound)).contains {
        passage.isSign($0, ",") || passage.isAny($0, of: Words.listing)
      } && b.lowerBound - a.upperBound <= 8
    }
  }

  /// "Revenue of 18 billion and exports of 3 billion, up 13% and 22% respectively", "revenue and profit rose by …":
  /// the rates are those of the amounts just before, or of the measures.
  private func pairMeasures(_ passage: inout Passage, _ group: [Int], _ sentence: Range<Int>) {
    let count = group.count
    guard let first = group.first, passage.figures[first].change == .growthRate else { return }
    let amounts = Array(max(0, first - count)..<first)
    if amounts.count == count,
      amounts.allSatisfy({
        passage.figures[$0].change == .level && passage.figures[$0].tokens.lowerBound >= sentence.lowerBound
      })
    {
      for (k, amount) in zip(group, amounts) {
        passage.figures[k].measure = measure(
          vocabulary.stem(ofMeasure: passage.figures[amount].measure), of: passage.figures[k])
        passage.figures[k].sector = passage.figures[amount].sector
      }
      return
    }
    let start = passage.figures[first].tokens.lowerBound
    let named = passage.hits(.measure, in: max(sentence.lowerBound, start - 16)..<start).filter {
      fits($0.entry.value, passage.figures[first]) && !passage.isInside($0.tokens, .measure)
        && vocabulary.measures[$0.entry.value]?.unitClass != "count"
    }.suffix(count)
    guard named.count == count, Set(named.map(\.entry.value)).count == count, isList(named.map(\.tokens), passage)
    else {
      return
    }
    for (k, hit) in zip(group, named) {
      passage.figures[k].measure = measure(hit.entry.value, of: passage.figures[k])
    }
  }
}
