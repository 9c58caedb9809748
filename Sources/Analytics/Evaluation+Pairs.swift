import Observations

/// What a column leaves out, and why.
struct LeftOut {
  enum Reason: Hashable {
    /// Members that are not known at both times.
    case unmatched
    /// A break or an outlier between the two times.
    case anomaly
  }

  var reason: Reason
  var column: String
  /// Names of members, or of what is unusual, in the order met.
  var names: [String] = []
  var rows: [Int] = []
}

/// The same figure at two times, over the members that are known at both.
struct Pair {
  var now: Group
  var then: Group
  /// How many of how many members are compared; nil where all are.
  var matched: (members: Int, of: Int)?

  /// A formula with how many members it is applied to.
  func formula(_ formula: Formula) -> Formula {
    matched.map { .matched(formula, members: $0.members, of: $0.of) } ?? formula
  }
}

extension Evaluation {
  /// A group and the one figure to compare it with, over the members known at both times; nil where there is none, or
  /// where a break or an outlier lies between them.
  mutating func pair(_ group: Group, _ found: [Group], _ column: String) -> Pair? {
    guard let then = match(found, column), let pair = matched(group, then, column) else { return nil }
    return isUnbroken(pair.now, pair.then, column) ? pair : nil
  }

  /// Two groups over the members that both have a value of.
  private mutating func matched(_ now: Group, _ then: Group, _ column: String) -> Pair? {
    // A statistic that picks or counts is about whatever there is; one over several periods has no members.
    guard query.aggregate != .none, query.aggregate != .count, !query.aggregate.picks, now.period != nil,
      then.period != nil, now.rows.count > 1 || then.rows.count > 1
    else { return Pair(now: now, then: then) }
    func members(_ rows: [Int]) -> Set<Member> {
      Set(rows.filter { index.observations[$0].number != nil }.map { member($0) })
    }
    let (a, b) = (members(now.rows), members(then.rows))
    let common = a.intersection(b)
    let all = Set((now.rows + then.rows).map { member($0) })
    if common.count == all.count { return Pair(now: now, then: then) }
    guard !common.isEmpty else { return nil }
    var dropped: [String] = []
    for row in (now.rows + then.rows).sorted() where !common.contains(member(row)) {
      let o = index.observations[row]
      let name = [o.region, o.sector].filter { !$0.isEmpty }.joined(separator: ", ")
      if !dropped.contains(name) { dropped.append(name) }
    }
    leaveOut(dropped, because: .unmatched, from: column)
    guard case .success(var first) = statistic(of: now.rows.filter { common.contains(member($0)) }),
      case .success(let second) = statistic(of: then.rows.filter { common.contains(member($0)) })
    else { return nil }
    first.isHedged = now.isHedged
    return Pair(now: first, then: second, matched: (common.count, all.count))
  }

  /// What a group is made of: a figure of a region, a sector and further dimensions.
  private struct Member: Hashable {
    var place: Int32
    var sector: Int32
    var component: Int32
  }

  private func member(_ row: Int) -> Member {
    Member(
      place: index.place.codes[row], sector: index.column(.sector).codes[row], component: index.component.codes[row])
  }

  /// Whether nothing unusual lies between two groups; what does is kept to be told.
  private mutating func isUnbroken(_ now: Group, _ then: Group, _ column: String) -> Bool {
    guard !query.keepsBreaks, query.aggregate != .count else { return true }
    let found = index.anomalies(around: now.rows[0]).between(then.rows, now.rows, in: index)
    if found.isEmpty { return true }
    leaveOut(found.map { describe($0) }, because: .anomaly, from: column, rows: found.map(\.row))
    return false
  }

  mutating func leaveOut(_ names: [String], because reason: LeftOut.Reason, from column: String, rows: [Int] = []) {
    let position =
      leftOut.firstIndex { $0.reason == reason && $0.column == column }
      ?? {
        leftOut.append(LeftOut(reason: reason, column: column))
        return leftOut.count - 1
      }()
    for name in names where !leftOut[position].names.contains(name) { leftOut[position].names.append(name) }
    leftOut[position].rows += rows
  }

  /// Names what comparisons left out.
  mutating func tellWhatWasLeftOut() {
    for item in leftOut {
      switch item.reason {
      case .unmatched: note(Message.unmatched(item.names, column: item.column, at: mark()))
      case .anomaly: note(Message.anomalies(item.names, column: item.column, at: mark()))
      }
    }
  }

  /// A break or an outlier in a few words and its place.
  private func describe(_ found: Anomalies.Found) -> String {
    let o = index.observations[found.row]
    let about = [o.region, o.sector, o.period.map { "\($0)" } ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    let value = o.number.map { "\($0)" } ?? ""
    switch found.anomaly {
    case .brokenSeries: return "\(about) (a break in the series at \(o.origin))"
    case .spike(let usual), .jump(let usual):
      let before = index.observations[usual]
      return
        "\(about) (\(value) after \(before.number.map { "\($0)" } ?? "") in \(before.period.map { "\($0)" } ?? "") at \(o.origin))"
    case .exceedsWhole(let whole):
      let other = index.observations[whole]
      return "\(about) (\(value) is more than \(other.number.map { "\($0)" } ?? "") of \(other.region) at \(o.origin))"
    }
  }
}
