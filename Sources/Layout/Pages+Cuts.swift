extension PageMaker {
  /// The pages of least cost, in order.
  func chooseCuts() -> [Cut] {
    guard !strips.isEmpty else { return [] }
    var best = Plan(count: strips.count)
    for i in 0...strips.count {
      // A figure that waits comes first on its page, so that nothing else may start it.
      if let way = best.waiting[i] { extend(&best, from: i, carrying: way.figure, rest: way.noteEnd) }
      if i < strips.count, i == 0 || best.plain[i] != nil {
        extend(&best, from: i, carrying: nil, rest: best.plain[i]?.noteEnd ?? [])
      }
    }
    return best.cuts()
  }

  /// The best ways to each place between strips, where nothing waits and where a figure does.
  struct Plan {
    struct Way {
      var cost: Double
      /// Where the last page starts, and the figure that waited there.
      var from: Int
      var carried: Range<Int>?
      /// The figure that waits here.
      var figure: Range<Int>?
      var grows: Bool
      /// What the page before left of its notes, and whether that stands on pages of its own before the last one.
      var rest: [NoteRest] = []
      var restGoesFirst = false
      /// What the last page leaves of its notes.
      var noteEnd: [NoteRest] = []
    }

    var plain: [Way?]
    var waiting: [Way?]

    init(count: Int) {
      plain = Array(repeating: nil, count: count + 1)
      waiting = plain
    }

    mutating func keepBetter(_ way: Way, at place: Int) {
      if way.figure == nil {
        if way.cost < plain[place]?.cost ?? .infinity { plain[place] = way }
      } else if way.cost < waiting[place]?.cost ?? .infinity {
        waiting[place] = way
      }
    }

    func cost(at place: Int, carrying figure: Range<Int>?) -> Double {
      place == 0 && figure == nil ? 0 : ((figure == nil ? plain : waiting)[place]?.cost ?? .infinity)
    }

    func cuts() -> [Cut] {
      var cuts: [Cut] = []
      var place = plain.count - 1
      var way = plain[place]
      while let last = way {
        cuts.append(
          Cut(
            carried: last.carried, strips: last.from..<place, waiting: last.figure, grows: last.grows, rest: last.rest,
            restGoesFirst: last.restGoesFirst, noteEnd: last.noteEnd))
        if last.from == 0, last.carried == nil { break }
        place = last.from
        way = last.carried == nil ? plain[place] : waiting[place]
      }
      return cuts.reversed()
    }
  }

  /// How full a page is.
  private struct Fill {
    var natural = 0.0
    /// By how much drawings may grow and shrink.
    var growth = 0.0
    var shrinkage = 0.0
    /// What was passed on the way that speaks against the page.
    var cost = 0.0
    var isEmpty = true
    var notes: PageNotes

    init(rest: [NoteRest] = [], _ maker: PageMaker) {
      notes = PageNotes(rest: rest, maker)
      if !rest.isEmpty { natural = notes.height + maker.noteSpace }
    }

    /// The least height that all this takes.
    var least: Double { natural - max(shrinkage, notes.surplus) }

    mutating func add(_ strip: Strip, space: Double, _ maker: PageMaker) {
      natural += strip.height + (isEmpty ? 0 : space)
      addNotes(of: strip, maker)
      if let flex = strip.flex {
        growth += flex.most - strip.height
        shrinkage += strip.height - flex.least
      }
      isEmpty = false
    }

    mutating func addColumns(height: Double, space: Double) {
      natural += height + space
      isEmpty = false
    }

    mutating func addNotes(of strip: Strip, _ maker: PageMaker) {
      guard !strip.notes.isEmpty else { return }
      let before = notes.isEmpty ? -maker.noteSpace : notes.height
      notes.add(strip, maker)
      natural += notes.height - before
    }
  }

  /// Every page that may start at a place, as ways to the places where it ends.
  ///
  /// - Parameters:
  ///   - rest: what the page before left of its notes.
  ///   - restGoesFirst: whether that stands on pages of its own.
  private func extend(
    _ best: inout Plan, from start: Int, carrying carried: Range<Int>?, rest: [NoteRest], restGoesFirst: Bool = false
  ) {
    var before = best.cost(at: start, carrying: carried)
    if restGoesFirst { before += Cost.noteAlone }
    // What stands on turned pages takes whole ones.
    if let turned = carried ?? turned(at: start), strips[turned.lowerBound].isTurned {
      let end = carried == nil ? turned.upperBound : start
      let cost = before + (rest.isEmpty || restGoesFirst ? 0 : Cost.noteAlone)
      best.keepBetter(
        Plan.Way(
          cost: cost, from: start, carried: carried, figure: nil, grows: false, rest: rest, restGoesFirst: true),
        at: end)
      return
    }
    var fill = Fill(rest: restGoesFirst ? [] : rest, self)
    if let carried {
      for i in carried { fill.add(strips[i], space: strips[i].space, self) }
    } else {
      for strip in repeated(before: start) { fill.add(strip, space: strip.space, self) }
    }
    let page = Cut(carried: carried, strips: start..<start, waiting: nil, grows: true)
    var found = false
    func end(at place: Int, _ fill: Fill, waiting: Range<Int>?) {
      found = true
      let isLast = place == strips.count && waiting == nil
      let noteEnd = noteEnd(of: fill)
      var cost = before + (place < strips.count ? costOfCut(before: place) : 0)
      if noteEnd.isEmpty {
        cost += self.cost(of: fill, isLast: isLast)
      } else {
        cost += Cost.page + fill.cost + Cost.noteGoesOn + (isLast ? Cost.noteAlone : 0)
      }
      best.keepBetter(
        Plan.Way(
          cost: cost, from: start, carried: carried, figure: waiting, grows: !isLast && noteEnd.isEmpty, rest: rest,
          restGoesFirst: restGoesFirst, noteEnd: noteEnd), at: place)
    }
    if carried != nil, rest.isEmpty || restGoesFirst || fill.least <= height + 0.01 {
      end(at: start, fill, waiting: nil)
    }
    var i = start
    while i < strips.count, i == start && carried == nil || !strips[i].startsPage {
      if let turned = turned(at: i) {
        passFigure(turned, page, fill) { end(at: $0, $1, waiting: turned) }
        break
      }
      if let columns = columns(at: i) {
        let space = fill.isEmpty ? 0 : self.space(before: i, in: page)
        var whole = fill
        for i in columns { whole.addNotes(of: strips[i], self) }
        if let balanced = balancedHeight(of: columns, room: height - whole.natural + whole.shrinkage - space) {
          fill = whole
          fill.addColumns(height: balanced, space: space)
          i = columns.upperBound
          if i == strips.count || allowsCut(before: i) { end(at: i, fill, waiting: nil) }
          continue
        }
        endInColumns(columns, fill, space: space) { end(at: $0, $1, waiting: nil) }
        break
      }
      let first = i == start && carried == nil
      if strips[i].isFloat, !first, let figure = figure(at: i) {
        passFigure(figure, page, fill) { end(at: $0, $1, waiting: figure) }
      }
      if strips[i].prefersPage, !fill.isEmpty { fill.cost += Cost.headingNotAtTop }
      fill.add(strips[i], space: space(before: i, in: page), self)
      // A strip taller than the page is set all the same, alone.
      if fill.least > height + 0.01 { break }
      i += 1
      if i == strips.count || allowsCut(before: i) { end(at: i, fill, waiting: nil) }
    }
    if !found, !rest.isEmpty, !restGoesFirst {
      extend(&best, from: start, carrying: carried, rest: rest, restGoesFirst: true)
    } else if !found {
      let (place, fill) = endAnywhere(from: start)
      let way = Plan.Way(
        cost: before + Cost.parted, from: start, carried: nil, figure: nil, grows: false, rest: rest,
        restGoesFirst: restGoesFirst, noteEnd: noteEnd(of: fill))
      best.keepBetter(way, at: place)
    }
  }

  /// What a page leaves of its notes.
  private func noteEnd(of fill: Fill) -> [NoteRest] {
    guard fill.natural - fill.shrinkage > height + 0.01, !fill.notes.isEmpty else { return [] }
    return rest(of: fill.notes, room: height - (fill.natural - fill.notes.height))
  }

  /// Fills both columns down to the end of the page.
  private func endInColumns(_ columns: Range<Int>, _ fill: Fill, space: Double, end: (Int, Fill) -> Void) {
    // The notes of what goes on the page take room, and that decides what goes on it. Where they leave none, the last
    // of them goes on on the next page.
    for isWhole in [true, false] {
      var room = height - fill.natural + (isWhole ? 0 : fill.notes.surplus) - space
      for _ in 0..<4 {
        guard room > 0, let last = columnEnds(columns, height: room).last else { break }
        var filled = fill
        for i in columns.lowerBound..<last { filled.addNotes(of: strips[i], self) }
        let left = height - filled.natural + (isWhole ? 0 : filled.notes.surplus) - space
        if left >= room - 0.01 {
          filled.addColumns(height: room, space: space)
          return end(last, filled)
        }
        room = left
      }
    }
  }

  /// Fills the page with the text after a figure that waits for the next page.
  private func passFigure(_ figure: Range<Int>, _ page: Cut, _ fill: Fill, end: (Int, Fill) -> Void) {
    guard strips[figure.lowerBound - 1].keep != .next else { return }
    var page = page
    page.waiting = figure
    var fill = fill
    if strips[figure.lowerBound].isTurned { end(figure.upperBound, fill) }
    fill.cost += Cost.figureWaits
    var i = figure.upperBound
    while i < strips.count, strips[i].mayPassFigure, !strips[i].startsPage {
      fill.add(strips[i], space: space(before: i, in: page), self)
      if fill.least > height + 0.01 { break }
      i += 1
      if i == strips.count || allowsCut(before: i) { end(i, fill) }
    }
  }

  /// The strips for turned pages that start at a place.
  private func turned(at start: Int) -> Range<Int>? {
    guard start < strips.count, strips[start].isTurned else { return nil }
    return start..<(strips[start...].firstIndex { !$0.isTurned } ?? strips.count)
  }

  /// The strips of a figure that starts at a place and fits on a page.
  private func figure(at start: Int) -> Range<Int>? {
    guard start > 0, strips[start].block != strips[start - 1].block else { return nil }
    var end = start + 1
    var tall = strips[start].height
    while end < strips.count, strips[end].block == strips[start].block {
      tall += strips[end].space + strips[end].height
      end += 1
    }
    return tall <= height ? start..<end : nil
  }

  // MARK: Costs

  /// What pages are judged by. A page that is a third white costs 11.
  private enum Cost {
    static let page = 1.0
    static let white = 100.0
    static let grown = 3.0
    static let shrunk = 5.0
    /// A heading that is to start a page stands further down.
    static let headingNotAtTop = 10.0
    static let figureWaits = 3.0
    static let figureWithoutItsText = 6.0
    /// What belongs together is parted, because no page holds it.
    static let parted = 1000.0
    /// A note goes on on the next page; the rest of one has no text above it.
    static let noteGoesOn = 8.0
    static let noteAlone = 30.0
    /// A table ends with few rows on another page.
    static let fewRows = 6.0
    /// Little is on the last page.
    static let shortLastPage = 5.0
  }

  private func cost(of fill: Fill, isLast: Bool) -> Double {
    let missing = height - fill.natural
    var cost = Cost.page + fill.cost
    if missing < 0 {
      cost += fill.shrinkage > 0 ? Cost.shrunk * (missing / fill.shrinkage) * (missing / fill.shrinkage) : 0
    } else if isLast {
      if fill.natural < 0.15 * height { cost += Cost.shortLastPage }
    } else {
      let grown = min(missing, fill.growth)
      let white = (missing - grown) / height
      cost += Cost.white * white * white
      if fill.growth > 0 { cost += Cost.grown * (grown / fill.growth) * (grown / fill.growth) }
    }
    return cost
  }

  private func costOfCut(before i: Int) -> Double {
    guard !strips[i].startsPage else { return 0 }
    var cost = strips[i].cutCost
    if i > 0, strips[i - 1].keep == .nextFigure, strips[i].isFloat { cost += Cost.figureWithoutItsText }
    if isEndOfTable(i) { cost += Cost.fewRows }
    return cost
  }

  /// Whether little of a table stands from a place on.
  private func isEndOfTable(_ start: Int) -> Bool {
    guard start > 0, strips[start].role == "table", strips[start - 1].block == strips[start].block else { return false }
    var rest = 0.0
    var i = start
    while i < strips.count, strips[i].block == strips[start].block {
      rest += strips[i].space + strips[i].height
      if rest > height / 10 { return false }
      i += 1
    }
    return true
  }

  func allowsCut(before i: Int) -> Bool { strips[i].startsPage || strips[i - 1].keep != .next }

  /// Where a page ends that cannot end at a good place: as late as it goes, after a strip too tall for it at once.
  private func endAnywhere(from start: Int) -> (place: Int, fill: Fill) {
    var fill = Fill(self)
    for strip in repeated(before: start) { fill.add(strip, space: strip.space, self) }
    var i = start
    while i < strips.count {
      var next = fill
      next.add(strips[i], space: strips[i].space, self)
      if next.least > height + 0.01, i > start { break }
      fill = next
      i += 1
    }
    return (i, fill)
  }
}
