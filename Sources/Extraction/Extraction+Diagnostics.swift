import Diagnostics

enum Message {
  static func unknownHeader(_ header: [String], in source: SourceText) -> Diagnostic {
    Diagnostic(
      .error, code: "lexicon.header", "the header “\(header.joined(separator: ","))” is not that of a lexicon",
      at: Origin(file: source.name, line: 1, column: 1), excerpt: source.line(1).map(String.init),
      help: "start the file with phrase,role,value")
  }

  static func raggedRecord(in source: SourceText, line: Int, has: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "lexicon.ragged", "this record has \(has) fields where 3 are wanted",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: "put phrases that hold a comma in quotes")
  }

  static func unknownRole(_ role: String, in source: SourceText, line: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "lexicon.role", "“\(role)” is no role of a phrase",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: suggestionHelp(for: role, among: Role.allCases.map(\.rawValue)))
  }

  static func badDate(_ text: String, in source: SourceText, line: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "article.date", "“\(text)” is not a date",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: "write it as 2024-05-16, 2024-05 or 2024")
  }

  static func openFrontMatter(in source: SourceText) -> Diagnostic {
    Diagnostic(
      .warning, code: "article.front-matter", "the front matter is not closed, so it was read as text",
      at: Origin(file: source.name, line: 1, column: 1), excerpt: source.line(1).map(String.init),
      help: "end it with a line of three hyphens")
  }

  static func noText(in source: SourceText) -> Diagnostic {
    Diagnostic(
      .warning, code: "article.empty", "there is no text in this article", at: Origin(file: source.name),
      help: "check that the download was complete")
  }

  static func undated(in source: SourceText) -> Diagnostic {
    Diagnostic(
      .note, code: "article.undated", "the article does not say when it came out, so “last year” stays unresolved",
      at: Origin(file: source.name), help: "add a line “date: 2024-05-16” to its front matter")
  }
}
