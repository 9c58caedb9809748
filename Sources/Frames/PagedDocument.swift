/// Pages ready to be exported, with what a reader navigates by.
public struct PagedDocument: Hashable, Sendable {
  public var pages: [Frame]
  public var outline: [OutlineEntry]
  public var metadata: Metadata
  /// The parts of the document in reading order, the whole document first; empty for a document without structure.
  public var structure: [StructureElement]
  /// Files that come with the document.
  public var attachments: [Attachment]

  public init(
    pages: [Frame], outline: [OutlineEntry] = [], metadata: Metadata, structure: [StructureElement] = [],
    attachments: [Attachment] = []
  ) {
    self.pages = pages
    self.outline = outline
    self.structure = structure
    self.metadata = metadata
    self.attachments = attachments
  }

  /// A file that comes with a document.
  public struct Attachment: Hashable, Sendable {
    /// What a file is to what it is attached to, in the words of PDF.
    public enum Relationship: String, Hashable, Sendable {
      /// What the document was made from.
      case source = "Source"
      /// What a drawing or a table shows.
      case data = "Data"
      /// What is said besides.
      case supplement = "Supplement"
    }

    /// The name of the file, such as `figure-1.csv`; no other attachment has it.
    public var name: String
    /// Such as `text/csv`.
    public var mediaType: String
    /// What is in it, for readers.
    public var description: String
    public var relationship: Relationship
    public var bytes: [UInt8]
    /// The part of the document it belongs to; nil for the whole.
    public var element: Int?

    public init(
      name: String, mediaType: String, description: String, relationship: Relationship, bytes: [UInt8],
      element: Int? = nil
    ) {
      self.name = name
      self.mediaType = mediaType
      self.description = description
      self.relationship = relationship
      self.bytes = bytes
      self.element = element
    }
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
