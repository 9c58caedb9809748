/// The text of one input file, with the line starts needed to turn byte offsets into lines and columns.
public final class SourceText: Sendable {
  /// The file as the user named it.
  public let name: String
  /// The last component of `name`, which does not depend on the folder a program runs in.
  public let fileName: String
  /// The content; invalid UTF-8 was replaced on the way in.
  public let text: String
  /// UTF-8 offset of the first byte of each line.
  private let lineStarts: [Int]

  public init(name: String, text: String) {
    var text = text
    text.makeContiguousUTF8()
    self.name = name
    fileName = name.split(separator: "/").last.map(String.init) ?? name
    self.text = text
    var starts = [0]
    text.withUTF8 { bytes in
      for i in bytes.indices where unsafe bytes[i] == UInt8(ascii: "\n") { starts.append(i + 1) }
    }
    lineStarts = starts
  }

  /// Decodes UTF-8, with or without byte order mark; bytes that are not UTF-8 become U+FFFD.
  public convenience init(name: String, bytes: [UInt8]) {
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    self.init(name: name, text: String(decoding: body, as: UTF8.self))
  }

  /// Number of lines; a final line feed does not open another one, except in an empty file.
  public var lineCount: Int { lineStarts.count }

  /// The 1-based line without its line feed, or nil when there is no such line.
  public func line(_ number: Int) -> Substring? {
    guard number >= 1, number <= lineStarts.count else { return nil }
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: lineStarts[number - 1])
    let end =
      number < lineStarts.count
      ? utf8.index(utf8.startIndex, offsetBy: lineStarts[number] - 1) : utf8.endIndex
    let line = text[start..<end]
    return line.hasSuffix("\r") ? line.dropLast() : line
  }

  /// The 1-based line and column of a UTF-8 offset.
  public func position(ofByte offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: lineStarts[low])
    let end = utf8.index(utf8.startIndex, offsetBy: min(offset, utf8.count))
    let column = start <= end ? text[start..<end].unicodeScalars.count + 1 : 1
    return (low + 1, column)
  }

  /// An origin for a byte range of this text.
  public func origin(of bytes: Range<Int>, paragraph: Int? = nil) -> Origin {
    let (line, column) = position(ofByte: bytes.lowerBound)
    return Origin(
      file: name, place: .text(TextSpan(bytes: bytes, line: line, column: column, paragraph: paragraph)))
  }
}
