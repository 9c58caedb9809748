import Observations

extension Passage {
  /// Whether a number with a unit is a figure of its own; a refusal is noted where it is not.
  mutating func admits(_ figure: inout Figure) -> Bool {
    let range = figure.tokens
    let start = range.lowerBound
    if ["year", "month", "day", "hour"].contains(figure.unit) { return admitsDuration(&figure) }
    if ["week", "decade", "minute"].contains(figure.unit) {
      refuse(range, .period)
      return false
    }
    if figure.unit == "count", figure.scale == 0, figure.value == ExactDecimal(1), figure.spelled {
      return figure.notes.contains("alone")
    }
    if figure.unit == "count", figure.noun.map({ hit(.nounUnit, endingAt: $0.upperBound) != nil }) ?? false {
      refuse(range, .period)
      return false
    }
    if figure.unit == "times", isWord(start - 1, Words.a) || isWord(start, Words.one) { return false }
    return true
  }

  mutating func admitsDuration(_ figure: inout Figure) -> Bool {
    let range = figure.tokens
    let start = range.lowerBound
    let end = range.upperBound
    let sentence = sentence(of: start)
    func after(_ words: [String]) -> Bool {
      (end..<max(end, min(end + 3, sentence.upperBound))).contains { words.contains(text($0)) }
    }
    func refuseSpan(_ reason: Rejection.Reason) -> Bool {
      refuse(range, reason)
      return false
    }
    if figure.value == ExactDecimal(1), figure.spelled { return refuseSpan(.period) }
    // "Will invest 25 billion over five years"
    if figure.unit == "year", text(max(0, start - 1)) == "over" || text(max(0, start - 1)) == "across",
      figures.last.map({ $0.tokens.lowerBound >= sentence.lowerBound && start - $0.tokens.upperBound <= 3 }) ?? false
    {
      return refuseSpan(.period)
    }
    let next = isSign(end, "-") ? end + 1 : end
    if isWord(next, Words.old) || after(["history"]) {
      figure.measure = "history_length"
      return true
    }
    if after(["ago", "earlier", "later", "before"]) { return refuseSpan(.period) }
    if after(["consecutive", "straight", "row"])
      || (start..<end).contains(where: { isConsecutive($0) })
    {
      // It only dates a change or a rate; otherwise it is a streak.
      let clause = clauses[start]
      let near = sentence.filter { abs(clauses[$0] - clause) <= 1 }
      let dates = near.contains {
        isSign($0, "%") || hit(.unit, at: $0)?.entry.value == "%" || hit(.vague, at: $0) != nil
      }
      if dates { return refuseSpan(.period) }
      figure.measure = "streak_length"
      return true
    }
    // Chinese numerals with a year or a month date a change or name a plan.
    if figure.spelled, tokens[start].kind == .ideograph { return false }
    let lead = max(sentence.lowerBound, start - 4)..<start
    let leading = lead.map { text($0) }.filter { !["just", "only", "merely", "under", "less", "than"].contains($0) }
      .suffix(3)
    if leading.contains(where: {
      ["past", "last", "recent", "previous", "coming", "next", "first", "another"].contains($0)
    }) {
      return refuseSpan(.period)
    }
    if figure.hyphenated {
      if after([
        "conference", "event", "forum", "tour", "fair", "exhibition", "expo", "visit", "meeting", "trip", "summit",
      ]) {
        figure.measure = "event_duration"
        return true
      }
      return refuseSpan(.plan)
    }
    if figure.unit == "year" || figure.unit == "month" {
      let clause = clauses[start]
      let aimed =
        leading.last == "in"
        && sentence.contains { i in
          abs(clauses[i] - clause) <= 1 && (hit(.target, at: i) != nil || hit(.plan, at: i) != nil)
        }
      if leading.last == "in", !aimed, !hits(.change, in: sentence).isEmpty || !hits(.multiple, in: sentence).isEmpty {
        return refuseSpan(.period)
      }
      if leading.last == "in" || leading.last == "within" || hit(.hedge, endingAt: start)?.entry.value == "under" {
        figure.measure = "target_horizon"
        return true
      }
      if leading.contains("for") || leading.contains("every") || leading.contains("of") { return refuseSpan(.period) }
      figure.measure = "history_length"
      if hits(.measure, in: sentence).contains(where: { $0.entry.value == "history_length" }) { return true }
      figure.measure = "project_duration"
      return true
    }
    figure.measure = after(["conference", "event", "forum"]) ? "event_duration" : "project_duration"
    return true
  }
}
