import Observations

/// The fixed words of tables and sections.
extension BriefingWords {
  var total: String { pick(["Total", "Insgesamt", "Total", "合计"]) }
  var subtotal: String { pick(["Subtotal", "Zusammen", "Sous-total", "小计"]) }

  /// Why a value is missing, below a table.
  func reason(_ reason: Observation.Missing) -> String {
    switch reason {
    case .notAvailable: pick(["Not available.", "Keine Angabe.", "Non disponible.", "无数据。"])
    case .notApplicable: pick(["Does not exist.", "Nicht vorhanden.", "Sans objet.", "不适用。"])
    case .confidential:
      pick([
        "Withheld by the source.", "Von der Quelle geheim gehalten.", "Secret statistique.", "来源保密。",
      ])
    case .negligible:
      pick([
        "Below the threshold of publication.", "Unter der Veröffentlichungsschwelle.",
        "Sous le seuil de publication.",
        "低于公布标准。",
      ])
    }
  }

  /// Of a value after a break in its series.
  var seriesBreak: String {
    pick([
      "Break in the series: not comparable with earlier figures.",
      "Bruch in der Zeitreihe: nicht mit früheren Angaben vergleichbar.",
      "Rupture de série\u{A0}: non comparable aux chiffres antérieurs.", "数据口径有变，与以前不可比。",
    ])
  }

  /// Why a change is missing.
  var acrossBreak: String {
    pick([
      "Not compared across a break in the series.", "Über einen Bruch in der Zeitreihe hinweg nicht verglichen.",
      "Pas de comparaison par-delà une rupture de série.", "数据口径有变，不作比较。",
    ])
  }

  var hedgedSum: String {
    pick([
      "Some of the values summed are hedged by their sources.",
      "Einige der summierten Werte sind in den Quellen nur ungefähr angegeben.",
      "Certaines des valeurs additionnées sont approximatives dans les sources.", "部分加总数值在来源中为约数。",
    ])
  }

  ///
  /// - Parameter count: nil where it is not said.
  func withoutMissing(_ count: Int?) -> String {
    guard let count else {
      return pick([
        "Without values that are missing.", "Ohne fehlende Werte.", "Sans les valeurs manquantes.", "不含缺失值。",
      ])
    }
    return pick([
      count == 1 ? "Without one value that is missing." : "Without \(count) values that are missing.",
      count == 1 ? "Ohne einen fehlenden Wert." : "Ohne \(count) fehlende Werte.",
      count == 1 ? "Sans une valeur manquante." : "Sans \(count) valeurs manquantes.", "不含 \(count) 个缺失值。",
    ])
  }

  /// Of a table whose values all have one status.
  func allAre(_ status: String) -> String {
    pick(["Status of all values: ", "Status aller Werte: ", "Statut de toutes les valeurs\u{A0}: ", "全部数值的状态："])
      + status.lowercased() + pick([".", ".", ".", "。"])
  }

  /// What a line in a cell shows.
  func course(first: String, last: String, lowest: String, highest: String, unit: String) -> String {
    let unit = unit.isEmpty ? "" : pick([", in \(unit)", ", in \(unit)", ", en \(unit)", "，单位：\(unit)"])
    return pick([
      "From \(first) to \(last), lowest \(lowest), highest \(highest)\(unit)",
      "Von \(first) auf \(last), niedrigster Wert \(lowest), höchster \(highest)\(unit)",
      "De \(first) à \(last), minimum \(lowest), maximum \(highest)\(unit)",
      "从 \(first) 到 \(last)，最低 \(lowest)，最高 \(highest)\(unit)",
    ])
  }

  /// What a reference to a numbered section prints.
  func section(_ number: String, isAppendix: Bool) -> String {
    if language == "zh" { return isAppendix ? "附录 \(number)" : "第 \(number) 节" }
    let word = isAppendix ? pick(["Appendix", "Anhang", "Annexe"]) : pick(["Section", "Abschnitt", "Section"])
    return "\(word)\u{A0}\(number)"
  }
}
