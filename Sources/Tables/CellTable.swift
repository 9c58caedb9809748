/// Sums by key: what the rows of a file that agree in all their codes add up to.
///
/// The cells that a row touches are small and stand together, so that they stay in the cache; what is asked of a cell only
/// once stands apart.
struct CellTable {
  /// The sum of the rows that have one key.
  struct Cell {
    /// In units of the table's last decimal place.
    var sum: Int64 = 0
    /// The codes of the row, packed; all bits set in an empty place.
    var key = UInt32.max
    /// Rows with a number.
    var count: UInt32 = 0
  }

  /// A number that does not fit 64 bits.
  struct Overflow: Error {}

  private(set) var cells = [Cell](repeating: Cell(), count: 4096)
  private var filled = 0
  /// Whether no number was added yet, so that the places of the sums are open.
  private var isEmpty = true
  /// 64 less the number of bits of a position.
  private var shift: UInt64 = 52
  /// Where the first of a cell's rows stands.
  private(set) var first = [RecordScan.Position](repeating: 0, count: 4096)
  /// Decimal places of the sums.
  private(set) var places = 0
  /// Most decimal places that a number of a cell is written with; empty while all numbers have as many as the sums.
  private var written: [UInt8] = []
  /// The rows without a number, by key.
  private(set) var missing: [UInt32: Missing] = [:]

  struct Missing {
    var count = 0
    /// A bit each in the order of `Observation.Missing.allCases`.
    var reasons: UInt8 = 0
  }

  /// Decimal places that the sum of a cell is written with.
  func places(of i: Int) -> Int { written.isEmpty ? places : Int(written[i]) }

  // MARK: Cells

  /// The place of a key, made if there is none.
  @inline(__always)
  mutating func place(of key: UInt32, at position: RecordScan.Position) -> Int {
    let mask = cells.count &- 1
    var i = home(key)
    while true {
      let found = cells[i].key
      if found == key { return i }
      if found == .max { return insert(key, position) }
      i = (i &+ 1) & mask
    }
  }

  /// The place of a key, one of whose rows stands at a position.
  mutating func place(of key: UInt32, atEarliest position: RecordScan.Position) -> Int {
    let i = place(of: key, at: position)
    first[i] = min(first[i], position)
    return i
  }

  /// Where a key is looked for first: the upper bits of a product, which all bits of the key reach.
  @inline(__always)
  private func home(_ key: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  @inline(never)
  private mutating func insert(_ key: UInt32, _ position: RecordScan.Position) -> Int {
    if 4 * (filled + 1) > 3 * cells.count { rebuild(count: 2 * cells.count) { $0 } }
    let i = free(key)
    cells[i].key = key
    first[i] = position
    filled += 1
    return i
  }

  private func free(_ key: UInt32) -> Int {
    var i = home(key)
    while cells[i].key != .max { i = (i + 1) & (cells.count - 1) }
    return i
  }

  /// Gives all cells new places, and other keys where these changed.
  mutating func rebuild(count: Int? = nil, _ key: (UInt32) -> UInt32) {
    let old = (cells: cells, first: first, written: written)
    let count = count ?? cells.count
    cells = Array(repeating: Cell(), count: count)
    first = Array(repeating: 0, count: count)
    if !written.isEmpty { written = Array(repeating: 0, count: count) }
    shift = UInt64(64 - count.trailingZeroBitCount)
    for (i, cell) in old.cells.enumerated() where cell.key != .max {
      let moved = free(key(cell.key))
      cells[moved] = cell
      cells[moved].key = key(cell.key)
      first[moved] = old.first[i]
      if !written.isEmpty { written[moved] = old.written[i] }
    }
    missing = Dictionary(uniqueKeysWithValues: missing.map { (key($0.key), $0.value) })
  }

  // MARK: Adding

  /// Adds a number, given without its decimal point, to a cell.
  @inline(__always)
  mutating func add(_ digits: Int64, places number: Int, to i: Int) throws(Overflow) {
    guard number == places, written.isEmpty, !isEmpty else { return try addUnlike(digits, number, i) }
    let (sum, overflow) = cells[i].sum.addingReportingOverflow(digits)
    if overflow { throw Overflow() }
    cells[i].sum = sum
    cells[i].count &+= 1
  }

  @inline(never)
  private mutating func addUnlike(_ digits: Int64, _ number: Int, _ i: Int) throws(Overflow) {
    try add(digits, places: number, written: number, count: 1, to: i)
  }

  /// Adds the sum of so many numbers with at most so many decimal places written.
  mutating func add(_ digits: Int64, places number: Int, written most: Int, count: UInt32, to i: Int) throws(Overflow) {
    if isEmpty {
      isEmpty = false
      places = number
    }
    if written.isEmpty, number != places || most != places {
      // Cells without a number have none written.
      written = cells.map { $0.count > 0 ? UInt8(places) : 0 }
    }
    if number > places {
      for i in cells.indices { cells[i].sum = try Self.scaled(cells[i].sum, by: number - places) }
      places = number
    }
    let (sum, overflow) = cells[i].sum.addingReportingOverflow(try Self.scaled(digits, by: places - number))
    if overflow { throw Overflow() }
    cells[i].sum = sum
    cells[i].count += count
    if !written.isEmpty { written[i] = max(written[i], UInt8(most)) }
  }

  /// Adds a row with a number or without one.
  mutating func add(_ row: RecordScan.Row, at position: RecordScan.Position) throws(Overflow) {
    let i = place(of: row.key, at: position)
    switch row.reasons {
    case 0: try add(row.digits, places: Int(row.places), to: i)
    case RecordScan.Row.unusable: break
    default: add(Missing(count: 1, reasons: row.reasons), to: i)
    }
  }

  /// Takes note of rows without a number.
  mutating func add(_ more: Missing, to i: Int) {
    missing[cells[i].key, default: Missing()].count += more.count
    missing[cells[i].key, default: Missing()].reasons |= more.reasons
  }

  private static func scaled(_ number: Int64, by power: Int) throws(Overflow) -> Int64 {
    guard number != 0 else { return 0 }
    var number = number
    for _ in 0..<power {
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      if overflow { throw Overflow() }
      number = product
    }
    return number
  }

  /// Adds what another table holds, with its keys translated.
  mutating func merge(_ other: CellTable, _ translate: (UInt32) -> UInt32) throws(Overflow) {
    for (j, cell) in other.cells.enumerated() where cell.key != .max {
      let i = place(of: translate(cell.key), atEarliest: other.first[j])
      if cell.count > 0 {
        try add(cell.sum, places: other.places, written: other.places(of: j), count: cell.count, to: i)
      }
      if let more = other.missing[cell.key] { add(more, to: i) }
    }
  }

  /// The places of the cells in the order of their first rows.
  var inOrder: [Int] { cells.indices.filter { cells[$0].key != .max }.sorted { first[$0] < first[$1] } }
}
