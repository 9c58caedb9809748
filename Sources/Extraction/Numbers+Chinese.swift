import Observations

extension Passage {
  /// 三十二, 两千, 一百二十: numerals in Chinese characters up to thousands; 万 and 亿 are scales of what stands before.
  ///
  /// 近万, 超亿, 万亿级: a scale behind a hedge or before 级 stands for one of it.
  func chineseWords(at i: Int) -> Numeral? {
    guard i < tokens.count, tokens[i].kind == .ideograph else { return nil }
    if let scale = hit(.scale, at: i), scale.entry.number >= 4,
      hit(.hedge, endingAt: i) != nil && countsChinese(at: scale.tokens.upperBound)
        || scale.entry.number >= 8 && isWord(scale.tokens.upperBound, Words.ji)
    {
      return Numeral(
        tokens: scale.tokens, value: ExactDecimal(significand: 1, exponent: scale.entry.number), spelled: true,
        bare: true, scale: scale.entry.number)
    }
    guard let (value, end) = chineseInteger(at: i) else { return nil }
    return Numeral(tokens: i..<end, value: ExactDecimal(value), spelled: true)
  }

  /// The value of a run of Chinese numerals and the token behind it.
  func chineseInteger(at i: Int) -> (value: Int, end: Int)? {
    var end = i
    var total = 0
    var digit: Int?
    var hasZero = false
    while end < tokens.count, end - i < 9, isFree(end), let hit = hit(.numeral, at: end) {
      let number = hit.entry.number
      if number >= 10 {
        total += (digit ?? 1) * number
        digit = nil
      } else if number == 0 {
        hasZero = true
      } else {
        // 二三 are digits of a year or a telephone, not a number.
        guard digit == nil else { return nil }
        digit = number
      }
      end += 1
    }
    guard end > i, !(hasZero && total == 0) else { return nil }
    return (total + (digit ?? 0), end)
  }

  /// Whether a unit, a scale or a classifier stands at a token, so that the numeral before it counts something.
  func countsChinese(at i: Int) -> Bool {
    hit(.unit, at: i) != nil || hit(.currency, at: i) != nil || hit(.scale, at: i) != nil || hit(.tenths, at: i) != nil
  }

  /// 三分之一, 百分之八: the whole before the part.
  func readChineseFraction(at i: Int) -> Figure? {
    guard isFree(i), let (bottom, middle) = integer(i).map({ ($0, i + 1) }) ?? chineseInteger(at: i), bottom > 1,
      middle + 2 < tokens.count, isWord(middle, Words.fen), isWord(middle + 1, Words.zhiOf),
      let (top, end) = integer(middle + 2).map({ ($0, middle + 3) }) ?? chineseInteger(at: middle + 2)
    else { return nil }
    if bottom == 100 { return Figure(tokens: i..<end, value: ExactDecimal(top), unit: "%", spelled: true) }
    guard top < bottom else { return nil }
    return Figure(fraction: top, of: bottom, tokens: i..<end, spelled: true)
  }

  /// 居全国第三位, 排名第2: a place in an order; 第 before anything else only numbers it.
  mutating func readChineseRank(at i: Int) -> Figure? {
    guard isWord(i, Words.di), isFree(i),
      let (number, end) = integer(i + 1).map({ ($0, i + 2) }) ?? chineseInteger(at: i + 1), number > 0
    else { return nil }
    let low = max(sentence(of: i).lowerBound, i - 6)
    let placed = isWord(end, Words.wei) || isWord(end, Words.ming)
    let ranked = hits(.rank, in: low..<i).contains { $0.entry.value.isEmpty }
    let levelled = hit(.rankLevel, endingAt: i) != nil && (end == tokens.count || hit(.unit, at: end) == nil)
    guard placed || ranked || levelled else {
      if isDigits(i + 1) { refuse(i..<end, .ordinal) }
      return nil
    }
    var figure = Figure(
      tokens: i..<(placed ? end + 1 : end), form: .rank, value: ExactDecimal(number), unit: "rank")
    figure.change = .rank
    return figure
  }
}
