import Frames
import Geometry

extension Line {
  /// The runs at a baseline, with the links they carry.
  func items(at origin: Point, theme: PageTheme, ruler: Ruler, underlines: Bool = true) -> [FrameItem] {
    let origin = Point(origin.x + inset, origin.y)
    var items: [FrameItem] = runs.map { run in
      var text = TextRun(
        run.text, style: run.look.style, at: Point(origin.x + run.x, origin.y - run.look.rise), width: run.width,
        color: run.look.color, element: run.element)
      text.wordSpacing = run.wordSpacing
      text.letterSpacing = run.letterSpacing
      return .text(text)
    }
    var i = 0
    while i < runs.count {
      guard var link = runs[i].look.link else {
        i += 1
        continue
      }
      var end = i + 1
      while end < runs.count, runs[end].look.link == link { end += 1 }
      let box = runs[i..<end].reduce(nil as Rect?) { box, run in
        let m = ruler.metrics(of: run.look.style)
        let r = Rect(
          x: origin.x + run.x, y: origin.y - run.look.rise - m.ascent, width: run.width,
          height: m.ascent + m.descent)
        return box?.union(r) ?? r
      }
      link.element = runs[i].element
      if let note = runs[i].look.note, let box {
        items.append(.anchor(Footnotes.anchor(ofMark: note), Point(box.minX, box.minY)))
      }
      if let box {
        if underlines, runs[i].look.rise == 0 {
          let y = origin.y + 0.2 * runs[i].look.style.size
          items.append(
            .shape(
              Shape(
                .line(Point(box.minX, y), Point(box.maxX, y)),
                stroke: Stroke(.color(theme.linkRule), width: 0.4))))
        }
        items.append(.link(box, link))
      }
      i = end
    }
    return items
  }
}
