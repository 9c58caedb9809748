import Observations

extension Passage {
  mutating func attachChange(_ k: Int) {
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
    let before = hits(.change, in: max(low, start - 9)..<max(low, start)).last {
      // "Lab-grown" tells of no growth.
      !isInMeasure($0) && !(isGlued($0.tokens.lowerBound) && isSign($0.tokens.lowerBound - 1, "-"))
    }
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
      // "One in four", "one out of every eight"
      if figure.form == .fraction, figure.tokens.contains(where: { isWord($0, Words.in) || isWord($0, Words.out) }) {
        figures[k].change = .share
        return
      }
      // "Higher than the 5 percent of all industries"
      if isWord(start - 1, Words.the), text(start - 2) == "than", parallel(k, sentence) {
        figures[k].change = figures[k - 1].change
        return
      }
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
      // "With a supporting rate of above 60 percent"
      if growth == nil, figure.unit == "%", isWord(start - 1, Words.of),
        hit(.measure, endingAt: start - 1)?.entry.value.hasSuffix("_share") ?? false
      {
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
        let between = previous..<start
        let joined =
          between.count <= 1 || between.count == 2 && isAny(start - 1, of: Words.listing)
          || between.count <= 5 && isAny(previous, of: Words.listing) && !hits(.sector, in: between).isEmpty
            && !hasVerb(between)
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

  static let crossings = ["above", "past", "beyond", "below"]

  static let comparatives = [
    "less": "down", "fewer": "down", "lower": "down", "smaller": "down", "more": "up", "higher": "up", "larger": "up",
    "greater": "up", "faster": "up", "slower": "down", "above": "up", "below": "down",
  ]

  /// "Added" in "value added" changes nothing.
  func isInMeasure(_ change: PhraseTable.Hit) -> Bool {
    guard let measure = hit(.measure, endingAt: change.tokens.upperBound) else { return false }
    return measure.tokens.lowerBound < change.tokens.lowerBound
  }

  /// Whether the figure before is a percentage of the same sentence.
  func parallel(_ k: Int, _ sentence: Range<Int>) -> Bool {
    k > 0 && figures[k - 1].tokens.lowerBound >= sentence.lowerBound && figures[k - 1].isPercent
  }

  func isShareVerb(_ hit: PhraseTable.Hit) -> Bool {
    let first = text(hit.tokens.lowerBound)
    return first.hasPrefix("account") || first.hasPrefix("ma") || first.hasPrefix("represent")
      || first.hasPrefix("constitut") || first.hasPrefix("compris") || first.hasPrefix("contribut") || first == "share"
      || first == "proportion"
  }

  func crossesComma(_ a: Int, _ b: Int) -> Bool {
    a < b && (a..<b).contains { isSign($0, ",") || isSign($0, ";") || isSign($0, "(") }
  }

  mutating func makeNegative(_ k: Int) {
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
  mutating func pairRespectively() {
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
          : enumeration(members.filter { figures[$0].unit == figures[last].unit })
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

  /// The last of some figures that only commas and "and" part: "8.4 percent and 13.6 percent", not the 7.1 before.
  private func enumeration(_ members: [Int]) -> [Int] {
    var first = members.count - 1
    while first > 0 {
      let end = figures[members[first - 1]].tokens.upperBound
      let gap = end..<max(end, figures[members[first]].tokens.lowerBound)
      guard gap.count <= 5, gap.contains(where: { isSign($0, ",") || isAny($0, of: Words.listing) }),
        !gap.contains(where: { isSign($0, ";") })
      else { break }
      first -= 1
    }
    return Array(members.dropFirst(first))
  }
}
