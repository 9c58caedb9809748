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
    /// The mark behind the period, `p` in `2023p`.
    var mark: FigureMark?
    /// What the header names where headers are regions or the like.
    var across: (role: TableMapping.Role, text: String)?
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
      return header.measures.compactMap { column, measure, headed in
        var period: TimePeriod?
        if let headed {
          guard let rolledUp = mapping.rolledUp(headed.period) else { return nil }
          period = rolledUp
        }
        return ValueColumn(
          column: column, period: period, measure: measure.measure, unit: measure.unit ?? unit(in: column),
          sector: measure.sector, mark: headed?.mark)
      }
    }
    if let role = mapping.across {
      return header.across.map { column in
        let (name, found) = (header.names[column], unit(in: column))
        guard role == .measure else { return ValueColumn(column: column, unit: found, across: (role, name)) }
        return ValueColumn(column: column, measure: found == nil ? name : nameAndUnit(name).name, unit: found)
      }
    }
    switch header.layout {
    case .wide where !header.periods.isEmpty:
      return header.periods.compactMap { column, headed in
        mapping.rolledUp(headed.period).map { ValueColumn(column: column, period: $0, mark: headed.mark) }
      }
    case .wide: return header.parts.map { ValueColumn(column: $0.column, part: $0.part) }
    case .tidy: return header.roles[.value].map { [ValueColumn(column: $0, unit: unit(in: $0))] } ?? []
    }
  }
}
