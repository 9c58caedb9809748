public import Diagnostics
import OrderedCollections

/// Parses one JSON document (RFC 8259), keeping the order of keys and the place of every value.
///
/// Our own reader, because the one of Foundation keeps neither, and a chart spec wants both.
/// - Throws: the first syntax error, or every duplicate key, with its place.
public func parseJSON(_ source: SourceText) throws(DiagnosticError) -> Node {
  var reader = JSONReader(source: source)
  do {
    let node = try reader.document()
    if !reader.problems.isEmpty { throw DiagnosticError(reader.problems) }
    return node
  } catch let error as DiagnosticError {
    throw error
  } catch {
    throw DiagnosticError(reader.syntaxError("\(error)"))
  }
}

/// Parses YAML or JSON, told apart by the first sign: JSON's brace or bracket, which YAML would read too but slower.
public func parseNotation(_ source: SourceText) throws(DiagnosticError) -> Node {
  let first = source.text.utf8.first { !$0.isJSONSpace }
  guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return try parseYAML(source) }
  do throws(DiagnosticError) {
    return try parseJSON(source)
  } catch {
    // YAML flow style looks like JSON and is not: only when it fails as YAML too is the JSON message the right one.
    guard error.diagnostics.allSatisfy({ $0.code == "json.syntax" }), let node = try? parseYAML(source) else {
      throw error
    }
    return node
  }
}

private struct JSONReader {
  let source: SourceText
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var lineStart = 0
  var problems: [Diagnostic] = []

  init(source: SourceText) {
    self.source = source
    bytes = Array(source.text.utf8)
  }

  mutating func document() throws -> Node {
    skipSpace()
    let node = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw DiagnosticError(syntaxError("text after the end of the value")) }
    return node
  }

  func syntaxError(_ problem: String) -> Diagnostic {
    let (line, column) = source.position(ofByte: min(position, bytes.count))
    return Message.badSyntax("JSON", problem, in: source, line: line, column: column)
  }

  private var column: Int { position - lineStart + 1 }
  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while position < bytes.count, bytes[position].isJSONSpace {
      if bytes[position] == UInt8(ascii: "\n") {
        line += 1
        lineStart = position + 1
      }
      position += 1
    }
  }

  private mutating func expect(_ byte: UInt8, _ what: String) throws {
    guard current == byte else { throw DiagnosticError(syntaxError("expected \(what)")) }
    position += 1
  }

  private mutating func value(depth: Int) throws -> Node {
    guard depth < maximumDepth else {
      throw DiagnosticError(Message.tooDeep(in: source, line: line, column: column))
    }
    let (line, column) = (line, column)
    func make(_ value: Node.Content, text: String = "") -> Node {
      Node(value, text: text, line: line, column: column, source: source)
    }
    switch current {
    case UInt8(ascii: "{"): return make(.mapping(try mapping(depth: depth)))
    case UInt8(ascii: "["): return make(.sequence(try sequence(depth: depth)))
    case UInt8(ascii: "\""):
      let text = try string()
      return make(.string(text), text: text)
    case UInt8(ascii: "t"): return make(.bool(true), text: try word("true"))
    case UInt8(ascii: "f"): return make(.bool(false), text: try word("false"))
    case UInt8(ascii: "n"): return make(.null, text: try word("null"))
    case .some(let c) where c == UInt8(ascii: "-") || c.isDigit:
      let start = position
      while let c = current, c.isDigit || "+-.eE".utf8.contains(c) { position += 1 }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      guard let number = Double(text) else {
        position = start
        throw DiagnosticError(syntaxError("“\(text)” is not a number"))
      }
      return make(.number(number), text: text)
    case nil: throw DiagnosticError(syntaxError("the file ends where a value should stand"))
    default: throw DiagnosticError(syntaxError("expected a value"))
    }
  }

  private mutating func word(_ word: String) throws -> String {
    guard bytes[position...].starts(with: word.utf8) else { throw DiagnosticError(syntaxError("expected a value")) }
    position += word.utf8.count
    return word
  }

  private mutating func sequence(depth: Int) throws -> [Node] {
    position += 1
    var items: [Node] = []
    skipSpace()
    if current == UInt8(ascii: "]") {
      position += 1
      return items
    }
    while true {
      skipSpace()
      items.append(try value(depth: depth + 1))
      skipSpace()
      if current == UInt8(ascii: ",") {
        position += 1
        continue
      }
      try expect(UInt8(ascii: "]"), "“,” or “]”")
      return items
    }
  }

  private mutating func mapping(depth: Int) throws -> OrderedDictionary<String, Node.Entry> {
    position += 1
    var entries: OrderedDictionary<String, Node.Entry> = [:]
    skipSpace()
    if current == UInt8(ascii: "}") {
      position += 1
      return entries
    }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw DiagnosticError(syntaxError("expected a key in quotes")) }
      let (keyLine, keyColumn) = (line, column)
      let key = try string()
      skipSpace()
      try expect(UInt8(ascii: ":"), "“:” after the key")
      skipSpace()
      let node = try value(depth: depth + 1)
      let entry = Node.Entry(keyLine: keyLine, keyColumn: keyColumn, node: node)
      if let first = entries.updateValue(entry, forKey: key) {
        entries[key] = first
        problems.append(
          Message.duplicateKey(key, in: source, line: keyLine, column: keyColumn, first: first.keyLine))
      }
      skipSpace()
      if current == UInt8(ascii: ",") {
        position += 1
        continue
      }
      try expect(UInt8(ascii: "}"), "“,” or “}”")
      return entries
    }
  }

  private mutating func string() throws -> String {
    position += 1
    let start = position
    while let c = current, c != UInt8(ascii: "\""), c != UInt8(ascii: "\\"), c >= 0x20 { position += 1 }
    if current == UInt8(ascii: "\"") {
      position += 1
      return String(decoding: bytes[start..<position - 1], as: UTF8.self)
    }
    var units = Array(bytes[start..<position])
    while let c = current {
      position += 1
      switch c {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"): units.append(contentsOf: try escape())
      case 0..<0x20:
        position -= 1
        throw DiagnosticError(syntaxError("a line ends inside quotes"))
      default: units.append(c)
      }
    }
    throw DiagnosticError(syntaxError("a quoted text is never closed"))
  }

  private mutating func escape() throws -> [UInt8] {
    guard let c = current else { throw DiagnosticError(syntaxError("a quoted text is never closed")) }
    position += 1
    switch c {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [c]
    case UInt8(ascii: "u"):
      var unit = try hexUnit()
      if (0xD800..<0xDC00).contains(unit), bytes[position...].starts(with: "\\u".utf8) {
        let mark = position
        position += 2
        let low = try hexUnit()
        if (0xDC00..<0xE000).contains(low) {
          unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
        } else {
          position = mark
        }
      }
      return Array(String(UnicodeScalar(unit) ?? "\u{FFFD}").utf8)
    default: throw DiagnosticError(syntaxError("there is no escape “\\\(UnicodeScalar(c))”"))
    }
  }

  private mutating func hexUnit() throws -> UInt32 {
    guard position + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw DiagnosticError(syntaxError("“\\u” needs four hexadecimal digits")) }
    position += 4
    return unit
  }
}

extension UInt8 {
  var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
