import Observations

extension Passage {
  mutating func readYear(at i: Int, _ context: DocumentContext) -> Int? {
    if isWord(i, Words.fy), let short = integer(i + 1), tokens[i + 1].length == 2 {
      add(i..<i + 2, TimePeriod(year: 2000 + short))
      return i + 2
    }
    if isWord(i, Words.fy), let year = yearNumber(i + 1) {
      let end = isSign(i + 2, "-") && isDigits(i + 3) && tokens[i + 3].length <= 4 ? i + 4 : i + 2
      add(
        i..<end, end == i + 4 ? TimePeriod(from: .init(year: year), to: .init(year: year + 1)) : TimePeriod(year: year))
      return end
    }
    guard let year = yearNumber(i), !isGlued(i) || tokens[i - 1].kind == .sign, !isSign(i - 1, ",") || tokens[i].spaced
    else { return nil }
    if isSign(i - 1, "."), isGlued(i), isDigits(i - 2) { return nil }
    if isSign(i - 1, "+"), isGlued(i) { return nil }
    if hit(.currency, endingAt: i) != nil { return nil }
    if isSign(i + 1, ",") || isSign(i + 1, "."), isGlued(i + 1), isDigits(i + 2), isGlued(i + 2) { return nil }
    if isSign(i + 1, "%") || hit(.scale, at: i + 1) != nil { return nil }
    // 2016–2020, 2016 to 2020
    if isSign(i + 1, "-") || isSign(i + 1, "~") || (isWord(i + 1, Words.to) && hit(.between, endingAt: i) == nil),
      let second = yearNumber(i + 2), second > year
    {
      add(i..<i + 3, TimePeriod(from: .init(year: year), to: .init(year: second)))
      return i + 3
    }
    if hit(.between, endingAt: i) != nil, isWord(i + 1, Words.and), let second = yearNumber(i + 2), second > year {
      add(i..<i + 3, TimePeriod(from: .init(year: year), to: .init(year: second)))
      return i + 3
    }
    if isWord(i + 1, Words.s), isGlued(i + 1) {
      refuse(i..<i + 2, .period)
      return i + 2
    }
    if counts(at: i + 1), !startsDate(i) { return nil }
    if isWord(i - 1, Words.since),
      (max(0, i - 9)..<i).contains(where: { isSuperlative($0) && clauses[$0] == clauses[i] })
    {
      add(i..<i + 1, TimePeriod(year: year), use: .comparison)
      return i + 1
    }
    if isWord(i - 1, Words.since) || opensSince(i), var now = context.published, now.year > year {
      if now.frequency == .daily { now.frequency = .monthly }
      now.day = 1
      add(i..<i + 1, TimePeriod(from: .init(year: year), to: now), use: .plain)
      return i + 1
    }
    // "The 2024 World Drone Expo": part of a name.
    if isWord(i - 1, Words.the), i + 1 < tokens.count, tokens[i + 1].kind == .word, tokens[i + 1].capital,
      (i + 1..<min(tokens.count, i + 12)).contains(where: { isAny($0, of: Words.events) && tokens[$0].capital })
    {
      add(i..<i + 1, TimePeriod(year: year), use: .comparison)
      return i + 1
    }
    let base = isWord(i - 1, Words.over) || isWord(i - 1, Words.from)
    if i + 1 < tokens.count, ["level", "levels", "figure", "record", "total", "peak"].contains(text(i + 1)) {
      add(i..<i + 1, TimePeriod(year: year), use: .comparison)
      return i + 1
    }
    let compared = base && !hits(.change, in: max(0, i - 5)..<i - 1).isEmpty
    add(i..<i + 1, TimePeriod(year: year), use: compared ? .comparison : nil)
    return i + 1
  }

  /// "Since the carmaker settled here in 2019, …", "since the act was passed in 2022".
  func opensSince(_ i: Int) -> Bool {
    guard isWord(i - 1, Words.in) else { return false }
    let low = max(sentence(of: i).lowerBound, i - 14)
    guard let since = (low..<i).last(where: { isWord($0, Words.since) }) else { return false }
    return !(since..<i).contains { isSign($0, ",") || marks[$0] == .period || isDigits($0) }
  }

  /// "The lowest since 2009"
  func isSuperlative(_ i: Int) -> Bool {
    let word = text(i)
    return word.hasSuffix("est") && word.utf8.count > 4 || ["best", "worst", "most", "least"].contains(word)
  }

  /// Whether a counted noun or a unit follows, so that four digits are a quantity and not a year.
  func counts(at i: Int) -> Bool {
    guard i < tokens.count, tokens[i].kind == .word || isSign(i, "-"), !tokens[i].capital else { return false }
    if let unit = hit(.unit, at: isSign(i, "-") ? i + 1 : i) {
      return unit.entry.value != "share" && unit.entry.value != "rank"
    }
    return hit(.measure, at: i).map { $0.entry.value.hasSuffix("_count") || $0.entry.value == "jobs" } ?? false
  }

  func startsDate(_ i: Int) -> Bool {
    guard i > 0 else { return false }
    let text = String(decoding: bytes[byteRange(i - 1..<i)], as: UTF8.self).lowercased()
    return [
      "in", "by", "since", "of", "during", "year", "until", "from", "for", "throughout", "before", "after", "the",
    ].contains(text)
  }

  /// "in the past four years", "over the last 10 years": a period, not a duration.
  mutating func readSpan(at i: Int, _ context: DocumentContext) -> Int? {
    let text = tokens[i].kind == .word ? tokens[i].hash : 0
    guard text == Words.past || text == Words.last || text == Words.next || hit(.calendar, at: i)?.entry.value == "span"
    else { return nil }
    guard let count = integer(i + 1) ?? hit(.number, at: i + 1)?.entry.number, let unit = hit(.nounUnit, at: i + 2)
    else { return nil }
    let range = i..<i + 3
    if text == Words.next { return nil }
    if let now = context.published, now.frequency >= .monthly, unit.entry.value == "month", (2...24).contains(count) {
      let last = TimePeriod.Unit(year: now.year, frequency: .monthly, index: now.index)
      let first = now.year * 12 + now.index - 1 - count
      add(range, TimePeriod(from: .init(year: first / 12, frequency: .monthly, index: first % 12 + 1), to: last))
      return i + 3
    }
    guard let now = context.year, unit.entry.value == "year", count > 1, count < 100 else {
      refuse(range, .period)
      return i + 3
    }
    add(range, TimePeriod(from: .init(year: now - count), to: .init(year: now - 1)))
    return i + 3
  }

  /// From unit to unit, in quarters where months fill them.
  func aligned(_ start: TimePeriod.Unit, _ end: TimePeriod.Unit) -> TimePeriod {
    guard start.frequency == .monthly, end.frequency == .monthly, start.index % 3 == 1, end.index % 3 == 0 else {
      return TimePeriod(from: start, to: end)
    }
    let first = TimePeriod.Unit(year: start.year, frequency: .quarterly, index: (start.index + 2) / 3)
    let last = TimePeriod.Unit(year: end.year, frequency: .quarterly, index: end.index / 3)
    return TimePeriod(from: first, to: last)
  }
}
