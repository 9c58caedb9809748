extension PDFFile {
  /// The text of each stretch of marked content of a page, by its number, as readers extract it; drawings that are
  /// content of their own (form XObjects) belong to the stretch that shows them. Where the pen moves on by more than a
  /// space, a line feed stands between.
  package func markedTexts(ofPage page: PDFObject) throws(PDFFailure) -> [Int: String] {
    var reader = MarkedTextReader(fonts: FontTexts())
    try reader.read(try content(of: page), resources: entry("Resources", of: page), of: self, depth: 0)
    return reader.texts
  }
}

/// The character maps of fonts that were met, by the number of the font.
private final class FontTexts {
  private var maps: [Int: CharacterMap] = [:]

  func map(of font: PDFObject, in file: borrowing PDFFile) -> CharacterMap {
    let number = file.number(ofObject: font)
    if let known = maps[number], number != 0 { return known }
    var map = CharacterMap()
    if let stream = file.entry("ToUnicode", of: font), let data = try? file.data(of: stream) {
      map = CharacterMap(data)
    }
    map.isWide = file.entry("Subtype", of: font).flatMap { file.name(of: $0) } == "Type0"
    maps[number] = map
    return map
  }
}

/// Collects the text between the beginning and the end of marked content.
private struct MarkedTextReader {
  let fonts: FontTexts
  var texts: [Int: String] = [:]
  /// For each open mark its number, and the text that stands in place of what is shown.
  private var open: [(place: Int?, isReplaced: Bool)] = []
  private var hasMoved = false

  init(fonts: FontTexts) { self.fonts = fonts }

  mutating func read(
    _ content: [UInt8], resources: PDFObject?, of file: borrowing PDFFile, depth: Int
  ) throws(PDFFailure) {
    var reader = ContentReader(content)
    var font = CharacterMap()
    while let found = reader.next() {
      switch found {
      case .beginMarkedWithProperties:
        let place = reader.value(after: "MCID").flatMap { reader.number($0) }.map { Int($0) }
        let actual = reader.value(after: "ActualText").map { text(ofString: reader.string($0)) }
        if let actual, !isReplaced { add(actual) }
        open.append((place, actual != nil || isReplaced))
      case .beginMarked: open.append((nil, isReplaced))
      case .endMarked: if !open.isEmpty { open.removeLast() }
      case .setFont:
        guard let name = reader.operands.first.flatMap({ reader.name($0) }), let resources,
          let object = file.entry(["Font", name], of: resources)
        else { break }
        font = fonts.map(of: object, in: file)
      case .beginText, .move, .moveLine, .place, .nextLine: if !isReplaced { hasMoved = true }
      case .show, .showParts, .showLine, .showSpacedLine:
        guard !isReplaced else { break }
        for operand in reader.operands {
          switch operand.kind {
          case .string, .hexadecimal: add(font.text(of: reader.string(operand)))
          case .number: if found == .showParts, (reader.number(operand) ?? 0).magnitude > 300 { hasMoved = true }
          default: break
          }
        }
      case .drawObject:
        guard depth < 8, let name = reader.operands.first.flatMap({ reader.name($0) }), let resources,
          let object = file.entry(["XObject", name], of: resources),
          file.entry("Subtype", of: object).flatMap({ file.name(of: $0) }) == "Form"
        else { break }
        try read(
          try file.data(of: object), resources: file.entry("Resources", of: object) ?? resources, of: file,
          depth: depth + 1)
      default: break
      }
    }
  }

  private var isReplaced: Bool { open.last?.isReplaced ?? false }

  private mutating func add(_ text: String) {
    guard let place = open.last(where: { $0.place != nil })?.place else { return }
    if hasMoved, !(texts[place]?.isEmpty ?? true) { texts[place, default: ""] += "\n" }
    hasMoved = false
    texts[place, default: ""] += text
  }
}

/// From the codes of a font to text.
private struct CharacterMap {
  /// Codes have two bytes.
  var isWide = false
  private var texts: [Int: String] = [:]

  init() {}

  /// Reads a ToUnicode stream.
  init(_ stream: [UInt8]) {
    var reader = ContentReader(stream)
    func number(_ operand: ContentReader.Operand) -> Int { reader.string(operand).reduce(0) { $0 << 8 | Int($1) } }
    while reader.next() != nil {
      let operands = reader.operands
      if reader.isOperator("endbfchar") {
        for i in stride(from: 0, to: operands.count - 1, by: 2) where operands[i].kind == .hexadecimal {
          texts[number(operands[i])] = utf16(reader.string(operands[i + 1]))
        }
      } else if reader.isOperator("endbfrange") {
        var i = 0
        while i + 2 < operands.count {
          let (low, high) = (number(operands[i]), number(operands[i + 1]))
          i += 2
          guard low <= high, high - low < 0x1_0000 else { break }
          if operands[i].kind == .open {
            i += 1
            for code in low...high where i < operands.count && operands[i].kind == .hexadecimal {
              texts[code] = utf16(reader.string(operands[i]))
              i += 1
            }
          } else {
            let first = reader.string(operands[i])
            for code in low...high {
              var bytes = first
              let moved = first.suffix(2).reduce(0) { $0 << 8 | Int($1) } + code - low
              bytes.replaceSubrange(
                max(0, bytes.count - 2)...,
                with: [UInt8(truncatingIfNeeded: moved >> 8), UInt8(truncatingIfNeeded: moved)])
              texts[code] = utf16(bytes)
            }
          }
          i += 1
        }
      }
    }
  }

  func text(of bytes: [UInt8]) -> String {
    var out = ""
    let step = isWide ? 2 : 1
    for i in stride(from: 0, through: bytes.count - step, by: step) {
      let code = isWide ? Int(bytes[i]) << 8 | Int(bytes[i + 1]) : Int(bytes[i])
      out += texts[code] ?? "\u{FFFD}"
    }
    return out
  }
}

private func utf16(_ bytes: [UInt8]) -> String {
  let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
  return String(decoding: units, as: UTF16.self)
}

/// A text string of PDF: UTF-16 with its mark, or characters of Latin script.
func text(ofString bytes: [UInt8]) -> String {
  if bytes.starts(with: [0xFE, 0xFF]) { return utf16(Array(bytes.dropFirst(2))) }
  return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
}

extension ContentOperator {
  package static let beginMarkedWithProperties = ContentOperator("BDC")
  package static let beginMarked = ContentOperator("BMC")
  package static let endMarked = ContentOperator("EMC")
  package static let drawObject = ContentOperator("Do")
  fileprivate static let beginText = ContentOperator("BT")
  fileprivate static let move = ContentOperator("Td")
  fileprivate static let moveLine = ContentOperator("TD")
  fileprivate static let place = ContentOperator("Tm")
  fileprivate static let nextLine = ContentOperator("T*")
  fileprivate static let setFont = ContentOperator("Tf")
  fileprivate static let show = ContentOperator("Tj")
  fileprivate static let showParts = ContentOperator("TJ")
  fileprivate static let showLine = ContentOperator("'")
  fileprivate static let showSpacedLine = ContentOperator("\"")
}
