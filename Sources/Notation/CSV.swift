public import Diagnostics

/// Records of a delimited text file (RFC 4180, any one-byte delimiter), each with the line it starts on.
public struct CSVText: Sendable {
  /// One record.
  public struct Record: Sendable {
    /// 1-based line of the file on which it starts.
    public var line: Int
    /// As written, quotes resolved; surrounding spaces kept.
    public var fields: [String]

    public init(line: Int, fields: [String]) {
      self.line = line
      self.fields = fields
    }
  }

  public var file: String
  public var delimiter: UInt8
  /// Every record with at least one character, the header among them.
  public var records: [Record]

  public init(file: String, delimiter: UInt8, records: [Record]) {
    self.file = file
    self.delimiter = delimiter
    self.records = records
  }
}

/// Reads delimited text. Without a delimiter the one of `, ; tab |` is taken that splits the first lines most evenly.
///
/// Records may differ in length: what that means is the caller's to say.
/// - Throws: a quoted field that is never closed.
public func parseCSV(_ source: SourceText, delimiter: UInt8? = nil) throws(DiagnosticError) -> CSVText {
  let cells = try CSVCells(source, delimiter: delimiter)
  let records = cells.records.map { record in
    CSVText.Record(line: record.line, fields: record.cells.map { cells.text($0) })
  }
  return CSVText(file: source.name, delimiter: cells.delimiter, records: records)
}

func detectDelimiter(_ source: SourceText) -> UInt8 {
  let lines = (1...10).compactMap { source.line($0) }.filter { !$0.isEmpty }
  var best: (delimiter: UInt8, score: Int) = (UInt8(ascii: ","), 0)
  for candidate in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")] {
    let counts = lines.map { line in
      var quoted = false
      return line.utf8.reduce(0) { count, c in
        if c == UInt8(ascii: "\"") { quoted.toggle() }
        return count + (!quoted && c == candidate ? 1 : 0)
      }
    }
    // The count that most lines share, weighted by how many share it.
    let shared = Dictionary(grouping: counts.filter { $0 > 0 }, by: { $0 }).mapValues(\.count)
    let score = shared.map { $0.value * 100 + min($0.key, 99) }.max() ?? 0
    if score > best.score { best = (candidate, score) }
  }
  return best.delimiter
}

/// A field as CSV, quoted where it must be.
public func csvField(_ text: String) -> String {
  var writer = CSVWriter()
  writer.add(text)
  return String(decoding: writer.bytes, as: UTF8.self)
}

/// Records of CSV in the making, one field after the other.
public struct CSVWriter {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private var startsRecord = true

  public init() {}

  /// Adds a field to the record, quoted where it must be.
  public mutating func add(_ field: String) {
    if !startsRecord { bytes.append(UInt8(ascii: ",")) }
    startsRecord = false
    guard !field.isEmpty else { return }
    let start = bytes.count
    bytes.append(contentsOf: field.utf8)
    var needsQuotes = false
    for i in start..<bytes.count {
      let byte = bytes[i]
      if byte <= UInt8(ascii: ","),
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
      {
        needsQuotes = true
      }
    }
    guard needsQuotes else { return }
    bytes.removeSubrange(start...)
    bytes.append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Ends the record with a line feed.
  public mutating func endRecord() {
    bytes.append(0x0A)
    startsRecord = true
  }

  /// A whole record.
  public mutating func add(record: [String]) {
    for field in record { add(field) }
    endRecord()
  }
}
