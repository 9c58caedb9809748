/// The values of one field over all rows of a table, in the form that holds them best.
enum DataColumn: Sendable {
  case numbers([Double])
  /// Milliseconds since 1970-01-01T00:00:00Z.
  case times([Double])
  case truths([Bool])
  /// Texts and gaps, of which many rows have the same: for each row the place of its value in a list of different ones.
  case coded([Int32], [DataValue])
  case mixed([DataValue])

  /// The form that suits the values.
  init(_ values: [DataValue]) {
    switch values.first {
    case .number:
      self = Self.all(values) { if case .number(let n) = $0 { n } else { nil } }.map { .numbers($0) } ?? .mixed(values)
    case .time:
      self = Self.all(values) { if case .time(let n) = $0 { n } else { nil } }.map { .times($0) } ?? .mixed(values)
    case .bool:
      self = Self.all(values) { if case .bool(let b) = $0 { b } else { nil } }.map { .truths($0) } ?? .mixed(values)
    case .string, .null: self = Self.coded(values) ?? .mixed(values)
    default: self = .mixed(values)
    }
  }

  /// One value for all rows.
  init(repeating value: DataValue, count: Int) {
    switch value {
    case .string, .null: self = .coded([Int32](repeating: 0, count: count), [value])
    default: self.init([DataValue](repeating: value, count: count))
    }
  }

  private static func all<T>(_ values: [DataValue], _ kind: (DataValue) -> T?) -> [T]? {
    var found: [T] = []
    found.reserveCapacity(values.count)
    for value in values {
      guard let own = kind(value) else { return nil }
      found.append(own)
    }
    return found
  }

  /// Nil where there is another value than texts and gaps, or hardly any text twice.
  private static func coded(_ values: [DataValue]) -> DataColumn? {
    var places: [DataValue: Int32] = [:]
    var list: [DataValue] = []
    var codes: [Int32] = []
    codes.reserveCapacity(values.count)
    for value in values {
      switch value {
      case .string, .null: break
      default: return nil
      }
      if let place = places[value] {
        codes.append(place)
        continue
      }
      guard list.count < 256 + codes.count / 2 else { return nil }
      places[value] = Int32(list.count)
      codes.append(Int32(list.count))
      list.append(value)
    }
    return .coded(codes, list)
  }

  var count: Int {
    switch self {
    case .numbers(let all), .times(let all): all.count
    case .truths(let all): all.count
    case .coded(let codes, _): codes.count
    case .mixed(let all): all.count
    }
  }

  /// The value in a row.
  subscript(row: Int) -> DataValue {
    switch self {
    case .numbers(let all): .number(all[row])
    case .times(let all): .time(all[row])
    case .truths(let all): .bool(all[row])
    case .coded(let codes, let list): list[Int(codes[row])]
    case .mixed(let all): all[row]
    }
  }

  /// All values, row by row.
  var values: [DataValue] {
    switch self {
    case .numbers(let all): all.map { .number($0) }
    case .times(let all): all.map { .time($0) }
    case .truths(let all): all.map { .bool($0) }
    case .coded(let codes, let list): codes.map { list[Int($0)] }
    case .mixed(let all): all
    }
  }

  /// Every value as a number, zero for one that is none.
  var numbersOrZero: [Double] {
    if case .numbers(let all) = self, all.allSatisfy(\.isFinite) { return all }
    return values.map { $0.asNumber ?? 0 }
  }

  /// The values of some rows.
  func picking(_ rows: [Int]) -> DataColumn {
    switch self {
    case .numbers(let all): .numbers(rows.map { all[$0] })
    case .times(let all): .times(rows.map { all[$0] })
    case .truths(let all): .truths(rows.map { all[$0] })
    case .coded(let codes, let list): .coded(rows.map { codes[$0] }, list)
    case .mixed(let all): .mixed(rows.map { all[$0] })
    }
  }

  /// Every value made into another; a text that many rows have is looked at once.
  func map(_ make: (DataValue) -> DataValue) -> DataColumn {
    guard case .coded(let codes, let list) = self, list.count <= codes.count else {
      return DataColumn(values.map(make))
    }
    let made = list.map(make)
    return DataColumn(codes.map { made[Int($0)] })
  }

  /// Adds a value; texts that come one by one are not coded.
  mutating func append(_ value: DataValue) {
    switch (self, value) {
    case (.numbers(var all), .number(let n)):
      self = .mixed([])
      all.append(n)
      self = .numbers(all)
    case (.times(var all), .time(let n)):
      self = .mixed([])
      all.append(n)
      self = .times(all)
    case (.mixed(var all), _):
      if all.isEmpty, case .number(let n) = value {
        self = .numbers([n])
      } else if all.isEmpty, case .time(let n) = value {
        self = .times([n])
      } else {
        self = .mixed([])
        all.append(value)
        self = .mixed(all)
      }
    default: self = .mixed(values + [value])
    }
  }

  /// The values of another column after these.
  static func + (a: DataColumn, b: DataColumn) -> DataColumn {
    switch (a, b) {
    case (.numbers(let x), .numbers(let y)): .numbers(x + y)
    case (.times(let x), .times(let y)): .times(x + y)
    case (.coded(let x, let list), .coded(let y, let other)) where list == other: .coded(x + y, list)
    default: DataColumn(a.values + b.values)
    }
  }
}

extension DataColumn: Hashable {
  /// Equal values, whatever the form.
  static func == (a: DataColumn, b: DataColumn) -> Bool {
    switch (a, b) {
    case (.numbers(let x), .numbers(let y)), (.times(let x), .times(let y)): x == y
    case (.truths(let x), .truths(let y)): x == y
    case (.coded(let x, let list), .coded(let y, let other)) where list == other: x == y
    default: a.values == b.values
    }
  }

  func hash(into hasher: inout Hasher) { hasher.combine(values) }
}

extension DataColumn {
  /// For each row a number that only rows with an equal value share, and a bound below which all of these numbers lie.
  func codes() -> (rows: [Int32], bound: Int) {
    switch self {
    case .coded(let codes, let list): (codes, list.count)
    case .numbers(let all), .times(let all): Self.numbered(all)
    case .truths(let all): (all.map { $0 ? 1 : 0 }, 2)
    case .mixed(let all): Self.numbered(all)
    }
  }

  private static func numbered<T: Hashable>(_ values: [T]) -> (rows: [Int32], bound: Int) {
    var places: [T: Int32] = [:]
    var rows: [Int32] = []
    rows.reserveCapacity(values.count)
    var bound: Int32 = 0
    for (i, value) in values.enumerated() {
      // Rows of one value often stand together.
      if i > 0, values[i - 1] == value {
        rows.append(rows[i - 1])
      } else if let place = places[value] {
        rows.append(place)
      } else {
        places[value] = bound
        rows.append(bound)
        bound += 1
      }
    }
    return (rows, Int(bound))
  }

  /// The different values in order of first appearance.
  var distinct: [DataValue] {
    let codes = codes()
    var isKnown = [Bool](repeating: false, count: codes.bound)
    var found: [DataValue] = []
    for (row, code) in codes.rows.enumerated() where !isKnown[Int(code)] {
      isKnown[Int(code)] = true
      found.append(self[row])
    }
    return found
  }
}
