import Observations

extension Passage {
  mutating func readDate(at i: Int, _ context: DocumentContext) -> Int? {
    if isDigits(i), let end = readNumericDate(at: i) { return end }
    if let month = hit(.month, at: i), hit(.quarter, at: i)?.tokens.count ?? 0 <= month.tokens.count {
      let after = month.tokens.upperBound + (isSign(month.tokens.upperBound, ".") ? 1 : 0)
      guard let day = day(at: after) else { return readMonth(i, month, after, context) }
      var end = day
      // "October 11 to 12", "November 5-10"
      if isSign(end, "-") || isSign(end, "~") || isWord(end, Words.to) || isWord(end, Words.and),
        let second = self.day(at: end + 1),
        hit(.unit, at: second) == nil
      {
        end = second
      }
      var year = isToCome(i) ? context.year : context.yearOf(month: month.entry.number)
      let comma = isSign(end, ",") ? 1 : 0
      if let y = yearNumber(end + comma) {
        year = y
        end += comma + 1
      }
      if let year {
        add(i..<end, TimePeriod(.init(year: year, frequency: .monthly, index: month.entry.number)), use: .event)
      } else {
        refuse(i..<end, .date)
      }
      return end
    }
    // "16 May 2024"
    if let end = day(at: i), let month = hit(.month, at: end) {
      var after = month.tokens.upperBound + (isSign(month.tokens.upperBound, ".") ? 1 : 0)
      var year = isToCome(i) ? context.year : context.yearOf(month: month.entry.number)
      if let y = yearNumber(after) ?? yearNumber(after + 1), isSign(after, ",") || yearNumber(after) != nil {
        year = y
        after += isSign(after, ",") ? 2 : 1
      }
      if let year {
        add(i..<after, TimePeriod(.init(year: year, frequency: .monthly, index: month.entry.number)), use: .event)
      } else {
        refuse(i..<after, .date)
      }
      return after
    }
    return nil
  }

  /// The token after a day of the month with or without ordinal suffix.
  private func day(at i: Int) -> Int? {
    guard let day = integer(i), (1...31).contains(day), tokens[i].length <= 2 else { return nil }
    if isOrdinalSuffix(i + 1) { return i + 2 }
    if isSign(i + 1, "%") || isSign(i + 1, "."), isGlued(i + 1), isDigits(i + 2) || isSign(i + 1, "%") { return nil }
    return hit(.scale, at: i + 1) == nil ? i + 1 : nil
  }

  func yearNumber(_ i: Int) -> Int? {
    guard isDigits(i), tokens[i].length == 4, let year = integer(i), (1900...2100).contains(year) else { return nil }
    return year
  }

  /// 2024-05-16, 2024/5/16, 16.05.2024, 2024年5月16日 and the same without a day.
  private mutating func readNumericDate(at i: Int) -> Int? {
    if let year = yearNumber(i) {
      // A fiscal year: 2012-13, 2022/23.
      if isSign(i + 1, "-") || isSign(i + 1, "/") || isSign(i + 1, "~"), isGlued(i + 1), isGlued(i + 2),
        tokens[i + 2].length == 2, integer(i + 2) == (year + 1) % 100, !isSign(i + 3, "-"), !isSign(i + 3, "/")
      {
        add(i..<i + 3, TimePeriod(from: .init(year: year), to: .init(year: year + 1)))
        return i + 3
      }
      if isWord(i + 1, Words.nian) {
        if let month = integer(i + 2), (1...12).contains(month), isWord(i + 3, Words.yue) {
          let end = isDigits(i + 4) && isWord(i + 5, Words.ri) ? i + 6 : i + 4
          add(
            i..<end, TimePeriod(.init(year: year, frequency: .monthly, index: month)), use: end == i + 6 ? .event : nil)
          return end
        }
        add(i..<i + 2, TimePeriod(year: year))
        return i + 2
      }
      for sign in ["-", "/", "."] as [Unicode.Scalar] {
        guard isSign(i + 1, sign), isGlued(i + 1), isGlued(i + 2), let month = integer(i + 2), (1...12).contains(month),
          tokens[i + 2].length <= 2
        else { continue }
        let unit = TimePeriod.Unit(year: year, frequency: .monthly, index: month)
        if isSign(i + 3, sign), isGlued(i + 3), isGlued(i + 4), let day = integer(i + 4), (1...31).contains(day) {
          add(i..<i + 5, TimePeriod(unit), use: .event)
          return i + 5
        }
        if tokens[i + 2].length == 2, sign != ".", hit(.unit, at: i + 3) == nil {
          add(i..<i + 3, TimePeriod(unit))
          return i + 3
        }
      }
    }
    for sign in [".", "/", "-"] as [Unicode.Scalar] {
      guard isSign(i + 1, sign), isGlued(i + 1), isGlued(i + 2), let first = integer(i), let second = integer(i + 2),
        isSign(i + 3, sign), let year = yearNumber(i + 4), first <= 31, second <= 31, first > 0, second > 0
      else { continue }
      let month = second <= 12 ? second : first
      guard month <= 12 else { continue }
      add(i..<i + 5, TimePeriod(.init(year: year, frequency: .monthly, index: month)), use: .event)
      return i + 5
    }
    return nil
  }

  private mutating func readMonth(_ i: Int, _ month: PhraseTable.Hit, _ after: Int, _ context: DocumentContext) -> Int?
  {
    // "May" and "March" at the start of a sentence may be verbs: there a year must follow.
    var end = month.tokens.upperBound
    var year = isToCome(i) ? context.year : context.yearOf(month: month.entry.number)
    // "Next June"
    if isWord(i - 1, Words.next), let now = context.month, let current = context.year {
      year = month.entry.number > now ? current : current + 1
    }
    var dated = false
    let comma = isSign(after, ",") || isWord(after, Words.of) ? 1 : 0
    if let y = yearNumber(after + comma) {
      year = y
      end = after + comma + 1
      dated = true
    } else if let phrase = hit(.calendar, at: after + comma), phrase.entry.value.hasPrefix("year:"),
      let base = context.year
    {
      year = base + (Int(phrase.entry.value.dropFirst(5)) ?? 0)
      end = phrase.tokens.upperBound
    }
    guard tokens[i].capital, let year else { return nil }
    if i == 0 || i == sentence(of: i).lowerBound, !dated, month.entry.number == 5 || month.entry.number == 3 {
      return nil
    }
    let unit = TimePeriod.Unit(year: year, frequency: .monthly, index: month.entry.number)
    if isWord(i - 1, Words.since) || opensSince(i), var now = context.published,
      now.year * 12 + now.index > year * 12 + unit.index,
      now.frequency >= .monthly
    {
      now.frequency = .monthly
      now.day = 1
      add(i..<end, TimePeriod(from: unit, to: now), use: .plain)
    } else {
      add(i..<end, TimePeriod(unit))
    }
    return end
  }

  /// "Are to be added before October", "will open in the second half": a time a plan speaks of lies ahead.
  func isToCome(_ i: Int) -> Bool {
    guard isAny(i - 1, of: Words.ahead) || isWord(i - 1, Words.the) && isAny(i - 2, of: Words.ahead) else {
      return false
    }
    let clause = clauses[i]
    return hits(.plan, in: max(sentence(of: i).lowerBound, i - 12)..<i).contains {
      clauses[$0.tokens.lowerBound] == clause
    }
  }

  /// "January to November", "Jan–Nov": two months named with only a joint between.
  mutating func joinMonths() {
    var joined: [PeriodMention] = []
    for mention in periods {
      if let last = joined.last, mention.tokens.lowerBound - last.tokens.upperBound == 1, last.use != .event,
        mention.use != .event
      {
        let joint = last.tokens.upperBound
        let first = last.period.start
        let successive =
          isWord(joint, Words.and) && first?.frequency == .monthly && mention.period.end.frequency == .monthly
          && (first.map { $0.index + 1 == mention.period.end.index } ?? false)
        if successive || isWord(joint, Words.to) || ["until", "till", "through"].contains(text(joint))
          || isSign(joint, "-")
          || isSign(joint, "~")
          || (isWord(joint, Words.and) && hit(.between, endingAt: last.tokens.lowerBound) != nil), let first
        {
          mark(joint..<joint + 1, .period)
          var start = first
          if start > mention.period.end, start.frequency != .annual { start.year = mention.period.end.year }
          if start.frequency == .monthly, start.year != mention.period.end.year,
            mention.period.end.frequency == .monthly, start.year > mention.period.end.year
          {
            start.year = mention.period.end.year
          }
          if start.frequency == .monthly, mention.period.end.frequency == .monthly,
            start.index < mention.period.end.index
          {
            start.year = mention.period.end.year
          }
          joined[joined.count - 1] = PeriodMention(
            tokens: last.tokens.lowerBound..<mention.tokens.upperBound,
            period: aligned(start, mention.period.end), use: last.use)
          continue
        }
      }
      joined.append(mention)
    }
    periods = joined
  }
}
