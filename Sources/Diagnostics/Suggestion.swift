/// The candidate closest to a misspelt word, if one is close enough to be what was meant.
///
/// Distance is Damerau–Levenshtein (optimal string alignment) on lower-cased characters; at most a third of the word
/// may differ. Among equals the first candidate wins.
public func nearestMatch(to word: String, in candidates: some Sequence<String>) -> String? {
  let target = Array(word.lowercased())
  guard !target.isEmpty else { return nil }
  let limit = max(1, target.count / 3)
  var best: (distance: Int, word: String)?
  for candidate in candidates {
    let other = Array(candidate.lowercased())
    guard abs(other.count - target.count) <= limit else { continue }
    let distance = editDistance(target, other)
    if distance <= limit, distance < (best?.distance ?? .max) { best = (distance, candidate) }
  }
  return best?.word
}

/// "did you mean “x”?", or a list of what there is, for the help line of a diagnostic about an unknown name.
public func suggestionHelp(for word: String, among candidates: [String]) -> String {
  if let match = nearestMatch(to: word, in: candidates) { return "did you mean “\(match)”?" }
  guard !candidates.isEmpty else { return "there is nothing to choose from here" }
  let listed = candidates.prefix(12).joined(separator: ", ")
  return "use one of: \(listed)\(candidates.count > 12 ? ", …" : "")"
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1] + [Int](repeating: 0, count: b.count)
    for j in 0..<b.count {
      var d = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { d = min(d, beforeLast[j - 1] + 1) }
      row[j + 1] = d
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
