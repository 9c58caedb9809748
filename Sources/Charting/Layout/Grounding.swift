import Frames
import Geometry

/// Keeps grid lines out of texts that stand on the ground of a plot.
struct Grounding {
  let measurer: any TextMeasuring
  /// What the marks cover.
  private let covered: [Rect]

  private let ground: Color

  init(measurer: any TextMeasuring, ground: Color, others: [Group]) {
    self.measurer = measurer
    self.ground = ground
    covered = others.flatMap(\.items).compactMap { item in
      guard Self.isShape(item) else { return nil }
      var extent = Overhang(measurer: measurer)
      extent.add(item)
      return extent.box
    }
  }

  private static func isShape(_ item: FrameItem) -> Bool {
    switch item {
    case .shape: true
    case .group(let group): group.items.contains(where: isShape)
    default: false
    }
  }

  /// The items, each text that touches no other mark on a patch of the ground.
  func grounded(_ items: [FrameItem]) -> [FrameItem] {
    items.flatMap { item -> [FrameItem] in
      switch item {
      case .text(let run) where run.angle == 0:
        let box = run.box(measurer.metrics(of: run.style))
        let isFree = !covered.contains { other in
          other.minX < box.maxX && box.minX < other.maxX && other.minY < box.maxY && box.minY < other.maxY
        }
        return isFree ? [.shape(Shape(.rect(box), fill: .color(ground))), item] : [item]
      case .group(var group):
        group.items = grounded(group.items)
        return [.group(group)]
      default: return [item]
      }
    }
  }
}
