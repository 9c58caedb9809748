import Observations
import OrderedCollections

extension Linker {
  /// The period named nearest to a figure, else one carried over where the figure needs one.
  mutating func linkPeriod(
    _ passage: inout Passage, _ k: Int, _ sentence: Range<Int>, _ mentions: [Passage.PeriodMention]
  ) {
    let figure = passage.figures[k]
    let position = figure.tokens.lowerBound
    // "134 billion, or 16.5 percent of the product, in 2022": what stands behind the second is said of both.
    let apposed =
      figure.change == .level
      && (isRestated(k, passage) || isAccompanied(k, passage, sentence) || isFollowedByPart(k, passage, sentence))
    let clause = passage.clauses[apposed ? passage.figures[k + 1].tokens.lowerBound : position]
    let following = apposed ? k + 2 : k + 1
    let next =
      passage.figures.indices.contains(following) ? passage.figures[following].tokens.lowerBound : Int.max
    let previous = k > 0 ? passage.figures[k - 1].tokens.upperBound : 0
    let kind = vocabulary.measures[vocabulary.stem(ofMeasure: figure.measure)]?.kind
    let isProperty = ["product_size", "range", "speed"].contains(figure.measure)
    var best: (score: Double, mention: Passage.PeriodMention)?
    if let earlier = yearEarlier(passage, k, sentence) {
      passage.figures[k].period = earlier
      passage.figures[k].isBaseline = true
      return
    }
    // "33 million tonnes now"
    if figure.change == .level, passage.hit(.present, at: figure.tokens.upperBound) != nil { return }
    let present = (sentence.lowerBound..<position).filter { passage.hit(.present, at: $0) != nil }
    let now = present.contains { passage.clauses[$0] == clause }
    let verb = passage.verb(of: figure, in: sentence)
    // "Among the new projects, little giants account for 40%" is of the time of the projects.
    let stands =
      figure.change == .level || figure.change == .rank
      || figure.change == .share && !(figure.isShareOfCount && passage.isAny(sentence.lowerBound, of: Words.opening))
    for mention in mentions where mention.use != .comparison {
      // "… in 2022 and now accounts for a third"
      if now, figure.change == .level || figure.change == .share, mention.tokens.lowerBound < (present.last ?? 0) {
        continue
      }
      var score = 4.0
      let at = mention.tokens.lowerBound
      // A product has its size at any time.
      if isProperty, mention.use != .deadline { continue }
      // "On Tuesday" dates what was done then.
      if mention.isDay, !isDone(figure, passage, sentence) { continue }
      // In Chinese a time stands before what it dates.
      if at > position, passage.clauses[at] != clause, passage.tokens[mention.tokens.upperBound - 1].kind == .ideograph
      {
        continue
      }
      let apart = Double(abs(passage.clauses[at] - clause))
      // "Down from 10 billion a year earlier": the base is of another time.
      if isBase(k, passage), !(0...3).contains(at - figure.tokens.upperBound) { continue }
      if at < position {
        score -= min(2.4, apart * 0.6)
        if apart > 0, isFounding(mention, passage) { score -= 3 }
        // "In 2023, output was 30 billion yuan, and the park is home to 200 firms": a verb of another time.
        if stands, mention.use == .plain, let verb, verb.tense == .present || verb.tense == .perfect,
          context.isPast(mention.period.end)
            || verb.tense == .present && (mention.period.start?.year ?? 0) < mention.period.end.year,
          !isOfThem(figure, passage),
          verb.at > mention.tokens.upperBound,
          passage.hasFiniteVerb(mention.tokens.upperBound..<verb.at)
            || passage.isAny(verb.at - 1, of: Words.listing) && passage.hasFiniteVerb(sentence.lowerBound..<at)
        {
          score -= 4
        }
        // "…, and that it has four pillar industries"
        if kind == .stock, figure.change == .level,
          (mention.tokens.upperBound..<position).contains(where: {
            passage.isWord($0, Words.and) && passage.text($0 + 1) == "that"
          })
        {
          score -= 4
        }
        if mention.use == .deadline, let verb, verb.tense == .perfect, verb.at > mention.tokens.upperBound,
          passage.hits(.plan, in: verb.at..<position).isEmpty
        {
          score -= 4
        }
        if mention.use == .deadline, passage.hasContrast(mention.tokens.upperBound..<position) { score -= 2 }
        // "Will invest by 2030 in the state, where it has 23,000 workers"
        if mention.use == .deadline, kind == .stock, figure.change == .level,
          (max(mention.tokens.upperBound, position - 3)..<position).contains(where: {
            passage.isAny($0, of: Words.having) && !passage.isWord($0 - 1, Words.to)
          })
        {
          score -= 4
        }
        if at < previous { score -= 0.3 } else if previous > 0, at - previous <= 2, at > previous { score -= 0.9 }
      } else {
        score -= apart * 1.9
        // What follows another figure is that one's; a deadline more so, and what simply is there needs none.
        if at > next {
          let apart = mention.use == .deadline || kind == .stock && figure.change == .level
          if (figure.tokens.upperBound..<next).contains(where: { passage.isAny($0, of: Words.relative) }) {
            score -= 2
          }
          let stays = kind == .stock && figure.change == .level && !mention.isCloseOf && !isAdded(figure, passage)
          score -= stays || apart && passage.hasVerb(figure.tokens.upperBound..<next) ? 4 : 2
        }
        if at - figure.tokens.upperBound <= 3 { score += 0.4 }
        // "A capacity of 10 GWh, delivered its first cells in April", "can process 120,000, and in May its sales …"
        if kind == .stock, figure.change == .level, !mention.isCloseOf,
          opensConjunct(at, passage)
            || passage.crossesComma(figure.tokens.upperBound, at) && passage.hasVerb(figure.tokens.upperBound..<at)
              && passage.hits(.plan, in: figure.tokens.upperBound..<at).isEmpty
        {
          score -= 4
        }
        if startsAnew(figure.tokens.upperBound..<max(at, figure.tokens.upperBound), passage) { score -= 4 }
        // "A $3.5 billion battery plant will begin production in 2024"
        let gap = figure.tokens.upperBound..<max(at, figure.tokens.upperBound)
        if figure.measure == "investment", isPrice(figure, passage),
          passage.hasVerb(gap) || !passage.hits(.plan, in: gap).isEmpty
            || gap.contains(where: { passage.isWord($0, Words.to) })
        {
          score -= 4
        }
        // "Three times the 8 billion of 2022": the year of the base.
        if figure.change == .multiple, at > next, next - figure.tokens.upperBound <= 2 { score -= 4 }
      }
      if mention.use == .event { score -= mention.isDay ? 1.5 : 2.6 }
      // "Sales of 21 billion in 2022 and employs 39,000": what is there now has no part in the year.
      if kind == .stock, figure.change == .level, at < previous + 3, at > sentence.lowerBound + 3, at < position,
        mention.use != .deadline, k > 0, passage.figures[k - 1].tokens.upperBound <= at,
        passage.hasVerb(min(mention.tokens.upperBound, position)..<position)
      {
        score -= 4
      }
      score -= min(0.2, Double(abs(at - position)) * 0.005)
      if score > (best?.score ?? 0.5) { best = (score, mention) }
    }
    if let best {
      passage.figures[k].period = best.mention.period
      if best.mention.use == .deadline {
        passage.figures[k].notes.append("by")
        if figure.change == .growthRate {
          passage.figures[k].period = TimePeriod(from: nil, to: best.mention.period.end)
        }
      } else if figure.change == .level, let start = best.mention.period.start,
        best.mention.period.end.year > start.year + 1, best.mention.period.end.frequency == .annual,
        reaches(passage, position)
      {
        // A level reached over some years is that of the last.
        passage.figures[k].period = TimePeriod(best.mention.period.end)
      }
      return
    }
    let apart = k > 0 ? passage.figures[k - 1].tokens.upperBound..<max(position, previous) : 0..<0
    if k > 0,
      accompanies(passage, k, sentence)
        || figure.change == .share && apart.count < 8 && isApposed(passage, k, apart)
    {
      passage.figures[k].period = passage.figures[k - 1].period
      passage.figures[k].inheritsPeriod = passage.figures[k - 1].inheritsPeriod
      return
    }
    // "140,000 tons, which is 30 percent of the total"
    if figure.change == .share, k > 0, passage.text(previous + 1) == "which", position - previous <= 5,
      passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound
    {
      passage.figures[k].period = passage.figures[k - 1].period
      passage.figures[k].inheritsPeriod = true
      return
    }
    // "The plant, with 5,800 employees, will add a line"
    if kind == .stock, figure.change == .level, passage.text(max(0, position - 1)) == "with" { return }
    // 产量1.98万辆，…占全国的16%
    if figure.change == .share, k > 0, kind == .flow || figure.measure == "production_share",
      passage.tokens[figure.tokens.lowerBound - 1].kind == .ideograph,
      passage.figures[k - 1].tokens.lowerBound >= sentence.lowerBound
    {
      passage.figures[k].period = passage.figures[k - 1].period
      passage.figures[k].inheritsPeriod = true
      return
    }
    if figure.change == .level, happensNow(passage, k, sentence) { return }
    // "It makes 35% of the cars", "is home to 200 firms", "has drawn 5 billion": of now, not of a year named before.
    if stands, let verb, verb.tense == .present || verb.tense == .perfect, !isOfThem(figure, passage) { return }
    if now && figure.change == .share || !present.isEmpty && figure.change == .level || isBase(k, passage) {
      return
    }
    // "Electricity consumption was 2.1 billion kilowatt-hours": a quantity told in the past happened in some time.
    let told =
      figure.measure == "other" && figure.change == .level && figure.unit != "count" && verb?.tense == .past
    let flows =
      kind == .flow || told
      || figure.change == .level && ["production", "export_volume", "ipi"].contains(figure.measure)
    if ["attendees", "projects_signed", "investment_signed"].contains(figure.measure),
      let event = context.event
    {
      passage.figures[k].period = event
      passage.figures[k].confidence *= 0.8
    } else if isOfEvent(figure, passage, sentence) || isPriceTag(figure, passage, sentence) {
      // What was signed at a conference or what a plant costs is not of the year an output was told of.
    } else if ["length", "speed", "time", "area"].contains(vocabulary.units[figure.unit]?.dimension ?? "") {
      // What has a size has it at any time.
    } else if isCurrent(figure, passage) {
      // "It accounts for 5%": now.
    } else if figure.change == .level, isPerfect(passage, sentence, position) || isSettled(figure, passage) {
      // "It has invested": up to now.
    } else if flows || figure.measure == "other" && figure.unit == context.currency
      || figure.change == .growthRate || figure.change == .multiple || happens(passage, sentence, position),
      let currentPeriod
    {
      passage.figures[k].period = currentPeriod
      passage.figures[k].inheritsPeriod = true
      passage.figures[k].confidence *= 0.85
    } else if flows || figure.change == .growthRate || figure.change == .multiple,
      passage.number - lastPeriodPassage <= 3, let lastPeriod
    {
      passage.figures[k].period = lastPeriod
      passage.figures[k].inheritsPeriod = true
      passage.figures[k].confidence *= 0.75
      // A report on a quarter goes on from paragraph to paragraph.
      if figure.change == .growthRate { lastPeriodPassage = passage.number }
    } else if happens(passage, sentence, position), figure.unit == "count" || figure.unit == "times", let lastPeriod {
      passage.figures[k].period = lastPeriod
      passage.figures[k].inheritsPeriod = true
      passage.figures[k].confidence *= 0.7
    }
  }

  /// "Compared with 55 million a year earlier": the period of the figure before, a year back.
  private func yearEarlier(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> TimePeriod? {
    let figure = passage.figures[k]
    let end = figure.noun?.upperBound ?? figure.tokens.upperBound
    let of = passage.isWord(end, Words.of) && passage.figures[max(0, k - 1)].change == .multiple
    guard k > 0, figure.change == .level,
      passage.hit(.comparison, at: end)?.tokens.contains(where: { passage.text($0) == "year" }) ?? false
        || of && passage.hit(.calendar, at: end + 1)?.entry.value == "year:-1",
      let sibling = passage.figures[max(0, k - 8)..<k].last(where: {
        $0.tokens.lowerBound >= sentence.lowerBound && $0.period != nil && $0.change != .share
      })?.period
    else { return nil }
    return sibling.years(-1)
  }

  /// "40 projects with a total investment of 3 billion", "…, of which 12": of the time of the figure before.
  private func accompanies(
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
  private func isAccompanied(_ k: Int, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    passage.figures.indices.contains(k + 1) && passage.figures[k + 1].tokens.lowerBound < sentence.upperBound
      && passage.figures[k + 1].change == .level && accompanies(passage, k + 1, sentence, orIsPart: false)
      && happens(passage, sentence, passage.figures[k].tokens.lowerBound)
  }

  /// "Had 214,000 firms, of which 13,800 were large, at the end of 2023": both were counted then.
  private func isFollowedByPart(_ k: Int, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    guard passage.figures.indices.contains(k + 1), passage.figures[k + 1].tokens.lowerBound < sentence.upperBound else {
      return false
    }
    let from = passage.figures[k].noun?.upperBound ?? passage.figures[k].tokens.upperBound
    return passage.isSign(from, ",") && passage.text(from + 1) == "of" && passage.text(from + 2) == "which"
      && passage.figures[k + 1].change == .level
  }

  private func isRestated(_ k: Int, _ passage: Passage) -> Bool {
    guard passage.figures.indices.contains(k + 1) else { return false }
    let gap =
      passage.figures[k].tokens
      .upperBound..<max(
        passage.figures[k].tokens.upperBound, passage.figures[k + 1].tokens.lowerBound)
    return gap.count <= 3 && gap.contains { passage.isWord($0, Words.or) }
  }

  /// "At the conference, 45 projects were signed"
  private func isOfEvent(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    ["attendees", "projects_signed", "investment_signed"].contains(figure.measure)
      && sentence.contains { passage.isAny($0, of: Words.events) }
  }

  /// "The project, with a total investment of 3 billion yuan"
  private func isPriceTag(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    guard figure.measure == "investment", figure.change == .level else { return false }
    let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
    guard passage.isWord(start - 1, Words.of), passage.hit(.measure, endingAt: start - 1) != nil else { return false }
    return (max(sentence.lowerBound, start - 6)..<start).contains { passage.text($0) == "with" }
  }

  /// "A $3.5 billion battery plant": the amount describes what is built.
  private func isPrice(_ figure: Figure, _ passage: Passage) -> Bool {
    guard let noun = passage.nounPhrase(from: figure.tokens.upperBound), noun.count <= 5 else { return false }
    return !passage.hits(.asset, in: noun).isEmpty
  }

  /// Whether another verb begins behind "and": "costs 5 billion and starts in 2027".
  private func startsAnew(_ range: Range<Int>, _ passage: Passage) -> Bool {
    range.contains {
      passage.isWord($0, Words.and)
        && (passage.isWord($0 + 1, Words.to) || passage.text(min($0 + 1, range.upperBound)) == "will"
          || $0 + 1 < range.upperBound && ![nil, .past].contains(passage.tense(at: $0 + 1)))
    }
  }

  /// "Added 4.2 gigawatts": what came to a stock has a time.
  private func isAdded(_ figure: Figure, _ passage: Passage) -> Bool {
    let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
    return ["added", "adds", "installed", "commissioned"].contains(passage.text(max(0, start - 1)))
  }

  /// "… and in May": a time behind "and" is that of what follows.
  private func opensConjunct(_ at: Int, _ passage: Passage) -> Bool {
    at > 1 && passage.isWord(at - 2, Words.and) && passage.isWord(at - 1, Words.in)
      || at > 2 && passage.isWord(at - 3, Words.and) && passage.isWord(at - 2, Words.in)
  }

  private func isBase(_ k: Int, _ passage: Passage) -> Bool {
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
  private func isPerfect(_ passage: Passage, _ sentence: Range<Int>, _ position: Int) -> Bool {
    let clause = passage.clauses[position]
    return (max(sentence.lowerBound, position - 6)..<position).contains {
      passage.isAny($0, of: Words.perfect) && passage.clauses[$0] == clause
        && passage.isParticiple(at: $0 + 1)
    }
  }

  /// "1,200 suppliers have settled": what is there by now.
  private func isSettled(_ figure: Figure, _ passage: Passage) -> Bool {
    guard figure.unit == "count", let end = figure.noun?.upperBound else { return false }
    let ahead = end..<min(passage.tokens.count, end + 5)
    guard let verb = ahead.first(where: { passage.isAny($0, of: Words.perfect) }) else { return false }
    return passage.isParticiple(at: verb + 1) && !(end..<verb).contains { passage.isSign($0, ",") }
  }

  /// "29% of them": a share of what was measured before, and of that time.
  private func isOfThem(_ figure: Figure, _ passage: Passage) -> Bool {
    passage.isAny(figure.tokens.upperBound + 1, of: Words.plurals)
  }

  /// "Accounts for a fifth of the sales": a share of today, where no time is said.
  private func isCurrent(_ figure: Figure, _ passage: Passage) -> Bool {
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
  private func isFounding(_ mention: Passage.PeriodMention, _ passage: Passage) -> Bool {
    let start = mention.tokens.lowerBound
    return passage.isWord(start - 1, Words.in)
      && (max(0, start - 3)..<start - 1).contains {
        ["opened", "founded", "established", "launched", "inaugurated", "built", "completed"].contains(passage.text($0))
      }
  }

  /// Whether a verb before the figure says that it was approved, signed or opened.
  private func isDone(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    guard figure.change == .level, figure.measure != "jobs" else { return false }
    let position = figure.tokens.lowerBound
    let clause = passage.clauses[position]
    return passage.hits(.dynamic, in: sentence.lowerBound..<position).contains {
      passage.clauses[$0.tokens.lowerBound] == clause
    }
  }

  /// "Is receiving two billion", "a plant which cost 5 billion": of no time that was named before.
  private func happensNow(_ passage: Passage, _ k: Int, _ sentence: Range<Int>) -> Bool {
    let position = passage.figures[k].tokens.lowerBound
    let clause = passage.clauses[position]
    let spent = ["investment", "other"].contains(passage.figures[k].measure)
    return (max(sentence.lowerBound, position - 6)..<position).contains { at in
      passage.clauses[at] == clause
        && (passage.isAny(at, of: Words.progressive) && passage.text(at + 1).hasSuffix("ing")
          || passage.text(at).hasPrefix("requir") || spent && passage.text(at).hasPrefix("cost"))
    }
  }

  private func reaches(_ passage: Passage, _ position: Int) -> Bool {
    (max(0, position - 3)..<position).contains {
      passage.text($0).hasPrefix("reach")
        || passage.isWord($0, Words.to) && ($0 == position - 1 || passage.hit(.hedge, at: $0 + 1) != nil)
    }
  }

  /// Whether a verb says that the counted things happened, rather than that they are there.
  private func happens(_ passage: Passage, _ sentence: Range<Int>, _ position: Int) -> Bool {
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
