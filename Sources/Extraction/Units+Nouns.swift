import Observations

extension Passage {
  /// The words after a number that say what is counted, to the end of the noun phrase.
  func nounPhrase(from start: Int) -> Range<Int>? {
    var i = start
    var last = ""
    let reach = start < tokens.count && tokens[start].kind == .ideograph ? 9 : 13
    while i < tokens.count, i - start < reach {
      let t = tokens[i]
      if t.kind == .sign {
        if t.isSign("-") || t.isSign("\"") || t.isSign("'") || t.isSign("/") || t.isSign("&") {
          i += 1
          continue
        }
        break
      }
      if t.kind == .digits {
        // A name with digits, or "two 100-billion-yuan clusters".
        if marks[i] == .masked {
          i += 1
          continue
        }
        let run = run(around: i)
        guard i == start, i + 1 < run.upperBound, tokens[run.upperBound - 1].kind == .word else { break }
        i = run.upperBound
        continue
      }
      if marks[i] == .figure || marks[i] == .period { break }
      if isWord(i, Words.and) || isWord(i, Words.or) {
        // "national and municipal institutions": the noun is still to come.
        guard !last.hasSuffix("s"), i > start, i + 1 < tokens.count, tokens[i + 1].kind == .word else { break }
        i += 1
        continue
      }
      // "63 A320 aircraft"
      if marks[i] == .masked, isDigits(i + 1), isGlued(i + 1) {
        i += 1
        continue
      }
      if hit(.stop, at: i) != nil, !(isGlued(i) && isSign(i - 1, "-")) { break }
      // "Three campuses host", "companies make": the verb of what is counted.
      if i > start, last.hasSuffix("s") || ["people", "staff", "size"].contains(last),
        hit(.verb, at: i) != nil || hit(.actual, at: i) != nil && text(i).hasSuffix("ed")
      {
        break
      }
      if t.kind == .word { last = String(decoding: bytes[byteRange(i..<i + 1)], as: UTF8.self) }
      i += 1
    }
    while i > start, tokens[i - 1].kind == .sign { i -= 1 }
    // "2,700 remain"
    if i == start + 1, hit(.verb, at: start) != nil { return nil }
    // "26 achieved growth" counts no growth, "26 approved projects" counts projects.
    if i > start, !last.hasSuffix("s"), !isGlued(start), hit(.actual, at: start) != nil, text(start).hasSuffix("ed") {
      return nil
    }
    return i > start ? start..<i : nil
  }

  /// What is counted; false where nothing is and the number is refused.
  mutating func attachNoun(_ figure: inout Figure, _ context: DocumentContext) -> Bool {
    let end = figure.tokens.upperBound
    let sentence = sentence(of: figure.tokens.lowerBound)
    // 每10块…: a rate, no count.
    if isWord(figure.tokens.lowerBound - 1, Words.mei) {
      refuse(figure.tokens, .idiom)
      return false
    }
    if attachClassifier(&figure, sentence) { return true }
    // "50 more research teams"
    let more = text(end) == "more" && end + 1 < tokens.count && tokens[end + 1].kind == .word && text(end + 1) != "than"
    if let noun = nounPhrase(from: isSign(end, "-") || more ? end + 1 : end) {
      let heads = hits(.measure, in: noun)
      let counted =
        heads.last { isCount($0.entry.value) && $0.tokens.upperBound == noun.upperBound }
        ?? heads.last { isCount($0.entry.value) }
      let last = text(noun.upperBound - 1)
      let plural = last.hasSuffix("s") || ["feet", "people", "men", "women", "children"].contains(last)
      // "Its ten-phase project"
      if figure.hyphenated || isSign(end, "-"),
        ["phase", "stage", "step", "generation", "series", "tier", "axis", "storey", "story", "class"].contains(
          text(noun.lowerBound))
      {
        refuse(figure.tokens, .listWord)
        return false
      }
      figure.noun = noun
      let countless = counted == nil && (figure.hyphenated || !plural)
      if figure.scale >= 8 && (countless || figure.hyphenated) || figure.scale >= 6 && countless,
        !context.currency.isEmpty
      {
        figure.unit = context.currency
        figure.impliedUnit = true
        return true
      }
      if !hits(.listWord, in: noun).isEmpty, figure.spelled, counted == nil {
        refuse(figure.tokens, .listWord)
        return false
      }
      if hits(.listWord, in: noun).contains(where: { $0.entry.value == "slogan" }), counted == nil || !plural,
        figure.scale == 0
      {
        refuse(figure.tokens, .slogan)
        return false
      }
      if figure.spelled, isWord(figure.tokens.lowerBound - 1, Words.in),
        hit(.number, endingAt: figure.tokens.lowerBound - 1) != nil
      {
        refuse(figure.tokens, .idiom)
        return false
      }
      if figure.spelled {
        let alone = noun.dropFirst().first { isWord($0, Words.alone) }
        guard counted != nil || plural || alone != nil else { return false }
        if isWord(figure.tokens.lowerBound, Words.one), figure.scale == 0 {
          // "One supplier alone" is a count of one, "one of them" and "one firm" are not.
          guard let alone else { return false }
          figure.noun = noun.lowerBound..<alone
          figure.nounMeasure = counted?.entry.value ?? "company_count"
          figure.notes.append("alone")
        }
      }
      // "5,000 direct and 15,000 indirect jobs"
      if counted == nil, !plural, !figure.spelled, isAny(noun.upperBound, of: Words.listing),
        isDigits(noun.upperBound + 1),
        let next = numeral(at: noun.upperBound + 1, context), let shared = nounPhrase(from: next.tokens.upperBound),
        let head = hits(.measure, in: shared).last(where: { isCount($0.entry.value) })
      {
        figure.unit = "count"
        figure.nounMeasure = head.entry.value
        return true
      }
      if let unit = hit(.nounUnit, at: noun.lowerBound) {
        figure.unit = unit.entry.value
      } else {
        figure.unit = "count"
      }
      if let counted {
        // "Applications for investment promotion" are no patents.
        let longest = hit(.measure, at: counted.tokens.lowerBound)?.entry.value ?? ""
        figure.nounMeasure = isCount(longest) ? longest : counted.entry.value
      }
      return true
    }
    return attachElliptic(&figure, sentence, context)
  }

  /// "The number of firms will exceed 900": a verb that hedges.
  private func reachesFigure(_ start: Int) -> Bool {
    guard let hedge = hit(.hedge, endingAt: start) else { return false }
    let verb = text(hedge.tokens.lowerBound)
    return verb.hasPrefix("exceed") || verb.hasPrefix("surpass") || verb.hasPrefix("topp") || verb.hasPrefix("approach")
  }

  /// What is counted where no noun follows: it stands before, was counted last, or the scale tells money.
  func attachElliptic(_ figure: inout Figure, _ sentence: Range<Int>, _ context: DocumentContext) -> Bool {
    let end = figure.tokens.upperBound
    // "cut its workforce by 1.5 percent to 1.03 million"
    if figure.scale >= 3, isWord(figure.tokens.lowerBound - 1, Words.to), let last = figures.last, last.isPercent,
      last.tokens.upperBound >= figure.tokens.lowerBound - 3,
      let counted = hits(.measure, in: sentence.lowerBound..<last.tokens.lowerBound).last,
      isCount(counted.entry.value)
    {
      figure.unit = "count"
      figure.nounMeasure = counted.entry.value
      return true
    }
    if attachTotal(&figure) || attachCountBefore(&figure, sentence) { return true }
    // "Employ a further 38,000", "they will employ 5,900."
    if !figure.spelled,
      hit(.increment, endingAt: figure.tokens.lowerBound) != nil || isSign(end, ".") || isSign(end, ",")
        || isSign(end, ";"),
      (max(sentence.lowerBound, figure.tokens.lowerBound - 4)..<figure.tokens.lowerBound).contains(where: {
        text($0).hasPrefix("employ")
      })
    {
      figure.unit = "count"
      figure.nounMeasure = "jobs"
      return true
    }
    // "More than a million of them", "4,000 people at one place and 3,700 at the other"
    let again = isWord(end, Words.of) && isAny(end + 1, of: Words.plurals)
    let parallel =
      !figure.spelled && isWord(figure.tokens.lowerBound - 1, Words.and) && ["at", "in"].contains(text(end))
    if again || parallel, let last = figures.suffix(4).last(where: { $0.unit == "count" }),
      again || last.tokens.lowerBound >= sentence.lowerBound && figures.last?.unit == "count"
    {
      figure.unit = "count"
      figure.nounMeasure = last.nounMeasure
      return true
    }
    // "Of which over 1.05 million were new energy vehicles": counted, where the figure before is.
    let lead = hit(.hedge, endingAt: figure.tokens.lowerBound)?.tokens.lowerBound ?? figure.tokens.lowerBound
    let amount = figures.last { $0.tokens.lowerBound >= sentence.lowerBound && !$0.isPercent }
    if hit(.part, endingAt: lead) != nil, let amount, amount.unit == "count" {
      figure.unit = "count"
      figure.nounMeasure = amount.nounMeasure
      figure.notes.append("part of the figure before")
      return true
    }
    if figure.scale >= 6, !context.currency.isEmpty {
      figure.unit = context.currency
      figure.impliedUnit = true
      return true
    }
    // "85 of the 120 key projects"
    if isWord(end, Words.of), figure.value > ExactDecimal(1) {
      let ahead = end..<max(end, min(end + 14, sentence.upperBound))
      let counted = hits(.measure, in: ahead).first { isCount($0.entry.value) && $0.entry.value != "other" }
      // "31 of the 32 key links"
      let ofNumber = (end + 1...end + 2).contains { isDigits($0) }
      if let whole = counted ?? (ofNumber ? hits(.measure, in: ahead).first { $0.entry.value == "other" } : nil) {
        figure.unit = "count"
        figure.nounMeasure = whole.entry.value
        figure.notes.append("part")
        return true
      }
    }
    // "of which 470,000 were NEVs", "41 of them": of the same kind as the figure before.
    let recent = figures.suffix(3).reversed().first {
      $0.unit == "count" && $0.tokens.lowerBound >= sentence.lowerBound
    }
    if let last = recent,
      hit(.part, endingAt: figure.tokens.lowerBound) != nil || hit(.part, at: end) != nil
        || isWord(end, Words.of) || (!figure.spelled && hit(.actual, at: end) != nil)
    {
      figure.unit = "count"
      figure.nounMeasure = last.nounMeasure
      figure.notes.append("part of the figure before")
      return true
    }
    // "187 and 128 projects": what is counted follows the next number.
    if !figure.spelled, isWord(end, Words.and) || isSign(end, ","), isDigits(end + 1),
      let next = numeral(at: end + 1, context), let noun = nounPhrase(from: next.tokens.upperBound),
      let counted = hits(.measure, in: noun).last(where: { isCount($0.entry.value) })
    {
      figure.unit = "count"
      figure.nounMeasure = counted.entry.value
      return true
    }
    // "It employs 2,000 workers and wants to reach 4,000"
    if let last = recent, !figure.spelled, !last.nounMeasure.isEmpty,
      [
        "reach", "reached", "reaches", "reaching", "exceed", "hit", "expects", "expect", "targets", "forecasts",
        "foresees",
      ].contains(text(max(0, figure.tokens.lowerBound - 1)))
    {
      figure.unit = "count"
      figure.nounMeasure = last.nounMeasure
      return true
    }
    // "335,000 employees, 2,000 more than a year ago"
    if let last = recent ?? figures.suffix(8).last(where: { $0.unit == "count" }),
      ["more", "fewer", "less"].contains(text(end)),
      !figure.spelled
    {
      figure.unit = "count"
      figure.nounMeasure = last.nounMeasure
      if text(end) != "more" { figure.value = figure.value.negated }
      figure.notes.append("difference")
      return true
    }
    // "8,500 jobs instead of 10,000"
    if let last = recent, isWord(figure.tokens.lowerBound - 1, Words.of),
      isWord(figure.tokens.lowerBound - 2, Words.instead)
    {
      figure.unit = "count"
      figure.nounMeasure = last.nounMeasure
      return true
    }
    // "Of the top ten makers, five are here."
    if ["of", "among"].contains(text(sentence.lowerBound)), figure.tokens.lowerBound > sentence.lowerBound + 2 {
      let opening = sentence.prefix { clauses[$0] == clauses[sentence.lowerBound] }
      if clauses[figure.tokens.lowerBound] != clauses[sentence.lowerBound],
        let whole = hits(.measure, in: opening).last(where: { isCount($0.entry.value) }),
        hit(.part, at: end) != nil || isAny(end, of: Words.perfect) || hit(.actual, at: end) != nil
          || hit(.verb, at: end) != nil
      {
        figure.unit = "count"
        figure.nounMeasure = whole.entry.value
        figure.notes.append("part")
        return true
      }
    }
    if figure.spelled { return false }
    // "satellites in orbit increased to 108": what is counted stands before the verb.
    let before = sentence.lowerBound..<figure.tokens.lowerBound
    if let counted = hits(.measure, in: before).last(where: { isCount($0.entry.value) || $0.entry.value == "shipments" }
    ),
      hasChange(before: figure.tokens.lowerBound) || reachesFigure(figure.tokens.lowerBound)
        || hit(.actual, endingAt: figure.tokens.lowerBound) != nil
        || isWord(figure.tokens.lowerBound - 1, Words.to) || figure.isBaseline
    {
      figure.unit = "count"
      figure.nounMeasure = counted.entry.value
      return true
    }
    return false
  }
}
