import Observations

extension Passage {
  /// Hedges, direction of change and sign of every figure, in the order of the text.
  mutating func qualify() {
    for k in figures.indices {
      attachHedge(k)
      attachChange(k)
    }
    pairRespectively()
  }

  // MARK: Admission

  /// Whether a number with a unit is a figure of its own; a refusal is noted where it is not.
  mutating func admits(_ figure: inout Figure) -> Bool {
    let range = figure.tokens
    let start = range.lowerBound
    if ["year", "month", "day", "hour"].contains(figure.unit) { return admitsDuration(&figure) }
    if ["week", "decade", "minute"].contains(figure.unit) {
      refuse(range, .period)
      return false
    }
    if figure.unit == "count", figure.scale == 0, figure.value == ExactDecimal(1), figure.spelled {
      return figure.notes.contains("alone")
    }
    if figure.unit == "count", figure.noun.map({ hit(.nounUnit, endingAt: $0.upperBound) != nil }) ?? false {
      refuse(range, .period)
      return false
    }
    if figure.unit == "times", isWord(start - 1, Words.a) || isWord(start, Words.one) { return false }
    return true
  }

  private mutating func admitsDuration(_ figure: inout Figure) -> Bool {
    let range = figure.tokens
    let start = range.lowerBound
    let end = range.upperBound
    let sentence = sentence(of: start)
    func after(_ words: [String]) -> Bool {
      (end..<max(end, min(end + 3, sentence.upperBound))).contains { words.contains(text($0)) }
    }
    func refuseSpan(_ reason: Rejection.Reason) -> Bool {
      refuse(range, reason)
      return false
    }
    if figure.value == ExactDecimal(1), figure.spelled { return refuseSpan(.period) }
    let next = isSign(end, "-") ? end + 1 : end
    if isWord(next, Words.old) || after(["history"]) {
      figure.measure = "history_length"
      return true
    }
    if after(["ago", "earlier", "later", "before"]) { return refuseSpan(.period) }
    if after(["consecutive", "straight", "row"])
      || (start..<end).contains(where: { isConsecutive($0) })
    {
      // It only dates a change or a rate; otherwise it is a streak.
      let clause = clauses[start]
      let near = sentence.filter { abs(clauses[$0] - clause) <= 1 }
      let dates = near.contains {
        isSign($0, "%") || hit(.unit, at: $0)?.entry.value == "%" || hit(.vague, at: $0) != nil
      }
      if dates { return refuseSpan(.period) }
      figure.measure = "streak_length"
      return true
    }
    // Chinese numerals with a year or a month date a change or name a plan.
    if figure.spelled, tokens[start].kind == .ideograph { return false }
    let lead = max(sentence.lowerBound, start - 4)..<start
    let leading = lead.map { text($0) }.filter { !["just", "only", "merely", "under", "less", "than"].contains($0) }
      .suffix(3)
    if leading.contains(where: {
      ["past", "last", "recent", "previous", "coming", "next", "first", "another"].contains($0)
    }) {
      return refuseSpan(.period)
    }
    if figure.hyphenated {
      if after([
        "conference", "event", "forum", "tour", "fair", "exhibition", "expo", "visit", "meeting", "trip", "summit",
      ]) {
        figure.measure = "event_duration"
        return true
      }
      return refuseSpan(.plan)
    }
    if figure.unit == "year" || figure.unit == "month" {
      let clause = clauses[start]
      let aimed =
        leading.last == "in"
        && sentence.contains { i in
          abs(clauses[i] - clause) <= 1 && (hit(.target, at: i) != nil || hit(.plan, at: i) != nil)
        }
      if leading.last == "in", !aimed, !hits(.change, in: sentence).isEmpty { return refuseSpan(.period) }
      if leading.last == "in" || leading.last == "within" || hit(.hedge, endingAt: start)?.entry.value == "under" {
        figure.measure = "target_horizon"
        return true
      }
      if leading.contains("for") || leading.contains("every") || leading.contains("of") { return refuseSpan(.period) }
      figure.measure = "history_length"
      if hits(.measure, in: sentence).contains(where: { $0.entry.value == "history_length" }) { return true }
      figure.measure = "project_duration"
      return true
    }
    figure.measure = after(["conference", "event", "forum"]) ? "event_duration" : "project_duration"
    return true
  }

  // MARK: Hedges

  private mutating func attachHedge(_ k: Int) {
    let figure = figures[k]
    if figure.form == .vague || figure.form == .rank { return }
    if hit(.increment, endingAt: figure.tokens.lowerBound) != nil { figures[k].notes.append("increment") }
    let low = sentence(of: figure.tokens.lowerBound).lowerBound
    var i = figure.tokens.lowerBound
    for _ in 0..<3 {
      guard i > low else { break }
      if let hedge = hit(.hedge, endingAt: i), hedge.tokens.lowerBound >= low,
        !isInside(hedge.tokens, .measure), !isInside(hedge.tokens, .oblique),
        let qualifier = Observation.Qualifier(rawValue: hedge.entry.value)
      {
        if !isWord(hedge.tokens.lowerBound, Words.within) || figure.unit == "day" || figure.unit == "year"
          || figure.unit == "month" || figure.unit == "%"
        {
          figures[k].qualifier = qualifier
          figures[k].hedge = hedge.tokens
        }
        break
      }
      guard
        isWord(i - 1, Words.a) || isWord(i - 1, Words.an) || isWord(i - 1, Words.the) || isWord(i - 1, Words.of)
          || isWord(i - 1, Words.total) || isWord(i - 1, Words.by)
      else { break }
      if isWord(i - 1, Words.by) { break }
      i -= 1
    }
    let end = figure.tokens.upperBound
    if figure.tokens.contains(where: { isSign($0, "+") }) { figures[k].qualifier = .over }
    if isSign(end, "+"), isGlued(end) {
      figures[k].qualifier = .over
      figures[k].tokens = figure.tokens.lowerBound..<end + 1
    } else if figures[k].hedge == nil, let hedge = hit(.hedgeAfter, at: end),
      let qualifier = Observation.Qualifier(rawValue: hedge.entry.value)
    {
      figures[k].qualifier = qualifier
      figures[k].tokens = figure.tokens.lowerBound..<hedge.tokens.upperBound
    }
    // 约占全国的十分之一
    if figures[k].hedge == nil, figures[k].qualifier == .exact, tokens[figure.tokens.upperBound - 1].kind == .ideograph,
      let share = hits(.share, in: max(low, figure.tokens.lowerBound - 6)..<figure.tokens.lowerBound).last,
      let hedge = hit(.hedge, endingAt: share.tokens.lowerBound),
      let qualifier = Observation.Qualifier(rawValue: hedge.entry.value)
    {
      figures[k].qualifier = qualifier
    }
    if let hedge = figures[k].hedge, hedge.upperBound < figure.tokens.lowerBound {
      figures[k].hedge = hedge.lowerBound..<figure.tokens.lowerBound
    }
  }

  // MARK: Change

  private mutating func attachChange(_ k: Int) {
    let figure = figures[k]
    if figure.form == .rank || figure.form == .vague { return }
    if figure.isBaseline, figure.unit == "%" {
      figures[k].change = .share
      return
    }
    let sentence = sentence(of: figure.tokens.lowerBound)
    let previous = k > 0 ? figures[k - 1].tokens.upperBound : 0
    let low = max(sentence.lowerBound, previous)
    let high = min(sentence.upperBound, k + 1 < figures.count ? figures[k + 1].tokens.lowerBound : tokens.count)
    let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
    let before = hits(.change, in: max(low, start - 9)..<max(low, start)).last { !isInMeasure($0) }
    let end = figure.tokens.upperBound
    let after = hits(.change, in: min(end, high)..<min(high, end + 6)).first {
      // A Chinese verb before the next figure is that one's.
      !crossesComma(end, $0.tokens.lowerBound)
        && !(tokens[$0.tokens.lowerBound].kind == .ideograph && high - $0.tokens.upperBound <= 2)
    }
    let compared = hits(.comparison, in: min(end, high)..<min(high, end + 4)).first {
      !crossesComma(end, $0.tokens.lowerBound)
    }
    switch figure.unit {
    case "times":
      let multiple =
        before != nil || after != nil || figure.form == .multiple || isWord(end, Words.the) || isWord(end, Words.as)
        || isWord(end, Token.hash("that")) || isWord(end, Token.hash("those")) || isWord(end, Words.of)
        || figure.value.decimalPlaces > 0 || (figure.tokens.lowerBound..<end).contains { isWord($0, Words.bei) }
      figures[k].change = multiple ? .multiple : .level
      if !multiple { figures[k].nounMeasure = "trip_count" }
    case "%", "pp", "share":
      let share = hits(.share, in: max(low, start - 12)..<max(low, start)).last
      var growth = before
      // "rose 2.4 points to 38.1 percent": the second is the level reached.
      if isWord(start - 1, Words.to), figure.unit != "pp", growth != nil || parallel(k, sentence) {
        let rate = (sentence.lowerBound..<start).contains { isWord($0, Words.growth) }
        figures[k].change = rate ? .growthRate : .share
        return
      }
      // "has risen above 80 percent": a level reached.
      if figure.unit == "%", let hedge = figure.hedge, Self.crossings.contains(text(hedge.lowerBound)),
        hit(.change, endingAt: hedge.lowerBound) != nil
      {
        figures[k].change = .share
        return
      }
      if hits(.share, in: min(end, high)..<min(high, end + 2)).contains(where: {
        !crossesComma(end, $0.tokens.lowerBound)
      }) {
        figures[k].change = .share
        return
      }
      if let share, let g = growth, share.tokens.lowerBound > g.tokens.lowerBound || share.tokens.overlaps(g.tokens) {
        growth = nil
      }
      if let share, growth == nil, after == nil || isShareVerb(share) {
        figures[k].change = .share
        if compared != nil, !isShareVerb(share) { figures[k].change = .growthRate }
        return
      }
      if figure.unit == "%", figure.value > ExactDecimal(60), growth == nil,
        hits(.measure, in: max(low, start - 12)..<max(low, start)).contains(where: { $0.entry.value == "ipi" })
      {
        figures[k].change = .level
        return
      }
      // "12% less than in 2021"
      if growth == nil, end < high, let than = Self.comparatives[text(end)] {
        figures[k].change = .growthRate
        figures[k].direction = than
        if than == "down" { makeNegative(k) }
        return
      }
      if growth == nil, isSign(figure.tokens.lowerBound - 1, "+") || figure.value.significand < 0 {
        figures[k].change = .growthRate
        return
      }
      if let direction = growth ?? after {
        figures[k].change = .growthRate
        figures[k].direction = direction.entry.value
      } else if compared != nil {
        figures[k].change = .growthRate
      } else if figure.unit == "pp" {
        figures[k].change = .growthRate
      } else if isWord(end, Words.of) {
        figures[k].change = .share
      } else if parallel(k, sentence) {
        // Parallel to the percentage before it.
        figures[k].change = figures[k - 1].change
        let joined = start - previous <= 1 || start - previous == 2 && isAny(start - 1, of: Words.listing)
        figures[k].direction = figures[k - 1].direction == "down" && joined ? "down" : ""
      } else if !hits(.change, in: sentence).isEmpty || !hits(.comparison, in: sentence).isEmpty {
        figures[k].change = .growthRate
        figures[k].direction =
          hits(.change, in: sentence.lowerBound..<max(sentence.lowerBound, start)).last?.entry.value ?? ""
      } else {
        figures[k].change = .share
      }
      if figures[k].direction == "down", figure.unit != "share" || figure.form == .fraction { makeNegative(k) }
    default:
      if let before, !crossesComma(before.tokens.upperBound, start), before.entry.value == "down",
        isWord(start - 1, Words.by)
      {
        makeNegative(k)
      }
    }
  }

  private static let crossings = ["above", "past", "beyond", "below"]

  private static let comparatives = [
    "less": "down", "fewer": "down", "lower": "down", "smaller": "down", "more": "up", "higher": "up", "larger": "up",
    "greater": "up", "faster": "up", "slower": "down", "above": "up", "below": "down",
  ]

  /// "Added" in "value added" changes nothing.
  private func isInMeasure(_ change: PhraseTable.Hit) -> Bool {
    guard let measure = hit(.measure, endingAt: change.tokens.upperBound) else { return false }
    return measure.tokens.lowerBound < change.tokens.lowerBound
  }

  /// Whether the figure before is a percentage of the same sentence.
  private func parallel(_ k: Int, _ sentence: Range<Int>) -> Bool {
    k > 0 && figures[k - 1].tokens.lowerBound >= sentence.lowerBound && figures[k - 1].isPercent
  }

  private func isShareVerb(_ hit: PhraseTable.Hit) -> Bool {
    let first = text(hit.tokens.lowerBound)
    return first.hasPrefix("account") || first.hasPrefix("ma") || first.hasPrefix("represent")
      || first.hasPrefix("constitut") || first.hasPrefix("compris") || first.hasPrefix("contribut") || first == "share"
      || first == "proportion"
  }

  private func crossesComma(_ a: Int, _ b: Int) -> Bool {
    a < b && (a..<b).contains { isSign($0, ",") || isSign($0, ";") || isSign($0, "(") }
  }

  private mutating func makeNegative(_ k: Int) {
    guard figures[k].value.significand > 0 else { return }
    if let high = figures[k].high {
      let value = figures[k].value
      figures[k].value = high.negated
      figures[k].high = value.negated
    } else {
      figures[k].value = figures[k].value.negated
    }
  }

  /// "A and B grew by x and y respectively", 分别增长x和y: later values take the change of the first.
  private mutating func pairRespectively() {
    var rest = figures.indices[...]
    for sentence in sentences {
      let here = rest.prefix { figures[$0].tokens.lowerBound < sentence.upperBound }
      rest = rest.dropFirst(here.count)
      let cues = hits(.respectively, in: sentence)
      for (n, cue) in cues.enumerated() {
        let leads = tokens[cue.tokens.lowerBound].kind == .ideograph
        let next = n + 1 < cues.count ? cues[n + 1].tokens.lowerBound : sentence.upperBound
        let reach =
          leads
          ? cue.tokens.upperBound..<next
          : (n > 0 ? cues[n - 1].tokens.upperBound : sentence.lowerBound)..<cue.tokens.lowerBound
        let members = here.filter { reach.contains(figures[$0].tokens.lowerBound) }
        guard let last = leads ? members.first : members.last else { continue }
        let group =
          leads
          ? Array(members.prefix { figures[$0].isPercent == figures[last].isPercent })
          : members.filter { figures[$0].unit == figures[last].unit }
        guard group.count > 1, let first = group.first else { continue }
        for k in group.dropFirst() {
          figures[k].change = figures[first].change
          if figures[first].direction == "down", figures[k].direction.isEmpty {
            figures[k].direction = "down"
            makeNegative(k)
          }
          figures[k].notes.append("respectively")
        }
      }
    }
  }
}
