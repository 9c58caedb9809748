import Observations

/// What a scan does with each field of a row.
struct ScanPlan: Sendable {
  enum Kind: Sendable { case value, code, ignored }

  struct Column: Sendable {
    var kind: Kind
    /// Position in the row.
    var field: Int
    /// Position among the columns with codes.
    var index = 0
    var seed: UInt64 = 0
  }

  let delimiter: UInt8
  let delimiterWord: UInt64
  private(set) var columns: [Column] = []
  /// The fields with codes.
  let coded: [Int]
  /// The field with the value.
  let value: Int
  let markers: MissingMarkers
  /// Whether the mapping says which the decimal sign is.
  let decimalIsGiven: Bool
  private let mapping: TableMapping
  private let period: Int?
  private let status: Int?
  private let conditions: [(field: Int, values: Set<String>)]

  /// Nil for a table that a scan cannot read.
  init?(_ header: Header, delimiter: UInt8, mapping: TableMapping, conditions: [(column: Int, values: Set<String>)]) {
    guard header.layout == .tidy, header.measures.isEmpty, header.across.isEmpty, header.roles[.year] == nil,
      mapping.fill.isEmpty, !mapping.hasIndents, mapping.constants[.year] == nil, let value = header.roles[.value]
    else { return nil }
    guard mapping.decimal == nil || mapping.decimal == UInt8(ascii: ".") else { return nil }
    // A marker such as 9999 or -1 would be read as a number.
    guard mapping.missing.allSatisfy({ ExactDecimal($0) == nil }) else { return nil }
    // Every row would have to be reported.
    guard
      mapping.constants[.status].map({ Flags.status($0) != nil }) ?? true,
      mapping.constants[.period].map({ mapping.period($0) != nil }) ?? true
    else { return nil }
    var coded = Set(conditions.map(\.column) + header.dimensions)
    for (role, column) in header.roles where role != .value && !(role == .note && mapping.rows == .records) {
      coded.insert(column)
    }
    guard !coded.contains(value), coded.count <= 8 else { return nil }
    self.coded = coded.sorted()
    self.value = value
    self.delimiter = delimiter
    self.mapping = mapping
    delimiterWord = Self.repeated(delimiter)
    markers = MissingMarkers(adding: mapping.missing)
    decimalIsGiven = mapping.decimal != nil
    period = header.roles[.period]
    status = header.roles[.status]
    self.conditions = conditions.map { ($0.column, $0.values) }
    for field in header.names.indices {
      var column = Column(kind: field == value ? .value : .ignored, field: field)
      if let index = self.coded.firstIndex(of: field) {
        column.kind = .code
        column.index = index
        column.seed = Codebook.seed(index)
      }
      columns.append(column)
    }
  }

  /// The position of the periods among the columns with codes.
  var periodColumn: Int? { period.flatMap { coded.firstIndex(of: $0) } }

  /// What a text means for the rows that have it.
  func marks(of text: String, column: Int) -> Codebook.Code {
    let field = coded[column]
    let cell = trimmed(text)
    var marks: Codebook.Code = 0
    for condition in conditions where condition.field == field && !condition.values.contains(cell) {
      marks |= Codebook.excluded
    }
    if field == period, mapping.period(cell) == nil { marks |= Codebook.badPeriod }
    if field == status, Flags.status(cell) == nil {
      marks |= Codebook.badStatus
    }
    return marks
  }

  /// The period over which the records with a date are added up, where the mapping asks for longer ones.
  func longerPeriod(of text: String, column: Int) -> String? {
    guard mapping.frequency != nil, coded[column] == period else { return nil }
    return mapping.period(trimmed(text)).map { "\($0)" }
  }

  /// A word of eight equal bytes.
  static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The bytes of a word that are a sign or below the space, a bit each; bits above the lowest one may be wrong.
  @inline(__always)
  static func stops(_ word: UInt64, _ signs: UInt64) -> UInt64 {
    let different = word ^ signs
    let isSign = (different &- 0x0101_0101_0101_0101) & ~different
    let isControl = (word &- 0x2020_2020_2020_2020) & ~word
    return (isSign | isControl) & 0x8080_8080_8080_8080
  }
}
