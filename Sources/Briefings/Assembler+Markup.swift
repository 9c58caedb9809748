import Diagnostics
import Frames
import Layout

/// What `<div lang="ar" dir="rtl">` says of the blocks up to `</div>`.
struct Passage {
  /// BCP 47; nil for that of the document.
  var language: String?
  /// nil where the text tells.
  var direction: TextDirection?
  /// Where it begins in the report.
  var line = 0
}

extension Assembler {
  /// Where a problem of the line at hand is.
  var place: Origin { Origin(file: report.source.name, line: line, column: 1) }

  /// A block of HTML: comments that steer the report, and passages in another language.
  mutating func markup(_ text: String) -> [Block] {
    if MarkupTag.isComment(text) {
      if text.contains("two-columns") { startColumns() }
      if text.contains("one-column") { endColumns() }
      if text.contains("<!-- appendix -->") { sections.startAppendix() }
      return text.contains("page-break") ? [.pageBreak] : []
    }
    guard let tag = MarkupTag(text), tag.name == "div" else {
      problems.append(Message.unprintedMarkup(text, at: place))
      return []
    }
    if tag.isClosing {
      if passages.popLast() == nil { problems.append(Message.strayMarkup("div", at: place)) }
    } else {
      var passage = passages.last ?? Passage()
      passage.line = line
      read(tag, &passage.language, &passage.direction)
      passages.append(passage)
    }
    if tag.rest.contains(where: { !$0.isWhitespace }), !MarkupTag.isComment(tag.rest) {
      problems.append(Message.textInMarkup(at: place))
    }
    return []
  }

  /// Says which passages are still open at the end of the report.
  mutating func endPassages() {
    for passage in passages {
      problems.append(
        Message.openMarkup("div", at: Origin(file: report.source.name, line: passage.line, column: 1)))
    }
    passages = []
  }

  /// Takes over what a tag within a text says; the styles of the tags around it wait in `open`.
  mutating func markup(
    _ text: String, style: inout RichText.Span, open: inout [RichText.Span], to spans: inout [RichText.Span]
  ) {
    guard let tag = MarkupTag(text) else { return }
    switch (tag.name, tag.isClosing) {
    case ("br", false):
      var line = style
      line.text = "\n"
      spans.append(line)
    case ("span", false):
      open.append(style)
      var direction: TextDirection?
      read(tag, &style.language, &direction)
      if direction != nil { problems.append(Message.directionOfSpan(at: place)) }
    case ("span", true):
      if let outer = open.popLast() {
        style = outer
      } else {
        problems.append(Message.strayMarkup("span", at: place))
      }
    case (_, true): break
    default: problems.append(Message.unprintedMarkup(text, at: place))
    }
  }

  /// Says where a tag within a text is not closed.
  mutating func checkClosed(_ open: [RichText.Span]) {
    if !open.isEmpty { problems.append(Message.openMarkup("span", at: place)) }
  }

  private mutating func read(_ tag: MarkupTag, _ language: inout String?, _ direction: inout TextDirection?) {
    for (name, value) in tag.attributes {
      switch name {
      case "lang":
        if isLanguageTag(value) {
          language = value
        } else {
          problems.append(Message.badLanguage(value, at: place))
        }
      case "dir":
        direction = TextDirection(rawValue: value.lowercased())
        if direction == nil, value.lowercased() != "auto" {
          problems.append(Message.badDirection(value, at: place))
        }
      default: problems.append(Message.unknownAttribute(name, of: tag.name, at: place))
      }
    }
  }
}
