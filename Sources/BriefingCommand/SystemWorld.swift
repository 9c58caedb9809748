import Briefings
import Cairo
import Charting
import Diagnostics
import Export
import Hyphenation
import Layout
import Synchronization

/// The machine as the program sees it: files, the data that comes with the program, fonts.
struct SystemWorld: Sendable {
  let world: World
  /// Set once a file with Han characters was read: only then are the large fonts for them loaded.
  let seesHan: Sighting
  /// What was read so far.
  let inputs: Inputs
  private let hyphenators = Hyphenators()

  /// - Parameters:
  ///   - vocabularies: further vocabulary files of the user.
  ///   - readsFigures: whether the vocabularies and lexicons are needed, by which articles and tables are read.
  ///   - keepsChecksums: whether it will be asked what a run depends on.
  /// - Throws: data files of the program that are missing, and vocabularies that cannot be read.
  init(
    vocabularies: [String] = [], readsFigures: Bool = true, keepsChecksums: Bool = false
  ) throws(DiagnosticError) {
    var problems: [Diagnostic] = []
    let inputs = Inputs(keepsChecksums: keepsChecksums)
    self.inputs = inputs
    func texts(_ paths: [String]) -> [SourceText] {
      paths.compactMap { path in
        guard let bytes = FileSystem.read(path) else {
          problems.append(Message.unreadable(path))
          return nil
        }
        inputs.add(path, bytes)
        return SourceText(name: path, bytes: bytes)
      }
    }
    let own = readsFigures ? Self.resources("Observations") : []
    let lexicons = readsFigures ? Self.resources("Extraction") : []
    if own.isEmpty, readsFigures { problems.append(Message.missingResources(near: FileSystem.executable)) }
    let seesHan = Sighting()
    self.seesHan = seesHan
    let vocabularyTexts = texts(own + vocabularies)
    let lexiconTexts = texts(lexicons)
    var tileGrids: [String: DataTable] = [:]
    for text in texts(Self.resources("Charting", folder: "Resources/tilegrids")) {
      tileGrids[String(fileName(of: text.name).dropLast(4))] = try DataTable(csv: text)
    }
    if !problems.isEmpty { throw DiagnosticError(problems) }
    var world = World(
      read: { path in
        guard let bytes = FileSystem.read(path) else { return nil }
        if !seesHan.isSet, holdsHan(bytes) { seesHan.set() }
        inputs.add(path, bytes)
        return bytes
      }, list: { FileSystem.matching($0) }, vocabularies: vocabularyTexts, lexicons: lexiconTexts,
      tileGrids: tileGrids)
    if let path = Self.resources("Observations", folder: "Resources/nuts").first {
      world.areas = { FileSystem.read(path).map { SourceText(name: path, bytes: $0) } }
    }
    self.world = world
  }

  /// The data files of a module, which the build puts beside the program.
  private static func resources(_ module: String, folder name: String = "Resources") -> [String] {
    let folder = "\(Briefings.folder(of: FileSystem.executable))/briefing_\(module).resources/\(name)"
    return FileSystem.names(in: folder).filter { $0.hasSuffix(".csv") }.map { "\(folder)/\($0)" }
  }

  /// A text engine with the fonts of the program and of a theme, those for Chinese only when something read needs them.
  ///
  /// - Parameter language: of the document (BCP 47).
  /// - Throws: families of the theme that are not at hand.
  func makeTextEngine(
    language: String = "", han: Bool? = nil, theme: [BriefingTheme.Font] = []
  ) throws(DiagnosticError) -> TextEngine {
    var families = ["Inter", "Noto Serif", "Noto Sans", "Noto Sans Mono", "Noto Sans Symbols"]
    if han ?? seesHan.isSet {
      // Chinese characters have their own forms in each of these; the first set what no language is told of.
      let regions = ["SC", "TC", "HK", "JP", "KR"]
      let first = fontRegion(of: language) ?? "SC"
      families += ([first] + regions.filter { $0 != first }).flatMap {
        ["Noto Sans CJK \($0)", "Noto Serif CJK \($0)"]
      }
    }
    // These are opened only for what none of the others has.
    families += ["Noto Sans Hebrew", "Noto Serif Hebrew", "Noto Sans Arabic"]
    // What browsers take for the generic names of CSS where nothing else is set up, and the reference engine with them.
    let generics = ["sans-serif": "DejaVu Sans", "serif": "DejaVu Serif", "monospace": "DejaVu Sans Mono"]
    families += generics.values.sorted()
    families += theme.filter { $0.files.isEmpty && !families.contains($0.family) }.map(\.family)
    var fonts = FontSet.select(families: families, from: Self.fontFiles)
    fonts.generics = generics
    let missing = fonts.families.filter(\.files.isEmpty).map(\.name)
    let asked = theme.filter { missing.contains($0.family) && $0.files.isEmpty }
    if !asked.isEmpty { throw DiagnosticError(asked.map { Message.unknownFamily($0) }) }
    for font in theme where !font.files.isEmpty {
      fonts.families.removeAll { $0.name == font.family }
      fonts.families.append(FontSet.Family(name: font.family, files: font.files))
    }
    return try TextEngine(fonts: fonts)
  }

  /// What divides the words of a language (BCP 47); nil if the machine has no dictionary for it.
  func hyphenator(language: String) -> HyphenationDictionary? { hyphenators.dictionary(for: language) }

  private static let fontFiles: [String] = [
    "opentype/inter", "truetype/noto", "opentype/noto", "truetype/dejavu",
  ].flatMap { name in
    let folder = "/usr/share/fonts/\(name)"
    return FileSystem.names(in: folder).map { "\(folder)/\($0)" }
  }
}

/// Something that several threads may find out, once.
final class Sighting: Sendable {
  private let value = Atomic<Bool>(false)
  var isSet: Bool { value.load(ordering: .relaxed) }
  func set() { value.store(true, ordering: .relaxed) }
}

/// The dictionaries of hyphenation read so far, by language.
private final class Hyphenators: Sendable {
  private let dictionaries = Mutex<[String: HyphenationDictionary?]>([:])

  func dictionary(for language: String) -> HyphenationDictionary? {
    dictionaries.withLock { known in
      if let found = known[language] { return found }
      let found = Self.files(for: language).lazy.compactMap(FileSystem.read).first.flatMap(HyphenationDictionary.init)
      known[language] = .some(found)
      return found
    }
  }

  /// The file of the very variant, then that of the variant the language is best known in.
  private static func files(for language: String) -> [String] {
    let parts = language.split(separator: "-").map(String.init)
    guard let primary = parts.first?.lowercased() else { return [] }
    var names: [String] = []
    if parts.count > 1, let region = parts.last { names.append("\(primary)_\(region.uppercased())") }
    names += ["\(primary)_\(primary == "en" ? "GB" : primary.uppercased())", primary]
    return names.map { "/usr/share/hyphen/hyph_\($0).dic" }
  }
}

/// The files a run has read, each with its checksum, where somebody will ask for them.
final class Inputs: Sendable {
  private let checksums = Mutex<[String: String]>([:])
  private let keepsChecksums: Bool

  init(keepsChecksums: Bool) { self.keepsChecksums = keepsChecksums }

  func add(_ path: String, _ bytes: [UInt8]) {
    guard keepsChecksums else { return }
    let checksum = sha256(bytes)
    checksums.withLock { $0[path] = checksum }
  }

  /// One checksum for all of them, the program's version and what else the run depends on.
  func fingerprint(_ others: [String]) -> String {
    let lines = checksums.withLock { $0.map { "\(fileName(of: $0.key)) \($0.value)\n" } }.sorted()
    return sha256(Array((([BriefingCommand.version] + others).joined(separator: "\n") + "\n" + lines.joined()).utf8))
  }
}

/// Whether UTF-8 text has characters from U+2E80 on, by their first byte.
private func holdsHan(_ bytes: [UInt8]) -> Bool {
  for byte in bytes where byte >= 0xE3 && (byte <= 0xED || byte == 0xF0) { return true }
  return false
}
