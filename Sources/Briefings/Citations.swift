import Diagnostics
import Frames
import Layout
import Observations
import OrderedCollections

/// The entries of the Sources section, numbered in the order in which the briefing first refers to them.
///
/// A figure of an article has an entry of its own, with its quote. The cells of a table share one for each measure, which
/// lists the lines of every series. Computed values share one for each formula, which says what went in.
struct Citations {
  /// What an entry is about.
  enum Key: Hashable {
    case quote(file: String, bytes: Range<Int>)
    case cells(file: String, column: String, measure: String)
    case computed(formula: String, file: String, measure: String)
    case document(file: String)
  }

  /// A reference to an entry.
  struct Reference: Hashable {
    var number: Int
    var anchor: String { "source-\(number)" }
  }

  private struct Entry {
    var observations: OrderedSet<String> = []
  }

  let sources: SourceSet
  private var entries: OrderedDictionary<Key, Entry> = [:]

  init(sources: SourceSet) { self.sources = sources }

  /// Whether an observation was cited.
  func cites(_ observation: String) -> Bool { entries.values.contains { $0.observations.contains(observation) } }

  /// Whether anything was cited.
  var isEmpty: Bool { entries.isEmpty }

  /// Refers to where a value comes from.
  ///
  /// - Parameters:
  ///   - observations: identifiers of what the value is made of or, for a computed one, of everything it rests on.
  ///   - formula: how it was computed; nil for a value that stands in a source as it is printed.
  mutating func cite(_ observations: [String], formula: String?) -> Reference? {
    guard let first = observations.first.flatMap({ sources.observation($0) }) else { return nil }
    let key: Key
    if let formula {
      key = .computed(formula: general(formula), file: first.origin.file, measure: first.measure)
    } else {
      switch first.origin.place {
      case .cell(_, _, let column):
        key = .cells(file: first.origin.file, column: column, measure: first.measure)
      case .text(let span): key = .quote(file: first.origin.file, bytes: span.bytes)
      case .whole: key = .document(file: first.origin.file)
      }
    }
    return refer(to: key, observations: observations)
  }

  /// Refers to a source as a whole.
  mutating func cite(document file: String) -> Reference { refer(to: .document(file: file), observations: []) }

  private mutating func refer(to key: Key, observations: [String]) -> Reference {
    entries[key, default: Entry()].observations.formUnion(observations)
    return Reference(number: (entries.index(forKey: key) ?? 0) + 1)
  }

  /// "[3], [5]–[9]" for a caption, each a link.
  static func line(_ references: some Sequence<Reference>) -> RichText {
    let numbers = Set(references.map(\.number)).sorted()
    var spans: [RichText.Span] = []
    for (offset, run) in runs(numbers).enumerated() {
      if offset > 0 { spans.append(.init(", ", muted: true)) }
      for (position, number) in [run.lowerBound, run.upperBound].enumerated() {
        if position == 1, run.count == 1 { break }
        if position == 1 { spans.append(.init(run.count == 2 ? ", " : "–", muted: true)) }
        spans.append(.init("[\(number)]", link: link(to: Reference(number: number)), muted: true))
      }
    }
    return RichText(spans: spans)
  }

  /// A link to an entry.
  static func link(to reference: Reference, of what: String = "") -> Link {
    Link(
      .anchor(reference.anchor),
      description: what.isEmpty ? "Source \(reference.number)" : "Source \(reference.number) of \(what)")
  }
}

extension Citations {
  /// The finished entries.
  func sourceEntries() -> [SourceEntry] {
    entries.enumerated().map { offset, item in
      let reference = Reference(number: offset + 1)
      let observations = item.value.observations.compactMap { sources.observation($0) }
      var entry = SourceEntry(anchor: reference.anchor, number: "[\(reference.number)]", text: "")
      switch item.key {
      case .quote(let file, _):
        entry.text = citation(of: file)
        if let observation = observations.first {
          entry.quote = RichText(observation.quote)
          entry.place = place(of: observation)
        }
      case .cells(let file, let column, let measure):
        entry.text = citation(of: file)
        entry.place =
          "\(sources.vocabulary.label(ofMeasure: measure)); \(fileName(of: file)), column \(column), "
          + series(observations).joined(separator: "; ")
      case .computed(let formula, let file, let measure):
        let files = OrderedSet(observations.map { fileName(of: $0.origin.file) })
        entry.text = RichText(
          spans: [.init("Computed: ", strong: true), .init("\(sources.vocabulary.label(ofMeasure: measure)), \(formula)")])
        entry.place =
          files.count == 1
          ? "from \(fileName(of: file)), \(lines(of: observations))"
          : "from \(observations.count) figures in \(files.joined(separator: ", "))"
      case .document(let file):
        entry.text = citation(of: file)
        entry.place = fileName(of: file)
      }
      return entry
    }
  }

  /// Publisher, title and date of a source.
  private func citation(of file: String) -> RichText {
    guard let document = sources.documents[file] else { return RichText(fileName(of: file)) }
    var spans: [RichText.Span] = []
    if !document.publisher.isEmpty, document.publisher != "not stated" { spans.append(.init(document.publisher + ", ")) }
    spans.append(.init(document.title.isEmpty ? fileName(of: file) : document.title, emphasis: true))
    if let published = document.published { spans.append(.init(", \(PeriodText.english(published))")) }
    return RichText(spans: spans)
  }

  private func place(of observation: Observation) -> String {
    let file = fileName(of: observation.origin.file)
    if case .text(let span) = observation.origin.place, let paragraph = span.paragraph {
      return "\(file), paragraph \(paragraph), line \(span.line)"
    }
    return "\(file), line \(observation.origin.line ?? 1)"
  }

  /// "California, Manufacturing: lines 1102–1111" for every series among the cells.
  private func series(_ observations: [Observation]) -> [String] {
    var groups: OrderedDictionary<String, [Observation]> = [:]
    for observation in observations {
      let name = [observation.region, observation.sector].filter { !$0.isEmpty }.joined(separator: ", ")
      groups[name, default: []].append(observation)
    }
    return groups.map { "\($0.key): \(lines(of: $0.value))" }
  }

  private func lines(of observations: [Observation]) -> String {
    let numbers = Set(observations.compactMap(\.origin.line)).sorted()
    let ranges = runs(numbers)
    if ranges.count > 8 { return "\(numbers.count) lines between \(numbers[0]) and \(numbers[numbers.count - 1])" }
    return (numbers.count == 1 ? "line " : "lines ")
      + ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }.joined(separator: ", ")
  }
}

/// A formula without the period it was applied to, so that a column of growth rates has one entry.
private func general(_ formula: String) -> String {
  for change in ["growth on ", "change on "] where formula.hasPrefix(change) {
    if TimePeriod(formula.dropFirst(change.count)) != nil { return change + "the period before" }
  }
  return formula
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
