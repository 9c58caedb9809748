import Notation

extension DataTable {
  /// A table from delimited text: the first record names the fields, numbers and truth values are read as such where
  /// the whole column allows it; `asText` names columns to leave as they are.
  init(_ cells: CSVCells, asText: Set<String> = []) {
    let header = cells.records.first.map { $0.cells.map { cells.text($0) } } ?? []
    let records = cells.records.dropFirst()
    let columns = header.indices.map { field in
      CSVColumn(cells: cells, records: records, field: field).column(asText: asText.contains(header[field]))
    }
    self.init(fields: header, columns: columns, count: records.count)
  }
}

/// One column of a delimited text.
private struct CSVColumn {
  let cells: CSVCells
  let records: ArraySlice<CSVCells.Record>
  let field: Int

  func column(asText: Bool) -> DataColumn { asText ? texts() : numbers() ?? truths() ?? texts() }

  /// Where the cell of a record lies; nil for one that is missing or empty.
  private func place(in record: CSVCells.Record) -> Range<Int>? {
    let cell = record.cells.lowerBound + field
    guard cell < record.cells.upperBound, !cells.places[cell].isEmpty else { return nil }
    return cells.places[cell]
  }

  /// Nil where a filled cell is no number, or all are empty.
  private func numbers() -> DataColumn? {
    let bytes = cells.bytes.span
    var numbers: [Double] = []
    numbers.reserveCapacity(records.count)
    var gaps: [Int] = []
    for record in records {
      if let place = place(in: record) {
        guard let number = decimalNumber(bytes.extracting(place)) else { return nil }
        numbers.append(number)
      } else {
        gaps.append(numbers.count)
        numbers.append(0)
      }
    }
    if gaps.isEmpty { return .numbers(numbers) }
    guard gaps.count < numbers.count else { return nil }
    var values = numbers.map { DataValue.number($0) }
    for row in gaps { values[row] = .null }
    return .mixed(values)
  }

  /// Nil where a filled cell is neither `true` nor `false`, or all are empty.
  private func truths() -> DataColumn? {
    var values: [DataValue] = []
    for record in records {
      switch place(in: record).map({ String(decoding: cells.bytes[$0], as: UTF8.self) }) {
      case "true": values.append(.bool(true))
      case "false": values.append(.bool(false))
      case nil: values.append(.null)
      default: return nil
      }
    }
    return values.contains { $0 != .null } ? DataColumn(values) : nil
  }

  private func texts() -> DataColumn {
    var recent = RecentTexts()
    var known: [String: Int32] = [:]
    var list: [DataValue] = []
    var codes: [Int32] = []
    codes.reserveCapacity(records.count)
    var gap: Int32?
    func add(_ value: DataValue) -> Int32 {
      list.append(value)
      return Int32(list.count - 1)
    }
    let bytes = cells.bytes.span
    for record in records {
      guard let place = place(in: record) else {
        let code = gap ?? add(.null)
        gap = code
        codes.append(code)
        continue
      }
      codes.append(
        recent.code(at: place, in: bytes) {
          let text = String(decoding: cells.bytes[place], as: UTF8.self)
          if let code = known[text] { return code }
          let code = add(.string(text))
          known[text] = code
          return code
        })
    }
    return .coded(codes, list)
  }
}

/// Texts of a column that were met before, so that each is made but once, or at least seldom.
private struct RecentTexts {
  private var places = [Range<Int>](repeating: 0..<0, count: 256)
  private var codes = [Int32](repeating: 0, count: 256)

  mutating func code(at place: Range<Int>, in bytes: Span<UInt8>, make: () -> Int32) -> Int32 {
    var hash: UInt = 5381
    for i in place { hash = hash &* 33 &+ UInt(bytes[i]) }
    let slot = Int((hash ^ hash >> 8) & 255)
    if isSame(place, places[slot], bytes) { return codes[slot] }
    places[slot] = place
    codes[slot] = make()
    return codes[slot]
  }

  private func isSame(_ a: Range<Int>, _ b: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    var (i, j) = (a.lowerBound, b.lowerBound)
    while i < a.upperBound {
      if bytes[i] != bytes[j] { return false }
      i += 1
      j += 1
    }
    return true
  }
}
