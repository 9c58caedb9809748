/// Rows under named fields, held by column: what a chart draws, whoever made it.
public struct DataTable: Hashable, Sendable {
  public private(set) var fields: [String]
  /// As many columns as there are fields, in their order, all of them `count` long.
  private(set) var columns: [DataColumn]
  /// How many rows there are.
  public private(set) var count: Int
  /// For each row the name of the anchor its marks and labels lead to, nil for none; empty when no row has one.
  public var anchors: [String?]

  /// A table of rows with as many values as there are fields, in their order.
  public init(fields: [String], rows: [[DataValue]] = [], anchors: [String?] = []) {
    self.fields = fields
    columns = fields.indices.map { field in DataColumn(rows.map { $0[field] }) }
    count = rows.count
    self.anchors = anchors
  }

  /// A table of columns with so many values each.
  init(fields: [String], columns: [DataColumn], count: Int, anchors: [String?] = []) {
    self.fields = fields
    self.columns = columns
    self.count = count
    self.anchors = anchors
  }

  /// The rows of a table, numbered from 0.
  public struct Rows: RandomAccessCollection, Sendable {
    fileprivate let columns: [DataColumn]
    public let count: Int

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }
    public subscript(row: Int) -> DataRow { DataRow(columns: columns, index: row) }
  }

  /// The position of a field.
  public func index(of field: String) -> Int? { fields.firstIndex(of: field) }

  public var isEmpty: Bool { count == 0 }

  /// The rows, one by one.
  public var rows: Rows { Rows(columns: columns, count: count) }

  /// Adds a row with as many values as there are fields.
  public mutating func append(_ row: [DataValue]) {
    for (column, value) in row.enumerated() { columns[column].append(value) }
    count += 1
  }

  /// Sets or adds a column.
  mutating func set(_ field: String, _ column: DataColumn) {
    if let place = index(of: field) {
      columns[place] = column
    } else {
      fields.append(field)
      columns.append(column)
    }
  }

  /// The rows at the indices.
  func picking(_ indices: [Int]) -> DataTable {
    var picked = self
    for i in columns.indices { picked.columns[i] = columns[i].picking(indices) }
    picked.count = indices.count
    if !anchors.isEmpty { picked.anchors = indices.map { anchors[$0] } }
    return picked
  }

  /// Adds the rows of a table with the same fields.
  mutating func append(_ other: DataTable) {
    for i in columns.indices { columns[i] = columns[i] + other.columns[i] }
    count += other.count
  }
}

/// A row of a table: its values, in the order of the fields.
public struct DataRow: RandomAccessCollection, Sendable {
  fileprivate let columns: [DataColumn]
  fileprivate let index: Int

  /// For what looks the same in all rows.
  static let empty = DataRow(columns: [], index: 0)

  public var startIndex: Int { 0 }
  public var endIndex: Int { columns.count }
  public subscript(column: Int) -> DataValue { columns[column][index] }
}

/// One value of a row, in the types of JSON and Vega.
public enum DataValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  /// Milliseconds since 1970-01-01T00:00:00Z.
  case time(Double)
  case list([DataValue])
  /// Entries in the order written.
  case object([Entry])

  /// A named value of an object.
  public struct Entry: Hashable, Sendable {
    public var name: String
    public var value: DataValue

    public init(_ name: String, _ value: DataValue) {
      self.name = name
      self.value = value
    }
  }
}
