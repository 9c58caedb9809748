public import Diagnostics
public import Notation

/// A report file: its front matter, decoded, and its body as written.
public struct Report: Sendable {
  /// The file.
  public let source: SourceText
  /// Folder that paths in the report are seen from.
  public let folder: String
  public var title: String
  public var subtitle: String
  public var kicker: String
  /// Up to three lines on the cover that say what the period brought.
  public var lead: [String]
  /// Who publishes the briefing.
  public var issuer: String
  /// As printed on the cover.
  public var date: String
  /// BCP 47.
  public var language: String
  /// Nil for that of the theme.
  public var paper: Paper?
  /// Headings of this level and above start a page; 0 for none.
  public var breaks: Int
  /// Whether headings are numbered: 1, 1.1 …
  public var isNumbered: Bool
  /// The title block on a page of its own: `true`, or a mapping with `figures`.
  public var cover: Node?
  /// Base name of what is written, without extension; may hold tags.
  public var outputName: String
  public var subject: String
  public var keywords: [String]
  public var sources: [SourceReference]
  public var parameters: [Parameter]
  /// Named values for the running text.
  public var figures: [NamedQuery]
  /// Named lists of rows to loop over.
  public var sets: [NamedQuery]
  /// What `$name` stands for in queries: parameters and the lists under `lists`.
  var definitions: [String: Node]
  /// The look of pages and charts: the name of a theme, the path of a YAML file, or a mapping.
  public var theme: Node?
  /// Editorial rules that do not hold for the charts of this report: `{ignore: […], reason: …}`.
  public var lint: Node?
  /// What it is made of, whatever the values of its parameters.
  let written: Written
  /// The Markdown after the front matter.
  public let body: String
  /// The 1-based line on which `body` starts.
  public let bodyLine: Int
  /// Warnings met while reading.
  public var diagnostics: [Diagnostic]

  /// A report file as it is written, read once for all briefings of a batch.
  struct Written: Sendable {
    var source: SourceText
    var header: Node
    var body: String
    /// The 1-based line on which `body` starts.
    var bodyLine: Int
    let templates = Templates()
  }

  /// The sheet a briefing is laid out on.
  public enum Paper: String, Hashable, Sendable, CaseIterable {
    case a4 = "A4"
    case a5 = "A5"
    case letter = "Letter"
  }

  /// Files a report draws on.
  public struct SourceReference: Sendable {
    /// A path or a pattern with `*`, as written.
    public var pattern: String
    public var title: String
    public var publisher: String
    /// How the columns of a table are read; nil to find them by name.
    public var mapping: Node?
    /// When its articles must have come out; nil for any time.
    public var published: Publication?
    public var node: Node

    public init(
      pattern: String, title: String = "", publisher: String = "", mapping: Node? = nil,
      published: Publication? = nil, node: Node = Node(.null)
    ) {
      self.pattern = pattern
      self.title = title
      self.publisher = publisher
      self.mapping = mapping
      self.published = published
      self.node = node
    }

    /// The sheet of a workbook, or the dataset of a file, that the mapping names.
    var sheet: String? { (mapping?["sheet"] ?? mapping?["dataset"])?.scalarText }
  }

  /// A value that the command line may set and a batch runs over.
  public struct Parameter: Sendable {
    public var name: String
    public var kind: Kind
    public var initial: String
    /// What a batch runs over when no file of values is given.
    public var values: Values
    public var node: Node

    /// What its values are.
    public enum Kind: String, Sendable, CaseIterable { case text, region, period }

    /// The values of a batch.
    public enum Values: Sendable {
      case listed([String])
      /// The first column of a query, each value once.
      case query(Node)
      case none
    }
  }

  /// A query under a name.
  public struct NamedQuery: Sendable {
    public var name: String
    public var node: Node
  }
}
