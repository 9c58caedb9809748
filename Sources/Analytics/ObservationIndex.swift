import Diagnostics
public import Observations
import OrderedCollections

/// Observations encoded by column, made once and shared by many queries.
///
/// Every component becomes a code, the position of its value among the distinct values in printing order, so that
/// grouping and sorting compare integers. Rows stand in an order that does not depend on the order they were given in.
public struct ObservationIndex: Sendable {
  /// In canonical order: by measure, place, sector, period, further dimensions, status, unit and identifier.
  public let observations: [Observation]

  /// One component of all observations.
  struct Column: Sendable {
    /// A position in the distinct values for each row.
    var codes: [Int32]
    var cardinality: Int
  }

  /// A place as observations name it: the region's name and the code of the area it counts for.
  struct Place: Hashable, Sendable {
    var name: String
    var code: String
    /// The code that stands for this very place; empty for a place that is only part of the area of its code.
    var own = ""
    /// The codes of the areas it lies in, its own first where it has one.
    var chain: [String] = []
    var level = ""
  }

  struct Unit: Sendable {
    var code: String
    var base: String
    var factor: ExactDecimal
    /// Whether numbers in it say how many of something there are; percentages and ranks do not.
    var isAdditive: Bool
  }

  struct Sector: Sendable {
    var name: String
    /// The sectors it is part of.
    var ancestors: [String]
    /// Whether it is the whole economy, by its name.
    var isTotal: Bool
    /// Whether it is everything but government.
    var isPrivate: Bool
    /// Whether it is government or a part of it.
    var isPublic: Bool
    /// Its code in a classification, where one is given or its name is one.
    var code: ClassificationCode?
  }

  struct Measure: Sendable {
    var name: String
    var kind: Vocabulary.Measure.Kind?
    var rows: Range<Int>
  }

  /// What is unusual in the series, looked up when a query first asks.
  let anomalyStore = AnomalyStore()

  private(set) var dimensions: [Query.Dimension: Column] = [:]
  private(set) var place: Column
  /// The first rows of the stretches in which all rows have one place, and the number of rows.
  private(set) var placeStarts: [Int]
  private(set) var change: Column
  /// Statuses that may be added: what happened, and each kind of intention apart.
  private(set) var standing: Column
  /// The values in all further dimensions together.
  private(set) var component: Column
  private(set) var basis: Column

  private(set) var texts: [Query.Dimension: [String]] = [:]
  private(set) var places: [Place]
  private(set) var periods: [TimePeriod?]
  private(set) var periodCodes: [TimePeriod: Int32] = [:]
  private(set) var units: [Unit]
  private(set) var sectors: [Sector]
  private(set) var components: [Components]
  private(set) var bases: [Basis]
  /// The names of the further dimensions that some observation has, in order; queries may group and filter by them.
  public let componentNames: [String]
  private(set) var measures: [Measure]
  /// For each place, and for each sector, the codes of those that it is part of.
  private(set) var placeContainers: [[Int32]]
  private(set) var sectorContainers: [[Int32]]
  /// For each row the rows that it is a part or a conversion of.
  let exclusions: [Int: [Exclusion]]
  /// For each sector the codes of those that share a part with it and are neither in it nor around it.
  private(set) var sectorOverlaps: [[Int32]]

  public init(_ given: [Observation], vocabulary: Vocabulary) {
    // 1. Encode. Most rows of a table have the terms of the row before.
    let starts = given.indices.filter { $0 == 0 || !given[$0].hasTerms(of: given[$0 - 1]) }
    func text(_ component: (Observation) -> String) -> (column: Column, values: [String]) {
      encode(given, starts, component) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    var encoded: [(dimension: Query.Dimension, column: Column)] = []
    for dimension in Query.Dimension.allCases where dimension != .period {
      let (column, values) = text { $0.text(of: dimension) }
      encoded.append((dimension, column))
      texts[dimension] = values
    }
    let period = encode(given, Array(given.indices), \.period) { a, b in
      switch (a, b) {
      case (let x?, let y?): x < y
      case (.some, nil): true
      default: false
      }
    }
    encoded.append((.period, period.column))
    let place = encode(given, starts, { Place(name: $0.region, code: $0.regionCode) }) { a, b in
      a.code != b.code
        ? a.code.utf8.lexicographicallyPrecedes(b.code.utf8) : a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
    }
    let change = text(\.change.rawValue).column
    let standing = text(\.status.standing).column
    let component = encode(given, starts, { Components($0) }) { $0.precedes($1) }
    var stated: [Basis.Words: Basis] = [:]
    let basis = encode(given, starts, { Basis($0, known: &stated) }) {
      "\($0)".utf8.lexicographicallyPrecedes("\($1)".utf8)
    }
    componentNames = Set(component.values.flatMap { $0.values.map(\.name) }).subtracting(
      Query.Dimension.allCases.map(\.rawValue)
    ).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in componentNames {
      let (column, values) = text { observation in observation.components.first { $0.name == name }?.value ?? "" }
      encoded.append((Query.Dimension(rawValue: name), column))
      texts[Query.Dimension(rawValue: name)] = values
    }

    // 2. Sort.
    let keys = [Query.Dimension.measure, .sector, .period, .status, .unit].map { dimension in
      encoded.first { $0.dimension == dimension }?.column.codes ?? []
    }
    let sorting = [
      keys[0], change.codes, place.column.codes, keys[1], keys[2], component.column.codes, keys[3], keys[4],
    ]
    let order = given.indices.sorted { a, b in
      for codes in sorting where codes[a] != codes[b] { return codes[a] < codes[b] }
      return given[a].precedes(given[b])
    }
    observations = order.map { given[$0] }
    exclusions = Self.exclusions(among: observations)
    func sorted(_ column: Column) -> Column {
      Column(codes: order.map { column.codes[$0] }, cardinality: column.cardinality)
    }
    for (dimension, column) in encoded { dimensions[dimension] = sorted(column) }
    self.place = sorted(place.column)
    let placeCodes = self.place.codes
    placeStarts = placeCodes.indices.filter { $0 == 0 || placeCodes[$0] != placeCodes[$0 - 1] } + [placeCodes.count]
    self.change = sorted(change)
    self.standing = sorted(standing)
    self.component = sorted(component.column)
    self.basis = sorted(basis.column)

    // 3. Look up what the terms mean.
    periods = period.values
    for (code, value) in period.values.enumerated() {
      if let value { periodCodes[value] = Int32(code) }
    }
    places = place.values.map { $0.resolved(vocabulary) }
    units = (texts[.unit] ?? []).map { Unit($0, vocabulary: vocabulary) }
    components = component.values
    bases = basis.values
    sectors = Sector.all(texts[.sector] ?? [], of: given, vocabulary: vocabulary)
    placeContainers = Place.containers(in: places)
    (sectorContainers, sectorOverlaps) = Sector.relations(in: sectors)
    measures = []
    let codes = dimensions[.measure]?.codes ?? []
    var start = 0
    for (code, name) in (texts[.measure] ?? []).enumerated() {
      let end = codes[start...].firstIndex { $0 != Int32(code) } ?? codes.count
      measures.append(
        Measure(name: name, kind: vocabulary.measures[vocabulary.stem(ofMeasure: name)]?.kind, rows: start..<end))
      start = end
    }
  }

  /// The column of a dimension.
  func column(_ dimension: Query.Dimension) -> Column { dimensions[dimension] ?? Column(codes: [], cardinality: 0) }
}

/// The distinct values of a component in order, and the position among them for each observation.
///
/// - Parameter starts: where the stretches begin in which all have one value.
private func encode<Value: Hashable & Sendable>(
  _ observations: [Observation], _ starts: [Int], _ component: (Observation) -> Value,
  by precedes: (Value, Value) -> Bool
) -> (column: ObservationIndex.Column, values: [Value]) {
  var seen: [Value: Int32] = [:]
  var values: [Value] = []
  var stretches: [Int32] = []
  stretches.reserveCapacity(starts.count)
  var last: (value: Value, code: Int32)?
  for start in starts {
    let value = component(observations[start])
    if let last, last.value == value {
      stretches.append(last.code)
      continue
    }
    let code = seen[value] ?? Int32(values.count)
    if code == values.count {
      seen[value] = code
      values.append(value)
    }
    stretches.append(code)
    last = (value, code)
  }
  let order = values.indices.sorted { precedes(values[$0], values[$1]) }
  var rank = [Int32](repeating: 0, count: values.count)
  for (position, code) in order.enumerated() { rank[code] = Int32(position) }
  var codes: [Int32] = []
  codes.reserveCapacity(observations.count)
  for (i, code) in stretches.enumerated() {
    let end = i + 1 < starts.count ? starts[i + 1] : observations.count
    codes.append(contentsOf: repeatElement(rank[Int(code)], count: end - starts[i]))
  }
  return (ObservationIndex.Column(codes: codes, cardinality: values.count), order.map { values[$0] })
}

extension Observation {
  /// The component a dimension groups by, as text.
  fileprivate func text(of dimension: Query.Dimension) -> String {
    switch dimension {
    case .region: region
    case .regionCode: regionCode
    case .sector: sector
    case .period: period.map { "\($0)" } ?? ""
    case .status: status.rawValue
    case .measure: measure
    case .unit: unit
    case .qualifier: qualifier.rawValue
    case .document: origin.file
    case .quote: quote
    default: ""
    }
  }

  /// An order among observations that agree in every component, so that nothing is left to the order of the input.
  fileprivate func precedes(_ other: Observation) -> Bool {
    if id != other.id { return id.utf8.lexicographicallyPrecedes(other.id.utf8) }
    if origin != other.origin { return origin < other.origin }
    return (number?.double ?? .infinity) < (other.number?.double ?? .infinity)
  }
}

extension Components {
  fileprivate func precedes(_ other: Components) -> Bool {
    for (a, b) in zip(values, other.values) where a != b {
      return (a.name, a.code) < (b.name, b.code)
    }
    return values.count < other.values.count
  }
}

extension Observation.Status {
  /// The statuses it may be added to share this name.
  fileprivate var standing: String {
    switch self {
    case .actual, .provisional, .estimate: "actual"
    default: rawValue
    }
  }
}
