import Analytics
import Briefings
import Diagnostics
import Foundation
import Notation
import Observations
import TestSupport
import Testing

/// Queries over real tables with their real faults. Their `SOURCE.txt` says what is in them.
@Suite(
  .enabled(
    if: Checkout.shared.map { FileManager.default.fileExists(atPath: $0 + "/data") } ?? false,
    "the tables are not beside this checkout"))
struct SharedTables {
  private func sources(_ file: String, _ mapping: String) throws -> SourceSet {
    let path = try #require(Checkout.shared) + "/data/" + file
    var world = TestWorld(files: [:]).world
    world.read = { FileManager.default.contents(atPath: $0).map { Array($0) } }
    let node = try parseYAML(SourceText(name: "mapping", text: mapping))
    let reference = Report.SourceReference(
      pattern: path, title: "", publisher: "", mapping: node, node: Node(.null))
    return try SourceSet([reference], folder: "", world: world)
  }

  private func ask(_ query: String, _ sources: SourceSet) throws -> (lines: [String], diagnostics: [Diagnostic]) {
    let result = try sources.answer(try parseYAML(SourceText(name: "query", text: query)))
    return (resultCSV(result.table).split(separator: "\n").dropFirst().map(String.init), result.diagnostics)
  }

  private let prefectures =
    "{columns: {region: code, region_name: city, period: year, value: gdp}, constants: {measure: gdp, unit: CNY_100M}}"

  /// Ordos holds all of Inner Mongolia in 2022, Huainan a fifth of itself.
  @Test func aPrefectureThatHoldsItsProvinceDoesNotGrow() throws {
    let set = try sources("cn-prefecture-3sector/prefecture-3sector-2000-2023.derived.csv", prefectures)
    let flagged = try ask("{by: [region, period], period: [2021, 2022, 2023], compare: [growth, flag]}", set)
    let spikes = flagged.lines.filter { $0.hasSuffix("spike") }
    #expect(spikes.contains { $0.contains("2022,23158.65") }, "\(spikes)")
    #expect(spikes.contains { $0.contains("2022,295.4") }, "\(spikes)")
    // Neither the way up nor the way back is told as growth.
    for line in spikes { #expect(line.contains(",,spike")) }
    #expect(flagged.diagnostics.contains { $0.code == "query.break" && $0.headline.contains("23158.65 after 4715.7") })
    // Growth as such stays: nearly all of the others have theirs.
    let others = flagged.lines.filter { $0.contains(",2022,") && $0.hasSuffix(",") }
    #expect(others.count > 300)
  }

  @Test func valuesCountedFromJanuaryAreTakenApart() throws {
    let set = try sources(
      "cn-nbs-raw-monthly/province-monthly-floor-space.csv",
      "{layout: wide, columns: {region: 地区}, constants: {measure: floor_area, unit: m2}}")
    let months = try ask("{region: CN-BJ, period: 2022-01..2022-12, by: [period], compare: [decumulated]}", set)
    #expect(months.lines.count == 12)
    // January is not published apart.
    #expect(months.lines[0] == "2022-01,,,")
    #expect(months.lines[1] == "2022-02,11627.9,11627.9,2")
    #expect(months.lines[2] == "2022-03,11771.22,143.32,1")
    #expect(months.lines[11] == "2022-12,13333.15,390.51,1")
    #expect(months.diagnostics.map(\.code) == ["query.merged"])
  }

  @Test func statesFallShortOfTheNation() throws {
    let set = try sources(
      "us-bea-sagdp2n-1997-2022/SAGDP2N__ALL_AREAS_1997_2022.csv",
      "{layout: wide, columns: {region: GeoName, sector: Description}, where: {LineCode: '1'}, "
        + "constants: {measure: gdp, unit: USD_M}}")
    let result = try ask("{region: US, by: [region, period], period: 2013..2022, compare: [gap]}", set)
    #expect(result.lines.count == 10)
    for line in result.lines {
      let gap = try #require(line.split(separator: ",").last.flatMap { Double($0) })
      #expect((-0.79 ... -0.55).contains(gap), "\(line)")
    }
    let sum = try ask("{level: subdivision, by: [period], period: 2022, aggregate: sum, compare: [growth]}", set)
    #expect(sum.diagnostics.contains { $0.code == "query.gap" && $0.headline.contains("less than 25462722.0 USD_M") })
  }

  @Test func statisticalRegionsSumToTheirCountry() throws {
    let set = try sources(
      "eu-lfst_r_lfe2en2/lfst_r_lfe2en2.tsv",
      "{constants: {measure: jobs}, where: {age: [Y15-64, Y25-64], nace_r2: TOTAL, unit: THS}}")
    let gaps = try ask(
      "{region: [DE, FR, ES, IT, PL], age: Y15-64, by: [region], period: 2015, compare: [gap]}", set)
    #expect(gaps.lines.count == 5)
    for line in gaps.lines {
      let gap = try #require(line.split(separator: ",").last.flatMap { Double($0) })
      #expect(abs(gap) < 0.05, "\(line)")
    }
    // Two ages that overlap, and a country with its parts, are not added.
    let ages = try ask("{region: DE, period: 2015, aggregate: sum}", set)
    #expect(ages.lines.isEmpty && ages.diagnostics.contains { $0.headline.contains("values of age overlap") })
    let nested = try ask("{within: DE, age: Y15-64, period: 2015, aggregate: sum}", set)
    #expect(nested.lines.isEmpty && nested.diagnostics.contains { $0.headline.hasSuffix("is part of the first") })
    let nuts = try ask("{within: DE, level: nuts2, age: Y15-64, period: 2015, aggregate: sum}", set)
    #expect(nuts.lines.count == 1)
    // Breaks are flagged by the office.
    let growth = try ask("{level: nuts2, age: Y15-64, period: 2011, by: [region], compare: [growth, flag]}", set)
    let breaks = growth.lines.filter { $0.hasSuffix("break") }
    #expect(!breaks.isEmpty && breaks.allSatisfy { $0.hasSuffix(",,break") })
  }
}
