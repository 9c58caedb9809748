import Frames

/// One line of text, set from its left edge.
struct Line {
  var runs: [Run] = []
  var width = 0.0
  /// The look of the space it was broken at, which stands nowhere then.
  var brokenSpace: Look?
  /// How much wider its spaces are than those of the font, as a share of these; below zero for narrower ones.
  var looseness = 0.0
  /// How far from the left it begins, where it runs from right to left.
  var inset = 0.0

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
  /// Of the words, where it is not that of the document.
  var language: String?

  init(_ span: RichText.Span, in setting: PageTheme.TextSetting, theme: PageTheme) {
    style = setting.style
    color = span.muted ? theme.muted : setting.color
    link = span.link
    note = span.noteNumber
    language = span.language
    if let family = span.family { style.family = family }
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
  /// Knows the words of a language (BCP 47); nil where none are divided.
  let hyphenators: (String) -> (any Hyphenating)?
  /// Of the document.
  let language: String
  let scripts: Scripts
  /// Knows the words of the document's language.
  let hyphenator: (any Hyphenating)?

  init(
    theme: PageTheme, ruler: Ruler, language: String = "en",
    hyphenators: @escaping (String) -> (any Hyphenating)? = { _ in nil }
  ) {
    self.theme = theme
    self.ruler = ruler
    self.hyphenators = hyphenators
    self.language = language
    scripts = Scripts(of: language)
    hyphenator = hyphenators(language)
  }

  /// No line is wider than `width` unless a single character is, but for the marks that hang beyond the ends of justified
  /// lines. Empty text has no lines.
  func lines(_ text: RichText, _ setting: PageTheme.TextSetting, width: Double) -> [Line] {
    let text = prepared(text, setting)
    let isRightToLeft = self.direction(of: text) == .rightToLeft
    // 1. Words; what no line can hold is cut.
    let looks = text.spans.map { Look($0, in: setting, theme: theme) }
    let words = split(text, looks).flatMap { $0.width > width ? cut($0, looks, width: width) : [$0] }
    // 2. The lines between line breaks of the text itself.
    var lines: [Line] = []
    var start = 0
    while start < words.count {
      let end = words[start...].firstIndex(where: \.endsLine).map { $0 + 1 } ?? words.count
      lines += paragraph(Array(words[start..<end]), looks, setting, width: width, hangs: !isRightToLeft)
      start = end
    }
    // 3. What runs from right to left.
    return lines.map { line in
      var line = inVisualOrder(line, isRightToLeft: isRightToLeft)
      if isRightToLeft, width.isFinite { line.inset = max(0, width - line.width) }
      return line
    }
  }

  /// Everything on one line, line breaks as spaces.
  func line(_ text: RichText, _ setting: PageTheme.TextSetting) -> Line {
    let text = prepared(text, setting)
    let looks = text.spans.map { Look($0, in: setting, theme: theme) }
    return inVisualOrder(assemble(split(text, looks), looks), isRightToLeft: direction(of: text) == .rightToLeft)
  }

  /// The width of the widest stretch that may not be broken.
  func widestWord(_ text: RichText, _ setting: PageTheme.TextSetting) -> Double {
    let text = prepared(text, setting)
    let looks = text.spans.map { Look($0, in: setting, theme: theme) }
    return split(text, looks).reduce(0) { max($0, $1.width) }
  }
}
