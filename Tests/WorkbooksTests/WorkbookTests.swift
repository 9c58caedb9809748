import Foundation
import Testing

@testable import Workbooks

@Suite struct WorkbookTests {
  static let bytes: [UInt8] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Files/office.xlsx")
    return (try? Data(contentsOf: file)).map(Array.init) ?? []
  }()

  @Test func sheetsInTheirOrder() throws {
    let workbook = try Workbook(Self.bytes)
    #expect(workbook.format == .xlsx)
    #expect(workbook.sheets.map(\.name) == ["Contents", "Table 1", "Monthly", "hidden"])
    #expect(workbook.sheets.map(\.isHidden) == [false, false, false, true])
  }

  @Test func cellsAsTheyAreShown() throws {
    let rows = try Workbook(Self.bytes).sheets[1].rows
    // Row 2 is empty; cells joined downwards hold for each row.
    #expect(rows.map(\.number) == [1, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13])
    #expect(rows[2].cells == ["Region", "Industry", "2022", "2023", "2022", "2023"])
    #expect(rows[3].cells == ["Bavaria", "Total", "1234.56789012346", "1300.1", "4.1%", "5.31%"])
    #expect(rows[5].cells == ["Bavaria", "    of which cars", "200.125", "…", "2%"])
    #expect(rows[8].cells == ["Hesse", "  Construction¹", "-12.5", "12", "10%", "#N/A"])
  }

  @Test func datesAndFormulas() throws {
    let rows = try Workbook(Self.bytes).sheets[2].rows
    #expect(rows[1].cells == ["Bayern", "2024-01", "1500000000", "120"])
    #expect(rows[4].cells == ["Hessen", "2024-02", "", "81"])
    // Never computed.
    #expect(rows[5].cells == ["Zusammen", "", "=SUM(C2:C5)"])
  }

  @Test(arguments: [100, 3000, 5000, 6500])
  func damageIsToldNotRead(at place: Int) throws {
    #expect(throws: WorkbookFailure.self) { try Workbook(Array(Self.bytes.prefix(place))) }
    var damaged = Self.bytes
    try #require(place < damaged.count)
    for i in place..<min(place + 40, damaged.count) { damaged[i] ^= 0x5A }
    // Either the damage is found, or it met nothing that is read.
    if let workbook = try? Workbook(damaged) {
      #expect(workbook.sheets.map(\.name) == (try Workbook(Self.bytes)).sheets.map(\.name))
    }
  }

  @Test func otherFilesAreRefused() {
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    #expect(Workbook.isLikely(compound) && Workbook.isLikely(Self.bytes) && !Workbook.isLikely(Array("a,b\n1,2".utf8)))
    #expect(throws: WorkbookFailure("it is an XLS file, or one with a password")) { try Workbook(compound) }
    #expect(throws: WorkbookFailure("it is a damaged archive")) { try Workbook([0x50, 0x4B, 0x03, 0x04, 0, 0]) }
  }
}

@Suite struct CellTests {
  @Test(arguments: [
    ("12", "12"), ("12.50", "12.50"), ("-0.5", "-0.5"), ("1E3", "1000"), ("1.5e-3", "0.0015"),
    ("0.30000000000000004", "0.3"),
    ("79.300003051757798", "79.3000030517578"), ("99999999999999999", "100000000000000000"), ("0", "0"), ("0.000", "0"),
    ("9.9999999999999995E-1", "1"), ("123456789012345678", "123456789012346000"), (".5", "0.5"),
  ])
  func numbersInPlainDigits(stored: String, shown: String) { #expect(decimalText(stored) == shown) }

  @Test(arguments: ["", "abc", "1,5", "1.2.3", "1E", "E5", "-"])
  func otherTextIsNoNumber(text: String) { #expect(decimalText(text) == nil) }

  @Test func percentages() {
    #expect(decimalText("0.104", timesTenTo: 2) == "10.4" && decimalText("1", timesTenTo: 2) == "100")
  }

  /// The days that spreadsheet programs show for these numbers.
  @Test(arguments: [
    (1.0, "1900-01-01"), (59.0, "1900-02-28"), (61.0, "1900-03-01"), (36525.0, "1999-12-31"), (36526.5, "2000-01-01"),
    (45351.0, "2024-02-29"), (45657.999, "2024-12-31"), (2_958_465.0, "9999-12-31"),
  ])
  func days(serial: Double, day: String) throws {
    #expect(try #require(CalendarDay(serial: serial, since1904: false)).text(.day) == day)
  }

  @Test func daysSince1904() throws {
    #expect(try #require(CalendarDay(serial: 0, since1904: true)).text(.day) == "1904-01-01")
    #expect(try #require(CalendarDay(serial: 43889, since1904: true)).text(.month) == "2024-02")
    #expect(CalendarDay(serial: -1, since1904: false) == nil && CalendarDay(serial: .nan, since1904: false) == nil)
  }

  /// Every day of four centuries follows the one before.
  @Test func daysFollowEachOther() throws {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var last = try #require(CalendarDay(serial: 61, since1904: false))
    for serial in 62..<146_200 {
      let day = try #require(CalendarDay(serial: Double(serial), since1904: false))
      let isLeap = last.year % 4 == 0 && (last.year % 100 != 0 || last.year % 400 == 0)
      let length = lengths[last.month - 1] + (isLeap && last.month == 2 ? 1 : 0)
      let isNewMonth = last.day == length
      #expect(day.day == (isNewMonth ? 1 : last.day + 1))
      #expect(day.month == (isNewMonth ? last.month % 12 + 1 : last.month))
      #expect(day.year == last.year + (isNewMonth && last.month == 12 ? 1 : 0))
      last = day
    }
  }

  @Test(arguments: [
    ("General", CellFormat.number), ("#,##0.0", .number), ("0.00E+00", .number), ("0.0%", .percentage),
    ("yyyy-mm-dd", .date(.day)), ("mmm\\ yy", .date(.month)), ("[$-407]mmm yy;@", .date(.month)),
    ("yyyy", .date(.year)),
    ("yyyy\"年\"m\"月\"d\"日\"", .date(.day)), ("h:mm:ss", .number), ("[Red]-0.0", .number),
    ("_ * #,##0_ ;_ * \\-#,##0_ ", .number),
    ("0\" days\"", .number), ("@", .number), ("[$-411]ge.m.d", .date(.day)),
  ])
  func formats(code: String, format: CellFormat) { #expect(CellFormat(code: code) == format) }

  @Test func places() {
    #expect(CellGrid.place("A1")! == (1, 1) && CellGrid.place("AB12")! == (12, 28) && CellGrid.place("$C$7")! == (7, 3))
    #expect(CellGrid.place("A") == nil && CellGrid.place("7") == nil && CellGrid.place("a1") == nil)
  }
}
