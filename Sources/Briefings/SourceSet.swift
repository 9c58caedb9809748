public import Analytics
public import Diagnostics
public import Extraction
import Frames
import Notation
public import Observations
public import OrderedCollections
import Tables

/// Everything the sources of a report say: read once, shared by every briefing of a batch.
public struct SourceSet: Sendable {
  /// A file that was read.
  public struct Document: Sendable {
    /// What a file is read as.
    public enum Kind: String, Sendable { case article, table }

    public var kind: Kind
    /// The path it was read from.
    public var path: String
    public var title: String
    public var publisher: String
    /// When it came out; nil when nothing says.
    public var published: TimePeriod.Unit?
    public var mentions: [Mention]
    /// Groups of digits in an article that are no figures.
    public var rejections: [Rejection] = []
    /// Whether the source says who published it; digests write "not stated" where it does not.
    var hasPublisher: Bool { !publisher.isEmpty && !publisher.hasPrefix("not stated") }
    /// The text of an article.
    var text: SourceText?
    /// Of an article, by its front matter or its words (BCP 47); nil where nothing tells.
    var language: String?
  }

  public let vocabulary: Vocabulary
  public let index: ObservationIndex
  /// By path, in the order read.
  public let documents: OrderedDictionary<String, Document>
  /// Problems in the sources.
  public let diagnostics: [Diagnostic]
  /// Figures to which the sources give different values; each has its warning among the diagnostics.
  public let disagreements: [Disagreement]
  /// The corrections files beside the articles.
  public let corrections: [Corrections]
  /// Position in `index.observations` by identifier.
  private let positions: [String: Int]
  /// The records that tables hold, by path in the order read.
  let held: OrderedDictionary<String, HeldRecords>
  /// The observations that are not made of these; empty where no records are held.
  let unheld: [Observation]
  /// What they add up to over the periods that queries have asked for.
  var heldFigures = HeldFigures()
  /// To queries asked lately.
  var answers = Answers()

  /// The observation with an identifier.
  public func observation(_ id: String) -> Observation? {
    positions[id].map { index.observations[$0] } ?? heldFigures.observation(id)
  }

  /// The observations with some identifiers, in the order of the index, those of other periods behind them.
  func observations(_ ids: Set<String>) -> [Observation] {
    let others = held.isEmpty ? [] : heldFigures.observations(ids.filter { positions[$0] == nil })
    // Files of one name in two folders may give one identifier to several.
    guard positions.count == index.observations.count else {
      return index.observations.filter { ids.contains($0.id) } + others
    }
    return ids.compactMap { positions[$0] }.sorted().map { index.observations[$0] } + others
  }

  /// The name of the province, state or country that the figures of a row belong to.
  func regionName(of row: ResultTable.Row) -> String {
    guard let observation = row.derivation.observations.first.flatMap({ self.observation($0) }) else { return "" }
    return vocabulary.regions[observation.regionCode]?.name ?? observation.region
  }

  /// The title of a source by its path or file name; the name itself where there is no title.
  func title(ofDocument name: String) -> String {
    let document = documents[name] ?? documents.values.first { fileName(of: $0.path) == fileName(of: name) }
    return document.map { $0.title.isEmpty ? name : $0.title } ?? name
  }
}

extension SourceSet {
  /// The endings of files that can be read.
  public static let readableEndings = [".md", ".txt", ".csv", ".tsv", ".xlsx", ".ods"]

  /// Reads every file that the references lead to, seen from a folder, and applies the corrections beside the articles.
  ///
  /// - Parameter progress: called before each file with its number from 0, how many there are, and its path.
  /// - Throws: vocabularies and lexicons that cannot be read, patterns that match nothing, files that cannot be read.
  public init(
    _ references: [Report.SourceReference], folder: String, world: World,
    progress: (_ number: Int, _ count: Int, _ path: String) -> Void = { _, _, _ in }
  ) throws(DiagnosticError) {
    // 1. The terms.
    var vocabulary = Vocabulary()
    var problems: [Diagnostic] = []
    for file in world.vocabularies {
      do throws(DiagnosticError) { try vocabulary.add(file) } catch { problems += error.diagnostics }
    }
    // 2. The files, each once, or once for each of their sheets, in the order of the references.
    var found: OrderedDictionary<String, (path: String, reference: Report.SourceReference)> = [:]
    for reference in references {
      let pattern = resolve(reference.pattern, in: folder)
      let paths = pattern.contains("*") ? world.list(pattern) : [pattern]
      if paths.isEmpty { problems.append(Message.nothingMatches(reference)) }
      for path in paths where fileName(of: path) != Corrections.fileName {
        found[path + (reference.sheet.map { "#" + $0 } ?? "")] = (path, reference)
      }
    }
    // 3. Their content.
    var extractor: Extractor?
    if found.values.contains(where: { isArticle($0.path) }) {
      do throws(DiagnosticError) {
        extractor = Extractor(vocabulary: vocabulary, lexicon: try Lexicon(world.lexicons))
      } catch {
        problems += error.diagnostics
      }
    }
    var documents: OrderedDictionary<String, Document> = [:]
    var extractions: OrderedDictionary<String, Extraction> = [:]
    var observations: [Observation] = []
    var held: OrderedDictionary<String, HeldRecords> = [:]
    var hasAreas = false
    for (number, (path, reference)) in found.values.enumerated() {
      progress(number, found.count, path)
      do throws(DiagnosticError) {
        switch fileExtension(of: path) {
        case _ where isArticle(path):
          guard let bytes = world.read(path) else {
            problems.append(Message.unreadable(path, reference))
            continue
          }
          let source = SourceText(name: path, bytes: bytes)
          guard let extractor else { continue }
          let (article, readProblems) = Article.read(source)
          if let wanted = reference.published {
            guard let published = article.published else {
              problems.append(Message.undatedArticle(path, reference))
              continue
            }
            guard wanted.contains(published) else { continue }
          }
          let extraction = extractor.extract(article)
          problems += readProblems + extraction.diagnostics
          extractions[path] = extraction
          let isTag = article.language.isEmpty || isLanguageTag(article.language)
          if !isTag { problems.append(Message.badArticleLanguage(article.language, path)) }
          documents[path] = Document(
            kind: .article, path: path, title: article.title, publisher: article.publisher,
            published: article.published, mentions: extraction.mentions, text: source,
            language: isTag && !article.language.isEmpty ? article.language : nil)
        case "csv", "tsv", "json", "xlsx", "xlsm", "ods":
          if reference.published != nil { problems.append(Message.publishedTable(path, reference)) }
          let mapping = try reference.mapping.map { node throws(DiagnosticError) in try TableMapping(node) }
          guard var result = world.table(path, mapping: mapping ?? TableMapping(), vocabulary: vocabulary) else {
            problems.append(Message.unreadable(path, reference))
            continue
          }
          if !hasAreas, vocabulary.lacksName(ofAreaIn: result.observations), let areas = world.areas?() {
            // Articles do without them: "Brandenburg" is the state there.
            try vocabulary.add(areas)
            hasAreas = true
            result = world.table(path, mapping: mapping ?? TableMapping(), vocabulary: vocabulary) ?? result
          }
          problems += result.diagnostics
          let document = path + (result.sheet.map { "#" + $0 } ?? "")
          held[document] = result.records
          if observations.isEmpty { observations = result.observations } else { observations += result.observations }
          documents[document] = Document(
            kind: .table, path: document, title: reference.title, publisher: reference.publisher, published: nil,
            mentions: [])
        default: problems.append(Message.unknownFileType(path, reference))
        }
      } catch {
        problems += error.diagnostics
      }
    }
    for reference in references where reference.published != nil && !problems.hasErrors {
      let paths = found.values.filter { $0.reference.pattern == reference.pattern }.map(\.path)
      if !paths.isEmpty, !paths.contains(where: { documents[$0] != nil }) {
        problems.append(Message.nothingPublished(reference))
      }
    }
    // 4. What analysts say about the figures of the articles.
    var corrections: [Corrections] = []
    problems += correct(&extractions, collecting: &corrections, vocabulary, world)
    for (path, extraction) in extractions {
      observations += extraction.observations
      documents[path]?.rejections = extraction.rejections
    }
    if problems.hasErrors { throw DiagnosticError(problems) }
    // 5. How the figures stand to each other.
    linkOutcomes(in: &observations, vocabulary) { documents[$0]?.published }
    self.vocabulary = vocabulary
    self.documents = documents
    self.corrections = corrections
    self.held = held
    unheld = held.isEmpty ? [] : observations.filter { held[$0.origin.file] == nil }
    index = ObservationIndex(observations, vocabulary: vocabulary)
    disagreements = index.disagreements(vocabulary)
    diagnostics = problems + told(disagreements)
    positions = index.positions
  }
}

/// Applies the corrections file of each folder to the articles read from it.
/// - Returns: rows that cannot be used or have lost their figure.
private func correct(
  _ extractions: inout OrderedDictionary<String, Extraction>, collecting files: inout [Corrections],
  _ vocabulary: Vocabulary, _ world: World
) -> [Diagnostic] {
  var problems: [Diagnostic] = []
  let folders = OrderedSet(extractions.keys.map { folder(of: $0) })
  for folder in folders {
    let path = resolve(Corrections.fileName, in: folder)
    guard let bytes = world.read(path) else { continue }
    let corrections = Corrections(SourceText(name: path, bytes: bytes), vocabulary: vocabulary)
    files.append(corrections)
    problems += corrections.diagnostics
    var own = extractions.filter { Briefings.folder(of: $0.key) == folder }
    let articles = ["*.md", "*.txt"].flatMap { world.list(resolve($0, in: folder)) }
    problems += corrections.apply(to: &own, isWholeFolder: articles.allSatisfy { own[$0] != nil })
    for (path, extraction) in own { extractions[path] = extraction }
  }
  return problems
}

/// Warnings for the first few disagreements, and one for the rest.
private func told(_ disagreements: [Disagreement]) -> [Diagnostic] {
  disagreements.prefix(10).map(\.diagnostic)
    + (disagreements.count > 10 ? [Message.furtherDisagreements(disagreements.count - 10)] : [])
}

private func isArticle(_ path: String) -> Bool {
  path == World.standardInput || ["md", "txt"].contains(fileExtension(of: path))
}

extension World {
  /// The figures of a table; nil where the file cannot be read.
  fileprivate func table(_ path: String, mapping: TableMapping, vocabulary: Vocabulary) -> TableResult? {
    if let open {
      return open(path).flatMap {
        readTable(file: path, from: $0, mapping: mapping, vocabulary: vocabulary, workers: workers)
      }
    }
    return read(path).map { readTable(file: path, bytes: $0, mapping: mapping, vocabulary: vocabulary) }
  }
}

private func fileExtension(of path: String) -> String {
  let name = fileName(of: path)
  guard let dot = name.lastIndex(of: ".") else { return "" }
  return name[name.index(after: dot)...].lowercased()
}

extension SourceSet {
  /// The values a parameter declares: those listed, or the first column of its query.
  /// - Throws: everything that is wrong with the query.
  public func values(of parameter: Report.Parameter) throws(DiagnosticError) -> [String] {
    switch parameter.values {
    case .listed(let values): return values
    case .none: return []
    case .query(let node):
      let result = try answer(node)
      if result.diagnostics.hasErrors { throw DiagnosticError(result.diagnostics) }
      return result.table.rows.compactMap { row in
        switch row.cells.first {
        case .text(let text): text
        case .period(let period): period.description
        default: nil
        }
      }
    }
  }
}
