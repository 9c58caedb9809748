/// Where a value or a mistake comes from: a file and a place in it.
///
/// The same type locates a problem in a report and ties a printed figure to the sentence or cell it was taken from, so
/// that both are printed by the same code.
public struct Origin: Hashable, Sendable {
  /// The file as the user named it, relative where the user named it so.
  public var file: String
  public var place: Place

  public init(file: String, place: Place = .whole) {
    self.file = file
    self.place = place
  }
}

/// A place in a file.
public enum Place: Hashable, Sendable {
  /// The file as a whole.
  case whole
  /// A stretch of text.
  case text(TextSpan)
  /// A table cell. `row` is the 1-based line of the file on which the record starts, `column` is 1-based.
  case cell(row: Int, column: Int, name: String)
}

/// A stretch of text in a file.
public struct TextSpan: Hashable, Sendable {
  /// UTF-8 offsets from the start of the file; empty for a position.
  public var bytes: Range<Int>
  /// 1-based line of the start.
  public var line: Int
  /// 1-based column of the start, counted in characters.
  public var column: Int
  /// 1-based paragraph in the body of an article, where that is known.
  public var paragraph: Int?

  public init(bytes: Range<Int>, line: Int, column: Int, paragraph: Int? = nil) {
    self.bytes = bytes
    self.line = line
    self.column = column
    self.paragraph = paragraph
  }
}

extension Origin {
  /// A position in a text file, both numbers counted from 1.
  public init(file: String, line: Int, column: Int) {
    self.init(file: file, place: .text(TextSpan(bytes: 0..<0, line: line, column: column)))
  }

  // Not inlined: the optimizer of Swift 6.3.1 crashes (CopyPropagation) where a caller borrows an optional origin.

  /// The 1-based line, or nil for a whole file.
  @inline(never)
  public var line: Int? {
    switch place {
    case .whole: nil
    case .text(let span): span.line
    case .cell(let row, _, _): row
    }
  }

  /// The 1-based column, or nil for a whole file.
  @inline(never)
  public var column: Int? {
    switch place {
    case .whole: nil
    case .text(let span): span.column
    case .cell(_, let column, _): column
    }
  }
}

extension Origin: CustomStringConvertible {
  /// `file:line:column`, as compilers write it.
  public var description: String {
    guard let line, let column else { return file }
    return "\(file):\(line):\(column)"
  }
}

extension Origin: Comparable {
  /// By file, then by place; the order in which diagnostics are printed.
  public static func < (a: Origin, b: Origin) -> Bool {
    (a.file, a.line ?? 0, a.column ?? 0) < (b.file, b.line ?? 0, b.column ?? 0)
  }
}
