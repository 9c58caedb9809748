public import Frames
public import Geometry

/// The look of pages: paper, margins, type, colours and fixed words.
public struct PageTheme: Hashable, Sendable {
  /// A size of paper.
  public enum Paper: Hashable, Sendable {
    case a4, a5, letter
    case custom(Size)

    /// Upright, in points.
    public var size: Size {
      switch self {
      case .a4: Size(595.276, 841.89)
      case .a5: Size(419.528, 595.276)
      case .letter: Size(612, 792)
      case .custom(let size): size
      }
    }
  }

  /// How the lines of a text end.
  public enum LineEnds: String, Hashable, Sendable, CaseIterable {
    /// As the words fall.
    case ragged
    /// As the words fall, in lines of about equal length, as is good for titles.
    case balanced
    /// All at the same edge, but for the last.
    case justified
  }

  /// A type style with the distance of its baselines and its colour.
  public struct TextSetting: Hashable, Sendable {
    /// Family, size and weight.
    public var style: TextStyle
    /// From baseline to baseline, in points.
    public var leading: Double
    /// Of text that is not muted.
    public var color: Color
    /// Where lines end.
    public var ends = LineEnds.ragged
    /// Whether words of running text may be divided at the ends of lines.
    public var hyphenated = false

    /// A setting of ragged lines unless said otherwise.
    public init(
      _ style: TextStyle, leading: Double, color: Color, ends: LineEnds = .ragged, hyphenated: Bool = false
    ) {
      self.style = style
      self.leading = leading
      self.color = color
      self.ends = ends
      self.hyphenated = hyphenated
    }
  }

  /// What stands in the head or foot of every page. `{title}` and `{issuer}` are those of the document, `{heading}` the
  /// heading of level 1 that the page is under, `{page}` the number of the page in the words of the language, `{n}` and
  /// `{m}` the number of the page and of all.
  public struct RunningLine: Hashable, Sendable {
    /// At the ends of the line and in its middle; shortened where they would meet.
    public var left: String
    public var center: String
    public var right: String
    /// Whether a thin rule parts it from the page.
    public var hasRule: Bool

    /// A line; nothing stands where nothing is said.
    public init(left: String = "", center: String = "", right: String = "", hasRule: Bool = false) {
      self.left = left
      self.center = center
      self.right = right
      self.hasRule = hasRule
    }

    /// The line with its ends exchanged.
    var mirrored: RunningLine { RunningLine(left: right, center: center, right: left, hasRule: hasRule) }
  }

  /// The sign of the house.
  public struct Logo: Hashable, Sendable {
    /// The drawing, at the size it has over the title.
    public var drawing: Frame
    /// What is said in its place.
    public var alternative: String
    /// Whether it stands over the title.
    public var isOverTitle: Bool
    /// Whether it stands in the head of the other pages, smaller and as decoration.
    public var isInHead: Bool

    /// A logo over the title.
    public init(drawing: Frame, alternative: String, isOverTitle: Bool = true, isInHead: Bool = false) {
      self.drawing = drawing
      self.alternative = alternative
      self.isOverTitle = isOverTitle
      self.isInHead = isInHead
    }
  }

  /// The size before turning.
  public var paper: Paper
  /// Whether the paper is turned.
  public var landscape: Bool
  /// Around the content box; running heads and feet stand in them.
  public var margins: Insets
  /// Whether pages are printed on both sides: those on the left have margins and running lines the other way round.
  public var isDuplex = false
  /// The rhythm of body lines; spaces between blocks are multiples of its half.
  public var baseline: Double
  /// Between the columns of the grid of twelve.
  public var gutter: Double
  /// How many of the twelve columns running text takes; figures and tables take all.
  public var textColumns: Int

  /// The title of the document.
  public var title: TextSetting
  /// Under the title.
  public var subtitle: TextSetting
  /// Above the title.
  public var kicker: TextSetting
  /// Headings of level 1 to 4.
  public var headings: [TextSetting]
  /// Paragraphs and lists.
  public var body: TextSetting
  /// Opening paragraphs, and the points of the title block.
  public var lead: TextSetting
  /// Quoted paragraphs.
  public var quote: TextSetting
  /// Small paragraphs, and what stands around key figures.
  public var small: TextSetting
  /// The lines that name figures and tables.
  public var captionTitle: TextSetting
  /// Captions, notes and sources of figures and tables.
  public var caption: TextSetting
  /// Headers of columns.
  public var tableHead: TextSetting
  /// Cells.
  public var tableBody: TextSetting
  /// What a key figure counts.
  public var keyLabel: TextSetting
  /// The number of a key figure.
  public var keyValue: TextSetting
  /// The list of sources.
  public var source: TextSetting
  /// Running heads and feet.
  public var running: TextSetting
  /// The family of code spans.
  public var codeFamily: String

  /// Carries meaning, sparingly.
  public var accent: Color
  /// What goes against it, such as values below zero in tables.
  public var contrary: Color
  /// Text of small print and muted spans.
  public var muted: Color
  /// Rules that carry structure: the edges of tables, totals.
  public var strongRule: Color
  /// Rules that guide the eye.
  public var lightRule: Color
  /// The hairline under links in running text, which keep the colour of their text.
  public var linkRule: Color
  /// Fixed words in the language of the document.
  public var words: Words
  /// In the head of every page but the first.
  public var head: RunningLine
  /// In the foot of every page.
  public var foot: RunningLine
  /// The sign of the house, if it has one.
  public var logo: Logo?

  /// Makes the bottom margin larger by what the lines of the page leave over.
  public mutating func fitLines() {
    let room = pageSize.height - margins.top - margins.bottom
    guard baseline > 0, room > baseline else { return }
    margins.bottom += room - (room / baseline + 1e-9).rounded(.down) * baseline
  }

  /// Page size after turning.
  public var pageSize: Size {
    let size = paper.size
    return landscape ? Size(size.height, size.width) : size
  }

  /// The same look on a page on the left.
  var mirrored: PageTheme {
    var theme = self
    (theme.margins.left, theme.margins.right) = (margins.right, margins.left)
    theme.head = head.mirrored
    theme.foot = foot.mirrored
    return theme
  }

  /// The same look on paper turned by a quarter.
  var turned: PageTheme {
    var theme = self
    theme.landscape.toggle()
    return theme
  }

  /// The box that blocks are laid out in.
  public var contentBox: Rect {
    Rect(x: 0, y: 0, width: pageSize.width, height: pageSize.height).inset(by: margins)
  }

  /// The width of a figure across the page.
  public var contentWidth: Double { contentBox.width }

  /// The width of a figure when two stand side by side.
  public var halfWidth: Double { columnWidth(of: 2) }

  /// The width of running text.
  public var textWidth: Double {
    let columns = Double(min(max(textColumns, 1), 12))
    let column = (contentWidth - 11 * gutter) / 12
    return column > 0 ? columns * column + (columns - 1) * gutter : contentWidth
  }

  /// The width of one of `count` figures side by side.
  public func columnWidth(of count: Int) -> Double {
    let count = Double(max(1, count))
    return (contentWidth - (count - 1) * figureGap) / count
  }

  /// The colour of text on a ground: the usual one where it stands out by 4.5 : 1 (WCAG 2.2, success criterion 1.4.3), else
  /// white or black, whichever stands out more.
  public func ink(on ground: Color, else usual: Color) -> Color {
    if usual.contrast(with: ground) >= 4.5 { return usual }
    return Color.white.contrast(with: ground) >= Color.black.contrast(with: ground) ? .white : .black
  }

  /// Between things side by side.
  public var figureGap: Double { 2 * gutter }
}
