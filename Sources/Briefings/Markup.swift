/// A tag of HTML in a report, such as `<span lang="de">`.
struct MarkupTag {
  /// In small letters.
  var name = ""
  var isClosing = false
  /// In their order, their names in small letters.
  var attributes: [(name: String, value: String)] = []
  /// What stands behind the tag.
  var rest: Substring

  /// The tag at the start of a text; nil for comments and what is no tag.
  init?(_ text: some StringProtocol) {
    rest = Substring(text)[...].drop(while: \.isWhitespace)
    guard rest.first == "<" else { return nil }
    rest.removeFirst()
    isClosing = take("/")
    name = takeName()
    guard !name.isEmpty else { return nil }
    while true {
      rest = rest.drop(while: \.isWhitespace)
      if take("/") { continue }
      if take(">") { return }
      let key = takeName()
      guard !key.isEmpty else { return nil }
      guard take("=") else {
        attributes.append((key, ""))
        continue
      }
      guard let value = takeValue() else { return nil }
      attributes.append((key, value))
    }
  }

  /// Whether a text is a comment.
  static func isComment(_ text: some StringProtocol) -> Bool {
    text.drop(while: \.isWhitespace).hasPrefix("<!--")
  }

  private mutating func take(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func takeName() -> String {
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ":" }
    rest = rest[name.endIndex...]
    return name.lowercased()
  }

  private mutating func takeValue() -> String? {
    guard let quote = rest.first, quote == "\"" || quote == "'" else {
      let value = rest.prefix { !$0.isWhitespace && $0 != ">" }
      rest = rest[value.endIndex...]
      return value.isEmpty ? nil : String(value)
    }
    let inner = rest.dropFirst()
    guard let end = inner.firstIndex(of: quote) else { return nil }
    rest = inner[inner.index(after: end)...]
    return String(inner[..<end])
  }
}
