import Diagnostics
import Notation
import Observations
import Testing

@testable import Tables

/// Tables in the manner of statistical offices, with numbers of our own.
@Suite struct OfficeTableTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    var name: String
    var mapping = "{constants: {measure: gdp}}"
    var text: String
    /// "region|sector|measure|period|value|unit|status", in the order of the file.
    var figures: [String]
    var codes: [String] = []

    var testDescription: String { name }
  }

  static let samples = [
    Sample(
      name: "GENESIS: two header rows, semicolons, decimal commas, copyright",
      mapping: "{skip: 2, header: 2, columns: {region: Land}, constants: {measure: gdp}, "
        + "periods: \"{period} Mio. EUR\", missing: [\"x\"]}",
      text: """
        Bruttoinlandsprodukt nach Ländern
        Tabelle 82111-0001
        Land;2022;;2023;
        ;Mio. EUR;%;Mio. EUR;%
        Hessen;323.352,5;3,1;351.139,0;2,2
        Saarland;38.505,2;1,0;x;0,4
        ______________
        © Statistisches Amt, 2024
        Stand: 02.04.2024

        """,
      figures: [
        "Hessen||gdp|2022|323352.5||actual", "Hessen||gdp|2023|351139.0||actual", "Saarland||gdp|2022|38505.2||actual",
        "Saarland||gdp|2023|Q||actual",
      ]),
    Sample(
      name: "BLS: months as columns beside a year, preliminary marks",
      mapping: "{constants: {measure: jobs, region: US}}",
      text: "Series Id: X1\n\nYear,Jan,Feb,Mar\n2023,\"1,001\",\"1,002\",\"1,003\"\n2024,\"1,010\",\"1,020(P)\",\n",
      figures: [
        "US||jobs|2023-01|1001||actual", "US||jobs|2023-02|1002||actual", "US||jobs|2023-03|1003||actual",
        "US||jobs|2024-01|1010||actual", "US||jobs|2024-02|1020||provisional", "US||jobs|2024-03|M||actual",
      ], codes: ["table.ambiguous-number"]),
    Sample(
      name: "Statistics Canada: letters glued to numbers, trailing notes",
      mapping: "{columns: {region: Geography}, constants: {measure: gdp}}",
      text: """
        Geography,2022,2023
        Ontario,"1,234A","1,301p"
        Quebec,560E,..
        Note: A excellent, E use with caution

        """,
      figures: [
        "Ontario||gdp|2022|1234||actual", "Ontario||gdp|2023|1301||provisional", "Quebec||gdp|2022|560||estimate",
        "Quebec||gdp|2023|M||actual",
      ]),
    Sample(
      name: "ONS: quarters with a space, asterisks",
      mapping: "{columns: {period: Title}, constants: {measure: gdp, region: UK}}",
      text: "Title,Value\n2023 Q3,101.2\n2023 Q4,101.0*\n2024 JAN,33.9ʳ\n",
      figures: ["UK||gdp|2023-Q3|101.2||actual", "UK||gdp|2023-Q4|101.0||actual", "UK||gdp|2024-01|33.9||actual"]),
    Sample(
      name: "INSEE: T1, semicolons, narrow spaces in numbers",
      mapping: "{columns: {region: Région}, constants: {measure: gdp}}",
      text: "Région;T1 2024;T2 2024\nBretagne;1\u{202F}234,5;1\u{202F}250,0 (e)\nLecture : un;;\n",
      figures: ["Bretagne||gdp|2024-Q1|1234.5||actual", "Bretagne||gdp|2024-Q2|1250.0||estimate"]),
    Sample(
      name: "Istat: months in Italian down the rows",
      mapping: "{columns: {period: Mese, value: Occupati}, constants: {measure: jobs, region: IT}, decimal: \",\"}",
      text: "Mese;Occupati\ngennaio 2024;23.512\nfebbraio 2024;23.601,5\n",
      figures: ["IT||jobs|2024-01|23512||actual", "IT||jobs|2024-02|23601.5||actual"]),
    Sample(
      name: "INEGI: year and quarter in Roman numerals",
      mapping: "{columns: {period: Periodo}, constants: {measure: gdp, region: MX}}",
      text: "Periodo,Valor,value\nI trimestre 2024,x,5\nTrim II 2024,x,6\n",
      figures: ["MX||gdp|2024-Q1|5||actual", "MX||gdp|2024-Q2|6||actual"]),
    Sample(
      name: "NBS: quarters in Chinese as columns",
      mapping: "{columns: {region: 地区}, constants: {measure: gdp}}",
      text: "地区,2024年1季度,2024年第二季度,2023年\n北京,10,20,70\n合计,,,90\n注：数据为初步核算\n",
      figures: [
        "北京||gdp|2024-Q1|10||actual", "北京||gdp|2024-Q2|20||actual", "北京||gdp|2023|70||actual",
        "合计||gdp|2024-Q1|M||actual", "合计||gdp|2024-Q2|M||actual", "合计||gdp|2023|90||actual",
      ]),
    Sample(
      name: "Destatis: 1. Quartal, raised marks",
      mapping: "{columns: {region: Land}, constants: {measure: gdp}}",
      text: "Land;1. Quartal 2024;2. Quartal 2024\nBremen;9,3;9,4ᵖ\nQuelle: eigene Zahlen;;\n",
      figures: ["Bremen||gdp|2024-Q1|9.3||actual", "Bremen||gdp|2024-Q2|9.4||provisional"]),
    Sample(
      name: "GSO Viet Nam: Quý and Tháng",
      mapping: "{columns: {period: Kỳ}, constants: {measure: gdp, region: VN}}",
      text: "Kỳ,value\nQuý I/2024,5.66\nTháng 2/2024,1.1\n",
      figures: ["VN||gdp|2024-Q1|5.66||actual", "VN||gdp|2024-02|1.1||actual"]),
    Sample(
      name: "e-Stat: three months as a quarter, years with 年",
      mapping: "{columns: {region: 地域}, constants: {measure: gdp}}",
      text: "地域,2023年,2024年1-3月期\n東京都,100,26\n",
      figures: ["東京都||gdp|2023|100||actual", "東京都||gdp|2024-Q1|26||actual"]),
    Sample(
      name: "Several measures in a row, units in the headers",
      mapping: "{measures: {Output (EUR): sales, Jobs: {measure: jobs, unit: count}}}",
      text: "region,year,Output (EUR),Jobs\nBorg,2024,12.5,3\nBorg,2025,13.5,(D)\n",
      figures: [
        "Borg||sales|2024|12.5|EUR|actual", "Borg||jobs|2024|3|count|actual", "Borg||sales|2025|13.5|EUR|actual",
        "Borg||jobs|2025|Q|count|actual",
      ]),
    Sample(
      name: "BEA: suppressed cells, footers, blank separators",
      mapping: "{columns: {region: GeoName, sector: Description}, constants: {measure: gdp}}",
      text: """
        "GeoFips","GeoName","Description","2022","2023"
        "01000","Abend","All industry total",100.5,(NA)
        ,,,,
        "01000","Abend","  Farms",(D),3.5
        "Note: See the included footnote file."
        "Last updated: March 29, 2024 -- our own numbers."

        """,
      figures: [
        "Abend|All industry total|gdp|2022|100.5||actual", "Abend|All industry total|gdp|2023|M||actual",
        "Abend|Farms|gdp|2022|Q||actual", "Abend|Farms|gdp|2023|3.5||actual",
      ]),
    Sample(
      name: "RBI: a fiscal year is not taken for a calendar year",
      mapping: "{columns: {period: Year}, constants: {measure: gdp, region: IN}}",
      text: "Year,value\n2023-24,5\n2024,6\n", figures: ["IN||gdp|2024|6||actual"], codes: ["table.period"]),
    Sample(
      name: "Merged cells over measures and years",
      mapping:
        "{skip: 1, header: 2, periods: \"Output {period}\", columns: {region: Region}, constants: {measure: sales}}",
      text: "Regional output\n,Output,,Jobs,\nRegion,2023,2024,2023,2024\nBorg,1,2,3,4\n",
      figures: ["Borg||sales|2023|1||actual", "Borg||sales|2024|2||actual"]),
    Sample(
      name: "JSON records",
      text: """
        {"info": {"rows": 2}, "data": [
          {"area": {"name": "Borg"}, "region": "XA-1", "year": 2023, "value": 1.5},
          {"area": {"name": "Borg"}, "region": "XA-1", "year": 2024, "value": null}]}
        """,
      figures: ["Borg||gdp|2023|1.5||actual", "Borg||gdp|2024|M||actual"]),
    Sample(
      name: "A list of JSON objects, footnote marks in text",
      mapping: "{columns: {region: geo, period: t, value: v}, constants: {measure: gdp}}",
      text: "[{\"geo\": \"Borg\", \"t\": \"May 2024\", \"v\": \"7.5 r\"}]",
      figures: ["Borg||gdp|2024-05|7.5||actual"]),
  ]

  @Test(arguments: samples) func readsWhatOfficesPublish(_ sample: Sample) throws {
    let mapping = try ScanTests.mapping(sample.mapping)
    let result = ScanTests.whole(sample.text, mapping)
    let figures = result.observations.map { o in
      let value =
        switch o.value {
        case .number(let n): "\(n)"
        case .missing(let reason): reason.rawValue
        case .range: "range"
        }
      return [
        o.region, o.sector, o.measure, o.period.map { "\($0)" } ?? "", value, o.unit, o.status.rawValue,
      ].joined(separator: "|")
    }
    #expect(figures == sample.figures)
    let expected = ["table.unknown-region", "table.unknown-measure", "table.unknown-unit"]
    #expect(result.diagnostics.map(\.code).filter { !expected.contains($0) } == sample.codes, "\(result.diagnostics)")
  }

  @Test(arguments: [
    ("Q1 2024", "2024-Q1"), ("2024Q1", "2024-Q1"), ("1. Quartal 2024", "2024-Q1"), ("2024年1季度", "2024-Q1"),
    ("1st quarter 2024", "2024-Q1"), ("2024-T3", "2024-Q3"), ("4º trimestre de 2024", "2024-Q4"),
    ("H2 2024", "2024-S2"),
    ("2024年上半年", "2024-S1"), ("Sept. 2024", "2024-09"), ("décembre 2024", "2024-12"), ("2024/03", "2024-03"),
    ("03/2024", "2024-03"), ("2024年10-12月", "2024-Q4"), ("Jahr 2024", "2024"),
  ]) func readsPeriods(text: String, period: String) {
    #expect(readPeriod(text).map { "\($0)" } == period)
  }

  @Test(arguments: [
    "2023-24", "Q5 2024", "2024 growth", "1234 5678", "2024年1-2月", "Q1", "13/2024", "2024/13", "12", "May",
  ])
  func leavesOtherTextsAlone(text: String) {
    #expect(readPeriod(text) == nil)
  }

  @Test(arguments: [
    ("1,234p", "1,234", "p"), ("12.3*", "12.3", "*"), ("45ʳ", "45", "ʳ"), ("7.1 (e)", "7.1", "e"),
    ("3.5 [2]", "3.5", "2"),
    ("8†", "8", "†"),
  ]) func cutsMarks(cell: String, number: String, mark: String) throws {
    var rest = cell
    let found = try #require(FigureMark(cutFrom: &rest))
    #expect(rest == number)
    #expect(found.note == "mark \(mark)")
  }

  @Test(arguments: ["12", "12 km", "(5)", "x", "12%", "", "1.5 million", "p"]) func cutsNothingElse(cell: String) {
    var rest = cell
    #expect(FigureMark(cutFrom: &rest) == nil)
    #expect(rest == cell)
  }

  @Test func aMappingThatContradictsItself() {
    #expect(throws: DiagnosticError.self) {
      try ScanTests.mapping("{measures: {A: gdp}, columns: {value: B}}")
    }
  }
}
