import Observations
import OrderedCollections

extension Linker {
  /// The period named nearest to a figure, else one carried over where the figure needs one.
  func linkPeriod(
    _ passage: inout Passage, _ k: Int, _ sentence: Range<Int>, _ mentions: [Passage.PeriodMention]
  ) {
    let figure = passage.figures[k]
    let position = figure.tokens.lowerBound
    let clause = passage.clauses[position]
    let next = passage.figures.indices.contains(k + 1) ? passage.figures[k + 1].tokens.lowerBound : Int.max
    let previous = k > 0 ? passage.figures[k - 1].tokens.upperBound : 0
    let kind = vocabulary.measures[vocabulary.stem(ofMeasure: figure.measure)]?.kind
    var best: (score: Double, mention: Passage.PeriodMention)?
    for mention in mentions where mention.use != .comparison {
      var score = 4.0
      let at = mention.tokens.lowerBound
      let apart = Double(abs(passage.clauses[at] - clause))
      // "Down from 10 billion a year earlier": the base is of another time.
      if isBase(figure, passage), !(0...3).contains(at - figure.tokens.upperBound) { continue }
      if at < position {
        score -= min(2.4, apart * 0.6)
        if at < previous { score -= 0.3 } else if previous > 0, at - previous <= 2, at > previous { score -= 0.9 }
      } else {
        score -= apart * 1.9
        // What follows another figure is that one's; a deadline more so, and what simply is there needs none.
        if at > next {
          let apart = mention.use == .deadline || kind == .stock && figure.change == .level
          if (figure.tokens.upperBound..<next).contains(where: { passage.isAny($0, of: Words.relative) }) {
            score -= 2
          }
          score -= apart && passage.hasVerb(figure.tokens.upperBound..<next) ? 4 : 2
        }
        if at - figure.tokens.upperBound <= 3 { score += 0.4 }
      }
      if mention.use == .event { score -= 2.6 }
      // "Sales of 21 billion in 2022 and employs 39,000": what is there now has no part in the year.
      if kind == .stock, figure.change == .level, at < previous + 3, at > sentence.lowerBound + 3, at < position,
        k > 0, passage.figures[k - 1].tokens.upperBound <= at,
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
        best.mention.period.end.year > start.year,
        reaches(passage, position)
      {
        // A level reached over some years is that of the last.
        passage.figures[k].period = TimePeriod(best.mention.period.end)
      }
      return
    }
    let present = (sentence.lowerBound..<position).contains { passage.hit(.present, at: $0) != nil }
    if present && figure.change == .level || isBase(figure, passage) { return }
    let flows =
      kind == .flow || figure.change == .level && ["production", "export_volume"].contains(figure.measure)
    if ["attendees", "projects_signed", "investment_signed"].contains(figure.measure),
      let event = context.event
    {
      passage.figures[k].period = event
      passage.figures[k].confidence *= 0.8
    } else if ["length", "speed", "time", "area"].contains(vocabulary.units[figure.unit]?.dimension ?? "") {
      // What has a size has it at any time.
    } else if figure.change == .level, isPerfect(passage, sentence, position) {
      // "It has invested": up to now.
    } else if flows || figure.measure == "other" && figure.unit == context.currency
      || figure.change == .growthRate || happens(passage, sentence, position), let currentPeriod
    {
      passage.figures[k].period = currentPeriod
      passage.figures[k].inheritsPeriod = true
      passage.figures[k].confidence *= 0.85
    } else if flows || figure.change == .growthRate, passage.number - lastPeriodPassage <= 1, let lastPeriod {
      passage.figures[k].period = lastPeriod
      passage.figures[k].inheritsPeriod = true
      passage.figures[k].confidence *= 0.75
    } else if happens(passage, sentence, position), figure.unit == "count" || figure.unit == "times", let lastPeriod {
      passage.figures[k].period = lastPeriod
      passage.figures[k].inheritsPeriod = true
      passage.figures[k].confidence *= 0.7
    }
  }

  private func isBase(_ figure: Figure, _ passage: Passage) -> Bool {
    if figure.isBaseline { return true }
    let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
    guard passage.isWord(start - 1, Words.from) else { return false }
    return !passage.hits(.change, in: max(0, start - 4)..<start).isEmpty
  }

  /// Whether "has" or "have" and a participle stand before the figure in its clause.
  private func isPerfect(_ passage: Passage, _ sentence: Range<Int>, _ position: Int) -> Bool {
    let clause = passage.clauses[position]
    return (max(sentence.lowerBound, position - 6)..<position).contains {
      passage.isAny($0, of: Words.perfect) && passage.clauses[$0] == clause
        && passage.text($0 + 1).hasSuffix("ed")
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
}
