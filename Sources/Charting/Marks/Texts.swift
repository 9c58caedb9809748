import Formats
import Frames
import Geometry
import Notation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension MarkDrawing {
  func texts() -> [FrameItem] {
    let family = style.property("font")?.string ?? scene.config.value("font")?.string ?? "sans-serif"
    let labels = Labels(scene: scene)
    return each { row in
      guard var place = textPlace(row) else { return nil }
      place = Point(
        place.x + (style.number("xOffset", row) ?? 0), place.y + (style.number("yOffset", row) ?? 0))
      let align = style.property("align", row)?.string ?? "center"
      let baseline = style.property("baseline", row)?.string ?? "middle"
      let dx = style.number("dx", row) ?? 0
      let dy = style.number("dy", row) ?? 0
      var lines = textLines(row, labels)
      guard lines.contains(where: { !$0.isEmpty }) else { return nil }
      let size = style.number(.size, row) ?? style.number("fontSize", row) ?? style.number("size", row) ?? 11
      let look = TextStyle(
        family: family, size: size, weight: fontWeight(style.property("fontWeight")),
        italic: style.property("fontStyle")?.string == "italic")
      let fill = style.colors(row).fill ?? nil
      guard let color = fill else { return nil }
      let angle = style.number(.angle, row, range: { [0, 360] }) ?? style.number("angle", row) ?? 0
      let metrics = scene.context.measurer.metrics(of: look)
      let drop = baselineDrop(baseline, size: size, metrics: metrics)
      let radians = angle * Double.pi / 180
      if let limit = style.number("limit", row), limit > 0 {
        let ellipsis = style.property("ellipsis", row)?.string ?? "…"
        let isBackward = style.property("dir", row)?.string == "rtl"
        lines = lines.map { scene.cut($0, to: limit, look, ellipsis: ellipsis, atStart: isBackward) }
      }
      let items = lines.enumerated().map { i, line -> FrameItem in
        let (ox, oy) = (dx, dy + drop + Double(i) * (style.number("lineHeight") ?? size + 2))
        let position = Point(
          place.x + ox * cos(radians) - oy * sin(radians), place.y + ox * sin(radians) + oy * cos(radians))
        return .text(
          TextRun(
            line, style: look, at: position, anchor: align == "left" ? .start : align == "right" ? .end : .middle,
            width: scene.context.measurer.advance(of: line, style: look),
            color: color.withAlpha(color.alpha * style.opacity(row)), angle: angle))
      }
      return items.count == 1 ? items[0] : .group(Group(role: Group.lines, items: items))
    }
  }

  private func textPlace(_ row: DataRow) -> Point? {
    if unit[.theta] != nil || unit[.radius] != nil {
      let center = Point(plot.width / 2, plot.height / 2)
      var angle = 0.0
      if let bound = unit[.theta], let scale = plot.position(.theta, placement.layer) {
        if let end = bound.stackEnd {
          angle =
            ((scale.map(placement.value(bound.stackStart, row)) ?? 0) + (scale.map(placement.value(end, row)) ?? 0)) / 2
        } else {
          angle = scale.map(placement.datum(bound, row)) ?? 0
          if bound.isBinned, let end = bound.end, let last = scale.map(placement.value(end, row)) {
            angle = (angle + last) / 2
          }
        }
      }
      var radius = style.number("radius") ?? style.number("outerRadius") ?? min(plot.width, plot.height) / 2
      if let bound = unit[.radius] {
        if let fixed = placement.fixed(bound) {
          radius = fixed
        } else if let name = placement.layer.scales[.radius], let model = plot.models[name] {
          let low = model.properties["rangeMin"]?.number ?? 0
          let scale = model.position(low, min(plot.width, plot.height) / 2, zone: scene.zone)
          radius = scale.map(placement.value(bound.stackEnd ?? bound.column, row)) ?? radius
        }
      }
      radius += style.number("radiusOffset") ?? 0
      return Point(center.x + radius * sin(angle), center.y - radius * cos(angle))
    }
    guard let x = placement.center(.x, row), let y = placement.center(.y, row) else { return nil }
    return Point(x, y)
  }

  private func textLines(_ row: DataRow, _ labels: Labels) -> [String] {
    guard let bound = unit[.text] else { return lines(of: style.property("text", row).map { DataValue($0) } ?? .null) }
    if let condition = style.conditional(bound, row) {
      guard case .value(let node) = condition.source else { return [""] }
      return lines(of: DataValue(style.evaluated(node, row)))
    }
    if case .value(let node) = bound.binding { return lines(of: DataValue(style.evaluated(node, row))) }
    let value = placement.datum(bound, row)
    if bound.isBinned, let end = bound.end {
      return ["\(labels.text(value, bound)) – \(labels.text(placement.value(end, row), bound))"]
    }
    if case .list(let items) = value { return items.map { labels.text($0, bound) } }
    return broken(labels.text(value, bound))
  }

  /// The lines of a text written in the specification.
  private func lines(of value: DataValue) -> [String] {
    switch value {
    case .null: [""]
    case .list(let items): items.map(\.plainText)
    default: broken(value.plainText)
    }
  }

  /// A text in the lines its author marked.
  private func broken(_ text: String) -> [String] {
    let mark = (style.property("lineBreak") ?? scene.config.value("lineBreak"))?.string ?? ""
    return text.lines(brokenAt: mark)
  }
}

extension String {
  /// The lines between marks; the text itself where there is no such mark in it.
  func lines(brokenAt mark: String) -> [String] {
    guard !mark.isEmpty, contains(mark) else { return [self] }
    return split(separator: mark, omittingEmptySubsequences: false).map(String.init)
  }
}

/// A weight in numbers.
func fontWeight(_ node: Node?) -> Int {
  switch node?.string {
  case "bold": return 700
  case "bolder": return 800
  case "lighter": return 300
  default: return Int(min(max(node?.number ?? 400, 100), 900))
  }
}

/// How far below a place the baseline lies, for a named baseline.
func baselineDrop(_ baseline: String, size: Double, metrics: FontMetrics) -> Double {
  switch baseline {
  case "top": (0.79 * size).rounded()
  case "middle": (0.3 * size).rounded()
  case "bottom": (-0.21 * size).rounded()
  case "line-top": (0.79 * size).rounded()
  case "line-bottom": (-0.21 * size).rounded()
  default: 0
  }
}
