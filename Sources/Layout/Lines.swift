import Frames

/// One line of text, set from its left edge.
struct Line {
  var runs: [Run] = []
  var width = 0.0
  /// Whether it was broken at a space, which stands nowhere then.
  var endsInSpace = false

  /// A stretch in one look.
  struct Run {
    var text: String
    var look: Look
    var x: Double
    var width: Double
    /// The part of the document it is text of.
    var element: Int?
  }
}

/// How a stretch of text is drawn and where it leads.
struct Look: Hashable {
  var style: TextStyle
  var color: Color
  var link: Link?
  /// Of the baseline, in points.
  var rise = 0.0

  init(_ span: RichText.Span, in setting: PageTheme.TextSetting, theme: PageTheme) {
    style = setting.style
    color = span.muted ? theme.muted : setting.color
    link = span.link
    if span.strong { style.weight = style.weight >= 600 ? 700 : 600 }
    if span.emphasis { style.italic.toggle() }
    if span.code { style.family = theme.codeFamily }
    if span.superscript {
      rise = 0.34 * style.size
      style.size *= 0.66
    }
  }
}

/// Breaks text into lines of at most `width`, each as full as it gets.
struct LineBreaker {
  let theme: PageTheme
  let ruler: Ruler

  /// No line is wider than `width` unless a single character is. Empty text has no lines.
  func lines(_ text: RichText, _ setting: PageTheme.TextSetting, width: Double) -> [Line] {
    // 1. Stretches that may not be broken.
    let looks = text.spans.map { Look($0, in: setting, theme: theme) }
    let words = split(text, looks)
    // 2. Words that no line can hold are cut.
    let parts = words.flatMap { $0.width > width ? cut($0, looks, width: width) : [$0] }
    // 3. As many words on a line as go.
    var lines: [Line] = []
    var current: [Word] = []
    var used = 0.0
    for part in parts {
      if let last = current.last, !last.endsLine {
        if used + last.spaceWidth + part.width > width + 0.01 {
          lines.append(assemble(current, looks))
          current = []
          used = 0
        } else {
          used += last.spaceWidth
        }
      }
      current.append(part)
      used += part.width
      if part.endsLine {
        lines.append(assemble(current, looks))
        current = []
        used = 0
      }
    }
    if !current.isEmpty { lines.append(assemble(current, looks)) }
    return lines
  }

  /// Everything on one line, line breaks as spaces.
  func line(_ text: RichText, _ setting: PageTheme.TextSetting) -> Line {
    let looks = text.spans.map { Look($0, in: setting, theme: theme) }
    return assemble(split(text, looks), looks)
  }

  /// The width of the widest stretch that may not be broken.
  func widestWord(_ text: RichText, _ setting: PageTheme.TextSetting) -> Double {
    let looks = text.spans.map { Look($0, in: setting, theme: theme) }
    return split(text, looks).reduce(0) { max($0, $1.width) }
  }

  /// Joins the words of a line to runs, one for each change of look, spaces inside.
  private func assemble(_ words: [Word], _ looks: [Look]) -> Line {
    var runs: [Line.Run] = []
    func append(_ text: String, _ look: Look) {
      if let last = runs.last, last.look == look {
        runs[runs.count - 1].text += text
      } else {
        runs.append(Line.Run(text: text, look: look, x: 0, width: 0))
      }
    }
    for (i, word) in words.enumerated() {
      for piece in word.pieces { append(piece.text, looks[piece.look]) }
      if i + 1 < words.count, let space = word.space ?? (word.endsLine ? word.pieces.last?.look : nil) {
        append(" ", looks[space])
      }
    }
    var x = 0.0
    for i in runs.indices {
      runs[i].x = x
      runs[i].width = ruler.advance(ofLine: runs[i].text, style: runs[i].look.style)
      x += runs[i].width
    }
    return Line(runs: runs, width: x, endsInSpace: words.last?.space != nil || words.last?.endsLine ?? false)
  }
}
