import Observations

/// How a column writes its numbers: which sign is the decimal one. The other groups digits by three, as do spaces.
struct NumberHabit {
  var decimal: UInt8

  private static let point = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")

  init(decimal: UInt8) { self.decimal = decimal }

  /// What the cells of a column say about its habit.
  struct Evidence {
    private(set) var point = 0
    private(set) var comma = 0
    /// The first cell with a comma that may stand for either.
    private(set) var ambiguous: Int?

    /// Takes note of a cell; `number` says which one it was.
    mutating func add(_ text: String, number: Int) {
      var commas = 0
      var points = 0
      var digitsBefore = 0
      var digitsAfter = 0
      var first: UInt8 = 0
      var last: UInt8 = 0
      for byte in text.utf8 {
        if byte == NumberHabit.comma || byte == NumberHabit.point {
          if byte == NumberHabit.comma { commas += 1 } else { points += 1 }
          if last == 0 { digitsBefore = digitsAfter }
          digitsAfter = 0
          last = byte
        } else if byte &- 48 < 10 {
          if first == 0 { first = byte }
          digitsAfter += 1
        } else if byte > 0x40, byte < 0x80 {
          // Letters: a marker, a footnote, an exponent. They tell nothing.
          return
        }
      }
      // A marker such as `..` has no digits.
      guard last != 0, first != 0 else { return }
      let fitsGroup = digitsAfter == 3 && (1...3).contains(digitsBefore) && first != 48
      switch (commas, points) {
      case (0, 1): if !fitsGroup { point += 1 }
      case (0, _): comma += 1
      case (1, 0):
        if fitsGroup {
          if ambiguous == nil { ambiguous = number }
        } else {
          comma += 1
        }
      case (_, 0): point += 1
      default: if last == NumberHabit.point { point += 1 } else { comma += 1 }
      }
    }

    /// The habit, and the number of a cell that leaves it open.
    var decision: (habit: NumberHabit, ambiguous: Int?) {
      if comma > point { return (NumberHabit(decimal: NumberHabit.comma), nil) }
      return (NumberHabit(decimal: NumberHabit.point), point == 0 ? ambiguous : nil)
    }
  }

  /// The number in a cell; nil where it is written otherwise.
  func read(_ text: String) -> ExactDecimal? {
    var significand: Int64 = 0
    var exponent = 0
    var digits = 0
    var anyDigit = false
    var negative = false
    var afterDecimal = false
    // Digits since the last group sign; nil before the first one.
    var group: Int?
    var leading = 0
    // Digits in the groups before the last.
    var groupSize: Int?
    var bytes = text.utf8.makeIterator()
    var isStart = true
    while let byte = bytes.next() {
      defer { isStart = false }
      if byte &- 48 < 10 {
        anyDigit = true
        if significand != 0 || byte != 48 { digits += 1 }
        guard digits <= 18 else { return nil }
        significand = significand * 10 + Int64(byte - 48)
        if afterDecimal {
          exponent -= 1
        } else if group != nil {
          group = (group ?? 0) + 1
        } else {
          leading += 1
        }
        continue
      }
      if byte == decimal, !afterDecimal {
        guard group == nil || group == 3 else { return nil }
        afterDecimal = true
        continue
      }
      switch byte {
      case UInt8(ascii: "-") where isStart: negative = true
      case UInt8(ascii: "+") where isStart: break
      case 0xE2 where isStart:
        // U+2212, the minus sign.
        guard bytes.next() == 0x88, bytes.next() == 0x92 else { return nil }
        negative = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        return decimal == Self.point && group == nil ? ExactDecimal(text) : nil
      default:
        // The last group has three digits; those before it have two in India.
        guard isGroupSign(byte, &bytes), !afterDecimal,
          group == nil
            ? (1...3).contains(leading) : group == groupSize ?? group && (group == 3 || group == 2 && leading <= 2)
        else { return nil }
        if group != nil { groupSize = group }
        group = 0
      }
    }
    guard anyDigit, group == nil || group == 3 else { return nil }
    return ExactDecimal(significand: negative ? -significand : significand, exponent: exponent)
  }

  /// The other one of comma and point, spaces of several widths, the apostrophe.
  private func isGroupSign(_ byte: UInt8, _ bytes: inout String.UTF8View.Iterator) -> Bool {
    switch byte {
    case Self.comma, Self.point: return byte != decimal
    case UInt8(ascii: " "), UInt8(ascii: "'"): return true
    case 0xC2: return bytes.next() == 0xA0
    case 0xE2:
      guard bytes.next() == 0x80, let last = bytes.next() else { return false }
      // Thin space, right quotation mark, narrow no-break space.
      return [0x89, 0x99, 0xAF].contains(last)
    default: return false
    }
  }
}
