import Analytics
import Observations

/// Formulas in the words of a language, as the list of sources prints them.
struct FormulaText {
  let words: BriefingWords
  let periods: PeriodText
  let terms: PrintedTerms

  func written(_ formula: Formula) -> String {
    switch formula {
    case .single: ""
    case .statistic(let aggregate): written(aggregate)
    case .shareOfTotal(let over):
      phrase(
        "share of the total over {}", "Anteil an der Summe über alle {}", "part du total des {}", "占各{}合计的比重",
        list(over))
    case .share(let whole): phrase("share of {}", "Anteil an {}", "part ({} = 100\u{A0}%)", "占{}的比重", list(whole))
    case .rankOf(let column, let over):
      written(.rank(over: over)) + words.comma + words.heading(of: column, inSentence: true)
    case .rank(let over): phrase("rank among {}", "Rang über alle {}", "rang parmi les {}", "在各{}中的位次", list(over))
    case .growth(nil):
      words.pick([
        "growth on the period before", "Wachstum zum Zeitraum davor", "croissance par rapport à la période antérieure",
        "较前期增速",
      ])
    case .growth(let period?):
      phrase("growth on {}", "Wachstum gegenüber {}", "croissance par rapport à {}", "较{}增速", written(period))
    case .change(nil):
      words.pick([
        "change on the period before", "Veränderung zum Zeitraum davor",
        "variation par rapport à la période antérieure", "较前期变化",
      ])
    case .change(let period?):
      phrase("change on {}", "Veränderung gegenüber {}", "variation par rapport à {}", "较{}变化", written(period))
    case .comparison(.percent, let base): written(.growth(on: base))
    case .comparison(.absolute, let base): written(.change(on: base))
    case .index(let base):
      phrase("index, {} = 100", "Index, {} = 100", "indice, {} = 100", "指数，{} = 100", written(base))
    case .compoundGrowth(let from, let to):
      phrase(
        "compound annual growth rate {}", "durchschnittliches jährliches Wachstum {}",
        "taux de croissance annuel moyen {}",
        "{}年均增速", written(from, to))
    case .contribution(let over, let period):
      phrase(
        "contribution to the growth of all {}", "Beitrag zum Wachstum aller {}",
        "contribution à la croissance de tous les {}",
        "对各{}总增速的贡献", list([over]))
        + (period.map { words.comma + written(.growth(on: $0)) } ?? "")
    case .locationQuotient(let whole):
      words.heading(of: "location_quotient", inSentence: true)
        + (whole.isEmpty ? "" : phrase(" to {}", " gegenüber {}", " par rapport à {}", "（相对于{}）", list(whole)))
    case .shiftShare(let from, let to):
      phrase(
        "shift-share {}", "Shift-Share-Analyse {}", "analyse structurelle-résiduelle {}", "{}偏离—份额分析", written(from, to)
      )
    case .cumulative(let from, let to): phrase("sum {}", "Summe {}", "somme {}", "{}合计", written(from ?? to, to))
    case .decumulated(nil):
      words.pick(["first of the year", "erster Wert des Jahres", "première valeur de l’année", "当年首个数值"])
    case .decumulated(let less?): phrase("less {}", "abzüglich {}", "moins {}", "减去{}", written(less))
    case .movingAverage(let from, let to): phrase("mean {}", "Mittelwert {}", "moyenne {}", "{}平均值", written(from, to))
    case .target(let period): phrase("target for {}", "Ziel für {}", "objectif pour {}", "{}目标", written(period))
    case .sumOfParts(let known, let all):
      known == all
        ? words.pick(["sum of \(all) parts", "Summe von \(all) Teilen", "somme de \(all) parties", "\(all)个分项合计"])
        : words.pick([
          "sum of \(known) of \(all) parts", "Summe von \(known) der \(all) Teile",
          "somme de \(known) parties sur \(all)",
          "\(all)个分项中\(known)个的合计",
        ])
    case .records: words.pick(["number of records", "Zahl der Einträge", "nombre d’enregistrements", "记录数"])
    case .recordMean:
      words.pick(["mean over records", "Mittelwert je Eintrag", "moyenne par enregistrement", "每条记录平均值"])
    case .countOfParagraphs:
      words.pick(["count of paragraphs", "Zahl der Absätze", "nombre de paragraphes", "段落数"])
    case .column(let name): words.heading(of: name, inSentence: true)
    case .matched(let formula, let members, let all):
      written(formula)
        + words.pick([
          " over \(members) of \(all) members", " über \(members) von \(all) Gliedern",
          ", \(members) membres sur \(all)",
          "（\(all)个成员中的\(members)个）",
        ])
    }
  }

  private func written(_ aggregate: Query.Aggregate) -> String {
    switch aggregate {
    case .none: ""
    case .sum: words.pick(["sum", "Summe", "somme", "合计"])
    case .mean: words.pick(["mean", "Mittelwert", "moyenne", "平均值"])
    case .median: words.pick(["median", "Median", "médiane", "中位数"])
    case .min: words.pick(["minimum", "Minimum", "minimum", "最小值"])
    case .max: words.pick(["maximum", "Maximum", "maximum", "最大值"])
    case .count: words.pick(["count", "Anzahl", "nombre", "计数"])
    case .weightedMean(let weight):
      phrase(
        "mean weighted by {}", "mit {} gewichteter Mittelwert", "moyenne pondérée par {}", "以{}加权的平均值",
        terms.measure(weight))
    case .quantile(let probability, _):
      phrase("{} quantile", "{}-Quantil", "quantile à {}", "{}分位数", words.decimal(probability))
    case .concentrationRatio(let count):
      words.pick([
        "share of the \(count) largest", "Anteil der \(count) größten", "part des \(count) plus grands", "前\(count)位占比",
      ])
    case .concentration:
      words.pick([
        "Herfindahl–Hirschman index", "Herfindahl-Hirschman-Index", "indice de Herfindahl-Hirschman", "赫芬达尔—赫希曼指数",
      ])
    }
  }

  /// The form of the language with `{}` replaced.
  private func phrase(_ english: String, _ german: String, _ french: String, _ chinese: String, _ word: String)
    -> String
  {
    let halves = words.pick([english, german, french, chinese]).split(separator: "{}", omittingEmptySubsequences: false)
    return halves.joined(separator: word)
  }

  private func list(_ dimensions: [Query.Dimension]) -> String {
    dimensions.map { words.plural(of: $0) }.joined(separator: words.listComma)
  }

  private func list(_ values: [Query.DimensionValue]) -> String {
    values.map { value in
      if value.dimension == .period, let period = TimePeriod(value.value) { return written(period) }
      return terms.text(value.value, column: value.dimension.rawValue)
    }.joined(separator: words.comma)
  }

  private func written(_ period: TimePeriod) -> String { periods.written(period) }

  private func written(_ first: TimePeriod, _ last: TimePeriod) -> String {
    first == last
      ? written(last) : written(first) + words.pick(["–", "–", "–", "至"]) + written(last)
  }
}
