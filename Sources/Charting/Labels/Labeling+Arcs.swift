import Frames
import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Labeling {
  /// Names of sectors inside them, in the colour that reads best there; outside the ring where they do not fit.
  mutating func arcs(_ drawing: MarkDrawing, _ plan: LabelPlan) {
    let unit = drawing.unit
    guard let column = plan.field ?? unit.groupingColumns.first ?? unit[.theta]?.column else { return }
    let path = unit.table.path(column)
    let measure = unit[.theta]?.column.map { unit.table.path($0) }
    let amounts = unit.table.rows.compactMap { (measure ?? path).value(in: $0).asNumber }
    let numbers = LabelNumbers(amounts, format: plan.format, words: scene.words)
    let sectors = unit.table.rows.map { row in drawing.sector(row) }
    let order = inPriority(unit, plan) { row in measure?.value(in: row).asNumber ?? 0 }
    for i in order {
      let (row, sector) = (unit.table.rows[i], sectors[i])
      var parts = plan.hidesName ? [] : [text(path.value(in: row), numbers)]
      if plan.showsValue, let measure { parts.append(text(measure.value(in: row), numbers)) }
      let words = parts.filter { !$0.isEmpty }.joined(separator: " ")
      guard !words.isEmpty, sector.end != sector.start else { continue }
      let choices = [[words], parts.filter { !$0.isEmpty }, lines(words, to: limit)]
      var within: (lines: [String], box: Rect)?
      for lines in choices where within == nil {
        if let box = inside(sector, extent(lines)), labelsFree(box) { within = (lines, box) }
      }
      if let within {
        let ink = scene.readable(on: drawing.style.colors(row).fill ?? scene.ground)
        add(within.lines, in: within.box, anchor: .middle, color: ink, row: i, drawing)
        continue
      }
      let box = outside(sector, extent(choices[2]))
      guard labelsFree(box) else {
        drop(words)
        continue
      }
      add(choices[2], in: box, anchor: .middle, color: scene.ink, row: i, drawing)
    }
  }

  /// A box about the middle of the sector, if the sector holds all of it.
  private func inside(_ sector: Sector, _ size: Size) -> Rect? {
    let middle = (sector.start + sector.end) / 2
    let half = (sector.end - sector.start) / 2
    // Wide sectors hold a text farther in than narrow ones.
    let span = sector.outer - sector.inner
    for share in sector.inner > 0 ? [0.5, 0.6, 0.4] : [0.62, 0.7, 0.5, 0.8] {
      let radius = sector.inner + span * share
      let at = Point(sector.center.x + radius * cos(middle), sector.center.y + radius * sin(middle))
      let box = Rect(x: at.x - size.width / 2, y: at.y - size.height / 2, width: size.width, height: size.height)
      let corners = [
        Point(box.minX, box.minY), Point(box.maxX, box.minY), Point(box.minX, box.maxY), Point(box.maxX, box.maxY),
      ]
      let holds = corners.allSatisfy { corner in
        let (dx, dy) = (corner.x - sector.center.x, corner.y - sector.center.y)
        let distance = (dx * dx + dy * dy).squareRoot()
        var turn = atan2(dy, dx) - middle
        while turn > Double.pi { turn -= 2 * Double.pi }
        while turn < -Double.pi { turn += 2 * Double.pi }
        return distance >= sector.inner + 1 && distance <= sector.outer - 1 && turn.magnitude <= half
      }
      if holds { return box }
    }
    return nil
  }

  /// A box that touches the ring from outside.
  private func outside(_ sector: Sector, _ size: Size) -> Rect {
    let middle = (sector.start + sector.end) / 2
    let (dx, dy) = (cos(middle), sin(middle))
    let radius = sector.outer + 4
    let at = Point(sector.center.x + radius * dx, sector.center.y + radius * dy)
    let x = at.x + (dx - 1) / 2 * size.width
    let y = at.y + (dy - 1) / 2 * size.height
    return Rect(x: x, y: y, width: size.width, height: size.height)
  }
}
