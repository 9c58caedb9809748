extension ExpressionFunction {
  static let types: [String: Body] = [
    "isArray": { .truth($0[0].list != nil) },
    "isBoolean": { if case .data(.bool) = $0[0] { .truth(true) } else { .truth(false) } },
    "isDate": { if case .data(.time) = $0[0] { .truth(true) } else { .truth(false) } },
    "isDefined": { if case .undefined = $0[0] { .truth(false) } else { .truth(true) } },
    "isNumber": { if case .data(.number) = $0[0] { .truth(true) } else { .truth(false) } },
    "isObject": {
      switch $0[0] {
      case .data(.object), .data(.list), .data(.time): .truth(true)
      default: .truth(false)
      }
    },
    "isRegExp": { if case .pattern = $0[0] { .truth(true) } else { .truth(false) } },
    "isString": { if case .data(.string) = $0[0] { .truth(true) } else { .truth(false) } },
    "isValid": { arguments in
      if case .data(.number(let value)) = arguments[0] { return .truth(!value.isNaN) }
      if case .data(.time(let value)) = arguments[0] { return .truth(!value.isNaN) }
      return .truth(arguments[0].exists)
    },
    "toBoolean": { arguments in
      guard isGiven(arguments[0]) else { return .null }
      return .truth(arguments[0].isTrue && !["false", "0"].contains(arguments.text(0)))
    },
    "toDate": { arguments in isGiven(arguments[0]) ? moment(arguments[0], arguments.context) : .null },
    "toNumber": { isGiven($0[0]) ? .number($0.number(0)) : .null },
    "toString": { isGiven($0[0]) ? .text($0.text(0)) : .null },
    "parseFloat": { .number(leadingNumber($0.text(0), fraction: true)) },
    "parseInt": { arguments in
      let radix = arguments.whole(1, absent: 10)
      guard radix != 10, (2...36).contains(radix) else {
        return .number(leadingNumber(arguments.text(0), fraction: false))
      }
      let digits = arguments.text(0).lowercased().prefix { $0.isHexDigit || $0.isLetter }
      return .number(Int(digits, radix: radix).map { Double($0) } ?? .nan)
    },
    "warn": { $0[$0.count - 1] }, "info": { $0[$0.count - 1] }, "debug": { $0[$0.count - 1] },
  ]

  /// Neither null nor the empty text.
  private static func isGiven(_ value: ScriptValue) -> Bool {
    if case .data(.string("")) = value { return false }
    return value.exists
  }

  private static func leadingNumber(_ text: String, fraction: Bool) -> Double {
    let body = text.drop { $0.isWhitespace }
    var end = body.startIndex
    var candidate = body.startIndex
    var seenDigit = false
    while candidate < body.endIndex {
      let c = body[candidate]
      let allowed =
        (c.isASCII && c.isNumber) || c == "-" || c == "+" || (fraction && (c == "." || c == "e" || c == "E"))
      guard allowed else { break }
      candidate = body.index(after: candidate)
      if c.isNumber { seenDigit = true }
      if seenDigit, Double(body[..<candidate]) != nil { end = candidate }
    }
    return Double(body[..<end]) ?? .nan
  }
}
