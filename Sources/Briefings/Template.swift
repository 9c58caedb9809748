import Diagnostics
import Mustache

/// What a name in double braces stands for.
enum TemplateValue {
  case text(String)
  case flag(Bool)
  /// Rows, and the names that each of them has, known also when there is no row.
  case list([TemplateValue], names: Set<String>)
  /// Named parts, and what is printed where the whole is named; an `absent` record counts as empty in sections.
  case record([String: TemplateValue], printed: String, absent: Bool = false)
}

/// Text after expansion, with the line of the report that each of its lines came from.
struct ExpandedText {
  var text: String
  /// For each line of `text` its 1-based line in the report.
  var lines: [Int]

  /// The line of the report for a 1-based line of the expanded text.
  func sourceLine(_ line: Int) -> Int { line >= 1 && line <= lines.count ? lines[line - 1] : lines.last ?? 1 }
}

/// Expands the Mustache tags of a part of a report.
///
/// Mustache is logic-less and runs no code; partials and inheritance are refused because a report is one file. Lines are
/// followed through loops by a mark at the end of each, which is taken away again.
/// - Throws: broken tags, and every name that nothing defines.
func expandTemplate(
  _ text: String, firstLine: Int, source: SourceText, values: [String: TemplateValue]
) throws(DiagnosticError) -> ExpandedText {
  guard text.contains("{{") else {
    let count = text.split(separator: "\n", omittingEmptySubsequences: false).count
    return ExpandedText(text: text, lines: Array(firstLine..<firstLine + count))
  }
  let problems = checkTags(text, firstLine: firstLine, source: source, values: values)
  if !problems.isEmpty { throw DiagnosticError(problems) }

  let sourceLines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let marked = sourceLines.enumerated().map { "\($0.element)\(lineMark)\(firstLine + $0.offset)\(endMark)" }
    .joined(separator: "\n")
  let rendered: String
  do {
    rendered = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + marked)
      .render(MustacheRecord(fields: values, printed: "", isNull: false))
  } catch let error as MustacheTemplate.ParserError {
    throw DiagnosticError(
      Message.brokenTemplate(
        error.error, in: source, line: firstLine + error.context.lineNumber - 1, column: error.context.columnNumber))
  } catch {
    throw DiagnosticError(Message.brokenTemplate(error, in: source, line: firstLine, column: 1))
  }

  var lines: [Int] = []
  var out: [Substring] = []
  var last = firstLine
  for line in rendered.split(separator: "\n", omittingEmptySubsequences: false) {
    let pieces = line.split(separator: lineMark, omittingEmptySubsequences: false)
    var content = pieces[0]
    for piece in pieces.dropFirst() {
      let halves = piece.split(separator: endMark, maxSplits: 1, omittingEmptySubsequences: false)
      last = Int(halves[0]) ?? last
      if halves.count > 1 { content += halves[1] }
    }
    let sourceLine = sourceLines[min(max(last - firstLine, 0), sourceLines.count - 1)]
    // A line that held nothing but a section tag leaves nothing behind.
    if content.allSatisfy(\.isWhitespace), sourceLine.contains("{{") { continue }
    out.append(content)
    lines.append(last)
  }
  return ExpandedText(text: out.joined(separator: "\n"), lines: lines)
}

private let lineMark: Character = "\u{E002}"
private let endMark: Character = "\u{E003}"

/// Every tag must be of a kind that reports have and name something that exists at the top or in some list or record.
private func checkTags(
  _ text: String, firstLine: Int, source: SourceText, values: [String: TemplateValue]
) -> [Diagnostic] {
  // Columns are known also where a set happens to be empty.
  var known = rowNames.union(values.keys)
  values.values.forEach { collectNames($0, into: &known) }
  var problems: [Diagnostic] = []
  var open: [(name: String, line: Int, column: Int)] = []
  for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    var rest = line
    while let start = rest.firstRange(of: "{{") {
      let column = line.distance(from: line.startIndex, to: start.lowerBound) + 1
      rest = rest[start.upperBound...]
      guard let close = rest.firstRange(of: "}}") else { break }
      var name = rest[..<close.lowerBound]
      rest = rest[close.upperBound...]
      if let sign = name.first, "$<>=%".contains(sign) {
        problems.append(
          Message.unsupportedTag(String(sign), in: source, line: firstLine + offset, column: column))
        continue
      }
      if name.first == "!" { continue }
      let place = (name: String(name.dropFirst()), line: firstLine + offset, column: column)
      if name.first == "#" || name.first == "^" { open.append(place) }
      if name.first == "/" {
        if open.last?.name == place.name {
          open.removeLast()
        } else {
          problems.append(
            Message.strayClose(place.name, open: open.last?.name, in: source, line: place.line, column: column))
        }
      }
      name = name.drop { "#^/&{".contains($0) || $0 == " " }
      if let parenthesis = name.lastIndex(of: "(") { name = name[name.index(after: parenthesis)...] }
      let path = name.prefix { $0 != ")" && $0 != "}" && $0 != " " }.split(separator: ".")
      guard let first = path.first, !known.contains(String(first)) else { continue }
      problems.append(
        Message.unknownName(
          String(first), known: known.subtracting(rowNames).sorted(), in: source, line: firstLine + offset,
          column: column))
    }
  }
  for section in open {
    problems.append(Message.openSection(section.name, in: source, line: section.line, column: section.column))
  }
  return problems
}

private func collectNames(_ value: TemplateValue, into names: inout Set<String>) {
  switch value {
  case .text, .flag: break
  case .list(let items, let known):
    names.formUnion(known)
    items.forEach { collectNames($0, into: &names) }
  case .record(let fields, _, _):
    names.formUnion(fields.keys)
    fields.values.forEach { collectNames($0, into: &names) }
  }
}

extension TemplateValue {
  /// The value in the types the template library tells apart.
  fileprivate var forMustache: Any {
    switch self {
    case .text(let text): text
    case .flag(let flag): flag
    case .list(let items, _): items.map(\.forMustache)
    case .record(let fields, let printed, let absent):
      MustacheRecord(fields: fields, printed: printed, isNull: absent)
    }
  }
}

private struct MustacheRecord: MustacheParent, MustacheCustomRenderable {
  let fields: [String: TemplateValue]
  let printed: String
  let isNull: Bool

  var renderText: String { printed }

  func child(named name: String) -> Any? { fields[name]?.forMustache }
}
