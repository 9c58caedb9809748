/// Decimal digits of a non-negative finite number: 0.d₁d₂d₃… × 10^`point`. Zero has no digits.
package struct DecimalDigits: Hashable, Sendable {
  /// 0…9 each, no leading zero.
  package var digits: [UInt8]
  /// How many digits stand before the decimal point; may be negative or beyond the digits.
  package var point: Int

  /// Every digit of the exact binary value.
  package init(exactly value: Double) {
    precondition(value.isFinite && value >= 0, "digits are those of a finite magnitude")
    guard value > 0 else {
      self.init(digits: [], point: 0)
      return
    }
    var significand = value.significandBitPattern
    var exponent = Int(value.exponentBitPattern) - 1075
    if value.isNormal { significand |= 1 << 52 } else { exponent += 1 }
    let zeros = significand.trailingZeroBitCount
    significand >>= UInt64(zeros)
    exponent += zeros
    var number = LimbNumber(significand)
    if exponent >= 0 {
      number.multiply(by: 2, times: exponent)
    } else {
      number.multiply(by: 5, times: -exponent)
    }
    let digits = number.decimalDigits
    self.init(digits: digits, point: digits.count + min(exponent, 0))
    trim()
  }

  /// The fewest digits that read back as the same double.
  package init(shortest value: Double) {
    precondition(value.isFinite && value >= 0, "digits are those of a finite magnitude")
    var digits: [UInt8] = []
    var point = 0
    var seenPoint = false
    var exponent = 0
    let text = "\(value)"
    var bytes = text.utf8[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "."): seenPoint = true
      case UInt8(ascii: "e"):
        exponent = Int(String(decoding: bytes, as: UTF8.self)) ?? 0
        bytes = bytes.suffix(0)
      default:
        let digit = byte - UInt8(ascii: "0")
        if digits.isEmpty, digit == 0 {
          if seenPoint { point -= 1 }
        } else {
          digits.append(digit)
          if !seenPoint { point += 1 }
        }
      }
    }
    self.init(digits: digits, point: digits.isEmpty ? 0 : point + exponent)
    trim()
  }

  /// From decimal text without sign or exponent; nil when there is anything but digits and one point.
  package init?(text: some StringProtocol) {
    var digits: [UInt8] = []
    var point = 0
    var seenPoint = false
    var seenDigit = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else if byte >= 48, byte <= 57 {
        seenDigit = true
        if digits.isEmpty, byte == 48 {
          if seenPoint { point -= 1 }
        } else {
          digits.append(byte - 48)
          if !seenPoint { point += 1 }
        }
      } else {
        return nil
      }
    }
    guard seenDigit else { return nil }
    self.init(digits: digits, point: digits.isEmpty ? 0 : point)
  }

  package init(digits: [UInt8], point: Int) {
    self.digits = digits
    self.point = point
  }

  mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  /// Keeps `count` digits, ties away from zero; a carry out of the front moves the point.
  package mutating func round(toDigits count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      self = DecimalDigits(digits: [], point: 0)
      return
    }
    let up = digits[count] >= 5
    digits.removeSubrange(count...)
    if up {
      var i = count - 1
      while i >= 0, digits[i] == 9 {
        digits[i] = 0
        i -= 1
      }
      if i >= 0 {
        digits[i] += 1
      } else {
        digits.insert(1, at: 0)
        point += 1
      }
    }
    trim()
  }

  /// Keeps `places` digits after the decimal point.
  package mutating func round(toPlaces places: Int) { round(toDigits: point + places) }

  /// Plain decimal text with exactly `places` digits after the point, of digits already rounded to them.
  package func fixed(places: Int) -> String {
    var out: [UInt8] = []
    func digit(_ i: Int) -> UInt8 { 48 + (i >= 0 && i < digits.count ? digits[i] : 0) }
    if point <= 0 { out.append(48) } else { for i in 0..<point { out.append(digit(i)) } }
    if places > 0 {
      out.append(UInt8(ascii: "."))
      for i in point..<(point + places) { out.append(digit(i)) }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Plain decimal text with all digits and no more.
  package var plain: String { fixed(places: max(0, digits.count - point)) }
}

/// A natural number in limbs of nine decimal digits, least first.
private struct LimbNumber {
  private static let base: UInt64 = 1_000_000_000
  private var limbs: [UInt64]

  init(_ value: UInt64) {
    limbs = []
    var rest = value
    while rest > 0 {
      limbs.append(rest % Self.base)
      rest /= Self.base
    }
  }

  mutating func multiply(by factor: UInt64, times: Int) {
    var chunk: UInt64 = 1
    for i in 0..<times {
      chunk *= factor
      if chunk > 400_000_000 || i == times - 1 {
        multiply(by: chunk)
        chunk = 1
      }
    }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for i in limbs.indices {
      let product = limbs[i] * factor + carry
      limbs[i] = product % Self.base
      carry = product / Self.base
    }
    while carry > 0 {
      limbs.append(carry % Self.base)
      carry /= Self.base
    }
  }

  var decimalDigits: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(limbs.count * 9)
    for limb in limbs {
      var rest = limb
      for _ in 0..<9 {
        out.append(UInt8(rest % 10))
        rest /= 10
      }
    }
    while out.last == 0 { out.removeLast() }
    return out.reversed()
  }
}
