/// A file of which parts are read when they are needed, so that a large one need not fit into memory.
public struct ByteSource: Sendable {
  /// In bytes.
  public let size: Int
  private let load: @Sendable (_ offset: Int, _ buffer: inout [UInt8], _ count: Int) -> Int?

  /// - Parameter load: puts so many bytes from an offset on into the beginning of a buffer that is large enough, fewer only
  ///   at the end of the file, and returns their number; nil where they cannot be read. Several threads call it.
  public init(
    size: Int, load: @escaping @Sendable (_ offset: Int, _ buffer: inout [UInt8], _ count: Int) -> Int?
  ) {
    self.size = size
    self.load = load
  }

  /// Bytes that are in memory already.
  public init(_ bytes: [UInt8]) {
    self.init(size: bytes.count) { offset, buffer, count in
      let part = bytes[min(offset, bytes.count)...].prefix(count)
      buffer.replaceSubrange(0..<part.count, with: part)
      return part.count
    }
  }

  /// Fills the beginning of a buffer from an offset on; nil where the file cannot be read, or has become shorter.
  func read(_ range: Range<Int>, into buffer: inout [UInt8]) -> Bool {
    load(range.lowerBound, &buffer, range.count) == range.count
  }

  /// A part of the file; nil where it cannot be read.
  func bytes(_ range: Range<Int>) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: range.count)
    return read(range, into: &buffer) ? buffer : nil
  }
}
