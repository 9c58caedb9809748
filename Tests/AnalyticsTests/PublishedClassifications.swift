import Diagnostics
import Foundation
import Notation
import Observations
import Testing

@testable import Analytics

/// Published classifications beside the package, held against what codes are taken to say.
private enum Published {
  static func rows(_ path: String) -> [[String]]? {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data/\(path)")
      .standardizedFileURL
    guard let data = try? Data(contentsOf: file) else { return nil }
    return try? parseCSV(DecodedText(file: path, bytes: Array(data)).source).records.map(\.fields)
  }
}

@Suite(.enabled(if: Published.rows("vocab-sectors/ISIC4.csv") != nil, "the published files are not beside the package"))
struct PublishedClassifications {
  /// Letters stand above their divisions in the file, so that it says itself what lies in what.
  @Test func divisionsLieInTheirLetters() throws {
    let codes = try #require(Published.rows("vocab-sectors/ISIC4.csv")).dropFirst().map { $0[0] }
    #expect(codes.count == 766)
    let letters = codes.filter { $0.first?.isLetter == true }.compactMap { ClassificationCode($0) }
    #expect(letters.count == 21)
    var section: ClassificationCode?
    for text in codes {
      let code = try #require(ClassificationCode(text))
      if code.hasLetters {
        section = code
      } else {
        let containers = letters.filter { $0.contains(code.withLetters) }
        #expect(containers == [section].compactMap { $0 }, "\(text)")
      }
    }
  }

  @Test func groupsLieInTheirDivisions() throws {
    let codes = try #require(Published.rows("vocab-sectors/NACE.csv")).dropFirst().map { $0[0] }
    #expect(codes.count == 996)
    for text in codes where text.contains(".") {
      let code = try #require(ClassificationCode(text))
      #expect(ClassificationCode(text.prefix(2))?.contains(code) == true, "\(text)")
      #expect(ClassificationCode("A-U")?.contains(code.withLetters) == true, "\(text)")
    }
    let american = try #require(Published.rows("vocab-sectors/NAICS2017_NACE.csv")).dropFirst().map { $0[0] }
    for text in american where text.hasPrefix("31") || text.hasPrefix("32") || text.hasPrefix("33") {
      #expect(ClassificationCode(text).map { ClassificationCode("31-33")?.contains($0) } == true, "\(text)")
    }
  }

  @Test func chineseClassesLieInTheirLetters() throws {
    let rows = try #require(Published.rows("vocab-sectors/gbt4754-2017.csv")).dropFirst()
    #expect(rows.count == 1971)
    for row in rows where row[1] != "section" {
      let code = try #require(ClassificationCode(row[0]), "\(row)")
      #expect(ClassificationCode(row[0].prefix(1))?.contains(code) == true, "\(row)")
    }
  }

  @Test func areasLieInThoseOfTheLevelAbove() throws {
    let rows = try #require(Published.rows("vocab-nuts/all_valid_nuts_codes.csv")).dropFirst()
    #expect(rows.count == 12_272)
    let codes = Set(rows.filter { $0[0].hasPrefix("nuts_level_") && $0[2] == "code_2021" }.map { $0[1] })
    #expect(codes.count > 1000)
    let index = ObservationIndex(codes.sorted().map { figure($0, "2020", "1") }, vocabulary: vocabulary)
    for (i, place) in index.places.enumerated() {
      #expect(place.level == "nuts\(place.code.count - 2)", "\(place.code)")
      let containers = Set(index.placeContainers[i].map { index.places[Int($0)].code })
      let expected = Set((3..<place.code.count).map { String(place.code.prefix($0)) }.filter { codes.contains($0) })
      #expect(containers == expected, "\(place.code)")
    }
  }
}
