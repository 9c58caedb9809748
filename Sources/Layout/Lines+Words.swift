import Frames

/// A stretch of text that is broken with a hyphen at most, and the space after it.
struct Word {
  /// A stretch in one look, of characters that fill squares or of others.
  struct Piece {
    var look: Int
    var text: String
    var isEastAsian: Bool
    /// The sliver of space before it; before a word it vanishes at the start of a line.
    var gap = 0.0
  }

  var pieces: [Piece] = []
  /// Without the sliver before it.
  var width = 0.0
  /// The look of the space that follows, if one does; it vanishes at the end of a line.
  var space: Int?
  var spaceWidth = 0.0
  /// Whether a line break follows.
  var endsLine = false
  /// What speaks against a break after the word, as TeX counts.
  var penalty = 0.0
  /// How many characters stand before each soft hyphen in it, which is not one of them.
  var softHyphens: [Int] = []
  /// Whether the word ends in a hyphen of its own.
  var endsInHyphen = false

  /// The sliver of space before the word.
  var gap: Double { pieces.first?.gap ?? 0 }

  /// The word's characters without their looks.
  var text: String { pieces.count == 1 ? pieces[0].text : pieces.map(\.text).joined() }

  /// Some of the word's characters.
  func pieces(_ characters: Range<Int>) -> [Piece] {
    var found: [Piece] = []
    var start = 0
    for piece in pieces {
      let count = piece.text.count
      let from = max(characters.lowerBound, start) - start
      let to = min(characters.upperBound, start + count) - start
      if from < to {
        var part = piece
        part.text = String(piece.text.dropFirst(from).prefix(to - from))
        if from > 0 { part.gap = 0 }
        found.append(part)
      }
      start += count
    }
    return found
  }
}

extension LineBreaker {
  /// The text as words: cut at spaces, after hyphens between letters, around East Asian characters.
  func split(_ text: RichText, _ looks: [Look]) -> [Word] {
    var words: [Word] = []
    var word = Word()
    var before: Character?
    var last: Character?
    /// The character before, in whatever word it stands.
    var neighbour: Character?
    func close() {
      if !word.pieces.isEmpty {
        word.endsInHyphen = last == "-" || last == "\u{2010}"
        words.append(measured(word, looks))
      }
      word = Word()
      (before, last) = (nil, nil)
    }
    for (i, span) in text.spans.enumerated() {
      let tied = if case .anchor = span.link?.destination { true } else { span.superscript }
      func add(_ c: Character) {
        let inside = tied && word.pieces.last.map { looks[$0.look].link == span.link || span.superscript } ?? false
        if let a = last, !inside, LineBreaking.allowed(between: a, and: c, before: before) { close() }
        let isEastAsian = LineBreaking.isEastAsian(c)
        let isSpaced = !span.superscript && neighbour.map { LineBreaking.isSpaced($0, c) } ?? false
        if let piece = word.pieces.last, piece.look == i, piece.isEastAsian == isEastAsian {
          word.pieces[word.pieces.count - 1].text.append(c)
        } else {
          word.pieces.append(
            Word.Piece(
              look: i, text: String(c), isEastAsian: isEastAsian,
              gap: isSpaced ? Self.sliver * looks[i].style.size : 0))
        }
        (before, last, neighbour) = (last, c, c)
      }
      var index = span.text.startIndex
      while index < span.text.endIndex {
        // Nearly all text, told by its bytes.
        let stretch = span.text.unbreakable(from: index)
        if let first = stretch.first {
          add(first)
          index = stretch.endIndex
          if stretch.utf8.count > 1 {
            word.pieces[word.pieces.count - 1].text += stretch.dropFirst()
            (before, last, neighbour) = (stretch.dropLast().last, stretch.last, stretch.last)
          }
          continue
        }
        let c = span.text[index]
        index = span.text.index(after: index)
        switch c {
        case " ", "\t":
          close()
          neighbour = nil
          if let end = words.indices.last, words[end].space == nil, !words[end].endsLine {
            words[end].space = i
            words[end].spaceWidth = ruler.advance(of: " ", style: looks[i].style)
          }
        case "\n", "\r\n", "\u{2028}":
          close()
          neighbour = nil
          if words.last.map(\.endsLine) ?? true {
            words.append(Word(endsLine: true))
          } else {
            words[words.count - 1].endsLine = true
          }
        case "\u{200B}": close()
        case "\u{AD}": word.softHyphens.append(word.pieces.reduce(0) { $0 + $1.text.count })
        default: add(c)
        }
      }
    }
    close()
    for i in words.indices.dropLast() { words[i].penalty = Self.penalty(between: words[i], and: words[i + 1], text) }
    return words
  }

  /// Between an ideograph and a letter or digit, in em: as wide as CSS (`text-autospace`) makes it.
  private static let sliver = 0.125

  /// What speaks against a break between two words: a number stays with its unit, a name with its number.
  private static func penalty(between a: Word, and b: Word, _ text: RichText) -> Double {
    guard a.space != nil, !a.endsLine, let last = a.pieces.last, let first = b.pieces.first,
      let end = last.text.last, let start = first.text.first
    else { return a.endsInHyphen ? 50 : 0 }
    // The words of one value.
    if let link = text.spans[last.look].link, case .anchor = link.destination, text.spans[first.look].link == link {
      return 900
    }
    // Marks with a space before or after them, as in French: “emploi : 12 »”.
    if [":", ";", "!", "?", "»"].contains(start) || end == "«" { return 10_000 }
    if LineBreaking.isDigit(end) {
      // "10.4 %", "1 234", "48 billion"; what follows "2024" is rarely a unit.
      if units.contains(start) || LineBreaking.isDigit(start) { return 900 }
      return start.isLetter && !isYear(a.text) ? 300 : 0
    }
    // "Q1 2024", "May 2024", "Table 3", "No. 5", "$ 5".
    if LineBreaking.isDigit(start), a.text.first(where: \.isLetter)?.isUppercase ?? false || units.contains(end) {
      return 300
    }
    return 0
  }

  private static let units: Set<Character> = ["%", "‰", "°", "€", "$", "£", "¥"]

  private static func isYear(_ text: String) -> Bool {
    text.count == 4 && (text.hasPrefix("19") || text.hasPrefix("20")) && text.allSatisfy(LineBreaking.isDigit)
  }

  /// A word too long for a line as parts that fit, cut at a hyphenation point or after a mark of punctuation where one is
  /// near.
  func cut(_ word: Word, _ looks: [Look], width: Double) -> [Word] {
    var parts: [Word] = []
    let characters = Array(word.text)
    let points = hyphenation(of: word, looks)
    var start = 0
    while start < characters.count {
      var end = characters.count
      var rest = measured(Word(pieces: word.pieces(start..<end)), looks)
      if rest.width > width {
        end = start + 1
        var used = 0.0
        for i in start..<characters.count {
          used += measured(Word(pieces: word.pieces(i..<i + 1)), looks).width
          if used > width { break }
          end = i + 1
        }
        let least = start + (end - start) / 2
        rest = measured(Word(pieces: word.pieces(start..<end)), looks)
        if let mark = (start..<end).last(where: { "/-._?&=".contains(characters[$0]) }), mark >= least {
          end = mark + 1
          rest = measured(Word(pieces: word.pieces(start..<end)), looks)
        } else if let point = points.last(where: { point in
          point > least && point <= end && hyphenated(word, start..<point, looks).width <= width
        }) {
          end = point
          rest = hyphenated(word, start..<point, looks)
        }
      }
      parts.append(rest)
      start = end
    }
    if let last = parts.indices.last {
      parts[last].space = word.space
      parts[last].spaceWidth = word.spaceWidth
      parts[last].endsLine = word.endsLine
      parts[last].penalty = word.penalty
    }
    return parts
  }

  /// The beginning of a word with a hyphen, as it ends a line.
  func hyphenated(_ word: Word, _ characters: Range<Int>, _ looks: [Look]) -> Word {
    var part = Word(pieces: word.pieces(characters))
    if let last = part.pieces.indices.last { part.pieces[last].text += "\u{AD}" }
    return measured(part, looks)
  }

  /// How many characters of a word may stand before a hyphen: where it has soft hyphens there only; no value, name in
  /// capitals or address is divided.
  func hyphenation(of word: Word, _ looks: [Look]) -> [Int] {
    if !word.softHyphens.isEmpty { return word.softHyphens.filter { $0 > 0 && $0 < word.text.count } }
    guard word.pieces.count == 1, !word.pieces[0].isEastAsian else { return [] }
    let look = looks[word.pieces[0].look]
    guard let hyphenator = look.language.map(hyphenators) ?? hyphenator else { return [] }
    if case .anchor = look.link?.destination { return [] }
    // Marks around a word do not count.
    let text = word.pieces[0].text
    guard let first = text.firstIndex(where: \.isLetter), let last = text.lastIndex(where: \.isLetter) else {
      return []
    }
    let core = text[first...last]
    guard core.count >= 6, core.allSatisfy(\.isLetter), !core.dropFirst().contains(where: \.isUppercase) else {
      return []
    }
    let lead = text.distance(from: text.startIndex, to: first)
    return hyphenator.hyphenation(of: String(core)).map { $0 + lead }
  }

  func measured(_ word: Word, _ looks: [Look]) -> Word {
    var word = word
    word.width = -word.gap
    for piece in word.pieces { word.width += piece.gap + ruler.advance(of: piece.text, style: looks[piece.look].style) }
    return word
  }
}

extension String {
  /// The printable ASCII characters from a place on between which no line may break: up to a space, a hyphen, or what may
  /// be composed with a character that is not ASCII.
  fileprivate func unbreakable(from start: Index) -> Substring {
    let utf8 = utf8
    var end = start
    while end < utf8.endIndex, (0x21...0x7E).contains(utf8[end]), utf8[end] != UInt8(ascii: "-") {
      end = utf8.index(after: end)
    }
    if end > start, end < utf8.endIndex, utf8[end] >= 0x80 { end = utf8.index(before: end) }
    return self[start..<end]
  }
}
