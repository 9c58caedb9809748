package import Formats

/// A compiled expression of Vega's expression language: ECMAScript's operators on the fields of a row, and a fixed list
/// of functions.
public struct Expression: Sendable {
  /// What was written.
  public let source: String
  let tree: ExpressionNode

  /// Compiles an expression; every function is looked up and every regular expression read here, not for each row.
  public init(_ source: String) throws(ExpressionError) {
    self.source = source
    var parser = try ExpressionParser(source)
    tree = try parser.parse()
  }

  /// The value for a row. What has no value, an unknown field or a failed computation, is null or not a number, as in
  /// ECMAScript; nothing is thrown.
  package func evaluate(_ context: ExpressionContext) -> DataValue { tree.evaluate(context).dataValue }

  /// The expression as a function of rows with these columns.
  func function(of columns: [String: Int], context: ExpressionContext) -> (DataRow) -> DataValue {
    let function = tree.function(of: columns, context: context)
    return { function($0).dataValue }
  }

  /// Whether the value counts as true.
  package func isTrue(_ context: ExpressionContext) -> Bool { tree.evaluate(context).isTrue }

  /// The fields of the row it names, in the order of appearance; nil when it may read any.
  package var fields: [String]? {
    var found: [String] = []
    return tree.collectFields(into: &found) ? found : nil
  }
}

/// What names in an expression stand for.
package struct ExpressionContext {
  /// A field of the row, nil when it has no such field.
  package var field: (String) -> DataValue?
  /// Names besides `datum`: parameters and signals with fixed values.
  package var constants: [String: DataValue]
  package var zone: TimeZoneRules
  package var locale: FormatLocale
  /// Functions only the caller can answer, such as `scale`: name and arguments, nil for one it does not know.
  package var call: ((String, [DataValue]) -> DataValue?)?

  package init(
    constants: [String: DataValue] = [:], zone: TimeZoneRules = .utc, locale: FormatLocale = .english,
    call: ((String, [DataValue]) -> DataValue?)? = nil, field: @escaping (String) -> DataValue? = { _ in nil }
  ) {
    self.field = field
    self.constants = constants
    self.zone = zone
    self.locale = locale
    self.call = call
  }

  /// Fields from the entries of an object.
  package init(datum: [DataValue.Entry], zone: TimeZoneRules = .utc, locale: FormatLocale = .english) {
    self.init(zone: zone, locale: locale, field: { name in datum.first { $0.name == name }?.value })
  }
}
