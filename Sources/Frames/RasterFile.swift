/// What the first bytes of a file of pixels say about it.
public struct RasterFile: Hashable, Sendable {
  public enum Format: String, Sendable { case png = "image/png", jpeg = "image/jpeg" }

  public var format: Format
  /// In pixels.
  public var width: Int
  public var height: Int
  /// How many numbers a pixel of a JPEG has: 1 for grey, 3 for colours, 4 for colours of print; 0 in a PNG.
  public var components = 0

  /// Nil for anything but a PNG (ISO/IEC 15948, the IHDR chunk) or a JPEG (ITU-T T.81, B.2.2: the frame header).
  public init?(_ bytes: [UInt8]) {
    func number(_ at: Int, _ count: Int) -> Int { bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) } }
    if bytes.count > 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      (format, width, height) = (.png, number(16, 4), number(20, 4))
      if width < 1 || height < 1 { return nil }
      return
    }
    guard bytes.starts(with: [0xFF, 0xD8, 0xFF]) else { return nil }
    var at = 2
    while at + 9 < bytes.count, bytes[at] == 0xFF {
      let marker = bytes[at + 1]
      if marker == 0xFF {
        at += 1
        continue
      }
      // The start of a frame in any coding; C4, C8 and CC are tables.
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        (format, width, height) = (.jpeg, number(at + 7, 2), number(at + 5, 2))
        components = Int(bytes[at + 9])
        if width < 1 || height < 1 { return nil }
        return
      }
      at += 2 + number(at + 2, 2)
    }
    return nil
  }
}
