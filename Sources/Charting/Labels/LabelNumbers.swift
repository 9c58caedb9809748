import Formats
import Notation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes the numbers of labels alike: one unit, equal decimals, at most three significant digits of the largest.
struct LabelNumbers {
  private let scale: Double
  private let suffix: String
  private let decimals: Int
  private let specifier: NumberFormat?
  private let locale: FormatLocale

  init(_ values: [Double], format: String?, words: ChartWords) {
    locale = words.locale
    specifier = format.flatMap { try? NumberFormat($0, locale: words.locale) }
    let largest = values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let units = words.scales.map { (pow(10, Double($0.exponent)), $0.suffix) }
    let (scale, suffix) = units.first { largest >= 10 * $0.0 } ?? (1, "")
    (self.scale, self.suffix) = (scale, suffix)
    guard largest > 0 else {
      decimals = 0
      return
    }
    let digits = Int(log10(largest / scale).rounded(.down))
    var needed = min(max(0, 2 - digits), 6)
    // Without zeros that no value needs.
    while needed > 0 {
      let power = pow(10, Double(needed - 1))
      let exact = values.allSatisfy { v in
        let x = v / scale * power
        return (x - x.rounded()).magnitude < 1e-6 * max(1, x.magnitude)
      }
      guard exact else { break }
      needed -= 1
    }
    decimals = needed
  }

  /// The number as text; a value too small for the common decimals keeps one digit of its own.
  func text(_ value: Double) -> String {
    if let specifier { return specifier.format(value) }
    let shown = value / scale
    if value != 0, shown.magnitude < 0.5 / pow(10, Double(decimals)) {
      let power = Int(log10(value.magnitude).rounded(.down))
      guard power < -3 else { return plain(value, decimals: -power) }
      let text = (try? NumberFormat(".0e", locale: locale))?.format(value) ?? numberAsWritten(value)
      return String(text.map { $0 == "-" ? "\u{2212}" : $0 })
    }
    return plain(shown, decimals: decimals) + suffix
  }

  private func plain(_ value: Double, decimals: Int) -> String {
    (try? NumberFormat(",.\(max(0, decimals))f", locale: locale))?.format(value) ?? numberAsWritten(value)
  }
}
