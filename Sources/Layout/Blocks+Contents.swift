import Frames
import Geometry

/// A line of a table of contents or a list of figures.
struct ContentsEntry {
  var text: RichText
  var anchor: String
  /// 1…4, deeper ones further in.
  var level: Int
}

extension Galley {
  /// The headings with their pages. The numbers have a column of their own, so that the lines do not depend on them
  /// and can be filled in when the pages are made.
  mutating func setContents(title: String, depth: Int, in column: Column) {
    let entries = headings.filter { $0.inContents && $0.level <= depth && !$0.text.isEmpty }.map {
      ContentsEntry(text: $0.text, anchor: $0.anchor, level: $0.level)
    }
    set(entries, title: title.isEmpty ? theme.words.contents : title, in: column)
  }

  /// The numbered figures or tables with their pages.
  mutating func set(_ listing: Listing, title: String, in column: Column) {
    let title = title.isEmpty ? (listing == .figures ? theme.words.figures : theme.words.tables) : title
    set(listed[listing] ?? [], title: title, in: column)
  }

  private mutating func set(_ entries: [ContentsEntry], title: String, in column: Column) {
    let setting = theme.headings[min(1, theme.headings.count - 1)]
    structure.begin(.contents)
    defer { structure.end() }
    let caption = structure.add(.caption)
    add(
      strips(
        RichText(title), setting, x: column.x, width: column.full, as: caption, underlines: false, together: true
      ).keptWithNext(), role: "contents", above: 4 * step, below: step)
    let baseline = ruler.baseline(of: theme.body)
    let numbers = ruler.advance(of: "000", style: theme.body.style)
    let right = column.x + column.text
    var new: [Strip] = []
    for entry in entries {
      let inset = min(Double(max(entry.level, 1) - 1) * 2 * step, column.text / 2)
      let x = column.x + inset
      let plain = RichText(
        spans: entry.text.spans.map { RichText.Span($0.text, emphasis: $0.emphasis, language: $0.language) },
        direction: entry.text.direction)
      let width = max(column.text - inset - numbers - 2 * step, column.text / 4)
      let element = structure.add(.link, in: structure.add(.contentsItem))
      let lines = self.lines(plain, theme.body, width: width, as: element)
      var strips = strips(lines, theme.body, x: x, together: true)
      guard let last = strips.indices.last, let line = lines.last else { continue }
      let leader = (from: x + line.width + 6, to: right - numbers - 4)
      if leader.to > leader.from, line.inset == 0 {
        strips[last].items.append(
          .shape(
            Shape(
              .line(Point(leader.from, baseline), Point(leader.to, baseline)),
              stroke: Stroke(.color(theme.lightRule), width: 0.6, dash: [0.6, 3.4], cap: .butt))))
      }
      strips[last].references = [
        PageReference(
          to: .place(entry.anchor), position: Point(right, baseline), setting: theme.body, element: element)
      ]
      let link = Link(.anchor(entry.anchor), description: entry.text.plain, element: element)
      for i in strips.indices {
        strips[i].items.append(
          .link(Rect(x: x, y: 0, width: column.text - inset, height: theme.body.leading), link))
      }
      if entry.level == 1, !new.isEmpty { strips[0].space = step / 2 }
      new += strips
    }
    add(new, role: "contents", above: 0, below: 3 * step)
  }
}
