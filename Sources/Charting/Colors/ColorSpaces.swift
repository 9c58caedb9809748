import Frames
import Glibc

/// Hue in degrees, saturation and lightness 0…1; hue and saturation not a number for greys.
struct HueSaturation {
  var h: Double
  var s: Double
  var l: Double

  init(h: Double, s: Double, l: Double) {
    self.h = h
    self.s = s
    self.l = l
  }

  init(_ color: Color) {
    let (r, g, b) = (Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255)
    let (low, high) = (min(r, g, b), max(r, g, b))
    let spread = high - low
    l = (high + low) / 2
    guard spread > 0 else {
      h = .nan
      s = l > 0 && l < 1 ? 0 : .nan
      return
    }
    s = spread / (l < 0.5 ? high + low : 2 - high - low)
    h = 60 * (r == high ? (g - b) / spread + (g < b ? 6 : 0) : g == high ? (b - r) / spread + 2 : (r - g) / spread + 4)
  }

  func color(alpha: Double) -> Color {
    let hue = h.isNaN ? 0 : h - (h / 360).rounded(.down) * 360
    let saturation = h.isNaN || s.isNaN ? 0 : s
    let high = l + (l < 0.5 ? l : 1 - l) * saturation
    let low = 2 * l - high
    func channel(_ degrees: Double) -> Double {
      let d = degrees < 0 ? degrees + 360 : degrees >= 360 ? degrees - 360 : degrees
      let v =
        d < 60 ? low + (high - low) * d / 60 : d < 180 ? high : d < 240 ? low + (high - low) * (240 - d) / 60 : low
      return v * 255
    }
    return Color(channels: channel(hue + 120), channel(hue), channel(hue - 120), alpha: alpha)
  }
}

/// CIE L*a*b* with the D50 white.
struct LabColor {
  var l: Double
  var a: Double
  var b: Double

  private static let white = (x: 0.96422, y: 1.0, z: 0.82521)

  init(l: Double, a: Double, b: Double) {
    self.l = l
    self.a = a
    self.b = b
  }

  init(_ color: Color) {
    func linear(_ c: UInt8) -> Double {
      let v = Double(c) / 255
      return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
    }
    func curve(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : t * 841 / 108 + 4.0 / 29 }
    let (red, green, blue) = (linear(color.red), linear(color.green), linear(color.blue))
    let y = curve((0.2225045 * red + 0.7168786 * green + 0.0606169 * blue) / Self.white.y)
    var (x, z) = (y, y)
    if color.red != color.green || color.green != color.blue {
      x = curve((0.4360747 * red + 0.3850649 * green + 0.1430804 * blue) / Self.white.x)
      z = curve((0.0139322 * red + 0.0971045 * green + 0.7141733 * blue) / Self.white.z)
    }
    self.init(l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }

  func color(alpha: Double) -> Color {
    func curve(_ t: Double) -> Double { t > 6.0 / 29 ? t * t * t : (t - 4.0 / 29) * 108 / 841 }
    func gamma(_ v: Double) -> Double { 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * pow(v, 1 / 2.4) - 0.055) }
    let y0 = (l + 16) / 116
    let x = Self.white.x * curve(a.isNaN ? y0 : y0 + a / 500)
    let y = Self.white.y * curve(y0)
    let z = Self.white.z * curve(b.isNaN ? y0 : y0 - b / 200)
    return Color(
      channels: gamma(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
      gamma(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z), gamma(0.0719453 * x - 0.2289914 * y + 1.4052427 * z),
      alpha: alpha)
  }

  /// Hue in degrees and chroma, not a number where they have no meaning.
  var polar: (hue: Double, chroma: Double) {
    if a == 0, b == 0 { return (.nan, l > 0 && l < 100 ? 0 : .nan) }
    let hue = atan2(b, a) * 180 / .pi
    return (hue < 0 ? hue + 360 : hue, (a * a + b * b).squareRoot())
  }

  init(l: Double, hue: Double, chroma: Double) {
    let radians = hue.isNaN ? 0 : hue * .pi / 180
    let c = hue.isNaN || chroma.isNaN ? 0 : chroma
    self.init(l: l, a: cos(radians) * c, b: sin(radians) * c)
  }
}

/// Dave Green's cubehelix coordinates.
struct Cubehelix {
  var h: Double
  var s: Double
  var l: Double

  private static let (a, b, c, d, e) = (-0.14861, 1.78277, -0.29227, -0.90649, 1.97294)

  init(h: Double, s: Double, l: Double) {
    self.h = h
    self.s = s
    self.l = l
  }

  init(_ color: Color) {
    let (red, green, blue) = (Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255)
    let (ed, eb, mixed) = (Self.e * Self.d, Self.e * Self.b, Self.b * Self.c - Self.d * Self.a)
    l = (mixed * blue + ed * red - eb * green) / (mixed + ed - eb)
    let bl = blue - l
    let k = (Self.e * (green - l) - Self.c * bl) / Self.d
    s = (k * k + bl * bl).squareRoot() / (Self.e * l * (1 - l))
    h = s.isNaN || s == 0 ? .nan : atan2(k, bl) * 180 / .pi - 120
    if h < 0 { h += 360 }
  }

  func color(alpha: Double) -> Color {
    let radians = h.isNaN ? 0 : (h + 120) * .pi / 180
    let amplitude = s.isNaN ? 0 : s * l * (1 - l)
    let (cosine, sine) = (cos(radians), sin(radians))
    return Color(
      channels: 255 * (l + amplitude * (Self.a * cosine + Self.b * sine)),
      255 * (l + amplitude * (Self.c * cosine + Self.d * sine)), 255 * (l + amplitude * (Self.e * cosine)), alpha: alpha
    )
  }
}
