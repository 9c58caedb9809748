import Formats
import Frames

extension ExpressionFunction {
  /// Positions count UTF-16 units, as in ECMAScript.
  static let texts: [String: Body] = [
    "lower": { .text($0.text(0).lowercased()) }, "upper": { .text($0.text(0).uppercased()) },
    "substring": { arguments in
      let units = Array(arguments.text(0).utf16)
      let a = max(0, min(units.count, arguments.whole(1, absent: 0)))
      let b = max(0, min(units.count, arguments.whole(2, absent: units.count)))
      return .text(String(decoding: units[min(a, b)..<max(a, b)], as: UTF16.self))
    },
    "trim": { .text(trimmed($0.text(0))) },
    "split": { arguments in
      let text = arguments.text(0)
      let parts: [DataValue]
      if case .pattern(let pattern) = arguments[1], let regex = pattern.regex {
        parts = text.split(separator: regex, omittingEmptySubsequences: false).map { .string(String($0)) }
      } else if !arguments[1].exists {
        parts = [.string(text)]
      } else if arguments.text(1).isEmpty {
        parts = text.utf16.map { .string(String(decoding: [$0], as: UTF16.self)) }
      } else {
        parts = text.split(separator: arguments.text(1), omittingEmptySubsequences: false).map { .string(String($0)) }
      }
      return .data(.list(Array(parts.prefix(max(0, arguments.whole(2, absent: .max))))))
    },
    "replace": { arguments in
      let text = arguments.text(0)
      let replacement = arguments.text(2)
      if case .pattern(let pattern) = arguments[1], let regex = pattern.regex {
        return .text(
          text.replacing(regex, maxReplacements: pattern.isGlobal ? .max : 1) { match in
            expanded(replacement, match.output.map { $0.substring.map(String.init) ?? "" })
          })
      }
      return .text(text.replacing(arguments.text(1), with: replacement, maxReplacements: 1))
    },
    "test": { arguments in
      guard case .pattern(let pattern) = arguments[0], let regex = pattern.regex else {
        return .truth(arguments.text(1).contains(arguments.text(0)))
      }
      return .truth(arguments.text(1).firstMatch(of: regex) != nil)
    },
    "regexp": { arguments in
      let flags = arguments.count > 1 ? arguments.text(1) : ""
      return (try? Pattern(arguments.text(0), flags: flags, offset: 0)).map(ScriptValue.pattern) ?? .undefined
    },
    "pad": { arguments in
      let text = arguments.text(0)
      let missing = min(10_000, arguments.whole(1, absent: 0) - text.utf16.count)
      guard missing > 0 else { return .text(text) }
      let fill = arguments[2].exists ? arguments.text(2) : " "
      func filled(_ n: Int) -> String { String(repeating: fill, count: n) }
      switch arguments[3].exists ? arguments.text(3) : "right" {
      case "left": return .text(filled(missing) + text)
      case "center": return .text(filled(missing / 2) + text + filled((missing + 1) / 2))
      default: return .text(text + filled(missing))
      }
    },
    "truncate": { arguments in
      let units = Array(arguments.text(0).utf16)
      let length = arguments.whole(1, absent: 0)
      guard units.count > length else { return .text(arguments.text(0)) }
      let ellipsis = arguments[3].exists ? arguments.text(3) : "…"
      let kept = max(0, length - ellipsis.utf16.count)
      func part(_ slice: ArraySlice<UInt16>) -> String { String(decoding: slice, as: UTF16.self) }
      switch arguments[2].exists ? arguments.text(2) : "right" {
      case "left": return .text(ellipsis + part(units.suffix(kept)))
      case "center": return .text(part(units.prefix((kept + 1) / 2)) + ellipsis + part(units.suffix(kept / 2)))
      default: return .text(part(units.prefix(kept)) + ellipsis)
      }
    },
    "rgb": { arguments in
      if arguments.count == 1 { return color(Color(css: arguments.text(0))) }
      return color(
        Color(
          channels: arguments.number(0), arguments.number(1), arguments.number(2),
          alpha: arguments.count > 3 ? arguments.number(3) : 1))
    },
    "hsl": { arguments in
      if arguments.count == 1 { return color(Color(css: arguments.text(0))) }
      return color(
        HueSaturation(h: arguments.number(0), s: arguments.number(1), l: arguments.number(2)).color(alpha: 1))
    },
    "hcl": { arguments in
      if arguments.count == 1 { return color(Color(css: arguments.text(0))) }
      return color(
        LabColor(l: arguments.number(2), hue: arguments.number(0), chroma: arguments.number(1)).color(alpha: 1))
    },
    "lab": { arguments in
      if arguments.count == 1 { return color(Color(css: arguments.text(0))) }
      return color(LabColor(l: arguments.number(0), a: arguments.number(1), b: arguments.number(2)).color(alpha: 1))
    },
    "luminance": { Color(css: $0.text(0)).map { .number($0.luminance) } ?? .undefined },
    "contrast": { arguments in
      guard let a = Color(css: arguments.text(0)), let b = Color(css: arguments.text(1)) else { return .undefined }
      return .number(a.contrast(with: b))
    },
  ]

  /// A colour as ECMAScript's colour objects are written.
  private static func color(_ color: Color?) -> ScriptValue {
    guard let color else { return .undefined }
    let channels = [color.red, color.green, color.blue].map { "\($0)" }.joined(separator: ", ")
    return .text(color.alpha < 1 ? "rgba(\(channels), \(ScriptNumber.text(color.alpha)))" : "rgb(\(channels))")
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }

  /// `$1`, `$&` and `$$` of a replacement.
  private static func expanded(_ template: String, _ groups: [String]) -> String {
    var out = ""
    var rest = template[...]
    while let c = rest.popFirst() {
      guard c == "$", let next = rest.first else {
        out.append(c)
        continue
      }
      if next == "$" || next == "&" {
        out += next == "$" ? "$" : groups.first ?? ""
        rest = rest.dropFirst()
      } else if let i = next.wholeNumberValue, groups.indices.contains(i), i > 0 {
        out += groups[i]
        rest = rest.dropFirst()
      } else {
        out.append(c)
      }
    }
    return out
  }
}
