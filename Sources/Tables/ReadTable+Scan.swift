import Diagnostics
import Dispatch
import Notation
import Observations
import Synchronization

/// How a large file is taken apart. The result does not depend on it.
struct ScanSettings {
  /// Files below this size are read the ordinary way.
  var minimum = 1 << 18
  /// Bytes from which the form and the header of a file are told.
  var head = 1 << 17
  /// Bytes among whose lines the notes below the table are looked for.
  var tail = 1 << 16
  var chunk = 1 << 20
  var workers = 1
}

/// Reads a tidy delimited file in chunks, with no more of it in memory than the workers are reading.
///
/// What is added up while reading are the rows that agree in every component: with `rows: records` that is the figure,
/// otherwise each figure must be a row of its own. The result is that of the ordinary reader.
/// - Returns: nil for a file of another form, or with something in it that only the ordinary reader can settle.
func scanTable(
  file: String, _ bytes: ByteSource, mapping: TableMapping, vocabulary: Vocabulary, settings: ScanSettings
) -> TableResult? {
  guard bytes.size >= settings.minimum || mapping.holdsRecords else { return nil }
  // 1. The beginning tells the form, the end where the table ends.
  guard let head = TableHead(file: file, bytes, mapping: mapping, vocabulary: vocabulary, length: settings.head),
    let end = TableEnd(bytes, after: head, length: settings.tail)
  else { return nil }
  let mapping = head.grid.completed(mapping)
  // 2. Which column is what.
  var problems = Problems(source: head.source)
  let header = Header(head.grid, mapping: mapping, source: head.source, problems: &problems)
  guard !problems.hasErrors else { return TableResult(diagnostics: problems.all, statement: head.encoding.rawValue) }
  var reader = TableReader(
    source: head.source, grid: head.grid, header: header, mapping: mapping, terms: Terms(vocabulary, mapping),
    problems: problems
  )
  // Records that are held keep the periods that their rows state.
  var planned = mapping
  if mapping.holdsRecords { planned.frequency = nil }
  guard
    let plan = ScanPlan(header, delimiter: head.delimiter, mapping: planned, conditions: reader.conditions())
  else { return nil }
  // 3. The rows.
  guard let scanned = scan(bytes, head.start..<end.offset, plan, settings, holds: mapping.holdsRecords) else {
    return nil
  }
  let statement = head.grid.statement(
    encoding: head.encoding, rows: scanned.scan.selected, layout: header.layout, notes: end.notes)
  // 4. Observations.
  if mapping.holdsRecords {
    let held = HeldRecords(
      reader: reader, rows: scanned, firstLine: head.line, statement: statement, workers: settings.workers)
    guard var result = held.figures(frequency: mapping.frequency) else { return nil }
    result.records = held
    return result
  }
  guard reader.read(scanned, firstLine: head.line) else { return nil }
  return TableResult(observations: reader.observations, diagnostics: reader.problems.all, statement: statement)
}

/// What the first lines of a file say.
private struct TableHead {
  var source: SourceText
  var encoding: TextEncoding
  var grid: Grid
  var delimiter: UInt8
  /// Offset in the file, and number, of the line on which the rows begin.
  var start: Int
  var line: Int

  init?(file: String, _ bytes: ByteSource, mapping: TableMapping, vocabulary: Vocabulary, length: Int) {
    guard var head = bytes.bytes(0..<min(length, bytes.size)) else { return nil }
    let isWhole = head.count == bytes.size
    if !isWhole {
      guard let end = head.lastIndex(of: UInt8(ascii: "\n")) else { return nil }
      head.removeSubrange((end + 1)...)
    }
    // A lone carriage return ends a line as well.
    let isPlain = head.indices.allSatisfy { i in
      head[i] != UInt8(ascii: "\r") || i + 1 < head.count && head[i + 1] == UInt8(ascii: "\n")
    }
    if let encoding = mapping.encoding, encoding != .utf8, encoding != .utf8WithMark { return nil }
    let decoded = DecodedText(file: file, bytes: head)
    guard isPlain, let encoding = decoded.encoding, encoding == .utf8 || encoding == .utf8WithMark,
      !isJSON(decoded.source),
      let found = try? Grid(decoded.source, mapping: mapping, vocabulary: vocabulary), found.form == .plain,
      let sign = found.delimiter, let first = found.rows.first, isWhole || found.rows.count > 60,
      let offset = decoded.source.offset(ofLine: first.line)
    else { return nil }
    if mapping.headings != nil { return nil }
    source = decoded.source
    self.encoding = encoding
    grid = found
    grid.rows = []
    delimiter = sign
    line = first.line
    start = offset + (encoding == .utf8WithMark ? 3 : 0)
  }
}

extension SourceText {
  /// The UTF-8 offset at which a line begins.
  fileprivate func offset(ofLine number: Int) -> Int? {
    line(number).map { text.utf8.distance(from: text.startIndex, to: $0.startIndex) }
  }
}

/// Where the rows of a file end and remarks begin.
private struct TableEnd {
  var offset: Int
  var notes = 0

  init?(_ bytes: ByteSource, after head: TableHead, length: Int) {
    offset = bytes.size
    let width = head.grid.header.fields.count
    guard width > 2 else { return }
    let from = max(head.start, bytes.size - length)
    guard let tail = bytes.bytes(from..<bytes.size) else { return nil }
    var end = tail.count
    while end > 0 {
      let feed = UInt8(ascii: "\n")
      let start = tail[..<(tail[end - 1] == feed ? end - 1 : end)].lastIndex(of: feed).map { $0 + 1 } ?? 0
      // The line may begin before the part that was read.
      guard start > 0 || from == head.start else { return nil }
      guard let text = String(validating: tail[start..<end], as: UTF8.self),
        let records = try? parseCSV(SourceText(name: "", text: text), delimiter: head.delimiter).records,
        records.count <= 1
      else { return nil }
      if let record = records.first {
        guard TableBody.isNote(record, width: width) else { return }
        notes += 1
        offset = from + start
      }
      end = start
    }
  }
}

/// What the scans of all chunks found.
struct ScannedRows {
  var scan: RecordScan
  /// Lines before each chunk.
  var linesBefore: [Int]

  /// The line of the file, `first` being that on which the rows begin.
  func line(_ position: RecordScan.Position, first: Int) -> Int {
    first + linesBefore[Int(position >> 32)] + Int(position & 0xFFFF_FFFF)
  }
}

/// Longest line that may reach from one chunk into the next.
private let longestLine = 1 << 14

private func scan(
  _ bytes: ByteSource, _ range: Range<Int>, _ plan: ScanPlan, _ settings: ScanSettings, holds: Bool
) -> ScannedRows? {
  let count = (range.count + settings.chunk - 1) / settings.chunk
  let workers = max(1, min(settings.workers, count))
  struct Found: Sendable {
    var scans: [RecordScan?]
    var lines: [Int]
  }
  let next = Atomic<Int>(0)
  let found = Mutex(Found(scans: Array(repeating: nil, count: workers), lines: Array(repeating: 0, count: count)))
  DispatchQueue.concurrentPerform(iterations: workers) { worker in
    var scan = RecordScan(plan, holds: holds)
    var lines: [(chunk: Int, count: Int)] = []
    var buffer = [UInt8](repeating: 0, count: settings.chunk + longestLine + 16)
    while true {
      let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard chunk < count else { break }
      let start = range.lowerBound + chunk * settings.chunk
      let end = min(start + settings.chunk, range.upperBound)
      guard let read = try? scan.read(bytes, start..<end, of: range, chunk: chunk, buffer: &buffer) else {
        // The others need not go on.
        next.store(count, ordering: .relaxed)
        return
      }
      lines.append((chunk, read))
    }
    found.withLock { found in
      for (chunk, count) in lines { found.lines[chunk] = count }
      found.scans[worker] = scan
    }
  }
  let all = found.withLock { $0 }
  guard var scan = all.scans[0] else { return nil }
  for other in all.scans.dropFirst() {
    guard let other, (try? scan.merge(other)) != nil else { return nil }
  }
  var linesBefore = [0]
  for lines in all.lines { linesBefore.append(linesBefore[linesBefore.count - 1] + lines) }
  return ScannedRows(scan: scan, linesBefore: linesBefore)
}

extension RecordScan {
  /// Reads the lines that begin in a chunk, and returns their number.
  fileprivate mutating func read(
    _ bytes: ByteSource, _ chunk: Range<Int>, of rows: Range<Int>, chunk number: Int, buffer: inout [UInt8]
  ) throws(Obstacle) -> Int {
    // The byte before says whether a line begins here.
    let from = max(rows.lowerBound, chunk.lowerBound - 1)
    let part = from..<min(chunk.upperBound + longestLine, rows.upperBound)
    guard bytes.read(part, into: &buffer) else { throw .file }
    buffer[part.count] = UInt8(ascii: "\n")
    var first = 0
    let end = chunk.upperBound - from
    if from < chunk.lowerBound {
      while first < end, buffer[first] != UInt8(ascii: "\n") { first += 1 }
      first += 1
    }
    guard first < end else { return 0 }
    return try unsafe read(
      buffer.span.bytes, lines: first..<end, available: part.count, isLast: part.upperBound == rows.upperBound,
      chunk: number)
  }
}

extension TableReader {
  /// Makes observations of what a scan found.
  /// - Returns: false where two rows state one figure, which only the ordinary reader can report.
  mutating func read(_ rows: ScannedRows, firstLine: Int) -> Bool {
    let (scan, plan) = (rows.scan, rows.scan.plan)
    let column = plan.value
    let name = header.names[column]
    var fields = Array(repeating: "", count: plan.columns.count)
    let layout = scan.layout
    // Cells that differ in their period alone share the rest.
    let periodIndex = header.roles[.period].flatMap { plan.coded.firstIndex(of: $0) }
    let rest = periodIndex.map { ~layout.mask($0) } ?? .max
    var contexts: [UInt32: Context] = [:]
    let periods = periodIndex.map { scan.book.texts[$0].map { mapping.read(trimmed($0)) } } ?? []
    let periodNames = periods.map { $0.map { "\($0)" } ?? "" }
    let order = scan.table.inOrder
    observations.reserveCapacity(order.count)
    for i in order {
      let cell = scan.table.cells[i]
      let missing = scan.table.missing[cell.key] ?? CellTable.Missing()
      guard mapping.rows == .records || Int(cell.count) + missing.count <= 1 else { return false }
      let line = rows.line(scan.table.first[i], first: firstLine)
      let context: Context
      if let known = contexts[cell.key & rest] {
        context = known
      } else {
        for (index, field) in plan.coded.enumerated() {
          fields[field] = scan.book.texts[index][layout.code(cell.key, index)]
        }
        guard var made = self.context(of: CSVText.Record(line: line, fields: fields)) else { continue }
        if let unit = values.first?.unit { made.put(terms.unit(unit).unit) }
        made.identity = identity(of: made)
        contexts[cell.key & rest] = made
        context = made
      }
      let (period, when): (TimePeriod?, String)
      if let periodIndex {
        let code = layout.code(cell.key, periodIndex)
        (period, when) = (periods[code], periodNames[code])
      } else {
        (period, when) = (context.period, context.period.map { "\($0)" } ?? "")
      }
      let place = Place(line: line, column: column + 1, name: name)
      let flags = Flags(context.flags)
      let known = observations.count
      if cell.count > 0 {
        // Zeros that only the other sums needed are taken off again.
        let places = scan.table.places(of: i)
        var sum = cell.sum
        for _ in places..<scan.table.places { sum /= 10 }
        let number = ExactDecimal(significand: sum, exponent: -places).scaled(byPowerOfTen: context.power)
        add(.number(number), place, flags, period: period, when, context, records: Int(cell.count))
      }
      if missing.count > 0 {
        let reason = Observation.Missing.allCases[missing.reasons.trailingZeroBitCount]
        add(.missing(reason), place, flags, period: period, when, context, records: missing.count)
      }
      // Texts that differ by spaces or in letters may name one figure.
      if mapping.rows == .figures, cell.count > 0 || missing.count > 0, observations.count == known { return false }
    }
    // Rows that cannot be used.
    func replay(_ rejects: RecordScan.Rejects, as what: String, _ report: (CSVText.Record) -> Void) {
      for reject in rejects.first {
        report(CSVText.Record(line: rows.line(reject.position, first: firstLine), fields: reject.fields))
      }
      problems.count(rejects.count - rejects.first.count, more: what)
    }
    replay(scan.ragged, as: Problems.ragged) { reportRagged($0) }
    for (rejects, what) in [(scan.badPeriods, Problems.badPeriods), (scan.badStatuses, Problems.badStatuses)] {
      replay(rejects, as: what) { _ = context(of: $0) }
    }
    replay(scan.badNumbers, as: Problems.badNumbers) { row in
      if let context = context(of: row) {
        read(row, column, period: context.period, context, NumberHabit(decimal: UInt8(ascii: ".")))
      }
    }
    finishRecords()
    if scan.selected == 0, !mapping.conditions.isEmpty {
      problems.add(Message.conditionsLeaveNothing(source, line: header.line))
    }
    checkDimensions { column in
      guard let index = plan.coded.firstIndex(of: column) else { return 0 }
      return Set((order.map { scan.table.cells[$0].key } + scan.strayKeys).map { layout.code($0, index) }).count
    }
    return true
  }
}
