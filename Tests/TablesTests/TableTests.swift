import Diagnostics
import Notation
import Observations
import OrderedCollections
import Testing

@testable import Tables

let vocabulary = terms([
  """
  code,name,level,parent,aliases
  CN,China,country,,中国
  CN-JL,Jilin,subdivision,CN,吉林省
  CN-BJ,Beijing,subdivision,CN,北京市
  CN-220100,Changchun,city,CN-JL,
  """,
  "name,label,kind,unit_class,aliases\ngdp,GDP,flow,currency,\n",
  "code,label,symbol,dimension,base,factor,aliases\nCNY_100M,100m yuan,,currency,CNY,100000000,亿元\n%,Per cent,%,ratio,%,1,\n",
])

func terms(_ files: [String]) -> Vocabulary {
  var vocabulary = Vocabulary()
  for file in files {
    do {
      try vocabulary.add(SourceText(name: "terms.csv", text: file))
    } catch {
      Issue.record("\(error)")
    }
  }
  return vocabulary
}

func table(_ text: String, _ mapping: String = "{}", file: String = "t.csv") throws -> TableResult {
  let node = try parseYAML(SourceText(name: "report.md", text: mapping))
  return readTable(SourceText(name: file, text: text), mapping: try TableMapping(node), vocabulary: vocabulary)
}

extension TableResult {
  var values: [String] {
    observations.map { o in
      switch o.value {
      case .number(let n): "\(n)"
      case .range(let a, let b): "\(a)–\(b)"
      case .missing(let reason): reason.rawValue
      }
    }
  }
  var problems: [String] { diagnostics.map { "\($0.origin?.line ?? 0) \($0.code)" } }
}

@Suite struct TidyTables {
  @Test func findsColumnsByTheirNames() throws {
    let result = try table(
      """
      region,region_name,sector,sector_name,period,measure,unit,value,status,obs_status
      CN-JL,Jilin,C,Manufacturing,2022,gdp,CNY_100M,1234.50,actual,A
      CN-BJ,Beijing,C,Manufacturing,2022,gdp,CNY_100M,,actual,Q
      CN-BJ,Beijing,C,Manufacturing,2023,gdp,CNY_100M,7,actual,P

      """)
    #expect(result.diagnostics == [])
    #expect(result.statement == "comma-delimited, 3 rows, tidy")
    #expect(result.values == ["1234.50", "Q", "7"])
    let first = try #require(result.observations.first)
    #expect(first.region == "Jilin" && first.regionCode == "CN-JL" && first.sector == "Manufacturing")
    #expect(first.notes == ["sector code C"])
    #expect(first.origin == Origin(file: "t.csv", place: .cell(row: 2, column: 8, name: "value")))
    #expect(first.id == stableIdentifier("t.csv", "gdp", "CN-JL", "Manufacturing", "2022", "actual"))
    #expect(result.observations.last?.status == .provisional)
  }

  @Test func mapsColumnsConstantsAndConditions() throws {
    let result = try table(
      "place;kind;year;amount\nBeijing;a;2020;1,5\nNowhere;a;2020;2\nNowhere;a;2021;3\nBeijing;b;2020;9\n",
      "{columns: {region: place, value: Amount}, constants: {measure: gdp, unit: 亿元}, where: {kind: a}}")
    #expect(result.values == ["1.5", "2", "3"])
    #expect(result.observations.map(\.regionCode) == ["CN-BJ", "", ""])
    #expect(result.observations.map(\.region) == ["Beijing", "Nowhere", "Nowhere"])
    #expect(result.observations.allSatisfy { $0.unit == "CNY_100M" })
    #expect(result.problems == ["3 table.unknown-region"])
    #expect(result.statement == "semicolon-delimited, 3 rows, tidy")
  }

  @Test func aCityCountsForItsProvince() throws {
    let result = try table("region,period,measure,value\nCN-220100,2022,gdp,1\nJilin,2022,gdp,2\n")
    #expect(result.observations.map(\.region) == ["Changchun", "Jilin"])
    #expect(result.observations.map(\.regionCode) == ["CN-JL", "CN-JL"])
    #expect(Set(result.observations.map(\.id)).count == 2)
  }

  @Test func measuresWithASuffixAreNoLevels() throws {
    let result = try table("region,period,measure,unit,value\nCN,2022,gdp_growth,%,5.0\nCN,2022,gdq,%,5.0\n")
    #expect(result.observations.map(\.change) == [.growthRate, .level])
    #expect(result.problems.contains("3 table.unknown-measure"))
    #expect(result.diagnostics.contains { $0.help == "did you mean “gdp”?" })
  }

  @Test func markersAreNotZero() throws {
    let cells = ["", ":", "..", "-", "–", "(D)", "(L)", "c", "0", "0.00", "D", "9999"]
    let rows = cells.enumerated().map { "CN,\(2000 + $0.offset),gdp,\($0.element)" }
    let result = try table(
      "region,period,measure,value\n" + rows.joined(separator: "\n"), "{missing: [D, '9999']}")
    #expect(result.values == ["M", "M", "M", "L", "L", "Q", "N", "Q", "0", "0.00", "Q", "M"])
    #expect(result.diagnostics == [])
  }

  @Test func badCellsAreReportedEachAndThenCounted() throws {
    let rows = (0..<25).map { "CN,\(2000 + $0),gdp,x\($0)" }
    let result = try table("region,period,measure,value\n" + rows.joined(separator: "\n") + "\nCN,2030,gdp,1\n")
    #expect(result.values == ["1"])
    #expect(result.diagnostics.count == 21)
    #expect(result.diagnostics.first?.headline == "“x0” is no number")
    #expect(result.diagnostics.last?.headline == "5 more cells hold no number")
  }

  @Test func raggedDuplicateAndUnreadableRows() throws {
    let result = try table(
      """
      region,period,measure,value,status
      CN,2020,gdp,1,actual
      CN,2021,gdp
      CN,2020,gdp,1,actual
      CN,2020,gdp,2,actual
      CN,20x2,gdp,2,actual
      CN,2022,gdp,2,actuall
      CN,2023,gdp,2,target,
      """)
    #expect(result.values == ["1", "2"])
    #expect(
      result.problems == [
        "3 table.ragged", "4 table.duplicate", "5 table.duplicate", "6 table.period", "7 table.status",
      ])
    #expect(result.diagnostics[2].headline == "lines 2 and 5 both give gdp, China, 2020, with different values")
    #expect(result.diagnostics[1].severity == .warning && result.diagnostics[2].severity == .error)
    #expect(result.diagnostics[4].help == "did you mean “actual”?")
  }

  @Test(arguments: [("", "table.empty"), ("\n\n", "table.empty"), ("region,period,measure,value\n", "table.no-rows")])
  func filesWithoutRows(text: String, code: String) throws {
    let result = try table(text)
    #expect(result.observations == [] && result.diagnostics.map(\.code) == [code])
  }

  @Test func saysWhichColumnsThereAre() throws {
    let result = try table("a,b\n1,2\n")
    #expect(result.diagnostics.map(\.code) == ["table.no-value", "table.no-period", "table.no-measure"])
    #expect(result.diagnostics[0].help?.contains("“a”, “b”") == true)
    let misnamed = try table("region,period,measure,amount\nCN,2020,gdp,1\n", "{columns: {value: amonut}}")
    #expect(misnamed.diagnostics.first?.help == "did you mean “amount”?")
  }
}

@Suite struct NumberHabits {
  @Test(arguments: [
    (["1,234.5", "12"], ["1234.5", "12"]), (["1.234,5", "12"], ["1234.5", "12"]), (["1 234,5"], ["1234.5"]),
    (["1\u{A0}234", "\u{2212}5"], ["1234", "-5"]), (["1\u{202F}234.25"], ["1234.25"]), (["1,234,567"], ["1234567"]),
    (["0,123", "1,5"], ["0.123", "1.5"]), (["1,234", "5.25"], ["1234", "5.25"]), (["1.234"], ["1.234"]),
    (["1e3"], ["1000"]), (["1'000'000"], ["1000000"]),
  ])
  func ofAColumn(cells: [String], numbers: [String]) {
    var evidence = NumberHabit.Evidence()
    for (i, cell) in cells.enumerated() { evidence.add(cell, number: i) }
    #expect(evidence.decision.ambiguous == nil)
    #expect(cells.map { evidence.decision.habit.read($0)?.description } == numbers)
  }

  @Test func whatMayBeEitherIsSaid() throws {
    let result = try table("region;period;measure;value\nCN;2020;gdp;1,234\n")
    #expect(result.values == ["1234"] && result.problems == ["2 table.ambiguous-number"])
    let told = try table("region;period;measure;value\nCN;2020;gdp;1,234\n", "{decimal: ','}")
    #expect(told.values == ["1.234"] && told.diagnostics == [])
  }

  @Test(arguments: ["12,34.5", "1,2345", "1.2.3", "--1", "1-", "five", "1 23", ",5,", "1234567890123456789", "5%"])
  func refusesOtherForms(text: String) {
    #expect(NumberHabit(decimal: UInt8(ascii: ".")).read(text) == nil)
  }
}

@Suite struct WideTables {
  static let office = """
    数据库：分省年度数据
    指标：地区生产总值(亿元)
    时间：最近20年
    地区,2024年,2023年,2022年
    北京市,49843.1,43760.7,
    吉林省,14361.2,13531.2,12818.1
    注：数据为初步核算数。
    数据来源：国家统计局

    """

  @Test(arguments: ["", "skip: 3, "])
  func asOfficesWriteThem(skip: String) throws {
    let result = try table(Self.office, "{\(skip)constants: {measure: gdp, unit: 亿元}}")
    #expect(result.diagnostics == [])
    #expect(result.values == ["49843.1", "43760.7", "M", "14361.2", "13531.2", "12818.1"])
    #expect(result.observations.map(\.regionCode) == ["CN-BJ", "CN-BJ", "CN-BJ", "CN-JL", "CN-JL", "CN-JL"])
    #expect(result.observations.first?.period == TimePeriod(year: 2024))
    #expect(result.observations.first?.origin.description == "t.csv:5:2")
    #expect(
      result.statement
        == "comma-delimited, 2 rows, wide, 3 lines above the header left out, 2 lines of notes below left out")
  }

  @Test func aNameWithoutValuesIsARowAndABlankLineIsNone() throws {
    let result = try table(
      "region,2021,2022\nCN-JL,1,2\n,,\nCN-BJ,,\n,,\nSource: the office,,\n", "{constants: {measure: gdp}}")
    #expect(result.values == ["1", "2", "M", "M"] && result.diagnostics == [])
  }

  @Test func sentencesBelowAGapAreRemarks() throws {
    let result = try table(
      "region,2021,2022\nCN-JL,1,2\nCN-BJ,,\n\n1 Without mining,,\n,Ask for more by letter.,\n",
      "{constants: {measure: gdp}}")
    #expect(result.values == ["1", "2", "M", "M"] && result.diagnostics == [])
    #expect(result.statement.hasSuffix("2 lines of notes below left out"))
  }

  @Test(arguments: [("2022..2023", 2), ("[2021, '2022']", 2), ("'{period}'", 3), ("2023", 1)])
  func choosesPeriods(periods: String, count: Int) throws {
    let result = try table("region,2021,2022,2023\nCN,1,2,3\n", "{periods: \(periods), constants: {measure: gdp}}")
    #expect(result.observations.count == count)
  }

  @Test(arguments: [
    ("2024", "2024"), ("2024Q1", "2024-Q1"), ("2024M05", "2024-05"), ("2024年5月", "2024-05"),
    ("2024年第一季度", "2024-Q1"), ("2024年2季度", "2024-Q2"), ("2024-S1", "2024-S1"), ("2024.05", "2024-05"),
    ("2024-M11", "2024-11"), ("2024-A1", "2024"),
  ])
  func readsPeriods(text: String, period: String) { #expect(readPeriod(text)?.description == period) }

  @Test(arguments: ["Value", "2024x", "2024.5", "2024.13", "2024M13", "2024Q5", "年", "20"])
  func otherHeadersAreNoPeriods(text: String) { #expect(readPeriod(text) == nil) }
}

@Suite struct TableMappings {
  @Test func everyMistakeHasItsPlace() throws {
    let yaml = """
      layout: wid
      colums: {region: a}
      columns: {regoin: a, value: [b]}
      skip: two
      periods: soon
      where: all
      """
    let node = try parseYAML(SourceText(name: "report.md", text: yaml))
    let error = #expect(throws: DiagnosticError.self) { try TableMapping(node) }
    let found = (error?.diagnostics ?? []).map { "\($0.origin.map { "\($0)" } ?? ""): \($0.help ?? $0.headline)" }
    #expect(
      found == [
        "report.md:1:9: did you mean “wide”?", "report.md:2:1: did you mean “columns”?",
        "report.md:3:11: did you mean “region”?", "report.md:3:29: “value” wants text, not a list",
        "report.md:4:7: “skip” wants a number of lines, not two",
        "report.md:5:10: write 2013..2022, a list of periods, or a pattern such as “Value {period}”",
        "report.md:6:8: write for example {columns: {region: code, value: amount}, constants: {measure: gdp}}",
      ])
  }
}
