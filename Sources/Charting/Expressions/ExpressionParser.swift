import Diagnostics

/// Builds the tree of an expression by the binding power of its operators.
struct ExpressionParser {
  private let tokens: [ExpressionToken]
  private var i = 0
  private var depth = 0

  init(_ source: String) throws(ExpressionError) { tokens = try ExpressionLexer.tokens(of: source) }

  private var token: ExpressionToken { tokens[i] }

  mutating func parse() throws(ExpressionError) -> ExpressionNode {
    let node = try ternary()
    if token.kind == .sign(";") { i += 1 }
    guard token.kind == .end else { throw .unexpected(token.description, at: token.offset) }
    return node
  }

  private mutating func take(_ sign: String) -> Bool {
    guard token.kind == .sign(sign) else { return false }
    i += 1
    return true
  }

  private mutating func expect(_ sign: String) throws(ExpressionError) {
    guard take(sign) else {
      if token.kind == .end { throw .unexpectedEnd(at: token.offset) }
      throw .expected("‘\(sign)’ before \(token.description)", at: token.offset)
    }
  }

  private mutating func ternary() throws(ExpressionError) -> ExpressionNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < 200 else { throw .nestedTooDeeply(at: token.offset) }
    let test = try binary(0)
    guard take("?") else { return test }
    let yes = try ternary()
    try expect(":")
    return .conditional(test, yes, try ternary())
  }

  private mutating func binary(_ minimum: Int) throws(ExpressionError) -> ExpressionNode {
    var left = try unary()
    var links = 0
    while let op = operatorHere, op.power > minimum {
      links += 1
      guard links < 2_000 else { throw .nestedTooDeeply(at: token.offset) }
      i += 1
      // A power binds to the right.
      let right = try binary(op == .power ? op.power - 1 : op.power)
      left = .binary(op, left, right)
    }
    return left
  }

  private var operatorHere: BinaryOperator? {
    switch token.kind {
    case .sign(let sign): BinaryOperator(rawValue: sign)
    case .name("in"): .has
    default: nil
    }
  }

  private mutating func unary() throws(ExpressionError) -> ExpressionNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < 200 else { throw .nestedTooDeeply(at: token.offset) }
    if case .sign(let sign) = token.kind, let op = UnaryOperator(rawValue: sign) {
      i += 1
      let operand = try unary()
      if op == .minus, case .literal(.number(let value)) = operand { return .literal(.number(-value)) }
      return .unary(op, operand)
    }
    return try postfix()
  }

  private mutating func postfix() throws(ExpressionError) -> ExpressionNode {
    var node = try primary()
    var links = 0
    while true {
      links += 1
      guard links < 200 else { throw .nestedTooDeeply(at: token.offset) }
      if take(".") {
        guard case .name(let name) = token.kind else { throw .expected("a name after ‘.’", at: token.offset) }
        i += 1
        node = member(node, .literal(.string(name)))
      } else if take("[") {
        let key = try ternary()
        try expect("]")
        node = member(node, key)
      } else {
        return node
      }
    }
  }

  private func member(_ object: ExpressionNode, _ key: ExpressionNode) -> ExpressionNode {
    if case .name("datum") = object, case .literal(let value) = key { return .field(value.text) }
    return .member(object, key)
  }

  private mutating func primary() throws(ExpressionError) -> ExpressionNode {
    let start = token
    i += start.kind == .end ? 0 : 1
    switch start.kind {
    case .number(let value): return .literal(.number(value))
    case .string(let text): return .literal(.string(text))
    case .pattern(let source, let flags): return .pattern(try Pattern(source, flags: flags, offset: start.offset))
    case .name(let name):
      if take("(") { return try call(name, at: start.offset) }
      switch name {
      case "true", "false": return .literal(.bool(name == "true"))
      case "null": return .literal(.null)
      case "undefined": return .undefined
      default: return ExpressionFunction.constants[name].map { .literal(.number($0)) } ?? .name(name)
      }
    case .sign("("):
      let inner = try ternary()
      try expect(")")
      return inner
    case .sign("["): return .list(try items(until: "]"))
    case .sign("{"): return try object()
    case .end: throw .unexpectedEnd(at: start.offset)
    case .sign: throw .unexpected(start.description, at: start.offset)
    }
  }

  private mutating func items(until close: String) throws(ExpressionError) -> [ExpressionNode] {
    var items: [ExpressionNode] = []
    if take(close) { return items }
    repeat { items.append(try ternary()) } while take(",")
    try expect(close)
    return items
  }

  private mutating func object() throws(ExpressionError) -> ExpressionNode {
    var entries: [ExpressionNode.Entry] = []
    if take("}") { return .object(entries) }
    repeat {
      let key: String
      switch token.kind {
      case .name(let name): key = name
      case .string(let text): key = text
      case .number(let value): key = DataValue.number(value).text
      default: throw .expected("the name of an entry", at: token.offset)
      }
      i += 1
      try expect(":")
      entries.append(ExpressionNode.Entry(name: key, value: try ternary()))
    } while take(",")
    try expect("}")
    return .object(entries)
  }

  private mutating func call(_ name: String, at offset: Int) throws(ExpressionError) -> ExpressionNode {
    let arguments = try items(until: ")")
    if name == "if" {
      guard arguments.count == 3 else { throw .expected("three arguments of ‘if’", at: offset) }
      return .conditional(arguments[0], arguments[1], arguments[2])
    }
    if name == "now" || name.hasPrefix("sample") {
      throw .changingFunction(name, at: offset)
    }
    if ExpressionFunction.external.contains(name) {
      return .external(name, arguments)
    }
    if let function = ExpressionFunction.table[name] { return .call(function, arguments) }
    let suggestion = nearestMatch(to: name, in: ExpressionFunction.table.keys.sorted())
    throw .unknownFunction(name, suggestion: suggestion, at: offset)
  }
}
