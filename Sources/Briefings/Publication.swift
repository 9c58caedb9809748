import Notation
public import Observations

extension Report {
  /// When articles must have come out to be read: `published: 2024-05`, `published: {from: 2024-01, until: $period}`.
  public struct Publication: Hashable, Sendable {
    public var from: TimePeriod?
    public var until: TimePeriod?

    public init(from: TimePeriod? = nil, until: TimePeriod? = nil) {
      self.from = from
      self.until = until
    }

    /// Whether a day, month or year lies in it, or part of it does.
    public func contains(_ published: TimePeriod.Unit) -> Bool {
      if let start = from?.start, published.lastDay < start.firstDay { return false }
      if let until, published.firstDay > until.end.lastDay { return false }
      return true
    }
  }
}

extension Report {
  /// Whether another setting of this report reads the same files.
  public func readsSameSources(as other: Report) -> Bool {
    sources.elementsEqual(other.sources) { $0.pattern == $1.pattern && $0.published == $1.published }
  }
}

extension NodeReader {
  /// Reads the condition on when articles came out.
  mutating func publication(_ node: Node?) -> Report.Publication? {
    guard let node, !node.isNull else { return nil }
    if let text = node.scalarText {
      let period = period(text, node)
      return Report.Publication(from: period, until: period)
    }
    rejectUnknown(in: node, known: Report.publicationKeys, what: "“published”")
    func end(_ key: String) -> TimePeriod? { text(key, in: node).flatMap { period($0, node[key] ?? node) } }
    if node.mapping == nil { wrongKind(node, "published", wanted: "a period, or a mapping with “from” and “until”") }
    return Report.Publication(from: end("from"), until: end("until"))
  }

  private mutating func period(_ text: String, _ node: Node) -> TimePeriod? {
    let period = TimePeriod(text)
    if period == nil { problems.append(Message.badPeriod(text, node)) }
    return period
  }
}

extension TimePeriod.Unit {
  /// Ordinals in which every month has 31 days.
  fileprivate var firstDay: Int { (year * 12 + firstMonth) * 31 + (frequency == .daily ? day - 1 : 0) }
  fileprivate var lastDay: Int { (year * 12 + lastMonth) * 31 + (frequency == .daily ? day - 1 : 30) }
}
