import Observations

extension Passage {
  /// Reads dates and periods before any number is read.
  mutating func readPeriods(_ context: DocumentContext) {
    var i = 0
    while i < tokens.count {
      if marks[i] != .free {
        i += 1
        continue
      }
      if let comparison = hit(.comparison, at: i), comparison.tokens.count > 1 {
        i = comparison.tokens.upperBound
        let next = isWord(i, Words.in) || isWord(i, Words.of) ? i + 1 : i
        if let year = yearNumber(next), marks[next] == .free {
          add(next..<next + 1, TimePeriod(year: year), use: .comparison)
          i = next + 1
        }
        continue
      }
      if let end = readDate(at: i, context) ?? readPhrase(at: i, context) ?? readYear(at: i, context)
        ?? readSpan(at: i, context)
      {
        i = max(end, i + 1)
      } else {
        i += 1
      }
    }
    joinMonths()
    for k in periods.indices where periods[k].use == .deadline && context.isPast(periods[k].period.end) {
      periods[k].use = .plain
    }
  }

  private static let bases: Set = [
    "figure", "level", "that", "those", "number", "amount", "total", "record", "volume", "value",
  ]

  mutating func add(_ range: Range<Int>, _ period: TimePeriod, use: PeriodMention.Use? = nil) {
    mark(range, .period)
    let before = range.lowerBound - 1
    var resolved = use ?? .plain
    if use == nil {
      if isWord(before, Words.by) || isWord(before, Words.dao) || isWord(before, Words.zhi)
        || (isWord(before, Words.of) && isWord(before - 3, Words.by))
      {
        resolved = .deadline
      } else if isAny(before, of: Words.attaching), Self.bases.contains(text(before - 1)),
        (max(0, before - 5)..<before).contains(where: {
          ["times", "than", "double", "twice", "triple"].contains(text($0))
        })
      {
        // "1.6 times the figure in 2022"
        resolved = .comparison
      } else if isWord(before, Words.in), before > 0, text(before - 1) == "than" {
        resolved = .comparison
      } else if let hit = hit(.oblique, endingAt: range.lowerBound), hit.entry.value == "base" {
        if !isWord(before, Words.from) || hit.tokens.count > 1 { resolved = .comparison }
      }
    }
    if use == nil, resolved == .plain, isCompared(range.lowerBound) || isBaseOfMultiple(range.upperBound) {
      resolved = .comparison
    }
    var mention = PeriodMention(tokens: range, period: period, use: resolved)
    mention.isCloseOf =
      resolved == .deadline || isWord(before, Words.zhi) || hit(.closing, endingAt: range.lowerBound) != nil
    periods.append(mention)
    for i in range where tokens[i].kind == .digits {
      refusals.append(Refusal(tokens: i..<i + 1, reason: resolved == .event ? .date : .period))
    }
  }

  /// "Less than the record of 2022": the year something is compared with.
  private func isCompared(_ i: Int) -> Bool {
    if isWord(i - 1, Words.bi) || isWord(i - 1, Words.jiao) { return true }
    if isWord(i - 1, Words.in), isWord(i - 2, Words.as) { return true }
    let low = max(sentence(of: i).lowerBound, i - 8)
    guard i > low, let than = (low..<i).last(where: { text($0) == "than" }), clauses[than] == clauses[i] else {
      return false
    }
    // "More than 300 projects in 2022": the amount stands between.
    return !(than..<i).contains { isDigits($0) || hit(.number, at: $0) != nil || hit(.scale, at: $0) != nil }
  }

  /// 2020年的3倍: the year a multiple starts from.
  private func isBaseOfMultiple(_ end: Int) -> Bool {
    isWord(end, Words.de) && (end..<min(tokens.count, end + 6)).contains { isWord($0, Words.bei) }
  }

  // MARK: Quarters, halves, relative years

  private mutating func readPhrase(at i: Int, _ context: DocumentContext) -> Int? {
    if let quarter = hit(.quarter, at: i) {
      let (year, end) = yearAround(quarter.tokens, context)
      guard let year = year ?? (isToCome(i) ? context.year : context.yearOf(month: quarter.entry.number * 3)) else {
        refuse(quarter.tokens, .period)
        return quarter.tokens.upperBound
      }
      add(yearBefore(i)..<end, TimePeriod(.init(year: year, frequency: .quarterly, index: quarter.entry.number)))
      return end
    }
    guard let phrase = hit(.calendar, at: i) else { return readMonths(at: i, context) }
    let parts = phrase.entry.value.split(separator: ":")
    guard parts.count == 2 else { return readMonths(at: i, context) }
    switch parts[0] {
    case "quarters":
      let bounds = parts[1].split(separator: "-").compactMap { Int($0) }
      guard bounds.count == 2 else { return nil }
      let (year, end) = yearAround(phrase.tokens, context)
      guard let year = year ?? (isToCome(i) ? context.year : context.yearOf(month: bounds[1] * 3)) else { return nil }
      add(
        yearBefore(i)..<end,
        TimePeriod(
          from: .init(year: year, frequency: .quarterly, index: bounds[0]),
          to: .init(year: year, frequency: .quarterly, index: bounds[1])))
      return end
    case "months":
      return addMonths(Int(parts[1]) ?? 1, phrase.tokens, context)
    case "year":
      guard let base = context.year, let offset = Int(parts[1]) else { return nil }
      if hit(.comparison, at: i)?.tokens.count ?? 0 > phrase.tokens.count { return nil }
      let compared = offset < 0 && (isWord(i - 1, Words.from) || isWord(i - 1, Words.over))
      add(phrase.tokens, TimePeriod(year: base + offset), use: compared ? .comparison : nil)
      return phrase.tokens.upperBound
    case "fiscal":
      // From April to March, as in India and Japan.
      guard let now = context.year, let offset = Int(parts[1]) else { return nil }
      let first = ((context.month ?? 12) >= 4 ? now : now - 1) + offset
      add(phrase.tokens, TimePeriod(from: .init(year: first), to: .init(year: first + 1)))
      return phrase.tokens.upperBound
    case "fullyear":
      guard let base = context.year else { return nil }
      if hit(.comparison, at: i)?.tokens.count ?? 0 > phrase.tokens.count { return nil }
      // "Over the year" is the one just named.
      if let last = periods.last, last.use == .plain, last.period.unit?.frequency == .annual,
        last.period.end.year < base || sentence(of: i).contains(last.tokens.lowerBound)
      {
        add(phrase.tokens, last.period)
        return phrase.tokens.upperBound
      }
      // Told in the first months of a year, "the year" is the one that ended, but not in a plan.
      let ahead = !hits(.plan, in: sentence(of: i).lowerBound..<i).isEmpty
      add(phrase.tokens, TimePeriod(year: (context.month ?? 12) <= 3 && !ahead ? base - 1 : base))
      return phrase.tokens.upperBound
    case "since":
      guard let now = context.published, let offset = Int(parts[1]) else { return nil }
      var end = now
      if end.frequency == .daily { end.frequency = .monthly }
      end.day = 1
      let start =
        offset == 0 && end.frequency == .monthly
        ? TimePeriod.Unit(year: now.year, frequency: .monthly, index: 1) : .init(year: now.year + offset)
      add(phrase.tokens, TimePeriod(from: start, to: end))
      return phrase.tokens.upperBound
    case "day":
      guard var now = context.published, now.frequency >= .monthly else { return nil }
      now.frequency = .monthly
      now.day = 1
      add(phrase.tokens, TimePeriod(now), use: .event)
      periods[periods.count - 1].isDay = true
      return phrase.tokens.upperBound
    case "month":
      guard let now = context.published, now.frequency >= .monthly, let offset = Int(parts[1]) else { return nil }
      let months = now.year * 12 + now.index - 1 + offset
      add(phrase.tokens, TimePeriod(.init(year: months / 12, frequency: .monthly, index: months % 12 + 1)))
      return phrase.tokens.upperBound
    default: return nil
    }
  }

  /// "first 11 months", "first eleven months of 2023".
  private mutating func readMonths(at i: Int, _ context: DocumentContext) -> Int? {
    if let end = readChineseMonths(at: i, context) { return end }
    // "In ten months", told in November
    if isWord(i, Words.in) || text(i) == "over", let count = integer(i + 1) ?? hit(.number, at: i + 1)?.entry.number,
      (2...11).contains(count), let month = context.month, (0...2).contains(month - count), isFree(i + 1),
      hit(.nounUnit, at: i + 2)?.entry.value == "month"
    {
      return addMonths(count, i + 1..<i + 3, context)
    }
    // "The 12 months to September"
    if let count = integer(i) ?? hit(.number, at: i)?.entry.number, (2...12).contains(count),
      hit(.nounUnit, at: i + 1)?.entry.value == "month",
      isWord(i + 2, Words.to) || ["through", "ending", "until"].contains(text(i + 2)),
      let month = hit(.month, at: i + 3), tokens[i + 3].capital
    {
      let (year, end) = yearAround(month.tokens, context)
      guard let year = year ?? context.yearOf(month: month.entry.number) else { return nil }
      let last = year * 12 + month.entry.number - 1
      let first = last - count + 1
      add(
        i..<end,
        aligned(
          .init(year: first / 12, frequency: .monthly, index: first % 12 + 1),
          .init(year: year, frequency: .monthly, index: month.entry.number)))
      return end
    }
    guard isWord(i, Words.first), let count = integer(i + 1), (2...11).contains(count),
      hit(.nounUnit, at: i + 2)?.entry.value == "month"
    else { return nil }
    return addMonths(count, i..<i + 3, context)
  }

  /// 1-11月, 1至11月, 前11个月, 11月.
  private mutating func readChineseMonths(at i: Int, _ context: DocumentContext) -> Int? {
    if isWord(i, Words.qian), let count = integer(i + 1), (2...11).contains(count),
      hit(.nounUnit, at: i + 2)?.entry.value == "month"
    {
      return addMonths(count, i..<i + (isWord(i + 2, Words.yue) ? 3 : 4), context)
    }
    guard let first = integer(i), (1...12).contains(first) else { return nil }
    if isSign(i + 1, "-") || isSign(i + 1, "~") || isWord(i + 1, Words.zhi), let last = integer(i + 2),
      last > first, last <= 12, isWord(i + 3, Words.yue)
    {
      if first == 1 { return addMonths(last, i..<i + 4, context) }
      let (year, end) = yearAround(i..<i + 4, context)
      guard let year = year ?? context.yearOf(month: last) else { return nil }
      add(
        yearBefore(i)..<end,
        aligned(
          .init(year: year, frequency: .monthly, index: first), .init(year: year, frequency: .monthly, index: last)))
      return end
    }
    guard isWord(i + 1, Words.yue), let year = context.yearOf(month: first) else { return nil }
    let dated = isDigits(i + 2) && isWord(i + 3, Words.ri)
    let month = TimePeriod(.init(year: year, frequency: .monthly, index: first))
    add(i..<i + (dated ? 4 : 2), month, use: dated ? .event : nil)
    return i + (dated ? 4 : 2)
  }

  private mutating func addMonths(_ count: Int, _ range: Range<Int>, _ context: DocumentContext) -> Int? {
    let (year, end) = yearAround(range, context)
    guard let year = year ?? context.yearOf(month: count) else { return nil }
    add(
      yearBefore(range.lowerBound)..<end,
      aligned(.init(year: year, frequency: .monthly, index: 1), .init(year: year, frequency: .monthly, index: count)))
    return end
  }

  /// A year after ("of 2022", "this year") or before ("2022 first half") a part of a year.
  private func yearAround(_ range: Range<Int>, _ context: DocumentContext) -> (Int?, Int) {
    var next = range.upperBound
    if isSign(next, "-") { next += 1 }
    if isWord(next, Words.of) || isWord(next, Words.in) || isSign(next, ",") { next += 1 }
    if let year = yearNumber(next) { return (year, next + 1) }
    if let phrase = hit(.calendar, at: next), phrase.entry.value.hasPrefix("year:"), let base = context.year {
      return (base + (Int(phrase.entry.value.dropFirst(5)) ?? 0), phrase.tokens.upperBound)
    }
    // "The first half of the year"
    if next > range.upperBound, let phrase = hit(.calendar, at: next), phrase.entry.value.hasPrefix("fullyear:") {
      return (nil, phrase.tokens.upperBound)
    }
    if let last = periods.last, last.tokens.upperBound == range.lowerBound, last.period.unit?.frequency == .annual {
      return (last.period.end.year, range.upperBound)
    }
    return (nil, range.upperBound)
  }

  private mutating func yearBefore(_ i: Int) -> Int {
    if let last = periods.last, last.tokens.upperBound == i || (last.tokens.upperBound == i - 1 && isSign(i - 1, "'")),
      last.period.unit?.frequency == .annual, last.tokens.count <= 2
    {
      periods.removeLast()
      return last.tokens.lowerBound
    }
    return i
  }
}
