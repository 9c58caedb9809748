import Observations

/// A number as it is printed.
struct PrintedNumber: Hashable {
  /// With its separators.
  var text: String
  /// Without separators and leading zeros.
  var digits: String
  /// What stands right before and after it.
  var before: Substring
  var after: Substring

  /// Whether an exact value has these digits when it is rounded to as many; how large both are is not compared, as the
  /// words of a scale stand apart from the digits.
  func shows(_ value: ExactDecimal) -> Bool {
    let exact = Array(String(value.significand.magnitude).utf8.drop { $0 == 0x30 })
    let shown = Array(digits.utf8)
    guard shown != [0x30] else { return exact.isEmpty || value.double.magnitude < 1 }
    guard !exact.isEmpty else { return false }
    // 9.97 is shown as 10.0: one more digit than was kept of it.
    return [shown.count, shown.count - 1].contains { rounded(exact, to: $0).contains(shown) }
  }

  /// Whether a value is this number when it is rounded to as many places, of the same size. A separator before three
  /// digits may be of either kind.
  func equals(_ value: ExactDecimal) -> Bool {
    readings.contains { reading in
      (value.double.magnitude - reading.value).magnitude <= 0.5 * reading.unit * (1 + 1e-9)
    }
  }

  /// What the digits may stand for, with the unit of the last place.
  private var readings: [(value: Double, unit: Double)] {
    func plain(_ text: some StringProtocol) -> Double? { Double(String(text.filter(\.isASCIIDigit))) }
    var readings: [(value: Double, unit: Double)] = []
    let parts = text.split(whereSeparator: { !$0.isASCIIDigit })
    if parts.dropFirst().allSatisfy({ $0.count == 3 }), let whole = plain(text) { readings.append((whole, 1)) }
    if parts.count > 1, let last = text.last(where: { !$0.isASCIIDigit }), last == "." || last == ",",
      let whole = plain(text), let places = parts.last?.count
    {
      let unit = (0..<places).reduce(1.0) { unit, _ in unit / 10 }
      readings.append((whole * unit, unit))
    }
    return readings
  }

  /// The digits rounded to a count; both neighbours when they lie right between.
  private func rounded(_ exact: [UInt8], to count: Int) -> [[UInt8]] {
    guard count < exact.count else { return [exact + Array(repeating: 0x30, count: count - exact.count)] }
    let kept = Array(exact[..<count])
    let rest = exact[count...]
    if rest.first == 0x35, rest.dropFirst().allSatisfy({ $0 == 0x30 }) { return [kept, increased(kept)] }
    return [(rest.first ?? 0x30) < 0x35 ? kept : increased(kept)]
  }

  /// One more in the last place.
  private func increased(_ digits: [UInt8]) -> [UInt8] {
    var digits = digits
    for i in digits.indices.reversed() {
      if digits[i] < 0x39 {
        digits[i] += 1
        return digits
      }
      digits[i] = 0x30
    }
    return [0x31] + digits
  }
}

/// The numbers in a text: digits with points, commas, apostrophes and narrow spaces between them. Digits that are part of a
/// name, such as G20 and 5G, are none.
func printedNumbers(in text: String) -> [PrintedNumber] {
  var numbers: [PrintedNumber] = []
  var i = text.startIndex
  while i < text.endIndex {
    guard text[i].isASCIIDigit else {
      i = text.index(after: i)
      continue
    }
    let start = i
    var end = i
    while i < text.endIndex {
      if text[i].isASCIIDigit {
        i = text.index(after: i)
        end = i
      } else if separators.contains(text[i]), text.index(after: i) < text.endIndex,
        text[text.index(after: i)].isASCIIDigit
      {
        i = text.index(after: i)
      } else {
        break
      }
    }
    let (before, after) = (text[..<start], text[end...])
    let isName =
      before.last.map { $0.isLetter && $0.isASCII } ?? false
      || after.first.map { $0.isLetter && $0.isASCII } ?? false
    if !isName {
      let digits = text[start..<end].filter(\.isASCIIDigit).drop { $0 == "0" }
      numbers.append(
        PrintedNumber(
          text: String(text[start..<end]), digits: digits.isEmpty ? "0" : String(digits), before: before, after: after))
    }
  }
  return numbers
}

private let separators: Set<Character> = [".", ",", "'", "’", "\u{202F}", "\u{2009}", "\u{A0}"]

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
