import ArgumentParser
import Briefings
import Charting
import Diagnostics
import Export
import Formats
import Frames
import Notation

struct GalleryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery", abstract: "Draws every chart of a folder to one page, each with its source beside it.",
    discussion: """
      briefing gallery Documentation/Gallery -o gallery.html
      """)

  @Argument(help: "Specifications, or folders of them (.yaml, .yml, .json).", completion: .file())
  var paths: [String]

  @Option(name: .shortAndLong, help: "The page to write; standard output when left out.")
  var output: String?

  @Option(help: "The look: standard, dark, vega, or a YAML file with base, colors, font or a Vega-Lite config.")
  var theme = "standard"

  @Option(help: "The folder that data addresses are seen from; the folder of each specification when left out.")
  var baseDir: String?

  @Option(help: "The language of the page, as a BCP 47 tag.")
  var language = "en"

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.run {
      let system = try SystemWorld(vocabularies: common.vocabularies, readsFigures: false)
      var page = GalleryPage(language: language)
      var problems: [Diagnostic] = []
      let sources = system.specifications(chartSpecifications(in: paths), &problems)
      if !FormatLocale.knows(language) { problems.append(Message.unknownLanguage(language)) }
      system.prepareFonts(for: language)
      let engine = try system.makeTextEngine()
      let theme = try chosenTheme(theme, system.world, &problems)
      let drawing = ChartDrawing(
        baseDir: baseDir,
        context: ChartContext(
          theme: theme, measurer: engine, language: language, zone: .local, tileGrids: system.world.tileGrids))
      for (path, source) in sources {
        do {
          let chart = try drawing.chart(source, at: path)
          let svg = exportSVG(
            chart.frame,
            options: SVGOptions(
              title: chart.title.isEmpty ? fileName(of: path) : chart.title, description: chart.description,
              language: language, background: .white))
          page.add(name: fileName(of: path), source: source.text, svg: svg)
          problems += chart.diagnostics
        } catch let error as DiagnosticError {
          problems += error.diagnostics
        }
      }
      common.report(problems + engine.takeDiagnostics())
      let bytes = page.bytes
      if let output { try FileSystem.write(bytes, to: output) } else { FileSystem.writeStandardOutput(bytes) }
      if problems.hasErrors { throw ExitCode(1) }
    }
  }
}

/// One page of charts with their sources.
struct GalleryPage {
  private var body: [UInt8] = []
  private let language: String

  init(language: String) { self.language = language }

  mutating func add(name: String, source: String, svg: [UInt8]) {
    append("<section>\n<h2>\(Self.escaped(name))</h2>\n<div class=\"pair\">\n<figure>")
    body += svg
    append("</figure>\n<pre><code>\(Self.escaped(source))</code></pre>\n</div>\n</section>\n")
  }

  var bytes: [UInt8] {
    let head = """
      <!doctype html>
      <html lang="\(Self.escaped(language))">
      <head>
      <meta charset="utf-8">
      <title>Gallery</title>
      <style>
      body { font: 15px/1.45 system-ui, sans-serif; color: #1a1a1a; margin: 2rem auto; max-width: 78rem; padding: 0 1rem; }
      h2 { font-size: 1rem; margin: 2.5rem 0 0.75rem; border-top: 1px solid #d0d0d0; padding-top: 0.75rem; }
      .pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 2rem; align-items: start; }
      figure { margin: 0; }
      figure svg { max-width: 100%; height: auto; }
      pre { margin: 0; padding: 0.75rem 1rem; background: #f4f4f4; overflow: auto; white-space: pre-wrap; max-height: 28rem; font-size: 12px; }
      @media (max-width: 50rem) { .pair { grid-template-columns: 1fr; } }
      </style>
      </head>
      <body>
      <h1>Gallery</h1>

      """
    return Array(head.utf8) + body + Array("</body>\n</html>\n".utf8)
  }

  private mutating func append(_ text: String) { body += Array(text.utf8) }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for c in text {
      switch c {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.append(c)
      }
    }
    return out
  }
}
