import Frames
import Geometry

/// The footnotes of a document, numbered in the order of their marks.
final class Footnotes {
  /// First the one numbered 1.
  private(set) var notes: [Footnote] = []

  func add(_ note: Footnote) { notes.append(note) }

  /// The text with a number for each of its notes, and the notes.
  func numbered(_ text: RichText) -> (text: RichText, notes: [(number: Int, text: RichText)]) {
    guard text.spans.contains(where: { $0.footnote != nil }) else { return (text, []) }
    var text = text
    var found: [(number: Int, text: RichText)] = []
    for i in text.spans.indices {
      guard let note = text.spans[i].footnote else { continue }
      let number = notes.count + found.count + 1
      text.spans[i] = RichText.Span(
        String(number), superscript: true,
        link: Link(.anchor(Self.anchor(ofNote: number)), description: note.plain))
      text.spans[i].noteNumber = number
      found.append((number, note))
    }
    return (text, found)
  }

  static func anchor(ofNote number: Int) -> String { "footnote-\(number)" }
  static func anchor(ofMark number: Int) -> String { "footnote-mark-\(number)" }
}

/// A footnote as it is set.
struct Footnote {
  var lines: [Strip]
  /// Its number, as it stands before the first line on a further page: a mere help, no part of the text.
  var numberAgain: [FrameItem]
}

extension Galley {
  /// Text of an element as lines, its footnotes set aside.
  func lines(_ text: RichText, _ setting: PageTheme.TextSetting, width: Double, as element: Int) -> [Line] {
    let (numbered, notes) = footnotes.numbered(text)
    let lines = structure.tag(breaker.lines(numbered, setting, width: width), as: element)
    for note in notes { set(note.text, number: note.number, of: element) }
    return lines
  }

  /// A note with its number hanging on the left; the number leads back to the mark.
  private func set(_ text: RichText, number: Int, of element: Int) {
    let note = structure.addNote(of: element)
    let setting = theme.source
    let inset = 2 * step
    var label = RichText.Span(String(number))
    label.link = Link(.anchor(Footnotes.anchor(ofMark: number)), description: String(number))
    let mark = structure.tag(
      breaker.line(RichText(spans: [label]), setting), as: structure.add(.label, in: note))
    // A note has no notes.
    let plain = RichText(spans: text.spans.filter { $0.footnote == nil }, direction: text.direction)
    var set = strips(
      structure.tag(
        breaker.lines(plain, setting, width: theme.textWidth - inset), as: structure.add(.paragraph, in: note)),
      setting, x: inset)
    if set.isEmpty { set = [Strip(height: setting.leading)] }
    set[0].items =
      [.anchor(Footnotes.anchor(ofNote: number), .zero)]
      + mark.items(
        at: Point(0, ruler.baseline(of: setting)), theme: theme, ruler: ruler, underlines: false) + set[0].items
    for i in set.indices {
      set[i].role = "footnotes"
      // One group a page, whichever notes are on it.
      set[i].block = -1
    }
    let again = breaker.line(RichText(spans: [.init(String(number), muted: true)]), setting)
    footnotes.add(
      Footnote(
        lines: set,
        numberAgain: again.items(at: Point(0, ruler.baseline(of: setting)), theme: theme, ruler: ruler)))
  }

  /// The line over the notes of a page; a long one over what the page before left of a note.
  func noteRule(isLong: Bool) -> Strip {
    let width = isLong ? theme.textWidth : min(10 * step, theme.textWidth)
    return Strip(
      height: 0, items: [rule(y: -step / 2, from: 0, width: width, theme.lightRule, 0.5)], block: -1, role: "footnotes")
  }
}
