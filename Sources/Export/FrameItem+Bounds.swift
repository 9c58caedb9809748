internal import Frames
internal import Geometry
internal import Glibc

extension FrameItem {
  /// The box around what is painted, in the coordinates the item stands in; nil if nothing is.
  func bounds(_ engine: TextEngine) -> Rect? {
    switch self {
    case .group(let group):
      var box: Rect?
      for item in group.items {
        guard let inner = item.bounds(engine) else { continue }
        box = box?.union(inner) ?? inner
      }
      if let clip = group.clip, let whole = box {
        guard clip.overlaps(whole) else { return nil }
        let (left, top) = (max(clip.minX, whole.minX), max(clip.minY, whole.minY))
        box = Rect(x: left, y: top, width: min(clip.maxX, whole.maxX) - left, height: min(clip.maxY, whole.maxY) - top)
      }
      return box.map(group.transform.apply)
    case .text(let run):
      let box = run.box(engine.metrics(of: run.style))
      guard run.angle != 0 else { return box }
      let angle = run.angle * .pi / 180
      let turn = Transform(a: cos(angle), b: sin(angle), c: -sin(angle), d: cos(angle))
      return turn.apply(box.moved(by: Point.zero - run.position)).moved(by: run.position)
    case .shape(let shape): return shape.outline.bounds
    case .image(let image): return image.rect
    case .link, .anchor: return nil
    }
  }
}

extension Outline {
  fileprivate var bounds: Rect? {
    switch self {
    case .rect(let rect, _): rect
    case .ellipse(let center, let radii):
      Rect(x: center.x - radii.width, y: center.y - radii.height, width: 2 * radii.width, height: 2 * radii.height)
    case .line(let a, let b): Path(polyline: [a, b]).controlBox
    case .path(let path): path.controlBox
    }
  }
}
