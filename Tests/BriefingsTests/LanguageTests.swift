import Analytics
import Formats
import Observations
import OrderedCollections
import Testing

@testable import Briefings

@Suite struct LanguageTests {
  private let vocabulary: Vocabulary = {
    var vocabulary = Vocabulary()
    for file in TestWorld(files: [:]).world.vocabularies { try? vocabulary.add(file) }
    return vocabulary
  }()

  @Test(arguments: [
    ("2023", ["2023", "2023", "2023", "2023年"]),
    ("2024-Q1", ["Q1 2024", "1. Quartal 2024", "1er trimestre 2024", "2024年第一季度"]),
    ("2012-S1", ["first half of 2012", "1. Halbjahr 2012", "1er semestre 2012", "2012年上半年"]),
    ("2022-11", ["November 2022", "November 2022", "novembre 2022", "2022年11月"]),
    ("2022-11-01", ["1 November 2022", "1. November 2022", "1er novembre 2022", "2022年11月1日"]),
    ("2022-Q1/2022-Q3", ["Q1–Q3 2022", "1.–3. Quartal 2022", "1er–3e trimestre 2022", "2022年前三季度"]),
    ("2022-Q2/2022-Q3", ["Q2–Q3 2022", "2.–3. Quartal 2022", "2e–3e trimestre 2022", "2022年第二至第三季度"]),
    ("2024-01/2024-05", ["January–May 2024", "Januar–Mai 2024", "janvier–mai 2024", "2024年1—5月"]),
    ("2016/2020", ["2016–2020", "2016–2020", "2016–2020", "2016—2020年"]),
    ("../2035", ["by 2035", "bis 2035", "d’ici 2035", "到2035年"]),
  ])
  func periodsAreWrittenInTheLanguage(code: String, expected: [String]) throws {
    let period = try #require(TimePeriod(code))
    #expect(["en-GB", "de-DE", "fr", "zh-Hans-CN"].map { PeriodText(language: $0).written(period) } == expected)
  }

  @Test func americansPutTheMonthFirst() throws {
    #expect(PeriodText(language: "en-US").written(try #require(TimePeriod("2022-11-01"))) == "November 1, 2022")
  }

  @Test(arguments: [
    ("48000000000", "CNY", ["48 billion yuan", "48 Milliarden Yuan", "48 milliards de yuans", "480亿元"]),
    ("1", "month", ["1 month", "1 Monat", "1 mois", "1个月"]),
    ("1.2", "pp", ["1.2 percentage points", "1,2 Prozentpunkte", "1,2 point de pourcentage", "1.2个百分点"]),
    ("3500000", "EUR", ["€3.5 million", "3,5 Millionen Euro", "3,5 millions d’euros", "350万欧元"]),
    (
      "1200", "km2",
      ["1,200 square kilometres", "1.200 Quadratkilometer", "1\u{202F}200 kilomètres carrés", "1,200平方公里"]
    ),
  ])
  func figuresAreWrittenInTheLanguage(number: String, unit: String, expected: [String]) throws {
    let quantity = Quantity(
      number: try #require(ExactDecimal(number)), unit: unit, qualifier: .exact, isComputed: false)
    let written = ["en", "de", "fr", "zh"].map { ValueText(vocabulary: vocabulary, language: $0).prose(quantity) }
    #expect(written == expected)
  }

  @Test func aColumnTakesTheScaleWordsOfTheLanguage() throws {
    let quantity = Quantity(
      number: try #require(ExactDecimal("14361.22")), unit: "CNY_100M", qualifier: .over, isComputed: false)
    let texts = ["en", "de", "fr", "zh"].map { ValueText(vocabulary: vocabulary, language: $0) }
    let scales = texts.map { $0.scale(for: [quantity]).words }
    #expect(scales == ["billion yuan", "Milliarden Yuan", "milliards de yuans", "亿元"])
    let cells = texts.map { $0.cell(quantity, scale: $0.scale(for: [quantity]), decimals: 1) }
    #expect(cells == ["over 1,436.1", "über 1.436,1", "plus de 1\u{202F}436,1", "超过14,361.2"])
  }

  @Test func termsAreWrittenInTheLanguage() {
    let terms = ["en", "de", "fr", "zh"].map { PrintedTerms(vocabulary: vocabulary, language: $0) }
    #expect(terms.map { $0.sector("Automotive") } == ["Automotive", "Automobilindustrie", "Automobile", "汽车"])
    #expect(
      terms.map { $0.measure("value_added_growth") } == [
        "Value added, growth", "Wertschöpfung, Wachstum", "Valeur ajoutée, croissance", "增加值, 增速",
      ])
    #expect(terms.map { $0.region("Germany") } == ["Germany", "Deutschland", "Allemagne", "德国"])
    #expect(terms.map { $0.region("Jilin") } == ["Jilin", "Jilin", "Jilin", "吉林"])
    #expect(terms.map { $0.text("actual", column: "status") } == ["Actual", "Ist", "Réalisé", "实际"])
  }

  @Test(arguments: [
    (
      Formula.growth(on: nil),
      [
        "growth on the period before", "Wachstum zum Zeitraum davor",
        "croissance par rapport à la période antérieure", "较前期增速",
      ]
    ),
    (
      .matched(.change(on: TimePeriod("2021-Q1")), members: 2, of: 3),
      [
        "change on Q1 2021 over 2 of 3 members", "Veränderung gegenüber 1. Quartal 2021 über 2 von 3 Gliedern",
        "variation par rapport à 1er trimestre 2021, 2 membres sur 3", "较2021年第一季度变化（3个成员中的2个）",
      ]
    ),
    (
      .share(of: [.init(.region, "Germany")]),
      ["share of Germany", "Anteil an Deutschland", "part (Allemagne = 100\u{A0}%)", "占德国的比重"]
    ),
    (
      .shareOfTotal(over: [.region, .sector]),
      [
        "share of the total over regions, sectors", "Anteil an der Summe über alle Regionen, Branchen",
        "part du total des régions, secteurs", "占各地区、行业合计的比重",
      ]
    ),
    (
      .statistic(.quantile(0.9)), ["0.9 quantile", "0,9-Quantil", "quantile à 0,9", "0.9分位数"]
    ),
    (.column("location_quotient"), ["location quotient", "Standortquotient", "quotient de localisation", "区位商"]),
  ])
  func formulasAreWrittenInTheLanguage(formula: Formula, expected: [String]) {
    let written = ["en", "de", "fr", "zh"].map { language in
      let valueText = ValueText(vocabulary: vocabulary, language: language)
      return FormulaText(
        words: BriefingWords(language: language), periods: valueText.periods, terms: valueText.terms
      ).written(formula)
    }
    #expect(written == expected)
  }

  @Test(arguments: ["de", "fr", "zh"])
  func everyTermHasAName(language: String) {
    var missing: [String] = []
    for name in vocabulary.sectors.keys where vocabulary.translation(.sector, name, language) == nil {
      missing.append("sector \(name)")
    }
    for name in vocabulary.measures.keys where vocabulary.translation(.measure, name, language) == nil {
      missing.append("measure \(name)")
    }
    #expect(missing.isEmpty, "add rows to terms-\(language).csv: \(missing.joined(separator: ", "))")
  }
}
