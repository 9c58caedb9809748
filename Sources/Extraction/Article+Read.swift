public import Diagnostics
import Notation
import Observations
import OrderedCollections

extension Article {
  /// Reads front matter (`---` YAML `---`) or a header block of `Key: value` lines that ends at the first blank line;
  /// without either, title and date are inferred from the first lines.
  public static func read(_ source: SourceText) -> (article: Article, diagnostics: [Diagnostic]) {
    let bytes = Array(source.text.utf8)
    var article = Article(source: source, body: 0..<bytes.count, paragraphs: [])
    var diagnostics: [Diagnostic] = []
    let lines = lineRanges(bytes)
    if let first = lines.first, isRule(bytes[first]) {
      article.readFrontMatter(bytes, lines, &diagnostics)
    } else {
      article.readHeader(bytes, lines, &diagnostics)
    }
    for line in lines where line.lowerBound >= article.body.lowerBound {
      let trimmed = trim(bytes, line)
      if !trimmed.isEmpty { article.paragraphs.append(trimmed) }
    }
    if article.paragraphs.isEmpty { diagnostics.append(Message.noText(in: source)) }
    article.infer(bytes)
    return (article, diagnostics)
  }

  private static func lineRanges(_ bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for i in bytes.indices where bytes[i] == 0x0A {
      lines.append(start..<i)
      start = i + 1
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    return lines
  }

  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.last == 0x0D ? line.dropLast() : line
    return text.elementsEqual("---".utf8)
  }

  /// Without ASCII white space and no-break spaces at both ends.
  private static func trim(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      if bytes[low] <= 0x20 {
        low += 1
      } else if bytes[low] == 0xC2, low + 1 < high, bytes[low + 1] == 0xA0 {
        low += 2
      } else {
        break
      }
    }
    while high > low {
      if bytes[high - 1] <= 0x20 {
        high -= 1
      } else if high - 2 >= low, bytes[high - 1] == 0xA0, bytes[high - 2] == 0xC2 {
        high -= 2
      } else {
        break
      }
    }
    return low..<high
  }

  // MARK: Front matter

  private mutating func readFrontMatter(_ bytes: [UInt8], _ lines: [Range<Int>], _ diagnostics: inout [Diagnostic]) {
    guard let close = lines.indices.dropFirst().first(where: { Self.isRule(bytes[lines[$0]]) }) else {
      diagnostics.append(Message.openFrontMatter(in: source))
      return
    }
    body = min(bytes.count, lines[close].upperBound + 1)..<bytes.count
    let text = String(decoding: bytes[lines[0].upperBound..<lines[close].lowerBound].dropFirst(), as: UTF8.self)
    do {
      let node = try parseYAML(source, text: text, bodyLine: 2)
      for (key, entry) in node.mapping ?? [:] {
        set(key, entry.node.scalarText ?? "", line: entry.node.line, &diagnostics)
      }
    } catch {
      diagnostics += error.diagnostics
    }
  }

  private mutating func readHeader(_ bytes: [UInt8], _ lines: [Range<Int>], _ diagnostics: inout [Diagnostic]) {
    var fields: [(key: String, value: String, line: Int)] = []
    var end = lines.count
    for (k, line) in lines.enumerated() {
      let trimmed = Self.trim(bytes, line)
      if trimmed.isEmpty {
        end = k
        break
      }
      guard let colon = bytes[trimmed].firstIndex(of: UInt8(ascii: ":")), colon - trimmed.lowerBound <= 24,
        bytes[trimmed.lowerBound..<colon].allSatisfy({
          ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x20 || $0 == 0x2D || $0 == 0x5F
        })
      else { return }
      let key = String(decoding: bytes[trimmed.lowerBound..<colon], as: UTF8.self).lowercased()
      let value = String(decoding: bytes[Self.trim(bytes, colon + 1..<trimmed.upperBound)], as: UTF8.self)
      fields.append((key, value, k + 1))
    }
    let known = [
      "title", "date", "published", "publisher", "source", "url", "language", "lang", "link", "site", "headline",
    ]
    guard fields.contains(where: { known.contains($0.key) }) else { return }
    let start = end < lines.count ? lines[end].lowerBound : bytes.count
    body = start..<bytes.count
    for field in fields { set(field.key, field.value, line: field.line, &diagnostics) }
  }

  private mutating func set(_ key: String, _ value: String, line: Int, _ diagnostics: inout [Diagnostic]) {
    switch key.lowercased() {
    case "title", "headline": title = value
    case "publisher", "site", "outlet": publisher = value
    case "source" where publisher.isEmpty: publisher = value
    case "language", "lang": language = value
    case "date", "published", "publication_date", "publication date", "date published":
      if let unit = TimePeriod.Unit(String(value.prefix { $0 != "T" && $0 != " " })) ?? Self.date(in: Array(value.utf8))
      {
        published = unit
      } else if !value.isEmpty {
        diagnostics.append(Message.badDate(value, in: source, line: line))
      }
    default: break
    }
  }

  // MARK: Inference

  private mutating func infer(_ bytes: [UInt8]) {
    if title.isEmpty, let heading = paragraphs.prefix(6).first(where: { isHeading(bytes, $0) }) {
      title = String(decoding: bytes[heading], as: UTF8.self)
    }
    if published == nil, let first = paragraphs.first {
      let last = paragraphs[min(paragraphs.count, 12) - 1].upperBound
      published = Self.date(in: Array(bytes[first.lowerBound..<min(last, first.lowerBound + 6000)]))
    }
    if language.isEmpty, let first = paragraphs.first {
      let sample = bytes[first.lowerBound..<min(bytes.count, first.lowerBound + 4000)]
      let ideographs = sample.count { $0 >= 0xE3 && $0 <= 0xE9 }
      language = ideographs * 6 > sample.count ? "zh" : Self.language(ofLatin: sample)
    }
  }

  /// The language whose commonest words a text has; empty where none stands out.
  private static func language(ofLatin text: ArraySlice<UInt8>) -> String {
    var counts = commonWords.map { _ in 0 }
    for word in text.split(whereSeparator: { $0 <= 0x40 }) where word.count < 5 {
      let word = String(decoding: word, as: UTF8.self).lowercased()
      for (i, language) in commonWords.enumerated() where language.words.contains(word) { counts[i] += 1 }
    }
    guard let most = counts.max(), most > 0, counts.count(where: { $0 * 2 > most }) == 1 else { return "" }
    return counts.firstIndex(of: most).map { commonWords[$0].tag } ?? ""
  }

  /// Words that nearly every sentence of a language has one of, and other languages have not.
  private static let commonWords: [(tag: String, words: Set<String>)] = [
    ("en", ["the", "of", "and", "to", "is", "for", "that", "with"]),
    ("de", ["der", "die", "und", "das", "von", "mit", "den", "ist", "auf"]),
    ("fr", ["le", "les", "des", "et", "une", "est", "dans", "du", "au"]),
    ("es", ["el", "los", "las", "y", "una", "por", "del", "con", "que"]),
    ("it", ["il", "gli", "di", "della", "che", "sono", "nel", "per"]),
    ("pt", ["o", "os", "do", "da", "dos", "em", "uma", "para", "com"]),
    ("nl", ["het", "een", "van", "en", "op", "zijn", "voor", "met"]),
  ]

  /// A line of several words that does not end like a sentence.
  private func isHeading(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard (24...220).contains(range.count), let last = bytes[range].last else { return false }
    let words = bytes[range].count { $0 == 0x20 } + 1
    return words >= 4 && last != UInt8(ascii: ".") && last != UInt8(ascii: ":")
  }
}
