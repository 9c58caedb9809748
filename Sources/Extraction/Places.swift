import Diagnostics

/// Turns byte ranges of one paragraph into origins; counts columns on from the last one, so that asking in the order of
/// the text takes linear time.
struct Places {
  private let file: String
  private let paragraph: Int
  private let line: Int
  private let bytes: [UInt8]
  private var offset: Int
  private var column: Int
  private let start: (offset: Int, column: Int)

  init(_ source: SourceText, _ passage: Passage) {
    file = source.name
    paragraph = passage.number
    bytes = passage.bytes
    offset = passage.tokens.first.map { Int($0.start) } ?? 0
    (line, column) = source.position(ofByte: offset)
    start = (offset, column)
  }

  mutating func origin(of range: Range<Int>) -> Origin {
    if range.lowerBound < offset { (offset, column) = start }
    while offset < range.lowerBound {
      if bytes[offset] & 0xC0 != 0x80 { column += 1 }
      offset += 1
    }
    return Origin(
      file: file, place: .text(TextSpan(bytes: range, line: line, column: column, paragraph: paragraph)))
  }
}
