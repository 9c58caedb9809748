import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

@Suite struct TotalFitTests {
  /// Divides words after every third character.
  struct Thirds: Hyphenating {
    func hyphenation(of word: String) -> [Int] { Array(stride(from: 3, to: word.count - 2, by: 3)) }
  }

  func setting(_ ends: PageTheme.LineEnds, hyphenated: Bool = false) -> PageTheme.TextSetting {
    PageTheme.TextSetting(
      TextStyle(family: "Inter", size: 10), leading: 14, color: .black, ends: ends, hyphenated: hyphenated)
  }

  func breaker(_ hyphenator: (any Hyphenating)? = nil) -> LineBreaker {
    LineBreaker(theme: .standard, ruler: Ruler(FixedWidthMeasurer()), hyphenators: { _ in hyphenator })
  }

  /// Words of lengths that look random but are not.
  func words(_ count: Int, seed: Int) -> [String] {
    var state = UInt64(seed) &* 0x9E37_79B9 &+ 7
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return String(repeating: "a", count: 1 + Int((state >> 33) % 9))
    }
  }

  @Test(arguments: 1...60)
  func raggedLinesAreTheBestThereAre(seed: Int) {
    let words = words(9, seed: seed)
    let width = 14
    let set = breaker().lines(RichText(words.joined(separator: " ")), setting(.ragged), width: Double(width) * 6)
    /// Fewest lines first, then the smallest sum of squares of what they fall short, the last not counted.
    func cost(_ lines: [Int]) -> Double {
      let short = lines.dropLast().reduce(0.0) {
        $0 + 4 * Double((width - $1) * (width - $1)) / Double(width * width)
      }
      return 5 * Double(lines.count) + short + (Double(width - lines[lines.count - 1]) > 0.85 * Double(width) ? 0.5 : 0)
    }
    var best = Double.infinity
    for breaks in 0..<(1 << (words.count - 1)) {
      var lines = [words[0].count]
      for i in 1..<words.count {
        if breaks >> (i - 1) & 1 == 1 {
          lines.append(words[i].count)
        } else {
          lines[lines.count - 1] += 1 + words[i].count
        }
      }
      if lines.allSatisfy({ $0 <= width }) { best = min(best, cost(lines)) }
    }
    let found = set.map { $0.runs.reduce(0) { $0 + $1.text.count } }
    #expect(abs(cost(found) - best) < 1e-9, "\(found)")
  }

  @Test(arguments: Array(stride(from: 90.0, through: 400, by: 31)), [false, true])
  func justifiedLinesEndAtTheEdge(width: Double, hyphens: Bool) {
    for seed in 1...12 {
      let text = words(120, seed: seed).joined(separator: " ")
      let lines = breaker(hyphens ? Thirds() : nil).lines(
        RichText(text), setting(.justified, hyphenated: hyphens), width: width)
      for line in lines.dropLast() where line.looseness < Glue.mostStretched * Glue.spaceStretch {
        let last = line.runs[line.runs.count - 1]
        let overhang = last.text.hasSuffix("\u{AD}") ? 0.6 * 6 : 0
        #expect(abs(last.x + last.width - overhang - width) < 0.01, "seed \(seed)")
        #expect(line.looseness > -Glue.spaceShrink - 0.01)
      }
      // Nothing is lost.
      let set = lines.map { $0.runs.map(\.text).joined() + ($0.brokenSpace == nil ? "" : " ") }.joined()
      #expect(set.replacing("\u{AD}", with: "") == text)
    }
  }

  @Test func hyphensCloseHoles() {
    let text = RichText("short words and incomprehensibilities follow incomprehensibilities in a line of some words")
    let plain = breaker().lines(text, setting(.justified, hyphenated: true), width: 150)
    let divided = breaker(Thirds()).lines(text, setting(.justified, hyphenated: true), width: 150)
    #expect(plain.allSatisfy { $0.runs.allSatisfy { !$0.text.hasSuffix("\u{AD}") } })
    #expect(divided.contains { $0.runs.contains { $0.text.hasSuffix("\u{AD}") } })
    #expect(divided.count < plain.count)
  }

  @Test func softHyphensAreTheOnlyOnesWhereThereAreAny() {
    let text = RichText("incompre\u{AD}hensible")
    let lines = breaker(Thirds()).lines(text, setting(.ragged, hyphenated: true), width: 70)
    #expect(lines.map { $0.runs.map(\.text).joined() } == ["incompre\u{AD}", "hensible"])
    #expect(breaker().line(text, setting(.ragged)).runs.map(\.text) == ["incomprehensible"])
  }

  @Test(arguments: [
    "it rose by 48 billion yuan", "growth of 10.4 % on year", "in all of Q1 2024", "as seen in Table 3",
    "of 1 234 567 people",
  ])
  func numbersStayWithTheirUnits(text: String) {
    let halves = ["48|billion", "10.4|%", "Q1|2024", "Table|3", "1|234", "234|567"]
    for width in stride(from: 100.0, through: 170, by: 6) {
      let set = breaker().lines(RichText(text), setting(.ragged), width: width)
        .map { $0.runs.map(\.text).joined() }.joined(separator: "|")
      #expect(halves.allSatisfy { !set.contains($0) }, "\(set)")
    }
  }

  @Test func titlesAreBalanced() {
    let lines = breaker().lines(RichText("Output and rank and what the press reports"), setting(.balanced), width: 220)
    #expect(lines.map { $0.runs.map(\.text).joined() } == ["Output and rank and", "what the press reports"])
  }

  @Test func squaresShareTheRoom() throws {
    let text = "吉林省工业增加值同比增长6.3%，高于全国平均水平，规模达480亿元，占一半以上，统计局预计增长将持续到夏季。"
    for width in stride(from: 120.0, through: 240, by: 7) {
      let lines = breaker().lines(RichText(text), setting(.justified), width: width)
      for line in lines.dropLast() {
        let last = try #require(line.runs.last)
        let mark = try #require(last.text.last)
        let overhang = LineBreaking.overhang(atEnd: mark) * (LineBreaking.isEastAsian(mark) ? 10 : 6)
        #expect(abs(last.x + last.width - overhang - width) < 0.01, "\(last.text)")
      }
    }
  }

  @Test func marksAfterASpaceDoNotStartALine() {
    // “aaa : bbb ! «ccc»” in every width: no line starts with such a mark or ends with an opening one.
    let text = RichText(String(repeating: "aaaa bb : ccc « dd ee » ff ! gggg ? hh ; ", count: 4))
    for ends in PageTheme.LineEnds.allCases {
      for width in stride(from: 90.0, through: 200, by: 7) {
        for line in breaker().lines(text, setting(ends), width: width) {
          let shown = line.runs.map(\.text).joined()
          #expect(![":", ";", "!", "?", "»"].contains(shown.first) && shown.last != "«", "\(ends) \(width) \(shown)")
        }
      }
    }
  }
}
