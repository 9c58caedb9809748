/// A time period in the notation of SDMX and ISO 8601: `2022`, `2022-S1`, `2024-Q1`, `2022-11`, `2022-11-10`, an
/// interval of two of them `2022-Q1/2022-Q3`, or one with an open start `../2035`.
public struct TimePeriod: Hashable, Sendable {
  /// One calendar unit.
  public struct Unit: Hashable, Sendable {
    /// How long it is.
    public enum Frequency: Int, Hashable, Sendable, Comparable {
      case annual, halfYearly, quarterly, monthly, daily

      /// Longer units come first.
      public static func < (a: Frequency, b: Frequency) -> Bool { a.rawValue < b.rawValue }

      /// The words for those that records are added up over, in mappings and queries.
      public static let words: [(word: String, frequency: Frequency)] = [
        ("annual", .annual), ("half_yearly", .halfYearly), ("quarterly", .quarterly), ("monthly", .monthly),
      ]

      /// One of those, by its word.
      public init?(word: String) {
        guard let found = Self.words.first(where: { $0.word == word }) else { return nil }
        self = found.frequency
      }

      /// Its word in mappings and queries.
      public var word: String { Self.words.first { $0.frequency == self }?.word ?? "daily" }
    }

    public var year: Int
    public var frequency: Frequency
    /// Half year, quarter or month, counted from 1; 1 for a year.
    public var index: Int
    /// Day of the month; 1 unless daily.
    public var day: Int

    public init(year: Int, frequency: Frequency = .annual, index: Int = 1, day: Int = 1) {
      self.year = year
      self.frequency = frequency
      self.index = index
      self.day = day
    }

    public func hash(into hasher: inout Hasher) {
      // One number instead of four: periods are keys of every table.
      hasher.combine(((year &* 8 &+ frequency.rawValue) &* 512 &+ index) &* 64 &+ day)
    }
  }

  /// Nil for an open start.
  public var start: Unit?
  public var end: Unit

  public init(_ unit: Unit) {
    start = unit
    end = unit
  }

  public init(from start: Unit?, to end: Unit) {
    self.start = start
    self.end = end
  }

  /// A calendar year.
  public init(year: Int) { self.init(Unit(year: year)) }
}

extension TimePeriod.Unit: CustomStringConvertible, Comparable {
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].count == 4, let year = Int(parts[0]), year > 0 else { return nil }
    func number(_ s: some StringProtocol, _ range: ClosedRange<Int>, digits: Int) -> Int? {
      guard s.count == digits, s.allSatisfy(\.isASCII), let n = Int(s), range.contains(n) else { return nil }
      return n
    }
    if parts.count == 1 {
      self.init(year: year)
      return
    }
    if parts.count == 2, let letter = parts[1].first, letter == "Q" || letter == "S" || letter == "H" {
      guard let n = number(parts[1].dropFirst(), 1...(letter == "Q" ? 4 : 2), digits: 1) else { return nil }
      self.init(year: year, frequency: letter == "Q" ? .quarterly : .halfYearly, index: n)
      return
    }
    guard let month = number(parts[1], 1...12, digits: 2) else { return nil }
    if parts.count == 2 {
      self.init(year: year, frequency: .monthly, index: month)
    } else {
      guard let day = number(parts[2], 1...31, digits: 2) else { return nil }
      self.init(year: year, frequency: .daily, index: month, day: day)
    }
  }

  public var description: String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let digits = String(year)
    let y = digits.utf8.count < 4 ? String(repeating: "0", count: 4 - digits.utf8.count) + digits : digits
    switch frequency {
    case .annual: return y
    case .halfYearly: return "\(y)-S\(index)"
    case .quarterly: return "\(y)-Q\(index)"
    case .monthly: return "\(y)-\(two(index))"
    case .daily: return "\(y)-\(two(index))-\(two(day))"
    }
  }

  /// The first month of the unit, 1…12.
  public var firstMonth: Int {
    switch frequency {
    case .annual: 1
    case .halfYearly: index * 6 - 5
    case .quarterly: index * 3 - 2
    case .monthly, .daily: index
    }
  }

  /// The last month of the unit, 1…12.
  public var lastMonth: Int {
    switch frequency {
    case .annual: 12
    case .halfYearly: index * 6
    case .quarterly: index * 3
    case .monthly, .daily: index
    }
  }

  /// The unit of a frequency that this one lies in; nil where it is longer.
  func enclosing(_ frequency: Frequency) -> Self? {
    guard frequency <= self.frequency else { return nil }
    return switch frequency {
    case .annual: Self(year: year)
    case .halfYearly: Self(year: year, frequency: frequency, index: (firstMonth + 5) / 6)
    case .quarterly: Self(year: year, frequency: frequency, index: (firstMonth + 2) / 3)
    case .monthly: Self(year: year, frequency: frequency, index: firstMonth)
    case .daily: self
    }
  }

  /// The same unit some years later or, with a negative count, earlier.
  public func years(_ count: Int) -> Self {
    var unit = self
    unit.year += count
    return unit
  }

  /// By start, longer units first among equals.
  public static func < (a: Self, b: Self) -> Bool {
    (a.year, a.firstMonth, a.frequency == .daily ? a.day : 0, a.frequency.rawValue)
      < (b.year, b.firstMonth, b.frequency == .daily ? b.day : 0, b.frequency.rawValue)
  }
}

extension TimePeriod: CustomStringConvertible, Comparable {
  /// Nil for text in none of the forms.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let last = parts.last, let end = Unit(last) else { return nil }
    switch parts.count {
    case 1: self.init(end)
    case 2 where parts[0] == "..": self.init(from: nil, to: end)
    case 2:
      guard let start = Unit(parts[0]) else { return nil }
      self.init(from: start, to: end)
    default: return nil
    }
  }

  /// The notation it is read from.
  public var description: String {
    guard let start else { return "../\(end)" }
    return start == end ? "\(end)" : "\(start)/\(end)"
  }

  /// The unit, if it is a single one.
  public var unit: Unit? { start == end ? end : nil }

  /// The unit of a frequency that the whole period lies in; nil where it lies in several, and for an open start.
  public func unit(of frequency: Unit.Frequency) -> Unit? {
    guard let first = start?.enclosing(frequency), first == end.enclosing(frequency) else { return nil }
    return first
  }

  /// The same period some years later or, with a negative count, earlier.
  public func years(_ count: Int) -> TimePeriod { TimePeriod(from: start?.years(count), to: end.years(count)) }

  /// By end, then by start, open starts first.
  public static func < (a: TimePeriod, b: TimePeriod) -> Bool {
    if a.end != b.end { return a.end < b.end }
    switch (a.start, b.start) {
    case (nil, .some): return true
    case (let x?, let y?): return x < y
    default: return false
    }
  }
}
