import Frames
import Geometry
import Notation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension MarkDrawing {
  func symbols() -> [FrameItem] {
    each { row in
      guard let x = placement.center(.x, row), let y = placement.center(.y, row) else { return nil }
      let written = style.number(.size, row)
      if unit[.size]?.hasField == true, written == nil { return nil }
      let size = written ?? style.number("size", row) ?? 30
      let paint = style.paint(row)
      let dx = style.number("xOffset", row) ?? 0
      let dy = style.number("yOffset", row) ?? 0
      if !(unit.lists[.status] ?? []).isEmpty, look(row) == .target {
        let (along, across) = unit.orient == .vertical && unit[.y]?.isContinuous == true ? (6.0, 0.0) : (0.0, 6.0)
        let (a, b) = (Point(x + dx - along, y + dy - across), Point(x + dx + along, y + dy + across))
        return .shape(Shape(.line(a, b), stroke: Stroke(.color(scene.ink), width: 2)))
      }
      return .shape(
        Shape(
          symbolOutline(
            style.shape(row), at: Point(x + dx, y + dy), size: size,
            angle: style.number(.angle, row, range: { [0, 360] }) ?? style.number("angle", row) ?? 0), fill: paint.fill,
          stroke: paint.stroke))
    }
  }
}

extension MarkDrawing {
  /// Pictures are not read: a box stands where each would.
  func images() -> [FrameItem] {
    scene.report.add(Message.unsupported("reading pictures for the mark “image”", at: unit.mark.node))
    return each { row in
      guard let x = placement.center(.x, row), let y = placement.center(.y, row) else { return nil }
      let size = style.number(.size, row).map { max(0, $0).squareRoot() }
      let (width, height) = (style.number("width", row) ?? size ?? 20, style.number("height", row) ?? size ?? 20)
      let align = style.property("align", row)?.string ?? "center"
      let baseline = style.property("baseline", row)?.string ?? "middle"
      let left = align == "left" ? x : align == "right" ? x - width : x - width / 2
      let top = baseline == "top" ? y : baseline == "bottom" ? y - height : y - height / 2
      let rect = Rect(x: left, y: top, width: width, height: height)
      let frame = scene.habits.fitsFrame ? Stroke(.color(Color(hex: 0x8A8A8A))) : nil
      return .shape(Shape(.rect(rect), stroke: frame))
    }
  }
}

extension MarkStyle {
  /// What a size scale leads to where the author does not say: the largest symbol or bar fits the narrowest step.
  var sizeRange: [Double] {
    func limit(_ key: String, _ standard: Double) -> Double { scene.config.value("scale", key)?.number ?? standard }
    switch placement.unit.mark.type {
    case .bar, .tick: return [limit("minBandSize", 2), limit("maxBandSize", narrowestStep - 1)]
    case .line, .trail, .rule: return [limit("minStrokeWidth", 1), limit("maxStrokeWidth", 4)]
    case .text: return [limit("minFontSize", 8), limit("maxFontSize", 40)]
    default:
      let widest = 0.95 * narrowestStep
      return [limit("minSize", 4), limit("maxSize", widest * widest)]
    }
  }

  /// The smaller step of the axes that have one: of bands whose width is not given in all, and of bins.
  private var narrowestStep: Double {
    let unit = placement.unit
    let steps = [(Channel.x, unit.view.width), (.y, unit.view.height)].compactMap { channel, size -> Double? in
      guard let scale = placement.scale(channel) else { return nil }
      if let band = scale.band { return size?.number == nil && size?.string == nil ? band.step : nil }
      guard let bins = unit[channel]?.column.flatMap({ scene.bins[$0] }), bins.boundaries.count > 1 else { return nil }
      return placement.plot.extent(channel) / Double(bins.boundaries.count - 1)
    }
    return steps.min() ?? scene.config.value("view", "step")?.number ?? 20
  }

  /// The settled scale of a channel.
  func unitScale(_ channel: Channel) -> ScaleModel? {
    placement.layer.scales[channel].flatMap { placement.plot.models[$0] }
  }
}

/// A symbol of Vega about a point; `size` is the area of its square, `angle` a clockwise turn in degrees.
func symbolOutline(_ shape: String, at c: Point, size: Double, angle: Double = 0) -> Outline {
  let r = max(0, size).squareRoot() / 2
  let turn = angle * Double.pi / 180
  let (sine, cosine) = angle == 0 ? (0, 1) : (sin(turn), cos(turn))
  func place(_ x: Double, _ y: Double) -> Point { Point(c.x + x * cosine - y * sine, c.y + x * sine + y * cosine) }
  func polygon(_ points: [(Double, Double)]) -> Outline {
    .path(Path(polyline: points.map { place($0.0, $0.1) }, closed: true))
  }
  let h = r * 0.8660254
  // What puts the middle of a triangle's area on the point.
  let o = h - r * 0.5773503
  switch shape {
  case "square":
    if angle != 0 { return polygon([(-r, -r), (r, -r), (r, r), (-r, r)]) }
    return .rect(Rect(x: c.x - r, y: c.y - r, width: 2 * r, height: 2 * r))
  case "diamond": return polygon([(-r, 0), (0, -r), (r, 0), (0, r)])
  case "cross":
    let s = r / 2.5
    return polygon([
      (-r, -s), (-r, s), (-s, s), (-s, r), (s, r), (s, s), (r, s), (r, -s), (s, -s), (s, -r), (-s, -r), (-s, -s),
    ])
  case "arrow":
    let (s, t, v) = (r / 7, r / 2.5, r / 8)
    return polygon([(-s, r), (s, r), (s, -v), (t, -v), (0, -r), (-t, -v), (-s, -v)])
  case "wedge":
    let b = r / 4
    return polygon([(0, -h - o), (-b, h - o), (b, h - o)])
  case "triangle": return polygon([(0, -h - o), (-r, h - o), (r, h - o)])
  case "triangle-up": return polygon([(0, -h), (-r, h), (r, h)])
  case "triangle-down": return polygon([(0, h), (-r, -h), (r, -h)])
  case "triangle-right": return polygon([(h, 0), (-h, -r), (-h, r)])
  case "triangle-left": return polygon([(-h, 0), (h, -r), (h, r)])
  case "stroke": return .line(place(-r, 0), place(r, 0))
  default:
    if let first = shape.utf8.first, first == UInt8(ascii: "M") || first == UInt8(ascii: "m"),
      let path = Path(svg: shape)
    {
      // On a square of −1…1.
      return .path(path.mapPoints { place($0.x * r, $0.y * r) })
    }
    return .ellipse(center: c, radii: Size(r, r))
  }
}
