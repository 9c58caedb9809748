public import Diagnostics
public import Frames
import Geometry

/// What a typographer would mark in the pages, as notes in the order of the pages: loose lines, rivers of white, pages
/// with much white left over.
public func typographicRemarks(
  on document: PagedDocument, theme: PageTheme, measurer: any TextMeasuring
) -> [Diagnostic] {
  let reader = ProofReader(theme: theme, ruler: Ruler(measurer))
  var remarks: [Diagnostic] = []
  for (index, page) in document.pages.enumerated() {
    let groups = page.items.compactMap { if case .group(let g) = $0 { g } else { nil as Group? } }
    for group in groups where ["paragraph", "list", "quote"].contains(group.role) {
      let lines = reader.lines(of: group)
      let loose = lines.filter { $0.looseness > ProofReader.loose }
      if let worst = loose.max(by: { $0.looseness < $1.looseness }) {
        remarks.append(.looseLines(loose.count, worst: worst.text, looseness: worst.looseness, page: index + 1))
      }
      if let river = reader.river(in: lines) { remarks.append(.river(river.count, from: river.first, page: index + 1)) }
    }
    if index + 1 < document.pages.count {
      let white = reader.white(of: page, groups)
      if white > 1.0 / 3 { remarks.append(.whitePage(index + 1, share: white)) }
    }
  }
  return remarks
}

/// Looks at finished lines.
private struct ProofReader {
  let theme: PageTheme
  let ruler: Ruler
  /// Spaces this much wider than the font's, as a share of these, are too wide: TeX's tolerance of 200.
  static let loose = 0.63
  /// How many lines a river runs through at least.
  static let long = 5

  struct SetLine {
    var y: Double
    var text = ""
    var looseness = 0.0
    /// Left and right ends of the spaces.
    var spaces: [(left: Double, right: Double)] = []
  }

  func lines(of group: Group) -> [SetLine] {
    var lines: [SetLine] = []
    for case .text(let run) in group.items {
      // Raised marks belong to the line they are raised from.
      if let last = lines.last, abs(last.y - run.position.y) < 0.6 * run.style.size {
        add(run, to: &lines[lines.count - 1])
      } else {
        lines.append(SetLine(y: run.position.y))
        add(run, to: &lines[lines.count - 1])
      }
    }
    return lines
  }

  private func add(_ run: TextRun, to line: inout SetLine) {
    let space = ruler.advance(of: " ", style: run.style)
    line.text += run.text
    guard space > 0 else { return }
    line.looseness = max(line.looseness, run.wordSpacing / space)
    var x = run.position.x
    let words = run.text.split(separator: " ", omittingEmptySubsequences: false)
    for (i, word) in words.enumerated() {
      x += ruler.advance(of: String(word), style: run.style) + run.letterSpacing * Double(word.count)
      guard i < words.count - 1 else { break }
      line.spaces.append((x, x + space + run.wordSpacing))
      x += space + run.wordSpacing
    }
  }

  /// The longest run of lines whose spaces lie under each other, if it is long.
  func river(in lines: [SetLine]) -> (count: Int, first: String)? {
    var best: (count: Int, first: String)?
    // For each space of the line before: how long the river is that ends in it, and where it began.
    var before: [(left: Double, right: Double, count: Int, first: Int)] = []
    for (number, line) in lines.enumerated() {
      let ends = line.spaces.map { space in
        let above = before.filter { other in
          let shared = min(space.right, other.right) - max(space.left, other.left)
          return shared > 0.6 * min(space.right - space.left, other.right - other.left)
        }.max { $0.count < $1.count }
        return (left: space.left, right: space.right, count: (above?.count ?? 0) + 1, first: above?.first ?? number)
      }
      if let longest = ends.max(by: { $0.count < $1.count }), longest.count >= Self.long,
        longest.count > best?.count ?? 0
      {
        best = (longest.count, lines[longest.first].text)
      }
      before = ends
    }
    return best
  }

  /// The share of a page between its last item and its notes, or its end.
  func white(of page: Frame, _ groups: [Group]) -> Double {
    let box = page.size == theme.pageSize ? theme.contentBox : theme.turned.contentBox
    func visit(_ items: [FrameItem], _ y: Double, _ note: (Double) -> Void) {
      for item in items {
        switch item {
        case .text(let run): note(run.position.y + y)
        case .shape(let shape):
          if case .line(let a, let b) = shape.outline {
            note(a.y + y)
            note(b.y + y)
          }
        case .group(let group): visit(group.items, y + group.transform.ty, note)
        default: break
        }
      }
    }
    var bottom = box.minY
    var end = box.maxY
    for group in groups where !group.role.hasPrefix("running") {
      visit(group.items, group.transform.ty) { y in
        if group.role == "footnotes" { end = min(end, y) } else { bottom = max(bottom, y) }
      }
    }
    return (end - bottom) / box.height
  }
}
