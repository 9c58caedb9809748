import Observations

extension Passage {
  /// "300–500", "2 to 3 billion", "between 40,000 and 60,000", "75-inch to 165-inch", "from 9 to 21".
  mutating func attachRange(_ figure: inout Figure, _ context: DocumentContext) -> Bool {
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
        // "From 33 to 130 million tonnes"
        if figure.unit.isEmpty, figure.scale == 0, upper.scale > 0 {
          figure.value = figure.value.scaled(byPowerOfTen: upper.scale)
          figure.scale = upper.scale
        }
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

  func hasChange(before i: Int) -> Bool {
    let low = max(sentence(of: i).lowerBound, i - 14)
    return !hits(.change, in: low..<i).isEmpty
  }
}
