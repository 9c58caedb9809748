extension PDFValue {
  /// A text as qpdf writes it; nil for anything that is no object.
  package init?(_ source: [UInt8]) {
    var parser = ObjectParser(source)
    guard let value = parser.value() else { return nil }
    self = value
  }
}

/// Reads one object of a PDF, in the form that qpdf writes.
struct ObjectParser {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Nil at the end of an array, of a dictionary or of the bytes.
  mutating func value() -> PDFValue? {
    skipSpace()
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "/"): return .name(name())
    case UInt8(ascii: "("): return .string(string())
    case UInt8(ascii: "["):
      position += 1
      var items: [PDFValue] = []
      while let item = value() { items.append(item) }
      position += 1
      return .array(items)
    case UInt8(ascii: "<") where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "<"):
      position += 2
      return .dictionary(entries())
    case UInt8(ascii: "<"): return .string(hexadecimal())
    case UInt8(ascii: "]"), UInt8(ascii: ">"): return nil
    default: return word()
    }
  }

  private mutating func entries() -> [(String, PDFValue)] {
    var entries: [(String, PDFValue)] = []
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "/") else { break }
      let key = name()
      guard let value = value() else { break }
      entries.append((key, value))
    }
    position = min(position + 2, bytes.count)
    return entries
  }

  private mutating func skipSpace() {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
  }

  private mutating func name() -> String {
    position += 1
    let start = position
    while position < bytes.count, isRegular(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// A number, a reference, or one of the three words.
  private mutating func word() -> PDFValue? {
    let start = position
    while position < bytes.count, isRegular(bytes[position]) { position += 1 }
    guard position > start else { return nil }
    if let number = integer(start..<position) {
      // `12 0 R`
      var end = position
      while end < bytes.count, bytes[end] == 0x20 { end += 1 }
      let second = end
      while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
      if end > second, end + 1 < bytes.count, bytes[end] == 0x20, bytes[end + 1] == UInt8(ascii: "R"),
        end + 2 == bytes.count || !isRegular(bytes[end + 2])
      {
        position = end + 2
        return .reference(number)
      }
      return .integer(number)
    }
    switch String(decoding: bytes[start..<position], as: UTF8.self) {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null": return .null
    case let text: return Double(text).map { .real($0) } ?? .null
    }
  }

  private func integer(_ range: Range<Int>) -> Int? {
    let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
    let digits = bytes[(isNegative ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound]
    guard !digits.isEmpty, digits.count < 19, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let magnitude = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return isNegative ? -magnitude : magnitude
  }

  private mutating func string() -> [UInt8] {
    let start = position + 1
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\\"): position += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      default: break
      }
      position += 1
      if depth == 0 { break }
    }
    position = min(position, bytes.count)
    return unescaped(bytes[min(start, position)..<max(start, position - 1)])
  }

  private mutating func hexadecimal() -> [UInt8] {
    position += 1
    var digits: [UInt8] = []
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      if let digit = hexadecimalDigit(bytes[position]) { digits.append(digit) }
      position += 1
    }
    position = min(position + 1, bytes.count)
    return stride(from: 0, to: digits.count, by: 2).map {
      digits[$0] << 4 | ($0 + 1 < digits.count ? digits[$0 + 1] : 0)
    }
  }
}
