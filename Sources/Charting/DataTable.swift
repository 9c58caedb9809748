/// Rows under named fields: what a chart draws, whoever made it.
public struct DataTable: Hashable, Sendable {
  public var fields: [String]
  /// As many values as there are fields, in their order.
  public var rows: [[DataValue]]
  /// For each row the name of the anchor its marks and labels lead to, nil for none; empty when no row has one.
  public var anchors: [String?]

  public init(fields: [String], rows: [[DataValue]] = [], anchors: [String?] = []) {
    self.fields = fields
    self.rows = rows
    self.anchors = anchors
  }

  /// The position of a field.
  public func index(of field: String) -> Int? { fields.firstIndex(of: field) }
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
