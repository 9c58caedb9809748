import Diagnostics
import Foundation
import Notation
import Observations
import Testing

@testable import Tables

/// Files as statistical offices publish them, beside the package; tests are skipped where they are absent.
enum Published {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data")
    .standardizedFileURL

  static func bytes(_ path: String) -> [UInt8]? {
    (try? Data(contentsOf: folder.appending(path: path))).map(Array.init)
  }

  /// Reads a published file with the vocabularies of the package, through a mapping as a report writes it.
  static func table(_ path: String, _ mapping: String) throws -> TableResult {
    let bytes = try #require(Self.bytes(path))
    let node = try parseYAML(SourceText(name: "r.md", text: mapping))
    return readTable(file: "t", bytes: bytes, mapping: try TableMapping(node), vocabulary: vocabulary)
  }

  static let vocabulary: Vocabulary = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Observations/Resources").standardizedFileURL
    var vocabulary = Vocabulary()
    for name in ["regions.csv", "measures.csv", "units.csv"] {
      guard let data = try? Data(contentsOf: folder.appending(path: name)) else { continue }
      try? vocabulary.add(SourceText(name: name, bytes: Array(data)))
    }
    return vocabulary
  }()
}

extension TableResult {
  func sum(_ isWanted: (Observation) -> Bool) -> Double {
    observations.reduce(0) { $0 + (isWanted($1) ? $1.number?.double ?? 0 : 0) }
  }
}

@Suite struct PublishedTables {
  static let bea = "us-bea-sagdp2n-1997-2022/SAGDP2N__ALL_AREAS_1997_2022.csv"

  /// The sums that the source states: sectors make the private industries, these and government the total.
  @Test(.enabled(if: Published.bytes(bea) != nil))
  func statesAndIndustries() throws {
    let bytes = try #require(Published.bytes(Self.bea))
    let node = try parseYAML(
      SourceText(
        name: "r.md",
        text: "{layout: wide, columns: {region: GeoName, sector: LineCode, sector_name: Description, unit: Unit}, "
          + "constants: {measure: gdp}}"))
    let result = readTable(
      SourceText(name: "bea.csv", bytes: bytes), mapping: try TableMapping(node), vocabulary: Vocabulary())
    #expect(result.diagnostics == [])
    #expect(result.statement.hasPrefix("comma-delimited, 5524 rows, wide"))

    func values(line: Int, year: Int) -> [String: Double] {
      let rows = result.observations.filter {
        $0.notes.contains("sector code \(line)") && $0.period == TimePeriod(year: year)
      }
      return Dictionary(
        rows.compactMap { o in o.number.map { (o.region, $0.double) } }, uniquingKeysWith: { a, _ in a })
    }
    #expect(values(line: 1, year: 2022)["United States"] == 25_462_722)
    #expect(values(line: 12, year: 2022)["California"] == 423_698.6)
    let sectors = [3, 6, 10, 11, 12, 34, 35, 36, 45, 51, 56, 60, 64, 65, 69, 70, 76, 79, 82]
    let parts = sectors.map { values(line: $0, year: 2021) }
    let total = values(line: 1, year: 2021)
    let government = values(line: 83, year: 2021)
    for region in ["California", "Texas", "Ohio", "Vermont"] {
      let sum = parts.reduce(0) { $0 + ($1[region] ?? .nan) } + (government[region] ?? .nan)
      #expect(abs(sum / (total[region] ?? 0) - 1) < 0.0000055, "\(region)")
    }
    let missing = result.observations.count { $0.value == .missing(.confidential) }
    #expect(missing == 20)
  }
}
