import ArgumentParser
import Briefings
import Diagnostics

struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract", abstract: "Finds the figures of articles, each with its quote and place.",
    discussion: """
      briefing extract seeds/articles -o figures.csv
      briefing extract seeds/articles -o figures.json --explain
      briefing extract article.txt --focus focus.csv
      briefing extract seeds/articles --format corrections -o seeds/articles/corrections.csv

      The file corrections.csv beside the articles accepts, rejects and changes figures; --format corrections writes one
      to fill in, and keeps what it says already. Documentation/Extraction.md describes all columns.
      """)

  @Argument(help: "Articles (.txt, .md) or folders of them; - for standard input.", completion: .file())
  var paths: [String]

  @Option(name: .shortAndLong, help: "The file to write, .csv or .json; standard output when left out.")
  var output: String?

  @Option(help: "What to write: csv, json or corrections; by the ending of the output when left out.")
  var format: Format?

  @Option(help: "A CSV file to write with the regions and sectors that each article names together.")
  var focus: String?

  @Flag(help: "Also list every group of digits that is no figure, with the reason: on standard error, or in the JSON.")
  var explain = false

  @OptionGroup var common: CommonOptions

  /// What is written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json, corrections }

  func run() throws {
    try common.run {
      let format = format ?? (output?.hasSuffix(".json") == true ? .json : .csv)
      var world = try SystemWorld(vocabularies: common.vocabularies).world
      if paths.contains("-") {
        let input = FileSystem.readStandardInput()
        let read = world.read
        world.read = { $0 == World.standardInput ? input : read($0) }
      }
      let references = try articles().map { Report.SourceReference(pattern: $0) }
      let line = ProgressLine(common)
      let set = try SourceSet(references, folder: ".", world: world, progress: line.show)
      line.clear()
      common.report(set.diagnostics)
      if explain, format != .json { FileSystem.writeStandardError(set.explanation()) }
      let text =
        switch format {
        case .csv: set.figuresCSV()
        case .json: set.figuresJSON(explained: explain)
        case .corrections: set.correctionsCSV()
        }
      if let focus { try FileSystem.write(Array(set.focusCSV().utf8), to: focus) }
      if let output {
        try FileSystem.write(Array(text.utf8), to: output)
      } else {
        FileSystem.writeStandardOutput(Array(text.utf8))
      }
      common.say(set.summary())
      if let output { common.say("Wrote \(output)\(focus.map { " and \($0)" } ?? "")") }
    }
  }

  /// The files named, folders searched.
  private func articles() throws(DiagnosticError) -> [String] {
    var found: [String] = []
    var problems: [Diagnostic] = []
    for path in paths {
      if path == "-" {
        found.append(World.standardInput)
      } else if FileSystem.isFolder(path) {
        let files = FileSystem.files(below: path).filter { $0.hasSuffix(".txt") || $0.hasSuffix(".md") }
        if files.isEmpty { problems.append(Message.nothingToExtract(path)) }
        found += files
      } else if path.hasSuffix(".txt") || path.hasSuffix(".md") {
        found.append(path)
      } else {
        problems.append(Message.noArticle(path))
      }
    }
    if !problems.isEmpty { throw DiagnosticError(problems) }
    return found
  }
}
