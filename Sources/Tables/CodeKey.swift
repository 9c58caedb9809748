/// How the codes of a row are packed into one number, which has as many bits for each as its column needs.
struct CodeKey {
  private(set) var shifts: [UInt32]
  private var widths: [UInt32]

  init(columns: Int) {
    // One bit is left, so that no key has all bits set.
    widths = Array(repeating: columns == 0 ? 0 : min(4, 31 / UInt32(columns)), count: columns)
    shifts = []
    placeColumns()
  }

  /// With room for so many codes in each column; nil where there are not enough bits.
  init?(cardinalities: [Int]) {
    self.init(columns: cardinalities.count)
    for (column, count) in cardinalities.enumerated() {
      while !fits(max(0, count - 1), column) { guard widen(column) else { return nil } }
    }
  }

  private mutating func placeColumns() {
    var shift: UInt32 = 0
    shifts = widths.map { width in
      defer { shift += width }
      return shift
    }
  }

  /// The code of a column.
  func code(_ key: UInt32, _ column: Int) -> Int { Int((key >> shifts[column]) & ((1 << widths[column]) - 1)) }

  /// The bits of a column.
  func mask(_ column: Int) -> UInt32 { ((1 << widths[column]) - 1) << shifts[column] }

  /// Whether the bits of a column hold a code.
  func fits(_ code: Int, _ column: Int) -> Bool { code < 1 << Int(widths[column]) }

  /// Gives a column one more bit.
  /// - Returns: false where there is none left.
  mutating func widen(_ column: Int) -> Bool {
    guard widths.reduce(0, +) < 31 else { return false }
    widths[column] += 1
    placeColumns()
    return true
  }

  /// The key of some codes.
  func key(_ codes: (Int) -> Int) -> UInt32 {
    shifts.indices.reduce(0) { $0 | UInt32(codes($1)) << shifts[$1] }
  }
}
