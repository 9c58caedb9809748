public import Diagnostics
public import Frames

/// A table: columns with a header, rows of cells, and what is said about them.
public struct Table: Hashable, Sendable {
  /// Such as "Table 2"; empty for an unnumbered table.
  public var label: String
  /// The message, above the table.
  public var title: RichText?
  /// At least one.
  public var columns: [Column]
  /// From top to bottom.
  public var rows: [Row]
  /// Below the table, without the word "Note".
  public var note: RichText?
  /// Where the data are from, without the word "Source".
  public var source: RichText?
  /// The name links lead to; empty for none.
  public var anchor: String
  /// Where the table stands in its input, for diagnostics.
  public var origin: Origin?

  /// A table; what is empty takes no room.
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
    /// What the column holds.
    public var header: RichText
    /// Under the header, so that the cells hold bare numbers.
    public var unit: String?
    /// Of cells and header.
    public var alignment: Alignment
    /// Natural unless a share is asked for.
    public var width: ColumnWidth

    /// A column, its text at the start unless said otherwise.
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

    /// From left to right.
    public var cells: [Cell]
    /// Body unless it names or sums other rows.
    public var kind: Kind

    /// A row of cells.
    public init(_ cells: [Cell], kind: Kind = .body) {
      self.cells = cells
      self.kind = kind
    }
  }

  /// A cell.
  public struct Cell: Hashable, Sendable {
    /// What the cell says.
    public var text: RichText
    /// A small drawing such as a sparkline, before the text.
    public var image: Frame?
    /// The number of columns it takes, at least 1.
    public var span: Int

    /// A cell, empty unless said otherwise.
    public init(_ text: RichText = "", image: Frame? = nil, span: Int = 1) {
      self.text = text
      self.image = image
      self.span = span
    }
  }
}

extension Table.Cell: ExpressibleByStringInterpolation {
  /// A cell with a plain text.
  public init(stringLiteral value: String) { self.init(RichText(value)) }
}
