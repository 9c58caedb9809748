public import Diagnostics

extension Article {
  /// Reads front matter, a header block of `Key: value` lines, or what the first lines tell.
  public static func read(_ source: SourceText) -> (article: Article, diagnostics: [Diagnostic]) {
    (Article(source: source, body: 0..<source.text.utf8.count, paragraphs: []), [])
  }
}
