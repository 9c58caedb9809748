import Frames
import Geometry
import Notation
import OrderedCollections

extension Labeling {
  /// One end of a series.
  private struct End {
    var lines: [String]
    var point: Point
    var row: Int
    var color: Color
    var size: Size
    var priority: Double
  }

  /// Names at the ends of lines, moved apart, with a leader where one is moved by more than half a line.
  mutating func lineEnds(_ drawing: MarkDrawing, _ plan: LabelPlan) {
    if plan.ends != .first { lineEnds(drawing, plan, isRight: true) }
    if plan.ends != .last { lineEnds(drawing, plan, isRight: false) }
  }

  private mutating func lineEnds(_ drawing: MarkDrawing, _ plan: LabelPlan, isRight: Bool) {
    let unit = drawing.unit
    let names = unit.groupingColumns
    let numbers = self.numbers(unit, plan)
    let limit = limit
    var ends: [End] = []
    for rows in unit.table.groups(by: names) {
      let placed = rows.compactMap { i -> (Int, Point)? in
        let row = unit.table.rows[i]
        guard let x = drawing.placement.center(.x, row), let y = drawing.placement.center(.y, row) else { return nil }
        // The part of a stack is named at its middle.
        let start = unit.isPiled ? drawing.placement.second(.y, row) : nil
        return (i, Point(x, start.map { ($0 + y) / 2 } ?? y))
      }
      let last = placed.max { isRight ? $0.1.x < $1.1.x : $0.1.x >= $1.1.x }
      guard let (i, point) = last else { continue }
      let row = unit.table.rows[i]
      let text = seriesText(unit, row, plan, numbers)
      guard !text.isEmpty else { continue }
      let paint = drawing.style.colors(row)
      let lines = lines(text, to: limit)
      let size = extent(lines)
      let priority = plan.priority.flatMap { unit.table.path($0).value(in: row).asNumber } ?? -point.y
      ends.append(
        End(
          lines: lines, point: point, row: i,
          color: (paint.stroke ?? paint.fill ?? scene.ink).legible(on: scene.ground),
          size: size, priority: priority))
    }
    guard !ends.isEmpty else { return }
    // What does not fit in the height of the plot is left out, the least important first.
    let room = plot.height + lineHeight / 2 - 1
    while ends.count > 1, ends.reduce(0, { $0 + $1.size.height }) > room {
      guard let least = ends.indices.min(by: { ends[$0].priority < ends[$1].priority }) else { break }
      drop(ends.remove(at: least).lines.joined(separator: " "))
    }
    ends = ends.stablySorted { $0.point.y < $1.point.y }
    let centers = spread(
      ends.map(\.point.y), heights: ends.map(\.size.height), from: -lineHeight / 2, to: plot.height - 1)
    let edge = isRight ? ends.map(\.point.x).max() ?? plot.width : ends.map(\.point.x).min() ?? 0
    let isMoved = zip(ends, centers).map { end, center in
      (end.point.y - center).magnitude > lineHeight / 2 || (end.point.x - edge).magnitude > 2
    }
    let gap = isMoved.contains(true) ? 12.0 : 5.0
    let x = isRight ? edge + gap : edge - gap
    for (i, end) in ends.enumerated() {
      let box = Rect(
        x: isRight ? x : x - end.size.width, y: centers[i] - end.size.height / 2, width: end.size.width,
        height: end.size.height)
      if isMoved[i] {
        let side = isRight ? 1.0 : -1.0
        addLeader(
          from: Point(end.point.x + 2 * side, end.point.y), to: Point(x - 2 * side, centers[i]), color: scene.faint)
      }
      add(end.lines, in: box, anchor: isRight ? .start : .end, color: end.color, row: end.row, drawing)
    }
  }

  /// How the measured values of a layer are written.
  func numbers(_ unit: EncodedUnit, _ plan: LabelPlan) -> LabelNumbers {
    let column = plan.valueField ?? plan.field ?? unit[unit.valueChannel]?.column
    let measured = plan.showsValue ? unit[unit.valueChannel]?.column : column
    let values = measured.map { unit.table.values($0).compactMap(\.asNumber) } ?? []
    let channel = plan.showsValue || plan.field == nil ? unit[unit.valueChannel] : nil
    let format =
      plan.format ?? channel?.spec.node["axis"]?["format"]?.string ?? scene.config.value("numberFormat")?.string
    return LabelNumbers(values, format: format, words: scene.words)
  }

  private func seriesText(_ unit: EncodedUnit, _ row: DataRow, _ plan: LabelPlan, _ numbers: LabelNumbers) -> String {
    var parts: [String] = []
    let name = plan.hidesName ? nil : plan.field ?? unit.groupingColumns.first
    if let name {
      let value = unit.table.path(name).value(in: row)
      if value != .null { parts.append(text(value, numbers)) }
    }
    if plan.showsValue || (name == nil && !plan.hidesName), let column = unit[unit.valueChannel]?.column,
      let value = unit.table.path(column).value(in: row).asNumber
    {
      parts.append(numbers.text(value))
    }
    return parts.joined(separator: " ")
  }

  /// A value as a label.
  func text(_ value: DataValue, _ numbers: LabelNumbers) -> String {
    switch value {
    case .null: ""
    case .number(let n): numbers.text(n)
    case .time(let t): Labels(scene: scene).moment(t, "%Y")
    default: value.plainText
    }
  }
}
