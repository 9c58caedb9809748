import Frames
import Layout
import OrderedCollections

/// The remarks on the cells of a table, under letters in the order of their first marks.
struct TableRemarks {
  /// The name that links to the table have.
  let anchor: String
  private var texts: OrderedDictionary<String, RichText> = [:]

  init(anchor: String) { self.anchor = anchor }

  /// The remarks below the table.
  var list: [Table.Remark] {
    texts.enumerated().map { number, entry in
      Table.Remark(mark: Self.mark(number), text: entry.value, anchor: anchor(number))
    }
  }

  /// The raised letter that stands for a remark.
  mutating func mark(_ text: RichText) -> RichText.Span {
    let plain = text.plain
    let number = texts.index(forKey: plain) ?? texts.count
    if number == texts.count { texts[plain] = text }
    let mark = Self.mark(number)
    return RichText.Span(
      mark, superscript: true, link: Link(.anchor(anchor(number)), description: "\(mark): \(plain)"))
  }

  private func anchor(_ number: Int) -> String { "\(anchor)-\(Self.mark(number))" }

  /// a … z, aa …
  private static func mark(_ number: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(97 + number % 26)))
    return number < 26 ? letter : mark(number / 26 - 1) + letter
  }
}
