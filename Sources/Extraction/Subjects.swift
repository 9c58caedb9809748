import Observations

/// What a sentence speaks of, told by what stands before its first verb.
enum SentenceSubject {
  /// A place, its government or what is held there: "Hunan", "the city", "the conference".
  case region
  /// A company, a plant, a park, an industry: by name, or as "the group", "it", "its output".
  case business
  /// Nothing of these: "a total of 23 projects".
  case open
}

extension Linker {
  /// The subject of a sentence; a pronoun takes that of the sentence before.
  func subject(
    of sentence: Range<Int>, _ passage: Passage, _ regions: [RegionMention], _ sectors: ArraySlice<SectorMention>
  ) -> SentenceSubject {
    var found: SentenceSubject?
    for i in lead {
      if let mention = sectors.first(where: { $0.tokens.contains(i) && !$0.isGeneric }) {
        if mention.isCompany || !Passage.wide.contains(mention.name) { return .business }
        // "The province's industrial output": the industry of a region is that region's.
        return found ?? .region
      }
      if let mention = regions.first(where: { $0.tokens.lowerBound == i }) {
        if mention.inName || mention.oblique || mention.explains { continue }
        // "Hunan's exports" are Hunan's, "Hunan's chip makers" are companies.
        found = found ?? .region
        if !mention.possessive, !mention.adjective { return .region }
        continue
      }
      if passage.isAny(i, of: Words.events) { return .region }
      if passage.isAny(i, of: Words.businesses), found == nil || passage.isAny(i, of: Words.companies) {
        return .business
      }
      if i <= lead.lowerBound + 1 && passage.isAny(i, of: Words.pronouns) || passage.isAny(i, of: Words.owners),
        found == nil
      {
        found = previousSubject
      }
    }
    if let found { return found }
    // "At the Xi'an fair, 42 projects were signed": the place stands in what opens the sentence.
    let opening = sentence.lowerBound..<lead.lowerBound
    return regions.contains { opening.contains($0.tokens.lowerBound) && !$0.inName } ? .region : .open
  }
}

extension Passage {
  /// Whether a sector of its own stands in what a sentence starts with.
  func namesSector(in lead: Range<Int>) -> Bool {
    hits(.sector, in: lead).contains {
      $0.entry.value != "-" && ($0.entry.value.isEmpty || !Self.wide.contains($0.entry.value))
    }
  }

  /// Whether a sentence starts with something named before: "the factory", "the group".
  func namesAgain(in lead: Range<Int>) -> Bool {
    lead.contains { isAny($0, of: Words.plants) && isWord($0 - 1, Words.the) }
  }

  /// Whether a conference, a fair or the like is named.
  var namesEvent: Bool { tokens.indices.contains { isAny($0, of: Words.events) } }

  /// What stands before the first verb of a sentence, without a dateline and "In the first quarter of 2023, …".
  func lead(of sentence: Range<Int>) -> Range<Int> {
    var start = sentence.lowerBound
    // "XINING -- The added value", "LUCKNOW: More than"
    if let dash = (start..<min(sentence.upperBound, start + 8)).last(where: {
      (isSign($0, "-") && tokens[$0].spaced || isSign($0, ":")) && $0 > sentence.lowerBound
    }) {
      start = dash + 1
      if isSign(start, "-") { start += 1 }
    }
    for _ in 0..<3 where start < sentence.upperBound {
      let period = periods.first { $0.tokens.lowerBound == start }
      guard period != nil || isAny(start, of: Words.adverbial) else { break }
      let near = start..<min(sentence.upperBound, start + 18)
      if let comma = near.first(where: { isSign($0, ",") && clauses[$0] != clauses[start] }) {
        start = comma + 1
      } else if let period {
        start = period.tokens.upperBound
      } else if let inside = periods.first(where: { $0.tokens.lowerBound == start + 1 }) {
        start = inside.tokens.upperBound
      } else {
        break
      }
    }
    // A period may reach over a place where a very long sentence was cut.
    start = min(start, sentence.upperBound)
    let end = (start..<min(sentence.upperBound, start + 14)).first { tense(at: $0) != nil || marks[$0] == .figure }
    return start..<max(start, end ?? min(sentence.upperBound, start + 14))
  }
}
