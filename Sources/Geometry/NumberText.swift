/// Decimal text of a number with at most `decimals` places, trailing zeros removed: the one way coordinates are
/// written, independent of locale and C library.
///
/// Ties are rounded away from zero. Not-a-number and infinities, which no finished drawing holds, are written as 0.
public func numberText(_ value: Double, decimals: Int = 3) -> String {
  var out = ""
  appendNumber(value, decimals: decimals, to: &out)
  return out
}

/// Appends what `numberText` returns.
public func appendNumber(_ value: Double, decimals: Int = 3, to out: inout String) {
  var buffer: [UInt8] = []
  buffer.reserveCapacity(24)
  appendNumber(value, decimals: decimals, to: &buffer)
  out += String(decoding: buffer, as: UTF8.self)
}

/// Appends what `numberText` returns, as ASCII bytes.
public func appendNumber(_ value: Double, decimals: Int = 3, to out: inout [UInt8]) {
  guard value.isFinite else {
    out.append(UInt8(ascii: "0"))
    return
  }
  let scale = powersOfTen[decimals]
  let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
  guard scaled < 9e18 else {
    out.append(contentsOf: "\(value.rounded())".utf8)
    return
  }
  var digits = UInt64(scaled)
  guard digits != 0 else {
    out.append(UInt8(ascii: "0"))
    return
  }
  var places = decimals
  while places > 0, digits % 10 == 0 {
    digits /= 10
    places -= 1
  }
  // From the last digit backwards; 19 digits, a point and a sign are the most there can be.
  var text = InlineArray<24, UInt8>(repeating: 0)
  var start = 24
  var written = 0
  while digits > 0 || written <= places {
    if written == places, places > 0 {
      start -= 1
      text[start] = UInt8(ascii: ".")
    }
    start -= 1
    text[start] = UInt8(ascii: "0") + UInt8(digits % 10)
    digits /= 10
    written += 1
  }
  if value < 0 {
    start -= 1
    text[start] = UInt8(ascii: "-")
  }
  unsafe text.span.extracting(start..<24).withUnsafeBufferPointer { unsafe out.append(contentsOf: $0) }
}

private let powersOfTen: [Double] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]
