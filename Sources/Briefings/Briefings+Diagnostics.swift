import Diagnostics
import Notation

enum Message {
  // MARK: Report files

  static func noFrontMatter(_ source: SourceText) -> Diagnostic {
    Diagnostic(
      .error, code: "report.front-matter", "the report does not start with front matter",
      at: Origin(file: source.name, line: 1, column: 1), excerpt: source.line(1).map(String.init),
      help: "start the file with a line of three dashes, `title: …`, and another line of three dashes")
  }

  static func openFrontMatter(_ source: SourceText) -> Diagnostic {
    Diagnostic(
      .error, code: "report.front-matter", "the front matter is never closed",
      at: Origin(file: source.name, line: 1, column: 1), excerpt: source.line(1).map(String.init),
      help: "end it with a line of three dashes")
  }

  static func missingTitle(_ header: Node, file: String) -> Diagnostic {
    Diagnostic(
      .error, code: "report.title", "the report has no title", at: header.origin ?? Origin(file: file),
      help: "add `title: …` to the front matter; readers and screen readers name the document by it")
  }

  static func unknownSetting(_ name: String, known: [String], file: String) -> Diagnostic {
    Diagnostic(
      .error, code: "report.unknown-parameter", "the report has no parameter “\(name)”", at: Origin(file: file),
      help: suggestionHelp(for: name, among: known))
  }

  static func parameterWithoutValue(_ name: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.parameter", "the parameter “\(name)” has no value",
      help: "give it a `default:` or set it on the command line with --set \(name)=…")
  }

  static func sourceWithoutFile(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.source", "this source names no file", help: "add `file: path/to/file.csv`")
  }

  // MARK: Templates

  static func brokenTemplate(_ error: any Error, in source: SourceText, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "report.template", "a tag in double braces is broken: \(error)",
      at: Origin(file: source.name, line: line, column: max(1, column)), excerpt: source.line(line).map(String.init),
      help: "every {{#name}} needs its {{/name}}, and every {{ its }}")
  }

  static func unsupportedTag(_ sign: String, in source: SourceText, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "report.template", "tags that start with “{{\(sign)” are not part of reports",
      at: Origin(file: source.name, line: line, column: column), excerpt: source.line(line).map(String.init),
      help: "a report is one file: it has no partials, blocks or own delimiters")
  }

  static func unknownName(
    _ name: String, known: [String], in source: SourceText, line: Int, column: Int
  ) -> Diagnostic {
    Diagnostic(
      .error, code: "report.unknown-name", "nothing is named “\(name)”",
      at: Origin(file: source.name, line: line, column: column), excerpt: source.line(line).map(String.init),
      help: suggestionHelp(for: name, among: known) + " (names come from `figures`, `sets` and `parameters`)")
  }

  // MARK: Sources

  static func nothingMatches(_ reference: Report.SourceReference) -> Diagnostic {
    reference.node.diagnostic(
      .error, code: "report.source", "no file matches “\(reference.pattern)”",
      help: "paths are seen from the folder of the report; * stands for any part of a file name")
  }

  static func unreadable(_ path: String, _ reference: Report.SourceReference) -> Diagnostic {
    reference.node.diagnostic(
      .error, code: "report.source", "\(path) cannot be read",
      help: "check that the file exists and may be read; paths are seen from the folder of the report")
  }

  static func unknownFileType(_ path: String, _ reference: Report.SourceReference) -> Diagnostic {
    reference.node.diagnostic(
      .error, code: "report.source", "\(path) is neither an article nor a table",
      help: "articles end in .md or .txt, tables in .csv or .tsv")
  }
}
