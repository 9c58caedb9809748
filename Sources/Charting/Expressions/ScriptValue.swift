import Formats

/// What a part of an expression evaluates to: a value of the data, or one that only expressions have.
enum ScriptValue {
  case undefined
  case data(DataValue)
  case pattern(Pattern)

  static func number(_ value: Double) -> ScriptValue { .data(.number(value)) }
  static func text(_ value: String) -> ScriptValue { .data(.string(value)) }
  static func truth(_ value: Bool) -> ScriptValue { .data(.bool(value)) }
  static let null = ScriptValue.data(.null)

  var dataValue: DataValue { if case .data(let value) = self { value } else { .null } }

  /// Neither null nor undefined.
  var exists: Bool {
    switch self {
    case .undefined, .data(.null): false
    default: true
    }
  }

  var isTrue: Bool {
    switch self {
    case .undefined, .data(.null): false
    case .data(.bool(let value)): value
    case .data(.number(let value)): value != 0 && !value.isNaN
    case .data(.string(let text)): !text.isEmpty
    case .data(.time), .data(.list), .data(.object), .pattern: true
    }
  }

  var number: Double { if case .data(let value) = self { value.number } else { .nan } }

  var text: String {
    switch self {
    case .undefined: "undefined"
    case .data(let value): value.text
    case .pattern(let pattern): "/\(pattern.source)/"
    }
  }

  var list: [DataValue]? { if case .data(.list(let list)) = self { list } else { nil } }
}

extension DataValue {
  /// ECMAScript's conversion to a number.
  var number: Double {
    switch self {
    case .null: return 0
    case .bool(let value): return value ? 1 : 0
    case .number(let value), .time(let value): return value
    case .string(let text): return Self.number(of: text)
    case .list(let list): return list.isEmpty ? 0 : list.count == 1 ? Self.number(of: list[0].text) : .nan
    case .object: return .nan
    }
  }

  private static func number(of text: String) -> Double {
    var body = text[...]
    while body.first?.isWhitespace == true { body = body.dropFirst() }
    while body.last?.isWhitespace == true { body = body.dropLast() }
    if body.isEmpty { return 0 }
    switch body {
    case "Infinity", "+Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: break
    }
    if body.hasPrefix("0x") || body.hasPrefix("0X") {
      return UInt64(body.dropFirst(2), radix: 16).map { Double($0) } ?? .nan
    }
    guard body.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || [43, 45, 46, 69, 101].contains($0) }) else { return .nan }
    return Double(body) ?? .nan
  }

  /// ECMAScript's conversion to text; a time in UTC.
  var text: String {
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .number(let value): return ScriptNumber.text(value)
    case .string(let text): return text
    case .time(let value): return (try? TimeFormat("%a %b %d %Y %H:%M:%S GMT%Z").format(value)) ?? ""
    case .list(let list): return list.map { $0 == .null ? "" : $0.text }.joined(separator: ",")
    case .object: return "[object Object]"
    }
  }
}

extension ScriptValue {
  /// `===`; lists and objects are equal when their contents are.
  static func identical(_ a: ScriptValue, _ b: ScriptValue) -> Bool {
    switch (a, b) {
    case (.undefined, .undefined): true
    case (.data(.number(let x)), .data(.number(let y))): x == y
    case (.data(let x), .data(let y)): x == y
    default: false
    }
  }

  /// `==`; times compare by their moment.
  static func equal(_ a: ScriptValue, _ b: ScriptValue) -> Bool {
    guard a.exists, b.exists else { return !a.exists && !b.exists }
    switch (a, b) {
    case (.data(.string), .data(.string)), (.data(.list), .data(.list)), (.data(.object), .data(.object)):
      return identical(a, b)
    case (.data(.list), .data(.string)), (.data(.string), .data(.list)): return a.text == b.text
    default: return a.number == b.number
    }
  }

  /// Whether `a` comes before `b`; nil when they cannot be compared.
  static func precedes(_ a: ScriptValue, _ b: ScriptValue) -> Bool? {
    if case .data(.string(let x)) = a, case .data(.string(let y)) = b {
      return x.precedesInUTF16(y)
    }
    let (x, y) = (a.number, b.number)
    return x.isNaN || y.isNaN ? nil : x < y
  }
}

extension String {
  /// Whether the text comes first by its UTF-16 units, as ECMAScript compares.
  ///
  /// The bytes of UTF-8 order alike, but for characters beyond U+FFFF: those begin with 0xF0 or more and come before
  /// U+E000…U+FFFF, which begin with 0xEE or 0xEF.
  func precedesInUTF16(_ other: String) -> Bool {
    var (first, second) = (self, other)
    return first.withUTF8 { a in
      second.withUTF8 { b in
        for i in 0..<min(a.count, b.count) where unsafe a[i] != b[i] {
          let (x, y) = unsafe (a[i], b[i])
          if x >= 0xF0, y == 0xEE || y == 0xEF { return true }
          if y >= 0xF0, x == 0xEE || x == 0xEF { return false }
          return x < y
        }
        return a.count < b.count
      }
    }
  }
}
