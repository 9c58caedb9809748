import Diagnostics
import Foundation
import Observations
import Testing

@testable import Tables

private let isPresent = Published.bytes("cn-nbs-raw-annual/SOURCE.txt") != nil

@Suite(.enabled(if: isPresent, "the published files are not beside the package")) struct PublishedForms {
  // MARK: Downloads of the statistical office of China

  @Test func provincesFromTheChineseOffice() throws {
    let result = try Published.table("cn-nbs-raw-annual/RenJiyi163-分省年度数据.csv", "{layout: wide, skip: 3}")
    #expect(result.diagnostics == [])
    #expect(
      result.statement
        == "GB18030, comma-delimited, 31 rows, wide, 3 lines above the header left out, 2 lines of notes below left out"
    )
    #expect(result.observations.count == 31 * 19)
    #expect(result.observations.allSatisfy { $0.measure == "gdp" && $0.unit == "CNY_100M" })
    #expect(Set(result.observations.map(\.regionCode)).count == 31)
    #expect(result.observations.allSatisfy { $0.regionCode.hasPrefix("CN-") })
    #expect(abs(result.sum { $0.period == TimePeriod(year: 2023) } - 1_283_801) < 1)
    let first = try #require(result.observations.first)
    #expect(first.region == "北京市" && first.regionCode == "CN-BJ" && first.number?.description == "49670.2")
    #expect(first.origin == Origin(file: "t", place: .cell(row: 5, column: 2, name: "2024年")))
  }

  @Test func revisionsBetweenVintages() throws {
    let new = try Published.table("cn-nbs-raw-annual/RenJiyi163-分省年度数据.csv", "{layout: wide, skip: 3}")
    let old = try Published.table("cn-nbs-raw-annual/Tobby-star-GDP-1993-2017-vintage2018.csv", "{}")
    #expect(old.diagnostics == [])
    func change(_ code: String) -> Double {
      func value(_ result: TableResult) -> Double {
        result.sum { $0.regionCode == code && $0.period == TimePeriod(year: 2017) }
      }
      return (value(new) / value(old) - 1) * 100
    }
    #expect(
      abs(change("CN-TJ") + 32.8) < 0.05 && abs(change("CN-JL") + 25.8) < 0.05 && abs(change("CN-YN") - 15.2) < 0.05)
  }

  @Test(arguments: 1...6)
  func otherIndicatorsOfProvinces(number: Int) throws {
    let result = try Published.table("cn-nbs-raw-annual/RenJiyi163-分省年度数据_(\(number)).csv", "{layout: wide, skip: 3}")
    // The names of these indicators are no terms of the vocabulary, and are kept.
    #expect(!result.diagnostics.hasErrors)
    #expect(result.diagnostics.allSatisfy { ["table.unknown-measure", "table.unknown-unit"].contains($0.code) })
    #expect(result.observations.count == 31 * 20)
    #expect(Set(result.observations.map(\.regionCode)).count == 31)
  }

  @Test func indicatorsOfOneCity() throws {
    let result = try Published.table("cn-nbs-raw-annual/xiehuiaa-Shanghai-city-indicators.csv", "{}")
    #expect(!result.diagnostics.hasErrors)
    #expect(result.observations.allSatisfy { $0.regionCode == "CN-SH" })
    let first = try #require(result.observations.first)
    #expect(first.measure == "房地产开发投资额" && first.unit == "CNY_100M" && first.number?.description == "4231.38")
  }

  @Test func monthsWithoutTheirPreamble() throws {
    let result = try Published.table(
      "cn-nbs-raw-monthly/province-monthly-floor-space.csv", "{constants: {measure: floor_area}}")
    #expect(result.diagnostics == [] && result.observations.count == 31 * 244)
    let januaries = result.observations.filter { $0.period?.end.firstMonth == 1 }
    #expect(januaries.count == 31 * 21 && januaries.allSatisfy { $0.number == nil })
  }

  @Test(arguments: ["", "_(1)", "_(2)", "_(3)", "_(4)", "_(5)", "_(6)", "_(7)", "_(8)"])
  func consumerPrices(suffix: String) throws {
    let result = try Published.table(
      "cn-province-cpi-8cat-monthly/raw-分省月度数据\(suffix).csv", "{skip: 3, constants: {measure: cpi, unit: index}}")
    #expect(!result.diagnostics.hasErrors && result.observations.count == 31 * 3)
    #expect(result.observations.allSatisfy { ($0.number == nil) == ($0.period?.description == "2020-03") })
  }

  @Test(arguments: ["各省份数据-食品类", "各省份数据-交通和通信", "各省份月度数据-居住类", "各省份月度数据-衣着类"])
  func consumerPricesWithLostZeros(name: String) throws {
    let result = try Published.table(
      "cn-province-cpi-8cat-monthly/\(name).csv", "{constants: {measure: cpi, unit: index, sector: \(name.suffix(3))}}")
    #expect(result.diagnostics.filter { $0.severity == .error } == [] && result.observations.count == 31 * 48)
    #expect(Set(result.observations.map(\.regionCode)).count == 31)
    #expect(result.observations.count { $0.period?.description == "2016-10" } == 31)
  }

  // MARK: Eurostat

  @Test func europeanEmployment() throws {
    let path = "eu-lfst_r_lfe2en2/lfst_r_lfe2en2.tsv"
    let result = try Published.table(path, "{constants: {measure: jobs}}")
    #expect(result.diagnostics.filter { $0.severity == .error } == [])
    #expect(result.statement == "UTF-8, Eurostat, tab-delimited, 28065 rows, wide")
    #expect(result.observations.count == 28_065 * 8)
    let numbers = result.observations.filter { $0.number != nil }
    func flags(_ o: Observation) -> String { o.notes.filter { $0.hasPrefix("flag") }.joined(separator: " ") }
    #expect(numbers.count { flags($0).isEmpty } == 114_872)
    #expect(numbers.count { flags($0) == "flag b" } == 27_510)
    #expect(numbers.count { flags($0) == "flag u" } == 15_750)
    #expect(numbers.count { flags($0) == "flag b flag u" } == 3_103)
    #expect(result.observations.count { $0.value == .missing(.confidential) } == 7_496 + 1_837)

    let all = try Published.table(path, "{constants: {measure: jobs}, where: {nace_r2: TOTAL, age: Y15-64}}")
    #expect(all.diagnostics.allSatisfy { $0.code != "table.dimensions" })
    let year = all.observations.filter { $0.period == TimePeriod(year: 2015) }
    for (country, code) in [("DE", "DE"), ("FR", "FR"), ("ES", "ES"), ("IT", "IT"), ("PL", "PL"), ("UK", "GB")] {
      let whole = try #require(year.first { $0.regionCode == code }?.number).double
      let parts = year.filter { $0.region.hasPrefix(country) && $0.region.utf8.count == 4 }
      let sum = parts.reduce(0) { $0 + ($1.number?.double ?? 0) }
      #expect(abs(sum / whole - 1) < 0.0001, "\(country)")
    }
  }

  // MARK: SDMX-CSV

  @Test(arguments: [("10", "SDMX-CSV 1.0"), ("20", "SDMX-CSV 2.0")])
  func europeanEmploymentInSDMX(version: String, form: String) throws {
    let result = try Published.table(
      "eu-lfst_r_lfe2en2/derived/lfst_r_lfe2en2-Y15-64.sdmxcsv\(version).csv", "{constants: {measure: jobs}}")
    #expect(result.diagnostics.filter { $0.severity == .error || $0.code == "table.dimensions" } == [])
    #expect(result.statement == "UTF-8, \(form), comma-delimited, 45472 rows, tidy")
    #expect(result.observations.count == 45_472)
    let first = try #require(result.observations.first)
    #expect(first.regionCode == "AT" && first.sector == "A" && first.number?.description == "161.4")
    #expect(first.notes == ["freq=A", "age=Y15-64"])
  }

  @Test func bankDerivatives() throws {
    let result = try Published.table(
      "sdmx-samples/pysdmx-sdmxcsv1-BIS_DER.csv", "{constants: {measure: other}, columns: {region: DER_REP_CTY}}")
    #expect(!result.diagnostics.hasErrors && result.observations.count == 1000)
    #expect(result.observations.contains { $0.number?.description == "14206.490766" })
    #expect(result.observations.first?.value == .missing(.notAvailable))
    #expect(result.diagnostics.contains { $0.code == "table.dimensions" })
  }

  @Test(arguments: [
    ("01", "", ["12.4", "10.8"]), ("04", "", ["12.4", "10.8"]), ("05", "", ["12.4", "10.8"]),
    ("06", "", ["12.4", "10.8"]), ("07", "", ["12.4", "10.8"]), ("08", "", ["12.4", "10.8"]),
    ("09A", "", ["12.4", "10.8", "11.2"]), ("13", ", value: MEAS_1", ["12.4"]), ("15", "", ["12.4", "10.8"]),
  ])
  func examplesOfTheGuide(number: String, more: String, values: [String]) throws {
    let result = try Published.table(
      "sdmx-samples/sdmxcsv2-example-\(number).csv", "{columns: {period: DIM_3\(more)}, constants: {measure: jobs}}")
    #expect(result.diagnostics == [] && result.values.prefix(values.count) == values[...])
    #expect(result.observations.allSatisfy { $0.notes == ["DIM_1=A", "DIM_2=B"] })
  }

  // MARK: JSON-stat

  @Test func irishIncomes() throws {
    let result = try Published.table(
      "jsonstat-samples/cso_ie-CIA01.json",
      "{columns: {region: County and Region}, where: {Statistic: CIA01C01}, constants: {measure: income, unit: EUR_1M}}"
    )
    #expect(result.diagnostics.filter { $0.severity == .error } == [] && result.observations.count == 37 * 15)
    #expect(result.statement == "UTF-8, JSON-stat, 3 dimensions, 555 rows, tidy")
    for year in 2000...2014 {
      func value(_ region: String) -> Double {
        result.sum { $0.region == region && $0.period == TimePeriod(year: year) }
      }
      #expect(abs(value("Border, Midland and Western") + value("Southern and Eastern") - value("State")) <= 1)
    }
  }

  @Test func irishQuarters() throws {
    let result = try Published.table(
      "jsonstat-samples/cso_ie-NQQ25.json", "{columns: {sector: Sector}, where: {Statistic: NQQ25S1}}")
    #expect(result.diagnostics.filter { $0.severity == .error } == [] && result.observations.count == 8 * 76)
    #expect(result.observations.allSatisfy { $0.period?.unit?.frequency == .quarterly && $0.unit == "Euro Million" })
    #expect(Set(result.observations.map(\.sector)).contains("Agriculture Forestry and Fishing"))
  }

  @Test(arguments: [
    ("29843", "{columns: {sector: PKoder}}", 37_440, 0), ("us-labor", "{}", 12_880, 0), ("us-gsp", "{}", 204, 0),
    ("galicia", "{columns: {region: residence}}", 3_960, 3), ("oecd-canada", "{}", 432, 0),
  ])
  func samples(name: String, mapping: String, count: Int, dimensions: Int) throws {
    let result = try Published.table("jsonstat-samples/\(name).json", mapping)
    #expect(result.diagnostics.filter { $0.severity == .error } == [] && result.observations.count == count)
    #expect(result.observations.first?.notes.count { $0.contains("=") } == dimensions)
  }

  @Test func statesOfTheUSInUnitsOfTheirMeasure() throws {
    let result = try Published.table("jsonstat-samples/us-gsp.json", "{}")
    let first = try #require(result.observations.first)
    #expect(first.region == "Alabama" && first.regionCode == "US-AL" && first.period == TimePeriod(year: 2013))
    #expect(
      first.measure == "Gross State Product" && first.unit == "USD" && first.number?.description == "174400000000")
    #expect(first.origin.line == 9)
  }

  @Test func withoutPeriodAndMeasureItIsSaid() throws {
    let result = try Published.table("jsonstat-samples/hierarchy.json", "{}")
    #expect(result.diagnostics.map(\.code) == ["table.no-period", "table.no-measure"])
  }

  /// The source counts the rows whose three sectors miss GDP by more than half a percent, and by more than two.
  @Test func prefecturesWithTheirSectors() throws {
    let result = try Published.table(
      "cn-prefecture-3sector/prefecture-3sector-2000-2023.derived.csv",
      "{measures: {gdp: gdp, primary: {measure: gdp, sector: Primary}, secondary: {measure: gdp, sector: Secondary}, "
        + "tertiary: {measure: gdp, sector: Tertiary}}, columns: {region: city, period: year}, dimensions: [code], "
        + "constants: {unit: CNY_100M}}")
    var figures: [String: [String: Double]] = [:]
    for o in result.observations {
      let code = o.notes.first { $0.hasPrefix("code=") } ?? ""
      figures["\(code) \(o.region) \(o.period.map { "\($0)" } ?? "")", default: [:]][o.sector] = o.number?.double
    }
    #expect(figures.count == 7974)
    let gaps = figures.values.compactMap { row -> Double? in
      guard let gdp = row[""], let a = row["Primary"], let b = row["Secondary"], let c = row["Tertiary"] else {
        return nil
      }
      return abs((a + b + c) / gdp - 1)
    }
    #expect(gaps.count { $0 > 0.005 } == 109)
    #expect(gaps.count { $0 > 0.02 } == 69)
  }
}
