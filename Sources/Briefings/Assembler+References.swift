import Diagnostics
import Frames
import Layout
import OrderedCollections

/// References to figures, tables and sections: `@fig-growth`, `@tbl-growth`, `@sec-overview`, and with `.page` behind them the
/// page they are on. What they lead to may stand further on, so that they are filled in when all blocks are made.
struct CrossReferences {
  /// What a reference may lead to.
  struct Target {
    /// "Figure 3", or the heading of a section.
    var label: String
    var anchor: String
  }

  private var targets: OrderedDictionary<String, Target> = [:]
  /// The line each reference stands on, by what is written.
  private var lines: OrderedDictionary<String, Int> = [:]

  /// Names a figure, table or section.
  ///
  /// - Parameter kind: `fig`, `tbl` or `sec`.
  /// - Returns: false where the name is taken.
  @discardableResult
  mutating func add(_ kind: String, _ id: String, label: String, anchor: String) -> Bool {
    let name = id.hasPrefix(kind + "-") ? id : "\(kind)-\(id)"
    guard targets[name] == nil else { return false }
    targets[name] = Target(label: label, anchor: anchor)
    return true
  }

  /// Text with the references in it as spans of their own, to be filled in by `resolve`.
  mutating func spans(in text: String, style: RichText.Span, line: Int) -> [RichText.Span] {
    guard text.contains("@") else { return [styled(style, text)] }
    var spans: [RichText.Span] = []
    var plain = ""
    var rest = text[...]
    while let character = rest.first {
      if character == "@", !(plain.last.map { $0.isLetter || $0.isNumber } ?? false),
        let name = Self.name(in: rest.dropFirst())
      {
        if !plain.isEmpty { spans.append(styled(style, plain)) }
        plain = ""
        var span = styled(style, "@" + name)
        span.link = Link(.anchor(Self.pending + name), description: name)
        spans.append(span)
        if lines[name] == nil { lines[name] = line }
        rest = rest.dropFirst(1 + name.count)
      } else {
        plain.append(character)
        rest.removeFirst()
      }
    }
    if !plain.isEmpty { spans.append(styled(style, plain)) }
    return spans
  }

  /// Fills in the references of a document.
  ///
  /// - Returns: the document, and a diagnostic for each name that nothing has.
  func resolve(_ document: Document, report: Report) -> (document: Document, problems: [Diagnostic]) {
    guard !lines.isEmpty else { return (document, []) }
    let problems = lines.compactMap { name, line -> Diagnostic? in
      let wanted = name.hasSuffix(Self.pageSuffix) ? String(name.dropLast(Self.pageSuffix.count)) : name
      return targets[wanted] == nil
        ? Message.unknownReference(wanted, report.source, line: line, known: Array(targets.keys)) : nil
    }
    let resolved = document.mapSpans { span in
      guard case .anchor(let anchor)? = span.link?.destination, anchor.hasPrefix(Self.pending) else { return [span] }
      let name = String(anchor.dropFirst(Self.pending.count))
      let isPage = name.hasSuffix(Self.pageSuffix)
      var span = span
      span.link = nil
      guard let target = targets[isPage ? String(name.dropLast(Self.pageSuffix.count)) : name] else { return [span] }
      span.link = Link(.anchor(target.anchor), description: target.label)
      // "00" keeps room for the number until the pages are known.
      span.text = isPage ? "00" : target.label
      span.pageOf = isPage ? target.anchor : nil
      return [span]
    }
    return (resolved, problems)
  }

  private static let pending = "reference:"
  private static let pageSuffix = ".page"

  /// The name at the start of a text: `fig-`, `tbl-` or `sec-` with letters, digits and inner hyphens, and `.page` if it
  /// follows.
  private static func name(in text: Substring) -> String? {
    guard ["fig-", "tbl-", "sec-"].contains(where: { text.hasPrefix($0) }) else { return nil }
    var name = text.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    while name.last == "-" { name.removeLast() }
    guard name.count > 4 else { return nil }
    let after = text.dropFirst(name.count)
    let isPage = after.hasPrefix(pageSuffix) && !(after.dropFirst(pageSuffix.count).first?.isLetter ?? false)
    return String(name) + (isPage ? pageSuffix : "")
  }

  private func styled(_ style: RichText.Span, _ text: String) -> RichText.Span {
    var span = style
    span.text = text
    return span
  }
}
