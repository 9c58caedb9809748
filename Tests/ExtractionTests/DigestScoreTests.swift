import Diagnostics
import Extraction
import Foundation
import Notation
import Observations
import TestSupport
import Testing

/// The digests of the seed articles must give the figures of the originals: compared with the annotation of these,
/// wherever in its document a figure stands.
@Suite struct DigestScoreTests {
  private static let digests = [
    "000": "jingdezhen-ceramics-2022-11", "001": "fujian-maritime-equipment-2023-10", "002": "jilin-industry-2024-05",
    "003": "jiangsu-shanghai-future-industries-2024-05", "004": "zhaoqing-manufacturing-2024-03",
  ]
  private static let meaning = ["unit", "qualifier", "measure", "region_code", "sector", "period", "status"]

  @Test(.enabled(if: Checkout.shared != nil, "the annotation is not beside this checkout"))
  func digestsYieldTheFiguresOfTheOriginals() throws {
    let extractor = try #require(Workbench.extractor)
    let file = URL(fileURLWithPath: try #require(Checkout.shared)).appendingPathComponent("gold/seeds.csv")
    let gold = try rows(SourceText(name: "seeds.csv", bytes: Array(try Data(contentsOf: file))))
    var wanted = 0
    var found = 0
    var alike = 0
    for (document, name) in Self.digests.sorted(by: { $0.key < $1.key }) {
      let source = try #require(Workbench.read("seeds/articles/\(name).md"))
      let observations = extractor.extract(Article.read(source).article).observations
      let csv = observationsCSV(observations) { _ in document }
      var given = try rows(SourceText(name: "digest.csv", text: csv))
      for row in gold where row["doc"] == document && !(row["notes"] ?? "").hasPrefix("optional") {
        wanted += 1
        let candidates = given.indices.filter { same(row, given[$0], ["value", "value_high"]) }
        let best = candidates.max { agreement(row, given[$0]) < agreement(row, given[$1]) }
        guard let best else {
          print("digest of \(document) lacks \(row["quote"] ?? "")")
          continue
        }
        let match = given.remove(at: best)
        if same(row, match, ["unit", "qualifier"]) { found += 1 }
        if same(row, match, Self.meaning) { alike += 1 }
      }
    }
    print("digests: \(found) of \(wanted) values with unit and qualifier, \(alike) with their whole meaning")
    #expect(Double(found) >= 0.95 * Double(wanted))
    #expect(Double(alike) >= 0.85 * Double(wanted))
  }

  private func rows(_ source: SourceText) throws -> [[String: String]] {
    let records = try parseCSV(source, delimiter: UInt8(ascii: ",")).records
    let header = try #require(records.first).fields
    return records.dropFirst().map { Dictionary(zip(header, $0.fields)) { first, _ in first } }
  }

  private func same(_ a: [String: String], _ b: [String: String], _ keys: [String]) -> Bool {
    keys.allSatisfy { key in
      let x = a[key] ?? ""
      let y = b[key] ?? ""
      guard key.hasPrefix("value"), let p = Double(x), let q = Double(y) else {
        return x.lowercased() == y.lowercased()
      }
      return abs(p - q) <= 1e-5 * max(abs(p), abs(q))
    }
  }

  private func agreement(_ a: [String: String], _ b: [String: String]) -> Int {
    Self.meaning.count { same(a, b, [$0]) }
  }
}
