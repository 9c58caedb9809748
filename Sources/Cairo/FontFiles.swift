internal import CPangoCairo

/// A private fontconfig configuration that knows the files of some families and nothing else of the machine's fonts.
///
/// What fontconfig's cache already says of a folder is taken from there, which is twenty times faster than reading the
/// files; a family outside the cache is read when it is first asked for.
@safe struct FontFiles: ~Copyable {
  let config: OpaquePointer
  private let families: [(name: String, files: [String])]
  private var pending: Set<Int>
  private var loaded: Set<String> = []

  init(_ families: [(name: String, files: [String])]) throws(CairoFailure) {
    emptyDefaultConfiguration
    guard let config = unsafe FcConfigCreate() else { throw CairoFailure("no font configuration") }
    let cached = unsafe Self.addCached(families.flatMap(\.files), to: config)
    unsafe self.config = unsafe config
    self.families = families
    pending = Set(families.indices.filter { !families[$0].files.allSatisfy { cached.contains(folder(of: $0)) } })
  }

  deinit {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    unsafe FcConfigDestroy(config)
  }

  /// Reads the files of a family unless that was done; true if fonts were added.
  mutating func load(_ family: String) -> Bool {
    guard let index = families.firstIndex(where: { $0.name == family }), pending.remove(index) != nil else {
      return false
    }
    // One file may hold several families.
    let new = families[index].files.filter { loaded.insert($0).inserted }
    for file in new { unsafe FcConfigAppFontAddFile(config, file) }
    return !new.isEmpty
  }

  /// Adds those files whose folders are in the cache; returns the folders.
  private static func addCached(_ files: [String], to config: OpaquePointer) -> Set<String> {
    unsafe parse("<cachedir>/var/cache/fontconfig</cachedir>", into: config)
    var folders: [String] = []
    var seen: Set<String> = []
    for file in files where seen.insert(folder(of: file)).inserted {
      guard let cache = unsafe FcDirCacheLoad(folder(of: file), config, nil) else { continue }
      unsafe FcDirCacheUnload(cache)
      folders.append(folder(of: file))
    }
    guard !folders.isEmpty else { return [] }
    let directories = folders.map { "<dir>\(escaped($0))</dir>" }.joined()
    let globs = files.filter { folders.contains(folder(of: $0)) }.map { "<glob>\(escaped($0))</glob>" }.joined()
    unsafe parse(
      """
      \(directories)<selectfont><rejectfont><glob>*</glob></rejectfont><acceptfont>\(globs)</acceptfont></selectfont>
      """, into: config)
    unsafe FcConfigBuildFonts(config)
    return Set(folders)
  }

  private static func parse(_ elements: String, into config: OpaquePointer) {
    unsafe FcConfigParseAndLoadFromMemory(config, "<fontconfig>\(elements)</fontconfig>", 0)
  }
}

private func folder(of file: String) -> String {
  String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
}

private func escaped(_ path: String) -> String {
  path.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
}

/// Pango starts a thread that loads the machine's whole font configuration unless the process has a default one. No
/// text here is ever set with the default, so an empty one saves that work; it is put in place once.
private let emptyDefaultConfiguration: Void = {
  let empty = unsafe FcConfigCreate()
  unsafe FcConfigSetCurrent(empty)
  unsafe FcConfigDestroy(empty)
}()
