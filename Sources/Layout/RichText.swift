public import Frames

/// Inline text: spans in reading order, each in one look.
///
/// A line feed is a line break; a no-break space never breaks.
public struct RichText: Hashable, Sendable {
  public var spans: [Span]

  public init(_ text: String) { spans = text.isEmpty ? [] : [Span(text)] }

  public init(spans: [Span]) { self.spans = spans }

  /// The text without its looks and links.
  public var plain: String { spans.map(\.text).joined() }

  /// Whether there is nothing to set.
  public var isEmpty: Bool { spans.allSatisfy { $0.text.isEmpty } }

  /// One text after the other.
  public static func + (a: RichText, b: RichText) -> RichText { RichText(spans: a.spans + b.spans) }

  /// A stretch of text in one look.
  public struct Span: Hashable, Sendable {
    public var text: String
    public var strong: Bool
    public var emphasis: Bool
    public var code: Bool
    public var superscript: Bool
    /// Where the text leads. A span that leads to an anchor is a value with its unit: it breaks only at spaces.
    public var link: Link?
    /// In the grey of small print.
    public var muted: Bool

    public init(
      _ text: String, strong: Bool = false, emphasis: Bool = false, code: Bool = false, superscript: Bool = false,
      link: Link? = nil, muted: Bool = false
    ) {
      self.text = text
      self.strong = strong
      self.emphasis = emphasis
      self.code = code
      self.superscript = superscript
      self.link = link
      self.muted = muted
    }
  }
}

extension RichText: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }
}
