import Frames
import Geometry

extension Galley {
  /// The entries one under the other, their numbers hanging on the left; pages break between entries.
  mutating func set(_ entries: [SourceEntry], in column: Column) {
    let numbers = entries.map { breaker.line(RichText($0.number), theme.source) }
    let pages =
      entries.contains { mentioned.contains($0.anchor) }
      ? ruler.advance(of: "p. 00, 00, 00 …", style: theme.source.style) : 0
    let inner = column.indented(by: max(3 * step, (numbers.map(\.width).max() ?? 0) + step))
    let baseline = ruler.baseline(of: theme.source)
    guard !entries.isEmpty else { return }
    structure.begin(.list(ordered: true))
    defer { structure.end() }
    var new: [Strip] = []
    for (entry, number) in zip(entries, numbers) {
      let item = structure.add(.listItem)
      let label = structure.add(.label, in: item)
      let body = structure.add(.listBody, in: item)
      var lines = strips(
        Self.text(of: entry, words: theme.words), theme.source, x: inner.x,
        width: min(inner.text, column.full - (inner.x - column.x) - pages),
        as: body)
      if lines.isEmpty { lines = [Strip(height: theme.source.leading)] }
      if lines.count <= 8 { lines = lines.together() }
      if mentioned.contains(entry.anchor) {
        // Back to where it is used, in a column of its own beside the first line.
        let back = structure.add(.link, in: structure.add(.paragraph, in: body))
        lines[0].references = [
          PageReference(
            to: .mentions(entry.anchor), position: Point(column.x + column.full, baseline), setting: theme.source,
            element: back)
        ]
      }
      let mark = structure.tag(number, as: label).items(at: Point(column.x, baseline), theme: theme, ruler: ruler)
      lines[0].items.insert(contentsOf: anchor(entry.anchor, x: column.x) + mark, at: 0)
      lines[0].space = new.isEmpty ? 0 : step / 2
      new += lines
    }
    add(new, role: "sources", above: step, below: 3 * step)
  }

  /// The citation, and on a line of its own the words the value was taken from with their place.
  private static func text(of entry: SourceEntry, words: PageTheme.Words) -> RichText {
    var text = entry.text
    var second: [RichText.Span] = []
    if !entry.quote.isEmpty {
      second += [RichText.Span(words.quotationMarks.first ?? "", muted: true)]
      second += entry.quote.spans.map { span in
        var span = span
        span.muted = true
        return span
      }
      second += [RichText.Span(words.quotationMarks.last ?? "", muted: true)]
    }
    if !entry.place.isEmpty {
      second.append(RichText.Span((second.isEmpty ? "" : " · ") + entry.place, muted: true))
    }
    if !second.isEmpty { text.spans += (text.isEmpty ? [] : [RichText.Span("\n")]) + second }
    return text
  }
}
