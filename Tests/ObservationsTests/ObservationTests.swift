import Diagnostics
import Observations
import OrderedCollections
import Testing

@Suite struct ExactDecimalTests {
  @Test(arguments: [
    ("39.302", "39.302", 39.302), ("-1.90", "-1.90", -1.9), ("2.55e12", "2550000000000", 2.55e12), ("0", "0", 0),
    ("\u{2212}7", "-7", -7), ("0.166667", "0.166667", 0.166667), (".5", "0.5", 0.5), ("+3", "3", 3),
  ])
  func readsAndPrintsExactly(text: String, printed: String, double: Double) throws {
    let d = try #require(ExactDecimal(text))
    #expect(d.description == printed)
    #expect(d.double == double)
  }

  @Test(arguments: ["", "-", "1,5", "1.2.3", "abc", "1e", "1234567890123456789", "１"])
  func refusesWhatIsNoNumber(text: String) { #expect(ExactDecimal(text) == nil) }

  @Test func comparesAsNumbers() throws {
    let a = try #require(ExactDecimal("2.50"))
    let b = try #require(ExactDecimal("2.5"))
    #expect(a == b && a.hashValue == b.hashValue)
    #expect(try #require(ExactDecimal("-3")) < b)
    #expect(try #require(ExactDecimal("0.100000000000000001")) > ExactDecimal(significand: 1, exponent: -1))
  }
}

@Suite struct TimePeriodTests {
  @Test(arguments: [
    "2022", "2022-11", "2024-Q1", "2023-S2", "2022-11-10", "2022-Q1/2022-Q3", "../2035", "2023/2024-03",
  ])
  func printsWhatItReads(text: String) throws { #expect(try #require(TimePeriod(text)).description == text) }

  @Test(arguments: ["", "22", "2022-13", "2022-Q5", "2022-1", "a/b", "2022/..", "2022/2023/2024"])
  func refusesOtherText(text: String) { #expect(TimePeriod(text) == nil) }

  @Test func sortsByEnd() throws {
    let sorted = ["2024-Q1", "2023", "../2035", "2022-Q1/2022-Q3"].compactMap { TimePeriod($0) }.sorted()
    #expect(sorted.map(\.description) == ["2022-Q1/2022-Q3", "2023", "2024-Q1", "../2035"])
  }
}

@Suite struct VocabularyTests {
  @Test func fileKindIsToldByItsHeader() throws {
    var v = Vocabulary()
    try v.add(SourceText(name: "r.csv", text: "code,name,level,parent,aliases\nCN-JL,Jilin,subdivision,CN,吉林|吉林省\n"))
    try v.add(
      SourceText(
        name: "u.csv", text: "code,label,symbol,dimension,base,factor,aliases\nCNY_100M,x,x,currency,CNY,100000000,\n"))
    #expect(v.regionCode(for: "吉林省") == "CN-JL")
    #expect(v.units["CNY_100M"]?.factor.double == 1e8)
  }

  @Test func everyBadRecordIsReported() {
    var v = Vocabulary()
    let error = #expect(throws: DiagnosticError.self) {
      try v.add(SourceText(name: "m.csv", text: "name,label,kind,unit_class,aliases\na,b\nc,d,flo,x,\n"))
    }
    #expect(error?.diagnostics.map(\.code) == ["vocabulary.ragged", "vocabulary.kind"])
    #expect(error?.diagnostics.last?.help == "did you mean “flow”?")
  }
}

@Suite struct RoundingTests {
  @Test(arguments: [("1.25", 1, "1.3"), ("-1.25", 1, "-1.3"), ("0.449", 1, "0.4"), ("7", 2, "7"), ("0.05", 0, "0")])
  func toPlaces(text: String, places: Int, expected: String) throws {
    #expect(try #require(ExactDecimal(text)).rounded(places: places).description == expected)
  }

  @Test(arguments: [("1436122000000", 3, "1440000000000"), ("0.0012345", 2, "0.0012"), ("999.9", 3, "1000")])
  func toSignificantDigits(text: String, digits: Int, expected: String) throws {
    #expect(try #require(ExactDecimal(text)).rounded(significant: digits).description == expected)
  }

  @Test func powersOfTenAreRecognised() {
    #expect(ExactDecimal(100_000_000).powerOfTen == 8)
    #expect(ExactDecimal(200).powerOfTen == nil)
  }
}
