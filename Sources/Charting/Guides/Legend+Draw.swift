import Frames
import Geometry

/// Draws legends as a column beside the plot or a row above it.
struct LegendDrawing {
  let scene: SceneContext

  private func advance(_ text: String, _ style: TextStyle) -> Double {
    scene.context.measurer.advance(of: text, style: style)
  }

  /// A column from the origin to the right and down.
  func column(_ legends: [Legend]) -> (items: [FrameItem], size: Size) {
    var items: [FrameItem] = []
    var size = Size.zero
    for legend in legends {
      if !items.isEmpty { size.height += 12 }
      let drawn = block(legend, isAcross: legend.isAcross)
      items.append(drawn.item.moved(x: 0, y: size.height))
      size = Size(max(size.width, drawn.size.width), size.height + drawn.size.height)
    }
    return (items, size)
  }

  /// A legend from the origin to the right and down, its entries below each other or side by side.
  func block(_ legend: Legend, isAcross: Bool) -> (item: FrameItem, size: Size) {
    let (label, heading) = styles(legend)
    let box = scene.textBox(label)
    var parts: [FrameItem] = []
    var size = Size.zero
    if !legend.title.isEmpty {
      let box = scene.textBox(heading)
      parts.append(title(legend, heading, at: Point(0, box.ascent)))
      size = Size(advance(legend.title, heading), box.ascent + box.descent + 5)
    }
    let top = size.height
    if !legend.gradient.isEmpty {
      let thickness = legend.lookup.number("gradientThickness", 16)
      let bar = isAcross ? Size(legend.length, thickness) : Size(thickness, legend.length)
      let ends =
        isAcross
        ? (Point(0, top), Point(bar.width, top)) : (Point(0, top + bar.height), Point(0, top))
      let ramp = Shape(
        .rect(Rect(x: 0, y: top, width: bar.width, height: bar.height)),
        fill: .linearGradient(start: ends.0, end: ends.1, stops: legend.gradient))
      parts.append(.group(Group(role: "mark-rect role-legend-gradient", items: [.shape(ramp)])))
      var widest = 0.0
      let texts = legend.gradientLabels.map { fraction, text -> FrameItem in
        widest = max(widest, advance(text, label))
        if isAcross {
          let anchor: TextRun.Anchor = fraction < 0.01 ? .start : fraction > 0.99 ? .end : .middle
          return run(text, label, legend, at: Point(bar.width * fraction, top + thickness + 2 + box.ascent), anchor)
        }
        return run(
          text, label, legend,
          at: Point(thickness + 2, top + bar.height * (1 - fraction) + metrics(label).capHeight / 2))
      }
      parts.append(.group(Group(role: "mark-text role-legend-label", items: texts)))
      let end =
        isAcross ? Size(bar.width, thickness + 2 + box.ascent + box.descent) : Size(thickness + 2 + widest, bar.height)
      size = Size(max(size.width, end.width), top + end.height)
    } else {
      let line = max(box.ascent + box.descent, 11) + legend.lookup.number("rowPadding", 2)
      let count = max(1, legend.entries.count)
      let columns = min(max(Int(min(max(legend.lookup.number("columns", isAcross ? 0 : 1), 0), 1_000)), 0), count)
      let across = columns == 0 ? count : columns
      let gap = legend.lookup.number("columnPadding", 10)
      // Labels stand behind the widest symbol.
      let half = max(6, legend.entries.map(\.symbol.radius).max() ?? 0)
      let widths = legend.entries.map { 2 * half + 4 + advance($0.label, label) }
      // Side by side in one row each entry is as wide as it is; in columns they are equally wide.
      let widest = widths.max() ?? 0
      var symbols: [FrameItem] = []
      var texts: [FrameItem] = []
      var (x, y, tallest) = (0.0, top, 0.0)
      for (i, entry) in legend.entries.enumerated() {
        if i % across == 0 {
          x = 0
          y += tallest
          let row = legend.entries[i..<min(i + across, count)]
          tallest = max(line, 2 * (row.map(\.symbol.radius).max() ?? 0) + 2)
        }
        let middle = y + (tallest - 2) / 2
        symbols += ([entry.symbol] + entry.details).map { .shape($0.moved(by: Point(x + half, middle))) }
        texts.append(
          run(entry.label, label, legend, at: Point(x + 2 * half + 4, middle + metrics(label).capHeight / 2)))
        x += (across >= count ? widths[i] : widest)
        size.width = max(size.width, x)
        x += gap
      }
      parts.append(.group(Group(role: "mark-symbol role-legend-symbol", items: symbols)))
      parts.append(.group(Group(role: "mark-text role-legend-label", items: texts)))
      // Short lines count with the mitres they might have.
      if legend.entries.contains(where: { if case .line = $0.symbol.outline { true } else { false } }) {
        size.width += 3
      }
      size.height = y + tallest - 2
    }
    return (.group(Group(role: "mark-group role-legend", items: parts)), size)
  }

  /// Rows from the origin that wrap at a width; entries that would go beyond the height are counted instead of shown.
  func rows(_ legends: [Legend], width: Double, height limit: Double = .infinity) -> (items: [FrameItem], size: Size) {
    var items: [FrameItem] = []
    var x = 0.0
    var y = 0.0
    let gap = 14.0
    var line = 0.0
    for legend in legends {
      let (label, heading) = styles(legend)
      line = max(height(label), height(heading)) + 3
      var parts: [FrameItem] = []
      func place(_ needed: Double) {
        if x > 0, x + needed > width {
          x = 0
          y += line
        }
      }
      if !legend.title.isEmpty {
        let fitting = AxisFitting(scene: scene, plot: PlotFrame(scene: scene, width: width, height: 100, models: [:]))
        var shown = legend
        shown.title = fitting.elided(legend.title, to: width * 0.6, heading)
        let wide = advance(shown.title, heading)
        place(wide + 60)
        parts.append(title(shown, heading, at: Point(x, y + metrics(heading).ascent)))
        x += wide + 8
      }
      let middle = metrics(label).ascent - metrics(label).capHeight / 2
      if !legend.gradient.isEmpty {
        let fitting = AxisFitting(scene: scene, plot: PlotFrame(scene: scene, width: width, height: 100, models: [:]))
        func end(_ text: String?) -> String { fitting.elided(text ?? "", to: max(20, (width - 50) / 2), label) }
        let ends = (end(legend.gradientLabels.first?.text), end(legend.gradientLabels.last?.text))
        let (first, last) = (advance(ends.0, label), advance(ends.1, label))
        let length = max(20, min(120, max(40, width * 0.4), width - first - last - 10))
        place(first + last + length + 10)
        parts.append(run(ends.0, label, legend, at: Point(x, y + metrics(label).ascent)).labelled)
        x += first + 4
        parts.append(
          .shape(
            Shape(
              .rect(Rect(x: x, y: y + middle - 4, width: length, height: 8)),
              fill: .linearGradient(start: Point(x, y), end: Point(x + length, y), stops: legend.gradient))))
        x += length + 4
        parts.append(run(ends.1, label, legend, at: Point(x, y + metrics(label).ascent)).labelled)
        x += last + gap
      }
      let fitting = AxisFitting(scene: scene, plot: PlotFrame(scene: scene, width: width, height: 100, models: [:]))
      for (i, entry) in legend.entries.enumerated() {
        var text = fitting.elided(
          entry.label, to: max(20, min(width - 16, legend.lookup.number("labelLimit", 200))), label)
        let radius = entry.symbol.radius
        let isWide = !entry.details.isEmpty || legend.key == "|status"
        let shown = radius > 6 && !isWide ? entry.symbol.scaled(6 / radius) : entry.symbol
        let indent = isWide ? 19.0 : 13.0
        var needed = indent + advance(text, label)
        // On the last line there must be room for what is left, too.
        let more = "and \(legend.entries.count - i) more"
        let isLast = i == legend.entries.count - 1
        let wraps = x > 0 && x + needed > width
        let isOnLastLine = y + (wraps ? 3 : 2) * line > limit
        let room = width - (wraps ? 0 : x) - gap - (isLast ? 0 : advance(more, label))
        if isOnLastLine, needed > room {
          if x > 0, !wraps || y + 2 * line > limit {
            parts.append(run(more, label, legend, at: Point(x, y + metrics(label).ascent)).labelled)
            scene.passNotes.append(Message.legendCut(legend.entries.count - i, at: legend.lookup.node))
            x += advance(more, label) + gap
            break
          }
          text = fitting.elided(text, to: max(20, room - indent), label)
          needed = indent + advance(text, label)
        }
        place(needed)
        let center = Point(x + (isWide ? 7.5 : 4.5), y + middle)
        parts += ([shown] + entry.details).map { .shape($0.moved(by: center)) }
        parts.append(run(text, label, legend, at: Point(x + indent, y + metrics(label).ascent)).labelled)
        x += needed + gap
      }
      items.append(.group(Group(role: "mark-group role-legend", items: parts)))
    }
    return (items, Size(width, y + line))
  }

  private func styles(_ legend: Legend) -> (TextStyle, TextStyle) {
    (legend.lookup.style("label", size: 10, weight: 400), legend.lookup.style("title", size: 11, weight: 700))
  }
  private func metrics(_ style: TextStyle) -> FontMetrics { scene.context.measurer.metrics(of: style) }
  private func height(_ style: TextStyle) -> Double { metrics(style).ascent + metrics(style).descent }

  private func title(_ legend: Legend, _ style: TextStyle, at position: Point) -> FrameItem {
    .group(
      Group(
        role: "mark-text role-legend-title",
        items: [
          .text(
            TextRun(
              legend.title, style: style, at: position, width: advance(legend.title, style),
              color: legend.lookup.color("titleColor", .black)))
        ]))
  }

  private func run(
    _ text: String, _ style: TextStyle, _ legend: Legend, at position: Point, _ anchor: TextRun.Anchor = .start
  ) -> FrameItem {
    .text(
      TextRun(
        text, style: style, at: position, anchor: anchor, width: advance(text, style),
        color: legend.lookup.color("labelColor", .black)))
  }
}

extension FrameItem {
  fileprivate var labelled: FrameItem { .group(Group(role: "mark-text role-legend-label", items: [self])) }
}

extension Shape {
  /// Half the width, for a shape about the origin.
  var radius: Double {
    switch outline {
    case .rect(let rect, _): rect.width / 2
    case .ellipse(_, let radii): radii.width
    case .line(let a, let b): (b.x - a.x).magnitude / 2
    case .path(let path): (path.controlBox?.width ?? 0) / 2
    }
  }

  /// The shape smaller or larger about the origin; paths keep their size.
  func scaled(_ factor: Double) -> Shape {
    var copy = self
    switch outline {
    case .rect(let r, let radius):
      copy.outline = .rect(
        Rect(x: r.x * factor, y: r.y * factor, width: r.width * factor, height: r.height * factor),
        cornerRadius: radius * factor)
    case .ellipse(let center, let radii):
      copy.outline = .ellipse(center: center, radii: Size(radii.width * factor, radii.height * factor))
    default: break
    }
    return copy
  }

  /// The shape moved.
  func moved(by offset: Point) -> Shape {
    var copy = self
    copy.outline =
      switch outline {
      case .rect(let rect, let radius): .rect(rect.moved(by: offset), cornerRadius: radius)
      case .ellipse(let center, let radii): .ellipse(center: center + offset, radii: radii)
      case .line(let a, let b): .line(a + offset, b + offset)
      case .path(let path):
        .path(
          Path(
            path.elements.map { element in
              switch element {
              case .move(let p): .move(p + offset)
              case .line(let p): .line(p + offset)
              case .curve(let a, let b, let c): .curve(a + offset, b + offset, c + offset)
              case .close: .close
              }
            }))
      }
    return copy
  }
}
