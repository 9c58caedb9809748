import Diagnostics
import Notation
import Testing

@Suite struct TextEncodings {
  private static let text = "地区,2024年\r\n北京市,49670.2\r\n"
  private static let gb18030: [UInt8] =
    [0xB5, 0xD8, 0xC7, 0xF8] + Array(",2024".utf8) + [0xC4, 0xEA, 0x0D, 0x0A, 0xB1, 0xB1, 0xBE, 0xA9, 0xCA, 0xD0]
    + Array(",49670.2\r\n".utf8)

  private static func utf16(bigEndian: Bool, mark: Bool) -> [UInt8] {
    ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return bigEndian ? [high, low] : [low, high]
    }
  }

  @Test(arguments: [
    (Array(text.utf8), TextEncoding.utf8), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8WithMark), (gb18030, .gb18030),
    (utf16(bigEndian: false, mark: true), .utf16LittleEndian), (utf16(bigEndian: true, mark: true), .utf16BigEndian),
    (utf16(bigEndian: false, mark: false), .utf16LittleEndian), (utf16(bigEndian: true, mark: false), .utf16BigEndian),
  ])
  func isTold(bytes: [UInt8], encoding: TextEncoding) {
    let decoded = DecodedText(file: "t.csv", bytes: bytes)
    #expect(decoded.encoding == encoding)
    #expect(decoded.source.text == Self.text)
  }

  @Test func accentedLettersAmongASCIIAreNotChinese() {
    let decoded = DecodedText(
      file: "t.csv", bytes: Array("Qu".utf8) + [0xE9] + Array("bec,1\nGen".utf8) + [0xE8, 0x76, 0x65])
    #expect(decoded.encoding == .windows1252)
    #expect(decoded.source.text == "Québec,1\nGenève")
  }

  @Test func aBadByteLeavesTheRestAsItIs() {
    let decoded = DecodedText(file: "t.csv", bytes: Array("吉林省,北京市".utf8) + [0xB5] + Array(",1\n".utf8))
    #expect(decoded.encoding == nil)
    #expect(decoded.source.text == "吉林省,北京市\u{FFFD},1\n")
  }

  @Test(arguments: [[], [0x41, 0x81], [0xFF, 0xFE, 0x41]] as [[UInt8]])
  func anyBytesAreRead(bytes: [UInt8]) {
    #expect(DecodedText(file: "t.csv", bytes: bytes).source.text.utf8.count < 8)
  }
}
