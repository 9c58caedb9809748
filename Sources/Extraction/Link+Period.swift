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
      // "The project, with a total investment of 30 billion, started in July"
      if mention.use == .plain, at > position, passage.clauses[at] != clause, isPriceTag(figure, passage, sentence) {
        continue
      }
      // What is there when an article comes out is not dated by it.
      if mention.use == .event, !mention.isDay, kind == .stock, figure.change == .level,
        !happens(passage, sentence, position)
      {
        continue
      }
      // "On Tuesday" dates what was done then.
      if mention.isDay, !isDone(figure, passage, sentence) { continue }
      // In Chinese a time stands before what it dates.
      if at > position, passage.clauses[at] != clause, passage.tokens[mention.tokens.upperBound - 1].kind == .ideograph
      {
        continue
      }
      let apart = Double(abs(passage.clauses[at] - clause))
      // "From 2020 to 2023, output rose from 180 billion to 768 billion": the base is of the first year.
      if figure.isBaseline, at < position, let start = mention.period.start, start.year < mention.period.end.year {
        passage.figures[k].period = TimePeriod(start)
        return
      }
      // "Down from 10 billion a year earlier": the base is of another time.
      if isBase(k, passage), !(0...5).contains(at - figure.tokens.upperBound) || at > next { continue }
      if at < position {
        score -= min(2.4, apart * 0.6)
        if apart > 0, isFounding(mention, passage) { score -= 3 }
        // "In 2023, output was 30 billion yuan, and the park is home to 200 firms": a verb of another time.
        if stands, mention.use == .plain, let verb, verb.tense == .present || verb.tense == .perfect,
          context.isPast(mention.period.end)
            || verb.tense == .present && kind == .stock && figure.change == .level
              && passage.opensRelative(before: position)
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
        // "A line, for which 1.6 billion is invested, will be ready in 2025"
        if apart > 0, mention.use == .plain, passage.opensRelative(before: position) { score -= 3 }
        if (figure.tokens.upperBound..<max(at, figure.tokens.upperBound)).contains(where: { passage.isSign($0, ";") }) {
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
    if figure.change == .share || figure.change == .rank, k > 0, position - previous <= 6,
      (previous..<max(previous, position)).contains(where: { passage.text($0) == "which" }),
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
    if ["attendees", "projects_signed", "investment_signed"].contains(figure.measure)
      || comesAlong(passage, k, sentence),
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
}
