/// A part of a document as a reader who does not see the pages meets it.
///
/// The parts of a document lie in one array in reading order, each after the one it is part of. Frame items name the
/// part they belong to by its index; what names none is decoration.
public struct StructureElement: Hashable, Sendable {
  /// What a part is.
  public enum Kind: Hashable, Sendable {
    case document
    /// Parts that belong together, without a meaning of its own.
    case division
    /// 1…6; no level is skipped on the way down.
    case heading(level: Int)
    case paragraph
    case quote
    case list(ordered: Bool)
    /// Holds a label and a body.
    case listItem
    /// The bullet or number of a list item.
    case label
    case listBody
    /// Holds rows, and a caption first if there is one.
    case table
    case row
    case headerCell(of: HeaderScope, span: Int)
    case cell(span: Int)
    /// A drawing and what is said in its place.
    case figure(alternative: String)
    case caption
    case link
    /// Text within a text, such as words in another language.
    case span
    /// A footnote; holds a label and paragraphs.
    case note
    /// A table of contents.
    case contents
    case contentsItem
  }

  /// What a header cell names.
  public enum HeaderScope: Hashable, Sendable { case row, column }

  public var kind: Kind
  /// The index of the part it is part of; nil for the document.
  public var parent: Int?
  /// How many rows a cell of a table takes.
  public var rows: Int
  /// The header cell that names a header cell besides its place, such as the group that a row stands in.
  public var header: Int?
  /// BCP 47, where it is not that of what it is part of.
  public var language: String?

  public init(
    _ kind: Kind, in parent: Int? = nil, rows: Int = 1, header: Int? = nil, language: String? = nil
  ) {
    self.kind = kind
    self.parent = parent
    self.rows = rows
    self.header = header
    self.language = language
  }
}

extension PagedDocument {
  /// A readable text of the structure, for goldens: one part a line, indented, with its text as it stands on the pages.
  public func structureDump() -> String {
    var texts = [String](repeating: "", count: structure.count)
    for page in pages { Self.collectTexts(page.items, into: &texts) }
    var children = [[Int]](repeating: [], count: structure.count)
    for (index, element) in structure.enumerated() {
      if let parent = element.parent { children[parent].append(index) }
    }
    var out = ""
    func write(_ index: Int, depth: Int) {
      let element = structure[index]
      out += String(repeating: "  ", count: depth) + element.kind.dumped
      if let language = element.language { out += " in \(language)" }
      if element.rows > 1 { out += " down \(element.rows)" }
      if let header = element.header { out += " under “\(texts[header])”" }
      out += texts[index].isEmpty ? "\n" : " “\(texts[index])”\n"
      for child in children[index] { write(child, depth: depth + 1) }
    }
    if !structure.isEmpty { write(0, depth: 0) }
    return out
  }

  private static func collectTexts(_ items: [FrameItem], into texts: inout [String]) {
    for item in items {
      switch item {
      case .text(let run):
        if let element = run.element, texts.indices.contains(element) { texts[element] += run.text }
      case .group(let group): if group.element == nil { collectTexts(group.items, into: &texts) }
      default: break
      }
    }
  }
}

extension StructureElement.Kind {
  fileprivate var dumped: String {
    switch self {
    case .heading(let level): "heading \(level)"
    case .list(let ordered): ordered ? "ordered list" : "list"
    case .headerCell(let scope, let span): "header of \(scope)" + (span == 1 ? "" : " across \(span)")
    case .cell(let span): "cell" + (span == 1 ? "" : " across \(span)")
    case .figure(let alternative): "figure (\(alternative))"
    default: "\(self)"
    }
  }
}
