public import Diagnostics
import Notation
public import OrderedCollections

/// The terms a run knows: regions, sectors, measures and units, each from a CSV file that users can extend.
public struct Vocabulary: Sendable {
  /// A country, a subdivision or a city.
  public struct Region: Hashable, Sendable {
    /// ISO 3166-1 or 3166-2; for cities the code of their statistical register.
    public var code: String
    public var name: String
    /// `country`, `subdivision` or `city`.
    public var level: String
    /// Code of the region it belongs to; empty for countries.
    public var parent: String
    public var aliases: [String]
  }

  /// An economic activity.
  public struct Sector: Hashable, Sendable {
    public var name: String
    /// Name of the sector it is part of; empty for the outermost.
    public var parent: String
    public var aliases: [String]
  }

  /// Something that is measured.
  public struct Measure: Hashable, Sendable {
    public var name: String
    /// As a report prints it: "Gross output".
    public var label: String
    public var kind: Kind
    /// The class of its units: `currency`, `count`, `percent` …
    public var unitClass: String
    public var aliases: [String]

    /// Whether values may be added.
    public enum Kind: String, Hashable, Sendable { case flow, stock, physical, ratio, index, rank }
  }

  /// A unit of measure.
  public struct Unit: Hashable, Sendable {
    public var code: String
    /// As a report prints it: "yuan".
    public var label: String
    public var symbol: String
    public var dimension: String
    /// The unit it is a multiple of; itself for a base unit.
    public var base: String
    /// How many of `base` it is, as a decimal.
    public var factor: ExactDecimal
    public var aliases: [String]
  }

  /// A term whose printed name is known in another language than English.
  public struct Translation: Hashable, Sendable {
    /// Primary subtag of BCP 47: `de`.
    public var language: String
    public var kind: Kind
    /// The code of a region or unit, the name of a sector or measure, the suffix of a measure (`growth`).
    public var name: String

    public init(language: String, kind: Kind, name: String) {
      self.language = language
      self.kind = kind
      self.name = name
    }

    /// What a term is.
    public enum Kind: String, Hashable, Sendable, CaseIterable { case region, sector, measure, suffix, unit }
  }

  public var regions: OrderedDictionary<String, Region>
  public var sectors: OrderedDictionary<String, Sector>
  public var measures: OrderedDictionary<String, Measure>
  public var units: OrderedDictionary<String, Unit>
  /// Printed names in other languages; those of units as singular and plural with `|` between them.
  public var translations: [Translation: String] = [:]

  public init(
    regions: OrderedDictionary<String, Region> = [:], sectors: OrderedDictionary<String, Sector> = [:],
    measures: OrderedDictionary<String, Measure> = [:], units: OrderedDictionary<String, Unit> = [:]
  ) {
    self.regions = regions
    self.sectors = sectors
    self.measures = measures
    self.units = units
  }
}

extension Vocabulary {
  /// The name a measure is printed under, with what its suffix adds: "Value added, growth".
  public func label(ofMeasure name: String, language: String = "en") -> String {
    func label(_ measure: Measure) -> String { translation(.measure, measure.name, language) ?? measure.label }
    if let measure = measures[name] { return label(measure) }
    guard let suffix = Self.suffix(ofMeasure: name), let measure = measures[String(name.dropLast(suffix.count + 1))]
    else { return name }
    return "\(label(measure)), \(translation(.suffix, suffix, language) ?? suffix)"
  }

  /// The measure without its suffix.
  public func stem(ofMeasure name: String) -> String {
    guard measures[name] == nil, let suffix = Self.suffix(ofMeasure: name) else { return name }
    return String(name.dropLast(suffix.count + 1))
  }

  private static func suffix(ofMeasure name: String) -> String? {
    ["growth", "share", "rank", "multiple"].first { name.hasSuffix("_" + $0) }
  }

  /// The printed name of a term in another language; nil where none is known.
  public func translation(_ kind: Translation.Kind, _ name: String, _ language: String) -> String? {
    translations[Translation(language: language, kind: kind, name: name)]
  }

  /// The code of a region given its code, its name or an alias, subdivisions before cities; nil when unknown.
  public func regionCode(for text: String) -> String? {
    if regions[text] != nil { return text }
    let lowered = text.lowercased()
    return regions.values.first {
      $0.name.lowercased() == lowered || $0.aliases.contains { $0.lowercased() == lowered }
    }?.code
  }

  /// The regions directly below one, in the order of the vocabulary.
  public func children(of code: String) -> [Region] { regions.values.filter { $0.parent == code } }
}

extension Vocabulary {
  /// Adds the entries of a vocabulary file; an entry that stands already is replaced, so that users can correct ours.
  ///
  /// The kind of file is told by its header: `code,name,level,parent,aliases` (regions), `name,parent,aliases` (sectors),
  /// `name,label,kind,unit_class,aliases` (measures), `code,label,symbol,dimension,base,factor,aliases` (units),
  /// `language,kind,name,label` (printed names in other languages).
  /// - Throws: an unknown header, or every record that does not fit it.
  public mutating func add(_ source: SourceText) throws(DiagnosticError) {
    let csv = try parseCSV(source, delimiter: UInt8(ascii: ","))
    guard let header = csv.records.first else { return }
    guard let kind = FileKind(header.fields) else {
      guard csv.records.count > 1 else { return }
      throw DiagnosticError(Message.unknownHeader(header.fields, in: source))
    }
    var problems: [Diagnostic] = []
    for record in csv.records.dropFirst() {
      guard record.fields.count == header.fields.count else {
        problems.append(
          Message.raggedRecord(in: source, line: record.line, has: record.fields.count, wants: header.fields.count))
        continue
      }
      let f = record.fields
      var aliases: [String] {
        f[f.count - 1].utf8.split(separator: UInt8(ascii: "|")).map { String(Substring($0)) }
      }
      switch kind {
      case .regions:
        regions[f[0]] = Region(code: f[0], name: f[1], level: f[2], parent: f[3], aliases: aliases)
      case .sectors:
        sectors[f[0]] = Sector(name: f[0], parent: f[1], aliases: aliases)
      case .measures:
        guard let kind = Measure.Kind(rawValue: f[2]) else {
          problems.append(Message.badKind(f[2], in: source, line: record.line))
          continue
        }
        measures[f[0]] = Measure(name: f[0], label: f[1], kind: kind, unitClass: f[3], aliases: aliases)
      case .units:
        guard let factor = ExactDecimal(f[5]), factor.significand > 0 else {
          problems.append(Message.badFactor(f[5], in: source, line: record.line))
          continue
        }
        units[f[0]] = Unit(
          code: f[0], label: f[1], symbol: f[2], dimension: f[3], base: f[4], factor: factor, aliases: aliases)
      case .translations:
        guard let kind = Translation.Kind(rawValue: f[1]) else {
          problems.append(Message.badTermKind(f[1], in: source, line: record.line))
          continue
        }
        translations[Translation(language: f[0], kind: kind, name: f[2])] = f[3]
      }
    }
    if !problems.isEmpty { throw DiagnosticError(problems) }
  }
}

/// What the records of a vocabulary file are.
private enum FileKind {
  case regions, sectors, measures, units, translations

  /// Nil for a header that no kind has.
  init?(_ header: [String]) {
    switch header {
    case ["code", "name", "level", "parent", "aliases"]: self = .regions
    case ["name", "parent", "aliases"]: self = .sectors
    case ["name", "label", "kind", "unit_class", "aliases"]: self = .measures
    case ["code", "label", "symbol", "dimension", "base", "factor", "aliases"]: self = .units
    case ["language", "kind", "name", "label"]: self = .translations
    default: return nil
    }
  }
}
