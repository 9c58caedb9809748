import Diagnostics
import Notation
import Observations

/// Reads the rows of one part of a large tidy file after another and adds them up by their codes.
///
/// Plain rows are read eight bytes at a time. A row with anything else in it goes through the same steps as in
/// `TableReader`, one row at a time; what even these cannot settle is an obstacle, and the file is read the ordinary way.
struct RecordScan {
  /// A chunk in the upper half and a line in it, counted from 0, in the lower half: ordered like the lines of the file.
  typealias Position = UInt64

  /// Something that only the ordinary reader can deal with.
  enum Obstacle: Error {
    /// Quotes that hold a line break, a lone carriage return, a line too long for the buffer, bytes that are no UTF-8.
    case text
    /// A comma in a number may be a decimal sign.
    case decimal
    /// Numbers, sums or codes do not fit their places.
    case size
    /// The file cannot be read any more.
    case file
  }

  /// A row whose value cannot be used.
  struct Reject {
    var position: Position
    var fields: [String]
  }

  /// Rows of one kind that cannot be used: the first ones and their number.
  struct Rejects {
    private(set) var first: [Reject] = []
    private(set) var count = 0

    mutating func add(_ position: Position, _ fields: @autoclosure () -> [String]) {
      count += 1
      if first.count < Problems.limit { first.append(Reject(position: position, fields: fields())) }
    }

    mutating func merge(_ other: Rejects) {
      count += other.count
      first = Array((first + other.first).sorted { $0.position < $1.position }.prefix(Problems.limit))
    }
  }

  let plan: ScanPlan
  var book: Codebook
  var table = CellTable()
  /// The records themselves, where they are held rather than added up.
  var columns: RecordColumns?
  private(set) var ragged = Rejects()
  private(set) var badPeriods = Rejects()
  private(set) var badStatuses = Rejects()
  private(set) var badNumbers = Rejects()
  /// Rows of full length that fit the conditions.
  private(set) var selected = 0
  /// Keys of rows that have no cell.
  var strayKeys: Set<UInt32> = []
  private var evidence = NumberHabit.Evidence()
  private var position: Position = 0
  /// The codes of the row that is being read, and the marks of all of them.
  private var key: UInt32 = 0
  private var marks: Codebook.Code = 0
  /// How the codes are packed.
  var layout: CodeKey
  /// Rows that are read but not yet added: many at once wait together for the cells that are not in the cache.
  private var pending: [Row]
  private var pendingCount = 0

  /// What a row says.
  struct Row {
    var digits: Int64 = 0
    var key: UInt32 = 0
    /// In the chunk.
    var line: UInt32 = 0
    var places: Int32 = 0
    /// Why it has no number, as in `CellTable.Missing`; 0 for one that has.
    var reasons: UInt8 = 0

    /// The reason of a row that only names its dimensions, since its value cannot be used.
    static let unusable: UInt8 = 1 << 7
  }

  init(_ plan: ScanPlan, holds: Bool) {
    self.plan = plan
    columns = holds ? RecordColumns() : nil
    book = Codebook(columns: plan.coded.count)
    layout = CodeKey(columns: plan.coded.count)
    pending = Array(repeating: Row(), count: 256)
  }

  // MARK: Lines

  /// Reads the lines of a chunk that start before an end, and returns how many these are.
  mutating func read(
    _ bytes: borrowing RawSpan, lines: Range<Int>, available: Int, isLast: Bool, chunk: Int
  ) throws(Obstacle) -> Int {
    var p = lines.lowerBound
    var count = 0
    while p < lines.upperBound {
      position = Position(chunk) << 32 | Position(count)
      p = try line(bytes, from: p)
      count += 1
    }
    try addPending()
    try columns?.close(chunk: chunk, layout)
    // The line feed behind the available bytes is not the file's.
    if p > available, !isLast { throw .text }
    return count
  }

  /// Reads the line at a place, and returns where the next one begins.
  @inline(__always)
  private mutating func line(_ bytes: borrowing RawSpan, from start: Int) throws(Obstacle) -> Int {
    var p = start
    key = 0
    marks = 0
    var digits: Int64 = 0
    var places = 0
    var field = 0
    let last = plan.columns.count &- 1
    while true {
      let column = plan.columns[field]
      let end: Int
      switch column.kind {
      case .value: end = number(bytes, p, &digits, &places)
      case .code: end = try code(bytes, p, column)
      case .ignored: end = ignored(bytes, p)
      }
      guard end >= 0 else { return try oddLine(bytes, from: start) }
      p = end
      if field == last { break }
      guard bytes.byte(at: p) == plan.delimiter else { return try oddLine(bytes, from: start) }
      p &+= 1
      field &+= 1
    }
    switch bytes.byte(at: p) {
    case UInt8(ascii: "\n"): p &+= 1
    case UInt8(ascii: "\r") where bytes.byte(at: p &+ 1) == UInt8(ascii: "\n"): p &+= 2
    default: return try oddLine(bytes, from: start)
    }
    if marks != 0 {
      guard marks & Codebook.excluded == 0 else { return p }
      return try oddLine(bytes, from: start)
    }
    selected &+= 1
    pending[pendingCount] = Row(
      digits: digits, key: key, line: UInt32(truncatingIfNeeded: position),
      places: Int32(truncatingIfNeeded: places))
    pendingCount &+= 1
    if pendingCount == pending.count { try addPending() }
    return p
  }

  private mutating func addPending() throws(Obstacle) {
    if columns != nil {
      columns?.add(pending[..<pendingCount])
      pendingCount = 0
      return
    }
    let chunk = position & ~0xFFFF_FFFF
    do throws(CellTable.Overflow) {
      for i in 0..<pendingCount {
        let row = pending[i]
        let cell = table.place(of: row.key, at: chunk | Position(row.line))
        try table.add(row.digits, places: Int(row.places), to: cell)
      }
    } catch { throw .size }
    pendingCount = 0
  }

  // MARK: Fields

  /// Reads digits with at most one point; returns where they end, or -1 for anything else.
  @inline(__always)
  private func number(_ bytes: borrowing RawSpan, _ start: Int, _ number: inout Int64, _ places: inout Int) -> Int {
    var p = start
    let isNegative = bytes.byte(at: p) == UInt8(ascii: "-")
    if isNegative { p &+= 1 }
    let first = p
    var value: Int64 = 0
    var digit = bytes.byte(at: p) &- 48
    while digit < 10 {
      value = value &* 10 &+ Int64(digit)
      p &+= 1
      digit = bytes.byte(at: p) &- 48
    }
    var count = p &- first
    places = 0
    if bytes.byte(at: p) == UInt8(ascii: ".") {
      p &+= 1
      let decimals = p
      digit = bytes.byte(at: p) &- 48
      while digit < 10 {
        value = value &* 10 &+ Int64(digit)
        p &+= 1
        digit = bytes.byte(at: p) &- 48
      }
      places = p &- decimals
      count &+= places
    }
    guard count > 0, count <= 18 else { return -1 }
    number = isNegative ? 0 &- value : value
    return p
  }

  /// Reads a field into the key of the row; returns where it ends, or -1 for quotes that are not plain.
  @inline(__always)
  private mutating func code(_ bytes: borrowing RawSpan, _ start: Int, _ column: ScanPlan.Column) throws(Obstacle)
    -> Int
  {
    var p = start
    let isQuoted = bytes.byte(at: p) == UInt8(ascii: "\"")
    if isQuoted { p &+= 1 }
    let first = p
    let sign = isQuoted ? ScanPlan.repeated(UInt8(ascii: "\"")) : plan.delimiterWord
    var hash = column.seed
    while true {
      let word = bytes.word(at: p)
      let stops = ScanPlan.stops(word, sign)
      guard stops == 0 else {
        let count = stops.trailingZeroBitCount >> 3
        hash = Codebook.mix(hash, word & firstBytes(count))
        p &+= count
        break
      }
      hash = Codebook.mix(hash, word)
      p &+= 8
    }
    let length = p &- first
    if isQuoted {
      // Two quotes stand for one; after the closing one nothing else may stand.
      guard bytes.byte(at: p) == UInt8(ascii: "\"") else { return -1 }
      p &+= 1
      let next = bytes.byte(at: p)
      guard next == plan.delimiter || next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") else { return -1 }
    }
    let code: Codebook.Code
    if let known = book.code(hash: hash, bytes, at: first, length: length) {
      code = known
    } else {
      // Its code may need another bit, and the key so far is made with the old ones.
      return -1
    }
    marks |= code
    key |= UInt32(truncatingIfNeeded: code & Codebook.number) &<< layout.shifts[column.index]
    marks &= ~Codebook.number
    return p
  }

  private mutating func code(of text: String, _ column: Int) throws(Obstacle) -> Codebook.Code {
    if let known = book.code(of: text, column: column) { return known }
    return try insert(text, column)
  }

  private mutating func insert(_ text: String, _ column: Int) throws(Obstacle) -> Codebook.Code {
    let marks = plan.marks(of: text, column: column)
    var code: Codebook.Code
    if marks == 0, let period = plan.longerPeriod(of: text, column: column) {
      // Dates of one period share its code.
      if let known = book.texts[column].firstIndex(of: period) {
        code = Codebook.Code(known)
      } else {
        code = try newCode(column)
        book.append(period, column: column)
      }
    } else {
      code = try newCode(column) | marks
      book.append(text, column: column)
    }
    book.insert(text, column: column, as: code)
    return code
  }

  /// The number of the next text of a column, for which there is room in the keys.
  private mutating func newCode(_ column: Int) throws(Obstacle) -> Codebook.Code {
    let code = book.texts[column].count
    if !layout.fits(code, column) {
      try addPending()
      let old = layout
      guard code < Codebook.number, layout.widen(column) else { throw .size }
      let new = layout
      func widened(_ key: UInt32) -> UInt32 { new.key { old.code(key, $0) } }
      table.rebuild(widened)
      columns?.rewrite(widened)
      strayKeys = Set(strayKeys.map(widened))
    }
    return Codebook.Code(code)
  }

  /// Passes over a field; returns where it ends, or -1 for quotes and for bytes that are no UTF-8.
  @inline(__always)
  private func ignored(_ bytes: borrowing RawSpan, _ start: Int) -> Int {
    var p = start
    guard bytes.byte(at: p) != UInt8(ascii: "\"") else { return -1 }
    var letters: UInt64 = 0
    while true {
      let word = bytes.word(at: p)
      let stops = ScanPlan.stops(word, plan.delimiterWord)
      guard stops == 0 else {
        let count = stops.trailingZeroBitCount >> 3
        letters |= word & firstBytes(count)
        p &+= count
        break
      }
      letters |= word
      p &+= 8
    }
    if letters & 0x8080_8080_8080_8080 != 0, text(bytes, start..<p) == nil { return -1 }
    return p
  }

  private func text(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> String? {
    String(validating: range.map { bytes.byte(at: $0) }, as: UTF8.self)
  }

  // MARK: Odd lines

  /// Reads a line as the ordinary reader does.
  @inline(never)
  private mutating func oddLine(_ bytes: borrowing RawSpan, from start: Int) throws(Obstacle) -> Int {
    var end = start
    while bytes.byte(at: end) != UInt8(ascii: "\n") { end += 1 }
    guard let text = text(bytes, start..<end) else { throw .text }
    let records: [CSVText.Record]
    do throws(DiagnosticError) {
      records = try parseCSV(SourceText(name: "", text: text + "\n"), delimiter: plan.delimiter).records
    } catch { throw .text }
    guard records.count <= 1 else { throw .text }
    if let record = records.first { try oddRow(record.fields) }
    return end + 1
  }

  /// Reads a row as the ordinary reader does, its texts for the first time perhaps.
  private mutating func oddRow(_ fields: [String]) throws(Obstacle) {
    let width = plan.columns.count
    guard fields.count >= width, fields[width...].allSatisfy({ trimmed($0).isEmpty }) else {
      ragged.add(position, fields)
      return
    }
    guard fields.contains(where: { !trimmed($0).isEmpty }) else { return }
    marks = 0
    var codes: [Int] = []
    for (column, field) in plan.coded.enumerated() {
      let code = try self.code(of: fields[field], column)
      marks |= code & ~Codebook.number
      codes.append(Int(code & Codebook.number))
    }
    key = layout.key { codes[$0] }
    guard marks & Codebook.excluded == 0 else { return }
    selected += 1
    let value = fields[plan.value]
    evidence.add(value, number: 0)
    guard plan.decimalIsGiven || evidence.comma == 0 && evidence.ambiguous == nil else { throw .decimal }
    if marks != 0 { strayKeys.insert(key) }
    if marks & Codebook.badPeriod != 0 {
      badPeriods.add(position, fields)
    } else if marks & Codebook.badStatus != 0 {
      badStatuses.add(position, fields)
    } else {
      try add(trimmed(value), fields)
    }
  }

  private mutating func add(_ text: String, _ fields: [String]) throws(Obstacle) {
    try addPending()
    var row = Row(key: key, line: UInt32(truncatingIfNeeded: position))
    if let reason = plan.markers.reason(for: text) {
      row.reasons = 1 << UInt8(Observation.Missing.allCases.firstIndex(of: reason) ?? 0)
    } else if let number = NumberHabit(decimal: UInt8(ascii: ".")).read(text) {
      guard (-18...0).contains(number.exponent) else { throw .size }
      row.digits = number.significand
      row.places = Int32(-number.exponent)
    } else {
      // The mark of a footnote says more than a sum can keep.
      var number = text
      if FigureMark(cutFrom: &number) != nil { throw .text }
      if DressedNumber(text, NumberHabit(decimal: UInt8(ascii: ".")), brackets: .negative) != nil { throw .text }
      badNumbers.add(position, fields)
      row.reasons = Row.unusable
    }
    if columns != nil {
      columns?.add(CollectionOfOne(row))
      return
    }
    do throws(CellTable.Overflow) { try table.add(row, at: position) } catch { throw .size }
  }

  // MARK: The whole file

  /// Adds what another scan of the same file has read.
  mutating func merge(_ other: RecordScan) throws(Obstacle) {
    var codes: [[Int]] = []
    for (column, texts) in other.book.texts.enumerated() {
      var translated: [Int] = []
      for text in texts { translated.append(Int(try self.code(of: text, column) & Codebook.number)) }
      codes.append(translated)
    }
    let layout = layout
    func translate(_ key: UInt32) -> UInt32 { layout.key { codes[$0][other.layout.code(key, $0)] } }
    do throws(CellTable.Overflow) { try table.merge(other.table, translate) } catch { throw .size }
    if let more = other.columns { columns?.append(more, translated: codes) }
    strayKeys.formUnion(other.strayKeys.map(translate))
    ragged.merge(other.ragged)
    badPeriods.merge(other.badPeriods)
    badStatuses.merge(other.badStatuses)
    badNumbers.merge(other.badNumbers)
    selected += other.selected
  }
}
