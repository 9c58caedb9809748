import Analytics
import Formats
import Layout
import Observations

/// Fixed words that a briefing prints of its own accord, by language.
struct BriefingWords {
  var figure = "Figure"
  var table = "Table"
  var sources = "Sources"
  var noData = "no data"
  var noDataSentence = "No data in the sources"
  var paragraphs = "paragraphs"
  /// What the attached files are.
  var observationsFile = "The figures of the sources that this briefing rests on"
  var valuesFile = "Every printed value with its source and how it was computed"

  let language: String

  /// - Parameter language: a BCP 47 tag; languages not known get the English words.
  init(language: String) {
    self.language = FormatLocale.primarySubtag(of: language)
    switch self.language {
    case "de":
      (figure, table, sources) = ("Abbildung", "Tabelle", "Quellen")
      (noData, noDataSentence, paragraphs) = ("keine Angabe", "Keine Angaben in den Quellen", "Absätze")
      observationsFile = "Die Zahlen der Quellen, auf denen dieser Bericht beruht"
      valuesFile = "Jeder gedruckte Wert mit seiner Quelle und seiner Berechnung"
    case "fr":
      (figure, table, sources) = ("Figure", "Tableau", "Sources")
      (noData, noDataSentence, paragraphs) = ("non disponible", "Aucune donnée dans les sources", "paragraphes")
      observationsFile = "Les chiffres des sources sur lesquels repose cette note"
      valuesFile = "Chaque valeur imprimée avec sa source et son calcul"
    case "zh":
      (figure, table, sources) = ("图", "表", "来源")
      (noData, noDataSentence, paragraphs) = ("无数据", "来源中无数据", "段落")
      observationsFile = "本简报所依据的来源数据"
      valuesFile = "每个印出的数值及其来源和计算方法"
    default: break
    }
  }

  /// The heading of a column of a query.
  func heading(of column: String) -> String {
    if let (stem, base) = Query.Comparison.parts(ofColumn: column) {
      let period = PeriodText(language: language).written(base)
      if stem == "value" { return period }
      return pick(["Change on \(period)", "Veränderung zu \(period)", "Variation depuis \(period)", "较\(period)"])
    }
    let words = String(column.map { $0 == "_" ? " " : $0 })
    let english = Self.headings[column] ?? [words.prefix(1).uppercased() + words.dropFirst()]
    return pick(english)
  }

  /// The heading of a column where a sentence goes on with it.
  func heading(of column: String, inSentence: Bool) -> String {
    let heading = heading(of: column)
    return inSentence && language != "de" ? heading.prefix(1).lowercased() + heading.dropFirst() : heading
  }

  /// All that a dimension may be: "regions"; its heading where that has no plural.
  func plural(of dimension: Query.Dimension) -> String {
    Self.plurals[dimension].map(pick) ?? heading(of: dimension.rawValue, inSentence: true)
  }

  /// Why a value is missing, as a table cell says it.
  func missing(_ reason: Observation.Missing) -> String {
    switch reason {
    case .notAvailable: pick(["n/a", "k. A.", "n.d.", "无数据"])
    case .notApplicable: "–"
    case .confidential: pick(["withheld", "geheim", "secret", "保密"])
    case .negligible: pick(["below threshold", "unter Schwelle", "sous le seuil", "低于阈值"])
    }
  }

  /// A status as a table cell says it.
  func status(_ code: String) -> String {
    guard let words = Self.statuses[code] else { return code.prefix(1).uppercased() + code.dropFirst() }
    return pick(words)
  }

  /// The hedge of a figure; with `…` in it, the figure takes that place.
  func hedge(_ qualifier: Observation.Qualifier) -> String? {
    switch qualifier {
    case .exact: nil
    case .over: pick(["over", "über", "plus de", "超过"])
    case .nearly: pick(["nearly", "fast", "près de", "近"])
    case .about: pick(["about", "rund", "environ", "约"])
    case .under: pick(["under", "unter", "moins de", "不足"])
    case .atLeast: pick(["at least", "mindestens", "au moins", "至少"])
    case .upTo: pick(["up to", "bis zu", "jusqu’à", "不超过"])
    }
  }

  /// "line 7", "paragraph 3, line 7": a place in a source.
  func place(paragraph: Int?, line: Int) -> String {
    if language == "zh" { return (paragraph.map { "第\u{A0}\($0)\u{A0}段，" } ?? "") + "第\u{A0}\(line)\u{A0}行" }
    let prefix = paragraph.map { pick(["paragraph", "Absatz", "paragraphe"]) + "\u{A0}\($0), " } ?? ""
    return prefix + pick(["line", "Zeile", "ligne"]) + "\u{A0}\(line)"
  }

  /// What was counted for values that count what articles name.
  var countedParagraphs: String {
    pick([
      "number of paragraphs that name it in", "Zahl der Absätze, die es nennen, in",
      "nombre de paragraphes qui le nomment dans",
      "提及的段落数，见",
    ])
  }

  /// "column C"
  func column(_ name: String) -> String {
    language == "zh" ? "\(name) 列" : pick(["column", "Spalte", "colonne"]) + " " + name
  }

  /// "columns C–F"
  func columns(_ names: String) -> String {
    language == "zh" ? "\(names) 列" : pick(["columns", "Spalten", "colonnes"]) + " " + names
  }

  /// Stands for the places of values from several files.
  func others(_ count: Int) -> String {
    pick([
      "and others, \(count) figures", "und weitere, \(count) Werte", "et autres, \(count) valeurs", "等，共 \(count) 个数值",
    ])
  }

  /// What an analyst did to a figure; the place of the correction follows. `fields` are the changed columns.
  func corrected(_ fields: [String]) -> String {
    if fields.isEmpty { return pick(["accepted in", "bestätigt in", "accepté dans", "已确认："]) }
    let text = fields.joined(separator: comma)
    return pick([
      "\(fields.joined(separator: " and ")) changed in", "geändert (\(text)) in", "modifié (\(text)) dans",
      "已修改（\(text)）：",
    ])
  }

  var computed: String { pick(["Computed", "Berechnet", "Calculé", "计算"]) }
  /// Between a lead-in word and what it introduces.
  var colon: String { PageTheme.Words(language: language).colon }
  /// Around a quotation.
  var quotationMarks: [String] { PageTheme.Words(language: language).quotationMarks }
  var comma: String { language == "zh" ? "，" : ", " }
  /// Between the members of a short list.
  var listComma: String { language == "zh" ? "、" : ", " }

  /// "0.9", "0,9"
  func decimal(_ number: Double) -> String {
    let separator = String(PageTheme.Words(language: language).decimalSeparator)
    return "\(number)".split(separator: ".").joined(separator: separator)
  }

  /// What a link to a source says: "Source 7 of 48 billion yuan".
  func source(_ label: String, of what: String) -> String {
    if what.isEmpty { return pick(["Source", "Quelle", "Source", "来源"]) + " " + label }
    return pick([
      "Source \(label) of \(what)", "Quelle \(label) zu \(what)", "Source \(label) de \(what)", "\(what) 的来源 \(label)",
    ])
  }
  var semicolon: String { pick(["; ", "; ", "\u{A0}; ", "；"]) }

  /// "lines 3–7, 12"; `ranges` are in order.
  func lines(_ ranges: [ClosedRange<Int>]) -> String {
    let text = ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
      .joined(separator: language == "zh" ? "、" : ", ")
    if language == "zh" { return "第\u{A0}\(text)\u{A0}行" }
    let one = ranges.count == 1 && ranges[0].count == 1
    return pick(one ? ["line", "Zeile", "ligne"] : ["lines", "Zeilen", "lignes"]) + "\u{A0}" + text
  }

  /// "210 lines between 3 and 900".
  func lines(_ count: Int, between first: Int, and last: Int) -> String {
    pick([
      "\(count) lines between \(first) and \(last)", "\(count) Zeilen zwischen \(first) und \(last)",
      "\(count) lignes entre \(first) et \(last)", "第 \(first)–\(last) 行之间的 \(count) 行",
    ])
  }

  /// The form of the language: English, German, French, Chinese; English where the list ends before.
  func pick(_ forms: [String]) -> String {
    let position = ["en", "de", "fr", "zh"].firstIndex(of: language) ?? 0
    return position < forms.count ? forms[position] : forms[0]
  }

  private static let plurals: [Query.Dimension: [String]] = [
    .region: ["regions", "Regionen", "régions", "地区"],
    .regionCode: ["regions", "Regionen", "régions", "地区"],
    .sector: ["sectors", "Branchen", "secteurs", "行业"],
    .period: ["periods", "Zeiträume", "périodes", "时期"],
    .measure: ["measures", "Merkmale", "indicateurs", "指标"],
    .document: ["articles", "Artikel", "articles", "文章"],
  ]

  private static let headings: [String: [String]] = [
    "region": ["Region", "Region", "Région", "地区"],
    "region_name": ["Region", "Region", "Région", "地区"],
    "region_code": ["Code", "Code", "Code", "代码"],
    "sector": ["Sector", "Branche", "Secteur", "行业"],
    "measure": ["Measure", "Merkmal", "Indicateur", "指标"],
    "period": ["Period", "Zeitraum", "Période", "时期"],
    "year": ["Year", "Jahr", "Année", "年份"],
    "date": ["Date", "Datum", "Date", "日期"],
    "status": ["Status", "Status", "Statut", "状态"],
    "unit": ["Unit", "Einheit", "Unité", "单位"],
    "value": ["Value", "Wert", "Valeur", "数值"],
    "value_high": ["Upper value", "Oberer Wert", "Valeur haute", "上限"],
    "count": ["Paragraphs", "Absätze", "Paragraphes", "段落"],
    "records": ["Records", "Einträge", "Enregistrements", "记录数"],
    "record_mean": ["Mean per record", "Mittelwert je Eintrag", "Moyenne par enregistrement", "每条记录平均值"],
    "rank": ["Rank", "Rang", "Rang", "位次"],
    "contribution": ["Contribution to growth", "Wachstumsbeitrag", "Contribution à la croissance", "增长贡献"],
    "cumulative": ["Cumulative", "Kumuliert", "Cumul", "累计"],
    "decumulated": ["In the period", "Im Zeitraum", "Sur la période", "当期"],
    "decumulated_months": ["Months", "Monate", "Mois", "月数"],
    "moving_average": ["Moving average", "Gleitender Durchschnitt", "Moyenne mobile", "移动平均"],
    "location_quotient": ["Location quotient", "Standortquotient", "Quotient de localisation", "区位商"],
    "national_effect": ["National effect", "Nationaler Effekt", "Effet national", "全国效应"],
    "mix_effect": ["Industry mix", "Struktureffekt", "Effet de structure", "结构效应"],
    "regional_effect": ["Regional effect", "Regionaler Effekt", "Effet régional", "地区效应"],
    "target": ["Target", "Ziel", "Objectif", "目标"],
    "target_period": ["Target for", "Ziel für", "Objectif pour", "目标时期"],
    "achievement": ["Achieved", "Erreicht", "Réalisé", "完成率"],
    "parts": ["Sum of parts", "Summe der Teile", "Somme des parties", "分项合计"],
    "gap": ["Gap", "Lücke", "Écart", "差额"],
    "flag": ["Remark", "Hinweis", "Remarque", "备注"],
    "share": ["Share", "Anteil", "Part", "占比"],
    "growth": ["Change on year", "Veränderung zum Vorjahr", "Variation sur un an", "同比"],
    "change": ["Change", "Veränderung", "Variation", "变化"],
    "cagr": ["Annual growth", "Wachstum pro Jahr", "Croissance annuelle", "年均增速"],
    "index": ["Index", "Index", "Indice", "指数"],
    "document": ["Article", "Artikel", "Article", "文章"],
    "source": ["Source", "Quelle", "Source", "来源"],
    "quote": ["Quote", "Zitat", "Citation", "原文"],
  ]

  private static let statuses: [String: [String]] = [
    "actual": ["Actual", "Ist", "Réalisé", "实际"],
    "target": ["Target", "Ziel", "Objectif", "目标"],
    "plan": ["Plan", "Plan", "Prévu", "计划"],
    "capacity": ["Capacity", "Kapazität", "Capacité", "产能"],
    "background": ["Background", "Hintergrund", "Contexte", "背景"],
    "provisional": ["Provisional", "Vorläufig", "Provisoire", "初步"],
    "estimate": ["Estimate", "Schätzung", "Estimation", "估计"],
  ]
}
