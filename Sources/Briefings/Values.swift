import Analytics
import Observations

/// A number with what is needed to print it.
struct Quantity: Hashable {
  var number: ExactDecimal
  /// The upper end of a range.
  var high: ExactDecimal?
  /// A code of the units vocabulary.
  var unit: String
  var qualifier: Observation.Qualifier = .exact
  /// Whether the program computed it, so that its digits say nothing about precision.
  var isComputed = false
  /// Whether a plus sign shows that it is a change.
  var isChange = false
}

/// A value that a briefing prints, and what it rests on.
struct PrintedValue: Hashable {
  var quantity: Quantity?
  /// As printed in running text.
  var text: String
  /// Identifiers of observations.
  var observations: [String]
  /// How it was computed; nil for a value printed as it stands in a source.
  var formula: Formula?
  /// Paths of the documents that were counted in, for a value that rests on no observation.
  var documents: [String] = []
}

/// Every value that the running text may name; tags expand to references into it.
struct ValueStore {
  private(set) var values: [PrintedValue] = []

  /// Keeps a value and returns the characters that stand for it until the text is set.
  mutating func token(for value: PrintedValue) -> String {
    values.append(value)
    return "\(Self.open)\(values.count - 1)\(Self.close)"
  }

  /// Splits text at tokens.
  func pieces(of text: String) -> [Piece] {
    // Few texts have the first byte of a token.
    guard text.utf8.contains(0xEE), text.contains(Self.open) else { return text.isEmpty ? [] : [.text(text)] }
    var pieces: [Piece] = []
    for (offset, part) in text.split(separator: Self.open, omittingEmptySubsequences: false).enumerated() {
      guard offset > 0 else {
        if !part.isEmpty { pieces.append(.text(String(part))) }
        continue
      }
      let halves = part.split(separator: Self.close, maxSplits: 1, omittingEmptySubsequences: false)
      if let index = Int(halves[0]), values.indices.contains(index) { pieces.append(.value(values[index])) }
      if halves.count > 1, !halves[1].isEmpty { pieces.append(.text(String(halves[1]))) }
    }
    return pieces
  }

  /// The text with every token replaced by the value as printed.
  func plain(_ text: String) -> String {
    pieces(of: text).map { piece in
      switch piece {
      case .text(let text): text
      case .value(let value): value.text
      }
    }.joined()
  }

  /// A part of a text.
  enum Piece {
    case text(String)
    case value(PrintedValue)
  }

  private static let open: Character = "\u{E000}"
  private static let close: Character = "\u{E001}"
}

extension ResultTable {
  /// The quantity in a cell; nil for text and missing values.
  func quantity(row: Row, column: Int, sources: SourceSet) -> Quantity? {
    guard case .number(let number, let exact) = row.cells[column], let decimal = exact ?? ExactDecimal(number) else {
      return nil
    }
    let definition = columns[column]
    var quantity = Quantity(number: decimal, unit: definition.unit)
    let single = row.derivation.observations.count == 1 ? sources.observation(row.derivation.observations[0]) : nil
    if definition.kind == .value {
      if quantity.unit.isEmpty, let single { quantity.unit = single.unit }
      if let single, row.derivation.formula == .single { quantity.qualifier = single.qualifier }
      quantity.isComputed = row.derivation.formula != .single
      if definition.name == "value", let high = index(of: "value_high"),
        case .number(let upper, let exactUpper) = row.cells[high]
      {
        quantity.high = exactUpper ?? ExactDecimal(upper)
      }
      quantity.isChange = single?.change == .growthRate
    } else {
      quantity.isComputed = formula(row: row, column: column) != nil
      quantity.isChange = Query.Comparison.isChange(column: definition.name)
      if definition.name == "rank" { quantity.unit = "rank" }
    }
    return quantity
  }

  /// How a cell was computed; nil for a value that stands in a source.
  func formula(row: Row, column: Int) -> Formula? {
    let formula =
      columns[column].kind == .comparison
      ? comparand(row, column)?.formula ?? .column(columns[column].name) : row.derivation.formula
    return formula == .single ? nil : formula
  }

  /// The observations a cell rests on, its own first.
  func observations(row: Row, column: Int) -> [String] {
    let own = row.derivation.observations
    guard columns[column].kind == .comparison, let comparand = comparand(row, column) else { return own }
    if comparand.isAlone { return comparand.observations }
    let known = Set(own)
    return own + comparand.observations.filter { !known.contains($0) }
  }

  private func comparand(_ row: Row, _ column: Int) -> Derivation.Comparand? {
    row.derivation.comparands.first { $0.column == columns[column].name }
  }

  /// The rows that keep all conditions, taken after ranks and shares are made.
  func rows(at conditions: [RowCondition]) -> [Row] {
    rows.filter { row in conditions.allSatisfy { $0.holds(for: row.cells[$0.column]) } }
  }
}

/// What a cell must hold for its row to be taken: a text, a period or a number, or a number on one side of another, as in
/// `at: { region_code: CN-JL, rank: 2, growth: "> 5" }`.
struct RowCondition {
  /// How a number stands to that of the condition.
  enum Relation: String, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"
    case equal = "="
  }

  /// In the answer.
  var column: Int
  private var text: String
  private var relation = Relation.equal
  private var number: ExactDecimal?

  /// Nil where a comparison is written without a number.
  init?(_ written: String, on column: Int, of table: ResultTable) {
    self.column = column
    text = written
    guard table.columns[column].kind != .dimension else { return }
    if let found = Relation.allCases.first(where: { written.hasPrefix($0.rawValue) }) {
      relation = found
      text = String(written.dropFirst(found.rawValue.count).drop { $0 == " " })
      if ExactDecimal(text) == nil { return nil }
    }
    number = ExactDecimal(text)
  }

  func holds(for cell: ResultTable.Cell) -> Bool {
    switch cell {
    case .text(let own): return own == text
    case .period(let period): return period.description == text
    case .missing: return false
    case .number(let own, let exact):
      guard let number else { return false }
      let order = exact.map { ($0 < number, number < $0) } ?? (own < number.double, number.double < own)
      return switch relation {
      case .above: order.1
      case .below: order.0
      case .atLeast: !order.0
      case .atMost: !order.1
      case .equal: !order.0 && !order.1
      }
    }
  }
}
