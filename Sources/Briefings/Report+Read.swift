public import Diagnostics
import Formats
import Layout
import Notation
import OrderedCollections

extension Report {
  /// Reads a report file.
  ///
  /// - Parameters:
  ///   - settings: values from the command line for `period` or a declared parameter, by name.
  /// - Throws: broken front matter, unknown keys, unknown settings: every problem found.
  public init(_ source: SourceText, settings: [(name: String, value: String)] = []) throws(DiagnosticError) {
    try self.init(try Written(source), settings: settings)
  }

  /// The same report with other values from the command line.
  ///
  /// - Throws: unknown settings: every problem found.
  public func with(_ settings: [(name: String, value: String)]) throws(DiagnosticError) -> Report {
    try Report(written, settings: settings)
  }

  private init(_ written: Written, settings: [(name: String, value: String)]) throws(DiagnosticError) {
    // 1. Front matter and body.
    self.written = written
    let source = written.source
    var header = written.header
    // 2. Values from the command line take the place of what is written.
    var reader = NodeReader()
    reader.rejectUnknown(in: header, known: Self.keys, what: "the front matter")
    let declared = header["parameters"]?.mapping?.keys.elements ?? []
    for name in settings.map(\.name) where name != "period" && !declared.contains(name) {
      reader.problems.append(Message.unknownSetting(name, known: ["period"] + declared, file: source.name))
    }
    let set = Dictionary(settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    if let period = set["period"] {
      header = header.setting("period", to: Node(.string(period), text: period))
    }
    let parameters = reader.parameters(header["parameters"], period: header["period"], settings: set)
    // 3. References to parameters and lists: `$region`.
    var definitions = Dictionary(
      parameters.map { ($0.name, Node(.string($0.initial), text: $0.initial)) }, uniquingKeysWith: { $1 })
    for (name, entry) in header["lists"]?.mapping ?? [:] { definitions[name] = entry.node }
    header = header.substituting(definitions)
    self.definitions = definitions
    // 4. The rest, key by key.
    self.source = source
    folder = Briefings.folder(of: source.name)
    title = reader.text("title", in: header) ?? ""
    if title.isEmpty { reader.problems.append(Message.missingTitle(header, file: source.name)) }
    subtitle = reader.text("subtitle", in: header) ?? ""
    kicker = reader.text("kicker", in: header) ?? ""
    lead = reader.texts("lead", in: header)
    issuer = reader.text("issuer", in: header) ?? ""
    date = reader.text("date", in: header) ?? header["period"]?.scalarText ?? ""
    language = reader.text("language", in: header) ?? "en"
    if !FormatLocale.knows(language), let node = header["language"] {
      reader.problems.append(Message.unknownLanguage(language, at: node))
    }
    paper = reader.choice("paper", in: header, of: Paper.allCases)
    breaks = reader.count("breaks", in: header, most: 4) ?? 1
    isNumbered = reader.flag("numbering", in: header) ?? false
    cover = reader.cover(header["cover"])
    outputName = reader.text("output", in: header) ?? ""
    subject = reader.text("subject", in: header) ?? ""
    keywords = reader.texts("keywords", in: header)
    sources = reader.sources(header["sources"])
    self.parameters = parameters
    figures = reader.queries(header["figures"])
    sets = reader.queries(header["sets"])
    theme = header["theme"]
    lint = header["lint"]
    body = written.body
    bodyLine = written.bodyLine
    diagnostics = reader.problems.filter { $0.severity != .error }
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }
  }

  /// The look of its pages and charts.
  ///
  /// - Throws: everything that is wrong with its theme.
  public func readTheme(_ world: World) throws(DiagnosticError) -> BriefingTheme {
    let sheet = paper.map { paper -> PageTheme.Paper in
      switch paper {
      case .a4: .a4
      case .a5: .a5
      case .letter: .letter
      }
    }
    return try BriefingTheme(theme, folder: folder, language: language, paper: sheet, world: world)
  }

  /// What the front matter may hold.
  static let keys = [
    "title", "subtitle", "kicker", "lead", "issuer", "date", "period", "language", "paper", "breaks", "output",
    "subject",
    "keywords", "sources", "parameters", "lists", "figures", "sets", "theme", "lint",
    "numbering", "cover",
  ]
  /// What a source, its time of publication and a parameter may hold.
  static let sourceKeys = ["file", "title", "publisher", "mapping", "published"]
  static let publicationKeys = ["from", "until"]
  static let parameterKeys = ["default", "type", "values"]
}

extension Report.Written {
  fileprivate init(_ source: SourceText) throws(DiagnosticError) {
    let parts = try splitFrontMatter(source)
    var header = try parseYAML(source, text: parts.header, bodyLine: 2)
    if header.isNull { header = Node(.mapping([:])) }
    guard header.mapping != nil else {
      throw DiagnosticError(
        header.diagnostic(
          .error, code: "report.front-matter", "the front matter is \(header.kind), not a mapping",
          help: "write it as `key: value` lines between two lines of three dashes"))
    }
    self.init(source: source, header: header, body: parts.body, bodyLine: parts.bodyLine)
  }
}

/// Cuts a file at the line of dashes that ends its front matter.
private func splitFrontMatter(
  _ source: SourceText
) throws(DiagnosticError) -> (header: String, body: String, bodyLine: Int) {
  let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
  func isFence(_ line: Substring) -> Bool { line == "---" || line == "---\r" }
  guard let first = lines.first, isFence(first) else { throw DiagnosticError(Message.noFrontMatter(source)) }
  guard let end = lines.dropFirst().firstIndex(where: isFence) else {
    throw DiagnosticError(Message.openFrontMatter(source))
  }
  return (
    lines[1..<end].joined(separator: "\n") + "\n", lines[(end + 1)...].joined(separator: "\n"), end + 2
  )
}

/// Takes values out of nodes and collects what is wrong with them.
struct NodeReader {
  var problems: [Diagnostic] = []

  /// Reports every key that is not known.
  mutating func rejectUnknown(in node: Node, known: [String], what: String) {
    for key in node.mapping?.keys.elements ?? [] where !known.contains(key) {
      problems.append(
        node.diagnostic(
          .error, code: "report.unknown-key", atKey: key, "\(what) has no key “\(key)”",
          help: suggestionHelp(for: key, among: known)))
    }
  }

  mutating func wrongKind(_ node: Node, _ key: String, wanted: String) {
    problems.append(
      node.diagnostic(
        .error, code: "report.wrong-kind", "“\(key)” must be \(wanted), and this is \(node.kind)"))
  }

  /// A scalar as text.
  mutating func text(_ key: String, in node: Node) -> String? {
    guard let value = node[key], !value.isNull else { return nil }
    guard let text = value.scalarText else {
      wrongKind(value, key, wanted: "text")
      return nil
    }
    return text
  }

  /// A text or a list of texts.
  mutating func texts(_ key: String, in node: Node) -> [String] {
    guard let value = node[key], !value.isNull else { return [] }
    if let text = value.scalarText { return [text] }
    guard let items = value.sequence else {
      wrongKind(value, key, wanted: "text or a list of texts")
      return []
    }
    return items.compactMap { item in
      if let text = item.scalarText { return text }
      wrongKind(item, key, wanted: "a list of texts")
      return nil
    }
  }

  /// A whole number from 0 up.
  mutating func count(_ key: String, in node: Node, most: Int) -> Int? {
    guard let value = node[key], !value.isNull else { return nil }
    guard let number = value.number, number >= 0, number <= Double(most), number == number.rounded() else {
      wrongKind(value, key, wanted: "a whole number from 0 to \(most)")
      return nil
    }
    return Int(number)
  }

  /// Yes or no.
  mutating func flag(_ key: String, in node: Node) -> Bool? {
    guard let value = node[key], !value.isNull else { return nil }
    if case .bool(let flag) = value.value { return flag }
    wrongKind(value, key, wanted: "true or false")
    return nil
  }

  /// One of the cases of an enumeration.
  mutating func choice<T: RawRepresentable>(
    _ key: String, in node: Node, of cases: [T]
  ) -> T? where T.RawValue == String {
    guard let value = node[key], let text = text(key, in: node) else { return nil }
    if let match = cases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) { return match }
    problems.append(
      value.diagnostic(
        .error, code: "report.unknown-choice", "“\(key)” cannot be “\(text)”",
        help: suggestionHelp(for: text, among: cases.map(\.rawValue))))
    return nil
  }

  /// `cover: true`, or with key figures; nil for none.
  fileprivate mutating func cover(_ node: Node?) -> Node? {
    guard let node, !node.isNull else { return nil }
    if case .bool(let wanted) = node.value { return wanted ? node : nil }
    guard node.mapping != nil else {
      wrongKind(node, "cover", wanted: "true or a mapping with “figures”")
      return nil
    }
    rejectUnknown(in: node, known: ["figures"], what: "the cover")
    return node
  }

  fileprivate mutating func sources(_ node: Node?) -> [Report.SourceReference] {
    guard let node, !node.isNull else { return [] }
    return (node.sequence ?? [node]).compactMap { item in
      if let pattern = item.string {
        return Report.SourceReference(pattern: pattern, node: item)
      }
      guard item.mapping != nil else {
        wrongKind(item, "sources", wanted: "a list of paths or of mappings with “file”")
        return nil
      }
      rejectUnknown(in: item, known: Report.sourceKeys, what: "a source")
      guard let pattern = text("file", in: item) else {
        problems.append(Message.sourceWithoutFile(item))
        return nil
      }
      return Report.SourceReference(
        pattern: pattern, title: text("title", in: item) ?? "", publisher: text("publisher", in: item) ?? "",
        mapping: item["mapping"], published: publication(item["published"]), node: item)
    }
  }

  fileprivate mutating func queries(_ node: Node?) -> [Report.NamedQuery] {
    guard let node, !node.isNull else { return [] }
    guard let mapping = node.mapping else {
      wrongKind(node, "figures and sets", wanted: "a mapping of names to queries")
      return []
    }
    return mapping.map { Report.NamedQuery(name: $0.key, node: $0.value.node) }
  }

  fileprivate mutating func parameters(
    _ node: Node?, period: Node?, settings: [String: String]
  ) -> [Report.Parameter] {
    var parameters: [Report.Parameter] = []
    if let text = period?.scalarText, let period {
      parameters.append(
        Report.Parameter(name: "period", kind: .period, initial: text, values: .none, node: period))
    }
    guard let node, !node.isNull else { return parameters }
    guard let mapping = node.mapping else {
      wrongKind(node, "parameters", wanted: "a mapping of names to defaults")
      return parameters
    }
    for (name, entry) in mapping {
      let item = entry.node
      var parameter = Report.Parameter(name: name, kind: .text, initial: "", values: .none, node: item)
      if let text = item.scalarText {
        parameter.initial = text
      } else if item.mapping != nil {
        rejectUnknown(in: item, known: Report.parameterKeys, what: "a parameter")
        parameter.initial = text("default", in: item) ?? ""
        parameter.kind = choice("type", in: item, of: Report.Parameter.Kind.allCases) ?? .text
        if let values = item["values"] {
          parameter.values = values.mapping != nil ? .query(values) : .listed(texts("values", in: item))
        }
      } else {
        wrongKind(item, name, wanted: "a default or a mapping with “default”")
      }
      if let value = settings[name] { parameter.initial = value }
      if parameter.initial.isEmpty {
        problems.append(Message.parameterWithoutValue(name, item))
      }
      parameters.append(parameter)
    }
    return parameters
  }
}

extension Node {
  /// The node with texts that are `$name` of a definition replaced by it, at any depth; a list inside a list is spliced.
  func substituting(_ definitions: [String: Node]) -> Node {
    var copy = self
    switch value {
    case .string(let text) where text.hasPrefix("$"):
      guard let definition = definitions[String(text.dropFirst())] else { return self }
      copy.value = definition.value
      copy.text = definition.text
    case .sequence(let items):
      copy.value = .sequence(
        items.flatMap { item -> [Node] in
          let replaced = item.substituting(definitions)
          return item.string != nil ? replaced.sequence ?? [replaced] : [replaced]
        })
    case .mapping(var entries):
      for (key, entry) in entries {
        entries[key] = Entry(
          keyLine: entry.keyLine, keyColumn: entry.keyColumn, node: entry.node.substituting(definitions))
      }
      copy.value = .mapping(entries)
    default: break
    }
    return copy
  }
}
