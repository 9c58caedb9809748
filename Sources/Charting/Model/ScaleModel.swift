import Formats
import Notation

/// A scale whose type and domain are settled; its range follows when the plot has a size.
struct ScaleModel: Sendable {
  var channel: Channel
  var type: ScaleType
  /// Of a discrete scale.
  var values: [DataValue] = []
  /// Of a continuous or discretizing scale: the ends, or all thresholds or sample values.
  var numbers: [Double] = [0, 1]
  /// The edges of bins, for colours of binned fields.
  var boundaries: [Double] = []
  /// What the author wrote under `scale`, one mapping.
  var properties: Node
  var paddingInner = 0.0
  var paddingOuter = 0.0
  var isReversed = false
  /// Whether the domain starts at zero because the scale says so.
  var includesZero = false
  var isTemporal = false
  /// The unit of time of the values, for labels.
  var timeUnit: TimeUnitSpec?
  var isBinned = false
  var fieldType: FieldType = .quantitative
  var markTypes: Set<MarkType> = []
}

/// The types of scale.
enum ScaleType: String, Sendable, CaseIterable {
  case linear, log, pow, sqrt, symlog, time, utc
  case band, point, ordinal
  case quantize, quantile, threshold, binOrdinal = "bin-ordinal", identity

  /// Whether the domain is a list of values.
  var isDiscrete: Bool { self == .band || self == .point || self == .ordinal }
  /// Whether a continuous domain leads to a list of classes.
  var isDiscretizing: Bool { self == .quantize || self == .quantile || self == .threshold || self == .binOrdinal }
  var isContinuous: Bool { !isDiscrete && !isDiscretizing }
  var isTime: Bool { self == .time || self == .utc }
  /// Only scales of one family can be shared.
  var family: Int {
    switch self {
    case .time, .utc: 1
    case .band, .point: 2
    case .ordinal: 3
    case .binOrdinal: 4
    case .quantize, .quantile, .threshold: 5
    default: 0
    }
  }
  /// The stronger of two types that layers of one view imply wins.
  var precedence: Int {
    switch self {
    case .band: 11
    case .point: 10
    case .time, .utc: 4
    case .ordinal: 1
    case .binOrdinal: 0
    default: 3
    }
  }
}

extension ScaleModel {
  /// How many steps a discrete scale takes along an axis.
  func extent(step: Double) -> Double {
    BandScale.extent(
      count: values.count, step: step, paddingInner: type == .point ? 1 : paddingInner, paddingOuter: paddingOuter)
  }

  /// The continuous scale onto a range.
  func continuous(_ range: [Double], zone: TimeZoneRules) -> ContinuousScale {
    let kind: ContinuousScale.Kind =
      switch type {
      case .log: .log(base: properties["base"]?.number ?? 10)
      case .pow: .power(exponent: properties["exponent"]?.number ?? 1)
      case .sqrt: .squareRoot
      case .symlog: .symlog(constant: properties["constant"]?.number ?? 1)
      case .time: .time(zone)
      case .utc: .time(.utc)
      default: .linear
      }
    return ContinuousScale(
      kind, domain: numbers, range: range, clamp: properties["clamp"]?.bool ?? false,
      round: properties["round"]?.bool ?? false)
  }

  /// The scale onto positions.
  func position(_ low: Double, _ high: Double, zone: TimeZoneRules) -> PositionScale {
    let (low, high) = isReversed ? (high, low) : (low, high)
    if type.isDiscrete {
      let align = properties["align"]?.number ?? 0.5
      let round = properties["round"]?.bool ?? false
      let band =
        type == .point
        ? BandScale.points(domain: values, range: (low, high), padding: paddingOuter, align: align, round: round)
        : BandScale(
          domain: values, range: (low, high), paddingInner: paddingInner, paddingOuter: paddingOuter, align: align,
          round: round)
      return PositionScale(model: self, band: band, continuous: nil)
    }
    return PositionScale(model: self, band: nil, continuous: continuous([low, high], zone: zone))
  }
}

/// A scale from values to places along one axis.
final class PositionScale: Sendable {
  let model: ScaleModel
  let band: BandScale?
  let continuous: ContinuousScale?

  init(model: ScaleModel, band: BandScale?, continuous: ContinuousScale?) {
    self.model = model
    self.band = band
    self.continuous = continuous
  }

  var bandwidth: Double { band?.bandwidth ?? 0 }

  /// The place of a value; the middle of its band.
  func map(_ value: DataValue) -> Double? {
    if let band { return band.center(value) }
    guard let n = value.asNumber, let place = continuous?.map(n), place.isFinite else { return nil }
    return place
  }

  /// The place of every value; that of a text which many rows have is looked up once.
  func map(_ column: DataColumn) -> [Double?] {
    guard case .coded(let codes, let list) = column, list.count <= codes.count else { return column.values.map(map) }
    let places = list.map { map($0) }
    return codes.map { places[Int($0)] }
  }

  /// The start of the band of a value.
  func bandStart(_ value: DataValue) -> Double? { band?.map(value) }

  /// The place bars grow from: zero, or the start of the domain where there is no zero.
  var base: Double {
    guard let continuous else { return 0 }
    let domain = continuous.domain
    let (low, high) = (min(domain.first ?? 0, domain.last ?? 0), max(domain.first ?? 0, domain.last ?? 0))
    if case .log = continuous.kind { return continuous.map(low) }
    if case .time = continuous.kind { return continuous.map(low) }
    return continuous.map(low > 0 ? low : high < 0 ? high : 0)
  }
}
