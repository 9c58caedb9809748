import Diagnostics

enum Message {
  static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, code: "file.unreadable", "\(path) cannot be read", at: Origin(file: path),
      help: "check that the file exists and may be read")
  }

  static func missingResources(near executable: String) -> Diagnostic {
    Diagnostic(
      .error, code: "install.resources", "the data files of the program are missing beside \(executable)",
      help: "keep the folders “briefing_….resources” of the build beside the program")
  }

  static func unwritable(_ failure: FileSystem.Failure) -> Diagnostic {
    Diagnostic(
      .error, code: "file.unwritable", "\(failure.path) cannot be written: \(failure.reason)",
      help: "choose another place with -o")
  }

  static func unknownFormat(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, code: "chart.format", "\(path) names no format that charts can be written in",
      help: "end it in .svg, .pdf or .png")
  }

  static func noParameter(_ name: String, known: [String], file: String) -> Diagnostic {
    Diagnostic(
      .error, code: "batch.parameter", "the report has no parameter “\(name)” to run over", at: Origin(file: file),
      help: suggestionHelp(for: name, among: known))
  }

  static func noValues(_ name: String, file: String) -> Diagnostic {
    Diagnostic(
      .error, code: "batch.values", "the parameter “\(name)” has no values to run over", at: Origin(file: file),
      help: "give it `values:` in the report, or a CSV with --values")
  }

  static func workerEnded(_ value: String) -> Diagnostic {
    Diagnostic(
      .error, code: "batch.worker-ended", "the worker ended before the briefing of “\(value)” was written",
      help: "run the batch again with --resume; if it happens again, --jobs 1 shows where")
  }

  static func nothingToExtract(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, code: "extract.nothing", "\(path) holds no articles", at: Origin(file: path),
      help: "articles end in .md or .txt")
  }

  static func noArticle(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, code: "extract.ending", "\(path) does not look like an article", at: Origin(file: path),
      help: "articles end in .md or .txt; give other text on standard input, as `briefing extract - < \(path)`")
  }

  static func sameName(_ name: String, each: String, file: String) -> Diagnostic {
    Diagnostic(
      .error, code: "batch.same-name", "every briefing would be written to \(name).pdf", at: Origin(file: file),
      help: "let `output:` in the report name the parameter, such as `output: \"{{ \(each) }}\"`, or leave it out")
  }

  static func unknownTheme(_ name: String) -> Diagnostic {
    Diagnostic(
      .error, code: "command.theme", "there is no theme “\(name)”, and no file of that name can be read",
      help: "use standard, dark or vega, or a YAML file such as `colors: [\"#004B87\"]`")
  }
}
