import Frames
import Geometry

extension Galley {
  /// One figure, or several side by side: titles over drawings that start at the same height, captions and sources
  /// below. Nothing of it is parted.
  mutating func set(_ figures: [Figure], in column: Column) {
    guard !figures.isEmpty else { return }
    let count = Double(figures.count)
    let single = figures.count == 1
    let gap = min(theme.figureGap, column.full / (2 * count))
    let width = (column.full - (count - 1) * gap) / count
    let xs = figures.indices.map { column.x + Double($0) * (width + gap) }
    let textWidth = single ? column.text : width

    // 1. The words, and the drawing between them.
    var titles: [(lines: [Line], x: Double)] = []
    var captions: [(lines: [Line], x: Double)] = []
    var elements: [Int] = []
    for (figure, x) in zip(figures, xs) {
      structure.begin(.division)
      titles.append(
        (lines(Self.named(figure.label, figure.title), theme.captionTitle, width: width, of: .caption), x))
      elements.append(structure.add(.figure(alternative: FigureRow.alternative(of: figure))))
      if var attachment = figure.attachment {
        attachment.element = elements.last
        attachments.append(attachment)
      }
      let source = Self.introduced(theme.words.source, by: theme.words.colon, figure.source)
      captions.append(
        (
          lines(figure.caption, theme.caption, width: textWidth, of: .paragraph)
            + lines(source, theme.caption, width: textWidth, of: .paragraph), x
        ))
      structure.end()
    }
    let new = slices(titles, theme.captionTitle)
    var below = slices(captions, theme.caption)

    // 2. The drawings, made smaller where they do not fit on a page with the headings before them.
    let notes = (new + below).flatMap(\.notes).flatMap { footnotes.notes[$0 - 1].lines.prefix(3) }
    let words = (new + below + notes).reduce(notes.isEmpty ? 3 * step : 5 * step) { $0 + $1.height }
    let announced = strips.reversed().prefix { $0.keep == .next }.reduce(0) { $0 + $1.space + $1.height }
    let room = max(pageHeight - words - announced, pageHeight / 3)
    var scales: [Double] = []
    for figure in figures {
      if figure.alternative.isEmpty { diagnostics.append(.figureWithoutAlternative(figure)) }
      let size = figure.frame.size
      let scale = min(1, size.width > 0 ? width / size.width : 1, size.height > 0 ? room / size.height : 1)
      if scale < 0.995 { diagnostics.append(.figureMadeSmaller(figure, scale: scale)) }
      scales.append(scale)
    }
    if !below.isEmpty { below[0].space = step / 2 }

    // 3. The names links lead to.
    let anchors = zip(figures, xs).flatMap { anchor($0.anchor, x: $1) }
    let row = FigureRow(
      figures: figures, xs: xs, scales: scales, elements: elements, titles: new, words: below, anchors: anchors,
      space: new.isEmpty ? 0 : step / 2, pageHeight: pageHeight, redraw: redraw)
    add(row.strips(room: room), role: single ? "figure" : "figures", above: 2 * step, below: 3 * step)
  }

  /// "Figure 3  Title": the number quiet, the title strong.
  static func named(_ label: String, _ title: RichText?) -> RichText {
    var spans: [RichText.Span] = []
    if !label.isEmpty { spans.append(RichText.Span(label, muted: true)) }
    if let title, !title.isEmpty {
      if !spans.isEmpty { spans.append(RichText.Span("\u{2002}")) }
      spans += title.spans.map { span in
        var span = span
        span.strong = true
        return span
      }
    }
    // A title from right to left has its number on the right.
    return RichText(spans: spans, direction: title?.ownDirection)
  }

  /// "Source: …", or nothing for nothing.
  static func introduced(_ word: String, by colon: String, _ text: RichText?) -> RichText {
    guard let text, !text.isEmpty else { return "" }
    return RichText(word + colon) + text
  }
}
