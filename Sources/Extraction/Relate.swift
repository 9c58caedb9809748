import Observations

extension Passage {
  /// Links the figures of a paragraph to each other: conversions to their amount, parts to their whole, changes to their
  /// level, baselines to what became of them.
  ///
  /// - Parameter observations: one for each of `figures`, in the same order.
  func relate(_ observations: [Observation], _ vocabulary: Vocabulary) -> [Observation] {
    var related = observations
    for k in figures.indices {
      guard let (kind, other) = partner(of: k, vocabulary) else { continue }
      related[k].relations.append(Relation(kind, observations[other].id))
    }
    return related
  }

  /// The figure that another one only makes sense with, and how it stands to it.
  private func partner(of k: Int, _ vocabulary: Vocabulary) -> (Relation.Kind, Int)? {
    let figure = figures[k]
    let sentence = sentence(of: figure.tokens.lowerBound)
    func isHere(_ other: Int) -> Bool {
      figures.indices.contains(other) && sentence.contains(figures[other].tokens.lowerBound)
        && figures[other].tokens != figure.tokens
    }
    if figure.notes.first == "conversion", k > 0 { return (.conversion, k - 1) }
    if let whole = whole(of: k, sentence) { return (.part, whole) }
    if figure.isBaseline, isHere(k + 1), figures[k + 1].unit == figure.unit, !figures[k + 1].isBaseline {
      return (.baseline, k + 1)
    }
    func isChange(_ k: Int) -> Bool {
      [.growthRate, .multiple].contains(figures[k].change) || figures[k].unit == "pp"
    }
    guard isChange(k) else { return nil }
    func isLevel(_ other: Int) -> Bool {
      isHere(other) && !isChange(other)
        && figures[other].notes.first != "conversion" && figures[other].sector == figure.sector
        && vocabulary.stem(ofMeasure: figures[other].measure) == vocabulary.stem(ofMeasure: figure.measure)
    }
    // "rose 10.4% to 48 billion"
    if isLevel(k + 1), leads(to: k + 1, from: figure.tokens.upperBound) { return (.change, k + 1) }
    // "48 billion (6.6 billion dollars), up 10.4%"
    var level = k - 1
    while level >= max(0, k - 3), figures[level].notes.first == "conversion" || isChange(level) {
      level -= 1
    }
    if isLevel(level), (0...16).contains(figure.tokens.lowerBound - figures[level].tokens.upperBound),
      !hasContrast(figures[level].tokens.upperBound..<figure.tokens.lowerBound)
    {
      return (.change, level)
    }
    return nil
  }

  /// The figure that "of which", "including" or "85 of the 120" makes another one a part of.
  private func whole(of k: Int, _ sentence: Range<Int>) -> Int? {
    let figure = figures[k]
    func matches(_ other: Int) -> Bool {
      figures[other].unit == figure.unit && figures[other].change == .level && figures[other].value >= figure.value
    }
    guard figure.change == .level else { return nil }
    if figure.notes.contains("part"), k + 1 < figures.count,
      figures[k + 1].tokens.lowerBound - figure.tokens.upperBound <= 4, matches(k + 1)
    {
      return k + 1
    }
    guard isCutOff(k) else { return nil }
    // "Of these, 31 …" looks back into the sentence before.
    let opens = start(of: k) - sentence.lowerBound <= 3 && sentence.lowerBound > 0
    let low = opens ? self.sentence(of: sentence.lowerBound - 1).lowerBound : sentence.lowerBound
    let earlier = figures[..<k].indices.suffix(8).reversed().prefix { figures[$0].tokens.lowerBound >= low }
    // Of several parts in a row the whole is the one before the first.
    return earlier.first { matches($0) && !isCutOff($0) }
  }

  private func isCutOff(_ k: Int) -> Bool {
    if figures[k].notes.contains("part of the figure before") { return true }
    // "of which about 31 billion", "of which 31 billion"
    let end = start(of: k)
    let low = max(sentence(of: figures[k].tokens.lowerBound).lowerBound, end - 3)
    return low < end
      && hits(.part, in: low..<end).contains { hit in
        hit.tokens.count > 1 || isWord(hit.tokens.lowerBound, Words.including)
          || tokens[hit.tokens.lowerBound].kind == .ideograph
      }
  }

  /// Whether a word such as "to" or "reached" leads from a token to a figure.
  private func leads(to k: Int, from end: Int) -> Bool {
    let start = start(of: k)
    guard end < start, start - end <= 10, !hasContrast(end..<start) else { return false }
    return (max(end, start - 3)..<start).contains { isAny($0, of: Words.leading) }
  }

  /// The first token of a figure, its hedge included.
  private func start(of k: Int) -> Int { figures[k].hedge?.lowerBound ?? figures[k].tokens.lowerBound }
}

extension Words {
  /// What leads from an amount to the same in another currency.
  static let converting: Set = [or, Token.hash("equivalent"), Token.hash("合"), Token.hash("折")]
  fileprivate static let including = Token.hash("including")
  fileprivate static let leading: Set = [
    to, dao, zhi, Token.hash("reached"), Token.hash("reaching"), Token.hash("reach"), Token.hash("达"), Token.hash("达到"),
  ]
}
