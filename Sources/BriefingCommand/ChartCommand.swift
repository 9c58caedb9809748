import ArgumentParser
import Briefings
import Charting
import Diagnostics
import Export
import Formats
import Frames
import Notation

struct ChartCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart", abstract: "Draws one chart from a Vega-Lite specification in YAML or JSON.",
    discussion: """
      briefing chart spec.yaml -o chart.svg
      briefing chart spec.vl.json -o chart.pdf --width 480
      cat spec.yaml | briefing chart - > chart.svg
      """)

  @Argument(help: "The specification; - for standard input.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var spec: String

  @Option(name: .shortAndLong, help: "The file to write, .svg, .pdf or .png; SVG to standard output when left out.")
  var output: String?

  @Option(help: "The look: standard, dark, vega, or a YAML file with base, colors, font or a Vega-Lite config.")
  var theme = "standard"

  @Option(help: "The folder that data addresses are seen from; the folder of the specification when left out.")
  var baseDir: String?

  @Option(help: "The total width in points; the specification's own when left out.")
  var width: Double?

  @Option(help: "The total height in points; the specification's own when left out.")
  var height: Double?

  @Option(help: "Pixels per point of a PNG.")
  var scale: Double = 2

  @Option(help: "The language of the chart, as a BCP 47 tag.")
  var language = "en"

  @Option(help: "The standards the PDF keeps: ua-1 (PDF/UA-1 and PDF/A-3a) or ua-2 (PDF/UA-2 and PDF/A-4f).")
  var standard: PDFStandard = .ua1

  @Option(help: "How an SVG writes text: text, or outlines for places without the fonts.")
  var text: SVGText = .text

  @Flag(help: "Puts the fonts into the SVG, cut to the characters that occur.")
  var embedFonts = false

  @Flag(help: "Checks the chart against editorial rules.")
  var lint = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if embedFonts, text == .outlines {
      throw ValidationError("outlines need no fonts: leave out --embed-fonts or --text")
    }
  }

  func run() throws {
    try common.run {
      let system = try SystemWorld(vocabularies: common.vocabularies)
      let bytes = spec == "-" ? FileSystem.readStandardInput() : system.world.read(spec)
      guard let bytes else { throw DiagnosticError(Message.unreadable(spec)) }
      let source = SourceText(name: spec == "-" ? "standard input" : spec, bytes: bytes)
      let chart = try ChartSpec(parseNotation(source))
      let folder = baseDir ?? (spec == "-" ? "." : Briefings.folder(of: spec))
      system.prepareFonts(for: language)
      let engine = try system.makeTextEngine()
      var notes: [Diagnostic] = []
      if !FormatLocale.knows(language) { notes.append(Message.unknownLanguage(language)) }
      let theme = try chosenTheme(theme, system.world, &notes)
      let rendered = try chart.render(
        ChartContext(
          theme: theme, measurer: engine, language: language, zone: .local,
          loadData: { address in
            guard let bytes = FileSystem.read(resolve(address, in: folder)) else {
              throw ChartContext.DataUnavailable(address: address)
            }
            return bytes
          }, width: width, height: height, lints: lint, tileGrids: system.world.tileGrids))
      let content = try export(rendered, engine: engine)
      common.report(notes + rendered.diagnostics + engine.takeDiagnostics())
      if let output {
        try FileSystem.write(content, to: output)
      } else {
        FileSystem.writeStandardOutput(content)
      }
    }
  }

  private func export(_ chart: RenderedChart, engine: TextEngine) throws(DiagnosticError) -> [UInt8] {
    guard let output, !output.hasSuffix(".svg") else {
      return exportSVG(
        chart.frame,
        options: SVGOptions(
          title: chart.title, description: chart.description, language: language, background: .white,
          text: embedFonts ? .embedded : text), engine: engine)
    }
    if output.hasSuffix(".pdf") {
      return try exportPDF(
        chart.frame, title: chart.title, description: chart.description, language: language, standard: standard,
        engine: engine)
    }
    guard output.hasSuffix(".png") else { throw DiagnosticError(Message.unknownFormat(output)) }
    return try exportPNG(chart.frame, scale: scale, background: .white, engine: engine)
  }
}

/// The theme of a name, or one written in a file.
func chosenTheme(
  _ name: String, _ world: World, _ notes: inout [Diagnostic]
) throws(DiagnosticError) -> ChartTheme {
  if let named = ChartTheme.named.first(where: { $0.key == name }) { return named.value }
  guard let bytes = FileSystem.read(name) else { throw DiagnosticError(Message.unknownTheme(name)) }
  let node = try parseNotation(SourceText(name: name, bytes: bytes))
  let theme = try BriefingTheme(node, folder: folder(of: name), language: "en", world: world)
  notes += theme.diagnostics
  return theme.charts
}
