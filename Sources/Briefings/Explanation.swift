public import Analytics
import Observations

/// How every row of an answer came about: its value and its comparisons with their formulas, and below each the
/// observations they rest on with their places.
///
/// - Parameter most: how many observations of one value are listed; the others are counted.
public func explanation(of table: ResultTable, sources: SourceSet, most: Int = 100) -> String {
  var out = ""
  func list(_ identifiers: [String]) {
    let found = identifiers.prefix(most).compactMap { sources.observation($0) }
    let values = found.map { [$0.printedNumber, $0.unit].filter { !$0.isEmpty }.joined(separator: " ") }
    for (observation, value) in zip(found, values) {
      let about = [
        observation.measure, observation.region, observation.sector, observation.period.map { "\($0)" } ?? "",
        observation.status == .actual ? "" : observation.status.rawValue,
      ].filter { !$0.isEmpty }.joined(separator: ", ")
      out += "    \(value)  \(about)  \(observation.origin)\n"
    }
    if identifiers.count > most { out += "    and \(identifiers.count - most) more\n" }
  }
  for row in table.rows {
    var head: [String] = []
    for (column, cell) in zip(table.columns, row.cells) where column.kind == .dimension { head.append(cell.plainText) }
    out += (head.isEmpty ? "all" : head.joined(separator: ", ")) + "\n"
    for (column, cell) in zip(table.columns, row.cells) where column.kind != .dimension {
      let value = [cell.plainText, column.unit].filter { !$0.isEmpty }.joined(separator: " ")
      if column.kind == .value {
        guard column.name == "value" else { continue }
        var remarks = [row.derivation.formula.description]
        if row.derivation.isHedged { remarks.append("hedged") }
        if row.derivation.missingCount > 0 { remarks.append("\(row.derivation.missingCount) missing") }
        out += "  \(column.name) = \(value): \(remarks.joined(separator: ", "))\n"
        list(row.derivation.observations)
      } else if let comparand = row.derivation.comparands.first(where: { $0.column == column.name }) {
        let formula = [comparand.formula.description, comparand.expression].filter { !$0.isEmpty }.joined(
          separator: ", ")
        out += "  \(column.name) = \(value): \(formula)\n"
        list(comparand.observations)
      } else if case .missing = cell {
        out += "  \(column.name): no value\n"
      } else {
        out += "  \(column.name) = \(value)\n"
      }
    }
  }
  return out
}

extension ResultTable.Cell {
  /// As CSV has it; a dash where nothing is known.
  public var plainText: String {
    switch self {
    case .text(let text): text
    case .period(let period): "\(period)"
    case .number(_, let exact?): "\(exact)"
    case .number(let number, nil): "\(number)"
    case .missing: "–"
    }
  }
}

extension Observation {
  fileprivate var printedNumber: String {
    switch value {
    case .number(let number): "\(number)"
    case .range(let low, let high): "\(low)–\(high)"
    case .missing(let reason): "missing (\(reason.rawValue))"
    }
  }
}
