import Frames
import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Draws an axis around a plot.
struct AxisDrawing {
  let scene: SceneContext
  let width: Double
  let height: Double

  private func advance(_ text: String, _ style: TextStyle) -> Double {
    scene.context.measurer.advance(of: text, style: style)
  }

  func grid(_ axis: Axis) -> FrameItem? {
    guard axis.showsGrid else { return nil }
    let items = axis.ticks.map { tick -> FrameItem in
      let line: Outline =
        axis.isHorizontal
        ? .line(Point(tick.place, 0), Point(tick.place, height)) : .line(Point(0, tick.place), Point(width, tick.place))
      return .shape(Shape(line, stroke: tick.isZero ? axis.look.zeroStroke : axis.look.gridStroke))
    }
    return .group(
      Group(role: "mark-group role-axis", items: [.group(Group(role: "mark-rule role-axis-grid", items: items))]))
  }

  /// The axis without its grid, and how far it reaches out of the plot.
  func axis(_ axis: Axis) -> (item: FrameItem, extent: Double) {
    let look = axis.look
    let sign: Double = axis.orient == .bottom || axis.orient == .right ? 1 : -1
    let edge = (axis.orient == .bottom ? height : axis.orient == .right ? width : 0) + sign * axis.offset
    func at(_ along: Double, _ out: Double) -> Point {
      axis.isHorizontal ? Point(along, edge + sign * out) : Point(edge + sign * out, along)
    }
    var groups: [FrameItem] = []
    if look.showsTicks {
      groups.append(
        .group(
          Group(
            role: "mark-rule role-axis-tick",
            items: axis.ticks.map {
              .shape(Shape(.line(at($0.place, 0), at($0.place, look.tickSize)), stroke: look.tickStroke))
            })))
    }
    var extent = look.tickSize
    if look.showsLabels {
      let (items, reach) = labels(axis, at)
      groups.append(.group(Group(role: "mark-text role-axis-label", items: items)))
      extent = max(extent, reach)
    }
    if look.showsDomain {
      let end = axis.isHorizontal ? width : height
      groups.append(
        .group(
          Group(
            role: "mark-rule role-axis-domain",
            items: [.shape(Shape(.line(at(0, 0), at(end, 0)), stroke: look.domainStroke))])))
    }
    if !axis.title.isEmpty {
      let box = scene.textBox(look.titleStyle)
      let line = box.ascent + box.descent
      let isAbove = !axis.isHorizontal && scene.habits.fitsFrame
      if !isAbove {
        let fitting = AxisFitting(
          scene: scene, plot: PlotFrame(scene: scene, width: width, height: height, models: [:]))
        let room = axis.isHorizontal ? width : max(height, 60)
        let limit = [look.titleLimit, scene.habits.fitsFrame ? room : 0].filter { $0 > 0 }.min() ?? 0
        let text = fitting.elided(axis.title, to: limit, look.titleStyle)
        let run = title(text, axis, at, beyond: extent)
        groups.append(.group(Group(role: "mark-text role-axis-title", items: [.text(run)])))
        let isTurned = (run.angle / 90).rounded() != (axis.isHorizontal ? 0 : axis.orient == .left ? -1 : 1)
        if !look.titlePlace.isFree {
          extent += look.titlePadding + (isTurned ? run.width : line)
        }
      }
    }
    return (.group(Group(role: "mark-group role-axis", items: groups)), extent + axis.offset)
  }

  /// The title, centred along the axis beyond the labels where the author does not say otherwise.
  private func title(
    _ text: String, _ axis: Axis, _ at: (Double, Double) -> Point, beyond extent: Double
  ) -> TextRun {
    let (style, place) = (axis.look.titleStyle, axis.look.titlePlace)
    let metrics = scene.context.measurer.metrics(of: style)
    let wide = advance(text, style)
    let length = axis.isHorizontal ? width : height
    // A vertical axis is read from below.
    let share = place.anchor == "start" ? 0 : place.anchor == "end" ? 1 : 0.5
    let along = length * (axis.isHorizontal ? share : 1 - share)
    let angle = place.angle ?? (axis.isHorizontal ? 0 : axis.orient == .left ? -90 : 90)
    var anchor: TextRun.Anchor = share == 0 ? .start : share == 1 ? .end : .middle
    if place.anchor != nil, axis.orient == .right, place.angle == nil {
      anchor = share == 0 ? .end : share == 1 ? .start : .middle
    }
    // Across a vertical axis the text keeps clear of the labels.
    let isAcross = !axis.isHorizontal && angle.magnitude < 45
    if isAcross { anchor = axis.orient == .left ? .end : .start }
    if let align = place.align { anchor = align == "left" ? .start : align == "right" ? .end : .middle }
    let out = extent + axis.look.titlePadding
    let box = scene.textBox(style)
    var position = at(along, out + (isAcross ? 0 : axis.orient == .bottom ? box.ascent : box.descent))
    if isAcross { position.y += metrics.capHeight / 2 }
    let corner = at(0, 0)
    if let x = place.x { position.x = (axis.isHorizontal ? 0 : corner.x) + x }
    if let y = place.y { position.y = (axis.isHorizontal ? corner.y : 0) + y }
    if let baseline = place.baseline {
      let drop = baselineDrop(baseline, size: style.size, metrics: metrics)
      if place.y != nil || isAcross { position.y += drop }
    }
    return TextRun(
      text, style: style, at: position, anchor: anchor, width: wide, color: axis.look.titleColor, angle: angle)
  }

  private func labels(_ axis: Axis, _ at: (Double, Double) -> Point) -> ([FrameItem], Double) {
    let look = axis.look
    let metrics = scene.context.measurer.metrics(of: look.label)
    let box = scene.textBox(look.label)
    let line = box.ascent + box.descent
    let start = look.tickSize + look.labelPadding
    var reach = start
    var items: [FrameItem] = []
    let radians = axis.labelAngle * Double.pi / 180
    for tick in axis.ticks {
      if tick.isHidden, !scene.habits.keepsHiddenLabels { continue }
      let color = tick.isHidden ? look.labelColor.withAlpha(0) : look.labelColor
      var runs: [FrameItem] = []
      for (i, text) in tick.lines.enumerated() {
        let width = advance(text, look.label)
        var position: Point
        var anchor: TextRun.Anchor
        if axis.isHorizontal {
          let lines = Double(tick.lines.count)
          if axis.labelAngle != 0 {
            anchor = axis.orient == .bottom ? (radians < 0 || axis.labelAngle > 180 ? .end : .start) : .start
            position = at(tick.place, start)
            position.x += metrics.capHeight / 2 * (sineSign(axis.labelAngle) == 0 ? 0 : 1)
            if axis.labelAngle == -45 { position.y += metrics.capHeight * 0.7 }
            let across = (Double(i) - (lines - 1) / 2) * line
            position.x -= across * sin(radians)
            position.y += across * cos(radians)
            reach = max(reach, start + width * abs(sineOf(axis.labelAngle)) + (axis.labelAngle == -45 ? line * 0.7 : 0))
          } else {
            anchor = .middle
            if look.isFlush {
              if tick.place <= 1 { anchor = .start } else if tick.place >= self.width - 1 { anchor = .end }
            }
            let drop =
              axis.orient == .bottom
              ? box.ascent + Double(i) * line : box.descent + (lines - 1 - Double(i)) * line
            position = at(tick.place, start + drop)
            reach = max(reach, start + line * lines)
          }
        } else {
          anchor = axis.orient == .left ? .end : .start
          position = at(tick.place, start)
          position.y += metrics.capHeight / 2 + (Double(i) - Double(tick.lines.count - 1) / 2) * line
          reach = max(reach, start + width)
        }
        runs.append(
          .text(
            TextRun(
              text, style: look.label, at: position, anchor: anchor, width: width, color: color,
              angle: axis.isHorizontal ? axis.labelAngle : 0)))
      }
      items += runs.count > 1 ? [.group(Group(role: Group.lines, items: runs))] : runs
    }
    return (items, reach)
  }

  private func sineOf(_ degrees: Double) -> Double {
    degrees.truncatingRemainder(dividingBy: 180) == 0 ? 0 : abs(degrees) == 45 ? 0.7072 : 1
  }
  private func sineSign(_ degrees: Double) -> Double { sineOf(degrees) }
}
