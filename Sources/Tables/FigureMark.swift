/// The mark of a footnote behind a number, as in `1,234p`, `12.3*`, `45ʳ`, `7.1 (e)`, `3.5 [2]`.
struct FigureMark {
  /// `p` for provisional or `e` for an estimate, where the mark says so by custom.
  var letter: String?
  var note: String

  init(note: String) { self.note = note }

  /// Cuts a mark off the end of a cell; nil for a cell that does not end with one behind a digit.
  init?(cutFrom cell: inout String) {
    var rest = cell[...]
    var mark = ""
    while let last = rest.last, !(last.isASCII && last.isNumber) {
      mark.insert(last, at: mark.startIndex)
      rest.removeLast()
      if mark.count > 8 { return nil }
    }
    if mark == ")" || mark == "]" {
      // A number in brackets: `3.5 (2)`, which is a loss where it stands alone.
      guard let open = rest.lastIndex(where: { $0 == "(" || $0 == "[" }), open > rest.startIndex,
        rest.distance(from: open, to: rest.endIndex) <= 3
      else { return nil }
      mark = String(rest[open...]) + mark
      rest = rest[..<open]
    }
    let number = rest.reversed().drop { $0.isWhitespace }.reversed()
    guard let end = number.last, end.isASCII, end.isNumber else { return nil }
    let word = String(mark.filter { !"()[] \u{A0}".contains($0) })
    guard !word.isEmpty, Self.isMark(word) else { return nil }
    cell = String(number)
    note = "mark \(word)"
    switch word.lowercased() {
    case "p", "ᵖ", "prov": letter = "p"
    case "e", "ᵉ", "est", "f": letter = "e"
    default: letter = nil
    }
  }

  /// One or two letters, signs or figures set high: not a unit, of which nothing would be left.
  private static func isMark(_ word: String) -> Bool {
    let signs = "*†‡§#⁺"
    let high = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵖʳˢᵘⁿ"
    if word.allSatisfy({ signs.contains($0) || high.contains($0) }) { return true }
    if word == "prov" || word == "est" { return true }
    if word.count <= 2, word.allSatisfy({ $0.isASCII && $0.isNumber }) { return true }
    return word.count == 1 && "aApPrReEbBfFuUsScCdD".contains(word)
  }
}
