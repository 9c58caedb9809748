import Testing

/// A sentence and what its figures must give, in the words of the test that reads it.
struct SentenceCase: Sendable, CustomTestStringConvertible {
  var text: String
  var expected: [String]

  init(_ text: String, _ expected: String...) {
    self.text = text
    self.expected = expected
  }

  var testDescription: String { text }
}
