package import Frames
import Notation

extension SceneContext {
  /// What the chart is painted on.
  var ground: Color {
    config.value("background")?.string.flatMap { $0 == "transparent" ? nil : Color(css: $0) } ?? .white
  }

  private var isDark: Bool { ground.luminance < 0.3 }
  /// Of text that carries values.
  var ink: Color { isDark ? Color(hex: 0xF2F2F2) : Color(hex: 0x1A1A1A) }
  /// Of remarks.
  var muted: Color { isDark ? Color(hex: 0xB5B5B5) : Color(hex: 0x666666) }
  /// Of lines that lead from a mark to its label.
  var faint: Color { isDark ? Color(hex: 0x8F8F8F) : Color(hex: 0x8A8A8A) }

  /// Dark or light text, whichever contrasts more with a fill: one of them reaches 4.5:1 on any (WCAG 2.2, 1.4.3).
  func readable(on fill: Color) -> Color {
    let dark = Color(hex: 0x1A1A1A)
    if dark.contrast(with: fill) >= 4.5 { return dark }
    return Color.white.contrast(with: fill) >= 4.5 ? .white : .black
  }
}

extension Color {
  /// The colour moved towards black or white until it contrasts enough with a ground.
  package func legible(on ground: Color, ratio: Double = 4.5) -> Color {
    let goal: Double = ground.luminance < 0.3 ? 255 : 0
    for step in 0...20 {
      let t = Double(step) / 20
      func mixed(_ c: UInt8) -> UInt8 { UInt8((Double(c) + (goal - Double(c)) * t).rounded()) }
      let color = Color(red: mixed(red), green: mixed(green), blue: mixed(blue))
      if color.contrast(with: ground) >= ratio { return color }
    }
    return goal == 255 ? .white : .black
  }
}
