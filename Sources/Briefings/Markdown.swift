import CCMark

/// A Markdown document as blocks, each with the line it starts on. The parsing is cmark-gfm's; this is the part of its
/// tree that reports use.
indirect enum MarkdownBlock {
  case heading(level: Int, [MarkdownInline], line: Int)
  case paragraph([MarkdownInline], line: Int)
  case list(ordered: Bool, items: [[MarkdownBlock]], line: Int)
  case quote([MarkdownBlock], line: Int)
  /// A fenced block: the first word after the fence, the rest of that line, and the text between the fences.
  case fence(language: String, info: String, text: String, line: Int)
  case table(header: [[MarkdownInline]], rows: [[[MarkdownInline]]], alignments: [Character], line: Int)
  case rule(line: Int)
  /// An HTML comment or tags on lines of their own.
  case html(String, line: Int)
}

/// Inline content.
indirect enum MarkdownInline {
  case text(String)
  case softBreak
  case lineBreak
  case code(String)
  case emphasis([MarkdownInline])
  case strong([MarkdownInline])
  case link([MarkdownInline], address: String)
  /// A picture with what it shows and its title.
  case image(address: String, alternative: [MarkdownInline], title: String)
  case html(String)
  /// The mark of a footnote with what the note says.
  case footnote([MarkdownInline])
}

extension [MarkdownInline] {
  /// Their words without any look.
  var plain: String {
    map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .softBreak, .lineBreak: " "
      case .emphasis(let inner), .strong(let inner), .link(let inner, _), .image(_, let inner, _): inner.plain
      case .html, .footnote: ""
      }
    }.joined()
  }
}

extension [MarkdownInline] {
  /// The picture that a paragraph is; comments beside it do not count.
  var onlyImage: (address: String, alternative: [MarkdownInline], title: String)? {
    let seen = filter { inline in
      switch inline {
      case .html(let text): !text.hasPrefix("<!--")
      case .text(let text): !text.allSatisfy(\.isWhitespace)
      default: true
      }
    }
    guard seen.count == 1, case .image(let address, let alternative, let title) = seen[0] else { return nil }
    return (address, alternative, title)
  }
}

/// Parses GitHub Flavored Markdown with tables, autolinks and typographic quotes and dashes.
func parseMarkdown(_ text: String) -> [MarkdownBlock] {
  _ = registered
  guard let parser = unsafe cmark_parser_new(CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_SMART | CMARK_OPT_FOOTNOTES) else {
    return []
  }
  defer { unsafe cmark_parser_free(parser) }
  for name in ["table", "autolink"] {
    if let `extension` = unsafe cmark_find_syntax_extension(name) {
      _ = unsafe cmark_parser_attach_syntax_extension(parser, `extension`)
    }
  }
  var text = text
  text.withUTF8 { bytes in
    unsafe bytes.withMemoryRebound(to: CChar.self) { unsafe cmark_parser_feed(parser, $0.baseAddress, $0.count) }
  }
  guard let root = unsafe cmark_parser_finish(parser) else { return [] }
  defer { unsafe cmark_node_free(root) }
  return unsafe blocks(in: root)
}

/// Registers the extensions once a process, before the first parse.
private let registered: Void = cmark_gfm_core_extensions_ensure_registered()

private typealias CNode = OpaquePointer

private func children(of node: CNode) -> [CNode] {
  var nodes: [CNode] = unsafe []
  var next = unsafe cmark_node_first_child(node)
  while let child = unsafe next {
    unsafe nodes.append(child)
    unsafe next = cmark_node_next(child)
  }
  return unsafe nodes
}

private func text(_ pointer: UnsafePointer<CChar>?) -> String {
  unsafe pointer.map { unsafe String(cString: $0) } ?? ""
}

/// The name of a node's type; the parser has none for those of footnotes.
private func kind(of node: CNode) -> String {
  switch unsafe cmark_node_get_type(node) {
  case CMARK_NODE_FOOTNOTE_REFERENCE: "footnote_reference"
  case CMARK_NODE_FOOTNOTE_DEFINITION: "footnote_definition"
  default: unsafe text(cmark_node_get_type_string(node))
  }
}

private func blocks(in parent: CNode) -> [MarkdownBlock] { unsafe children(of: parent).compactMap { unsafe block($0) } }

private func block(_ node: CNode) -> MarkdownBlock? {
  let line = unsafe Int(cmark_node_get_start_line(node))
  switch unsafe kind(of: node) {
  case "heading":
    return unsafe .heading(level: Int(cmark_node_get_heading_level(node)), inlines(in: node), line: line)
  case "paragraph": return unsafe .paragraph(inlines(in: node), line: line)
  case "list":
    return unsafe .list(
      ordered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST,
      items: children(of: node).map { unsafe blocks(in: $0) }, line: line)
  case "block_quote": return unsafe .quote(blocks(in: node), line: line)
  case "code_block":
    let info = unsafe text(cmark_node_get_fence_info(node)).split(separator: " ", maxSplits: 1)
    return unsafe .fence(
      language: String(info.first ?? ""), info: info.count > 1 ? String(info[1]) : "",
      text: text(cmark_node_get_literal(node)), line: line)
  case "table":
    let rows = unsafe children(of: node).map { row in
      unsafe children(of: row).map { unsafe inlines(in: $0) }
    }
    let count = unsafe Int(cmark_gfm_extensions_get_table_columns(node))
    var alignments: [Character] = []
    if let codes = unsafe cmark_gfm_extensions_get_table_alignments(node) {
      alignments = (0..<count).map { unsafe Character(UnicodeScalar(codes[$0])) }
    }
    return .table(header: rows.first ?? [], rows: Array(rows.dropFirst()), alignments: alignments, line: line)
  case "thematic_break": return .rule(line: line)
  case "html_block": return unsafe .html(text(cmark_node_get_literal(node)), line: line)
  default: return nil
  }
}

private func inlines(in parent: CNode) -> [MarkdownInline] {
  unsafe children(of: parent).compactMap { node in
    switch unsafe kind(of: node) {
    case "text": unsafe .text(text(cmark_node_get_literal(node)))
    case "softbreak": .softBreak
    case "linebreak": .lineBreak
    case "code": unsafe .code(text(cmark_node_get_literal(node)))
    case "emph": unsafe .emphasis(inlines(in: node))
    case "strong": unsafe .strong(inlines(in: node))
    case "link": unsafe .link(inlines(in: node), address: text(cmark_node_get_url(node)))
    case "image":
      unsafe .image(
        address: text(cmark_node_get_url(node)), alternative: inlines(in: node), title: text(cmark_node_get_title(node))
      )
    case "html_inline": unsafe .html(text(cmark_node_get_literal(node)))
    case "footnote_reference": unsafe footnote(of: node).map { .footnote($0) }
    default: nil
    }
  }
}

/// What the note of a mark says; nothing within a note. The parser has moved the notes to the end of the document, in the
/// order of their numbers, which the marks hold.
private func footnote(of mark: CNode) -> [MarkdownInline]? {
  var top = unsafe mark
  while let parent = unsafe cmark_node_parent(top) {
    if unsafe kind(of: parent) == "footnote_definition" { return nil }
    unsafe top = unsafe parent
  }
  let notes = unsafe children(of: top).filter { unsafe kind(of: $0) == "footnote_definition" }
  guard let number = unsafe Int(text(cmark_node_get_literal(mark))), unsafe notes.indices.contains(number - 1) else {
    return nil
  }
  let paragraphs = unsafe children(of: notes[number - 1]).map { unsafe inlines(in: $0) }
  return Array(paragraphs.joined(separator: [.softBreak]))
}
