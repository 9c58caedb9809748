import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

@Suite struct LinesTests {
  /// Ten-point characters are 6 wide, East Asian ones 10.
  let setting = PageTheme.TextSetting(TextStyle(family: "Inter", size: 10), leading: 14, color: .black)
  var breaker: LineBreaker { LineBreaker(theme: .standard, ruler: Ruler(FixedWidthMeasurer())) }

  func lines(_ text: RichText, _ width: Double) -> [String] {
    breaker.lines(text, setting, width: width).map { $0.runs.map(\.text).joined() }
  }

  @Test(arguments: [
    ("one two three", 7.0, ["one two", "three"]),
    ("one  two\tthree ", 13.0, ["one two three"]),
    ("north-east wind", 6.0, ["north-", "east", "wind"]),
    ("minus -3 and 2024-05", 7.0, ["minus", "-3 and", "2024-05"]),
    ("48\u{A0}billion yuan", 10.0, ["48\u{A0}billion", "yuan"]),
    ("a\nb", 10.0, ["a", "b"]),
    ("incomprehensible", 6.0, ["incomp", "rehens", "ible"]),
    ("example.org/long/path", 9.0, ["example.", "org/long/", "path"]),
    ("", 10.0, []), (" ", 10.0, []),
  ])
  func breaksWhereItMay(text: String, characters: Double, expected: [String]) {
    #expect(lines(RichText(text), characters * 6) == expected)
  }

  @Test func eastAsianTextBreaksBetweenCharacters() {
    #expect(lines("汽车产业集群，规模达", 60) == ["汽车产业集", "群，规模达"])
    // Characters beside digits stand a sliver apart.
    #expect(lines("规模达480亿元（去年）", 60) == ["规模达", "480亿元（去", "年）"])
    #expect(lines("规模达480亿元（去年）", 61) == ["规模达480亿", "元（去年）"])
    #expect(lines("规模达480亿元（去年）", 45) == ["规模达", "480亿元", "（去年）"])
  }

  @Test(arguments: Array(stride(from: 35.0, through: 240, by: 5)))
  func noLineStartsOrEndsWithTheWrongMark(width: Double) {
    let text = "吉林省工业增加值同比增长6.3%，高于全国平均水平。规模达480亿元（去年为450亿元），占一半；“统计局预计，增长将持续到夏季”。"
    let set = lines(RichText(text), width)
    #expect(set.joined() == text)
    #expect(set.allSatisfy { !"，。；）”%".contains($0.first ?? " ") })
    #expect(set.allSatisfy { !"（“".contains($0.last ?? " ") })
  }

  @Test func linkedValuesBreakOnlyAtSpaces() {
    let value = RichText(spans: [
      RichText.Span("规模达"), RichText.Span("480亿元人民币", link: Link(.anchor("s"), description: "Source")),
    ])
    #expect(lines(value, 70) == ["规模达", "480亿元人民币"])
    // Only where no line can hold it is it cut.
    #expect(lines(value, 65) == ["规模达", "480亿元人民", "币"])
  }

  @Test func runsKeepTheirSpacesAndLinksOneArea() {
    let link = Link(.anchor("s"), description: "Source of 5 %")
    let text = RichText(spans: [
      RichText.Span("It grew "), RichText.Span("5 %", strong: true, link: link), RichText.Span(" more", link: link),
      RichText.Span(" in May"),
    ])
    let line = breaker.line(text, setting)
    #expect(line.runs.map(\.text) == ["It grew ", "5 %", " more", " in May"])
    #expect(line.runs.map(\.look.style.weight) == [400, 600, 400, 400])
    let items = line.items(at: .zero, theme: .standard, ruler: breaker.ruler)
    let areas = items.compactMap { if case .link(let r, _) = $0 { r.width } else { nil } }
    #expect(areas == [48])
  }

  /// What a line shows from left to right, its looks apart.
  private func shown(_ spans: [RichText.Span]) -> [String] {
    breaker.line(RichText(spans: spans), setting).runs.sorted { $0.x < $1.x }.map(\.text)
  }

  @Test func wordsFromRightToLeftKeepTheirOrderAcrossLooks() {
    let link = Link(.address("https://example.org"), description: "")
    // One sentence in three looks between English words.
    let line = shown([
      .init("He said אחת "), .init("שתיים", strong: true), .init(" שלוש"), .init(" twice."),
    ])
    #expect(line == ["He said ", "שלוש", " ", "שתיים", " ", "אחת", " twice."])
    // Numbers run from left to right inside, and stand to the left of what they follow.
    #expect(shown([.init("אחת "), .init("48%", link: link), .init(" שתיים")]) == ["שתיים", " ", "48%", " ", "אחת"])
    // Brackets face the other way.
    #expect(shown([.init("אחת", strong: true), .init(" (שתיים) ")]) == ["(", "שתיים", ")", " ", "אחת"])
    #expect(shown([.init("سنة "), .init("2024", strong: true), .init(", A")]) == ["A", " ", ",", "2024", " ", "سنة"])
  }

  @Test func aLineWithTwoDirectionsIsAsWideAsItsRuns() throws {
    let text = RichText(spans: [
      .init("Some words before אחת "), .init("שתיים שלוש", strong: true),
      .init(" ארבע and words after them that fill lines."),
    ])
    for line in breaker.lines(text, PageTheme.standard.body, width: 130) {
      let runs = line.runs.sorted { $0.x < $1.x }
      for (a, b) in zip(runs, runs.dropFirst()) { #expect(abs(a.x + a.width - b.x) < 0.001) }
      #expect(abs(try #require(runs.last).x + (try #require(runs.last)).width - runs[0].x - line.width) < 8)
    }
    // Told in the order it is read.
    let told = breaker.line(text, setting).runs.map(\.text).joined()
    #expect(told == text.plain)
  }
}
