extension Passage {
  /// Sentences, clauses and quotations.
  mutating func segment() {
    findSentences()
    findClauses()
    findQuotations()
    countWords()
  }

  private mutating func countWords() {
    contrasts = [0]
    verbs = [0]
    contrasts.reserveCapacity(tokens.count + 1)
    verbs.reserveCapacity(tokens.count + 1)
    for i in tokens.indices {
      contrasts.append(contrasts[i] + (Words.contrast.contains(tokens[i].hash) ? 1 : 0))
      let acts = hits[firstHit[i]..<firstHit[i + 1]].contains {
        switch $0.entry.role {
        case .dynamic, .actual, .plan, .change, .target: true
        default: false
        }
      }
      verbs.append(verbs[i] + (acts ? 1 : 0))
    }
  }

  private mutating func findSentences() {
    var start = 0
    var i = 0
    while i < tokens.count {
      if endsSentence(i) {
        var end = i + 1
        while end < tokens.count, !tokens[end].spaced, isSign(end, "\"") || isSign(end, "'") || isSign(end, ")") {
          end += 1
        }
        sentences.append(start..<end)
        start = end
        i = end
      } else {
        i += 1
        // Text without full stops is cut where it pauses, so that no later step sees more than so many tokens.
        if i - start >= 400 || i - start >= 250 && isSign(i - 1, ",") {
          sentences.append(start..<i)
          start = i
        }
      }
    }
    if start < tokens.count { sentences.append(start..<tokens.count) }
  }

  private func endsSentence(_ i: Int) -> Bool {
    let sign = tokens[i]
    guard sign.kind == .sign, i + 1 < tokens.count else { return false }
    guard sign.isSign(".") || sign.isSign("!") || sign.isSign("?") else { return false }
    if sign.length > 1 || !sign.isSign(".") { return true }
    let next = tokens[i + 1]
    if hit(.abbreviation, endingAt: i + 1) != nil { return false }
    if i > 0, tokens[i - 1].kind == .word, tokens[i - 1].length == 1, tokens[i - 1].capital { return false }
    if next.spaced { return next.kind != .word || next.capital }
    if next.isSign("\"") || next.isSign("'") {
      return i + 2 >= tokens.count || tokens[i + 2].spaced
    }
    return next.kind == .word && next.capital && i > 0 && tokens[i - 1].kind == .word && tokens[i - 1].length > 2
  }

  private mutating func findClauses() {
    clauses = Array(repeating: 0, count: tokens.count)
    var clause = 0
    var opened = 0
    var starts = sentences.dropFirst().map(\.lowerBound)[...]
    for i in tokens.indices {
      if starts.first == i {
        clause += 1
        starts = starts.dropFirst()
      }
      let t = tokens[i]
      if t.kind == .sign {
        switch t.byte {
        case UInt8(ascii: ","):
          if !isEnumerationComma(t), !(isDigits(i - 1) && isGlued(i) && isGlued(i + 1) && isDigits(i + 1)) {
            clause += 1
          }
        case UInt8(ascii: "("): if !isSign(i + 2, ")") { clause += 2 }
        case UInt8(ascii: ")"): if !isSign(i - 2, "(") { clause += 1 }
        case UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "?"),
          UInt8(ascii: "!"):
          clause += 1
        case UInt8(ascii: "~"): if t.spaced { clause += 1 }
        default: break
        }
      } else if i >= opened, let word = hit(.clause, at: i) {
        // "Of which" opens one clause, not two.
        clause += 1
        opened = word.tokens.upperBound
      }
      clauses[i] = clause
    }
  }

  /// 、 joins the members of a list.
  private func isEnumerationComma(_ t: Token) -> Bool { t.length == 3 && bytes[Int(t.start)] == 0xE3 }

  private mutating func findQuotations() {
    var open: Int?
    var single: Int?
    for i in tokens.indices where tokens[i].kind == .sign {
      if tokens[i].isSign("\"") {
        if let start = open {
          if i > start + 1 { quotations.append(start + 1..<i) }
          open = nil
        } else {
          open = i
        }
      } else if tokens[i].isSign("'") {
        if let start = single {
          if i - start > 10 {
            single = nil
          } else if i + 1 >= tokens.count || tokens[i + 1].spaced || tokens[i + 1].kind == .sign {
            quotations.append(start + 1..<i)
            single = nil
          }
        } else if tokens[i].spaced || i == 0, i + 1 < tokens.count, !tokens[i + 1].spaced {
          single = i
        }
      }
    }
  }
}
