import Diagnostics
import Frames
import Notation
import TestSupport
import Testing

@testable import Charting

private func render(_ json: String, language: String, theme: ChartTheme = .standard) throws -> RenderedChart {
  try ChartSpec(try parseNotation(SourceText(name: "chart.json", text: json)))
    .render(ChartContext(theme: theme, measurer: FixedWidthMeasurer(), language: language, width: 480, height: 300))
}

extension RenderedChart {
  fileprivate var texts: [String] {
    func texts(_ item: FrameItem) -> [String] {
      switch item {
      case .group(let group): group.items.flatMap(texts)
      case .text(let run): [run.text]
      default: []
      }
    }
    return frame.items.flatMap(texts)
  }
}

@Suite struct WordsTests {
  private static let status = #"""
    {"data": {"values": [{"a": "A", "b": 1200.5, "s": "actual"}, {"a": "B", "b": 5500, "s": "plan"}, {"a": "C", "b": null}]},
     "mark": "bar", "source": "X", "encoding": {"x": {"field": "b", "type": "quantitative", "title": "T"},
     "y": {"field": "a", "title": "U"}, "status": {"field": "s"}}}
    """#

  @Test(arguments: [
    (
      "de-AT", ["Ist", "Plan oder Prognose", "keine Angabe", "Quelle: X", "4.000"],
      "Balkendiagramm: T nach U. 2 Werte von 1.200,5 (A) bis 5.500 (B)."
    ),
    (
      "fr", ["Réalisé", "Plan ou prévision", "non disponible", "Source\u{A0}: X", "4\u{202F}000"],
      "Diagramme à barres\u{A0}: T par U. 2 valeurs de 1\u{202F}200,5 (A) à 5\u{202F}500 (B)."
    ),
    (
      "zh-Hans", ["实际值", "计划或预测", "无数据", "来源：X", "4,000"], "条形图：T（按U）。2 个数值，从 1,200.5（A） 到 5,500（B）。"
    ),
    (
      "en", ["Actual", "Plan or forecast", "no data", "Source: X", "4,000"],
      "Bar chart of T by U. 2 values from 1,200.5 (A) to 5,500 (B)."
    ),
    ("it", ["Actual", "no data"], "Bar chart of T by U. 2 values from 1,200.5 (A) to 5,500 (B)."),
  ]) func chartsSpeakTheLanguage(_ language: String, _ words: [String], _ description: String) throws {
    let chart = try render(Self.status, language: language)
    for word in words { #expect(chart.texts.contains(word), "\(word) in \(chart.texts)") }
    #expect(chart.description == description)
  }

  @Test(arguments: [
    ("de", "Zunahme", "Wasserfalldiagramm"), ("fr", "Hausse", "Graphique en cascade"), ("zh", "增加", "瀑布图"),
    ("en", "Increase", "Waterfall chart"),
  ])
  func formsSpeakTheLanguage(_ language: String, _ step: String, _ kind: String) throws {
    let chart = try render(
      #"{"data": {"values": [{"k": "a", "v": 3}, {"k": "b", "v": -1}]}, "mark": "waterfall", "encoding": {"x": {"field": "k"}, "y": {"field": "v"}}}"#,
      language: language)
    #expect(chart.texts.contains(step), "\(chart.texts)")
    #expect(chart.description.hasPrefix(kind), "\(chart.description)")
  }

  @Test(arguments: [("de", "Übrige", "20\u{202F}Mio."), ("zh", "其他", "2,000万"), ("en", "Others", "20\u{202F}m")])
  func labelsScaleInTheLanguage(_ language: String, _ others: String, _ label: String) throws {
    let values =
      #""data": {"values": [{"k": "a", "v": 30000000}, {"k": "b", "v": 20000000}, {"k": "c", "v": 10000000}]}"#
    let encoding = #""encoding": {"y": {"field": "k"}, "x": {"field": "v", "type": "quantitative"}}"#
    let ranked = try render(
      "{\(values), \"mark\": {\"type\": \"ranked\", \"top\": 1}, \(encoding)}", language: language)
    #expect(ranked.texts.contains(others), "\(ranked.texts)")
    let bars = try render("{\(values), \"mark\": \"bar\", \"labels\": \"direct\", \(encoding)}", language: language)
    #expect(bars.texts.contains(label), "\(bars.texts)")
  }
}
