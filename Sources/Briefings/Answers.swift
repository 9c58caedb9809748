import Analytics
import Diagnostics
import Synchronization

/// The answers given lately, so that what does not depend on the briefing is found once for a batch.
///
/// What is remembered is bounded and changes no answer.
final class Answers: Sendable {
  /// A question and where it stands, which messages about it name.
  struct Question: Hashable, Sendable {
    var query: Query
    var origin: Origin?
  }

  /// Two generations, of which the older goes when the younger has grown enough.
  private struct Memory {
    var young: [Question: QueryResult] = [:]
    var old: [Question: QueryResult] = [:]
    /// Of the younger generation, in identifiers.
    var size = 0
  }

  /// How many identifiers of observations a generation may hold.
  private static let limit = 50_000

  private let memory = Mutex(Memory())

  func answer(_ question: Question, make: () -> QueryResult) -> QueryResult {
    let known = memory.withLock { memory -> QueryResult? in
      if let found = memory.young[question] { return found }
      guard let found = memory.old[question] else { return nil }
      memory.young[question] = found
      memory.size += found.size
      return found
    }
    if let known { return known }
    let result = make()
    let size = result.size
    guard size <= Self.limit / 2 else { return result }
    memory.withLock { memory in
      if memory.size + size > Self.limit {
        (memory.old, memory.young, memory.size) = (memory.young, [:], 0)
      }
      memory.young[question] = result
      memory.size += size
    }
    return result
  }
}

extension QueryResult {
  /// About how many identifiers it holds.
  fileprivate var size: Int {
    table.rows.reduce(16) { size, row in
      size + row.cells.count + row.derivation.observations.count
        + row.derivation.comparands.reduce(0) { $0 + $1.observations.count }
    }
  }
}
