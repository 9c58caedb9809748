import Briefings
import Diagnostics
import Notation

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

  static func unknownLanguage(_ language: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "chart.language", "nothing is known of the language “\(language)”",
      help: "words and numbers of the chart are English; en, de, fr and zh are known")
  }

  static func sameChart(_ path: String, specs: [String]) -> Diagnostic {
    Diagnostic(
      .error, code: "chart.same-name", "\(specs.joined(separator: " and ")) would both be written to \(path)",
      at: specs.last.map { Origin(file: $0) }, help: "rename one of them, or draw them into different folders")
  }

  static func noCharts(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, code: "chart.none", "\(path) holds no specifications", at: Origin(file: path),
      help: "specifications end in .yaml, .yml or .json")
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

  static func noShards(in folder: String) -> Diagnostic {
    Diagnostic(
      .error, code: "batch.collect", "\(folder)/ holds no manifests of parts", at: Origin(file: folder),
      help: "run the parts first, with --shard 1/n to --shard n/n and the same -o")
  }

  static func shardsOfSeveralBatches(in folder: String, counts: [Int]) -> Diagnostic {
    Diagnostic(
      .error, code: "batch.collect",
      "\(folder)/ holds parts of a batch of \(counts.map { "\($0)" }.joined(separator: " and of one of "))",
      at: Origin(file: folder), help: "remove the manifests (manifest-k-of-n.json) of the batch that is out of date")
  }

  static func missingShard(_ shard: Shard, in folder: String) -> Diagnostic {
    Diagnostic(
      .error, code: "batch.collect",
      "part \(shard.number) of \(shard.count) is missing, or its manifest cannot be read",
      at: Origin(file: "\(folder)/\(BatchManifest.fileName(of: shard))"),
      help: "run it with --shard \(shard.number)/\(shard.count)")
  }

  static func otherInputs(of shard: Shard?, in folder: String) -> Diagnostic {
    Diagnostic(
      .error, code: "batch.collect", "a part was made from another report, other settings or other sources than part 1",
      at: Origin(file: "\(folder)/\(BatchManifest.fileName(of: shard))"),
      help: "run the parts again from the same files, with the same options")
  }

  static func notThere(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, code: "batch.not-there", "\(path) is not there, or not as it was written", at: Origin(file: path),
      help: "run its part again")
  }

  static func failedBriefing(_ value: String, _ error: String) -> Diagnostic {
    Diagnostic(
      .error, code: "batch.failed", "the briefing of “\(value)” is missing: \(error)",
      help: "mend it and run its part again with --resume, then --collect")
  }

  static func unknownTheme(_ name: String) -> Diagnostic {
    Diagnostic(
      .error, code: "command.theme", "there is no theme “\(name)”, and no file of that name can be read",
      help: "use standard, dark or vega, or a YAML file such as `colors: [\"#004B87\"]`")
  }

  static func unknownFamily(_ font: BriefingTheme.Font) -> Diagnostic {
    font.node.diagnostic(
      .error, code: "theme.family", "no font files of “\(font.family)” are at hand",
      help: "install the family, or name its files: `families: [{ name: \(font.family), files: [ … ] }]`")
  }
}
