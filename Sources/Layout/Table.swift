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
  /// Rows of headers above those of the columns, the outermost first, each naming columns that stand side by side.
  public var spanners: [[Spanner]]
  /// How many columns at the start name the rows; they stand again where the others go on.
  public var stub: Int
  /// What is done where the columns do not fit side by side.
  public var wide: Wide
  /// From top to bottom.
  public var rows: [Row]
  /// Below the table, without the word "Note".
  public var note: RichText?
  /// What the marks in its cells mean, a line each below the table.
  public var remarks: [Remark]
  /// Where the data are from, without the word "Source".
  public var source: RichText?
  /// Which way its columns follow each other; nil for that of the document.
  public var direction: TextDirection?
  /// The name links lead to; empty for none.
  public var anchor: String
  /// Where the table stands in its input, for diagnostics.
  public var origin: Origin?

  /// A table; what is empty takes no room.
  public init(
    label: String = "", title: RichText? = nil, columns: [Column], spanners: [[Spanner]] = [], stub: Int = 1,
    wide: Wide = .turned, rows: [Row], note: RichText? = nil, remarks: [Remark] = [], source: RichText? = nil,
    direction: TextDirection? = nil, anchor: String = "", origin: Origin? = nil
  ) {
    self.label = label
    self.title = title
    self.columns = columns
    self.spanners = spanners
    self.stub = stub
    self.wide = wide
    self.rows = rows
    self.note = note
    self.remarks = remarks
    self.source = source
    self.direction = direction
    self.anchor = anchor
    self.origin = origin
  }

  /// Where the text of a column stands.
  public enum Alignment: String, Hashable, Sendable {
    case start, end, center
    /// Numbers under each other by their decimal separator, the block flush with the end of the column.
    case decimal
  }

  /// What is done with a table whose columns do not fit side by side.
  public enum Wide: String, Hashable, Sendable, CaseIterable {
    /// It stands on pages turned by a quarter, or in parts where it does not fit there either.
    case turned
    /// Its columns stand in parts one under the other, the names of the rows again in each.
    case split
  }

  /// A header over columns that stand side by side.
  public struct Spanner: Hashable, Sendable {
    /// What the columns have in common.
    public var header: RichText
    /// Positions of columns.
    public var columns: Range<Int>

    /// A header over columns.
    public init(_ header: RichText, over columns: Range<Int>) {
      self.header = header
      self.columns = columns
    }
  }

  /// What a mark in a table means.
  public struct Remark: Hashable, Sendable {
    /// Such as "a", raised in the cells.
    public var mark: String
    /// What is said.
    public var text: RichText
    /// The name that the marks link to; empty for none.
    public var anchor: String

    /// A remark.
    public init(mark: String, text: RichText, anchor: String = "") {
      self.mark = mark
      self.text = text
      self.anchor = anchor
    }
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
      /// Sums the rows of the group above it.
      case subtotal
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
    /// What is said in place of the drawing; empty where it shows what the cell or its row says anyway.
    public var alternative: String
    /// Behind the text, whose colour is chosen so that it can be read.
    public var fill: Color?
    /// The number of columns it takes, at least 1.
    public var span: Int

    /// A cell, empty unless said otherwise.
    public init(
      _ text: RichText = "", image: Frame? = nil, alternative: String = "", fill: Color? = nil, span: Int = 1
    ) {
      self.text = text
      self.image = image
      self.alternative = alternative
      self.fill = fill
      self.span = span
    }
  }
}

extension Table.Cell: ExpressibleByStringInterpolation {
  /// A cell with a plain text.
  public init(stringLiteral value: String) { self.init(RichText(value)) }
}
