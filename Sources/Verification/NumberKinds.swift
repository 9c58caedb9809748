/// Whether a number is a year, a part of a date, or a quarter.
func isPeriod(_ number: PrintedNumber) -> Bool {
  let next = number.after.first
  let last = number.before.last
  if let next, "年月日季".contains(next) { return true }
  // 2024, 2024/25, 2024–2025, 2024-05.
  if isYear(number.text), next != "%", !startsWithUnit(number.after) { return true }
  if number.text.count == 2, let last, "-/–".contains(last), let year = lastWord(before: number.before.dropLast()),
    isYear(String(year.suffix(4)))
  {
    return true
  }
  // 31 May, May 31, 1. Mai.
  guard number.digits.count <= 2, let day = Int(number.digits), (1...31).contains(day) else { return false }
  let following = number.after.drop { $0 == "." || $0.isWhitespace }.prefix { $0.isLetter }
  let preceding = lastWord(before: number.before.dropLast(number.before.last == " " ? 1 : 0)) ?? ""
  return isMonth(following) || (isMonth(preceding) && next != "%")
}

private func isYear(_ text: String) -> Bool {
  text.utf8.count == 4 && (Int(text).map { (1900...2100).contains($0) } ?? false)
}

/// Whether what follows makes a year of four digits a quantity.
private func startsWithUnit(_ after: Substring) -> Bool {
  let word = after.drop { $0.isWhitespace }.prefix { $0.isLetter }
  return ["billion", "million", "trillion", "yuan", "dollars", "euros", "percent", "Millionen", "Milliarden"].contains(
    String(word))
}

private func lastWord(before text: Substring) -> Substring? {
  text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).last
}

/// Whether a word names a month in English, German or French, or is the beginning of such a name.
private func isMonth(_ word: Substring) -> Bool {
  guard word.count >= 3 else { return false }
  let word = word.lowercased()
  return months.contains { $0.hasPrefix(word) }
}

private let months = [
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "sept", "october", "november",
  "december", "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "janvier", "février", "mars",
  "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
]

/// Whether a number counts parts of the document: "Figure 3", "Table 2 (continued)", "1  Summary" in a heading.
func isOrdinal(_ number: PrintedNumber, isHeading: Bool) -> Bool {
  let preceding = lastWord(before: number.before).map { $0.lowercased() } ?? ""
  let isAdjacent = number.before.last.map { $0.isWhitespace } ?? true
  if isAdjacent, ordinalWords.contains(preceding) { return true }
  if let last = number.before.last, "图表".contains(last) { return true }
  return isHeading && number.before.allSatisfy(\.isWhitespace) && number.text.count <= 3
}

private let ordinalWords: Set<String> = [
  "figure", "table", "figures", "tables", "section", "chapter", "page", "source", "note", "abbildung", "tabelle",
  "abschnitt", "seite", "quelle", "tableau", "图", "表",
]

/// Which numbers are the steps of a scale: all multiples of one step, in tens, or the only ones.
func scaleSteps(_ numbers: [PrintedNumber]) -> Set<Int> {
  let values = numbers.map { number in
    Double(number.text.filter { $0 != "," && $0 != "\u{202F}" && $0 != "\u{A0}" && $0 != "\u{2009}" && $0 != "’" })
      ?? .nan
  }
  // A scale has round steps: one, two or a half of a power of ten, or a quarter.
  func isRound(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    guard value > 0 else { return value == 0 }
    var lead = value
    while lead >= 10 { lead /= 10 }
    while lead < 1 { lead *= 10 }
    return [1, 1.2, 1.4, 1.5, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 7.5, 8, 9].contains {
      (lead - $0).magnitude < 1e-9
    }
  }
  let distinct = Set(values.filter(\.isFinite)).sorted()
  let gaps = zip(distinct, distinct.dropFirst()).map { $1 - $0 }
  guard let step = gaps.min(), step > 0 else {
    return Set(values.indices.filter { isRound(values[$0]) })
  }
  return Set(
    values.indices.filter { index in
      let ratio = values[index] / step
      return (values[index].isFinite && (ratio - ratio.rounded()).magnitude < 1e-6) || isRound(values[index])
    })
}
