extension Diagnostic {
  /// How diagnostics are written out.
  public enum Style: String, Sendable, CaseIterable {
    /// Several lines with the excerpt and what to do.
    case human
    /// One line each.
    case short
    /// One JSON object a line.
    case json
  }

  /// The diagnostic as text ending in a line feed; `color` adds terminal colours to the human form.
  public func printed(_ style: Style, color: Bool = false) -> String {
    switch style {
    case .human: printable.human(color: color)
    case .short: printable.short
    case .json: json
    }
  }

  /// The same without control characters, which an input may hold and a terminal would obey.
  private var printable: Diagnostic {
    var copy = self
    copy.headline = withoutControls(headline)
    copy.excerpt = excerpt.map(withoutControls)
    copy.help = help.map(withoutControls)
    copy.origin?.file = withoutControls(origin?.file ?? "")
    return copy
  }

  private var short: String {
    "\(origin.map { "\($0): " } ?? "")\(severity.rawValue): \(headline) [\(code)]\n"
  }

  private func human(color: Bool) -> String {
    func paint(_ text: String, _ ansi: String) -> String { color ? "\u{1B}[\(ansi)m\(text)\u{1B}[0m" : text }
    let tint =
      switch severity {
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      }
    var out = "\(paint(severity.rawValue, tint)): \(paint(headline, "1")) [\(code)]\n"
    if let origin { out += "  --> \(origin)\n" }
    if let excerpt, let line = origin?.line {
      let number = String(line)
      let gutter = String(repeating: " ", count: number.count)
      let shown = excerpt.count > 160 ? excerpt.prefix(157) + "..." : excerpt[...]
      out += " \(gutter) |\n \(number) | \(shown)\n"
      if let column = origin?.column, column >= 1, column <= shown.count + 1 {
        out += " \(gutter) | \(String(repeating: " ", count: column - 1))\(paint("^", tint))\n"
      }
    }
    if let help { out += "  help: \(help)\n" }
    return out
  }

  private var json: String {
    var fields = [("severity", severity.rawValue), ("code", code), ("message", headline)]
    if let origin { fields.append(("file", origin.file)) }
    var parts = fields.map { "\(jsonString($0.0)):\(jsonString($0.1))" }
    if let line = origin?.line { parts.append("\"line\":\(line)") }
    if let column = origin?.column { parts.append("\"column\":\(column)") }
    if let help { parts.append("\"help\":\(jsonString(help))") }
    return "{" + parts.joined(separator: ",") + "}\n"
  }
}

/// Text with every control character but tabs, and every sign that turns the direction of text, shown as a middle dot.
private func withoutControls(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { isControl($0) }) else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "·" : $0 }))
}

private func isControl(_ scalar: UnicodeScalar) -> Bool {
  (scalar.value < 0x20 && scalar != "\t") || (0x7F..<0xA0).contains(scalar.value)
    || (0x200E...0x200F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
    || (0x2066...0x2069).contains(scalar.value)
}

/// A JSON string literal for any text.
public func jsonString(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    case "\n": out += "\\n"
    case "\r": out += "\\r"
    case "\t": out += "\\t"
    case _ where scalar.value < 0x20:
      let hex = String(scalar.value, radix: 16)
      out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "\""
}
