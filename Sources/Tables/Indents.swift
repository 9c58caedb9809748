import Notation

/// Which row of a table stands below which one by the spaces before its name.
struct Indents {
  /// The name of the row directly above in the hierarchy, by the line of the row.
  private(set) var parents: [Int: String] = [:]

  init() {}

  /// - Parameter column: the one with the names.
  init(_ rows: ArraySlice<CSVText.Record>, column: Int) {
    var open: [(depth: Int, name: String)] = []
    for row in rows where row.fields.count > column {
      let text = row.fields[column]
      // A wide space is as wide as two.
      let depth = text.prefix { $0.isWhitespace }.reduce(0) { $0 + ($1 == "\u{3000}" ? 2 : 1) }
      var name = trimmed(text)
      if let label = LabelMark(name) { name = label.name }
      guard !name.isEmpty else { continue }
      while let last = open.last, last.depth >= depth { open.removeLast() }
      if let last = open.last { parents[row.line] = last.name }
      open.append((depth, name))
    }
  }
}
