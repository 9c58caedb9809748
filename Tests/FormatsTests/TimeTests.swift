import Foundation
import Testing

@testable import Formats

struct TimeTests {
  /// 2012-01-02 03:04:05.678 UTC, a Monday.
  static let moment = 1_325_473_445_678.0

  @Test(arguments: [
    ("%Y-%m-%d", "2012-01-02"), ("%-m/%-d/%y", "1/2/12"), ("%a %A %b %B", "Mon Monday Jan January"),
    ("%e|%_d|%0d", " 2| 2|02"),
    ("%H:%M:%S.%L", "03:04:05.678"), ("%f", "678000"), ("%I %p", "03 AM"), ("%j", "002"), ("%q %u %w", "1 1 1"),
    ("%U %W %V %G %g", "01 01 01 2012 12"), ("%s %Q", "1325473445 1325473445678"), ("%Z %%", "+0000 %"),
    ("%c", "1/2/2012, 3:04:05 AM"), ("%x", "1/2/2012"), ("%X", "3:04:05 AM"),
  ])
  func writesDirectives(specifier: String, expected: String) throws {
    #expect(try TimeFormat(specifier).format(Self.moment) == expected)
  }

  @Test func refusesUnknownDirective() {
    #expect(throws: FormatError(message: "no part of a date is written ‘%k’", offset: 2)) { try TimeFormat("a %k") }
  }

  @Test(arguments: [
    ("2000", 946_684_800_000.0), ("2000-01-02", 946_771_200_000), ("2000-01-02T00:00Z", 946_771_200_000),
    ("2000-01-02T00:00", 946_767_600_000), ("2000-01-02T01:00:00.5+01:00", 946_771_200_500),
    ("Jan 1 2000", 946_681_200_000),
    ("1 Jan 2000 12:00", 946_724_400_000), ("2000/01/02", 946_767_600_000), ("01/02/2000", 946_767_600_000),
    ("Sat, 01 Jan 2000 00:00:00 GMT", 946_684_800_000), ("January 1, 2000 3:00 PM", 946_735_200_000),
    ("Jan 2000", 946_681_200_000), ("2000-01-02 00:00:00", 946_767_600_000),
  ])
  func readsDatesAsScriptsDo(text: String, expected: Double) {
    #expect(parseTime(text, zone: .fixed(minutesEast: 60)) == expected)
  }

  @Test(arguments: [
    "", "abc", "2000-13-01", "20000101", "2000-01-02T24:01", "2000-01-02T25:00", "1 2 3 4", "USA", "10 apples",
  ])
  func readsNoDate(text: String) {
    #expect(parseTime(text) == nil)
  }

  @Test func parsesBySpecifier() throws {
    #expect(try TimeFormat("%d %B %Y %H:%M %p").parse("02 january 2012 03:04 PM") == 1_325_516_640_000)
    #expect(try TimeFormat("%Y-%m").parse("2012-01") == 1_325_376_000_000)
    #expect(try TimeFormat("%Y-%m").parse("2012-01x") == nil)
    #expect(try TimeFormat("%G-W%V-%u").parse("2012-W01-1") == 1_325_462_400_000)
    #expect(try TimeFormat("%Y %U %w").parse("2012 01 1") == 1_325_462_400_000)
  }

  @Test func daysAndDatesAreInverse() {
    for day in stride(from: -800_000, through: 800_000, by: 37) {
      let (year, month, date) = CivilTime.date(ofDay: day)
      #expect(CivilTime.days(year: year, month: month, day: date) == day)
    }
    #expect(CivilTime.days(year: 2000, month: 14, day: 1) == CivilTime.days(year: 2001, month: 2, day: 1))
  }

  @Test func readsZoneFiles() throws {
    guard let data = FileManager.default.contents(atPath: "/usr/share/zoneinfo/Europe/Berlin") else { return }
    let zone = try #require(TimeZoneRules(tzif: [UInt8](data)))
    let reference = try #require(TimeZone(identifier: "Europe/Berlin"))
    for day in stride(from: -20_000, through: 35_000, by: 11) {
      let seconds = Double(day) * 86_400 + 3_601
      let expected = reference.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
      #expect(zone.offset(atUTC: seconds * 1_000) == Double(expected) * 1_000, "day \(day)")
    }
    // 2024-03-31 02:30 is skipped, 2024-10-27 02:30 shown twice.
    #expect(CivilTime(year: 2024, month: 3, day: 31, hour: 2, minute: 30).utc(in: zone) == 1_711_848_600_000)
    #expect(CivilTime(year: 2024, month: 10, day: 27, hour: 2, minute: 30).utc(in: zone) == 1_729_989_000_000)
    #expect(TimeZoneRules(tzif: [1, 2, 3]) == nil)
    for length in stride(from: 0, to: data.count, by: 97) { _ = TimeZoneRules(tzif: [UInt8](data.prefix(length))) }
  }
}
