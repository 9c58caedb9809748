import Frames
import Geometry
import Notation
import OrderedCollections

extension Labeling {
  /// Names of points in one of eight places around them, farther off with a leader, in order of priority.
  mutating func points(_ drawing: MarkDrawing, _ plan: LabelPlan) {
    let unit = drawing.unit
    let column =
      plan.field ?? unit[.text]?.column ?? unit[.detail]?.column
      ?? unit.channels.values.first {
        $0.type.isDiscrete && $0.hasField && !$0.channel.isPosition && $0.channel != .status
      }?
      .column ?? unit[unit.mark.type == .tick ? (unit.orient == .vertical ? .x : .y) : unit.valueChannel]?.column
    guard let column else { return }
    var plan = plan
    plan.field = column
    let numbers = self.numbers(unit, plan)
    let path = unit.table.path(column)
    let middle = plot.height / 2
    let order = inPriority(unit, plan) { row in
      ((drawing.placement.center(.y, row) ?? middle) - middle).magnitude
    }
    let outer = plan.outwards.map { outerSides(drawing, along: $0) }
    for i in order {
      let row = unit.table.rows[i]
      guard let x = drawing.placement.center(.x, row), let y = drawing.placement.center(.y, row) else { continue }
      let text = text(path.value(in: row), numbers)
      guard !text.isEmpty else { continue }
      let lines = lines(text, to: limit)
      let size = extent(lines)
      let area = drawing.style.number(.size, row) ?? drawing.style.number("size", row) ?? 30
      let radius = unit.mark.type == .tick ? 3 : max(0, area).squareRoot() / 2 + 2
      let colors = drawing.style.colors(row)
      let color =
        unit[.color]?.hasField == true
        ? (colors.fill ?? colors.stroke ?? scene.ink).legible(on: scene.ground) : scene.ink
      let side = outer?[i]
      if outer != nil, side == nil { continue }
      guard let (box, ring) = place(Point(x, y), radius: radius, size: size, side: side) else {
        drop(text)
        continue
      }
      if ring > 0 {
        let near = Point(min(max(x, box.minX), box.maxX), min(max(y, box.minY), box.maxY))
        addLeader(from: Point(x, y), to: near, color: scene.faint)
      }
      add(lines, in: box, anchor: .middle, color: color, row: i, drawing)
    }
  }

  /// A free box about a point, nearest first, and how far out it lies.
  private func place(_ p: Point, radius: Double, size: Size, side: Double?) -> (Rect, Int)? {
    let (w, h) = (size.width, size.height)
    for ring in 0..<4 {
      let r = radius + Double(ring) * lineHeight * 0.9
      let d = r * 0.7
      // Right, left, above, below, then the corners.
      var offsets: [(Double, Double)] = [
        (r, -h / 2), (-r - w, -h / 2), (-w / 2, -r - h + 1), (-w / 2, r - 1), (d, -d - h + 1), (-d - w, -d - h + 1),
        (d, d - 1), (-d - w, d - 1),
      ]
      if let side, side < 0 { offsets.swapAt(0, 1) }
      for (dx, dy) in offsets {
        let box = Rect(x: p.x + dx, y: p.y + dy, width: w, height: h)
        if inPlot.contains(box, tolerance: 0.01), taken.isFree(box) { return (box, ring) }
      }
    }
    return nil
  }

  /// Room for the labels of points.
  private var inPlot: Rect {
    Rect(x: 0, y: 0, width: plot.width, height: plot.height)
  }

  /// For the two outermost points of each row or column the side on which nothing follows: −1 or 1.
  private func outerSides(_ drawing: MarkDrawing, along channel: Channel) -> [Int: Double] {
    var ends: [Double: (low: (Int, Double), high: (Int, Double))] = [:]
    let across: Channel = channel == .x ? .y : .x
    for (i, row) in drawing.unit.table.rows.enumerated() {
      guard let at = drawing.placement.center(channel, row), let key = drawing.placement.center(across, row) else {
        continue
      }
      var pair = ends[key] ?? ((i, at), (i, at))
      if at < pair.low.1 { pair.low = (i, at) }
      if at > pair.high.1 { pair.high = (i, at) }
      ends[key] = pair
    }
    var sides: [Int: Double] = [:]
    for pair in ends.values {
      sides[pair.low.0] = -1
      sides[pair.high.0] = 1
    }
    return sides
  }
}
