import OrderedCollections

extension Node {
  /// The value as JSON text on one line; keys in their order, numbers in their shortest form. What JSON cannot hold,
  /// infinite numbers, becomes null.
  public var json: String {
    var out = ""
    write(to: &out)
    return out
  }

  private func write(to out: inout String) {
    switch value {
    case .null: out += "null"
    case .bool(let truth): out += truth ? "true" : "false"
    case .number(let n):
      if !n.isFinite {
        out += "null"
      } else if n == n.rounded(), n.magnitude < 1e15 {
        out += "\(Int(n))"
      } else {
        out += "\(n)"
      }
    case .string(let text): Self.write(text, to: &out)
    case .sequence(let items):
      out += "["
      for (i, item) in items.enumerated() {
        if i > 0 { out += "," }
        item.write(to: &out)
      }
      out += "]"
    case .mapping(let mapping):
      out += "{"
      for (i, key) in mapping.keys.enumerated() {
        if i > 0 { out += "," }
        Self.write(key, to: &out)
        out += ":"
        mapping.values[i].node.write(to: &out)
      }
      out += "}"
    }
  }

  private static func write(_ text: String, to out: inout String) {
    out += "\""
    for c in text.unicodeScalars {
      switch c {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where c.value < 0x20:
        let digits = String(c.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(c)
      }
    }
    out += "\""
  }
}
