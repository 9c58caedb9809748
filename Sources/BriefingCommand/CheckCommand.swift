import ArgumentParser
import Briefings
import Diagnostics
import Export

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Finds every problem of reports and writes nothing.",
    discussion: "briefing check Reports/*.md --diagnostics short")

  @Argument(help: "Report files.", completion: .file(extensions: ["md"]))
  var reports: [String]

  @Option(name: .customLong("set"), help: "Sets a parameter of the reports: name=value. May be repeated.")
  var settings: [Setting] = []

  @OptionGroup var common: CommonOptions

  func run() throws {
    var failed = 0
    var warnings = 0
    try common.run {
      let system = try SystemWorld(vocabularies: common.vocabularies)
      for path in reports {
        do throws(DiagnosticError) {
          let (report, sources) = try load(path, settings: settings, system: system)
          warnings += sources.diagnostics.count { $0.severity == .warning }
          common.report(sources.diagnostics)
          let theme = try report.readTheme(system.world)
          let rendered = try render(
            report, sources: sources, system: system,
            engine: try system.makeTextEngine(language: report.language, theme: theme.fonts),
            theme: theme, chartFiles: false, remarks: true)
          warnings += rendered.diagnostics.count { $0.severity == .warning }
          common.report(rendered.diagnostics)
        } catch {
          failed += 1
          warnings += error.diagnostics.count { $0.severity == .warning }
          common.report(error.diagnostics)
        }
      }
    }
    common.say(
      "\(reports.count) \(reports.count == 1 ? "report" : "reports") checked: \(failed) with errors, \(warnings) warnings"
    )
    if failed > 0 { throw ExitCode(1) }
  }
}
