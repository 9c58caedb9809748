import ArgumentParser
import Briefings
import Charting
import Notation

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of what reports, charts and themes may hold, for editors.",
    discussion: """
      briefing schema chart > chart.schema.json
      """)

  /// What is described.
  enum Kind: String, ExpressibleByArgument, CaseIterable { case chart, report, theme }

  @Argument(help: "chart, report (its front matter; its blocks are definitions in it) or theme.")
  var kind: Kind

  @Option(name: .shortAndLong, help: "The file to write; standard output when left out.")
  var output: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.run {
      let schema =
        switch kind {
        case .chart: ChartSpec.schema
        case .report: Report.schema
        case .theme: BriefingTheme.schema
        }
      let bytes = Array((schema.json + "\n").utf8)
      if let output { try FileSystem.write(bytes, to: output) } else { FileSystem.writeStandardOutput(bytes) }
    }
  }
}
