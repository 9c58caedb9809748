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
    case .human: human(color: color)
    case .short: "\(origin.map { "\($0): " } ?? "")\(severity.rawValue): \(headline) [\(code)]\n"
    case .json: json
    }
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
