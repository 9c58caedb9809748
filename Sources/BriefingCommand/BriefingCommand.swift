public import ArgumentParser

/// The command line of `briefing`.
public struct BriefingCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "briefing",
    abstract: "Makes briefings and charts from press articles and statistical tables, every figure with its source.",
    discussion: """
      briefing build Reports/monthly.md                 one briefing: PDF, charts as SVG, observations as CSV
      briefing batch Reports/regional.md --each region  one briefing for each region
      briefing chart spec.yaml -o chart.svg             one chart from a Vega-Lite specification
      briefing gallery Documentation/Gallery -o g.html  every chart of a folder on one page
      briefing extract seeds/articles                   the figures of articles as CSV
      briefing query 'measure: gdp, by: [region]' FILES  an answer in the terminal
      briefing check Reports/*.md                       every problem of a report, writing nothing
      briefing schema chart                             what a chart may hold, for editors
      briefing verify output/monthly.pdf                where every printed value comes from

      Exit codes: 0 fine, 1 the input has errors, 64 wrong usage, 70 a fault of the program.
      """,
    version: version,
    subcommands: [
      BuildCommand.self, BatchCommand.self, ChartCommand.self, GalleryCommand.self, ExtractCommand.self,
      QueryCommand.self,
      CheckCommand.self, VerifyCommand.self, SchemaCommand.self,
    ])

  /// The version of the program.
  static let version = "0.1.0"

  public init() {}

  /// Runs the command line of this process and exits with its code.
  public static func runAndExit() -> Never {
    main()
    exit()
  }
}
