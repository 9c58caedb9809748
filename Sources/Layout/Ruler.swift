import Frames

/// Measures text; what was measured is for the measurer to remember.
struct Ruler {
  private let measurer: any TextMeasuring

  init(_ measurer: any TextMeasuring) { self.measurer = measurer }

  func advance(of text: String, style: TextStyle) -> Double { measurer.advance(of: text, style: style) }

  func metrics(of style: TextStyle) -> FontMetrics { measurer.metrics(of: style) }

  /// From the top of a line to its baseline: what the leading leaves over is halved above and below.
  func baseline(of setting: PageTheme.TextSetting) -> Double {
    let m = metrics(of: setting.style)
    return (setting.leading - m.ascent - m.descent) / 2 + m.ascent
  }
}
