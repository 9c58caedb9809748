public import Charting
public import Diagnostics
import Frames
import Geometry
public import Layout
public import Notation
import OrderedCollections

/// The look of a briefing: pages, charts, the fonts and the sign of the house.
public struct BriefingTheme: Sendable {
  /// Paper, margins, type, colours, what stands on every page.
  public var page: PageTheme
  /// The look of charts.
  public var charts: ChartTheme
  /// Families that the theme asks for, those of the program first in their absence.
  public var fonts: [Font]
  /// Colours that were made more legible, and the like.
  public var diagnostics: [Diagnostic]

  /// A family that the theme asks for.
  public struct Font: Sendable {
    /// Its name as fonts have it.
    public var family: String
    /// Paths of its files; empty where the program is to know it.
    public var files: [String]
    /// Where it is asked for.
    public var node: Node
  }

  /// A theme as its author wrote it: the name of one that comes with the program, the path of a YAML file, or a mapping,
  /// whose `base` may be either.
  ///
  /// - Parameters:
  ///   - node: nil for the standard look.
  ///   - folder: what paths are seen from; paths in a file from the file.
  ///   - paper: what a report says itself, which counts more than its theme.
  /// - Throws: everything that is wrong with it.
  public init(
    _ node: Node?, folder: String, language: String, paper: PageTheme.Paper? = nil, world: World
  ) throws(DiagnosticError) {
    var reader = ThemeReader(world: world, language: language)
    if let node { reader.read(node, folder: folder) }
    if let paper { reader.page.paper = paper }
    reader.finish()
    if reader.nodes.problems.hasErrors { throw DiagnosticError(reader.nodes.problems) }
    var notes = reader.nodes.problems
    charts =
      try reader.charts.map { (node) throws(DiagnosticError) in try ChartTheme(node, notes: &notes) } ?? .standard
    page = reader.page
    fonts = reader.fonts
    diagnostics = notes
  }
}

/// Reads themes one over the other, the ground first.
struct ThemeReader {
  let world: World
  var nodes = NodeReader()
  var page: PageTheme
  /// The theme of charts: `base`, `colors`, `font` and keys of a Vega-Lite config.
  var charts: Node?
  var fonts: [BriefingTheme.Font] = []
  /// Files that are being read, so that none stands on itself.
  private var open: [String] = []
  /// Margins that the author gave are not those of the standard look.
  var givesMargins = false
  private var looks: [(node: Node, folder: String)] = []

  init(world: World, language: String) {
    self.world = world
    page = PageTheme(words: PageTheme.Words(language: language))
  }

  static let keys = ["base", "page", "type", "fonts", "colors", "header", "footer", "logo", "charts"]

  /// Takes over what a theme says, after what it stands on.
  mutating func read(_ node: Node, folder: String) {
    guard node.mapping != nil else {
      if let name = node.scalarText {
        read(named: name, node, folder: folder)
      } else {
        nodes.wrongKind(node, "theme", wanted: "a name, the path of a YAML file, or a mapping")
      }
      return
    }
    let config = node.removing(Self.keys)
    nodes.rejectUnknown(in: config, known: Self.keys + Self.configKeys, what: "a theme")
    if let base = node["base"] { read(base, folder: folder) }
    if let paper = node["page"] { readPage(paper) }
    if let fonts = node["fonts"] { readFonts(fonts, folder: folder) }
    if let type = node["type"] { readType(type) }
    if let colors = node["colors"] { readColors(colors) }
    if let line = node["header"] { readLine(line, "header", \.head) }
    if let line = node["footer"] { readLine(line, "footer", \.foot) }
    if let logo = node["logo"] { readLogo(logo, folder: folder) }
    for (key, entry) in config.mapping ?? [:] { setChart(key, entry.node) }
    if let charts = node["charts"], charts.mapping == nil {
      nodes.wrongKind(charts, "charts", wanted: "a mapping of keys of a Vega-Lite config")
    }
    for (key, entry) in node["charts"]?.mapping ?? [:] { setChart(key, entry.node) }
  }

  private mutating func read(named name: String, _ node: Node, folder: String) {
    if ChartTheme.named.contains(where: { $0.key == name }) {
      setChart("base", node)
      return
    }
    guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
      nodes.problems.append(Message.unknownTheme(name, node, known: ChartTheme.named.map(\.key)))
      return
    }
    let path = resolve(name, in: folder)
    guard !open.contains(path) else {
      nodes.problems.append(Message.circularTheme(path, node))
      return
    }
    guard let bytes = world.read(path) else {
      nodes.problems.append(Message.unreadableOfTheme(path, node))
      return
    }
    open.append(path)
    defer { open.removeLast() }
    do throws(DiagnosticError) {
      read(try parseYAML(SourceText(name: path, bytes: bytes)), folder: Briefings.folder(of: path))
    } catch {
      nodes.problems += error.diagnostics
    }
  }

  mutating func setChart(_ key: String, _ node: Node) {
    charts = (charts ?? Node(.mapping([:]))).setting(key, to: node)
  }

  /// What depends on several keys.
  mutating func finish() {
    if !givesMargins {
      // The standard margins were made for its own paper.
      let standard = PageTheme(paper: page.paper, landscape: page.landscape, words: page.words)
      page.margins = standard.margins
    }
    page.margins.bottom = max(page.margins.bottom, 0)
    page.fitLines()
    if page.landscape, page.textColumns == PageTheme.standard.textColumns { page.textColumns = 7 }
  }

  /// The keys of a config that Vega-Lite has (version 5, “Configuration”).
  static let configKeys: [String] = {
    let axes = ["", "X", "Y", "Left", "Right", "Top", "Bottom"].map { "axis\($0)" }
    let kinds = ["Band", "Point", "Discrete", "Quantitative", "Temporal"]
    let typed = ["axis", "axisX", "axisY"].flatMap { axis in kinds.map { axis + $0 } }
    return [
      "background", "font", "padding", "autosize", "view", "range", "scale", "style", "title", "legend", "mark", "area",
      "arc", "bar", "circle", "geoshape", "image", "line", "point", "rect", "rule", "square", "text", "tick", "trail",
      "boxplot", "errorbar", "errorband", "header", "headerRow", "headerColumn", "headerFacet", "concat", "facet",
      "projection", "countTitle", "fieldTitle", "numberFormat", "timeFormat", "invalid", "lineBreak", "locale",
    ] + axes + typed
  }()
}
