import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

@Suite struct LanguageTests {
  func breaker(_ language: String = "en-GB") -> LineBreaker {
    LineBreaker(theme: .standard, ruler: Ruler(FixedWidthMeasurer()), language: language)
  }

  /// The stretches of a text with the languages they are marked with.
  func marked(_ text: RichText, in language: String = "en-GB") -> [String] {
    breaker(language).prepared(text, PageTheme.standard.body).spans.map {
      $0.text + ($0.language.map { " = \($0)" } ?? "")
    }
  }

  @Test func wordsInOtherScriptsAreMarked() {
    #expect(marked("Jilin (吉林省) grew") == ["Jilin (", "吉林省 = zh", ") grew"])
    #expect(marked("《日报》 and 「の」") == ["《日报》 = zh", " and ", "「の」 = ja"])
    #expect(marked("Завод №1, שלום") == ["Завод = ru", " №1, ", "שלום = he"])
    #expect(marked("서울 and Δ or Δελτίο") == ["서울 = ko", " and Δ or ", "Δελτίο = el"])
    #expect(marked("48亿 yuan – fine") == ["48", "亿 = zh", " yuan – fine"])
  }

  @Test func theScriptOfTheDocumentIsItsOwn() {
    #expect(marked("吉林 grew", in: "zh-CN") == ["吉林 grew"])
    #expect(marked("Завод", in: "uk") == ["Завод"])
    #expect(marked("吉林 の", in: "ja") == ["吉林 の"])
    #expect(marked("café “quoted” — naïve…") == ["café “quoted” — naïve…"])
  }

  @Test func aLanguageThatIsSaidCounts() {
    let german = RichText(spans: [
      .init("the "), .init("Mittelstand", language: "de"), .init(" and 吉林", language: "zh"),
    ])
    #expect(marked(german) == ["the ", "Mittelstand = de", " and 吉林 = zh"])
    #expect(marked(RichText(spans: [.init("colour", language: "en")])) == ["colour"])
    #expect(marked(RichText(spans: [.init("color", language: "en-US")])) == ["color = en-US"])
  }

  @Test func chineseCharactersHaveTheFormsOfTheirLanguage() {
    let text = RichText(spans: [
      .init("骨 bones", language: "ja"), .init("骨", language: "zh-Hant"), .init("骨", language: "zh"),
    ])
    func families(_ language: String) -> [String?] {
      breaker(language).prepared(text, PageTheme.standard.body).spans.map(\.family)
    }
    #expect(families("en") == ["Noto Serif CJK JP", nil, "Noto Serif CJK TC", nil])
    #expect(families("ja") == [nil, "Noto Serif CJK TC", "Noto Serif CJK SC"])
  }

  @Test func wordsAreDividedByTheirLanguage() {
    struct After: Hyphenating {
      var count: Int
      func hyphenation(of word: String) -> [Int] { [count] }
    }
    let breaker = LineBreaker(
      theme: .standard, ruler: Ruler(FixedWidthMeasurer()), language: "en",
      hyphenators: { After(count: $0 == "de" ? 2 : 4) })
    var setting = PageTheme.standard.body
    setting.hyphenated = true
    let text = RichText(spans: [.init("abcdefghij "), .init("abcdefghij", language: "de")])
    let looks = breaker.prepared(text, setting).spans.map { Look($0, in: setting, theme: .standard) }
    let words = breaker.split(breaker.prepared(text, setting), looks)
    #expect(words.map { breaker.hyphenation(of: $0, looks) } == [[4], [2]])
  }

  private func laidOut(_ blocks: [Block], language: String = "en-GB") -> PagedDocument {
    layOut(
      Document(metadata: .init(title: "T", language: language), blocks: blocks), theme: .standard,
      measurer: FixedWidthMeasurer()
    ).document
  }

  @Test func wordsInOtherLanguagesAreElements() {
    let link = Link(.address("https://example.org"), description: "there")
    let text = RichText(spans: [
      .init("The word "), .init("Mittel", language: "de"), .init("stand", emphasis: true, language: "de"),
      .init(" in "),
      .init("吉林 here", link: link),
    ])
    #expect(
      laidOut([.paragraph(text)]).structureDump() == """
        document
          paragraph “The word  in ”
            span in de “Mittelstand”
            link “ here”
              span in zh “吉林”

        """)
  }

  /// What a line shows from left to right.
  private func shown(_ text: RichText, in language: String = "en-GB") -> String {
    breaker(language).line(text, PageTheme.standard.body).runs.sorted { $0.x < $1.x }.map(\.text).joined(separator: "|")
  }

  @Test func theFirstLetterTellsWhichWayALineRuns() {
    #expect(shown("א ABC ב") == "ב| |ABC| |א")
    #expect(shown("ABC א") == "ABC |א")
    #expect(shown("(5%) א", in: "he") == "א| |(|5%|)")
    #expect(shown(RichText(spans: [.init("ABC א")], direction: .rightToLeft)) == "א| |ABC")
    // The comma belongs to the Arabic words, not to the Latin ones before it.
    #expect(shown("ا (GDP)، ب") == "ب| |،|(|GDP|)| |ا")
  }

  @Test func linesFromRightToLeftEndOnTheRight() throws {
    var setting = PageTheme.standard.body
    setting.ends = .justified
    let lines = breaker().lines(RichText(String(repeating: "אבגד הוזח ", count: 12)), setting, width: 200)
    #expect(lines.count > 2)
    for line in lines.dropLast() { #expect(abs(line.inset + line.width - 200) < 0.01) }
    let last = try #require(lines.last)
    #expect(last.width < 190 && abs(last.inset + last.width - 200) < 0.01)
  }

  @Test func listsAndTablesAreMirrored() throws {
    let list = List(items: [[.paragraph("אבג")], [.paragraph("דהו")]])
    let table = Table(
      columns: [.init(header: "א"), .init(header: "ב", alignment: .end)], rows: [.init(["ג", "1.5"])],
      direction: .rightToLeft)
    let runs = laidOut([.list(list), .table(table)]).pages[0].texts
    func x(_ text: String) throws -> Double { try #require(runs.first { $0.text == text }).position.x }
    #expect(try x("•") > x("אבג"))
    #expect(try x("א") > x("ב") && x("ג") > x("1.5"))
  }

  @Test(arguments: ["en-GB", "he"]) func anOtherwiseHebrewDocumentStandsOnTheRight(language: String) throws {
    let page = laidOut([.paragraph("אבג")], language: language).pages[0]
    let run = try #require(page.texts.first)
    let theme = PageTheme.standard
    let right = theme.contentBox.x + (language == "he" ? theme.contentWidth : theme.textWidth)
    #expect(abs(run.position.x + run.width - right) < 0.01)
  }
}

extension Frame {
  /// Every text on the page.
  fileprivate var texts: [TextRun] {
    func collect(_ items: [FrameItem]) -> [TextRun] {
      items.flatMap { item -> [TextRun] in
        switch item {
        case .group(let group): collect(group.items)
        case .text(let run): [run]
        default: []
        }
      }
    }
    return collect(items)
  }
}
