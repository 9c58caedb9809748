import Diagnostics
import OrderedCollections

extension Observation {
  /// Whether two figures agree in all their terms: everything but identifier, value, period and the place in the file.
  public func hasTerms(of other: Observation) -> Bool {
    measure == other.measure && sector == other.sector && region == other.region && regionCode == other.regionCode
      && unit == other.unit && change == other.change && status == other.status && qualifier == other.qualifier
      && notes == other.notes && quote == other.quote && origin.file == other.origin.file
  }

  /// Whether two figures in units of one base may be the same amount, told more or less exactly.
  ///
  /// A plain number stands for everything that rounds to it at its printed places. A hedged one reaches one step of its
  /// last digit that is not zero to the side its hedge names: "over 80 billion" up to 90, "nearly 1.2" down to 1.1,
  /// "about 50" half a step to either side. A range stands for what lies in it. Figures agree where what one says lies
  /// in what the other stands for.
  public func agrees(with other: Observation, _ vocabulary: Vocabulary) -> Bool {
    guard let a = extent(vocabulary), let b = other.extent(vocabulary) else { return false }
    func meet(_ said: ClosedRange<Double>, _ meant: ClosedRange<Double>) -> Bool {
      let slack = max(abs(said.upperBound), abs(meant.upperBound)) * 1e-12
      return said.lowerBound <= meant.upperBound + slack && meant.lowerBound <= said.upperBound + slack
    }
    return meet(a.said, b.meant) || meet(b.said, a.meant)
  }

  /// The amounts that the figure says and those it may stand for, in the base of its unit; nil where it is missing.
  private func extent(_ vocabulary: Vocabulary) -> (said: ClosedRange<Double>, meant: ClosedRange<Double>)? {
    let factor = vocabulary.units[unit]?.factor.double ?? 1
    func range(_ a: Double, _ b: Double) -> ClosedRange<Double> { min(a, b) * factor...max(a, b) * factor }
    switch value {
    case .missing: return nil
    case .range(let low, let high):
      let whole = range(low.double, high.double)
      return (whole, whole)
    case .number(let n):
      let half = ExactDecimal(significand: 5, exponent: n.exponent - 1).double
      let step = n.lastStep.double
      let number = n.double
      let meant =
        switch qualifier {
        case .exact: range(number - half, number + half)
        case .over, .atLeast: range(number, number + step)
        case .nearly, .under, .upTo: range(number - step, number)
        case .about: range(number - step / 2, number + step / 2)
        }
      return (range(number, number), meant)
    }
  }

  /// Whether this figure says more exactly what an agreeing one says too.
  public func isFiner(than other: Observation, _ vocabulary: Vocabulary) -> Bool {
    guard let a = extent(vocabulary), let b = other.extent(vocabulary) else { return false }
    if (qualifier == .exact) != (other.qualifier == .exact) { return qualifier == .exact }
    return a.meant.upperBound - a.meant.lowerBound < b.meant.upperBound - b.meant.lowerBound
  }
}

extension ExactDecimal {
  /// One in the place of the last digit that is not zero.
  fileprivate var lastStep: ExactDecimal {
    var (digits, exponent) = (significand, exponent)
    while digits != 0, digits % 10 == 0 {
      digits /= 10
      exponent += 1
    }
    return ExactDecimal(significand: 1, exponent: exponent)
  }
}
