import Observations

extension Evaluation {
  /// The share of each row in the figure for the region, or the sector, directly above it.
  mutating func shareOfParent(_ groups: [Group], _ hierarchy: Query.Comparison.Hierarchy) -> Compared {
    var compared = Compared("share", unit: "%", count: groups.count)
    guard [.none, .sum, .count].contains(query.aggregate) else {
      diagnostics.append(Message.noShareOf(query.aggregate.name, at: mark()))
      return compared
    }
    let tree = Tree(hierarchy, of: index)
    let parents = groups.map { group in tree.node(of: group.rows).flatMap { tree.parent(of: $0) } }
    if groups.contains(where: { tree.node(of: $0.rows) == nil }) {
      note(Message.wantsDimension(hierarchy.rawValue, column: "share", at: mark()))
    }
    let others = relatives(groups, tree)
    var refusals: [Refusal] = []
    for (i, group) in groups.enumerated() {
      let candidates = others.agreeing(with: i, at: group.period).filter { tree.node(of: $0.rows) == parents[i] }
      guard let parent = parents[i], let found = match(candidates, "share") else { continue }
      guard query.aggregate == .count || index.isAdditive(group.rows[0]) else {
        refusals.append(
          Refusal(
            reason: .notAdditive, first: index.observations[group.rows[0]], second: index.observations[found.rows[0]]))
        continue
      }
      let comparand = Derivation.Comparand(
        column: "share", formula: .share(of: [tree.value(of: parent)]), expression: "100 x / y",
        observations: identifiers(found.rows))
      set(&compared, i, share(of: group, in: found), comparand)
    }
    report(refusals, doing: "share")
    return compared
  }

  /// The sum of the parts of each row, and by how much it misses the value.
  mutating func gap(_ groups: [Group], _ hierarchy: Query.Comparison.Hierarchy) -> [Compared] {
    var parts = Compared("parts", unit: commonUnitCode(groups), count: groups.count)
    var gap = Compared("gap", unit: "%", count: groups.count)
    guard [.none, .sum].contains(query.aggregate) else {
      note(Message.noTotals(query.aggregate.name, column: "gap", at: mark()))
      return [parts, gap]
    }
    let tree = Tree(hierarchy, of: index)
    let others = relatives(groups, tree)
    var refusals: [Refusal] = []
    var missing: [Int] = []
    for (i, group) in groups.enumerated() {
      guard let whole = tree.node(of: group.rows) else { continue }
      let members = tree.topmost(others.agreeing(with: i, at: group.period), in: whole)
      let known = members.filter { $0.complete != nil }
      guard !known.isEmpty, let value = group.number(in: group.unit) else { continue }
      if let refusal = refusal(of: known.flatMap(\.rows).sorted(), for: .sum) {
        refusals.append(refusal)
        continue
      }
      guard let sum = total(known, in: group.unit) else { continue }
      for part in members where part.complete == nil { missing.append(part.rows[0]) }
      let comparand = Derivation.Comparand(
        column: "parts", formula: .sumOfParts(known.count, of: members.count), expression: "Σy",
        observations: identifiers(known.flatMap(\.rows)))
      set(&parts, i, sum, comparand)
      guard value.double != 0 else { continue }
      var relative = comparand
      (relative.column, relative.expression) = ("gap", "100 (Σy − x) / x")
      set(&gap, i, 100 * difference(sum, value).double / value.double, relative)
    }
    report(refusals, doing: "sum")
    if let first = missing.first {
      note(Message.missingParts(index.observations[first], others: missing.count - 1, at: mark()))
    }
    return [parts, gap]
  }

  /// Compares sums over all parts of a region or a sector with the total that the data hold for it.
  mutating func checkTotals(_ groups: [Group]) {
    guard query.aggregate == .sum else { return }
    for hierarchy in Query.Comparison.Hierarchy.allCases {
      let tree = Tree(hierarchy, of: index)
      let sums = groups.filter {
        $0.rows.count > 1 && $0.missingCount == 0 && $0.period != nil && tree.isSumOfParts($0.rows)
      }
      guard !sums.isEmpty else { continue }
      // The rows of the same measures by all that a total shares with its parts. The other hierarchy is fixed, or the
      // total would be that of a table.
      let fixed = hierarchy == .region ? index.column(.sector) : index.place
      let columns = [
        index.column(.measure), fixed, index.column(.period), index.standing, index.component, index.basis,
        index.change,
      ]
      let measures = Set(sums.map { Int(index.column(.measure).codes[$0.rows[0]]) }).sorted()
      let rows = measures.flatMap { index.measures[$0].rows }.filter { index.observations[$0].number != nil }
      let keys = Dictionary(zip(rows, index.packedKeys(rows, columns)), uniquingKeysWith: { first, _ in first })
      let related = Dictionary(grouping: rows) { keys[$0] ?? 0 }
      var gaps: [TotalGap] = []
      for sum in sums where sum.rows.allSatisfy({ keys[$0] == keys[sum.rows[0]] }) {
        if let gap = gapToTotal(sum, among: related[keys[sum.rows[0]] ?? 0] ?? [], tree) { gaps.append(gap) }
      }
      if let largest = gaps.max(by: { (abs($0.percent), $1.row) < (abs($1.percent), $0.row) }) {
        note(
          Message.gapToTotal(
            index.observations[largest.row], sum: largest.sum, percent: largest.percent, others: gaps.count - 1,
            at: mark()))
      }
    }
  }

  private struct TotalGap {
    var row: Int
    var sum: String
    var percent: Double
  }

  /// The published total that a sum should be, where it misses it by more than half a percent.
  private func gapToTotal(_ group: Group, among related: [Int], _ tree: Tree) -> TotalGap? {
    let nodes = Set(group.rows.map { tree.codes[$0] })
    guard let whole = tree.commonParent(of: nodes),
      // A choice of parts has no total to meet.
      !related.contains(where: { !nodes.contains(tree.codes[$0]) && tree.parent(of: tree.codes[$0]) == whole }),
      let row = related.first(where: { tree.codes[$0] == whole }),
      case .success(let total) = values(of: [row], mergingRepeats: false), let value = total.numbers.first,
      let sum = group.number(in: total.unit), value.double != 0
    else { return nil }
    let percent = 100 * (sum.double - value.double) / value.double
    guard abs(percent) > 0.5 else { return nil }
    return TotalGap(row: row, sum: sum.exact.map { "\($0)" } ?? "\(sum.double)", percent: percent)
  }

  /// The groups of other regions, or of other sectors, at the same periods.
  private mutating func relatives(_ groups: [Group], _ tree: Tree) -> Others {
    var filters = query.filters
    filters.periods = .only(Set(groups.compactMap(\.period)).sorted().compactMap { index.periods[Int($0)] })
    switch tree.hierarchy {
    case .region:
      (filters.regions, filters.within, filters.levels) = ([], [], [])
      return others(groups, filters, holding: [.region, .regionCode], splitting: index.place)
    case .sector:
      // A choice of sectors is one of parts, too, so that aggregates that cut across can be left out.
      if filters.sectors.count < 2 { filters.sectors = [] }
      return others(groups, filters, holding: [.sector], splitting: index.column(.sector))
    }
  }
}

/// The regions, or the sectors, of an index with what they are part of.
private struct Tree {
  let hierarchy: Query.Comparison.Hierarchy
  let codes: [Int32]
  private let containers: [[Int32]]
  private let names: [String]

  init(_ hierarchy: Query.Comparison.Hierarchy, of index: ObservationIndex) {
    self.hierarchy = hierarchy
    switch hierarchy {
    case .region:
      codes = index.place.codes
      containers = index.placeContainers
      names = index.places.map { $0.name.isEmpty ? $0.code : $0.name }
    case .sector:
      codes = index.column(.sector).codes
      containers = index.sectorContainers
      names = index.sectors.map { $0.name.isEmpty ? "all sectors" : $0.name }
    }
  }

  /// A node as a query names it.
  func value(of node: Int32) -> Query.DimensionValue {
    .init(hierarchy == .region ? .region : .sector, names[Int(node)])
  }

  /// The one node that rows are about.
  func node(of rows: [Int]) -> Int32? {
    let first = codes[rows[0]]
    return rows.allSatisfy { codes[$0] == first } ? first : nil
  }

  /// The innermost of the nodes around one.
  func parent(of node: Int32) -> Int32? {
    containers[Int(node)].max { a, b in
      let (x, y) = (containers[Int(a)].count, containers[Int(b)].count)
      return x != y ? x < y : a > b
    }
  }

  /// Whether rows are about several nodes with one parent.
  func isSumOfParts(_ rows: [Int]) -> Bool {
    let nodes = Set(rows.map { codes[$0] })
    return nodes.count > 1 && commonParent(of: nodes) != nil
  }

  /// The one parent that nodes have.
  func commonParent(of nodes: Set<Int32>) -> Int32? {
    guard let first = nodes.min(), let parent = parent(of: first) else { return nil }
    return nodes.allSatisfy { self.parent(of: $0) == parent } ? parent : nil
  }

  /// The groups of parts of a node that lie in no other of them.
  func topmost(_ groups: [Group], in whole: Int32) -> [Group] {
    let inside = groups.filter { node(of: $0.rows).map { containers[Int($0)].contains(whole) } ?? false }
    let nodes = Set(inside.map { codes[$0.rows[0]] })
    return inside.filter { group in
      let node = codes[group.rows[0]]
      // A city without its province is no part of the country.
      if hierarchy == .region, parent(of: node) != whole { return false }
      return !containers[Int(node)].contains { nodes.contains($0) }
    }
  }
}
