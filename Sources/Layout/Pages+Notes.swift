extension PageMaker {
  /// What is left of a note from a line on, to be set on the next page.
  struct NoteRest: Hashable {
    /// From 1.
    var number: Int
    /// From 0.
    var line: Int
  }

  /// The notes of a page in the order of their marks. All of them begin on it; the last one may go on on the next page,
  /// with two lines on either.
  struct PageNotes {
    /// What the page before left.
    var rest: [NoteRest]
    var numbers: [Int] = []
    /// Those set once more with what is repeated at the top of the page.
    var repeated: [Int] = []
    /// The height of them all.
    private(set) var height = 0.0
    /// How much of that may go to the next page.
    private(set) var surplus = 0.0

    var isEmpty: Bool { rest.isEmpty && numbers.isEmpty && repeated.isEmpty }

    init(rest: [NoteRest], _ maker: PageMaker) {
      self.rest = rest
      for left in rest { count(maker.notes[left.number - 1].lines[left.line...]) }
    }

    mutating func add(_ strip: Strip, _ maker: PageMaker) {
      for number in strip.notes {
        if strip.isRepeated { repeated.append(number) } else { numbers.append(number) }
        count(maker.notes[number - 1].lines[...])
        if strip.isRepeated { surplus = 0 }
      }
    }

    private mutating func count(_ lines: ArraySlice<Strip>) {
      let whole = lines.reduce(0) { $0 + $1.height }
      height += whole
      surplus = lines.count < 4 ? 0 : whole - lines.prefix(2).reduce(0) { $0 + $1.height }
    }

    /// What may be parted, in order.
    fileprivate var parts: [NoteRest] { rest + numbers.map { NoteRest(number: $0, line: 0) } }
  }

  /// What goes to the next page where no more than `room` is there for the notes: the end of one, and those after it
  /// only where no page could hold the beginning of each.
  func rest(of notes: PageNotes, room: Double) -> [NoteRest] {
    var left = room + 0.01 - notes.repeated.reduce(0) { $0 + height(of: self.notes[$1 - 1].lines[...]) }
    let parts = notes.parts
    for (i, part) in parts.enumerated() {
      let lines = self.notes[part.number - 1].lines[part.line...]
      let whole = height(of: lines)
      if whole <= left {
        left -= whole
        continue
      }
      var count = 0
      while count < lines.count - 2, lines[part.line + count].height <= left {
        left -= lines[part.line + count].height
        count += 1
      }
      // Something of the first goes here in any case.
      if count < 2 { count = i == 0 ? min(max(count, 1), lines.count) : 0 }
      let next = parts[(i + 1)...]
      return (count < lines.count ? [NoteRest(number: part.number, line: part.line + count)] : []) + next
    }
    return []
  }

  /// The lines of the notes of a page, those that go to the next one left out.
  func lines(of notes: PageNotes, until end: [NoteRest]) -> [Strip] {
    func lines(_ part: NoteRest) -> ArraySlice<Strip> {
      let last = end.first { $0.number == part.number }?.line
      return self.notes[part.number - 1].lines[part.line..<(last ?? self.notes[part.number - 1].lines.count)]
    }
    var all: [Strip] = []
    for part in notes.parts {
      var lines = Array(lines(part))
      if part.line > 0, !lines.isEmpty { lines[0].items = self.notes[part.number - 1].numberAgain + lines[0].items }
      all += lines
    }
    for number in notes.repeated { all += self.notes[number - 1].lines.map { $0.untagged() } }
    return all
  }

  /// Pages with nothing but what is left of notes.
  func pages(ofRest rest: [NoteRest]) -> [MadePage] {
    var pages: [MadePage] = []
    var rest = rest
    while !rest.isEmpty {
      let notes = PageNotes(rest: rest, self)
      rest = self.rest(of: notes, room: height - noteSpace)
      var page = MadePage()
      add(notes, until: rest, to: &page, below: 0)
      pages.append(page)
    }
    return pages
  }

  /// Sets notes at the foot of a page, under a rule: a long one over what the page before left.
  func add(_ notes: PageNotes, until end: [NoteRest], to page: inout MadePage, below bottom: Double) {
    let lines = lines(of: notes, until: end)
    var y = max(bottom + noteSpace, height - height(of: lines[...]))
    for strip in lines.isEmpty ? [] : [notes.rest.contains { $0.line > 0 } ? restRule : noteRule] + lines {
      page.strips.append((strip, y))
      y += strip.height
    }
  }

  private func height(of lines: ArraySlice<Strip>) -> Double { lines.reduce(0) { $0 + $1.height } }
}

extension Strip {
  /// Whether it stands on an earlier page already.
  var isRepeated: Bool { role == "table-repeated" }
}
