import Formats

/// Words that charts print of their own accord, in the language of the chart.
struct ChartWords {
  var locale: FormatLocale
  let language: String

  static let english = ChartWords(language: "en")

  /// - Parameter language: a BCP 47 tag; languages not known get the English words.
  init(language: String) {
    self.language = FormatLocale.primarySubtag(of: language)
    locale = FormatLocale.forLanguage(language)
  }

  // MARK: Marks

  var noData: String { pick("no data", "keine Angabe", "non disponible", "无数据") }
  var others: String { pick("Others", "Übrige", "Autres", "其他") }

  /// The name of a status in the legend.
  func status(_ look: StatusLook) -> String {
    switch look {
    case .actual: pick("Actual", "Ist", "Réalisé", "实际值")
    case .target: pick("Target", "Ziel", "Objectif", "目标值")
    case .plan: pick("Plan or forecast", "Plan oder Prognose", "Plan ou prévision", "计划或预测")
    case .provisional: pick("Provisional", "Vorläufig", "Provisoire", "初步数据")
    case .hedged: pick("Approximate", "Ungefähr", "Approximatif", "约数")
    case .missing: pick("No data", "Keine Angabe", "Non disponible", "无数据")
    }
  }

  /// What the colours of a waterfall mean.
  var steps: (increase: String, decrease: String, total: String) {
    (
      pick("Increase", "Zunahme", "Hausse", "增加"), pick("Decrease", "Abnahme", "Baisse", "减少"),
      pick("Total", "Summe", "Total", "合计")
    )
  }

  var share: String { pick("Share", "Anteil", "Part", "占比") }
  var count: String { pick("Count", "Anzahl", "Nombre", "数量") }

  /// The last entry of a legend that shows a part of its values.
  func moreEntries(_ count: Int) -> String {
    pick("…\(count) entries", "… \(count) weitere", "… \(count) autres", "……另有 \(count) 项")
  }

  /// Where a value leads to.
  func source(of value: String) -> String {
    pick("Source of \(value)", "Quelle von \(value)", "Source de \(value)", "\(value) 的来源")
  }

  /// The line under a chart that says where its data come from.
  func sourceLine(_ source: String) -> String {
    pick("Source: \(source)", "Quelle: \(source)", "Source\u{A0}: \(source)", "来源：\(source)")
  }

  /// Between a measure and what it is shown by, in the heading of small multiples.
  func by(_ measure: String, _ dimension: String) -> String {
    pick(
      "\(measure) by \(dimension)", "\(measure) nach \(dimension)", "\(measure) par \(dimension)",
      "\(measure)（按\(dimension)）")
  }

  /// Names in a row.
  func and(_ names: [String]) -> String {
    names.joined(separator: pick(" and ", " und ", " et ", "和"))
  }

  /// Powers of ten that labels are written in, largest first, with what follows the number.
  var scales: [(exponent: Int, suffix: String)] {
    switch language {
    case "de": [(12, "\u{202F}Bio."), (9, "\u{202F}Mrd."), (6, "\u{202F}Mio.")]
    case "fr": [(12, "\u{202F}bn"), (9, "\u{202F}Md"), (6, "\u{202F}M")]
    case "zh": [(12, "万亿"), (8, "亿"), (4, "万")]
    default: [(12, "\u{202F}tn"), (9, "\u{202F}bn"), (6, "\u{202F}m")]
    }
  }

  // MARK: Descriptions

  var emptyChart: String { pick("Empty chart", "Leeres Diagramm", "Graphique vide", "空图表") }

  /// What a reader would call the chart.
  func kind(_ mark: MarkType) -> String {
    switch mark {
    case .bar: pick("Bar chart", "Balkendiagramm", "Diagramme à barres", "条形图")
    case .line, .trail: pick("Line chart", "Liniendiagramm", "Courbe", "折线图")
    case .area: pick("Area chart", "Flächendiagramm", "Graphique en aires", "面积图")
    case .arc: pick("Pie chart", "Kreisdiagramm", "Diagramme circulaire", "饼图")
    case .rect: pick("Heat map", "Heatmap", "Carte de chaleur", "热力图")
    case .geoshape: pick("Map", "Karte", "Carte", "地图")
    case .point, .circle, .square: pick("Scatter plot", "Streudiagramm", "Nuage de points", "散点图")
    default: pick("Chart", "Diagramm", "Graphique", "图表")
    }
  }

  /// What a reader would call a briefing form.
  func kind(_ form: FormType) -> String {
    switch form {
    case .bullet: pick("Bullet chart", "Bullet-Diagramm", "Graphique à puces", "子弹图")
    case .diverging: pick("Diverging bars", "Divergierende Balken", "Barres divergentes", "发散条形图")
    case .dumbbell: pick("Dumbbell chart", "Hantel-Diagramm", "Graphique en haltères", "哑铃图")
    case .multiples: pick("Small multiples", "Kleine Vielfache", "Petits multiples", "小倍数图")
    case .ranked: pick("Ranked bars", "Rangliste in Balken", "Classement en barres", "排名条形图")
    case .slope: pick("Slope chart", "Steigungsdiagramm", "Graphique de pentes", "坡度图")
    case .sparkline: pick("Sparkline", "Sparkline", "Sparkline", "迷你图")
    case .tilegrid: pick("Tile map", "Kachelkarte", "Carte en tuiles", "瓦片地图")
    case .treemap: pick("Treemap", "Treemap", "Carte proportionnelle", "矩形树图")
    case .waterfall: pick("Waterfall chart", "Wasserfalldiagramm", "Graphique en cascade", "瀑布图")
    }
  }

  /// "Bar chart of Output by Region".
  func chart(_ kind: String, of measure: String, by dimension: String?) -> String {
    let subject = dimension.map { by(measure, $0) } ?? measure
    return pick("\(kind) of \(subject)", "\(kind): \(subject)", "\(kind)\u{A0}: \(subject)", "\(kind)：\(subject)")
  }

  func withoutData(_ text: String) -> String {
    pick("\(text), without data", "\(text), ohne Daten", "\(text), sans données", "\(text)，无数据")
  }

  func chart(_ kind: String, ofValues count: Int) -> String {
    pick(
      "\(kind) of \(count) values", "\(kind) mit \(count) Werten", "\(kind) de \(count) valeurs", "\(kind)，\(count) 个数值"
    )
  }

  /// "12 values from 1 (A) to 9 (B)."
  func range(_ count: Int, from low: (value: String, name: String), to high: (value: String, name: String)) -> String {
    func named(_ end: (value: String, name: String)) -> String {
      end.name.isEmpty ? end.value : end.value + (language == "zh" ? "（\(end.name)）" : " (\(end.name))")
    }
    let (a, b) = (named(low), named(high))
    return pick(
      ". \(count) values from \(a) to \(b).", ". \(count) Werte von \(a) bis \(b).",
      ". \(count) valeurs de \(a) à \(b).",
      "。\(count) 个数值，从 \(a) 到 \(b)。")
  }

  /// The form of the language.
  private func pick(_ english: String, _ german: String, _ french: String, _ chinese: String) -> String {
    switch language {
    case "de": german
    case "fr": french
    case "zh": chinese
    default: english
    }
  }
}
