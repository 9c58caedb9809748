import Briefings
import Charting
import Diagnostics
import Export
import Frames
import Layout

/// One finished briefing as files in memory.
struct RenderedBriefing {
  var name: String
  var pdf: [UInt8]
  var pages: Int
  /// Name and content.
  var charts: [(name: String, svg: [UInt8])]
  var observations: [UInt8]
  var diagnostics: [Diagnostic]
}

/// Takes a report through all its phases.
///
/// - Parameter remarks: whether it is also said what an editor and a typographer would mark.
/// - Throws: everything that keeps the briefing from being published.
func render(
  _ report: Report, sources: SourceSet, system: SystemWorld, engine: TextEngine,
  theme: BriefingTheme? = nil, standard: PDFStandard = .ua1, chartFiles: Bool = true, remarks: Bool = false
) throws(DiagnosticError) -> RenderedBriefing {
  // 1. Fill in values and draw charts.
  let briefing = try report.assemble(
    sources: sources, world: system.world, measurer: engine, theme: theme, drawsChartFiles: chartFiles,
    lintsCharts: remarks)
  // 2. Lay out pages.
  let layout = layOut(
    briefing.document, theme: briefing.theme, measurer: engine,
    hyphenators: { system.hyphenator(language: $0) },
    redraw: { briefing.redraw($0, height: $1, measurer: engine) })
  var diagnostics = briefing.diagnostics + layout.diagnostics
  if remarks {
    diagnostics += typographicRemarks(on: layout.document, theme: briefing.theme, measurer: engine)
  }
  if diagnostics.hasErrors { throw DiagnosticError(diagnostics) }
  // 3. Write them.
  let pdf = try exportPDF(layout.document, standard: standard, engine: engine)
  let charts = briefing.charts.map { chart in
    (
      chart.name,
      exportSVG(
        chart.rendered.frame,
        options: SVGOptions(
          title: chart.rendered.title, description: chart.rendered.description, language: report.language,
          background: .white))
    )
  }
  diagnostics += engine.takeDiagnostics()
  return RenderedBriefing(
    name: briefing.name, pdf: pdf, pages: layout.document.pages.count, charts: charts,
    observations: briefing.observationsFile, diagnostics: diagnostics)
}
