public import Frames

/// The patterns of a language by which words can be divided: F. M. Liang, “Word Hy-phen-a-tion by Com-put-er”, 1983, in
/// the form that LibreOffice's dictionaries have.
///
/// A pattern is letters with digits between them, a full stop standing for the end of a word; of all patterns that occur in
/// a word the greatest digit at a place counts, and an odd one allows a hyphen there.
public struct HyphenationDictionary: Hyphenating, Sendable {
  /// The lines of the file as UTF-8, one after the other.
  private var bytes: [UInt8] = []
  /// Where patterns start in `bytes`, by a hash of their letters; −1 for none.
  private var table: [Int32] = []
  /// How many characters stay together at either end of a word.
  private var atStart = 2
  private var atEnd = 2

  /// Reads a dictionary (`hyph_*.dic`) from the bytes of its file; nil if it is none or in an encoding that is neither
  /// UTF-8 nor ISO 8859-1. Of a dictionary in two levels the second is taken, which holds the patterns of syllables;
  /// spellings that change when a word is divided are left out.
  public init?(_ file: [UInt8]) {
    let name = file.prefix { $0 != 0x0A && $0 != 0x0D }
    if name.elementsEqual("UTF-8".utf8) {
      bytes = file
    } else if name.elementsEqual("ISO8859-1".utf8) {
      bytes.reserveCapacity(file.count + file.count / 16)
      for byte in file {
        if byte < 0x80 {
          bytes.append(byte)
        } else {
          bytes.append(0xC0 | byte >> 6)
          bytes.append(0x80 | byte & 0x3F)
        }
      }
    } else {
      return nil
    }
    bytes.append(0x0A)
    let starts = readLines(from: name.count)
    var size = 64
    while size < 2 * starts.count { size *= 2 }
    table = Array(repeating: -1, count: size)
    for start in starts {
      var hash = Self.emptyHash
      var i = Int(start)
      while bytes[i] > 0x20 {
        if !Self.isDigit(bytes[i]) { hash = Self.hash(hash, bytes[i]) }
        i += 1
      }
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while table[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      table[slot] = start
    }
  }

  /// Where the patterns start; notes the limits on the way.
  private mutating func readLines(from first: Int) -> [Int32] {
    var starts: [Int32] = []
    var i = first
    while i < bytes.count {
      while i < bytes.count, bytes[i] <= 0x20 { i += 1 }
      let start = i
      var isPattern = i < bytes.count && bytes[i] != UInt8(ascii: "%") && bytes[i] != UInt8(ascii: "#")
      while i < bytes.count, bytes[i] != 0x0A {
        if bytes[i] == UInt8(ascii: "/") { isPattern = false }
        i += 1
      }
      guard isPattern, start < i else { continue }
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[start]) else {
        starts.append(Int32(truncatingIfNeeded: start))
        continue
      }
      let words = bytes[start..<i].split { $0 <= 0x20 }
      let number = words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)) : nil
      switch String(decoding: words[0], as: UTF8.self) {
      case "NEXTLEVEL": starts = []
      case "LEFTHYPHENMIN": atStart = max(1, number ?? atStart)
      case "RIGHTHYPHENMIN": atEnd = max(1, number ?? atEnd)
      default: break
      }
    }
    return starts
  }

  /// How many characters of a word of letters may stand before a hyphen, ascending; none for other words.
  public func hyphenation(of word: String) -> [Int] {
    guard word.count > atStart + atEnd, word.allSatisfy(\.isLetter) else { return [] }
    let lower = word.lowercased()
    guard lower.count == word.count else { return [] }
    let letters = [UInt8(ascii: ".")] + Array(lower.utf8) + [UInt8(ascii: ".")]
    var values = [UInt8](repeating: 0, count: letters.count + 1)
    for start in letters.indices {
      var hash = Self.emptyHash
      for end in start..<min(letters.count, start + 40) {
        hash = Self.hash(hash, letters[end])
        raise(&values, by: letters[start...end], hash: hash)
      }
    }
    // Before each character stand so many bytes and the full stop.
    var points: [Int] = []
    var offset = 1
    for (number, character) in lower.enumerated() {
      if number >= atStart, number <= word.count - atEnd, values[offset] & 1 == 1 { points.append(number) }
      offset += character.utf8.count
    }
    return points
  }

  /// Raises the values in a word by the patterns that consist of some of its letters.
  private func raise(_ values: inout [UInt8], by letters: ArraySlice<UInt8>, hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[slot] >= 0 {
      defer { slot = (slot + 1) & (table.count - 1) }
      let start = Int(table[slot])
      guard matches(start, letters) else { continue }
      var place = letters.startIndex
      var i = start
      while bytes[i] > 0x20 {
        if Self.isDigit(bytes[i]) {
          values[place] = max(values[place], bytes[i] - UInt8(ascii: "0"))
        } else {
          place += 1
        }
        i += 1
      }
    }
  }

  /// Whether a pattern has just these letters.
  private func matches(_ start: Int, _ letters: ArraySlice<UInt8>) -> Bool {
    var next = letters.startIndex
    var i = start
    while bytes[i] > 0x20 {
      if !Self.isDigit(bytes[i]) {
        guard next < letters.endIndex, letters[next] == bytes[i] else { return false }
        next += 1
      }
      i += 1
    }
    return next == letters.endIndex
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  // FNV-1a.
  private static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325
  private static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
