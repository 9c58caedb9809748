import Observations

extension Passage {
  /// "ranked third", "ranks No. 2", "18th nationwide", "top 100".
  mutating func readRank(at i: Int) -> Figure? {
    var number: Int?
    var end = i + 1
    if let ordinal = hit(.ordinal, at: i), isFree(i) {
      number = ordinal.entry.number
    } else if let n = integer(i), isFree(i), isOrdinalSuffix(i + 1) {
      number = n
      end = i + 2
    } else if isWord(i, Words.no), tokens[i].capital, let n = integer(i + 1), isFree(i + 1) {
      number = n
      end = i + 2
    } else if isWord(i, Words.no), isSign(i + 1, "."), let n = integer(i + 2), isFree(i + 2) {
      number = n
      end = i + 3
    } else if isWord(i, Words.top),
      let n = integer(isSign(i + 1, "-") ? i + 2 : i + 1) ?? hit(.number, at: i + 1)?.entry.number, n > 1
    {
      end = isSign(i + 1, "-") ? i + 3 : i + 2
      guard isFree(end - 1), hit(.currency, at: end) == nil, hit(.scale, at: end) == nil, !isSign(end, "%") else {
        return nil
      }
      var figure = Figure(tokens: i..<end, form: .rank, value: ExactDecimal(n), unit: "rank")
      figure.qualifier = .upTo
      figure.change = .rank
      return figure
    }
    guard let number, number > 0 else { return nil }
    let low = max(sentence(of: i).lowerBound, i - 6)
    let ranked = hits(.rank, in: low..<i).contains { $0.entry.value.isEmpty } && figuresBetween(low, i) <= 1
    let levelled = hit(.rankLevel, at: end) != nil && (tokens[i].kind == .digits || ranked)
    let superlative = hit(.rank, at: isSign(end, "-") ? end + 1 : end)?.entry.value == "largest"
    // "The second largest city of Sichuan" ranks no industry.
    let next = isSign(end, "-") ? end + 1 : end
    if superlative, isAny(next + 1, of: Words.places) {
      if tokens[i].kind == .digits { refuse(i..<end, .ordinal) }
      return nil
    }
    let isLabel = isWord(i, Words.no)
    if ranked && !isLabel || ranked && isLabel || levelled || (superlative && number > 1)
      || (isLabel && hit(.rankLevel, at: end) != nil)
    {
      var figure = Figure(tokens: i..<end, form: .rank, value: ExactDecimal(number), unit: "rank")
      figure.change = .rank
      return figure
    }
    if isLabel || tokens[i].kind == .digits { refuse(i..<end, .ordinal) }
    return nil
  }

  private func figuresBetween(_ low: Int, _ high: Int) -> Int {
    figures.reversed().prefix { $0.tokens.lowerBound >= low }.count
  }

  /// "hundreds of millions of yuan", "double-digit growth".
  func readVague(at i: Int) -> Figure? {
    guard let vague = hit(.vague, at: i), isFree(i) else { return nil }
    if vague.entry.value == "percent" {
      var figure = Figure(tokens: vague.tokens, form: .vague, value: ExactDecimal(10), unit: "%")
      figure.qualifier = .atLeast
      figure.change = .growthRate
      figure.notes = ["vague"]
      return figure
    }
    var figure = Figure(tokens: vague.tokens, form: .vague, value: ExactDecimal(vague.entry.number), spelled: true)
    figure.qualifier = .atLeast
    figure.notes = ["vague"]
    figure.scale = 8
    var next = vague.tokens.upperBound
    if isWord(next, Words.of) { next += 1 }
    if isSign(next, "-") { next += 1 }
    if let unit = hit(.currency, at: next) ?? hit(.unit, at: next), unit.entry.value != "count",
      unit.entry.value != "year", unit.entry.value != "rank", unit.entry.value != "share"
    {
      figure.unit = unit.entry.value
      figure.tokens = figure.tokens.lowerBound..<unit.tokens.upperBound
      return figure
    }
    if let classifier = hit(.unit, at: next), tokens[next].kind == .ideograph {
      let behind = classifier.tokens.upperBound..<min(sentence(of: i).upperBound, classifier.tokens.upperBound + 8)
      guard let counted = hits(.measure, in: behind).first(where: { isCount($0.entry.value) }) else { return nil }
      figure.unit = "count"
      figure.tokens = figure.tokens.lowerBound..<classifier.tokens.upperBound
      figure.nounMeasure = counted.entry.value
      return figure
    }
    guard let noun = nounPhrase(from: next),
      let head = hits(.measure, in: noun).last(where: { isCount($0.entry.value) })
    else { return nil }
    figure.unit = "count"
    figure.nounMeasure = head.entry.value
    figure.noun = noun
    return figure
  }

  /// "one sixth", "two thirds", "1/6", "half of", "a quarter of".
  func readFraction(at i: Int) -> Figure? {
    guard isFree(i) else { return nil }
    var top = 0
    var bottom = 0
    var end = i
    if let n = integer(i), isSign(i + 1, "/"), isGlued(i + 1), let d = integer(i + 2), isGlued(i + 2), n > 0, n < d,
      d <= 100, !isSign(i + 3, "/")
    {
      (top, bottom, end) = (n, d, i + 3)
    } else if let n = hit(.number, at: i)?.entry.number ?? integer(i).flatMap({ $0 == 1 ? 1 : nil }),
      let (d, next) = wholeInWords(behind: i), n < d
    {
      (top, bottom, end) = (n, d, next)
    } else if isWord(i, Words.every), let part = hit(.ordinal, at: i + 1), part.entry.number > 2,
      let noun = nounPhrase(from: i + 2),
      hits(.measure, in: noun).contains(where: { isCount($0.entry.value) }) || !hits(.sector, in: noun).isEmpty
    {
      (top, bottom, end) = (1, part.entry.number, i + 2)
    } else if let n = hit(.number, at: i)?.entry.number ?? (isWord(i, Words.a) || isWord(i, Words.an) ? 1 : nil), n < 10
    {
      let next = isSign(i + 1, "-") ? i + 2 : i + 1
      guard let part = hit(.fraction, at: next), part.entry.number > n else { return nil }
      if hit(.unit, at: part.tokens.upperBound) != nil || hit(.scale, at: part.tokens.upperBound) != nil { return nil }
      if hit(.nounUnit, at: part.tokens.upperBound) != nil { return nil }
      (top, bottom, end) = (n, part.entry.number, part.tokens.upperBound)
      // "one third quarter", "a second quarter" are none; a share wants "of" or a verb of share or change before it.
      guard
        isWord(end, Words.of) || n > 1 || !hits(.share, in: max(0, i - 4)..<i).isEmpty
          || hit(.change, endingAt: i - 1) != nil || isWord(i - 1, Words.by)
          || ["more", "fewer", "less", "higher", "lower", "were", "are"].contains(text(end))
      else { return nil }
    } else if isWord(i, Words.half), isWord(i + 1, Words.of), hit(.calendar, endingAt: i + 1) == nil,
      !isWord(i - 1, Words.first)
    {
      (top, bottom, end) = (1, 2, i + 1)
    } else {
      return nil
    }
    return Figure(fraction: top, of: bottom, tokens: i..<end, spelled: tokens[i].kind != .digits)
  }

  /// "one in five", "three out of ten": the whole behind the part.
  private func wholeInWords(behind i: Int) -> (Int, Int)? {
    var next = isWord(i + 1, Words.out) && isWord(i + 2, Words.of) ? i + 3 : isWord(i + 1, Words.in) ? i + 2 : i
    if next > i, isWord(next, Words.every) { next += 1 }
    guard next > i, isFree(next), let whole = hit(.number, at: next)?.entry.number ?? integer(next),
      (2...20).contains(whole), hit(.unit, at: next + 1) == nil, hit(.scale, at: next + 1) == nil,
      hit(.nounUnit, at: next + 1) == nil
    else { return nil }
    return (whole, next + 1)
  }

  /// "doubled", "sixfold", "10-fold", "tripled".
  func readMultiple(at i: Int) -> Figure? {
    guard isFree(i) else { return nil }
    if let multiple = hit(.multiple, at: i) {
      if isSign(multiple.tokens.upperBound, "-") { return nil }
      let bare =
        multiple.tokens.count == 1 && !text(i).hasSuffix("d") && !text(i).hasSuffix("fold") && !text(i).hasSuffix("ing")
      // "Aims to double the value" is one, "a double room" none.
      if bare, hit(.clause, at: i + 1) == nil, i + 1 < tokens.count, hits(.hedge, in: max(0, i - 3)..<i).isEmpty,
        !((isWord(i - 1, Words.to) || isWord(i - 1, Words.and)) && isFree(i - 1) && isAny(i + 1, of: Words.determiners)
          || isWord(i - 1, Words.to) && isFree(i - 1))
      {
        return nil
      }
      var figure = Figure(
        tokens: multiple.tokens, form: .multiple, value: ExactDecimal(multiple.entry.number), unit: "times",
        spelled: true)
      figure.change = .multiple
      if multiple.tokens.count == 3, text(i) == "more" { figure.qualifier = .over }
      return figure
    }
    return nil
  }
}
