import Observations
import OrderedCollections

// The columns that hold values.

extension TableReader {
  /// A column with values, and what its header says about them.
  struct ValueColumn {
    var column: Int
    var period: TimePeriod?
    /// The part of the year that each row names.
    var part: PeriodText?
    var measure: String?
    var unit: String?
    var sector: String?
  }

  static func valueColumns(_ header: Header, _ mapping: TableMapping, _ vocabulary: Vocabulary) -> [ValueColumn] {
    /// `Output (EUR)`: the unit, where the vocabulary knows it and nothing else says one.
    func unit(in column: Int) -> String? {
      guard header.roles[.unit] == nil, mapping.constants[.unit] == nil,
        let text = nameAndUnit(header.names[column]).unit
      else { return nil }
      let folded = text.lowercased()
      let isKnown = vocabulary.units.values.contains { unit in
        unit.code == text || unit.aliases.contains { $0.lowercased() == folded }
      }
      return isKnown ? text : nil
    }
    if !header.measures.isEmpty {
      return header.measures.map { column, measure in
        ValueColumn(
          column: column, measure: measure.measure, unit: measure.unit ?? unit(in: column),
          sector: measure.sector)
      }
    }
    switch header.layout {
    case .wide where !header.periods.isEmpty:
      return header.periods.compactMap { column, period in
        mapping.rolledUp(period).map { ValueColumn(column: column, period: $0) }
      }
    case .wide: return header.parts.map { ValueColumn(column: $0.column, part: $0.part) }
    case .tidy: return header.roles[.value].map { [ValueColumn(column: $0, unit: unit(in: $0))] } ?? []
    }
  }
}
