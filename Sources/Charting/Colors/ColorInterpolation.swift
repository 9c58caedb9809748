package import Frames
import Glibc

/// How colours between two are found.
package struct ColorInterpolation: Hashable, Sendable {
  package enum Space: String, Hashable, Sendable, CaseIterable {
    case rgb, hsl, hcl, lab, cubehelix
    case hslLong = "hsl-long"
    case hclLong = "hcl-long"
    case cubehelixLong = "cubehelix-long"
  }

  package var space: Space
  /// Of `rgb` and `cubehelix`.
  package var gamma: Double

  package init(_ space: Space = .rgb, gamma: Double = 1) {
    self.space = space
    self.gamma = gamma
  }

  /// The colour a share `t` of the way from one to another.
  package func color(from a: Color, to b: Color, at t: Double) -> Color {
    let alpha = a.alpha + (b.alpha - a.alpha) * t
    switch space {
    case .rgb:
      func channel(_ x: UInt8, _ y: UInt8) -> Double {
        let (x, y) = (Double(x), Double(y))
        if gamma == 1 { return x + (y - x) * t }
        let (p, q) = (pow(x, gamma), pow(y, gamma))
        return pow(p + (q - p) * t, 1 / gamma)
      }
      return Color(channels: channel(a.red, b.red), channel(a.green, b.green), channel(a.blue, b.blue), alpha: alpha)
    case .hsl, .hslLong:
      let (p, q) = (HueSaturation(a), HueSaturation(b))
      return HueSaturation(h: hue(p.h, q.h, t), s: Self.mix(p.s, q.s, t), l: Self.mix(p.l, q.l, t)).color(alpha: alpha)
    case .lab:
      let (p, q) = (LabColor(a), LabColor(b))
      return LabColor(l: Self.mix(p.l, q.l, t), a: Self.mix(p.a, q.a, t), b: Self.mix(p.b, q.b, t)).color(alpha: alpha)
    case .hcl, .hclLong:
      let (p, q) = (LabColor(a), LabColor(b))
      let (x, y) = (p.polar, q.polar)
      return LabColor(
        l: Self.mix(p.l, q.l, t), hue: hue(x.hue, y.hue, t), chroma: Self.mix(x.chroma, y.chroma, t)
      ).color(alpha: alpha)
    case .cubehelix, .cubehelixLong:
      let (p, q) = (Cubehelix(a), Cubehelix(b))
      return Cubehelix(h: hue(p.h, q.h, t), s: Self.mix(p.s, q.s, t), l: Self.mix(p.l, q.l, pow(t, gamma))).color(
        alpha: alpha)
    }
  }

  /// The colour at `t` 0…1 along equally spaced stops; beyond them the way between the outermost two is carried on.
  package func color(along stops: [Color], at t: Double) -> Color {
    guard let first = stops.first else { return .black }
    guard stops.count > 1, !t.isNaN else { return first }
    let position = max(-10, min(11, t)) * Double(stops.count - 1)
    let i = max(0, min(stops.count - 2, Int(position)))
    return color(from: stops[i], to: stops[i + 1], at: position - Double(i))
  }

  /// What only one colour has is taken from it.
  private static func mix(_ a: Double, _ b: Double, _ t: Double) -> Double {
    if a.isNaN || b.isNaN { return a.isNaN ? b : a }
    return a + (b - a) * t
  }

  private func hue(_ a: Double, _ b: Double, _ t: Double) -> Double {
    let isLong = space == .hslLong || space == .hclLong || space == .cubehelixLong
    var way = b - a
    if !isLong, way.magnitude > 180 { way -= 360 * Ticks.jsRound(way / 360) }
    return way.isNaN ? Self.mix(a, b, t) : a + way * t
  }
}
