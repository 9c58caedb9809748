import Frames
import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How far marks reach out of their plot: value labels beside bars, large symbols at the edge.
struct Overhang {
  let measurer: any TextMeasuring
  var box: Rect?

  init(measurer: any TextMeasuring) { self.measurer = measurer }

  mutating func add(_ item: FrameItem) {
    switch item {
    case .group(let group): for item in group.items { add(item) }
    case .text(let run):
      let r = run.box(measurer.metrics(of: run.style))
      guard run.angle != 0 else {
        add(r)
        return
      }
      let angle = run.angle * Double.pi / 180
      let turn = Transform(a: cos(angle), b: sin(angle), c: -sin(angle), d: cos(angle))
      let moved = turn.apply(r.moved(by: Point(-run.position.x, -run.position.y)))
      add(moved.moved(by: run.position))
    case .shape(let shape):
      let half = (shape.stroke?.width ?? 0) / 2
      let r: Rect? =
        switch shape.outline {
        case .rect(let rect, _): rect
        case .ellipse(let c, let radii):
          Rect(x: c.x - radii.width, y: c.y - radii.height, width: 2 * radii.width, height: 2 * radii.height)
        case .line(let a, let b):
          Rect(x: min(a.x, b.x), y: min(a.y, b.y), width: (a.x - b.x).magnitude, height: (a.y - b.y).magnitude)
        case .path(let path): path.controlBox
        }
      if let r {
        add(
          Rect(
            x: r.minX - half, y: r.minY - half, width: r.maxX - r.minX + 2 * half, height: r.maxY - r.minY + 2 * half))
      }
    default: break
    }
  }

  private mutating func add(_ rect: Rect) { box = box?.union(rect) ?? rect }

  /// The insets a plot of the size needs so that everything stays inside.
  func widen(_ insets: inout Insets, size: Size) {
    guard let box, box.x.isFinite, box.y.isFinite else { return }
    insets.left = max(insets.left, -box.minX)
    insets.right = max(insets.right, box.maxX - size.width)
    insets.top = max(insets.top, -box.minY)
    insets.bottom = max(insets.bottom, box.maxY - size.height)
  }
}
