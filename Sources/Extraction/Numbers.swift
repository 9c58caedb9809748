import Observations

extension Passage {
  /// A number as written, before any scale word.
  struct Numeral {
    var tokens: Range<Int>
    var value: ExactDecimal
    var spelled = false
    /// Whether the number is the scale alone: "trillion-yuan".
    var bare = false
    var scale = 0
    /// Whether 多 or 余 behind it says that it is more.
    var more = false
  }

  /// A number in digits or words at a token, with the scale words after it.
  func numeral(at i: Int, _ context: DocumentContext) -> Numeral? {
    guard i < tokens.count, marks[i] == .free else { return nil }
    var numeral: Numeral
    if tokens[i].kind == .digits {
      guard let digits = digits(at: i, context) else { return nil }
      numeral = digits
    } else if let words = words(at: i) ?? chineseWords(at: i) {
      numeral = words
    } else {
      return nil
    }
    applyScale(&numeral)
    addLowerScale(&numeral, context)
    return numeral
  }

  /// "2 trillion 150 billion": the second number continues the first.
  private func addLowerScale(_ numeral: inout Numeral, _ context: DocumentContext) {
    let next = numeral.tokens.upperBound
    guard numeral.scale >= 6, isDigits(next), marks[next] == .free, !tokens[next - 1].isSign(","),
      var rest = digits(at: next, context)
    else { return }
    applyScale(&rest)
    let gap = numeral.scale - rest.scale
    guard rest.scale >= 3, gap > 0, gap <= 9, rest.value < ExactDecimal(1).scaled(byPowerOfTen: numeral.scale) else {
      return
    }
    let upper = numeral.value.scaled(byPowerOfTen: -rest.scale).double
    let lower = rest.value.scaled(byPowerOfTen: -rest.scale).double
    guard upper + lower < 1e15, upper == upper.rounded(), lower == lower.rounded() else { return }
    numeral.value = ExactDecimal(significand: Int64(upper + lower), exponent: rest.scale)
    numeral.tokens = numeral.tokens.lowerBound..<rest.tokens.upperBound
  }

  // MARK: Digits

  private func digits(at i: Int, _ context: DocumentContext) -> Numeral? {
    var text: [UInt8] = []
    func append(_ k: Int) { for b in Int(tokens[k].start)..<Int(tokens[k].end) { text.append(bytes[b]) } }
    append(i)
    var end = i + 1
    let comma = context.decimalComma ? Unicode.Scalar(".") : ","
    let point = context.decimalComma ? Unicode.Scalar(",") : "."
    // Groups joined by the thousands sign: 1,234,567 and 1,20,000.
    func glued(_ k: Int, _ sign: Unicode.Scalar) -> Bool {
      isSign(k, sign) && isGlued(k) && isDigits(k + 1) && isGlued(k + 1)
    }
    var grouped = false
    if tokens[i].length <= 3 {
      var stop = end
      while stop - end < 12, glued(stop, comma), tokens[stop + 1].length == 3 || tokens[stop + 1].length == 2 {
        stop += 2
      }
      let decimal = stop == end + 2 && context.commaBeforeScale && (hit(.scale, at: stop)?.entry.number ?? 0) >= 9
      if stop > end, tokens[stop - 1].length == 3, !decimal {
        for k in stride(from: end + 1, to: stop, by: 2) { append(k) }
        end = stop
        grouped = true
      }
    }
    // 12 500: groups of three after one space.
    if !grouped, tokens[i].length <= 3, !isSign(end, ",") {
      while end - i < 6, isDigits(end), tokens[end].length == 3, marks[end] == .free, narrowGap(before: end) {
        append(end)
        end += 1
        grouped = true
      }
    }
    if glued(end, point), !(glued(end, ".") && glued(end + 2, ".")) {
      text.append(UInt8(ascii: "."))
      append(end + 1)
      end += 2
    } else if !grouped, glued(end, comma) {
      // A comma that groups nothing is a decimal comma.
      text.append(UInt8(ascii: "."))
      append(end + 1)
      end += 2
    } else if glued(end, "."), glued(end + 2, "."), !grouped {
      while end - i < 12, glued(end, "."), tokens[end + 1].length == 3 {
        append(end + 1)
        end += 2
      }
    }
    for k in text.indices where text[k] > 0x7F { return nil }
    guard let value = ExactDecimal(String(decoding: text, as: UTF8.self)) else { return nil }
    return Numeral(tokens: i..<end, value: value)
  }

  /// One space, no line feed, between two groups of digits.
  private func narrowGap(before i: Int) -> Bool {
    let from = Int(tokens[i - 1].end)
    let to = Int(tokens[i].start)
    return to > from && to - from <= 3 && !bytes[from..<to].contains(0x0A) && (to - from == 1 || bytes[from] > 0x7F)
  }

  // MARK: Words

  private func words(at i: Int) -> Numeral? {
    var k = i
    var total = 0
    var current = 0
    var any = false
    var lastWasTen = false
    if let scale = hit(.scale, at: i), scale.entry.number >= 5 || isSign(scale.tokens.upperBound, "-"),
      isScaleAlone(scale)
    {
      // "Hundred-billion-yuan"
      var (end, power) = (scale.tokens.upperBound, scale.entry.number)
      if power <= 3, let upper = hit(.scale, at: end + 1), upper.entry.number >= 5, isSign(upper.tokens.upperBound, "-")
      {
        (end, power) = (upper.tokens.upperBound, power + upper.entry.number)
      }
      return Numeral(
        tokens: i..<end, value: ExactDecimal(significand: 1, exponent: power), spelled: true, bare: true, scale: power)
    }
    if isWord(k, Words.a) || isWord(k, Words.an) {
      guard let scale = hit(.scale, at: k + 1), scale.entry.number <= 3 || scale.entry.number >= 5,
        !isSign(scale.tokens.upperBound, "-")
      else { return nil }
      return Numeral(tokens: i..<k + 1, value: ExactDecimal(1), spelled: true)
    }
    while k < tokens.count, k - i < 12 {
      if let number = hit(.number, at: k)?.entry.number {
        if any, current % 100 != 0, !(lastWasTen && number < 10) { break }
        current += number
        lastWasTen = number >= 20
        any = true
        k += 1
      } else if any, let scale = hit(.scale, at: k), scale.entry.number == 2 {
        current *= 100
        k += 1
        lastWasTen = false
      } else if any, let scale = hit(.scale, at: k), scale.entry.number == 3 {
        total += current * 1000
        current = 0
        k += 1
        lastWasTen = false
      } else if any, isSign(k, "-"), isGlued(k), hit(.number, at: k + 1) != nil, lastWasTen {
        k += 1
      } else if any, isWord(k, Words.and), hit(.number, at: k + 1) != nil, hit(.scale, endingAt: k) != nil {
        k += 1
      } else {
        break
      }
    }
    guard any else { return nil }
    return Numeral(tokens: i..<k, value: ExactDecimal(total + current), spelled: true)
  }

  /// "trillion-yuan", "billion-level", "billion-dollar": a scale that stands for one of it.
  private func isScaleAlone(_ scale: PhraseTable.Hit) -> Bool {
    let i = scale.tokens.lowerBound
    let next = scale.tokens.upperBound
    guard isSign(next, "-"), isGlued(next), isGlued(next + 1) else { return false }
    // "Two trillion-yuan clusters": the count before is a figure by now.
    if i > 0, marks[i - 1] != .figure, tokens[i - 1].kind == .digits || hit(.number, endingAt: i) != nil {
      return false
    }
    if isSign(i - 1, "-"), isGlued(i) { return false }
    return true
  }

  // MARK: Scales

  private func applyScale(_ numeral: inout Numeral) {
    guard !numeral.bare else { return }
    var end = numeral.tokens.upperBound
    // 35 x 10,000
    if isSign(end, "x") || isWord(end, Words.x), isDigits(end + 1), integer(end + 1) == 10, isSign(end + 2, ","),
      integer(end + 3) == 0, tokens[end + 3].length == 3
    {
      numeral.value = numeral.value.scaled(byPowerOfTen: 4)
      numeral.scale = 4
      end += 4
    }
    for _ in 0..<3 {
      if end < tokens.count, tokens[end].kind == .ideograph, hit(.hedgeAfter, at: end)?.entry.value == "over",
        countsChinese(at: end + 1)
      {
        numeral.more = true
        end += 1
      }
      var next = end
      if isSign(next, "+"), isGlued(next), hit(.scale, at: next + 1) != nil { next += 1 }
      if isSign(next, "-"), isGlued(next), isGlued(next + 1) { next += 1 }
      guard let scale = hit(.scale, at: next), marks[next] == .free else { break }
      if scale.entry.number == 2, !numeral.spelled, next > end { break }
      // 千 in 千瓦 belongs to the unit.
      if let unit = hit(.unit, at: next), unit.tokens.count > scale.tokens.count { break }
      // "two trillion-yuan clusters" are two.
      if numeral.spelled, next == end, scale.entry.number >= 8, isSign(scale.tokens.upperBound, "-") { break }
      numeral.value = numeral.value.scaled(byPowerOfTen: scale.entry.number)
      numeral.scale += scale.entry.number
      end = scale.tokens.upperBound
    }
    numeral.tokens = numeral.tokens.lowerBound..<end
  }

  /// Scale letters that need a currency beside them: m, b, k.
  func isMoneyScale(_ i: Int, after digits: Int) -> Bool {
    guard moneyScale(i) != nil else { return false }
    return hit(.currency, at: i + 1) != nil || moneyPrefix(before: digits) != nil
  }

  func moneyScale(_ i: Int) -> Int? {
    guard i < tokens.count, isGlued(i), tokens[i].length == 1, tokens[i].kind == .word else { return nil }
    switch tokens[i].byte {
    case UInt8(ascii: "m"), UInt8(ascii: "M"): return 6
    case UInt8(ascii: "b"), UInt8(ascii: "B"): return 9
    case UInt8(ascii: "t"), UInt8(ascii: "T"): return 12
    case UInt8(ascii: "k"), UInt8(ascii: "K"): return 3
    default: return nil
    }
  }

  /// The currency in front of a number: walks back over the groups of its digits.
  func moneyPrefix(before i: Int) -> PhraseTable.Hit? {
    var start = i
    while start > 1, isGlued(start), isSign(start - 1, ".") || isSign(start - 1, ","), isDigits(start - 2) {
      start -= 2
    }
    return hit(.currency, endingAt: start)
  }
}
