import Diagnostics
import Testing

@testable import Charting

/// A column holds the same values in whatever form.
@Suite struct DataColumnTests {
  static let columns: [[DataValue]] = [
    [], [.number(1), .number(2), .number(1)], [.number(.nan), .number(0), .number(-0.0)], [.time(5), .time(5)],
    [.bool(true), .bool(false), .bool(true)], [.string("b"), .string("a"), .string("b")],
    [.null, .string("a"), .null, .string("")], [.number(1), .null, .number(1), .string("1"), .time(1), .bool(true)],
    [.list([.number(1)]), .object([.init("a", .null)]), .list([.number(1)])],
    (0..<2000).map { .string("text \($0)") },
  ]

  @Test(arguments: columns)
  func keepsItsValues(_ values: [DataValue]) {
    let column = DataColumn(values)
    #expect(column.count == values.count)
    #expect("\(values.indices.map { column[$0] })" == "\(values)")
    #expect("\(column.values)" == "\(values)")
    let picked = values.indices.reversed() + values.indices.prefix(1)
    #expect("\(column.picking(picked).values)" == "\(picked.map { values[$0] })")
    #expect("\(column.map { .list([$0]) }.values)" == "\(values.map { DataValue.list([$0]) })")
    var grown = DataColumn([])
    for value in values { grown.append(value) }
    #expect("\(grown.values)" == "\(values)")
    #expect("\((column + DataColumn([.number(3), .null])).values)" == "\(values + [.number(3), .null])")
    if !"\(values)".contains("nan") {
      #expect(column == grown && column.hashValue == grown.hashValue)
      #expect(column == .mixed(values))
    }
  }

  @Test(arguments: columns)
  func equalValuesShareACode(_ values: [DataValue]) {
    let column = DataColumn(values)
    let codes = column.codes()
    #expect(codes.rows.allSatisfy { $0 >= 0 && Int($0) < codes.bound })
    for i in values.indices.prefix(50) {
      for j in values.indices.prefix(50) where i != j {
        #expect((codes.rows[i] == codes.rows[j]) == (values[i] == values[j]), "\(values[i]) \(values[j])")
      }
    }
    var distinct: [DataValue] = []
    for value in values where !distinct.contains(value) { distinct.append(value) }
    #expect("\(column.distinct)" == "\(distinct)")
  }

  @Test func groupsByEveryPairOfColumns() {
    let rows = Self.columns.filter { !$0.isEmpty && $0.count < 100 }
    for a in rows {
      for b in rows {
        let count = 12
        let table = DataTable(
          fields: ["a", "b"], rows: (0..<count).map { [a[$0 % a.count], b[($0 / 2) % b.count]] })
        var expected: [(key: [DataValue], rows: [Int])] = []
        for i in 0..<count {
          let key = Array(table.rows[i])
          if let place = expected.firstIndex(where: { $0.key == key }) {
            expected[place].rows.append(i)
          } else {
            expected.append((key, [i]))
          }
        }
        #expect(table.groups(by: ["a", "b"]) == expected.map(\.rows), "\(a) \(b)")
      }
    }
  }

  @Test func readsColumnsOfDelimitedText() throws {
    let table = try DataTable(
      csv: SourceText(
        name: "t.csv", text: "n,gap,truth,text,none\n1,1,true,a,\n2,,false,b,\n-3.5,4,true,a\n4,5,,\"b\",\n"))
    #expect(table.column("n") == .numbers([1, 2, -3.5, 4]))
    #expect(table.values("gap") == [.number(1), .null, .number(4), .number(5)])
    #expect(table.values("truth") == [.bool(true), .bool(false), .bool(true), .null])
    #expect(table.values("text") == [.string("a"), .string("b"), .string("a"), .string("b")])
    #expect(table.values("none") == [.null, .null, .null, .null])
    #expect(table.values("missing") == [.null, .null, .null, .null])
    guard case .coded(_, let list) = table.column("text") else {
      Issue.record("texts that stand twice are coded")
      return
    }
    #expect(list.count == 2)
  }
}
