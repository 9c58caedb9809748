import Observations

/// What the verb of a figure says of time.
enum Tense { case past, present, perfect, future }

/// The verb a figure depends on.
struct GoverningVerb {
  var tense: Tense
  var at: Int
}

extension Passage {
  /// The finite verb nearest before a token in its sentence.
  ///
  /// Participles are none: "reached 48 billion, accounting for a fifth" has the one verb "reached".
  func verb(before position: Int, in sentence: Range<Int>) -> GoverningVerb? {
    var i = position - 1
    var joined: Int?
    while i >= max(sentence.lowerBound, position - 60) {
      if let tense = tense(at: i) {
        // "Has attracted 120 firms and formed a chain": the auxiliary stands once.
        if let joined {
          return tense == .perfect ? GoverningVerb(tense: .perfect, at: joined) : .init(tense: .past, at: joined)
        }
        guard tense == .past, isAny(i - 1, of: Words.listing), text(i).hasSuffix("ed") else {
          return GoverningVerb(tense: tense, at: i)
        }
        joined = i
      }
      i -= 1
    }
    return joined.map { GoverningVerb(tense: .past, at: $0) }
  }

  /// The verb a figure depends on: of its clause, before it or, where it is the subject ("2,360 trucks are running", "10
  /// billion is invested"), behind it; else the nearest before it in the sentence.
  func verb(of figure: Figure, in sentence: Range<Int>) -> GoverningVerb? {
    let position = figure.tokens.lowerBound
    let before = verb(before: position, in: sentence)
    if let before, clauses[before.at] == clauses[position] { return before }
    guard figure.change == .level || figure.change == .share else { return before }
    let end = figure.noun?.upperBound ?? figure.tokens.upperBound
    let behind = end..<max(end, min(sentence.upperBound, end + 12))
    let found = behind.first { clauses[$0] != clauses[position] || tokens[$0].kind == .digits || tense(at: $0) != nil }
    guard let found, clauses[found] == clauses[position], let tense = tense(at: found), tense != .future else {
      return before
    }
    return GoverningVerb(tense: tense, at: found)
  }

  /// Whether "which", "whose" or "where" opens the clause of a token before it.
  func opensRelative(before position: Int) -> Bool {
    let clause = clauses[position]
    return (max(0, position - 8)..<position).contains { clauses[$0] == clause && isAny($0, of: Words.relatives) }
  }

  /// Whether a finite verb starts in some tokens.
  func hasFiniteVerb(_ range: Range<Int>) -> Bool { range.contains { tense(at: $0) != nil } }

  /// The tense of the finite verb that starts at a token.
  func tense(at i: Int) -> Tense? {
    guard tokens.indices.contains(i), tokens[i].kind == .word, marks[i] != .figure else { return nil }
    if hit(.plan, at: i) != nil || hit(.target, at: i)?.entry.value == "strong" { return .future }
    if let verb = hit(.verb, at: i), verb.entry.value != "plain" {
      if verb.entry.value == "past" {
        return isAuxiliary(i - 1) || isAuxiliary(i - 2) || isAny(i - 1, of: Words.determiners) ? nil : .past
      }
      // "The company's exports", "a rank": nouns that look like verbs.
      if isNounPosition(i) { return nil }
      // "Which make up", "has risen": an auxiliary with a participle is the perfect, "has 300 firms" is not.
      if isAny(i, of: Words.perfect), isParticiple(at: i + 1) || isParticiple(at: i + 2) { return .perfect }
      return .present
    }
    // "Value added"
    if let measure = hit(.measure, endingAt: i + 1), measure.tokens.lowerBound < i { return nil }
    let changes = hits[firstHit[i]..<firstHit[i + 1]].contains {
      [.actual, .dynamic, .change].contains($0.entry.role)
    }
    // "Rose", "attracted": finite unless an auxiliary stands before; "a completed investment" counts as past as well.
    guard changes, text(i).hasSuffix("ed"), !isAny(i - 1, of: Words.determiners), !isAuxiliary(i - 1),
      !isAuxiliary(i - 2)
    else { return nil }
    return .past
  }

  /// Before a participle: "has risen", "are exported", "have been built".
  private func isAuxiliary(_ i: Int) -> Bool {
    isAny(i, of: Words.perfect) || isAny(i, of: Words.progressive) || isWord(i, Words.been)
      || isAny(i, of: Words.be)
  }

  /// Behind an article, a possessive, an adjective or a preposition no verb stands.
  private func isNounPosition(_ i: Int) -> Bool {
    isWord(i + 1, Words.of) || isAny(i - 1, of: Words.determiners) || isWord(i - 1, Words.s) || isWord(i - 1, Words.of)
      || isAny(i - 1, of: Words.attaching)
      || isWord(i - 1, Words.to) || isAny(i - 1, of: Words.modals)
  }

  func isParticiple(at i: Int) -> Bool {
    guard tokens.indices.contains(i), tokens[i].kind == .word else { return false }
    return isParticiple(text(i))
  }

  func isParticiple(_ word: String) -> Bool {
    word.hasSuffix("ed")
      || [
        "built", "risen", "grown", "fallen", "become", "won", "set", "put", "made", "been", "drawn", "taken", "come",
        "gone", "brought", "spent", "sold", "seen", "held", "cut", "begun", "led", "given", "met",
      ].contains(word)
  }
}
