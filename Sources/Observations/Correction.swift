public import Diagnostics

/// What an analyst said about a figure that a program had read.
public struct Correction: Hashable, Sendable {
  /// The row of the corrections file: with the place of the figure, its second origin.
  public var origin: Origin
  /// The columns that read otherwise now; empty where the figure was accepted as it stood.
  public var changed: [String]
  public var note: String

  public init(origin: Origin, changed: [String] = [], note: String = "") {
    self.origin = origin
    self.changed = changed
    self.note = note
  }
}

extension Correction: CustomStringConvertible {
  /// `corrections.csv:3 changed unit: the source means yuan`
  public var description: String {
    let file = origin.file.split(separator: "/").last.map(String.init) ?? origin.file
    return "\(file):\(origin.line ?? 1) \(changed.isEmpty ? "accepted" : "changed \(changed.joined(separator: ", "))")"
      + (note.isEmpty ? "" : ": \(note)")
  }
}
