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
  /// The paragraph in which that sector was named.
  var sectorPassage = 0
  var currentPeriod: TimePeriod?
  /// The last period named in any paragraph.
  var lastPeriod: TimePeriod?
  var lastCity = ""
  var lastSubdivision = ""

  mutating func link(_ passage: inout Passage, mentions: [RegionMention]) {
    currentPeriod = nil
    var sentenceOf: [[Int]] = Array(repeating: [], count: passage.sentences.count)
    var s = 0
    for k in passage.figures.indices {
      while s + 1 < passage.sentences.count, passage.sentences[s].upperBound <= passage.figures[k].tokens.lowerBound {
        s += 1
      }
      if !sentenceOf.isEmpty { sentenceOf[s].append(k) }
    }
    for (index, sentence) in passage.sentences.enumerated() {
      let here = mentions.filter { sentence.contains($0.tokens.lowerBound) }
      let periods = passage.periods.filter { sentence.contains($0.tokens.lowerBound) }
      let resolved = here.map { resolve($0) }
      for k in sentenceOf[index] {
        linkMeasure(&passage, k, sentence)
        linkSector(&passage, k, sentence)
        linkRegion(&passage, k, sentence, resolved)
        linkPeriod(&passage, k, sentence, periods)
      }
      carry(passage, sentence, resolved, periods)
    }
  }

  private mutating func carry(
    _ passage: Passage, _ sentence: Range<Int>, _ mentions: [RegionMention], _ periods: [Passage.PeriodMention]
  ) {
    if let subject = mentions.first(where: { !$0.inName && !$0.oblique && !$0.code.isEmpty }) {
      currentRegion = subject.code
    }
    for mention in mentions where !mention.inName && !mention.code.isEmpty { remember(mention.code) }
    if let sector = passage.hits(.sector, in: sentence).max(by: { $0.tokens.count < $1.tokens.count }) {
      currentSector = sector.entry.value
    }
    if let period = periods.last(where: { $0.use == .plain }) {
      currentPeriod = period.period
      lastPeriod = period.period
    }
  }

  private mutating func remember(_ code: String) {
    guard let region = vocabulary.regions[code] else { return }
    if region.level == "city" {
      lastCity = code
      lastSubdivision = region.parent
    } else if region.level == "subdivision" {
      lastSubdivision = code
    }
  }

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

  // MARK: Region

  private func linkRegion(_ passage: inout Passage, _ k: Int, _ sentence: Range<Int>, _ mentions: [RegionMention]) {
    let figure = passage.figures[k]
    var best: (score: Double, code: String)?
    let clause = passage.clauses[figure.tokens.lowerBound]
    for mention in mentions where !mention.code.isEmpty {
      var score = 4.0
      let apart = passage.clauses[mention.tokens.lowerBound] - clause
      if mention.tokens.lowerBound < figure.tokens.lowerBound {
        score -= min(3, Double(-apart) * 0.7)
      } else {
        score -= 1 + min(4, Double(apart) * 1.5)
      }
      if mention.oblique { score -= 3.2 }
      if mention.inName { score -= 2.5 }
      if mention.possessive { score += 0.8 }
      if mention.code == focus.region { score += 1.2 } else if !mention.possessive, !mention.anaphor { score -= 0.3 }
      let opening = mention.tokens.lowerBound <= sentence.lowerBound + 1
      if mention.anaphor, mention.code == focus.country, focus.region != focus.country, !opening { continue }
      if mention.anaphor, mention.code != focus.region, !opening { score -= 1.2 }
      if mention.tokens.lowerBound == sentence.lowerBound { score += 0.7 }
      if score > (best?.score ?? 0.6) { best = (score, mention.code) }
    }
    var confidence = 1.0
    var code = best?.code ?? ""
    if code.isEmpty {
      code = currentRegion
      confidence = 0.9
    }
    if code.isEmpty {
      code = focus.region
      confidence = 0.8
    }
    // A province named where the article is about one of its cities stays the province only as a subject.
    guard let region = vocabulary.regions[code] else {
      passage.figures[k].confidence *= code.isEmpty ? 0.6 : confidence
      return
    }
    passage.figures[k].confidence *= confidence
    passage.figures[k].region = region.name.split(separator: ",").first.map(String.init) ?? region.name
    passage.figures[k].regionCode = reference(code)
  }

  /// The code of the province of a city, or of the region itself.
  func reference(_ code: String) -> String {
    guard let region = vocabulary.regions[code] else { return code }
    return region.level == "city" ? region.parent : code
  }

  // MARK: Period

  private func linkPeriod(
    _ passage: inout Passage, _ k: Int, _ sentence: Range<Int>, _ mentions: [Passage.PeriodMention]
  ) {
    let figure = passage.figures[k]
    let position = figure.tokens.lowerBound
    let clause = passage.clauses[position]
    let next = passage.figures.indices.contains(k + 1) ? passage.figures[k + 1].tokens.lowerBound : Int.max
    let previous = k > 0 ? passage.figures[k - 1].tokens.upperBound : 0
    var best: (score: Double, mention: Passage.PeriodMention)?
    for mention in mentions where mention.use != .comparison {
      var score = 4.0
      let at = mention.tokens.lowerBound
      let apart = Double(abs(passage.clauses[at] - clause))
      if at < position {
        score -= min(2.4, apart * 0.6)
        if at < previous { score -= 0.3 }
      } else {
        score -= apart * 1.6
        if at > next { score -= 2 }
      }
      if mention.use == .event { score -= 2.6 }
      if score > (best?.score ?? 0.5) { best = (score, mention) }
    }
    let kind = vocabulary.measures[vocabulary.stem(ofMeasure: figure.measure)]?.kind
    if let best {
      passage.figures[k].period = best.mention.period
      if best.mention.use == .deadline {
        passage.figures[k].notes.append("by")
        if figure.change == .growthRate { passage.figures[k].period = TimePeriod(from: nil, to: best.mention.period.end) }
      } else if figure.change == .level, let start = best.mention.period.start, best.mention.period.end.year > start.year,
        reaches(passage, position)
      {
        // A level reached over some years is that of the last.
        passage.figures[k].period = TimePeriod(best.mention.period.end)
      }
      return
    }
    if ["attendees", "projects_signed", "investment_signed", "event_count"].contains(figure.measure),
      let event = context.event
    {
      passage.figures[k].period = event
      passage.figures[k].confidence *= 0.8
    } else if kind == .flow || figure.change == .growthRate || happens(passage, sentence, position), let currentPeriod {
      passage.figures[k].period = currentPeriod
      passage.figures[k].confidence *= 0.85
    } else if happens(passage, sentence, position), figure.unit == "count" || figure.unit == "times", let lastPeriod {
      passage.figures[k].period = lastPeriod
      passage.figures[k].confidence *= 0.7
    }
  }

  private func reaches(_ passage: Passage, _ position: Int) -> Bool {
    (max(0, position - 3)..<position).contains { passage.text($0).hasPrefix("reach") || passage.isWord($0, Words.to) }
  }

  /// Whether a verb says that the counted things happened, rather than that they are there.
  private func happens(_ passage: Passage, _ sentence: Range<Int>, _ position: Int) -> Bool {
    let clause = passage.clauses[position]
    return passage.hits(.dynamic, in: sentence).contains { abs(passage.clauses[$0.tokens.lowerBound] - clause) <= 1 }
  }

  // MARK: Sector

  private func linkSector(_ passage: inout Passage, _ k: Int, _ sentence: Range<Int>) {
    let figure = passage.figures[k]
    let position = figure.tokens.lowerBound
    let clause = passage.clauses[position]
    var best: (score: Double, name: String)?
    for hit in passage.hits(.sector, in: sentence) {
      var score = 4.0 + 0.1 * Double(hit.tokens.count)
      let apart = Double(abs(passage.clauses[hit.tokens.lowerBound] - clause))
      score -= apart
      if let noun = figure.noun, noun.contains(hit.tokens.lowerBound) { score += 3 }
      if hit.tokens.lowerBound > position, figure.noun == nil { score -= 0.8 }
      if hit.entry.value == "All industry" { score -= 0.6 }
      score -= min(1, Double(abs(hit.tokens.lowerBound - position)) * 0.03)
      if passage.hit(.topic, endingAt: hit.tokens.lowerBound) != nil || passage.hit(.topic, endingAt: hit.tokens.lowerBound - 1) != nil {
        score += 3
      }
      if score > (best?.score ?? 0.8) { best = (score, hit.entry.value) }
    }
    let stem = vocabulary.stem(ofMeasure: figure.measure)
    if ["attendees", "team_count", "trip_count", "event_count", "district_count"].contains(stem),
      !passage.hits(.sector, in: figure.noun ?? position..<position).contains(where: { $0.entry.value == best?.name })
    {
      best = nil
    } else if best == nil, passage.number == sectorPassage {
      best = (0, currentSector)
    }
    passage.figures[k].sector = best?.name ?? ""
  }
}
