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
    let shared = style.isPlain && unit[.color] == nil ? TextManner(style, .empty, family: family, scene) : nil
    return each { row in
      guard let place = textPlace(row) else { return nil }
      var lines = textLines(row, labels)
      guard lines.contains(where: { !$0.isEmpty }) else { return nil }
      let manner = shared ?? TextManner(style, row, family: family, scene)
      guard let color = manner.color else { return nil }
      if let limit = manner.limit {
        lines = lines.map {
          scene.cut($0, to: limit, manner.look, ellipsis: manner.ellipsis, atStart: manner.isBackward)
        }
      }
      let items = lines.enumerated().map { i, line -> FrameItem in
        let (ox, oy) = (manner.dx, manner.dy + Double(i) * manner.lineHeight)
        let position = Point(
          place.x + manner.xOffset + ox * manner.cosine - oy * manner.sine,
          place.y + manner.yOffset + ox * manner.sine + oy * manner.cosine)
        return .text(
          TextRun(
            line, style: manner.look, at: position, anchor: manner.anchor,
            width: scene.context.measurer.advance(of: line, style: manner.look), color: color, angle: manner.angle))
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

/// How the text of a row is set and where it stands beside its place.
private struct TextManner {
  let look: TextStyle
  /// Nil for a text without a fill.
  let color: Color?
  let anchor: TextRun.Anchor
  let xOffset, yOffset: Double
  /// Along and across the line, in the direction in which it runs, to the baseline of the first.
  let dx, dy: Double
  let lineHeight: Double
  let angle, cosine, sine: Double
  /// Nil for none.
  let limit: Double?
  let ellipsis: String
  let isBackward: Bool

  init(_ style: MarkStyle, _ row: DataRow, family: String, _ scene: SceneContext) {
    xOffset = style.number("xOffset", row) ?? 0
    yOffset = style.number("yOffset", row) ?? 0
    let align = style.property("align", row)?.string ?? "center"
    anchor = align == "left" ? .start : align == "right" ? .end : .middle
    let size = style.number(.size, row) ?? style.number("fontSize", row) ?? style.number("size", row) ?? 11
    look = TextStyle(
      family: family, size: size, weight: fontWeight(style.property("fontWeight")),
      italic: style.property("fontStyle")?.string == "italic")
    color = style.colors(row).fill.map { $0.withAlpha($0.alpha * style.opacity(row)) }
    angle = style.number(.angle, row, range: { [0, 360] }) ?? style.number("angle", row) ?? 0
    (cosine, sine) = (cos(angle * Double.pi / 180), sin(angle * Double.pi / 180))
    let baseline = style.property("baseline", row)?.string ?? "middle"
    dx = style.number("dx", row) ?? 0
    dy =
      (style.number("dy", row) ?? 0)
      + baselineDrop(baseline, size: size, metrics: scene.context.measurer.metrics(of: look))
    lineHeight = style.number("lineHeight") ?? size + 2
    limit = style.number("limit", row).flatMap { $0 > 0 ? $0 : nil }
    ellipsis = style.property("ellipsis", row)?.string ?? "…"
    isBackward = style.property("dir", row)?.string == "rtl"
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
