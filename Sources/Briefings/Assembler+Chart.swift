import Analytics
import Charting
import Diagnostics
import Frames
import Geometry
import Layout
import Notation
import Observations
import OrderedCollections

extension Assembler {
  /// A `chart` block: a Vega-Lite specification whose `data` may hold a `query`, and a few keys of the page.
  mutating func chart(_ node: Node, line: Int) throws(DiagnosticError) -> [Block] {
    var reader = NodeReader()
    let width = reader.choice("width", in: node, of: ChartWidth.allCases) ?? .full
    let name = reader.text("name", in: node)
    let emptyText = reader.text("empty", in: node)
    let caption = reader.text("caption", in: node) ?? ""
    let stretches = reader.flag("stretch", in: node) ?? true
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }
    // 1. Data.
    var data = ChartData()
    var spec = node.removing(Self.chartKeys)
    spec = withFieldTypes(try fillData(in: spec, chart: node, into: &data), types: data.types)
    spec = withLinesNamed(spec, tables: data.tables.values.elements)
    if !data.tables.isEmpty, data.tables.values.allSatisfy({ $0.isEmpty }) {
      if emptyText == nil { problems.append(Message.emptyBlock("chart", node)) }
      return [.paragraph(noData(title: node["title"], text: emptyText), .body)]
    }
    // 2. Titles: on the page they belong to the figure, in a file of its own to the chart.
    let (title, subtitle) = titles(of: node)
    figureCount += 1
    let label = "\(words.figure) \(figureCount)"
    identify(node["id"], kind: "fig", label: label, anchor: "figure-\(figureCount)")
    spec = spec.setting("title", to: titleNode(title: title, subtitle: subtitle))
    if spec["source"] == nil, !data.documents.isEmpty {
      let text = data.documents.joined(separator: "; ")
      spec = spec.setting("source", to: Node(.string(text), text: text))
    }
    let made = ChartMaking(
      theme: chartTheme, language: report.language, tables: data.tables, columnLabels: data.labels,
      folder: report.folder, read: world.read, width: width == .half ? theme.halfWidth : theme.contentWidth,
      tileGrids: world.tileGrids)
    var context = made.context(measurer: measurer)
    if spec["lint"] == nil, let lint = report.lint { spec = spec.setting("lint", to: lint) }
    if drawsFiles || lints {
      context.lints = lints
      let rendered = try ChartSpec(spec.plainText(store)).render(context)
      problems += rendered.diagnostics.filter { $0.code.hasPrefix("lint.") }.map { located($0, line: line) }
      context.lints = false
      charts.append(Briefing.Chart(name: fileName(name ?? "figure-\(figureCount)"), rendered: rendered))
    }
    let bareSpec = try ChartSpec(
      spec.removing(["source", "notes"]).setting("title", to: pageTitle(subtitle)).plainText(store))
    let bare = try bareSpec.render(context)
    problems += bare.diagnostics.map { located($0, line: line) }
    // 3. The figure on the page.
    let captions = [caption, node["notes"]?.scalarText ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    let anchor = "figure-\(figureCount)"
    let height = bare.frame.size.height
    // What the author gives no height may be set down to three fifths, bars 12 points apart.
    let least = spec["height"] == nil ? 0.6 : 0.85
    if stretches { drawings[anchor] = ChartDrawing(spec: bareSpec, making: made) }
    let figure = Figure(
      frame: bare.frame, heights: stretches ? least * height...1.4 * height : nil, label: label,
      title: title.isEmpty ? nil : rich(title), caption: rich(captions),
      source: data.references.isEmpty ? nil : citations.line(data.references),
      alternative: bare.description, anchor: anchor,
      attachment: PagedDocument.Attachment(
        name: "\(anchor).csv", mediaType: "text/csv",
        description: store.plain(title.isEmpty ? label : "\(label): \(title)"), relationship: .data,
        bytes: chartCSV(bare.data)),
      origin: Origin(file: report.source.name, line: line, column: 1))
    return add(figure, width: width)
  }

  /// A figure of the full width, or one of half the width that waits for its neighbour.
  mutating func add(_ figure: Figure, width: ChartWidth) -> [Block] {
    guard width == .half else {
      flushFigures()
      return [.figure(figure)]
    }
    waiting.append(figure)
    if waiting.count == 2 { flushFigures() }
    return []
  }

  /// Names a figure or table for references.
  mutating func identify(_ id: Node?, kind: String, label: String, anchor: String) {
    guard let id, let text = id.scalarText else { return }
    // A figure is not parted from its number at the end of a line.
    let label = String(label.map { $0 == " " ? "\u{A0}" : $0 })
    if !references.add(kind, text, label: label, anchor: anchor) {
      problems.append(Message.repeatedIdentifier(text, at: id.origin))
    }
  }

  /// A name that no other chart of the briefing has and that stays in its folder.
  private func fileName(_ name: String) -> String {
    let base = name.asFileName
    var unique = base
    var count = 1
    while charts.contains(where: { $0.name == unique }) {
      count += 1
      unique = "\(base)-\(count)"
    }
    return unique
  }

  /// What a chart on a page may hold beside its specification.
  static let chartKeys = ["width", "name", "empty", "caption", "in", "subtitle", "stretch", "id"]

  enum ChartWidth: String, CaseIterable { case full, half }

  /// Tables by name for a chart, and what they rest on.
  struct ChartData {
    var tables: OrderedDictionary<String, DataTable> = [:]
    /// The titles of axes and legends by column.
    var labels: [String: String] = [:]
    /// The types of the columns of all tables.
    var types: OrderedDictionary<String, FieldType> = [
      "region_name": .nominal, "label": .nominal, "unit": .nominal, "year": .ordinal, "date": .temporal,
      "count": .quantitative,
    ]
    var references: OrderedSet<Citations.Reference> = []
    var documents: OrderedSet<String> = []
  }

  /// Replaces every `data: {query: …}` and `data: {mentions: …}` by the name of a table made from it.
  private mutating func fillData(in node: Node, chart: Node, into data: inout ChartData) throws(DiagnosticError) -> Node
  {
    switch node.value {
    case .sequence(let items):
      var filled: [Node] = []
      for item in items { filled.append(try fillData(in: item, chart: chart, into: &data)) }
      var copy = node
      copy.value = .sequence(filled)
      return copy
    case .mapping(let entries):
      var copy = node
      for (key, entry) in entries {
        if key == "data", let query = entry.node["query"] {
          let name = "query-\(data.tables.count + 1)"
          data.tables[name] = try queryTable(query, chart: chart, into: &data)
          copy = copy.setting("data", to: entry.node.replacingContent(with: ["name": Node(.string(name), text: name)]))
        } else if key == "data", let mentions = entry.node["mentions"] {
          let name = "mentions-\(data.tables.count + 1)"
          data.tables[name] = try mentionsTable(mentions, into: &data)
          copy = copy.setting("data", to: entry.node.replacingContent(with: ["name": Node(.string(name), text: name)]))
        } else if entry.node.mapping != nil || entry.node.sequence != nil {
          copy = copy.setting(key, to: try fillData(in: entry.node, chart: chart, into: &data))
        }
      }
      return copy
    default: return node
    }
  }

  /// The answer of a query as rows of a chart: its columns, the value on a common scale, a printed label, the unit, the
  /// year and the date of the period.
  private mutating func queryTable(
    _ query: Node, chart: Node, into data: inout ChartData
  ) throws(DiagnosticError) -> DataTable {
    let result = try sources.answer(query)
    problems += result.toldInBlocks
    let table = result.table
    let quantities = table.columns.indices.map { column in
      table.rows.map { table.quantity(row: $0, column: column, sources: sources) }
    }
    let valueColumn = table.index(of: "value")
    let present = valueColumn.map { quantities[$0].compactMap { $0 } } ?? []
    var scale = valueText.scale(for: present)
    if let wanted = chart["in"] { scale = try self.scale(named: wanted, unit: scale.unit ?? "") }
    data.labels["value"] = scale.words

    for (index, column) in table.columns.enumerated() {
      if data.labels[column.name] == nil { data.labels[column.name] = words.heading(of: column.name) }
      if let cell = table.rows.first(where: { if case .missing = $0.cells[index] { false } else { true } })?.cells[
        index]
      {
        data.types[column.name] =
          switch cell {
          case .text, .missing: .nominal
          case .period: .ordinal
          case .number: .quantitative
          }
      }
    }
    for name in ["region_name", "year", "date"] { data.labels[name] = data.labels[name] ?? words.heading(of: name) }

    var rows: [[DataValue]] = []
    var anchors: [String?] = []
    for (position, row) in table.rows.enumerated() {
      var values: [DataValue] = []
      for (index, column) in table.columns.enumerated() {
        switch row.cells[index] {
        case .text(let text):
          values.append(.string(column.name == "status" ? text : valueText.terms.text(text, column: column.name)))
        case .period(let period): values.append(.string(valueText.periods.written(period)))
        case .missing: values.append(.null)
        case .number(let number, _):
          guard column.kind == .value, let quantity = quantities[index][position] else {
            values.append(.number(number))
            continue
          }
          let shown = index == valueColumn ? quantity.number : quantity.high ?? quantity.number
          values.append(.number(valueText.scaled(shown, unit: quantity.unit, by: scale).double))
        }
      }
      let quantity = valueColumn.flatMap { quantities[$0][position] }
      let period = periodOf(row, in: table)
      values.append(.string(valueText.terms.region(sources.regionName(of: row))))
      values.append(.string(quantity.map { valueText.prose($0) } ?? words.noData))
      values.append(.string(quantity?.unit ?? ""))
      values.append(period.map { .number(Double($0.end.year)) } ?? .null)
      values.append(period.map { .time(milliseconds(of: $0)) } ?? .null)
      rows.append(values)
      anchors.append(cite(row, of: table, column: valueColumn, into: &data)?.anchor)
    }
    return DataTable(
      fields: table.columns.map(\.name) + ["region_name", "label", "unit", "year", "date"], rows: rows, anchors: anchors
    )
  }

  private mutating func cite(
    _ row: ResultTable.Row, of table: ResultTable, column: Int?, into data: inout ChartData
  ) -> Citations.Reference? {
    for id in row.derivation.observations {
      guard let file = sources.observation(id)?.origin.file, let document = sources.documents[file] else { continue }
      let name = document.hasPublisher ? document.publisher : document.title
      data.documents.append(name.isEmpty ? Briefings.fileName(of: file) : name)
    }
    let formula = column.flatMap { table.formula(row: row, column: $0) }
    let ids = row.derivation.observations
    guard let reference = citations.cite(ids, formula: formula) else { return nil }
    data.references.append(reference)
    for comparand in row.derivation.comparands {
      let rests = ids + comparand.observations.filter { !ids.contains($0) }
      if let other = citations.cite(rests, formula: comparand.formula) { data.references.append(other) }
    }
    return reference
  }

  /// What the articles name, as rows of a chart.
  private mutating func mentionsTable(_ node: Node, into data: inout ChartData) throws(DiagnosticError) -> DataTable {
    let mentions = try MentionTable(node, sources: sources)
    var rows: [[DataValue]] = []
    var anchors: [String?] = []
    for row in mentions.rows {
      var first: String?
      for path in row.documents {
        let reference = citations.cite(document: path)
        first = first ?? reference.anchor
        data.references.append(reference)
        data.documents.append(sources.title(ofDocument: path))
      }
      let texts = zip(mentions.columns, row.cells).map { valueText.terms.text($1, column: $0) }
      rows.append(texts.map { .string($0) } + [.number(Double(row.count))])
      anchors.append(first)
    }
    data.labels["count"] = words.paragraphs
    for column in mentions.columns { data.labels[column] = words.heading(of: column) }
    for column in mentions.columns { data.types[column] = .nominal }
    return DataTable(fields: mentions.columns + ["count"], rows: rows, anchors: anchors)
  }
}

extension Assembler {
  /// The period of a row, from its column or its only observation.
  func periodOf(_ row: ResultTable.Row, in table: ResultTable) -> TimePeriod? {
    if let column = table.index(of: "period"), case .period(let period) = row.cells[column] { return period }
    return row.derivation.observations.first.flatMap { sources.observation($0)?.period }
  }

  /// The first day of a period in milliseconds since 1970, days counted by the civil calendar.
  private func milliseconds(of period: TimePeriod) -> Double {
    let unit = period.start ?? period.end
    // Days from civil date: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let year = unit.firstMonth <= 2 ? unit.year - 1 : unit.year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (unit.firstMonth + (unit.firstMonth > 2 ? -3 : 9)) + 2) / 5 + unit.day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return Double(days) * 86_400_000
  }

  /// The scale a block asks for with `in: billion`.
  func scale(named node: Node, unit: String) throws(DiagnosticError) -> ValueText.Scale {
    let text = node.scalarText ?? ""
    guard let scale = ValueText.scaleNames.first(where: { $0.name == text }) else {
      throw DiagnosticError(Message.unknownScale(text, node, known: ValueText.scaleNames.map(\.name)))
    }
    return valueText.scale(exponent: scale.exponent, unit: unit)
  }

  /// Title and subtitle of a block, tokens still in them.
  func titles(of node: Node) -> (title: String, subtitle: String) {
    let inner = node["title"]?.mapping != nil ? node["title"] : nil
    let title = inner.map { $0["text"] } ?? node["title"]
    let subtitle = inner.map { $0["subtitle"] } ?? node["subtitle"]
    return ((title?.scalarText ?? "").typeset, (subtitle?.scalarText ?? "").typeset)
  }

  /// On the page the figure carries the title, and the chart only its subtitle, set as one.
  private func pageTitle(_ subtitle: String) -> Node {
    subtitle.isEmpty
      ? Node(.null)
      : ["text": Node(.string(subtitle), text: subtitle), "fontSize": 9, "fontWeight": "normal", "color": "#666666"]
  }

  private func titleNode(title: String, subtitle: String) -> Node {
    subtitle.isEmpty
      ? Node(.string(title), text: title)
      : ["text": Node(.string(title), text: title), "subtitle": Node(.string(subtitle), text: subtitle)]
  }

  /// What stands where a block has nothing to show.
  mutating func noData(title: Node?, text: String?) -> RichText {
    if let text { return rich(text) }
    let name = title?.scalarText ?? title?["text"]?.scalarText ?? ""
    return RichText(
      spans: [.init("\(words.noDataSentence)\(name.isEmpty ? "" : ": ")", muted: true)] + spans(for: name))
  }

  /// A diagnostic that names no place gets that of its block.
  func located(_ diagnostic: Diagnostic, line: Int) -> Diagnostic {
    guard diagnostic.origin == nil else { return diagnostic }
    var copy = diagnostic
    copy.origin = Origin(file: report.source.name, line: line, column: 1)
    return copy
  }

  /// The fixed words of the report's language.
  var words: BriefingWords { BriefingWords(language: report.language) }
}

extension Node {
  /// The same place with other content.
  func replacingContent(with entries: KeyValuePairs<String, Node>) -> Node {
    var copy = self
    copy.value = .mapping(
      OrderedDictionary(
        entries.map { ($0.key, Entry(keyLine: line, keyColumn: column, node: $0.value)) }, uniquingKeysWith: { $1 }))
    return copy
  }

  /// The node with the value tokens in its texts replaced by what they print.
  func plainText(_ store: ValueStore) -> Node { mapTexts { store.plain($0) } }

  /// The node with its texts put through a function.
  func mapTexts<E: Error>(_ change: (String) throws(E) -> String) throws(E) -> Node {
    var copy = self
    switch value {
    case .string(let text):
      let changed = try change(text)
      copy.value = .string(changed)
      copy.text = changed
    case .sequence(let items):
      var changed: [Node] = []
      for item in items { changed.append(try item.mapTexts(change)) }
      copy.value = .sequence(changed)
    case .mapping(var entries):
      for (key, entry) in entries {
        entries[key] = Entry(
          keyLine: entry.keyLine, keyColumn: entry.keyColumn, node: try entry.node.mapTexts(change))
      }
      copy.value = .mapping(entries)
    default: break
    }
    return copy
  }
}
