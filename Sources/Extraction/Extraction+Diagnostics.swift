import Diagnostics
import Observations

enum Message {
  static func unknownHeader(_ header: [String], in source: SourceText) -> Diagnostic {
    Diagnostic(
      .error, code: "lexicon.header", "the header “\(header.joined(separator: ","))” is not that of a lexicon",
      at: Origin(file: source.name, line: 1, column: 1), excerpt: source.line(1).map(String.init),
      help: "start the file with phrase,role,value")
  }

  static func raggedRecord(in source: SourceText, line: Int, has: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "lexicon.ragged", "this record has \(has) fields where 3 are wanted",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: "put phrases that hold a comma in quotes")
  }

  static func unknownRole(_ role: String, in source: SourceText, line: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "lexicon.role", "“\(role)” is no role of a phrase",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: suggestionHelp(for: role, among: Role.allCases.map(\.rawValue)))
  }

  static func badDate(_ text: String, in source: SourceText, line: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "article.date", "“\(text)” is not a date",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: "write it as 2024-05-16, 2024-05 or 2024")
  }

  static func openFrontMatter(in source: SourceText) -> Diagnostic {
    Diagnostic(
      .warning, code: "article.front-matter", "the front matter is not closed, so it was read as text",
      at: Origin(file: source.name, line: 1, column: 1), excerpt: source.line(1).map(String.init),
      help: "end it with a line of three hyphens")
  }

  static func noText(in source: SourceText) -> Diagnostic {
    Diagnostic(
      .warning, code: "article.empty", "there is no text in this article", at: Origin(file: source.name),
      help: "check that the download was complete")
  }

  static func undated(in source: SourceText) -> Diagnostic {
    Diagnostic(
      .note, code: "article.undated", "the article does not say when it came out, so “last year” stays unresolved",
      at: Origin(file: source.name), help: "add a line “date: 2024-05-16” to its front matter")
  }

  // MARK: Corrections

  private static func row(
    _ severity: Diagnostic.Severity, _ code: String, _ headline: String, _ place: (source: SourceText, line: Int),
    help: String
  ) -> Diagnostic {
    Diagnostic(
      severity, code: "corrections.\(code)", headline,
      at: Origin(file: place.source.name, line: place.line, column: 1),
      excerpt: place.source.line(place.line).map(String.init), help: help)
  }

  static func unknownColumn(_ name: String, in source: SourceText, known: [String]) -> Diagnostic {
    row(
      .error, "column", "a corrections file has no column “\(name)”", (source, 1),
      help: suggestionHelp(for: name, among: known))
  }

  static func missingColumn(_ name: String, in source: SourceText) -> Diagnostic {
    row(
      .error, "column", "this corrections file has no column “\(name)”", (source, 1),
      help:
        "start it with a header such as id,action,value,note,quote; `briefing extract --format corrections` writes one")
  }

  static func raggedCorrection(_ place: (source: SourceText, line: Int), has: Int, wants: Int) -> Diagnostic {
    row(
      .error, "ragged", "this row has \(has) fields where the header has \(wants)", place,
      help: "put fields that hold a comma in quotes")
  }

  static func correctionWithoutID(_ place: (source: SourceText, line: Int)) -> Diagnostic {
    row(
      .error, "id", "this correction does not say which figure it is about", place,
      help: "copy the `id` of the figure from the CSV of `briefing extract`")
  }

  static func unknownAction(_ word: String, _ place: (source: SourceText, line: Int)) -> Diagnostic {
    row(
      .error, "action", "“\(word)” is no action", place,
      help: suggestionHelp(for: word, among: Corrections.Action.allCases.map(\.rawValue)))
  }

  static func changeOfNothing(_ place: (source: SourceText, line: Int)) -> Diagnostic {
    row(
      .error, "change", "this row is to change a figure and does not say what", place,
      help: "fill in at least one column such as value, unit, region or period; `none` empties one")
  }

  static func unknownTerm(
    _ text: String, _ field: String, known: [String], _ place: (source: SourceText, line: Int)
  ) -> Diagnostic {
    row(
      .error, "term", "“\(text)” is no \(field) that the vocabularies know", place,
      help: suggestionHelp(for: text, among: known))
  }

  static func badNumber(_ text: String, _ field: String, _ place: (source: SourceText, line: Int)) -> Diagnostic {
    row(
      .error, "number", "“\(text)” in the column \(field) is no number", place,
      help: "write it plainly, such as 48000000000 or -2.5")
  }

  static func badCorrectedPeriod(_ text: String, _ place: (source: SourceText, line: Int)) -> Diagnostic {
    row(
      .error, "period", "“\(text)” is no period", place,
      help: "write 2024, 2024-05, 2024-Q1 or an interval such as 2022-Q1/2022-Q3")
  }

  static func correctedTwice(_ entry: Corrections.Entry, first: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "corrections.twice", "the figure \(entry.id) is corrected twice", at: entry.origin,
      excerpt: entry.excerpt, help: "it stands on line \(first) already; keep one of the rows")
  }

  static func quoteChanged(
    _ entry: Corrections.Entry, _ quote: (text: String, hasSameDigits: Bool), at origin: Origin
  ) -> Diagnostic {
    Diagnostic(
      .warning, code: "corrections.quote",
      "the figure \(entry.id) now reads “\(quote.text)”, not “\(entry.quote)”"
        + (quote.hasSameDigits ? "" : ", so this row was not applied"), at: entry.origin, excerpt: entry.excerpt,
      help: "look at \(origin) and bring the quote of the row up to date")
  }

  static func acceptedOtherwise(_ entry: Corrections.Entry, _ fields: [Corrections.Field], at origin: Origin)
    -> Diagnostic
  {
    Diagnostic(
      .warning, code: "corrections.differs",
      "the figure \(entry.id) was accepted with another \(fields.map(\.rawValue).joined(separator: " and "))"
        + ", so this row was not applied", at: entry.origin, excerpt: entry.excerpt,
      help: "look at \(origin); write `change` to keep what the row says, or empty the columns that differ")
  }

  static func vanishedFigure(_ entry: Corrections.Entry, candidates: [Observation]) -> Diagnostic {
    let what = entry.quote.isEmpty ? "" : " “\(entry.quote)”"
    let help =
      switch candidates.count {
      case 0: "its sentence was changed or is no longer there; correct the figure anew or remove the row"
      case 1: "“\(candidates[0].quote)” at \(candidates[0].origin) has the id \(candidates[0].id) now"
      default:
        "the quote stands at "
          + candidates.prefix(3).map { "\($0.origin) (\($0.id))" }.joined(separator: ", ") + "; write the right id"
      }
    return Diagnostic(
      .warning, code: "corrections.vanished",
      "no figure has the id \(entry.id)\(what)\(entry.document.isEmpty ? "" : " in \(entry.document)")",
      at: entry.origin,
      excerpt: entry.excerpt, help: help)
  }
}
