import Diagnostics
public import Observations

/// The records of a table, held in memory so that they can be added up over periods of another length.
public struct HeldRecords: Sendable {
  /// As it was before it read any row.
  private let reader: TableReader
  private let rows: ScannedRows
  private let firstLine: Int
  private let statement: String
  private let workers: Int

  init(reader: TableReader, rows: ScannedRows, firstLine: Int, statement: String, workers: Int) {
    self.reader = reader
    self.rows = rows
    self.firstLine = firstLine
    self.statement = statement
    self.workers = workers
  }

  /// What the records add up to over periods of a frequency, or over those that their rows state.
  ///
  /// It is what reading the file with that frequency gives, but that figures which the mapping does not ask for have
  /// identifiers of their own.
  /// - Returns: nil where a row states a period that is no part of one of that frequency, and where sums are too large.
  public func figures(frequency: TimePeriod.Unit.Frequency?) -> TableResult? {
    var mapping = reader.mapping
    mapping.frequency = frequency
    guard let scan = rows.scan.regrouped(mapping, workers: workers) else { return nil }
    var reader = TableReader(
      source: reader.source, grid: reader.grid, header: reader.header, mapping: mapping, terms: reader.terms,
      problems: reader.problems)
    guard reader.read(ScannedRows(scan: scan, linesBefore: rows.linesBefore), firstLine: firstLine) else { return nil }
    if let frequency, frequency != self.reader.mapping.frequency {
      for i in reader.observations.indices {
        reader.observations[i].id = stableIdentifier(reader.observations[i].id, frequency.word)
      }
    }
    return TableResult(observations: reader.observations, diagnostics: reader.problems.all, statement: statement)
  }
}

extension RecordScan {
  /// A scan that has added up the records which this one holds, over the periods of a mapping.
  /// - Returns: nil where a text names no such period, and where sums or keys do not fit their places.
  fileprivate func regrouped(_ mapping: TableMapping, workers: Int) -> RecordScan? {
    guard let columns else { return nil }
    // 1. The texts that the figures have instead of those of the records.
    var texts = book.texts
    var codes = texts.map { Array($0.indices) }
    if mapping.frequency != nil, let period = plan.periodColumn {
      var (known, found): ([String: Int], [String]) = ([:], [])
      codes[period] = []
      for text in texts[period] {
        var name = text
        // Rows that the conditions leave out and those that name no period at all are settled already.
        if plan.marks(of: text, column: period) == 0 {
          guard let longer = mapping.period(trimmed(text)) else { return nil }
          name = "\(longer)"
        }
        if known[name] == nil {
          known[name] = found.count
          found.append(name)
        }
        codes[period].append(known[name] ?? 0)
      }
      texts[period] = found
    }
    // 2. The sums.
    guard let layout = CodeKey(cardinalities: texts.map(\.count)) else { return nil }
    let grouping = RecordColumns.Grouping(codes: codes, cardinalities: texts.map(\.count), layout: layout)
    guard let table = try? columns.regrouped(grouping, workers: workers) else { return nil }
    var scan = self
    scan.columns = nil
    scan.strayKeys = Set(
      strayKeys.map { key in layout.key { codes[$0][self.layout.code(key, $0)] } })
    scan.book = Codebook(texts: texts)
    scan.table = table
    scan.layout = layout
    return scan
  }
}
