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
    guard attachRange(&figure, context) else { return nil }
    if figure.unit.isEmpty, !attachNoun(&figure, context) { return nil }
    applyMinus(&figure)
    return admits(&figure) ? figure : nil
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

  /// "300–500", "2 to 3 billion", "between 40,000 and 60,000", "75-inch to 165-inch", "from 9 to 21".
  private mutating func attachRange(_ figure: inout Figure, _ context: DocumentContext) -> Bool {
    let joint = figure.tokens.upperBound
    guard joint + 1 < tokens.count else { return true }
    let dash = (isSign(joint, "-") || isSign(joint, "~")) && marks[joint] == .free
    let word =
      isWord(joint, Words.to) || (isWord(joint, Words.and) && hit(.between, endingAt: figure.tokens.lowerBound) != nil)
    guard dash || word else { return true }
    if dash, !isDigits(joint + 1), hit(.currency, at: joint + 1) == nil { return true }
    var start = joint + 1
    if let prefix = hit(.currency, at: start) { start = prefix.tokens.upperBound }
    guard let second = numeral(at: start, context), !second.bare else { return true }
    var upper = Figure(tokens: second.tokens, value: second.value, scale: second.scale, spelled: second.spelled)
    if isOrdinalSuffix(second.tokens.upperBound) { return true }
    attachUnit(&upper)
    let first = figure.tokens.lowerBound
    let changes = hasChange(before: first)
    if isWord(joint, Words.to), isWord(first - 1, Words.from) {
      // With a verb of change the first is the baseline, the second the current value; else it is a range, and
      // without anything counted a manner of speaking.
      if changes {
        figure.isBaseline = true
        if figure.unit.isEmpty { figure.unit = upper.unit }
        return true
      }
      if figure.unit.isEmpty, upper.unit.isEmpty, nounPhrase(from: upper.tokens.upperBound) == nil {
        refuse(figure.tokens, .idiom)
        refuse(upper.tokens, .idiom)
        return false
      }
    } else if isWord(joint, Words.to) {
      // "rose 2.4 percentage points to 38.1 percent", "grew by 3 to 15": change and level.
      if !figure.unit.isEmpty, changes || figure.isPercent || figure.unit != upper.unit { return true }
      if figure.unit.isEmpty, upper.unit.isEmpty, changes || hit(.oblique, endingAt: first) != nil { return true }
    }
    var low = figure.value
    // "2 to 3 billion", "Rs 60,000-70,000 crore"
    if figure.scale == 0, upper.scale > 0, low.scaled(byPowerOfTen: upper.scale) < upper.value {
      low = low.scaled(byPowerOfTen: upper.scale)
    }
    guard low < upper.value else { return true }
    if !figure.unit.isEmpty, !upper.unit.isEmpty, figure.unit != upper.unit { return true }
    figure.value = low
    figure.high = upper.value
    if figure.unit.isEmpty { figure.unit = upper.unit }
    figure.hyphenated = upper.hyphenated
    figure.scale = max(figure.scale, upper.scale)
    figure.tokens = figure.tokens.lowerBound..<upper.tokens.upperBound
    return true
  }

  func isConsecutive(_ i: Int) -> Bool { ["consecutive", "straight", "successive"].contains(text(i)) }

  private func hasChange(before i: Int) -> Bool {
    let low = max(sentence(of: i).lowerBound, i - 14)
    return !hits(.change, in: low..<i).isEmpty
  }

  /// A minus sign right before the number and after a space.
  private func applyMinus(_ figure: inout Figure) {
    let i = figure.tokens.lowerBound
    guard isSign(i - 1, "-"), isGlued(i), tokens[i - 1].spaced, i < 2 || !isDigits(i - 2) else { return }
    figure.value = figure.value.negated
    figure.tokens = i - 1..<figure.tokens.upperBound
  }

  // MARK: Counted nouns

  /// The words after a number that say what is counted, to the end of the noun phrase.
  func nounPhrase(from start: Int) -> Range<Int>? {
    var i = start
    var last = ""
    while i < tokens.count, i - start < 9 {
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
        guard i == start, isGlued(i + 1), isSign(i + 1, "-") || tokens[i + 1].kind == .word else { break }
        i = run(around: i).upperBound
        continue
      }
      if marks[i] == .figure || marks[i] == .period { break }
      if isWord(i, Words.and) || isWord(i, Words.or) {
        // "national and municipal institutions": the noun is still to come.
        guard !last.hasSuffix("s"), i > start, i + 1 < tokens.count, tokens[i + 1].kind == .word else { break }
        i += 1
        continue
      }
      if hit(.stop, at: i) != nil, !(isGlued(i) && isSign(i - 1, "-")) { break }
      if t.kind == .word { last = String(decoding: bytes[byteRange(i..<i + 1)], as: UTF8.self) }
      i += 1
    }
    while i > start, tokens[i - 1].kind == .sign { i -= 1 }
    return i > start ? start..<i : nil
  }

  /// What is counted; false where nothing is and the number is refused.
  private mutating func attachNoun(_ figure: inout Figure, _ context: DocumentContext) -> Bool {
    let end = figure.tokens.upperBound
    let sentence = sentence(of: figure.tokens.lowerBound)
    // 每10块…: a rate, no count.
    if isWord(figure.tokens.lowerBound - 1, Words.mei) {
      refuse(figure.tokens, .idiom)
      return false
    }
    if attachClassifier(&figure, sentence) { return true }
    if let noun = nounPhrase(from: isSign(end, "-") ? end + 1 : end) {
      let heads = hits(.measure, in: noun)
      let counted =
        heads.last { isCount($0.entry.value) && $0.tokens.upperBound == noun.upperBound }
        ?? heads.last { isCount($0.entry.value) }
      let plural = text(noun.upperBound - 1).hasSuffix("s")
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
        if isWord(figure.tokens.lowerBound, Words.one) {
          // "One supplier alone" is a count of one, "one of them" and "one firm" are not.
          guard let alone else { return false }
          figure.noun = noun.lowerBound..<alone
          figure.nounMeasure = counted?.entry.value ?? "company_count"
          figure.notes.append("alone")
        }
      }
      if let unit = hit(.nounUnit, at: noun.lowerBound) {
        figure.unit = unit.entry.value
      } else {
        figure.unit = "count"
      }
      if let counted { figure.nounMeasure = counted.entry.value }
      return true
    }
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
    if figure.scale >= 6, !context.currency.isEmpty {
      figure.unit = context.currency
      figure.impliedUnit = true
      return true
    }
    // "85 of the 120 key projects"
    if isWord(end, Words.of), figure.value > ExactDecimal(1) {
      let ahead = end..<max(end, min(end + 14, sentence.upperBound))
      if let whole = hits(.measure, in: ahead).first(where: { isCount($0.entry.value) && $0.entry.value != "other" }) {
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
      ["reach", "reached", "reaches", "reaching", "exceed", "hit"].contains(text(max(0, figure.tokens.lowerBound - 1)))
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
        let whole = hits(.measure, in: opening).last(where: { isCount($0.entry.value) }), hit(.part, at: end) != nil
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
    if let counted = hits(.measure, in: before).last(where: { isCount($0.entry.value) }),
      hasChange(before: figure.tokens.lowerBound) || hit(.actual, endingAt: figure.tokens.lowerBound) != nil
        || isWord(figure.tokens.lowerBound - 1, Words.to) || figure.isBaseline
    {
      figure.unit = "count"
      figure.nounMeasure = counted.entry.value
      return true
    }
    return false
  }

  /// "Bringing the total to 10.4 million", "that number is to climb to more than 100,000": of the things just counted.
  private func attachTotal(_ figure: inout Figure) -> Bool {
    let start = figure.tokens.lowerBound
    let low = max(sentence(of: start).lowerBound, start - 9)
    guard (max(low, start - 4)..<start).contains(where: { isWord($0, Words.to) || text($0) == "at" }),
      (low..<start).contains(where: { ["number", "total", "figure", "headcount"].contains(text($0)) }),
      let last = figures.last, last.unit == "count", !last.nounMeasure.isEmpty,
      start - last.tokens.upperBound < 40
    else { return false }
    figure.unit = "count"
    figure.nounMeasure = last.nounMeasure
    figure.notes.append("total")
    return true
  }

  /// "An employment potential of 10,585", "250,000 in all", 就业人数突破50万: what is counted stands before.
  private func attachCountBefore(_ figure: inout Figure, _ sentence: Range<Int>) -> Bool {
    let start = figure.tokens.lowerBound
    let end = figure.tokens.upperBound
    guard !figure.spelled, start > sentence.lowerBound else { return false }
    let chinese = tokens[start - 1].kind == .ideograph
    let lead = hit(.hedge, endingAt: start)?.tokens.lowerBound ?? start
    let summed = isWord(end, Words.in) && ["all", "total"].contains(text(end + 1)) || text(end) == "altogether"
    guard chinese || summed || isWord(lead - 1, Words.of) else { return false }
    let reach = summed ? 12 : chinese ? 8 : 4
    let before = max(sentence.lowerBound, lead - reach)..<lead
    guard
      let counted = hits(.measure, in: before).last(where: { isCount($0.entry.value) && $0.entry.value != "other" }),
      summed || clauses[counted.tokens.lowerBound] == clauses[start]
    else { return false }
    figure.unit = "count"
    figure.nounMeasure = counted.entry.value
    return true
  }

  /// 320个, 400家, 12.6万辆: what is counted stands behind the classifier, before the number, or is the classifier's.
  private func attachClassifier(_ figure: inout Figure, _ sentence: Range<Int>) -> Bool {
    let end = figure.tokens.upperBound
    guard end < tokens.count, tokens[end].kind == .ideograph, let classifier = hit(.unit, at: end),
      classifier.entry.value == "count"
    else { return false }
    let start = figure.tokens.lowerBound
    let behind =
      classifier.tokens
      .upperBound..<max(
        classifier.tokens.upperBound, min(sentence.upperBound, classifier.tokens.upperBound + 8))
    let next = behind.prefix { clauses[$0] == clauses[start] && tokens[$0].kind == .ideograph }
    let before = (max(sentence.lowerBound, start - 16)..<start)
    func counted(_ range: Range<Int>) -> PhraseTable.Hit? {
      range.isEmpty ? nil : hits(.measure, in: range).last { isCount($0.entry.value) }
    }
    let digits = figure.tokens
    figure.unit = "count"
    figure.tokens = start..<classifier.tokens.upperBound
    if let hit = counted(next) {
      figure.noun = classifier.tokens.lowerBound..<hit.tokens.upperBound
      figure.nounMeasure = hit.entry.value
    } else if let hit = counted(before) {
      figure.nounMeasure = hit.entry.value
    } else if figure.spelled {
      figure.unit = ""
      figure.tokens = digits
      return false
    } else {
      let word = String(decoding: bytes[byteRange(classifier.tokens)], as: UTF8.self)
      figure.nounMeasure =
        ["人": "jobs", "名": "jobs", "家": "company_count", "辆": "production", "台": "production"][word] ?? ""
    }
    return true
  }

  /// A token in lower case; empty outside the paragraph.
  func text(_ i: Int) -> String {
    tokens.indices.contains(i) ? String(decoding: bytes[byteRange(i..<i + 1)], as: UTF8.self).lowercased() : ""
  }

  func isCount(_ measure: String) -> Bool {
    measure.hasSuffix("_count")
      || [
        "jobs", "company_registrations", "projects_signed", "satellites", "charging_points", "attendees", "production",
        "export_volume", "trip_count", "other",
      ].contains(measure)
  }
}
