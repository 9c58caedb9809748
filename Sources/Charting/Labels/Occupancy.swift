import Frames
import Geometry

/// What is taken on a plot: boxes sorted into square cells, so that a place is checked against its neighbours only.
struct Occupancy {
  private var boxes: [Rect] = []
  private var cells: [Cell: [Int]] = [:]
  private let side = 24.0

  private struct Cell: Hashable { var column, row: Int }

  /// Takes a box.
  mutating func take(_ box: Rect) {
    guard box.minX.isFinite, box.maxX.isFinite, box.minY.isFinite, box.maxY.isFinite else { return }
    boxes.append(box)
    for cell in touched(box) { cells[cell, default: []].append(boxes.count - 1) }
  }

  /// Whether nothing taken overlaps the box by more than a hair.
  func isFree(_ box: Rect) -> Bool {
    let slack = 0.05
    for cell in touched(box) {
      for i in cells[cell] ?? [] {
        let other = boxes[i]
        if other.minX < box.maxX - slack, box.minX < other.maxX - slack, other.minY < box.maxY - slack,
          box.minY < other.maxY - slack
        {
          return false
        }
      }
    }
    return true
  }

  private func touched(_ box: Rect) -> [Cell] {
    // Far outside any plot nothing is ever placed.
    func index(_ v: Double) -> Int { Int(min(max(v, -2_000), 22_000) / side) }
    var result: [Cell] = []
    for column in index(box.minX)...max(index(box.minX), index(box.maxX)) {
      for row in index(box.minY)...max(index(box.minY), index(box.maxY)) {
        result.append(Cell(column: column, row: row))
      }
    }
    return result
  }

  /// Takes what a drawn item covers: boxes as they are, lines and curves piece by piece.
  mutating func take(_ item: FrameItem, measurer: any TextMeasuring) {
    switch item {
    case .group(let group): for item in group.items { take(item, measurer: measurer) }
    case .text(let run): take(run.box(measurer.metrics(of: run.style)))
    case .shape(let shape):
      switch shape.outline {
      case .rect(let rect, _): take(rect)
      case .ellipse(let c, let r):
        take(Rect(x: c.x - r.width, y: c.y - r.height, width: 2 * r.width, height: 2 * r.height))
      case .line(let a, let b): take(from: a, to: b, half: (shape.stroke?.width ?? 1) / 2 + 1.5)
      case .path(let path):
        guard shape.fill == nil else {
          if let box = path.controlBox { take(box) }
          return
        }
        var at = Point.zero
        for element in path.elements {
          switch element {
          case .move(let p): at = p
          case .line(let p):
            take(from: at, to: p)
            at = p
          case .curve(_, _, let p):
            take(from: at, to: p)
            at = p
          case .close: break
          }
        }
      }
    default: break
    }
  }

  private mutating func take(from a: Point, to b: Point, half: Double = 0.75) {
    let length = max((b.x - a.x).magnitude, (b.y - a.y).magnitude)
    guard length.isFinite else { return }
    let steps = Int(min(max(1, length / 3), 4_000))
    for i in 0...steps {
      let t = Double(i) / Double(steps)
      take(Rect(x: a.x + (b.x - a.x) * t - half, y: a.y + (b.y - a.y) * t - half, width: 2 * half, height: 2 * half))
    }
  }
}

/// Centres of labels in one column, moved as little as possible so that none overlap.
///
/// Pool adjacent violators on the wanted centres less the room of the labels above: the sum of squared moves is the least
/// (R. Barlow et al., "Statistical Inference under Order Restrictions", 1972).
/// - Parameters:
///   - centers: wanted centres in ascending order.
///   - heights: room each label needs.
///   - low: where the first label may begin.
///   - high: where the last label may end; the heights fit between.
func spread(_ centers: [Double], heights: [Double], from low: Double, to high: Double) -> [Double] {
  var offsets: [Double] = []
  var room = 0.0
  for height in heights {
    offsets.append(room + height / 2)
    room += height
  }
  var blocks: [(mean: Double, count: Int)] = []
  for (i, center) in centers.enumerated() {
    blocks.append((center - offsets[i], 1))
    while blocks.count > 1, blocks[blocks.count - 2].mean > blocks[blocks.count - 1].mean {
      let b = blocks.removeLast()
      let a = blocks.removeLast()
      let count = a.count + b.count
      blocks.append(((a.mean * Double(a.count) + b.mean * Double(b.count)) / Double(count), count))
    }
  }
  let starts = blocks.flatMap { [Double](repeating: $0.mean, count: $0.count) }
  return zip(starts, offsets).map { min(max($0, low), max(low, high - room)) + $1 }
}
