extension PageTheme {
  /// The fixed words of a language.
  public struct Words: Hashable, Sendable {
    /// Over the table of contents.
    public var contents: String
    /// `{n}` is the page and `{m}` the number of pages.
    public var pageOf: String
    /// `{n}` is the page, or the pages, something is on.
    public var onPage: String
    /// Over the lists of figures and tables.
    public var figures: String
    public var tables: String
    /// Follows the label of a table on its further pages.
    public var continued: String
    /// Precedes the source of a figure or table.
    public var source: String
    /// Precedes the note of a table.
    public var note: String
    /// Between a lead-in word and what it introduces.
    public var colon: String
    /// Between the integer and the fraction of a number.
    public var decimalSeparator: Character
    /// Around a quotation.
    public var quotationMarks: [String]

    /// The words of a language.
    public init(
      contents: String, pageOf: String, onPage: String, figures: String, tables: String, continued: String,
      source: String, note: String, colon: String = ": ",
      decimalSeparator: Character, quotationMarks: [String]
    ) {
      self.contents = contents
      self.pageOf = pageOf
      self.onPage = onPage
      self.figures = figures
      self.tables = tables
      self.continued = continued
      self.source = source
      self.note = note
      self.colon = colon
      self.decimalSeparator = decimalSeparator
      self.quotationMarks = quotationMarks
    }

    /// For English.
    public static let english = Words(
      contents: "Contents", pageOf: "Page {n} of {m}", onPage: "p. {n}", figures: "Figures", tables: "Tables",
      continued: "continued", source: "Source", note: "Note",
      decimalSeparator: ".", quotationMarks: ["“", "”"])
    /// For German.
    public static let german = Words(
      contents: "Inhalt", pageOf: "Seite {n} von {m}", onPage: "S. {n}", figures: "Abbildungen", tables: "Tabellen",
      continued: "Fortsetzung", source: "Quelle",
      note: "Anmerkung", decimalSeparator: ",", quotationMarks: ["„", "“"])
    /// For French.
    public static let french = Words(
      contents: "Sommaire", pageOf: "Page {n} sur {m}", onPage: "p. {n}", figures: "Figures", tables: "Tableaux",
      continued: "suite", source: "Source", note: "Note",
      colon: "\u{A0}: ", decimalSeparator: ",", quotationMarks: ["«\u{A0}", "\u{A0}»"])
    /// For Chinese.
    public static let chinese = Words(
      contents: "目录", pageOf: "第 {n} 页，共 {m} 页", onPage: "第 {n} 页", figures: "图目录", tables: "表目录",
      continued: "续", source: "来源", note: "注", colon: "：",
      decimalSeparator: ".", quotationMarks: ["“", "”"])

    /// The words of a language by its BCP 47 tag; English where there are none.
    public init(language: String) {
      let primary = language.lowercased().split(separator: "-").first.map(String.init) ?? ""
      self =
        switch primary {
        case "de": .german
        case "fr": .french
        case "zh": .chinese
        default: .english
        }
    }
  }
}
