import Analytics
import Observations
import OrderedCollections

/// The names of regions, sectors and measures as a report in a language prints them; English where no other is known.
struct PrintedTerms {
  private let vocabulary: Vocabulary
  private let words: BriefingWords
  /// Primary subtag of the language.
  private let language: String
  /// Printed names by English ones; empty for English.
  private let regions: [String: String]

  /// - Parameter language: primary subtag of BCP 47.
  init(vocabulary: Vocabulary, language: String) {
    self.vocabulary = vocabulary
    self.language = language
    words = BriefingWords(language: language)
    var regions: [String: String] = [:]
    if language != "en" {
      for region in vocabulary.regions.values {
        regions[region.name] =
          vocabulary.translation(.region, region.code, language) ?? (language == "zh" ? region.hanName : nil)
      }
    }
    self.regions = regions
  }

  func region(_ name: String) -> String { regions[name] ?? name }
  func sector(_ name: String) -> String { vocabulary.translation(.sector, name, language) ?? name }
  func measure(_ name: String) -> String { vocabulary.label(ofMeasure: name, language: language) }

  /// A text of a column of a query; a status only in tables, since charts choose their marks by its code.
  func text(_ text: String, column: String) -> String {
    switch column {
    case "measure": measure(text)
    case "region", "region_name": region(text)
    case "sector": sector(text)
    case "status": words.status(text)
    default: text
    }
  }
}

extension Vocabulary.Region {
  /// The first alias that is written in Han characters alone.
  fileprivate var hanName: String? {
    aliases.first { alias in
      !alias.isEmpty && alias.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }
    }
  }
}
