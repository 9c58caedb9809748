import Diagnostics
import Notation
import Observations
import Testing

@testable import Tables

@Suite struct Forms {
  @Test func eurostat() throws {
    let result = try table(
      "freq,unit,age,geo\\TIME_PERIOD\t2024 \t2023 \nA,亿元,Y15-64,CN\t13.1 b\t: c\nA,亿元,Y15-64,CN-JL\t: \t7 ep\n"
        + "A,亿元,Y_GE65,CN\t1,5\t: z\n",
      "{constants: {measure: gdp}}")
    #expect(result.statement == "Eurostat, tab-delimited, 3 rows, wide")
    #expect(result.values == ["13.1", "Q", "M", "7", "L"])
    #expect(result.problems == ["1 table.dimensions", "4 table.number"])
    #expect(result.observations.map(\.status) == [.actual, .actual, .actual, .estimate, .actual])
    #expect(result.observations[0].notes == ["freq=A", "age=Y15-64", "flag b"])
    #expect(result.observations[0].origin == Origin(file: "t.csv", place: .cell(row: 2, column: 2, name: "2024")))
  }

  @Test func sdmxWithNamesBesideCodes() throws {
    let result = try table(
      """
      STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Frequency,geo,Area,TIME_PERIOD,Time,OBS_VALUE,Value,UNIT_MULT,Unit multiplier,OBS_STATUS,Status
      dataflow,A:B(1.0),Name,A,Annual,CN-JL,Jilin,2022,,1.25,,6,Millions,P,Provisional
      dataflow,A:B(1.0),Name,A,Annual,CN-BJ,Beijing,2022,,,,6,Millions,Q,Confidential

      """, "{constants: {measure: gdp, unit: 亿元}}")
    #expect(result.diagnostics == [])
    #expect(result.statement == "SDMX-CSV 2.0, comma-delimited, 2 rows, tidy")
    #expect(result.values == ["1250000", "Q"])
    #expect(result.observations.map(\.status) == [.provisional, .actual])
    #expect(result.observations.map(\.region) == ["Jilin", "Beijing"])
    #expect(result.observations.map(\.notes) == [["freq=A"], ["freq=A"]])
  }

  @Test func sdmxOfVersion1WithNamesBehindCodes() throws {
    let result = try table(
      "DATAFLOW;REF_AREA: Area;INDICATOR: Indicator;TIME_PERIOD: Period;OBS_VALUE: Value\n"
        + "A:B(1.0): Name;CN-JL: Jilin;gdp: Product;2022-Q1: First quarter;3,5\n")
    #expect(result.diagnostics == [] && result.values == ["3.5"])
    #expect(result.statement == "SDMX-CSV 1.0, semicolon-delimited, 1 row, tidy")
    #expect(result.observations[0].measure == "gdp" && result.observations[0].period?.description == "2022-Q1")
    #expect(result.observations[0].origin.column == 5)
  }

  @Test func rowsThatDeleteAreLeftOut() throws {
    let result = try table(
      "STRUCTURE,STRUCTURE_ID,ACTION,GEO,TIME_PERIOD,OBS_VALUE\ndataflow,A,I,CN,2020,1\ndataflow,A,D,CN,2021,-\n",
      "{constants: {measure: gdp}}")
    #expect(result.diagnostics == [] && result.values == ["1"])
    #expect(result.statement.hasSuffix("1 row without figures left out"))
  }

  @Test func furtherColumnsNamedByTheMapping() throws {
    let text = "region,year,sex,value\nCN,2020,F,1\nCN,2020,M,2\n"
    let result = try table(text, "{dimensions: [sex], constants: {measure: gdp}}")
    #expect(result.values == ["1", "2"] && result.problems == ["1 table.dimensions"])
    #expect(result.observations.map(\.notes) == [["sex=F"], ["sex=M"]])
    #expect(try table(text, "{constants: {measure: gdp}}").problems == ["3 table.duplicate"])
  }

  @Test func preambleOfTheChineseOffice() throws {
    let text = """
      数据库：分省年度数据
      指标：国内生产总值(亿元)
      时间：最近2年
      地区,2024年,2023年
      吉林省,2,1
      北京市,,3
      注：1.甲,乙。
      　　　2.丙。
      数据来源：国家统计局

      """
    for mapping in ["{}", "{layout: wide, skip: 3}"] {
      let result = try table(text, mapping)
      #expect(result.values == ["2", "1", "M", "3"])
      #expect(result.observations.allSatisfy { $0.unit == "CNY_100M" && $0.measure == "国内生产总值" })
      #expect(result.observations.map(\.regionCode) == ["CN-JL", "CN-JL", "CN-BJ", "CN-BJ"])
      #expect(result.problems == ["5 table.unknown-measure"])
      #expect(result.statement.hasSuffix("3 lines above the header left out, 3 lines of notes below left out"))
    }
  }

  @Test func encodingIsStated() {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("geo;time;measure;value\nCN;2020;gdp;1\n".utf8)
    let result = readTable(file: "t.csv", bytes: bytes, mapping: TableMapping(), vocabulary: vocabulary)
    #expect(result.statement == "UTF-8 with byte order mark, semicolon-delimited, 1 row, tidy")
    let broken = readTable(
      file: "t.csv", bytes: Array("geo,time,measure,value\nCN,2020,gdp,1 ".utf8) + [0x81, 0x20],
      mapping: TableMapping(),
      vocabulary: vocabulary)
    #expect(broken.diagnostics.first?.code == "table.encoding")
  }
}

@Suite struct JSONStat {
  private static let dimensions = """
    "id": ["geo", "time", "concept"], "size": [2, 2, 1],
    "role": {"time": ["time"], "geo": ["geo"], "metric": ["concept"]},
    "dimension": {
      "geo": {"category": {"index": {"CN-BJ": 1, "CN-JL": 0}}},
      "time": {"category": {"index": ["2020", "2021"]}},
      "concept": {"category": {"label": {"gdp": "Product"}, "unit": {"gdp": {"base": "亿元", "multiplier": 3}}}}}
    """

  @Test func listOfValues() throws {
    let result = try table(
      """
      {"version": "2.0", "class": "dataset",
       "value": [1.50, 2, null,
         4], "status": {"2": "c", "3": "p"}, \(Self.dimensions)}
      """)
    #expect(result.diagnostics == [])
    #expect(result.statement == "JSON-stat, 3 dimensions, 4 rows, tidy")
    #expect(result.values == ["1500", "2000", "Q", "4000"])
    #expect(result.observations.map(\.regionCode) == ["CN-JL", "CN-JL", "CN-BJ", "CN-BJ"])
    #expect(result.observations.map { "\($0.period?.description ?? "")" } == ["2020", "2021", "2020", "2021"])
    #expect(result.observations.allSatisfy { $0.measure == "gdp" && $0.unit == "CNY_100M" && $0.notes == [] })
    #expect(result.observations.last?.status == .provisional)
    #expect(result.observations.last?.origin == Origin(file: "t.csv", place: .cell(row: 3, column: 4, name: "value")))
  }

  @Test func dimensionsOfEurostat() throws {
    let result = try table(
      """
      {"version": "2.0", "class": "dataset", "value": {"0": 1.234}, "status": {"0": "b", "1": ":"},
       "id": ["unit", "status", "geo", "time"], "size": [1, 1, 1, 2], "role": {"time": ["time"]},
       "dimension": {"unit": {"category": {"index": {"亿元": 0}, "label": {"亿元": "100m yuan"}}},
        "status": {"category": {"index": {"EMP": 0}}}, "geo": {"category": {"index": {"CN": 0}}},
        "time": {"category": {"index": {"2020-Q1": 0, "2020-Q2": 1}}}}}
      """, "{constants: {measure: gdp}}")
    #expect(result.diagnostics == [] && result.values == ["1.234", "M"])
    #expect(result.observations[0].unit == "CNY_100M" && result.observations[0].notes == ["status=EMP", "flag b"])
  }

  @Test func sparseValuesInABundle() throws {
    let result = try table(
      "{\"a\": {\"value\": {\"3\": 4, \"0\": 1}, \"status\": {\"1\": \"z\"}, \(Self.dimensions)}, "
        + "\"b\": {\"value\": [], \"dimension\": {}}}")
    #expect(result.diagnostics.map(\.code) == ["table.datasets"])
    #expect(result.values == ["1000", "L", "4000"])
  }

  @Test(arguments: [
    ("{\"a\": 1}", "table.json"), ("[]", "table.json"), ("{", "json.syntax"),
    ("{\"value\": [1], \(dimensions)}", "table.cube"), ("{\"value\": {\"9\": 1}, \(dimensions)}", "table.cube"),
    ("{\"value\": 1, \(dimensions)}", "table.cube"), ("{\"value\": [], \"dimension\": {}}", "table.cube"),
    ("{\"value\": [], \"id\": [\"x\"], \"size\": [1], \"dimension\": {}}", "table.cube"),
    ("{\"value\": [], \"id\": [\"x\"], \"size\": [1], \"dimension\": {\"x\": {}}}", "table.cube"),
  ])
  func whatDoesNotFitIsReported(text: String, code: String) throws {
    #expect(try table(text).diagnostics.map(\.code) == [code])
  }
}
