import Frames
import Geometry
import Notation

/// The legends of a chart on the sides they ask for, each from its own origin to the right and down.
struct LegendSides {
  var left = Stack()
  var right = Stack()
  var top = Stack()
  var bottom = Stack()
  /// Those in the corners of the plot, or at a place of their own.
  private var inside: [(legend: Legend, item: FrameItem, size: Size)] = []

  /// What stands on one side.
  struct Stack {
    var items: [FrameItem] = []
    var size = Size.zero
    /// From the axes.
    var offset = 0.0

    /// The room it takes away from the plot.
    var depth: Size {
      items.isEmpty ? .zero : Size((size.width + offset).rounded(.up), (size.height + offset).rounded(.up))
    }
  }

  init() {}

  init(_ legends: [Legend], scene: SceneContext) {
    let drawing = LegendDrawing(scene: scene)
    for legend in legends {
      let drawn = drawing.block(legend, isAcross: legend.isAcross)
      switch legend.orient {
      case "left": left.add(drawn, legend, isAcross: false)
      case "top": top.add(drawn, legend, isAcross: true)
      case "bottom": bottom.add(drawn, legend, isAcross: true)
      case "right": right.add(drawn, legend, isAcross: false)
      default: inside.append((legend, drawn.item, drawn.size))
      }
    }
  }

  /// The room all of them take away from the plot, across and down.
  var room: Size { Size(left.depth.width + right.depth.width, top.depth.height + bottom.depth.height) }

  /// The legends about a block whose plot begins at a place.
  func items(about block: Block, at plot: Point) -> [FrameItem] {
    let (size, insets) = (block.size, block.insets)
    func put(_ stack: Stack, _ x: Double, _ y: Double) -> [FrameItem] {
      stack.items.isEmpty ? [] : [.group(Group(transform: .translation(x, y), items: stack.items))]
    }
    var items = put(right, plot.x + size.width + insets.right + right.offset, plot.y)
    items += put(left, plot.x - insets.left - left.depth.width, plot.y)
    items += put(top, plot.x, plot.y - insets.top - top.depth.height)
    items += put(bottom, plot.x, plot.y + size.height + insets.bottom + bottom.offset)
    for (legend, item, own) in inside {
      let offset = legend.lookup.number("offset", 18)
      let isLeft = legend.orient.hasSuffix("left")
      let isTop = legend.orient.hasPrefix("top")
      let x =
        legend.orient == "none" ? legend.lookup.number("legendX", 0) : isLeft ? offset : size.width - offset - own.width
      let y =
        legend.orient == "none"
        ? legend.lookup.number("legendY", 0) : isTop ? offset : size.height - offset - own.height
      items.append(item.moved(x: plot.x + x, y: plot.y + y))
    }
    return items
  }
}

extension LegendSides.Stack {
  fileprivate mutating func add(_ drawn: (item: FrameItem, size: Size), _ legend: Legend, isAcross: Bool) {
    let gap = items.isEmpty ? 0 : isAcross ? 20.0 : 12
    offset = max(offset, legend.lookup.number("offset", 18))
    items.append(isAcross ? drawn.item.moved(x: size.width + gap, y: 0) : drawn.item.moved(x: 0, y: size.height + gap))
    size =
      isAcross
      ? Size(size.width + gap + drawn.size.width, max(size.height, drawn.size.height))
      : Size(max(size.width, drawn.size.width), size.height + gap + drawn.size.height)
  }
}

extension Legend {
  /// The side of the plot, the corner inside it, or `none`.
  var orient: String { lookup.value("orient")?.string ?? "right" }
  /// Whether its entries stand side by side.
  var isAcross: Bool {
    lookup.value("direction")?.string.map { $0 == "horizontal" } ?? ["top", "bottom"].contains(orient)
  }
}
