public import Geometry

/// A filled or stroked figure.
public struct Shape: Hashable, Sendable {
  public var outline: Outline
  public var fill: Paint?
  public var stroke: Stroke?
  /// What a reader who does not see it is told, if it stands for a value of its own.
  public var label: String?

  public init(_ outline: Outline, fill: Paint? = nil, stroke: Stroke? = nil, label: String? = nil) {
    self.outline = outline
    self.fill = fill
    self.stroke = stroke
    self.label = label
  }
}

/// The line a shape is made of.
public enum Outline: Hashable, Sendable {
  case rect(Rect, cornerRadius: Double = 0)
  case ellipse(center: Point, radii: Size)
  case line(Point, Point)
  case path(Path)
}

/// Straight lines and cubic curves.
public struct Path: Hashable, Sendable {
  /// One step of a path.
  public enum Element: Hashable, Sendable {
    case move(Point)
    case line(Point)
    case curve(Point, Point, Point)
    case close
  }

  public var elements: [Element]

  public init(_ elements: [Element] = []) { self.elements = elements }

  /// A line through the points, closed on demand.
  public init(polyline points: [Point], closed: Bool = false) {
    elements = points.enumerated().map { $0.offset == 0 ? .move($0.element) : .line($0.element) }
    if closed, !points.isEmpty { elements.append(.close) }
  }

  /// The box around all points and control points, or nil for an empty path.
  public var controlBox: Rect? {
    var box: Rect?
    func add(_ p: Point) {
      let r = Rect(x: p.x, y: p.y, width: 0, height: 0)
      box = box?.union(r) ?? r
    }
    for element in elements {
      switch element {
      case .move(let p), .line(let p): add(p)
      case .curve(let a, let b, let c):
        add(a)
        add(b)
        add(c)
      case .close: break
      }
    }
    return box
  }

  /// Appends an arc of a circle as cubic curves of at most a quarter turn. Angles in radians, 0 to the right, growing
  /// clockwise; a line leads to the start of the arc unless the path is empty.
  public mutating func appendArc(center: Point, radius: Double, from start: Double, to end: Double) {
    func at(_ angle: Double) -> Point { Point(center.x + radius * cosine(angle), center.y + radius * sine(angle)) }
    elements.append(elements.isEmpty ? .move(at(start)) : .line(at(start)))
    let steps = max(1, Int(((end - start).magnitude / (Double.pi / 2) - 1e-9).rounded(.up)))
    let step = (end - start) / Double(steps)
    // The usual cubic approximation of an arc: k = 4/3 · tan(step / 4).
    let k = 4 / 3 * sine(step / 4) / cosine(step / 4) * radius
    for i in 0..<steps {
      let a = start + Double(i) * step
      let b = a + step
      let (p, q) = (at(a), at(b))
      elements.append(
        .curve(
          Point(p.x - k * sine(a), p.y + k * cosine(a)), Point(q.x + k * sine(b), q.y - k * cosine(b)), q))
    }
  }
}

/// What fills a shape or colours a line.
public enum Paint: Hashable, Sendable {
  case color(Color)
  /// From `start` to `end`, in the coordinates of the shape.
  case linearGradient(start: Point, end: Point, stops: [GradientStop])
}

/// One colour of a gradient at an offset of 0…1.
public struct GradientStop: Hashable, Sendable {
  public var offset: Double
  public var color: Color

  public init(offset: Double, color: Color) {
    self.offset = offset
    self.color = color
  }
}

/// How a line is drawn.
public struct Stroke: Hashable, Sendable {
  /// The ends of a line.
  public enum Cap: String, Hashable, Sendable { case butt, round, square }
  /// The corners of a line.
  public enum Join: String, Hashable, Sendable { case miter, round, bevel }

  public var paint: Paint
  /// In points.
  public var width: Double
  /// Lengths of dashes and gaps in points; empty for a solid line.
  public var dash: [Double]
  public var dashOffset: Double
  public var cap: Cap
  public var join: Join

  public init(
    _ paint: Paint, width: Double = 1, dash: [Double] = [], dashOffset: Double = 0, cap: Cap = .butt,
    join: Join = .miter
  ) {
    self.paint = paint
    self.width = width
    self.dash = dash
    self.dashOffset = dashOffset
    self.cap = cap
    self.join = join
  }
}
