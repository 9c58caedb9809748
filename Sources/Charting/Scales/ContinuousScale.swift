package import Formats
import Glibc

/// A scale from numbers to numbers, piecewise between the points of its domain.
package struct ContinuousScale: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case linear
    case log(base: Double)
    case power(exponent: Double)
    case symlog(constant: Double)
    case time(TimeZoneRules)

    package static var squareRoot: Kind { .power(exponent: 0.5) }
  }

  package var kind: Kind
  package var domain: [Double]
  package var range: [Double]
  package var clamp: Bool
  /// Whether positions are rounded to whole units.
  package var round: Bool

  package init(
    _ kind: Kind = .linear, domain: [Double] = [0, 1], range: [Double] = [0, 1], clamp: Bool = false,
    round: Bool = false
  ) {
    self.kind = kind
    self.domain = domain
    self.range = range
    self.clamp = clamp
    self.round = round
  }

  /// The position of a value; not a number for one the scale cannot place.
  package func map(_ value: Double) -> Double {
    let count = min(domain.count, range.count)
    guard count > 1, !value.isNaN else { return .nan }
    let x = transformed(clamp ? clamped(value, to: domain, count) : value)
    if count == 2 {
      let result = Self.between(x, transformed(domain[0]), transformed(domain[1]), range[0], range[1])
      return round ? Ticks.jsRound(result) : result
    }
    let knots = domain.prefix(count).map(transformed)
    let result = Self.piecewise(x, from: knots, to: Array(range.prefix(count)))
    return round ? Ticks.jsRound(result) : result
  }

  /// The value at a position.
  package func invert(_ position: Double) -> Double {
    let count = min(domain.count, range.count)
    guard count > 1 else { return .nan }
    let knots = domain.prefix(count).map(transformed)
    let value = untransformed(Self.piecewise(position, from: Array(range.prefix(count)), to: knots))
    return clamp ? clamped(value, to: domain, count) : value
  }

  /// 0 for the start of the domain, 1 for its end: what a colour interpolator takes.
  package func fraction(_ value: Double) -> Double {
    guard domain.count > 1 else { return .nan }
    var copy = self
    copy.range = (0..<domain.count).map { Double($0) / Double(domain.count - 1) }
    copy.round = false
    return copy.map(value)
  }

  private func clamped(_ value: Double, to domain: [Double], _ count: Int) -> Double {
    let (a, b) = (domain[0], domain[count - 1])
    return max(min(a, b), min(max(a, b), value))
  }

  private static func piecewise(_ x: Double, from: [Double], to: [Double]) -> Double {
    let descending = from[from.count - 1] < from[0]
    var i = 1
    while i < from.count - 1, descending ? x < from[i] : x >= from[i] { i += 1 }
    return between(x, from[i - 1], from[i], to[i - 1], to[i])
  }

  /// Where `low`…`high` lead for a value that lies in `a`…`b`.
  private static func between(_ x: Double, _ a: Double, _ b: Double, _ low: Double, _ high: Double) -> Double {
    // A domain of one value sits in the middle of its range.
    let t = b == a ? 0.5 : (x - a) / (b - a)
    return low * (1 - t) + high * t
  }

  func transformed(_ x: Double) -> Double {
    switch kind {
    case .linear, .time: return x
    case .log: return (domain.first ?? 1) < 0 ? -Glibc.log(-x) : Glibc.log(x)
    case .power(let exponent):
      if exponent == 1 { return x }
      if exponent == 0.5 { return x < 0 ? -(-x).squareRoot() : x.squareRoot() }
      return x < 0 ? -pow(-x, exponent) : pow(x, exponent)
    case .symlog(let constant): return (x < 0 ? -1 : 1) * log1p((x / constant).magnitude)
    }
  }

  private func untransformed(_ y: Double) -> Double {
    switch kind {
    case .linear, .time: return y
    case .log: return (domain.first ?? 1) < 0 ? -exp(-y) : exp(y)
    case .power(let exponent):
      if exponent == 0.5 { return y < 0 ? -y * y : y * y }
      return y < 0 ? -pow(-y, 1 / exponent) : pow(y, 1 / exponent)
    case .symlog(let constant): return (y < 0 ? -1 : 1) * expm1(y.magnitude) * constant
    }
  }

  /// The domain widened to include zero; a log or time scale stays as it is.
  package mutating func includeZero() {
    switch kind {
    case .log, .time: return
    default: break
    }
    guard domain.count > 1, let low = domain.min(), let high = domain.max(), low > 0 || high < 0 else { return }
    let ascending = domain[0] <= domain[domain.count - 1]
    if (low > 0) == ascending { domain[0] = 0 } else { domain[domain.count - 1] = 0 }
  }

  /// Widens the ends of the domain to round values.
  package mutating func nice(count: Double = 10) {
    guard domain.count > 1, let first = domain.first, let last = domain.last else { return }
    let (a, b): (Double, Double)
    switch kind {
    case .linear, .power, .symlog: (a, b) = Ticks.nice(first, last, count: count)
    case .log(let base): (a, b) = niceLog(first, last, base: base)
    case .time(let zone): (a, b) = TimeTicks.nice(first, last, count: count, zone: zone)
    }
    guard a.isFinite, b.isFinite else { return }
    domain[0] = a
    domain[domain.count - 1] = b
  }

  /// Widens the ends of the domain of a time scale to multiples of an interval.
  package mutating func nice(_ interval: CalendarInterval) {
    guard case .time(let zone) = kind, domain.count > 1, let first = domain.first, let last = domain.last else {
      return
    }
    let low = interval.floor(min(first, last), zone: zone)
    let high = interval.ceiling(max(first, last), zone: zone)
    domain[0] = first <= last ? low : high
    domain[domain.count - 1] = first <= last ? high : low
  }

  /// About `count` values for ticks, in the order of the domain.
  package func ticks(count: Double = 10) -> [Double] {
    guard let first = domain.first, let last = domain.last, first.isFinite, last.isFinite else { return [] }
    switch kind {
    case .linear, .power, .symlog: return Ticks.values(first, last, count: count)
    case .log(let base): return logTicks(first, last, base: base, count: count)
    case .time(let zone): return TimeTicks.values(first, last, count: count, zone: zone)
    }
  }
}
