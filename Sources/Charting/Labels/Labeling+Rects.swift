import Frames
import Geometry
import Notation

extension Labeling {
  /// Names and values inside rectangles, in the colour that reads best there; left out where they do not fit.
  mutating func rects(_ drawing: MarkDrawing, _ plan: LabelPlan) {
    let unit = drawing.unit
    let column = plan.field ?? unit[.color]?.column
    guard let column else { return }
    let valueColumn = plan.valueField
    let numbers = LabelNumbers(
      unit.table.values(valueColumn ?? column).compactMap(\.asNumber),
      format: plan.format ?? unit[.color]?.spec.node["legend"]?["format"]?.string, words: scene.words)
    let (path, valuePath) = (unit.table.path(column), valueColumn.map { unit.table.path($0) })
    for (i, row) in unit.table.rows.enumerated() {
      guard let box = drawing.rectBox(row) else { continue }
      let name = text(path.value(in: row), numbers)
      let value = valuePath.map { $0.value(in: row) }
      var value2 = value.map { text($0, numbers) } ?? ""
      let isMissing = value.map { !$0.isValid } ?? false
      if isMissing { value2 = "" }
      guard !name.isEmpty || !value2.isEmpty else { continue }
      let colors = drawing.style.colors(row)
      let fill = isMissing ? scene.ground : colors.fill ?? scene.ground
      let ink = scene.readable(on: fill)
      let inset = plan.position == .corner ? 4.0 : 1.0
      let room = Size(box.width - 2 * inset, box.height - 2 * inset)
      // Name over value, the name alone in up to two lines, or nothing.
      let choices = [
        lines(name, to: room.width) + (value2.isEmpty ? [] : [value2]), [name, value2].filter { !$0.isEmpty },
        lines(name, to: room.width), [name],
      ]
      let fitting = choices.first { lines in
        let size = extent(lines)
        return size.width <= room.width && size.height <= room.height && !lines.contains { $0.hasSuffix("…") }
      }
      guard let fitting else {
        drop(name)
        continue
      }
      let size = extent(fitting)
      let isCorner = plan.position == .corner
      let rect = Rect(
        x: isCorner ? box.minX + inset : box.midX - size.width / 2,
        y: isCorner ? box.minY + inset - 1 : box.midY - size.height / 2, width: size.width, height: size.height)
      guard taken.isFree(rect) else {
        drop(name)
        continue
      }
      add(fitting, in: rect, anchor: isCorner ? .start : .middle, color: isMissing ? scene.muted : ink, row: i, drawing)
    }
  }
}
