import Diagnostics
import Extraction
import Observations
import Testing

/// Whatever the bytes, nothing traps and nothing is quoted that is not there; `Benchmarks/extraction` measures the time.
@Suite struct RobustnessTests {
  /// A small generator with a seed, so that a failure can be repeated.
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  static func check(_ source: SourceText) throws {
    let extractor = try #require(Workbench.extractor)
    let article = Article.read(source).article
    let extraction = extractor.extract(article)
    let bytes = Array(source.text.utf8)
    for observation in extraction.observations {
      guard case .text(let span) = observation.origin.place else {
        Issue.record("an observation without a place")
        continue
      }
      #expect(String(decoding: bytes[span.bytes], as: UTF8.self) == observation.quote)
      let paragraph = try #require(span.paragraph)
      #expect(article.paragraphs[paragraph - 1].lowerBound <= span.bytes.lowerBound)
      #expect(article.paragraphs[paragraph - 1].upperBound >= span.bytes.upperBound)
      let place = source.position(ofByte: span.bytes.lowerBound)
      #expect(place == (span.line, span.column))
    }
    for rejection in extraction.rejections {
      guard case .text(let span) = rejection.origin.place else { continue }
      #expect(String(decoding: bytes[span.bytes], as: UTF8.self) == rejection.quote)
    }
    try everyDigitIsAccountedFor(extraction, article, bytes)
  }

  /// Each digit of the body lies in a quote or in a rejection.
  static func everyDigitIsAccountedFor(_ extraction: Extraction, _ article: Article, _ bytes: [UInt8]) throws {
    var seen = Array(repeating: false, count: bytes.count)
    func mark(_ origin: Origin) {
      if case .text(let span) = origin.place { for k in span.bytes { seen[k] = true } }
    }
    extraction.observations.forEach { mark($0.origin) }
    extraction.rejections.forEach { mark($0.origin) }
    let lost = article.paragraphs.first { $0.contains { bytes[$0] >= 0x30 && bytes[$0] <= 0x39 && !seen[$0] } }
    #expect(lost == nil, "\(lost.map { String(decoding: bytes[$0].prefix(300), as: UTF8.self) } ?? "")")
  }

  @Test(arguments: 1...40) func anyBytes(seed: UInt64) throws {
    var random = Random(state: seed)
    let bytes = (0..<2000).map { _ in UInt8.random(in: 0...255, using: &random) }
    try Self.check(SourceText(name: "random.txt", bytes: bytes))
  }

  @Test(arguments: 1...60) func anyWords(seed: UInt64) throws {
    let words = [
      "12", "3,456", "1.5", "2022", "billion", "yuan", "percent", "%", "to", "from", "between", "and", "-", "\u{2013}",
      "\"", "'", "(", ")", ".", ",", "the", "first", "three", "quarters", "of", "May", "18", "RMB", "$", "more than",
      "rose", "fell", "by", "half", "a", "trillion", "-level", "year", "ranked", "third", "top", "No.", "x", "10,000",
      "亿元", "增长", "同比", "times", "doubled", "one", "sixth", "parks", "Jilin", "China", "respectively", "/", "+", ":",
      "double-digit", "hundreds of millions", "in", "since", "January", "jobs", "\n", "th", "Five-Year Plan", "@",
      "www.a.cn",
    ]
    var random = Random(state: seed &* 77)
    let text = (0..<400).map { _ in
      (words.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
    }.joined()
    try Self.check(SourceText(name: "words.txt", text: text))
  }

  /// Scripts side by side, characters cut in the middle, numbers beyond any size.
  @Test(arguments: 1...60) func mixedScripts(seed: UInt64) throws {
    let words = [
      "三分之一", "两成", "近万家", "数千", "翻一番", "第三位", "万亿级", "百分之", "十", "千", "亿", "余", "多万", "分别", "、", "；", "。", "增长",
      "１２３", "१२", "٣٤", "万", "12.6万辆", "在", "全国", "占", "截至5月底", "1至4月", "trillion-yuan", "two", "every fifth",
      "one in",
      "20,", "in ten months", "12 months to September", "from 8 to", "as in 2021", "than", "more", "Yichun", "Georgia",
      String(repeating: "9", count: 400), "1" + String(repeating: ",000", count: 40), "0.000000000000000000001", "-",
      "R$",
      "zlotys", "成", "倍", "的3倍", "2020年", "where", "of which", "alone", "already", "on Tuesday", "(", ")", "\u{202F}",
      "\u{200B}",
    ]
    let cuts: [[UInt8]] = [[0xE4, 0xB8], [0xF0, 0x9F, 0x98], [0xC3], [0x80], [0xFF, 0xFE], [0xEF, 0xBC]]
    var random = Random(state: seed &* 1_013)
    var bytes: [UInt8] = []
    for _ in 0..<500 {
      if Int.random(in: 0..<12, using: &random) == 0 {
        bytes += cuts.randomElement(using: &random) ?? []
      } else {
        bytes += Array((words.randomElement(using: &random) ?? "").utf8)
      }
      if Bool.random(using: &random) { bytes.append(UInt8(ascii: " ")) }
      if Int.random(in: 0..<60, using: &random) == 0 { bytes.append(0x0A) }
    }
    try Self.check(SourceText(name: "mixed.txt", bytes: bytes))
  }

  /// A value told in digits has its significant digits in its quote.
  @Test(arguments: 1...60) func quotesHoldTheirDigits(seed: UInt64) throws {
    let words = [
      "12", "3,456", "1.5", "0.07", "2019", "18", "640,000", "billion", "million", "yuan", "percent", "%", "to", "from",
      "and", "-",
      "(", ")", ".", ",", "of", "RMB", "$", "rose", "fell", "by", "parks", "jobs", "vehicles", "亿元", "万吨", "家", "增长",
      "exports",
      "about", "more than", "worth", "in", "投资", "with",
    ]
    var random = Random(state: seed &* 4_099)
    let text = (0..<300).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
    let extractor = try #require(Workbench.extractor)
    let extraction = extractor.extract(Article.read(SourceText(name: "digits.txt", text: text)).article)
    for observation in extraction.observations where observation.unit != "share" && observation.unit != "rank" {
      let value: ExactDecimal
      switch observation.value {
      case .number(let number): value = number
      case .range(let low, _): value = low
      default: continue
      }
      let written = observation.quote.filter { $0 >= "0" && $0 <= "9" }
      // "Over 亿元" is told in words.
      guard !written.isEmpty else { continue }
      var digits = String(value.significand.magnitude)
      while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
      #expect(written.contains(digits), "\(digits) in \(observation.quote)")
    }
    #expect(extraction.observations.count > 10)
  }

  @Test(arguments: [
    "", "\n\n", "7", "---", "---\n---\n", "---\ndate: x\n---\n5 km", "Title: A\nDate: 2024-01-02\n\n5 parks",
  ])
  func smallFiles(text: String) throws { try Self.check(SourceText(name: "small.txt", text: text)) }

  @Test(arguments: [
    "1", "12 ", "1,", "1.", "345 ", "1,234,", "5-", "1a", "\"7\" ", "12 cars, ", "in 2022 ", "Jilin, ", "about ", "亿",
  ])
  func repeatedTextIsRead(unit: String) throws {
    try Self.check(SourceText(name: "long.txt", text: String(repeating: unit, count: 4_000 / unit.utf8.count)))
  }

  @Test func oneMegabyteOnOneLine() throws {
    let text =
      String(repeating: "In 2022, Jilin signed 23 projects worth 39.3 billion yuan, up 5 percent, ", count: 3_500)
      + String(repeating: "the plant makes parts for the region and its people, ", count: 14_000)
    let extractor = try #require(Workbench.extractor)
    let extraction = extractor.extract(Article.read(SourceText(name: "line.txt", text: text)).article)
    #expect(extraction.observations.count > 10_000)
  }
}
