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
    guard text.contains(Self.open) else { return text.isEmpty ? [] : [.text(text)] }
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
      quantity.isComputed = true
      quantity.isChange = Query.Comparison.changes.contains(definition.name)
      if definition.name == "rank" { quantity.unit = "rank" }
    }
    return quantity
  }

  /// How a cell was computed; nil for a value that stands in a source.
  func formula(row: Row, column: Int) -> Formula? {
    if columns[column].kind == .comparison { return comparand(row, column)?.formula ?? .column(columns[column].name) }
    return row.derivation.formula == .single ? nil : row.derivation.formula
  }

  /// The observations a cell rests on, its own first.
  func observations(row: Row, column: Int) -> [String] {
    let own = row.derivation.observations
    guard columns[column].kind == .comparison, let others = comparand(row, column)?.observations else { return own }
    return own + others.filter { !own.contains($0) }
  }

  private func comparand(_ row: Row, _ column: Int) -> Derivation.Comparand? {
    row.derivation.comparands.first { $0.column == columns[column].name }
  }

  /// The rows whose cells have the given texts, such as `region_code` CN-JL, taken after ranks and shares are made.
  func rows(at conditions: [(column: Int, text: String)]) -> [Row] {
    rows.filter { row in
      conditions.allSatisfy { condition in
        switch row.cells[condition.column] {
        case .text(let text): text == condition.text
        case .period(let period): period.description == condition.text
        default: false
        }
      }
    }
  }
}
