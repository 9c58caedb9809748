import Glibc

/// Equal bins over an interval, with round boundaries.
package struct Binning: Hashable, Sendable {
  package var start: Double
  package var stop: Double
  package var step: Double
  /// Where an axis of the bins ends, when not where they do.
  package var axisStop: Double?

  /// What shapes the bins.
  package struct Options: Hashable, Sendable {
    package var maximumBins = 20.0
    package var base = 10.0
    /// Factors by which a step may be divided.
    package var divide: [Double] = [5, 2]
    package var minimumStep = 0.0
    /// The step itself, overriding the choice.
    package var step: Double?
    /// Allowed steps, overriding the choice.
    package var steps: [Double] = []
    /// Extent on which the step is chosen, when not that of the bins.
    package var span: Double?
    package var nice = true
    /// A boundary that must exist.
    package var anchor: Double?

    package init() {}
  }

  package init(_ low: Double, _ high: Double, _ options: Options = Options()) {
    let logBase = log(options.base)
    let span = options.span ?? (high - low == 0 ? (low == 0 ? 1 : low.magnitude) : high - low)
    var step: Double
    var precision = 0.0
    if let given = options.step {
      step = given
    } else if !options.steps.isEmpty {
      // The last allowed step below the ideal one.
      step = options.steps.prefix { $0 < span / options.maximumBins }.last ?? options.steps[0]
    } else {
      let level = (log(options.maximumBins) / logBase).rounded(.up)
      step = max(options.minimumStep, pow(options.base, Ticks.jsRound(log(span) / logBase) - level))
      while (span / step).rounded(.up) > options.maximumBins { step *= options.base }
      for factor in options.divide {
        let finer = step / factor
        if finer >= options.minimumStep, span / finer <= options.maximumBins { step = finer }
      }
    }
    guard step > 0, step.isFinite else {
      self.init(start: low, stop: high, step: 1)
      return
    }
    let logarithm = log(step)
    precision = logarithm >= 0 ? 0 : (-logarithm / logBase).rounded(.down) + 1
    let epsilon = pow(options.base, -precision - 1)
    var (start, stop) = (low, high)
    if options.nice {
      let rounded = (low / step + epsilon).rounded(.down) * step
      start = low < rounded ? rounded - step : rounded
      stop = (high / step).rounded(.up) * step
    }
    if stop == start { stop = start + step }
    let axisStop = stop
    stop = start + ((stop - start) / step - 1e-9).rounded(.up) * step
    if let anchor = options.anchor {
      let shift = anchor - (start + step * ((anchor - start) / step).rounded(.down))
      start += shift
      stop += shift
    }
    self.init(start: start, stop: stop, step: step)
    if axisStop != stop { self.axisStop = axisStop }
  }

  init(start: Double, stop: Double, step: Double) {
    self.start = start
    self.stop = stop
    self.step = step
  }

  /// The start of the bin of a value; the last bin holds its end. Not a number for what lies in no bin.
  package func lower(_ value: Double) -> Double {
    guard value.isFinite else { return .nan }
    guard value >= start, value <= stop else { return .nan }
    let v = max(start, min(value, stop - step))
    return start + step * (1e-14 + (v - start) / step).rounded(.down)
  }

  /// All boundaries.
  package var boundaries: [Double] {
    guard (stop - start) / step < 100_000 else { return [start, stop] }
    return (0...Int(((stop - start) / step + 1e-9).rounded(.down))).map { start + Double($0) * step }
  }
}
