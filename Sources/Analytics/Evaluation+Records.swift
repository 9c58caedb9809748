import Observations

// Columns about the records of which figures are made.

extension Evaluation {
  private func records(in group: Group) -> Int { group.rows.reduce(0) { $0 + index.observations[$1].records } }

  func records(_ groups: [Group]) -> Compared {
    var compared = Compared("records", unit: "count", count: groups.count)
    for (i, group) in groups.enumerated() where group.complete != nil {
      let count = records(in: group)
      let comparand = Derivation.Comparand(
        column: "records", formula: .records, expression: "n", observations: identifiers(group.rows))
      set(&compared, i, Number(double: Double(count), exact: ExactDecimal(count)), comparand)
    }
    return compared
  }

  mutating func recordMean(_ groups: [Group]) -> Compared {
    let units = Set(groups.map(\.unit.code))
    var compared = Compared("record_mean", unit: units.count == 1 ? units.first ?? "" : "", count: groups.count)
    guard query.aggregate == .none || query.aggregate == .sum else {
      note(Message.noTotals(query.aggregate.name, column: "record_mean", at: mark()))
      return compared
    }
    for (i, group) in groups.enumerated() {
      guard let value = group.complete else { continue }
      let comparand = Derivation.Comparand(
        column: "record_mean", formula: .recordMean, expression: "x / n", observations: identifiers(group.rows))
      set(&compared, i, value / Double(records(in: group)), comparand)
    }
    return compared
  }
}
