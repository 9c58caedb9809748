import Notation

/// Where a field lies in a row: a column, and a path into it where the field is nested.
struct FieldPath: Sendable {
  var column: Int?
  var rest: [String] = []

  func value(in row: DataRow) -> DataValue {
    guard let column, column < row.count else { return .null }
    var value = row[column]
    for name in rest { value = value.member(name) }
    return value
  }
}

extension DataValue {
  /// An entry of an object, an element of a list, or null.
  func member(_ name: String) -> DataValue {
    switch self {
    case .object(let entries): entries.first { $0.name == name }?.value ?? .null
    case .list(let items):
      if name == "length" {
        .number(Double(items.count))
      } else {
        Int(name).flatMap { items.indices.contains($0) ? items[$0] : nil } ?? .null
      }
    default: .null
    }
  }
}

/// The names in a field reference: `a.b`, `a['b c']`, `a[0]`; a backslash keeps a dot.
func fieldNames(_ field: String) -> [String] {
  var names: [String] = []
  var current = ""
  var started = false
  var quote: Character?
  var inBrackets = false
  var escaped = false
  for c in field {
    if escaped {
      current.append(c)
      escaped = false
      continue
    }
    switch c {
    case "\\": escaped = true
    case _ where quote != nil:
      if c == quote { quote = nil } else { current.append(c) }
    case "'" where inBrackets, "\"" where inBrackets: quote = c
    case "[":
      if started || !current.isEmpty { names.append(current) }
      current = ""
      started = false
      inBrackets = true
    case "]" where inBrackets:
      names.append(current)
      current = ""
      started = false
      inBrackets = false
    case "." where !inBrackets:
      if started || !current.isEmpty { names.append(current) }
      current = ""
      started = false
    default:
      current.append(c)
      started = true
    }
  }
  if !current.isEmpty || names.isEmpty { names.append(current) }
  return names
}

extension DataTable {
  /// Where a field lies; a name that is written like a path and is a column stays a column.
  func path(_ field: String) -> FieldPath {
    if let column = index(of: field) { return FieldPath(column: column) }
    let names = fieldNames(field)
    if let column = index(of: names.joined(separator: ".")) { return FieldPath(column: column) }
    guard let column = index(of: names[0]) else { return FieldPath(column: nil) }
    return FieldPath(column: column, rest: Array(names.dropFirst()))
  }

  /// The places of the fields; of two of the same name the first counts.
  var places: [String: Int] { Dictionary(zip(fields, fields.indices)) { first, _ in first } }

  func has(_ field: String) -> Bool { path(field).column != nil }

  /// The column of a field: made for a field inside another, nothing but gaps for one that is not there.
  func column(_ field: String) -> DataColumn {
    let path = path(field)
    guard let column = path.column else { return DataColumn(repeating: .null, count: count) }
    return path.rest.isEmpty ? columns[column] : DataColumn(rows.map { path.value(in: $0) })
  }

  /// All values of a field.
  func values(_ field: String) -> [DataValue] { column(field).values }

  /// Row indices grouped by the values of fields, groups in order of first appearance.
  func groups(by fields: [String]) -> [[Int]] {
    guard !isEmpty else { return [] }
    guard let first = fields.first else { return [Array(0..<count)] }
    var (codes, bound) = column(first).codes()
    for field in fields.dropFirst() { (codes, bound) = Self.combined((codes, bound), column(field).codes()) }
    var places = [Int](repeating: -1, count: bound)
    var sizes: [Int] = []
    for code in codes {
      if places[Int(code)] < 0 {
        places[Int(code)] = sizes.count
        sizes.append(0)
      }
      sizes[places[Int(code)]] += 1
    }
    // The rows of each group behind those of the one before.
    var starts: [Int] = []
    var end = 0
    for size in sizes {
      starts.append(end)
      end += size
    }
    var next = starts
    var ordered = [Int](repeating: 0, count: count)
    for (row, code) in codes.enumerated() {
      let group = places[Int(code)]
      ordered[next[group]] = row
      next[group] += 1
    }
    return zip(starts, next).map { Array(ordered[$0..<$1]) }
  }

  /// The numbers of pairs of numbers.
  private static func combined(
    _ a: (rows: [Int32], bound: Int), _ b: (rows: [Int32], bound: Int)
  ) -> (rows: [Int32], bound: Int) {
    let pairs = zip(a.rows, b.rows).map { Int($0) * b.bound + Int($1) }
    if a.bound * b.bound <= 1024 + 4 * pairs.count { return (pairs.map { Int32($0) }, a.bound * b.bound) }
    var places: [Int: Int32] = [:]
    let rows = pairs.map { pair in
      if let place = places[pair] { return place }
      let place = Int32(places.count)
      places[pair] = place
      return place
    }
    return (rows, places.count)
  }

  /// The anchor all of the rows share.
  func anchor(of indices: [Int]) -> String? {
    guard !anchors.isEmpty, let first = indices.first, let anchor = anchors[first] else { return nil }
    return indices.allSatisfy { anchors[$0] == anchor } ? anchor : nil
  }
}

extension DataValue {
  /// A value written in a specification.
  init(_ node: Node) {
    switch node.value {
    case .null: self = .null
    case .bool(let b): self = .bool(b)
    case .number(let n): self = .number(n)
    case .string(let s): self = .string(s)
    case .sequence(let items): self = .list(items.map { DataValue($0) })
    case .mapping(let m): self = .object(m.map { Entry($0.key, DataValue($0.value.node)) })
    }
  }

  /// The value as it would be written in a specification.
  var node: Node {
    switch self {
    case .null: Node(.null)
    case .bool(let b): Node(.bool(b))
    case .number(let n), .time(let n): Node(.number(n))
    case .string(let s): Node(.string(s))
    case .list(let items): Node(.sequence(items.map(\.node)))
    case .object(let entries): entries.reduce([:]) { $0.setting($1.name, to: $1.value.node) }
    }
  }

  /// A number, a moment or a truth value as a number; text that reads as one; nil for anything else.
  var asNumber: Double? {
    switch self {
    case .number(let n), .time(let n): n.isFinite ? n : nil
    case .bool(let b): b ? 1 : 0
    case .string(let s): Double(s).flatMap { $0.isFinite ? $0 : nil }
    default: nil
    }
  }

  /// Neither null nor not-a-number.
  var isValid: Bool {
    switch self {
    case .null: false
    case .number(let n), .time(let n): !n.isNaN
    default: true
    }
  }

  var isTime: Bool {
    if case .time = self { true } else { false }
  }

  /// Vega's order: missing first, then numbers and moments by size, text by code units.
  static func precedes(_ a: DataValue, _ b: DataValue) -> Bool { compare(a, b) < 0 }

  /// Negative, zero or positive.
  static func compare(_ a: DataValue, _ b: DataValue) -> Int {
    switch (a, b) {
    case (.null, .null): return 0
    case (.null, _): return -1
    case (_, .null): return 1
    case (.string(let x), .string(let y)):
      return x == y ? 0 : x.precedesInUTF16(y) ? -1 : 1
    default: break
    }
    guard let x = a.asNumber, let y = b.asNumber else {
      let (x, y) = (a.plainText, b.plainText)
      return x == y ? 0 : x.precedesInUTF16(y) ? -1 : 1
    }
    return x < y ? -1 : x > y ? 1 : 0
  }

  /// The value as JavaScript would write it.
  var plainText: String {
    switch self {
    case .null: return "null"
    case .bool(let b): return b ? "true" : "false"
    case .number(let n), .time(let n): return numberAsWritten(n)
    case .string(let s): return s
    case .list(let items): return items.map(\.plainText).joined(separator: ",")
    case .object: return "[object Object]"
    }
  }
}

/// The shortest text that reads back as the number, whole numbers without a point.
func numberAsWritten(_ n: Double) -> String {
  if n.isNaN { return "NaN" }
  if n.isInfinite { return n < 0 ? "-Infinity" : "Infinity" }
  if n == n.rounded(), n.magnitude < 1e15 { return "\(Int(n))" }
  return "\(n)"
}
