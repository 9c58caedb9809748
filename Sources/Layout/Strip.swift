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
  /// Whether a page had better start here.
  var prefersPage = false
  /// In how many columns it is set, one or two.
  var columns = 1
  /// Whether it stands on a page turned by a quarter.
  var isTurned = false
  /// What speaks against a page starting here.
  var cutCost = 0.0
  /// The spaces that the first strip of a block asks for above it, and every one below the block.
  var above = 0.0
  var below = 0.0
  /// How much taller or lower it may be set, if it may.
  var flex: Flex?
  /// How much lower it may be set, so that a table does not end with a few rows on another page.
  var slack = 0.0
  /// The block of the document it belongs to, and what that block is.
  var block = 0
  var role = ""
  /// What is set again at the top of a page that starts with this strip.
  var repeated: [Strip] = []
  /// The heading of level 1 that starts here, for running heads.
  var runningHeading: String?
  /// The footnotes that have their marks in it.
  var notes: [Int] = []
  /// Page numbers to fill in when they are known.
  var references: [PageReference] = []

  /// What holds a strip to the next.
  enum Keep { case no, next, nextFigure }

  /// The heights a strip may be set at.
  struct Flex {
    var least: Double
    var most: Double
    /// The items of the strip at a height, and the height they really take.
    var items: (Double) -> (items: [FrameItem], height: Double)?

    /// The strip at a height; as it is where it cannot be redrawn.
    func strip(_ strip: Strip, height: Double) -> Strip {
      guard let set = items(height), set.height <= height + 0.1 else { return strip }
      var new = strip
      new.items = set.items
      new.height = set.height
      return new
    }
  }

  /// Whether it may leave its place for the next page.
  var isFloat: Bool { role == "figure" || role == "figures" }

  /// Whether it may stand before a figure that it follows in the text.
  var mayPassFigure: Bool {
    (role == "paragraph" || role == "list") && columns == 1 && !isTurned
  }
}

/// Numbers of pages that are filled in when the pages are made, set flush right.
struct PageReference {
  /// What is referred to.
  enum Target {
    /// The page an anchor is on.
    case place(String)
    /// The pages outside the sources with links to an anchor.
    case mentions(String)
  }

  var to: Target
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
