internal import CHyphen
public import Frames
internal import Glibc

/// The patterns of a language, as Liang found words can be divided by, in the form LibreOffice's dictionaries have.
///
/// A dictionary is read-only after it was made, and may serve any number of threads.
@safe public final class HyphenationDictionary: Hyphenating, @unchecked Sendable {
  // Not Sendable by itself, but `hnj_hyphen_hyphenate2` only reads it.
  private let dictionary: UnsafeMutablePointer<HyphenDict>
  /// Whether the patterns are in UTF-8, else in ISO 8859-1.
  private let isUnicode: Bool

  /// Reads a dictionary (`hyph_*.dic`) from the bytes of its file; nil if it is none or in an encoding that is neither
  /// UTF-8 nor ISO 8859-1.
  public init?(_ bytes: [UInt8]) {
    var bytes = bytes
    let name = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    isUnicode = name.elementsEqual("UTF-8".utf8)
    guard isUnicode || name.elementsEqual("ISO8859-1".utf8) else { return nil }
    let read = unsafe bytes.withUnsafeMutableBytes { buffer -> UnsafeMutablePointer<HyphenDict>? in
      guard let file = unsafe fmemopen(buffer.baseAddress, buffer.count, "r") else { return nil }
      defer { unsafe fclose(file) }
      return unsafe hnj_hyphen_load_file(file)
    }
    guard let read = unsafe read else { return nil }
    unsafe dictionary = unsafe read
  }

  deinit { unsafe hnj_hyphen_free(dictionary) }

  /// How many characters of a word of letters may stand before a hyphen, ascending; none for other words.
  public func hyphenation(of word: String) -> [Int] {
    // The library holds words of up to a hundred characters; dictionaries are in lower case.
    guard word.count >= 5, word.utf8.count < 90, word.allSatisfy(\.isLetter) else { return [] }
    let lower = word.lowercased()
    guard lower.count == word.count else { return [] }
    var bytes: [CChar] = []
    if isUnicode {
      bytes = lower.utf8.map { CChar(bitPattern: $0) }
    } else {
      for scalar in lower.unicodeScalars {
        guard let byte = UInt8(exactly: scalar.value) else { return [] }
        bytes.append(CChar(bitPattern: byte))
      }
    }
    var points = [CChar](repeating: 0, count: bytes.count + 5)
    // Where a word changes as it is divided (Schiffahrt, Schiff-fahrt), the library says so; such places are left out.
    var changes: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    var positions: UnsafeMutablePointer<Int32>?
    var cuts: UnsafeMutablePointer<Int32>?
    let failed = unsafe hnj_hyphen_hyphenate2(
      dictionary, bytes, Int32(bytes.count), &points, nil, &changes, &positions, &cuts)
    if let changes = unsafe changes {
      for i in bytes.indices {
        guard let change = unsafe changes[i] else { continue }
        points[i] = 0
        unsafe free(change)
      }
      unsafe free(changes)
    }
    unsafe free(positions)
    unsafe free(cuts)
    guard failed == 0 else { return [] }
    // An odd number at a character allows a hyphen after it.
    return (1..<word.count).filter { points[$0 - 1] & 1 == 1 }
  }
}
