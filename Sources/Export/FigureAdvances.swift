internal import Cairo

/// The advances of texts of digits, commas and points in one style, from a table instead of shaping each: a chart prints
/// thousands of them and draws them but once.
///
/// In such texts fonts move a glyph by its neighbour (kerning) and by nothing further away. Two long texts that hold every
/// pair among different neighbours show whether that is so; for a font where it is not there is no table.
struct FigureAdvances {
  /// The advance of a character before another, a row for each of the first.
  private let pairs: [Double]
  /// The advance of a character at the end.
  private let ends: [Double]

  private static let characters = Array("0123456789,.".utf8)

  init?(_ shape: (String) -> ShapedText) {
    let count = Self.characters.count
    // The shortest text with every pair: the words of Lyndon up to two letters in their order (de Bruijn).
    let places = (0..<count).flatMap { a in [a] + (a + 1..<count).flatMap { [a, $0] } } + [0]
    guard let pairs = Self.pairs(places, shape), let others = Self.pairs(places.reversed(), shape), pairs == others
    else {
      return nil
    }
    self.pairs = pairs
    ends = Self.characters.map { shape(String(Unicode.Scalar($0))).width }
  }

  /// The advances of all pairs in a text that holds each of them once; nil where its characters are not set one by one.
  private static func pairs(_ places: [Int], _ shape: (String) -> ShapedText) -> [Double]? {
    let shaped = shape(String(decoding: places.map { characters[$0] }, as: UTF8.self))
    guard shaped.unknown.isEmpty, let advances = shaped.advances, advances.count == places.count else { return nil }
    var pairs = [Double](repeating: 0, count: characters.count * characters.count)
    for (i, (a, b)) in zip(places, places.dropFirst()).enumerated() { pairs[a * characters.count + b] = advances[i] }
    return pairs
  }

  /// Whether a text has nothing but digits, commas and points.
  static func holds(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { place(of: $0) != nil } }

  private static func place(of byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case UInt8(ascii: ","): 10
    case UInt8(ascii: "."): 11
    default: nil
    }
  }

  /// The advance of a text; nil for one with other characters.
  func advance(of text: String) -> Double? {
    var sum = 0.0
    var last: Int?
    for byte in text.utf8 {
      guard let place = Self.place(of: byte) else { return nil }
      if let last { sum += pairs[last * Self.characters.count + place] }
      last = place
    }
    return last.map { sum + ends[$0] }
  }
}
