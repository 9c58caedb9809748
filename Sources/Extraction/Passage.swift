import Observations

/// One paragraph while it is read: its tokens, the phrases found in them and what each token turned out to be.
struct Passage {
  /// What a token was taken for.
  enum Mark: UInt8 { case free, masked, period, figure }

  /// A period named in the text.
  struct PeriodMention {
    var tokens: Range<Int>
    var period: TimePeriod
    /// How the mention may be used.
    enum Use { case plain, deadline, comparison, event }
    var use: Use
    /// "By the end of July", 截至5月底: when a stock was counted, no time in which things happen.
    var isCloseOf = false
    /// A day of the week, for its month.
    var isDay = false
  }

  /// Digits or number words that are no figure.
  struct Refusal {
    var tokens: Range<Int>
    var reason: Rejection.Reason
  }

  let bytes: [UInt8]
  /// 1-based number of the paragraph.
  let number: Int
  var tokens: [Token]
  var hits: [PhraseTable.Hit] = []
  /// Index of the first hit that starts at a token or later; one more than there are tokens.
  var firstHit: [Int] = []
  var marks: [Mark]
  var sentences: [Range<Int>] = []
  /// Number of the clause of each token.
  var clauses: [Int] = []
  /// How many contrasting conjunctions and how many verbs stand before each token; one more than there are tokens.
  var contrasts: [Int32] = []
  var verbs: [Int32] = []
  /// Tokens between quotation marks, those excluded.
  var quotations: [Range<Int>] = []
  var periods: [PeriodMention] = []
  var figures: [Figure] = []
  var refusals: [Refusal] = []

  init(bytes: [UInt8], range: Range<Int>, number: Int, table: PhraseTable) {
    self.bytes = bytes
    self.number = number
    tokens = tokenize(bytes, range)
    marks = Array(repeating: .free, count: tokens.count)
    firstHit.reserveCapacity(tokens.count + 1)
    hits.reserveCapacity(tokens.count)
    for i in tokens.indices {
      firstHit.append(hits.count)
      table.matches(in: tokens, at: i, limit: tokens.count, into: &hits)
      // "A $3.5 billion plant" costs no Australian dollars.
      if tokens[i].length == 1, i + 1 < tokens.count, tokens[i + 1].spaced, tokens[i + 1].kind == .sign,
        let first = firstHit.last
      {
        let kept = hits[first...].filter { $0.entry.role != .currency || $0.tokens.count == 1 }
        hits.replaceSubrange(first..., with: kept)
      }
    }
    firstHit.append(hits.count)
  }

  /// The longest phrase of a role that starts at a token.
  func hit(_ role: Role, at i: Int) -> PhraseTable.Hit? {
    guard i >= 0, i < tokens.count else { return nil }
    var best: PhraseTable.Hit?
    for k in firstHit[i]..<firstHit[i + 1] where hits[k].entry.role == role {
      if hits[k].tokens.count > (best?.tokens.count ?? 0) { best = hits[k] }
    }
    return best
  }

  /// The longest phrase of a role that ends before a token.
  func hit(_ role: Role, endingAt end: Int) -> PhraseTable.Hit? {
    var start = max(0, end - 7)
    while start < end {
      for k in firstHit[start]..<firstHit[start + 1]
      where hits[k].entry.role == role && hits[k].tokens.upperBound == end {
        return hits[k]
      }
      start += 1
    }
    return nil
  }

  /// Whether a phrase of a role covers a token within a window of phrase starts.
  func hits(_ role: Role, in range: Range<Int>) -> [PhraseTable.Hit] {
    guard !range.isEmpty else { return [] }
    return hits[firstHit[range.lowerBound]..<firstHit[range.upperBound]].filter {
      $0.entry.role == role && $0.tokens.upperBound <= range.upperBound
    }
  }

  /// A token in lower case; empty outside the paragraph.
  func text(_ i: Int) -> String {
    tokens.indices.contains(i) ? String(decoding: bytes[byteRange(i..<i + 1)], as: UTF8.self).lowercased() : ""
  }

  /// Whether a longer phrase of a role holds some tokens: "over" in "turned over", "top" in "on top of".
  func isInside(_ range: Range<Int>, _ role: Role, value: String? = nil) -> Bool {
    (max(0, range.lowerBound - 3)...range.lowerBound).contains { start in
      hits[firstHit[start]..<firstHit[start + 1]].contains {
        $0.entry.role == role && $0.tokens.count > range.count && $0.tokens.upperBound >= range.upperBound
          && (value == nil || value == $0.entry.value)
      }
    }
  }

  func isWord(_ i: Int, _ hash: UInt64) -> Bool { i >= 0 && i < tokens.count && tokens[i].hash == hash }
  func isSign(_ i: Int, _ sign: Unicode.Scalar) -> Bool {
    i >= 0 && i < tokens.count && tokens[i].isSign(sign)
  }
  /// Whether a token follows the one before without white space.
  func isGlued(_ i: Int) -> Bool { i > 0 && i < tokens.count && !tokens[i].spaced }
  func isDigits(_ i: Int) -> Bool { i >= 0 && i < tokens.count && tokens[i].kind == .digits }
  func isFree(_ i: Int) -> Bool { i >= 0 && i < tokens.count && marks[i] == .free }

  /// The UTF-8 range of some tokens.
  func byteRange(_ range: Range<Int>) -> Range<Int> {
    guard let first = range.first, let last = range.last else { return 0..<0 }
    return Int(tokens[first].start)..<Int(tokens[last].end)
  }

  /// The whole number of a digit token; nil above nine digits.
  func integer(_ i: Int) -> Int? {
    guard isDigits(i), tokens[i].length <= 9 else { return nil }
    var value = 0
    for k in Int(tokens[i].start)..<Int(tokens[i].end) {
      guard bytes[k] >= 0x30, bytes[k] <= 0x39 else { return nil }
      value = value * 10 + Int(bytes[k]) - 0x30
    }
    return value
  }

  /// Whether "while" or "whereas" stands in some tokens.
  func hasContrast(_ range: Range<Int>) -> Bool { contrasts[range.upperBound] > contrasts[range.lowerBound] }

  /// Whether a verb of the lexicon starts in some tokens.
  func hasVerb(_ range: Range<Int>) -> Bool { verbs[range.upperBound] > verbs[range.lowerBound] }

  func isAny(_ i: Int, of words: Set<UInt64>) -> Bool { tokens.indices.contains(i) && words.contains(tokens[i].hash) }

  func sentence(of token: Int) -> Range<Int> {
    var low = 0
    var high = sentences.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if sentences[middle].lowerBound <= token { low = middle } else { high = middle - 1 }
    }
    return sentences.isEmpty ? 0..<tokens.count : sentences[low]
  }

  mutating func mark(_ range: Range<Int>, _ mark: Mark) {
    for i in range { marks[i] = mark }
  }

  mutating func refuse(_ range: Range<Int>, _ reason: Rejection.Reason) {
    mark(range, .masked)
    refusals.append(Refusal(tokens: range, reason: reason))
  }

  /// The stretch of tokens around one without white space in it, at most sixteen each way.
  func run(around i: Int) -> Range<Int> {
    var low = i
    var high = i + 1
    while low > 0, !tokens[low].spaced, i - low < 16 { low -= 1 }
    while high < tokens.count, !tokens[high].spaced, high - i < 16 { high += 1 }
    return low..<high
  }
}

/// Words the grammar names itself, by hash.
enum Words {
  static let of = Token.hash("of")
  static let `as` = Token.hash("as")
  static let to = Token.hash("to")
  static let and = Token.hash("and")
  static let clusters = Token.hash("clusters")
  static let or = Token.hash("or")
  static let since = Token.hash("since")
  static let over = Token.hash("over")
  static let from = Token.hash("from")
  static let by = Token.hash("by")
  static let a = Token.hash("a")
  static let an = Token.hash("an")
  static let the = Token.hash("the")
  static let `in` = Token.hash("in")
  static let within = Token.hash("within")
  static let one = Token.hash("one")
  static let no = Token.hash("no")
  static let top = Token.hash("top")
  static let first = Token.hash("first")
  static let half = Token.hash("half")
  static let fy = Token.hash("fy")
  static let s = Token.hash("s")
  static let x = Token.hash("x")
  static let m = Token.hash("m")
  static let am = Token.hash("am")
  static let pm = Token.hash("pm")
  static let st = Token.hash("st")
  static let nd = Token.hash("nd")
  static let rd = Token.hash("rd")
  static let th = Token.hash("th")
  static let old = Token.hash("old")
  static let total = Token.hash("total")
  static let last = Token.hash("last")
  static let past = Token.hash("past")
  static let next = Token.hash("next")
  static let contrast: Set = [Token.hash("while"), Token.hash("whereas")]
  static let relative: Set = [Token.hash("that"), Token.hash("which")]
  static let attaching: Set = [of, `in`, Token.hash("for")]
  static let its = Token.hash("its")
  static let their = Token.hash("their")
  static let determiners: Set = [the, a, its, their]
  static let pronouns: Set = [
    Token.hash("it"), Token.hash("they"), Token.hash("that"), Token.hash("this"), Token.hash("these"),
  ]
  static let opening: Set = [of, Token.hash("among")]
  /// What "output" is a value of, and no amount of goods.
  static let ofIndustries: Set = [
    the, its, their, Token.hash("industrial"), Token.hash("manufacturing"), Token.hash("factory"), Token.hash("total"),
    Token.hash("gross"), Token.hash("industry"), Token.hash("sector"), s,
  ]
  static let companies: Set = [
    Token.hash("group"), Token.hash("company"), Token.hash("firm"), Token.hash("carmaker"), Token.hash("automaker"),
    Token.hash("maker"), Token.hash("manufacturer"), Token.hash("subsidiary"),
  ]
  static let plurals: Set = [Token.hash("them"), Token.hash("these"), Token.hash("those")]
  static let wholes: Set = plurals.union([Token.hash("that"), Token.hash("this")])
  static let perfect: Set = [Token.hash("has"), Token.hash("have")]
  static let having: Set = [
    Token.hash("has"), Token.hash("have"), Token.hash("employs"), Token.hash("employ"), Token.hash("operates"),
  ]
  static let auxiliaries: Set = [Token.hash("was"), Token.hash("were"), Token.hash("been"), Token.hash("newly")]
  static let been = Token.hash("been")
  static let be: Set = Set(["be", "being", "was", "were"].map(Token.hash))
  static let progressive: Set = [Token.hash("is"), Token.hash("are")]
  static let instead = Token.hash("instead")
  static let industry = Token.hash("industry")
  static let growth = Token.hash("growth")
  static let nian = Token.hash("年")
  static let yue = Token.hash("月")
  static let qian = Token.hash("前")
  static let dao = Token.hash("到")
  static let zhi = Token.hash("至")
  static let ri = Token.hash("日")
  static let fen = Token.hash("分")
  static let de = Token.hash("的")
  static let bei = Token.hash("倍")
  static let ji = Token.hash("级")
  static let bi = Token.hash("比")
  static let jiao = Token.hash("较")
  static let mei = Token.hash("每")
  static let zhiOf = Token.hash("之")
  static let di = Token.hash("第")
  static let wei = Token.hash("位")
  static let ming = Token.hash("名")
  static let out = Token.hash("out")
  static let every = Token.hash("every")
  static let alone = Token.hash("alone")
  static let we: Set = [Token.hash("we"), Token.hash("our")]
  static let adverbial: Set = Set(
    [
      "in", "by", "from", "at", "as", "during", "since", "over", "under", "after", "for", "with", "according",
      "between", "on", "throughout", "within", "amid", "among", "thanks", "last", "this", "so", "meanwhile",
      "currently",
      "however", "today", "now", "next", "meantime", "of",
    ].map(Token.hash))
  /// What a business is called when it is named again.
  static let plants = companies.union(
    [
      "plant", "factory", "base", "project", "workshop", "line", "enterprise", "fab", "gigafactory", "complex",
      "facility",
      "venture", "steelmaker", "chipmaker", "campus",
    ].map(Token.hash))
  static let businesses = plants.union(["cluster", "industry", "sector", "park", "zone", "phase"].map(Token.hash))
  static let sites: Set = Set(
    ["zone", "park", "base", "cluster", "valley", "harbor", "harbour", "port"].map(Token.hash))
  static let ahead: Set = Set(["before", "by", "until", "from", "in", "on"].map(Token.hash))
  static let places: Set = Set(
    [
      "city", "province", "state", "county", "country", "economy", "prefecture", "municipality", "island", "town",
      "nation",
    ]
    .map(Token.hash))
  static let events: Set = Set(
    ["conference", "ceremony", "meeting", "forum", "expo", "fair", "summit", "exhibition", "event"].map(Token.hash))
  static let trades: Set = Set(["industry", "industries", "sector", "sectors", "cluster", "clusters"].map(Token.hash))
  static let made: Set = Set(
    ["made", "produced", "built", "sold", "exported", "delivered", "assembled", "shipped", "manufactured"].map(
      Token.hash))
  static let relatives: Set = Set(["which", "who", "whose", "where"].map(Token.hash))
  static let owners: Set = [its, their]
  static let modals: Set = Set(["will", "would", "can", "could", "may", "might", "should", "must"].map(Token.hash))
  static let listing: Set = [and, Token.hash("和"), Token.hash("与"), Token.hash("及")]
}
