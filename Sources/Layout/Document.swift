public import Diagnostics
public import Frames

/// What is to be laid out: blocks in reading order and what stands on every page.
public struct Document: Hashable, Sendable {
  /// Passed on with the pages.
  public var metadata: PagedDocument.Metadata
  /// In reading order.
  public var blocks: [Block]
  /// Left in the head of every page but the first; the current heading of level 1 stands on the right.
  public var runningHead: String
  /// Left in the foot of every page; the page number stands on the right.
  public var runningFoot: String
  /// Files that come with the whole document; those of figures are theirs.
  public var attachments: [PagedDocument.Attachment]

  /// A document; nothing stands in the head and foot but page numbers unless said.
  public init(
    metadata: PagedDocument.Metadata, blocks: [Block], runningHead: String = "", runningFoot: String = "",
    attachments: [PagedDocument.Attachment] = []
  ) {
    self.metadata = metadata
    self.blocks = blocks
    self.runningHead = runningHead
    self.runningFoot = runningFoot
    self.attachments = attachments
  }
}

/// One block of a document.
public indirect enum Block: Hashable, Sendable {
  /// The block at the top of the first page that says what this is.
  case title(TitleBlock)
  case heading(Heading)
  case paragraph(RichText, Paragraph.Style = .body)
  case list(List)
  case table(Table)
  case figure(Figure)
  /// Side by side in one row, plots at the same height.
  case figures([Figure])
  /// Big numbers, two to four in a row.
  case keyFigures([KeyFigure])
  /// What the document says in short.
  case summary(Summary)
  /// Headings down to level `depth` with their pages, each a link.
  case contents(title: String, depth: Int)
  /// The numbered figures or tables with their pages, each a link.
  case listing(Listing, title: String)
  /// The entries that printed values link to, in small print.
  case sources([SourceEntry])
  /// Blocks in two columns, the last of them balanced.
  case columns([Block])
  case pageBreak
  /// A thin rule across the page.
  case rule
  /// Empty height in points.
  case spacer(Double)
}

/// What a list of numbered parts names.
public enum Listing: String, Hashable, Sendable, CaseIterable { case figures, tables }

/// What a paragraph is.
public enum Paragraph {
  /// The look of a paragraph.
  public enum Style: String, Hashable, Sendable, CaseIterable { case body, lead, small, quote }
}

/// Title, date and issuer of a document, and what it says in up to three lines.
public struct TitleBlock: Hashable, Sendable {
  /// Small above the title, such as the name of the series.
  public var kicker: String
  /// In the largest type.
  public var title: String
  /// Under the title.
  public var subtitle: String
  /// As it is to be printed.
  public var date: String
  /// Who says it.
  public var issuer: String
  /// What the period brought, a line each.
  public var lead: [RichText]
  /// Whether it has the first page for itself, without head and foot.
  public var isCover: Bool
  /// At the foot of a cover.
  public var figures: [KeyFigure]

  /// A title block; what is empty takes no room.
  public init(
    kicker: String = "", title: String, subtitle: String = "", date: String = "", issuer: String = "",
    lead: [RichText] = [], isCover: Bool = false, figures: [KeyFigure] = []
  ) {
    self.kicker = kicker
    self.title = title
    self.subtitle = subtitle
    self.date = date
    self.issuer = issuer
    self.lead = lead
    self.isCover = isCover
    self.figures = figures
  }
}

/// A heading.
public struct Heading: Hashable, Sendable {
  /// 1…4, 1 the outermost.
  public var level: Int
  /// What is said.
  public var text: RichText
  /// The name links lead to; made from the position when empty.
  public var anchor: String
  /// Whether a table of contents names it.
  public var inContents: Bool
  /// Whether it starts a page, unless a third of the page before would stay white.
  public var pageBreakBefore: Bool

  /// A heading, listed in the contents unless said otherwise.
  public init(
    level: Int, text: RichText, anchor: String = "", inContents: Bool = true, pageBreakBefore: Bool = false
  ) {
    self.level = level
    self.text = text
    self.anchor = anchor
    self.inContents = inContents
    self.pageBreakBefore = pageBreakBefore
  }
}

/// A bulleted or numbered list.
public struct List: Hashable, Sendable {
  /// Numbered rather than bulleted.
  public var ordered: Bool
  /// The number of the first item of an ordered list.
  public var start: Int
  /// Each item as blocks.
  public var items: [[Block]]

  /// A list of items.
  public init(ordered: Bool = false, start: Int = 1, items: [[Block]]) {
    self.ordered = ordered
    self.start = start
    self.items = items
  }
}

/// A finished drawing with what is said about it.
public struct Figure: Hashable, Sendable {
  /// The drawing, set at its own size where that fits.
  public var frame: Frame
  /// The heights at which it may be drawn anew so that pages are full; nil for this one only.
  public var heights: ClosedRange<Double>?
  /// Such as "Figure 3"; empty for an unnumbered figure.
  public var label: String
  /// The message, above the drawing.
  public var title: RichText?
  /// What is drawn, below the drawing.
  public var caption: RichText
  /// Where the data are from, without the word "Source".
  public var source: RichText?
  /// The text for readers who do not see the figure.
  public var alternative: String
  /// The name links lead to; empty for none.
  public var anchor: String
  /// What the drawing shows as a file, attached to it.
  public var attachment: PagedDocument.Attachment?
  /// Where the figure stands in its input, for diagnostics.
  public var origin: Origin?

  /// A figure; what is empty takes no room.
  public init(
    frame: Frame, heights: ClosedRange<Double>? = nil, label: String = "", title: RichText? = nil,
    caption: RichText = "", source: RichText? = nil, alternative: String, anchor: String = "",
    attachment: PagedDocument.Attachment? = nil, origin: Origin? = nil
  ) {
    self.frame = frame
    self.heights = heights
    self.label = label
    self.title = title
    self.caption = caption
    self.source = source
    self.alternative = alternative
    self.anchor = anchor
    self.attachment = attachment
    self.origin = origin
  }
}

/// A number set large.
public struct KeyFigure: Hashable, Sendable {
  /// What is counted.
  public var label: RichText
  /// The number, as it is to be printed.
  public var value: RichText
  /// The unit, or what the number is measured against; beside the value where it fits.
  public var detail: RichText
  /// Below the number.
  public var note: RichText

  /// A number with its label.
  public init(label: RichText, value: RichText, detail: RichText = "", note: RichText = "") {
    self.label = label
    self.value = value
    self.detail = detail
    self.note = note
  }
}

/// What a document says in short: points, and the numbers they rest on.
public struct Summary: Hashable, Sendable {
  /// A sentence or two each.
  public var points: [RichText]
  /// Beside the points.
  public var figures: [KeyFigure]

  /// A summary; what is empty takes no room.
  public init(points: [RichText], figures: [KeyFigure] = []) {
    self.points = points
    self.figures = figures
  }
}

/// An entry of the list of sources.
public struct SourceEntry: Hashable, Sendable {
  /// The name that values link to.
  public var anchor: String
  /// Such as "[3]".
  public var number: String
  /// The citation.
  public var text: RichText
  /// The sentence a value was taken from; empty for none.
  public var quote: RichText
  /// Where in the source, such as "paragraph 4" or "row 12, column value"; empty for none.
  public var place: String

  /// An entry of the list.
  public init(anchor: String, number: String, text: RichText, quote: RichText = "", place: String = "") {
    self.anchor = anchor
    self.number = number
    self.text = text
    self.quote = quote
    self.place = place
  }
}
