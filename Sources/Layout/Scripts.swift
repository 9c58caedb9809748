import Frames

/// The scripts of a language, by which words in another are known, and where its lines begin.
struct Scripts {
  /// The primary subtag, such as `en`.
  private let language: String
  private let own: Set<Script>
  /// The region whose forms Chinese characters have in it, in the names of fonts.
  private let region: String
  /// Which way its lines run.
  let direction: TextDirection

  /// What tells a language: of the languages of a script the one most read in it.
  private enum Script: String {
    case han = "zh"
    case kana = "ja"
    case hangul = "ko"
    case cyrillic = "ru"
    case greek = "el"
    case hebrew = "he"
    case arabic = "ar"
    case devanagari = "hi"
    case thai = "th"
    /// Marks that stand beside Chinese characters.
    case punctuation = "und"

    var isEastAsian: Bool { [.han, .kana, .hangul, .punctuation].contains(self) }

    /// The script of a letter; nil for Latin ones, which every language uses, and for all that is no letter.
    init?(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x0370...0x03FF, 0x1F00...0x1FFF: self = .greek
      case 0x0400...0x052F: self = .cyrillic
      case 0x0590...0x05FF, 0xFB1D...0xFB4F: self = .hebrew
      case 0x0600...0x06FF, 0x0750...0x077F, 0x08A0...0x08FF, 0xFB50...0xFDFF, 0xFE70...0xFEFE: self = .arabic
      case 0x0900...0x097F: self = .devanagari
      case 0x0E00...0x0E7F: self = .thai
      case 0x3040...0x30FF, 0x31F0...0x31FF: self = .kana
      case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: self = .hangul
      case 0x3000...0x3004, 0x3008...0x3020, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65:
        self = .punctuation
      case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x303F, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
        0x20000...0x3FFFD:
        self = .han
      default: return nil
      }
    }
  }

  /// - Parameter language: BCP 47.
  init(of language: String) {
    self.language = Self.primary(language)
    region = fontRegion(of: language) ?? "SC"
    own =
      switch self.language {
      case "zh": [.han, .punctuation]
      case "ja": [.han, .kana, .punctuation]
      case "ko": [.hangul, .han, .punctuation]
      case "ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg": [.cyrillic]
      case "el": [.greek]
      case "he", "yi": [.hebrew]
      case "ar", "fa", "ur", "ps", "ckb", "ug": [.arabic]
      case "hi", "mr", "ne": [.devanagari]
      case "th": [.thai]
      default: []
      }
    direction = Self.direction(of: language)
  }

  /// Which way the lines of a language run.
  static func direction(of language: String) -> TextDirection {
    ["ar", "fa", "he", "yi", "ur", "ps", "ckb", "ug", "sd", "dv"].contains(primary(language))
      ? .rightToLeft : .leftToRight
  }

  /// Whether a language is that of the document, said with more or fewer words: `en` in a document in `en-GB`.
  func isOwn(_ other: String, of document: String) -> Bool {
    let (a, b) = (other.lowercased(), document.lowercased())
    return a == b || a.hasPrefix(b + "-") || b.hasPrefix(a + "-")
  }

  /// Whether a text may have letters of other scripts, seen from its bytes.
  func mayHoldOthers(_ text: String) -> Bool { text.utf8.contains { ($0 >= 0xCD && $0 != 0xE2) } }

  /// The span as stretches in one language each.
  func parted(_ span: RichText.Span) -> [RichText.Span] {
    guard span.language == nil, mayHoldOthers(span.text) else { return [span] }
    let text = span.text
    var spans: [RichText.Span] = []
    var taken = text.startIndex
    /// Where words in another language begin and end so far, with their scripts.
    var stretch: (range: Range<String.Index>, scripts: Set<Script>, letters: Int)?
    func add(_ range: Range<String.Index>, _ language: String?) {
      guard !range.isEmpty else { return }
      var part = span
      part.text = String(text[range])
      part.language = language
      spans.append(part)
    }
    func close() {
      defer { stretch = nil }
      guard let found = stretch, let language = Self.language(found.scripts, letters: found.letters) else { return }
      add(taken..<found.range.lowerBound, nil)
      add(found.range, language)
      taken = found.range.upperBound
    }
    for i in text.indices {
      guard let scalar = text[i].unicodeScalars.first else { continue }
      let end = text.index(after: i)
      if let script = Script(scalar), !own.contains(script) {
        if let open = stretch, open.scripts.contains(where: { $0 != script && !($0.isEastAsian && script.isEastAsian) })
        {
          close()
        }
        stretch = (
          (stretch?.range.lowerBound ?? i)..<end, (stretch?.scripts ?? []).union([script]), (stretch?.letters ?? 0) + 1
        )
      } else if text[i].isLetter {
        close()
      }
    }
    close()
    add(taken..<text.endIndex, nil)
    return spans
  }

  /// The language of a stretch; nil for what may be but signs, such as a Greek letter in a formula.
  private static func language(_ scripts: Set<Script>, letters: Int) -> String? {
    if scripts.contains(.kana) { return Script.kana.rawValue }
    if scripts.contains(.hangul) { return Script.hangul.rawValue }
    if scripts.contains(.han) { return Script.han.rawValue }
    guard scripts.count == 1, letters > 1, let script = scripts.first, script != .punctuation else { return nil }
    return script.rawValue
  }

  /// The span with the family that has the forms its language gives to Chinese characters, where the document's are others.
  func withFamilies(_ span: RichText.Span, like family: String) -> [RichText.Span] {
    guard let language = span.language, let wanted = fontRegion(of: language), wanted != region else { return [span] }
    let name = "Noto \(family.contains("Serif") ? "Serif" : "Sans") CJK \(wanted)"
    var spans: [RichText.Span] = []
    for character in span.text {
      let own = LineBreaking.isEastAsian(character) ? name : nil
      if spans.last?.family == own, !spans.isEmpty {
        spans[spans.count - 1].text.append(character)
      } else {
        var part = span
        part.text = String(character)
        part.family = own
        spans.append(part)
      }
    }
    return spans
  }

  private static func primary(_ language: String) -> String {
    language.lowercased().split(separator: "-").first.map(String.init) ?? ""
  }

}

/// The region in the names of fonts with Chinese characters (Noto CJK) whose forms a language has; nil for languages
/// without them.
package func fontRegion(of language: String) -> String? {
  let parts = language.lowercased().split(separator: "-")
  switch parts.first {
  case "ja": return "JP"
  case "ko": return "KR"
  case "zh":
    if parts.contains("hk") || parts.contains("mo") { return "HK" }
    return parts.contains("tw") || parts.contains("hant") ? "TC" : "SC"
  default: return nil
  }
}

extension LineBreaker {
  /// The text with every stretch in another language marked as such.
  func prepared(_ text: RichText, _ setting: PageTheme.TextSetting) -> RichText {
    guard text.spans.contains(where: { $0.language != nil || scripts.mayHoldOthers($0.text) }) else { return text }
    let spans = text.spans.flatMap { span -> [RichText.Span] in
      guard !span.text.isEmpty else { return [span] }
      var span = span
      if let language = span.language, scripts.isOwn(language, of: self.language) { span.language = nil }
      return scripts.parted(span).flatMap { scripts.withFamilies($0, like: setting.style.family) }
    }
    return RichText(spans: spans, direction: text.direction)
  }

  /// Which way a text runs: as is said, as its first letter does (UAX 9, P2 and P3), or as the document does.
  func direction(of text: RichText) -> TextDirection {
    text.ownDirection ?? scripts.direction
  }
}
