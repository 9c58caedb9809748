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
        !(isWord(hedge.tokens.upperBound, Words.the) && text(hedge.tokens.upperBound - 1) == "than"),
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
    } else if figures[k].hedge == nil, let hedge = hit(.hedgeAfter, at: end), text(hedge.tokens.upperBound) != "than",
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
}
