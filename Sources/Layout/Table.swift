public import Diagnostics
public import Frames

/// A table: columns with a header, rows of cells, and what is said about them.
public struct Table: Hashable, Sendable {
  /// Such as "Table 2"; empty for an unnumbered table.
  public var label: String
  public var title: RichText?
  public var columns: [Column]
  public var rows: [Row]
  public var note: RichText?
  public var source: RichText?
  /// The name links lead to; empty for none.
  public var anchor: String
  /// Where the table stands in its input, for diagnostics.
  public var origin: Origin?

  public init(
    label: String = "", title: RichText? = nil, columns: [Column], rows: [Row], note: RichText? = nil,
    source: RichText? = nil, anchor: String = "", origin: Origin? = nil
  ) {
    self.label = label
    self.title = title
    self.columns = columns
    self.rows = rows
    self.note = note
    self.source = source
    self.anchor = anchor
    self.origin = origin
  }

  /// Where the text of a column stands.
  public enum Alignment: String, Hashable, Sendable {
    case start, end, center
    /// Numbers under each other by their decimal separator, the block flush with the end of the column.
    case decimal
  }

  /// How wide a column is.
  public enum ColumnWidth: Hashable, Sendable {
    /// As wide as its content asks, more when there is room.
    case natural
    /// A share of the width of the table, 0…1.
    case fraction(Double)
  }

  /// A column.
  public struct Column: Hashable, Sendable {
    public var header: RichText
    /// Under the header, so that the cells hold bare numbers.
    public var unit: String?
    public var alignment: Alignment
    public var width: ColumnWidth

    public init(
      header: RichText, unit: String? = nil, alignment: Alignment = .start, width: ColumnWidth = .natural
    ) {
      self.header = header
      self.unit = unit
      self.alignment = alignment
      self.width = width
    }
  }

  /// A row; missing cells are empty.
  public struct Row: Hashable, Sendable {
    /// What a row is.
    public enum Kind: String, Hashable, Sendable {
      case body
      /// Names the rows below it.
      case group
      /// Sums the rows above it.
      case total
    }

    public var cells: [Cell]
    public var kind: Kind

    public init(_ cells: [Cell], kind: Kind = .body) {
      self.cells = cells
      self.kind = kind
    }
  }

  /// A cell.
  public struct Cell: Hashable, Sendable {
    public var text: RichText
    /// A small drawing such as a sparkline, before the text.
    public var image: Frame?
    /// The number of columns it takes, at least 1.
    public var span: Int

    public init(_ text: RichText = "", image: Frame? = nil, span: Int = 1) {
      self.text = text
      self.image = image
      self.span = span
    }
  }
}

extension Table.Cell: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(RichText(value)) }
}
