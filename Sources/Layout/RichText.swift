public import Frames

/// Inline text: spans in reading order, each in one look.
///
/// A line feed is a line break; a no-break space never breaks.
public struct RichText: Hashable, Sendable {
  /// In reading order.
  public var spans: [Span]
  /// Which way its lines run as a whole; nil where its first letter tells.
  public var direction: TextDirection?

  /// Text in one plain look.
  public init(_ text: String) { spans = text.isEmpty ? [] : [Span(text)] }

  /// Text of these spans.
  public init(spans: [Span], direction: TextDirection? = nil) {
    self.spans = spans
    self.direction = direction
  }

  /// The text without its looks and links.
  public var plain: String { spans.map(\.text).joined() }

  /// Whether there is nothing to set.
  public var isEmpty: Bool { spans.allSatisfy { $0.text.isEmpty && $0.footnote == nil } }

  /// Which way it runs by its first letter or as is said; nil for a text without letters.
  var ownDirection: TextDirection? {
    direction
      ?? spans.lazy.flatMap(\.text.unicodeScalars).compactMap { BidiLevels.direction(of: $0) }.first
  }

  /// One text after the other.
  public static func + (a: RichText, b: RichText) -> RichText {
    RichText(spans: a.spans + b.spans, direction: a.direction ?? b.direction)
  }

  /// A stretch of text in one look.
  public struct Span: Hashable, Sendable {
    /// The characters.
    public var text: String
    /// In a heavier weight.
    public var strong: Bool
    /// In italics, or upright within italics.
    public var emphasis: Bool
    /// A name from a program or file.
    public var code: Bool
    /// Small and raised, as marks of notes are.
    public var superscript: Bool
    /// Where the text leads. A span that leads to an anchor is a value with its unit: it breaks only at spaces.
    public var link: Link?
    /// In the grey of small print.
    public var muted: Bool
    /// What is said at the foot of the page; a number stands in place of the text.
    public var footnote: RichText?
    /// The number of the note that the text is the mark of.
    var noteNumber: Int?
    /// An anchor whose page number stands in place of the text as soon as it is known.
    public var pageOf: String?
    /// BCP 47, where it is not that of the document or, by its letters, plain to see.
    public var language: String?
    /// The family of its letters, where their language has forms of its own.
    var family: String?

    /// A span; plain unless said otherwise.
    public init(
      _ text: String, strong: Bool = false, emphasis: Bool = false, code: Bool = false, superscript: Bool = false,
      link: Link? = nil, muted: Bool = false, pageOf: String? = nil, language: String? = nil
    ) {
      self.text = text
      self.strong = strong
      self.emphasis = emphasis
      self.code = code
      self.superscript = superscript
      self.link = link
      self.muted = muted
      self.pageOf = pageOf
      self.language = language
    }

    /// The mark of a footnote.
    public init(footnote: RichText) {
      self.init("", superscript: true)
      self.footnote = footnote
    }
  }
}

/// Which way a line runs.
public enum TextDirection: String, Hashable, Sendable, CaseIterable {
  case leftToRight = "ltr"
  case rightToLeft = "rtl"
}

extension RichText: ExpressibleByStringInterpolation {
  /// Text in one plain look.
  public init(stringLiteral value: String) { self.init(value) }
}
