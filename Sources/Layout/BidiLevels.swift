/// The directions of the characters of a line, by the Unicode Bidirectional Algorithm
/// (UAX 9) without explicit formatting characters.
struct BidiLevels {
  /// What a character is, as far as the algorithm asks.
  private enum Kind {
    case left, right, arabic, europeanNumber, arabicNumber, europeanSeparator, terminator, commonSeparator, mark,
      neutral

    init(_ scalar: Unicode.Scalar) {
      let value = scalar.value
      switch value {
      case 0x30...0x39, 0xB2, 0xB3, 0xB9, 0x2070...0x2079, 0x2080...0x2089: self = .europeanNumber
      case 0x2B, 0x2D, 0x207A, 0x207B, 0x2212: self = .europeanSeparator
      case 0x23...0x25, 0xA2...0xA5, 0xB0, 0xB1, 0x2030...0x2034, 0x20A0...0x20CF, 0x0609, 0x060A, 0x066A:
        self = .terminator
      case 0x2C, 0x2E, 0x2F, 0x3A, 0xA0, 0x060C, 0x202F: self = .commonSeparator
      case 0x200E: self = .left
      case 0x0606...0x0608, 0x060E, 0x060F, 0x06DE, 0x06E9, 0xFD3E, 0xFD3F: self = .neutral
      case 0x0660...0x0669, 0x066B, 0x066C, 0x0600...0x0605: self = .arabicNumber
      default:
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: self = .mark
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark,
          .decimalNumber,
          .letterNumber, .otherNumber:
          self = !BidiLevels.isRightToLeft(scalar) ? .left : BidiLevels.isArabic(value) ? .arabic : .right
        default: self = BidiLevels.isRightToLeft(scalar) ? .right : .neutral
        }
      }
    }
  }

  /// Even from left to right, odd from right to left.
  private(set) var levels: [UInt8]
  /// Whether a character has a direction of its own.
  private(set) var isStrong: [Bool]

  /// - Parameter isRightToLeft: the direction of the paragraph.
  init(_ scalars: [Unicode.Scalar], isRightToLeft: Bool = false) {
    let base = isRightToLeft ? Kind.right : .left
    var kinds = scalars.map { Kind($0) }
    let count = kinds.count
    // W1–W3: marks follow their letter, digits after Arabic letters are Arabic ones.
    var strong = base
    for i in 0..<count {
      if kinds[i] == .mark { kinds[i] = i > 0 ? kinds[i - 1] : base }
      if kinds[i] == .europeanNumber, strong == .arabic { kinds[i] = .arabicNumber }
      if [.left, .right, .arabic].contains(kinds[i]) { strong = kinds[i] }
    }
    for i in 0..<count where kinds[i] == .arabic { kinds[i] = .right }
    // W4–W6: separators within numbers, signs beside them.
    for i in 0..<count where i > 0 && i + 1 < count && kinds[i - 1] == kinds[i + 1] {
      switch (kinds[i], kinds[i - 1]) {
      case (.europeanSeparator, .europeanNumber), (.commonSeparator, .europeanNumber),
        (.commonSeparator, .arabicNumber):
        kinds[i] = kinds[i - 1]
      default: break
      }
    }
    for i in 0..<count where kinds[i] == .terminator && i > 0 && kinds[i - 1] == .europeanNumber {
      kinds[i] = .europeanNumber
    }
    for i in (0..<count).reversed() where kinds[i] == .terminator && i + 1 < count && kinds[i + 1] == .europeanNumber {
      kinds[i] = .europeanNumber
    }
    for i in 0..<count where [.europeanSeparator, .terminator, .commonSeparator].contains(kinds[i]) {
      kinds[i] = .neutral
    }
    // W7: digits after letters from left to right are like these.
    strong = base
    for i in 0..<count {
      if kinds[i] == .left || kinds[i] == .right { strong = kinds[i] }
      if kinds[i] == .europeanNumber, strong == .left { kinds[i] = .left }
    }
    isStrong = kinds.map { $0 != .neutral }
    Self.resolveBrackets(&kinds, scalars, base)
    // N1, N2: what has no direction takes that of both neighbours, else that of the paragraph.
    var i = 0
    while i < count {
      guard kinds[i] == .neutral else {
        i += 1
        continue
      }
      let end = kinds[i...].firstIndex { $0 != .neutral } ?? count
      // Digits count as letters from right to left here.
      let before = i > 0 ? kinds[i - 1] : base
      let after = end < count ? kinds[end] : base
      let isAlike = (before == .left) == (after == .left)
      for k in i..<end { kinds[k] = !isAlike ? base : before == .left ? .left : .right }
      i = end
    }
    // I1, L1: white at the end belongs to the paragraph.
    levels = kinds.map { $0 == .right ? 1 : $0 == .left && !isRightToLeft ? 0 : 2 }
    for i in (0..<count).reversed() {
      guard scalars[i].properties.isWhitespace else { break }
      levels[i] = isRightToLeft ? 1 : 0
    }
  }

  /// N0: a pair of brackets takes the direction of the paragraph where that is found inside, else that of what stands before
  /// where the same is found inside.
  private static func resolveBrackets(_ kinds: inout [Kind], _ scalars: [Unicode.Scalar], _ base: Kind) {
    var open: [(position: Int, closing: Unicode.Scalar)] = []
    var pairs: [Range<Int>] = []
    for (i, scalar) in scalars.enumerated() where kinds[i] == .neutral {
      if let closing = brackets[scalar] {
        open.append((i, closing))
      } else if let match = open.lastIndex(where: { $0.closing == scalar }) {
        pairs.append(open[match].position..<i)
        open.removeSubrange(match...)
      }
    }
    for pair in pairs.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let inside = kinds[pair.dropFirst()]
      var kind = Kind.neutral
      // Digits count as letters from right to left.
      func side(_ kind: Kind) -> Kind { kind == .neutral || kind == .left ? kind : .right }
      if inside.contains(where: { side($0) == base }) {
        kind = base
      } else if inside.contains(where: { $0 != .neutral }) {
        kind = side(kinds[..<pair.lowerBound].last { $0 != .neutral } ?? base)
      }
      kinds[pair.lowerBound] = kind
      kinds[pair.upperBound] = kind
    }
  }

  /// L2: the order from left to right in which stretches with these levels stand.
  static func visualOrder(_ levels: [UInt8]) -> [Int] {
    var order = Array(levels.indices)
    for level in stride(from: levels.max() ?? 0, to: 0, by: -1) {
      var i = 0
      while i < order.count {
        guard levels[order[i]] >= level else {
          i += 1
          continue
        }
        let end = order[i...].firstIndex { levels[$0] < level } ?? order.count
        order[i..<end].reverse()
        i = end
      }
    }
    return order
  }

  /// Whether a text has characters that run from right to left.
  static func hasRightToLeft(_ text: String) -> Bool {
    guard text.utf8.contains(where: { (0xD6...0xE0).contains($0) || $0 >= 0xEF }) else { return false }
    return text.unicodeScalars.contains(where: isRightToLeft)
  }

  /// The direction of a letter; nil for what is none.
  static func direction(of scalar: Unicode.Scalar) -> TextDirection? {
    if scalar.isASCII { return (0x61...0x7A).contains(scalar.value | 0x20) ? .leftToRight : nil }
    return switch Kind(scalar) {
    case .left: .leftToRight
    case .right, .arabic: .rightToLeft
    default: nil
    }
  }

  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0x200F, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }

  private static func isArabic(_ value: UInt32) -> Bool {
    switch value {
    case 0x0600...0x07BF, 0x0860...0x08FF, 0xFB50...0xFDFF, 0xFE70...0xFEFE, 0x10D00...0x10D3F, 0x1EC70...0x1EEFF: true
    default: false
    }
  }

  /// What each bracket is closed by.
  static let brackets: [Unicode.Scalar: Unicode.Scalar] = ["(": ")", "[": "]", "{": "}"]
}
