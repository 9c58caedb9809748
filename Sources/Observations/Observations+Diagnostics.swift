import Diagnostics

enum Message {
  static func raggedRecord(in source: SourceText, line: Int, has: Int, wants: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "vocabulary.ragged", "this record has \(has) fields where the header has \(wants)",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: "put fields that hold a comma in quotes")
  }

  static func badKind(_ kind: String, in source: SourceText, line: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "vocabulary.kind", "“\(kind)” is no kind of measure",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: suggestionHelp(for: kind, among: ["flow", "stock", "physical", "ratio", "index", "rank"]))
  }

  static func badTermKind(_ kind: String, in source: SourceText, line: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "vocabulary.term-kind", "“\(kind)” is no kind of term",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: suggestionHelp(for: kind, among: Vocabulary.Translation.Kind.allCases.map(\.rawValue)))
  }

  static func badFactor(_ text: String, in source: SourceText, line: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "vocabulary.factor", "“\(text)” is no factor",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: "write a positive decimal number, such as 100000000")
  }

  static func unknownHeader(_ header: [String], in source: SourceText) -> Diagnostic {
    Diagnostic(
      .error, code: "vocabulary.header",
      "this is no vocabulary file: its columns are \(header.joined(separator: ", "))",
      at: Origin(file: source.name, line: 1, column: 1),
      help: "a regions file has code,name,level,parent,aliases; sectors name,parent,aliases; measures "
        + "name,label,kind,unit_class,aliases; units code,label,symbol,dimension,base,factor,aliases; printed names language,kind,name,label"
    )
  }
}
