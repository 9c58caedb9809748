public import Frames

/// A measurer without fonts: every character is 0.6 em wide, East Asian wide ones 1 em; heights are fixed shares of
/// the size. Goldens made with it do not depend on what is installed.
public final class FixedWidthMeasurer: TextMeasuring {
  public init() {}

  /// 0.6 em or 1 em a character.
  public func advance(of text: String, style: TextStyle) -> Double {
    text.reduce(0) { sum, c in
      let wide = c.unicodeScalars.first.map { $0.value >= 0x2E80 && $0.value < 0xFF60 } ?? false
      return sum + (wide ? 1 : 0.6) * style.size
    }
  }

  /// Ascent 0.8, descent 0.2, capitals 0.7, x-height 0.5 em.
  public func metrics(of style: TextStyle) -> FontMetrics {
    FontMetrics(
      ascent: 0.8 * style.size, descent: 0.2 * style.size, capHeight: 0.7 * style.size, xHeight: 0.5 * style.size)
  }
}
