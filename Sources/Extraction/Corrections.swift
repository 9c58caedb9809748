public import Diagnostics
import Notation
public import Observations
import OrderedCollections

/// What an analyst says about extracted figures: a CSV beside the articles, one row a figure.
///
/// The header has `id` and `action` (`accept`, `reject`, `change`; a row without action is left alone) and as many of the
/// other columns as are needed. The columns of the figure have the names they have in the CSV of the figures, so that
/// such a file can be edited and kept; `none` empties one. `document` and `quote` say which figure was meant when its
/// identifier is found no more.
public struct Corrections: Sendable {
  /// The name such a file has in the folder of the articles.
  public static let fileName = "corrections.csv"

  /// What is to happen to a figure.
  public enum Action: String, Hashable, Sendable, CaseIterable { case accept, reject, change }

  /// A property of a figure that a row may state.
  enum Field: String, CaseIterable {
    case value, valueHigh = "value_high", unit, qualifier, measure, change, region, regionCode = "region_code", sector,
      period, status
  }

  /// One row.
  struct Entry: Sendable {
    var id: String
    /// Nil where the row is left alone.
    var action: Action?
    /// As written, without the empty ones.
    var fields: OrderedDictionary<Field, String>
    var note: String
    var quote: String
    var document: String
    var origin: Origin
    var excerpt: String?
  }

  /// The file they were read from.
  public let file: String
  /// In the order of the file, identifiers once.
  private(set) var entries: OrderedDictionary<String, Entry> = [:]
  /// One for each row that cannot be used.
  public private(set) var diagnostics: [Diagnostic] = []

  /// Columns that are allowed and not looked at: what the CSV of the figures has besides.
  private static let ignored = [
    "paragraph", "line", "confidence", "start", "end", "notes", "relations", "corrections", "found",
  ]
  private static let leading = ["id", "action", "note", "quote", "document"]

  /// Reads the rows. Each that cannot be used has one diagnostic and is left out.
  public init(_ source: SourceText, vocabulary: Vocabulary) {
    file = source.name
    let csv: CSVText
    do throws(DiagnosticError) { csv = try parseCSV(source) } catch {
      diagnostics = error.diagnostics
      return
    }
    guard let header = csv.records.first?.fields else { return }
    let known = Self.leading + Field.allCases.map(\.rawValue)
    for name in header where !known.contains(name) && !Self.ignored.contains(name) {
      diagnostics.append(Message.unknownColumn(name, in: source, known: known))
    }
    for name in ["id", "action"] where !header.contains(name) {
      diagnostics.append(Message.missingColumn(name, in: source))
    }
    if !diagnostics.isEmpty { return }
    let terms = Terms(vocabulary)
    for record in csv.records.dropFirst() {
      do throws(DiagnosticError) {
        let entry = try Self.entry(record, header: header, source: source, terms: terms)
        if let first = entries[entry.id] {
          throw DiagnosticError(Message.correctedTwice(entry, first: first.origin.line ?? 0))
        }
        entries[entry.id] = entry
      } catch {
        diagnostics += error.diagnostics
      }
    }
  }

  private static func entry(
    _ record: CSVText.Record, header: [String], source: SourceText, terms: Terms
  ) throws(DiagnosticError) -> Entry {
    let place = (source: source, line: record.line)
    guard record.fields.count == header.count else {
      throw DiagnosticError(Message.raggedCorrection(place, has: record.fields.count, wants: header.count))
    }
    func cell(_ name: String) -> String {
      header.firstIndex(of: name).map { record.fields[$0].trimmed } ?? ""
    }
    var entry = Entry(
      id: cell("id"), action: nil, fields: [:], note: cell("note"), quote: cell("quote"), document: cell("document"),
      origin: Origin(file: source.name, line: record.line, column: 1),
      excerpt: source.line(record.line).map(String.init))
    if entry.id.isEmpty { throw DiagnosticError(Message.correctionWithoutID(place)) }
    let word = cell("action").lowercased()
    entry.action = Action(rawValue: word)
    if entry.action == nil, !word.isEmpty { throw DiagnosticError(Message.unknownAction(word, place)) }
    for field in Field.allCases {
      let text = cell(field.rawValue)
      if !text.isEmpty { entry.fields[field] = text }
    }
    if entry.action == .change, entry.fields.isEmpty { throw DiagnosticError(Message.changeOfNothing(place)) }
    if entry.action == .change || entry.action == .accept {
      for (field, text) in entry.fields where text != none {
        if let problem = terms.problem(with: text, as: field, hasCode: entry.fields[.regionCode] != nil, at: place) {
          throw DiagnosticError(problem)
        }
      }
      if let region = entry.fields[.region], region != none, entry.fields[.regionCode] == nil {
        entry.fields[.regionCode] = terms.reference(of: region)
      }
    }
    return entry
  }

  /// What empties a field.
  static let none = "none"
}

/// The words that fields may hold.
private struct Terms {
  let vocabulary: Vocabulary
  /// Codes by names and aliases in lower case, the first of equals.
  let regions: [String: String]

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    var regions: [String: String] = [:]
    for region in vocabulary.regions.values {
      for name in [region.code, region.name] + region.aliases where regions[name.lowercased()] == nil {
        regions[name.lowercased()] = region.code
      }
    }
    self.regions = regions
  }

  /// The code of the area a region counts for, that of its province for a city; nil where the region is unknown.
  func reference(of name: String) -> String? {
    guard let code = regions[name.lowercased()], let region = vocabulary.regions[code] else { return nil }
    return region.level == "city" ? region.parent : code
  }

  func problem(
    with text: String, as field: Corrections.Field, hasCode: Bool, at place: (source: SourceText, line: Int)
  ) -> Diagnostic? {
    func choice(_ known: [String]) -> Diagnostic? {
      known.contains(text) ? nil : Message.unknownTerm(text, field.rawValue, known: known, place)
    }
    switch field {
    case .value, .valueHigh:
      return ExactDecimal(text) == nil ? Message.badNumber(text, field.rawValue, place) : nil
    case .period: return TimePeriod(text) == nil ? Message.badCorrectedPeriod(text, place) : nil
    case .unit: return vocabulary.units[text] == nil ? choice(vocabulary.units.keys.elements) : nil
    case .measure:
      let stem = vocabulary.stem(ofMeasure: text)
      return vocabulary.measures[stem] == nil ? choice(vocabulary.measures.keys.elements) : nil
    case .sector: return vocabulary.sectors[text] == nil ? choice(vocabulary.sectors.keys.elements) : nil
    case .region:
      return hasCode || regions[text.lowercased()] != nil ? nil : choice(vocabulary.regions.values.map(\.name))
    case .regionCode: return vocabulary.regions[text] == nil ? choice(vocabulary.regions.keys.elements) : nil
    case .qualifier: return choice(Observation.Qualifier.allCases.map(\.rawValue))
    case .change: return choice(Observation.Change.allCases.map(\.rawValue))
    case .status: return choice(Observation.Status.allCases.map(\.rawValue))
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
