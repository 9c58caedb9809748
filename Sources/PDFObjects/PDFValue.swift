/// An object of a PDF as a value: as it is written there, references unfollowed.
///
/// Reading whole objects this way and looking at their entries costs a tenth of asking qpdf for one entry after the other.
package enum PDFValue {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Written with at most three decimals, and as what a PDF can hold if it is beyond.
  case real(Double)
  /// Without the slash; of a file that was read, as it is written there.
  case name(String)
  case string([UInt8])
  case array([PDFValue])
  case dictionary([(String, PDFValue)])
  /// The number of another object.
  case reference(Int)

  /// Human-readable text.
  package static func text(_ text: String) -> PDFValue {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return .bytes(text) }
    var bytes: [UInt8] = [0xFE, 0xFF]
    for unit in text.utf16 {
      bytes.append(UInt8(unit >> 8))
      bytes.append(UInt8(unit & 0xFF))
    }
    return .string(bytes)
  }

  /// Bytes that stand for themselves, such as an address or the name of a destination.
  package static func bytes(_ text: String) -> PDFValue { .string(Array(text.utf8)) }
}

extension PDFValue {
  /// An entry of a dictionary; nil for one that is null.
  package func entry(_ key: String) -> PDFValue? {
    guard case .dictionary(let entries) = self, let found = entries.first(where: { $0.0 == key })?.1 else { return nil }
    if case .null = found { return nil }
    return found
  }

  package var items: [PDFValue] { if case .array(let items) = self { items } else { [] } }
  /// An array's items, or the value alone.
  package var list: [PDFValue] { if case .array(let items) = self { items } else { [self] } }
  package var entries: [(String, PDFValue)] { if case .dictionary(let entries) = self { entries } else { [] } }
  package var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
  package var name: String? { if case .name(let name) = self { name } else { nil } }
  package var reference: Int? { if case .reference(let number) = self { number } else { nil } }
  package var text: String? { if case .string(let bytes) = self { PDFObjects.text(ofString: bytes) } else { nil } }

  package var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number
    default: nil
    }
  }

  package var integer: Int? {
    switch self {
    case .integer(let number): number
    case .real(let number): Int(exactly: number)
    default: nil
    }
  }
}
