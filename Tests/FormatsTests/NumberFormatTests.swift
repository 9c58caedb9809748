import Testing

@testable import Formats

struct NumberFormatTests {
  @Test(arguments: [
    (".1f", 0.25, "0.3"), (".1f", 0.35, "0.3"), (",.2f", 1234567.891, "1,234,567.89"), ("d", 42.5, "43"),
    ("s", 1500, "1.50000k"), ("~s", 1500, "1.5k"), (".2s", 42e6, "42M"), (".3s", 0.00042, "420µ"),
    (".0%", 0.123, "12%"),
    ("($.2f", -3.5, "($3.50)"), ("+20", 42, "                 +42"), (".^20", 42, ".........42........."),
    ("#x", 48879, "0xbeef"), (",.2r", 4223, "4,200"), ("e", 123456, "1.234560e+5"), ("g", 0.0001, "0.000100000"),
    ("", 0.1 + 0.2, "0.3"), ("", 1e21, "1e+21"), ("08,d", 1234, "0,001,234"), (",.0f", -0.3, "0"), ("+.0f", -0.3, "−0"),
    ("c", 5, "5"), ("b", 10, "1010"), ("X", 255, "FF"), ("o", 8, "10"), ("n", 1234.5, "1,234.50"),
    ("p", 0.5, "50.0000%"),
    (".3~f", 2.5, "2.5"), ("s", 0, "0.00000"), ("d", -7, "−7"), (" d", 7, " 7"), ("~g", 1e-10, "1e-10"),
    ("$,d", 1e6, "$1,000,000"),
    (".2s", 999_999, "1.0M"), (".1s", 1e-25, "0.1y"),
  ])
  func writesAsDocumented(specifier: String, value: Double, expected: String) throws {
    #expect(try NumberFormat(specifier).format(value) == expected)
  }

  @Test(arguments: ["q", "..2f", "5.f", ".2ff", "12,,"])
  func refusesWhatIsNoSpecifier(specifier: String) {
    #expect(throws: FormatError.self) { try NumberFormat(specifier) }
  }

  @Test func writesNumbersAsScriptsDo() {
    #expect(ScriptNumber.text(1e21) == "1e+21")
    #expect(ScriptNumber.text(123456789012345683968) == "123456789012345680000")
    #expect(ScriptNumber.text(1e-7) == "1e-7")
    #expect(ScriptNumber.text(0.000001) == "0.000001")
    #expect(ScriptNumber.text(-0.5) == "-0.5")
    #expect(ScriptNumber.text(.leastNonzeroMagnitude) == "5e-324")
    #expect(ScriptNumber.fixed(1.005, places: 2) == "1.00")
    #expect(ScriptNumber.fixed(1.45, places: 1) == "1.4")
    #expect(ScriptNumber.fixed(2.5, places: 0) == "3")
    #expect(ScriptNumber.fixed(1000000000000000128, places: 0) == "1000000000000000128")
    #expect(ScriptNumber.fixed(0.000001, places: 7) == "0.0000010")
    #expect(ScriptNumber.fixed(0.1, places: 20) == "0.10000000000000000555")
    #expect(ScriptNumber.precision(123.456, digits: 4) == "123.5")
    #expect(ScriptNumber.precision(0.000123, digits: 2) == "0.00012")
    #expect(ScriptNumber.precision(1e21, digits: 3) == "1.00e+21")
    #expect(ScriptNumber.exponential(77.1234, places: nil) == "7.71234e+1")
    #expect(ScriptNumber.exponential(99.99, places: 1) == "1.0e+2")
    #expect(DecimalDigits(exactly: .leastNonzeroMagnitude).digits.count == 751)
  }

  @Test func localesChangeSeparatorsOnly() throws {
    #expect(try NumberFormat(",.2f", locale: .german).format(-1234.5) == "−1.234,50")
    #expect(try NumberFormat(",.1f", locale: .french).format(1234567.5) == "1\u{202F}234\u{202F}567,5")
  }

  @Test func choosesPrecision() {
    #expect(NumberFormat.precisionFixed(step: 0.01) == 2)
    #expect(NumberFormat.precisionRound(step: 0.01, maximum: 1.01) == 3)
    #expect(NumberFormat.precisionPrefix(step: 1e5, value: 1.3e6) == 1)
  }
}
