/// What a code of NACE, ISIC or NAICS stands for, as ranges of codes: `31-33` or `311-316,322-326` in NAICS, `C10-C12`,
/// `B-E`, `M_N` or `C` in NACE.
struct ClassificationCode: Hashable, Sendable {
  private struct Span: Hashable, Sendable {
    var first: [UInt8]
    var last: [UInt8]
  }

  private var spans: [Span] = []

  /// Nil for text that is no code.
  init?(_ text: some StringProtocol) {
    let separators: Set<Character> = [",", "_", " ", ";", "+"]
    for part in text.split(whereSeparator: { separators.contains($0) }) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map {
        Array($0.utf8.filter { $0 != 0x2E })
      }
      guard (1...2).contains(ends.count), ends.allSatisfy(Self.isCode) else { return nil }
      var last = ends[ends.count - 1]
      // C10-12 is C10-C12.
      if let letter = ends[0].first, !Self.isDigit(letter), let other = last.first, Self.isDigit(other) {
        last.insert(letter, at: 0)
      }
      spans.append(Span(first: ends[0], last: last))
    }
    if spans.isEmpty { return nil }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// A letter, two digits or more, or a letter before digits: a single digit is the number of a line.
  private static func isCode(_ code: [UInt8]) -> Bool {
    guard let first = code.first, code.count <= 7 else { return false }
    return (isDigit(first) ? code.count > 1 : (0x41...0x5A).contains(first)) && code.dropFirst().allSatisfy(isDigit)
  }

  /// Whether some part begins with a letter, as in NACE and ISIC.
  var hasLetters: Bool { spans.contains { !Self.isDigit($0.first[0]) } }

  /// The same with the letters of NACE Rev. 2 and ISIC Rev. 4 before divisions: `C10-C33` for `10-33`.
  var withLetters: ClassificationCode {
    var code = self
    for i in code.spans.indices where Self.isDigit(code.spans[i].first[0]) {
      guard let first = Self.letter(of: code.spans[i].first), let last = Self.letter(of: code.spans[i].last) else {
        continue
      }
      code.spans[i].first.insert(first, at: 0)
      code.spans[i].last.insert(last, at: 0)
    }
    return code
  }

  /// The section of a division by its first two digits; NACE Rev. 2 and ISIC Rev. 4 have the same.
  private static func letter(of digits: [UInt8]) -> UInt8? {
    let division = Int(digits[0] - 0x30) * 10 + Int(digits[1] - 0x30)
    let ends = [
      3, 9, 33, 35, 39, 43, 47, 53, 56, 63, 66, 68, 75, 82, 84, 85, 88, 93, 96, 98, 99,
    ]
    return ends.firstIndex { division <= $0 }.map { 0x41 + UInt8($0) }
  }

  /// Whether every part of the other code is part of this one and the two differ.
  func contains(_ other: ClassificationCode) -> Bool {
    self != other && other.spans.allSatisfy { part in spans.contains { Self.covers($0, part) } }
  }

  /// Whether some part belongs to both.
  func overlaps(_ other: ClassificationCode) -> Bool {
    spans.contains { a in other.spans.contains { b in Self.meets(a, b) } }
  }

  private static func covers(_ whole: Span, _ part: Span) -> Bool {
    // A shorter code holds all that begin with it.
    guard part.first.count >= whole.first.count, part.last.count >= whole.last.count else { return false }
    let (first, last) = (part.first.prefix(whole.first.count), part.last.prefix(whole.last.count))
    return !first.lexicographicallyPrecedes(whole.first) && !whole.last.lexicographicallyPrecedes(last)
  }

  private static func meets(_ a: Span, _ b: Span) -> Bool {
    let length = min(a.first.count, a.last.count, b.first.count, b.last.count)
    func cut(_ code: [UInt8]) -> ArraySlice<UInt8> { code.prefix(length) }
    return !cut(a.last).lexicographicallyPrecedes(cut(b.first)) && !cut(b.last).lexicographicallyPrecedes(cut(a.first))
  }
}
