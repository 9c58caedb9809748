/// Whether a text is a language tag in form (BCP 47): letters, then parts of letters and digits, at most eight each.
public func isLanguageTag(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  return parts.enumerated().allSatisfy { index, part in
    (1...8).contains(part.utf8.count)
      && part.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte | 0x20) || (index > 0 && (0x30...0x39).contains(byte))
      }
  }
}
