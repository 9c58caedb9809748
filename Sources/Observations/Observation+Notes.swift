extension Observation {
  /// The further dimensions of its table, which stand among the notes as `age=Y15-64`, in their order.
  public var components: [(name: String, value: String)] {
    notes.compactMap { note in
      guard let sign = note.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let (name, value) = (note[..<sign], note[note.index(after: sign)...])
      // Free text may hold a sign of equality; a dimension has no spaces around it.
      guard let first = name.last, let second = value.first, first != " ", second != " " else { return nil }
      return (String(name), String(value))
    }
  }

  /// What the office says about it besides its status, as codes of SDMX or Eurostat: `b` for a break in the series.
  public var flags: [Substring] {
    notes.compactMap { $0.hasPrefix("flag ") ? $0.dropFirst(5) : nil }
  }

  /// Whether the series breaks before it, so that it does not compare with earlier figures.
  public var isBreak: Bool { flags.contains { $0 == "b" || $0 == "B" } }

  /// The sector directly above, where the table says so by indenting.
  public var sectorParent: Substring? {
    notes.lazy.compactMap { $0.hasPrefix("sector within ") ? $0.dropFirst(14) : nil }.first
  }

  /// The code of the sector in its classification, where the sector has a name besides.
  public var sectorCode: Substring? {
    notes.lazy.compactMap { $0.hasPrefix("sector code ") ? $0.dropFirst(12) : nil }.first
  }
}
