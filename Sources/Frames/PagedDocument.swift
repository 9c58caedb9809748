/// Pages ready to be exported, with what a reader navigates by.
public struct PagedDocument: Hashable, Sendable {
  public var pages: [Frame]
  public var outline: [OutlineEntry]
  public var metadata: Metadata
  /// The parts of the document in reading order, the whole document first; empty for a document without structure.
  public var structure: [StructureElement]

  public init(
    pages: [Frame], outline: [OutlineEntry] = [], metadata: Metadata, structure: [StructureElement] = []
  ) {
    self.pages = pages
    self.outline = outline
    self.structure = structure
    self.metadata = metadata
  }

  /// A bookmark.
  public struct OutlineEntry: Hashable, Sendable {
    public var title: String
    /// 1 for the outermost.
    public var level: Int
    /// The name of an anchor on one of the pages.
    public var anchor: String

    public init(title: String, level: Int, anchor: String) {
      self.title = title
      self.level = level
      self.anchor = anchor
    }
  }

  /// What a document says of itself.
  public struct Metadata: Hashable, Sendable {
    public var title: String
    public var author: String
    public var subject: String
    public var keywords: [String]
    /// BCP 47, such as `en-GB`.
    public var language: String
    /// ISO 8601 date and time with zone, such as `2024-05-31T00:00:00Z`; fixed by the input, never the clock.
    public var date: String

    public init(
      title: String, author: String = "", subject: String = "", keywords: [String] = [], language: String = "en",
      date: String = "2000-01-01T00:00:00Z"
    ) {
      self.title = title
      self.author = author
      self.subject = subject
      self.keywords = keywords
      self.language = language
      self.date = date
    }
  }
}
