import Frames
import Geometry

/// A page as the strips on it, each with its distance from the top of the content box.
struct MadePage {
  var strips: [(strip: Strip, y: Double)] = []
}

/// Makes a galley up into pages: as much on each as goes, cut where a cut is allowed.
struct PageMaker {
  let height: Double
  /// The shares of a page that may stay white so that a figure keeps its place, or a table stays whole.
  private let gapBeforeFigure = 0.2
  private let gapBeforeTable = 0.25
  private var strips: [Strip]
  /// Figures that have let a paragraph pass.
  private var passed: Set<Int> = []

  init(_ strips: [Strip], height: Double) {
    self.strips = strips
    self.height = height
  }

  /// At least one page.
  mutating func pages() -> [MadePage] {
    var pages: [MadePage] = []
    var start = 0
    while start < strips.count {
      // 1. Fill until something does not fit.
      let end = fill(from: start)
      // 2. A figure that does not fit lets the paragraph after it pass rather than leave much of the page white.
      if end < strips.count, let order = letParagraphPass(end, pageStart: start) {
        strips = order
        continue
      }
      // 3. Cut at the last place that allows it, and before a table of some rows rather than in it.
      var cut = end < strips.count ? lastCut(from: start, to: end) : end
      if cut < strips.count, let before = cutBeforeTable(cut, pageStart: start) { cut = before }
      pages.append(page(start..<cut))
      start = cut
    }
    return pages.isEmpty ? [MadePage()] : pages
  }

  /// The first strip that does not fit on a page that starts with `start`.
  private func fill(from start: Int) -> Int {
    var y = repeatedHeight(at: start)
    var i = start
    while i < strips.count {
      if i > start, strips[i].startsPage { break }
      y += (i == start ? 0 : strips[i].space) + strips[i].height
      // A strip taller than the page is set all the same, alone.
      if y > height + 0.01, i > start { break }
      i += 1
    }
    return i
  }

  /// The height of strips from the top of a page.
  private func used(_ range: Range<Int>) -> Double {
    range.reduce(repeatedHeight(at: range.lowerBound)) {
      $0 + ($1 == range.lowerBound ? 0 : strips[$1].space) + strips[$1].height
    }
  }

  private func lastCut(from start: Int, to end: Int) -> Int {
    var cut = end
    while cut > start, !allowsCut(before: cut) { cut -= 1 }
    return cut > start ? cut : end
  }

  private func allowsCut(before i: Int) -> Bool {
    if strips[i].startsPage { return true }
    switch strips[i - 1].keep {
    case .no: return true
    case .next: return false
    case .nextFigure: return !Self.isFigure(strips[i]) || passed.contains(strips[i].block)
    }
  }

  /// Where to cut so that a table of up to half a page stays whole, if that leaves not much of the page white.
  private func cutBeforeTable(_ cut: Int, pageStart: Int) -> Int? {
    let block = strips[cut].block
    guard strips[cut].role == "table", let first = strips[pageStart..<cut].firstIndex(where: { $0.block == block }),
      first > pageStart
    else { return nil }
    let end = strips[cut...].firstIndex { $0.block != block } ?? strips.count
    let whole = strips[first..<end].reduce(0) { $0 + $1.space + $1.height }
    let before = lastCut(from: pageStart, to: first)
    return whole <= height / 2 && allowsCut(before: before)
      && height - used(pageStart..<before) <= height * gapBeforeTable
      ? before : nil
  }

  private static func isFigure(_ strip: Strip) -> Bool { strip.role == "figure" || strip.role == "figures" }

  /// The strips in another order, if the one that does not fit is of a figure and a body paragraph follows it.
  private mutating func letParagraphPass(_ i: Int, pageStart: Int) -> [Strip]? {
    let block = strips[i].block
    guard Self.isFigure(strips[i]), !strips[i].startsPage, !passed.contains(block) else { return nil }
    guard let first = strips[pageStart...].firstIndex(where: { $0.block == block }), first > pageStart,
      height - used(pageStart..<first) > height * gapBeforeFigure
    else { return nil }
    guard let next = strips[first...].firstIndex(where: { $0.block != block }), strips[next].role == "paragraph",
      !strips[next].startsPage
    else { return nil }
    // What announces the figure is not parted from it.
    if strips[first - 1].role == "paragraph", strips[first - 1].keep == .next { return nil }
    let after = strips[next...].firstIndex { $0.block != strips[next].block } ?? strips.count
    passed.insert(block)
    var paragraph = strips[next..<after]
    var figure = strips[first..<next]
    // The spaces above and below the figure go with it.
    let space = figure[first].space
    figure[first].space = paragraph[next].space
    paragraph[next].space = min(space, paragraph[next].space)
    return Array(strips[..<first] + paragraph + figure + strips[after...])
  }

  private func repeatedHeight(at i: Int) -> Double {
    isContinuation(i) ? strips[i].repeated.reduce(0) { $0 + $1.space + $1.height } : 0
  }

  /// Whether the block of a strip began before it.
  private func isContinuation(_ i: Int) -> Bool { i > 0 && strips[i - 1].block == strips[i].block }

  private func page(_ range: Range<Int>) -> MadePage {
    var page = MadePage()
    var y = 0.0
    func set(_ strip: Strip) {
      if !page.strips.isEmpty { y += strip.space }
      page.strips.append((strip, y))
      y += strip.height
    }
    if let first = range.first, isContinuation(first) {
      for strip in strips[first].repeated { set(strip) }
    }
    for i in range { set(strips[i]) }
    return page
  }
}
