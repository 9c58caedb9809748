import Observations
import OrderedCollections

/// Finds the regions an article names and which of them it is about.
struct RegionReader {
  let vocabulary: Vocabulary

  /// Region mentions of every passage; names that several regions share go to the country named most.
  func mentions(in passages: [Passage]) -> [[RegionMention]] {
    var named = Named()
    var candidates: [[(tokens: Range<Int>, codes: [String])]] = []
    for passage in passages {
      let found = spans(in: passage)
      for span in found where span.codes.count == 1 {
        named.countries[country(span.codes[0]), default: 0] += 1
        named.regions[span.codes[0], default: 0] += 1
      }
      candidates.append(found)
    }
    return zip(passages, candidates).map { passage, spans in
      var mentions = spans.map { mention($0.tokens, choose($0.codes, passage, $0.tokens, named), passage) }
      for k in mentions.indices where mentions[k].demonym {
        // "The Mexican state": one of its states, named before.
        guard let kind = Self.kinds[passage.text(min(mentions[k].tokens.upperBound, passage.tokens.count - 1))] else {
          continue
        }
        mentions[k].code = kind
        mentions[k].anaphor = true
        mentions[k].demonym = false
        mentions[k].inName = false
      }
      var covered = Array(repeating: false, count: passage.tokens.count)
      for mention in mentions { for i in mention.tokens { covered[i] = true } }
      for i in passage.tokens.indices {
        guard let anaphor = passage.hit(.anaphor, at: i), !anaphor.tokens.contains(where: { covered[$0] }) else {
          continue
        }
        var mention = mention(anaphor.tokens, anaphor.entry.value, passage)
        mention.anaphor = true
        mention.adjective = anaphor.tokens.count == 1 && passage.text(anaphor.tokens.lowerBound).hasSuffix("al")
        for k in anaphor.tokens { covered[k] = true }
        mentions.append(mention)
      }
      markLists(&mentions, passage)
      return mentions.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }
  }

  private static let kinds = [
    "state": "subdivision", "province": "subdivision", "region": "subdivision", "prefecture": "subdivision",
    "voivodeship": "subdivision", "oblast": "subdivision", "city": "city", "port": "city",
  ]

  /// Words that end the name of a company.
  private static let companies: Set = [
    "co", "ltd", "corp", "corporation", "inc", "group", "company", "gmbh", "ag", "plc", "llc", "limited",
  ]

  /// Whether the capitalised words around a name end as that of a company.
  private func namesCompany(_ range: Range<Int>, _ passage: Passage) -> Bool {
    var i = range.upperBound
    while i < passage.tokens.count, i - range.upperBound < 7, passage.tokens[i].kind == .word, passage.tokens[i].capital
    {
      if Self.companies.contains(passage.text(i)) { return true }
      i += 1
    }
    return false
  }

  /// How often each country is named by places of one meaning only, and each region itself.
  private struct Named {
    var countries: OrderedDictionary<String, Int> = [:]
    var regions: OrderedDictionary<String, Int> = [:]
  }

  /// The longest names, not overlapping, each with every region called so.
  private func spans(in passage: Passage) -> [(tokens: Range<Int>, codes: [String])] {
    var spans: [(tokens: Range<Int>, codes: [String])] = []
    var i = 0
    while i < passage.tokens.count {
      guard let longest = passage.hit(.region, at: i),
        (passage.hit(.currency, at: i)?.tokens.count ?? 0) <= longest.tokens.count
      else {
        i += 1
        continue
      }
      var codes: [String] = []
      for hit in passage.hits[passage.firstHit[i]..<passage.firstHit[i + 1]]
      where hit.entry.role == .region && hit.tokens == longest.tokens && !codes.contains(hit.entry.value) {
        codes.append(hit.entry.value)
      }
      spans.append((longest.tokens, codes))
      i = longest.tokens.upperBound
    }
    return spans
  }

  func country(_ code: String) -> String {
    var code = code
    for _ in 0..<4 {
      guard let parent = vocabulary.regions[code]?.parent, !parent.isEmpty else { return code }
      code = parent
    }
    return code
  }

  private func choose(
    _ codes: [String], _ passage: Passage, _ tokens: Range<Int>, _ named: Named
  ) -> String {
    guard codes.count > 1 else { return codes.first ?? "" }
    let next = tokens.upperBound
    if next < passage.tokens.count, passage.text(next) == "city",
      let city = codes.first(where: { vocabulary.regions[$0]?.level == "city" })
    {
      return city
    }
    func rank(_ code: String) -> (Int, Int, Int) {
      let region = vocabulary.regions[code]
      let level = region?.level == "subdivision" ? 2 : region?.level == "country" ? 1 : 0
      return (named.countries[country(code)] ?? 0, level, named.regions[region?.parent ?? ""] ?? 0)
    }
    var best = codes[0]
    for code in codes.dropFirst() where rank(code) > rank(best) { best = code }
    return best
  }

  private func mention(_ tokens: Range<Int>, _ code: String, _ passage: Passage) -> RegionMention {
    var mention = RegionMention(tokens: tokens, code: code)
    if tokens.count <= 2, let region = vocabulary.regions[code], region.level == "country" {
      let text = String(decoding: passage.bytes[passage.byteRange(tokens)], as: UTF8.self)
      mention.demonym = region.name != text && !region.aliases.contains(text)
    }
    let next = tokens.upperBound
    let before = tokens.lowerBound - 1
    mention.possessive = passage.isSign(next, "'") && passage.isGlued(next)
    if passage.isSign(next, "-"), passage.isGlued(next), passage.isGlued(next + 1) { mention.inName = true }
    if passage.isSign(before, "-"), passage.isGlued(tokens.lowerBound) { mention.inName = true }
    if next < passage.tokens.count, passage.tokens[next].kind == .word, passage.tokens[next].capital,
      passage.hit(.orgWord, at: next) == nil, passage.hit(.region, at: next) == nil,
      passage.sentence(of: next).lowerBound != next
    {
      mention.inName = true
    }
    let sentence = passage.sentence(of: tokens.lowerBound)
    if before > sentence.lowerBound, passage.tokens[before].kind == .word, passage.tokens[before].capital,
      passage.hit(.region, endingAt: tokens.lowerBound) == nil,
      passage.hit(.month, endingAt: tokens.lowerBound) == nil
    {
      mention.inName = true
    }
    // "Bank of China", "University of California".
    if before > 0, passage.isWord(before, Words.of), passage.tokens[before - 1].capital,
      before - 1 > sentence.lowerBound
    {
      mention.inName = true
    }
    // "the Chamber of Commerce in Shanghai".
    if passage.isWord(before, Words.in), before - 1 > sentence.lowerBound, passage.tokens[before - 1].capital {
      mention.inName = true
    }
    mention.company = mention.inName && vocabulary.regions[code]?.level == "city" && namesCompany(tokens, passage)
    if let oblique = passage.hit(.oblique, endingAt: tokens.lowerBound) {
      // "One sixth comes from Zhaoqing" is about Zhaoqing.
      let verb = oblique.tokens.lowerBound - 1
      mention.oblique = !(verb >= 0 && ["come", "comes", "came", "coming", "originates"].contains(passage.text(verb)))
    }
    // "China was the largest source", "Korean investors": where the money comes from.
    let ahead = next..<max(next, min(sentence.upperBound, next + 6))
    if ahead.lowerBound < ahead.upperBound,
      let origin = passage.hits(.origin, in: ahead).first,
      !(next..<origin.tokens.lowerBound).contains(where: { passage.isDigits($0) || passage.isSign($0, ",") })
    {
      mention.oblique = true
    }
    if passage.isWord(before, Words.of), before == sentence.lowerBound { mention.oblique = true }
    // "The seventh most in China", 占全国的比重
    if passage.hit(.share, endingAt: tokens.lowerBound) != nil, passage.tokens[before].kind == .ideograph {
      mention.oblique = true
    }
    // 全国六成以上的核电产品: the whole of a share
    if vocabulary.regions[code]?.level == "country", passage.hit(.numeral, at: next) != nil { mention.oblique = true }
    if passage.isWord(before, Words.in),
      (max(sentence.lowerBound, before - 6)..<before).contains(where: {
        passage.hit(.ordinal, at: $0) != nil || passage.hit(.rank, at: $0)?.entry.value == "largest"
      })
    {
      mention.oblique = true
    }
    if mention.possessive, vocabulary.regions[code]?.level == "country",
      ownsCompany(next, passage) || isComparedWith(before, next, passage)
    {
      mention.oblique = true
    }
    // "Yibin District" is no part of the city of Yibin, "Mississippi County" none of the state.
    if next < passage.tokens.count, passage.tokens[next].capital,
      passage.text(next) == "county" || passage.text(next) == "district" && vocabulary.regions[code]?.level == "city"
    {
      mention.inName = true
    }
    if passage.isWord(before, Words.the), passage.hit(.oblique, endingAt: before) != nil { mention.oblique = true }
    if passage.isWord(before, Words.of), before > 0,
      passage.hit(.rank, endingAt: before) != nil || passage.isSign(before - 1, "%")
        || ["%", "share"].contains(passage.hit(.unit, endingAt: before)?.entry.value)
    {
      mention.oblique = true
    }
    return mention
  }

  /// "One of the cradles of China's industry", "China's first tractor": a country to measure something by.
  private func isComparedWith(_ before: Int, _ apostrophe: Int, _ passage: Passage) -> Bool {
    let i = passage.isWord(apostrophe + 1, Words.s) ? apostrophe + 2 : apostrophe + 1
    if passage.hit(.ordinal, at: i) != nil || passage.hit(.rank, at: i)?.entry.value == "largest" { return true }
    return passage.isWord(before, Words.of) && passage.hit(.measure, endingAt: before) == nil
      && (max(0, before - 4)..<before).contains { passage.isWord($0, Words.one) }
  }

  /// "South Korea's Hanwha": behind the possessive stands a name that is no region, sector or measure.
  private func ownsCompany(_ apostrophe: Int, _ passage: Passage) -> Bool {
    let i = passage.isWord(apostrophe + 1, Words.s) ? apostrophe + 2 : apostrophe + 1
    guard i < passage.tokens.count, passage.tokens[i].kind == .word, passage.tokens[i].capital else { return false }
    return passage.hit(.region, at: i) == nil && passage.hit(.sector, at: i) == nil
      && passage.hit(.measure, at: i) == nil
  }

  /// "Guangzhou, Shenzhen, Shanghai": destinations in a list; "Zhaoqing, Guangdong": a province that explains a city.
  private func markLists(_ mentions: inout [RegionMention], _ passage: Passage) {
    guard mentions.count > 1 else { return }
    mentions.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    var run: [Int] = [0]
    func close(_ mentions: inout [RegionMention]) {
      if run.count >= 3 { for k in run.dropFirst() { mentions[k].oblique = true } }
      if run.count >= 2, mentions[run[0]].oblique { for k in run { mentions[k].oblique = true } }
    }
    for k in mentions.indices.dropFirst() {
      let gap = mentions[k - 1].tokens.upperBound..<mentions[k].tokens.lowerBound
      let joined =
        gap.count == 1 && (passage.isSign(gap.lowerBound, ",") || passage.isWord(gap.lowerBound, Words.and))
        || (gap.count == 2 && passage.isSign(gap.lowerBound, ",") && passage.isWord(gap.lowerBound + 1, Words.and))
      if joined {
        if reference(mentions[k - 1].code) == mentions[k].code || country(mentions[k - 1].code) == mentions[k].code {
          mentions[k].oblique = true
          mentions[k].explains = passage.isSign(gap.lowerBound, ",")
        }
        run.append(k)
      } else {
        // "Malaysia's Selangor": the country only says where the state is.
        if gap.count == 2, mentions[k - 1].possessive,
          country(mentions[k].code) == mentions[k - 1].code || reference(mentions[k].code) == mentions[k - 1].code
        {
          mentions[k - 1].oblique = true
          mentions[k].possessive = true
        }
        close(&mentions)
        run = [k]
      }
    }
    close(&mentions)
  }

  private func reference(_ code: String) -> String {
    guard let region = vocabulary.regions[code], region.level == "city" else { return "" }
    return region.parent
  }

  /// What the article is about, by weighted count.
  func focus(of passages: [Passage], _ mentions: [[RegionMention]]) -> Focus {
    var counts: OrderedDictionary<String, Double> = [:]
    for (passage, found) in zip(passages, mentions) {
      let heading = passage.number <= 3
      for mention in found where !mention.anaphor {
        counts[mention.code, default: 0] += (mention.inName ? 0.4 : mention.oblique ? 0.5 : 1) * (heading ? 2 : 1)
      }
    }
    var subdivisions: OrderedDictionary<String, Double> = [:]
    var countries: OrderedDictionary<String, Double> = [:]
    for (code, count) in counts {
      guard let region = vocabulary.regions[code] else { continue }
      if region.level == "subdivision" { subdivisions[code, default: 0] += count }
      if region.level == "city" { subdivisions[region.parent, default: 0] += count }
      countries[country(code), default: 0] += count
    }
    func most(_ counts: OrderedDictionary<String, Double>) -> (key: String, value: Double) {
      var best = (key: "", value: 0.0)
      for (key, value) in counts where value > best.value { best = (key, value) }
      return best
    }
    var focus = Focus()
    focus.named = Set(counts.keys)
    focus.country = most(countries).key
    let inside = subdivisions.filter { country($0.key) == focus.country && $0.key != focus.country }
    let subdivision = most(inside)
    focus.subdivision = subdivision.key
    let cities = counts.filter {
      vocabulary.regions[$0.key]?.level == "city" && vocabulary.regions[$0.key]?.parent == subdivision.key
    }
    let city = most(cities)
    focus.city = city.key
    let national = counts[focus.country] ?? 0
    focus.region = focus.country
    // A province named once, below the first paragraph, is not what an article on its country is about.
    let named = zip(passages, mentions).map { passage, found in
      found.filter {
        !$0.anaphor && ($0.code == subdivision.key || vocabulary.regions[$0.code]?.parent == subdivision.key)
      }.count * (passage.number <= 2 ? 2 : 1)
    }
    let passing = named.reduce(0, +) < 2 && national >= 2
    if subdivision.value > national * 0.6, !passing {
      focus.region = subdivision.key
      if city.value > subdivision.value * 0.5 { focus.region = city.key }
    }
    return focus
  }

  /// Regions and sectors by the number of paragraphs they share; a paragraph without a region counts for the focus.
  func comentions(in passages: [Passage], _ mentions: [[RegionMention]], _ focus: Focus) -> [Mention] {
    struct Pair: Hashable {
      var region: String
      var sector: String
    }
    var counts: OrderedDictionary<Pair, Int> = [:]
    for (passage, found) in zip(passages, mentions) {
      var regions: OrderedSet<String> = []
      for mention in found where !mention.anaphor && !mention.code.isEmpty { regions.append(mention.code) }
      if regions.isEmpty, !focus.region.isEmpty { regions.append(focus.region) }
      var sectors: OrderedSet<String> = []
      for hit in passage.hits where hit.entry.role == .sector && vocabulary.sectors[hit.entry.value] != nil {
        sectors.append(hit.entry.value)
      }
      for region in regions { for sector in sectors { counts[Pair(region: region, sector: sector), default: 0] += 1 } }
    }
    let order = counts.enumerated().sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }
    return order.compactMap { _, element in
      guard let region = vocabulary.regions[element.key.region] else { return nil }
      return Mention(
        region: region.name.split(separator: ",").first.map(String.init) ?? region.name,
        regionCode: region.level == "city" ? region.parent : region.code, sector: element.key.sector,
        count: element.value)
    }
  }
}
