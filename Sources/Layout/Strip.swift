import Frames
import Geometry

/// A slice of a block that no page break cuts: a line of text, a row of a table, a drawing.
struct Strip {
  var height: Double
  /// Above the strip; vanishes at the top of a page.
  var space = 0.0
  /// From the left edge of the content box and the top of the strip.
  var items: [FrameItem] = []
  /// Where the next strip may go.
  var keep = Keep.no
  /// Whether a page starts here in any case.
  var startsPage = false
  /// The block of the document it belongs to, and what that block is.
  var block = 0
  var role = ""
  /// What is set again at the top of a page that starts with this strip.
  var repeated: [Strip] = []
  /// The heading of level 1 that starts here, for running heads.
  var runningHeading: String?
  /// Page numbers to fill in when they are known.
  var references: [PageReference] = []

  /// What holds a strip to the next.
  enum Keep { case no, next, nextFigure }
}

/// The number of the page an anchor is on, set flush right.
struct PageReference {
  var anchor: String
  /// The right end of the baseline.
  var position: Point
  var setting: PageTheme.TextSetting
  /// The part of the document it is text of.
  var element: Int?
}

extension FrameItem {
  /// The left end of what layout sets.
  var left: Double {
    switch self {
    case .group(let g): g.transform.tx
    case .text(let t): t.position.x
    case .shape(let s): if case .line(let a, _) = s.outline { a.x } else { 0 }
    case .image(let i): i.rect.x
    case .link(let r, _): r.x
    case .anchor(_, let p): p.x
    }
  }

  /// The item moved.
  func moved(by offset: Point) -> FrameItem {
    switch self {
    case .group(var g):
      g.transform = Transform.translation(offset.x, offset.y).applied(after: g.transform)
      return .group(g)
    case .text(var t):
      t.position = t.position + offset
      return .text(t)
    case .shape(var s):
      switch s.outline {
      case .rect(let r, let radius): s.outline = .rect(r.moved(by: offset), cornerRadius: radius)
      case .ellipse(let center, let radii): s.outline = .ellipse(center: center + offset, radii: radii)
      case .line(let a, let b): s.outline = .line(a + offset, b + offset)
      case .path: return .group(Group(transform: .translation(offset.x, offset.y), items: [self]))
      }
      return .shape(s)
    case .image(var i):
      i.rect = i.rect.moved(by: offset)
      return .image(i)
    case .link(let r, let link): return .link(r.moved(by: offset), link)
    case .anchor(let name, let p): return .anchor(name, p + offset)
    }
  }
}
