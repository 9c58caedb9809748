import TestSupport
import Testing

/// Reports in other languages than English.
@Suite struct LanguageTests {
  struct Sample: Sendable {
    var language: String
    var title: String
    var expected: [String]
  }

  @Test(arguments: [
    Sample(
      language: "de-DE", title: "Bruttoinlandsprodukt der Provinzen",
      expected: [
        "Tabelle 1", "Seite 1 von", "Innere Mongolei", "Billionen Yuan", "2,63", "Quellen", "Zeitraum", "BIP",
      ]),
    Sample(
      language: "fr-FR", title: "Produit intérieur brut des provinces",
      expected: [
        "Tableau 1", "Page 1 sur", "Mongolie-Intérieure", "billions de yuans", "2,63", "Période", "PIB", "Sources",
      ]),
    Sample(
      language: "zh-CN", title: "各省地区生产总值",
      expected: ["表 1", "第 1 页", "内蒙古", "万亿元", "2.63", "来源", "2024年", "地区生产总值"]),
  ])
  func aReportSpeaksItsLanguage(sample: Sample) throws {
    let scratch = try Scratch()
    let report = try scratch.write(
      """
      ---
      title: \(sample.title)
      language: \(sample.language)
      output: report
      sources:
        - file: \(Checkout.root)/seeds/tables/china-provincial-gdp.csv
          title: \(sample.title)
          publisher: NBS
      figures:
        largest: { measure: gdp, region: CN-GD, period: 2024 }
      ---

      # \(sample.title)

      {{largest.region}} {{largest}}

      ```table
      title: \(sample.title)
      query: { measure: gdp, by: [region, measure, period], period: 2024, sort: [region] }
      columns: [region, measure, period, value]
      ```
      """, "report.md")
    let run = try Program.run(["build", report, "-o", scratch.path + "/out"])
    #expect(run.code == 0, "\(run.messages)")
    #expect(!run.messages.contains("missing-glyphs"), "\(run.messages)")
    guard let text = try Program.tool("pdftotext", ["-layout", scratch.path + "/out/report.pdf", "-"])?.output else {
      return
    }
    // The gap that is set between Han characters and digits counts as a space for some readers.
    let found = sample.language == "zh-CN" ? text.filter { $0 != " " } : text
    let expected = sample.language == "zh-CN" ? sample.expected.map { $0.filter { $0 != " " } } : sample.expected
    for words in expected { #expect(found.contains(words), "“\(words)” is not in the text: \(text)") }
    for english in ["Table 1", "Period", "Sources", "billion yuan", " line", "computed"] {
      #expect(!text.contains(english) || sample.expected.contains { $0.contains(english) }, "“\(english)” is English")
    }
  }
}
