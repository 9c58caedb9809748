import Glibc

/// Round numbers in an interval: multiples of 1, 2 or 5 times a power of ten.
package enum Ticks {
  /// The step of about `count` ticks. A negative result −n stands for the step 1/n, which keeps the ticks exact.
  package static func increment(_ start: Double, _ stop: Double, count: Double) -> Double {
    let spec = specification(start, stop, count)
    return spec?.increment ?? .nan
  }

  /// The step as a number, negative when `stop` is before `start`.
  package static func step(_ start: Double, _ stop: Double, count: Double) -> Double {
    let reversed = stop < start
    let increment = reversed ? increment(stop, start, count: count) : increment(start, stop, count: count)
    return (reversed ? -1 : 1) * (increment < 0 ? 1 / -increment : increment)
  }

  /// About `count` round numbers from `start` to `stop`, in their order.
  package static func values(_ start: Double, _ stop: Double, count: Double) -> [Double] {
    guard start.isFinite, stop.isFinite, count > 0 else { return [] }
    if start == stop { return [start] }
    let reversed = stop < start
    guard
      let spec = reversed ? specification(stop, start, count) : specification(start, stop, count),
      spec.last >= spec.first, spec.last - spec.first < 1e5
    else { return [] }
    let number = Int(spec.last - spec.first + 1)
    let ticks = (0..<number).map { i in
      let k = spec.first + Double(i)
      return spec.increment < 0 ? k / -spec.increment : k * spec.increment
    }
    return reversed ? ticks.reversed() : ticks
  }

  private struct Specification {
    var first: Double
    var last: Double
    var increment: Double
  }

  private static func specification(_ start: Double, _ stop: Double, _ count: Double) -> Specification? {
    guard start.isFinite, stop.isFinite, count > 0, stop > start else { return nil }
    let rough = (stop - start) / max(0, count)
    let power = log10(rough).rounded(.down)
    guard power.isFinite else { return nil }
    let error = rough / pow(10, power)
    let factor: Double =
      error >= 50.0.squareRoot() ? 10 : error >= 10.0.squareRoot() ? 5 : error >= 2.0.squareRoot() ? 2 : 1
    var first: Double
    var last: Double
    var increment: Double
    if power < 0 {
      increment = pow(10, -power) / factor
      first = jsRound(start * increment)
      last = jsRound(stop * increment)
      if first / increment < start { first += 1 }
      if last / increment > stop { last -= 1 }
      increment = -increment
    } else {
      increment = pow(10, power) * factor
      first = jsRound(start / increment)
      last = jsRound(stop / increment)
      if first * increment < start { first += 1 }
      if last * increment > stop { last -= 1 }
    }
    if last < first, count >= 0.5, count < 2 { return specification(start, stop, count * 2) }
    return Specification(first: first, last: last, increment: increment)
  }

  /// The interval widened to round numbers.
  package static func nice(_ low: Double, _ high: Double, count: Double) -> (low: Double, high: Double) {
    var (start, stop) = (min(low, high), max(low, high))
    var previous = Double.nan
    for _ in 0..<10 {
      let step = increment(start, stop, count: count)
      if step == previous || !step.isFinite || step == 0 { break }
      if step > 0 {
        start = (start / step).rounded(.down) * step
        stop = (stop / step).rounded(.up) * step
      } else {
        start = (start * step).rounded(.up) / step
        stop = (stop * step).rounded(.down) / step
      }
      previous = step
    }
    return low <= high ? (start, stop) : (stop, start)
  }

  /// `Math.round`: ties towards positive infinity.
  static func jsRound(_ value: Double) -> Double { (value + 0.5).rounded(.down) }
}
