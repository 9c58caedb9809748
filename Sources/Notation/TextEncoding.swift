public import Diagnostics
import Glibc

/// The encodings that files of figures come in.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "UTF-8"
  case utf8WithMark = "UTF-8 with byte order mark"
  case utf16LittleEndian = "UTF-16 LE"
  case utf16BigEndian = "UTF-16 BE"
  case gb18030 = "GB18030"
  case windows1252 = "Windows-1252"
  case shiftJIS = "Shift-JIS"
  case eucJP = "EUC-JP"
  case eucKR = "EUC-KR"
  case big5 = "Big5"
  case windows1250 = "Windows-1250"
  case windows1251 = "Windows-1251"
  case windows1254 = "Windows-1254"

  /// By its name, whatever the case of the letters and the strokes between them.
  public init?(named name: String) {
    func folded(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
    let wanted = folded(name)
    guard let found = Self.allCases.first(where: { folded($0.rawValue) == wanted }) else { return nil }
    self = found
  }

  /// The name by which the C library knows it.
  fileprivate var converterName: String {
    switch self {
    // The vendors' tables, which hold the signs that offices use besides.
    case .shiftJIS: "CP932"
    case .eucKR: "CP949"
    case .windows1250, .windows1251, .windows1252, .windows1254: "CP" + rawValue.suffix(4)
    case .utf8, .utf8WithMark: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .eucJP, .big5, .gb18030: rawValue
    }
  }
}

/// Text with the encoding it was stored in.
public struct DecodedText: Sendable {
  public var source: SourceText
  /// Nil for bytes that are text in none of the encodings; what is not UTF-8 was replaced.
  public var encoding: TextEncoding?

  /// Tells the encoding by a byte order mark, else by which one the bytes are valid and likely in.
  public init(file: String, bytes: [UInt8]) {
    let (text, encoding) = decode(bytes)
    self.encoding = encoding
    source = text.map { SourceText(name: file, text: $0) } ?? SourceText(name: file, bytes: bytes)
  }

  /// Reads bytes in an encoding that somebody knows; where they are not valid in it, the encoding is nil.
  public init(file: String, bytes: [UInt8], encoding: TextEncoding) {
    let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]]
    let mark = marks.first { bytes.starts(with: $0) }?.count ?? 0
    let text = convert(Array(bytes.dropFirst(mark)), from: encoding.converterName)
    self.encoding = text == nil ? nil : encoding
    source = text.map { SourceText(name: file, text: $0) } ?? SourceText(name: file, bytes: bytes)
  }
}

private func decode(_ bytes: [UInt8]) -> (String?, TextEncoding?) {
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
    let text = String(validating: bytes.dropFirst(3), as: UTF8.self)
    return (text, text == nil ? nil : .utf8WithMark)
  }
  if bytes.starts(with: [0xFF, 0xFE]) { return (utf16(bytes.dropFirst(2), bigEndian: false), .utf16LittleEndian) }
  if bytes.starts(with: [0xFE, 0xFF]) { return (utf16(bytes.dropFirst(2), bigEndian: true), .utf16BigEndian) }
  // Digits and delimiters have a zero byte in UTF-16, and text in other encodings has none.
  let sample = bytes.prefix(4096)
  let zeros = sample.indices.reduce(into: (even: 0, odd: 0)) { zeros, i in
    guard sample[i] == 0 else { return }
    if i.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
  }
  if zeros.odd * 20 > sample.count, zeros.even == 0 { return (utf16(bytes[...], bigEndian: false), .utf16LittleEndian) }
  if zeros.even * 20 > sample.count, zeros.odd == 0 { return (utf16(bytes[...], bigEndian: true), .utf16BigEndian) }
  if let text = String(validating: bytes, as: UTF8.self) { return (text, .utf8) }
  // A few bad bytes among good ones: the text stays what it is.
  let repaired = String(decoding: bytes, as: UTF8.self)
  let letters = repaired.unicodeScalars.reduce(into: (good: 0, lost: 0)) { letters, scalar in
    if scalar == "\u{FFFD}" { letters.lost += 1 } else if !scalar.isASCII { letters.good += 1 }
  }
  if letters.lost * 4 < letters.good { return (repaired, nil) }
  if let (text, encoding) = japaneseOrKorean(bytes) { return (text, encoding) }
  if looksLikeGB18030(bytes), let text = convert(bytes, from: "GB18030") { return (text, .gb18030) }
  if let text = convert(bytes, from: "CP1252") { return (text, .windows1252) }
  return (nil, nil)
}

private func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String {
  let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { i -> UInt16 in
    let (first, second) = (UInt16(bytes[i]), UInt16(bytes[i + 1]))
    return bigEndian ? first << 8 | second : second << 8 | first
  }
  return String(decoding: units, as: UTF16.self)
}

/// Text that is valid in an encoding of Japan or Korea and has the letters of that language alone: what was written in
/// another encoding comes out with half-width katakana there, or with Chinese characters among the Hangul.
private func japaneseOrKorean(_ bytes: [UInt8]) -> (String, TextEncoding)? {
  if let text = convert(bytes, from: TextEncoding.shiftJIS.converterName) {
    let letters = text.unicodeScalars.lazy.filter { !$0.isASCII }
    let kana = letters.count { (0x3040...0x30FF).contains($0.value) }
    if kana > 0,
      !letters.contains(where: { (0xFF61...0xFF9F).contains($0.value) || $0.value >= 0xE000 && $0.value < 0xF900 })
    {
      return (text, .shiftJIS)
    }
  }
  if let text = convert(bytes, from: TextEncoding.eucKR.converterName) {
    let letters = text.unicodeScalars.lazy.filter { !$0.isASCII }
    let hangul = letters.count { (0xAC00...0xD7A3).contains($0.value) }
    // Every Chinese file of some length has characters that no Korean one has.
    if hangul >= 20, hangul * 20 >= letters.count * 19 { return (text, .eucKR) }
  }
  return nil
}

/// Whether most bytes outside ASCII come in pairs, as Chinese characters do; accented letters stand alone among ASCII.
private func looksLikeGB18030(_ bytes: [UInt8]) -> Bool {
  var pairs = 0
  var singles = 0
  var i = 0
  while i < bytes.count {
    guard bytes[i] >= 0x80 else {
      i += 1
      continue
    }
    if i + 1 < bytes.count, bytes[i + 1] >= 0x80 { pairs += 1 } else { singles += 1 }
    i += 2
  }
  return pairs > singles
}

/// Through the converter of the C library; nil where the bytes are not valid in the encoding.
private func convert(_ bytes: [UInt8], from name: String) -> String? {
  guard let converter = unsafe iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else { return nil }
  defer { unsafe iconv_close(converter) }
  var input = bytes.map(CChar.init(bitPattern:))
  // A byte of the source becomes at most three.
  var output = [CChar](repeating: 0, count: bytes.count * 3 + 4)
  var inputLeft = input.count
  var outputLeft = output.count
  let failed = unsafe input.withUnsafeMutableBufferPointer { from in
    unsafe output.withUnsafeMutableBufferPointer { to in
      var source = from.baseAddress
      var target = to.baseAddress
      return unsafe iconv(converter, &source, &inputLeft, &target, &outputLeft) == -1
    }
  }
  guard !failed, inputLeft == 0 else { return nil }
  let converted = output.prefix(output.count - outputLeft).lazy.map { UInt8(bitPattern: $0) }
  return String(decoding: converted, as: UTF8.self)
}
