/// A word, a group of digits, a Chinese character or a sign, with its place in the file.
struct Token: Sendable {
  enum Kind: UInt8, Sendable { case word, digits, ideograph, sign }

  var start: Int32
  var end: Int32
  var kind: Kind
  /// Of the lower-cased bytes, typographic variants of quotes, dashes and apostrophes made one.
  var hash: UInt64
  /// Of the bytes as written.
  var exactHash: UInt64
  /// Whether white space stands before it.
  var spaced: Bool
  /// Whether the first letter is a capital.
  var capital: Bool
  /// The first byte, for signs after normalisation.
  var byte: UInt8

  static let hashSeed: UInt64 = 0xcbf2_9ce4_8422_2325

  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(hashSeed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  func isSign(_ sign: Unicode.Scalar) -> Bool { kind == .sign && byte == UInt8(truncatingIfNeeded: sign.value) }
  var length: Int { Int(end - start) }
}

/// Splits UTF-8 bytes into tokens in one pass. What is no letter, digit or ideograph becomes a sign of its own.
func tokenize(_ bytes: borrowing [UInt8], _ range: Range<Int>) -> [Token] {
  var tokens: [Token] = []
  tokens.reserveCapacity(range.count / 4)
  var i = range.lowerBound
  var spaced = true
  while i < range.upperBound {
    let (scalar, width) = decode(bytes, i, range.upperBound)
    switch category(scalar) {
    case .space:
      spaced = true
      i += width
    case .ignored:
      i += width
    case .letter:
      let start = i
      var hash = Token.hashSeed
      var exact = Token.hashSeed
      while i < range.upperBound {
        let (next, w) = decode(bytes, i, range.upperBound)
        guard category(next) == .letter else { break }
        for k in i..<i + w {
          exact = (exact ^ UInt64(bytes[k])) &* 0x100_0000_01b3
          hash = (hash ^ UInt64(lower(bytes[k]))) &* 0x100_0000_01b3
        }
        i += w
      }
      tokens.append(
        Token(
          start: Int32(start), end: Int32(i), kind: .word, hash: hash, exactHash: exact, spaced: spaced,
          capital: isCapital(scalar), byte: bytes[start]))
      spaced = false
    case .digit:
      let start = i
      var hash = Token.hashSeed
      while i < range.upperBound {
        let (next, w) = decode(bytes, i, range.upperBound)
        guard category(next) == .digit else { break }
        hash = (hash ^ UInt64(digitValue(next) + 48)) &* 0x100_0000_01b3
        i += w
      }
      tokens.append(
        Token(
          start: Int32(start), end: Int32(i), kind: .digits, hash: hash, exactHash: hash, spaced: spaced,
          capital: false, byte: bytes[start]))
      spaced = false
    case .ideograph, .sign:
      var hash = Token.hashSeed
      let plain = normalizedSign(scalar)
      if plain != 0 {
        hash = (hash ^ UInt64(plain)) &* 0x100_0000_01b3
      } else {
        for k in i..<i + width { hash = (hash ^ UInt64(bytes[k])) &* 0x100_0000_01b3 }
      }
      tokens.append(
        Token(
          start: Int32(i), end: Int32(i + width), kind: category(scalar) == .sign ? .sign : .ideograph, hash: hash,
          exactHash: hash, spaced: spaced, capital: false, byte: plain))
      spaced = false
      i += width
    }
  }
  return tokens
}

private enum Category { case space, ignored, letter, digit, ideograph, sign }

private func decode(_ bytes: borrowing [UInt8], _ i: Int, _ end: Int) -> (UInt32, Int) {
  let b = UInt32(bytes[i])
  if b < 0x80 { return (b, 1) }
  func tail(_ k: Int) -> UInt32 { UInt32(bytes[i + k]) & 0x3F }
  if b >= 0xF0, i + 3 < end { return ((b & 7) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4) }
  if b >= 0xE0, b < 0xF0, i + 2 < end { return ((b & 15) << 12 | tail(1) << 6 | tail(2), 3) }
  if b >= 0xC0, b < 0xE0, i + 1 < end { return ((b & 31) << 6 | tail(1), 2) }
  return (0xFFFD, 1)
}

private func category(_ c: UInt32) -> Category {
  switch c {
  case 0x30...0x39, 0xFF10...0xFF19: .digit
  case 0x41...0x5A, 0x61...0x7A: .letter
  case 0...0x20, 0x7F, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F, 0x205F, 0x3000: .space
  case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF: .ignored
  case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF, 0x300...0x36F, 0x370...0x52F, 0x531...0x58F,
    0x5D0...0x5EA, 0x620...0x65F, 0x671...0x6D3, 0x900...0x963, 0x980...0xDFF, 0xE00...0xE3A, 0xE40...0xE4E,
    0x10A0...0x10FF, 0x1100...0x11FF, 0x1E00...0x1FFF, 0xAC00...0xD7A3, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
    .letter
  case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
    0x20000...0x3FFFF:
    .ideograph
  default: .sign
  }
}

private func lower(_ b: UInt8) -> UInt8 { b >= 0x41 && b <= 0x5A ? b + 32 : b }

private func isCapital(_ c: UInt32) -> Bool {
  (0x41...0x5A).contains(c) || (0xC0...0xDE).contains(c) || (0x410...0x42F).contains(c) || c == 0x110
}

/// The value of an ASCII or full-width digit.
private func digitValue(_ c: UInt32) -> UInt32 { c >= 0xFF10 ? c - 0xFF10 : c - 0x30 }

/// The ASCII sign a typographic one stands for; 0 for signs that have none.
private func normalizedSign(_ c: UInt32) -> UInt8 {
  switch c {
  case 0x21...0x7E: UInt8(c)
  case 0x2018, 0x2019, 0x201A, 0x2BC, 0xB4, 0x300E, 0x300F: UInt8(ascii: "'")
  case 0x201C, 0x201D, 0x201E, 0xAB, 0xBB, 0x300C, 0x300D, 0x300A, 0x300B: UInt8(ascii: "\"")
  case 0x2010, 0x2011, 0x2012, 0x2212, 0xFE63, 0xFF0D: UInt8(ascii: "-")
  case 0x2013, 0x2014, 0x2015, 0x301C, 0xFF5E: UInt8(ascii: "~")
  case 0x3001, 0xFF0C: UInt8(ascii: ",")
  case 0x3002: UInt8(ascii: ".")
  case 0xD7: UInt8(ascii: "x")
  case 0xFF01...0xFF5E: UInt8(c - 0xFEE0)
  default: 0
  }
}
