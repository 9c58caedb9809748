import Diagnostics

enum Message {
  static func badSyntax(_ notation: String, _ problem: String, in source: SourceText, line: Int, column: Int)
    -> Diagnostic
  {
    Diagnostic(
      .error, code: "\(notation.lowercased()).syntax", "this is not valid \(notation): \(problem)",
      at: Origin(file: source.name, line: line, column: column), excerpt: source.line(line).map(String.init),
      help: notation == "YAML"
        ? "check the indentation and the quotes around here; text that holds “: ” or starts with a special sign needs quotes"
        : nil)
  }

  static func duplicateKey(_ key: String, in source: SourceText, line: Int, column: Int, first: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "notation.duplicate-key", "the key “\(key)” stands twice in one mapping",
      at: Origin(file: source.name, line: line, column: column), excerpt: source.line(line).map(String.init),
      help: "it was first written on line \(first); keep one of them")
  }

  static func keyNotText(in source: SourceText, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "yaml.key", "a key must be text", at: Origin(file: source.name, line: line, column: column),
      excerpt: source.line(line).map(String.init), help: "write the key as a plain word or in quotes")
  }

  static func tooDeep(in source: SourceText, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "notation.depth", "values are nested more than \(maximumDepth) deep",
      at: Origin(file: source.name, line: line, column: column))
  }

  static func openQuote(file: String, line: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "csv.open-quote", "a quoted field is never closed", at: Origin(file: file, line: line, column: 1),
      help: "close the quote, or double it (\"\") where it belongs to the text")
  }
}

/// How deep lists and mappings may nest before they are taken for an attack or an accident.
let maximumDepth = 256
