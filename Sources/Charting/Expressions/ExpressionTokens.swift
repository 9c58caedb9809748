/// A word or sign of an expression.
struct ExpressionToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(Double)
    case string(String)
    case name(String)
    case pattern(String, flags: String)
    case sign(String)
    case end
  }

  var kind: Kind
  var offset: Int

  /// As messages name it.
  var description: String {
    switch kind {
    case .number(let value): "number \(value)"
    case .string(let text): "text '\(text)'"
    case .name(let name): "name ‘\(name)’"
    case .pattern(let source, _): "pattern /\(source)/"
    case .sign(let sign): "‘\(sign)’"
    case .end: "end"
    }
  }
}

/// Splits an expression into tokens.
struct ExpressionLexer {
  private let text: [Character]
  private var i = 0

  static func tokens(of source: String) throws(ExpressionError) -> [ExpressionToken] {
    var lexer = ExpressionLexer(text: Array(source))
    var tokens: [ExpressionToken] = []
    repeat { tokens.append(try lexer.next(after: tokens.last)) } while tokens.last?.kind != .end
    return tokens
  }

  private init(text: [Character]) { self.text = text }

  private func peek(_ k: Int = 0) -> Character? { i + k < text.count ? text[i + k] : nil }

  private mutating func next(after previous: ExpressionToken?) throws(ExpressionError) -> ExpressionToken {
    while let c = peek(), c.isWhitespace { i += 1 }
    let start = i
    guard let c = peek() else { return ExpressionToken(kind: .end, offset: start) }
    let isDigit = c.isASCII && c.isNumber
    if isDigit || (c == "." && peek(1).map { $0.isASCII && $0.isNumber } == true) {
      return ExpressionToken(kind: .number(try number()), offset: start)
    }
    if c == "'" || c == "\"" { return ExpressionToken(kind: .string(try string(c)), offset: start) }
    if c.isLetter || c == "_" || c == "$" {
      while let c = peek(), c.isLetter || c.isNumber || c == "_" || c == "$" { i += 1 }
      return ExpressionToken(kind: .name(String(text[start..<i])), offset: start)
    }
    if c == "/", startsPattern(previous) { return try pattern() }
    for sign in Self.signs where sign[0] == c && text[i...].starts(with: sign) {
      i += sign.count
      return ExpressionToken(kind: .sign(String(sign)), offset: start)
    }
    throw .unexpected("character ‘\(c)’", at: start)
  }

  private static let signs: [[Character]] = [
    ">>>", "===", "!==", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "??", "**", "+", "-", "*", "/", "%", "&", "|",
    "^", "!", "~", "<", ">", "(", ")", "[", "]", "{", "}", ".", ",", "?", ":", ";",
  ].map(Array.init)

  /// A slash after a value divides.
  private func startsPattern(_ previous: ExpressionToken?) -> Bool {
    switch previous?.kind {
    case .number, .string, .name, .pattern: false
    case .sign(let sign): ![")", "]", "}"].contains(sign)
    case .end, nil: true
    }
  }

  private mutating func number() throws(ExpressionError) -> Double {
    let start = i
    if peek() == "0", let radix = peek(1).flatMap({ ["x": 16, "X": 16, "b": 2, "o": 8][$0] }) {
      i += 2
      while let c = peek(), c.isASCII, c.isLetter || c.isNumber { i += 1 }
      guard let value = UInt64(String(text[(start + 2)..<i]), radix: radix) else {
        throw .unexpected("number", at: start)
      }
      return Double(value)
    }
    func digits() { while let c = peek(), c.isASCII, c.isNumber { i += 1 } }
    digits()
    if peek() == "." {
      i += 1
      digits()
    }
    if peek() == "e" || peek() == "E" {
      i += 1
      if peek() == "+" || peek() == "-" { i += 1 }
      digits()
    }
    var written = String(text[start..<i])
    if written.hasPrefix(".") { written = "0" + written }
    if written.hasSuffix(".") { written += "0" }
    guard let value = Double(written.replacing(".e", with: "e")), peek().map({ $0.isLetter }) != true else {
      throw .unexpected("number ‘\(written)’", at: start)
    }
    return value
  }

  private mutating func string(_ quote: Character) throws(ExpressionError) -> String {
    let start = i
    i += 1
    var out = ""
    while let c = peek() {
      i += 1
      if c == quote { return out }
      guard c == "\\", let escaped = peek() else {
        out.append(c)
        continue
      }
      i += 1
      switch escaped {
      case "n": out += "\n"
      case "t": out += "\t"
      case "r": out += "\r"
      case "b": out += "\u{8}"
      case "f": out += "\u{C}"
      case "v": out += "\u{B}"
      case "0": out += "\0"
      case "u", "x":
        let length = escaped == "u" ? 4 : 2
        let digits = String(text[i..<min(i + length, text.count)])
        guard digits.count == length, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
          throw .unexpected("escape", at: i - 2)
        }
        out.unicodeScalars.append(scalar)
        i += length
      default: out.append(escaped)
      }
    }
    throw .unterminated("the text", at: start)
  }

  private mutating func pattern() throws(ExpressionError) -> ExpressionToken {
    let start = i
    i += 1
    var body = ""
    var inClass = false
    while let c = peek(), c != "/" || inClass {
      if c == "[" { inClass = true } else if c == "]" { inClass = false }
      body.append(c)
      i += 1
      if c == "\\", let escaped = peek() {
        body.append(escaped)
        i += 1
      }
    }
    guard peek() == "/" else { throw .unterminated("the pattern", at: start) }
    i += 1
    let flags = i
    while let c = peek(), c.isLetter { i += 1 }
    return ExpressionToken(kind: .pattern(body, flags: String(text[flags..<i])), offset: start)
  }
}
