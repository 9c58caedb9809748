/// What is wrong with an expression, and where in it.
public struct ExpressionError: Error, Hashable, Sendable {
  /// One clause without a full stop.
  public var message: String
  /// Characters before the mistake.
  public var offset: Int
  /// What to do about it.
  public var help: String?

  static func unexpected(_ what: String, at offset: Int) -> ExpressionError {
    ExpressionError(message: "unexpected \(what)", offset: offset)
  }

  static func unexpectedEnd(at offset: Int) -> ExpressionError {
    ExpressionError(message: "the expression ends too early", offset: offset)
  }

  static func expected(_ what: String, at offset: Int) -> ExpressionError {
    ExpressionError(message: "expected \(what)", offset: offset)
  }

  static func unterminated(_ what: String, at offset: Int) -> ExpressionError {
    ExpressionError(message: "\(what) is not closed", offset: offset)
  }

  static func unknownFunction(_ name: String, suggestion: String?, at offset: Int) -> ExpressionError {
    ExpressionError(
      message: "there is no function ‘\(name)’", offset: offset, help: suggestion.map { "did you mean ‘\($0)’?" })
  }

  static func changingFunction(_ name: String, at offset: Int) -> ExpressionError {
    ExpressionError(
      message: "‘\(name)’ gives another result each time", offset: offset,
      help: "write the value itself, so that the same input gives the same chart")
  }

  static func badPattern(_ pattern: String, at offset: Int) -> ExpressionError {
    ExpressionError(message: "‘\(pattern)’ is not a regular expression", offset: offset)
  }

  static func nestedTooDeeply(at offset: Int) -> ExpressionError {
    ExpressionError(message: "the expression is nested too deeply", offset: offset, help: "split it into several")
  }
}
