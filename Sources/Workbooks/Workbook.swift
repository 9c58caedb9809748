/// A spreadsheet file: its sheets with what their cells hold, as text.
public struct Workbook: Sendable {
  /// A sheet of cells.
  public struct Sheet: Sendable {
    public var name: String
    /// Whether the author hid it.
    public var isHidden = false
    /// The rows that hold something, in their order.
    public var rows: [Row] = []

    /// Columns up to the last one that holds something.
    public var width: Int { rows.lazy.map(\.cells.count).max() ?? 0 }
  }

  /// A row of a sheet.
  public struct Row: Sendable {
    /// From 1, as the sheet numbers it.
    public var number: Int
    /// From the first column to the last that holds something. Numbers have a point and no exponent, at most fifteen digits, as
    /// spreadsheets show them; percentages end in `%`; days are ISO 8601, cut to month or year where the cell shows no more.
    public var cells: [String]
  }

  /// The kinds of file told apart by their content.
  public enum Format: String, Sendable { case xlsx = "XLSX", ods = "ODS" }

  public var format: Format
  /// In the order of their tabs.
  public var sheets: [Sheet]

  /// Whether bytes are those of a spreadsheet file, readable or not.
  public static func isLikely(_ bytes: [UInt8]) -> Bool { bytes.starts(with: zip) || bytes.starts(with: compound) }

  private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  /// The container of XLS files, and of workbooks with a password.
  private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

  /// Reads a workbook.
  /// - Throws: what is none, is damaged, or is protected by a password.
  public init(_ bytes: [UInt8]) throws(WorkbookFailure) {
    guard !bytes.starts(with: Self.compound) else {
      throw WorkbookFailure("it is an XLS file, or one with a password")
    }
    guard let archive = Archive(bytes) else { throw WorkbookFailure("it is a damaged archive") }
    if let content = try archive.part("content.xml") {
      self.init(format: .ods, sheets: try readODS(content))
    } else {
      self.init(format: .xlsx, sheets: try readXLSX(archive))
    }
  }

  init(format: Format, sheets: [Sheet]) {
    self.format = format
    self.sheets = sheets
  }
}

/// Why a workbook could not be read.
public struct WorkbookFailure: Error, Hashable {
  public var reason: String

  public init(_ reason: String) { self.reason = reason }
}
