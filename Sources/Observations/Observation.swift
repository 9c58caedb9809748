public import Diagnostics

/// One figure with its meaning and its place, in the terms of SDMX.
public struct Observation: Hashable, Sendable, Identifiable {
  /// Stable over runs and against edits elsewhere in the document: derived from the name of the file and the sentence or
  /// cell the figure stands in.
  public var id: String
  /// What is measured, a name of the measures vocabulary such as `gross_output`; with the suffix `_growth`, `_share`,
  /// `_rank` or `_multiple` where `change` is not a level. Empty when unknown.
  public var measure: String
  public var value: Value
  /// A code of the units vocabulary: `CNY`, `%`, `pp`, `count` …
  public var unit: String
  public var change: Change
  public var qualifier: Qualifier
  /// The most specific place, by its plain name.
  public var region: String
  /// Reference area: the ISO 3166-2 code of the province or state, ISO 3166-1 if national.
  public var regionCode: String
  /// Economic activity, a name of the sectors vocabulary; empty when none is said.
  public var sector: String
  /// Nil when the source does not say.
  public var period: TimePeriod?
  public var status: Status
  /// Where the figure stands.
  public var origin: Origin
  /// The words of the source that hold the figure; empty for a table cell.
  public var quote: String
  /// 0…1.
  public var confidence: Double
  /// Remarks in the order made, such as `currency by context`.
  public var notes: [String]
  /// How the figure stands to others.
  public var relations: [Relation]
  /// By which an analyst accepted or changed it; where there is one, the figure has two origins.
  public var corrections: [Correction]
  /// How many records of a source are added up in it: 1 for a figure that the source states itself.
  public var records: Int

  public init(
    id: String, measure: String, value: Value, unit: String, change: Change = .level, qualifier: Qualifier = .exact,
    region: String = "", regionCode: String = "", sector: String = "", period: TimePeriod? = nil,
    status: Status = .actual, origin: Origin, quote: String = "", confidence: Double = 1, notes: [String] = [],
    relations: [Relation] = [], corrections: [Correction] = [], records: Int = 1
  ) {
    self.id = id
    self.measure = measure
    self.value = value
    self.unit = unit
    self.change = change
    self.qualifier = qualifier
    self.region = region
    self.regionCode = regionCode
    self.sector = sector
    self.period = period
    self.status = status
    self.origin = origin
    self.quote = quote
    self.confidence = confidence
    self.notes = notes
    self.relations = relations
    self.corrections = corrections
    self.records = records
  }
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

/// A stable identifier of thirteen characters for parts that together name one figure.
public func stableIdentifier(_ parts: String...) -> String {
  // FNV-1a, 64 bits, with a separator that occurs in no part.
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for part in parts {
    for byte in part.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    hash = (hash ^ 0x1F) &* 0x100_0000_01b3
  }
  let text = String(hash, radix: 36)
  return String(repeating: "0", count: max(0, 13 - text.count)) + text
}
