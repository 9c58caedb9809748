extension Passage {
  /// Takes out what holds digits but counts nothing: addresses of every kind, names, slogans, plans.
  mutating func maskNames() {
    maskPagers()
    for i in tokens.indices where marks[i] == .free {
      if let hit = hit(.mask, at: i), hit.tokens.allSatisfy({ marks[$0] == .free }), opensName(hit) {
        refuse(hit.tokens, Rejection.Reason(rawValue: hit.entry.value) ?? .identifier)
        continue
      }
      switch tokens[i].kind {
      case .word: maskAddress(at: i)
      case .digits: maskDigits(at: i)
      case .sign where tokens[i].isSign("@"): refuseRun(around: i, .email)
      default: break
      }
    }
    maskPlans()
    maskSlogans()
  }

  /// A name with a number in it starts with a capital; idioms stand as they are.
  private func opensName(_ hit: PhraseTable.Hit) -> Bool {
    guard let reason = Rejection.Reason(rawValue: hit.entry.value) else { return false }
    if reason == .idiom || tokens[hit.tokens.lowerBound].kind == .digits { return true }
    return tokens[hit.tokens.lowerBound].capital
  }

  private mutating func refuseRun(around i: Int, _ reason: Rejection.Reason) {
    var run = run(around: i)
    while let last = run.last, run.count > 1, isSign(last, ".") || isSign(last, ",") || isSign(last, ")") {
      run = run.lowerBound..<last
    }
    refuse(run, reason)
  }

  /// A line of page numbers.
  private mutating func maskPagers() {
    let digits = tokens.indices.filter { tokens[$0].kind == .digits }
    guard digits.count >= 3, tokens.allSatisfy({ $0.kind != .word || $0.length <= 4 }) else { return }
    let words = tokens.count { $0.kind == .word }
    guard words <= 2, digits.count * 2 >= tokens.count - 4 else { return }
    var expected = 0
    for i in digits where integer(i) == expected + 1 || expected == 0 { expected = integer(i) ?? 0 }
    guard expected >= 3 else { return }
    for i in digits { refuse(i..<i + 1, .pager) }
  }

  /// Web and postal addresses, telephone numbers after their word.
  private mutating func maskAddress(at i: Int) {
    let run = run(around: i)
    if run.lowerBound == i, run.count > 3 {
      let text = String(decoding: bytes[byteRange(i..<i + 1)], as: UTF8.self).lowercased()
      if text == "www" || text == "http" || text == "https" {
        refuseRun(around: i, .url)
        return
      }
    }
    guard let chrome = hit(.chrome, at: i),
      i == 0 || isSign(i - 1, ",") || isSign(i + chrome.tokens.count, ":") || tokens[i].capital
        || chrome.entry.value == "phone"
    else { return }
    let reason = Rejection.Reason(rawValue: chrome.entry.value) ?? .identifier
    var j = chrome.tokens.upperBound
    let limit = min(tokens.count, j + (reason == .address ? 60 : 6))
    if reason == .address {
      for k in j..<limit where tokens[k].kind == .digits && marks[k] == .free { refuse(k..<k + 1, .address) }
      return
    }
    while j < limit, tokens[j].kind != .digits { j += 1 }
    guard j < limit else { return }
    var end = j
    while end < tokens.count,
      tokens[end].kind == .digits || "-()+./".unicodeScalars.contains(where: { isSign(end, $0) })
    {
      end += 1
    }
    let length = (j..<end).reduce(0) { $0 + (tokens[$1].kind == .digits ? tokens[$1].length : 0) }
    guard length >= (reason == .phone ? 5 : 4) else { return }
    while end > j, tokens[end - 1].kind != .digits { end -= 1 }
    refuse(j..<end, reason)
  }

  private mutating func maskDigits(at i: Int) {
    if maskPhone(at: i) || maskClock(at: i) { return }
    let run = run(around: i)
    // 2+6+N
    if run.count >= 3, isGlued(i + 1), isSign(i + 1, "+"), isGlued(i + 2), tokens[i + 2].kind != .sign {
      refuseRun(around: i, .slogan)
      return
    }
    maskIdentifier(at: i)
  }

  private mutating func maskPhone(at i: Int) -> Bool {
    guard marks[i] == .free else { return false }
    let plus = isSign(i - 1, "+") && isGlued(i) && tokens[i - 1].spaced
    let trunk = tokens[i].length >= 3 && tokens[i].length <= 4 && bytes[Int(tokens[i].start)] == 0x30
    guard plus || trunk else { return tokens[i].length >= 10 ? refusePlain(i, .identifier) : false }
    var end = i + 1
    var total = tokens[i].length
    while end < tokens.count {
      if tokens[end].kind == .digits, tokens[end].length >= 2 {
        total += tokens[end].length
        end += 1
      } else if isSign(end, "-"), isDigits(end + 1) {
        end += 1
      } else {
        break
      }
    }
    guard total >= 7, end > i + 1 else { return false }
    refuse((plus ? i - 1 : i)..<end, .phone)
    return true
  }

  private mutating func refusePlain(_ i: Int, _ reason: Rejection.Reason) -> Bool {
    guard !isSign(i - 1, "."), !isSign(i + 1, ".") || !isDigits(i + 2) else { return false }
    refuse(i..<i + 1, reason)
    return true
  }

  private mutating func maskClock(at i: Int) -> Bool {
    guard let hour = integer(i), hour <= 24 else { return false }
    if isSign(i + 1, ":"), isGlued(i + 1), isDigits(i + 2), isGlued(i + 2), tokens[i + 2].length == 2 {
      var end = i + 3
      if isSign(end, ":"), isDigits(end + 1), isGlued(end + 1) { end += 2 }
      refuse(i..<end, .clockTime)
      return true
    }
    if hour <= 12, isWord(i + 1, Words.am) || isWord(i + 1, Words.pm) {
      refuse(i..<i + 2, .clockTime)
      return true
    }
    if hour <= 12, isSign(i + 2, "."), tokens[i + 1].length == 1, isWord(i + 3, Words.m), isGlued(i + 3) {
      refuse(i..<i + 4, .clockTime)
      return true
    }
    return false
  }

  /// C919, PM2.5, 5G, COVID-19, Jilin-1.
  private mutating func maskIdentifier(at i: Int) {
    guard marks[i] == .free else { return }
    if isGlued(i), i > 0, tokens[i - 1].kind == .word, hit(.currency, endingAt: i) == nil,
      hit(.quarter, endingAt: i + 1) == nil,
      hit(.calendar, endingAt: i + 1) == nil, tokens[i - 1].hash != Words.fy
    {
      var start = i - 1
      while start > 0, isGlued(start), isSign(start - 1, "-") || tokens[start - 1].kind != .sign { start -= 1 }
      refuse(start..<identifierEnd(i), .identifier)
      return
    }
    if isGlued(i), isSign(i - 1, "-"), isGlued(i - 1), i > 1, tokens[i - 2].kind == .word,
      tokens[i - 2].hash != Words.top,
      hit(.month, endingAt: i - 1) == nil, hit(.number, endingAt: i - 1) == nil, hit(.unit, endingAt: i - 1) == nil,
      hit(.unit, at: i + 1) == nil, !isSign(i + 1, "%"), !isPrefixOfDate(i - 2),
      !(isSign(i + 1, "-") && hit(.unit, at: i + 2) != nil)
    {
      let four = tokens[i].length == 4
      if !four || tokens[i - 2].capital {
        refuse(i - 2..<identifierEnd(i), .identifier)
        return
      }
    }
    if isGlued(i + 1), tokens[i + 1].kind == .word, tokens[i + 1].length <= 3, tokens[i + 1].hash != Words.s,
      tokens[i + 1].hash != Words.x, hit(.nounUnit, at: i + 1) == nil,
      hit(.unit, at: i + 1) == nil, hit(.scale, at: i + 1) == nil, hit(.currency, at: i + 1) == nil,
      !isOrdinalSuffix(i + 1), !isMoneyScale(i + 1, after: i)
    {
      refuse(i..<identifierEnd(i), .identifier)
    }
  }

  private func isPrefixOfDate(_ i: Int) -> Bool {
    let text = String(decoding: bytes[byteRange(i..<i + 1)], as: UTF8.self).lowercased()
    return ["mid", "early", "late", "pre", "post", "since", "to"].contains(text)
  }

  private func identifierEnd(_ i: Int) -> Int {
    var end = i + 1
    while end < tokens.count, isGlued(end) {
      if tokens[end].kind != .sign {
        end += 1
      } else if isSign(end, ".") || isSign(end, "-") || isSign(end, "/"), isGlued(end + 1),
        tokens[end + 1].kind == .digits
      {
        end += 2
      } else {
        break
      }
    }
    return end
  }

  func isOrdinalSuffix(_ i: Int) -> Bool {
    guard isGlued(i) else { return false }
    let hash = tokens[i].hash
    return hash == Words.st || hash == Words.nd || hash == Words.rd || hash == Words.th
  }

  /// "14th Five-Year Plan", "three-year action plan": the number names the plan.
  private mutating func maskPlans() {
    for i in tokens.indices {
      guard let plan = hit(.planName, at: i) else { continue }
      var start = i
      while start > 0, i - start < 5,
        isSign(start - 1, "-") || isSign(start - 1, "\"") || isNumberWord(start - 1) || isDigits(start - 1)
          || isOrdinalSuffix(start - 1)
      {
        start -= 1
      }
      while start < i, tokens[start].kind == .sign { start += 1 }
      let range = start..<plan.tokens.upperBound
      let numbers = range.contains { isDigits($0) || isNumberWord($0) }
      guard numbers, range.allSatisfy({ marks[$0] == .free }) else { continue }
      refuse(range, .plan)
    }
  }

  func isNumberWord(_ i: Int) -> Bool { hit(.number, at: i) != nil || hit(.ordinal, at: i) != nil }

  /// Short quotations with numbers that carry no unit: "344", "nine connections and one leveling", "ten actions".
  private mutating func maskSlogans() {
    for quotation in quotations where quotation.count <= 16 {
      let numeric = quotation.filter { marks[$0] == .free && (isDigits($0) || hit(.number, at: $0) != nil) }
      guard !numeric.isEmpty else { continue }
      let hasUnit = quotation.contains { i in
        if isSign(i, "%") || hit(.currency, at: i) != nil { return true }
        guard let unit = hit(.unit, at: i) else { return false }
        return !["count", "times", "year", "day", "share"].contains(unit.entry.value) && isMeasuredBy(i, quotation)
      }
      if hasUnit { continue }
      for i in numeric where marks[i] == .free { refuse(i..<i + 1, .slogan) }
    }
  }

  private func isMeasuredBy(_ i: Int, _ range: Range<Int>) -> Bool {
    i > range.lowerBound
      && (isDigits(i - 1) || hit(.scale, endingAt: i) != nil || isSign(i - 1, "-") || hit(.number, endingAt: i) != nil)
  }
}
