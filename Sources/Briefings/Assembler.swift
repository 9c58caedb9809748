import Analytics
import Charting
public import Diagnostics
public import Frames
import Layout
import Notation
import Observations
import OrderedCollections

extension Report {
  /// Makes the briefing of this report: a pure function of the report, its sources and the measurer.
  ///
  /// - Parameters:
  ///   - theme: its look, where it was read already.
  ///   - drawsChartFiles: whether each chart is also drawn as it stands on its own.
  ///   - lintsCharts: whether charts are checked against editorial rules.
  /// - Throws: tags and queries that cannot be read; problems of single blocks are in the result's diagnostics.
  public func assemble(
    sources: SourceSet, world: World, measurer: any TextMeasuring, theme: BriefingTheme? = nil,
    drawsChartFiles: Bool = true, lintsCharts: Bool = false
  ) throws(DiagnosticError) -> Briefing {
    // 1. The values its text may name.
    var figures = Figures(
      sources: sources, valueText: ValueText(vocabulary: sources.vocabulary, language: language),
      words: BriefingWords(language: language))
    let names = figures.names(for: self)
    // 2. Tags, in the body and in the texts of the front matter.
    let expanded = try written.templates.template(body, firstLine: bodyLine, source: source).expanded(names)
    func line(_ text: String) throws(DiagnosticError) -> String {
      try written.templates.template(text, firstLine: 1, source: source).expanded(names).text
    }
    // 3. Blocks, one after the other.
    let look = if let theme { theme } else { try readTheme(world) }
    var assembler = Assembler(
      report: self, sources: sources, world: world, measurer: measurer, valueText: figures.valueText,
      store: figures.store, theme: look, drawsFiles: drawsChartFiles, lints: lintsCharts)
    assembler.problems += figures.problems
    let title = figures.store.plain(try line(title)).typeset
    let subtitle = figures.store.plain(try line(subtitle)).typeset
    var leads: [RichText] = []
    for text in lead {
      // A line whose figure is not there may be nothing but an empty section.
      let text = try line(text)
      if text.contains(where: { !$0.isWhitespace }) { leads.append(assembler.inline(parseInline(text))) }
    }
    var periodText = figures.store.plain(try line(date))
    if let period = TimePeriod(periodText) { periodText = figures.valueText.periods.written(period) }
    let kicker = figures.store.plain(try line(kicker)).typeset
    var cards: [KeyFigure] = []
    if let node = cover?["figures"] { cards = try assembler.cards(try node.mapTexts(line)) }
    let running = [("{date}", periodText), ("{kicker}", kicker)]
    assembler.theme.head = assembler.theme.head.filled(running)
    assembler.theme.foot = assembler.theme.foot.filled(running)
    assembler.blocks.append(
      .title(
        TitleBlock(
          kicker: kicker, title: title, subtitle: subtitle, date: periodText,
          issuer: issuer.typeset, lead: leads, isCover: cover != nil, figures: cards)))
    assembler.add(parseMarkdown(expanded.text), expanded: expanded)
    // 4. Where everything comes from.
    assembler.finishSources()
    // 5. The files that come with it.
    let observations = assembler.citedObservations()
    // 6. The whole.
    let name =
      outputName.isEmpty
      ? fileName(of: source.name).split(separator: ".").first.map(String.init) ?? "report"
      : figures.store.plain(try line(outputName))
    let (document, unknown) = assembler.references.resolve(
      Document(
        metadata: PagedDocument.Metadata(
          title: title, author: issuer, subject: subject.isEmpty ? subtitle : subject, keywords: keywords,
          language: language, date: metadataDate),
        blocks: assembler.blocks, runningHead: title, runningFoot: issuer.typeset,
        attachments: assembler.attachments(observations: observations)), report: self)
    assembler.problems += unknown
    return Briefing(
      name: name.asFileName, document: document,
      theme: assembler.theme, charts: assembler.charts, drawings: assembler.drawings, observations: observations.list,
      observationsFile: observations.file,
      diagnostics: OrderedSet(diagnostics + assembler.problems).elements)
  }

  /// The last month of the report's period as date and time, so that the bytes never depend on the clock.
  private var metadataDate: String {
    guard let text = parameters.first(where: { $0.name == "period" })?.initial, let end = TimePeriod(text)?.end else {
      return "2000-01-01T00:00:00Z"
    }
    let month = end.lastMonth
    return "\(end.year)-\(month < 10 ? "0" : "")\(month)-\(end.frequency == .daily && end.day > 9 ? "" : "0")"
      + "\(end.frequency == .daily ? end.day : 1)T00:00:00Z"
  }
}

/// Inline Markdown of a single line.
func parseInline(_ text: String) -> [MarkdownInline] {
  if case .paragraph(let inlines, _)? = parseMarkdown(text).first { return inlines }
  return [.text(text)]
}

/// Turns Markdown blocks into blocks of the page, keeping count of figures, tables and sources.
struct Assembler {
  let report: Report
  let sources: SourceSet
  let world: World
  let measurer: any TextMeasuring
  let valueText: ValueText
  let store: ValueStore
  let drawsFiles: Bool
  /// Whether charts are checked against editorial rules.
  let lints: Bool
  var theme: PageTheme
  let chartTheme: ChartTheme

  var blocks: [Block] = []
  var charts: [Briefing.Chart] = []
  /// By the names of their figures.
  var drawings: [String: ChartDrawing] = [:]
  var citations: Citations
  var problems: [Diagnostic] = []
  /// Every value that was printed, each once with a source.
  var printed: OrderedSet<PrintedRecord> = []
  var figureCount = 0
  var tableCount = 0
  /// Half-width figures that wait for a neighbour.
  var waiting: [Figure] = []
  /// The articles behind the rows of a table of mentions.
  var articles: [ResultTable.Row: OrderedSet<String>] = [:]
  /// The first block of the part in two columns, if one is open.
  private var columnsStart: Int?
  /// Where the sources are to stand, if the report says.
  var sourcesPosition: Int?
  var references = CrossReferences()
  var sections: SectionNumbers
  /// What is open of `<div lang="ar" dir="rtl">`, the innermost last.
  var passages: [Passage] = []
  /// The line of the report that is read at the moment.
  var line = 0
  private var anchors: [String: Int] = [:]
  private var headingSeen = false

  init(
    report: Report, sources: SourceSet, world: World, measurer: any TextMeasuring, valueText: ValueText,
    store: ValueStore, theme: BriefingTheme, drawsFiles: Bool, lints: Bool
  ) {
    self.report = report
    self.sources = sources
    self.world = world
    self.measurer = measurer
    self.valueText = valueText
    self.store = store
    self.drawsFiles = drawsFiles
    self.lints = lints
    citations = Citations(
      sources: sources, valueText: valueText, words: BriefingWords(language: report.language))
    sections = SectionNumbers(isOn: report.isNumbered)
    self.theme = theme.page
    chartTheme = theme.charts
    problems = theme.diagnostics
  }

  /// Adds blocks in order.
  mutating func add(_ markdown: [MarkdownBlock], expanded: ExpandedText) {
    for block in markdown {
      if case .fence = block {} else { flushFigures() }
      blocks += self.blocks(for: block, expanded: expanded)
    }
    flushFigures()
    endColumns()
    endPassages()
  }

  mutating func startColumns() {
    endColumns()
    columnsStart = blocks.count
  }

  mutating func endColumns() {
    guard let start = columnsStart else { return }
    columnsStart = nil
    let inner = Array(blocks[start...])
    blocks.removeSubrange(start...)
    if !inner.isEmpty { blocks.append(.columns(inner)) }
    // Sources stand in columns of their own.
    if let position = sourcesPosition, position >= start { sourcesPosition = blocks.count }
  }

  /// Puts waiting half-width figures on the page.
  mutating func flushFigures() {
    if waiting.count == 1 { blocks.append(.figure(waiting[0])) }
    if waiting.count > 1 { blocks.append(.figures(waiting)) }
    waiting = []
  }

  private mutating func blocks(for block: MarkdownBlock, expanded: ExpandedText) -> [Block] {
    switch block {
    case .heading(let level, let inlines, let line):
      self.line = expanded.sourceLine(line)
      var text = inline(inlines)
      let id = text.takeIdentifier()
      let anchor = anchor(for: id.map { $0.hasPrefix("sec-") ? String($0.dropFirst(4)) : $0 } ?? text.plain)
      let number = sections.number(level: level)
      let label = number.map { words.section($0, isAppendix: sections.isAppendix) } ?? text.plain
      if let number { text = RichText(number + "\u{2002}") + text }
      if !references.add("sec", id ?? anchor, label: label, anchor: anchor), let id {
        problems.append(
          Message.repeatedIdentifier(id, at: Origin(file: report.source.name, line: self.line, column: 1)))
      }
      defer { headingSeen = true }
      return [
        .heading(
          Heading(
            level: level, text: text, anchor: anchor,
            pageBreakBefore: level <= report.breaks && headingSeen))
      ]
    case .paragraph(let inlines, let line):
      self.line = expanded.sourceLine(line)
      if let (address, alternative, title) = inlines.onlyImage {
        return image(address: address, alternative: alternative.plain, title: title)
      }
      return [.paragraph(inline(inlines), .body)]
    case .quote(let inner, _):
      return inner.flatMap { block -> [Block] in
        if case .paragraph(let inlines, _) = block { return [.paragraph(inline(inlines), .quote)] }
        return blocks(for: block, expanded: expanded)
      }
    case .list(let ordered, let items, _):
      return [
        .list(
          List(
            ordered: ordered,
            items: items.map { item in item.flatMap { blocks(for: $0, expanded: expanded) } }))
      ]
    case .table(let header, let rows, let alignments, let line):
      return [.table(table(header: header, rows: rows, alignments: alignments, line: expanded.sourceLine(line)))]
    case .rule: return [.rule]
    case .html(let text, let line):
      self.line = expanded.sourceLine(line)
      return markup(text)
    case .fence(let language, _, let text, let line):
      return fence(language, text: text, line: expanded.sourceLine(line))
    }
  }

  /// A fenced block by its name.
  private mutating func fence(_ language: String, text: String, line: Int) -> [Block] {
    self.line = line
    do throws(DiagnosticError) {
      switch language {
      case "chart":
        return try chart(block(text, line: line), line: line)
      case "image": return try image(block(text, line: line), line: line)
      case "table":
        flushFigures()
        return try table(block(text, line: line), line: line)
      case "figures":
        flushFigures()
        return try keyFigures(block(text, line: line))
      case "summary":
        flushFigures()
        return [.summary(try summary(block(text, line: line)))]
      case "contents":
        flushFigures()
        return [try contents(block(text, line: line))]
      case "sources":
        flushFigures()
        sourcesPosition = blocks.count
        return []
      case "page-break":
        flushFigures()
        return [.pageBreak]
      default:
        flushFigures()
        problems.append(Message.unknownFence(language, report.source, line: line))
        return []
      }
    } catch {
      problems += error.diagnostics
      return []
    }
  }

  /// The YAML of a fenced block, with what the front matter defines filled in.
  private func block(_ text: String, line: Int) throws(DiagnosticError) -> Node {
    try parseYAML(report.source, text: text, bodyLine: line + 1).substituting(report.definitions)
  }

  /// A table of contents, or a list of figures or tables.
  private mutating func contents(_ node: Node) throws(DiagnosticError) -> Block {
    var reader = NodeReader()
    reader.rejectUnknown(in: node, known: Self.contentsKeys, what: "contents")
    let title = reader.text("title", in: node) ?? ""
    let listing = reader.choice("of", in: node, of: ContentsKind.allCases) ?? .headings
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }
    return switch listing {
    case .headings: .contents(title: title, depth: Int(node["depth"]?.number ?? 2))
    case .figures: .listing(.figures, title: title)
    case .tables: .listing(.tables, title: title)
    }
  }

  static let contentsKeys = ["title", "depth", "of"]

  enum ContentsKind: String, CaseIterable { case headings, figures, tables }

  /// A name for a link to a heading, the same for the same text and place among equals.
  private mutating func anchor(for text: String) -> String {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    let base = words.isEmpty ? "section" : words.joined(separator: "-")
    anchors[base, default: 0] += 1
    let count = anchors[base] ?? 1
    return count == 1 ? base : "\(base)-\(count)"
  }

  /// Puts the Sources section where the report wants it, or at the end.
  mutating func finishSources() {
    guard !citations.isEmpty else { return }
    var section: [Block] = [.sources(citations.documentEntries())]
    let entries = citations.entriesInOrder()
    if !entries.isEmpty { section += [.rule, .sources(entries)] }
    if let position = sourcesPosition {
      blocks.insert(contentsOf: section, at: position)
    } else {
      let title = words.sources
      blocks.append(
        .heading(
          Heading(level: 1, text: RichText(title), anchor: anchor(for: title), pageBreakBefore: report.breaks > 0)))
      blocks += section
    }
  }
}

extension PageTheme.RunningLine {
  /// The line with words in braces replaced by what they stand for.
  fileprivate func filled(_ values: [(name: String, text: String)]) -> PageTheme.RunningLine {
    PageTheme.RunningLine(
      left: left.filled(values), center: center.filled(values), right: right.filled(values), hasRule: hasRule)
  }
}
