import Foundation
import Frames
import Hyphenation
import Testing

@Suite struct HyphenationTests {
  func dictionary(_ name: String) throws -> HyphenationDictionary {
    let data = try Data(contentsOf: URL(fileURLWithPath: "/usr/share/hyphen/hyph_\(name).dic"))
    return try #require(HyphenationDictionary(Array(data)))
  }

  func divided(_ word: String, _ dictionary: HyphenationDictionary) -> String {
    let points = dictionary.hyphenation(of: word)
    return word.enumerated().map { (points.contains($0.offset) ? "-" : "") + String($0.element) }.joined()
  }

  @Test(arguments: [
    ("en_GB", "manufacturing", "man-u-fac-tur-ing"), ("en_GB", "Investment", "In-vest-ment"), ("en_GB", "yuan", "yuan"),
    ("de_DE", "Industrieerzeugnisse", "In-dus-trie-er-zeug-nis-se"), ("de_DE", "Größenklasse", "Grö-ßen-klas-se"),
    ("fr_FR", "développement", "dé-ve-lop-pe-ment"),
  ])
  func wordsAreDividedAsTheirLanguageDoes(language: String, word: String, expected: String) throws {
    let found = divided(word, try dictionary(language))
    #expect(found == expected)
  }

  @Test(arguments: ["", "ab", "10.4", "Q1-2024", "汽车产业集群", String(repeating: "long", count: 40), "e\u{301}tonnement"])
  func whatIsNoWordStaysWhole(word: String) throws {
    let found = try dictionary("en_GB").hyphenation(of: word)
    #expect(found.allSatisfy { $0 > 0 && $0 < word.count })
    if !word.allSatisfy(\.isLetter) || word.count < 5 { #expect(found.isEmpty) }
  }

  @Test(arguments: [[], Array("KOI8-R\nab1c\n".utf8), Array("UTF-16\n".utf8)])
  func otherEncodingsAreRefused(bytes: [UInt8]) { #expect(HyphenationDictionary(bytes) == nil) }
}
