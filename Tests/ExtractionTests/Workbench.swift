import Diagnostics
import Extraction
import Foundation
import Observations
import TestSupport

/// The vocabularies and the lexicon of the checkout, read once.
enum Workbench {
  static let vocabulary: Vocabulary = {
    var vocabulary = Vocabulary()
    for name in ["regions", "cities", "sectors", "measures", "units"] {
      if let file = read("Sources/Observations/Resources/\(name).csv") { try? vocabulary.add(file) }
    }
    return vocabulary
  }()

  static let lexicon: Lexicon? = try? Lexicon(
    [
      "numbers", "qualifiers", "change", "status", "masks", "calendar", "grammar", "cues", "products", "companies",
    ].compactMap {
      read("Sources/Extraction/Resources/\($0).csv")
    })

  static let extractor: Extractor? = lexicon.map { Extractor(vocabulary: vocabulary, lexicon: $0) }

  static func read(_ path: String) -> SourceText? {
    let url = URL(fileURLWithPath: Checkout.root).appendingPathComponent(path)
    guard let data = try? Data(contentsOf: url) else { return nil }
    return SourceText(name: url.lastPathComponent, bytes: Array(data))
  }

  /// One or more sentences as an article of a known date.
  static func extract(_ text: String, date: String = "2023-03-15") -> Extraction {
    let source = SourceText(name: "case.md", text: "---\ndate: \(date)\n---\n\(text)\n")
    return extractor?.extract(Article.read(source).article) ?? Extraction()
  }
}
