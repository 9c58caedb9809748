/// The tree of an expression.
indirect enum ExpressionNode: Sendable {
  struct Entry: Sendable {
    var name: String
    var value: ExpressionNode
  }

  case literal(DataValue)
  case undefined
  case pattern(Pattern)
  /// `datum.name`.
  case field(String)
  case name(String)
  case member(ExpressionNode, ExpressionNode)
  case unary(UnaryOperator, ExpressionNode)
  case binary(BinaryOperator, ExpressionNode, ExpressionNode)
  case conditional(ExpressionNode, ExpressionNode, ExpressionNode)
  case list([ExpressionNode])
  case object([Entry])
  case call(ExpressionFunction, [ExpressionNode])
  case external(String, [ExpressionNode])
}

enum UnaryOperator: String, Sendable {
  case minus = "-"
  case plus = "+"
  case not = "!"
  case complement = "~"
}

enum BinaryOperator: String, Sendable {
  case coalesce = "??"
  case or = "||"
  case and = "&&"
  case bitOr = "|"
  case bitXor = "^"
  case bitAnd = "&"
  case equal = "=="
  case notEqual = "!="
  case identical = "==="
  case notIdentical = "!=="
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case has = "in"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case shiftRightUnsigned = ">>>"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case power = "**"

  /// The higher, the tighter it binds.
  var power: Int {
    switch self {
    case .coalesce: 1
    case .or: 2
    case .and: 3
    case .bitOr: 4
    case .bitXor: 5
    case .bitAnd: 6
    case .equal, .notEqual, .identical, .notIdentical: 7
    case .less, .greater, .lessOrEqual, .greaterOrEqual, .has: 8
    case .shiftLeft, .shiftRight, .shiftRightUnsigned: 9
    case .add, .subtract: 10
    case .multiply, .divide, .remainder: 11
    case .power: 12
    }
  }
}

/// A regular expression checked when the expression was compiled.
struct Pattern: Hashable, Sendable {
  var source: String
  var ignoresCase: Bool
  var isGlobal: Bool

  init(_ source: String, flags: String, offset: Int) throws(ExpressionError) {
    self.source = source
    ignoresCase = flags.contains("i")
    isGlobal = flags.contains("g")
    guard regex != nil else { throw .badPattern(source, at: offset) }
  }

  var regex: Regex<AnyRegexOutput>? {
    let regex = try? Regex(source).matchingSemantics(.unicodeScalar).asciiOnlyDigits().asciiOnlyWordCharacters()
    return ignoresCase ? regex?.ignoresCase() : regex
  }
}

extension ExpressionNode {
  /// Adds the fields named; false when any field may be read.
  func collectFields(into found: inout [String]) -> Bool {
    func all(_ nodes: [ExpressionNode]) -> Bool {
      var known = true
      for node in nodes where !node.collectFields(into: &found) { known = false }
      return known
    }
    switch self {
    case .literal, .undefined, .pattern: return true
    case .field(let name):
      if !found.contains(name) { found.append(name) }
      return true
    case .name(let name): return name != "datum"
    case .member(let a, let b), .binary(_, let a, let b): return all([a, b])
    case .unary(_, let a): return a.collectFields(into: &found)
    case .conditional(let a, let b, let c): return all([a, b, c])
    case .list(let nodes), .call(_, let nodes), .external(_, let nodes): return all(nodes)
    case .object(let entries): return all(entries.map(\.value))
    }
  }
}
