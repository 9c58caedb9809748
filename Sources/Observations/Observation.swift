public import Diagnostics

/// One figure with its meaning and its place, in the terms of SDMX.
///
/// Copies share what it holds until one is changed: tables have figures by the ten thousand, and a copy of each of a dozen
/// texts and lists would be most of the work.
public struct Observation: Hashable, Sendable, Identifiable {
  private var shared: Shared

  /// Stable over runs and against edits elsewhere in the document: derived from the name of the file and the sentence or
  /// cell the figure stands in.
  public var id: String {
    get { shared.content.id }
    set { edit { $0.id = newValue } }
  }
  /// What is measured, a name of the measures vocabulary such as `gross_output`; with the suffix `_growth`, `_share`,
  /// `_rank` or `_multiple` where `change` is not a level. Empty when unknown.
  public var measure: String {
    get { shared.content.measure }
    set { edit { $0.measure = newValue } }
  }
  public var value: Value {
    get { shared.content.value }
    set { edit { $0.value = newValue } }
  }
  /// A code of the units vocabulary: `CNY`, `%`, `pp`, `count` …
  public var unit: String {
    get { shared.content.unit }
    set { edit { $0.unit = newValue } }
  }
  public var change: Change {
    get { shared.content.change }
    set { edit { $0.change = newValue } }
  }
  public var qualifier: Qualifier {
    get { shared.content.qualifier }
    set { edit { $0.qualifier = newValue } }
  }
  /// The most specific place, by its plain name.
  public var region: String {
    get { shared.content.region }
    set { edit { $0.region = newValue } }
  }
  /// Reference area: the ISO 3166-2 code of the province or state, ISO 3166-1 if national.
  public var regionCode: String {
    get { shared.content.regionCode }
    set { edit { $0.regionCode = newValue } }
  }
  /// Economic activity, a name of the sectors vocabulary; empty when none is said.
  public var sector: String {
    get { shared.content.sector }
    set { edit { $0.sector = newValue } }
  }
  /// Nil when the source does not say.
  public var period: TimePeriod? {
    get { shared.content.period }
    set { edit { $0.period = newValue } }
  }
  public var status: Status {
    get { shared.content.status }
    set { edit { $0.status = newValue } }
  }
  /// Where the figure stands.
  public var origin: Origin {
    get { shared.content.origin }
    set { edit { $0.origin = newValue } }
  }
  /// The words of the source that hold the figure; empty for a table cell.
  public var quote: String {
    get { shared.content.quote }
    set { edit { $0.quote = newValue } }
  }
  /// 0…1.
  public var confidence: Double {
    get { shared.content.confidence }
    set { edit { $0.confidence = newValue } }
  }
  /// Remarks in the order made, such as `currency by context`.
  public var notes: [String] {
    get { shared.content.notes }
    set { edit { $0.notes = newValue } }
  }
  /// How the figure stands to others.
  public var relations: [Relation] {
    get { shared.content.relations }
    set { edit { $0.relations = newValue } }
  }
  /// By which an analyst accepted or changed it; where there is one, the figure has two origins.
  public var corrections: [Correction] {
    get { shared.content.corrections }
    set { edit { $0.corrections = newValue } }
  }
  /// How many records of a source are added up in it: 1 for a figure that the source states itself.
  public var records: Int {
    get { shared.content.records }
    set { edit { $0.records = newValue } }
  }

  private mutating func edit(_ change: (inout Content) -> Void) {
    var content = shared.content
    change(&content)
    shared = Shared(content)
  }

  public init(
    id: String, measure: String, value: Value, unit: String, change: Change = .level, qualifier: Qualifier = .exact,
    region: String = "", regionCode: String = "", sector: String = "", period: TimePeriod? = nil,
    status: Status = .actual, origin: Origin, quote: String = "", confidence: Double = 1, notes: [String] = [],
    relations: [Relation] = [], corrections: [Correction] = [], records: Int = 1
  ) {
    shared = Shared(
      Content(
        id: id, measure: measure, value: value, unit: unit, change: change, qualifier: qualifier, region: region,
        regionCode: regionCode, sector: sector, period: period, status: status, origin: origin, quote: quote,
        confidence: confidence, notes: notes, relations: relations, corrections: corrections, records: records))
  }

  /// What copies share.
  private final class Shared: Sendable {
    let content: Content

    init(_ content: Content) { self.content = content }
  }

  private struct Content: Hashable {
    var id: String
    var measure: String
    var value: Value
    var unit: String
    var change: Change
    var qualifier: Qualifier
    var region: String
    var regionCode: String
    var sector: String
    var period: TimePeriod?
    var status: Status
    var origin: Origin
    var quote: String
    var confidence: Double
    var notes: [String]
    var relations: [Relation]
    var corrections: [Correction]
    var records: Int
  }

  public static func == (a: Observation, b: Observation) -> Bool {
    a.shared === b.shared || a.shared.content == b.shared.content
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(shared.content) }
}

extension Observation {
  /// A number, a range of numbers, or the reason why there is none. Missing is never zero.
  public enum Value: Hashable, Sendable {
    case number(ExactDecimal)
    case range(ExactDecimal, ExactDecimal)
    case missing(Missing)
  }

  /// Why a value is absent (SDMX code list CL_OBS_STATUS, the cases tables use).
  public enum Missing: String, Hashable, Sendable, CaseIterable {
    /// No value, no reason given (`:` `..` empty).
    case notAvailable = "M"
    /// Not collected or does not exist (`–`, `.`).
    case notApplicable = "L"
    /// Suppressed for confidentiality (`(D)`, `c`).
    case confidential = "Q"
    /// Below the threshold of publication (`(L)`).
    case negligible = "N"
  }

  /// How the figure relates to its measure.
  public enum Change: String, Hashable, Sendable, CaseIterable {
    case level, growthRate = "growth_rate", share, rank, multiple
  }

  /// A hedge in the source.
  public enum Qualifier: String, Hashable, Sendable, CaseIterable {
    case exact, over, nearly, about, under, atLeast = "at_least", upTo = "up_to"
  }

  /// What kind of statement the figure is.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    case actual, target, plan, capacity, background, provisional, estimate
  }

  /// The number, or the lower end of a range; nil where missing.
  public var number: ExactDecimal? {
    switch value {
    case .number(let n), .range(let n, _): n
    case .missing: nil
    }
  }
}
