import Frames
import Geometry
import Notation

extension Labeling {
  /// Values at the ends of bars: outside, inside where there is no room, dropped where there is none at all.
  mutating func bars(_ drawing: MarkDrawing, _ plan: LabelPlan) {
    let unit = drawing.unit
    let numbers = self.numbers(unit, plan)
    guard let column = plan.field ?? unit[unit.valueChannel]?.column else { return }
    let path = unit.table.path(column)
    let measure = unit[unit.valueChannel]?.column.map { unit.table.path($0) } ?? path
    let order = inPriority(unit, plan) { (measure.value(in: $0).asNumber ?? 0).magnitude }
    let isStacked = unit.isPiled
    for i in order {
      let row = unit.table.rows[i]
      let value = path.value(in: row)
      let look = drawing.look(row)
      guard value.isValid, look != .target, look != .missing, let bar = drawing.barBox(row) else { continue }
      let text = text(value, numbers)
      guard !text.isEmpty else { continue }
      let size = extent([text])
      var candidates: [(box: Rect, isInside: Bool)] = []
      if plan.position != .middle, plan.position != .inside, !isStacked {
        candidates += outside(bar, size, isVertical: unit.orient == .vertical).map { ($0, false) }
      }
      if plan.position != .outside {
        candidates.append(
          (
            within(bar, size, isVertical: unit.orient == .vertical, isCentered: isStacked || plan.position == .middle),
            true
          ))
      }
      let fill = look == .plan || look == .provisional ? scene.ground : drawing.style.colors(row).fill ?? scene.ground
      let ink = scene.readable(on: fill)
      // Boxes of other labels were taken before; inside, the own bar is in the way by definition.
      let place = candidates.first { candidate in
        candidate.isInside
          ? bar.box.contains(candidate.box, tolerance: 0.5) && labelsFree(candidate.box)
          : allowed.contains(candidate.box, tolerance: 0.01) && taken.isFree(candidate.box)
      }
      guard let place else {
        drop(name(unit, row, text))
        continue
      }
      if place.isInside, look != .actual { items.append(.shape(Shape(.rect(place.box), fill: .color(fill)))) }
      add([text], in: place.box, anchor: .middle, color: place.isInside ? ink : scene.ink, row: i, drawing)
    }
  }

  /// What a label belongs to, for the message that it was left out.
  func name(_ unit: EncodedUnit, _ row: DataRow, _ text: String) -> String {
    guard let column = unit[unit.dimensionChannel]?.column else { return text }
    let value = unit.table.path(column).value(in: row)
    return value == .null ? text : "\(value.plainText) \(text)"
  }

  /// Rows by a field, or by what is measured, largest first.
  func inPriority(_ unit: EncodedUnit, _ plan: LabelPlan, _ standard: (DataRow) -> Double) -> [Int] {
    let path = plan.priority.map { unit.table.path($0) }
    let ranks = unit.table.rows.map { row in path?.value(in: row).asNumber ?? standard(row) }
    return Array(ranks.indices).stablySorted { ranks[$0] > ranks[$1] }
  }

  func labelsFree(_ box: Rect) -> Bool {
    !labelBoxes.contains { $0.overlaps(box) }
  }

  /// Where labels may stand: the plot, some room to its right and a line above.
  var allowed: Rect {
    Rect(x: 0, y: -lineHeight - 3, width: plot.width + limit, height: plot.height + lineHeight + 3)
  }

  private func outside(_ bar: BarBox, _ size: Size, isVertical: Bool) -> [Rect] {
    let box = bar.box
    // A second place lies behind a mark at the end of the bar, such as a target.
    return [3.0, 9, 15, 21, 27].map { gap in
      isVertical
        ? Rect(
          x: box.midX - size.width / 2, y: bar.isForward ? box.minY - size.height - gap + 1 : box.maxY + gap - 1,
          width: size.width, height: size.height)
        : Rect(
          x: bar.isForward ? box.maxX + gap : box.minX - size.width - gap, y: box.midY - size.height / 2,
          width: size.width, height: size.height)
    }
  }

  private func within(_ bar: BarBox, _ size: Size, isVertical: Bool, isCentered: Bool) -> Rect {
    let box = bar.box
    var rect = Rect(x: box.midX - size.width / 2, y: box.midY - size.height / 2, width: size.width, height: size.height)
    guard !isCentered else { return rect }
    if isVertical {
      rect.y = bar.isForward ? box.minY + 2 : box.maxY - size.height - 2
    } else {
      rect.x = bar.isForward ? box.maxX - size.width - 4 : box.minX + 4
    }
    return rect
  }
}

/// A bar with the way it grows.
struct BarBox {
  var box: Rect
  /// Up or to the right.
  var isForward: Bool
}
