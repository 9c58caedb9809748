public import Charting
public import Diagnostics
public import Tables

/// Everything outside a report that its rendering may depend on, as a value. Two runs with equal worlds give equal bytes.
public struct World: Sendable {
  /// The bytes of a file by the path the report leads to, or nil where it cannot be read.
  public var read: @Sendable (String) -> [UInt8]?
  /// The existing files that match a path with `*` in its last component, sorted by name.
  public var list: @Sendable (String) -> [String]
  /// A file to be read in parts; nil where it cannot be read. Where this is nil itself, tables are read as a whole.
  public var open: (@Sendable (String) -> ByteSource?)?
  /// How many parts of a large table are read at once; what is read does not depend on it.
  public var workers = 1
  /// Vocabulary files: the ones that come with the program, then the user's.
  public var vocabularies: [SourceText]
  /// The vocabulary file of NUTS regions, which is read only when a table has their codes.
  public var areas: (@Sendable () -> SourceText?)?
  /// Lexicon files of the extraction.
  public var lexicons: [SourceText]
  /// Grids of the mark `tilegrid`, by name.
  public var tileGrids: [String: DataTable]

  /// The path under which a world may give an article that has no file.
  public static let standardInput = "standard input"

  public init(
    read: @escaping @Sendable (String) -> [UInt8]?, list: @escaping @Sendable (String) -> [String],
    vocabularies: [SourceText], lexicons: [SourceText], tileGrids: [String: DataTable] = [:]
  ) {
    self.read = read
    self.list = list
    self.vocabularies = vocabularies
    self.lexicons = lexicons
    self.tileGrids = tileGrids
  }
}

/// The folder of a path, without the slash at its end; "." for a bare name.
package func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The last component of a path.
package func fileName(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

extension String {
  /// A name for a file in any folder: no slashes, control characters or dots at its start.
  var asFileName: String {
    let safe = String(map { $0 == "/" || $0 == "\\" || $0.unicodeScalars.contains { $0.value < 0x20 } ? "-" : $0 })
    let trimmed = safe.drop { $0 == "." || $0 == " " }
    return trimmed.isEmpty ? "unnamed" : String(trimmed)
  }
}

/// A path seen from a folder, with `.` and `..` resolved as far as they can be.
package func resolve(_ path: String, in folder: String) -> String {
  let joined = path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
  var parts: [Substring] = []
  for part in joined.split(separator: "/", omittingEmptySubsequences: true) {
    if part == "." { continue }
    if part == "..", let last = parts.last, last != ".." {
      parts.removeLast()
    } else {
      parts.append(part)
    }
  }
  let text = parts.joined(separator: "/")
  return joined.hasPrefix("/") ? "/\(text)" : text.isEmpty ? "." : text
}
