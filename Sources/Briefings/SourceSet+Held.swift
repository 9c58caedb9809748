import Analytics
import Diagnostics
import Notation
import Observations
import OrderedCollections
import Synchronization
import Tables

/// What held records add up to over the periods that queries have asked for, made when one first asks.
final class HeldFigures: Sendable {
  struct Figures: Sendable {
    let index: ObservationIndex
    /// What was not told when the sources were read.
    let diagnostics: [Diagnostic]
    /// Position in `index.observations` by identifier.
    let positions: [String: Int]

    init(index: ObservationIndex, diagnostics: [Diagnostic]) {
      self.index = index
      self.diagnostics = diagnostics
      positions = index.positions
    }
  }

  private let found = Mutex<[TimePeriod.Unit.Frequency: Figures]>([:])

  func figures(
    _ frequency: TimePeriod.Unit.Frequency, make: () throws(DiagnosticError) -> Figures
  ) throws(DiagnosticError) -> Figures {
    if let known = found.withLock({ $0[frequency] }) { return known }
    let figures = try make()
    found.withLock { $0[frequency] = figures }
    return figures
  }

  /// Those made so far that have some identifiers, the longest periods first.
  func observations(_ ids: Set<String>) -> [Observation] {
    guard !ids.isEmpty else { return [] }
    var rest = ids
    return all.flatMap { figures in
      let here = rest.filter { figures.positions[$0] != nil }
      rest.subtract(here)
      return here.compactMap { figures.positions[$0] }.sorted().map { figures.index.observations[$0] }
    }
  }

  func observation(_ id: String) -> Observation? {
    for figures in all {
      if let position = figures.positions[id] { return figures.index.observations[position] }
    }
    return nil
  }

  private var all: [Figures] { found.withLock { found in found.sorted { $0.key < $1.key }.map(\.value) } }
}

extension SourceSet {
  /// The same sources as they were before a query was asked.
  public var unasked: SourceSet {
    var copy = self
    copy.heldFigures = HeldFigures()
    copy.answers = Answers()
    return copy
  }

  /// The figures of all sources, those of held records over periods of a frequency.
  /// - Throws: that no table holds records, or that those of one are not of such periods.
  func figures(
    _ frequency: TimePeriod.Unit.Frequency, askedAt node: Node
  ) throws(DiagnosticError) -> (ObservationIndex, [Diagnostic]) {
    guard !held.isEmpty else { throw DiagnosticError(Message.nothingHeld(node)) }
    let figures = try heldFigures.figures(frequency) { () throws(DiagnosticError) in
      var observations = unheld
      var problems: [Diagnostic] = []
      for (path, records) in held {
        guard let result = records.figures(frequency: frequency) else {
          throw DiagnosticError(Message.otherPeriods(node, path))
        }
        observations += result.observations
        problems += result.diagnostics.filter { !diagnostics.contains($0) }
      }
      if problems.hasErrors { throw DiagnosticError(problems) }
      return HeldFigures.Figures(
        index: ObservationIndex(observations, vocabulary: vocabulary), diagnostics: problems)
    }
    return (figures.index, figures.diagnostics)
  }
}

extension ObservationIndex {
  /// The position of the first observation with each identifier.
  var positions: [String: Int] {
    var positions: [String: Int] = [:]
    positions.reserveCapacity(observations.count)
    positions.merge(observations.lazy.enumerated().map { ($0.element.id, $0.offset) }) { first, _ in first }
    return positions
  }
}
