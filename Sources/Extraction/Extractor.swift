import Diagnostics
public import Observations
import OrderedCollections

/// Finds the figures of articles and what they mean.
public struct Extractor: Sendable {
  let vocabulary: Vocabulary
  let table: PhraseTable

  /// Prepares the lookups once for any number of articles.
  public init(vocabulary: Vocabulary, lexicon: Lexicon) {
    self.vocabulary = vocabulary
    var lexicon = lexicon
    lexicon.add(vocabulary)
    table = lexicon.table
  }

  /// Every figure of an article with its meaning and place, and every number that is none with the reason.
  public func extract(_ article: Article) -> Extraction {
    let bytes = Array(article.source.text.utf8)
    var extraction = Extraction()

    // 1. Tokens, phrases, sentences, clauses, quotations.
    var passages: [Passage] = []
    passages.reserveCapacity(article.paragraphs.count)
    for (index, range) in article.paragraphs.enumerated() {
      var passage = Passage(bytes: bytes, range: range, number: index + 1, table: table)
      passage.segment()
      passages.append(passage)
    }

    // 2. What the article as a whole is about: regions, currency, habits of writing numbers.
    let regions = RegionReader(vocabulary: vocabulary)
    let mentions = regions.mentions(in: passages)
    var focus = regions.focus(of: passages, mentions)
    var context = DocumentContext(published: article.published)
    context.currency = currency(of: passages, focus)
    adoptCountry(of: context.currency, &focus, passages)
    let commas = passages.decimalCommas
    context.decimalComma = commas.prevail
    context.commaBeforeScale = commas.occur
    if article.published == nil, passages.contains(where: { !$0.tokens.isEmpty }) {
      extraction.diagnostics.append(Message.undated(in: article.source))
    }

    // 3. Names and addresses out, periods before numbers.
    for k in passages.indices {
      passages[k].maskNames()
      passages[k].readPeriods(context)
    }
    context.event = passages.prefix(6).lazy.flatMap(\.periods).first { $0.use == .event }?.period

    // 4. Numbers with scale, unit, range and what is counted; hedges, direction and sign.
    for k in passages.indices {
      passages[k].readFigures(context)
      passages[k].qualify()
    }

    // 5. Measure, sector, region, period; 6. status.
    let sectors = passages.map { $0.sectorMentions() }
    var linker = Linker(vocabulary: vocabulary, context: context, focus: focus)
    linker.articleSector = sectors.subject(vocabulary)
    linker.titleIsSector =
      !linker.articleSector.isEmpty && passages.first?.namesEvent == false && sectors.first?.first != nil
      && sectors[0].allSatisfy { $0.isGeneric || $0.name == linker.articleSector }
    for k in passages.indices {
      linker.link(&passages[k], mentions: mentions[k], sectors: sectors[k])
      linker.judge(&passages[k])
      passages[k].distribute(sectors[k])
    }

    // 7. Observations with quote, place and relations, rejections, mentions.
    var names = FigureNames(file: article.source.fileName)
    for passage in passages {
      var places = Places(article.source, passage)
      let found = passage.figures.map { observation($0, passage, &places, &names) }
      extraction.observations += passage.relate(found, vocabulary)
      extraction.rejections += rejections(of: passage, article)
    }
    extraction.mentions = regions.comentions(in: passages, mentions, focus)
    return extraction
  }

  /// The currency most amounts are in, else that of the country.
  private func currency(of passages: [Passage], _ focus: Focus) -> String {
    var counts: OrderedDictionary<String, Int> = [:]
    for passage in passages {
      for hit in passage.hits where hit.entry.role == .currency { counts[hit.entry.value, default: 0] += 1 }
    }
    if let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), most.value > 0 { return most.key }
    return Self.currencies[focus.country] ?? (Self.euroArea.contains(focus.country) ? "EUR" : "")
  }

  /// An article in baht that names no baht of the country it names most is about Thailand.
  private func adoptCountry(of currency: String, _ focus: inout Focus, _ passages: [Passage]) {
    guard currency != "USD", let country = Self.currencies.first(where: { $0.value == currency })?.key,
      country != focus.country, let own = Self.currencies[focus.country] ?? (focus.country.isEmpty ? "" : nil)
    else { return }
    guard !passages.contains(where: { $0.hits.contains { $0.entry.role == .currency && $0.entry.value == own } }) else {
      return
    }
    focus = Focus(country: country, region: country)
  }

  private static let currencies: OrderedDictionary = [
    "CN": "CNY", "IN": "INR", "MY": "MYR", "RU": "RUB", "TH": "THB", "VN": "VND", "JP": "JPY", "KR": "KRW", "GB": "GBP",
    "US": "USD", "PL": "PLN", "BR": "BRL", "MX": "MXN", "ID": "IDR", "TR": "TRY", "CZ": "CZK", "HU": "HUF", "CH": "CHF",
    "SE": "SEK", "CA": "CAD", "AU": "AUD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "PH": "PHP", "SA": "SAR", "KZ": "KZT",
  ]
  private static let euroArea = ["DE", "FR", "IT", "ES", "NL", "AT", "BE", "FI", "IE", "PT", "GR", "SK", "SI"]

  private func observation(
    _ figure: Figure, _ passage: Passage, _ places: inout Places, _ names: inout FigureNames
  ) -> Observation {
    var tokens = (figure.hedge?.lowerBound ?? figure.tokens.lowerBound)..<figure.tokens.upperBound
    if let noun = figure.noun, noun.upperBound > tokens.upperBound { tokens = tokens.lowerBound..<noun.upperBound }
    let range = passage.byteRange(tokens)
    let value: Observation.Value = figure.high.map { .range(figure.value, $0) } ?? .number(figure.value)
    return Observation(
      id: names.name(figure, in: passage),
      measure: figure.measure, value: value, unit: figure.unit, change: figure.change, qualifier: figure.qualifier,
      region: figure.region, regionCode: figure.regionCode, sector: figure.sector, period: figure.period,
      status: figure.status, origin: places.origin(of: range),
      quote: String(decoding: passage.bytes[range], as: UTF8.self), confidence: figure.confidence,
      notes: figure.notes.filter { $0 != "by" })
  }

  /// Refusals in the order of the text; digits nothing claimed are named too.
  private func rejections(of passage: Passage, _ article: Article) -> [Rejection] {
    var places = Places(article.source, passage)
    return passage.refusals.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }.map { refusal in
      let range = passage.byteRange(refusal.tokens)
      return Rejection(
        quote: String(decoding: passage.bytes[range], as: UTF8.self),
        origin: places.origin(of: range), reason: refusal.reason)
    }
  }
}

extension [Passage] {
  /// Whether the article writes 12,5 for twelve and a half at all, or leaves a space between thousands, and whether it
  /// does so more often than it writes 12.5.
  var decimalCommas: (occur: Bool, prevail: Bool) {
    var comma = 0
    var point = 0
    var spaces = 0
    for passage in self {
      for i in passage.tokens.indices where passage.isDigits(i) {
        let length = passage.tokens[i].length
        if length <= 3, passage.isDigits(i + 1), passage.tokens[i + 1].length == 3 { spaces += 1 }
        guard passage.isDigits(i + 2), passage.isGlued(i + 1), passage.isGlued(i + 2) else { continue }
        let after = passage.tokens[i + 2].length
        if passage.isSign(i + 1, ","), after != 3 || length > 3, !passage.isSign(i + 3, ",") { comma += 1 }
        if passage.isSign(i + 1, "."), after != 3 { point += 1 }
      }
    }
    return (comma + spaces > 0, comma > point)
  }
}

extension Passage {
  /// "two 100-billion clusters for A and B": one figure for each of the sectors counted just before.
  mutating func distribute(_ named: [SectorMention]) {
    guard figures.contains(where: { $0.hyphenated }) else { return }
    for k in figures.indices.dropFirst().reversed() {
      let figure = figures[k]
      let count = figures[k - 1]
      guard figure.hyphenated, count.unit == "count", count.high == nil,
        count.tokens.upperBound <= figure.tokens.lowerBound,
        figure.tokens.lowerBound - count.tokens.upperBound <= 1, (2...4).contains(count.value.double)
      else { continue }
      let sentence = sentence(of: figure.tokens.lowerBound)
      var sectors: [String] = []
      for mention in named
      where sentence.contains(mention.tokens.lowerBound) && !Self.wide.contains(mention.name) {
        if !sectors.contains(mention.name) { sectors.append(mention.name) }
      }
      guard sectors.count == Int(count.value.double) else { continue }
      let copies = sectors.map { sector in
        var copy = figure
        copy.sector = sector
        return copy
      }
      figures.replaceSubrange(k...k, with: copies)
    }
  }
}
