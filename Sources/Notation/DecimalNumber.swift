/// The number that bytes of UTF-8 spell in decimal digits, with a sign, a fraction or an exponent; nil for anything else.
public func decimalNumber(_ bytes: Span<UInt8>) -> Double? {
  var i = 0
  let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
  if isNegative { i = 1 }
  var digits = 0
  var fraction = 0
  var whole: UInt64 = 0
  var seesPoint = false
  while i < bytes.count {
    let c = bytes[i]
    if c == UInt8(ascii: "."), !seesPoint {
      seesPoint = true
    } else if c.isDigit, digits < 15 {
      whole = whole * 10 + UInt64(c - UInt8(ascii: "0"))
      digits += 1
      if seesPoint { fraction += 1 }
    } else {
      break
    }
    i += 1
  }
  // Up to 15 digits and the power of ten are exact, and so their quotient is the nearest number.
  if i == bytes.count, digits > 0, fraction < digits {
    let value = Double(whole) / powersOfTen[fraction]
    return isNegative ? -value : value
  }
  guard bytes.count > 0, bytes[0] < 0x3A, bytes[0] > 0x20 else { return nil }
  var text: [UInt8] = []
  for i in bytes.indices { text.append(bytes[i]) }
  return Double(String(decoding: text, as: UTF8.self))
}

private let powersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]
