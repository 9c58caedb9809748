import Diagnostics
import Notation
import Testing

/// Numbers from bytes are those that the library reads from text, and nothing else is a number.
@Suite struct DecimalNumberTests {
  private func number(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return decimalNumber(bytes.span)
  }

  @Test(arguments: [
    "0", "-0", "7", "-7", "0.1", "-12.50", "123456789012345", "1234567890123456", "0.000000000000001",
    "99999.99999999999",
    "1e5", "-1.5E-3", "0.30000000000000004", "1.7976931348623157e308", "123.", "5e-324",
  ]) func asTheLibraryReadsThem(_ text: String) {
    #expect(number(text)?.bitPattern == Double(text)?.bitPattern, "\(text)")
  }

  @Test(arguments: ["", "-", ".", "1-2", "2022-01", "1.2.3", "1,2", " 1", "1 ", "e5", "abc", "12a", "−5"])
  func anythingElseIsNone(_ text: String) { #expect(number(text) == nil, "\(text)") }

  @Test func quotesAndLinesAreResolved() throws {
    let text = "a,\"b \"\"c\"\"\",\"d\ne\"\r\n,x\"y,\"z\"w\n\n\"\"\n1,2,"
    let csv = try parseCSV(.init(name: "t.csv", text: text), delimiter: UInt8(ascii: ","))
    #expect(csv.records.map(\.fields) == [["a", "b \"c\"", "d\ne"], ["", "x\"y", "zw"], [""], ["1", "2", ""]])
    #expect(csv.records.map(\.line) == [1, 3, 5, 6])
  }
}
