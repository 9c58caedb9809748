/// A stable identifier of thirteen characters for parts that together name one figure.
public func stableIdentifier(_ parts: String...) -> String { StableIdentifier(parts).text }

/// An identifier in the making: figures that agree in their first parts need not say them again.
public struct StableIdentifier: Hashable, Sendable {
  // FNV-1a, 64 bits.
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  /// That of parts which together name one figure, so far.
  public init(_ parts: [String] = []) {
    for part in parts { add(part) }
  }

  /// Adds a part, with a separator that occurs in none.
  public mutating func add(_ part: String) {
    for byte in part.utf8 { add(byte) }
    add(0x1F)
  }

  private mutating func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

  /// Thirteen digits and small letters.
  public var text: String {
    var rest = hash
    return unsafe String(unsafeUninitializedCapacity: 13) { digits in
      for place in (0..<13).reversed() {
        let digit = UInt8(rest % 36)
        unsafe digits[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
        rest /= 36
      }
      return 13
    }
  }
}
