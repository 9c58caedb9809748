/// The offsets of a time zone from UTC and when they change.
public struct TimeZoneRules: Hashable, Sendable {
  /// Seconds of UTC from which the offset of the same position holds, ascending.
  var transitions: [Int] = []
  /// Seconds east of UTC.
  var offsets: [Int] = []
  /// Seconds east of UTC before the first transition.
  var first = 0
  /// What holds after the last transition.
  var rule: YearlyRule?

  init(fixed seconds: Int) { first = seconds }

  /// Coordinated universal time.
  public static let utc = TimeZoneRules(fixed: 0)

  /// The same offset always.
  public static func fixed(minutesEast: Int) -> TimeZoneRules { TimeZoneRules(fixed: minutesEast * 60) }

  /// From the bytes of a TZif file (RFC 9636), as the system's zone files are; nil when they are not such a file.
  public init?(tzif: [UInt8]) {
    var reader = TZifReader(tzif)
    guard let header = reader.header() else { return nil }
    if header.version == 0 {
      guard reader.block(header, wide: false, into: &self) else { return nil }
      return
    }
    reader.skip(header)
    guard let wide = reader.header(), reader.block(wide, wide: true, into: &self) else { return nil }
    rule = YearlyRule(posix: reader.footer)
  }

  /// Milliseconds to add to a moment in UTC for what the clock shows there.
  public func offset(atUTC milliseconds: Double) -> Double {
    guard milliseconds.magnitude <= 8.7e15 else { return Double(first) * 1_000 }
    if transitions.isEmpty, rule == nil { return Double(first) * 1_000 }
    return Double(offset(atSecond: Int((milliseconds / 1_000).rounded(.down)))) * 1_000
  }

  /// The moment when the clock shows `milliseconds`. A time that is shown twice is the earlier one; one that is skipped
  /// is counted on from before the change.
  public func utc(fromLocal milliseconds: Double) -> Double {
    let before = offset(atUTC: milliseconds - 86_400_000)
    let after = offset(atUTC: milliseconds + 86_400_000)
    let early = milliseconds - before
    if before == after || offset(atUTC: early) == before { return early }
    let late = milliseconds - after
    return offset(atUTC: late) == after ? late : early
  }

  private func offset(atSecond second: Int) -> Int {
    guard let last = transitions.last else { return rule?.offset(atSecond: second) ?? first }
    if second >= last { return rule?.offset(atSecond: second) ?? offsets[offsets.count - 1] }
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? first : offsets[low - 1]
  }
}

/// Reads the parts of a TZif file in order.
struct TZifReader {
  struct Header {
    var version: UInt8
    var utcCount: Int
    var standardCount: Int
    var leapCount: Int
    var timeCount: Int
    var typeCount: Int
    var nameBytes: Int
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private func integer(at position: Int, size: Int) -> Int {
    var value = bytes[position] >= 128 ? -1 : 0
    for i in 0..<size { value = value << 8 | Int(bytes[position + i]) }
    return value
  }

  mutating func header() -> Header? {
    guard position + 44 <= bytes.count, bytes[position..<position + 4].elementsEqual("TZif".utf8) else { return nil }
    let counts = (0..<6).map { integer(at: position + 20 + $0 * 4, size: 4) }
    guard counts.allSatisfy({ $0 >= 0 }) else { return nil }
    let version = bytes[position + 4]
    position += 44
    return Header(
      version: version, utcCount: counts[0], standardCount: counts[1], leapCount: counts[2], timeCount: counts[3],
      typeCount: counts[4], nameBytes: counts[5])
  }

  private func size(of h: Header, wide: Bool) -> Int {
    let time = wide ? 8 : 4
    return h.timeCount * (time + 1) + h.typeCount * 6 + h.nameBytes + h.leapCount * (time + 4) + h.standardCount
      + h.utcCount
  }

  mutating func skip(_ header: Header) { position += size(of: header, wide: false) }

  mutating func block(_ header: Header, wide: Bool, into zone: inout TimeZoneRules) -> Bool {
    let time = wide ? 8 : 4
    let length = size(of: header, wide: wide)
    guard header.typeCount > 0, position + length <= bytes.count else { return false }
    let types = position + header.timeCount * (time + 1)
    let offsets = (0..<header.typeCount).map { integer(at: types + $0 * 6, size: 4) }
    zone = TimeZoneRules(fixed: offsets[0])
    for i in 0..<header.timeCount {
      let type = Int(bytes[position + header.timeCount * time + i])
      guard type < offsets.count else { return false }
      zone.transitions.append(integer(at: position + i * time, size: time))
      zone.offsets.append(offsets[type])
    }
    guard zip(zone.transitions, zone.transitions.dropFirst()).allSatisfy({ $0 < $1 }) else { return false }
    position += length
    return true
  }

  /// The line after the last block.
  var footer: String {
    guard position < bytes.count, bytes[position] == 10 else { return "" }
    return String(decoding: bytes[(position + 1)...].prefix { $0 != 10 }, as: UTF8.self)
  }
}
