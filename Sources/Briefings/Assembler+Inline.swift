import Frames
import Layout
import OrderedCollections

extension Assembler {
  /// Inline Markdown as rich text; values become links to their sources, with the number of the source beside them.
  mutating func inline(_ inlines: [MarkdownInline]) -> RichText {
    var spans: [RichText.Span] = []
    append(inlines, style: plainStyle, to: &spans)
    return RichText(spans: spans.namingSourcesOnce(), direction: passages.last?.direction)
  }

  /// Text that nothing is said of, in the language of its passage.
  private var plainStyle: RichText.Span { RichText.Span("", language: passages.last?.language) }

  private mutating func append(_ inlines: [MarkdownInline], style: RichText.Span, to spans: inout [RichText.Span]) {
    var style = style
    var open: [RichText.Span] = []
    for inline in inlines {
      var styled = style
      switch inline {
      case .text(let text): spans += self.spans(for: text, style: style)
      case .softBreak, .lineBreak:
        if case .lineBreak = inline { styled.text = "\n" } else { styled.text = " " }
        spans.append(styled)
      case .code(let text):
        styled.text = text
        styled.code = true
        spans.append(styled)
      case .emphasis(let inner):
        styled.emphasis = true
        append(inner, style: styled, to: &spans)
      case .strong(let inner):
        styled.strong = true
        append(inner, style: styled, to: &spans)
      case .link(let inner, let address):
        styled.link = Link(.address(address), description: address)
        append(inner, style: styled, to: &spans)
      case .footnote(let inner): spans.append(RichText.Span(footnote: self.inline(inner)))
      case .html(let text): markup(text, style: &style, open: &open, to: &spans)
      case .image(let address, _, _): problems.append(Message.inlineImage(address, at: place))
      }
    }
    checkClosed(open)
  }

  /// Text with its value tokens resolved.
  mutating func spans(for text: String, style: RichText.Span = RichText.Span("")) -> [RichText.Span] {
    var spans: [RichText.Span] = []
    for piece in store.pieces(of: text) {
      switch piece {
      case .text(let text): spans += references.spans(in: text, style: style, line: line)
      case .value(let value): spans += self.spans(for: value, style: style)
      }
    }
    return spans
  }

  /// A value as linked text, followed by the small number of its source.
  mutating func spans(
    for value: PrintedValue, text: String? = nil, numbered: Bool = true, style: RichText.Span = RichText.Span("")
  ) -> [RichText.Span] {
    var span = style
    span.text = text ?? value.text
    guard let reference = cite(value) else { return [span] }
    span.link = citations.link(to: reference, of: span.text)
    printed.append(PrintedRecord(text: span.text, source: reference.label, value: value))
    guard numbered else { return [span] }
    var number = style
    number.text = "[\(reference.label)]"
    number.superscript = true
    number.muted = true
    number.strong = false
    number.link = citations.link(to: reference)
    return [span, number]
  }

  /// Refers to where a value comes from; nil for “no data”.
  mutating func cite(_ value: PrintedValue) -> Citations.Reference? {
    citations.cite(value.observations, formula: value.formula) ?? citations.cite(countedIn: value.documents)
  }

  /// Plain text that may hold tokens, as rich text.
  mutating func rich(_ text: String) -> RichText {
    RichText(
      spans: spans(for: text.typeset, style: plainStyle).namingSourcesOnce(), direction: passages.last?.direction)
  }
}

extension String {
  /// The text with apostrophes between letters as they are printed, as Markdown has them: “l’industrie”.
  var typeset: String {
    guard contains("'") else { return self }
    var out = ""
    var rest = self[...]
    while let c = rest.popFirst() {
      let isInside = c == "'" && (out.last?.isLetter ?? false) && (rest.first?.isLetter ?? false)
      out.append(isInside ? "’" : c)
    }
    return out
  }
}

extension [RichText.Span] {
  /// Takes away the number of a source where the next number of the paragraph is the same.
  func namingSourcesOnce() -> [RichText.Span] {
    var next: String?
    var kept: [RichText.Span] = []
    for span in reversed() {
      if span.superscript, span.link != nil {
        if span.text == next { continue }
        next = span.text
      }
      kept.append(span)
    }
    return kept.reversed()
  }
}

extension RichText {
  /// Takes `{#name}` off the end of a heading.
  mutating func takeIdentifier() -> String? {
    guard let last = spans.last, last.text.hasSuffix("}"), let start = last.text.lastIndex(of: "{") else { return nil }
    let inner = last.text[start...].dropFirst().dropLast()
    guard inner.first == "#", inner.count > 1, !inner.contains(" ") else { return nil }
    var text = last.text[..<start]
    while text.last == " " { text.removeLast() }
    spans[spans.count - 1].text = String(text)
    if text.isEmpty { spans.removeLast() }
    return String(inner.dropFirst())
  }
}
