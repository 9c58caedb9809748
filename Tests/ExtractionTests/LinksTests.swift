import Diagnostics
import Extraction
import Observations
import Testing

/// Sentences and the links between their figures, each as the quote, the kind and the quote of the other figure.
@Suite struct LinksTests {
  static let cases: [(text: String, links: [String])] = [
    (
      "Exports from Hunan were worth 6.8 billion yuan (about $950 million).",
      ["about $950 million conversion_of 6.8 billion yuan"]
    ),
    (
      "Exports from Hunan were worth 6.8 billion yuan, or about $950 million.",
      ["about $950 million conversion_of 6.8 billion yuan"]
    ),
    (
      "湖南省出口68亿元（约合9.5亿美元）。", ["9.5亿美元 conversion_of 68亿元"]
    ),
    (
      "Hefei has 120 industrial parks. Of these, 31 parks are new.", ["31 parks part_of 120 industrial parks"]
    ),
    ("Hubei made 1.7 million cars, of which 601,000 were NEVs.", ["601,000 part_of 1.7 million cars"]),
    (
      "Investment in Anhui was 90 billion yuan, including 31 billion yuan of foreign investment.",
      ["31 billion yuan part_of 90 billion yuan"]
    ),
    ("85 of the 120 projects in Yibin have started.", ["85 part_of 120 projects"]),
    (
      "Industrial output in Jilin rose 10.4 percent to 48 billion yuan.",
      ["10.4 percent change_of 48 billion yuan"]
    ),
    ("Exports of Fujian reached 4 billion yuan, an increase of 21%.", ["21% change_of 4 billion yuan"]),
    (
      "The export share of Suzhou climbed 1.6 percentage points to 24.5 percent.",
      ["1.6 percentage points change_of 24.5 percent"]
    ),
    ("The number of unicorns in Hefei grew from 11 to 19.", ["11 baseline_of 19"]),
    ("吉林省完成投资1234.5亿元，同比增长6.8%。", ["6.8% change_of 1234.5亿元"]),
    // Neighbours that have nothing to do with each other.
    ("Jilin signed 12 projects worth 9 billion yuan and hired 300 workers.", []),
    ("Exports of Fujian rose 5 percent while imports were 3 billion yuan.", []),
  ]

  @Test(arguments: cases)
  func figuresAreLinked(text: String, links: [String]) {
    let figures = Workbench.extract(text).observations
    let quotes = Dictionary(figures.map { ($0.id, $0.quote) }, uniquingKeysWith: { a, _ in a })
    let found = figures.flatMap { figure in
      figure.relations.map { "\(figure.quote) \($0.kind.rawValue) \(quotes[$0.other] ?? "nothing")" }
    }
    #expect(found == links)
  }

  @Test func everyLinkLeadsToAnotherFigure() {
    let figures = Workbench.extract(Self.cases.map(\.text).joined(separator: "\n\n")).observations
    let names = Set(figures.map(\.id))
    #expect(names.count == figures.count)
    for figure in figures {
      for relation in figure.relations { #expect(names.contains(relation.other) && relation.other != figure.id) }
    }
  }
}

/// Random runs of the words that make links, so that no order of them breaks anything.
@Suite struct RandomLinksTests {
  private static let words = [
    "of which", "including", "Of these,", "among them", "about", "over", "to", "from", "rose", "fell", "reached", "(",
    ")", ",", ".", "or", "while", "respectively", "12", "31 parks", "4 billion yuan", "$560 million", "10.4 percent",
    "1.6 percentage points", "85 of the 120 projects", "Jilin", "output", "exports", "其中", "9家", "增长6.8%", "（", "）",
    "达到", "1.2亿元", "。", "doubled", "one third of", "-", "20-30 jobs", "in 2023",
  ]

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func linksLeadToFiguresWhateverTheText(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func next(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(count))
    }
    let text = (0..<120).map { _ in Self.words[next(Self.words.count)] + (next(12) == 0 ? "\n\n" : " ") }.joined()
    let figures = Workbench.extract(text).observations
    let names = Set(figures.map(\.id))
    #expect(names.count == figures.count, "seed \(seed)")
    for figure in figures {
      for relation in figure.relations {
        #expect(names.contains(relation.other) && relation.other != figure.id, "seed \(seed): \(figure.quote)")
      }
    }
  }
}

@Suite struct FigureNamesTests {
  private let sentence = "Jilin opened 23 parks worth 5 billion yuan."

  private func name(_ quote: String, in text: String) throws -> String {
    try #require(Workbench.extract(text).observations.first { $0.quote == quote }).id
  }

  @Test(arguments: [
    "Hunan opened 23 parks. Jilin opened 23 parks worth 5 billion yuan.",
    "In Fujian 5 billion yuan was spent.\n\nJilin opened 23 parks worth 5 billion yuan. It hired 900 people.",
    "# A heading with 7 parks\n\nJilin  opened 23\u{A0}parks worth 5 billion yuan.",
  ])
  func editsElsewhereChangeNoName(text: String) throws {
    #expect(try name("5 billion yuan", in: text) == name("5 billion yuan", in: sentence) || text.hasPrefix("In Fujian"))
    let here = Set(Workbench.extract(text).observations.map(\.id))
    for figure in Workbench.extract(sentence).observations { #expect(here.contains(figure.id)) }
  }

  @Test func anotherSentenceIsAnotherFigure() throws {
    let other = "Jilin opened 23 parks worth 5 billion yuan in May."
    #expect(try name("5 billion yuan", in: other) != name("5 billion yuan", in: sentence))
  }
}
