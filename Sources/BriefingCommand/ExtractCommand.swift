import ArgumentParser
import Briefings
import Diagnostics
import Extraction
import Observations

struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract", abstract: "Finds the figures of articles, each with its quote and place.",
    discussion: """
      briefing extract seeds/articles -o observations.csv
      briefing extract article.txt --explain
      """)

  @Argument(help: "Articles (.txt, .md) or folders of them; - for standard input.")
  var paths: [String]

  @Option(name: .shortAndLong, help: "The CSV file to write; standard output when left out.")
  var output: String?

  @Flag(help: "Also list every group of digits that is no figure, with the reason, on standard error.")
  var explain = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.run {
      let system = try SystemWorld(vocabularies: common.vocabularies)
      var vocabulary = Vocabulary()
      for file in system.world.vocabularies { try vocabulary.add(file) }
      let extractor = Extractor(vocabulary: vocabulary, lexicon: try Lexicon(system.world.lexicons))
      var observations: [Observation] = []
      var problems: [Diagnostic] = []
      var rejections: [Rejection] = []
      for source in try sources() {
        let (article, readProblems) = Article.read(source)
        let extraction = extractor.extract(article)
        problems += readProblems + extraction.diagnostics
        observations += extraction.observations
        rejections += extraction.rejections
      }
      common.report(problems)
      if explain {
        FileSystem.writeStandardError(
          rejections.map { "\($0.origin): \($0.reason.rawValue): \($0.quote)\n" }.joined())
      }
      let csv = Array(observationsCSV(observations) { fileName(of: $0.origin.file) }.utf8)
      if let output {
        try FileSystem.write(csv, to: output)
        common.say("Wrote \(observations.count) figures to \(output)")
      } else {
        FileSystem.writeStandardOutput(csv)
      }
    }
  }

  private func sources() throws(DiagnosticError) -> [SourceText] {
    var texts: [SourceText] = []
    var problems: [Diagnostic] = []
    for path in paths {
      if path == "-" {
        texts.append(SourceText(name: "standard input", bytes: FileSystem.readStandardInput()))
        continue
      }
      var files = [path]
      if FileSystem.isFolder(path) {
        files = FileSystem.files(below: path).filter { $0.hasSuffix(".txt") || $0.hasSuffix(".md") }
        if files.isEmpty { problems.append(Message.nothingToExtract(path)) }
      }
      for file in files {
        if let bytes = FileSystem.read(file) {
          texts.append(SourceText(name: file, bytes: bytes))
        } else {
          problems.append(Message.unreadable(file))
        }
      }
    }
    if !problems.isEmpty { throw DiagnosticError(problems) }
    return texts
  }
}
