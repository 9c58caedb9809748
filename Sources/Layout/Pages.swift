import Frames
import Geometry

/// A page as the strips on it, each with its distance from the top of the content box.
struct MadePage {
  var strips: [(strip: Strip, y: Double)] = []
  /// Whether it is turned by a quarter.
  var isTurned = false
}

/// Makes a galley up into pages, all of them together: of all the ways to cut it, the one with the least cost is taken
/// (dynamic programming over the places where a page may end, as M. F. Plass's “Optimal Pagination Techniques for
/// Automatic Typesetting Systems”, 1981, without its queues). The work grows with the number of strips.
///
/// A figure may leave its place for the top of the next page while the text after it goes on, and a drawing that can be
/// redrawn grows or shrinks so that pages are full.
struct PageMaker {
  var strips: [Strip]
  private(set) var height: Double
  /// Of turned pages.
  let turnedHeight: Double
  /// From the left end of a column to that of the next.
  let columnWidth: Double
  /// The footnotes by their numbers, from 1, what stands over those of a page, and the space above that.
  let notes: [Footnote]
  let noteRule: Strip
  let restRule: Strip
  let noteSpace: Double

  init(_ galley: Galley) {
    strips = galley.strips
    height = galley.pageHeight
    turnedHeight = galley.theme.turned.contentBox.height
    columnWidth = galley.theme.halfWidth + galley.theme.figureGap
    notes = galley.footnotes.notes
    noteRule = galley.noteRule(isLong: false)
    restRule = galley.noteRule(isLong: true)
    noteSpace = 2 * galley.step
  }

  /// At least one page.
  func pages() -> [MadePage] {
    let (maker, cuts) = chooseTightCuts()
    let pages = maker.pages(cuts)
    return pages.isEmpty ? [MadePage()] : pages
  }

  private func pages(_ cuts: [Cut]) -> [MadePage] {
    var pages: [MadePage] = []
    for cut in cuts {
      if cut.restGoesFirst { pages += self.pages(ofRest: cut.rest) }
      if let turned = cut.turned(of: strips) { pages += turnedPages(turned) } else { pages.append(page(cut)) }
    }
    return pages + self.pages(ofRest: cuts.last?.noteEnd ?? [])
  }

  /// The pages of strips that stand on turned ones.
  private func turnedPages(_ range: Range<Int>) -> [MadePage] {
    var maker = self
    maker.strips = strips[range].map { strip in
      var strip = strip
      strip.isTurned = false
      strip.startsPage = false
      return strip
    }
    maker.height = turnedHeight
    return maker.pages().map { page in
      var page = page
      page.isTurned = true
      return page
    }
  }

  /// What goes on a page.
  struct Cut {
    /// A figure from the page before, at the top.
    var carried: Range<Int>?
    var strips: Range<Int>
    /// A figure among the strips that waits for the next page.
    var waiting: Range<Int>?
    /// Whether the drawings grow to fill the page.
    var grows: Bool
    /// What the page before left of its notes, and whether that stands on pages of its own before this one.
    var rest: [NoteRest] = []
    var restGoesFirst = false
    /// What this page leaves of its notes.
    var noteEnd: [NoteRest] = []

    /// Which strips it is, if it is for turned pages.
    func turned(of all: [Strip]) -> Range<Int>? {
      if let carried { return all[carried.lowerBound].isTurned ? carried : nil }
      return strips.first.map { all[$0].isTurned } ?? false ? strips : nil
    }
  }

  func page(_ cut: Cut) -> MadePage {
    // 1. One under the other.
    var set: [(strip: Strip, space: Double)] = []
    if let carried = cut.carried {
      for i in carried { set.append((strips[i], i == carried.lowerBound ? 0 : strips[i].space)) }
    } else if let first = cut.strips.first {
      for strip in repeated(before: first) { set.append((strip, set.isEmpty ? 0 : strip.space)) }
    }
    var notes = PageNotes(rest: cut.restGoesFirst ? [] : cut.rest, self)
    for (strip, _) in set { notes.add(strip, self) }
    for i in cut.strips where !(cut.waiting?.contains(i) ?? false) { notes.add(strips[i], self) }
    let noteHeight =
      notes.isEmpty ? 0 : lines(of: notes, until: cut.noteEnd).reduce(noteSpace) { $0 + $1.height }
    var i = cut.strips.lowerBound
    while i < cut.strips.upperBound {
      let space = set.isEmpty ? 0 : self.space(before: i, in: cut)
      if let columns = columns(at: i)?.clamped(to: cut.strips) {
        let used = set.reduce(space + noteHeight) { $0 + $1.space + $1.strip.height }
        // Drawings above may make room.
        let shrinkage = set.reduce(0.0) { sum, item in
          sum + (item.strip.flex.map { item.strip.height - $0.least } ?? 0)
        }
        set.append((composed(columns, room: height - used + shrinkage), space))
        i = columns.upperBound
      } else {
        if !(cut.waiting?.contains(i) ?? false) { set.append((strips[i], space)) }
        i += 1
      }
    }
    // 2. Drawings as tall as the page wants them.
    let natural = set.reduce(noteHeight) { $0 + $1.space + $1.strip.height }
    let missing = height - natural
    let give = set.reduce(0.0) { sum, item in
      sum + (item.strip.flex.map { missing > 0 ? $0.most - item.strip.height : item.strip.height - $0.least } ?? 0)
    }
    let ratio = give > 0 && (missing < 0 || cut.grows) ? max(-1, min(1, missing / give)) : 0
    var page = MadePage()
    var y = 0.0
    for (strip, space) in set {
      var strip = strip
      if let flex = strip.flex, ratio != 0 {
        let wanted =
          strip.height + ratio * (ratio > 0 ? flex.most - strip.height : strip.height - flex.least)
        strip = flex.strip(strip, height: wanted)
      }
      y += space
      page.strips.append((strip, y))
      y += strip.height
    }
    // 3. The notes at the foot.
    add(notes, until: cut.noteEnd, to: &page, below: y)
    return page
  }

  /// The space above a strip that is not the first of its page.
  func space(before i: Int, in cut: Cut) -> Double {
    // Under a figure from the page before stands what stood under it in its place.
    if let carried = cut.carried, i == cut.strips.lowerBound {
      return carried.upperBound < strips.count ? strips[carried.upperBound].space : 0
    }
    if let waiting = cut.waiting, i == waiting.upperBound { return spaceWithout(waiting) }
    return strips[i].space
  }

  /// The space between what stands before and after a figure that is not there.
  func spaceWithout(_ figure: Range<Int>) -> Double {
    guard figure.lowerBound > 0, figure.upperBound < strips.count else { return 0 }
    return max(strips[figure.lowerBound - 1].below, strips[figure.upperBound].above)
  }

  /// What is set again at the top of a page that starts with a strip.
  func repeated(before i: Int) -> [Strip] {
    i > 0 && strips[i - 1].block == strips[i].block ? strips[i].repeated : []
  }
}
