import Diagnostics
import Extraction
import Observations
import Testing

@Suite struct ArticleTests {
  @Test(arguments: [
    ("en", "The output of the province rose to 48 billion yuan, and that of the city fell."),
    ("de", "Die Produktion der Provinz stieg auf 48 Milliarden, und die Stadt wuchs mit der Region."),
    ("fr", "La production de la province est de 48 milliards, et les usines du nord sont dans le vert."),
    ("zh", "一季度全省工业增加值同比增长10.4%。"),
    ("", "Zhejiang: 48,3 mln."),
  ])
  func theLanguageIsToldByItsWords(language: String, text: String) {
    #expect(Article.read(SourceText(name: "a.txt", text: text)).article.language == language)
  }

  @Test func frontMatterIsReadAndNotCounted() {
    let text = "---\ntitle: Output up\ndate: 2024-05-16\nsource: The Paper\nlanguage: en\n---\n\nFirst.\n\nSecond.\n"
    let (article, diagnostics) = Article.read(SourceText(name: "a.md", text: text))
    #expect(article.title == "Output up" && article.publisher == "The Paper" && article.language == "en")
    #expect(article.published?.description == "2024-05-16")
    #expect(article.paragraphs.count == 2 && diagnostics.isEmpty)
  }

  @Test func headerBlockEndsAtTheFirstBlankLine() {
    let text = "Title: Output up\nURL: https://example.org/1\nDate: May 16, 2024\n\nFirst.\nSecond.\n"
    let article = Article.read(SourceText(name: "a.txt", text: text)).article
    #expect(article.title == "Output up" && article.paragraphs.count == 2)
    #expect(article.published?.description == "2024-05-16")
  }

  @Test(arguments: [
    ("Portal | May 16, 2024\nText follows here.", "2024-05-16"), ("Posted 2024-03-09 22:21", "2024-03-09"),
    ("The fair of 2022 opened on November 10th.", "2022-11-10"), ("On 3 June 2021 it rained.", "2021-06-03"),
    ("In 2023 nothing happened.", "2023"), ("2024年5月16日讯", "2024-05-16"),
  ])
  func dateIsInferred(text: String, date: String) {
    #expect(Article.read(SourceText(name: "a.txt", text: text)).article.published?.description == date)
  }

  @Test func problemsOfTheFrontMatterAreReported() {
    let bad = Article.read(SourceText(name: "a.md", text: "---\ndate: soon\n---\nText.\n")).diagnostics
    #expect(bad.map(\.code) == ["article.date"])
    let open = Article.read(SourceText(name: "a.md", text: "---\ndate: 2024\nText.\n")).diagnostics
    #expect(open.map(\.code) == ["article.front-matter"])
    #expect(Article.read(SourceText(name: "a.md", text: "\n \n")).diagnostics.map(\.code) == ["article.empty"])
  }

  @Test func aLineWithAColonIsNoHeader() {
    let article = Article.read(SourceText(name: "a.txt", text: "Jilin: growth goes on\n\nText.\n")).article
    #expect(article.paragraphs.count == 2)
  }
}

@Suite struct LexiconTests {
  @Test func everyBadRecordIsReported() {
    let error = #expect(throws: DiagnosticError.self) {
      try Lexicon([SourceText(name: "l.csv", text: "phrase,role,value\na,b\nnearly,hegde,nearly\n")])
    }
    #expect(error?.diagnostics.map(\.code) == ["lexicon.ragged", "lexicon.role"])
    #expect(error?.diagnostics.last?.help?.contains("hedge") == true)
  }

  @Test func aHeaderOfAnotherKindIsRefused() {
    #expect(throws: DiagnosticError.self) { try Lexicon([SourceText(name: "l.csv", text: "a,b\n1,2\n")]) }
  }
}

@Suite struct ExtractionTests {
  @Test func severalClustersAreNotTheOneNamedLast() {
    let text =
      "Jilin has a carbon fiber cluster of the 100 billion yuan class. "
      + "Its clusters made up 85% of the total industrial output value."
    let found = Workbench.extract(text).observations.map { "\($0.value) \($0.sector)" }
    #expect(found.last?.hasSuffix("All industry") == true, "\(found)")
  }

  @Test func anArticleAboutOneSectorNamesItForFiguresThatNameNone() {
    let text = """
      Yibin becomes a capital of power batteries
      Home > News > Industry
      The power battery industry of Yibin grew fast.
      The plant covers 1,450 mu and employs 11,000 people.
      Yibin has invested 2 billion yuan.
      """
    let sectors = Workbench.extract(text).observations.map { "\($0.unit) \($0.sector)" }
    // What the city itself spends may go anywhere.
    #expect(sectors == ["mu Power batteries", "count Power batteries", "CNY "])
  }

  @Test func mentionsShowTheFocusOfAnArticleWithoutFigures() throws {
    let text =
      "Fujian develops advanced manufacturing.\n\nThe province upgrades shipping, and manufacturing in Fujian grows.\n"
    let extraction = Workbench.extract(text)
    let first = try #require(extraction.mentions.first)
    #expect(extraction.observations.isEmpty)
    #expect(first.regionCode == "CN-FJ" && first.sector == "Manufacturing" && first.count == 2)
  }

  @Test func identifiersAreStableAndDistinct() {
    let text = "Jilin opened 23 parks. Jilin opened 23 parks."
    let ids = Workbench.extract(text).observations.map(\.id)
    #expect(ids.count == 2 && Set(ids).count == 2)
    #expect(ids == Workbench.extract(text).observations.map(\.id))
  }

  @Test func recordsHaveAsManyFieldsAsTheHeader() {
    let csv = observationsCSV(Workbench.extract("It makes 43-inch to 98-inch panels.").observations) { $0.origin.file }
    let lines = csv.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 22 })
    #expect(lines[1].hasPrefix("case.md,1,43-inch to 98-inch,43,98,inch,exact,"))
  }

  @Test func anUndatedArticleIsNoted() {
    let source = SourceText(name: "a.txt", text: "Output rose 5 percent.")
    #expect(Workbench.extractor?.extract(Article.read(source).article).diagnostics.map(\.code) == ["article.undated"])
  }
}
