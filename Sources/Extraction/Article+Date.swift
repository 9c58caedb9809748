import Observations

extension Article {
  private static let months: [UInt64: Int] = {
    var table: [UInt64: Int] = [:]
    let names = [
      ["january", "jan"], ["february", "feb"], ["march", "mar"], ["april", "apr"], ["may"], ["june", "jun"],
      ["july", "jul"], ["august", "aug"], ["september", "sept", "sep"], ["october", "oct"], ["november", "nov"],
      ["december", "dec"],
    ]
    for (k, forms) in names.enumerated() { for form in forms { table[Token.hash(form)] = k + 1 } }
    return table
  }()

  /// The first full date in a text, else a day and month joined with the first year, else that year.
  static func date(in bytes: [UInt8]) -> TimePeriod.Unit? {
    let tokens = tokenize(bytes, 0..<bytes.count)
    func number(_ i: Int, _ range: ClosedRange<Int>) -> Int? {
      guard tokens.indices.contains(i), tokens[i].kind == .digits, tokens[i].length <= 4 else { return nil }
      let value = bytes[Int(tokens[i].start)..<Int(tokens[i].end)].reduce(0) { $0 * 10 + Int($1 & 0x0F) }
      return range.contains(value) ? value : nil
    }
    func year(_ i: Int) -> Int? { tokens.indices.contains(i) && tokens[i].length == 4 ? number(i, 1900...2100) : nil }
    func month(_ i: Int) -> Int? {
      tokens.indices.contains(i) && tokens[i].kind == .word && tokens[i].capital ? months[tokens[i].hash] : nil
    }
    var partial: (month: Int, day: Int)?
    var firstYear: Int?
    for i in tokens.indices {
      if let y = year(i) {
        if firstYear == nil { firstYear = y }
        if let m = number(i + 2, 1...12), let d = number(i + 4, 1...31),
          tokens[i + 1].hash == tokens[i + 3].hash || tokens[i + 1].hash == Words.nian
        {
          return .init(year: y, frequency: .daily, index: m, day: d)
        }
      }
      if let m = month(i) {
        let dot = tokens.indices.contains(i + 1) && tokens[i + 1].isSign(".") ? 1 : 0
        if let d = number(i + 1 + dot, 1...31), tokens[i + 1 + dot].length <= 2 {
          let after = i + 2 + dot
          for k in after..<after + 3 {
            if let y = year(k) { return .init(year: y, frequency: .daily, index: m, day: d) }
          }
          if partial == nil { partial = (m, d) }
        }
        if let d = number(i - 1, 1...31), tokens[i - 1].length <= 2, let y = year(i + 1 + dot) {
          return .init(year: y, frequency: .daily, index: m, day: d)
        }
      }
    }
    guard let firstYear else { return nil }
    if let partial { return .init(year: firstYear, frequency: .daily, index: partial.month, day: partial.day) }
    return .init(year: firstYear)
  }
}
