/// Walks through a content stream, one operator after the other.
package struct ContentReader {
  /// What stands before an operator.
  package struct Operand {
    /// What an operand is; arrays and dictionaries are a part that opens them, their parts, and one that closes them.
    package enum Kind { case number, name, string, hexadecimal, open, close }

    package var kind: Kind
    /// Where it stands among the bytes: a name without its slash, strings without their brackets.
    package var range: Range<Int>
  }

  package let bytes: [UInt8]
  /// The operands of the operator that `next` returned.
  package private(set) var operands: [Operand] = []
  private var position = 0
  private var word = 0..<0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next operator, or nil at the end. Data of inline images are passed over.
  package mutating func next() -> ContentOperator? {
    operands.removeAll(keepingCapacity: true)
    while position < bytes.count {
      let start = position
      switch bytes[position] {
      case 0...0x20: position += 1
      case UInt8(ascii: "%"): position = index { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      case UInt8(ascii: "("):
        position = endOfString()
        add(.string, start + 1..<max(start + 1, position - 1))
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        let isDouble = start + 1 < bytes.count && bytes[start + 1] == bytes[start]
        if isDouble {
          position += 2
          add(bytes[start] == UInt8(ascii: "<") ? .open : .close, start..<position)
        } else {
          let end = index { $0 == UInt8(ascii: ">") } ?? bytes.count
          add(.hexadecimal, min(start + 1, end)..<end)
          position = min(end + 1, bytes.count)
        }
      case UInt8(ascii: "["), UInt8(ascii: "]"):
        position += 1
        add(bytes[start] == UInt8(ascii: "[") ? .open : .close, start..<position)
      case UInt8(ascii: "/"):
        position += 1
        skipRegular()
        add(.name, start + 1..<position)
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
        skipRegular()
        add(.number, start..<position)
      case UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"): position += 1
      default:
        skipRegular()
        word = start..<position
        let found = ContentOperator(bytes[word])
        if found == .imageData { skipImage() }
        return found
      }
    }
    return nil
  }

  /// The operator that `next` returned, as written.
  package var keyword: String { String(decoding: bytes[word], as: UTF8.self) }

  /// Whether the operator that `next` returned is this one; for those of more than three characters.
  func isOperator(_ name: StaticString) -> Bool { isSame(word, name) }

  /// The number an operand stands for, or nil.
  package func number(_ operand: Operand) -> Double? {
    guard operand.kind == .number else { return nil }
    return Double(String(decoding: bytes[operand.range], as: UTF8.self))
  }

  /// The name an operand stands for, or nil; characters written by number stay as they are.
  package func name(_ operand: Operand) -> String? {
    operand.kind == .name ? String(decoding: bytes[operand.range], as: UTF8.self) : nil
  }

  /// What follows a name among the operands, as in a dictionary.
  package func value(after name: StaticString) -> Operand? {
    for i in operands.indices.dropLast() where operands[i].kind == .name && isSame(operands[i].range, name) {
      return operands[i + 1]
    }
    return nil
  }

  /// The bytes a string stands for; none for anything else.
  package func string(_ operand: Operand) -> [UInt8] {
    switch operand.kind {
    case .hexadecimal:
      var out: [UInt8] = []
      var high: UInt8?
      for byte in bytes[operand.range] {
        guard let digit = hexadecimalDigit(byte) else { continue }
        if let first = high {
          out.append(first << 4 | digit)
          high = nil
        } else {
          high = digit
        }
      }
      if let high { out.append(high << 4) }
      return out
    case .string: return unescaped(bytes[operand.range])
    default: return []
    }
  }

  private mutating func add(_ kind: Operand.Kind, _ range: Range<Int>) {
    operands.append(Operand(kind: kind, range: range))
  }

  private func isSame(_ range: Range<Int>, _ name: StaticString) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    return unsafe bytes[range].elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  private func index(where test: (UInt8) -> Bool) -> Int? { bytes[position...].firstIndex(where: test) }

  private mutating func skipRegular() {
    while position < bytes.count, isRegular(bytes[position]) { position += 1 }
  }

  private func endOfString() -> Int {
    var depth = 0
    var i = position
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "\\"): i += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return i + 1 }
      default: break
      }
      i += 1
    }
    return bytes.count
  }

  private mutating func skipImage() {
    while position + 2 < bytes.count {
      if bytes[position] <= 0x20, bytes[position + 1] == UInt8(ascii: "E"), bytes[position + 2] == UInt8(ascii: "I"),
        position + 3 >= bytes.count || !isRegular(bytes[position + 3])
      {
        position += 3
        return
      }
      position += 1
    }
    position = bytes.count
  }
}

/// An operator of a content stream.
package struct ContentOperator: Hashable {
  private let code: UInt32

  /// The operator of these characters. No operator of pages has more than three; all that have are one.
  package init(_ name: StaticString) {
    code = unsafe Self.code(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  init(_ bytes: ArraySlice<UInt8>) { code = Self.code(bytes) }

  private static func code(_ bytes: some Collection<UInt8>) -> UInt32 {
    bytes.count > 3 ? .max : bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  package static let imageData = ContentOperator("ID")
}

/// The bytes that a string in parentheses stands for.
func unescaped(_ source: ArraySlice<UInt8>) -> [UInt8] {
  guard source.contains(UInt8(ascii: "\\")) else { return Array(source) }
  var out: [UInt8] = []
  var i = source.startIndex
  while i < source.endIndex {
    defer { i += 1 }
    guard source[i] == UInt8(ascii: "\\"), i + 1 < source.endIndex else {
      out.append(source[i])
      continue
    }
    i += 1
    switch source[i] {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case 0x0A: break
    case 0x0D: if i + 1 < source.endIndex, source[i + 1] == 0x0A { i += 1 }
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = 0
      var digits = 0
      while digits < 3, i < source.endIndex, (0x30...0x37).contains(source[i]) {
        value = value * 8 + Int(source[i] - 0x30)
        digits += 1
        i += 1
      }
      i -= 1
      out.append(UInt8(truncatingIfNeeded: value))
    default: out.append(source[i])
    }
  }
  return out
}

/// Whether a byte may stand within a name, a number or an operator.
func isRegular(_ byte: UInt8) -> Bool {
  guard byte > 0x20 else { return false }
  switch byte {
  case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"),
    UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "%"):
    return false
  default: return true
  }
}

/// The value of a hexadecimal digit.
func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 0x57
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 0x37
  default: nil
  }
}
