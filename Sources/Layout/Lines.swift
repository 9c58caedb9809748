import Frames

/// One line of text, set from its left edge.
struct Line {
  var runs: [Run] = []
  var width = 0.0
  /// The look of the space it was broken at, which stands nowhere then.
  var brokenSpace: Look?
  /// How much wider its spaces are than those of the font, as a share of these; below zero for narrower ones.
  var looseness = 0.0

  /// The footnotes that have their marks in it.
  var notes: [Int] { runs.compactMap(\.look.note) }

  /// A stretch in one look.
  struct Run {
    var text: String
    var look: Look
    var x: Double
    /// With the spacing.
    var width: Double
    /// Whether its characters fill squares, as Chinese ones do.
    var isEastAsian = false
    /// Added to spaces and after characters to make the line fit, in points.
    var wordSpacing = 0.0
    var letterSpacing = 0.0
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
  /// The number of the footnote it is the mark of.
  var note: Int?

  init(_ span: RichText.Span, in setting: PageTheme.TextSetting, theme: PageTheme) {
    style = setting.style
    color = span.muted ? theme.muted : setting.color
    link = span.link
    note = span.noteNumber
    if span.strong { style.weight = style.weight >= 600 ? 700 : 600 }
    if span.emphasis { style.italic.toggle() }
    if span.code { style.family = theme.codeFamily }
    if span.superscript {
      rise = 0.34 * style.size
      style.size *= 0.66
    }
  }
}

/// Breaks text into lines, choosing all breaks of a paragraph together.
struct LineBreaker {
  let theme: PageTheme
  let ruler: Ruler
  /// Knows the words of the document's language; nil where none are divided.
  var hyphenator: (any Hyphenating)?

  /// No line is wider than `width` unless a single character is, but for the marks that hang beyond the ends of justified
  /// lines. Empty text has no lines.
  func lines(_ text: RichText, _ setting: PageTheme.TextSetting, width: Double) -> [Line] {
    // 1. Words; what no line can hold is cut.
    let looks = text.spans.map { Look($0, in: setting, theme: theme) }
    let words = split(text, looks).flatMap { $0.width > width ? cut($0, looks, width: width) : [$0] }
    // 2. The lines between line breaks of the text itself.
    var lines: [Line] = []
    var start = 0
    while start < words.count {
      let end = words[start...].firstIndex(where: \.endsLine).map { $0 + 1 } ?? words.count
      lines += paragraph(Array(words[start..<end]), looks, setting, width: width)
      start = end
    }
    // 3. What runs from right to left.
    return lines.map { inVisualOrder($0) }
  }

  /// Everything on one line, line breaks as spaces.
  func line(_ text: RichText, _ setting: PageTheme.TextSetting) -> Line {
    let looks = text.spans.map { Look($0, in: setting, theme: theme) }
    return inVisualOrder(assemble(split(text, looks), looks))
  }

  /// The width of the widest stretch that may not be broken.
  func widestWord(_ text: RichText, _ setting: PageTheme.TextSetting) -> Double {
    let looks = text.spans.map { Look($0, in: setting, theme: theme) }
    return split(text, looks).reduce(0) { max($0, $1.width) }
  }
}
