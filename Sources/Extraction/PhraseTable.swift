import Diagnostics

/// Phrases of any length over lower-cased words, looked up in one hashed trie.
///
/// A word is named by the 64-bit FNV-1a hash of its lower-cased bytes, an edge by node and word.
struct PhraseTable: Sendable {
  /// What a phrase stands for.
  struct Entry: Sendable, Hashable {
    var role: Role
    var value: String
    /// `value` as a number where it is one; 0 otherwise.
    var number: Int
    /// Whether the phrase counts only where it is written with capitals as in the lexicon.
    var caseSensitive = false
    /// FNV-1a of the phrase as written, for case-sensitive phrases.
    var exact: UInt64 = 0
  }

  /// A phrase found in a token array.
  struct Hit: Sendable {
    var tokens: Range<Int>
    var entry: Entry
  }

  private var edges: [UInt64: Int32] = [:]
  private var payload: [[Int32]] = [[]]
  private var entries: [Entry] = []
  /// The word that stands for any group of digits in a phrase.
  static let anyDigits = Token.hash("#")

  mutating func insert(_ words: [Token], _ entry: Entry) {
    guard !words.isEmpty else { return }
    var node: Int32 = 0
    for word in words {
      let key = Self.edge(node, word.hash)
      if let next = edges[key] {
        node = next
      } else {
        let next = Int32(payload.count)
        payload.append([])
        edges[key] = next
        node = next
      }
    }
    if payload[Int(node)].contains(where: { entries[Int($0)] == entry }) { return }
    payload[Int(node)].append(Int32(entries.count))
    entries.append(entry)
  }

  private static func edge(_ node: Int32, _ word: UInt64) -> UInt64 {
    (word ^ (UInt64(UInt32(bitPattern: node)) &* 0x9E37_79B9_7F4A_7C15)) &* 0x2545_F491_4F6C_DD1D
  }

  /// Every phrase that starts at a token, shorter ones first.
  func matches(in tokens: borrowing [Token], at start: Int, limit: Int, into hits: inout [Hit]) {
    walk(tokens, start, limit, node: 0, at: start, depth: 0, &hits)
  }

  private func walk(
    _ tokens: borrowing [Token], _ start: Int, _ limit: Int, node: Int32, at position: Int, depth: Int,
    _ hits: inout [Hit]
  ) {
    guard position < limit, depth < 12 else { return }
    func follow(_ word: UInt64, _ tokens: borrowing [Token]) {
      guard let next = edges[Self.edge(node, word)] else { return }
      for index in payload[Int(next)] {
        let entry = entries[Int(index)]
        if entry.caseSensitive, entry.exact != exactHash(tokens, start, position) { continue }
        hits.append(Hit(tokens: start..<position + 1, entry: entry))
      }
      walk(tokens, start, limit, node: next, at: position + 1, depth: depth + 1, &hits)
    }
    follow(tokens[position].hash, tokens)
    if tokens[position].kind == .digits { follow(Self.anyDigits, tokens) }
  }

  private func exactHash(_ tokens: borrowing [Token], _ start: Int, _ end: Int) -> UInt64 {
    var hash = Token.hashSeed
    for i in start...end { hash = (hash ^ tokens[i].exactHash) &* 0x100_0000_01b3 }
    return hash
  }

  /// The hash of a phrase as written, to compare case-sensitive phrases by.
  static func exactHash(_ words: [Token]) -> UInt64 {
    words.reduce(Token.hashSeed) { ($0 ^ $1.exactHash) &* 0x100_0000_01b3 }
  }
}
