public import Diagnostics

/// The fields of a delimited text file (RFC 4180, any one-byte delimiter) as places in its bytes: for files of which only
/// some fields become texts.
public struct CSVCells: Sendable {
  /// One record.
  public struct Record: Sendable {
    /// 1-based line of the file on which it starts.
    public var line: Int
    /// The numbers of its fields.
    public var cells: Range<Int>
  }

  public let delimiter: UInt8
  /// UTF-8 that the places lie in: the file, then fields whose quotes had to be resolved.
  public private(set) var bytes: [UInt8]
  /// Where each field lies in `bytes`, quotes resolved; surrounding spaces kept.
  public private(set) var places: [Range<Int>] = []
  /// Every record with at least one character, the header among them.
  public private(set) var records: [Record] = []

  /// The field of a number as text.
  public func text(_ cell: Int) -> String { String(decoding: bytes[places[cell]], as: UTF8.self) }

  /// Reads delimited text; see `parseCSV`.
  /// - Throws: a quoted field that is never closed.
  public init(_ source: SourceText, delimiter: UInt8? = nil) throws(DiagnosticError) {
    let delimiter = delimiter ?? detectDelimiter(source)
    self.delimiter = delimiter
    bytes = Array(source.text.utf8)
    let end = bytes.count
    var i = 0
    var line = 1
    while i < end {
      let recordLine = line
      let firstCell = places.count
      var isQuoted = false
      // The fields of one record, up to the end of its line.
      record: while true {
        let start = i
        while i < end, !isSign(bytes[i], delimiter) { i += 1 }
        if i < end, bytes[i] == UInt8(ascii: "\"") {
          isQuoted = true
          places.append(try resolveQuotes(from: start, to: end, at: &i, line: &line, file: source.name))
        } else {
          places.append(start..<i)
        }
        guard i < end else { break record }
        let sign = bytes[i]
        i += 1
        if sign == delimiter { continue }
        line += 1
        if sign == UInt8(ascii: "\r"), i < end, bytes[i] == UInt8(ascii: "\n") { i += 1 }
        break record
      }
      let isEmpty = places.count == firstCell + 1 && places[firstCell].isEmpty && !isQuoted
      if isEmpty {
        places.removeLast()
      } else {
        records.append(Record(line: recordLine, cells: firstCell..<places.count))
      }
    }
  }

  /// A field with quotes in it: those at its start enclose it, doubled ones inside stand for one, others stay.
  private mutating func resolveQuotes(
    from start: Int, to end: Int, at i: inout Int, line: inout Int, file: String
  ) throws(DiagnosticError) -> Range<Int> {
    let quote = UInt8(ascii: "\"")
    i = start
    if bytes[i] == quote {
      // A field enclosed whole needs no copy.
      var close = i + 1
      while close < end, bytes[close] != quote { close += 1 }
      if close + 1 >= end ? close < end : isLineEnd(bytes[close + 1]) || bytes[close + 1] == delimiter {
        for byte in bytes[i + 1..<close] where byte == UInt8(ascii: "\n") { line += 1 }
        i = close + 1
        return start + 1..<close
      }
    }
    let first = bytes.count
    var isOpen = false
    var wasOpen = false
    var quoteLine = line
    while i < end {
      let c = bytes[i]
      if isOpen {
        if c == quote {
          guard i + 1 < end, bytes[i + 1] == quote else {
            isOpen = false
            i += 1
            continue
          }
          i += 1
        } else if c == UInt8(ascii: "\n") {
          line += 1
        }
      } else if c == quote, !wasOpen, bytes.count == first {
        (isOpen, wasOpen, quoteLine) = (true, true, line)
        i += 1
        continue
      } else if c == delimiter || isLineEnd(c) {
        break
      }
      bytes.append(c)
      i += 1
    }
    if isOpen { throw DiagnosticError(Message.openQuote(file: file, line: quoteLine)) }
    return first..<bytes.count
  }
}

private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

/// Whether a byte ends a field or needs a closer look.
private func isSign(_ byte: UInt8, _ delimiter: UInt8) -> Bool {
  byte == delimiter || isLineEnd(byte) || byte == UInt8(ascii: "\"")
}
