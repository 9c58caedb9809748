import Frames
import Geometry

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
      let metrics = scene.context.measurer.metrics(of: look.titleStyle)
      let line = metrics.ascent + metrics.descent
      let isAbove = !axis.isHorizontal && scene.habits.fitsFrame
      if !isAbove {
        let fitting = AxisFitting(
          scene: scene, plot: PlotFrame(scene: scene, width: width, height: height, models: [:]))
        let room = axis.isHorizontal ? width : max(height, 60)
        let limit = [look.titleLimit, scene.habits.fitsFrame ? room : 0].filter { $0 > 0 }.min() ?? 0
        let text = fitting.elided(axis.title, to: limit, look.titleStyle)
        let middle = (axis.isHorizontal ? width : height) / 2
        let out = extent + look.titlePadding + (axis.orient == .bottom ? metrics.ascent : metrics.descent)
        let position = at(middle, out)
        groups.append(
          .group(
            Group(
              role: "mark-text role-axis-title",
              items: [
                .text(
                  TextRun(
                    text, style: look.titleStyle, at: position, anchor: .middle, width: advance(text, look.titleStyle),
                    color: look.titleColor, angle: axis.isHorizontal ? 0 : axis.orient == .left ? -90 : 90))
              ])))
        extent += look.titlePadding + line
      }
    }
    return (.group(Group(role: "mark-group role-axis", items: groups)), extent + axis.offset)
  }

  private func labels(_ axis: Axis, _ at: (Double, Double) -> Point) -> ([FrameItem], Double) {
    let look = axis.look
    let metrics = scene.context.measurer.metrics(of: look.label)
    let line = metrics.ascent + metrics.descent
    let start = look.tickSize + look.labelPadding
    var reach = start
    var items: [FrameItem] = []
    let radians = axis.labelAngle * Double.pi / 180
    for tick in axis.ticks {
      if tick.isHidden, !scene.habits.keepsHiddenLabels { continue }
      let color = tick.isHidden ? look.labelColor.withAlpha(0) : look.labelColor
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
            reach = max(reach, start + width * abs(sineOf(axis.labelAngle)) + (axis.labelAngle == -45 ? line * 0.7 : 0))
          } else {
            anchor = .middle
            if look.isFlush {
              if tick.place <= 1 { anchor = .start } else if tick.place >= self.width - 1 { anchor = .end }
            }
            let drop =
              axis.orient == .bottom
              ? metrics.ascent + Double(i) * line : metrics.descent + (lines - 1 - Double(i)) * line
            position = at(tick.place, start + drop)
            reach = max(reach, start + line * lines)
          }
        } else {
          anchor = axis.orient == .left ? .end : .start
          position = at(tick.place, start)
          position.y += metrics.capHeight / 2 + (Double(i) - Double(tick.lines.count - 1) / 2) * line
          reach = max(reach, start + width)
        }
        items.append(
          .text(
            TextRun(
              text, style: look.label, at: position, anchor: anchor, width: width, color: color,
              angle: axis.isHorizontal ? axis.labelAngle : 0)))
      }
    }
    return (items, reach)
  }

  private func sineOf(_ degrees: Double) -> Double {
    degrees.truncatingRemainder(dividingBy: 180) == 0 ? 0 : abs(degrees) == 45 ? 0.7072 : 1
  }
  private func sineSign(_ degrees: Double) -> Double { sineOf(degrees) }
}
