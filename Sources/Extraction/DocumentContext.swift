import Observations

/// The date of an article and the habits of writing seen in it, for the phases that need them.
struct DocumentContext: Sendable {
  /// The day the article came out.
  var published: TimePeriod.Unit?
  /// Decimal comma and space or point between thousands.
  var decimalComma = false
  /// Whether "3,692 trillion" is three and a bit: the article writes 12,5 or 8 800 elsewhere.
  var commaBeforeScale = false
  /// The currency of amounts without one.
  var currency = ""
  /// The period of the event reported.
  var event: TimePeriod?

  var year: Int? { published?.year }
  var month: Int? {
    guard let published, published.frequency >= .monthly else { return nil }
    return published.index
  }
}

extension DocumentContext {
  /// Whether a period was over when the article came out.
  func isPast(_ end: TimePeriod.Unit) -> Bool {
    guard let year else { return false }
    if end.year != year { return end.year < year }
    return end.frequency == .monthly && end.index <= month ?? 0
      || end.frequency == .quarterly && end.index * 3 < month ?? 0
  }

  /// The year of a month named without one: the last that had it by the date of the article.
  func yearOf(month: Int) -> Int? {
    guard let year else { return nil }
    guard let current = self.month else { return year }
    return month <= current ? year : year - 1
  }
}
