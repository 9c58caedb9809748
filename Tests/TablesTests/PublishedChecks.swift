import Diagnostics
import Foundation
import Notation
import Observations
import OrderedCollections
import Testing

@testable import Tables

private let isPresent = Published.bytes("cn-nbs-raw-annual/SOURCE.txt") != nil

/// What the `SOURCE.txt` of each folder of published files states about them, beyond `PublishedForms` and `PublishedTables`.
@Suite(.enabled(if: isPresent, "the published files are not beside the package")) struct PublishedChecks {
  // MARK: us-bea-sagdp2n-1997-2022

  private static let bea = Result {
    try Published.table(
      PublishedTables.bea,
      "{columns: {region: GeoName, sector: IndustryClassification, sector_name: Description, unit: Unit}, indent: sector, "
        + "dimensions: [LineCode, GeoFIPS], constants: {measure: gdp}}")
  }

  /// Values of a line by the FIPS code of the area.
  private func values(_ line: Int, _ year: Int) throws -> [String: Double] {
    var values: [String: Double] = [:]
    for o in try Self.bea.get().observations where o.period == TimePeriod(year: year) {
      let parts = o.components
      guard parts.first(where: { $0.name == "LineCode" })?.value == "\(line)", let number = o.number?.double,
        let fips = parts.first(where: { $0.name == "GeoFIPS" })?.value
      else { continue }
      values[fips] = number
    }
    return values
  }

  private static let sectors = [3, 6, 10, 11, 12, 34, 35, 36, 45, 51, 56, 60, 64, 65, 69, 70, 76, 79, 82]

  @Test func missingCellsOfTheStatesKeepTheirReasons() throws {
    let result = try Self.bea.get()
    #expect(result.statement.hasSuffix("5524 rows, wide, 4 lines of notes below left out"))
    #expect(result.observations.count == 5524 * 26)
    #expect(result.observations.count { $0.value == .missing(.notAvailable) } == 3302)
    #expect(result.observations.count { $0.value == .missing(.confidential) } == 20)
    #expect(result.observations.count { $0.value == .missing(.negligible) } == 58)
    #expect(!result.diagnostics.hasErrors)
  }

  @Test func sectorsMakeThePrivateIndustriesAndTheseWithGovernmentTheTotal() throws {
    for year in [1997, 2012, 2021, 2022] {
      var sums: [String: Double] = [:]
      for line in Self.sectors { for (area, value) in try values(line, year) { sums[area, default: 0] += value } }
      let (whole, government, total) = (try values(2, year), try values(83, year), try values(1, year))
      #expect(whole["00000"].map { abs((sums["00000"] ?? 0) / $0 - 1) < 0.000_000_3 } == true, "\(year)")
      for (area, value) in total where year == 2021 {
        #expect(abs(((sums[area] ?? 0) + (government[area] ?? 0)) / value - 1) < 0.000_005_5, "\(area)")
      }
    }
  }

  @Test func statesMissTheNationByWhatIsEarnedOverseas() throws {
    for year in 1997...2022 {
      let (all, overseas) = (try values(1, year), try values(100, year))
      let nation = try #require(all["00000"])
      let regions = all.filter { $0.key >= "91000" }.values.reduce(0, +)
      let states = all.filter { $0.key < "91000" && $0.key != "00000" }.values.reduce(0, +)
      #expect((0.005_55...0.007_85).contains(1 - states / nation), "\(year)")
      #expect(abs((states + (overseas["00000"] ?? 0)) / nation - 1) < 0.000_09, "\(year)")
      #expect(abs(regions / states - 1) < 0.000_001, "\(year)")
    }
    let manufacturing = try (values(12, 2021), values(12, 2022))
    // Illinois and Ohio change places.
    #expect(manufacturing.0["39000"] == 114_756.2 && manufacturing.0["17000"] == 114_728.9)
    #expect(manufacturing.1["39000"] == 129_434.7 && manufacturing.1["17000"] == 133_531.8)
    #expect(try values(1, 2020)["00000"] == 21_060_474)
  }

  @Test func indentsAndMarksOfTheIndustries() throws {
    let result = try Self.bea.get()
    func parent(_ sector: String) -> Substring? { result.observations.first { $0.sector == sector }?.sectorParent }
    #expect(parent("All industry total") == nil && parent("Private industries") == "All industry total")
    #expect(parent("Manufacturing") == "Private industries" && parent("Durable goods manufacturing") == "Manufacturing")
    #expect(parent("Trade") == nil)
    let memo = try #require(result.observations.first { $0.sector == "Private goods-producing industries" })
    #expect(memo.notes.contains("mark 2"))
  }

  // MARK: eu-lfst_r_lfe2en2

  @Test func sectionsOfEmploymentMakeTheTotal() throws {
    let result = try Published.table(
      "eu-lfst_r_lfe2en2/lfst_r_lfe2en2.tsv", "{constants: {measure: jobs}, where: {age: Y15-64}}")
    struct Key: Hashable {
      var region: String
      var period: TimePeriod?
      var age: String
    }
    var sums: [Key: (sections: Double, count: Int, total: Double?)] = [:]
    for o in result.observations {
      guard let number = o.number?.double else { continue }
      let key = Key(region: o.region, period: o.period, age: o.components.first { $0.name == "age" }?.value ?? "")
      if o.sector == "TOTAL" {
        sums[key, default: (0, 0, nil)].total = number
      } else {
        sums[key, default: (0, 0, nil)].sections += number
        sums[key, default: (0, 0, nil)].count += 1
      }
    }
    let complete = sums.values.filter { $0.count == 11 && $0.total != nil }
    #expect(complete.count == 877)
    #expect(complete.allSatisfy { abs($0.sections / ($0.total ?? 0) - 1) <= 0.0013 })
  }

  // MARK: cn-nbs-raw-annual, cn-nbs-raw-monthly, cn-province-cpi-8cat-monthly

  @Test func theSampleOfTheCensusYearIsNoPopulation() throws {
    let result = try Published.table("cn-nbs-raw-annual/RenJiyi163-分省年度数据_(1).csv", "{}")
    func value(_ year: Int) -> String? {
      result.observations.first { $0.regionCode == "CN-BJ" && $0.period == TimePeriod(year: year) }?.number.map {
        "\($0)"
      }
    }
    #expect(value(2015) == "335775" && value(2016) == "18132" && value(2017) == "17801")
    #expect(result.statement.contains("of notes below left out"))
  }

  @Test func monthsCountFromJanuary() throws {
    let mapping = "{constants: {measure: floor_area, basis: cumulative}}"
    let result = try Published.table("cn-nbs-raw-monthly/province-monthly-floor-space.csv", mapping)
    #expect(result.observations.allSatisfy { $0.unit.isEmpty && $0.notes == ["basis cumulative"] })
    let gaps = result.observations.filter { $0.number == nil && $0.period?.end.firstMonth != 1 }
    #expect(gaps.count == 21)
    var rises = 0
    var falls = 0
    var last: [String: (period: TimePeriod, value: Double)] = [:]
    for o in result.observations.reversed() {
      guard let value = o.number?.double, let period = o.period else { continue }
      if let known = last[o.region], known.period.end.year == period.end.year {
        if value >= known.value { rises += 1 } else { falls += 1 }
      }
      last[o.region] = (period, value)
    }
    // Some months are revised downwards.
    #expect(falls * 50 < rises)
  }

  @Test(arguments: [
    "各省份数据-交通和通信", "各省份数据-其他类", "各省份数据-医疗保健", "各省份数据-教育与娱乐", "各省份数据-生活用品服务类",
    "各省份数据-食品类", "各省份月度数据-居住类", "各省份月度数据-衣着类",
  ]) func everyCategoryOfPrices(name: String) throws {
    let result = try Published.table(
      "cn-province-cpi-8cat-monthly/\(name).csv",
      "{constants: {measure: cpi, unit: index, sector: \(name.drop { $0 != "-" }.dropFirst())}}")
    #expect(!result.diagnostics.hasErrors && result.observations.count == 31 * 48)
    #expect(Set(result.observations.map(\.regionCode)).count == 31)
    #expect(Set(result.observations.compactMap(\.period)).count == 48)
    // Same month of the year before = 100.
    #expect(result.observations.allSatisfy { (80...130).contains($0.number?.double ?? 100) })
  }

  // MARK: cn-prefecture-3sector

  @Test func prefecturesWithTheirErrors() throws {
    let result = try Published.table(
      "cn-prefecture-3sector/prefecture-3sector-2000-2023.derived.csv",
      "{columns: {region: city, period: year, value: gdp}, dimensions: [code, prov], "
        + "constants: {measure: gdp, unit: CNY_100M}}")
    #expect(!result.diagnostics.hasErrors && result.observations.count == 7974)
    func part(_ o: Observation, _ name: String) -> String { o.components.first { $0.name == name }?.value ?? "" }
    #expect(Set(result.observations.map { part($0, "prov") }).count == 31)
    #expect(Set(result.observations.map(\.region)).count == 342)
    var series: [String: [Int: Double]] = [:]
    for o in result.observations {
      series[part(o, "code") + o.region, default: [:]][o.period?.end.year ?? 0] = o.number?.double
    }
    // From one known year to the next.
    let jumps = series.values.reduce(0) { count, years in
      let known = years.sorted { $0.key < $1.key }.map(\.value)
      return count + zip(known, known.dropFirst()).count { abs($1 / $0 - 1) > 0.6 }
    }
    #expect(jumps == 28)
    let ordos = try #require(series.first { $0.key.contains("鄂尔多斯") }?.value)
    #expect(ordos[2021] == 4715.7 && ordos[2022] == 23_158.65 && ordos[2023] == 5849.86)
  }

  // MARK: jsonstat-samples

  @Test func irishQuartersDoNotAddUp() throws {
    let result = try Published.table(
      "jsonstat-samples/cso_ie-NQQ25.json", "{columns: {sector: Sector}, where: {Statistic: NQQ25C01}}")
    var quarters: [TimePeriod: [String: Double]] = [:]
    for o in result.observations {
      if let period = o.period, let number = o.number?.double {
        quarters[period, default: [:]][String(o.sectorCode ?? Substring(o.sector)), default: 0] += number
      }
    }
    #expect(quarters.count == 76)
    let gaps = quarters.values.compactMap { row -> Double? in
      guard let whole = row["02"], let a = row["07"], let b = row["08"] else { return nil }
      return abs(a + b - whole)
    }
    #expect(gaps.max().map { (482.5...483.5).contains($0) } == true, "\(quarters.first?.value.keys.sorted() ?? [])")
  }

  @Test func theSecondDatasetOfABundle() throws {
    let path = "jsonstat-samples/oecd-canada.json"
    let first = try Published.table(path, "{}")
    let second = try Published.table(path, "{dataset: 2, constants: {measure: population}}")
    #expect(first.diagnostics.contains { $0.code == "table.datasets" })
    #expect(!second.diagnostics.contains { $0.code == "table.datasets" } && !second.observations.isEmpty)
    #expect(second.observations.count != first.observations.count)
    #expect(try Published.table(path, "{dataset: none}").diagnostics.map(\.code) == ["table.dataset"])
  }

  // MARK: sdmx-samples

  @Test(arguments: ["02", "03"]) func severalMeasuresInARow(number: String) throws {
    let result = try Published.table(
      "sdmx-samples/sdmxcsv2-example-\(number).csv",
      "{columns: {period: DIM_3}, dimensions: [DIM_1, DIM_2], measures: {OBS_VALUE1: jobs, OBS_VALUE2: revenue}}")
    #expect(!result.diagnostics.hasErrors)
    #expect(
      result.observations.map { "\($0.measure) \($0.period.map { "\($0)" } ?? "") \($0.number.map { "\($0)" } ?? "")" }
        == [
          "jobs 2014-01 12.4", "revenue 2014-01 12.5", "jobs 2014-02 10.8", "revenue 2014-02 10.9",
        ])
    #expect(result.observations.allSatisfy { $0.notes == ["DIM_1=A", "DIM_2=B"] })
  }

  @Test(arguments: ["10", "11"]) func actionsThatGiveFigures(number: String) throws {
    let result = try Published.table(
      "sdmx-samples/sdmxcsv2-example-\(number).csv", "{columns: {period: DIM_3}, constants: {measure: jobs}}")
    #expect(result.diagnostics == [] && result.values == ["12.4", "10.8"])
  }

  @Test(arguments: ["16", "17"]) func deletionsAreNoFigures(number: String) throws {
    let result = try Published.table(
      "sdmx-samples/sdmxcsv2-example-\(number).csv", "{columns: {period: DIM_3}, constants: {measure: jobs}}")
    #expect(result.observations.isEmpty && result.statement.contains("2 rows without figures left out"))
  }

  @Test(arguments: ["09B", "12", "14", "18", "19A", "19B"]) func filesWithoutValuesSaySo(number: String) throws {
    let result = try Published.table("sdmx-samples/sdmxcsv2-example-\(number).csv", "{constants: {measure: jobs}}")
    #expect(result.observations.isEmpty && result.diagnostics.contains { $0.code == "table.no-value" })
  }

  @Test func derivativesInBothVersions() throws {
    let mapping = "{constants: {measure: other}, columns: {region: DER_REP_CTY}}"
    let new = try Published.table("sdmx-samples/pysdmx-sdmxcsv2-data_v2.csv", mapping)
    let old = try Published.table("sdmx-samples/pysdmx-sdmxcsv1-BIS_DER.csv", mapping)
    #expect(new.observations.count == 20 && new.values == Array(old.values.prefix(20)))
    #expect(old.observations.allSatisfy { ($0.number == nil) == ($0.value == .missing(.notAvailable)) })
  }

  /// The sheet holds what somebody else's program took from it, to the digit.
  @Test(.enabled(if: Published.bytes("cn-prefecture-3sector/SOURCE.txt") != nil))
  func citiesOfAWorkbook() throws {
    let folder = "cn-prefecture-3sector"
    let mapping = "{measures: {%: gdp}, columns: {sector: %, year: %, region: %}, constants: {unit: CNY_100M}}"
    func filled(_ names: [String]) -> String {
      names.reduce(mapping) { $0.replacing("%", with: $1, maxReplacements: 1) }
    }
    let sheet = try Published.table(
      "\(folder)/prefecture-industry-structure-2000-2023.xlsx", filled(["gdp（亿元人民币）", "城市名称", "年度标识", "城市代码"]))
    let text = try Published.table(
      "\(folder)/prefecture-3sector-2000-2023.derived.csv", filled(["gdp", "city", "year", "code"]))
    #expect(sheet.statement.hasPrefix("XLSX, sheet “面板数据2000-2023” of 3, 7974 rows"))
    #expect(sheet.observations.count == 7974)
    #expect(sheet.observations.map { $0.number?.double } == text.observations.map { $0.number?.double })
  }

  @Test func riceOfProvinces() throws {
    let result = try Published.table("sdmx-samples/sdmxjson-agri.json", "{constants: {measure: other}}")
    #expect(result.observations.count == 12 && result.statement.hasPrefix("UTF-8, SDMX-JSON, 3 dimensions, 12 rows"))
    let first = try #require(result.observations.first)
    #expect(first.region == "Banteay Meanchey" && "\(first.period!)" == "2014" && first.number?.double == 350_154)
  }

  @Test(arguments: ["exr-flat", "exr-time-series", "exr-cross-section"])
  func ratesInAnyArrangement(name: String) throws {
    let result = try Published.table(
      "sdmx-samples/sdmxjson-\(name).json", "{columns: {sector: CURRENCY}, constants: {measure: other}}")
    let values = Dictionary(
      uniqueKeysWithValues: result.observations.map { ("\($0.sector) \($0.period!)", $0.number?.double) })
    #expect(
      values == [
        "New Zealand dollar 2013-01-18": 1.5931, "New Zealand dollar 2013-01-21": 1.5925,
        "Russian rouble 2013-01-18": 40.3426, "Russian rouble 2013-01-21": 40.3,
      ])
  }

  @Test func deletionsInJSONAreNoFigures() throws {
    let result = try Published.table("sdmx-samples/sdmxjson-exr-action-delete.json", "{constants: {measure: other}}")
    #expect(result.observations.compactMap { $0.number?.double } == [40.3426, 40.3])
  }

  // MARK: tilegrids and vocabularies

  @Test(arguments: [
    ("china_prov_grid1", 34, false), ("china_prov_grid2", 34, true), ("us_state_grid1", 51, false),
    ("us_state_grid2", 51, false),
    ("in_state_ut_grid4", 34, false), ("eu_grid1", 28, false), ("uk_regions1", 12, false),
    ("br_states_grid1", 27, false),
    ("europe_countries_grid1", 41, false),
  ]) func gridsHaveOneTileARegion(name: String, count: Int, hasDuplicates: Bool) throws {
    let result = try Published.table(
      "tilegrids/\(name).csv", "{columns: {region: code}, constants: {period: 2024}, measures: {row: row, col: col}}")
    #expect(result.diagnostics.contains { $0.code == "table.duplicate" } == hasDuplicates)
    #expect(hasDuplicates || result.observations.count == 2 * count)
  }

  @Test func codesOfTheRegionsVocabulary() throws {
    let known = Published.vocabulary.regions
    let file = try parseJSON(
      SourceText(name: "iso", bytes: try #require(Published.bytes("vocab-regions-iso/iso_3166-2.json"))))
    let codes = (file["3166-2"]?.sequence ?? []).compactMap { $0["code"]?.scalarText }
    #expect(codes.count == 5127)
    let provinces = codes.filter { $0.hasPrefix("CN-") }
    #expect(provinces.count == 34 && provinces.allSatisfy { known[$0]?.parent == "CN" })
    // The two provinces that pinyin without tones cannot tell apart.
    #expect(known["CN-SX"]?.name != known["CN-SN"]?.name)
    for country in ["US", "DE", "BR"] {
      let missing = codes.filter { $0.hasPrefix(country + "-") && known[$0] == nil }
      #expect(missing.count <= 6, "\(missing)")
    }
  }

  @Test func prefecturesAndCountiesOfTheRegister() throws {
    let csv = try parseCSV(
      SourceText(name: "c", bytes: try #require(Published.bytes("vocab-regions-cn/ok_data_level3.csv"))), delimiter: nil
    )
    let rows = csv.records.dropFirst()
    #expect(rows.count == 3639)
    #expect((0...2).map { deep in rows.count { $0.fields[2] == "\(deep)" } } == [35, 393, 3211])
  }
}
