import Observations

extension Passage {
  /// Reads every number that is left into a figure or a refusal.
  mutating func readFigures(_ context: DocumentContext) {
    var i = 0
    while i < tokens.count {
      guard marks[i] == .free else {
        i += 1
        continue
      }
      if let figure = readFigure(at: i, context) {
        mark(figure.tokens, .figure)
        figures.append(figure)
        i = figure.tokens.upperBound
      } else if tokens[i].kind == .digits {
        let numeral = numeral(at: i, context)
        let end = numeral?.tokens.upperBound ?? i + 1
        if marks[i] == .free { refuse(i..<end, numeral == nil ? .unreadable : .bareNumber) }
        i = end
      } else {
        i += 1
      }
    }
  }

  private mutating func readFigure(at i: Int, _ context: DocumentContext) -> Figure? {
    if let rank = readRank(at: i) { return rank }
    if let rank = readChineseRank(at: i) { return rank }
    if let special = readVague(at: i) ?? readFraction(at: i) ?? readChineseFraction(at: i) ?? readMultiple(at: i) {
      return special
    }
    guard let numeral = numeral(at: i, context) else { return nil }
    if isSign(i - 1, "."), isGlued(i), tokens[i].kind == .digits, isDigits(i - 2) { return nil }
    var figure = Figure(
      tokens: numeral.tokens, value: numeral.value, scale: numeral.scale, spelled: numeral.spelled)
    if numeral.more { figure.qualifier = .over }
    if isOrdinalSuffix(numeral.tokens.upperBound) {
      refuse(i..<numeral.tokens.upperBound + 1, .ordinal)
      return nil
    }
    attachUnit(&figure)
    if figure.unit.isEmpty, let shared = sharedUnit(behind: figure, context) { figure.unit = shared }
    guard attachRange(&figure, context) else { return nil }
    if figure.unit.isEmpty, !attachNoun(&figure, context) { return nil }
    applyMinus(&figure)
    return admits(&figure) ? figure : nil
  }

  /// "Down 9.7 and 41.2 percent respectively": a percentage whose unit stands behind the last of the list.
  private func sharedUnit(behind figure: Figure, _ context: DocumentContext) -> String? {
    let end = figure.tokens.upperBound
    guard isWord(end, Words.and), isDigits(end + 1), tokens[figure.tokens.lowerBound].kind == .digits,
      let next = numeral(at: end + 1, context), next.scale == 0,
      let unit = isSign(next.tokens.upperBound, "%") ? "%" : hit(.unit, at: next.tokens.upperBound)?.entry.value,
      unit == "%" || unit == "pp",
      hit(.respectively, at: next.tokens.upperBound + 1) != nil
        || hit(.change, endingAt: figure.tokens.lowerBound) != nil || isWord(figure.tokens.lowerBound - 1, Words.by)
    else { return nil }
    return unit
  }

  /// Currency in front, scale letters, unit behind.
  func attachUnit(_ figure: inout Figure) {
    var end = figure.tokens.upperBound
    let prefix = hit(.currency, endingAt: figure.tokens.lowerBound)
    if figure.scale == 0, isMoneyScale(end, after: figure.tokens.lowerBound), let power = moneyScale(end) {
      figure.value = figure.value.scaled(byPowerOfTen: power)
      figure.scale = power
      end += 1
    }
    if let prefix, marks[prefix.tokens.lowerBound] == .free {
      figure.unit = prefix.entry.value
      figure.tokens = prefix.tokens.lowerBound..<end
      return
    }
    figure.tokens = figure.tokens.lowerBound..<end
    // 九成 is nine tenths, told in percent.
    if let tenths = hit(.tenths, at: end), figure.value <= ExactDecimal(10), figure.scale == 0 {
      figure.unit = "%"
      figure.value = figure.value.scaled(byPowerOfTen: 1)
      figure.tokens = figure.tokens.lowerBound..<tenths.tokens.upperBound
      return
    }
    // "13 consecutive years"
    if end + 1 < tokens.count, isConsecutive(end), let unit = hit(.nounUnit, at: end + 1) {
      figure.unit = unit.entry.value
      figure.tokens = figure.tokens.lowerBound..<unit.tokens.upperBound
      return
    }
    var next = end
    let hyphen = isSign(next, "-") && isGlued(next)
    if hyphen { next += 1 }
    if let unit = hit(.currency, at: next) ?? hit(.unit, at: next), marks[next] == .free,
      acceptsUnit(unit, figure, hyphen)
    {
      figure.unit = unit.entry.value
      figure.hyphenated = hyphen || isHyphenated(figure.tokens)
      figure.tokens = figure.tokens.lowerBound..<unit.tokens.upperBound
      if unit.entry.value == "year" || unit.entry.value == "day" || unit.entry.value == "month",
        isSign(unit.tokens.upperBound, "-")
      {
        figure.hyphenated = true
      }
    } else if isHyphenated(figure.tokens) || hyphen {
      figure.hyphenated = true
    }
  }

  private func isHyphenated(_ range: Range<Int>) -> Bool { range.contains { isSign($0, "-") } }

  private func acceptsUnit(_ unit: PhraseTable.Hit, _ figure: Figure, _ hyphen: Bool) -> Bool {
    let first = unit.tokens.lowerBound
    switch unit.entry.value {
    case "share", "rank", "count": return false
    case "times":
      // "more than 100 times" counts occasions as well; the verb decides later.
      return !isWord(first, Words.x) || isGlued(first)
    case "m", "h", "t", "inch", "tonne":
      // Single letters only right behind the digits.
      return tokens[first].length > 1 || isGlued(first) || figure.scale > 0
    default: return true
    }
  }

  /// A minus sign right before the number and after a space.
  private func applyMinus(_ figure: inout Figure) {
    let i = figure.tokens.lowerBound
    guard isSign(i - 1, "-"), isGlued(i), tokens[i - 1].spaced, i < 2 || !isDigits(i - 2) else { return }
    figure.value = figure.value.negated
    figure.tokens = i - 1..<figure.tokens.upperBound
  }
}
