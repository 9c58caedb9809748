import Observations

/// Fixed words that a briefing prints of its own accord, by language.
struct BriefingWords {
  var figure = "Figure"
  var table = "Table"
  var sources = "Sources"
  var noData = "no data"
  var noDataSentence = "No data in the sources"
  var paragraphs = "paragraphs"

  init(language: String) {
    switch language.lowercased().prefix(2) {
    case "de":
      (figure, table, sources) = ("Abbildung", "Tabelle", "Quellen")
      (noData, noDataSentence, paragraphs) = ("keine Angabe", "Keine Angaben in den Quellen", "Absätze")
    case "fr":
      (figure, table, sources) = ("Figure", "Tableau", "Sources")
      (noData, noDataSentence, paragraphs) = ("non disponible", "Aucune donnée dans les sources", "paragraphes")
    case "zh":
      (figure, table, sources) = ("图", "表", "来源")
      (noData, noDataSentence, paragraphs) = ("无数据", "来源中无数据", "段落")
    default: break
    }
  }

  /// The heading of a column of a query.
  func heading(of column: String) -> String {
    switch column {
    case "region_code": "Code"
    case "value_high": "Upper value"
    case "share": "Share"
    case "growth": "Change on year"
    case "cagr": "Annual growth"
    case "document": "Article"
    default: column.prefix(1).uppercased() + column.dropFirst()
    }
  }

  /// Why a value is missing, as a table cell says it.
  func missing(_ reason: Observation.Missing) -> String {
    switch reason {
    case .notAvailable: "n/a"
    case .notApplicable: "–"
    case .confidential: "withheld"
    case .negligible: "below threshold"
    }
  }

  /// A status as a table cell says it.
  func status(_ code: String) -> String { code.prefix(1).uppercased() + code.dropFirst() }
}
