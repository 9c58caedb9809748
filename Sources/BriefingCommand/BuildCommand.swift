import ArgumentParser
import Briefings
import Diagnostics
import Export
import Formats

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Renders one briefing: PDF, each chart as SVG, the observations used as CSV.",
    discussion: """
      briefing build Reports/monthly.md
      briefing build Reports/monthly.md --set period=2024-05 -o output
      """)

  @Argument(help: "The report file.", completion: .file(extensions: ["md"]))
  var report: String

  @Option(name: .customLong("set"), help: "Sets a parameter of the report: name=value. May be repeated.")
  var settings: [Setting] = []

  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var output = "output"

  @Option(help: "The standards the PDF keeps: ua-1 (PDF/UA-1 and PDF/A-3a) or ua-2 (PDF/UA-2 and PDF/A-4f).")
  var standard: PDFStandard = .ua1

  @Flag(help: "Write the PDF alone, without charts as SVG and observations as CSV.")
  var pdfOnly = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.run {
      let start = secondsNow()
      let system = try SystemWorld(vocabularies: common.vocabularies)
      let (report, sources) = try load(self.report, settings: settings, system: system)
      common.report(sources.diagnostics)
      let theme = try report.readTheme(system.world)
      let engine = try system.makeTextEngine(language: report.language, theme: theme.fonts)
      let rendered = try render(
        report, sources: sources, system: system, engine: engine, theme: theme, standard: standard,
        chartFiles: !pdfOnly)
      common.report(rendered.diagnostics)
      var written = ["\(output)/\(rendered.name).pdf (\(rendered.pages) pages)"]
      for chart in rendered.charts {
        try FileSystem.write(chart.svg, to: "\(output)/\(rendered.name)-charts/\(chart.name).svg")
      }
      if !rendered.charts.isEmpty {
        written.append("\(output)/\(rendered.name)-charts/ (\(rendered.charts.count) charts)")
      }
      if !pdfOnly {
        try FileSystem.write(rendered.observations, to: "\(output)/\(rendered.name)-observations.csv")
        written.append("\(output)/\(rendered.name)-observations.csv")
      }
      try FileSystem.write(rendered.pdf, to: "\(output)/\(rendered.name).pdf")
      let milliseconds = Int(((secondsNow() - start) * 1000).rounded())
      common.say("Wrote \(written.joined(separator: "\n      "))\nin \(milliseconds) ms")
    }
  }
}

/// Reads a report and its sources.
func load(
  _ path: String, settings: [Setting], system: SystemWorld
) throws(DiagnosticError) -> (Report, SourceSet) {
  guard let bytes = system.world.read(path) else { throw DiagnosticError(Message.unreadable(path)) }
  let report = try Report(
    SourceText(name: path, bytes: bytes), settings: settings.map { ($0.name, $0.value) })
  system.prepareFonts(for: report.language)
  return (report, try system.sources(of: report))
}

extension SystemWorld {
  /// Fixed words of a language need its fonts even where the text does not.
  func prepareFonts(for language: String) {
    if ["zh", "ja", "ko"].contains(FormatLocale.primarySubtag(of: language)) { seesHan.set() }
  }

  /// Reads what a report draws on.
  func sources(of report: Report) throws(DiagnosticError) -> SourceSet {
    try SourceSet(report.sources, folder: report.folder, world: world)
  }
}
