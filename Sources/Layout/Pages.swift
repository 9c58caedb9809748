import Frames
import Geometry

/// A page as the strips on it, each with its distance from the top of the content box.
struct MadePage {
  var strips: [(strip: Strip, y: Double)] = []
}

/// Makes a galley up into pages: as much on each as goes, cut where a cut is allowed.
struct PageMaker {
  let height: Double
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
      let (used, end) = fill(from: start)
      // 2. A figure that does not fit lets the paragraph after it pass rather than leave a third of the page white.
      if end < strips.count, height - used > height / 3, let order = letParagraphPass(end, pageStart: start) {
        strips = order
        continue
      }
      // 3. Cut at the last place that allows it.
      let cut = end < strips.count ? lastCut(from: start, to: end) : end
      pages.append(page(start..<cut))
      start = cut
    }
    return pages.isEmpty ? [MadePage()] : pages
  }

  /// What a page that starts with a strip holds: the height used, and the first strip that is not on it.
  private func fill(from start: Int) -> (used: Double, end: Int) {
    var y = repeatedHeight(at: start)
    var i = start
    while i < strips.count {
      if i > start, strips[i].startsPage { break }
      let next = y + (i == start ? 0 : strips[i].space) + strips[i].height
      // A strip taller than the page is set all the same, alone.
      if next > height + 0.01, i > start { break }
      y = next
      i += 1
    }
    return (y, i)
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

  private static func isFigure(_ strip: Strip) -> Bool { strip.role == "figure" || strip.role == "figures" }

  /// The strips in another order, if the one that does not fit is of a figure and a body paragraph follows it.
  private mutating func letParagraphPass(_ i: Int, pageStart: Int) -> [Strip]? {
    let block = strips[i].block
    guard Self.isFigure(strips[i]), !strips[i].startsPage, !passed.contains(block) else { return nil }
    guard let first = strips[pageStart...].firstIndex(where: { $0.block == block }), first > pageStart else {
      return nil
    }
    guard let next = strips[first...].firstIndex(where: { $0.block != block }), strips[next].role == "paragraph",
      !strips[next].startsPage
    else { return nil }
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
