import Formats
import Notation
import Testing

@testable import Charting

/// What is made ready for many rows gives what evaluating gives for each.
@Suite struct RowFunctionTests {
  static let values: [DataValue] = [
    .null, .bool(true), .number(0), .number(2), .number(-3.5), .number(.nan), .number(.infinity), .string(""),
    .string("2"), .string("abc"), .string("Z"), .string("é"), .time(2), .list([.number(2)]),
    .object([.init("a", .null)]),
  ]

  @Test(arguments: ["==", "!=", "===", "!==", "<", ">", "<=", ">=", "+", "-", "*", "&&", "||", "??"])
  func operatorsOverRows(_ op: String) throws {
    for literal in ["2", "0", "'2'", "'abc'", "null", "true", "datum.b", "datum.missing", "abs(datum.a)"] {
      for source in [
        "datum.a \(op) \(literal)", "\(literal) \(op) datum.a", "(datum.a \(op) \(literal)) ? 'yes' : -datum.b",
      ] {
        let expression = try Expression(source)
        let function = expression.function(of: ["a": 0, "b": 1, "short": 7], context: ExpressionContext())
        for b in [DataValue.number(4), .string("b")] {
          let table = DataTable(fields: ["a", "b"], rows: Self.values.map { [$0, b] })
          for (a, row) in zip(Self.values, table.rows) {
            let expected = expression.evaluate(ExpressionContext(datum: [.init("a", a), .init("b", b)]))
            let found = function(row)
            #expect("\(found)" == "\(expected)", "\(source) of \(a), \(b)")
          }
        }
      }
    }
  }

  @Test(arguments: ["==", "!=", "===", "!==", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "&&", "||"])
  func operatorsOverColumns(_ op: String) throws {
    let columns: [[DataValue]] = [
      [.number(2), .number(-3.5), .number(.nan), .number(.infinity), .number(0)],
      [.string("abc"), .string("2"), .string("abc"), .null, .string("Z")],
      [.bool(true), .bool(false), .bool(true), .bool(true), .bool(false)],
      [.time(2), .time(0), .time(4), .time(2), .time(-1)],
      [.number(2), .null, .string("2"), .bool(true), .time(2)],
    ]
    var inColumns = 0
    for a in columns {
      for b in columns {
        let table = DataTable(fields: ["a", "b"], rows: zip(a, b).map { [$0, $1] })
        for source in [
          "datum.a \(op) datum.b", "datum.a \(op) 2", "datum.a \(op) 'abc'", "two \(op) datum.b",
          "(datum.a \(op) 2) ? datum.b : 7", "!(datum.a \(op) datum.b)",
          "datum.a \(op) 2 && datum.b \(op) 'abc' || datum.a == 0",
        ] {
          let expression = try Expression(source)
          let context = ExpressionContext(constants: ["two": .number(2)])
          guard let found = expression.tree.column(over: table, context: context) else { continue }
          inColumns += 1
          let function = expression.function(of: table.places, context: context)
          for (i, row) in table.rows.enumerated() {
            #expect("\(found[i])" == "\(function(row))", "\(source) of \(Array(row))")
          }
        }
      }
    }
    #expect(inColumns > 0 || op == "%")
  }

  @Test func textsCompareByTheirUnits() {
    let texts = [
      "", "a", "ab", "b", "é", "z", "\u{7FF}", "\u{800}", "\u{E000}", "\u{FFFD}", "\u{10000}", "\u{10FFFF}",
      "a\u{10000}", "a\u{E000}",
    ]
    for a in texts {
      for b in texts {
        #expect(
          a.precedesInUTF16(b) == a.utf16.lexicographicallyPrecedes(b.utf16),
          "\(a.debugDescription) \(b.debugDescription)")
      }
    }
  }

  @Test func textsOfAColumnAreFoundByIndex() throws {
    let table = DataTable(
      fields: ["k", "n"], rows: ["a", "b", "b", "a", "c", "a"].enumerated().map { [.string($1), .number(Double($0))] })
    let loaded = LoadedTable(table)
    #expect(loaded.rows(keptBy: ["field": "k", "equal": "a"], except: []) == [0, 3, 5])
    #expect(loaded.rows(keptBy: ["field": "k", "equal": "b"], except: []) == [1, 2])
    #expect(loaded.rows(keptBy: ["field": "k", "equal": "d"], except: []) == [])
    #expect(loaded.rows(keptBy: ["field": "n", "equal": 2], except: []) == nil)
    #expect(loaded.rows(keptBy: ["field": "k", "equal": "a"], except: ["k"]) == nil)
    #expect(loaded.rows(keptBy: ["field": "x", "equal": "a"], except: []) == nil)
  }
}
