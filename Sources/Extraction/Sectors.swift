import Observations
import OrderedCollections

/// A sector named in a paragraph.
struct SectorMention {
  var tokens: Range<Int>
  /// Empty for one the vocabulary has no name for, "steel", and for what only looks like one.
  var name: String
  /// "Industrial chain", "department of industry": says nothing of the sector of what stands near.
  var isGeneric = false
  /// "Manufacturers", "factories": of whatever sector is spoken of.
  var isWeak = false
  /// "Cedar Electronics": part of the name of a company.
  var inName = false
  /// The name of a company, for the line of business it is in.
  var isCompany = false
  /// "Industrial output value": industry is said because the measure is called so.
  var inMeasure = false
  /// After "in terms of", "in the field of".
  var topic = false
  /// One of several named in a row: "involving hydrogen, ceramics and machinery".
  var listed = false
  /// One of several that a wider term before them sums up: "three industries: A, B and C".
  var member = false
}

extension Passage {
  /// The longest names of sectors, none overlapping another.
  func sectorMentions() -> [SectorMention] {
    var mentions: [SectorMention] = []
    var i = 0
    while i < tokens.count {
      // "The Saarland's industry", unless a noun follows that says what of it.
      if isWord(i, Words.industry), isWord(i - 1, Words.s), hit(.sector, at: i) == nil, !isSign(i + 1, "'"),
        hit(.region, endingAt: i - 2) != nil || hit(.anaphor, endingAt: i) != nil
      {
        mentions.append(SectorMention(tokens: i..<i + 1, name: "All industry"))
        i += 1
        continue
      }
      // "The Internet of Things industry": one the vocabulary has no name for.
      if isAny(i, of: Words.trades), hit(.sector, at: i) == nil, isUnknownTrade(i, after: mentions.last?.tokens) {
        mentions.append(SectorMention(tokens: i - 1..<i + 1, name: ""))
        i += 1
        continue
      }
      guard let longest = hit(.sector, at: i) else {
        if let company = hit(.company, at: i), !isGlued(i) {
          mentions.append(SectorMention(tokens: company.tokens, name: company.entry.value, isCompany: true))
          i = company.tokens.upperBound
        } else {
          i += 1
        }
        continue
      }
      var mention = SectorMention(tokens: longest.tokens, name: longest.entry.value)
      for hit in hits[firstHit[i]..<firstHit[i + 1]]
      where hit.entry.role == .sector && hit.tokens == longest.tokens && ["", Self.generic].contains(hit.entry.value) {
        mention.name = hit.entry.value
      }
      if mention.name == Self.generic {
        mention.name = ""
        mention.isGeneric = true
      }
      mention.isWeak =
        mention.name == "Manufacturing" && longest.tokens.count == 1 && i > sentence(of: i).lowerBound
        && ["manufacturers", "manufacturer", "factories"].contains(text(i))
      mention.inName = isPartOfName(longest.tokens)
      mention.inMeasure = mention.name == "All industry" && isInMeasure(longest.tokens)
      let start = longest.tokens.lowerBound
      mention.topic = (max(0, start - 3)...start).contains { hit(.topic, endingAt: $0) != nil }
      // "Rare earth new materials": the second word has no sector of its own.
      if mention.name.isEmpty, let last = mentions.last, !last.name.isEmpty, last.tokens.upperBound == i {
        i = longest.tokens.upperBound
        continue
      }
      // "Crystalline silicon photovoltaic"
      if let last = mentions.last, last.tokens.upperBound == i, last.name == mention.name {
        mentions[mentions.count - 1].tokens = last.tokens.lowerBound..<longest.tokens.upperBound
        i = longest.tokens.upperBound
        continue
      }
      // "Satellite Chemical" makes chemicals.
      if let last = mentions.last, last.tokens.upperBound == i, tokens[i].capital, tokens[i - 1].capital, !isAcronym(i)
      {
        mentions.removeLast()
        mention.inName = true
      }
      mentions.append(mention)
      i = longest.tokens.upperBound
    }
    markMembers(&mentions)
    return mentions
  }

  /// Whether a longer name of a measure holds some tokens, "industrial output value"; what is counted is no such name.
  private func isInMeasure(_ range: Range<Int>) -> Bool {
    (max(0, range.lowerBound - 3)...range.lowerBound).contains { start in
      hits[firstHit[start]..<firstHit[start + 1]].contains {
        $0.entry.role == .measure && $0.tokens.count > range.count && $0.tokens.upperBound >= range.upperBound
          && !isCount($0.entry.value)
      }
    }
  }

  /// Whether a noun stands before "industry" that says which, and no sector close by that it belongs to.
  private func isUnknownTrade(_ i: Int, after last: Range<Int>?) -> Bool {
    guard i > 0, isWord(i, Words.industry), tokens[i - 1].kind == .word, last.map({ i - $0.upperBound > 3 }) ?? true
    else {
      return false
    }
    let word = text(i - 1)
    return !isAny(i - 1, of: Words.determiners) && hit(.stop, at: i - 1) == nil && hit(.anaphor, endingAt: i) == nil
      && hit(.sectorAnaphor, endingAt: i + 1) == nil && !isWord(i - 1, Words.s) && hit(.region, endingAt: i) == nil
      && ![
        "whole", "entire", "pillar", "leading", "emerging", "key", "main", "traditional", "our", "modern", "related",
        "supporting", "local", "advantageous", "characteristic", "dominant", "core", "heavy", "light", "new", "level",
        "yuan",
        "dollar", "major", "new", "future", "same", "and", "other", "important", "domestic", "global", "strategic",
      ].contains(word)
  }

  /// Behind another capitalised word in a sentence that is no heading.
  private func isPartOfName(_ range: Range<Int>) -> Bool {
    let first = tokens[range.lowerBound]
    guard first.kind == .word, first.capital, !isAcronym(range.lowerBound) else { return false }
    let before = range.lowerBound - 1
    // "The Daya Bay Petrochemical Zone" is about petrochemicals.
    if (range.upperBound - 1...range.upperBound).contains(where: { isAny($0, of: Words.sites) }) { return false }
    let sentence = sentence(of: range.lowerBound)
    guard before >= sentence.lowerBound, tokens[before].kind == .word, tokens[before].capital,
      hit(.region, endingAt: range.lowerBound) == nil
    else { return false }
    return sentence.contains { tokens[$0].kind == .word && !tokens[$0].capital && tokens[$0].length > 3 }
  }

  func isAcronym(_ i: Int) -> Bool {
    tokens[i].kind == .word && tokens[i].length > 1
      && (Int(tokens[i].start)..<Int(tokens[i].end)).allSatisfy { bytes[$0] < 0x61 || bytes[$0] > 0x7A }
  }

  /// A list of two or more behind a wider term and "of", "such as", "including" or a colon.
  private func markMembers(_ mentions: inout [SectorMention]) {
    var k = 1
    while k < mentions.count {
      let gap = mentions[k - 1].tokens.upperBound..<mentions[k].tokens.lowerBound
      var last = k
      while last + 1 < mentions.count,
        isListJoint(mentions[last].tokens.upperBound, mentions[last + 1].tokens.lowerBound)
      {
        last += 1
      }
      if last > k, Set(mentions[k...last].map(\.name)).count > 1 { for m in k...last { mentions[m].listed = true } }
      let opens =
        gap.count <= 4
        && gap.contains { isWord($0, Words.of) || isSign($0, ":") || text($0) == "including" || text($0) == "as" }
      if opens, last > k, Self.wide.contains(mentions[k - 1].name) { for m in k...last { mentions[m].member = true } }
      k = last + 1
    }
  }

  /// Between two members of a list: a comma, "and", a conjunction behind a short noun.
  private func isListJoint(_ from: Int, _ to: Int) -> Bool {
    guard to - from <= 3, to > from else { return false }
    return (from..<to).contains { isSign($0, ",") || isWord($0, Words.and) || isSign($0, "、") }
  }

  /// The value of phrases that name no sector at all.
  private static let generic = "-"

  /// Sectors that sum up others.
  static let wide = [
    "", "All industry", "Manufacturing", "High-tech manufacturing", "Strategic emerging industries",
    "Future industries",
  ]
}

extension [[SectorMention]] {
  /// The sector an article is about: named more than once, and more than twice as often as all that are no kin of it.
  func subject(_ vocabulary: Vocabulary) -> String {
    var counts: OrderedDictionary<String, Double> = [:]
    for (index, mentions) in enumerated() {
      for mention in mentions where !mention.isGeneric && !(mention.name != "" && Passage.wide.contains(mention.name)) {
        counts[mention.name, default: 0] +=
          (index == 0 ? 2 : 1) * (mention.inName || mention.member || mention.isCompany ? 0.5 : 1)
      }
    }
    var best = (name: "", count: 0.0)
    for (name, count) in counts where !name.isEmpty && count > best.count { best = (name, count) }
    var others = 0.0
    for (name, count) in counts where !vocabulary.isKin(name, best.name) { others += count }
    return best.count >= 2 && best.count > 2 * others ? best.name : ""
  }
}

extension Vocabulary {
  /// Whether two sectors are one, or one a part of the other.
  func isKin(_ a: String, _ b: String) -> Bool {
    a == b || sectors[a]?.parent == b || sectors[b]?.parent == a
  }
}
