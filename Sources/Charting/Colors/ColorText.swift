package import Frames

extension Color {
  /// Reads a CSS colour: `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb()`, `hsl()`, a name, `transparent`.
  package init?(css text: String) {
    if let plain = Self.sixDigits(text) {
      self.init(hex: plain)
      return
    }
    let text = text.lowercased().filter { !$0.isNewline }
    let trimmed = text.drop { $0 == " " }
    let body = trimmed.prefix(trimmed.count - trimmed.reversed().prefix { $0 == " " }.count)
    if body.first == "#" {
      self.init(hexDigits: body.dropFirst())
    } else if body == "transparent" {
      self.init(red: 0, green: 0, blue: 0, alpha: 0)
    } else if let named = Color(cssName: String(body)) {
      self = named
    } else {
      self.init(function: body)
    }
  }

  /// `#rrggbb`, the form most colours are written in.
  private static func sixDigits(_ text: String) -> UInt32? {
    let bytes = text.utf8
    guard bytes.count == 7, bytes.first == UInt8(ascii: "#") else { return nil }
    var value: UInt32 = 0
    for byte in bytes.dropFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return value
  }

  private init?(hexDigits: Substring) {
    let digits = hexDigits.compactMap(\.hexDigitValue)
    guard digits.count == hexDigits.count, [3, 4, 6, 8].contains(digits.count) else { return nil }
    let bytes =
      digits.count < 6
      ? digits.map { $0 * 17 } : stride(from: 0, to: digits.count, by: 2).map { digits[$0] * 16 + digits[$0 + 1] }
    self.init(
      red: UInt8(bytes[0]), green: UInt8(bytes[1]), blue: UInt8(bytes[2]),
      alpha: bytes.count > 3 ? Double(bytes[3]) / 255 : 1)
  }

  private init?(function text: Substring) {
    guard text.last == ")", let open = text.firstIndex(of: "(") else { return nil }
    let arguments = text[text.index(after: open)..<text.index(before: text.endIndex)]
      .split { $0 == "," || $0 == " " || $0 == "/" }
    guard arguments.count == 3 || arguments.count == 4 else { return nil }
    func number(_ i: Int, percentOf whole: Double) -> Double? {
      let argument = arguments[i]
      if argument.last == "%" { return Double(argument.dropLast()).map { $0 / 100 * whole } }
      return Double(argument.hasSuffix("deg") ? argument.dropLast(3) : argument)
    }
    guard let alpha = arguments.count == 4 ? number(3, percentOf: 1) : 1, !alpha.isNaN else { return nil }
    let opacity = max(0, min(1, alpha))
    switch text[..<open] {
    case "rgb", "rgba":
      guard let r = number(0, percentOf: 255), let g = number(1, percentOf: 255), let b = number(2, percentOf: 255)
      else { return nil }
      self.init(channels: r, g, b, alpha: opacity)
    case "hsl", "hsla":
      guard let h = number(0, percentOf: 360), let s = number(1, percentOf: 1), let l = number(2, percentOf: 1) else {
        return nil
      }
      self = HueSaturation(h: h, s: max(0, s), l: l).color(alpha: opacity)
    default: return nil
    }
  }

  /// From channels 0…255, rounded and held within their limits.
  init(channels red: Double, _ green: Double, _ blue: Double, alpha: Double) {
    func channel(_ value: Double) -> UInt8 { value.isNaN ? 0 : UInt8(max(0, min(255, Ticks.jsRound(value)))) }
    self.init(red: channel(red), green: channel(green), blue: channel(blue), alpha: max(0, min(1, alpha)))
  }
}
