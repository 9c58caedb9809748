import Frames

/// A stretch of text that may not be broken, and the space after it.
struct Word {
  /// Text by index of its look.
  var pieces: [(look: Int, text: String)] = []
  var width = 0.0
  /// The look of the space that follows, if one does; it vanishes at the end of a line.
  var space: Int?
  var spaceWidth = 0.0
  /// Whether a line break follows.
  var endsLine = false
}

extension LineBreaker {
  /// The text as words: cut at spaces, after hyphens between letters, around East Asian characters.
  func split(_ text: RichText, _ looks: [Look]) -> [Word] {
    var words: [Word] = []
    var word = Word()
    var before: Character?
    var last: Character?
    func close() {
      if !word.pieces.isEmpty { words.append(measured(word, looks)) }
      word = Word()
      (before, last) = (nil, nil)
    }
    for (i, span) in text.spans.enumerated() {
      let tied = if case .anchor = span.link?.destination { true } else { span.superscript }
      for c in span.text {
        switch c {
        case " ", "\t":
          close()
          if let end = words.indices.last, words[end].space == nil, !words[end].endsLine {
            words[end].space = i
            words[end].spaceWidth = ruler.advance(of: " ", style: looks[i].style)
          }
        case "\n", "\r\n", "\u{2028}":
          close()
          if words.last.map(\.endsLine) ?? true {
            words.append(Word(endsLine: true))
          } else {
            words[words.count - 1].endsLine = true
          }
        case "\u{200B}": close()
        case "\u{AD}": break
        default:
          let inside = tied && word.pieces.last.map { looks[$0.look].link == span.link || span.superscript } ?? false
          if let a = last, !inside, LineBreaking.allowed(between: a, and: c, before: before) { close() }
          if word.pieces.last?.look == i {
            word.pieces[word.pieces.count - 1].text.append(c)
          } else {
            word.pieces.append((i, String(c)))
          }
          (before, last) = (last, c)
        }
      }
    }
    close()
    return words
  }

  /// A word too long for a line as parts that fit, cut after a mark of punctuation where one is near.
  func cut(_ word: Word, _ looks: [Look], width: Double) -> [Word] {
    var parts: [Word] = []
    var rest = word.pieces.flatMap { piece in piece.text.map { (look: piece.look, character: $0) } }[...]
    while !rest.isEmpty {
      var used = 0.0
      var end = rest.startIndex
      while end < rest.endIndex {
        used += ruler.advance(of: String(rest[end].character), style: looks[rest[end].look].style)
        if used > width, end > rest.startIndex { break }
        end += 1
      }
      if end < rest.endIndex {
        let near = rest[..<end].lastIndex { "/-._?&=".contains($0.character) }
        if let near, near - rest.startIndex + 1 > (end - rest.startIndex) / 2 { end = near + 1 }
      }
      var part = Word()
      for (look, c) in rest[..<end] {
        if part.pieces.last?.look == look {
          part.pieces[part.pieces.count - 1].text.append(c)
        } else {
          part.pieces.append((look, String(c)))
        }
      }
      parts.append(measured(part, looks))
      rest = rest[end...]
    }
    if let last = parts.indices.last {
      parts[last].space = word.space
      parts[last].spaceWidth = word.spaceWidth
      parts[last].endsLine = word.endsLine
    }
    return parts
  }

  private func measured(_ word: Word, _ looks: [Look]) -> Word {
    var word = word
    word.width = word.pieces.reduce(0) { $0 + ruler.advance(of: $1.text, style: looks[$1.look].style) }
    return word
  }
}

/// Where lines may break between two characters without a space.
enum LineBreaking {
  static func allowed(between a: Character, and b: Character, before: Character?) -> Bool {
    if glue.contains(a) || glue.contains(b) || opening.contains(a) || closing.contains(b) { return false }
    if isEastAsian(a) || isEastAsian(b) {
      // A number stays with its counter: 48亿, 2024年.
      return !(isDigit(a) && isEastAsian(b))
    }
    switch a {
    case "-", "\u{2010}": return b.isLetter && (before?.isLetter ?? false)
    case "—": return b.isLetter
    default: return false
    }
  }

  private static func isDigit(_ c: Character) -> Bool { c.isASCII && c.isNumber }

  static func isEastAsian(_ c: Character) -> Bool {
    guard let value = c.unicodeScalars.first?.value else { return false }
    switch value {
    case 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }

  private static let glue: Set<Character> = ["\u{A0}", "\u{202F}", "\u{2060}", "\u{FEFF}"]
  private static let opening = Set("（《〈「『【〔〖｛［“‘([{¥￥$€£＄")
  private static let closing = Set(
    "，。、；：！？）》〉」』】〕〗｝］”’…—～％‰℃·,.;:!?)]}%°々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ")
}
