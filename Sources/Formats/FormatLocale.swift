/// The signs, separators and names with which a language writes numbers and dates.
public struct FormatLocale: Hashable, Sendable {
  public var decimal: String
  public var thousands: String
  /// Sizes of the digit groups from the decimal point outwards, repeated; empty for no grouping.
  public var grouping: [Int]
  public var minus: String
  public var currencyPrefix: String
  public var currencySuffix: String
  public var percent: String
  public var notANumber: String
  /// What stands for `%c`, `%x` and `%X` of a date format.
  public var dateTime: String
  public var date: String
  public var time: String
  /// Before and after noon.
  public var periods: [String]
  /// From Sunday.
  public var days: [String]
  public var shortDays: [String]
  /// From January.
  public var months: [String]
  public var shortMonths: [String]

  public init(
    decimal: String, thousands: String, grouping: [Int] = [3], minus: String = "\u{2212}", currencyPrefix: String = "",
    currencySuffix: String = "", percent: String = "%", notANumber: String = "NaN", dateTime: String, date: String,
    time: String, periods: [String], days: [String], shortDays: [String], months: [String], shortMonths: [String]
  ) {
    self.decimal = decimal
    self.thousands = thousands
    self.grouping = grouping
    self.minus = minus
    self.currencyPrefix = currencyPrefix
    self.currencySuffix = currencySuffix
    self.percent = percent
    self.notANumber = notANumber
    self.dateTime = dateTime
    self.date = date
    self.time = time
    self.periods = periods
    self.days = days
    self.shortDays = shortDays
    self.months = months
    self.shortMonths = shortMonths
  }

  /// Groups the digits of a whole number; with a width, only as many as fit in it.
  func grouped(_ digits: String, width: Int = .max) -> String {
    guard !grouping.isEmpty, !thousands.isEmpty, digits.utf8.count > grouping[0] || width != .max else { return digits }
    if width == .max, grouping == [3] {
      var out: [UInt8] = []
      out.reserveCapacity(2 * digits.utf8.count)
      var left = digits.utf8.count
      for byte in digits.utf8 {
        if left % 3 == 0, !out.isEmpty { out.append(contentsOf: thousands.utf8) }
        out.append(byte)
        left -= 1
      }
      return String(decoding: out, as: UTF8.self)
    }
    var rest = Array(digits.utf8)[...]
    var parts: [ArraySlice<UInt8>] = []
    var turn = 0
    var length = 0
    while !rest.isEmpty {
      var size = max(1, grouping[turn])
      if width != .max, length + size + 1 > width { size = max(1, width - length) }
      size = min(size, rest.count)
      parts.append(rest.suffix(size))
      rest.removeLast(size)
      length += size + 1
      if length > width { break }
      turn = (turn + 1) % grouping.count
    }
    return String(decoding: Array(parts.reversed().joined(separator: thousands.utf8)), as: UTF8.self)
  }
}
