import Glibc

extension ContinuousScale {
  static func logarithm(_ x: Double, base: Double) -> Double {
    switch base {
    case 10: log10(x)
    case 2: log2(x)
    case M_E: Glibc.log(x)
    default: Glibc.log(x) / Glibc.log(base)
    }
  }

  func niceLog(_ first: Double, _ last: Double, base: Double) -> (Double, Double) {
    func widened(_ x: Double, up: Bool) -> Double {
      x < 0
        ? -pow(base, Self.logarithm(-x, base: base).rounded(up ? .down : .up))
        : pow(base, Self.logarithm(x, base: base).rounded(up ? .up : .down))
    }
    return (widened(first, up: last < first), widened(last, up: last >= first))
  }

  func logTicks(_ first: Double, _ last: Double, base: Double, count: Double) -> [Double] {
    let negative = first < 0
    let reversed = last < first
    var (u, v) = (Swift.min(first, last), Swift.max(first, last))
    guard u * v > 0 else { return [] }
    if negative { (u, v) = (-v, -u) }
    let (i, j) = (Self.logarithm(u, base: base), Self.logarithm(v, base: base))
    var ticks: [Double] = []
    if base.truncatingRemainder(dividingBy: 1) == 0, j - i < count {
      var power = i.rounded(.down)
      while power <= j.rounded(.up) {
        for k in 1..<Int(base) {
          let t = power < 0 ? Double(k) / pow(base, -power) : Double(k) * pow(base, power)
          if t >= u, t <= v { ticks.append(t) }
        }
        power += 1
      }
      if ticks.count * 2 < Int(count) { ticks = Ticks.values(u, v, count: count) }
    } else {
      ticks = Ticks.values(i, j, count: Swift.min(j - i, count)).map { pow(base, $0) }
    }
    if negative { ticks = ticks.reversed().map { -$0 } }
    return reversed ? ticks.reversed() : ticks
  }

  /// Which of the log ticks carry a label: those whose first digit is small enough for about `count` labels.
  package func labelsLogTick(_ tick: Double, base: Double, tickCount: Int, count: Double) -> Bool {
    let k = Swift.max(1, base * count / Double(tickCount))
    let magnitude = tick.magnitude
    var first = magnitude / pow(base, Ticks.jsRound(Self.logarithm(magnitude, base: base)))
    if first * base < base - 0.5 { first *= base }
    return first <= k
  }
}
