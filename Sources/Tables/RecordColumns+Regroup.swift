import Dispatch
import Synchronization

// Records added up by other keys: those of fewer, longer periods.

extension RecordColumns {
  /// How the codes of records become keys of figures.
  struct Grouping {
    /// For each column and each of its codes in the whole file, the code that the figures have.
    var codes: [[Int]]
    /// How many codes the figures have in each column.
    var cardinalities: [Int]
    var layout: CodeKey
  }

  /// The sums of the records by key. They are exact, so that neither the order of the records nor the number of workers
  /// changes anything.
  func regrouped(_ grouping: Grouping, workers: Int) throws(CellTable.Overflow) -> CellTable {
    let size = grouping.cardinalities.reduce(1) { product, count in
      let (next, overflow) = product.multipliedReportingOverflow(by: max(1, count))
      return overflow ? .max : next
    }
    let places = blocks.first { $0.count > $0.missing.count }?.places ?? 0
    let isPlain = blocks.allSatisfy { block in
      block.values.wide.isEmpty && block.eachPlaces.isEmpty
        && (block.places == places || block.count == block.missing.count)
    }
    // Sums of fewer than 2³¹ numbers of four bytes fit eight.
    if isPlain, size <= 1 << 18, blocks.reduce(0, { $0 + $1.count }) < 1 << 31 {
      let parts = inParallel(workers, start: DenseSums(size: size, grouping)) { block, sums in
        sums.add(block)
        return true
      }
      var table = CellTable()
      for part in parts.compactMap(\.self) { try part.move(to: &table, grouping, places: places) }
      return table
    }
    let parts = inParallel(workers, start: CellTable()) { block, table in
      (try? table.add(block, grouping)) != nil
    }
    var table = CellTable()
    for part in parts {
      guard let part else { throw CellTable.Overflow() }
      try table.merge(part) { $0 }
    }
    return table
  }

  /// Lets each worker take one block after another.
  /// - Returns: what each of them has added up; nil where a block could not be.
  private func inParallel<Sums: Sendable>(
    _ workers: Int, start: Sums, _ add: @Sendable (Block, inout Sums) -> Bool
  ) -> [Sums?] {
    let workers = max(1, min(workers, blocks.count))
    let next = Atomic<Int>(0)
    let found = Mutex([Sums?](repeating: nil, count: workers))
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      var sums = start
      while true {
        let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard i < blocks.count else { break }
        guard add(blocks[i], &sums) else { return }
      }
      found.withLock { $0[worker] = sums }
    }
    return found.withLock { $0 }
  }
}

extension RecordColumns.Grouping {
  /// For each code of a block in a column, what a function makes of the code that the figures have.
  func table<Number>(_ block: RecordColumns.Block, _ column: Int, _ number: (Int) -> Number) -> [Number] {
    let codes = codes[column]
    guard !block.translation.isEmpty else { return codes.map(number) }
    return block.translation[column].map { number(codes[$0]) }
  }
}

extension CellTable {
  /// Adds the records of a block one by one.
  fileprivate mutating func add(_ block: RecordColumns.Block, _ grouping: RecordColumns.Grouping) throws(Overflow) {
    let keys = block.codes.indices.map { column in
      grouping.table(block, column) { UInt32($0) << grouping.layout.shifts[column] }
    }
    var missing = block.missing[...]
    var run = 0
    for row in 0..<block.count {
      if run + 1 < block.runs.count, block.runs[run + 1].row == row { run += 1 }
      var found = RecordScan.Row(
        digits: block.values[row], line: block.runs[run].line + UInt32(row - block.runs[run].row),
        places: block.eachPlaces.isEmpty ? Int32(block.places) : Int32(block.eachPlaces[row]))
      for (column, codes) in block.codes.enumerated() { found.key |= keys[column][codes[row]] }
      if let next = missing.first, next.row == row {
        found.reasons = next.reasons
        missing.removeFirst()
      }
      try add(found, at: RecordScan.Position(block.chunk) << 32 | RecordScan.Position(found.line))
    }
  }
}

/// Sums for all keys that there can be, each in a place of its own.
private struct DenseSums {
  struct Sum {
    var sum: Int64 = 0
    var count: UInt32 = 0
    /// The first of its rows, in the block where it was met first.
    var row: UInt32 = 0
  }

  private var sums: [Sum]
  /// The block of each sum's first row, and where that row stands.
  private var first: [RecordScan.Position]
  private var missing: [Int: CellTable.Missing] = [:]
  /// Sums that were begun in the present block.
  private var begun: [Int] = []
  private let grouping: RecordColumns.Grouping
  private let strides: [Int]

  init(size: Int, _ grouping: RecordColumns.Grouping) {
    self.grouping = grouping
    sums = Array(repeating: Sum(), count: size)
    first = Array(repeating: .max, count: size)
    var stride = 1
    strides = grouping.cardinalities.map { count in
      defer { stride *= max(1, count) }
      return stride
    }
  }

  /// Adds the records of a block, the block being behind all those added before.
  mutating func add(_ block: RecordColumns.Block) {
    let tables = block.codes.indices.map { column in
      grouping.table(block, column) { UInt32(truncatingIfNeeded: $0 * strides[column]) }
    }
    // The places of the sums of some rows.
    var places = [UInt32](repeating: 0, count: 1 << 12)
    for start in stride(from: 0, to: block.count, by: places.count) {
      let rows = start..<min(start + places.count, block.count)
      for (column, codes) in block.codes.enumerated() {
        if codes.wide.isEmpty {
          Self.look(up: codes.narrow, rows, in: tables[column], adding: column > 0, to: &places)
        } else {
          Self.look(up: codes.wide, rows, in: tables[column], adding: column > 0, to: &places)
        }
      }
      Self.add(block.values.narrow, rows, at: places, to: &sums, &first, &begun)
    }
    for i in begun { first[i] = block.position(Int(sums[i].row)) }
    begun.removeAll(keepingCapacity: true)
    for (row, reasons) in block.missing {
      var i = 0
      for (column, codes) in block.codes.enumerated() { i += Int(tables[column][codes[row]]) }
      // It was counted with a value of nothing.
      sums[i].count -= 1
      missing[i, default: CellTable.Missing()].count += reasons == RecordScan.Row.unusable ? 0 : 1
      missing[i, default: CellTable.Missing()].reasons |= reasons & ~RecordScan.Row.unusable
    }
  }

  @inline(__always)
  private static func look<Code: UnsignedInteger & FixedWidthInteger>(
    up codes: [Code], _ rows: Range<Int>, in table: [UInt32], adding: Bool, to places: inout [UInt32]
  ) {
    let (codes, table) = (codes.span, table.span)
    var places = places.mutableSpan
    // Codes are positions in the texts that the table was made of.
    if !adding {
      for i in 0..<rows.count {
        let code = Int(truncatingIfNeeded: unsafe codes[unchecked: rows.lowerBound &+ i])
        unsafe places[unchecked: i] = table[code]
      }
    } else {
      for i in 0..<rows.count {
        let code = Int(truncatingIfNeeded: unsafe codes[unchecked: rows.lowerBound &+ i])
        unsafe places[unchecked: i] &+= table[code]
      }
    }
  }

  @inline(__always)
  private static func add(
    _ values: [Int32], _ rows: Range<Int>, at places: [UInt32], to sums: inout [Sum],
    _ first: inout [RecordScan.Position], _ begun: inout [Int]
  ) {
    var sums = sums.mutableSpan
    let (values, places) = (values.span, places.span)
    for i in 0..<rows.count {
      let row = rows.lowerBound &+ i
      let place = Int(unsafe places[unchecked: i])
      var sum = sums[place]
      if sum.count == 0, first[place] == .max {
        begun.append(place)
        first[place] = 0
        sum.row = UInt32(truncatingIfNeeded: row)
      }
      sum.sum &+= Int64(unsafe values[unchecked: row])
      sum.count &+= 1
      sums[place] = sum
    }
  }

  /// Adds the sums to a table.
  func move(to table: inout CellTable, _ grouping: RecordColumns.Grouping, places: Int) throws(CellTable.Overflow) {
    for (i, sum) in sums.enumerated() where first[i] != .max {
      let key = grouping.layout.key { i / strides[$0] % max(1, grouping.cardinalities[$0]) }
      let cell = table.place(of: key, atEarliest: first[i])
      if sum.count > 0 { try table.add(sum.sum, places: places, written: places, count: sum.count, to: cell) }
      if let missing = missing[i], missing.count > 0 { table.add(missing, to: cell) }
    }
  }
}
