import Observations
import OrderedCollections

extension Linker {
  /// "Exports, which account for two thirds of sales": what has the share.
  func sharing(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> String {
    let low = max(sentence.lowerBound, figure.tokens.lowerBound - 8)
    guard let verb = passage.hits(.share, in: low..<figure.tokens.lowerBound).last else { return "" }
    let subject = max(sentence.lowerBound, verb.tokens.lowerBound - 5)..<verb.tokens.lowerBound
    let measure = passage.hits(.measure, in: subject).last {
      fits($0.entry.value, figure) && !passage.isInside($0.tokens, .measure)
    }
    guard let measure, verb.tokens.lowerBound - measure.tokens.upperBound <= 2 else { return "" }
    // "Exports of 58 billion; batteries made up 85 percent": the goods are what the value is of.
    if measure.entry.value == "production",
      passage.hits(.measure, in: sentence.lowerBound..<subject.lowerBound).contains(where: {
        vocabulary.measures[$0.entry.value]?.unitClass == "currency"
      })
    {
      return ""
    }
    return measure.entry.value
  }

  /// "27 percent of GDP", "80 percent of its exports": what the share is one of, where it is a value.
  func wholeValue(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> String {
    let end = figure.tokens.upperBound
    guard passage.isWord(end, Words.of) else { return "" }
    let object = end..<max(end, min(sentence.upperBound, end + 8))
    let first = passage.hits(.measure, in: object).first {
      passage.clauses[end] == passage.clauses[$0.tokens.lowerBound]
    }
    return first.map { $0.entry.value == "gdp" || fits($0.entry.value, figure) ? $0.entry.value : "" } ?? ""
  }

  /// "Chemicals make up 18% of output, oil 38%": the second share is of the same.
  func alsoShared(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    guard k > 0, passage.figures[k - 1].change == .share,
      passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound,
      passage.isWord(passage.figures[k - 1].tokens.upperBound, Words.of),
      !passage.isWord(passage.figures[k].tokens.upperBound, Words.of)
    else { return "" }
    let end = passage.figures[k - 1].tokens.upperBound
    let between = end..<max(end, passage.figures[k].tokens.lowerBound)
    guard between.count <= 8, !passage.hasVerb(between), passage.hits(.share, in: between).isEmpty else { return "" }
    return vocabulary.stem(ofMeasure: passage.figures[k - 1].measure)
  }

  /// "Vehicles accounted for a fifth of them": the whole is what was measured just before.
  func ofThem(_ passage: Passage, _ k: Int) -> String {
    guard k > 0, passage.figures[k - 1].change == .level || passage.figures[k - 1].change == .growthRate else {
      return ""
    }
    let end = passage.figures[k].tokens.upperBound
    let start = passage.figures[k].hedge?.lowerBound ?? passage.figures[k].tokens.lowerBound
    // "1,200 people, of whom 35 percent are engineers"
    if passage.isWord(start - 2, Words.of), ["whom", "which", "them"].contains(passage.text(start - 1)),
      start - passage.figures[k - 1].tokens.upperBound <= 6
    {
      return vocabulary.stem(ofMeasure: passage.figures[k - 1].measure)
    }
    guard passage.isWord(end, Words.of), passage.isAny(end + 1, of: Words.wholes),
      end - passage.figures[k - 1].tokens.upperBound < 30
    else { return "" }
    return vocabulary.stem(ofMeasure: passage.figures[k - 1].measure)
  }

  /// "40% of the projects", "among the new projects … 40%": what the share is one of, where it is counted.
  func whole(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    let figure = passage.figures[k]
    // "One in three industrial jobs"
    if figure.spelled, let noun = passage.nounPhrase(from: figure.tokens.upperBound),
      let head = passage.hits(.measure, in: noun).last(where: { $0.tokens.upperBound == noun.upperBound }),
      passage.isCount(head.entry.value)
    {
      return head.entry.value
    }
    // "95 percent of the 8,000 employees"
    let end = figure.tokens.upperBound
    if passage.isWord(end, Words.of), passage.figures.indices.contains(k + 1),
      (end + 1...end + 3).contains(passage.figures[k + 1].tokens.lowerBound), passage.figures[k + 1].unit == "count"
    {
      return passage.figures[k + 1].nounMeasure
    }
    let object = complement(of: figure.noun?.upperBound ?? figure.tokens.upperBound, passage, sentence)
    let counted = passage.hits(.measure, in: object).filter {
      passage.isCount($0.entry.value) && !passage.isSign($0.tokens.upperBound, "'")
    }
    if let head = counted.last(where: { $0.tokens.upperBound == object.upperBound }) ?? counted.last,
      passage.hits(.measure, in: object).allSatisfy({ passage.isCount($0.entry.value) })
    {
      return head.entry.value
    }
    guard passage.isAny(sentence.lowerBound, of: Words.opening) else { return "" }
    let opening = sentence.prefix { passage.clauses[$0] == passage.clauses[sentence.lowerBound] }
    return passage.hits(.measure, in: opening).last { passage.isCount($0.entry.value) }?.entry.value ?? ""
  }

  /// "Ranked third in exports", "output ranked first": the flow that is ranked.
  func ranked(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    let end = passage.figures[k].tokens.upperBound
    let start = passage.figures[k].tokens.lowerBound
    func flow(_ range: Range<Int>) -> String? {
      let named = passage.hits(.measure, in: range).last {
        // A large industry is ranked as an industry.
        ["currency", "physical"].contains(vocabulary.measures[$0.entry.value]?.unitClass ?? "")
          && $0.entry.value != "industry_scale"
      }
      return named.map { stem(of: $0, for: passage.figures[k], passage) }
    }
    if passage.figures[k].qualifier == .upTo,
      let noun = passage.nounPhrase(from: end), noun.upperBound <= sentence.upperBound,
      passage.hits(.measure, in: noun).contains(where: { $0.entry.value == "company_count" })
    {
      return "company_rank"
    }
    // "Third among the foundries"
    if passage.text(min(end, passage.tokens.count - 1)) == "among",
      passage.hits(.measure, in: end..<max(end, min(sentence.upperBound, end + 6))).contains(where: {
        $0.entry.value == "company_count"
      })
    {
      return "company_rank"
    }
    // "Whose four makers rank among the top 50"
    if passage.figures[k].qualifier == .upTo, k > 0, passage.figures[k - 1].measure == "company_count",
      passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound,
      start - passage.figures[k - 1].tokens.upperBound < 8
    {
      return "company_rank"
    }
    let behind = passage.text(min(end, passage.tokens.count - 1))
    if end < sentence.upperBound {
      // A place may stand between: "first in China by production".
      let window = end..<min(sentence.upperBound, end + 7)
      if ["in", "by", "for", "nationwide", "globally"].contains(behind),
        let found = passage.hits(.measure, in: window).first(where: {
          ["currency", "physical"].contains(vocabulary.measures[$0.entry.value]?.unitClass ?? "")
            && (["in", "by", "for", "of"].contains(passage.text($0.tokens.lowerBound - 1))
              || passage.isWord($0.tokens.lowerBound - 1, Words.the)
                && passage.isWord($0.tokens.lowerBound - 2, Words.in))
        })
      {
        let longest = passage.hit(.measure, at: found.tokens.lowerBound) ?? found
        return stem(of: longest, for: passage.figures[k], passage)
      }
    }
    let clause = passage.clauses[start]
    // "A surplus of 21 billion, the second-largest in the country"
    if k > 0, passage.figures[k - 1].change == .level, passage.isSign(passage.figures[k - 1].tokens.upperBound, ","),
      start - passage.figures[k - 1].tokens.upperBound <= 3,
      passage.hit(.rank, endingAt: start)?.entry.value.isEmpty != true
    {
      let stem = vocabulary.stem(ofMeasure: passage.figures[k - 1].measure)
      if ["exports", "imports", "trade_balance"].contains(stem) { return "trade" }
      if vocabulary.measures[stem]?.unitClass == "currency" { return stem }
    }
    return flow((max(sentence.lowerBound, start - 6)..<start).filter { passage.clauses[$0] == clause }.range)
      ?? rankedBefore(passage, k, sentence)
  }

  /// "Grew by 5.9 percent and ranked 12th", "exports of 4 billion, ranking third": what was measured just before; an
  /// industry with a revenue is ranked as an industry.
  private func rankedBefore(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> String {
    let last = passage.figures[..<k].last {
      $0.tokens.lowerBound >= sentence.lowerBound && $0.unit != "pp" && [.level, .growthRate].contains($0.change)
    }
    guard let last, passage.figures[k].qualifier != .upTo else { return "" }
    let stem = vocabulary.stem(ofMeasure: last.measure)
    if ["exports", "imports", "export_volume"].contains(stem) { return "trade" }
    if ["gdp", "investment", "fdi", "budget_revenue", "production"].contains(stem) { return stem }
    return last.change == .growthRate && vocabulary.measures[stem]?.unitClass == "currency" ? stem : ""
  }
}

extension [Int] {
  /// From the first to the last of consecutive indices.
  fileprivate var range: Range<Int> { isEmpty ? 0..<0 : self[0]..<self[count - 1] + 1 }
}
