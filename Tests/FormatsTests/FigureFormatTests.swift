import Formats
import Testing

struct FigureFormatTests {
  let english = FigureFormat(language: "en")
  let yuan = UnitWords(singular: "yuan", symbol: "¥", placement: .before)
  let firms = UnitWords(singular: "enterprise", plural: "enterprises")

  @Test func writesSentences() {
    #expect(english.text(value: "48000000000", unit: yuan) == "48 billion yuan")
    #expect(english.text(value: "2500000", unit: yuan) == "2.5 million yuan")
    #expect(english.text(value: "100000000000", unit: yuan, qualifierWord: "over") == "over 100 billion yuan")
    #expect(english.text(value: "10.4", unit: .percent) == "10.4%")
    #expect(english.text(value: "3000", unit: firms) == "3,000 enterprises")
    #expect(english.text(value: "1", unit: firms) == "1 enterprise")
    #expect(english.text(value: "3412345", unit: firms) == "3,412,345 enterprises")
    #expect(english.text(value: "-1.20", unit: .percentagePoints) == "−1.20 percentage points")
    #expect(english.text(value: "1.2", unit: .percent, signed: true) == "+1.2%")
    #expect(english.text(value: "n/a", unit: .percent) == "n/a")
  }

  @Test func writesRangesLabelsAndCells() {
    #expect(english.text(from: "75", to: "165", unit: UnitWords(singular: "inch")) == "75–165 inch")
    #expect(english.text(from: "30000000000", to: "50000000000", unit: yuan) == "30–50 billion yuan")
    #expect(english.text(from: "5", to: "6", unit: .percent) == "5–6%")
    #expect(english.text(value: "50000000000", style: .compact) == "50bn")
    #expect(english.text(value: "50000000000", unit: yuan, style: .compact) == "¥50bn")
    #expect(english.text(value: "1234567", style: .compact) == "1.23m")
    #expect(english.text(value: "1.2", unit: .percentagePoints, style: .compact) == "1.2 pp")
    #expect(english.text(value: "48000000000", unit: yuan, style: .table) == "48,000,000,000")
    #expect(english.text(value: "48000000000", unit: yuan, style: .table, decimals: 1, exponent: 9) == "48.0")
    #expect(english.text(value: "10.4", unit: .percent, style: .table, decimals: 0) == "10%")
  }

  @Test func speaksOtherLanguages() {
    let german = FigureFormat(language: "de")
    #expect(german.text(value: "48000000000", unit: UnitWords(singular: "Yuan")) == "48 Milliarden Yuan")
    #expect(german.text(value: "1000000", unit: UnitWords(singular: "Euro")) == "1 Million Euro")
    #expect(german.text(value: "2500000", style: .compact) == "2,5 Mio.")
    let french = FigureFormat(language: "fr")
    #expect(
      french.text(value: "48000000000", unit: UnitWords(singular: "yuan", plural: "yuans")) == "48 milliards de yuans")
    let chinese = FigureFormat(language: "zh-Hans")
    #expect(chinese.text(value: "48000000000", unit: UnitWords(singular: "元"), qualifierWord: "超过") == "超过480亿元")
    #expect(chinese.text(value: "35000", unit: UnitWords(singular: "家")) == "3.5万家")
  }
}
