import Observations
import OrderedCollections

/// The values of a measure by region, sector and period, in its base unit.
struct Weights {
  struct Key: Hashable {
    var place: Int32
    var sector: Int32
    var period: Int32
  }

  /// Nil where two figures disagree.
  private var numbers: [Key: (number: Number, row: Int)?] = [:]
  /// The one sector that all weights have, for values of any sector.
  private var onlySector: Int32?

  init() {}

  init(_ rows: some Sequence<Int>, of index: ObservationIndex) {
    var sectors: Set<Int32> = []
    for row in rows {
      let observation = index.observations[row]
      guard observation.change == .level, case .number(let exact) = observation.value,
        [.actual, .provisional, .estimate].contains(observation.status)
      else { continue }
      let unit = index.units[Int(index.column(.unit).codes[row])]
      let base = ObservationIndex.Unit(code: unit.base, base: unit.base, factor: ExactDecimal(1), isAdditive: true)
      let converted = exact.converted(from: unit, to: base)
      let number = Number(double: converted?.double ?? exact.double * unit.factor.double, exact: converted)
      let key = Self.key(row, index)
      sectors.insert(key.sector)
      if let known = numbers[key] {
        if known?.number.double != number.double { numbers[key] = .some(nil) }
      } else {
        numbers[key] = (number, row)
      }
    }
    onlySector = sectors.count == 1 ? sectors.first : nil
  }

  /// The weight of an observation: that of the same sector, or of the only sector that has weights.
  func weight(of row: Int, in index: ObservationIndex) -> (number: Number, row: Int)? {
    var key = Self.key(row, index)
    if let found = numbers[key] { return found }
    guard let onlySector else { return nil }
    key.sector = onlySector
    return numbers[key] ?? nil
  }

  private static func key(_ row: Int, _ index: ObservationIndex) -> Key {
    Key(
      place: index.place.codes[row], sector: index.column(.sector).codes[row], period: index.column(.period).codes[row])
  }
}

extension Evaluation {
  /// Looks up the weights that the aggregate asks for.
  mutating func prepareWeights() {
    guard case .weightedMean(let name) = query.aggregate else { return }
    guard let measure = index.measures.first(where: { $0.name == name }) else {
      diagnostics.append(
        Message.unknownMeasure(
          name, known: vocabulary.measures[vocabulary.stem(ofMeasure: name)] != nil,
          among: index.measures.map(\.name), at: mark("measure \(name)")))
      return
    }
    weights = Weights(measure.rows, of: index)
  }

  /// The weights of values; values without a positive one are left out and counted.
  func weigh(_ values: inout Values, in group: inout Group) -> [Number] {
    var found: [Number] = []
    var kept: [Number] = []
    for (number, row) in zip(values.numbers, values.rows) {
      guard let weight = weights.weight(of: row, in: index), weight.number.double > 0 else {
        group.unweightedCount += 1
        continue
      }
      kept.append(number)
      found.append(weight.number)
      group.weightRows.append(weight.row)
    }
    values.numbers = kept
    return found
  }
}
