import Briefings
import Charting
import Diagnostics
import Notation

/// Draws charts from files, one after the other; data files that several of them name are read once.
final class ChartDrawing {
  private let baseDir: String?
  private let context: ChartContext
  /// What earlier charts left, by the folder that addresses are seen from.
  private var memories: [String: ChartMemory] = [:]

  /// - Parameters:
  ///   - baseDir: the folder that data addresses are seen from; that of each specification if nil.
  ///   - context: everything but the data.
  init(baseDir: String?, context: ChartContext) {
    self.baseDir = baseDir
    self.context = context
  }

  /// The chart of a specification that was read from `path`.
  func chart(_ source: SourceText, at path: String) throws(DiagnosticError) -> RenderedChart {
    let folder = baseDir ?? (path == "-" ? "." : Briefings.folder(of: path))
    let memory = memories[folder] ?? ChartMemory()
    memories[folder] = memory
    var context = context
    context.memory = memory
    context.loadData = { address in
      guard let bytes = FileSystem.read(resolve(address, in: folder)) else {
        throw ChartContext.DataUnavailable(address: address)
      }
      return bytes
    }
    return try ChartSpec(parseNotation(source)).render(context)
  }
}

/// The theme of a name, or one written in a file.
func chosenTheme(
  _ name: String, _ world: World, _ notes: inout [Diagnostic]
) throws(DiagnosticError) -> ChartTheme {
  if let named = ChartTheme.named.first(where: { $0.key == name }) { return named.value }
  guard let bytes = FileSystem.read(name) else { throw DiagnosticError(Message.unknownTheme(name)) }
  let node = try parseNotation(SourceText(name: name, bytes: bytes))
  let theme = try BriefingTheme(node, folder: folder(of: name), language: "en", world: world)
  notes += theme.diagnostics
  return theme.charts
}

extension SystemWorld {
  /// The specifications in files, `-` for standard input; those that cannot be read become problems. To be called before
  /// a text engine is made, which has the fonts for what was read.
  func specifications(_ paths: [String], _ problems: inout [Diagnostic]) -> [(path: String, source: SourceText)] {
    paths.compactMap { path in
      guard let bytes = path == "-" ? FileSystem.readStandardInput() : world.read(path) else {
        problems.append(Message.unreadable(path))
        return nil
      }
      return (path, SourceText(name: path == "-" ? "standard input" : path, bytes: bytes))
    }
  }
}

/// The files named and those in folders named, in the order of their names.
func chartSpecifications(in paths: [String]) -> [String] {
  paths.flatMap { path -> [String] in
    guard FileSystem.isFolder(path) else { return [path] }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    return FileSystem.names(in: folder).filter { name in
      [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
    }.map { folder + "/" + $0 }
  }
}

/// The name of a specification's file without its ending: `trend` of `charts/trend.vl.json`.
func chartName(of path: String) -> String {
  let name = fileName(of: path)
  let ending = [".vl.json", ".json", ".yaml", ".yml"].first { name.hasSuffix($0) && name != $0 }
  return String(name.dropLast(ending?.count ?? 0))
}
