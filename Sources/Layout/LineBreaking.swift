/// Where lines may break between two characters without a space, after Unicode's line breaking algorithm (UAX 14) and the
/// rules for marks at the ends of Chinese and Japanese lines (kinsoku).
enum LineBreaking {
  static func allowed(between a: Character, and b: Character, before: Character?) -> Bool {
    // Of two ASCII characters only a hyphen between letters lets a line end.
    if let a = a.singleByte, let b = b.singleByte {
      return a == UInt8(ascii: "-") && isLetter(b) && (before?.isLetter ?? false)
    }
    if glue.contains(a) || glue.contains(b) || opening.contains(a) || closing.contains(b) { return false }
    if isEastAsian(a) || isEastAsian(b) {
      // Pairs of dashes and dots stay together, and a number with its counter: 48亿, 2024年.
      if a == b, inseparable.contains(a) { return false }
      return !(isDigit(a) && isEastAsian(b))
    }
    switch a {
    case "-", "\u{2010}": return b.isLetter && (before?.isLetter ?? false)
    case "—": return b.isLetter
    default: return false
    }
  }

  /// Whether a sliver of space stands between two characters: an ideograph beside a letter or digit of another script.
  static func isSpaced(_ a: Character, _ b: Character) -> Bool {
    (isIdeograph(a) && isAlphabetic(b)) || (isIdeograph(b) && isAlphabetic(a))
  }

  static func isDigit(_ c: Character) -> Bool { c.isASCII && c.isNumber }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isAlphabetic(_ c: Character) -> Bool { (c.isLetter || c.isNumber) && !isEastAsian(c) }

  static func isEastAsian(_ c: Character) -> Bool {
    guard let value = c.unicodeScalars.first?.value else { return false }
    guard value >= 0x2E80 else { return false }
    switch value {
    case 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }

  private static func isIdeograph(_ c: Character) -> Bool {
    guard let value = c.unicodeScalars.first?.value, value >= 0x2E80 else { return false }
    switch value {
    case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3041...0x3096, 0x30A1...0x30FA, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xF900...0xFAFF, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }

  /// The share of its width that a mark may hang beyond the end of a justified line, so that the edge looks straight. Of
  /// a Chinese mark that is the empty half of its square.
  static func overhang(atEnd c: Character) -> Double {
    // Nearly every end is a letter.
    if let byte = c.singleByte, isLetter(byte) { return 0 }
    return switch c {
    case "-", "\u{AD}", "\u{2010}", ".", ",", "’", "”", "'", "\"": 0.6
    case ":", ";", "–": 0.3
    case "，", "。", "、", "；", "：", "」", "』", "）", "》", "〉", "】", "〕": 0.5
    default: 0
    }
  }

  /// The share of its width that a mark may hang before the start of a justified line.
  static func overhang(atStart c: Character) -> Double {
    if let byte = c.singleByte, isLetter(byte) { return 0 }
    return switch c {
    case "“", "‘", "„", "\"", "'": 0.5
    case "「", "『", "（", "《", "〈", "【", "〔": 0.5
    default: 0
    }
  }

  private static let glue: Set<Character> = ["\u{A0}", "\u{202F}", "\u{2060}", "\u{FEFF}"]
  private static let opening = Set("（《〈「『【〔〖｛［“‘([{¥￥$€£＄")
  private static let closing = Set(
    "，。、；：！？）》〉」』】〕〗｝］”’…—～％‰℃·・,.;:!?)]}%°々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ〜")
  private static let inseparable = Set("—…‥")
}

extension Character {
  /// The byte of an ASCII character; nil for any other.
  var singleByte: UInt8? { utf8.count == 1 ? utf8.first : nil }
}
