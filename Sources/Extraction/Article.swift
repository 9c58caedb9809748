public import Diagnostics
public import Observations

/// A press article: what its front matter or its first lines say about it, and where its paragraphs stand.
public struct Article: Sendable {
  public var source: SourceText
  public var title: String
  public var publisher: String
  /// The day, month or year it came out; nil when neither front matter nor dateline says.
  public var published: TimePeriod.Unit?
  /// A language tag such as `en` or `zh`.
  public var language: String
  /// UTF-8 offsets of what follows the front matter or the header block; the whole file where there is neither.
  public var body: Range<Int>
  /// UTF-8 offsets of the lines of the body that are not blank. Paragraph n is `paragraphs[n - 1]`.
  public var paragraphs: [Range<Int>]

  public init(
    source: SourceText, title: String = "", publisher: String = "", published: TimePeriod.Unit? = nil,
    language: String = "", body: Range<Int>, paragraphs: [Range<Int>]
  ) {
    self.source = source
    self.title = title
    self.publisher = publisher
    self.published = published
    self.language = language
    self.body = body
    self.paragraphs = paragraphs
  }
}
