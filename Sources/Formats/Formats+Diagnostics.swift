/// What is wrong with a format specifier, and where in it.
public struct FormatError: Error, Hashable, Sendable {
  /// One clause without a full stop.
  public var message: String
  /// Characters before the mistake.
  public var offset: Int

  static func malformedNumberFormat(_ specifier: String, at offset: Int) -> FormatError {
    FormatError(message: "‘\(specifier)’ is not a number format such as ‘,.1f’ or ‘~s’", offset: offset)
  }

  static func unknownNumberType(_ type: Character, at offset: Int) -> FormatError {
    FormatError(message: "no number format is called ‘\(type)’; known are e f g r s % p b o d x X c n", offset: offset)
  }

  static func unknownDirective(_ directive: String, at offset: Int) -> FormatError {
    FormatError(message: "no part of a date is written ‘%\(directive)’", offset: offset)
  }
}
