import Notation

extension DataTable {
  /// A table from delimited text: the first record names the fields, numbers and truth values are read as such where
  /// the whole column allows it; `asText` names columns to leave as they are.
  init(_ cells: CSVCells, asText: Set<String> = []) {
    let header = cells.records.first.map { $0.cells.map { cells.text($0) } } ?? []
    self.init(fields: header)
    let records = cells.records.dropFirst()
    let kinds = header.indices.map { column in
      asText.contains(header[column]) ? .text : CellKind.of(column, in: cells, records)
    }
    rows.reserveCapacity(records.count)
    var texts = header.map { _ in RecentTexts() }
    let bytes = cells.bytes.span
    for record in records {
      var row: [DataValue] = []
      row.reserveCapacity(header.count)
      for (column, kind) in kinds.enumerated() {
        let cell = record.cells.lowerBound + column
        guard cell < record.cells.upperBound, !cells.places[cell].isEmpty else {
          row.append(.null)
          continue
        }
        let place = cells.places[cell]
        switch kind {
        case .truth: row.append(.bool(place.count == 4))
        case .number: row.append(decimalNumber(bytes.extracting(place)).map { .number($0) } ?? .null)
        case .text: row.append(texts[column].value(at: place, in: bytes) { cells.text(cell) })
        }
      }
      rows.append(row)
    }
  }
}

/// What all filled cells of a column can be read as.
private enum CellKind {
  case truth, number, text

  static func of(_ column: Int, in cells: CSVCells, _ records: ArraySlice<CSVCells.Record>) -> CellKind {
    let bytes = cells.bytes.span
    var couldBe = (truth: true, number: true)
    var isFilled = false
    for record in records {
      let cell = record.cells.lowerBound + column
      guard cell < record.cells.upperBound, !cells.places[cell].isEmpty else { continue }
      isFilled = true
      if couldBe.truth {
        let text = cells.text(cell)
        couldBe.truth = text == "true" || text == "false"
      }
      if couldBe.number { couldBe.number = decimalNumber(bytes.extracting(cells.places[cell])) != nil }
      if !couldBe.truth, !couldBe.number { return .text }
    }
    return !isFilled ? .text : couldBe.truth ? .truth : .number
  }
}

/// Texts of a column that were met before, so that each is made but once, or at least seldom.
private struct RecentTexts {
  private var places = [Range<Int>](repeating: 0..<0, count: 256)
  private var values = [DataValue](repeating: .null, count: 256)

  mutating func value(at place: Range<Int>, in bytes: Span<UInt8>, make: () -> String) -> DataValue {
    var hash: UInt = 5381
    for i in place { hash = hash &* 33 &+ UInt(bytes[i]) }
    let slot = Int((hash ^ hash >> 8) & 255)
    if isSame(place, places[slot], bytes) { return values[slot] }
    places[slot] = place
    values[slot] = .string(make())
    return values[slot]
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
