import Observations

extension Passage {
  /// "Bringing the total to 10.4 million", "that number is to climb to more than 100,000": of the things just counted.
  func attachTotal(_ figure: inout Figure) -> Bool {
    let start = figure.tokens.lowerBound
    let low = max(sentence(of: start).lowerBound, start - 9)
    guard (max(low, start - 4)..<start).contains(where: { isWord($0, Words.to) || text($0) == "at" }),
      (low..<start).contains(where: { ["number", "total", "figure", "headcount"].contains(text($0)) }),
      let last = figures.last, last.unit == "count",
      start - last.tokens.upperBound < 40
    else { return false }
    figure.unit = "count"
    figure.nounMeasure = last.nounMeasure
    figure.notes.append("total")
    return true
  }

  /// "An employment potential of 10,585", "250,000 in all", 就业人数突破50万: what is counted stands before.
  func attachCountBefore(_ figure: inout Figure, _ sentence: Range<Int>) -> Bool {
    let start = figure.tokens.lowerBound
    let end = figure.tokens.upperBound
    guard !figure.spelled, start > sentence.lowerBound else { return false }
    let chinese = tokens[start - 1].kind == .ideograph
    let lead = hit(.hedge, endingAt: start)?.tokens.lowerBound ?? start
    let summed = isWord(end, Words.in) && ["all", "total"].contains(text(end + 1)) || text(end) == "altogether"
    // "Its enterprises from 29 to 17"
    let falling = isWord(lead - 1, Words.from) && isWord(end, Words.to) && isDigits(end + 1)
    guard chinese || summed || falling || isWord(lead - 1, Words.of) else { return false }
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
  func attachClassifier(_ figure: inout Figure, _ sentence: Range<Int>) -> Bool {
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

  func isCount(_ measure: String) -> Bool {
    measure.hasSuffix("_count")
      || [
        "jobs", "company_registrations", "projects_signed", "satellites", "charging_points", "attendees", "production",
        "export_volume", "trip_count", "other",
      ].contains(measure)
  }
}
