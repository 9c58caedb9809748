import Diagnostics
import Mustache
import Synchronization

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

/// A part of a report with Mustache tags, read once for all briefings of a batch.
///
/// Mustache is logic-less and runs no code; partials and inheritance are refused because a report is one file. Lines are
/// followed through loops by a mark at the end of each, which is taken away again.
struct Template: Sendable {
  /// A tag that names something.
  fileprivate struct Tag: Sendable {
    /// The first part of its path.
    var name: String
    var line: Int
    var column: Int
  }

  private let source: SourceText
  private let firstLine: Int
  /// Nil for text without tags.
  private let mustache: MustacheTemplate?
  private let text: String
  private let tags: [Tag]
  /// For each line of the text whether it has a tag.
  private let hasTag: [Bool]
  /// What is wrong with the tags whatever they stand for.
  private let problems: [Diagnostic]

  /// - Parameter firstLine: the line of the source on which the text starts, counted from 1.
  /// - Throws: what the library cannot read.
  init(_ text: String, firstLine: Int, source: SourceText) throws(DiagnosticError) {
    self.text = text
    self.firstLine = firstLine
    self.source = source
    let lines = text.utf8.split(separator: lineFeed, omittingEmptySubsequences: false).map { Substring($0) }
    hasTag = lines.map { $0.utf8.hasTag }
    guard hasTag.contains(true) else {
      (mustache, tags, problems) = (nil, [], [])
      return
    }
    // 1. The tags, as far as they are understood without values.
    var reader = TagReader(source: source)
    for (offset, line) in lines.enumerated() where hasTag[offset] { reader.read(line, number: firstLine + offset) }
    reader.close()
    tags = reader.tags
    problems = reader.problems
    guard problems.isEmpty else {
      mustache = nil
      return
    }
    // 2. The template of the library.
    let marked = lines.enumerated().map { "\($0.element)\(lineMark)\(firstLine + $0.offset)\(endMark)" }
      .joined(separator: "\n")
    do {
      mustache = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + marked)
    } catch let error as MustacheTemplate.ParserError {
      throw DiagnosticError(
        Message.brokenTemplate(
          error.error, in: source, line: firstLine + error.context.lineNumber - 1, column: error.context.columnNumber))
    } catch {
      throw DiagnosticError(Message.brokenTemplate(error, in: source, line: firstLine, column: 1))
    }
  }

  /// The text with its tags replaced.
  /// - Throws: broken tags, and every name that nothing defines.
  func expanded(_ values: [String: TemplateValue]) throws(DiagnosticError) -> ExpandedText {
    let problems = problems + unknownNames(values)
    if !problems.isEmpty { throw DiagnosticError(problems) }
    guard let mustache else {
      return ExpandedText(text: text, lines: Array(firstLine..<firstLine + hasTag.count))
    }
    return followLines(mustache.render(MustacheRecord(fields: values, printed: "", isNull: false)))
  }

  /// Every tag must name something that exists at the top or in some list or record.
  private func unknownNames(_ values: [String: TemplateValue]) -> [Diagnostic] {
    guard !tags.isEmpty else { return [] }
    // Columns are known also where a set happens to be empty.
    var known = rowNames.union(values.keys)
    values.values.forEach { collectNames($0, into: &known) }
    let unknown = tags.filter { !known.contains($0.name) }
    guard !unknown.isEmpty else { return [] }
    let names = known.subtracting(rowNames).sorted()
    return unknown.map { Message.unknownName($0.name, known: names, in: source, line: $0.line, column: $0.column) }
  }

  /// Takes the marks out of rendered text.
  private func followLines(_ rendered: String) -> ExpandedText {
    var lines: [Int] = []
    var out: [UInt8] = []
    out.reserveCapacity(rendered.utf8.count)
    var last = firstLine
    for line in rendered.utf8.split(separator: lineFeed, omittingEmptySubsequences: false) {
      let start = out.count
      if !out.isEmpty || !lines.isEmpty { out.append(lineFeed) }
      let content = out.count
      var number: Int?
      var i = line.startIndex
      while i < line.endIndex {
        let byte = line[i]
        if byte == lineMark.utf8.first, line[i...].starts(with: lineMark.utf8) {
          number = 0
          i = line.index(i, offsetBy: 3)
          continue
        }
        if let digits = number {
          if line[i...].starts(with: endMark.utf8) {
            (last, number) = (digits, nil)
            i = line.index(i, offsetBy: 3)
            continue
          }
          number = digits * 10 + Int(byte) - 0x30
        } else {
          out.append(byte)
        }
        i = line.index(after: i)
      }
      // A line that held nothing but a section tag leaves nothing behind.
      if hasTag[min(max(last - firstLine, 0), hasTag.count - 1)], isBlank(out[content...]) {
        out.removeSubrange(start...)
        continue
      }
      lines.append(last)
    }
    return ExpandedText(text: String(decoding: out, as: UTF8.self), lines: lines)
  }
}

private let lineFeed = UInt8(ascii: "\n")
/// Three bytes each.
private let lineMark = "\u{E002}"
private let endMark = "\u{E003}"

private func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
  bytes.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    || bytes.contains { $0 >= 0x80 } && String(decoding: bytes, as: UTF8.self).allSatisfy(\.isWhitespace)
}

extension Collection<UInt8> {
  /// Whether there are two opening braces in a row.
  fileprivate var hasTag: Bool {
    var before: UInt8 = 0
    for byte in self {
      if byte == UInt8(ascii: "{"), before == byte { return true }
      before = byte
    }
    return false
  }
}

/// The templates of a report, by their text.
final class Templates: Sendable {
  private struct Key: Hashable {
    var text: String
    var firstLine: Int
  }

  private let known = Mutex<[Key: Template]>([:])

  /// - Throws: broken tags.
  func template(_ text: String, firstLine: Int, source: SourceText) throws(DiagnosticError) -> Template {
    let key = Key(text: text, firstLine: firstLine)
    if let template = known.withLock({ $0[key] }) { return template }
    let template = try Template(text, firstLine: firstLine, source: source)
    known.withLock { templates in
      // Texts of the front matter may be others in each briefing.
      if templates.count >= 256 { templates = [:] }
      templates[key] = template
    }
    return template
  }
}

/// Reads the tags of a text line by line.
private struct TagReader {
  let source: SourceText
  var problems: [Diagnostic] = []
  var tags: [Template.Tag] = []
  private var open: [Template.Tag] = []

  init(source: SourceText) { self.source = source }

  mutating func read(_ line: Substring, number: Int) {
    var rest = line
    while let start = rest.firstRange(of: "{{") {
      let column = line.distance(from: line.startIndex, to: start.lowerBound) + 1
      rest = rest[start.upperBound...]
      guard let close = rest.firstRange(of: "}}") else { break }
      var name = rest[..<close.lowerBound]
      rest = rest[close.upperBound...]
      if let sign = name.first, "$<>=%".contains(sign) {
        problems.append(Message.unsupportedTag(String(sign), in: source, line: number, column: column))
        continue
      }
      if name.first == "!" { continue }
      let place = Template.Tag(name: String(name.dropFirst()), line: number, column: column)
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
      if let first = path.first { tags.append(Template.Tag(name: String(first), line: number, column: column)) }
    }
  }

  /// Reports the sections that are never closed.
  mutating func close() {
    for section in open {
      problems.append(Message.openSection(section.name, in: source, line: section.line, column: section.column))
    }
  }
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
