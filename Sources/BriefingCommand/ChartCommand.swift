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
    commandName: "chart", abstract: "Draws charts from Vega-Lite specifications in YAML or JSON.",
    discussion: """
      briefing chart spec.yaml -o chart.svg
      briefing chart spec.vl.json -o chart.pdf --width 480
      briefing chart specs/ more/one.yaml -o charts/ --format png
      cat spec.yaml | briefing chart - > chart.svg

      Several specifications, or a folder of them, are drawn into a folder, each under the name of its file; data files that
      they share are read once.
      """)

  @Argument(
    help: "Specifications, or folders of them (.yaml, .yml, .json); - for standard input.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var specs: [String]

  @Option(
    name: .shortAndLong,
    help: "The file to write, .svg, .pdf or .png, or the folder for several; SVG to standard output when left out.")
  var output: String?

  @Option(help: "How charts are written into a folder: svg, pdf or png.")
  var format: ChartFormat?

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
    if specs.count > 1, specs.contains("-") {
      throw ValidationError("standard input holds one specification: give it alone")
    }
    if writesFolder, output == nil { throw ValidationError("several charts need a folder: add -o FOLDER") }
    if writesFolder, let output, ChartFormat(ending: output) != nil, !FileSystem.isFolder(output) {
      throw ValidationError(
        "several charts do not fit in \(output): name a folder with -o, and the kind of file with --format")
    }
    if !writesFolder, format != nil {
      throw ValidationError("--format is for folders: end the name of the file in .svg, .pdf or .png")
    }
  }

  /// Whether each chart becomes a file in the folder `output`.
  private var writesFolder: Bool {
    specs.count > 1 || specs.contains(where: FileSystem.isFolder)
      || output.map { $0.hasSuffix("/") || FileSystem.isFolder($0) } == true
  }

  func run() throws {
    try common.run {
      let system = try SystemWorld(vocabularies: common.vocabularies, readsFigures: false)
      var problems: [Diagnostic] = []
      let targets = try targets()
      let sources = system.specifications(targets.map(\.spec), &problems)
      if !FormatLocale.knows(language) { problems.append(Message.unknownLanguage(language)) }
      system.prepareFonts(for: language)
      let engine = try system.makeTextEngine()
      let theme = try chosenTheme(theme, system.world, &problems)
      let drawing = ChartDrawing(
        baseDir: baseDir,
        context: ChartContext(
          theme: theme, measurer: engine, language: language, zone: .local, width: width, height: height, lints: lint,
          tileGrids: system.world.tileGrids))
      let paths = Dictionary(targets.map { ($0.spec, $0.file) }) { first, _ in first }
      for (spec, source) in sources {
        do {
          let chart = try drawing.chart(source, at: spec)
          problems += chart.diagnostics
          let file = paths[spec] ?? nil
          let content = try export(chart, as: file.flatMap { ChartFormat(ending: $0) } ?? .svg, engine: engine)
          if let file { try FileSystem.write(content, to: file) } else { FileSystem.writeStandardOutput(content) }
        } catch let error as DiagnosticError {
          problems += error.diagnostics
        }
      }
      common.report(problems + engine.takeDiagnostics())
      if problems.hasErrors { throw ExitCode(1) }
    }
  }

  /// Every specification with the file it is drawn to, nil for standard output.
  /// - Throws: specifications that would be drawn to the same file, folders without any, and names that do not say how.
  private func targets() throws(DiagnosticError) -> [(spec: String, file: String?)] {
    guard writesFolder, let output else {
      if let output, ChartFormat(ending: output) == nil { throw DiagnosticError(Message.unknownFormat(output)) }
      return [(specs[0], output)]
    }
    let folder = output.hasSuffix("/") ? String(output.dropLast()) : output
    var problems: [Diagnostic] = []
    var first: [String: String] = [:]
    var targets: [(spec: String, file: String?)] = []
    for spec in chartSpecifications(in: specs) {
      let file = "\(folder)/\(chartName(of: spec)).\((format ?? .svg).rawValue)"
      if let other = first[file] {
        if other != spec { problems.append(Message.sameChart(file, specs: [other, spec])) }
        continue
      }
      first[file] = spec
      targets.append((spec, file))
    }
    if targets.isEmpty, let folder = specs.first { problems.append(Message.noCharts(folder)) }
    if !problems.isEmpty { throw DiagnosticError(problems) }
    return targets
  }

  private func export(_ chart: RenderedChart, as format: ChartFormat, engine: TextEngine) throws(DiagnosticError)
    -> [UInt8]
  {
    switch format {
    case .svg:
      exportSVG(
        chart.frame,
        options: SVGOptions(
          title: chart.title, description: chart.description, language: language, background: .white,
          text: embedFonts ? .embedded : text), engine: engine)
    case .pdf:
      try exportPDF(
        chart.frame, title: chart.title, description: chart.description, language: language, standard: standard,
        engine: engine)
    case .png: try exportPNG(chart.frame, scale: scale, background: .white, engine: engine)
    }
  }
}

/// The kinds of file a chart is written to.
enum ChartFormat: String, ExpressibleByArgument, CaseIterable {
  case svg, pdf, png

  /// The kind that the name of a file ends in.
  init?(ending path: String) {
    guard let format = Self.allCases.first(where: { path.hasSuffix("." + $0.rawValue) }) else { return nil }
    self = format
  }
}
