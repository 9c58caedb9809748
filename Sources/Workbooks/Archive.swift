internal import CMinizip
internal import Glibc

/// The parts of a ZIP archive that is held in memory. Not Sendable: an archive belongs to one thread.
@safe struct Archive: ~Copyable {
  /// No part of a workbook needs more; an archive that unfolds to more than this is refused.
  static let largestPart = 1 << 30

  private let file: unzFile
  private let memory: Memory

  /// Nil for bytes that are no archive.
  init?(_ bytes: [UInt8]) {
    let memory = Memory(bytes)
    var functions = unsafe zlib_filefunc64_def()
    unsafe functions.opaque = unsafe Unmanaged.passUnretained(memory).toOpaque()
    unsafe functions.zopen64_file = { opaque, _, _ in unsafe opaque }
    unsafe functions.zread_file = { _, stream, buffer, count in
      unsafe Memory.of(stream).read(UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
    }
    unsafe functions.ztell64_file = { _, stream in unsafe ZPOS64_T(Memory.of(stream).position) }
    unsafe functions.zseek64_file = { _, stream, offset, origin in
      unsafe Memory.of(stream).seek(Int(bitPattern: UInt(offset)), Int32(origin)) ? 0 : -1
    }
    unsafe functions.zclose_file = { _, _ in 0 }
    unsafe functions.zerror_file = { _, _ in 0 }
    guard let file = unsafe unzOpen2_64("", &functions) else { return nil }
    unsafe self.file = unsafe file
    self.memory = memory
  }

  deinit { _ = unsafe unzClose(file) }

  /// The bytes of a part; nil where there is none.
  /// - Throws: a part that is damaged, encrypted or larger than 1 GiB.
  func part(_ name: String) throws(WorkbookFailure) -> [UInt8]? {
    guard unsafe unzLocateFile(file, name, 2) == UNZ_OK else { return nil }
    var info = unz_file_info64()
    guard unsafe unzGetCurrentFileInfo64(file, &info, nil, 0, nil, 0, nil, 0) == UNZ_OK else {
      throw WorkbookFailure("the entry of its part \(name) is damaged")
    }
    guard info.flag & 1 == 0 else { throw WorkbookFailure("it is protected by a password") }
    guard info.uncompressed_size <= Self.largestPart else { throw WorkbookFailure("its part \(name) is too large") }
    guard unsafe unzOpenCurrentFile(file) == UNZ_OK else { throw WorkbookFailure("its part \(name) cannot be opened") }
    let size = Int(info.uncompressed_size)
    var count = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
      while count < size {
        let read = unsafe unzReadCurrentFile(file, buffer.baseAddress! + count, UInt32(min(size - count, 1 << 20)))
        guard read > 0 else { break }
        count += Int(read)
      }
      initialized = count
    }
    // Closing compares the checksum.
    guard unsafe unzCloseCurrentFile(file) == UNZ_OK, count == size else {
      throw WorkbookFailure("its part \(name) is damaged")
    }
    return bytes
  }

  /// Bytes with a position, as minizip reads them.
  private final class Memory {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func of(_ opaque: UnsafeMutableRawPointer?) -> Memory {
      unsafe Unmanaged<Memory>.fromOpaque(opaque!).takeUnretainedValue()
    }

    func read(_ buffer: UnsafeMutableRawBufferPointer) -> uLong {
      let count = min(buffer.count, bytes.count - position)
      unsafe buffer.copyBytes(from: bytes[position..<position + count])
      position += count
      return uLong(count)
    }

    func seek(_ offset: Int, _ origin: Int32) -> Bool {
      let start =
        switch origin {
        case SEEK_CUR: position
        case SEEK_END: bytes.count
        default: 0
        }
      let (target, overflow) = start.addingReportingOverflow(offset)
      guard !overflow, (0...bytes.count).contains(target) else { return false }
      position = target
      return true
    }
  }
}
