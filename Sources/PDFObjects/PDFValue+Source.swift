internal import Geometry

extension PDFValue {
  /// Whether something in here lies elsewhere in the file.
  var hasReferences: Bool {
    switch self {
    case .reference: true
    case .array(let items): items.contains(where: \.hasReferences)
    case .dictionary(let entries): entries.contains { $0.1.hasReferences }
    default: false
    }
  }

  /// Writes the value as it stands in a file.
  func write(to out: inout [UInt8]) {
    switch self {
    case .null: out.append(contentsOf: "null".utf8)
    case .reference(let number): out.append(contentsOf: "\(number) 0 R".utf8)
    case .boolean(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
    case .integer(let number): out.append(contentsOf: String(number).utf8)
    case .real(let number): appendNumber(number.isNaN ? 0 : max(-1e9, min(number, 1e9)), to: &out)
    case .name(let name): writeName(name, to: &out)
    case .string(let bytes):
      if bytes.contains(where: { $0 >= 0x7F }) {
        out.append(UInt8(ascii: "<"))
        for byte in bytes { writeHex(byte, to: &out) }
        out.append(UInt8(ascii: ">"))
      } else {
        writeLiteral(bytes, to: &out)
      }
    case .array(let items):
      out.append(UInt8(ascii: "["))
      for item in items {
        item.write(to: &out)
        out.append(UInt8(ascii: " "))
      }
      out.append(UInt8(ascii: "]"))
    case .dictionary(let entries):
      out.append(contentsOf: "<<".utf8)
      for (key, value) in entries {
        writeName(key, to: &out)
        out.append(UInt8(ascii: " "))
        value.write(to: &out)
      }
      out.append(contentsOf: ">>".utf8)
    }
  }
}

private func writeHex(_ byte: UInt8, to out: inout [UInt8]) {
  for nibble in [byte >> 4, byte & 15] { out.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble) }
}

private func writeName(_ name: String, to out: inout [UInt8]) {
  out.append(UInt8(ascii: "/"))
  for byte in name.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      out.append(byte)
    case 0: break
    default:
      out.append(UInt8(ascii: "#"))
      writeHex(byte, to: &out)
    }
  }
}

private func writeLiteral(_ bytes: [UInt8], to out: inout [UInt8]) {
  out.append(UInt8(ascii: "("))
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"):
      out.append(UInt8(ascii: "\\"))
      out.append(byte)
    case 0..<0x20:
      out.append(UInt8(ascii: "\\"))
      for shift in [6, 3, 0] as [UInt8] { out.append(0x30 + (byte >> shift & 7)) }
    default: out.append(byte)
    }
  }
  out.append(UInt8(ascii: ")"))
}
