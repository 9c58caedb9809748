/// The distinct texts of some columns, each with a small number: a dictionary encoding made while a file is read.
///
/// One table serves all columns, so that a look-up touches one line of the cache. Texts are found by their bytes, eight at
/// a time, and compared in full: equal hashes of different texts do no harm.
struct Codebook {
  /// A place in the table; empty where the code is negative.
  private struct Slot {
    var hash: UInt64 = 0
    /// Where the text starts among the words, and how many bytes it has.
    var start: Int32 = 0
    var length: Int32 = 0
    var code: Int32 = -1
  }

  /// The number of a text in its column, with what is known about it.
  typealias Code = Int32
  /// Set in the code of a text that the conditions of the mapping leave out.
  static let excluded: Code = 1 << 30
  /// Set in the code of a text that is no period where a period should stand.
  static let badPeriod: Code = 1 << 29
  /// Set in the code of a text that is no status where a status should stand.
  static let badStatus: Code = 1 << 28
  /// The number without these marks.
  static let number: Code = (1 << 28) - 1

  private var slots = [Slot](repeating: Slot(), count: 1024)
  private var words: [UInt64] = []
  private var filled = 0
  /// The texts of each column by their numbers.
  private(set) var texts: [[String]]

  init(columns: Int) { texts = Array(repeating: [], count: columns) }

  /// Texts by their numbers, in which nothing is looked up.
  init(texts: [[String]]) { self.texts = texts }

  /// Where the hash of a text of a column begins.
  @inline(__always)
  static func seed(_ column: Int) -> UInt64 { UInt64(truncatingIfNeeded: column &+ 1) &* 0x9E37_79B9_7F4A_7C15 }

  /// Takes eight bytes, or the last of a text filled up with zeros, into a hash.
  @inline(__always)
  static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    // Both halves of the product: bits of the word reach upwards only in a multiplication.
    let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }

  /// The code of the text that stands at a place in a buffer; nil where it was not met before.
  @inline(__always)
  func code(hash: UInt64, _ bytes: borrowing RawSpan, at place: Int, length: Int) -> Code? {
    let mask = slots.count &- 1
    var i = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[i]
      if slot.hash == hash, slot.length == Int32(truncatingIfNeeded: length), slot.code >= 0,
        isEqual(slot, bytes, at: place, length: length)
      {
        return slot.code
      }
      if slot.code < 0 { return nil }
      i = (i &+ 1) & mask
    }
  }

  @inline(__always)
  private func isEqual(_ slot: Slot, _ bytes: borrowing RawSpan, at place: Int, length: Int) -> Bool {
    var word = Int(slot.start)
    var p = place
    var rest = length
    while rest >= 8 {
      if words[word] != bytes.word(at: p) { return false }
      word &+= 1
      p &+= 8
      rest &-= 8
    }
    return rest == 0 || words[word] == bytes.word(at: p) & firstBytes(rest)
  }

  /// The code of a text; nil where it was not met before.
  func code(of text: String, column: Int) -> Code? {
    var bytes = Array(text.utf8)
    let length = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: 8))
    let span = unsafe bytes.span.bytes
    var hash = Self.seed(column)
    for place in stride(from: 0, through: length, by: 8) {
      hash = Self.mix(
        hash, length - place >= 8 ? span.word(at: place) : span.word(at: place) & firstBytes(length - place))
    }
    return code(hash: hash, span, at: 0, length: length)
  }

  /// Adds a text to those of a column; its position is its number.
  mutating func append(_ text: String, column: Int) { texts[column].append(text) }

  /// Lets a text be found under a code, which it may share with others.
  mutating func insert(_ text: String, column: Int, as code: Code) {
    let start = Int32(words.count)
    var hash = Self.seed(column)
    var word: UInt64 = 0
    var count = 0
    for byte in text.utf8 {
      word |= UInt64(byte) << UInt64(8 * (count % 8))
      count += 1
      if count % 8 == 0 {
        words.append(word)
        hash = Self.mix(hash, word)
        word = 0
      }
    }
    // A text ends within a word, if it be an empty one.
    words.append(word)
    hash = Self.mix(hash, word)
    if 2 * (filled + 1) > slots.count { grow() }
    place(Slot(hash: hash, start: start, length: Int32(count), code: code))
    filled += 1
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: 2 * old.count)
    for slot in old where slot.code >= 0 { place(slot) }
  }

  private mutating func place(_ slot: Slot) {
    let mask = slots.count - 1
    var i = Int(truncatingIfNeeded: slot.hash) & mask
    while slots[i].code >= 0 { i = (i + 1) & mask }
    slots[i] = slot
  }
}

/// A mask for so many bytes at the beginning of a word, fewer than eight.
@inline(__always)
func firstBytes(_ count: Int) -> UInt64 { (1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1 }

extension RawSpan {
  /// Eight bytes as a number, the first one lowest. Buffers have room for eight more bytes than they hold.
  @inline(__always)
  func word(at place: Int) -> UInt64 {
    UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: place, as: UInt64.self))
  }

  @inline(__always)
  func byte(at place: Int) -> UInt8 { unsafe unsafeLoad(fromUncheckedByteOffset: place, as: UInt8.self) }
}
