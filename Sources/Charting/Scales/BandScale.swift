/// Places for the values of an ordinal domain: bands with gaps between them, or points.
package struct BandScale: Hashable, Sendable {
  package private(set) var domain: [DataValue]
  /// Width of a band; zero for points.
  package private(set) var bandwidth: Double
  /// From the start of one band to the start of the next.
  package private(set) var step: Double
  private var positions: [DataValue: Int] = [:]
  private var start: Double
  private var reversed: Bool

  /// Bands. Paddings are shares of the step, 0…1; `align` 0…1 distributes what is left over.
  package init(
    domain values: [DataValue], range: (Double, Double), paddingInner: Double = 0, paddingOuter: Double = 0,
    align: Double = 0.5, round: Bool = false
  ) {
    domain = []
    domain.reserveCapacity(values.count)
    positions.reserveCapacity(values.count)
    for value in values {
      if let known = positions.updateValue(domain.count, forKey: value) {
        positions[value] = known
      } else {
        domain.append(value)
      }
    }
    let count = Double(domain.count)
    let inner = max(0, min(1, paddingInner))
    let outer = max(0, min(1, paddingOuter))
    reversed = range.1 < range.0
    let (low, high) = reversed ? (range.1, range.0) : range
    step = (high - low) / max(1, count - inner + outer * 2)
    if round { step = step.rounded(.down) }
    start = low + (high - low - step * (count - inner)) * align
    bandwidth = step * (1 - inner)
    if round {
      start = Ticks.jsRound(start)
      bandwidth = Ticks.jsRound(bandwidth)
    }
  }

  /// Points: bands without width.
  package static func points(
    domain: [DataValue], range: (Double, Double), padding: Double = 0, align: Double = 0.5, round: Bool = false
  ) -> BandScale {
    BandScale(domain: domain, range: range, paddingInner: 1, paddingOuter: padding, align: align, round: round)
  }

  /// The range that gives `count` bands a step, the way Vega-Lite sizes a discrete axis.
  package static func extent(count: Int, step: Double, paddingInner: Double, paddingOuter: Double) -> Double {
    let space = max(count > 0 ? 1 : 0, Double(count) - paddingInner + paddingOuter * 2)
    return space * step
  }

  /// The start of the band of a value, nil for one outside the domain.
  package func map(_ value: DataValue) -> Double? {
    positions[value].map { start + step * Double(reversed ? domain.count - 1 - $0 : $0) }
  }

  /// The middle of the band of a value.
  package func center(_ value: DataValue) -> Double? { map(value).map { $0 + bandwidth / 2 } }
}
