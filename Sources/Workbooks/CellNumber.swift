import Formats

/// A number as a spreadsheet stores it, `1.0400000000000001E-1`, as its decimal digits: 0.104.
///
/// Spreadsheets show no more than fifteen significant digits; what stands behind them is noise of binary fractions.
/// - Parameter power: the power of ten that it is multiplied by.
/// - Returns: nil for text that is no number.
func decimalText(_ stored: String, timesTenTo power: Int = 0) -> String? {
  var text = Substring(stored)
  let isNegative = text.utf8.first == UInt8(ascii: "-")
  if isNegative || text.utf8.first == UInt8(ascii: "+") { text = text.dropFirst() }
  var exponent = power
  if let sign = text.utf8.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
    guard let written = Int(text[text.utf8.index(after: sign)...]), abs(written) < 400 else { return nil }
    exponent += written
    text = text[..<sign]
  }
  guard var number = DecimalDigits(text: text) else { return nil }
  guard !number.digits.isEmpty else { return "0" }
  number.point += exponent
  number.round(toDigits: 15)
  return (isNegative ? "-" : "") + number.plain
}

/// A day of the Gregorian calendar.
struct CalendarDay: Equatable {
  var year: Int
  var month: Int
  var day: Int

  /// Days are counted from 1 for 1 January 1900, with a 29 February in that year that never was, or from 0 for 1 January 1904.
  /// Nil before 1900 and after 9999.
  init?(serial: Double, since1904: Bool) {
    guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
    var days = Int(serial)
    if since1904 {
      days += 1462
    } else if days < 60 {
      days += 1
    }
    // Days since 0000-03-01; after Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
    let shifted = days - 25569 + 719_468
    let era = shifted / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * ofYear + 2) / 153
    day = ofYear - (153 * fromMarch + 2) / 5 + 1
    month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    guard year >= 1900 else { return nil }
  }

  func text(_ precision: CellFormat.DatePrecision) -> String {
    func padded(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return switch precision {
    case .year: "\(year)"
    case .month: "\(year)-\(padded(month))"
    case .day: "\(year)-\(padded(month))-\(padded(day))"
    }
  }
}

/// What a number format makes of a number.
enum CellFormat: Equatable {
  /// How much of a day it shows.
  enum DatePrecision { case year, month, day }

  case number, percentage
  case date(DatePrecision)

  /// A format by its code: `0.0%`, `yyyy-mm`, `[$-407]mmm\ yy;@`.
  init(code: String) {
    guard code.lowercased() != "general" else {
      self = .number
      return
    }
    // Only the signs of the first section that stand for something.
    var signs = ""
    var rest = Substring(code)
    scan: while let sign = rest.popFirst() {
      switch sign {
      case ";": break scan
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "[": rest = rest.drop { $0 != "]" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      default: signs.append(contentsOf: sign.lowercased())
      }
    }
    if signs.contains("%") {
      self = .percentage
      return
    }
    // 0.00E+00 has an e that is no year.
    let hasDigits = signs.contains { "0#?".contains($0) }
    let hasYear = signs.contains("y") || (!hasDigits && signs.contains("e"))
    if hasDigits || !(hasYear || signs.contains("d")) {
      self = .number
    } else if signs.contains("d") {
      self = .date(.day)
    } else {
      self = .date(signs.contains("m") ? .month : .year)
    }
  }

  /// A format that workbooks name by number alone (ECMA-376 part 1, 18.8.30).
  init(builtIn number: Int) {
    self =
      switch number {
      case 9, 10: .percentage
      case 14, 15, 16, 22, 28...31, 34...36, 50, 51, 53, 54, 56, 58: .date(.day)
      case 17, 27, 52, 55, 57: .date(.month)
      default: .number
      }
  }

  /// What a cell with this format holds.
  func text(_ stored: String, since1904: Bool) -> String {
    switch self {
    case .number: return decimalText(stored) ?? stored
    case .percentage: return decimalText(stored, timesTenTo: 2).map { $0 + "%" } ?? stored
    case .date(let precision):
      return Double(stored).flatMap { CalendarDay(serial: $0, since1904: since1904) }?.text(precision)
        ?? decimalText(stored) ?? stored
    }
  }
}
