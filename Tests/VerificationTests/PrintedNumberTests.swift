import Observations
import Testing

@testable import Verification

@Suite struct PrintedNumberTests {
  @Test(arguments: [
    ("10.4%", ["10.4"]), ("1,436.12 and 5", ["1,436.12", "5"]), ("1.234,5", ["1.234,5"]), ("G20, 5G and H1", []),
    ("3–5 billion", ["3", "5"]), ("no digits", []), ("12.", ["12"]), ("10 000", ["10", "000"]),
    ("10\u{202F}000", ["10\u{202F}000"]),
  ]) func numbersAreFoundInText(text: String, numbers: [String]) {
    #expect(printedNumbers(in: text).map(\.text) == numbers)
  }

  @Test(arguments: [
    ("10.4", "10.4", true), ("10.4", "10.38", true), ("10.4", "10.45", true), ("10.5", "10.45", true),
    ("10.4", "10.46", false), ("39.302", "39302000000", true), ("39.3", "39302000000", true), ("500", "5e11", true),
    ("10.0", "9.974517959145524", true), ("10.0", "9.94", false), ("0.5", "0.5", true), ("1.0", "0.96", true),
    ("100", "99.6", true), ("6", "5", false), ("0", "0", true), ("0.0", "0.03", true), ("3", "0", false),
    ("1,436", "1436.4", true), ("1.5", "-1.5", true), ("12", "1", false), ("999", "998", false),
  ]) func digitsAreThoseOfTheValue(text: String, value: String, holds: Bool) throws {
    let number = try #require(printedNumbers(in: text).first)
    #expect(try number.shows(#require(ExactDecimal(value))) == holds)
  }

  @Test(arguments: [
    ("1,000", "1000", true), ("1,000", "1", true), ("1,000", "10", false), ("1,436", "1436.4", true),
    ("10.4", "10.38", true), ("10.4", "104", false), ("0", "0.3", true), ("0", "1", false), ("1.234,5", "1234.5", true),
    ("7", "-7", true),
  ]) func numbersHaveTheSizeOfTheValue(text: String, value: String, holds: Bool) throws {
    let number = try #require(printedNumbers(in: text).first)
    #expect(try number.equals(#require(ExactDecimal(value))) == holds)
  }

  private func kinds(_ text: String) -> [Bool] { printedNumbers(in: text).map(isPeriod) }

  @Test func periodsAreToldFromQuantities() {
    #expect(kinds("in 2024 and 2023-05, 2024/25") == [true, true, true, true, true])
    #expect(kinds("on 31 May, May 3, 1. Mai") == [true, true, true])
    #expect(kinds("2024年5月") == [true, true])
    #expect(kinds("2024 billion yuan, 2024% and 31 provinces") == [false, false, false])
  }

  @Test func numbersOfFiguresAreNoValues() {
    func ordinal(_ text: String, _ isHeading: Bool = false) -> [Bool] {
      printedNumbers(in: text).map { isOrdinal($0, isHeading: isHeading) }
    }
    #expect(ordinal("Figure 3 shows 5 of them; see Table 12.") == [true, false, true])
    #expect(ordinal("图3 Abbildung 4") == [true, true])
    #expect(ordinal("2  Growth of 7%", true) == [true, false])
    #expect(ordinal("2 of them") == [false])
  }

  @Test func stepsOfScalesAreToldFromLabels() {
    func steps(_ text: String) -> [String] {
      let numbers = printedNumbers(in: text)
      return scaleSteps(numbers).sorted().map { numbers[$0].text }
    }
    #expect(steps("0 20 40 60 80") == ["0", "20", "40", "60", "80"])
    #expect(steps("0 20 40 33") == ["0", "20", "40"])
    #expect(steps("37") == [])
  }

  @Test func formulasAreComputedAgain() {
    func value(_ formula: String, _ numbers: String...) -> Double? {
      Recomputation(
        formula: formula,
        observations: numbers.map {
          AttachedData.Observation(document: "d", quote: "", value: ExactDecimal($0), unit: "CNY")
        }
      ).value
    }
    #expect(value("sum", "1", "2.5") == 3.5)
    #expect(value("mean", "1", "2") == 1.5)
    #expect(value("growth on 2023", "110", "100").map { ($0 - 10).magnitude < 1e-9 } == true)
    #expect(value("change on 2023", "7", "9") == -2)
    #expect(value("growth on 2023", "1", "2", "3") == nil)
    #expect(value("rank over all", "1") == nil)
  }
}
