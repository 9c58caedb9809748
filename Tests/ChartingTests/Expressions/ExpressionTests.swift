import Charting
import Formats
import Testing

struct ExpressionTests {
  static let datum: [DataValue.Entry] = [
    .init("a", .number(3)), .init("b", .string("10")), .init("IMDB Rating", .number(7.5)), .init("none", .null),
    .init("yes", .bool(true)), .init("list", .list([.number(1), .number(2), .number(5)])),
    .init("date", .time(1_325_473_445_678)), .init("name", .string("🐄 cow")),
    .init("o", .object([.init("k", .string("v"))])),
  ]

  static func value(_ source: String) throws -> DataValue {
    try Expression(source).evaluate(ExpressionContext(datum: datum))
  }

  @Test(arguments: [
    ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9), ("2 ** 3 ** 2", 512), ("-datum.a", -3), ("datum.a + 1", 4), ("7 % 4", 3),
    ("-7 % 4", -3), ("datum.b - 1", 9), ("+datum.b", 10), ("datum.list[2]", 5), ("datum.list.length", 3),
    ("length('🐄')", 2), ("5 & 3", 1), ("5 | 3", 7), ("5 ^ 3", 6), ("~5", -6), ("1 << 4", 16), ("-1 >>> 28", 15),
    ("datum['IMDB Rating'] - .5", 7), ("0x1F", 31), ("1e3", 1_000), ("null + 1", 1), ("true + 1", 2), ("10 - 4 - 3", 3),
    ("round(2.5)", 3), ("round(-2.5)", -2), ("max(1, '7', 3)", 7), ("min()", .infinity), ("clamp(12, 0, 10)", 10),
    ("year(datum.date)", 2012), ("month(datum.date)", 0), ("day(datum.date)", 1), ("hours('2012-01-02T07:00')", 7),
    ("utc(2012, 0, 2)", 1_325_462_400_000), ("time(datetime(2012, 0, 2))", 1_325_462_400_000),
    ("toNumber('12.5')", 12.5), ("parseFloat('12.5px')", 12.5), ("indexof('abcabc', 'c')", 2),
    ("lastindexof([1,2,1], 1)", 2),
    ("span([2, 9])", 7), ("datum.list[1] > 1 ? 10 : 20", 10), ("if(datum.a === 3, 1, 2)", 1),
    ("PI > 3 && PI < 4 ? 1 : 0", 1),
    ("peek(sequence(0, 1, .25))", 0.75), ("false || 4", 4), ("0 && 4", 0), ("null ?? 8", 8), ("quarter(datum.date)", 1),
    ("extent(datum.list)[1]", 5), ("time(timeOffset('month', datum.date, 1)) - time(datum.date)", 2_678_400_000),
  ])
  func numbers(source: String, expected: Double) throws { #expect(try Self.value(source) == .number(expected)) }

  @Test(arguments: [
    ("'a' + 1", "a1"), ("1 + '1'", "11"), ("'x' + null", "xnull"), ("'' + 0.1", "0.1"), ("'' + [1, 2]", "1,2"),
    ("'' + 1e21", "1e+21"), ("datum.name[3]", "c"), ("upper('abc')", "ABC"), ("substring('hello', 1, 3)", "el"),
    ("slice('hello', -3)", "llo"), ("trim('  x ')", "x"), ("pad('5', 3, '0', 'left')", "005"),
    ("truncate('abcdefgh', 4)", "abc…"),
    ("split('a-b-c', '-')[1]", "b"), ("replace('aXbX', 'X', '-')", "a-bX"), ("replace('aXbX', /x/gi, '-')", "a-b-"),
    ("replace('john smith', /(\\w+) (\\w+)/, '$2 $1')", "smith john"), ("join([1, 2], '/')", "1/2"),
    ("format(1234.5, ',.1f')", "1,234.5"), ("timeFormat(datum.date, '%b %Y')", "Jan 2012"),
    ("timeUnitSpecifier(['year', 'month'])", "%Y-%m"), ("timeUnitSpecifier(['month', 'day'])", "%b %a"),
    ("timeUnitSpecifier(['year', 'month', 'date'], {'year-month': '%y/%m '})", "%Y-%m-%d"),
    ("timeUnitSpecifier(['year', 'month', 'hours'], {'year-month': '%y/%m '})", "%y/%m %H:00"),
    ("monthAbbrevFormat(1)", "Feb"),
    ("dayFormat(0)", "Sunday"), ("{'cattle': '🐄', k: 'v'}['cattle']", "🐄"), ("datum.o.k", "v"), ("toString(5)", "5"),
    ("merge({a: 1}, {a: 'z'}).a", "z"), ("pluck([{v: 'q'}], 'v')[0]", "q"), ("'\\u00e9\\n'", "é\n"),
    ("'' + undefined", "undefined"),
  ])
  func texts(source: String, expected: String) throws { #expect(try Self.value(source) == .string(expected)) }

  @Test(arguments: [
    ("'10' == 10", true), ("'10' === 10", false), ("null == undefined", true), ("null === undefined", false),
    ("null == 0", false),
    ("datum.missing === undefined", true), ("datum.none !== null", false), ("NaN == NaN", false), ("'b' > 'a'", true),
    ("'10' < '9'", true), ("10 < '9'", false), ("null >= 0", true), ("undefined >= 0", false), ("!''", true),
    ("!!'0'", true),
    ("isValid(datum.none)", false), ("isValid(0/0)", false), ("isDate(datum.date)", true), ("isNumber('1')", false),
    ("inrange(5, [0, 5])", true), ("inrange(5, [0, 5], true, false)", false), ("test(/^a.c$/, 'abc')", true),
    ("toBoolean('false')", false),
    ("datum.yes", true), ("isArray([])", true), ("isObject({})", true), ("datum['a'] === 3 && !datum.none", true),
    ("'' == 0", true),
  ])
  func truths(source: String, expected: Bool) throws { #expect(try Self.value(source) == .bool(expected)) }

  @Test(arguments: [
    ("a = 1", 2),
    ("datum.", 6), ("1 +", 3), ("(1", 2), ("foo(1)", 0), ("now()", 0), ("'abc", 0), ("1 2", 2),
    ("[1,", 3), ("datum.a @ 1", 8), ("/(/", 0), ("", 0), ("{a 1}", 3),
  ])
  func refusals(source: String, offset: Int) {
    do {
      _ = try Expression(source)
      Issue.record("‘\(source)’ was accepted")
    } catch {
      #expect(error.offset == offset, "\(error)")
      #expect(!error.message.isEmpty)
    }
  }

  @Test func deepNestingIsRefusedNotTrapped() {
    #expect(throws: ExpressionError.self) { try Expression(String(repeating: "(", count: 50_000)) }
    #expect(throws: ExpressionError.self) { try Expression(String(repeating: "-", count: 50_000) + "1") }
    #expect(throws: ExpressionError.self) { try Expression(String(repeating: "1+", count: 50_000) + "1") }
  }

  @Test func everyPrefixOfAnExpressionIsHandled() {
    let source = "datum['a b'] >= 1.5e3 ? {k: [1, 'x\\n', /a[/]b/gi]}.k[2] : !if(test(/x/, upper('y')), -1, ~2) ** 3 ;"
    for length in 0...source.count { _ = try? Expression(String(source.prefix(length))) }
    for start in 0..<source.count { _ = try? Expression(String(source.dropFirst(start))) }
  }

  @Test func namesFieldsAndSuggestions() throws {
    #expect(try Expression("datum.a + datum['b c'] + datum.a").fields == ["a", "b c"])
    #expect(try Expression("datum[datum.a]").fields == nil)
    #expect(throws: ExpressionError.self) { try Expression("lenght('a')") }
    var context = ExpressionContext(constants: ["width": .number(200)])
    context.call = { name, _ in name == "scale" ? .number(42) : nil }
    #expect(try Expression("width + scale('x', 1)").evaluate(context) == .number(242))
  }
}
