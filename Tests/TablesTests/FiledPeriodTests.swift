import Diagnostics
import Notation
import Observations
import Testing

@testable import Tables

@Suite struct FiledPeriodTests {
  @Test(arguments: [
    ("2024-W01", "2024-01-01/2024-01-07"), ("2020-W53", "2020-12-28/2021-01-03"), ("2021W01", "2021-01-04/2021-01-10"),
    ("2024-01-01/P1Y", "2024"), ("2024-04-01/P3M", "2024-Q2"), ("2024-07-01/P6M", "2024-S2"),
    ("2024-02/P1M", "2024-02"),
    ("2023-07-01/P12M", "2023-07/2024-06"), ("2024-02-28/P2D", "2024-02-28/2024-02-29"),
    ("2024-12-30/P1W", "2024-12-30/2025-01-05"), ("31.12.2024", "2024-12-31"), ("1.2.2024", "2024-02-01"),
    ("2024-03-31T00:00:00", "2024-03-31"), ("2024-03-31 00:00", "2024-03-31"), ("令和5年", "2023"), ("平成元年", "1989"),
    ("2023 년", "2023"), ("2024.03 월", "2024-03"), ("2024 1/4", "2024-Q1"), ("2023 IV", "2023-Q4"),
  ]) func isRead(text: String, period: String) { #expect(readPeriod(text).map { "\($0)" } == period) }

  @Test(arguments: [
    "2021-W53", "2024-W00", "2024-W54", "31.02.2024", "31.12.24", "1/2/2024", "2024/1/4", "2024-01-15/P3M", "2023 V",
    "2024-01-01/P", "45292", "令和年",
  ]) func isNone(text: String) { #expect(readPeriod(text) == nil) }

  @Test(arguments: [
    ("{fiscal_year: april}", "2022/23", "2022-04/2023-03"), ("{fiscal_year: 7}", "2022-2023", "2022-07/2023-06"),
    ("{fiscal_year: {begins: october, named: last}}", "FY2023", "2022-10/2023-09"),
    ("{fiscal_year: {begins: april, named: first}}", "2023年度", "2023-04/2024-03"),
    ("{fiscal_year: january}", "1999/00", "1999"), ("{fiscal_year: april}", "1999/00", "1999-04/2000-03"),
    ("{fiscal_year: april}", "2022/24", "none"), ("{fiscal_year: april}", "2022", "2022"),
    ("{dates: day_first}", "1/2/2024", "2024-02-01"), ("{dates: month_first}", "1/2/2024", "2024-01-02"),
    ("{dates: excel}", "45292", "2024-01-01"), ("{dates: excel}", "36526.0", "2000-01-01"),
    ("{dates: month_first}", "13/2/2024", "none"),
  ]) func isWhatTheMappingSays(mapping: String, text: String, period: String) throws {
    let mapping = try TableMapping(try parseYAML(SourceText(name: "m", text: mapping)))
    let found = mapping.read(text).map { "\($0)" } ?? "none"
    #expect(found == period)
  }

  @Test func theColumnTellsTheOrderOfDates() throws {
    func read(_ dates: String...) throws -> TableResult {
      let rows = dates.map { "XA,\($0),1\n" }.joined()
      return ScanTests.whole("region,period,value\n" + rows, try ScanTests.mapping("{constants: {measure: sales}}"))
    }
    #expect(
      try read("1/2/2024", "13/2/2024").observations.map { $0.period.map { "\($0)" } } == ["2024-02-01", "2024-02-13"])
    #expect(
      try read("1/2/2024", "2/13/2024").observations.map { $0.period.map { "\($0)" } } == ["2024-01-02", "2024-02-13"])
    let open = try read("1/2/2024")
    #expect(open.observations.isEmpty && open.diagnostics.first?.help?.contains("day_first") == true)
  }

  @Test(arguments: [
    ("Bavaria 1)", "Bavaria", "1"), ("Farms 2/", "Farms", "2"), ("Hessen²", "Hessen", "²"),
    ("United States *", "United States", "*"),
  ]) func marksOfNamesAreCut(text: String, name: String, mark: String) {
    let label = LabelMark(text)
    #expect(label?.name == name && label?.mark == mark)
  }

  @Test(arguments: ["Food (10)", "NACE 10", "Łódź", "地区", "1)", "10/", "(2)", "", "Côte-d’Or"])
  func otherNamesStay(text: String) { #expect(LabelMark(text) == nil) }

  @Test(arguments: [
    ("$1,204.5", "1204.5", "$"), ("-$310", "-310", "$"), ("4.5 %", "4.5", "%"), ("(310)", "-310", ""),
    ("($310.0)", "-310.0", "$"), ("(0.5)%", "-0.5", "%"), ("(0.5%)", "-0.5", "%"), ("12 €", "12", "€"),
  ]) func numbersInDress(text: String, number: String, unit: String) {
    let dressed = DressedNumber(text, NumberHabit(decimal: UInt8(ascii: ".")), brackets: .negative)
    #expect(dressed.map { "\($0.number)" } == number && dressed?.unit == unit)
  }

  @Test(arguments: ["(310)", "(D)", "$", "%", "5 km", "(5", "12"]) func otherCellsAreNoNumbersInDress(text: String) {
    #expect(DressedNumber(text, NumberHabit(decimal: UInt8(ascii: ".")), brackets: nil) == nil)
  }

  @Test(arguments: [
    ("6", 6), ("millions", 6), ("Tsd.", 3), ("百万", 6), ("Billions", 9), ("units", 0), ("crore", 7), ("19", nil),
    ("many", nil),
  ]) func scales(text: String, power: Int?) { #expect(Scale.power(text) == power) }

  @Test(arguments: [
    ("Mio. EUR", 6, "EUR"), ("Millions of dollars", 6, "dollars"), ("億円", 8, "円"), ("억원", 8, "원"), ("1 000 t", 3, "t"),
  ]) func scalesBeforeUnits(text: String, power: Int, unit: String) {
    let split = Scale.split(text)
    #expect(split?.power == power && split?.unit == unit)
  }

  @Test(arguments: ["Monate", "EUR", "millimetre", "Tage"]) func wordsThatOnlyBeginLikeAScale(text: String) {
    #expect(Scale.split(text) == nil)
  }

  @Test(arguments: [("9,24,366", "924366"), ("1,00,00,000.5", "10000000.5"), ("10,23,602", "1023602")])
  func groupsAsInIndia(text: String, number: String) {
    #expect(NumberHabit(decimal: UInt8(ascii: ".")).read(text).map { "\($0)" } == number)
  }

  @Test(arguments: ["1,23", "1,23,45", "1,234,56,789", "123,45,678"]) func otherGroupsAreNone(text: String) {
    #expect(NumberHabit(decimal: UInt8(ascii: ".")).read(text) == nil)
  }
}

@Suite struct MappingRoles {
  private func values(_ text: String, _ mapping: String) throws -> [String] {
    ScanTests.whole(text, try ScanTests.mapping(mapping)).observations.map { o in
      ([o.region, o.sector, o.measure, o.number.map { "\($0)" } ?? "-", o.unit] + o.notes).joined(separator: "|")
    }
  }

  @Test func headersAreSectorsOrMeasures() throws {
    #expect(
      try values("region,year,Mining,Trade\nXA,2024,1,2\n", "{across: sector, constants: {measure: sales}}")
        == ["Abend|Mining|sales|1|", "Abend|Trade|sales|2|"])
    #expect(
      try values("region,year,Sales (EUR),Jobs\nXA,2024,1,2\n", "{across: measure}")
        == ["Abend||Sales|1|EUR", "Abend||Jobs|2|"])
  }

  @Test func indentsMakeAHierarchy() throws {
    let text =
      "geo,sector,year,value\nXA, All,2024,9\nXA,  Goods 1),2024,5\nXA,   Food,2024,2\nXA,  Services,2024,4\n"
    #expect(
      try values(text, "{indent: sector, constants: {measure: sales}}") == [
        "Abend|All|sales|9|", "Abend|Goods|sales|5||mark 1|sector within All",
        "Abend|Food|sales|2||sector within Goods",
        "Abend|Services|sales|4||sector within All",
      ])
  }

  @Test func aColumnSaysOnWhichBasisAFigureStands() throws {
    let text = "geo,year,type,value\nXA,2024-03,cumulative,5\nXA,2024-02,single,2\n"
    #expect(
      try values(text, "{columns: {basis: type}, constants: {measure: sales}}") == [
        "Abend||sales|5||basis cumulative", "Abend||sales|2||basis single",
      ])
  }

  @Test func scalesMultiply() throws {
    let text = "geo,year,scale,unit,value\nXA,2024,thousands,EUR,1.5\nXA,2023,0,Mio. EUR,2\n"
    #expect(
      try values(text, "{columns: {unit_mult: scale}, constants: {measure: sales}}") == [
        "Abend||sales|1500|EUR", "Abend||sales|2000000|EUR",
      ])
  }

  @Test func aSignThatContradictsTheUnitIsAnError() throws {
    let result = ScanTests.whole(
      "geo,year,value\nXA,2024,5%\nXB,2024,$5\n", try ScanTests.mapping("{constants: {measure: sales, unit: EUR}}"))
    #expect(result.observations.map(\.region) == ["XB"])
    #expect(result.diagnostics.map(\.code).contains("table.number"))
  }
}

@Test func rolesKnowTheirPositions() {
  #expect(TableMapping.Role.allCases.map(\.position) == Array(TableMapping.Role.allCases.indices))
}
