import Charting
import Formats
import Testing

struct ScaleTests {
  @Test func ticksAreExact() {
    #expect(Ticks.values(0, 1, count: 10) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    #expect(Ticks.values(0, 10, count: 5) == [0, 2, 4, 6, 8, 10])
    #expect(Ticks.values(-10, 10, count: 4) == [-10, -5, 0, 5, 10])
    #expect(Ticks.values(10, 0, count: 2) == [10, 5, 0])
    #expect(Ticks.values(3, 3, count: 5) == [3])
    #expect(Ticks.values(0, .infinity, count: 5) == [])
    #expect(Ticks.increment(0, 1, count: 10) == -10)
    #expect(Ticks.step(1, 0, count: 10) == -0.1)
    #expect(Ticks.values(1e-20, 5e-20, count: 4).count == 5)
  }

  @Test(arguments: 0..<400)
  func ticksAreSortedAndInside(seed: Int) {
    var state = UInt64(seed) &* 2_862_933_555_777_941_757 &+ 3_037_000_493
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    let magnitude = [1e-9, 1e-3, 1, 1e5, 1e12][seed % 5]
    let (a, b) = ((random() - 0.5) * magnitude, (random() - 0.5) * magnitude)
    let (low, high) = (min(a, b), max(a, b))
    let ticks = Ticks.values(low, high, count: Double(seed % 20 + 1))
    #expect(ticks == ticks.sorted() && ticks.allSatisfy { $0 >= low && $0 <= high })
    let nice = Ticks.nice(low, high, count: 10)
    #expect(nice.low <= low && nice.high >= high)
    for zone in [TimeZoneRules.utc, .fixed(minutesEast: 330)] {
      let (start, stop) = (low / magnitude * 1e12 * random(), low / magnitude * 1e12 * random() + 1e10)
      let moments = TimeTicks.values(start, stop, count: 8, zone: zone)
      #expect(start > stop || (moments == moments.sorted() && moments.allSatisfy { $0 >= start && $0 <= stop }))
      let wide = TimeTicks.nice(start, stop, count: 8, zone: zone)
      #expect(min(wide.0, wide.1) <= min(start, stop) && max(wide.0, wide.1) >= max(start, stop))
    }
    let bins = Binning(low, high)
    #expect(bins.start <= low && bins.stop >= high && bins.boundaries.count <= 22)
    let binned = bins.lower(low + (high - low) * 0.3)
    #expect(binned <= (low + (high - low) * 0.3) * (1 + 1e-9) + magnitude * 1e-9)
  }

  @Test func mapsAndInverts() {
    var scale = ContinuousScale(domain: [10, 130], range: [0, 960])
    #expect(scale.map(20) == 80 && scale.map(50) == 320 && scale.invert(80) == 20)
    scale.clamp = true
    #expect(scale.map(-10) == 0 && scale.invert(1_000) == 130)
    let diverging = ContinuousScale(domain: [-1, 0, 1], range: [0, 10, 100])
    #expect(diverging.map(-0.5) == 5 && diverging.map(0.5) == 55 && diverging.map(2) == 190)
    let root = ContinuousScale(.squareRoot, domain: [0, 100], range: [0, 10])
    #expect(root.map(25) == 5 && root.invert(5) == 25)
    let log = ContinuousScale(.log(base: 10), domain: [1, 100], range: [0, 2])
    #expect(abs(log.map(10) - 1) < 1e-12 && abs(log.invert(1) - 10) < 1e-9)
    let symlog = ContinuousScale(.symlog(constant: 1), domain: [-100, 100], range: [0, 10])
    #expect(symlog.map(0) == 5 && abs(symlog.invert(symlog.map(42)) - 42) < 1e-9)
    #expect(ContinuousScale(domain: [3, 3], range: [0, 10]).map(3) == 5)
    #expect(ContinuousScale(domain: [], range: []).map(3).isNaN)
    var zero = ContinuousScale(domain: [5, 10])
    zero.includeZero()
    #expect(zero.domain == [0, 10])
  }

  @Test func ticksOfLogScales() {
    let scale = ContinuousScale(.log(base: 10), domain: [1, 100])
    let tens = (2...10).map { Double(10 * $0) }
    #expect(scale.ticks() == (1...10).map(Double.init) + tens)
    var nice = ContinuousScale(.log(base: 10), domain: [3, 420])
    nice.nice()
    #expect(nice.domain == [1, 1_000])
    let negative = ContinuousScale(.log(base: 10), domain: [-100, -1])
    #expect(negative.ticks().first == -100 && negative.ticks().last == -1)
  }

  @Test func labelsTicks() throws {
    func labels(_ scale: ContinuousScale, _ count: Double, _ specifier: String? = nil) throws -> [String] {
      let format = try scale.tickFormat(count: count, specifier: specifier)
      return scale.ticks(count: count).map(format)
    }
    #expect(try labels(ContinuousScale(domain: [0, 1]), 5) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(try labels(ContinuousScale(domain: [-1, 1]), 5, "+%") == ["−100%", "−50%", "+0%", "+50%", "+100%"])
    #expect(try labels(ContinuousScale(domain: [0, 2e6]), 4, "s") == ["0.0M", "0.5M", "1.0M", "1.5M", "2.0M"])
    #expect(try labels(ContinuousScale(domain: [0, 3000]), 3) == ["0", "1,000", "2,000", "3,000"])
    let log = try labels(ContinuousScale(.log(base: 10), domain: [1, 1000]), 5)
    #expect(log.filter { !$0.isEmpty } == ["1", "10", "100", "1k"])
    let year = ContinuousScale(.time(.utc), domain: [946_684_800_000, 978_307_200_000])
    #expect(
      try labels(year, 12) == [
        "2000", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December", "2001",
      ])
    let day = ContinuousScale(.time(.utc), domain: [946_684_800_000, 946_771_200_000])
    #expect(try labels(day, 4) == ["2000", "06 AM", "12 PM", "06 PM", "Jan 02"])
  }

  @Test func bandsFillTheRange() {
    let values = ["a", "b", "c"].map(DataValue.string)
    let plain = BandScale(domain: values, range: (0, 120))
    #expect(plain.bandwidth == 40 && plain.map(values[1]) == 40 && plain.map(.string("x")) == nil)
    let padded = BandScale(domain: values, range: (0, 120), paddingInner: 0.2, paddingOuter: 0.1)
    #expect(padded.step == 40 && padded.bandwidth == 32 && padded.map(values[0]) == 4)
    let rounded = BandScale(domain: values, range: (0, 100), round: true)
    #expect(rounded.bandwidth == 33 && rounded.map(values[0]) == 1)
    let reversed = BandScale(domain: values, range: (120, 0))
    #expect(reversed.map(values[0]) == 80 && reversed.center(values[2]) == 20)
    let points = BandScale.points(domain: values, range: (0, 100))
    #expect(values.map { points.map($0) } == [0, 50, 100] && points.bandwidth == 0)
    #expect(BandScale.points(domain: [values[0]], range: (0, 100)).map(values[0]) == 50)
    #expect(BandScale(domain: [], range: (0, 100)).bandwidth == 100)
    for n in 1..<40 {
      let domain = (0..<n).map { DataValue.number(Double($0)) }
      let scale = BandScale(domain: domain, range: (0, 500), paddingInner: 0.1, paddingOuter: 0.05)
      let gaps = scale.step * 0.1 * Double(n - 1) + scale.step * 0.1
      #expect(abs(scale.bandwidth * Double(n) + gaps - 500) < 1e-9)
    }
  }

  @Test func classesAndBins() {
    let quantize = ThresholdScale.quantize(0, 1, classes: 4)
    #expect(quantize.thresholds == [0.25, 0.5, 0.75] && quantize.index(0.5) == 2 && quantize.index(9) == 3)
    let quantile = ThresholdScale.quantile([3, 6, 7, 8, 8, 10, 13, 15, 16, 20], classes: 4)
    #expect(quantile.thresholds == [7.25, 9, 14.5])
    #expect(ThresholdScale.binOrdinal(12, boundaries: [0, 10, 20, 30]) == 1)
    var options = Binning.Options()
    options.maximumBins = 10
    #expect(Binning(1, 10, options) == Binning(1, 10, options))
    let bins = Binning(0, 10, options)
    #expect(bins.start == 0 && bins.stop == 10 && bins.step == 1 && bins.lower(10) == 9 && bins.lower(0.3) == 0)
    let ratings = Binning(1.4, 9.2, options)
    #expect(ratings.start == 1 && ratings.stop == 10 && ratings.step == 1)
    options.step = 3
    #expect(Binning(0, 10, options).stop == 12)
    let single = Binning(5, 5)
    #expect(single.step > 0 && single.stop > single.start)
    let colors = OrdinalScale(domain: [.string("a"), .string("b"), .string("c")], range: [1, 2])
    #expect(colors.map(.string("c")) == 1 && colors.map(.string("z")) == nil)
  }
}
