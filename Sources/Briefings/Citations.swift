import Analytics
import Diagnostics
import Frames
import Layout
import Observations
import OrderedCollections

/// The entries of the Sources section: the documents under letters, and what was taken from them under numbers, both in
/// the order in which the briefing first refers to them.
///
/// A figure of an article has an entry of its own, with its quote. The cells of a table share one for each measure, which
/// lists the columns and the lines of every series; columns that are periods share one. Computed values share one for each formula, which says what went in.
struct Citations {
  /// What an entry is about.
  enum Key: Hashable {
    case quote(file: String, bytes: Range<Int>)
    /// The column is empty for those that are periods.
    case cells(file: String, column: String, measure: String)
    case computed(formula: Formula, file: String, measure: String)
    /// Paragraphs counted in articles.
    case counted
  }

  /// A reference to an entry or a document.
  enum Reference: Hashable {
    /// Counted from 1.
    case entry(Int)
    /// Counted from 1, printed as a letter.
    case document(Int)

    /// "7" or "B".
    var label: String {
      switch self {
      case .entry(let number): "\(number)"
      case .document(let number): letters(number)
      }
    }
    var anchor: String { "source-\(label)" }
  }

  private struct Entry {
    var observations: OrderedSet<String> = []
    /// Paths of what was counted in.
    var documents: OrderedSet<String> = []
  }

  let sources: SourceSet
  private let valueText: ValueText
  private let words: BriefingWords
  private let formulaText: FormulaText
  private var entries: OrderedDictionary<Key, Entry> = [:]
  private var documents: OrderedSet<String> = []

  init(sources: SourceSet, valueText: ValueText, words: BriefingWords) {
    self.sources = sources
    self.valueText = valueText
    self.words = words
    formulaText = FormulaText(words: words, periods: valueText.periods, terms: valueText.terms)
  }

  /// The identifiers of everything cited.
  var observations: Set<String> { entries.values.reduce(into: []) { $0.formUnion($1.observations) } }

  /// Whether anything was cited.
  var isEmpty: Bool { documents.isEmpty }

  /// Refers to where a value comes from.
  ///
  /// - Parameters:
  ///   - observations: identifiers of what the value is made of or, for a computed one, of everything it rests on.
  ///   - formula: how it was computed; nil for a value that stands in a source as it is printed.
  mutating func cite(_ observations: [String], formula: Formula?) -> Reference? {
    guard let first = observations.first.flatMap({ sources.observation($0) }) else { return nil }
    let key: Key
    if let formula {
      key = .computed(formula: formula.general, file: first.origin.file, measure: first.measure)
    } else {
      switch first.origin.place {
      case .cell(_, _, let column):
        let isPeriod = first.period.map { column.utf8.holds(number: $0.end.year) } ?? false
        key = .cells(file: first.origin.file, column: isPeriod ? "" : column, measure: first.measure)
      case .text(let span): key = .quote(file: first.origin.file, bytes: span.bytes)
      case .whole: return cite(document: first.origin.file)
      }
    }
    _ = cite(document: first.origin.file)
    entries[key, default: Entry()].observations.formUnion(observations)
    return .entry((entries.index(forKey: key) ?? 0) + 1)
  }

  /// Refers to documents in which paragraphs were counted.
  mutating func cite(countedIn files: [String]) -> Reference? {
    guard !files.isEmpty else { return nil }
    for file in files { _ = cite(document: file) }
    entries[.counted, default: Entry()].documents.formUnion(files)
    return .entry((entries.index(forKey: .counted) ?? 0) + 1)
  }

  /// Refers to a document as a whole.
  mutating func cite(document file: String) -> Reference { .document(documents.append(file).index + 1) }

  /// "[A], [3], [5]–[9]" for a caption, each a link.
  func line(_ references: some Sequence<Reference>) -> RichText {
    var groups: [[Reference]] = []
    let letters = Set(references).compactMap { if case .document(let n) = $0 { n } else { nil } }.sorted()
    let numbers = Set(references).compactMap { if case .entry(let n) = $0 { n } else { nil } }.sorted()
    for run in runs(letters) { groups.append([.document(run.lowerBound), .document(run.upperBound)]) }
    for run in runs(numbers) { groups.append([.entry(run.lowerBound), .entry(run.upperBound)]) }
    var spans: [RichText.Span] = []
    for group in groups {
      if !spans.isEmpty { spans.append(.init(", ", muted: true)) }
      spans.append(.init("[\(group[0].label)]", link: link(to: group[0]), muted: true))
      if group[0] != group[1] {
        spans.append(.init("–", muted: true))
        spans.append(.init("[\(group[1].label)]", link: link(to: group[1]), muted: true))
      }
    }
    return RichText(spans: spans)
  }

  /// A link to an entry.
  func link(to reference: Reference, of what: String = "") -> Link {
    Link(.anchor(reference.anchor), description: words.source(reference.label, of: what))
  }
}

extension Citations {
  /// The documents referred to.
  func documentEntries() -> [SourceEntry] {
    documents.enumerated().map { offset, file in
      let reference = Reference.document(offset + 1)
      return SourceEntry(
        anchor: reference.anchor, number: "[\(reference.label)]", text: citation(of: file), place: fileName(of: file))
    }
  }

  /// What was taken from them.
  func entriesInOrder() -> [SourceEntry] {
    entries.enumerated().map { offset, item in
      let reference = Reference.entry(offset + 1)
      let observations = item.value.observations.compactMap { sources.observation($0) }
      var spans: [RichText.Span] = []
      switch item.key {
      case .quote(let file, _):
        spans = observations.first.map { quotation($0) + from(file, place(of: $0)) } ?? []
      case .cells(let file, let column, let measure):
        spans =
          [.init(valueText.terms.measure(measure))]
          + from(
            file,
            (column.isEmpty ? columns(of: observations) : words.column(column)) + words.colon
              + series(observations).joined(separator: words.semicolon))
      case .computed(let formula, let file, let measure):
        let files = OrderedSet(observations.map(\.origin.file))
        spans =
          [
            .init(words.computed + words.colon, strong: true),
            .init(valueText.terms.measure(measure) + words.comma + formulaText.written(formula)),
          ]
          + from(file, files.count == 1 ? lines(of: observations) : words.others(observations.count))
      case .counted:
        let counted = item.value.documents.compactMap { documents.firstIndex(of: $0) }.map {
          Reference.document($0 + 1)
        }
        spans = [.init(words.computed + words.colon, strong: true), .init(words.countedParagraphs + "  ")]
        spans += line(counted).spans
      }
      return SourceEntry(
        anchor: reference.anchor, number: "[\(reference.label)]", text: RichText(spans: spans))
    }
  }

  /// The figure in bold with the words around it, cut at spaces.
  private func quotation(_ observation: Observation) -> [RichText.Span] {
    var (before, after) = ("", "")
    let document = sources.documents[observation.origin.file]
    if case .text(let span) = observation.origin.place, let text = document?.text {
      (before, after) = text.words(around: span.bytes, reach: 60)
    }
    let language = document?.language
    return [
      .init(words.quotationMarks[0] + before, language: language),
      .init(observation.quote, strong: true, language: language),
      .init(after + words.quotationMarks[1], language: language),
    ]
  }

  /// ", [B] paragraph 9": where in which document.
  private func from(_ file: String, _ place: String) -> [RichText.Span] {
    guard let index = documents.firstIndex(of: file) else { return [] }
    let reference = Reference.document(index + 1)
    return [
      .init("  ", muted: true), .init("[\(reference.label)]", link: link(to: reference), muted: true),
      .init(" \(place)", muted: true),
    ]
  }

  /// Publisher, title and date of a source.
  private func citation(of file: String) -> RichText {
    guard let document = sources.documents[file] else { return RichText(fileName(of: file)) }
    var spans: [RichText.Span] = []
    if document.hasPublisher {
      spans.append(.init(document.publisher + ", "))
    }
    spans.append(
      document.title.isEmpty
        ? .init(fileName(of: file), emphasis: true)
        : .init(document.title, emphasis: true, language: document.language))
    if let published = document.published { spans.append(.init(", \(valueText.periods.written(published))")) }
    return RichText(spans: spans)
  }

  private func place(of observation: Observation) -> String {
    guard case .text(let span) = observation.origin.place else {
      return words.place(paragraph: nil, line: observation.origin.line ?? 1)
    }
    let place = words.place(paragraph: span.paragraph, line: span.line)
    return observation.corrections.reduce(place) { text, correction in
      let file =
        fileName(of: correction.origin.file) + words.comma
        + words.place(paragraph: nil, line: correction.origin.line ?? 1)
      return text + words.comma + words.corrected(correction.changed) + " " + file
    }
  }

  /// "California, Manufacturing: lines 1102–1111" for every series among the cells; for every region where these are too
  /// many to be read, and for all together where those are as well. The attached files have them all.
  private func series(_ observations: [Observation]) -> [String] {
    func grouped(_ name: (Observation) -> String) -> [String] {
      let groups = OrderedDictionary(grouping: observations, by: name)
      return groups.map { $0.key + words.colon + lines(of: $0.value) }
    }
    let series = grouped { observation in
      [valueText.terms.region(observation.region), valueText.terms.sector(observation.sector)]
        .filter { !$0.isEmpty }.joined(separator: words.comma)
    }
    if series.count <= Self.readableSeries { return series }
    let regions = grouped { valueText.terms.region($0.region) }
    return regions.count <= Self.readableSeries ? regions : [lines(of: observations)]
  }

  /// How many series an entry lists one by one.
  private static let readableSeries = 8

  /// The columns of periods, in the order of their periods: the first and the last where there are more than three.
  private func columns(of observations: [Observation]) -> String {
    var columns: OrderedSet<String> = []
    let dated = observations.compactMap { observation in observation.period.map { (period: $0, observation) } }
    for (_, observation) in dated.sorted(by: { $0.period < $1.period }) {
      if case .cell(_, _, let column) = observation.origin.place { columns.append(column) }
    }
    guard columns.count > 1, let first = columns.first, let last = columns.last else {
      return words.column(columns.first ?? "")
    }
    return words.columns(columns.count > 3 ? "\(first)–\(last)" : columns.joined(separator: words.comma))
  }

  private func lines(of observations: [Observation]) -> String {
    let numbers = Set(observations.compactMap(\.origin.line)).sorted()
    let ranges = runs(numbers)
    if ranges.count > 8 { return words.lines(numbers.count, between: numbers[0], and: numbers[numbers.count - 1]) }
    return words.lines(ranges)
  }
}

extension String.UTF8View {
  /// Whether the digits of a number stand in the text.
  fileprivate func holds(number: Int) -> Bool {
    let digits = "\(number)".utf8
    return indices.contains { self[$0] == digits.first && self[$0...].starts(with: digits) }
  }
}

/// A, B, …, Z, AA, AB … for 1, 2, …
func letters(_ number: Int) -> String {
  var rest = number
  var text = ""
  while rest > 0 {
    rest -= 1
    text = String(Character(UnicodeScalar(UInt8(65 + rest % 26)))) + text
    rest /= 26
  }
  return text
}

/// Sorted numbers as unbroken runs.
private func runs(_ numbers: [Int]) -> [ClosedRange<Int>] {
  var runs: [ClosedRange<Int>] = []
  for number in numbers {
    if let last = runs.last, last.upperBound + 1 == number {
      runs[runs.count - 1] = last.lowerBound...number
    } else {
      runs.append(number...number)
    }
  }
  return runs
}

extension SourceText {
  /// What stands in the same line before and after a stretch of text, at most so many characters each, whole words, with
  /// an ellipsis where more follows.
  fileprivate func words(around bytes: Range<Int>, reach: Int) -> (before: String, after: String) {
    let utf8 = text.utf8
    guard bytes.upperBound <= utf8.count else { return ("", "") }
    let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
    let end = utf8.index(utf8.startIndex, offsetBy: bytes.upperBound)
    var before = text[..<start].suffix(reach + 1)
    if let newline = before.lastIndex(where: \.isNewline) {
      before = before[before.index(after: newline)...]
    } else if before.count > reach {
      // Chinese has no spaces to cut at.
      before = before.contains(" ") ? before.drop { $0 != " " } : before.dropFirst()
    }
    var after = text[end...].prefix(reach + 1)
    if let newline = after.firstIndex(where: \.isNewline) {
      after = after[..<newline]
    } else if after.count > reach {
      after = after[..<(after.lastIndex(of: " ") ?? after.index(before: after.endIndex))]
    }
    let cutBefore = before.startIndex > text.startIndex && !text[text.index(before: before.startIndex)].isNewline
    let cutAfter = after.endIndex < text.endIndex && !text[after.endIndex].isNewline
    return ((cutBefore ? "…" : "") + before, after + (cutAfter ? " …" : ""))
  }
}
