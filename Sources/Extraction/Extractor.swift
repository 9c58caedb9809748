public import Observations

/// Finds the figures of articles and what they mean.
public struct Extractor: Sendable {
  let vocabulary: Vocabulary
  let lexicon: Lexicon

  /// Prepares the lookups once for any number of articles.
  public init(vocabulary: Vocabulary, lexicon: Lexicon) {
    self.vocabulary = vocabulary
    self.lexicon = lexicon
  }

  /// Every figure of an article with its meaning and place, and every number that is none with the reason.
  public func extract(_ article: Article) -> Extraction { Extraction() }
}
