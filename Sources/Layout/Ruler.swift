import Frames

/// Measures text and remembers what it measured.
final class Ruler {
  private let measurer: any TextMeasuring
  private var advances: [TextStyle: [String: Double]] = [:]
  private var metrics: [TextStyle: FontMetrics] = [:]

  init(_ measurer: any TextMeasuring) { self.measurer = measurer }

  func advance(of text: String, style: TextStyle) -> Double {
    if let known = advances[style]?[text] { return known }
    let width = measurer.advance(of: text, style: style)
    advances[style, default: [:]][text] = width
    return width
  }

  /// The advance of a text that will hardly be asked for again.
  func advance(ofLine text: String, style: TextStyle) -> Double { measurer.advance(of: text, style: style) }

  func metrics(of style: TextStyle) -> FontMetrics {
    if let known = metrics[style] { return known }
    let measured = measurer.metrics(of: style)
    metrics[style] = measured
    return measured
  }

  /// From the top of a line to its baseline: what the leading leaves over is halved above and below.
  func baseline(of setting: PageTheme.TextSetting) -> Double {
    let m = metrics(of: setting.style)
    return (setting.leading - m.ascent - m.descent) / 2 + m.ascent
  }
}
