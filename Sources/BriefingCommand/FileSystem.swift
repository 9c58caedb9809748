import Glibc
import Tables

/// The few operations on files that the program needs. Nothing outside this module touches the disk.
enum FileSystem {
  /// A failed operation, in the words of the system.
  struct Failure: Error {
    var path: String
    var reason: String
  }

  /// The whole content of a file, or nil where it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
    return readAll(descriptor, sizeHint: Int(status.st_size))
  }

  /// A file to be read in parts; nil where it cannot be read.
  static func open(_ path: String) -> ByteSource? {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    let file = OpenFile(descriptor)
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
    return ByteSource(size: Int(status.st_size)) { offset, buffer, count in
      var done = 0
      while done < count {
        let got = unsafe buffer.withUnsafeMutableBytes { bytes in
          unsafe pread(file.descriptor, bytes.baseAddress.map { unsafe $0 + done }, count - done, offset + done)
        }
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { return nil }
        if got == 0 { break }
        done += got
      }
      return done
    }
  }

  /// Closes a file when nobody reads it any more.
  private final class OpenFile: Sendable {
    let descriptor: Int32
    init(_ descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }
  }

  /// Everything that standard input holds.
  static func readStandardInput() -> [UInt8] { readAll(STDIN_FILENO, sizeHint: 0) ?? [] }

  private static func readAll(_ descriptor: Int32, sizeHint: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sizeHint + 1)
    let chunk = max(64 * 1024, sizeHint + 1)
    while true {
      var failed = false
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
        var got = unsafe Glibc.read(descriptor, buffer.baseAddress, chunk)
        while got < 0, errno == EINTR { got = unsafe Glibc.read(descriptor, buffer.baseAddress, chunk) }
        failed = got < 0
        count = max(0, got)
      }
      if failed { return nil }
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }

  /// Writes a file so that it is there whole or not at all: under another name first, renamed when complete. Missing
  /// folders are made.
  /// - Throws: what the system says, the file that stood there untouched.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let temporary = "\(path).\(getpid())-\(pthread_self()).part"
    func openNew() -> Int32 { unsafe Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) }
    var descriptor = openNew()
    if descriptor < 0, errno == ENOENT {
      try makeFolders(for: path)
      descriptor = openNew()
    }
    guard descriptor >= 0 else { throw failure(path) }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = failure(path)
        close(descriptor)
        unsafe unlink(temporary)
        throw error
      }
      written += count
    }
    guard close(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
      let error = failure(path)
      unsafe unlink(temporary)
      throw error
    }
  }

  /// Writes to standard output.
  static func writeStandardOutput(_ bytes: [UInt8]) { writeAll(bytes, to: STDOUT_FILENO) }

  /// Writes to standard error.
  static func writeStandardError(_ text: String) { writeAll(Array(text.utf8), to: STDERR_FILENO) }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      written += count
    }
  }

  private static func makeFolders(for path: String) throws(Failure) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/").dropLast() {
      made += part
      if unsafe mkdir(made, 0o755) != 0, errno != EEXIST { throw failure(made) }
      made += "/"
    }
  }

  private static func failure(_ path: String) -> Failure {
    unsafe Failure(path: path, reason: String(cString: strerror(errno)))
  }

  /// Whether a path is a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted by code point; empty where it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Every file below a folder, sorted within each folder.
  static func files(below folder: String) -> [String] {
    names(in: folder).flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      return isFolder(path) ? files(below: path) : [path]
    }
  }

  /// Existing files that match a path with `*` in its last component.
  static func matching(_ pattern: String) -> [String] {
    guard let slash = pattern.lastIndex(of: "/") else {
      return names(in: ".").filter { matches($0[...], pattern[...]) }
    }
    let folder = slash == pattern.startIndex ? "/" : String(pattern[..<slash])
    let last = pattern[pattern.index(after: slash)...]
    return names(in: folder).filter { matches($0[...], last) && !$0.hasPrefix(".") }.map { "\(folder)/\($0)" }
  }

  /// Whether a name fits a pattern in which `*` stands for any characters.
  static func matches(_ name: Substring, _ pattern: Substring) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return name == pattern }
    guard name.hasPrefix(parts[0]), name.hasSuffix(parts[parts.count - 1]) else { return false }
    guard name.count >= parts[0].count + parts[parts.count - 1].count else { return false }
    var rest = name.dropFirst(parts[0].count).dropLast(parts[parts.count - 1].count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }

  /// The path of the running program.
  static var executable: String {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      count = unsafe buffer.withMemoryRebound(to: CChar.self) {
        unsafe $0.baseAddress.map { unsafe max(0, readlink("/proc/self/exe", $0, 4096)) } ?? 0
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How many processors may work at once.
  static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Whether a stream is a terminal.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
}
