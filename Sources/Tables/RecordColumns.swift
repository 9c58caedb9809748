/// The records of a table in columns: for each dimension the numbers of its texts, and the values as whole numbers.
///
/// What one chunk of the file holds is a block, with codes of one or two bytes and values of four or eight, whichever is
/// enough. Ten million records of three dimensions take seventy megabytes.
struct RecordColumns {
  /// In the order of the file.
  private(set) var blocks: [Block] = []
  /// The rows of the chunk that is being read.
  private var rows: [RecordScan.Row] = []

  struct Block {
    /// The number of the chunk.
    var chunk: Int
    var codes: [Codes]
    /// For each column the numbers of its texts in the whole file; empty where the codes are these.
    var translation: [[Int]] = []
    var values: Values
    /// Decimal places of all values.
    var places: Int
    /// Those of each value, where they differ.
    var eachPlaces: [UInt8] = []
    /// Where lines that follow each other begin: a row, and its line in the chunk.
    var runs: [(row: Int, line: UInt32)] = []
    /// Rows without a number, and why, as in `CellTable.Missing`.
    var missing: [(row: Int, reasons: UInt8)] = []

    var count: Int { values.narrow.count + values.wide.count }
  }

  /// A column of codes; the narrow ones are empty where there are wide ones.
  struct Codes {
    var narrow: [UInt8] = []
    var wide: [UInt16] = []

    subscript(row: Int) -> Int { wide.isEmpty ? Int(narrow[row]) : Int(wide[row]) }
  }

  /// The values without their decimal point; the narrow ones are empty where there are wide ones.
  struct Values {
    var narrow: [Int32] = []
    var wide: [Int64] = []

    subscript(row: Int) -> Int64 { wide.isEmpty ? Int64(narrow[row]) : wide[row] }
  }

  // MARK: While a file is read

  mutating func add(_ more: some Collection<RecordScan.Row>) { rows.append(contentsOf: more) }

  /// Gives the rows of the present chunk other keys.
  mutating func rewrite(_ key: (UInt32) -> UInt32) {
    for i in rows.indices { rows[i].key = key(rows[i].key) }
  }

  /// Makes a block of the rows of a chunk.
  mutating func close(chunk: Int, _ layout: CodeKey) throws(RecordScan.Obstacle) {
    guard !rows.isEmpty else { return }
    var block = Block(chunk: chunk, codes: [], values: Values(), places: 0)
    for column in layout.shifts.indices {
      let all = layout.mask(column) >> layout.shifts[column]
      let shift = layout.shifts[column]
      guard let highest = rows.lazy.map({ $0.key >> shift & all }).max(), highest <= UInt16.max else { throw .size }
      var codes = Codes()
      if highest <= UInt8.max {
        codes.narrow = rows.map { UInt8(truncatingIfNeeded: $0.key >> shift & all) }
      } else {
        codes.wide = rows.map { UInt16(truncatingIfNeeded: $0.key >> shift & all) }
      }
      block.codes.append(codes)
    }
    if rows.allSatisfy({ Int32(exactly: $0.digits) != nil }) {
      block.values.narrow = rows.map { Int32(truncatingIfNeeded: $0.digits) }
    } else {
      block.values.wide = rows.map(\.digits)
    }
    if let first = rows.first(where: { $0.reasons == 0 })?.places {
      block.places = Int(first)
      if rows.contains(where: { $0.places != first && $0.reasons == 0 }) {
        block.eachPlaces = rows.map { UInt8($0.places) }
      }
    }
    var next: UInt32?
    for (i, row) in rows.enumerated() {
      if row.line != next { block.runs.append((i, row.line)) }
      next = row.line &+ 1
      if row.reasons != 0 { block.missing.append((i, row.reasons)) }
    }
    blocks.append(block)
    rows.removeAll(keepingCapacity: true)
  }

  /// Adds what another scan holds, with the numbers that its texts have in this one.
  mutating func append(_ other: RecordColumns, translated: [[Int]]) {
    for var block in other.blocks {
      block.translation = translated
      blocks.append(block)
    }
    blocks.sort { $0.chunk < $1.chunk }
  }
}

extension RecordColumns.Block {
  /// Where a row stands in the file.
  func position(_ row: Int) -> RecordScan.Position {
    // The last run that does not begin behind it.
    var (low, high) = (0, runs.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if runs[middle].row <= row { low = middle } else { high = middle }
    }
    let line = runs[low].line + UInt32(row - runs[low].row)
    return RecordScan.Position(chunk) << 32 | RecordScan.Position(line)
  }
}
