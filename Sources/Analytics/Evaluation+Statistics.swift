import Diagnostics
import Observations

// Further statistics of the same groups, each in a column of its own.

extension Evaluation {
  /// A column for every further statistic that the query asks for.
  mutating func furtherStatistics(_ groups: [Group]) -> [Compared] {
    query.statistics.map { column(of: $0, groups) }
  }

  private mutating func column(of statistic: Query.Aggregate, _ groups: [Group]) -> Compared {
    // The same question with another statistic.
    var other = Evaluation(query: query, index: index, vocabulary: vocabulary, origin: origin)
    other.query.aggregate = statistic
    other.prepareWeights()
    var found: [Group?] = []
    var refusals: [Refusal] = []
    for group in groups {
      switch other.statistic(of: group.rows) {
      case .success(let group): found.append(group)
      case .failure(let refusal):
        refusals.append(refusal)
        found.append(nil)
      }
    }
    for diagnostic in other.diagnostics { note(diagnostic) }
    report(refusals, doing: statistic.name)
    // One unit for all, where they differ in their scale alone.
    let units = found.compactMap { $0?.unit }
    let unit = units.first.map { first in
      units.contains { $0.code != first.code } && units.allSatisfy { $0.base == first.base }
        ? index.commonUnit(of: units) : first
    }
    let isOne = unit.map { unit in units.allSatisfy { $0.base == unit.base } } ?? false
    var compared = Compared(statistic.column, unit: isOne ? unit?.code ?? "" : "", count: groups.count)
    for (i, group) in found.enumerated() {
      guard let group else { continue }
      let comparand = Derivation.Comparand(
        column: statistic.column, formula: group.formula, expression: "",
        observations: identifiers(group.rows + group.weightRows))
      switch group.value {
      case .number(let double, let exact):
        var number = Number(double: double, exact: exact)
        if isOne, let unit, unit.code != group.unit.code {
          let converted = exact?.converted(from: group.unit, to: unit)
          number = Number(
            double: converted?.double ?? double * (group.unit.factor.double / unit.factor.double), exact: converted)
        }
        set(&compared, i, number, comparand)
      case .missing(let reason): compared.cells[i] = .missing(reason)
      case .range: break
      }
    }
    return compared
  }

  /// 1 for the row with the largest cell of another column among the rows that differ only in some dimensions.
  mutating func rank(_ groups: [Group], over: [Query.Dimension], of column: Compared) -> Compared {
    var compared = Compared("rank", unit: "", count: groups.count)
    let over = over.isEmpty ? [comparedDimension(nil, for: "rank")].compactMap { $0 } : over
    guard !over.isEmpty else { return compared }
    for members in partitions(groups, overAnyOf: over) {
      let present = members.compactMap { i -> (group: Int, value: Double)? in
        guard case .number(let value, _) = column.cells[i] else { return nil }
        return (i, value)
      }
      setRanks(
        of: present, formula: .rankOf(column: column.column.name, over: over), members.map { groups[$0].rows[0] },
        in: &compared)
    }
    return compared
  }
}
