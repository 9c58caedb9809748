import Observations
import OrderedCollections

/// What clauses say of the time of a figure.
extension Linker {
  /// "Compared with 55 million a year earlier": the period of the figure before, a year back.
  func yearEarlier(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> TimePeriod? {
    let figure = passage.figures[k]
    let end = figure.noun?.upperBound ?? figure.tokens.upperBound
    let of = passage.isWord(end, Words.of) && passage.figures[max(0, k - 1)].change == .multiple
    guard k > 0, figure.change == .level,
      (passage.figures[max(0, k - 1)].change == .multiple
        ? (end...end + 3).lazy.compactMap { passage.hit(.comparison, at: $0) }.first
        : passage.hit(.comparison, at: end))?.tokens.contains(where: { passage.text($0) == "year" }) ?? false
        || of && passage.hit(.calendar, at: end + 1)?.entry.value == "year:-1",
      let sibling = passage.figures[max(0, k - 8)..<k].last(where: {
        $0.tokens.lowerBound >= sentence.lowerBound && $0.period != nil && $0.change != .share
      })?.period
    else { return nil }
    return sibling.years(-1)
  }

  /// "40 projects with a total investment of 3 billion", "…, of which 12": of the time of the figure before.
  func accompanies(
    _ passage: Passage, _ k: Int, _ sentence: Range<Int>, orIsPart: Bool = true
  ) -> Bool {
    let previous = passage.figures[k - 1]
    let from = previous.noun?.upperBound ?? previous.tokens.upperBound
    let to = passage.figures[k].tokens.lowerBound
    guard previous.tokens.lowerBound >= sentence.lowerBound, from <= to, to - from < 12 else { return false }
    let between = from..<to
    if passage.figures[k].change == .rank { return between.count <= 5 && passage.isSign(from, ",") }
    if orIsPart, between.contains(where: { passage.hit(.part, at: $0)?.tokens.count ?? 0 > 1 }) { return true }
    guard previous.unit == "count", passage.figures[k].unit != "count",
      let first = between.first(where: { !passage.isSign($0, ",") })
    else { return false }
    return ["with", "worth", "involving", "valued", "totaling", "totalling", "representing"].contains(
      passage.text(first))
  }

  /// "It drew 43 firms with an investment of 31 billion since 2016": both happened then.
  func isAccompanied(_ k: Int, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    passage.figures.indices.contains(k + 1) && passage.figures[k + 1].tokens.lowerBound < sentence.upperBound
      && passage.figures[k + 1].change == .level && accompanies(passage, k + 1, sentence, orIsPart: false)
      && happens(passage, sentence, passage.figures[k].tokens.lowerBound)
  }

  /// "Had 214,000 firms, of which 13,800 were large, at the end of 2023": both were counted then.
  func isFollowedByPart(_ k: Int, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    guard passage.figures.indices.contains(k + 1), passage.figures[k + 1].tokens.lowerBound < sentence.upperBound else {
      return false
    }
    let from = passage.figures[k].noun?.upperBound ?? passage.figures[k].tokens.upperBound
    return passage.isSign(from, ",") && passage.text(from + 1) == "of" && passage.text(from + 2) == "which"
      && passage.figures[k + 1].change == .level
  }

  func isRestated(_ k: Int, _ passage: Passage) -> Bool {
    guard passage.figures.indices.contains(k + 1) else { return false }
    let gap =
      passage.figures[k].tokens
      .upperBound..<max(
        passage.figures[k].tokens.upperBound, passage.figures[k + 1].tokens.lowerBound)
    return gap.count <= 3 && gap.contains { passage.isWord($0, Words.or) }
  }

  /// "1,200 guests from 36 countries"
  func comesAlong(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> Bool {
    k > 0 && passage.figures[k].measure == "market_count" && passage.figures[k - 1].measure == "attendees"
      && passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound
  }

  /// "At the conference, 45 projects were signed"
  func isOfEvent(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    ["attendees", "projects_signed", "investment_signed"].contains(figure.measure)
      && sentence.contains { passage.isAny($0, of: Words.events) }
  }

  /// "The project, with a total investment of 3 billion yuan"
  func isPriceTag(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    guard figure.measure == "investment", figure.change == .level,
      !passage.figures.contains(where: {
        $0.tokens.lowerBound >= sentence.lowerBound && $0.tokens.lowerBound < figure.tokens.lowerBound
          && $0.unit == "count" && $0.measure.hasPrefix("project")
      })
    else { return false }
    let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
    guard passage.isWord(start - 1, Words.of), passage.hit(.measure, endingAt: start - 1) != nil else { return false }
    return (max(sentence.lowerBound, start - 6)..<start).contains { passage.text($0) == "with" }
  }

  /// "A $3.5 billion battery plant": the amount describes what is built.
  func isPrice(_ figure: Figure, _ passage: Passage) -> Bool {
    guard let noun = passage.nounPhrase(from: figure.tokens.upperBound), noun.count <= 5 else { return false }
    return !passage.hits(.asset, in: noun).isEmpty
  }

  /// Whether another verb begins behind "and": "costs 5 billion and starts in 2027".
  func startsAnew(_ range: Range<Int>, _ passage: Passage) -> Bool {
    range.contains {
      passage.isWord($0, Words.and)
        && (passage.isWord($0 + 1, Words.to) || passage.text(min($0 + 1, range.upperBound)) == "will"
          || $0 + 1 < range.upperBound && ![nil, .past].contains(passage.tense(at: $0 + 1)))
    }
  }

  /// "Added 4.2 gigawatts": what came to a stock has a time.
  func isAdded(_ figure: Figure, _ passage: Passage) -> Bool {
    let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
    return ["added", "adds", "installed", "commissioned"].contains(passage.text(max(0, start - 1)))
  }

  /// "… and in May": a time behind "and" is that of what follows.
  func opensConjunct(_ at: Int, _ passage: Passage) -> Bool {
    at > 1 && passage.isWord(at - 2, Words.and) && passage.isWord(at - 1, Words.in)
      || at > 2 && passage.isWord(at - 3, Words.and) && passage.isWord(at - 2, Words.in)
  }

  func isBase(_ k: Int, _ passage: Passage) -> Bool {
    let figure = passage.figures[k]
    if figure.isBaseline { return true }
    let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
    guard passage.isWord(start - 1, Words.from) else { return false }
    if k > 0, passage.figures[k - 1].tokens.upperBound == start - 1, passage.figures[k - 1].change == .level {
      return true
    }
    return !passage.hits(.change, in: max(0, start - 4)..<start).isEmpty
  }

  /// Whether "has" or "have" and a participle stand before the figure in its clause.
  func isPerfect(_ passage: Passage, _ sentence: Range<Int>, _ position: Int) -> Bool {
    let clause = passage.clauses[position]
    return (max(sentence.lowerBound, position - 6)..<position).contains {
      passage.isAny($0, of: Words.perfect) && passage.clauses[$0] == clause
        && passage.isParticiple(at: $0 + 1)
    }
  }

  /// "1,200 suppliers have settled": what is there by now.
  func isSettled(_ figure: Figure, _ passage: Passage) -> Bool {
    guard figure.unit == "count", let end = figure.noun?.upperBound else { return false }
    let ahead = end..<min(passage.tokens.count, end + 5)
    guard let verb = ahead.first(where: { passage.isAny($0, of: Words.perfect) }) else { return false }
    return passage.isParticiple(at: verb + 1) && !(end..<verb).contains { passage.isSign($0, ",") }
  }

  /// "29% of them": a share of what was measured before, and of that time.
  func isOfThem(_ figure: Figure, _ passage: Passage) -> Bool {
    passage.isAny(figure.tokens.upperBound + 1, of: Words.plurals)
  }

  /// "Accounts for a fifth of the sales": a share of today, where no time is said.
  func isCurrent(_ figure: Figure, _ passage: Passage) -> Bool {
    guard figure.change == .share, !figure.isShareOfCount, !isOfThem(figure, passage) else { return false }
    let start = figure.tokens.lowerBound
    let verb = passage.text(max(0, (figure.hedge?.lowerBound ?? start) - 1))
    if ["produces", "makes", "builds", "provides", "supplies", "meets", "generates"].contains(verb) { return true }
    return passage.hits(.share, in: max(passage.sentence(of: start).lowerBound, start - 12)..<start).contains {
      ["accounts", "account", "makes", "make", "represents", "contributes", "constitutes"].contains(
        passage.text($0.tokens.lowerBound))
    }
  }

  /// "The field, opened in 2020, …": when something began, not when it does what is told.
  func isFounding(_ mention: Passage.PeriodMention, _ passage: Passage) -> Bool {
    let start = mention.tokens.lowerBound
    return passage.isWord(start - 1, Words.in)
      && (max(0, start - 3)..<start - 1).contains {
        ["opened", "founded", "established", "launched", "inaugurated", "built", "completed"].contains(passage.text($0))
      }
  }

  /// Whether a verb before the figure says that it was approved, signed or opened.
  func isDone(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    guard figure.change == .level, figure.measure != "jobs" else { return false }
    let position = figure.tokens.lowerBound
    let clause = passage.clauses[position]
    return passage.hits(.dynamic, in: sentence.lowerBound..<position).contains {
      passage.clauses[$0.tokens.lowerBound] == clause
    }
  }

  /// "Is receiving two billion", "a plant which cost 5 billion": of no time that was named before.
  func happensNow(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> Bool {
    let position = passage.figures[k].tokens.lowerBound
    let clause = passage.clauses[position]
    let spent = ["investment", "other"].contains(passage.figures[k].measure)
    return (max(sentence.lowerBound, position - 6)..<position).contains { at in
      passage.clauses[at] == clause
        && (passage.isAny(at, of: Words.progressive) && passage.text(at + 1).hasSuffix("ing")
          || passage.text(at).hasPrefix("requir") || spent && passage.text(at).hasPrefix("cost"))
    }
  }

  func reaches(_ passage: Passage, _ position: Int) -> Bool {
    (max(0, position - 3)..<position).contains {
      passage.text($0).hasPrefix("reach")
        || passage.isWord($0, Words.to) && ($0 == position - 1 || passage.hit(.hedge, at: $0 + 1) != nil)
    }
  }

  /// Whether a verb says that the counted things happened, rather than that they are there.
  func happens(_ passage: Passage, _ sentence: Range<Int>, _ position: Int) -> Bool {
    let clause = passage.clauses[position]
    return passage.hits(.dynamic, in: sentence).contains {
      guard abs(passage.clauses[$0.tokens.lowerBound] - clause) <= 1, !passage.isInside($0.tokens, .measure) else {
        return false
      }
      // "The mayor introduced that the city has": said, not done.
      if passage.text($0.tokens.upperBound) == "that" { return false }
      // Behind the figure a participle only describes it: "174 projects invested by …".
      return $0.tokens.lowerBound < position || !passage.isWord($0.tokens.upperBound, Words.by)
        || passage.isAny($0.tokens.lowerBound - 1, of: Words.auxiliaries)
    }
  }
}
